"""The clocks, and steps of the one that people set."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.clock import Instant, SimulatedClock, SystemClock, clock_step

NOON = datetime(2018, 10, 3, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("set_by", "step", "why"),
    [
        (timedelta(0), timedelta(0), "nobody touched it"),
        (HOUR, HOUR, "an hour forwards"),
        (-HOUR, -HOUR, "an hour back"),
        (timedelta(seconds=30), timedelta(seconds=30), "the smallest step"),
        (timedelta(seconds=29.9), timedelta(0), "rounding and slow correction are none"),
        (timedelta(seconds=-1), timedelta(0), "nor is a leap second"),
        (timedelta(days=-9000), timedelta(days=-9000), "a machine without a battery starts in the past"),
    ],
)
def test_a_clock_that_was_set_is_noticed_against_the_uptime(set_by: timedelta, step: timedelta, why: str) -> None:
    clock = SimulatedClock(NOON)
    before = Instant.of(clock)
    clock.move_to(NOON + HOUR / 2)
    clock.step(set_by)
    clock.move_to(clock.now() + HOUR / 2)
    assert clock_step(before, Instant.of(clock)) == step, why


@pytest.mark.parametrize("night", [date(2018, 3, 25), date(2018, 10, 28)], ids=["spring", "autumn"])
def test_a_night_in_which_summer_time_begins_or_ends_is_no_step(night: date) -> None:
    paris = ZoneInfo("Europe/Paris")
    first, last = (datetime.combine(night, time(hour), paris) for hour in (1, 4))
    clock = SimulatedClock(first)
    before = Instant.of(clock)
    clock.move_to(last)
    assert first.utcoffset() != last.utcoffset()
    assert clock_step(before, Instant.of(clock)) == timedelta(0)


async def test_simulated_uptime_grows_with_the_time_that_passes_only() -> None:
    clock = SimulatedClock(NOON)
    await clock.sleep(5)
    clock.move_to(NOON + timedelta(seconds=15))
    clock.move_to(NOON)
    clock.step(-HOUR)
    assert clock.uptime() == 15, "neither running back nor being set is time that passes"
    assert clock.now() == NOON + timedelta(seconds=15) - HOUR


async def test_the_machines_uptime_follows_its_clock() -> None:
    clock = SystemClock()
    before, began = Instant.of(clock), clock.monotonic()
    await clock.sleep(0.05)
    after, took = Instant.of(clock), clock.monotonic() - began
    assert 0.05 <= after.uptime - before.uptime <= took + 0.01
    assert clock_step(before, after) == timedelta(0)
