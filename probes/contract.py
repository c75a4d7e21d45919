"""The contract between the monitor and its probes: outcomes, requests, readings. Touches nothing outside itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cached_property
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from probes.webpage import Page as Page
from probes.webpage import readable as readable


class Outcome(StrEnum):
    """What one look can teach. The public words for each are in ``monitor/locale``."""

    SLOTS = "slots"
    NO_SLOTS = "no_slots"
    CLOSED = "closed"
    GATED = "gated"
    REFUSED = "refused"
    FAILING = "failing"
    UNRECOGNISED = "unrecognised"
    OFFLINE = "offline"

    @property
    def conclusive(self) -> bool:
        """Whether such a look answers the question "could an appointment be booked here?"."""
        return self in (Outcome.SLOTS, Outcome.NO_SLOTS, Outcome.CLOSED)


class Reason(Enum):
    """Why: the closed list. Each reason belongs to exactly one outcome, so a reading cannot contradict itself."""

    FREE_CELLS = "free-cells", Outcome.SLOTS, "cells of a calendar are marked free and can be chosen"
    FREE_DATES = "free-dates", Outcome.SLOTS, "dates or times are listed as open"
    POSITIVE_MARKER = "positive-marker", Outcome.SLOTS, "the page is the step that is only reached with a free slot"
    POSITIVE_PHRASE = "positive-phrase", Outcome.SLOTS, "the page says in words that slots are offered"

    NOTICE = "notice", Outcome.NO_SLOTS, "the system's own notice says that no slot is free"
    EMPTY_CALENDAR = "empty-calendar", Outcome.NO_SLOTS, "a calendar that was understood has no free cell in its window"
    NEGATIVE_PHRASE = "negative-phrase", Outcome.NO_SLOTS, "the page says in words that no slot is offered"

    DISABLED = "disabled", Outcome.CLOSED, "the page says that this booking link was switched off for good"
    SUSPENDED = "suspended", Outcome.CLOSED, "the page says that booking is suspended for now"
    NO_CALENDAR = "no-calendar", Outcome.CLOSED, "the system says that no calendar is attached to this procedure"
    MOVED = "moved", Outcome.CLOSED, "the page says that booking has moved elsewhere"

    CAPTCHA = "captcha", Outcome.GATED, "a captcha comes before the slots"
    LOGIN = "login", Outcome.GATED, "a login comes before the slots"
    QUEUE = "queue", Outcome.GATED, "a waiting room comes before the slots"

    FORBIDDEN = "forbidden", Outcome.REFUSED, "the site refused our request (403)"
    RATE_LIMITED = "rate-limited", Outcome.REFUSED, "the site says that we ask too often (429 or in words)"
    WAF = "waf", Outcome.REFUSED, "a protection in front of the site kept us out"
    ROBOTS = "robots", Outcome.REFUSED, "the site's robots.txt asks robots to stay away"

    HTTP_4XX = "http-4xx", Outcome.FAILING, "an HTTP error of the 400s other than 401, 403, 429"
    HTTP_5XX = "http-5xx", Outcome.FAILING, "an HTTP error of the 500s, or a gateway's error page"
    OVERLOADED = "overloaded", Outcome.FAILING, "the site says that it is overloaded"
    MAINTENANCE = "maintenance", Outcome.FAILING, "the site says that it is under maintenance"
    STACK_TRACE = "stack-trace", Outcome.FAILING, "the page is a program's error trace"
    TIMEOUT = "timeout", Outcome.FAILING, "no complete answer within the time allowed"
    DNS = "dns", Outcome.FAILING, "the host's name could not be resolved"
    TLS = "tls", Outcome.FAILING, "no trusted TLS connection could be made"
    CONNECTION = "connection", Outcome.FAILING, "the connection was refused, reset, or carried no HTTP answer"
    REDIRECT = "redirect", Outcome.FAILING, "redirected in circles, too often, or to where this probe does not go"
    TRUNCATED = "truncated", Outcome.FAILING, "the answer ended before its declared end"

    UNRECOGNISED_PAGE = "unrecognised-page", Outcome.UNRECOGNISED, "nothing on the page proves an answer"
    CONTRADICTORY_PAGE = "contradictory-page", Outcome.UNRECOGNISED, "the page holds proof for both answers"
    LOST_SESSION = "lost-session", Outcome.UNRECOGNISED, "the site sent us back to its first page"
    SLOT_JUST_TAKEN = "slot-just-taken", Outcome.UNRECOGNISED, "one slot was taken; nothing is said of the others"
    TOO_LARGE = "too-large", Outcome.UNRECOGNISED, "the answer is larger than the limit after decompression"
    TOO_COSTLY = "too-costly", Outcome.UNRECOGNISED, "the page has more tags than the limit"
    NOT_HTML = "not-html", Outcome.UNRECOGNISED, "the answer is not text that a probe can read"
    BLOCKED_ADDRESS = "blocked-address", Outcome.UNRECOGNISED, "the host resolved to a private address; not asked"
    STEPS = "steps", Outcome.UNRECOGNISED, "the walk took more steps than the limit"

    OFFLINE = "offline", Outcome.OFFLINE, "our own network was down"

    outcome: Outcome
    meaning: str

    def __new__(cls, value: str, outcome: Outcome, meaning: str) -> Self:
        """Make the short name the value, so that ``Reason("notice")`` finds it."""
        member = object.__new__(cls)
        member._value_ = value
        member.outcome = outcome
        member.meaning = meaning
        return member

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Slots:
    """What was seen of free slots: nothing here is needed for the outcome ``slots``, all of it is better."""

    count: int | None = None
    earliest: datetime | date | None = None
    """The first free slot; a datetime is aware (UTC), a date is the office's local day."""
    listed: tuple[datetime | date, ...] = ()
    """All slots seen, sorted, where listing them costs no further request."""


