"""The landing probe: an office's page that leads to booking. It reads announcements and links, never slots. Pure.

Such a page cannot prove "slots" or "none": it is closed where it says so in clear words, else alive and nothing more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from probes import announcements
from probes.contract import Allow, Card, Flow, Get, Page, Probe, Reading, Reason, Statement, allowed
from probes.html import Element, outermost
from probes.landing.options import Options

MAX_LINKS = 60
"""Procedures that are listed; a longer list is a site map."""
_OF_BOOKING = re.compile(
    r"rendez-?vous|\brdv|r[ée]serv|d[ée]marche|cr[ée]neau|appointment|book(?:ing)?\b|schedul", re.IGNORECASE
)
_NEVER = (
    # A GET can hold a slot, end a session or cancel: such links are never asked for, whoever lists them.
    r"(?!.*(?i:/create/\d+/[1-9]|cr(?:e|é|%C3%A9)neau|slot|annul|cancel|confirm|supprim|delete|logout|deconnexion|login|connexion"
    r"|captcha|token|session|hold|@|%40))"
)


@dataclass(frozen=True, slots=True)
class _Link:
    words: str
    url: str


def read(page: Page, options: Options) -> Reading:
    """Closed where the page says so; else what it lists, as statements, so that a change of them can be seen."""
    title, links = _title(page), _links(page, options)
    said = (
        *(Statement("procedure", link.words) for link in links),
        *announcements.statements(page, options.warns),
    )
    if words := options.says_suspended(page):
        return _reading(page, Reason.SUSPENDED, "operators-words", words, said)
    if closed := announcements.closure(page):
        return _reading(page, closed.reason, closed.rule, closed.quote, said, language=closed.language)
    if options.missing(page):
        return _reading(page, Reason.UNRECOGNISED_PAGE, "expected-words-missing", title, said)
    if not links:
        return _reading(page, Reason.UNRECOGNISED_PAGE, "no-links", title, said)
    return _reading(page, Reason.UNRECOGNISED_PAGE, "alive", title, said)


def _reading(
    page: Page,
    reason: Reason,
    rule: str,
    quote: str,
    statements: tuple[Statement, ...],
    *,
    language: str | None = None,
) -> Reading:
    return Reading(reason, quote[:200], f"landing/{rule}", language, page.language, statements=statements)


def _title(page: Page) -> str:
    return next((heading.text for heading in outermost(page.select("h1, h2")) if heading.text), "")


def _links(page: Page, options: Options) -> list[_Link]:
    """The procedures' links in their order, each address once."""
    inside = "main " if page.select("main") else ""
    found: dict[str, _Link] = {}
    for element in outermost(page.select(options.links or f"{inside}a[href]")):
        url = _address(page, element)
        spoken = options.links or _OF_BOOKING.search(f"{element.words} {urlsplit(url).path}" if url else "")
        if url and spoken and element.words and url != page.url:
            found.setdefault(url, _Link(element.words[:200], url))
    return list(found.values())[:MAX_LINKS]


def _address(page: Page, link: Element) -> str:
    """Where a link leads on the web, without its fragment; nothing for mail, telephone and scripts."""
    try:
        parts = urlsplit(urljoin(page.url, link.attr("href").strip()))
    except ValueError:
        return ""
    return parts._replace(fragment="").geturl() if parts.scheme in ("http", "https") and link.attr("href") else ""


def allow(url: str, options: Options) -> tuple[Allow, ...]:
    """The page itself; with ``check_links`` other pages of its host, but for those that could act on a slot."""
    parts = urlsplit(url)
    query = re.escape(f"?{parts.query}") if parts.query else ""
    itself = Allow("GET", re.escape(parts.path.rstrip("/")) + "/?" + query)
    return (itself, Allow("GET", _NEVER + r"/.{0,300}")) if options.check_links else (itself,)


def flow(url: str, options: Options) -> Flow:
    """The page, then some of its links: a dead one ends the look as what it is, for the driver judges every page."""
    page = yield Get(url)
    reading = read(page, options)
    lines = allow(url, options)
    same_host = [link.url for link in _links(page, options) if allowed("GET", link.url, url, lines)]
    for link in same_host[: options.check_links]:
        yield Get(link)
    return reading


PROBE = Probe(
    name="landing",
    version=1,
    options=Options,
    flow=flow,
    read=read,
    allow=allow,
    card=Card(
        limits="unknown for a page in general: one to four looks a day, for such a page changes seldom",
        source="the operator's own reading of the site's terms",
        requests_per_look="1, and one per checked link",
    ),
    by_content=False,
)
