"""Rounds: all looks that are due now, made once each; the daemon, ``run --once`` and the demo drive the same code."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from monitor.clock import Clock
from monitor.model import LookKind, Target
from monitor.store.errors import StoreError
from monitor.store.writer import Store
from monitor.watch.due import Due, due, next_due, next_wake
from monitor.watch.look import Seen, Watcher

log = logging.getLogger(__name__)

OnSeen = Callable[[Target, Seen | None], None]


class Rounds:
    """The schedule of a set of targets: due times are kept in the store and survive restarts."""

    def __init__(
        self,
        targets: Iterable[Target],
        *,
        watcher: Watcher,
        store: Store,
        clock: Clock,
        before: Rounds | None = None,
    ) -> None:
        self._targets = list(targets)
        self._watcher = watcher
        self._clock = clock
        self._in_flight: set[str] = set()
        self._times: dict[str, datetime] = {}
        if before is not None:
            self._in_flight, self._times = before.shared()
        self._times.update(store.due_times())
        self.replan()

    def shared(self) -> tuple[set[str], dict[str, datetime]]:
        """Looks under way and due times: those begun under a configuration go on under the one that replaces it."""
        return self._in_flight, self._times

    def replan(self) -> None:
        """No look is due later than the present configuration and clock want it.

        An interval may have been shortened, or the clock been set back since the look was planned.
        """
        now = self._clock.now()
        for target in self._targets:
            if target.id in self._times:
                self._times[target.id] = min(self._times[target.id], next_due(target, now))

    def claim(self) -> list[Due]:
        """What is due now and not under way; it is under way from here on, so nothing is ever started twice."""
        idle = [target for target in self._targets if target.id not in self._in_flight]
        wanted = due(idle, self._times, self._clock.now())
        self._in_flight.update(look.target.id for look in wanted)
        return wanted

    def next_wake(self) -> datetime | None:
        """When something is due next; None while nothing is planned."""
        idle = [target for target in self._targets if target.id not in self._in_flight]
        return next_wake(idle, self._times)

    async def run(self, looks: Iterable[Due], on_seen: OnSeen | None = None) -> None:
        """Make claimed looks side by side and plan the next ones."""
        await asyncio.gather(*(self.look(wanted, on_seen) for wanted in looks))

    async def look(self, wanted: Due, on_seen: OnSeen | None = None) -> datetime:
        """Make one claimed look, plan the next, and return when that is due.

        A look that could not be stored is lost: a hole, shown as such.
        """
        target, seen = wanted.target, None
        try:
            seen = await self._watcher.look(target, LookKind.ANCHORED, wanted.at)
        except StoreError as error:  # asking the site again at once would be our fault twice
            log.error("a look at %s could not be stored: %s", target.id, error)  # noqa: TRY400
        finally:
            self._in_flight.discard(target.id)
            planned = seen.recorded.next_due_at if seen and seen.recorded else None
            self._times[target.id] = planned or next_due(target, self._clock.now())
        if seen:
            reading = seen.look.reading
            log.info("%s: %s (%s) in %d ms", target.id, reading.outcome, reading.reason, seen.look.milliseconds)
        if on_seen:
            on_seen(target, seen)
        return self._times[target.id]
