"""``slotwatch witness`` as people type it."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.store.reader import reading
from monitor.store.witnesses import Witnesses
from tests.monitor.cli.conftest import CONFIG, Typed
from tests.monitor.witness.handed import chunk, page, png


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A configuration, and files of ten minutes ago."""
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    at = datetime.now(UTC).timestamp() - 600
    for name, content in (
        ("page.html", page()),
        ("screen.png", png(chunk(b"tEXt", b"Author\x00Jane"))),
        ("notes.zip", b"PK\x03\x04"),
    ):
        (tmp_path / name).write_bytes(content)
        os.utime(tmp_path / name, (at, at))
    return tmp_path


def stored(folder: Path) -> int:
    with reading(next(folder.rglob("slotwatch.sqlite3"))) as reader:
        return reader.count_looks()


def test_a_saved_page_is_taken_by_the_short_spelling(typed: Typed, folder: Path):
    code, output, errors = typed("witness", "palaiseau", "page.html", "--by", "A", "--note", "second try", "--json")
    told = json.loads(output)
    assert (code, errors) == (0, "")
    assert (told["target"], told["outcome"], told["says"], told["vantage"]) == (
        *("palaiseau", "no_slots", "read", "person:A"),
    )
    assert told["rule"].startswith("witness/ezbooking/")
    assert told["uuid"]
    assert stored(folder) == 1


def test_options_may_come_first(typed: Typed, folder: Path):
    code, output, _ = typed("witness", "--by", "A", "palaiseau", "page.html")
    assert code == 0
    assert "from person:A" in output


def test_the_answer_shows_both_times_and_what_was_taken_out(typed: Typed, folder: Path):
    code, output, _ = typed("witness", "take", "palaiseau", "screen.png", "--says", "slots")
    assert code == 0
    for words in (
        "declared by the person, not read",
        "looked at 20",
        "by the date of the file",
        "received 20",
        "taken out before sealing: text: Author",
        "stored as ",
    ):
        assert words in output, words


def test_a_dry_run_stores_nothing(typed: Typed, folder: Path):
    code, output, _ = typed("witness", "palaiseau", "page.html", "--dry-run")
    assert code == 0
    assert "not stored (--dry-run)" in output
    assert list(folder.rglob("slotwatch.sqlite3")) == []


@pytest.mark.parametrize(
    ("words", "error", "why"),
    [
        (["palaisau", "page.html"], "has no target 'palaisau'; did you mean 'palaiseau'?", "a slip"),
        (["palaiseau"], "name a target and at least one file", "no file"),
        (["palaiseau", "no.html"], "no.html: No such file", "a file that is not there"),
        (["palaiseau", "."], ".: Is a directory", "a folder"),
        (["palaiseau", "screen.png"], "say what they show with --says", "a picture alone"),
        (["palaiseau", "notes.zip"], "notes.zip: the file is a zip", "not taken"),
        (["palaiseau", "page.html", "--at", "soon"], "'soon' is no time", "no time"),
        (["palaiseau", "page.html", "--at", "2999-01-01 09:00"], "after now", "the future"),
        (["palaiseau", "page.html", "--at", "2001-01-01 09:00"], "is watched since", "before it was watched"),
        (["--inbox", "nowhere"], "nowhere: no such folder", "no inbox"),
        (["palaiseau", "page.html", "--inbox", "."], "--inbox goes alone", "both at once"),
        (["sheet", "palaiseau", "-o", "x.doc"], "end the name in .txt or .pdf", "no such format"),
        (["sheet", "palaisau"], "did you mean 'palaiseau'?", "a slip"),
    ],
)
def test_bad_input_ends_with_2_and_says_what_to_do(typed: Typed, folder: Path, words, error, why):
    code, output, errors = typed("witness", *words)
    assert (code, output) == (2, ""), why
    assert error in errors, why


def test_the_same_file_twice_is_refused(typed: Typed, folder: Path):
    typed("witness", "palaiseau", "page.html")
    code, _, errors = typed("witness", "palaiseau", "page.html")
    assert code == 2
    assert "handed over before" in errors
    assert stored(folder) == 1


def test_an_inbox_is_taken_in_one_pass(typed: Typed, folder: Path):
    (folder / "in").mkdir()
    code, output, _ = typed("witness", "--inbox", "in")
    assert (code, output) == (0, "Nothing to take in in.\n")
    (folder / "page.html").rename(folder / "in/palaiseau__page.html")
    code, output, _ = typed("witness", "--inbox", "in")
    assert (code, output) == (0, "Nothing to take in in; waiting until they are whole: 1 files.\n")


def test_what_was_handed_over_can_be_found_again(typed: Typed, folder: Path):
    _, output, _ = typed("witness", "palaiseau", "screen.png", "--says", "closed", "--by", "B", "--json")
    told = json.loads(output)
    from uuid import UUID

    from monitor.store.database import open_for_reading

    connection = open_for_reading(next(folder.rglob("slotwatch.sqlite3")))
    about = Witnesses(connection).of(UUID(told["uuid"]))
    connection.close()
    assert about is not None
    assert [file["sha256"] for file in about["files"]] == [file["sha256"] for file in told["files"]]
    assert (about["author"], about["says"]) == ("B", "declared")


def test_the_sheet_is_printed_or_written(typed: Typed, folder: Path):
    code, output, _ = typed("witness", "sheet", "palaiseau")
    assert code == 0
    assert "FICHE DE CONSULTATION" in output
    code, output, _ = typed("witness", "sheet", "palaiseau", "--lang", "en", "-o", "sheet.txt")
    assert (code, output) == (0, "")
    assert "What never to do" in (folder / "sheet.txt").read_text("utf-8")


def test_a_sheet_as_pdf(typed: Typed, folder: Path):
    pytest.importorskip("typst")
    assert typed("witness", "sheet", "palaiseau", "-o", "sheet.pdf")[0] == 0
    assert (folder / "sheet.pdf").read_bytes().startswith(b"%PDF-")


def test_a_sheet_that_cannot_be_written_leaves_nothing(typed: Typed, folder: Path):
    code, _, errors = typed("witness", "sheet", "palaiseau", "-o", "no/sheet.txt")
    assert code == 2
    assert "no/sheet.txt: No such file or directory; name a file" in errors
