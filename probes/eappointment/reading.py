"""What one page or one DWR answer of an eAppointment site teaches, alone. Pure.

A claim rests on the site's own verdict (``foundAvailabilities`` with its message), or on open days and earliest dates
that the selection page shows. Sentences in the text of a page prove nothing: offices quote them too.
"""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from probes.contract import Page, Reading, Reason, Slots
from probes.eappointment.dwr import Reply, read_reply
from probes.html import Element
from probes.personal import is_personal
from probes.text import normalise

MOTIVE = "input[name=selectedMotiveKeyList]"
POSTCODE = "input#CPId, input[name=CP]"
_QUOTE = 200
_PATH = re.compile(r"/eAppointment[A-Za-z0-9_.-]{0,60}/")

_NONE = re.compile(
    r"Aucun rendez-vous n'est possible pour les motifs?\b[^\n]{0,120}"
    r"|Il n'y a (?:pas|plus) de rendez-vous disponible pour ce service\s?\.?"
    r"|Aucune? (?:rendez-vous|créneau(?: horaire)?|disponibilité)(?: n'est)?(?: plus)?"
    r" (?:disponible|possible)\b[^\n]{0,80}",
    re.IGNORECASE,
)
_FLAG = re.compile(r"foundAvailabilities['\"]?\]?\s{0,3}[:=]\s{0,3}true\b")
_NO_COOKIES = re.compile(
    r"Vous devez activer les cookies pour pouvoir utiliser l'application de prise de rendez-vous", re.IGNORECASE
)
_NO_POSTCODE = re.compile(r"Veuillez saisir un code postal valide\s?\.?", re.IGNORECASE)
_SESSION_LOST = re.compile(
    r"session[^\n]{0,60}(?:expir|invalid|perdue|not found)|(?:expir|invalid)[^\n]{0,40}session", re.IGNORECASE
)
_MOVED = re.compile(
    r"prise de rendez-vous (?:se fait|s'effectue)[^\n.]{0,20} (?:désormais|dorénavant|maintenant) [^\n.]{0,30}"
    r"\b(?:sur|via) (?:le site|la plateforme|https?://|www\.)[^\n]{0,60}",
    re.IGNORECASE,
)
_SUSPENDED = re.compile(
    r"La prise de rendez-vous (?:en ligne )?est (?:temporairement |actuellement |momentanément )?"
    r"(?:suspendue|fermée|interrompue)\b[^\n.]{0,80}",
    re.IGNORECASE,
)
_SELECTION = re.compile(r"\b\d ?/ ?\d ?:? ?(?:Lieu, )?date et heure\b", re.IGNORECASE)
_MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre"]
_MONTHS += ["décembre"]
_SOONEST = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(_MONTHS)})\b(?: (\d{{4}})\b)?", re.IGNORECASE)


def read_page(page: Page) -> Reading:
    """What a page or an answer of eAppointment teaches; pages of other systems are unrecognised."""
    if not page.is_html:
        reply = read_reply(page.text)
        return _answer(page, reply) if reply else reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")
    if not is_ours(page):
        return reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")
    return _selection(page) or _closure(page) or _obstacle(page)


def reading(page: Page, reason: Reason, rule: str, quote: str = "", language: str | None = None) -> Reading:
    """A reading of this probe, its quote cut to size."""
    return Reading(reason, quote.strip()[:_QUOTE], f"eappointment/{rule}", language, page.language)


def is_ours(page: Page) -> bool:
    """Whether the application's own path stands in the page's address or in the page."""
    return bool(_PATH.search(page.url) or _PATH.search(page.text))


def offered_motives(page: Page) -> list[str]:
    """Keys of the motives that the page offers, as a person sees them."""
    return list(dict.fromkeys(box.attr("value") for box in page.select(MOTIVE) if box.attr("value")))


def offers(page: Page, motive: str) -> bool:
    """Whether the page has a motive, seen or not: where a quantity is chosen, its box is hidden."""
    return page.html.has(f"{MOTIVE}[value='{motive}']")


