"""Signs by which somebody else's page is known, and how a page is searched for them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from probes.contract import Reading, Reason
from probes.screen.sight import SHORT, Sight

Where = Literal["host", "header", "title", "words", "markup"]
"""``title`` is the document's title and its first heading; a header is searched as ``name: value``."""
Given = Literal["always", "short", "empty", "error"]
"""The second condition: none, a short page that is an error or books nothing, one with hardly a word, an error.

Vendors' scripts, cookies and headers are on normal pages too, so where a sign looks is never enough by itself.
"""


@dataclass(frozen=True)
class Sign:
    """One row of a table: who, what it means, where to look, under which condition, why that is safe, for what."""

    rule: str
    reason: Reason
    where: Where
    given: Given
    why: str
    pattern: str

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        ready = self.where in ("markup", "host")  # in lower case already, which is several times faster to search
        return re.compile(self.pattern, re.MULTILINE if ready else re.IGNORECASE | re.MULTILINE)

    def find(self, sight: Sight) -> Reading | None:
        """The reading, with the words that prove it: of the page, or of the header; the condition is not asked here."""
        found = next((hit for text in _searched(sight, self.where) if (hit := self._pattern.search(text))), None)
        return sight.reading(self.reason, self.rule, self._quote(sight, found)) if found else None

    def _quote(self, sight: Sight, found: re.Match[str]) -> str:
        if self.where in ("words", "title"):
            return sight.quoted(found)
        return found.string if self.where == "header" else sight.text.partition("\n")[0]


def first(signs: Iterable[Sign], sight: Sight) -> Reading | None:
    """The reading of the first sign that is on the page."""
    holds: dict[Given, bool] = {}
    for sign in signs:
        if sign.given not in holds:
            holds[sign.given] = _holds(sight, sign.given)
        if holds[sign.given] and (reading := sign.find(sight)):
            return reading
    return None


def _searched(sight: Sight, where: Where) -> tuple[str, ...]:
    match where:
        case "host":
            return (sight.host,)
        case "header":
            return sight.header_lines
        case "title":
            return sight.headlines
        case "words":
            return (sight.text,)
        case "markup":
            return (sight.markup,)


def _holds(sight: Sight, given: Given) -> bool:
    match given:
        case "always":
            return True
        case "error":
            return sight.is_error
        case "short":
            return sight.length <= SHORT and (sight.is_error or not sight.books)
        case "empty":
            return sight.is_empty
