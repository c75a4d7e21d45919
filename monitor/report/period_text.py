"""A report as lines for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.report.document import Document, Line, Saying, saying
from monitor.report.format import cut
from monitor.report.plain import ascii_only

_QUOTED = 240
"""Characters of captured words that are shown at most."""


def as_text(document: Document, width: int = 80, *, plain: bool = False) -> Iterator[str]:
    """The whole report; ``plain``: in ASCII. Lines are at most ``width`` wide where their words allow it."""
    for line in _lines(document, width):
        yield ascii_only(line) if plain else line


def _lines(document: Document, width: int) -> Iterator[str]:
    voice = saying(document.language)
    yield from wrapped(document.title, width)
    yield ""
    for line in document.lines:
        yield from _line(line, voice, width, "", "")
    for section in document.sections:
        yield ""
        yield from wrapped(f"== {section.title}", width, after="   ")
        for line in section.lines:
            yield from _line(line, voice, width, "  ", "    ")
        for part in section.parts:
            yield f"  {part.title}"
            for line in part.lines:
                yield from _line(line, voice, width, "  - ", "    ")


def _line(line: Line, voice: Saying, width: int, first: str, after: str) -> Iterator[str]:
    text = f"{line.text} {line.url}" if line.url else line.text
    yield from wrapped(text, width, first, after)
    if line.quote:
        tongue = f" [{line.tongue}]" if line.tongue else ""
        yield from wrapped(f"{voice.quoted(cut(line.quote, _QUOTED))}{tongue}", width, f"{after}  ", f"{after}  ")


def wrapped(text: str, width: int, first: str = "", after: str = "") -> list[str]:
    """The text in lines, broken at plain spaces only; a longer word has a line of its own."""
    lines, lead = [], first
    while len(lead) + len(text) > width:
        at = text.rfind(" ", 1, width - len(lead) + 1)
        if at < 0 and (at := text.find(" ", 1)) < 0:
            break
        lines.append(lead + text[:at])
        text, lead = text[at + 1 :], after
    return [*lines, lead + text]
