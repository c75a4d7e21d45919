"""The list of closed days: which days of the calendar it leaves open, and how far it can be trusted. Pure.

The list names every closed day of the calendar's span, Sundays too; what it leaves out between its first and its last
day is open. A list that does not begin on the day of the answer, or leaves a Sunday out, is not understood.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from probes.contract import Page, Reading, Reason, Slots, Window
from probes.eappointment.dwr import read_reply

_OFFICE = ZoneInfo("Europe/Paris")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTHS = re.compile(r"numberOfMonthToDisplayInCalendar['\"]?\s{0,5}[=:]\s{0,5}['\"]?(\d{1,2})\b")
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT")
_BEGINNING = re.compile(
    r"(?:_remoteHandleCallback|handleCallback)\([^\[\n]{0,40}\[(?:\s?[\"']\d{4}-\d\d-\d\d[\"']\s?,?){1,3}", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far the site's calendar reaches, as its page or the target's options say."""

    months: int | None
    days: int | None

    @classmethod
    def of(cls, page: Page, days: int | None) -> Horizon:
        """The page's own variable; ``days`` only counts where there is none."""
        found = _MONTHS.search(page.text)
        return cls(int(found[1]), None) if found and int(found[1]) else cls(None, days)

    def last(self, first: date) -> date | None:
        """The last day a list that begins on ``first`` must reach, or None where nobody said."""
        if self.months:
            years, month = divmod(first.month - 1 + self.months - 1, 12)
            year = first.year + years
            return date(year, month + 1, monthrange(year, month + 1)[1])
        return first + timedelta(days=self.days - 1) if self.days else None


def read_closed_days(page: Page, horizon: Horizon) -> Reading | None:
    """What one site's list of closed days teaches, or None where it proves nothing."""
    reply = read_reply(page.text)
    closed = _days(reply.value) if reply and not reply.failed else None
    if not closed or closed[0] != answered_on(page):
        return None
    listed = frozenset(closed)
    first, last = closed[0], closed[-1]
    open_days = tuple(day for n in range((last - first).days) if (day := first + timedelta(days=n)) not in listed)
    if any(day.isoweekday() == 7 for day in open_days):
        return None
    if open_days:
        quote = _around(page.visible, open_days[0], closed)
        slots = Slots(len(open_days), open_days[0], open_days)
        return Reading(Reason.FREE_DATES, quote, "eappointment/open-days", page_language=page.language, slots=slots)
    must_reach = horizon.last(first)
    if must_reach is None or last < must_reach:
        return None
    return Reading(
        Reason.EMPTY_CALENDAR,
        quote=_beginning(page.visible),
        rule="eappointment/all-days-closed",
        page_language=page.language,
        slots=Slots(count=0),
        window=Window(first, last),
    )


def answered_on(page: Page) -> date | None:
    """The office's day on which the answer was made, as its Date header says; of several the application's, the last.

    The calendar of the site begins that day, and no page names it in a way that public sources agree on.
    """
    dates = _HTTP_DATE.findall(page.headers.get("date", ""))
    try:
        return parsedate_to_datetime(dates[-1]).astimezone(_OFFICE).date() if dates else None
    except ValueError:
        return None


def _days(value: Any) -> list[date] | None:
    """The listed days, sorted; None where anything else is listed too."""
    if not isinstance(value, list) or not all(isinstance(item, str) and _DAY.fullmatch(item) for item in value):
        return None
    try:
        return sorted({date.fromisoformat(item) for item in value})
    except ValueError:
        return None


def _around(text: str, day: date, closed: list[date]) -> str:
    """The answer's own words around an open day: the closed days before and after it, where they stand side by side."""
    before, after = next((one, other) for one, other in pairwise(closed) if one < day < other)
    found = re.search(rf"[\"']{before}[\"']\s?,\s?[\"']{after}[\"']", text)
    return found[0] if found else _beginning(text)


def _beginning(text: str) -> str:
    """The callback and the first days it lists."""
    found = _BEGINNING.search(text)
    return found[0].rstrip(" ,") if found else "getClosedDaysList"
