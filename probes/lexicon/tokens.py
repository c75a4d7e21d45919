"""Visible text as sentences and tokens: pure, each step linear in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts written without spaces, and Korean, which glues its endings on: each character is a token of its own."""
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
"""Combining marks that belong to the word before them."""
_TOKEN = re.compile(f"[{_UNSPACED}]|(?:[^\\W_{_UNSPACED}]|[{_MARKS}])+")
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670]")
_SAME_LETTER = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ى": "ي", "أ": "ا", "إ": "ا", "ک": "ك", "ی": "ي"})
_END = re.compile(r"[.!?…;]+(?=[\s\"'»)]|$)|[。！？｡；؟।]+")
_ORDINAL = re.compile(r"(?:^|\D)\d{1,2}\.$")
_COMMA, _BREAK = re.compile(r"[,،、，]"), re.compile(r"[:|•·/()\[\]{}→\"«»「」<>=_]| - ")


@dataclass(frozen=True, slots=True)
class Token:
    """One word (or one character of an unspaced script) and where it stands in the text."""

    word: str
    """Lower case, without accents: tables are compared in the same form."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one block, with its tokens and the breaks between them."""

    start: int
    end: int
    text: str
    block: int
    """Number of characters of the whole block."""
    tokens: tuple[Token, ...]
    commas: tuple[int, ...]
    """For each token, how many commas or stronger breaks stand before it."""
    breaks: tuple[int, ...]
    """For each token, how many colons, bars, brackets and other strong breaks stand before it."""

    def joined(self, first: int, last: int, *, comma: bool = False) -> bool:
        """Whether no strong break (and no comma, where asked) stands between two tokens."""
        counts = self.commas if comma else self.breaks
        return counts[first] == counts[last]


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Lower case without accents, as it is compared: ``Créneaux`` and ``creneaux`` are one word."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word.lower()))
    return unicodedata.normalize("NFC", bare).translate(_SAME_LETTER)


_LONGEST = 2000
"""Characters of a sentence that anybody would write; longer ones are not even cut into words."""


def words(text: str) -> list[str]:
    """The tokens of a piece of text, as compared."""
    return [plain(found[0]) for found in _TOKEN.finditer(text)]


def sentences(visible: str) -> Iterator[Sentence]:
    """The sentences of normalised text (one line per block) that hold any word, and are none of a machine's making."""
    at = 0
    for line in visible.split("\n"):
        for start, end in _spans(line):
            if end - start > _LONGEST:
                continue
            if sentence := _sentence(line[start:end], at + start, len(line)):
                yield sentence
        at += len(line) + 1


def _spans(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _END.finditer(line):
        if mark[0] == "." and _ORDINAL.search(line[max(start, mark.end() - 4) : mark.end()]):
            continue  # "am 3. Oktober"
        yield start, mark.end()
        start = mark.end()
    if start < len(line):
        yield start, len(line)


def _sentence(text: str, at: int, block: int) -> Sentence | None:
    found = list(_TOKEN.finditer(text))
    if not found:
        return None
    commas, breaks = [0], [0]
    for before, after in pairwise(found):
        between = text[before.end() : after.start()]
        strong = 1 if between.strip() and _BREAK.search(between) else 0
        breaks.append(breaks[-1] + strong)
        commas.append(commas[-1] + (1 if strong or _COMMA.search(between) else 0))
    blank = len(text) - len(text.lstrip())
    tokens = tuple(Token(plain(one[0]), at + one.start(), at + one.end()) for one in found)
    start, end = at + blank, at + len(text.rstrip())
    return Sentence(start, end, text.strip(), block, tokens, tuple(commas), tuple(breaks))
