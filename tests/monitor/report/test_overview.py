"""What status gathers: marks of days as the charts have them, time as a naive count has it, and at what cost."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.clock import SimulatedClock
from monitor.judge.fold import USUAL
from monitor.judge.hours import Hours
from monitor.judge.terms import Terms
from monitor.ledger import Ledger
from monitor.model import ActiveHours
from monitor.report import history, incidents, status
from monitor.report.figures import day_marks
from monitor.report.overview import DAYS, deciding, overview, time_covered
from monitor.report.status import _MARKS
from monitor.store.overview import Covered, DayLooks
from monitor.store.reader import TargetState, reading
from monitor.store.writer import Store
from probes.contract import Outcome
from tests.support.looks import HOUR, MONDAY, a_look, a_target, effective

FIRST = date(2018, 10, 1)
NIGHT = datetime(2018, 10, 1, tzinfo=UTC)


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 4), st.sampled_from([*Outcome]), st.integers(1, 3)), max_size=40
    )
)
def test_a_day_is_marked_as_the_charts_mark_it(rows: list[tuple[int, int, Outcome, int]]):
    looks = []
    for target in range(3):
        words: dict[str, list[str]] = {"slots": [], "no_slots": [], "closed": [], "others": []}
        for _, day, outcome, number in (row for row in rows if row[0] == target):
            at = str(FIRST + timedelta(days=day))
            if outcome in words:
                words[outcome].append(at)
            else:
                words["others"] += at, outcome, str(number)
        looks.append(DayLooks(target, 1, *(" ".join(said) or None for said in words.values())))
    found = deciding(looks, FIRST)
    for target in range(3):
        mine = [
            SimpleNamespace(day=str(FIRST + timedelta(days=day)), outcome=str(outcome), anchored=number, extra=0)
            for which, day, outcome, number in rows
            if which == target
        ]
        marks = day_marks(mine)  # type: ignore[arg-type]  # what it asks of a row
        decided = enumerate(found.get((target, 1), [""] * DAYS))
        shown = {str(FIRST + timedelta(days=number)): _MARKS[outcome] for number, outcome in decided if outcome}
        assert shown == marks


def a_state(**changes: object) -> TargetState:
    nothing = dict.fromkeys(TargetState.__slots__)
    return TargetState(**{**nothing, "slug": "p", "timezone": "UTC", **changes})  # type: ignore[arg-type]


ALWAYS = Terms("p")
OFFICE = Terms("p", hours=Hours("UTC", ActiveHours(frozenset(range(5)), time(8), time(18))))


@pytest.mark.parametrize(
    ("total", "state", "terms", "hours", "scheduled", "observed", "why"),
    [
        (None, {}, ALWAYS, 48, 0, 0, "nobody looked yet"),
        (
            (9, 9, None),
            {"first_at": 0, "last_conclusive_at": 9},
            ALWAYS,
            10,
            10,
            10,
            "an hour since the latest is usual",
        ),
        ((9, 9, None), {"first_at": 0, "last_conclusive_at": 9}, ALWAYS, 19, 19, 10.5, "ten hours are a hole"),
        ((9, 9, None), {"first_at": 0, "last_conclusive_at": 9, "retired_at": 10}, ALWAYS, 99, 10, 10, "retired since"),
        ((54, 9, -50), {"first_at": -99, "last_conclusive_at": 4}, ALWAYS, 4, 4, 4, "what lies before is left out"),
        ((4.5, 4.5, -0.5), {"first_at": -99, "last_conclusive_at": 4}, ALWAYS, 4, 4, 4, "also where it was covered"),
        (None, {"first_at": -99, "last_conclusive_at": -50}, ALWAYS, 20, 20, 0, "nothing since the first day"),
        (None, {"first_at": -99, "last_conclusive_at": -1}, ALWAYS, 20, 20, 0.5, "a look reaches into the first day"),
        (None, {"first_at": 3}, ALWAYS, 20, 17, 0, "no look was conclusive: nothing was observed"),
        ((0, 0, None), {"first_at": 9, "last_conclusive_at": 9}, OFFICE, 33, 10, 1.5, "the night is not scheduled"),
        ((9, 9, None), {"first_at": 0, "last_conclusive_at": 9}, ALWAYS, 5, 9, 9, "a clock behind the latest look"),
    ],
)
def test_time_is_scheduled_and_covered(
    total: tuple[float, float, float | None] | None,
    state: dict[str, float],
    terms: Terms,
    hours: float,
    scheduled: float,
    observed: float,
    why: str,
):
    def at(hour: float) -> datetime:
        return NIGHT + hour * HOUR

    covered = Covered(total[0] * 3600, total[1] * 3600, None if total[2] is None else at(total[2])) if total else None
    found = time_covered(covered, a_state(**{name: at(hour) for name, hour in state.items()}), terms, FIRST, at(hours))
    assert found == (scheduled * HOUR, observed * HOUR), why


@pytest.mark.parametrize("seed", range(6))
def test_the_share_is_that_of_a_naive_count_over_the_looks(tmp_path: Path, seed: int):
    """Hour by hour over 40 days with holes and changes of the clocks: what looks covered of the last 30 days."""
    chance = random.Random(seed)
    last = MONDAY
    zone = chance.choice(["Europe/Paris", "America/Guadeloupe", "Pacific/Auckland"])
    start, at, moments = datetime(2018, 10, 1, 6, tzinfo=UTC), datetime(2018, 10, 1, 6, tzinfo=UTC), []
    target = a_target(timezone=zone)
    with Store(tmp_path / "store.sqlite3") as store:
        ledger = Ledger(store, SimulatedClock(start), "test")
        ledger.configure(effective(target), (target,))
        while at < start + timedelta(days=40):
            letter = chance.choice("NNSF")
            ledger.record(a_look(letter, at, target=target))
            if letter != "F":
                moments.append(at)
            last, at = at, at + chance.choice([1, 1, 2, 5, 30]) * HOUR
    with reading(tmp_path / "store.sqlite3") as reader:
        found = overview(reader, at)
    (page,) = found.pages
    assert found.now == last
    begins = datetime.combine(page.first_day, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    spacing, edges = HOUR * USUAL, [*moments, last]
    covered = timedelta(0)
    for one, after in pairwise(edges):
        covered += max(min(after, one + spacing) - max(one, begins), timedelta(0))
    assert page.scheduled == last - begins
    assert page.observed == covered


def test_the_cost_follows_changes_not_looks(tmp_path: Path):
    """Ten times as many looks with the same answers: SQLite does no more work."""
    steps = []
    for number, every in enumerate((60, 6)):
        path = tmp_path / f"{number}.sqlite3"
        with Store(path) as store:
            ledger = Ledger(store, SimulatedClock(MONDAY), "test")
            target = a_target()
            ledger.configure(effective(target), (target,))
            for minutes in range(0, 3 * 24 * 60, every):
                letter = "F" if 600 <= minutes < 900 else "N"
                ledger.record(a_look(letter, MONDAY + timedelta(minutes=minutes), target=target))
        with reading(path) as reader:
            counted = [0]

            def count(counted: list[int] = counted) -> None:
                counted[0] += 1

            reader.connection.set_progress_handler(count, 10)
            assert list(status.as_text(reader))
            assert status.as_json(reader)
            steps.append(counted[0])
    assert steps[1] <= steps[0] * 1.1


def test_every_outcome_has_a_mark():
    assert set(_MARKS) == {"", *(outcome.value for outcome in Outcome)}


def test_simulated_time_is_labelled_in_the_same_words():
    assert history.SIMULATED == incidents.SIMULATED


def test_page_without_schedule_has_no_share():
    from monitor.report.overview import Page

    page = Page(a_state(), "person", FIRST, ("",) * DAYS, timedelta(0), timedelta(0))
    assert page.share is None
    assert replace(page, scheduled=HOUR, observed=HOUR / 2).share == 0.5
