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
_LONG_LIGATURES = {0xFDFA: " ", 0xFDFB: " "}  # one character that NFKC makes eighteen of
_TRANSLATION = {**_UNIFIED, **_DROPPED, **_LONG_LIGATURES}
_MARKS = re.compile(r"([^\w\s\x00-\x7f]{30})[^\w\s\x00-\x7f]+")  # a long run of marks is sorted in quadratic time
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?(?:\n ?)+")


def normalise(text: str) -> str:
    """NFKC, soft hyphens and zero-width characters dropped, quotes, dashes and spaces unified, control characters gone.

    A line break stays a line break (a block boundary); runs of spaces and of breaks become one.
    """
    # Before NFKC as well: it would split the acute accent into a space and a combining mark.
    text = text.translate(_TRANSLATION)
    if not text.isascii():
        text = _MARKS.sub(r"\1", text)
        composed = unicodedata.normalize("NFKC", text)
        text = text if composed == text else composed.translate(_TRANSLATION)
    return _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


_JSON_ESCAPES = re.compile(r"(?<!\\)(?:\\u[0-9a-fA-F]{4})+")


def unescaped_json(text: str) -> str:
    """JSON text with its escapes of characters as a person would read them: the letter, not its number."""

    def shown(escapes: re.Match[str]) -> str:
        return bytes.fromhex(escapes[0].replace("\\u", "")).decode("utf-16-be", errors="replace")

    return _JSON_ESCAPES.sub(shown, text)


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
        filled = [at for at, piece in enumerate(pieces) if piece.strip()]
        text = "".join(pieces)
        if sum(char.isalnum() for char in text) < 3 and not _IDEOGRAPHIC.search(text):
            raise ValueError(f"phrase {pattern!r}: give at least three letters or digits beside '*'")
        self._parts = [
            _Part.of(
                pieces[at].strip(),
                left=at == filled[0] or pieces[at].startswith(" "),
                right=at == filled[-1] or pieces[at].endswith(" "),
            )
            for at in filled
        ]

    def find(self, text: str) -> Match | None:
        """The first match in normalised text, or None."""
        found = self.find_all(text)
        return found[0] if found else None

    def find_all(self, text: str) -> list[Match]:
        """Every match in normalised text, in order; linear in the text for a given phrase."""
        folded = fold(text).replace("\n", " ")
        if not all(part.words in folded for part in self._parts):
            return []
        first, *others = self._parts
        starts = first.places(folded)
        ends = [start + len(first.words) for start in starts]
        for part in others:
            starts, ends = _linked(starts, ends, part, folded, text)
        return [Match(start, end) for start, end in zip(starts, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class _Part:
    """The words between two wildcards."""

    words: str
    beginning: re.Pattern[str]
    """Matches, empty, where the words begin, so that words overlapping themselves are all found."""

    @classmethod
    def of(cls, words: str, *, left: bool, right: bool) -> _Part:
        """Words that begin (``left``) or end at a word boundary, where they have one."""
        before = f"(?<!{_LETTER})" if left and re.match(_LETTER, words) else ""
        after = f"(?!{_LETTER})" if right and re.match(_LETTER, words[-1]) else ""
        return cls(words, re.compile(f"{before}(?={re.escape(words)}{after})"))

    def places(self, folded: str) -> list[int]:
        return [found.start() for found in self.beginning.finditer(folded)]


def _linked(starts: list[int], ends: list[int], part: _Part, folded: str, text: str) -> tuple[list[int], list[int]]:
    """Each place of a part with the nearest chain that ends before it, if that is within a gap and the same block."""
    begun, ended, nearest = [], [], -1
    for at in part.places(folded):
        while nearest + 1 < len(ends) and ends[nearest + 1] <= at:
            nearest += 1
        if nearest >= 0 and at - ends[nearest] <= GAP and text.find("\n", ends[nearest], at) < 0:
            begun.append(starts[nearest])
            ended.append(at + len(part.words))
    return begun, ended
