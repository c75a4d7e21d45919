"""What the site says, in each of its languages, and captured text made harmless; reads the files of words beside it.

The public words for outcomes, reasons and conditions are those of ``monitor.locale``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from monitor.locale import words as public
from monitor.locale.voice import direction, voice
from monitor.site.facts import Moment
from probes.contract import Outcome

LANGUAGES = ("fr", "en", "ar")
MAX_SHOWN = 600
"""Characters of one captured text that a page shows."""
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")
_JOINERS = "\u200c\u200d"
"""They belong to the spelling of some languages."""
_MARKS = 3
"""Combining marks in a row; more would paint over what is above."""


class Words:
    """One language's words; raises ``ValueError`` for a language that there are none in."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.voice = voice(language)
        text = resources.files("monitor.site").joinpath(f"words_{language}.toml").read_text(encoding="utf-8")
        self._words = tomllib.loads(text)

    @property
    def direction(self) -> str:
        return direction(self.language)

    def say(self, key: str, **values: object) -> str:
        """One sentence with its places filled."""
        return self._set(self._words["texts"][key], values)

    def count(self, key: str, number: int, **values: object) -> str:
        """A sentence in the singular or the plural; the number fills ``{n}``."""
        one, more = self._words["plurals"][key]
        singular = number < 2 if self.language == "fr" else number == 1
        return self._set(one if singular else more, {"n": self.number(number), **values})

    def points(self, key: str, **values: object) -> list[str]:
        """The points of a list."""
        return [self._set(point, values) for point in self._words["lists"][key]]

    def _set(self, sentence: str, values: Mapping[str, object]) -> str:
        return self.voice.say(sentence.replace("'", "’"), **values)

    # Public words, numbers, lengths

    def outcome(self, outcome: Outcome, reason: str = "") -> str:
        """An outcome in two or three words."""
        return public.short(outcome, self.language, reason=reason).replace("'", "’")

    def meaning(self, outcome: Outcome, reason: str = "") -> str:
        """An outcome as a whole sentence."""
        return public.sentence(outcome, self.language, reason=reason).replace("'", "’")

    def why(self, reason: str) -> str:
        """A reason in a few words."""
        return public.why(reason, self.language).replace("'", "’")

    def condition(self, kind: str, cause: str = "") -> str:
        """The public name of an incident's kind."""
        return public.condition(kind, self.language, cause=cause).replace("'", "’")

    def trouble(self, kind: str) -> str:
        """The name of the monitor's own trouble."""
        return public.trouble(kind, self.language).replace("'", "’")

    def number(self, number: int) -> str:
        return self.voice.number(number)

    def share(self, share: float) -> str:
        return self.voice.share(share)

    def lasting(self, length: timedelta) -> str:
        """A length that is claimed, cut downwards."""
        return self.voice.lasting(length)

    def missed(self, length: timedelta) -> str:
        """A length in which something may have escaped us, cut upwards."""
        return self.voice.missed(length)

    # Days and moments

    def day(self, day: date) -> str:
        """``Friday 5 October 2018``."""
        return _day(self.language, day)

    def at(self, moment: datetime, zone: str) -> str:
        """``Friday 5 October 2018 at 11:00 (Paris time, UTC+2)``."""
        return self.voice.moment(moment, zone).replace("'", "’")

    def moment(self, moment: Moment, zone: str) -> str:
        """A moment as closely as the public may know it."""
        return self.at(moment.at, zone) if moment.at else self.day(moment.day)

    # Captured text

    def quotation(self, text: str, tag: str | None = None, most: int = MAX_SHOWN) -> dict[str, Any]:
        """A captured text for a template: what is shown of it, its language and direction."""
        code = (tag or "").replace("_", "-").split("-")[0].lower()
        towards = direction(tag)
        return {
            "text": harmless(text, most),
            "dir": towards if towards in ("ltr", "rtl") else "auto",
            "lang": code if _LANGUAGE_CODE.fullmatch(code) else "",
            "language": self.voice.tongue(tag),
        }


@lru_cache(maxsize=4096)
def _day(language: str, day: date) -> str:
    """Days come back on every page."""
    return voice(language).day(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), "UTC")


def harmless(text: str, most: int = MAX_SHOWN) -> str:
    """Captured text on one line: what cannot be seen, or would turn it around, by its number; cut with an ellipsis."""
    if len(text) <= most and text.isascii() and text.isprintable():
        return " ".join(text.split())
    shown, length, marks = list[str](), 0, 0
    for char in " ".join(text[: 4 * most].split()):
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks > _MARKS:
            continue
        seen = char if _is_seen(char) else f"[U+{ord(char):04X}]"
        if (length := length + len(seen)) > most:
            return "".join(shown).rstrip() + "…"
        shown.append(seen)
    return "".join(shown) + "…" * (len(text) > 4 * most)


def _is_seen(char: str) -> bool:
    category = unicodedata.category(char)
    return char in _JOINERS or not (category[0] == "C" or category in ("Zl", "Zp"))


@cache
def words(language: str) -> Words:
    """The words of one language; raises ``ValueError`` for one that there are none in."""
    return Words(language)
