"""The slot page of RDV-Préfecture (``/creneau/``), as a person saves it: cells, notices, week, releases. Pure.

A robot never comes here: the page stands behind a captcha. Two traps: a page saved before its scripts ran holds the
sentences of all its states at once, and the JSON in it is what the page was loaded with, not what it showed later.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

from probes.announcements import dates
from probes.contract import Page, Reading, Reason, Slots, Statement, Window
from probes.html import Element, outermost

_OURS = (
    "input[name=trhId], .blocCreneauSelection, form[action*='/rdvpref/'], link[href*='/rdvpref/'], "
    "script[src*='/rdvpref/']"
)
_HEADINGS = "h1, h2, h3, h4, legend, [role=heading]"
_UNRENDERED = "[v-if], [v-else], [v-else-if], [v-for], [v-show], [v-cloak]"
_OFFER = re.compile(r"Choisissez votre créneau ?[.:]?", re.IGNORECASE)
_NONE = re.compile(r"Aucun créneau disponible ?\.?", re.IGNORECASE)
_RETRY = r" ?\.?(?: ?Veuillez réessayer ultérieurement ?\.?)?"
_NONE_FROM = re.compile(rf"Aucun créneau disponible à partir de cette date{_RETRY}", re.IGNORECASE)
_NONE_THIS_WEEK = re.compile(rf"Aucun créneau disponible sur cette semaine{_RETRY}", re.IGNORECASE)
_NEXT_SLOT = re.compile(r"Prochaine disponibilité le [^\n]{6,60}", re.IGNORECASE)
_RELEASE = re.compile(
    r"(Dernière|Prochaine) mise en ligne de (?:nouveaux )?rendez-vous ?: ?le \d\d/\d\d/\d{4}(?: à \d{1,2}[:h]\d\d)?"
    r"(?:,?\s{1,2}pour des créneaux de la semaine du \d\d/\d\d/\d{4})?",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2} ?[h:] ?\d{2}", re.IGNORECASE)

_FIRST_DAY = re.compile(r'"premierJour" ?: ?"(\d\d[/]\d\d[/]\d{4}|\d{4}-\d\d-\d\d)')
_NO_FIRST_SLOT = re.compile(r'"datePremiereDispo" ?: ?(?:""|null)')
_FIRST_SLOT = re.compile(r'"datePremiereDispo" ?: ?"[^"]')
_CELL_DATA = re.compile(r'\{[^{}]{0,400}"trhId" ?: ?"?\d[^{}]{0,400}\}')
_CELL_ID = re.compile(r'"trhId" ?: ?"?(\d{1,12})')
_CELL_DAY = re.compile(r'"dateLocale" ?: ?"(\d\d/\d\d/\d{4})"')


def is_ours(page: Page) -> bool:
    """Whether the page carries this system's own fields or files; sentences alone could stand on any site."""
    return page.html.has(_OURS) or '"premierJour"' in data(page)


def data(page: Page) -> str:
    """The page's source with its embedded JSON readable, as it stands in a script or in an attribute."""
    return (unescape(page.text) if "&quot;premierJour" in page.text else page.text).replace("\\/", "/")


def read_slots(page: Page) -> Reading | None:
    """What the slot page says, or None where nothing on it proves an answer."""
    cells, lines = _cells(page), _lines(page)
    none = _first(_NONE, _headings(page, "h1, h2"))  # a smaller heading may speak of one day
    from_a_day, week = _first(_NONE_FROM, lines), _first(_NONE_THIS_WEEK, lines)
    coming = _next_slot(lines)
    said = (*((coming,) if coming else ()), *releases(page))
    denied = none or from_a_day
    beyond = coming or _FIRST_SLOT.search(data(page))  # contradicts "none", but not "none this week"
    if ((denied or week) and (cells or _listed(page))) or (denied and beyond):
        return _reading(page, Reason.CONTRADICTORY_PAGE, "none-and-slots", denied or week, said)
    if cells and (offer := _first(_OFFER, _headings(page))):
        days = _days(page, cells)
        slots = Slots(len(cells), days[0] if days else None, days)
        return _reading(page, Reason.FREE_CELLS, "free-cells", offer, said, slots=slots)
    if coming:
        return _reading(page, Reason.FREE_DATES, "next-availability", coming.text, said, slots=_from(coming))
    if none or (from_a_day and _NO_FIRST_SLOT.search(data(page))):
        return _reading(page, Reason.NOTICE, "none", denied, said)
    if from_a_day:  # which leaves open what is free before it: the page's data do not deny it
        return replace(_reading(page, Reason.NOTICE, "none-from-a-day", from_a_day, said), span="period")
    if week:
        window = _window(page)
        reading = _reading(page, Reason.NOTICE, "none-this-week", week, said, window=window)
        return replace(reading, span="" if window else "week")
    return None


