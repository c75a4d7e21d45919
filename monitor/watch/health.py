"""The monitor's own health: what is wrong with it, since when, and who is owed to be told."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from monitor.clock import Clock, Instant, clock_step, iso
from monitor.judge.terms import Rule
from monitor.model import SELF, Target, Watchers
from monitor.store.troubles import Backlog, GoingOn, Owe, Troubles
from monitor.store.writer import Store

log = logging.getLogger(__name__)

MEGABYTE = 1_000_000
_LATE = timedelta(minutes=10)
_UNDELIVERED = timedelta(hours=1)
_FAILURES = 3
"""In a row: one that is made up for a minute later is no trouble."""
_DEAD_FOR = timedelta(days=7)
"""Dead letters are trouble so long; then they are in the lists only."""
_STEP = timedelta(minutes=1)
_RECENT = timedelta(hours=1)
_LAG_SECONDS = 10.0
_UNANSWERED = timedelta(days=1)
_PAUSE_SECONDS = 300.0
"""Checks so far apart mean that the process did not run, as when a machine sleeps: nobody is late for that time."""


class TroubleKind(StrEnum):
    """What may be wrong with the monitor itself."""

    OVERDUE = "overdue"
    """Looks are not made when they should be."""
    OUTBOX = "outbox"
    """Messages do not arrive."""
    DISK = "disk"
    """The disk is nearly full."""
    CLOCK = "clock"
    """The machine's clock was set; it happens at once and does not last."""
    FAULTS = "faults"
    """Looks end with errors of ours."""
    LAG = "lag"
    """The loop that makes the looks is busy or blocked."""
    UNANSWERED = "unanswered"
    """No look at any page gave an answer for a long time: that is rather our fault than everybody's."""


_AT_ONCE = (TroubleKind.DISK, TroubleKind.CLOCK)
"""Told at the first check; what else there is may be over a minute later."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong now; ``details`` are JSON values."""

    kind: TroubleKind
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes of a disk; ``free`` are those that we may use."""

    free: int
    total: int


@dataclass(frozen=True, slots=True)
class State:
    """What can be known of the monitor at one moment."""

    now: datetime
    running_since: datetime
    """What was due before is late from here on only: nobody was there to do it."""
    targets: Sequence[Target] = ()
    due_times: Mapping[str, datetime] = field(default_factory=dict)
    """By the target's id; one that is missing was due when we began."""
    backlogs: Sequence[Backlog] = ()
    held_until: Mapping[str, datetime] = field(default_factory=dict)
    """Until when a receiver's messages are, or were last, held on purpose: quiet hours, digests."""
    space: Space | None = None
    step: timedelta = timedelta(0)
    """By how much the clock was set since the check before."""
    faults: int = 0
    """In the last hour."""
    last_fault: str = ""
    lag: float = 0.0
    """By how many seconds the check itself came late."""
    answered_at: datetime | None = None
    """The latest conclusive look at any page; None: there never was one, so none is missed."""


def troubles(state: State) -> list[Trouble]:
    """What is wrong, in the order of ``TroubleKind``."""
    found = {
        TroubleKind.OVERDUE: _overdue(state),
        TroubleKind.OUTBOX: _outbox(state),
        TroubleKind.DISK: _disk(state.space),
        TroubleKind.CLOCK: {"seconds": state.step.total_seconds()} if abs(state.step) > _STEP else {},
        TroubleKind.FAULTS: {"count": state.faults, "last": state.last_fault} if state.faults else {},
        TroubleKind.LAG: {"seconds": state.lag} if state.lag > _LAG_SECONDS else {},
        TroubleKind.UNANSWERED: _unanswered(state),
    }
    return [Trouble(kind, details) for kind, details in found.items() if details]


def _overdue(state: State) -> dict[str, Any]:
    late = []
    for target in state.targets:
        due_at = max(state.due_times.get(target.id, state.running_since), state.running_since)
        if state.now - due_at > max(_LATE, target.every / 2):
            late.append((due_at, target))
    if not late:
        return {}
    due_at, most = min(late, key=lambda one: one[0])
    return {
        "targets": len(late),
        "of": len(state.targets),
        "most": {"id": most.id, "name": most.name},
        "due_at": iso(due_at),
        "late_seconds": (state.now - due_at).total_seconds(),
    }