def _answer(page: Page, reply: Reply) -> Reading:
    """The verdict of ``motiveMultiSiteSubmit``, or what failed."""
    if reply.failed:
        message = _words(reply.message)
        if _SESSION_LOST.search(message):
            return reading(page, Reason.LOST_SESSION, "dwr-session", message)
        return reading(page, Reason.UNRECOGNISED_PAGE, "dwr-exception", message)
    verdict = reply.value if isinstance(reply.value, dict) else {}
    message = _words(verdict.get("msg"))
    denied = _NONE.match(message)
    match verdict.get("foundAvailabilities"):
        case True if denied:
            return reading(page, Reason.CONTRADICTORY_PAGE, "found-and-denied", message)
        case True:
            flag = _FLAG.search(page.visible)
            return reading(page, Reason.POSITIVE_MARKER, "found", flag[0] if flag else "foundAvailabilities")
        case False if denied:
            return reading(page, Reason.NOTICE, "not-found", message, "fr")
        case False:
            return reading(page, Reason.UNRECOGNISED_PAGE, "not-found-otherwise", message)
        case _:
            return reading(page, Reason.UNRECOGNISED_PAGE, "no-verdict")


def _words(said: object) -> str:
    """A message as the visitor's alert shows it, on one line."""
    return normalise(unescape(said)).replace("\n", " ") if isinstance(said, str) else ""


def _selection(page: Page) -> Reading | None:
    """The step where place, day and hour are chosen, as a person saved it; never the step after it.

    The calendar of a birth date looks the same, so the step's own heading must be there. A calendar without open days
    proves nothing: it is empty until a site is chosen.
    """
    asks_who = any(is_personal(field.attr("name")) for field in page.select("input[name]"))
    if asks_who or not _SELECTION.search(page.visible) or page.html.has("img[src*=captcha]"):
        return None
    days = page.select(".ui-datepicker-calendar td a.ui-state-default")
    soonest = next((found for line in page.select(".soonestText") if (found := _SOONEST.search(line.text))), None)
    empty = next(
        (found for line in page.select("#timeareaempty[style*=visible]") if (found := _NONE.match(line.text))), None
    )
    if empty and (days or soonest):
        return reading(page, Reason.CONTRADICTORY_PAGE, "days-and-notice", empty[0])
    if empty:
        return reading(page, Reason.NOTICE, "no-time-area", empty[0], "fr")
    if days:
        shown = sorted(day for cell in page.select(".ui-datepicker-calendar td[data-year]") if (day := _day(cell)))
        slots = Slots(len(days), shown[0] if len(shown) == len(days) else None, tuple(shown))
        return Reading(Reason.FREE_DATES, days[0].words, "eappointment/open-cells", None, page.language, slots)
    if soonest:
        slots = Slots(earliest=_date(soonest[3], _MONTHS.index(soonest[2].lower()) + 1, soonest[1]))
        return Reading(Reason.FREE_DATES, soonest[0], "eappointment/soonest", "fr", page.language, slots)
    return None


def _day(cell: Element) -> date | None:
    """The day of a calendar's cell that can be chosen; its months count from 0."""
    month = cell.attr("data-month")
    links = cell.select("a.ui-state-default")
    return _date(cell.attr("data-year"), int(month) + 1, links[0].text) if links and month.isdecimal() else None


def _date(year: str | None, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day)) if year else None
    except ValueError:
        return None


def _closure(page: Page) -> Reading | None:
    """A page without anything to choose that says that booking is closed or elsewhere."""
    if page.html.has(f"{MOTIVE}, {POSTCODE}, #nextButtonId, #dayValueId"):
        return None
    if found := _MOVED.search(page.visible):
        return reading(page, Reason.MOVED, "moved", found[0], "fr")
    if found := _SUSPENDED.search(page.visible):
        return reading(page, Reason.SUSPENDED, "suspended", found[0], "fr")
    return None


def _obstacle(page: Page) -> Reading:
    """Why a page leads no further; none of it is a claim."""
    if found := _NO_COOKIES.search(page.visible):
        return reading(page, Reason.LOST_SESSION, "cookies", found[0], "fr")
    if found := _NO_POSTCODE.search(page.visible):
        return reading(page, Reason.UNRECOGNISED_PAGE, "postcode-refused", found[0], "fr")
    if "erreur" in page.html.title.lower():
        return reading(page, Reason.UNRECOGNISED_PAGE, "error-title")
    if page.html.has(POSTCODE):
        return reading(page, Reason.UNRECOGNISED_PAGE, "postcode-asked")
    return reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")