@dataclass(frozen=True, slots=True)
class Window:
    """The span of days a statement speaks of, both ends included, in the office's local days."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Statement:
    """Something the office says about its releases, procedures or terms, quoted; alone it decides nothing."""

    kind: Literal["last-release", "next-release", "next-availability", "warning", "procedure", "terms"]
    text: str
    when: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a probe concludes. Outcome, window and language are separate facts.

    Raises ``ValueError`` for a claim (``slots`` or ``no_slots``) without its proof: a quote and the rule that matched.
    """

    reason: Reason
    quote: str = ""
    """The words on the page that prove it, as normalised by ``probes.text``."""
    rule: str = ""
    """Which rule matched, as ``probe/rule``."""
    language: str | None = None
    """Language of the quote (BCP 47): the matched rule's, else identified by the monitor, else unknown."""
    page_language: str | None = None
    """Language that the page declares for itself."""
    slots: Slots = field(default_factory=Slots)
    window: Window | None = None
    """The days a statement is limited to, where they are known."""
    statements: tuple[Statement, ...] = ()
    span: Literal["", "day", "week", "month", "period"] = ""
    """What a statement is limited to, where the page does not name its days: it then answers for no horizon."""
    language_by: str = ""
    """What determined the quote's language: ``rule``, or an engine with its score; empty where it is unknown."""

    def __post_init__(self) -> None:
        if self.outcome in (Outcome.SLOTS, Outcome.NO_SLOTS) and not (self.quote and self.rule):
            raise ValueError(f"{self.reason}: a claim needs a quote and a rule")

    @property
    def outcome(self) -> Outcome:
        return self.reason.outcome

    @property
    def is_foreign(self) -> bool:
        """Whether the probe saw nothing of its system on the page: another probe may try. By convention of the rule."""
        return self.reason is Reason.UNRECOGNISED_PAGE and self.rule.endswith("/nothing-known")


@dataclass(frozen=True, slots=True)
class Get:
    """Ask for a page; ``fresh_session`` drops the cookies of this look first."""

    url: str
    fresh_session: bool = False
    method: Literal["GET"] = "GET"


@dataclass(frozen=True, slots=True)
class Post:
    """Send form fields, or a raw body with its content type; never both."""

    url: str
    fields: Mapping[str, str] | None = None
    body: str = ""
    content_type: str = "application/x-www-form-urlencoded"
    method: Literal["POST"] = "POST"

    @classmethod
    def text(cls, url: str, body: str) -> Post:
        """A ``text/plain`` body (DWR calls)."""
        return cls(url, body=body, content_type="text/plain")

    @classmethod
    def json(cls, url: str, value: Any) -> Post:
        """A JSON body."""
        return cls(url, body=json.dumps(value, ensure_ascii=False), content_type="application/json")


