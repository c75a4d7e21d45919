"""Days, weeks and moments as RDV Service Public prints them and writes them into its links. Pure.

Source: the public templates of betagouv/rdv-service-public (``app/views/search``). A week's columns name no year; the
links to the weeks beside it carry ``date=2018-10-08``, and a slot's link ``starts_at=2018-10-03 09:00:00 +0200``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from probes.contract import Page, Window

_MONTHS = {
    name: number
    for number, names in enumerate(
        ["janvier jan", "février fevrier fév fev", "mars mar", "avril avr", "mai", "juin", "juillet juil"]
        + ["août aout", "septembre sept", "octobre oct", "novembre nov", "décembre decembre déc dec"],
        start=1,
    )
    for name in names.split()
}
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_HEADING = re.compile(rf"^{_WEEKDAY}\n(\d{{1,2}}) ([a-zéû]{{3,9}})\b", re.IGNORECASE | re.MULTILINE)
_DAY = re.compile(
    rf"^{_WEEKDAY}\n\d{{1,2}} [a-zéû]{{3,9}}\.?\n(Pas de créneau disponible|Date fermée à la r[eé]servation)\b",
    re.IGNORECASE | re.MULTILINE,
)
_LATER = re.compile(
    rf"Prochaine disponibilité le\s(?:{_WEEKDAY}\s)?(\d{{1,2}})(?:er)?\s([a-zéû]{{3,9}})\s(\d{{4}})"
    r"(?:\sà\s(\d{1,2})h(\d{2}))?",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})? ?(Z|UTC|[+-]?\d\d:?\d\d)?)?")
_NEXT_WEEK = re.compile(r"\bsem(?:aine|\.) (?:suivante|prochaine)", re.IGNORECASE)
_PREVIOUS_WEEK = re.compile(r"\bsem(?:aine|\.) précédente", re.IGNORECASE)


def parameter(url: str, name: str) -> str:
    """One parameter of a URL's query, decoded, or the empty string."""
    try:
        return parse_qs(urlsplit(url).query).get(name, [""])[0]
    except ValueError:  # a link that nobody could open
        return ""


def moment(text: str) -> datetime | date | None:
    """A moment in a link: with its own offset where it has one, else only its day; None where it is neither.

    An unescaped ``+`` arrives as a space, so an offset without a sign is one to the east. Years far from ours are no
    office's, and a week more would leave the calendar.
    """
    found = _MOMENT.fullmatch(text)
    if found is None or not "1900" < text[:4] < "9000":
        return None
    day, time, offset = found.groups()
    try:
        if not (time and offset):
            return date.fromisoformat(day)
        sign = "" if offset[0] in "+-" else "+"
        zone = "+00:00" if offset in {"Z", "UTC"} else f"{sign}{offset}"
        return datetime.fromisoformat(f"{day}T{time}{zone}")
    except ValueError:
        return None


def in_order(moments: list[datetime | date]) -> tuple[datetime | date, ...]:
    """Each moment once, sorted: UTC where all have an offset, else only their local days."""
    aware = [when for when in moments if isinstance(when, datetime)]
    if len(aware) == len(moments):
        return tuple(sorted({when.astimezone(UTC) for when in aware}))
    return tuple(sorted({when.date() if isinstance(when, datetime) else when for when in moments}))


@dataclass(frozen=True, slots=True)
class Later:
    """The next availabilities that a page names, of one place or of several."""

    quote: str
    """The words about the first."""
    moments: tuple[datetime | date, ...]


def next_availabilities(page: Page) -> Later | None:
    """Every "next availability" that is followed by its date: the words prove it, a link may add the exact moment."""
    linked = {
        when.strftime("%Y-%m-%d %H:%M"): when
        for link in page.select("a[href*='date=']")
        if isinstance(when := moment(parameter(link.attr("href"), "date")), datetime)
    }
    found: list[tuple[str, str, datetime | date]] = []
    for hit in _LATER.finditer(page.visible):
        if (day := _day(int(hit[3]), hit[2], int(hit[1]))) is not None:
            local = f"{day} {int(hit[4] or 0):02}:{hit[5] or '00'}"
            found.append((local, hit[0].replace("\n", " "), linked.get(local, day)))
    if not found:
        return None
    return Later(min(found)[1], in_order([when for _, _, when in found]))


def _day(year: int, month: str, day: int) -> date | None:
    try:
        return date(year, _MONTHS[month.lower()], day)
    except (KeyError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Week:
    """A week that was understood and says of each of its days that it has no slot, or that it is not open."""

    window: Window
    quote: str
    open_days: int
    """How many of its days say "no slot"; the others are closed to booking."""


def empty_week(page: Page) -> Week | None:
    """The week on the page, or None where one of its days says anything else, or its year cannot be known.

    Zero times on a page prove nothing; seven columns that each say so in words do, for their seven days.
    """
    headings, days = _HEADING.findall(page.visible), list(_DAY.finditer(page.visible))
    if not days or len(headings) != len(days):
        return None
    shown = [(int(number), _MONTHS.get(month.lower())) for number, month in headings]
    opened = [day[1] for day in days if day[1].lower().startswith("pas")]
    for first in _first_days(page, len(days)):
        dates = [first + timedelta(days=after) for after in range(len(days))]
        if [(day.day, day.month) for day in dates] == shown:
            return Week(Window(dates[0], dates[-1]), (opened or [days[0][1]])[0], len(opened))
    return None


def next_week(page: Page) -> date | None:
    """The first day of the next week, as the page's link names it."""
    return next(_linked_days(page, _NEXT_WEEK), None)


def _first_days(page: Page, length: int) -> Iterator[date]:
    """What the week's first day may be, by the links beside it and by its own URL; the columns decide."""
    yield from (day - timedelta(days=length) for day in _linked_days(page, _NEXT_WEEK))
    yield from (day + timedelta(days=7) for day in _linked_days(page, _PREVIOUS_WEEK))
    when = moment(parameter(page.url, "date"))
    if when is not None:
        yield when.date() if isinstance(when, datetime) else when


def _linked_days(page: Page, label: re.Pattern[str]) -> Iterator[date]:
    for link in page.select("a[href*='date=']"):
        when = moment(parameter(link.attr("href"), "date"))
        if when is not None and label.search(f"{link.attr('aria-label')} {link.text}"):
            yield when.date() if isinstance(when, datetime) else when