def _outbox(state: State) -> dict[str, Any]:
    stuck = [backlog for backlog in state.backlogs if backlog.dead or _is_stuck(backlog, state)]
    rows = [
        {
            "name": backlog.receiver,
            "waiting": backlog.waiting,
            "oldest_at": iso(backlog.oldest_at) if backlog.oldest_at else None,
            "dead": backlog.dead,
            "failures": backlog.failures,
            "last_error": backlog.last_error,
        }
        for backlog in stuck
    ]
    return {"receivers": rows} if rows else {}


def _is_stuck(backlog: Backlog, state: State) -> bool:
    """Whether something urgent waits for longer than it should; what is held on purpose only where sending it fails."""
    oldest_at = backlog.oldest_at
    if oldest_at is None or state.now - oldest_at <= _UNDELIVERED:
        return False
    could_go_at = max(oldest_at, state.held_until.get(backlog.receiver, oldest_at), state.running_since)
    return backlog.failures >= _FAILURES or state.now - could_go_at > _UNDELIVERED


def _unanswered(state: State) -> dict[str, Any]:
    """A day without any answer, or three intervals where looks are rarer, counted from the start of the run at most."""
    pages = [target for target in state.targets if not target.gated]
    if state.answered_at is None or not pages:
        return {}
    patience = max(_UNANSWERED, 3 * min(target.every for target in pages))
    if state.now - max(state.answered_at, state.running_since) <= patience:
        return {}
    return {"answered_at": iso(state.answered_at), "targets": len(pages)}


