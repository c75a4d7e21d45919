"""Normalised text and phrases with wildcards: pure, and linear in the length of the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_DROPPED = dict.fromkeys(
    [0x00AD, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]  # soft hyphen, zero width, marks
    + list(range(0x202A, 0x202F))  # bidi embeddings and overrides: they change what a terminal shows
    + list(range(0x2066, 0x206A))
    + list(range(0xFE00, 0xFE10))  # variation selectors
)
_UNIFIED = {
    **dict.fromkeys(map(ord, "’‘‚‛ʼʹ′`´＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″＂"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys([*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)], " "),
}
_TRANSLATION = {**_UNIFIED, **_DROPPED}
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?(?:\n ?)+")


def normalise(text: str) -> str:
    """NFKC, soft hyphens and zero-width characters dropped, quotes, dashes and spaces unified, control characters gone.

    A line break stays a line break (a block boundary); runs of spaces and of breaks become one.
    """
    # Before NFKC as well: it would split the acute accent into a space and a combining mark.
    text = unicodedata.normalize("NFKC", text.translate(_TRANSLATION)).translate(_TRANSLATION)
    return _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


def fold(text: str) -> str:
    """Lower case that keeps every character at its place, so that a match can be quoted from the original."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a phrase stands in a text: ``text[start:end]`` is the quote."""

    start: int
    end: int

    def overlaps(self, other: Match) -> bool:
        return self.start < other.end and other.start < self.end


GAP = 80
"""How many characters a wildcard may stand for."""


class Phrase:
    """An operator's phrase: words as the page shows them, ``*`` for up to 80 characters within one block.

    Case, kind of quote marks and runs of spaces do not matter; a phrase begins and ends at a word boundary.
    Raises ``ValueError`` for a phrase without at least three letters or digits.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._parts = [fold(part.replace("\n", " ").strip()) for part in normalise(pattern).split("*")]
        self._parts = [part for part in self._parts if part]
        if sum(char.isalnum() for part in self._parts for char in part) < 3 and not any(
            ord(char) > 0x2E80 for part in self._parts for char in part
        ):
            raise ValueError(f"phrase {pattern!r}: give at least three letters or digits beside '*'")

    def find(self, text: str) -> Match | None:
        """The first match in normalised text, or None."""
        found = self.find_all(text)
        return found[0] if found else None

    def find_all(self, text: str) -> list[Match]:
        """Every match in normalised text, in order; linear in the text for a given phrase."""
        folded = fold(text).replace("\n", " ")
        chains = [Match(at, at + len(self._parts[0])) for at in _places(folded, self._parts[0])]
        for part in self._parts[1:]:
            ends = [chain.end for chain in chains]
            linked = []
            for at in _places(folded, part):
                before = bisect_right(ends, at) - 1
                if before >= 0 and at - ends[before] <= GAP and "\n" not in text[ends[before] : at]:
                    linked.append(Match(chains[before].start, at + len(part)))
            chains = linked
        return [chain for chain in chains if _at_word_boundaries(folded, chain)]


def _places(text: str, part: str) -> list[int]:
    places, at = [], text.find(part)
    while at >= 0:
        places.append(at)
        at = text.find(part, at + len(part))
    return places


def _at_word_boundaries(text: str, match: Match) -> bool:
    def joined(left: int, right: int) -> bool:
        if left < 0 or right >= len(text):
            return False
        a, b = text[left], text[right]
        spaced = ord(a) < 0x2E80 and ord(b) < 0x2E80  # scripts written without spaces have no boundary to ask for
        return spaced and (a.isalnum() or a == "_") and (b.isalnum() or b == "_")

    return not joined(match.start - 1, match.start) and not joined(match.end - 1, match.end)
