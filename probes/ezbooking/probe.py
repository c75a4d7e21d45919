"""The ezbooking probe: accept the terms, choose each planning, read the notice or the calendar, and stop there. Pure.

Steps of the site: 0 terms, 1 choice of planning, 2 notice "no free slot", 3 what to bring, 4 week calendar.
Step 5 would hold a slot and is never asked for; nothing personal is ever sent.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import replace
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from probes.contract import (
    Allow,
    Card,
    Flow,
    Get,
    Page,
    Post,
    Probe,
    Reading,
    Reason,
    Request,
    Window,
    allowed,
    combine,
)
from probes.ezbooking.calendar import read_week
from probes.html import outermost

_FORM = "form#FormBookingCreate"
_AREA = "#inner_Booking, form#FormBookingCreate"
_PATH = re.compile(r"(?P<base>/(?:index\.php/)?booking/create/(?P<id>\d{1,10}))(?:/(?P<step>\d{1,2})?)?(?:/.*)?")

PlanningId = Annotated[str, StringConstraints(pattern=r"^\d{1,10}$")]


class Options(BaseModel):
    """Options of an ezbooking target."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    planning: Literal["all"] | PlanningId | tuple[PlanningId, ...] = Field(
        default="all",
        description='Which plannings ("guichets") to read: "all" that the page lists, one id, or a list of ids.',
    )
    weeks: int = Field(
        default=4, ge=1, le=8, description="How many weeks of an empty calendar to turn, one request each."
    )

    def wants(self, planning: str) -> bool:
        """Whether a planning that the page lists is to be read."""
        chosen = (self.planning,) if isinstance(self.planning, str) else self.planning
        return chosen == ("all",) or planning in chosen


_NOTICES = (
    (
        "notice-fr",
        "fr",
        re.compile(
            r"Il n'existe plus de plage horaire libre pour votre demande de rendez-vous\b"
            r"(?:\s?\.(?:\s{0,2}Veuillez recommencer ultérieurement\s?\.?)?)?",
            re.IGNORECASE,
        ),
    ),
    (
        "notice-en",
        "en",
        re.compile(
            r"Booking planning has no more free time slot\b(?:\s?\.(?:\s{0,2}Please try later\s?\.?)?)?", re.IGNORECASE
        ),
    ),
)
_CLOSURES = (
    ("disabled", Reason.DISABLED, re.compile(r"Ce lien a été désactivé définitivement\s?\.?", re.IGNORECASE)),
    (
        "not-available",
        Reason.SUSPENDED,
        re.compile(r"(?:Attention : )?Cette page n'est pas disponible pour le moment(?: !)?", re.IGNORECASE),
    ),
)
_NO_CALENDAR = re.compile(
    r"Il n'y a pas (?:de )?calendrier disponible pour effectuer une demande de rendez-vous", re.IGNORECASE
)


def read(page: Page, options: Options) -> Reading:
    """What one page of an ezbooking site teaches, alone."""
    del options  # every page says the same whichever planning was asked for
    notice, week = _notice(page), read_week(page)
    if notice and week and week.free_cells:
        return _reading(page, Reason.CONTRADICTORY_PAGE, "notice-and-cells", notice.quote)
    if notice:
        return notice
    for rule, reason, pattern in _CLOSURES:
        if found := pattern.search(page.visible.replace("\n", " ")):
            return _reading(page, reason, rule, found[0], "fr")
    for error in page.select("ul.error"):
        if found := _NO_CALENDAR.search(error.text):
            return _reading(page, Reason.NO_CALENDAR, "no-calendar", found[0], "fr")
    if week:
        return week.reading(page.language)
    if _step(page) == 3 and (button := _next_button(page)):
        return _reading(page, Reason.POSITIVE_MARKER, "step-3", button, "fr")
    known = "terms" if _is_terms(page) else "choice" if _plannings(page) else "nothing-known"
    return _reading(page, Reason.UNRECOGNISED_PAGE, known)


def _reading(page: Page, reason: Reason, rule: str, quote: str = "", language: str | None = None) -> Reading:
    return Reading(reason, quote.strip(), f"ezbooking/{rule}", language, page.language)


def _notice(page: Page) -> Reading | None:
    """The module's own sentence, where the module prints it: never in an editorial text above the terms."""
    if _is_terms(page) or _plannings(page):
        return None
    areas = [area.text for area in outermost(page.select(_AREA))]
    # Outside the module's own frame only a line that is nothing but the sentence counts: news pages quote it too.
    lines = [] if areas else [page.visible.replace("\n", " ")] if len(page.visible) < 200 else page.visible.split("\n")
    for rule, language, pattern in _NOTICES:
        found = next((hit for area in areas if (hit := pattern.search(area))), None)
        found = found or next((hit for line in lines if (hit := pattern.fullmatch(line))), None)
        if found:
            return _reading(page, Reason.NOTICE, rule, found[0], language)
    return None


def _is_terms(page: Page) -> bool:
    return page.is_html and page.html.has(f"{_FORM} input#condition, {_FORM} input[name=condition]")


def _plannings(page: Page) -> list[str]:
    """Ids of the plannings that the page offers; they come and go, so they are never configured blindly."""
    values = [radio.attr("value") for radio in page.select("input[type=radio][name=planning]")]
    return list(dict.fromkeys(value for value in values if value.isdigit()))


