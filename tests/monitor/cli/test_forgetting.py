"""``forget`` as typed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import typer

from monitor.cli.common import explain
from monitor.cli.forgetting import forget
from monitor.evidence.verification import verify
from monitor.store.custody import entries
from monitor.store.integrity import problems
from monitor.store.writer import Store
from tests.monitor.cli.conftest import CONFIG, Typed
from tests.support.authorities import needs_openssl
from tests.support.proving import Past, answering, the_past

WHY = ("--why", "a name was on the page")


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return the_past(tmp_path)


@pytest.fixture
def forgets(typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """The command alone; the folder is that of ``typed``."""
    del typed, monkeypatch
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(forget)

    def run(*words: object) -> tuple[int, str, str]:
        code = 0
        try:
            app(list(map(str, words)))
        except SystemExit as stop:
            code = int(stop.code or 0)
        except Exception as error:  # noqa: BLE001  # as main does it
            code = explain(error)
        output, errors = capsys.readouterr()
        return code, output, errors

    return run


def absent(past: Past) -> int:
    with closing(sqlite3.connect(past.database)) as sql:
        return int(sql.execute("SELECT count(*) FROM captures WHERE encoding = 'pruned'").fetchone()[0])


def uuid_of(past: Past, number: int) -> str:
    with closing(sqlite3.connect(past.database)) as sql:
        return str(sql.execute("SELECT lower(hex(uuid)) FROM observed WHERE id = ?", (number,)).fetchone()[0])


def test_nothing_goes_unasked_and_a_dry_run_changes_nothing(forgets: Typed, past: Past):
    code, output, errors = forgets("palaiseau", *WHY, "--dry-run")
    assert (code, errors) == (0, "")
    assert output.splitlines() == ["Chosen: 8 looks.", "Would go: 8 contents, 0.0 MB before compression."]
    code, _, errors = forgets("palaiseau", *WHY)
    assert (code, errors) == (
        2,
        "slotwatch: forget: these bytes would be gone for ever; add --yes if that is meant, or --dry-run\n",
    )
    assert absent(past) == 0
    with Store(past.database) as store:
        assert [kind for _, kind, _ in entries(store)] == ["configured"]


def test_one_look_is_forgotten_by_the_beginning_of_its_id(forgets: Typed, past: Past):
    code, output, _ = forgets("--look", uuid_of(past, 3)[:8], *WHY, "--by", "data protection", "--yes")
    assert code == 0
    assert "Forgotten: 1 content. Their hashes stay, and the custody log says so." in output
    assert absent(past) == 1
    with Store(past.database) as store:
        noted = entries(store)[-1]
    assert noted[1] == "forgotten"
    assert noted[2] == {
        "why": "a name was on the page",
        "by": "data protection",
        "targets": [],
        "looks": [uuid_of(past, 3)],
        "from": "",
        "to": "",
        "contents": 1,
        "everywhere": False,
    }


def test_days_and_targets_choose_together(forgets: Typed, past: Past):
    words = ("palaiseau", "--from", past.last, "--to", past.last, *WHY, "--yes")
    code, output, _ = forgets(*words, "--json")
    assert (code, json.loads(output)["forgotten"]) == (0, 4)
    assert json.loads(forgets(*words, "--json")[1])["forgotten"] == 0, "nothing is left"
    with Store(past.database) as store:
        assert entries(store)[-1][2]["targets"] == [1], "by bare number: the log is part of every bundle"
    assert list(problems(past.database)) == []


@needs_openssl
def test_chains_lists_and_stamps_still_verify_and_a_bundle_says_what_is_absent(
    forgets: Typed, typed: Typed, tmp_path: Path
):
    with answering(tmp_path) as table:
        past = the_past(tmp_path, more=table)
        assert typed("seal")[0] == 0
        assert forgets("palaiseau", "--to", past.first, *WHY, "--yes")[0] == 0
        code, output, _ = typed("export", "palaiseau", "-o", "out")
    assert (code, "Bytes no longer kept: 4; their hashes are in the lines." in output) == (0, True)
    assert verify(tmp_path / "out" / past.bundle).ok
    assert json.loads((tmp_path / "out" / past.bundle / "bundle.json").read_text())["absent_bodies"] == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([*WHY], "forget: name a TARGET, or a look with --look; nothing is forgotten by default"),
        (["nobody", *WHY], "forget: no target 'nobody' was ever watched; known: evry, palaiseau"),
        (["palaisau", *WHY], "did you mean 'palaiseau'?"),
        (["--look", "xyz", *WHY], "forget: --look: 'xyz' is no UUID"),
        (["--look", "000000000000", *WHY], "forget: --look: no look begins with '000000000000'"),
        (["palaiseau", "--from", "today", *WHY], "forget: --from 'today' is no day that can be asked for"),
        (
            ["palaiseau", "--from", "2018-02-02", "--to", "2018-02-01", *WHY],
            "forget: --from 2018-02-02 is after --to 2018-02-01; exchange them",
        ),
        (["palaiseau", "--why", "  "], "forget: --why is empty; others will read it"),
        (["palaiseau", "--why", "x" * 301], "forget: --why: write one line of at most 300 characters"),
        (["palaiseau", *WHY, "--by", "a\x07b"], "forget: --by: write one line of at most 100 characters"),
        (["palaiseau"], "Missing option '--why'"),
        (["palaiseau", *WHY, "--json"], "add --yes if that is meant, or --dry-run"),
    ],
)
def test_what_cannot_be_forgotten_is_said(forgets: Typed, past: Past, words: list[str], said: str):
    code, output, errors = forgets(*words)
    assert (code, output) == (2, "") or words[-1] == "--json"
    assert said in errors
    assert absent(past) == 0


def test_without_a_store_there_is_nothing_to_forget_and_none_is_made(forgets: Typed, tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    code, output, errors = forgets("palaiseau", *WHY, "--yes")
    assert (code, output, "there is no database yet" in errors) == (2, "", True)
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]
