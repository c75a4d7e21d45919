"""The RDV Service Public probe: one GET of a public search, a few weeks further where a week is empty. Pure.

The search belongs to an office: department, town, procedure, organisation, place. What belongs to one person's search
(address, position, street, invitation) is refused in the configured URL, and so is ``date``, which would hold every
look at the same week. The link of a time leads into a booking and is never followed.

Source of the words: the public templates and tests of betagouv/rdv-service-public, and public bots.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field

from probes.contract import (
    Allow,
    Card,
    Flow,
    Get,
    Page,
    Probe,
    Reading,
    Reason,
    Request,
    Slots,
    Statement,
    Window,
    allowed,
)
from probes.personal import is_personal
from probes.rdv_service_public.dates import empty_week, in_order, moment, next_availabilities, next_week, parameter

_SEARCH = (
    ["departement", "city_code", "service_id", "lieu_id", "motif_id", "motif_search_terms", "motif_category"]
    + ["motif_category_short_name", "motif_name_with_location_type", "public_link_organisation_id"]
    + ["user_selected_organisation_id", "organisation_id", "organisation_ids[]", "external_organisation_ids[]"]
)
_MOVES = ["date", "autofocus"]
_PERSONS_SEARCH = frozenset(
    ["address", "latitude", "longitude", "street_ban_id", "invitation_token", "prescripteur", "referent_ids[]"]
)
_PATH = r"/(?:prendre_rdv|org/[\w%.-]{1,80}(?:/[\w%.-]{1,80}){0,3})?"
_LOGIN = "/users/sign_in"

_TIME = re.compile(r"(?:[01]?\d|2[0-3])[:h][0-5]\d\b")
_WORKSHOP = re.compile(r"/users/rdvs/\d{1,12}/participations/new(?:$|[?#])")
_NOTICE = re.compile(
    r"^((?:Malheureusement, aucun créneau correspondant à votre (?:recherche|invitation) n'a été trouvé"
    r"|Nous n'avons pas trouvé de créneaux pour votre motif)"
    r"\s?(?:\.(?: Veuillez réessayer ultérieurement\s?\.?)?)?)(?:(?<=\.) [^\n]{0,120})?$",
    re.IGNORECASE | re.MULTILINE,
)
_STATES = (
    (
        "withdrawn",
        Reason.DISABLED,
        r"^Le motif [^\n]{1,120} n'est plus disponible à la réservation(?: à [^\n.]{1,60})?",
    ),
    ("no-department", Reason.NO_CALENDAR, r"^La prise de rendez-vous n'est pas disponible pour ce département\s?\.?"),
    ("just-taken", Reason.SLOT_JUST_TAKEN, r"^Ce créneau n'est plus disponible\s?\.?"),
)
_SHORT_STATES = (
    ("throttled", Reason.RATE_LIMITED, r"Limite d'appels(?: API)? atteinte\s?\.?"),
    ("maintenance", Reason.MAINTENANCE, r"^RDV[ -][\w -]{1,40} rencontre un problème\b"),
)
_DEVISE = re.compile(
    r"^(?:Vous devez vous connecter ou vous inscrire pour continuer"
    r"|Votre session est expirée\s?\. Veuillez vous reconnecter pour continuer)\s?\.?",
    re.IGNORECASE | re.MULTILINE,
)
_SHORT_PAGE = 1500
"""Characters: a page that says only that it is out of order says little else."""


class Options(BaseModel):
    """Options of an RDV Service Public target."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weeks: int = Field(default=4, ge=1, le=8, description="How many empty weeks to read, one request each.")


def read(page: Page, options: Options) -> Reading:
    """What one page teaches, alone. The waiting list's checkbox is neither a queue nor an answer."""
    del options
    offer = _times(page) or _later(page) or _workshops(page)
    notice = _NOTICE.search(page.visible)
    if notice and offer:
        return _reading(page, Reason.CONTRADICTORY_PAGE, "notice-and-offer", notice[1], "fr")
    if offer:
        return offer
    if notice:
        return _reading(page, Reason.NOTICE, "notice", notice[1], "fr")
    short = len(page.visible) < _SHORT_PAGE
    for rule, reason, pattern in (*_STATES, *(_SHORT_STATES if short else ())):
        if found := re.search(pattern, page.visible, re.IGNORECASE | re.MULTILINE):
            return _reading(page, reason, rule, found[0], "fr")
    return _empty(page) or _login(page) or _reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")


def _reading(page: Page, reason: Reason, rule: str, quote: str = "", language: str | None = None) -> Reading:
    return Reading(reason, quote.strip(), f"rdv_service_public/{rule}", language, page_language=page.language)


def _times(page: Page) -> Reading | None:
    """Times of the week's grid: links that carry the slot's beginning and show its hour."""
    links = [link for link in page.select("a[href*='starts_at=']") if _TIME.match(link.text)]
    if not links:
        return None
    moments = [when for link in links if (when := moment(parameter(link.attr("href"), "starts_at")))]
    listed = in_order(moments)
    shown = _TIME.match(links[0].text)
    reading = _reading(page, Reason.FREE_CELLS, "times", shown[0] if shown else "")
    return replace(reading, slots=Slots(len(links), listed[0] if listed else None, listed))


