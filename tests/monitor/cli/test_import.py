"""``slotwatch import``: looks of others taken in, listed and taken out again."""

import json
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import PastClock, Typed, live
from tests.support.looks import MONDAY

TEXT = "time;count\n2018-10-05 09:00;0\n2018-10-05 10:00;2\n"
ORDER = ("import", "looks.csv", "--target", "palaiseau", "--timezone", "Europe/Paris")


@pytest.fixture(autouse=True)
def past(tmp_path: Path) -> Path:
    """Looks of long ago, taken for real, and a file of somebody else's."""
    (tmp_path / "looks.csv").write_text(TEXT)
    return live(tmp_path, {"palaiseau": "NNN"}, clock=PastClock(MONDAY))


def test_what_was_taken_is_told(typed: Typed):
    code, output, errors = typed(*ORDER, "--operator", "La Cimade", "--vantage", "Massy")
    assert (code, errors) == (0, "")
    assert output.splitlines() == [
        "Import 1: 2 looks at palaiseau, 2018-10-05 07:00 to 2018-10-05 08:00 UTC; La Cimade, Massy; csv looks.csv",
        "They are shown beside our own looks, and never judged. 'slotwatch import --list' shows all imports.",
    ]


def test_imports_are_listed_with_where_they_came_from(typed: Typed):
    assert typed("import", "--list")[1] == "Nothing was imported yet.\n"
    typed(*ORDER, "--note", "by telephone")
    listed = typed("import", "--list")[1]
    assert listed.startswith("1  2 looks at palaiseau, ")
    assert "operator not stated, vantage not stated; csv looks.csv; imported " in listed
    assert listed.endswith(": by telephone\n")
    found = json.loads(typed("import", "--list", "--json")[1])
    assert [(one["import"], one["looks"], one["operator"], one["note"]) for one in found] == [
        (1, 2, "", "by telephone")
    ]
    assert found[0]["first_at"] == "2018-10-05T07:00:00.000000Z"


def test_an_import_is_taken_out_again(typed: Typed):
    typed(*ORDER)
    code, output, _ = typed("import", "--remove", "1")
    assert (code, output.splitlines()[0][:17]) == (0, "Removed import 1:")
    code, _, errors = typed("import", "--remove", "1")
    assert (code, errors) == (2, "slotwatch: import: there is no import 1; nothing was imported yet\n")


def test_overlaps_columns_left_out_and_same_times_are_told(typed: Typed, tmp_path: Path):
    typed(*ORDER)
    (tmp_path / "more.csv").write_text("time,count,who\n2018-10-05T07:30Z,0,me\n2018-10-05T07:30Z,0,you\n")
    output = typed("import", "more.csv", "--target", "palaiseau")[1]
    assert "Note: 1 of these looks have the same time as another one." in output
    assert "Columns that were left out: who." in output
    assert "Note: import 1 has looks of the same span: 2 looks at palaiseau" in output


def test_bad_lines_are_all_told_and_nothing_is_imported(typed: Typed, tmp_path: Path):
    (tmp_path / "looks.csv").write_text("time,count\n" + "2018-10-05T09:00Z,-1\n" * 25 + "2018-10-28T02:30,0\n")
    code, output, errors = typed(*ORDER)
    assert (code, output) == (2, "")
    lines = errors.splitlines()
    assert len(lines) == 21
    assert lines[0] == "slotwatch: looks.csv: line 2: '-1' is no count; write a whole number, 0 or more"
    assert lines[-1] == (
        "slotwatch: import: looks.csv: nothing was imported (6 more lines like these are not shown);"
        " correct the file, then try again"
    )
    assert typed("import", "--list")[1] == "Nothing was imported yet.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "give a file or a bundle, or --list, or --remove NUMBER"),
        (["looks.csv", "--list"], "one of these"),
        (["looks.csv"], "say with --target ID"),
        (["looks.csv", "--target", "palaisau"], "did you mean 'palaiseau'?"),
        (["looks.csv", "--target", "palaiseau", "--timezone", "Paris/Europe"], "is no time zone"),
        (["looks.csv", "--target", "palaiseau", "--timezone", "../../etc/passwd"], "is no time zone"),
        (["looks.csv", "--target", "palaiseau", "--operator", "a\nb"], "--operator: write one line"),
        (["looks.csv", "--target", "palaiseau", "--note", "x" * 201], "at most 200 characters"),
        (["none.csv", "--target", "palaiseau"], "none.csv: No such file or directory"),
        ([".", "--target", "palaiseau"], "neither a bundle nor a CSV file"),
    ],
)
def test_what_cannot_be_meant_is_said(typed: Typed, words, said):
    code, output, errors = typed("import", *words)
    assert (code, output) == (2, "")
    assert said in errors
    assert "Traceback" not in errors


def test_provenance_goes_into_data_to_take_away(typed: Typed, tmp_path: Path):
    typed(*ORDER, "--operator", "=La Cimade")
    typed("data", "-o", "out")
    assert "'=La Cimade" in (tmp_path / "out" / "imported_looks.csv").read_text("utf-8")
    assert "'=La Cimade" in (tmp_path / "out" / "imports.csv").read_text("utf-8")
