"""The classic pages of service.berlin.de: two months of a calendar, a day's times, and the page that says none. Pure.

Every calendar prints a legend with both answers, and ``nichtbuchbar`` holds ``buchbar``: only cells of the calendar
with the class itself count. A picked slot leads to a form for personal data, where a look never comes: it is not read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from probes.contract import Page, Reading, Reason, Slots, Window
from probes.html import Element, outermost

_MONTHS = {
    name: number
    for number, name in enumerate(
        "januar februar märz april mai juni juli august september oktober november dezember".split(), start=1
    )
}
_CAPTION = re.compile(r"([A-Za-zä]{3,9}) (\d{4})")
_DATE = re.compile(r"(?:[A-Za-z]{2,10}[.,]{0,2} )?(\d{1,2})\. ([A-Za-zä]{3,9}) (\d{4})")
_BOOK_THIS_DAY = "An diesem Tag einen Termin buchen"
"""The title of the link in a free cell."""

_NONE_AT_ALL = re.compile(
    r"Leider sind (?:aktuell|derzeit|momentan) keine Termine für ihre Auswahl verfügbar\.?"
    r"|Aktuell ist kein Termin verfügbar\.?",
    re.IGNORECASE,
)
_NONE_ENGLISH = re.compile(r"No appointments? (?:is|are) currently available\.?", re.IGNORECASE)
_NONE_SHOWN = re.compile(r"In der angegebenen Zeit gibt es keine Termine\.?", re.IGNORECASE)
"""Of the months on the page only: a link to the next month follows."""
_NONE_HEADLINE = re.compile(r"kein(?:e|en)? (?:freien )?Termine?\b", re.IGNORECASE)
"""Enough on the two pages that the site has for it, and nowhere else."""
_NONE_PAGES = re.compile(r".{0,60}/termin/(?:taken|stop)/?")

_OBSTACLES = (
    ("too-often", Reason.RATE_LIMITED, re.compile(r"Zu viele (?:Zugriffe|Anfragen)\b", re.IGNORECASE)),
    ("forbidden", Reason.FORBIDDEN, re.compile(r"Forbidden access\b|IP-Adresse blockiert\b", re.IGNORECASE)),
    ("maintenance", Reason.MAINTENANCE, re.compile(r"Die Terminverwaltung wird momentan gewartet\b", re.IGNORECASE)),
    # This is how the newer pages report that their captcha's time is over.
    ("captcha-expired", Reason.CAPTCHA, re.compile(r"Ihre Sitzung ist abgelaufen\b", re.IGNORECASE)),
    ("just-taken", Reason.SLOT_JUST_TAKEN, re.compile(r"Ihr gewählter Termin ist nicht mehr verfügbar", re.IGNORECASE)),
)
MAX_MONTHS = 12
"""More months than these are no calendar of this site."""
MAX_ROWS = 300
"""Times of a day, or cells of a month, that are read: hostile pages nest tables thousands deep."""
_SHORT_PAGE = 1500
"""Characters: a page that says little else."""


@dataclass(frozen=True, slots=True)
class Months:
    """The calendar's months as one page shows them."""

    caption: str
    window: Window
    free: tuple[tuple[date, Element], ...]
    whole: bool
    """Every day of every month is there, and some are marked as not bookable."""
    odd_links: bool
    """Days carry links that are not marked as bookable."""
    next_url: str | None


def read_page(page: Page) -> Reading:
    """What one page teaches, alone."""
    months, times = read_months(page), _free_times(page)
    if notice := _notice(page, months):
        if times or (months and (months.free or months.odd_links)):
            return _reading(page, Reason.CONTRADICTORY_PAGE, "notice-and-cells", notice.quote)
        return notice
    if months and months.free:
        days = tuple(sorted(day for day, _ in months.free))
        words = min(months.free, key=lambda pair: pair[0])[1].text
        return _reading(page, Reason.FREE_CELLS, "days", words, slots=Slots(len(days), days[0], days))
    if times:
        return _reading(page, Reason.FREE_DATES, "times", times[0].text[:200].rstrip(), slots=_of_day(page, len(times)))
    for rule, reason, pattern in _OBSTACLES:
        if words := next((found[0] for line in _said(page) if (found := pattern.match(line))), ""):
            return _reading(page, reason, rule, words, language="en" if words.startswith("Forb") else "de")
    if months and months.whole and not months.odd_links:
        window = months.window
        return _reading(
            page, Reason.EMPTY_CALENDAR, "empty-months", months.caption, slots=Slots(count=0), window=window
        )
    return _reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")


