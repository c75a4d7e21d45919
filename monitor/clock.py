"""The only place that reads the clock or sleeps; everything else is handed a ``Clock``."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

SMALLEST_STEP = timedelta(seconds=30)
"""A smaller difference between two clocks is rounding, a leap second or slow correction, not a clock that was set."""


class Clock(Protocol):
    """Where time comes from. ``simulated`` time is labelled as such wherever it is stored or shown."""

    simulated: bool

    def now(self) -> datetime:
        """The time of day, aware, UTC."""

    def monotonic(self) -> float:
        """Seconds that never step, for durations."""

    def uptime(self) -> float:
        """Seconds that pass whatever the clock is set to, also while it sleeps: beside ``now`` they show steps."""

    async def sleep(self, seconds: float) -> None:
        """Wait; a simulated clock moves on instead."""


class SystemClock:
    """The machine's clock."""

    simulated = False

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def uptime(self) -> float:
        # Linux's monotonic clock stands still while the machine sleeps: waking up would look like a clock that was set.
        return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class SimulatedClock:
    """A clock that stands still until it is moved: the demo, the tests and the soak run drive it.

    Durations still come from the machine, so that a simulated look states how long it really took.
    """

    simulated = True

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._passed = timedelta(0)

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return time.monotonic()

    def uptime(self) -> float:
        return self._passed.total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.move_to(self._now + timedelta(seconds=seconds))
        await asyncio.sleep(0)

    def move_to(self, moment: datetime) -> None:
        """Let the time pass until a moment, forwards only: simulated time never runs back by accident."""
        passes = max(moment.astimezone(UTC) - self._now, timedelta(0))
        self._now += passes
        self._passed += passes

    def step(self, by: timedelta) -> None:
        """Somebody sets the clock, forwards or back; no time passes."""
        self._now += by


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment as two clocks show it: the one that may be set, and the one that may not."""

    at: datetime
    uptime: float

    @classmethod
    def of(cls, clock: Clock) -> Instant:
        """Now."""
        return cls(clock.now(), clock.uptime())


def clock_step(before: Instant, after: Instant) -> timedelta:
    """By how much the clock was set between two instants of one process; forwards is positive, small ones are zero."""
    step = (after.at - before.at) - timedelta(seconds=after.uptime - before.uptime)
    return step if abs(step) >= SMALLEST_STEP else timedelta(0)


def iso(moment: datetime) -> str:
    """A moment as stored: UTC, microseconds, ``2018-10-05T09:00:00.000000Z``; sorts as text."""
    return f"{moment.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"  # strftime takes three times as long


def from_iso(text: str) -> datetime:
    """The inverse of ``iso``."""
    return datetime.fromisoformat(text)
