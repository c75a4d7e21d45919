"""Why a page was read as it was: which rules matched where, what was ignored and why. Concludes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from probes.contract import Page, Probe, Reading
from probes.screen import screen

MOST = 40
"""Lines about the words of one page; a long page says the same thing many times."""


def explain(page: Page, probes: Sequence[tuple[Probe, Mapping[str, object]]]) -> Iterator[str]:
    """Lines that follow a page through screening, probes and lexicon, in the order in which they decide."""
    kind = "HTML" if page.is_html else "JSON" if page.json is not None else "text" if page.is_text else "binary"
    seen = f"{len(page.visible):,} visible characters" if page.is_text else f"{len(page.content):,} bytes"
    yield f"page: {kind}, status {page.status}, {seen}, declares the language {page.language or 'of none'}"
    own = frozenset().union(*(probe.own_statuses for probe, _ in probes))
    if in_the_way := screen(page, own_statuses=own):
        yield f"screen: {_words(in_the_way)}; no probe reads the page"
        return
    yield "screen: nothing stands in the way"
    for probe, options in probes:
        checked = probe.options.model_validate(dict(options))
        reading = probe.read(page, checked)
        if reading.is_foreign:
            yield f"{probe.label}: nothing of its system on the page"
            continue
        yield f"{probe.label}: {_words(reading)}"
        if probe.explain is not None:
            yield from (f"  {line}" for line in probe.explain(page, checked))
        break
    yield from _lexicon(page)


def _words(reading: Reading) -> str:
    quote = f" “{reading.quote}”" if reading.quote else ""
    return f"{reading.outcome} ({reading.reason}) by {reading.rule}{quote}"


def _lexicon(page: Page) -> Iterator[str]:
    """What the built-in lexicon makes of the page's words, whether or not it was asked."""
    from probes.lexicon.statements import examine

    if not page.is_html:
        return
    findings = examine(page.visible)
    for found in findings.found[:MOST]:
        limit = f", said of one {found.scope}" if found.scope else ""
        words = page.visible[found.start : found.end]
        yield f"words: {found.kind} at {found.start} by {found.rule}{limit}: “{words}”"
    for ignored in findings.ignored[:MOST]:
        yield f"ignored: at {ignored.start} “{page.visible[ignored.start : ignored.end]}”: {ignored.why}"
    if not findings.found and not findings.ignored:
        yield "words: nothing that speaks of slots"
