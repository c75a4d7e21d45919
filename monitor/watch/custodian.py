"""What a running monitor writes into the custody log: starts, signs of life, missed looks, a clock that was set, stops.

A gap between two looks can then be told apart: not running, not looked, or taken away later. Writes that log only.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from monitor import __version__
from monitor.clock import Clock, iso
from monitor.model import Target
from monitor.store.custody import note, numbers
from monitor.store.errors import StoreError
from monitor.store.writer import Store
from monitor.watch.due import hours_of

log = logging.getLogger(__name__)

_ALIVE = timedelta(hours=1)
_STEP = timedelta(seconds=1)
"""Less is drift, which whatever keeps the clock corrects all the time."""


class Custodian:
    """Writes for one process that runs. What cannot be written is logged: it stops no look."""

    def __init__(self, store: Store, clock: Clock, offset: Callable[[], float | None] = lambda: None) -> None:
        self._store = store
        self._clock = clock
        self._offset = offset
        self._told_at = clock.uptime()
        self._wall, self._steady = clock.now(), clock.uptime()

    def started(self, targets: Iterable[Target], due_times: Mapping[str, datetime]) -> None:
        """It runs from now on; looks that the schedule wanted since the last run were missed."""
        now = self._clock.now()
        missed = {target.id: _missed(target, due_times[target.id], now) for target in targets if target.id in due_times}
        bare = self._numbers(missed)
        self._note(
            "started",
            {
                "program": __version__,
                "process": os.getpid(),
                "simulated": self._clock.simulated,
                "missed": {str(bare[slug]): looks for slug, looks in missed.items() if looks and slug in bare},
                **self._clock_said(),
            },
        )

    def _numbers(self, slugs: Iterable[str]) -> Mapping[str, int]:
        """The log is part of every bundle, also of one about another target: it names none."""
        try:
            return numbers(self._store, slugs)
        except StoreError as error:
            log.warning("the custody log could not be written in full: %s", error)
            return {}

    def mind(self) -> None:
        """About once a minute: notice a clock that was set, and give a sign of life every hour."""
        wall, steady = self._clock.now(), self._clock.uptime()
        step = (wall - self._wall) - timedelta(seconds=steady - self._steady)
        before, self._wall, self._steady = self._wall, wall, steady
        if abs(step) > _STEP:
            self._note("clock-set", {"microseconds": step // timedelta(microseconds=1), "seen_after": iso(before)})
        if steady - self._told_at >= _ALIVE.total_seconds():
            self._told_at = steady
            self._note("alive", self._clock_said())

    def stopped(self) -> None:
        """It stops in good order."""
        self._note("stopped", {"process": os.getpid()})

    def _clock_said(self) -> dict[str, int | None]:
        offset = self._offset()
        return {"offset_microseconds": None if offset is None else round(offset * 1e6)}

    def _note(self, kind: str, details: Mapping[str, object]) -> None:
        try:
            note(self._store, self._clock.now(), kind, details)
        except StoreError as error:
            log.warning("the custody log could not be written: %s", error)


def _missed(target: Target, due_at: datetime, now: datetime) -> int:
    """Whole intervals of scheduled time since a look was due."""
    return int(hours_of(target).between(due_at, now) / target.every) if due_at < now else 0
