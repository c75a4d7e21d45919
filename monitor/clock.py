"""The only place that reads the clock or sleeps; everything else is handed a ``Clock``."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where time comes from. ``simulated`` time is labelled as such wherever it is stored or shown."""

    simulated: bool

    def now(self) -> datetime:
        """The time of day, aware, UTC."""

    def monotonic(self) -> float:
        """Seconds that never step, for durations."""

    async def sleep(self, seconds: float) -> None:
        """Wait; a simulated clock moves on instead."""


class SystemClock:
    """The machine's clock."""

    simulated = False

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class SimulatedClock:
    """A clock that stands still until it is moved: the demo, the tests and the soak run drive it.

    Durations still come from the machine, so that a simulated look states how long it really took.
    """

    simulated = True

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        self.move_to(self._now + timedelta(seconds=seconds))
        await asyncio.sleep(0)

    def move_to(self, moment: datetime) -> None:
        """Step to a moment, forwards only: simulated time never runs back by accident."""
        self._now = max(self._now, moment.astimezone(UTC))


def iso(moment: datetime) -> str:
    """A moment as stored: UTC, microseconds, ``2018-10-05T09:00:00.000000Z``; sorts as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_iso(text: str) -> datetime:
    """The inverse of ``iso``."""
    return datetime.fromisoformat(text)
