import json
from pathlib import Path

from typer.testing import CliRunner

from monitor.cli.app import app
from monitor.report.claim import Side
from tests.support.writing import write

PAGE = (Path(__file__).parents[2] / "docs/reference/reports.md").read_text("utf-8")


def keys(value: object) -> set[str]:
    """Of the object itself and of those that it holds once, but for what is listed by a key of its own."""
    found: set[str] = set()
    if isinstance(value, dict):
        for key, inner in value.items():
            found.add(key)
            if key in ("targets", "looks", "people", "total", "longest_absence") or not isinstance(inner, dict | list):
                found |= keys(inner[0] if isinstance(inner, list) and inner else inner)
    return found


def said(tmp_path: Path, *words: str) -> dict[str, object]:
    (tmp_path / "config.toml").write_text('[monitor]\ncontact = "mailto:us@x.fr"\ndata_dir = "."\n')
    if not (tmp_path / "slotwatch.sqlite3").exists():
        write(tmp_path / "slotwatch.sqlite3", "NNSNN")
    result = CliRunner().invoke(app, [*words, "-c", str(tmp_path / "config.toml")], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.output)
    return found


def test_every_key_of_a_report_is_explained(tmp_path: Path):
    found = keys(said(tmp_path, "report", "2018-10", "--format", "json"))
    assert {"longest_absence", "appearances", "dates_known"} <= found
    inside = {"v", "seconds", "retired_at"}
    assert [key for key in sorted(found - inside) if f"`{key}`" not in PAGE] == []


def test_every_key_of_a_claim_and_of_releases_is_explained(tmp_path: Path):
    claim = keys(
        said(
            tmp_path, "report", "--from", "2018-10-01", "--to", "2018-10-01", "--claim", "it works", "--format", "json"
        )
    )
    releases = keys(said(tmp_path, "releases", "palaiseau", "--from", "2018-10-01", "--to", "2018-10-01", "--json"))
    assert {side.value for side in Side} <= claim
    assert [key for key in sorted((claim | releases) - {"v"}) if f"`{key}`" not in PAGE] == []
