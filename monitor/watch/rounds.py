"""Rounds: all looks that are due now, made once each; the daemon, ``run --once`` and the demo drive the same code."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.clock import Clock
from monitor.model import LookKind, Target, Watchers
from monitor.model.hosts import Wait
from monitor.model.judged import Memory
from monitor.store.errors import StoreError
from monitor.store.judgements import Judgements
from monitor.store.writer import Store
from monitor.watch.due import Due, at_its_pace, due, first_times, hours_of, next_due, next_extra, next_wake
from monitor.watch.look import Seen, Watcher
from monitor.watch.turns import Paused

log = logging.getLogger(__name__)

OnSeen = Callable[[Target, Seen | None], None]


@dataclass(slots=True)
class _Plan:
    """What is planned and under way. It outlives a configuration: looks that one began go on under the next."""

    times: dict[str, datetime] = field(default_factory=dict)
    extras: dict[str, datetime] = field(default_factory=dict)
    in_flight: set[str] = field(default_factory=set)
    paused: dict[str, Wait] = field(default_factory=dict)
    """By server: its looks stay due, and are tried again then."""
    memories: dict[str, Memory] = field(default_factory=dict)


class Rounds:
    """The schedule of a set of targets: due times are kept in the store and survive restarts.

    ``at_once``: all targets that were never looked at are due now, however many.
    """

    def __init__(
        self,
        targets: Iterable[Target],
        *,
        watcher: Watcher,
        store: Store,
        clock: Clock,
        before: Rounds | None = None,
        at_once: bool = False,
    ) -> None:
        self._targets = list(targets)
        self._watcher = watcher
        self._clock = clock
        self._store = store
        self._plan = before.shared() if before is not None else _Plan()
        times = self._plan.times
        stored = store.due_times()
        times.update((slug, at) for slug, at in stored.items() if before is None or slug not in times)
        self._plan.memories.update(Judgements(store.connection).memories(Watchers.MACHINE))
        new, now = [target for target in self._targets if target.id not in times], clock.now()
        times.update(dict.fromkeys((target.id for target in new), now) if at_once else first_times(new, now))
        self.replan()

    def shared(self) -> _Plan:
        """What the rounds under the configuration that replaces this one go on with."""
        return self._plan

    def replan(self) -> None:
        """No look is due later than the present configuration and clock want it.

        An interval may have been shortened, or the clock been set back since the look was planned.
        """
        now, times = self._clock.now(), self._plan.times
        for target in self._targets:
            if times[target.id] > now:
                times[target.id] = min(times[target.id], next_due(self._at_its_pace(target, now), now))

    def _at_its_pace(self, target: Target, now: datetime) -> Target:
        return at_its_pace(target, self._plan.memories.get(target.id, Memory()), now)

    def claim(self) -> list[Due]:
        """What is due now and not under way; it is under way from here on, so nothing is ever started twice."""
        now, plan = self._clock.now(), self._plan
        idle = [target for target in self._idle() if not self._is_paused(target, now)]
        wanted = due(idle, plan.times, now)
        if plan.extras:
            anchored = {look.target.id for look in wanted}
            wanted += [look for look in self._extras(idle, now) if look.target.id not in anchored]
        plan.in_flight.update(look.target.id for look in wanted)
        return wanted

    def _extras(self, idle: Iterable[Target], now: datetime) -> list[Due]:
        extras = self._plan.extras
        ready = [target for target in idle if target.every_open and target.id in extras]
        return [Due(target, at, LookKind.EXTRA) for target in ready if (at := extras[target.id]) <= now]

    def _idle(self) -> list[Target]:
        return [target for target in self._targets if target.id not in self._plan.in_flight]

    def _is_paused(self, target: Target, now: datetime) -> bool:
        return (wait := self._plan.paused.get(target.server)) is not None and wait.until > now

    def next_wake(self) -> datetime | None:
        """When something can be made next; None while nothing is planned."""
        now, idle, plan = self._clock.now(), self._idle(), self._plan
        free = [target for target in idle if not self._is_paused(target, now)]
        times = [
            next_wake(free, plan.times, now),
            *(plan.paused[target.server].until for target in idle if self._is_paused(target, now)),
            *(plan.extras[target.id] for target in free if target.every_open and target.id in plan.extras),
        ]
        return min((at for at in times if at is not None), default=None)

    def overdue(self, now: datetime) -> list[Due]:
        """Looks that should have been made by now, those under way included, the most overdue first."""
        times = self.wanted_at()
        late = [Due(target, times[target.id]) for target in self._targets if times[target.id] <= now]
        return sorted(late, key=lambda look: look.at)

    def wanted_at(self) -> Mapping[str, datetime]:
        """When each target is to be looked at, by its id; where its host asked us to wait, after that.

        Looks that come late for want of a budget, or of time, are late all the same, by so much scheduled time.
        """
        now, plan = self._clock.now(), self._plan
        times = dict(plan.times)
        for target in self._targets:
            wait, hours, at = plan.paused.get(target.server), hours_of(target), times[target.id]
            if wait is not None and wait.asked:
                at = max(at, wait.until)
            if at <= now:
                at = now - hours.between(at, now)
            times[target.id] = at
        return times

    async def run(self, looks: Iterable[Due], on_seen: OnSeen | None = None) -> None:
        """Make claimed looks side by side and plan the next ones."""
        await asyncio.gather(*(self.look(wanted, on_seen) for wanted in looks))

    async def look(self, wanted: Due, on_seen: OnSeen | None = None) -> datetime:
        """Make one claimed look, plan the next, and return when there is something to do again.

        A look whose host may not be asked now stays due. One that could not be stored is lost: a hole, shown as such.
        """
        target, seen = wanted.target, None
        try:
            at = wanted.at if wanted.kind is LookKind.ANCHORED else None
            seen = await self._watcher.look(target, wanted.kind, at)
        except Paused as paused:
            return self._put_off(wanted, paused)
        except StoreError as error:  # asking the site again at once would be our fault twice
            log.error("a look at %s could not be stored: %s", target.id, error)  # noqa: TRY400
            self._follow(wanted, None)
        except BaseException:
            self._follow(wanted, None)
            raise
        else:
            self._follow(wanted, seen)
            if seen is None and wanted.kind is LookKind.ANCHORED:
                self._keep(target, self._plan.times[target.id])
        if seen:
            reading = seen.look.reading
            log.info("%s: %s (%s) in %d ms", target.id, reading.outcome, reading.reason, seen.look.milliseconds)
        if on_seen:
            on_seen(target, seen)
        return min(self._plan.times[target.id], self._plan.extras.get(target.id, self._plan.times[target.id]))

    def _keep(self, target: Target, due_at: datetime) -> None:
        """A look that ended in a fault of ours moved no due time: asking again at once would be our fault twice."""
        try:
            with self._store.atomic():
                self._store.move_due_time(target.id, due_at)
        except StoreError as error:
            log.warning("when %s is due next is not stored: %s", target.id, error)

    def _put_off(self, wanted: Due, paused: Paused) -> datetime:
        """The look was not made: it stays due. An extra one is not made up for."""
        plan, server = self._plan, wanted.target.server
        if not self._is_paused(wanted.target, self._clock.now()):
            log.info("%s", paused)
        plan.paused[server] = paused.wait
        plan.in_flight.discard(wanted.target.id)
        if wanted.kind is LookKind.EXTRA:
            plan.extras.pop(wanted.target.id, None)
        return paused.wait.until

    def _follow(self, wanted: Due, seen: Seen | None) -> None:
        """Plan what comes after a look that was made."""
        target, plan, now = wanted.target, self._plan, self._clock.now()
        plan.in_flight.discard(target.id)
        plan.paused.pop(target.server, None)
        plan.extras.pop(target.id, None)
        recorded = seen.recorded if seen else None
        if recorded:
            plan.memories[target.id] = recorded.memory
        if wanted.kind is LookKind.ANCHORED:
            planned = recorded.next_due_at if recorded else None
            plan.times[target.id] = planned or next_due(self._at_its_pace(target, now), now)
        if seen and recorded:
            outcome, anchored = seen.look.reading.outcome, plan.times[target.id]
            if extra := next_extra(target, outcome, recorded.memory, now, anchored):
                plan.extras[target.id] = extra
