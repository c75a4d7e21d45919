"""One thing that one receiver is told of: the rows owed about one subject, seen in their final state. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from monitor.clock import from_iso
from monitor.locale.catalog import mark
from monitor.locale.voice import Voice
from monitor.model import EventKind
from monitor.notify.document import Block
from monitor.notify.harmless import one_line
from monitor.store.owed import Owed
from probes.contract import Outcome, Reason

PEOPLE = mark("Looked at by people in their own browsers, at the times they stated; counted apart.")
OVERTAKEN = mark("It began and ended before a message could leave; this one tells both.")
LOST_UNTOLD = mark("It began and was lost from sight before a message could leave; this one tells both.")
_BEGINNING, _OVER = "firing", ("resolved", "lost")
_POSITIVE = (EventKind.SLOTS_APPEARED, EventKind.SLOTS_GONE)
_STATES_A_SLOT = "next-availability"
"""A statement that names the next free slot."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says of an item, in one language."""

    condition: str
    """The public name of the condition, event or trouble."""
    headline: str
    """The condition or event, and what became of it: for titles."""
    claim: tuple[Block, ...]
    """What was seen, with its denominators and the words that prove it."""
    limits: tuple[str, ...]
    """What it does not establish."""
    advice: str = ""
    """What to do; empty where there is nothing."""


class Item:
    """The rows of one subject, oldest first."""

    def __init__(self, rows: Sequence[Owed]) -> None:
        self.rows = tuple(rows)
        self.facts: Mapping[str, Any] = rows[-1].facts
        self.incident: Mapping[str, Any] | None = self.facts.get("incident")
        self.event: Mapping[str, Any] | None = self.facts.get("event")
        self.trouble: Mapping[str, Any] | None = self.facts.get("trouble")
        self.target: Mapping[str, Any] = self.facts.get("target") or {}

    @property
    def change(self) -> str:
        """What became of it: a beginning stays one although reminders came before it could be told."""
        first, last = self.rows[0].change, self.rows[-1].change
        return first if first == _BEGINNING and last not in _OVER else last

    @property
    def is_overtaken(self) -> bool:
        """Whether it ended before its beginning could be told."""
        return self.rows[0].change == _BEGINNING and self.change in _OVER

    @property
    def name(self) -> str:
        """The target's, in the operator's words; the monitor's where it is its own trouble."""
        return one_line(self.target.get("name") or self.target.get("id") or "slotwatch")

    @property
    def zone(self) -> str:
        return str(self.target.get("timezone") or "UTC")

    @property
    def local_day(self) -> date:
        """The day of that look at the target."""
        return from_iso(self.facts["at"]).astimezone(ZoneInfo(self.zone)).date()

    @property
    def by_people(self) -> bool:
        return self.facts.get("class") == "people"

    @property
    def is_simulated(self) -> bool:
        return any(row.facts.get("simulated") for row in self.rows)

    @cached_property
    def is_positive(self) -> bool:
        """Whether it tells of a slot that was shown: then neither hours nor the page's address are told."""
        if self.incident is not None:
            return self.change == "resolved" and self.incident["ended_by"] == Outcome.SLOTS
        if self.event is not None:
            details = self.event["details"]
            shown = details.get("outcome") == Outcome.SLOTS or details.get("kind") == _STATES_A_SLOT
            return shown or self.event["kind"] in _POSITIVE
        return False

    def when(self, moment: str, voice: Voice) -> str:
        """A stored moment in words, in the target's zone: of positives the day alone."""
        if self.is_positive:
            return voice.day(from_iso(moment), self.zone)
        return voice.moment(from_iso(moment), self.zone)

    def between(self, first: str, last: str, voice: Voice) -> str:
        """``between ... and ...`` in words; of positives the days alone."""
        if self.is_positive:
            return voice.days(from_iso(first), from_iso(last), self.zone)
        return voice.between(from_iso(first), from_iso(last), self.zone)


_OUTCOMES = {str(reason): reason.outcome for reason in Reason}


def outcome_of(reason: str) -> Outcome | None:
    """The outcome to which a stored reason belongs; None for a reason of another version."""
    return _OUTCOMES.get(reason)
