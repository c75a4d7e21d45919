"""The language of quoted words: the matched rule's, else an identified one, else honestly unknown. Pure.

Languages that a page declares for itself are another fact and never decide here. The model is handed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from probes.contract import Reading
from probes.text import normalise

THRESHOLD = 0.4
"""Least score of an identified language; measured on short administrative messages."""
THRESHOLD_SHORT = 0.6
"""The same for fewer than 20 letters, where noise scores higher."""
CLOSE = frozenset({"bs", "hr", "sr", "sh", "id", "ms"})
"""Languages so alike that a short text tells them apart only with a high score."""
SURE = 0.7
"""Least score of a language that is close to others, and of a sentence that speaks against the rest of its quote."""
FEWEST_LETTERS = 3
_SHORT = 20
"""Letters; a shorter one of several sentences is no vote of its own."""

_NOT_WORDS = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|\{\{.{0,80}?\}\}|<[^<>]{0,80}>|[\w-]+/[\d.]+|\"[\w.-]{1,60}\" ?:|\d+"
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？।])|\n")


class Identifier(Protocol):
    """An engine that names the language of words; ``monitor`` loads one."""

    name: str
    """Engine and version, as stored beside the score."""

    def identify(self, text: str) -> tuple[str, float] | None:
        """The likeliest language (BCP 47) and its score from 0 to 1; None where the engine knows nothing."""

    def __hash__(self) -> int:
        """An engine is a function of the text: what it said of a quote is remembered."""


@dataclass(frozen=True, slots=True)
class Identified:
    """A language and what determined it."""

    language: str
    by: str


def letters(text: str) -> int:
    """How many letters there are; marks of Indic and Thai vowels count as their letters do."""
    return sum(char.isalpha() for char in text)


def words_only(text: str) -> str:
    """The text without addresses, markup, placeholders, product versions, JSON keys and digits, on one line."""
    return " ".join(_NOT_WORDS.sub(" ", normalise(text).replace("\n", " ")).split())


@lru_cache(maxsize=1024)  # the same words are quoted look after look
def identify(quote: str, identifier: Identifier) -> Identified | None:
    """The language of a quote, or None where it cannot be said.

    A quote of several sentences is identified sentence by sentence: two languages in one quote are none.
    """
    whole = _one(quote, identifier)
    sentences = [part for part in _SENTENCE_END.split(quote) if letters(words_only(part)) >= _SHORT]
    if whole is None or len(sentences) < 2:
        return _named(whole, identifier)
    votes = {vote[0] for part in sentences if (vote := _one(part, identifier)) and vote[1] >= SURE}
    return None if len(votes) > 1 else _named(whole, identifier)


def _one(text: str, identifier: Identifier) -> tuple[str, float] | None:
    words = words_only(text)
    if (count := letters(words)) < FEWEST_LETTERS:
        return None
    found = identifier.identify(words.lower() if words.isupper() else words)
    if found is None:
        return None
    least = SURE if found[0] in CLOSE else THRESHOLD if count >= _SHORT else THRESHOLD_SHORT
    return found if found[1] >= least else None


def _named(found: tuple[str, float] | None, identifier: Identifier) -> Identified | None:
    return Identified(found[0], f"{identifier.name}/{found[1]:.2f}") if found else None


def with_language(reading: Reading, identifier: Identifier | None) -> Reading:
    """The reading with its quote's language and what determined it: the matched rule comes before any engine."""
    if reading.language:
        return reading if reading.language_by else replace(reading, language_by="rule")
    if identifier is None or not reading.quote:
        return reading
    found = identify(reading.quote, identifier)
    return replace(reading, language=found.language, language_by=found.by) if found else reading