def _later(page: Page) -> Reading | None:
    """Nothing this week, or a choice of places; the page names the day of the next free slot itself."""
    later = next_availabilities(page)
    if later is None:
        return None
    said = Statement("next-availability", later.quote, later.moments[0])
    reading = _reading(page, Reason.FREE_DATES, "next-availability", later.quote, "fr")
    return replace(reading, slots=Slots(None, later.moments[0], later.moments), statements=(said,))


def _workshops(page: Page) -> Reading | None:
    """Group appointments: each has a button of its own, and full ones are not listed."""
    links = [link for link in page.select("a[href*='/participations/new']") if _WORKSHOP.search(link.attr("href"))]
    words = next((link.text for link in links if link.text), "")
    if not words:
        return None
    return replace(_reading(page, Reason.FREE_DATES, "workshops", words, "fr"), slots=Slots(len(links)))


def _empty(page: Page) -> Reading | None:
    """A week whose days say that they have no slot; days closed to booking alone prove nothing of the open ones."""
    week = empty_week(page)
    if week is None:
        return None
    if not week.open_days:
        return _reading(page, Reason.UNRECOGNISED_PAGE, "closed-days", week.quote, "fr")
    reading = _reading(page, Reason.EMPTY_CALENDAR, "empty-week", week.quote, "fr")
    return replace(reading, slots=Slots(count=0), window=week.window)


def _login(page: Page) -> Reading | None:
    words = _DEVISE.search(page.visible)
    if urlsplit(page.url).path == _LOGIN or (words and page.html.has("form input[type=password]")):
        return _reading(page, Reason.LOGIN, "login", words[0] if words else "", "fr" if words else None)
    return None


def allow(url: str, options: Options) -> tuple[Allow, ...]:
    """The search with its public parameters, an office's short link, and the login page that may stand before them.

    Raises ``ValueError`` for another page, a parameter of one person's search, or one that is not known.
    """
    del options
    parts = urlsplit(url)
    for name, _ in parse_qsl(parts.query, keep_blank_values=True):
        if name == "date":
            raise ValueError("leave 'date' out of its URL: every look would read the same week")
        if name not in _SEARCH and (name in _PERSONS_SEARCH or is_personal(name)):
            raise ValueError(f"leave {name!r} out of its URL: it belongs to one person's search")
        if name not in _SEARCH:
            raise ValueError(f"leave {name!r} out of its URL: only an office's public search is read")
    if not re.fullmatch(_PATH, parts.path or "/") or (parts.path in {"", "/"} and not parts.query):
        raise ValueError(
            "its URLs look like https://rdv.anct.gouv.fr/prendre_rdv?departement=75"
            "&motif_name_with_location_type=...&public_link_organisation_id=..."
        )
    pair = "(?:" + "|".join(_names([*_SEARCH, *_MOVES])) + ")=[^&#]*"
    return (Allow("GET", rf"{_PATH}(?:\?{pair}(?:&{pair})*)?"), Allow("GET", _LOGIN))


def _names(names: list[str]) -> list[str]:
    """Parameter names as they may stand in a URL: brackets plain or escaped."""
    return [re.escape(name).replace(r"\[\]", r"(?:\[\]|%5B%5D)") for name in names]


Walk = Generator[Request, Page, Reading]


def flow(url: str, options: Options) -> Flow:
    """The configured search; where its week is empty, the weeks after it."""
    page = yield Get(url)
    reading = read(page, options)
    if reading.reason is Reason.EMPTY_CALENDAR:
        return (yield from _turn_weeks(page, reading, url, options))
    return reading


def _turn_weeks(page: Page, reading: Reading, url: str, options: Options) -> Walk:
    """Empty weeks one after the other: the window grows with each, and ends with the first free time."""
    lines = allow(url, options)
    for _ in range(options.weeks - 1):
        day, last = next_week(page), reading.window.last if reading.window else date.max
        if day is None or day <= last or not allowed("GET", address := _at(page.url, day), url, lines):
            break
        page = yield Get(address)
        following = read(page, options)
        if following.reason in {Reason.FREE_CELLS, Reason.FREE_DATES}:
            return following
        if following.window is None or reading.window is None or following.window.first <= last:
            break  # not an empty later week: what was seen so far stands, with its window
        reading = replace(reading, window=Window(reading.window.first, following.window.last))
    return reading


def _at(url: str, day: date) -> str:
    """The same search at another week. Only the day is the page's: its link could lead anywhere.

    A short link carries no search, and asked with a day it would be another page: its weeks are not turned.
    """
    parts = urlsplit(url)
    if not parts.query:
        return ""
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in _MOVES]
    return urlunsplit(parts._replace(path="/prendre_rdv", query=urlencode([*pairs, ("date", str(day))]), fragment=""))


PROBE = Probe(
    name="rdv_service_public",
    version=1,
    options=Options,
    flow=flow,
    read=read,
    allow=allow,
    card=Card(
        limits="50 requests in 60 s from one address, then 429 with Retry-After (stated for its API); one look an hour",
        source="config/initializers/rack_attack.rb of betagouv/rdv-service-public",
        requests_per_look="1; up to 7 more where weeks are empty and the page names no next availability",
    ),
)
