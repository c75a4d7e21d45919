"""What is public leaves out fresh slots: it is what would have been told just before the first of them."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.dataset.tables import TABLES
from monitor.store.exporting import Exporting, one_moment
from tests.monitor.dataset.stores import add_import, add_person, live, parts, retract, told
from tests.support.looks import HOUR, MONDAY, a_target

DELAY = timedelta(hours=24)
COLUMNS = {table.name: table.names for table in TABLES}
HINTS = "SKX"
"""Letters of looks that tell of free slots."""
CHANGING = ("look", "annotation")
"""Made anew for each store."""


def exported(path: Path, table: str, fresh_after: datetime | None) -> list[dict[str, object]]:
    """The rows of a table by the names of their columns, without what differs from store to store."""
    rows = [dict(zip(COLUMNS[table], row, strict=True)) for row in told(path, table, fresh_after)]
    return [{name: value for name, value in row.items() if name not in CHANGING} for row in rows]


def first_fresh(line: str, now: datetime) -> int | None:
    """Which look is the first that tells of slots younger than the delay."""
    places = [place for place, letter in enumerate(line) if letter.upper() in HINTS]
    return next((place for place in places if MONDAY + place * HOUR > now - DELAY), None)


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet="NNNNNESKCFG?n.", min_size=2, max_size=45), st.integers(0, 30))
def test_all_is_told_as_it_stood_before_the_first_fresh_slot(line, later):
    line = "N" + line
    now = MONDAY + (len(line) - 1 + later) * HOUR
    place = first_fresh(line, now)
    with TemporaryDirectory() as folder:
        whole = live(Path(folder) / "whole.sqlite3", {"palaiseau": line})
        before = live(Path(folder) / "before.sqlite3", {"palaiseau": line[:place]})
        for table in ("looks", "spells", "days", "texts", "events", "statements"):
            public = exported(whole, table, now - DELAY)
            ordered = sorted(public, key=repr), sorted(exported(before, table, None), key=repr)
            assert ordered[0] == ordered[1], (table, line, later)
        _require_same_incidents(exported(whole, "incidents", now - DELAY), exported(before, "incidents", None))


def _require_same_incidents(public: list[dict[str, object]], before: list[dict[str, object]]) -> None:
    """Those that stood then; what later looks changed may be left empty, and is nowhere told."""
    assert [row["incident"] for row in public] == [row["incident"] for row in before]
    for one, other in zip(public, before, strict=True):
        for name, value in one.items():
            if name == "state":
                assert value == other[name] or {value, other[name]} == {"open", "suspended"}
            else:
                assert value in (None, other[name]), name


def test_absence_is_told_at_once(tmp_path):
    path = live(tmp_path / "x.sqlite3", {"palaiseau": "N" * 30})
    now = MONDAY + 30 * HOUR
    for table in COLUMNS:
        if table != "about":
            assert told(path, table, now - DELAY) == told(path, table), table


@pytest.mark.parametrize(
    ("line", "hours", "looks", "why"),
    [
        ("NNSN", 3, 2, "what comes behind a fresh slot would give it away"),
        ("NNSN", 26, 2, "a slot of exactly a day ago at 09:00 + 2 h is one hour short of the delay"),
        ("NNSN", 27, 4, "a slot that is older than the delay is told, and what came behind it"),
        ("SSSS", 26, 2, "slots that go on being shown are told a day later, look by look"),
        ("NN?N", 3, 4, "a page that was not understood tells of no slot"),
        ("sNNN", 3, 0, "an extra look tells of slots too"),
    ],
)
def test_looks_of_a_target_end_before_its_first_fresh_slot(tmp_path, line, hours, looks, why):
    path = live(tmp_path / "x.sqlite3", {"palaiseau": line})
    now = MONDAY + hours * HOUR - timedelta(minutes=30)
    assert len(told(path, "looks", now - DELAY)) == looks, why


@pytest.mark.parametrize("letter", "SKPXJVWD")
def test_whatever_hints_at_slots_is_held_back(tmp_path, letter):
    path = live(tmp_path / "x.sqlite3", {"palaiseau": f"NN{letter}N"})
    now = MONDAY + 4 * HOUR
    assert len(told(path, "looks", now - DELAY)) == 2
    assert len(told(path, "looks", now)) == 4, "later it is told"


def test_slots_of_exactly_the_delay_ago_are_told(tmp_path):
    path = live(tmp_path / "x.sqlite3", {"palaiseau": "NNSN"})
    assert len(told(path, "looks", MONDAY + 2 * HOUR)) == 4


def test_other_targets_are_told_to_the_end(tmp_path):
    path = live(tmp_path / "x.sqlite3", {"palaiseau": "NNSN", "evry": "NNNN"})
    rows = told(path, "looks", MONDAY + 4 * HOUR - DELAY)
    assert [row[1] for row in rows] == ["evry"] * 4 + ["palaiseau"] * 2


def test_a_persons_slot_holds_back_the_machines_looks_too(tmp_path):
    targets = [a_target()]
    path = live(tmp_path / "x.sqlite3", {"palaiseau": "N" * 12}, *targets)
    add_person(path, targets, "palaiseau", "S", MONDAY + 5 * HOUR)
    fresh_after = MONDAY + 12 * HOUR - DELAY
    assert len(told(path, "looks", fresh_after)) == 5
    spell = told(path, "spells", fresh_after)[0]
    assert (spell[8], spell[9], spell[11]) == ("2018-10-01T11:00:00.000000Z", 5, 3600.0), "shortened"
    incidents = exported(path, "incidents", fresh_after)
    going_on = [row for row in incidents if row["seen_by"] == "machine"]
    assert going_on
    assert {(row["last_at"], row["looks"], row["state"]) for row in going_on} == {(None, None, "open")}
    assert [row for row in incidents if row["seen_by"] == "person"] == []


def test_the_share_of_a_scarcity_is_held_back_with_the_look_that_may_have_changed_it(tmp_path):
    path = live(tmp_path / "x.sqlite3", {"palaiseau": "NNSN", "evry": "NNNN"})
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute("UPDATE incidents SET kind = 'scarce', with_slots = 1, without_slots = 99")
    shares = {(row["target"], row["with_slots"]) for row in exported(path, "incidents", MONDAY + 4 * HOUR - DELAY)}
    assert shares == {("palaiseau", None), ("evry", 1)}


def test_an_imported_slot_is_as_fresh_as_a_seen_one(tmp_path):
    path = live(tmp_path / "x.sqlite3", {"palaiseau": "N" * 12})
    add_import(path, "palaiseau", [(MONDAY, "no_slots", 0, ""), (MONDAY + 3 * HOUR, "slots", 2, "")])
    fresh_after = MONDAY + 12 * HOUR - DELAY
    assert len(told(path, "looks", fresh_after)) == 3
    assert [row[7] for row in told(path, "imported_looks", fresh_after)] == ["no_slots"]
    assert len(told(path, "looks", MONDAY + 4 * HOUR)) == 12, "it is no longer fresh"
    imported = exported(path, "imports", fresh_after)[0]
    assert (imported["looks"], imported["last_at"]) == (1, "2018-10-01T07:00:00.000000Z")


def test_what_is_said_later_of_what_is_held_back_is_held_back(tmp_path):
    targets = [a_target()]
    path = live(tmp_path / "x.sqlite3", {"palaiseau": "NNSN"}, *targets)
    retract(path, targets, 1, MONDAY + 4 * HOUR, "there were slots")
    fresh_after = MONDAY + 4 * HOUR - DELAY
    assert told(path, "annotations", fresh_after) == []
    assert {row["retracted"] for row in exported(path, "looks", fresh_after)} == {0}
    assert len(told(path, "annotations")) == 1


def test_nothing_anywhere_names_what_is_held_back(tmp_path):
    path = live(tmp_path / "x.sqlite3", {"palaiseau": "N" * 40 + "K" + "N"})
    fresh_after = MONDAY + 42 * HOUR - DELAY
    wanted = parts(path)
    with one_moment(path) as reader:
        exporting = Exporting(reader, wanted, fresh_after)
        public = repr([list(exporting.rows(table)) for table in COLUMNS if table != "about"])
    for word in ("'slots'", "2018-10-02T23:", "2018-10-03T", "3 créneaux", "appeared", "2018-10-05"):
        assert word not in public, word
    with one_moment(path) as reader:
        exporting = Exporting(reader, wanted)
        private = repr([list(exporting.rows(table)) for table in COLUMNS if table != "about"])
    assert all(word in private for word in ("'slots'", "2018-10-02T23:", "3 créneaux", "appeared", "2018-10-05"))
