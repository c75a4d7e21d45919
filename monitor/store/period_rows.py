"""Rows that answer questions about spans of days. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

MACHINE, PERSON = "machine", "person"
"""Kinds of vantages: machines follow a schedule, people look in their own browsers."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A target as it is known now, and its row."""

    row: int
    slug: str
    name: str
    url: str
    probe: str
    office: str
    procedure: str
    territory: str
    tags: tuple[str, ...]
    timezone: str
    every: timedelta
    added_at: datetime
    retired_at: datetime | None


class DayRow(NamedTuple):
    """Looks of one local day with one answer, from one vantage."""

    target: int
    who: str
    """The kind of the vantage: ``machine`` or ``person``."""
    day: str
    reason: str
    outcome: str
    anchored: int
    extra: int
    conclusive: int
    """Of the anchored ones."""


class TotalRow(NamedTuple):
    """What else is known of a local day with a conclusive look, from one vantage; times as stored."""

    target: int
    who: str
    vantage: int
    day: str
    first: str
    last: str
    gap: float
    """Seconds: the longest between two consecutive conclusive looks, the later one on this day."""
    scheduled: float
    observed: float
    two_dates: int
    one_date: int
    later_dates: int


class SpellRow(NamedTuple):
    """A run of looks with the same answer and words; times as stored, which may lie outside the span asked for."""

    target: int
    who: str
    outcome: str
    text: str
    """Empty: none."""
    language: str | None
    first_at: str
    last_at: str
    gap: float
    """Seconds: the longest between two consecutive looks of the run."""


class EventRow(NamedTuple):
    """What happened once; ``details`` are JSON, as documented in ``docs/reference/data.md``."""

    target: int
    watchers: str
    """``machine`` or ``people``."""
    kind: str
    at: str
    observation: int
    details: str


class ShownRow(NamedTuple):
    """Slots that were still shown at the latest look."""

    target: int
    watchers: str
    slots_from: str
    slots_until: str
    none_before: str | None


class ImportedRow(NamedTuple):
    """Looks of others with one outcome, from one import; times as they said."""

    target: int
    source: int
    """The import."""
    kind: str
    """``csv`` or ``bundle``."""
    operator: str
    vantage: str
    name: str
    """Of the file or folder."""
    outcome: str
    looks: int
    first_at: str
    last_at: str


class RemarkRow(NamedTuple):
    """What was said later of one look; times as stored."""

    target: int
    who: str
    kind: str
    at: str
    author: str
    why: str
    look_at: str
    outcome: str
    reason: str
    uuid: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Which targets are meant: those that one of these names; without any, every target."""

    targets: Sequence[str] = ()
    tags: Sequence[str] = ()
    offices: Sequence[str] = ()
    territories: Sequence[str] = ()

    def takes(self, one: Watched) -> bool:
        """Whether a target is meant."""
        named = one.slug in self.targets or one.office in self.offices or one.territory in self.territories
        return named or bool({*one.tags} & {*self.tags}) or not self.is_made

    @property
    def is_made(self) -> bool:
        return bool(self.targets or self.tags or self.offices or self.territories)
