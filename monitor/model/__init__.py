"""The monitor's nouns: targets, looks, observations, spells. Pure; the words are those of the documentation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from probes.contract import Outcome, Reading


class LookKind(StrEnum):
    """Anchored looks follow the regular schedule and alone make shares and denominators; all others are extra."""

    ANCHORED = "anchored"
    EXTRA = "extra"


class Watchers(StrEnum):
    """Whose looks: a machine's and people's are counted apart, never together."""

    MACHINE = "machine"
    PEOPLE = "people"


class IncidentKind(StrEnum):
    """Conditions that may persist; what opens, ends and suspends each is in ``monitor.judge.stance``."""

    NO_SLOTS = "no_slots"
    CLOSED = "closed"
    UNBOOKABLE = "unbookable"
    SCARCE = "scarce"
    DOWN = "down"
    BLIND = "blind"
    LANGUAGE = "language"


class EventKind(StrEnum):
    """What happens once."""

    FIRST_LOOK = "first_look"
    SLOTS_APPEARED = "slots_appeared"
    SLOTS_GONE = "slots_gone"
    NEW_TEXT = "new_text"
    TERMS_CHANGED = "terms_changed"
    ANNOUNCEMENT_CHANGED = "announcement_changed"
    RELEASE_STATED = "release_stated"
    CAPTCHA_APPEARED = "captcha_appeared"
    PROBE_CHANGED = "probe_changed"


SELF = "self"
"""What a rule is about that speaks of the monitor's own trouble."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what one look may cost; a page beyond them becomes a reading, never a crash."""

    decoded_bytes: int = 2 * 1024 * 1024
    """One response after decompression."""
    tags: int = 40_000
    redirects: int = 5
    """In a row, for one request."""
    steps: int = 40
    """Requests of one look, redirects included."""
    seconds: float = 180.0
    """The whole look, pauses included."""
    read_seconds: float = 30.0
    """Connecting, or waiting for the next bytes."""


@dataclass(frozen=True, slots=True)
class ActiveHours:
    """When a target is looked at, in its own zone: weekdays (Monday = 0) and a span of the day."""

    days: frozenset[int] = frozenset(range(7))
    start: time = time(0, 0)
    end: time = time(0, 0)
    """Midnight means the end of the day; an end before the start runs over midnight."""


_TODAY = re.compile(r"\{today(?:\+(\d{1,3}))?\}")


def dated(url: str, day: date) -> str:
    """A URL with ``{today}`` and ``{today+30}`` replaced by ``2018-10-05`` and the like: some searches want days."""
    return _TODAY.sub(lambda found: (day + timedelta(days=int(found[1] or 0))).isoformat(), url)


@dataclass(frozen=True, slots=True)
class Target:
    """One public page or flow to watch, as configured."""

    id: str
    name: str
    url: str
    probe: str
    options: Mapping[str, Any]
    """As written; the probe's own model validates them."""
    every: timedelta
    timezone: str
    office: str = ""
    procedure: str = ""
    territory: str = ""
    tags: tuple[str, ...] = ()
    expect_language: tuple[str, ...] = ()
    """BCP 47 tags, most wanted first; they make Accept-Language."""
    active: ActiveHours | None = None
    horizon: timedelta | None = None
    """How far ahead a statement must reach to count as "no slot"; None: all that the probe can reach."""
    terms_read: str = ""
    """When a person read the terms that the flow accepts."""
    other_channels: str = ""
    reason: str = ""
    """Why looks come more often than once an hour."""
    allow_private: bool = False
    limits: Limits = field(default_factory=Limits)
    maintenance: tuple[ActiveHours, ...] = ()
    """Spans without looks that the office announced; they are no holes."""
    max_gap: timedelta | None = None
    """Scheduled time without a look that says so, after which an incident is lost; None: three missed looks."""
    gated: bool = False
    """A person knows that a captcha, a login or a queue comes before the slots: that it does is no news."""
    every_open: timedelta | None = None
    """Between extra looks while slots are shown; None: there are none."""
    was: str = ""
    """The id that the target had before."""

    def at(self, moment: datetime) -> Target:
        """The target as it is asked for at a moment: the days in its URL are those of its own zone."""
        return replace(self, url=dated(self.url, moment.astimezone(ZoneInfo(self.timezone)).date()))

    @property
    def hostname(self) -> str:
        """The host's name alone."""
        return urlsplit(self.url).hostname or ""

    @property
    def server(self) -> str:
        """The host's name, with the port unless it is the usual one: what turns, pauses and budgets belong to."""
        parts = urlsplit(self.url)
        usual = parts.port in (None, 80 if parts.scheme == "http" else 443)
        return self.hostname if usual else f"{self.hostname}:{parts.port}"

    @property
    def host(self) -> str:
        """Scheme, host and port: what one connection belongs to."""
        parts = urlsplit(self.url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname}{port}"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came back, byte for byte."""

    method: str
    url: str
    request: bytes
    """Head and body as written to the socket (inside TLS)."""
    response: bytes
    """Everything that came through the socket for this request, after TLS: status line, header case, chunks."""
    status: int | None
    """None where no status line came."""
    peer: str = ""
    """Address and port that answered."""
    tls: str = ""
    """TLS version, empty for plain HTTP."""
    certificates: tuple[bytes, ...] = ()
    """DER, leaf first."""
    fault: str = ""
    """Why the exchange ended early, in words; empty where it is complete."""


@dataclass(frozen=True, slots=True)
class Look:
    """One finished look: what was asked, what came, what it teaches. The ledger makes an observation of it."""

    target: Target
    probe: str
    """Name and version."""
    kind: LookKind
    due_at: datetime | None
    """When the schedule wanted it; None for extra looks."""
    started_at: datetime
    milliseconds: int
    reading: Reading
    exchanges: tuple[Exchange, ...]
    accept_language: str
    user_agent: str
    clock_step: timedelta = timedelta(0)
    """By how much the clock was set since this process last looked at the target; forwards is positive."""
    robots: str = ""
    """``obeyed``, or ``overridden:`` and the reason; empty: the host's robots.txt was not known, or is not asked."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A maximal run of looks at one target with the same outcome and the same words."""

    outcome: Outcome
    quote: str
    first_at: datetime
    last_at: datetime
    looks: int
    anchored: int
    largest_gap: timedelta
    """The longest time between two consecutive looks of this run."""


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What is known of one local day beside the number of looks by answer."""

    first_conclusive_at: datetime | None = None
    """First and last conclusive look, anchored or extra."""
    last_conclusive_at: datetime | None = None
    largest_gap: timedelta = timedelta(0)
    """Between two consecutive conclusive looks, the later one on this day; or from the first look of all."""
    scheduled: timedelta = timedelta(0)
    """Scheduled time from the conclusive look before to each one of this day."""
    observed: timedelta = timedelta(0)
    """The part of it that was covered by looks at the usual spacing."""
    two_dates: int = 0
    """Anchored looks that showed slots on two or more local days within 31 days."""
    one_date: int = 0
    later_dates: int = 0
    """Only on days after that."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one target stands, kept up with every look so that ``status`` never reads the whole history."""

    sequence: int = 0
    """How many observations there are; the next one has this number."""
    last_line_sha256: str = "0" * 64
    anchored: int = 0
    conclusive: int = 0
    """Conclusive anchored looks."""
    first_at: datetime | None = None
    last_at: datetime | None = None
    last_conclusive_at: datetime | None = None
    last_slot_at: datetime | None = None
    largest_hole: timedelta = timedelta(0)
    """The longest time between two consecutive conclusive looks, anchored or extra, or from the first look to the first
    conclusive one."""
