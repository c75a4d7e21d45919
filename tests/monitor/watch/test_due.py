"""When looks are due: a grid that nothing shifts, within active hours, spread over the interval."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import ActiveHours, Target
from monitor.model.judged import Memory
from monitor.watch.due import Due, due, next_due, next_extra, next_wake
from probes.contract import Outcome
from tests.support.looks import HOUR, MONDAY, a_target

PARIS = ZoneInfo("Europe/Paris")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
WORKDAYS = frozenset(range(5))

unhurried = settings(deadline=None)  # the machine may be busy with other things
TARGETS = st.builds(
    a_target,
    st.text(alphabet="abcdefgh-", min_size=1, max_size=12),
    every=st.integers(10, 3 * 24 * 60).map(lambda minutes: minutes * MINUTE),
)
MOMENTS = st.timedeltas(timedelta(0), 5000 * DAY).map(lambda past: datetime(2018, 1, 1, tzinfo=UTC) + past)


def _largest_jitter(target: Target) -> timedelta:
    return min(target.every / 10, 3 * MINUTE)


def _looks(target: Target, start: datetime, end: datetime) -> list[datetime]:
    """All looks at a target in a span of time, if each is made when it is due."""
    found, at = [], next_due(target, start)
    while at < end:
        found.append(at)
        at = next_due(target, at)
    return found


@unhurried
@given(TARGETS, MOMENTS, st.integers(1, 60))
def test_looks_do_not_drift_and_each_interval_has_exactly_one(target: Target, start: datetime, number: int):
    at = first = next_due(target, start)
    for _ in range(number):
        after = next_due(target, at)
        assert target.every - _largest_jitter(target) < after - at < target.every + _largest_jitter(target)
        at = after
    assert abs(at - first - number * target.every) < _largest_jitter(target), "however many looks, still on the grid"


@unhurried
@given(TARGETS, MOMENTS, st.floats(0, 1, exclude_max=True))
def test_a_restart_or_a_late_look_at_any_moment_changes_nothing(target: Target, start: datetime, part: float):
    at = next_due(target, start)
    after = next_due(target, at)
    moment = min(at + (after - at) * part, after - timedelta.resolution)
    assert next_due(target, moment) == after
    assert at > start


@unhurried
@given(TARGETS, MOMENTS)
def test_the_next_look_is_never_further_than_an_interval_away(target: Target, moment: datetime):
    assert timedelta(0) < next_due(target, moment) - moment <= target.every + _largest_jitter(target)


def test_looks_do_not_come_at_the_same_second_every_time():
    looks = _looks(a_target(), MONDAY, MONDAY + 20 * HOUR)
    assert len({at - number * HOUR for number, at in enumerate(looks)}) == len(looks) == 20


@pytest.mark.parametrize("every", [10 * MINUTE, HOUR, DAY])
def test_targets_are_spread_over_the_interval(every: timedelta):
    starts = [next_due(a_target(f"office-{number}", every=every), MONDAY) - MONDAY for number in range(300)]
    tenths = Counter(int(10 * (start / every)) for start in starts)
    assert all(15 <= tenths[number] <= 50 for number in range(10)), f"30 of 300 are expected in each tenth: {tenths}"


ACTIVE = [
    (ActiveHours(), [(day, range(24)) for day in range(7)], "all day is all day"),
    (ActiveHours(start=time(8), end=time(20)), [(day, range(8, 20)) for day in range(7)], "the end is not included"),
    (ActiveHours(WORKDAYS, time(9), time(0)), [(day, range(9, 24)) for day in range(5)], "midnight ends the day"),
    (ActiveHours(frozenset({5})), [(5, range(24))], "one day of the week"),
    (
        ActiveHours(frozenset({6}), time(22), time(2)),
        [(6, range(22, 24)), (0, range(2))],
        "Sunday's night ends on Monday",
    ),
    (
        ActiveHours(WORKDAYS, time(20), time(6)),
        [(0, range(20, 24)), (1, [*range(6), *range(20, 24)]), (2, [*range(6), *range(20, 24)])]
        + [(3, [*range(6), *range(20, 24)]), (4, [*range(6), *range(20, 24)]), (5, range(6))],
        "the night to Monday is Sunday's, the night to Saturday is Friday's",
    ),
]


@pytest.mark.parametrize(("active", "expected", "why"), ACTIVE, ids=[case[-1] for case in ACTIVE])
@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion", "America/Cayenne"])
def test_looks_stay_within_the_active_hours_of_the_office(
    active: ActiveHours, expected: list[tuple[int, list[int]]], why: str, zone: str
):
    target = a_target(every=20 * MINUTE, active=active, timezone=zone)
    looks = [at.astimezone(ZoneInfo(zone)) for at in _looks(target, MONDAY, MONDAY + 14 * DAY)]
    assert {(at.weekday(), at.hour) for at in looks} == {(day, hour) for day, hours in expected for hour in hours}, why
    weekly = 3 * sum(len(hours) for _, hours in expected)
    assert abs(len(looks) - 2 * weekly) <= 2 * 7, "three an hour, one more or less at the ends of each span"


@pytest.mark.parametrize(
    ("night", "hours", "looks", "why"),
    [
        ("2018-03-24", (22, 6), 7 * 6, "the clocks go forward: a night of seven hours"),
        ("2018-10-27", (22, 6), 9 * 6, "the clocks go back: a night of nine"),
        ("2018-10-20", (22, 6), 8 * 6, "any other night"),
        ("2018-03-25", (2, 3), 0, "between two and three there is no time"),
        ("2018-10-28", (2, 3), 2 * 6, "between two and three comes twice"),
        ("2018-03-25", (1, 3), 6, "what is left of the span"),
    ],
)
def test_the_nights_on_which_the_clocks_change(night: str, hours: tuple[int, int], looks: int, why: str):
    start, end = time(hours[0]), time(hours[1])
    target = a_target(every=10 * MINUTE, active=ActiveHours(start=start, end=end))
    noon = datetime.fromisoformat(night).replace(hour=12 if start > end else 0, tzinfo=PARIS)
    found = _looks(target, noon, noon.astimezone(UTC) + 22 * HOUR)
    assert abs(len(found) - looks) <= (1 if looks else 0), why
    gaps = [b - a for a, b in pairwise(found)]
    assert all(9 * MINUTE < gap < 11 * MINUTE for gap in gaps), "elapsed time counts, not the clock's face"


@unhurried
@given(TARGETS, MOMENTS, st.integers(0, 22), st.integers(1, 24))
def test_active_hours_only_leave_looks_out_they_never_move_one(
    target: Target, start: datetime, opens: int, length: int
):
    active = ActiveHours(start=time(opens), end=time((opens + length) % 24))
    limited = a_target(target.id, every=40 * MINUTE, active=active)
    always = a_target(target.id, every=40 * MINUTE)
    assert set(_looks(limited, start, start + DAY)) <= set(_looks(always, start, start + DAY))


@pytest.mark.parametrize("slug", ["a", "b", "c"])
def test_a_daily_look_comes_daily_however_short_the_active_hours(slug: str):
    target = a_target(slug, every=DAY, active=ActiveHours(start=time(9), end=time(12)))
    looks = _looks(target, MONDAY, MONDAY + 30 * DAY)
    assert 29 <= len(looks) <= 31
    assert all(9 <= at.astimezone(ZoneInfo(target.timezone)).hour < 12 for at in looks)


NOW = MONDAY + DAY
TIMES = {
    "late": NOW - 5 * DAY,
    "just": NOW,
    "soon": NOW + timedelta.resolution,
    "gone": NOW - HOUR,
    "hour": NOW - HOUR,
}


@pytest.mark.parametrize(
    ("slugs", "expected", "why"),
    [
        ("", "", "nothing is watched, nothing is due"),
        ("soon", "", "not yet, by a microsecond"),
        ("just", "just", "a look is due at its moment"),
        ("just late hour", "late hour just", "the most overdue comes first"),
        ("late", "late", "five days of missed looks are one look"),
        ("new", "new", "never looked at: at once"),
        ("new hour", "hour new", "but after what waits longer"),
        ("hour gone", "hour gone", "in the order of the configuration if equally late"),
    ],
)
def test_what_is_due(slugs: str, expected: str, why: str):
    found = due([a_target(slug) for slug in slugs.split()], TIMES, NOW)
    assert [look.target.id for look in found] == expected.split(), why
    assert all(look.at == TIMES.get(look.target.id, NOW) for look in found), "the moment it was due, not now"


def test_a_target_that_left_the_configuration_is_not_due():
    assert due([a_target("soon")], TIMES, NOW) == []


@unhurried
@given(TARGETS, MOMENTS, st.lists(st.integers(1, 3000), max_size=30))
def test_however_late_the_machine_wakes_an_interval_has_one_look_at_most(
    target: Target, start: datetime, pauses: list[int]
):
    now, times, made = start, {target.id: next_due(target, start)}, list[Due]()
    for minutes in pauses:
        now += minutes * MINUTE
        for look in due([target], times, now):
            made.append(look)
            times[target.id] = next_due(target, now)
        assert due([target], times, now) == [], "what was made is not due again"
    gaps = [b.at - a.at for a, b in pairwise(made)]
    assert all(gap > target.every - _largest_jitter(target) for gap in gaps)
    assert len(made) <= (now - start) / target.every + 1


@pytest.mark.parametrize(
    ("slugs", "expected", "why"),
    [
        ("", None, "without targets there is nothing to wake for"),
        ("soon", TIMES["soon"], "the only one"),
        ("soon just", TIMES["just"], "the first of several"),
    ],
)
def test_the_next_wake_is_for_the_next_look(slugs: str, expected: datetime | None, why: str):
    assert next_wake([a_target(slug) for slug in slugs.split()], TIMES, NOW) == expected, why


def test_a_new_target_wakes_at_once():
    wake = next_wake([a_target("soon"), a_target("new")], TIMES, NOW)
    assert wake is not None
    assert wake <= NOW


def test_what_is_due_outside_the_hours_waits_for_them():
    target = a_target("just", active=ActiveHours(start=time(20), end=time(22)))  # it is 09:00 in Paris
    assert due([target], TIMES, NOW) == []
    assert next_wake([target], TIMES, NOW) == NOW + 11 * HOUR + timedelta(seconds=1)


def test_a_grid_that_only_meets_a_maintenance_window_moves_out_of_it():
    nights = ActiveHours(start=time(1), end=time(6))
    days = ActiveHours(start=time(1), end=time(7))
    target = a_target(every=7 * DAY, active=days, maintenance=(nights,))
    looks = [at.astimezone(PARIS) for at in _looks(target, MONDAY, MONDAY + 60 * DAY)]
    assert looks
    assert {at.hour for at in looks} == {6}


@pytest.mark.parametrize(
    ("shown_for", "to_anchored", "extra", "why"),
    [
        (0 * MINUTE, 60, True, "slots have just been shown"),
        (110 * MINUTE, 60, True, "the last one, two hours after"),
        (111 * MINUTE, 60, False, "then no more"),
        (0 * MINUTE, 20, True, "it keeps its distance from the next look of the schedule"),
        (0 * MINUTE, 19, False, "which comes soon enough by itself"),
    ],
)
def test_extra_looks(shown_for: timedelta, to_anchored: int, extra: bool, why: str):
    target, memory = a_target(every_open=10 * MINUTE), Memory(slots_from=NOW - shown_for)
    at = next_extra(target, Outcome.SLOTS, memory, NOW, NOW + to_anchored * MINUTE)
    assert at == (NOW + 10 * MINUTE if extra else None), why


def test_without_slots_and_outside_the_hours_there_is_no_extra_look():
    memory, later = Memory(slots_from=NOW), NOW + HOUR
    open_ = a_target(every_open=10 * MINUTE)
    evenings = a_target(every_open=10 * MINUTE, active=ActiveHours(start=time(20), end=time(22)))
    assert next_extra(open_, Outcome.NO_SLOTS, memory, NOW, later) is None
    assert next_extra(open_, Outcome.SLOTS, Memory(), NOW, later) is None
    assert next_extra(evenings, Outcome.SLOTS, memory, NOW, later) is None
