"""From files and a few words to a look; and what the store and the sealed line keep of it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.canonical import line_sha256
from monitor.clock import SimulatedClock, iso
from monitor.model import LookKind
from monitor.store.captures import Captures
from monitor.store.witnesses import TakenAlready, Witnesses
from monitor.store.writer import Store
from monitor.witness.errors import WitnessError
from monitor.witness.personal import Concern
from monitor.witness.reading import Reader
from monitor.witness.taking import MOST_FILES, Given, Keeper, Said, Witnessed, file_name, take
from probes.contract import Outcome
from probes.registry import BY_CONTENT, PROBES
from tests.monitor.witness.handed import FREE, NONE, URL, chunk, mhtml, page, png
from tests.support.looks import a_target, effective

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
LONG_AGO = NOW - timedelta(days=90)
TARGET = replace(a_target(), probe="ezbooking", url="https://rdv.example/booking/create/1/{today}")
READER = Reader.of(TARGET, PROBES, BY_CONTENT)
AUTHOR = chunk(b"tEXt", b"Author\x00Jane")
PICTURE = png(AUTHOR)


def html(content: bytes = page(), name: str = "page.html") -> Given:
    return Given(name, content, NOW - AN_HOUR)


def look_of(
    *files: Given, at: datetime | None = NOW - AN_HOUR, says: str = "", by: str = "A", note: str = "", **given: Any
) -> Witnessed:
    said = Said(at, by, note, says)
    return take(files or (html(),), TARGET, READER, said, **{"received_at": NOW, "known_since": LONG_AGO, **given})


# Taking


def test_a_saved_page_becomes_an_extra_look_of_a_person():
    made = look_of(note="second\ntry")
    look, told = made.look, made.testimony
    assert (look.reading.outcome, look.reading.quote) == (Outcome.NO_SLOTS, NONE)
    assert (look.kind, look.due_at, look.exchanges, look.user_agent) == (LookKind.EXTRA, None, (), "")
    assert (look.started_at, told.received_at) == (NOW - AN_HOUR, NOW)
    assert (told.says, told.author, told.note, made.vantage) == ("read", "A", "second try", "person:A")
    assert look.target.url.endswith("/2026-11-21"), "the address of the day of the look"
    assert look.probe.startswith("ezbooking/")


def test_without_a_label_the_vantage_is_just_a_person():
    assert look_of(by="").vantage == "person"


@pytest.mark.parametrize(
    ("files", "says", "outcome", "kept_as", "why"),
    [
        ((html(),), "", Outcome.NO_SLOTS, "read", "the page says it"),
        ((html(),), "no_slots", Outcome.NO_SLOTS, "read", "the person says the same: the page comes first"),
        ((Given("a.png", PICTURE),), "slots", Outcome.SLOTS, "declared", "a picture is never read"),
        ((Given("a.png", PICTURE), html()), "", Outcome.NO_SLOTS, "read", "a picture beside the page needs no words"),
        ((html(page("<p>?</p>")),), "", Outcome.UNRECOGNISED, "read", "what is not proved claims nothing"),
        ((html(page("<p>?</p>")),), "no_slots", Outcome.NO_SLOTS, "declared", "the person saw what we cannot read"),
    ],
)
def test_pages_are_read_and_pictures_declared(files, says, outcome, kept_as, why):
    made = look_of(*files, says=says)
    assert (made.look.reading.outcome, made.testimony.says) == (outcome, kept_as), why
    assert made.look.reading.rule.startswith("witness/")


@pytest.mark.parametrize(
    ("files", "said", "words", "why"),
    [
        ((Given("a.png", PICTURE),), {}, "--says", "nobody can read a picture"),
        ((html(),), {"says": "slots"}, "read as no_slots", "a person does not overrule the page"),
        ((Given("a.png", PICTURE),), {"says": "full"}, "nothing that a page can show", "no such answer"),
        ((Given("a.zip", b"PK\x03\x04"),), {}, "a.zip: the file is a zip", "the file is named"),
        ((Given("a.png", PICTURE[:-9]),), {"says": "slots"}, "a.png: the PNG picture is cut", "damaged"),
        (tuple(html() for _ in range(MOST_FILES + 1)), {}, "are not one look", "too many"),
        ((html(),), {"at": NOW + timedelta(seconds=1)}, "after now", "the future"),
        ((html(),), {"at": LONG_AGO - timedelta(days=1)}, "is watched since", "before the target was watched"),
        ((html(),), {"by": "x" * 41}, "at most 40", "a label is short"),
        ((Given("a.html", page()),), {"at": None}, "--at", "nothing tells when"),
    ],
)
def test_what_cannot_be_taken_says_why(files, said, words, why):
    with pytest.raises(WitnessError) as refused:
        look_of(*files, **said)
    assert words in refused.value.english, why
    assert refused.value.french != refused.value.english


def test_a_target_that_was_just_added_takes_looks_of_the_same_day_only():
    assert look_of(at=NOW - timedelta(hours=9), known_since=None).look.started_at == NOW - timedelta(hours=9)
    with pytest.raises(WitnessError, match="is watched since 2026-11-21"):
        look_of(at=NOW - timedelta(hours=12), known_since=None)


@pytest.mark.parametrize(
    ("files", "at", "by", "why"),
    [
        ((html(),), NOW - 2 * AN_HOUR, "person", "what the person says comes first"),
        ((html(), Given("a.mhtml", mhtml(), NOW)), None, "page", "then the date that a page states"),
        ((Given("a.png", PICTURE, NOW - 3 * AN_HOUR), html()), None, "file", "then the date of the first file"),
    ],
)
def test_who_declares_the_time_is_kept(files, at, by, why):
    made = look_of(*files, at=at, says="no_slots")
    expected = {"person": at, "page": datetime(2026, 11, 21, 8, 5, 33, tzinfo=UTC), "file": NOW - 3 * AN_HOUR}
    assert (made.testimony.time_by, made.look.started_at) == (by, expected[by]), why


def test_what_was_stripped_is_listed_and_what_is_kept_on_purpose_is_shown():
    (stripped,) = look_of(Given("a.png", PICTURE), says="slots").testimony.files
    assert (stripped.content, stripped.stripped) == (png(), ("text: Author",))
    kept = look_of(Given("a.png", PICTURE), says="slots", keep_metadata=True)
    assert (kept.testimony.files[0].content, kept.testimony.files[0].stripped) == (PICTURE, ())
    assert kept.notes == ("kept on purpose: text: Author",)


def test_people_are_warned_of_names_of_other_sites_and_of_personal_data():
    content = page("<p>Bonjour Jeanne</p>", comment="<!-- saved from url=(0021)https://other.example/ -->")
    made = look_of(html(content), by="jane@example.org")
    assert [one.concern for one in made.warned] == [Concern.ACCOUNT]
    assert "looks like a name" in made.notes[0]
    assert "other.example, not from rdv.example" in made.notes[1]
    assert look_of(html(page(comment=f"<!-- saved from url=(0041){URL} -->"))).notes == ()


def test_a_page_whose_own_date_is_another_is_worth_a_word():
    (note,) = look_of(Given("a.mhtml", mhtml()), at=NOW).notes
    assert note == "the page says that it was saved at 2026-11-21 09:05 CET"
    assert look_of(Given("a.mhtml", mhtml()), at=datetime(2026, 11, 21, 8, 30, tzinfo=UTC)).notes == ()


@pytest.mark.parametrize(
    ("name", "kept", "why"),
    [
        ("page.html", "page.html", "a plain name"),
        ("Préfecture (1).html", "Préfecture (1).html", "accents and brackets"),
        ("../../etc/passwd", "passwd", "no way out"),
        ("C:\\Users\\jane\\page.html", "page.html", "no folders of Windows"),
        ("a\x1b[31m\nb.html", "a _31m b.html", "no control characters"),
        ("<script>.png", "_script_.png", "no markup"),
        (".hidden", "hidden", "not hidden"),
        ("x" * 300 + ".html", "x" * 116 + ".html", "cut before its ending"),
        ("...", "_", "nothing left"),
    ],
)
def test_names_of_files_are_harmless(name, kept, why):
    assert file_name(name) == kept, why


# Storing


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "slotwatch.db") as opened:
        yield opened


@pytest.fixture
def keeper(store: Store) -> Keeper:
    return Keeper(store, SimulatedClock(NOW), effective(TARGET), [TARGET])


def test_the_sealed_line_carries_both_times_and_the_hashes_of_the_files(keeper, store):
    made = look_of(html(), Given("a.png", PICTURE), note="x")
    recorded = keeper.keep(made)
    line = json.loads(recorded.line)
    assert (line["t0"], line["rcv"]) == (iso(NOW - AN_HOUR), iso(NOW))
    assert (line["by"], line["note"], line["says"], line["t0by"], line["van"]) == (
        "A",
        "x",
        "read",
        "person",
        "person:A",
    )
    assert line["ex"] == []
    assert line["files"] == [
        {
            "name": "page.html",
            "type": "text/html",
            "sha256": hashlib.sha256(page()).hexdigest(),
            "len": len(page()),
            "stripped": [],
        },
        {
            "name": "a.png",
            "type": "image/png",
            "sha256": hashlib.sha256(png()).hexdigest(),
            "len": len(png()),
            "stripped": ["text: Author"],
        },
    ]


def test_lines_of_one_person_are_a_chain_of_their_own_on_the_day_of_receipt(keeper, store):
    first = keeper.keep(look_of(at=NOW - timedelta(days=3)))
    second = keeper.keep(look_of(html(page("<p>other</p>"))))
    other = keeper.keep(look_of(html(page("<p>third</p>")), by="B"))
    assert [first.sequence, second.sequence, other.sequence] == [0, 1, 0]
    assert json.loads(second.line)["prev"] == line_sha256(first.line)
    days = {row[0] for row in store.connection.execute("SELECT day FROM lines")}
    assert days == {"2026-11-21"}, "declared days do not open past files"


def test_the_bytes_that_were_handed_over_are_kept_by_their_hash(keeper, store):
    recorded = keeper.keep(look_of(html(), Given("a.png", PICTURE)))
    about = Witnesses(store.connection).of(recorded.uuid)
    assert about is not None
    contents = [Captures(store.connection).content(file["capture"]) for file in about["files"]]
    assert contents == [page(), png()]
    assert (about["received_at"], about["author"], about["says"]) == (iso(NOW), "A", "read")


def test_people_are_counted_apart_from_machines(keeper, store):
    keeper.keep(look_of())
    kinds = store.connection.execute(
        "SELECT v.kind, d.anchored, d.extra FROM days d JOIN vantages v ON v.id = d.vantage"
    ).fetchall()
    assert kinds == [("person", 0, 1)]


@pytest.mark.parametrize(
    ("again", "refused", "why"),
    [
        ({"files": [html()]}, True, "the same page of the same time"),
        ({"files": [html(name="renamed.html")], "by": "B"}, True, "under another name, by another person"),
        ({"files": [html()], "at": NOW - AN_HOUR / 2}, False, "a page that has not changed at another time"),
        ({"files": [Given("b.png", png())], "says": "slots", "at": NOW}, True, "one of its pictures, already clean"),
        ({"files": [html(), Given("a.png", PICTURE)], "at": NOW}, True, "all of it at another time: pictures differ"),
        ({"files": [html(), Given("c.png", png(width=2))]}, False, "another picture with the same page"),
    ],
)
def test_the_same_files_are_not_stored_twice(keeper, store, again, refused, why):
    before = keeper.keep(look_of(html(), Given("a.png", PICTURE)))
    made = look_of(*again.pop("files"), **again)
    rows = "SELECT (SELECT count(*) FROM observed), (SELECT count(*) FROM lines), (SELECT count(*) FROM witness_files)"
    counted = store.connection.execute(rows).fetchone()
    if not refused:
        keeper.keep(made)
        return
    with pytest.raises(TakenAlready) as error:
        keeper.keep(made)
    assert str(before.uuid) in str(error.value), why
    assert store.connection.execute(rows).fetchone() == counted, "nothing of it is stored"


def test_the_store_is_whole_after_people_looked(keeper, store, tmp_path):
    from monitor.report.agreement import disagreements
    from monitor.store.integrity import problems

    for hours in (9, 1, 5, 2):  # not in the order of their times
        keeper.keep(look_of(html(page(f"<p>{hours}</p>")), at=NOW - hours * AN_HOUR, by="AB"[hours % 2]))
    assert list(problems(store.path)) == []
    assert list(disagreements(store.path)) == []


def test_what_is_handed_over_late_changes_nothing_that_was_judged_since(keeper, store):
    rows = "SELECT key, state, last_at, ended_at FROM incidents"
    for days in (5, 1):
        keeper.keep(look_of(html(page() + b"<!-- %d -->" % days), at=NOW - timedelta(days=days)))
    before = store.connection.execute(rows).fetchall()
    keeper.keep(look_of(html(FREE), at=NOW - timedelta(days=20)))
    assert before
    assert store.connection.execute(rows).fetchall() == before
    assert keeper.keep(look_of(html(FREE + b"<!-- now -->"), at=NOW)).memory.slots_from == NOW


def test_a_killed_transaction_leaves_nothing(keeper, store):
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("CREATE TRIGGER no BEFORE INSERT ON witness_files BEGIN SELECT raise(ABORT, 'no'); END")
    with pytest.raises(Exception, match="no"):
        keeper.keep(look_of())
    for table in ("observed", "lines", "witnessed", "spells"):
        assert store.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