def _reading(page: Page, reason: Reason, rule: str, quote: str = "", **more: Any) -> Reading:
    return Reading(reason, quote, f"zms/{rule}", page_language=page.language, **more)


def _said(page: Page) -> Iterator[str]:
    """The page's headlines, and all lines of a short page: what a site says, not what its texts quote."""
    yield from (heading.text for heading in outermost(page.select("h1, h2")))
    if len(page.visible) <= _SHORT_PAGE:
        yield from page.visible.split("\n")


def _notice(page: Page, months: Months | None) -> Reading | None:
    """The sentence that says none, as a line of its own; that of a calendar is true of its months only."""
    if months and (words := _line(_NONE_SHOWN, page.visible.split("\n"))):
        return _reading(page, Reason.NOTICE, "none-shown", words, language="de", window=months.window)
    said = list(_said(page))
    for language, pattern in (("de", _NONE_AT_ALL), ("en", _NONE_ENGLISH)):
        if words := _line(pattern, said):
            return _reading(page, Reason.NOTICE, "none", words, language=language)
    if _NONE_PAGES.fullmatch(urlsplit(page.url).path):
        words = next((line for line in said if _NONE_HEADLINE.search(line)), "")
        if words:
            return _reading(page, Reason.NOTICE, "none-page", words[:200].rstrip(), language="de")
    return None


def _line(pattern: re.Pattern[str], lines: list[str]) -> str:
    return next((line for line in lines if pattern.fullmatch(line)), "")


def read_months(page: Page) -> Months | None:
    """The months of a calendar page, or None where a caption cannot be read: then its cells prove nothing."""
    tables = outermost(page.select(".calendar-month-table"))
    captions = [_caption(table) for table in tables[: MAX_MONTHS + 1]]
    firsts = [first for _, first in captions if first]
    if not tables or len(firsts) < len(tables) or len(tables) > MAX_MONTHS:
        return None
    free: list[tuple[date, Element]] = []
    odd_links, whole = False, any(table.select("td.nichtbuchbar") for table in tables)
    for table, first in zip(tables, firsts, strict=True):
        length = monthrange(first.year, first.month)[1]
        cells = [(number, cell) for cell in outermost(table.select("td"))[:MAX_ROWS] if (number := _number(cell))]
        whole = whole and [number for number, _ in cells] == list(range(1, length + 1))
        for number, cell in cells:
            if not 1 <= number <= length:
                continue
            if _is_free(cell):
                free.append((first.replace(day=number), cell))
            elif cell.select("a[href]"):
                odd_links = True
    last = max(firsts)
    window = Window(min(firsts), last.replace(day=monthrange(last.year, last.month)[1]))
    return Months(captions[0][0], window, tuple(free), whole, odd_links, _next_month(page, tables))


def _number(cell: Element) -> int:
    """The day that a cell names; 0 where it names none."""
    words = cell.text
    return int(words) if words.isdecimal() and len(words) < 3 else 0


def _is_free(cell: Element) -> bool:
    booking = any(link.attr("title").startswith(_BOOK_THIS_DAY) for link in cell.select("a[href]"))
    return "nichtbuchbar" not in cell.classes and ("buchbar" in cell.classes or booking)


def _caption(table: Element) -> tuple[str, date | None]:
    """``November 2021`` and its first day."""
    for head in table.select("th.month"):
        if found := _CAPTION.fullmatch(head.text):
            return head.text, _date(1, found[1], found[2])
    return "", None


def _date(day: int, month: str, year: str) -> date | None:
    try:
        return date(int(year), _MONTHS[month.lower()], day)
    except (KeyError, ValueError):
        return None


def _next_month(page: Page, tables: list[Element]) -> str | None:
    for table in reversed(tables):
        for link in table.select("th.next a[href]"):
            try:
                return urljoin(page.url, link.attr("href"))
            except ValueError:
                return None
    return None


def _free_times(page: Page) -> list[Element]:
    """Lines of a day's timetable that are bookable, with the link that a person would press."""
    rows = outermost(row for table in outermost(page.select(".timetable")) for row in table.select("tr"))
    return [row for row in rows[:MAX_ROWS] if _is_free_time(row)]


def _is_free_time(row: Element) -> bool:
    cells = outermost(row.select("th.buchbar, td.frei"))
    return any(cell.select("a[href]") for cell in cells[:MAX_ROWS]) and not row.select("th.nichtbuchbar")


def _of_day(page: Page, count: int) -> Slots:
    """So many times on the day that the page names; without a zone only the day is known."""
    for line in page.visible.split("\n"):
        if found := _DATE.fullmatch(line):
            return Slots(count, _date(int(found[1]), found[2], found[3]))
    return Slots(count)