Request = Get | Post
Flow = Generator[Request, Page, Reading]


@dataclass(frozen=True)
class Allow:
    """One line of a probe's allow-list: a method, and the whole path with its query as a linear regular expression."""

    method: Literal["GET", "POST"]
    target: str

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.target)

    def matches(self, method: str, path: str) -> bool:
        return method == self.method and self._pattern.fullmatch(path) is not None


def allowed(request_method: str, request_url: str, home: str, allow: Sequence[Allow]) -> bool:
    """Whether a request may be sent for a target whose URL is ``home``.

    The host must be the target's; the scheme may rise from http to https (with the default ports), never fall.
    """
    asked, ours = urlsplit(request_url), urlsplit(home)
    if asked.username or asked.password or _host(asked.hostname) != _host(ours.hostname):
        return False
    same = (asked.scheme, asked.port) == (ours.scheme, ours.port)
    default = {"http": 80, "https": 443}
    ports = (asked.port or default.get(asked.scheme), ours.port or default.get(ours.scheme))
    risen = (ours.scheme, asked.scheme) == ("http", "https") and ports == (443, 80)
    same = same or (asked.scheme == ours.scheme and ports[0] == ports[1])
    path = (asked.path or "/") + (f"?{asked.query}" if asked.query else "")
    return (same or risen) and any(line.matches(request_method, path) for line in allow)


def _host(name: str | None) -> str:
    """A host's name in the form that goes over the wire, so that accents and their punycode are one name."""
    try:
        return (name or "").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return (name or "").lower()


@dataclass(frozen=True, slots=True)
class Card:
    """Politeness card: what a booking system itself asks for, as far as it is known, with the source."""

    limits: str
    source: str
    requests_per_look: str
    """How many requests one look costs, for the operator's load table."""
    requests: int = 1
    """Of an ordinary look, beside configured steps: what is reckoned with until one was made."""


@dataclass(frozen=True, slots=True)
class Probe:
    """How one booking system is read."""

    name: str
    version: int
    """Raised whenever the same bytes could be read differently."""
    options: type[Any]
    """A frozen pydantic model of the target's options; unknown keys are refused."""
    flow: Callable[[str, Any], Flow]
    """``flow(url, options)``: the walk from the target's URL to the page that shows availability, never past it."""
    read: Callable[[Page, Any], Reading]
    """What one page alone teaches."""
    allow: Callable[[str, Any], tuple[Allow, ...]]
    """``allow(url, options)``: the only requests that the driver will send for this target."""
    card: Card
    by_content: bool = True
    """Whether it knows its system's pages when it sees them, without URL or options: such probes try saved pages."""
    own_statuses: frozenset[int] = frozenset()
    """Error statuses under which the system sends answers of its own, as JSON: they are read, not screened away."""
    headers: frozenset[str] = frozenset()
    """Headers that its walk reads beside those that every page shows; it is shown no others."""
    explain: Callable[[Page, Any], list[str]] | None = None
    """Lines for people on what of the options matched where; nothing depends on them."""

    @property
    def label(self) -> str:
        """Name and version, as stored and sealed: ``ezbooking/1``."""
        return f"{self.name}/{self.version}"


_CONCLUSIVENESS = (
    Outcome.OFFLINE,
    Outcome.UNRECOGNISED,
    Outcome.FAILING,
    Outcome.REFUSED,
    Outcome.GATED,
    Outcome.CLOSED,
    Outcome.NO_SLOTS,
)


def _end(reading: Reading) -> date:
    """The last day that a reading speaks of; days without a name come before all others, no limit after."""
    if reading.span:
        return date.min
    return reading.window.last if reading.window else date.max


def combine(readings: Sequence[Reading]) -> Reading:
    """One reading for several plannings of one target.

    ``slots`` if any shows slots; ``no_slots`` only if all do, then with the shortest window and, of several quotes, one
    in another language than the page's, since that is a fact of its own; else the least conclusive.
    """
    positive = [r for r in readings if r.outcome is Outcome.SLOTS]
    if positive:
        return positive[0]
    if all(r.outcome is Outcome.NO_SLOTS for r in readings):
        return min(readings, key=lambda r: (_end(r), r.language == r.page_language))
    return min(readings, key=lambda r: _CONCLUSIVENESS.index(r.outcome))
