"""The page probe: any page, read by the operator's own phrases and CSS selectors, or else by the lexicon. Pure.

It asks only for what its configuration names: URLs, or links and forms that lead into one folder of the host.
A page with neither proof is unrecognised: absence proves nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from probes.contract import Allow, Card, Flow, Get, Outcome, Page, Probe, Reading, Reason, Slots, allowed
from probes.html import Element, outermost
from probes.page.bounds import Within, folder
from probes.page.clicks import Missing, click
from probes.page.options import Evidence, Options
from probes.text import Match, untouched

MAX_QUOTE = 400
"""Characters of a quote taken from an element; a selector may match half a page."""


def read(page: Page, options: Options) -> Reading:
    """``no_slots`` or ``slots`` where exactly one of them is proved by visible words or elements.

    Where the operator says nothing of either, the lexicon's general words decide.
    """
    if not (options.none or options.slots):
        from probes.lexicon.reading import read_with_lexicon  # its tables take a tenth of a second to load

        return _limited(read_with_lexicon(page), options)
    nones = _phrase_matches(options.none, page)
    # "hay citas" stands inside "no hay citas": a positive phrase within a negative one proves nothing.
    offers = untouched(_phrase_matches(options.slots, page), nones)
    none_cells, slot_cells = _elements(options.none, page), _elements(options.slots, page)
    if (nones or none_cells) and (offers or slot_cells):
        return _reading(page, Reason.CONTRADICTORY_PAGE, "both", _words(page, nones, none_cells))
    if nones or none_cells:
        return _limited(_reading(page, Reason.NEGATIVE_PHRASE, "none", _words(page, nones, none_cells)), options)
    if slot_cells:
        quote = _words(page, [], slot_cells)
        return _reading(page, Reason.FREE_CELLS, "slots-css", quote, Slots(count=len(slot_cells)))
    if offers:
        return _reading(page, Reason.POSITIVE_PHRASE, "slots", _words(page, offers, []))
    return _reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")


def explain(page: Page, options: Options) -> list[str]:
    """Where each phrase and selector of the operator matched; for people."""
    lines = []
    for answer, evidence in (("none", options.none), ("slots", options.slots)):
        for phrase in evidence.compiled:
            hits = phrase.find_all(page.visible)
            where = ", ".join(f"{hit.start} “{page.visible[hit.start : hit.end]}”" for hit in hits[:5])
            lines.append(f"{answer}: phrase {phrase.pattern!r}: {f'at {where}' if hits else 'not on the page'}")
        for css in evidence.css:
            found = [element for element in outermost(page.select(css)) if element.words]
            words = (
                f"{len(found)} visible with words, the first “{found[0].words[:80]}”" if found else "nothing visible"
            )
            lines.append(f"{answer}: selector {css!r}: {words}")
    return lines


def _phrase_matches(evidence: Evidence, page: Page) -> list[Match]:
    return [match for phrase in evidence.compiled for match in phrase.find_all(page.visible)]


def _elements(evidence: Evidence, page: Page) -> list[Element]:
    """Matching elements that carry words: without words there is nothing to quote, so nothing is proved."""
    return outermost(found for css in evidence.css for found in outermost(page.select(css)) if found.words)


def _words(page: Page, matches: list[Match], elements: list[Element]) -> str:
    if matches:
        return page.visible[matches[0].start : matches[0].end].replace("\n", " ")
    return elements[0].words[:MAX_QUOTE]


def _limited(reading: Reading, options: Options) -> Reading:
    """The reading as said of one week only, where the operator knows that the page speaks of no more."""
    unlimited = reading.outcome is Outcome.NO_SLOTS and not (reading.window or reading.span)
    return replace(reading, span=options.span) if unlimited else reading


def _reading(page: Page, reason: Reason, rule: str, quote: str = "", slots: Slots | None = None) -> Reading:
    return Reading(reason, quote, f"page/{rule}", None, page.language, slots or Slots())


def flow(url: str, options: Options) -> Flow:
    """The target's URL, then the steps, up to the first page on which the operator's evidence proves an answer.

    "None" of one week ends no walk: the next may have slots. A click that a page does not offer, or that leads out of
    bounds, ends the walk with what that page proves: for lack of the operator's evidence, nothing.
    """
    lines = allow(url, options)
    page = yield Get(url)
    for step in options.steps:
        proved = _proved(page, options)
        if proved and not proved.span:
            return proved
        asked = click(step, page)
        if not isinstance(asked, Missing) and not allowed(asked.method, asked.url, url, lines):
            asked = Missing("elsewhere")
        if isinstance(asked, Missing):
            return proved or _reading(page, Reason.UNRECOGNISED_PAGE, asked.rule)
        page = yield asked
    return read(page, options)


def _proved(page: Page, options: Options) -> Reading | None:
    """What a page on the way proves by the operator's evidence; the lexicon's words decide on the last page only."""
    if not (options.none or options.slots):
        return None
    reading = read(page, options)
    return reading if reading.outcome.conclusive else None


def allow(url: str, options: Options) -> tuple[Allow, ...]:
    """Exactly the configured requests, with or without a final slash; with clicks, what is harmless in their folder.

    Raises ``ValueError`` for a step on another host: one look talks to one host.
    """
    lines = [Allow("GET", _exactly(url))]
    for step in options.steps:
        if not (fixed := step.fixed_url):
            continue
        if not allowed("GET", fixed, url, (Allow("GET", ".*"),)):
            raise ValueError(f"{fixed} is on another host; a look stays on the target's own")
        lines.append(Allow("GET", _exactly(fixed)))  # of a post too: a form's answer may be a redirect to itself
        if step.post:
            lines.append(Allow("POST", _exactly(fixed)))
    if options.clicks:
        lines.append(Within.of("GET", options.within or folder(url)))
    if any(step.submit for step in options.clicks):
        lines.append(Within.of("POST", options.within or folder(url)))
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
    explain=explain,
)
