"""What stands in the way of any page: bounds, error statuses, gateway, overload and maintenance pages. Pure.

A first form: it knows what every web server does and the few pages seen in front of the first booking systems.
"""

from __future__ import annotations

import re

from probes.contract import Page, Reading, Reason

MAX_TAGS = 40_000
"""More opening angle brackets than this are not parsed: a hostile page must cost no more than it is worth."""

_STATUS_LINE = re.compile(
    r"(?:error |erreur |http )?([45]\d\d)[ :-]*(?:$|error|erreur|bad |not found|forbidden|unauthorized|too many "
    r"|internal |service (?:temporarily )?unavailable|gateway|proxy)",
    re.IGNORECASE,
)
_OVERLOADED = re.compile(r"service surcharg[ée]|server (?:is )?too busy|trop de visiteurs", re.IGNORECASE)
_MAINTENANCE = re.compile(
    r"(?:en |site |under |for |scheduled )maintenance|maintenance en cours|site indisponible", re.IGNORECASE
)
_WAF = re.compile(r"request forbidden by administrative rules|request rejected|access denied|blocked", re.IGNORECASE)
_TOO_OFTEN = re.compile(
    r"too many requests|rate limit|limite d'appels|trop de requêtes|zu viele anfragen", re.IGNORECASE
)

_SHORT_PAGE = 1500
"""Characters: an error page says little else; a sentence about maintenance on a full page decides nothing."""


def too_costly(content: bytes, limit: int = MAX_TAGS) -> bool:
    """Whether a body has more tags than the limit; counted without parsing."""
    return content.count(b"<") > limit


def screen(page: Page, max_tags: int = MAX_TAGS) -> Reading | None:
    """The reading of a page that shows no booking system at all, or None where a probe should read it."""
    if too_costly(page.content, max_tags):
        return Reading(Reason.TOO_COSTLY, rule="screen/tags")
    if page.status >= 400:
        return _by_status(page)
    if not page.is_text:
        return Reading(Reason.NOT_HTML, rule="screen/binary")
    return _error_page_with_success(page)


def _headline(page: Page) -> str:
    headings = page.select("h1")
    return (headings[0].text if headings else "") or (page.html.title if page.is_html else "")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _reading(page: Page, reason: Reason, rule: str, quote: str = "") -> Reading:
    return Reading(reason, quote=quote or _headline(page)[:200], rule=f"screen/{rule}", page_language=page.language)


def _by_status(page: Page) -> Reading:
    text = page.visible[:5000]
    match page.status:
        case 401:
            return _reading(page, Reason.LOGIN, "status-401")
        case 429:
            return _reading(page, Reason.RATE_LIMITED, "status-429", _first(_TOO_OFTEN, text))
        case 403:
            words = _first(_WAF, text)
            return _reading(page, Reason.WAF if words else Reason.FORBIDDEN, "status-403", words)
        case _:
            return _failing(page, text)


def _failing(page: Page, text: str) -> Reading:
    if words := _first(_OVERLOADED, text):
        return _reading(page, Reason.OVERLOADED, "overloaded", words)
    if len(text) < _SHORT_PAGE and (words := _first(_MAINTENANCE, text)):
        return _reading(page, Reason.MAINTENANCE, "maintenance", words)
    return _reading(page, Reason.HTTP_5XX if page.status >= 500 else Reason.HTTP_4XX, f"status-{page.status}")


def _error_page_with_success(page: Page) -> Reading | None:
    """Error pages are often served with 200: they are short, and their headline says it."""
    if len(page.visible) > _SHORT_PAGE or not page.is_html or page.html.has("form input:not([type=hidden i])"):
        return None
    headline = _headline(page)
    if _OVERLOADED.search(headline):
        return _reading(page, Reason.OVERLOADED, "overloaded", headline)
    if line := _STATUS_LINE.match(headline):
        shown = Page(page.url, int(line[1]), page.content, page.headers)
        return _by_status(shown)
    if words := _first(_MAINTENANCE, f"{headline}\n{page.visible}"):
        return _reading(page, Reason.MAINTENANCE, "maintenance", words)
    return None
