"""``slotwatch data``: what is written, chosen, said, and refused."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock
from tests.monitor.cli.conftest import CONFIG, PastClock, Typed, live
from tests.support.looks import MONDAY


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """Looks of long ago, taken for real."""
    lines = {"palaiseau": "N" * 20 + "S" + "N" * 20, "evry": "G" * 20}
    return live(tmp_path, lines, clock=PastClock(MONDAY))


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_everything_is_written_and_counted(typed: Typed, past: Path, tmp_path: Path):
    code, output, errors = typed("data", "-o", "out")
    assert (code, errors) == (0, "")
    assert output.splitlines()[0].startswith("out: targets 2, vantages 1, looks 61, ")
    assert output.splitlines()[-1] == "To look at it: datasette out/slotwatch.sqlite -m out/metadata.yaml"
    assert len(rows(tmp_path / "out", "looks")) == 61
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".csv", ".json", ".yaml", ".sqlite"}


def test_simulated_time_is_said(typed: Typed, tmp_path: Path):
    live(tmp_path, {"palaiseau": "NNN"}, clock=SimulatedClock(MONDAY))
    code, output, _ = typed("data", "-o", "out")
    assert code == 0
    assert output.startswith("SIMULATED TIME: ")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert package["title"].startswith("SIMULATED TIME: ")


@pytest.mark.parametrize(
    ("options", "looks", "selection", "why"),
    [
        (["--target", "evry"], 20, "target: evry", "one target"),
        (["--tag", "titres"], 41, "tag: titres", "those with a tag"),
        (["--tag", "titres", "--target", "evry"], 61, "target: evry; tag: titres", "choices add up"),
        (["--from", "2018-10-02"], 41 - 15 + 5, "local days: 2018-10-02 to ", "from midnight in Paris"),
        (["--to", "2018-10-01"], 15 + 15, "local days: 1970-01-01 to 2018-10-01", "to midnight in Paris"),
    ],
)
def test_targets_and_days_are_chosen(typed: Typed, past: Path, tmp_path: Path, options, looks, selection, why):
    code, _, errors = typed("data", "-o", "out", *options)
    assert (code, errors) == (0, ""), why
    assert len(rows(tmp_path / "out", "looks")) == looks, why
    about = {row["name"]: row["value"] for row in rows(tmp_path / "out", "about")}
    assert about["selection"].startswith(selection)
    targets = {row["target"] for row in rows(tmp_path / "out", "looks")}
    assert {row["target"] for row in rows(tmp_path / "out", "targets")} >= targets


def test_public_data_leave_out_fresh_slots(typed: Typed, tmp_path: Path):
    live(tmp_path, {"palaiseau": "NNSNN"}, clock=SimulatedClock(MONDAY))
    assert typed("data", "-o", "private")[0] == 0
    assert typed("data", "-o", "public", "--public")[0] == 0
    seen = [len(rows(tmp_path / name, "looks")) for name in ("private", "public")]
    assert seen == [5, 2]
    assert "as it stood before them" in (tmp_path / "public" / "metadata.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--target", "palaisau"], "did you mean 'palaiseau'?"),
        (["--tag", "titre"], "did you mean 'titres'?"),
        (["--office", "Mairie"], "--office"),
        (["--from", "yesterday"], "--from 'yesterday' is no day"),
        (["--from", "2018-10-05", "--to", "2018-10-01"], "is after --to"),
        (["--lang", "de"], "write fr or en"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_written(typed: Typed, past: Path, tmp_path: Path, words, said):
    code, output, errors = typed("data", "-o", "out", *words)
    assert (code, output) == (2, "")
    assert errors.startswith("slotwatch: data: ")
    assert said in errors
    assert not (tmp_path / "out").exists()


def test_somebody_elses_folder_is_left_alone(typed: Typed, past: Path, tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    code, _, errors = typed("data", "-o", "out")
    assert code == 2
    assert "holds 'notes.txt', which no export wrote; name a new or empty folder" in errors


def test_a_folder_that_cannot_be_made_is_named(typed: Typed, past: Path, tmp_path: Path):
    (tmp_path / "file").write_text("")
    code, _, errors = typed("data", "-o", "file/out")
    assert code == 2
    assert "file/out" in errors
    assert "name a folder that can be written" in errors


def test_without_a_store_it_says_what_makes_one(typed: Typed, tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG)
    code, _, errors = typed("data", "-o", "out")
    assert code == 2
    assert "there is no database yet" in errors


def in_a_process_of_its_own(folder: Path, before: str, *words: str) -> subprocess.CompletedProcess[str]:
    script = f"import sys\n{before}\nfrom monitor.cli import data, main\nsys.argv[1:1] = ['data']\nmain()"
    command = [sys.executable, "-c", script, *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_parquet_without_its_library_names_the_extra(past: Path, tmp_path: Path):
    done = in_a_process_of_its_own(tmp_path, "sys.modules['pyarrow'] = None", "-o", "out", "--parquet")
    assert done.returncode == 2
    assert "install slotwatch[parquet], or leave out --parquet" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml", "data"]


def test_pyarrow_is_loaded_only_when_it_is_asked_for(past: Path, tmp_path: Path):
    done = in_a_process_of_its_own(
        tmp_path, "import atexit; atexit.register(lambda: print('pyarrow' in sys.modules))", "-o", "out"
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "False"), done.stderr
