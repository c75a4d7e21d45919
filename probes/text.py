"""Normalised text and phrases with wildcards: pure, and linear in the length of the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

_DROPPED = dict.fromkeys(
    [0x00AD, 0x034F, 0x180E, 0x200B, 0x200C, 0x200D, 0xFEFF]  # soft hyphen, joiners, zero width
    + [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F)]  # bidi marks and overrides: they change what a terminal shows
    + list(range(0x2060, 0x2070))  # bidi isolates and invisible operators
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


def untouched(matches: list[Match], others: list[Match]) -> list[Match]:
    """The matches that overlap none of the others; both may come in any order."""
    others = sorted(others, key=lambda match: match.start)
    starts = [match.start for match in others]
    reach = list(accumulate((match.end for match in others), max))
    return [
        match for match in matches if not (before := bisect_left(starts, match.end)) or reach[before - 1] <= match.start
    ]


GAP = 80
"""How many characters a wildcard may stand for."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0010ffff"
"""Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean: written without spaces, so there is no boundary to ask for."""
_LETTER = f"[^\\W{_UNSPACED}]"
_IDEOGRAPHIC = re.compile(f"[{_UNSPACED}]")


class Phrase:
    """An operator's phrase: words as the page shows them, ``*`` for up to 80 characters within one block.

    Case, kind of quote marks and runs of spaces do not matter; a phrase begins and ends at a word boundary, and so do
    the words beside a wildcard that stands between spaces: "slot * available" is not found in "slot unavailable".
    Raises ``ValueError`` for a phrase without at least three letters or digits.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        pieces = fold(normalise(pattern).replace("\n", " ")).split("*")
        words = [at for at, piece in enumerate(pieces) if piece.strip()]
        text = "".join(pieces)
        if sum(char.isalnum() for char in text) < 3 and not _IDEOGRAPHIC.search(text):
            raise ValueError(f"phrase {pattern!r}: give at least three letters or digits beside '*'")
        self._parts = [
            (
                _searcher(
                    pieces[at].strip(),
                    left=at == words[0] or pieces[at].startswith(" "),
                    right=at == words[-1] or pieces[at].endswith(" "),
                ),
                len(pieces[at].strip()),
            )
            for at in words
        ]

    def find(self, text: str) -> Match | None:
        """The first match in normalised text, or None."""
        found = self.find_all(text)
        return found[0] if found else None

    def find_all(self, text: str) -> list[Match]:
        """Every match in normalised text, in order; linear in the text for a given phrase."""
        folded = fold(text).replace("\n", " ")
        chains: list[tuple[int, int]] | None = None
        for searcher, length in self._parts:
            places = [(found.start(), found.start() + length) for found in searcher.finditer(folded)]
            chains = places if chains is None else _linked(chains, places, text)
        return [Match(start, end) for start, end in chains or ()]


def _searcher(words: str, *, left: bool, right: bool) -> re.Pattern[str]:
    """Finds where words begin, overlapping ones too; at word boundaries where those are asked for."""
    before = f"(?<!{_LETTER})" if left and re.match(_LETTER, words) else ""
    after = f"(?!{_LETTER})" if right and re.match(_LETTER, words[-1]) else ""
    return re.compile(f"{before}(?={re.escape(words)}{after})")


def _linked(chains: list[tuple[int, int]], places: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Each place with the nearest chain that ends before it, where that is within a gap and the same block."""
    linked, nearest = [], -1
    for start, end in places:
        while nearest + 1 < len(chains) and chains[nearest + 1][1] <= start:
            nearest += 1
        if nearest >= 0 and start - chains[nearest][1] <= GAP and "\n" not in text[chains[nearest][1] : start]:
            linked.append((chains[nearest][0], end))
    return linked
