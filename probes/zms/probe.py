"""The zms probe: follow the search to its calendar, or ask the citizen API for days and times, and stop there. Pure.

A slot is never picked: the links of the times, the reservation and the forms behind it are outside the allow-list.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import parse_qsl, urljoin, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from probes.contract import Allow, Card, Flow, Get, Page, Probe, Reading, Reason, Request, Window, allowed
from probes.personal import is_personal
from probes.zms.citizen import read_answer
from probes.zms.classic import read_months, read_page

MAX_DAYS = 3
"""Days whose times are asked for: a listed day without times is a known fault of the API, several are no accident."""

_CLASSIC = r"/terminvereinbarung/termin/"
_NEVER = re.compile(
    r"/termin/(?:time/\d|bookingdate|register|cancel|manage|eintragen)|(?:reserve|update|confirm|preconfirm|cancel)-"
    r"appointment|captcha-(?:challenge|verify)",
    re.IGNORECASE,
)


def _template(url: str) -> str:
    parts = urlsplit(url)
    if url.count("{date}") != 1 or "{date}" not in parts.query:
        raise ValueError(
            "write {date} once, in its query: https://.../available-appointments-by-office/?date={date}&..."
        )
    whole = parts.scheme in ("http", "https") and parts.hostname
    if not whole and (parts.scheme or parts.netloc or not url.startswith("/")):
        raise ValueError(f"{url!r} is no web address; write it whole, with https://, or from the first slash on")
    if any(is_personal(name) for name, _ in parse_qsl(parts.query, keep_blank_values=True)):
        raise ValueError("its query holds personal data, which slotwatch never sends; remove it")
    return url


class Options(BaseModel):
    """Options of a ZMS target."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: int = Field(
        default=2,
        ge=2,
        le=8,
        description="Classic pages: how many months of an empty calendar to read. A page shows two; each further month "
        "is one request.",
    )
    appointments: bool = Field(
        default=True,
        description="Citizen API: where days are listed, ask for their times too (needs appointments_url). Up to three "
        "days are asked for, since a listed day may have none.",
    )
    appointments_url: Annotated[str, AfterValidator(_template)] | None = Field(
        default=None,
        description="Citizen API: the URL of a day's times, with {date} where the day stands; whole, or from the first "
        "slash on.",
    )


def read(page: Page, options: Options) -> Reading:
    """What one page or answer teaches, alone."""
    del options  # they say what to ask for, not how to read
    return read_page(page) if page.json is None else read_answer(page)


def allow(url: str, options: Options) -> tuple[Allow, ...]:
    """The target's URL, the pages where a search ends, and the times of a day of the citizen API.

    Raises ``ValueError`` for a URL that books, and for a template on another host.
    """
    if _NEVER.search(url) or _NEVER.search(options.appointments_url or ""):
        raise ValueError("this address picks or books an appointment; give the one where the search begins")
    parts = urlsplit(url)
    query = re.escape(f"?{parts.query}") if parts.query else ""
    lines = [
        Allow("GET", re.escape(parts.path.rstrip("/")) + "/?" + query),
        Allow("GET", rf"{_CLASSIC}(?:day|taken|stop|time)/"),
        Allow("GET", rf"{_CLASSIC}day/\d{{9,11}}/"),
    ]
    if options.appointments_url:
        template = urlsplit(options.appointments_url)
        if not allowed("GET", _of_day(url, options.appointments_url, date.min), url, (Allow("GET", ".*"),)):
            raise ValueError("appointments_url is on another host; a look stays on the target's own")
        asked = re.escape(f"{template.path}?{template.query}").replace(re.escape("{date}"), r"\d{4}-\d{2}-\d{2}")
        lines.append(Allow("GET", asked))
    return tuple(lines)


def _of_day(url: str, template: str, day: date) -> str:
    return urljoin(url, template.replace("{date}", day.isoformat()))


Walk = Generator[Request, Page, Reading]


def flow(url: str, options: Options) -> Flow:
    """The calendar, and further months of an empty one; or the days, and the times of the first."""
    page = yield Get(url)
    reading = read(page, options)
    if page.json is not None:
        return (yield from _ask_times(reading, url, options))
    if reading.window is not None and reading.reason in (Reason.EMPTY_CALENDAR, Reason.NOTICE):
        return (yield from _turn_months(page, reading, reading.window, url, options))
    return reading


def _ask_times(reading: Reading, url: str, options: Options) -> Walk:
    """Whether the listed days have times: a day may be listed that has none."""
    days = [day for day in reading.slots.listed if not hasattr(day, "hour")]
    if reading.reason is not Reason.FREE_DATES or not days or not options.appointments or not options.appointments_url:
        return reading
    answer = reading
    for day in days[:MAX_DAYS]:
        answer = read((yield Get(_of_day(url, options.appointments_url, day))), options)
        if answer.reason not in (Reason.EMPTY_CALENDAR, Reason.NOTICE):
            return answer
    return replace(answer, reason=Reason.CONTRADICTORY_PAGE, rule="zms/days-without-times", window=None)


def _turn_months(page: Page, reading: Reading, window: Window, url: str, options: Options) -> Walk:
    """Empty months one after the other: the window grows with each, and ends with the first free day."""
    lines, months = allow(url, options), read_months(page)
    for _ in range(options.months - 2):
        if months is None or months.next_url is None or not allowed("GET", months.next_url, url, lines):
            break  # where a page's link leads is the site's word; only calendars of this search are followed
        page = yield Get(months.next_url)
        following, months = read(page, options), read_months(page)
        if following.reason is Reason.FREE_CELLS:
            return following
        later = following.window
        if (
            later is None
            or not window.first <= later.first <= window.last + timedelta(days=1)
            or later.last <= window.last
        ):
            break  # not the months after: what was seen so far stands, with its window
        window = Window(window.first, later.last)
    return replace(reading, window=window)


PROBE = Probe(
    name="zms",
    version=1,
    options=Options,
    flow=flow,
    read=read,
    allow=allow,
    card=Card(
        limits="at most one look an hour, and only after asking the office: Berlin's page for too many requests asks "
        "visitors to refrain from automatic retrievals, and to come back after an hour",
        source="the text of that page (status 429), as quoted in public bots' threads; Munich's API counts requests by "
        "address and announces it in X-RateLimit headers",
        requests_per_look="2 or 3 with redirects, one per month beyond two; citizen API: 1, and 1 to 3 for times",
        requests=3,
    ),
    own_statuses=frozenset({400, 404}),
)