def releases(page: Page) -> tuple[Statement, ...]:
    """The system's own lines on when slots were and will be put online; local times, so only their dates are kept."""
    return tuple(
        Statement(
            "last-release" if found[1].lower() == "dernière" else "next-release",
            found[0].replace("\n", " "),
            next(iter(dates(found[0])), None),
        )
        for found in _RELEASE.finditer(page.visible)
    )


def _reading(
    page: Page,
    reason: Reason,
    rule: str,
    quote: str,
    statements: tuple[Statement, ...],
    *,
    slots: Slots | None = None,
    window: Window | None = None,
) -> Reading:
    return Reading(
        reason, quote[:200], f"rdv_prefecture/{rule}", "fr", page.language, slots or Slots(), window, statements
    )


def _first(pattern: re.Pattern[str], lines: list[str]) -> str:
    return next((line for line in lines if pattern.fullmatch(line)), "")


def _settled(page: Page, css: str) -> list[Element]:
    """Elements that the page shows, without those in templates of what its scripts might show."""
    templates = page.select(_UNRENDERED)
    unsettled = {id(template.tag) for template in templates}
    return [found for found in outermost([*templates, *page.select(css)]) if id(found.tag) not in unsettled]


def _headings(page: Page, css: str = _HEADINGS) -> list[str]:
    return [heading.text for heading in _settled(page, css)]


def _lines(page: Page) -> list[str]:
    return _headings(page) if page.html.has(_UNRENDERED) else page.visible.split("\n")


def _cells(page: Page) -> list[str]:
    """The ids of the cells that can be chosen: radio buttons with a time beside them."""
    labels = {label.attr("for"): label.text for label in outermost(page.select("label[for]"))}
    return [
        radio.attr("value") or radio.attr("id").removeprefix("trhId_")
        for radio in _settled(page, "input[type=radio][name=trhId]:not([disabled])")
        if _TIME.search(labels.get(radio.attr("id"), ""))
    ]


def _days(page: Page, cells: list[str]) -> tuple[date, ...]:
    """The days of the free cells: from the headers above them, else from the page's data by the cells' ids."""
    blocks = [block for block in outermost(page.select(".blocCreneauSelection")) if block.select("input[name=trhId]")]
    headers = [header for block in blocks for header in outermost(block.select(".celulleHeader"))]
    shown = {day for header in headers for day in dates(header.text)}
    return tuple(sorted(shown or {day for id_, day in _listed(page) if id_ in cells}))


def _listed(page: Page) -> list[tuple[str, date]]:
    """Cells in the page's data: their ids and days."""
    pairs = [(_CELL_ID.search(item), _CELL_DAY.search(item)) for item in _CELL_DATA.findall(data(page))]
    return [(id_[1], day) for id_, named in pairs if id_ and named for day in dates(named[1])]


def _next_slot(lines: list[str]) -> Statement | None:
    for line in lines:
        if (found := _NEXT_SLOT.match(line)) and (named := dates(found[0])):
            return Statement("next-availability", found[0], named[0])
    return None


def _from(coming: Statement) -> Slots:
    day = coming.when
    return Slots(earliest=day, listed=(day,) if day else ())


def _window(page: Page) -> Window | None:
    """The week on show: the days above its columns, else the first day in the page's data and six more."""
    shown = sorted(day for header in outermost(page.select(".celulleHeader")) for day in dates(header.text))
    if shown:
        return Window(shown[0], shown[-1])
    first = _FIRST_DAY.search(data(page))
    days = dates(first[1]) if first else []
    return Window(days[0], days[0] + timedelta(days=6)) if days else None
