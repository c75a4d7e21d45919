"""What is derived, made anew, is what living through it gave: restarts, set clocks, other configurations, people."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.clock import SimulatedClock
from monitor.judge.judgement import FOLD_VERSION
from monitor.ledger import Ledger
from monitor.model import LookKind, Target, Watchers
from monitor.rebuild import is_stale, rebuild
from monitor.store.hushing import Hushing
from monitor.store.writer import Store
from probes.contract import Reading, Reason, Statement
from tests.support.audit import audit, derived
from tests.support.looks import HOUR, MONDAY, READINGS, a_look, a_rule, a_target, effective, planned
from tests.support.writing import write

SAYING = Reading(
    Reason.NOTICE, "Rien", "test/n", "fr", statements=(Statement("next-release", "vendredi"), Statement("terms", "x"))
)
SEEN = {**READINGS, "T": SAYING, "D": Reading(Reason.TIMEOUT), "O": Reading(Reason.OFFLINE)}
RULES = (
    a_rule("none", "no_slots", "6h", repeat="12h", escalate={"after": "1d", "tell": ["board"]}),
    a_rule("strict", "no_slots", "3h", max_gap="2h", min_checks=2),
    a_rule("rare", "scarce", None, over="1d", share=0.6),
    a_rule("other", "scarce", None, over="2d", share=0.9),
    a_rule("down", "down", "3h", resolved=False),
    a_rule("blind", "blind", "3h"),
    a_rule("words", "new_text"),
    a_rule("people", "no_slots", "1d", looks="people"),
)


@dataclass(frozen=True)
class Session:
    """One run of the program: its configuration, who looks, and what is seen."""

    rules: tuple[int, ...]
    every: timedelta
    timezone: str
    people: bool
    looks: tuple[tuple[str, str, LookKind, timedelta, timedelta], ...]
    """Target, letter, kind, how far the clock moves afterwards, and by how much it was set before."""
    silence: bool
    acknowledge: bool


LOOKS = st.tuples(
    st.sampled_from(["palaiseau", "palaiseau", "evry"]),
    st.sampled_from("NNNNESSCFGR?TDO"),
    st.sampled_from([*LookKind]),
    st.sampled_from([HOUR, HOUR, HOUR / 7, 9 * HOUR, 50 * HOUR, -HOUR, -30 * HOUR]),
    st.sampled_from([timedelta(0), timedelta(0), HOUR, -HOUR, timedelta(days=7)]),
)
SESSIONS = st.lists(
    st.builds(
        Session,
        st.sets(st.sampled_from(range(len(RULES)))).map(lambda chosen: tuple(sorted(chosen))),
        st.sampled_from([HOUR, timedelta(minutes=10), timedelta(days=1)]),
        st.sampled_from(["Europe/Paris", "Indian/Reunion"]),
        st.booleans(),
        st.lists(LOOKS, max_size=12).map(tuple),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
names = count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rebuild")


def _targets(session: Session) -> list[Target]:
    def watched(slug: str, *, gated: bool = False) -> Target:
        return a_target(slug, every=session.every, timezone=session.timezone, expect_language=("fr",), gated=gated)

    return [watched("palaiseau"), watched("evry", gated=session.people)]


def _live(path: Path, sessions: list[Session]) -> int:
    at, looks = MONDAY, 0
    for session in sessions:
        with Store(path) as store:
            watchers = Watchers.PEOPLE if session.people else Watchers.MACHINE
            ledger = Ledger(store, SimulatedClock(at), f"{watchers}", watchers)
            targets = _targets(session)
            rules = [RULES[number] for number in session.rules]
            ledger.configure(effective(*targets, rules=rules), targets)
            _hush(store, session, at)
            for slug, letter, kind, step, clock_step in session.looks:
                target = next(target for target in targets if target.id == slug)
                look = replace(a_look(SEEN[letter], at, target=target, kind=kind), clock_step=clock_step)
                ledger.record(look, planned(at + HOUR))
                at, looks = at + step, looks + 1
    return looks


def _hush(store: Store, session: Session, at: datetime) -> None:
    hushing = Hushing(store)
    if session.silence:
        number = hushing.silence("palaiseau", "", since=at, until=at + 8 * HOUR, reason="planned", author="ops")
        if session.acknowledge:
            hushing.end(number, at + HOUR)
    if session.acknowledge:
        for (key,) in store.connection.execute("SELECT key FROM incidents WHERE ended_at IS NULL").fetchall():
            hushing.acknowledge(key, at=at, author="ops", note="")


def _owed(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as sql:
        return sql.execute("SELECT * FROM notifications ORDER BY id").fetchall()


@settings(max_examples=40, deadline=None)
@given(SESSIONS)
def test_a_rebuild_gives_what_living_through_it_gave(folder: Path, sessions: list[Session]):
    path = folder / f"{next(names)}.db"
    looks = _live(path, sessions)
    before, owed = derived(path), _owed(path)
    with Store(path) as store:
        assert rebuild(store) == looks
    assert derived(path) == before
    assert _owed(path) == owed, "a rebuild owes nothing to anybody"
    if len({session.timezone for session in sessions}) == 1:  # the audit counts days in the latest zone
        assert audit(path) == looks


def test_the_property_above_sees_every_kind_of_row(folder: Path):
    """Histories that never open anything would prove nothing."""
    path = folder / "rich.db"
    looks = tuple(
        ("palaiseau", letter, LookKind.ANCHORED, HOUR, timedelta(0)) for letter in "NEEENNNNNNSSNNNFFFFGGGGTT" * 4
    )
    _live(path, [Session(tuple(range(len(RULES))), HOUR, "Europe/Paris", False, looks, False, True)] * 2)
    found = derived(path)
    assert all(found.values())
    with closing(sqlite3.connect(path)) as sql:
        kinds = {row[0] for row in sql.execute("SELECT kind FROM incidents")}
        stages = {row[0] for row in sql.execute("SELECT state FROM rule_states")}
    assert kinds == {"no_slots", "unbookable", "scarce", "down", "blind", "language"}
    assert stages >= {"pending", "firing", "resolved", "lost"}


def test_what_was_made_by_older_folds_is_known_to_be_stale_until_it_is_rebuilt(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "NNNS")
    with Store(path) as store:
        assert not is_stale(store)
        store.connection.execute("UPDATE derived SET version = ?", (FOLD_VERSION - 1,))
        assert is_stale(store)
        seen: list[int] = []
        assert rebuild(store, lambda: seen.append(1)) == len(seen) == 4
        assert not is_stale(store)


def test_damage_in_what_is_derived_is_mended_and_remarks_stay_in_the_chain(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "NNNSNN")
    before = derived(path)
    with Store(path) as store:
        for table in ("incidents", "spells", "days", "day_totals", "quarter_hours", "events", "memories"):
            store.connection.execute(f"DELETE FROM {table}")
        store.connection.execute("UPDATE standings SET anchored = 99, largest_hole_seconds = 1")
        rebuild(store)
    assert derived(path) == before
    assert audit(path) == 6