def _disk(space: Space | None) -> dict[str, Any]:
    """A fiftieth of the disk, but no less than 200 MB (room to back up) and no more than 1 GB (months of looks)."""
    if space is None:
        return {}
    least = min(max(space.total // 50, 200 * MEGABYTE), 1000 * MEGABYTE)
    return {"free_bytes": space.free, "total_bytes": space.total} if space.free < least else {}


def begun(found: Iterable[Trouble], going_on: Collection[str], before: Collection[str]) -> list[Trouble]:
    """What is to be told: it was there at the check before (``before``) too, or cannot wait."""
    return [one for one in found if one.kind not in going_on and (one.kind in _AT_ONCE or one.kind in before)]


def ended(found: Iterable[Trouble], going_on: Iterable[str], before: Collection[str]) -> list[str]:
    """What is over: it was there neither now nor at the check before, so that nobody is told twice a minute."""
    still = {one.kind for one in found} | set(before)
    return [kind for kind in going_on if kind not in still]


def to_tell(
    rules: Iterable[Rule], *, told: Mapping[str, str], silenced: Collection[str], ended: bool
) -> dict[str, Rule]:
    """Which receivers are to be told now, and by which rule: that it began, once; that it ended, whoever was told so.

    ``told``: by which rule a receiver was told already; ``silenced``: names of rules, the empty name for every one.
    """
    chosen: dict[str, Rule] = {}
    for rule in rules:
        if rule.when != SELF or rule.name in silenced or "" in silenced:
            continue
        if ended:
            receivers = [name for name, by in told.items() if by == rule.name] if rule.resolved else []
        else:
            receivers = [name for name in rule.tell if name not in told]
        for name in receivers:
            chosen.setdefault(name, rule)
    return chosen


def notification(
    trouble: GoingOn, until: datetime | None, rule: Rule, receiver: str, *, at: datetime, simulated: bool
) -> dict[str, Any]:
    """The row of ``notifications`` that tells a receiver that a trouble began, or (``until``) that it is over."""
    change, urgent = ("resolved", rule.deliver == "all") if until else ("firing", rule.deliver != "digest")
    facts = {
        "v": 1,
        "simulated": simulated,
        "at": iso(at),
        "class": Watchers.MACHINE.value,
        "rule": rule.name,
        "target": None,
        "incident": None,
        "event": None,
        "trouble": {
            "kind": trouble.kind,
            "since": iso(trouble.since),
            "until": iso(until) if until else None,
            "details": trouble.details,
        },
    }
    return {
        "key": f"{trouble.subject}/{change}/{receiver}",
        "receiver": receiver,
        "subject": trouble.subject,
        "rule": rule.name,
        "change": change,
        "urgent": int(urgent),
        "severity": rule.severity,
        "language": rule.language,
        "owed_at": iso(at),
        "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
    }


def space_of(folder: Path) -> Space | None:
    """The space of the disk that holds a folder; None where the system does not say."""
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return None
    return Space(usage.free, usage.total)


class Health:
    """Looks after the monitor itself, about once a minute, and owes what there is to tell."""

    def __init__(
        self,
        *,
        clock: Clock,
        store: Store,
        owe: Owe,
        targets: Sequence[Target],
        rules: Sequence[Rule],
        held_until: Callable[[datetime], Mapping[str, datetime]] = lambda _now: {},
        space: Callable[[Path], Space | None] = space_of,
        due_times: Callable[[], Mapping[str, datetime]] | None = None,
    ) -> None:
        self._clock = clock
        self._store = store
        self._troubles = Troubles(store, owe)
        self._targets = targets
        self._rules = rules
        self._held_until = held_until
        self._space = space
        self._due_times = due_times or store.due_times
        self._last = Instant.of(clock)
        self._running_since = self._last.at
        self._before: frozenset[str] | None = None
        """The kinds found at the check before."""

    def take_over(self, before: Health) -> None:
        """Go on where another one of this process stops: its run is not over because the configuration changed."""
        self._last, self._running_since, self._before = before._last, before._running_since, before._before

    def check(self, lag: float = 0.0) -> list[str]:
        """The kinds of trouble that go on, none if all is well. Raises ``StoreError``; nothing is lost by it.

        ``lag``: by how many seconds this check came late.
        """
        now = Instant.of(self._clock)
        state = self._state(now, lag)
        found = troubles(state)
        with self._troubles.atomic():
            known = {trouble.kind: trouble for trouble in self._troubles.going_on()}
            before = frozenset(known) if self._before is None else self._before
            new = [GoingOn(one.kind, now.at, one.details) for one in begun(found, known, before)]
            over = ended(found, known, before)
            for trouble in new:
                self._troubles.begin(trouble)
            for trouble in [*known.values(), *new]:
                self._tell(trouble, now.at if trouble.kind in over else None, now.at)
            for kind in [*over, TroubleKind.CLOCK]:
                self._troubles.end(kind, now.at)
            going_on = [trouble.kind for trouble in self._troubles.going_on()]
        self._last, self._running_since = now, state.running_since
        self._before = frozenset(one.kind for one in found)
        for trouble in new:
            log.warning("trouble of our own: %s %s", trouble.kind, json.dumps(trouble.details, ensure_ascii=False))
        for kind in over:
            log.warning("trouble of our own is over: %s", kind)
        return going_on

    def _state(self, now: Instant, lag: float) -> State:
        step = clock_step(self._last, now)
        did_not_run = now.uptime - self._last.uptime > _PAUSE_SECONDS
        faults, last_fault = self._troubles.faults(now.at - _RECENT)
        return State(
            now=now.at,
            running_since=now.at if step or did_not_run else self._running_since,
            targets=self._targets,
            due_times=self._due_times(),
            backlogs=self._troubles.backlogs(now.at - _DEAD_FOR),
            held_until=self._held_until(now.at),
            space=self._space(self._store.path.parent),
            step=step,
            faults=faults,
            last_fault=last_fault,
            lag=lag,
            answered_at=self._troubles.answered_at(),
        )

    def _tell(self, trouble: GoingOn, until: datetime | None, at: datetime) -> None:
        chosen = to_tell(
            self._rules,
            told=self._troubles.told(trouble.subject),
            silenced=self._troubles.silenced(at),
            ended=until is not None,
        )
        simulated = self._clock.simulated
        self._troubles.owe(
            [notification(trouble, until, rule, name, at=at, simulated=simulated) for name, rule in chosen.items()]
        )
