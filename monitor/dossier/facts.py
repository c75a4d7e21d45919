"""Everything that the pieces say, before any word of it: counts, runs, holes, messages, remarks, as values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from monitor.clock import iso
from monitor.dossier.looks import Look, Remark, Vantage
from monitor.dossier.runs import Interval, Run
from probes.contract import Outcome

RETRACTED, LIMITED = "retracted", "limited"
_FIRST = (Outcome.SLOTS, Outcome.NO_SLOTS, Outcome.CLOSED, Outcome.FAILING, Outcome.REFUSED)
COLUMNS = (*map(str, _FIRST), *(str(outcome) for outcome in Outcome if outcome not in _FIRST), LIMITED, RETRACTED)
"""What each anchored look is counted as, exactly once; ``limited``: "none", said of a part of the days asked about."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many looks of which kind; ``looks`` is the sum of ``by`` and the denominator of every share."""

    looks: int = 0
    conclusive: int = 0
    by: Mapping[str, int] = field(default_factory=dict)
    """For each of ``COLUMNS`` that occurs."""
    extra: int = 0
    """Looks outside the schedule; in no other number here."""

    def of(self, column: str) -> int:
        """How many were counted as one of ``COLUMNS``."""
        return self.by.get(column, 0)


@dataclass(frozen=True, slots=True)
class Day:
    """One local day."""

    day: date
    counts: Counts
    people: int
    """Looks that persons made on it."""


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week (Monday to Sunday, local days)."""

    year: int
    week: int
    first: date
    last: date
    counts: Counts
    people: int
    days_looked: int
    """Days with at least one anchored look."""
    days_without_slot: int
    """Days with at least one conclusive look that saw none."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last of some looks."""

    first: datetime
    last: datetime
    looks: int
    days: int
    """Distinct local days."""
    weeks: int
    """Distinct ISO weeks."""

    @property
    def elapsed(self) -> timedelta:
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Message:
    """One exact text under one outcome."""

    outcome: Outcome
    quote: str
    language: str | None
    page_language: str | None
    first: datetime
    last: datetime
    looks: int
    extra: int
    """How many of them were outside the schedule."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """The looks of one day and outcome that gave no answer."""

    day: date
    outcome: Outcome
    looks: int
    of: int
    """All anchored looks of that day."""
    first: datetime
    last: datetime
    causes: tuple[tuple[str, int | None, int], ...]
    """Reason, HTTP status, number of looks."""


@dataclass(frozen=True, slots=True)
class Series:
    """The looks of one machine vantage."""

    vantage: Vantage
    counts: Counts
    first: datetime
    last: datetime
    weeks: tuple[Week, ...]
    days: tuple[Day, ...]
    conclusive: Span | None
    without_slot: Span | None
    """Of the anchored conclusive looks at which no slot was offered."""
    longest: Interval | None
    """Between two consecutive conclusive looks, or before the first or after the last of them."""
    holes: tuple[Interval, ...]
    runs: tuple[Run, ...]
    messages: tuple[Message, ...]
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of the office, as the page had it."""

    kind: str
    text: str
    when: str
    first: datetime
    last: datetime
    looks: int


@dataclass(frozen=True, slots=True)
class Retraction:
    """A remark, and the look it is about where the bundle has it."""

    remark: Remark
    look: Look | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the site, in all."""

    requests: tuple[tuple[str, str, int], ...]
    """Method, URL, number; the most frequent first."""
    most_a_day: int
    total: int
    user_agents: tuple[str, ...]
    accept_languages: tuple[str, ...]
    robots: tuple[str, ...]
    probes: tuple[str, ...]
    contexts: tuple[str, ...]
    """In the order of their first use."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the pieces say, before any word of it."""

    target: Mapping[str, Any]
    zone: str
    every: timedelta
    hole: timedelta
    """From which length on an interval is listed as a hole."""
    first_day: date
    last_day: date
    simulated: bool
    machines: tuple[Series, ...]
    people: tuple[Look, ...]
    said: tuple[Said, ...]
    remarks: tuple[Retraction, ...]
    asked: Asked
    looks: tuple[Look, ...]


def as_json(facts: Facts) -> dict[str, Any]:
    """The facts as JSON values: times in UTC, lengths in seconds, days as text; the single looks are left out."""
    whole = asdict(facts)
    del whole["looks"]
    value: dict[str, Any] = _plain(whole)
    return value


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return iso(value)
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value
