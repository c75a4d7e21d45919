"""The page probe: any page, read by the operator's own phrases and CSS selectors. Pure.

It asks only for the URLs in its configuration. A page with neither proof is unrecognised: absence proves nothing.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from probes.contract import Allow, Card, Flow, Get, Page, Post, Probe, Reading, Reason, Slots, allowed
from probes.html import Element, outermost
from probes.page.options import Evidence, Options
from probes.text import Match, untouched

MAX_QUOTE = 400
"""Characters of a quote taken from an element; a selector may match half a page."""


def read(page: Page, options: Options) -> Reading:
    """``no_slots`` or ``slots`` where exactly one of them is proved by visible words or elements."""
    nones = _phrase_matches(options.none, page)
    # "hay citas" stands inside "no hay citas": a positive phrase within a negative one proves nothing.
    offers = untouched(_phrase_matches(options.slots, page), nones)
    none_cells, slot_cells = _elements(options.none, page), _elements(options.slots, page)
    if (nones or none_cells) and (offers or slot_cells):
        return _reading(page, Reason.CONTRADICTORY_PAGE, "both", _words(page, nones, none_cells))
    if nones or none_cells:
        return _reading(page, Reason.NEGATIVE_PHRASE, "none", _words(page, nones, none_cells))
    if slot_cells:
        quote = _words(page, [], slot_cells)
        return _reading(page, Reason.FREE_CELLS, "slots-css", quote, Slots(count=len(slot_cells)))
    if offers:
        return _reading(page, Reason.POSITIVE_PHRASE, "slots", _words(page, offers, []))
    return _reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")


def _phrase_matches(evidence: Evidence, page: Page) -> list[Match]:
    return [match for phrase in evidence.compiled for match in phrase.find_all(page.visible)]


def _elements(evidence: Evidence, page: Page) -> list[Element]:
    """Matching elements that carry words: without words there is nothing to quote, so nothing is proved."""
    return outermost(found for css in evidence.css for found in outermost(page.select(css)) if found.words)


def _words(page: Page, matches: list[Match], elements: list[Element]) -> str:
    if matches:
        return page.visible[matches[0].start : matches[0].end].replace("\n", " ")
    return elements[0].words[:MAX_QUOTE]


def _reading(page: Page, reason: Reason, rule: str, quote: str = "", slots: Slots | None = None) -> Reading:
    return Reading(reason, quote, f"page/{rule}", None, page.language, slots or Slots())


def flow(url: str, options: Options) -> Flow:
    """The target's URL, then the configured steps; the last page is read."""
    page = yield Get(url)
    for step in options.steps:
        page = yield Post(step.post, fields=step.sent) if step.post else Get(step.get or url)
    return read(page, options)


def allow(url: str, options: Options) -> tuple[Allow, ...]:
    """Exactly the configured requests, with or without a final slash.

    Raises ``ValueError`` for a step on another host: one look talks to one host.
    """
    lines = [Allow("GET", _exactly(url))]
    for step in options.steps:
        if not allowed("GET", step.get or step.post or url, url, (Allow("GET", ".*"),)):
            raise ValueError(f"{step.get or step.post} is on another host; a look stays on the target's own")
    for step in options.steps:
        lines.append(Allow("POST", _exactly(step.post)) if step.post else Allow("GET", _exactly(step.get or url)))
        if step.post:
            lines.append(Allow("GET", _exactly(step.post)))  # where a form's answer is a redirect to itself
    return tuple(lines)


def _exactly(url: str) -> str:
    parts = urlsplit(url)
    query = re.escape(f"?{parts.query}") if parts.query else ""
    return re.escape(parts.path.rstrip("/")) + "/?" + query


PROBE = Probe(
    name="page",
    version=1,
    options=Options,
    flow=flow,
    read=read,
    allow=allow,
    card=Card(
        limits="unknown for a page in general: one look an hour unless the office agreed to more",
        source="the operator's own reading of the site's terms",
        requests_per_look="1, and one per configured step",
    ),
)
