"""The nouns of judgement: incidents, what rules made of them, events, and what must be remembered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from monitor.model import EventKind, IncidentKind, Watchers
from probes.contract import Outcome


class State(StrEnum):
    """Where an incident stands."""

    OPEN = "open"
    SUSPENDED = "suspended"
    LOST = "lost"
    RESOLVED = "resolved"

    @property
    def goes_on(self) -> bool:
        return self in (State.OPEN, State.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Incident:
    """A condition that persisted at one target, as one class of looks saw it, with its denominators."""

    key: str
    kind: IncidentKind
    variant: str
    watchers: Watchers
    first_at: datetime
    last_at: datetime
    """First and latest look that said so; its duration never reaches beyond."""
    lost_after: datetime
    state: State = State.OPEN
    previous: str = ""
    """Key of the lost incident that it follows."""
    ended_at: datetime | None = None
    ended_by: str = ""
    """The outcome that resolved it; ``hole`` or ``rule`` where it is lost."""
    suspended: timedelta = timedelta(0)
    suspended_at: datetime | None = None
    stepped: timedelta = timedelta(0)
    """By how much the clock was set forwards meanwhile: that time was never lived."""
    looks: int = 0
    """Counted looks from the first to the latest that said so; ``conclusive`` and ``proving`` are parts of them."""
    conclusive: int = 0
    proving: int = 0
    looks_since: int = 0
    """Counted looks after the latest that said so."""
    conclusive_since: int = 0
    largest_gap: timedelta = timedelta(0)
    """The longest time between two consecutive looks that said so, night and day: what may have been missed."""
    scheduled: timedelta = timedelta(0)
    observed: timedelta = timedelta(0)
    days: int = 0
    weeks: int = 0
    with_slots: int | None = None
    without_slots: int | None = None
    first_quote: str = ""
    first_language: str | None = None
    last_quote: str = ""
    last_language: str | None = None
    languages: frozenset[str] = frozenset()
    causes: Mapping[str, int] = field(default_factory=dict)
    """Reason and number of looks that said so, whether counted or not."""
    vantages: frozenset[str] = frozenset()
    switches: int = 0
    """How often a look that said so came from another vantage than the one before."""
    last_vantage: str = ""
    last_reason: str = ""

    @property
    def duration(self) -> timedelta:
        """From the first to the latest look that said so, without what was suspended or never lived."""
        return max(self.last_at - self.first_at - self.suspended - self.stepped, timedelta(0))


class Stage(StrEnum):
    """Where a rule stands with an incident."""

    PENDING = "pending"
    FIRING = "firing"
    SUSPENDED = "suspended"
    LOST = "lost"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    """The rule is gone from the configuration, or no longer for this target: nobody is told any more."""

    @property
    def fired(self) -> bool:
        return self in (Stage.FIRING, Stage.SUSPENDED)


@dataclass(frozen=True, slots=True)
class RuleState:
    """One rule and one incident."""

    rule: str
    incident: str
    since: datetime
    """The wait began; later than the incident where the rule allows smaller holes only."""
    skipped: int = 0
    """Counted looks of the incident that said so before then; so the next two, for its days and weeks."""
    skipped_days: int = 0
    skipped_weeks: int = 0
    stage: Stage = Stage.PENDING
    fired_at: datetime | None = None
    told_at: datetime | None = None
    """When a message was last owed; None: none yet, as long as it is silenced."""
    escalated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Asked for by a person; an empty target or rule means every one."""

    target: str
    rule: str
    since: datetime
    until: datetime
    behind: int = 0
    """The observation after which it was asked for; a clock that is set back moves no look into it."""
    ended_behind: int | None = None
    """The observation after which a person ended it early."""

    def covers(self, target: str, rule: str, at: datetime, observation: int) -> bool:
        """Whether it speaks of a target, a rule and a look."""
        holds = observation > self.behind and (self.ended_behind is None or observation <= self.ended_behind)
        return holds and self.target in ("", target) and self.rule in ("", rule) and self.since <= at < self.until


@dataclass(frozen=True, slots=True)
class Hush:
    """What people asked not to be told of, at the moment of a look."""

    silences: tuple[Silence, ...] = ()
    acknowledged: Mapping[str, int] = field(default_factory=dict)
    """Incidents that people know of, by key, and after which observation: neither reminded of nor escalated."""

    def is_silent(self, target: str, rule: str, at: datetime, observation: int) -> bool:
        """Whether nothing is to be said at a look at a target under a rule."""
        return any(silence.covers(target, rule, at, observation) for silence in self.silences)

    def is_known(self, incident: str, observation: int) -> bool:
        """Whether a person knew of an incident at a look."""
        return incident in self.acknowledged and self.acknowledged[incident] < observation


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened once, as a look showed it; ``details`` are documented in ``docs/reference/data.md``."""

    kind: EventKind
    at: datetime
    observation: int
    details: Mapping[str, Any]


_SLOWED: Mapping[str, tuple[timedelta, timedelta]] = {
    Outcome.REFUSED: (timedelta(days=7), timedelta(days=1)),
    Outcome.GATED: (timedelta(days=1), timedelta(hours=6)),
}
"""Where nothing but this was seen for so long, one look in so long is enough."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What must be remembered of a target from look to look."""

    first_at: datetime | None = None
    """The first look ever; None before it."""
    probe: str = ""
    none_at: datetime | None = None
    """The latest conclusive look without slot."""
    slots_from: datetime | None = None
    """First and latest look of the slots that are shown now; None while none are."""
    slots_until: datetime | None = None
    none_before: datetime | None = None
    """The latest look without slot before those slots appeared."""
    gated: bool = True
    """Whether the captcha is known: only after a look that passed is a captcha news."""
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The latest statements of each kind."""
    outcome: str = ""
    """Of the latest look that got an answer; errors, and our own network, are no answer."""
    outcome_since: datetime | None = None
    """Since when every look that got an answer had this outcome."""

    def slowed_to(self, now: datetime) -> timedelta | None:
        """The shortest interval at which it is still looked at, where looks have long been turned away or stopped.

        None: nothing forbids the usual one.
        """
        if self.outcome not in _SLOWED or self.outcome_since is None:
            return None
        after, every = _SLOWED[self.outcome]
        return every if now - self.outcome_since >= after else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Conclusive counted looks over some local days."""

    days: int
    """With at least one of them."""
    with_slots: int
    without_slots: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of one target from the looks of one class, before the next look."""

    memory: Memory = field(default_factory=Memory)
    latest: Mapping[tuple[IncidentKind, str], Incident] = field(default_factory=dict)
    """The latest incident of each kind and variant, whether it goes on or not."""
    states: Mapping[tuple[str, str], RuleState] = field(default_factory=dict)
    """By incident and rule, of the incidents that go on."""
