"""``report`` and ``releases`` as people type them: choices, spans, formats, files, narrow and simple terminals."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import CONFIG, Typed, live

HEAVY = ("pydantic", "httpx", "apprise", "apscheduler", "bs4", "babel", "rich", "monitor.charts")
LONG = CONFIG.replace('id = "evry"', 'id = "evry"\noffice = "Préfecture"\nterritory = "Essonne"')


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five weeks at one target, with slots on Tuesdays; a week at the other."""
    folder, week = tmp_path_factory.mktemp("autumn"), "N" * 26 + "SS" + "N" * 140
    live(folder, {"palaiseau": week * 5, "evry": "N" * 90 + "G" * 60 + "N" * 40}, config=LONG)
    return folder


@pytest.fixture
def autumn(lived: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoiled; gives the database."""
    shutil.copytree(lived, tmp_path, dirs_exist_ok=True)
    return tmp_path / "data" / "slotwatch.sqlite3"


def printed(typed: Typed, *words: object) -> str:
    code, output, errors = typed(*words)
    assert (code, errors) == (0, "")
    return output


def test_without_a_choice_all_targets_are_summed_and_told(typed: Typed, autumn: Path):
    text = printed(typed, "report", "2018-10")
    assert text.startswith("Report on 2 pages\n")
    assert "SIMULATED" in text.upper()
    assert "Days: Monday 1 October 2018 to Wednesday 31 October 2018, both included." in text
    assert text.count("\n== ") == 3
    assert max(map(len, text.splitlines())) <= 110


def test_the_last_30_days_are_the_default(typed: Typed, autumn: Path):
    value = json.loads(printed(typed, "report", "--format", "json"))
    assert (value["from"], value["to"]) == ("2018-10-07", "2018-11-05"), "up to the latest look of a simulated store"
    value = json.loads(printed(typed, "report", "--last", "1w", "--format", "json"))
    assert (value["from"], value["to"]) == ("2018-10-30", "2018-11-05")


@pytest.mark.parametrize(
    ("words", "slugs", "why"),
    [
        (["--target", "evry"], ["evry"], "by id"),
        (["--target", "evry", "--target", "palaiseau"], ["evry", "palaiseau"], "ids add up"),
        (["--tag", "titres"], ["palaiseau"], "by tag"),
        (["--office", "Préfecture"], ["evry"], "by office"),
        (["--territory", "Essonne"], ["evry"], "by territory"),
        (["--tag", "titres", "--office", "Préfecture"], ["evry", "palaiseau"], "whatever any of them names"),
    ],
)
def test_targets_are_chosen(typed: Typed, autumn: Path, words: list[str], slugs: list[str], why: str):
    value = json.loads(printed(typed, "report", "2018-10", "--format", "json", *words))
    assert sorted(one["target"] for one in value["targets"]) == slugs, why
    assert value["total"]["targets"] == len(slugs)
    assert value["total"]["anchored"] == sum(one["looks"]["anchored"] for one in value["targets"])


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--target", "evri"], "report: --target: no target that was ever watched has 'evri'; did you mean 'evry'?"),
        (["--office", "Mairie"], "has 'Mairie'; known: Préfecture, Sous-préfecture"),
        (["--tag", ""], "--tag: is empty"),
        (["--territory", "75"], "has '75'; known: Essonne"),
        (["2018-14"], "report: period '2018-14' is no day that can be asked for"),
        (["--from", "2018-10-09", "--to", "2018-10-02"], "exchange them"),
        (["--from", "2030-01-01"], "is in the future; the latest day is 2018-11-05"),
        (["--to", "2018-11-06"], "--to 2018-11-06 is in the future"),
        (["--last", "0d"], "write 30d or 4w"),
        (["--last", "3d", "--from", "2018-10-01"], "one of these"),
        (["--format", "pdf"], "report: --format: there is no 'pdf'; known: text, md, html, csv, json"),
        (["--lang", "de"], "report: --lang: there is no 'de'"),
        (["--claim", "it works"], "report: --claim needs --from"),
        (["--claim", " ", "--from", "2018-10-01"], "--claim is empty"),
        (["--claim", "x", "--sentence", "--from", "2018-10-01"], "give --claim or --sentence, not both"),
        (
            ["--claim", "x", "--kind", "slow", "--from", "2018-10-01"],
            "--kind: there is no 'slow'; did you mean 'slots'",
        ),
        (["--sentence", "--format", "html"], "--sentence is text or json, not html"),
        (["-o", "missing/x.txt"], "missing/x.txt: cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_meant_is_said_and_ends_with_2(typed: Typed, autumn: Path, words: list[str], complaint: str):
    code, output, errors = typed("report", *words)
    assert (code, output) == (2, "")
    assert complaint in errors
    assert len(errors.splitlines()) == 1


def test_each_format_says_the_same(typed: Typed, autumn: Path):
    value = json.loads(printed(typed, "report", "2018-10", "--target", "palaiseau", "--format", "json"))
    (row,) = csv.DictReader(printed(typed, "report", "2018-10", "--tag", "titres", "--format", "csv").splitlines())
    looks = value["targets"][0]["looks"]
    assert (value["v"], looks["anchored"], looks["with_slots"]) == (1, 736, 10)
    assert (row["anchored"], row["with_slots"], row["appearances"]) == ("736", "10", "5")
    for form in ("text", "md", "html"):
        said = printed(typed, "report", "2018-10", "--target", "palaiseau", "--format", form)
        assert "726 of 736 (98.6%)" in said
    assert "<svg" in printed(typed, "report", "2018-10", "--target", "palaiseau", "--format", "html")
    assert "726 sur 736 (98,6\u202f%)" in printed(typed, "report", "2018-10", "--tag", "titres", "--lang", "fr")


def test_a_sentence_stands_alone(typed: Typed, autumn: Path):
    words = ("report", "2018-10", "--target", "palaiseau", "--sentence")
    (line,) = printed(typed, *words).splitlines()
    assert line.startswith(
        "[Simulated time] “Palaiseau: titres”: at least one slot was shown at 10 conclusive looks of 736"
    )
    said = json.loads(printed(typed, *words, "--format", "json", "--lang", "fr"))
    assert said["sentences"]["palaiseau"].startswith("[Temps simulé]")
    assert len(printed(typed, "report", "2018-10", "--sentence").splitlines()) == 2


def test_a_claim_is_set_beside_the_looks(typed: Typed, autumn: Path):
    words = ("report", "--target", "evry", "--claim", "Ça marche \x1b[31mdepuis vendredi", "--from", "2018-10-05")
    text = printed(typed, *words)
    assert "Ça marche" in text
    assert "\x1b" not in text
    assert "Compatible with it: 43 of 103 looks" in text
    value = json.loads(printed(typed, *words, "--kind", "slots", "--format", "json"))
    (target,) = value["targets"]
    assert (target["compatible"], target["contrary"] > 0) == (0, True)
    rows = list(csv.DictReader(printed(typed, *words, "--format", "csv").splitlines()))
    assert sum(int(row["looks"]) for row in rows) == target["anchored"]


def test_a_file_is_written_whole(typed: Typed, autumn: Path, tmp_path: Path):
    file = tmp_path / "octobre.html"
    assert printed(typed, "report", "2018-10", "--format", "html", "--lang", "fr", "-o", file) == ""
    page = file.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")
    assert [found.name for found in tmp_path.iterdir() if found.name.startswith(".octobre")] == []


def test_days_without_looks_are_no_error(typed: Typed, autumn: Path):
    assert "No look was made in these days." in printed(typed, "report", "2018-09", "--target", "evry")
    assert "no look was made" in printed(typed, "report", "2018-09", "--target", "evry", "--sentence")


def test_a_store_without_targets_says_what_to_do(typed: Typed, tmp_path: Path):
    live(tmp_path, {"none": ""}, config=CONFIG.partition("[[target]]")[0])
    code, _, errors = typed("report")
    assert (code, "no target has been watched yet" in errors) == (2, True)


def test_releases_show_when_slots_appear(typed: Typed, autumn: Path, tmp_path: Path):
    text = printed(typed, "releases", "palaiseau", "--svg", tmp_path / "map.svg")
    assert "Times that slots were seen to appear: 5." in text
    assert "How long they stayed, in the middle of all cases: between 1 hour and 3 hours." in text
    assert "On the map: 5 of 5 appearances" in text
    rows = {line[:3]: line for line in text.splitlines() if line[:4] in ("Mon ", "Tue ")}
    assert "█" in rows["Tue"], "26 hours after Monday morning"
    assert "█" not in rows["Mon"]
    assert (tmp_path / "map.svg").read_text("utf-8").startswith("<svg")
    value = json.loads(printed(typed, "releases", "palaiseau", "--json"))
    assert value["stay_seconds"] == {"median": [3600.0, 10800.0], "range": [3600.0, 10800.0]}
    assert sum(hour["appeared"] for hour in value["hours"]) == value["placed"] == 5
    assert sum(hour["looks"] for hour in value["hours"]) == 840
    assert (value["from"], value["to"]) == ("2018-10-01", "2018-11-05"), "the whole history"


def test_less_than_four_weeks_make_no_map(typed: Typed, autumn: Path, tmp_path: Path):
    code, text, errors = typed("releases", "palaiseau", "--last", "2w", "--svg", tmp_path / "map.svg", "--lang", "fr")
    assert code == 0
    assert "14 sur les 28 nécessaires ; il en manque 14" in text.replace("\u202f", " ").replace("\n    ", " ")
    assert "is not written: the map lacks 14 days" in errors
    assert not (tmp_path / "map.svg").exists()


def test_releases_of_what_never_appeared(typed: Typed, autumn: Path):
    text = printed(typed, "releases", "evry")
    assert "Times that slots were seen to appear: 0." in text
    assert json.loads(printed(typed, "releases", "evry", "--json"))["stay_seconds"] is None


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["palaiso"], "releases: no target 'palaiso' was ever watched; did you mean 'palaiseau'?"),
        (["palaiseau", "--from", "2030"], "releases: --from 2030-01-01 is in the future"),
        (["palaiseau", "--svg", "missing/map.svg"], "missing/map.svg: cannot be written"),
    ],
)
def test_releases_complain(typed: Typed, autumn: Path, words: list[str], complaint: str):
    code, _, errors = typed("releases", *words)
    assert (code, complaint in errors) == (2, True)


# Terminals


def shell(folder: Path, command: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    script = command.replace("slotwatch", f"{sys.executable} -m monitor")
    env = {**os.environ, "COLUMNS": "80", **environ}
    return subprocess.run(["bash", "-c", script], check=False, capture_output=True, cwd=folder, env=env, timeout=60)


@pytest.mark.parametrize("columns", ["60", "80", "160"])
def test_narrow_and_wide_terminals(typed: Typed, autumn: Path, monkeypatch: pytest.MonkeyPatch, columns: str):
    monkeypatch.setenv("COLUMNS", columns)
    for words in (("report", "2018-10"), ("report", "2018-10", "--lang", "fr"), ("releases", "palaiseau")):
        lines = printed(typed, *words).splitlines()
        assert max(map(len, lines)) <= int(columns)
    assert ("columns wide; this terminal is narrower" in printed(typed, "releases", "palaiseau")) == (columns == "60")


@pytest.mark.parametrize("environ", [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_a_simple_terminal_gets_ascii(autumn: Path, environ: dict[str, str]):
    folder = autumn.parents[1]
    for command in ("report 2018-10 --lang fr", "releases palaiseau --lang fr", "report 2018-10 --sentence --lang fr"):
        done = shell(folder, f"slotwatch {command}", **environ)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.isascii()
        assert b"creneau" in done.stdout
    page = shell(folder, "slotwatch report 2018-10 --lang fr --format html", **environ).stdout
    assert "créneau" in page.decode(), "a file for others is UTF-8, whatever the terminal knows"
    value = shell(folder, "slotwatch report 2018-10 --format json", **environ).stdout
    assert json.loads(value.decode())["targets"][0]["office"].endswith("réfecture")


def test_the_reader_of_a_report_may_leave(autumn: Path):
    done = shell(autumn.parents[1], "set -o pipefail; slotwatch report 2018-10 --format html | head -1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"<!DOCTYPE")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_files_for_programs_load_nothing_heavy(autumn: Path, form: str):
    script = (
        "import sys; from monitor.cli import main\n"
        f"sys.argv = ['slotwatch', 'report', '2018-10', '--format', '{form}']\n"
        "try: main()\nexcept SystemExit as stop: assert not stop.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, cwd=autumn.parents[1], timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_a_broken_configuration_does_not_matter(typed: Typed, autumn: Path, tmp_path: Path):
    file = tmp_path / "config.toml"
    file.write_text(file.read_text("utf-8") + "\n[[[what\n", "utf-8")
    assert "Report on" in printed(typed, "report", "2018-10")
