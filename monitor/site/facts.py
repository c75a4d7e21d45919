"""What the public site may say, as plain values, and the one rule on how late slots that were shown are told. Pure.

Absence is told at once, slots only when they are ``slots_delay`` old, and a reader must not learn of them earlier from
what is missing. So figures (counts, shares, charts, texts' times) end with the last whole local day that is old enough,
whoever looked and whatever was seen; after it, what was seen is told with its day alone, never with an hour or a count,
and looks that showed slots are left out as if the next thing seen were not there yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from monitor.config.settings import SiteSettings
from monitor.model import IncidentKind, Watchers
from monitor.model.judged import State
from monitor.report.period import Facts
from monitor.report.releases import Releases
from monitor.report.span import Span
from monitor.store.period_rows import RemarkRow, Watched
from probes.contract import Outcome

LATELY = 30
"""Whole local days over which shares are counted."""
RECENT = 90
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as the public may know it."""

    day: date
    """In the target's zone."""
    at: datetime | None
    """UTC; None: too young, only its day is told."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Up to where the public is told what: the only place that knows ``slots_delay``."""

    now: datetime
    delay: timedelta

    @property
    def slots_until(self) -> datetime:
        """Looks later than this that showed slots are not told yet."""
        return self.now - self.delay

    def hides(self, outcome: str, at: datetime) -> bool:
        """Whether a look is not told yet."""
        return outcome == Outcome.SLOTS and at > self.slots_until

    def last_day(self, zone: str) -> date:
        """The last local day whose figures are published: it ended when slots may be told."""
        return self.slots_until.astimezone(ZoneInfo(zone)).date() - _DAY

    def figures_until(self, zone: str) -> datetime:
        """The first moment after that day, in UTC."""
        return datetime.combine(self.last_day(zone) + _DAY, time(0), ZoneInfo(zone)).astimezone(UTC)

    def lately(self, zone: str) -> Span:
        """The days over which shares are counted."""
        last = self.last_day(zone)
        return Span(last - (LATELY - 1) * _DAY, last)

    def span(self, first: date, zone: str) -> Span | None:
        """The published days from a local day on; None: there are none yet."""
        last = self.last_day(zone)
        return Span(first, last) if first <= last else None

    def moment(self, at: datetime, zone: str) -> Moment:
        """A moment of anything but slots, its hour left out where figures are not published yet."""
        local = at.astimezone(ZoneInfo(zone)).date()
        return Moment(local, at if at < self.figures_until(zone) else None)


class Standing(StrEnum):
    """Where a target belongs on the front page."""

    WATCHED = "watched"
    UNMEASURABLE = "unmeasurable"
    """Over the latest days no look could tell, most of them because of a captcha, login, queue or refusal."""
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class PublishedLook:
    """The latest look of one kind of vantage that may be told."""

    outcome: Outcome
    reason: str
    when: Moment
    quote: str
    """Captured words: hostile, never mark-up. Empty for slots, whose words name hours."""
    language: str | None


@dataclass(frozen=True, slots=True)
class PublicIncident:
    """An incident with all that may be told of it."""

    key: str
    address: str
    """Its permanent name in addresses: lower-case letters, digits and dashes."""
    target: str
    kind: IncidentKind
    variant: str
    cause: str
    """Of ``blind``: an outcome, or robots; of ``down``, who is at fault as far as that is known. Else empty."""
    watchers: Watchers
    first: Moment
    last: Moment
    """First and latest look that said so."""
    state: State
    """As far as it is told: what slots ended a short while ago still goes on."""
    ended: Moment | None
    ended_by: str
    fired: bool
    """Whether a rule fired on it."""
    counted_until: Moment | None
    """What the next three count up to: the latest look that said so, or the last published day. None: not counted."""
    looks: int
    conclusive: int
    proving: int | None
    """Looks that said so among them; None: not counted up to there."""
    largest_gap: timedelta | None
    previous: str
    """Address of the lost incident that it follows; empty: none."""
    first_quote: str
    first_language: str | None
    last_quote: str
    last_language: str | None
    causes: tuple[str, ...]
    """Reasons of the looks that said so, the most frequent first."""
    remarks: tuple[RemarkRow, ...] = ()
    """What was said later of looks between its ends: retractions are shown beside it."""


@dataclass(frozen=True, slots=True)
class SiteTarget:
    """One target as lists and its own page need it."""

    watched: Watched
    standing: Standing
    lately: Facts = field(repr=False)
    """Over the latest published days: shares and denominators come from here."""
    latest: PublishedLook | None
    """By a machine; None: nobody looked yet, or nothing may be told yet."""
    latest_by_people: PublishedLook | None
    looked_at: Moment | None
    """The machine's latest look, whatever it showed: alone, its hour would tell of looks more often while slots are."""
    incidents: tuple[PublicIncident, ...]
    """Those with a page of their own that go on or ended within ``RECENT`` days, the latest first."""
    options: Mapping[str, Any]
    """Its table in the latest effective configuration that named it; empty: none did."""
    key: str
    """Changes whenever anything that may be told of the target changes."""

    @property
    def slug(self) -> str:
        return self.watched.slug

    @property
    def share_without(self) -> float | None:
        """The share of conclusive looks on schedule without slot over the latest days; None: no conclusive look."""
        seen = self.lately.machine
        return seen.without_slots / seen.conclusive if seen.conclusive else None

    @property
    def going_on(self) -> tuple[PublicIncident, ...]:
        return tuple(one for one in self.incidents if one.state.goes_on)


@dataclass(frozen=True, slots=True)
class Story:
    """All that is told of one target since it was first looked at; made for one target at a time, for it is large."""

    target: SiteTarget
    incidents: tuple[PublicIncident, ...]
    """All that have a page of their own, the latest first, with what was said of their looks later."""
    ever: Facts | None
    """From the first look to the last published day; None, and so the next two: no day is published yet."""
    year: Facts | None
    """The last 365 of these days at most."""
    releases: Releases | None
    """Over the same days as ``year``."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that the monitor has itself."""

    kind: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the pages, feeds and files are made from, but for the targets' stories."""

    edge: Edge
    settings: SiteSettings
    simulated: bool
    """The looks' time is not real: every page and file says so."""
    contact: str
    project_page: str
    targets: tuple[SiteTarget, ...]
    """By office and id, the retired ones last."""
    latest_look_at: datetime | None
    """The latest look on schedule at any target, whatever it showed."""
    troubles: tuple[Trouble, ...]
    """That the monitor has now."""
    sealed_until: str
    """The last UTC day whose list of hashes is sealed; empty: none."""
    effective: Mapping[str, Any] = field(repr=False)
    """The latest effective configuration, without secrets."""
    configured_since: datetime | None = None

    @property
    def now(self) -> datetime:
        return self.edge.now

    @property
    def watched(self) -> tuple[SiteTarget, ...]:
        return self.of(Standing.WATCHED)

    def of(self, standing: Standing) -> tuple[SiteTarget, ...]:
        """The targets of one standing, in the order of the site."""
        return tuple(one for one in self.targets if one.standing is standing)

    def procedures(self) -> dict[str, tuple[SiteTarget, ...]]:
        """By name, the targets of each procedure that are not retired; those without one come under ''."""
        found: dict[str, list[SiteTarget]] = {}
        for one in self.targets:
            if one.standing is not Standing.RETIRED:
                found.setdefault(one.watched.procedure, []).append(one)
        return {name: tuple(found[name]) for name in sorted(found)}