def _next_button(page: Page) -> str:
    buttons = page.select(f"{_FORM} input[name=nextButton]")
    return buttons[0].text if buttons and not _is_terms(page) and not _plannings(page) else ""


def _step(page: Page) -> int | None:
    """The step that the form's action names, else the final URL: the session's state, as the server sees it."""
    form = page.form(_FORM)
    for url in ([form.action] if form else []) + [page.url]:
        found = _PATH.fullmatch(urlsplit(url).path)
        if found and found["step"]:
            return int(found["step"])
    return None


def _base(url: str) -> str:
    """Scheme, host and path up to the form's id, whatever step the URL names."""
    parts = urlsplit(url)
    found = _PATH.fullmatch(parts.path)
    if found is None:
        raise ValueError("its URLs look like https://www.example.gouv.fr/booking/create/12345")
    return f"{parts.scheme}://{parts.netloc}{found['base']}"


def allow(url: str, options: Options) -> tuple[Allow, ...]:
    """Steps 0 to 4 and the week fragments of this form; never step 5, never a POST to step 4."""
    del options
    found = _PATH.fullmatch(urlsplit(url).path)
    if found is None:
        raise ValueError("its URLs look like https://www.example.gouv.fr/booking/create/12345")
    base = rf"/(?:index\.php/)?booking/create/{found['id']}"
    return (
        Allow("GET", rf"{base}(?:/[0-4]?)?"),
        Allow("POST", rf"{base}/[013]"),
        Allow("GET", rf"/(?:index\.php/)?ezjscore/call/bookingserver::planning::assign::{found['id']}::\d+::-?\d+"),
    )


def flow(url: str, options: Options) -> Flow:
    """Walk to the page that shows availability; once more, with a fresh session, where the site lost ours."""
    reading = yield from _walk(url, options)
    if reading.reason is Reason.LOST_SESSION:
        reading = yield from _walk(url, options)
    return reading


Walk = Generator[Request, Page, Reading]


def _walk(url: str, options: Options) -> Walk:
    answer = yield Get(_base(url), fresh_session=True)
    if _is_terms(answer):
        answer = yield _press(answer, 0, condition="on", nextButton="Effectuer une demande de rendez-vous")
    offered = _plannings(answer)
    if not offered:
        return (yield from _settle(answer, url, options))
    wanted = [planning for planning in offered if options.wants(planning)]
    if not wanted:
        return _reading(answer, Reason.UNRECOGNISED_PAGE, "planning-not-offered", ", ".join(offered))
    readings = []
    for planning in wanted:
        chosen = yield _press(answer, 1, planning=planning, nextButton="Etape suivante")
        readings.append((yield from _settle(chosen, url, options)))
        if readings[-1].reason is Reason.FREE_CELLS:
            break  # one planning with slots answers the question; the others need not be asked
    return combine(readings)


def _press(page: Page, step: int, **fields: str) -> Post:
    """What a click on the form's button sends. The address is ours, not the page's: it could name any step."""
    form = page.form(_FORM)
    return Post(f"{_base(page.url)}/{step}", form.fill(**fields) if form else fields)


def _settle(page: Page, url: str, options: Options) -> Walk:
    """From the page after the choice: past "what to bring" to the calendar, and through its empty weeks."""
    if _is_terms(page):
        reading = read(page, options)
        return reading if reading.outcome.conclusive else _reading(page, Reason.LOST_SESSION, "terms-again")
    reading = read(page, options)
    if reading.reason is Reason.POSITIVE_MARKER:
        page = yield _press(page, 3, nextButton="Etape suivante")
        if _is_terms(page):
            return _reading(page, Reason.LOST_SESSION, "terms-again")
        reading = read(page, options)
    if reading.reason is Reason.EMPTY_CALENDAR:
        return (yield from _turn_weeks(page, url, options))
    return reading


def _turn_weeks(page: Page, url: str, options: Options) -> Walk:
    """Empty weeks one after the other: the window grows with each, and ends with the first free cell."""
    lines = allow(url, options)
    week = read_week(page)
    reading = read(page, options)
    for _ in range(options.weeks - 1):
        if week is None or week.next_url is None or not allowed("GET", week.next_url, url, lines):
            break  # where a page's link leads is the site's word; only week fragments of this form are followed
        page = yield Get(week.next_url)
        following = read_week(page)
        if following is None or following.window.first <= week.window.last:
            break  # not a later week: what was seen so far stands, with its window
        week = following
        if week.free_cells:
            return week.reading(page.language)
        window = Window(first=reading.window.first if reading.window else week.window.first, last=week.window.last)
        reading = replace(reading, window=window)
    return reading


PROBE = Probe(
    name="ezbooking",
    version=1,
    options=Options,
    flow=flow,
    read=read,
    allow=allow,
    card=Card(
        limits="one look an hour; 5 to 10 s between steps; back off on 403, 502 and 503",
        source="public bots report temporary bans at one look a minute; the sites state no limit of their own",
        requests_per_look="2 with one planning; 2 and one per planning with several; up to 7 more for empty weeks",
        requests=3,
    ),
)
