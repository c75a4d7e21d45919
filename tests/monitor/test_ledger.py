"""What one look leaves in the database: everything that follows from it, or nothing; and the sealed line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import __version__
from monitor.canonical import canonical, line_sha256
from monitor.clock import SimulatedClock, iso
from monitor.ledger import Ledger
from monitor.model import Look, LookKind
from monitor.store.reader import reading
from monitor.store.schema import MIGRATIONS
from monitor.store.writer import Store
from probes.contract import Reading, Reason, Statement
from tests.support.audit import audit, derived
from tests.support.looks import CONTEXT, FRENCH, HOUR, MONDAY, a_look, a_target, an_exchange, planned, windowed
from tests.support.writing import a_ledger, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "slotwatch.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as opened:
        yield opened


@pytest.fixture
def ledger(store: Store) -> Ledger:
    ledger = Ledger(store, SimulatedClock(MONDAY), "test")
    ledger.configure(CONTEXT, [a_target(), a_target("evry")])
    return ledger


def _all(store: Store, query: str, *values: object) -> list[tuple[Any, ...]]:
    return store.connection.execute(query, values).fetchall()


def _content(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    tables = _all(store, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name: _all(store, f"SELECT * FROM {name}") for (name,) in tables}


FAR_EAST = datetime(1, 1, 1, tzinfo=UTC).replace(tzinfo=datetime.fromisoformat("2018-01-01T00:00+14:00").tzinfo)
BREAKING = [
    (a_look("E", exchanges=(an_exchange(url="https://rdv.example/\ud800"),)), None, "words that no file can hold"),
    (a_look("E", exchanges=(an_exchange(b"first"), an_exchange(b"second", status=2**63))), None, "the second exchange"),
    (a_look(windowed(date(2018, 1, 1), date(2018, 1, 2), Statement("next-release", "\ud800"))), None, "a statement"),
    (a_look("E"), FAR_EAST, "the very last step: a due time before the year 1"),
]


@pytest.mark.parametrize(("look", "due_at", "why"), BREAKING, ids=[case[-1] for case in BREAKING])
def test_a_look_that_cannot_be_stored_whole_is_not_stored_at_all(
    path: Path, store: Store, ledger: Ledger, look: Look, due_at: datetime | None, why: str
):
    ledger.record(a_look("N"), planned(MONDAY + HOUR))
    before = _content(store)
    with pytest.raises((OverflowError, UnicodeEncodeError)):
        ledger.record(look, planned(due_at))
    assert _content(store) == before, why
    assert ledger.record(a_look("E", MONDAY + HOUR), planned(MONDAY + 2 * HOUR)).sequence == 1, "and the next one is"
    assert audit(path) == 2


def test_a_look_leaves_everything_that_follows_from_it(store: Store, ledger: Ledger):
    exchanges = (an_exchange(b"one"), an_exchange(b"two", status=302), an_exchange(status=None, fault="reset"))
    says = Statement("last-release", "Derniers créneaux publiés", date(2018, 9, 28))
    look = a_look(windowed(date(2018, 10, 1), date(2018, 10, 14), says), exchanges=exchanges)
    recorded = ledger.record(look, planned(MONDAY + HOUR))
    rows = {name: len(found) for name, found in _content(store).items()}
    assert rows == {
        "_sqlite_migrations": len(MIGRATIONS),
        **dict.fromkeys(["configurations", "vantages", "observed", "readings", "lines", "statements"], 1),
        **dict.fromkeys(["texts", "spells", "standings", "quarter_hours", "days", "day_totals", "due_times"], 1),
        **dict.fromkeys(["packed_lines", "annotations", "faults", "hosts", "robots", "former_ids"], 0),
        **dict.fromkeys(["contexts", "salts", "custody"], 1),  # the configuration's coming into force
        **dict.fromkeys(["bases", "seals", "stamps", "revocations", "publications"], 0),
        **dict.fromkeys(["witnessed", "witness_files", "imports", "imported_looks"], 0),
        **dict.fromkeys(["derived", "memories"], 1),
        "events": 2,  # the first look, and what it says of releases
        "incidents": 2,  # no_slots and unbookable
        **dict.fromkeys(["rule_states", "silences", "acknowledgements", "troubles"], 0),
        **dict.fromkeys(["messages", "notifications", "receivers"], 0),
        "targets": 2,
        "exchanged": 3,
        "routes": 3,
        "captures": 4,  # one request, the same each time; two responses; one certificate chain
    }
    assert store.due_times() == {"palaiseau": MONDAY + HOUR} == {"palaiseau": recorded.next_due_at}
    assert _all(store, "SELECT kind, text, says_when FROM statements") == [(says.kind, says.text, "2018-09-28")]
    assert _all(store, "SELECT position, status, fault, response IS NULL FROM exchanges") == [
        (0, 200, "", 0),
        (1, 302, "", 0),
        (2, None, "reset", 1),
    ]


def test_a_look_by_hand_moves_no_due_time(store: Store, ledger: Ledger):
    ledger.record(a_look("N"), planned(MONDAY + HOUR))
    ledger.record(a_look("N", MONDAY + HOUR / 2, kind=LookKind.EXTRA))
    assert store.due_times() == {"palaiseau": MONDAY + HOUR}


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE observed SET reading = 2", "observations are never changed"),
        ("UPDATE observed SET started = started", "observations are never changed"),
        ("DELETE FROM observed", "observations are never deleted"),
        ("UPDATE observed SET id = id + 1 WHERE id = 1", "observations are never changed"),
        ("REPLACE INTO observed SELECT * FROM observed WHERE id = 1", "observations are never"),
        ("UPDATE readings SET outcome = 'slots'", "observations are never changed"),
        ("DELETE FROM readings", "observations are never deleted"),
        ("UPDATE lines SET line = replace(line, 'no_slots', 'slots')", "sealed lines are never changed"),
        ("DELETE FROM lines", "sealed lines are never deleted"),
        ("REPLACE INTO lines SELECT * FROM lines WHERE sequence = 1", "sealed lines are never"),
    ],
)
def test_the_file_itself_refuses_to_change_an_observation(path: Path, statement: str, words: str):
    write(path, "NNS")
    with Store(path) as store, pytest.raises(sqlite3.IntegrityError, match=words):
        store.connection.execute(statement)
    assert audit(path) == 3


def test_the_same_bytes_are_stored_once_whoever_saw_them(store: Store, ledger: Ledger):
    for number, slug in enumerate(["palaiseau", "evry", "palaiseau"]):
        ledger.record(a_look("N", MONDAY + number * HOUR, target=a_target(slug), exchanges=(an_exchange(b"same"),) * 2))
    assert _all(store, "SELECT count(*) FROM exchanges") == [(6,)]
    assert _all(store, "SELECT count(*) FROM captures") == [(3,)], "request, response, certificates"


def test_words_are_counted_with_their_first_and_last_time(store: Store, ledger: Ledger):
    swapped = Reading(Reason.NOTICE, FRENCH, "test/notice", "en")
    seen: list[tuple[Reading | str, int]] = [("N", 0), ("E", 1), ("N", 5), ("F", 6), ("N", 3), (swapped, 7)]
    for letter, hour in seen:
        ledger.record(a_look(letter, MONDAY + hour * HOUR))
    ledger.record(a_look("N", MONDAY + 9 * HOUR, target=a_target("evry")))
    rows = _all(store, "SELECT target, language, first_seen_at, last_seen_at, looks FROM texts ORDER BY id")
    assert rows == [
        (1, "fr", iso(MONDAY), iso(MONDAY + 5 * HOUR), 3),
        (1, "en", iso(MONDAY + HOUR), iso(MONDAY + HOUR), 1),
        (1, "en", iso(MONDAY + 7 * HOUR), iso(MONDAY + 7 * HOUR), 1),
        (2, "fr", iso(MONDAY + 9 * HOUR), iso(MONDAY + 9 * HOUR), 1),
    ], "each target has its own; the same words in another language are another text; what quotes nothing is no text"


@pytest.mark.parametrize(
    ("started_at", "last", "horizon", "expected", "why"),
    [
        ("2018-10-01T09:00+02:00", date(2018, 10, 15), timedelta(14), True, "the window reaches the horizon"),
        ("2018-10-01T09:00+02:00", date(2018, 10, 14), timedelta(14), False, "it ends a day too early"),
        ("2018-10-02T00:30+02:00", date(2018, 10, 15), timedelta(14), False, "in Paris it is tomorrow already"),
        ("2018-10-01T09:00+02:00", date(2018, 10, 1), None, True, "no horizon is asked for"),
    ],
)
def test_no_slot_within_a_window_is_conclusive_if_it_reaches_the_horizon(
    path: Path, started_at: str, last: date, horizon: timedelta | None, expected: bool, why: str
):
    target = a_target(horizon=horizon)
    look = a_look(windowed(date(2018, 10, 1), last), datetime.fromisoformat(started_at), target=target)
    with a_ledger(path, target) as (store, ledger):
        assert ledger.record(look).conclusive is expected, why
        assert _all(store, "SELECT conclusive FROM observations") == [(expected,)]
        assert _all(store, "SELECT outcome, anchored FROM days") == [("no_slots", 1)], "the outcome is what was read"
        assert _all(store, "SELECT conclusive, last_conclusive_at IS NULL FROM standings") == [(expected, not expected)]


def test_extra_looks_are_counted_apart(path: Path, store: Store, ledger: Ledger):
    for number, kind in enumerate([LookKind.ANCHORED, LookKind.EXTRA, LookKind.EXTRA]):
        ledger.record(a_look("N", MONDAY + number * timedelta(minutes=5), kind=kind))
    assert _all(store, "SELECT sequence, anchored, conclusive FROM standings") == [(3, 1, 1)]
    assert _all(store, "SELECT looks, anchored FROM spells") == [(3, 1)]
    assert _all(store, "SELECT anchored, extra FROM days") == [(1, 2)]
    assert _all(store, "SELECT anchored, rtrim(ltrim(looks, '.'), '.') FROM quarter_hours") == [(0, "2"), (1, "1")]
    assert _all(store, "SELECT due_at IS NULL FROM observations") == [(0,), (1,), (1,)]


@pytest.mark.parametrize(
    ("at", "quarter", "day", "why"),
    [
        ("2018-10-01T09:00+02:00", ("2018-10-01", 28), "2018-10-01", "quarters are UTC, days are the office's"),
        ("2018-10-02T00:14:59.999999+02:00", ("2018-10-01", 88), "2018-10-02", "after midnight in Paris"),
        ("2018-10-28T02:50+02:00", ("2018-10-28", 3), "2018-10-28", "the first half past two of that night"),
        ("2018-10-28T02:50+01:00", ("2018-10-28", 7), "2018-10-28", "the second one is another quarter"),
    ],
)
def test_looks_are_counted_by_quarter_hour_and_by_local_day(
    store: Store, ledger: Ledger, at: str, quarter: tuple[str, int], day: str, why: str
):
    ledger.record(a_look("N", datetime.fromisoformat(at)))
    assert _all(store, "SELECT day, instr(looks, '1') - 1 FROM quarter_hours") == [quarter], why
    assert _all(store, "SELECT day FROM days") == [(day,)], why


def test_a_target_retires_with_its_configuration_and_may_return(path: Path):
    clock = SimulatedClock(MONDAY)
    both, one = [a_target(), a_target("evry")], [a_target(name="Palaiseau, guichet 2")]
    with Store(path) as store:
        ledger = Ledger(store, clock, "test")
        ledger.configure({"targets": 2}, both)
        ledger.record(a_look("N", target=both[1]))
        clock.move_to(MONDAY + HOUR)
        ledger.configure({"targets": 1}, one)
        retired = _all(store, "SELECT slug, name, added_at, retired_at FROM targets ORDER BY id")
        clock.move_to(MONDAY + 2 * HOUR)
        ledger.configure({"targets": 1}, one)
        assert _all(store, "SELECT slug, name, added_at, retired_at FROM targets ORDER BY id") == retired
        ledger.configure({"targets": 2}, both)
        assert ledger.record(a_look("N", MONDAY + 2 * HOUR, target=both[1])).sequence == 1, "its history goes on"
        assert _all(store, "SELECT retired_at FROM targets") == [(None,), (None,)]
    assert retired == [
        ("palaiseau", "Palaiseau, guichet 2", iso(MONDAY), None),
        ("evry", "Palaiseau", iso(MONDAY), iso(MONDAY + HOUR)),
    ]
    assert audit(path) == 2


def test_a_configuration_is_a_dated_row_and_only_when_it_changes(path: Path):
    clock = SimulatedClock(MONDAY)
    with Store(path) as store:
        for number, value in enumerate(["a", "a", "b", "b", "a"]):
            clock.move_to(MONDAY + number * HOUR)
            Ledger(store, clock, "test").configure({"value": value}, [])
        rows = _all(store, "SELECT since, effective, sha256, program FROM configurations ORDER BY id")
    texts = [canonical({"value": value}) for value in "aba"]
    since = [iso(MONDAY + hour * HOUR) for hour in (0, 2, 4)]
    assert rows == [(at, text, line_sha256(text), __version__) for at, text in zip(since, texts, strict=True)]


def test_each_vantage_has_a_chain_of_its_own(path: Path, store: Store):
    for vantage in ("paris", "lyon", "paris"):
        ledger = Ledger(store, SimulatedClock(MONDAY), vantage)
        ledger.configure(CONTEXT, [a_target()])
        ledger.record(a_look("N"))
    assert _all(store, "SELECT vantage, sequence FROM observations ORDER BY id") == [(1, 0), (2, 0), (1, 1)]
    assert audit(path) == 3


def test_a_fault_of_ours_is_kept_apart_from_what_the_site_showed(path: Path, store: Store, ledger: Ledger):
    ledger.record(a_look("N"))
    before = derived(path)
    ledger.record_fault(a_target("evry"), "KeyError: 'x'", "Traceback ...")
    ledger.record_fault(a_target("unknown"), "elsewhere", "")
    ledger.record_fault(None, "nowhere", "")
    with reading(path) as stored:
        assert [(fault["target"], fault["summary"]) for fault in stored.faults()] == [
            (None, "nowhere"),
            (None, "elsewhere"),
            ("evry", "KeyError: 'x'"),
        ]
    assert derived(path) == before
