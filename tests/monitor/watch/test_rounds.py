"""The schedule lived through: restarts, reloads, paused hosts, budgets, and the pace that follows what is seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import count, pairwise
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.clock import from_iso
from monitor.model import ActiveHours, Target
from monitor.model.hosts import HostState, Manners
from monitor.store.hosts import Hosts
from monitor.watch.due import AT_ONCE, first_times, next_due
from tests.support.looks import HOUR, MONDAY
from tests.support.schedule import PAGES, Answer, World, always, watched

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "slotwatch.sqlite3")
    yield made
    made.store.close()


def by_day(times: list[datetime]) -> list[int]:
    counted = Counter(at.date() for at in times)
    return [counted[day] for day in sorted(counted)]


def started(world: World, slug: str) -> list[datetime]:
    return [from_iso(str(look["started_at"])) for look in world.looks(slug)]


# What is never broken

names = count()
LETTERS = st.sampled_from(["none", "none", "none", "slots", "too-often", "overloaded", "error", "captcha", "refused"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["live", "live", "live", "restart", "reload", "sleep", "held"]),
        st.integers(1, 400),
        LETTERS,
    ),
    min_size=3,
    max_size=8,
)
TARGETS = [
    watched("a1", "a.example", every=HOUR),
    watched("a2", "a.example", every=10 * MINUTE),
    watched("a3", "a.example", every=20 * MINUTE, active=ActiveHours(start=time(8), end=time(18))),
    watched("b1", "b.example", every=HOUR, every_open=15 * MINUTE),
    watched("b2", "b.example", every=DAY),
]
BUDGETS = {"a.example": Manners(requests_per_hour=5), "b.example": Manners(min_interval=90 * timedelta(seconds=1))}


async def lived(path: Path, steps: list[tuple[str, int, str]]) -> World:
    """Minutes of life in which the process is started again, or stopped, or its hosts are held by another one."""
    shown = ["none"]

    def site(url: httpx.URL, _at: datetime) -> Answer:
        return PAGES["missing" if url.path == "/robots.txt" else shown[0]]

    world = World(path, site, BUDGETS)
    world.start(TARGETS)
    for what, minutes, letter in steps:
        shown[0] = letter
        if what == "restart":
            world.start(TARGETS)
        elif what == "reload":
            world.start(TARGETS, reload=True)
        elif what == "sleep":
            world.clock.move_to(world.clock.now() + minutes * MINUTE)
        elif what == "held":  # somebody looks by hand at this moment
            now = world.clock.now()
            Hosts(world.store).hold("a.example", "another process", now, now + MINUTE, lambda _: None)
        await world.live(minutes * MINUTE)
    shown[0] = "none"
    await world.live(2 * DAY)
    return world


def require_no_due_time_missed_or_doubled(world: World, target: Target) -> None:
    looks = [look for look in world.looks(target.id) if look["kind"] == "anchored"]
    assert looks, "every target is looked at"
    dues = [from_iso(str(look["due_at"])) for look in looks]
    for (due, after), look in zip(pairwise(dues), looks, strict=False):
        assert due < after, "never twice"
        slow = [replace(target, every=every) for every in (target.every, 6 * HOUR, DAY) if every >= target.every]
        ended = from_iso(str(look["started_at"])) + MINUTE
        grid = {next_due(one, from_iso(str(look["started_at"]))) for one in slow} | {
            next_due(one, ended) for one in slow
        }
        assert after in grid, "the first point of the grid after the look, at the target's pace: none is left out"
    for due, look in zip(dues, looks, strict=True):
        assert from_iso(str(look["started_at"])) >= due, "never early"


def require_budgets_kept(world: World) -> None:
    for server, manners in BUDGETS.items():
        times = [at for at, asked, _ in world.asked if asked == server]
        assert manners.requests_per_hour is not None
        for number, at in enumerate(times):
            within = [other for other in times[: number + 1] if at - other < HOUR]
            assert len(within) <= manners.requests_per_hour, f"{server} at {at}"
        looks = sorted(at for slug in ("b1", "b2") for at in started(world, slug)) if server == "b.example" else []
        assert all(second - first >= manners.min_interval for first, second in pairwise(looks))


@settings(max_examples=12, deadline=None)
@given(steps=STEPS)
def test_no_due_time_is_missed_or_doubled_and_no_budget_exceeded(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
):
    import asyncio

    world = asyncio.run(lived(tmp_path_factory.mktemp("lived") / f"{next(names)}.db", steps))
    try:
        for target in TARGETS:
            require_no_due_time_missed_or_doubled(world, target)
        require_budgets_kept(world)
        assert world.rounds is not None
        assert all(world.clock.now() - look.at < 2 * HOUR for look in world.rounds.overdue(world.clock.now()))
    finally:
        world.store.close()


# Weeks


async def test_three_weeks_of_hourly_looks_have_no_hole_and_no_look_too_many(world: World):
    world.start([watched("one"), watched("two", "other.example")])
    await world.live(21 * DAY)
    for slug in ("one", "two"):
        times = started(world, slug)
        assert len(times) == 21 * 24 + 1, "one at the start, then one in each hour"
        assert all(timedelta(0) < b - a < HOUR + 4 * MINUTE for a, b in pairwise(times))
    robots = [at for at, server, path in world.asked if path == "/robots.txt" and server == "rdv.example"]
    assert 20 <= len(robots) <= 22, "once a day"


@pytest.mark.parametrize(
    ("page", "every", "days", "why"),
    [
        ("refused", HOUR, [1, 1], "turned away for a week: once a day"),
        ("captcha", HOUR, [4, 4], "a captcha for a day: four times a day"),
        ("captcha", 12 * HOUR, [2, 2], "who is slower by itself stays so"),
        ("none", HOUR, [24, 24], "an answer slows nothing down"),
        ("error", HOUR, [24, 24], "an error neither"),
    ],
)
async def test_what_is_turned_away_or_stopped_for_long_is_looked_at_less_often(
    world: World, page: str, every: timedelta, days: list[int], why: str
):
    world.site = always(page)
    world.start([watched("one", every=every)])
    await world.live(12 * DAY)
    assert by_day(started(world, "one"))[-3:-1] == days, why
    world.start([watched("one", every=every)])
    world.site = always("none")
    await world.live(4 * DAY)
    usual = round(DAY / every)
    assert usual - 1 <= by_day(started(world, "one"))[-2] <= usual + 1, (
        "at the first answer it has its usual pace again"
    )


async def test_an_error_in_between_does_not_make_us_ask_a_site_that_turns_us_away_more_often(world: World):
    world.site = lambda url, at: PAGES[
        "missing" if url.path == "/robots.txt" else "refused" if at.hour % 5 else "error"
    ]
    world.start([watched("one")])
    await world.live(11 * DAY)
    assert by_day(started(world, "one"))[-2] == 1


async def test_a_host_that_refuses_is_asked_more_and_more_seldom_until_it_answers(world: World):
    world.site = always("overloaded")
    world.start([watched("one", every=10 * MINUTE)])
    await world.live(2 * DAY)
    gaps = [b - a for a, b in pairwise(started(world, "one"))]
    assert gaps == sorted(gaps)[: len(gaps)] or max(gaps) > 6 * HOUR
    assert 6 * HOUR <= gaps[-1] <= 7 * HOUR, "six hours, a tenth at most, and to the next look"
    assert all(look["due_at"] for look in world.looks("one"))
    world.site = always("none")
    await world.live(2 * DAY)
    last = [b - a for a, b in pairwise(started(world, "one"))][-20:]
    assert all(gap < 15 * MINUTE for gap in last)
    assert Hosts(world.store).state("rdv.example").level == 0


async def test_retry_after_holds_every_target_of_the_host_through_a_restart_and_each_comes_once(world: World):
    targets = [watched(f"t{number}") for number in range(3)]
    world.start(targets)
    await world.live(2 * HOUR)
    world.site = always("too-often")
    at = len(world.asked)
    await world.live(HOUR)
    assert len(world.asked) == at + 2, "it asked for half an hour, so it was asked twice in this one"
    world.site = always("none")
    world.start(targets)
    before = Counter({one.id: len(world.looks(one.id)) for one in targets})
    await world.live(90 * MINUTE)
    late = {one.id: world.looks(one.id)[before[one.id] :] for one in targets}
    assert all(late.values()), "all were made when it was over"
    for target in targets:
        require_no_due_time_missed_or_doubled(world, target)


# The beginning


@pytest.mark.parametrize(
    ("number", "at_once", "first", "why"),
    [
        (1, False, 1, "one"),
        (AT_ONCE, False, AT_ONCE, "a few begin at once"),
        (AT_ONCE + 1, False, 1, "more are spread"),
        (200, False, 1, "many too"),
        (200, True, 200, "run --once makes all that is due"),
    ],
)
def test_how_many_new_targets_are_looked_at_at_once(world: World, number: int, at_once: bool, first: int, why: str):
    targets = [watched(f"t{one}", f"host{one % 7}.example") for one in range(number)]
    rounds = world.start(targets, at_once=at_once)
    assert len(rounds.claim()) == first, why
    world.clock.move_to(MONDAY + 15 * MINUTE)
    assert len(rounds.claim()) == number - first, "all within a quarter of an hour"


def test_new_targets_of_one_host_do_not_follow_each_other():
    targets = [watched(f"t{number}", f"host{number // 20}.example") for number in range(60)]
    times = first_times(targets, MONDAY)
    order = [target.server for target in sorted(targets, key=lambda target: times[target.id])]
    assert all(len(set(order[place : place + 3])) == 3 for place in range(0, 60, 3))


def test_new_targets_on_this_machine_are_looked_at_at_once(world: World):
    targets = [watched(f"t{number}", "127.0.0.1:8000") for number in range(100)]
    assert len(world.start(targets).claim()) == 100


async def test_a_restart_after_a_long_time_makes_each_look_once_the_most_overdue_first(world: World):
    targets = [watched(f"t{number}", f"host{number}.example", every=(number + 1) * HOUR) for number in range(6)]
    world.start(targets)
    await world.live(DAY)
    wanted = {target.id: world.rounds.wanted_at()[target.id] for target in targets} if world.rounds else {}
    world.clock.move_to(world.clock.now() + 5 * DAY)
    rounds = world.start(targets)
    claimed = rounds.claim()
    assert [look.target.id for look in claimed] == sorted(wanted, key=lambda slug: wanted[slug])
    await rounds.run(claimed)
    assert rounds.claim() == []


# Hours, open slots, a changed life


async def test_a_look_that_is_late_waits_for_the_targets_hours(world: World):
    target = watched("one", active=ActiveHours(start=time(9), end=time(12)))
    world.start([target])
    await world.live(3 * HOUR)
    world.clock.move_to(MONDAY + 6 * HOUR)  # it slept from noon on; a look of the morning may still be due
    world.store.put_due_time(1, MONDAY + 2 * HOUR)
    rounds = world.start([target])
    assert rounds.claim() == []
    assert rounds.wanted_at()["one"] > MONDAY + 2 * HOUR
    wake = rounds.next_wake()
    assert wake is not None
    assert timedelta(0) <= wake - (MONDAY + DAY) <= timedelta(seconds=1), "nine o'clock on the next day"
    await world.live(DAY)
    assert all(9 <= (at + 2 * HOUR).hour < 12 for at in started(world, "one")), "in Paris"


async def test_no_look_is_made_in_a_maintenance_window(world: World):
    nights = ActiveHours(start=time(1), end=time(5))
    world.start([watched("one", every=20 * MINUTE, maintenance=(nights,))])
    await world.live(3 * DAY)
    hours = {(at + 2 * HOUR).hour for at in started(world, "one")}
    assert hours == set(range(24)) - {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("every_open", "extras", "why"),
    [(None, 0, "off by default"), (10 * MINUTE, 9, "for two hours at most"), (30 * MINUTE, 2, "more seldom")],
)
async def test_extra_looks_while_slots_are_shown(world: World, every_open: timedelta | None, extras: int, why: str):
    world.site = always("slots")
    world.start([watched("one", every_open=every_open)])
    await world.live(6 * HOUR)
    looks = world.looks("one")
    extra = [look for look in looks if look["kind"] == "extra"]
    assert abs(len(extra) - extras) <= (1 if every_open else 0), why
    assert all(look["due_at"] is None for look in extra), "they are not of the schedule"
    assert len(looks) - len(extra) in (6, 7), "which goes on as before"
    times = started(world, "one")
    assert all(b - a > 9 * MINUTE for a, b in pairwise(times))
    assert all(from_iso(str(look["started_at"])) - times[0] <= 2 * HOUR + MINUTE for look in extra)


async def test_extra_looks_end_with_the_slots(world: World):
    world.site = lambda url, at: PAGES[
        "missing" if url.path == "/robots.txt" else "slots" if at < MONDAY + 25 * MINUTE else "none"
    ]
    world.start([watched("one", every_open=10 * MINUTE)])
    await world.live(HOUR)
    kinds = [look["kind"] for look in world.looks("one")]
    assert kinds.count("extra") <= 3


async def test_a_host_is_held_for_its_budget_and_no_look_is_dropped(world: World):
    world.manners = {"rdv.example": Manners(requests_per_hour=10)}
    targets = [watched(f"t{number:02}") for number in range(30)]
    world.start(targets, at_once=True)
    await world.live(6 * HOUR)
    looks = Counter({target.id: len(world.looks(target.id)) for target in targets})
    assert sum(looks.values()) in range(58, 62), "ten an hour, robots.txt included"
    assert max(looks.values()) - min(looks.values()) <= 1, "the most overdue first: nobody starves"
    assert world.rounds is not None
    assert len(world.rounds.overdue(world.clock.now())) > 15


def test_whose_host_asked_us_to_wait_is_not_late_but_whose_budget_is_too_small_is(world: World):
    target = watched("one")
    rounds = world.start([target])
    assert rounds.wanted_at() == {"one": MONDAY}
    paused = HostState(free_at=MONDAY + HOUR, paused="it asked us to wait (Retry-After)")
    full = HostState(recent=((MONDAY, 60),))
    for state, late in ((paused, False), (full, True)):
        _put(world, state)
        again = world.start([target])
        claimed = again.claim()
        _run(again, claimed)
        assert (again.wanted_at()["one"] == MONDAY) is late
        assert again.overdue(MONDAY) == (claimed if late else [])
        wake = again.next_wake()
        assert wake is not None
        assert wake >= MONDAY + HOUR - timedelta(seconds=1), "in any case it is made when its host is free"


def _put(world: World, state: HostState) -> None:
    hosts = Hosts(world.store)
    hosts.hold("rdv.example", "test", MONDAY, MONDAY, lambda _: None)
    hosts.release("rdv.example", "test", state)


def _run(rounds, claimed) -> None:
    import asyncio

    asyncio.run(rounds.run(claimed))
