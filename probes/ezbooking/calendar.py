"""The week calendar of ezbooking (step 4 and its week fragments): free cells, the week they belong to. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urljoin

from probes.contract import Page, Reading, Reason, Slots, Window

_MONTHS = {
    name: number
    for number, names in enumerate(
        ["janvier", "février fevrier", "mars", "avril", "mai", "juin", "juillet", "août aout", "septembre", "octobre"]
        + ["novembre", "décembre decembre"],
        start=1,
    )
    for name in names.split()
}
_DAY = r"(?:[a-z]{3,10} )?(\d{1,2})(?:er)? ([a-zéûè]{3,10}) (\d{4})"
_WEEK = re.compile(rf"(Semaine du|Week from) {_DAY} (?:au|to) {_DAY}", re.IGNORECASE)
_SLOT = re.compile(r"/5/(\d{9,11})(?:$|[/?#])")
_NEXT = re.compile(r"suivant|next|»|›|^>+$", re.IGNORECASE)
WEEK_LINK = "a[href*='bookingserver::planning::assign']"


@dataclass(frozen=True, slots=True)
class Week:
    """One week as a page shows it."""

    header: str
    language: str
    window: Window
    slots: tuple[datetime, ...]
    """Times in the links of the free cells, UTC, sorted."""
    free_cells: int
    word: str
    """What the first free cell says."""
    next_url: str | None

    def reading(self, page_language: str | None) -> Reading:
        """This week alone."""
        if self.free_cells:
            slots = Slots(self.free_cells, self.slots[0] if self.slots else None, self.slots)
            return Reading(
                Reason.FREE_CELLS,
                quote=self.word,
                rule="ezbooking/free-cells",
                language="fr" if self.word.casefold() == "libre" else None,
                page_language=page_language,
                slots=slots,
            )
        return Reading(
            Reason.EMPTY_CALENDAR,
            quote=self.header,
            rule="ezbooking/empty-week",
            language=self.language,
            page_language=page_language,
            slots=Slots(count=0),
            window=self.window,
        )


def read_week(page: Page) -> Week | None:
    """The week that a calendar page or fragment shows, or None where its header cannot be read.

    Zero free cells prove nothing without a header that names the week: a page of another kind has none either.
    """
    for table in page.select("table"):
        header = next((found for cell in table.select("th") if (found := _WEEK.search(cell.text))), None)
        if header is None:
            continue
        window = _window(header)
        if window is None:
            continue
        cells = [cell for cell in table.select("td.free") if cell.select("a[href*='/5/']")]
        links = [link for cell in cells for link in cell.select("a[href*='/5/']")]
        times = sorted({int(found[1]) for link in links if (found := _SLOT.search(link.attr("href")))})
        return Week(
            header=header[0],
            language="fr" if header[1].casefold() == "semaine du" else "en",
            window=window,
            slots=tuple(datetime.fromtimestamp(second, UTC) for second in times),
            free_cells=len(links),
            word=(links[0].text or header[0]) if links else "",
            next_url=_next_week(page),
        )
    return None


def _window(header: re.Match[str]) -> Window | None:
    try:
        first = date(int(header[4]), _MONTHS[header[3].lower()], int(header[2]))
        last = date(int(header[7]), _MONTHS[header[6].lower()], int(header[5]))
    except (KeyError, ValueError):
        return None
    return Window(first, last) if first <= last else None


def _next_week(page: Page) -> str | None:
    for link in page.select(WEEK_LINK):
        if _NEXT.search(" ".join([link.text, link.attr("title"), link.attr("class")]).strip()):
            return urljoin(page.url, link.attr("href"))
    return None
