"""What the pieces say, in French and English: sentences, dates, and captured text made harmless but not changed.

Reads the two files of words beside it, once. The public words for outcomes and reasons are those of ``monitor.locale``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from monitor.locale import words as public
from monitor.locale.voice import direction, voice
from probes.contract import Outcome

MAX_SHOWN = 1200
"""Characters of one captured text that are printed; more is named by its number and stands in the export."""
_JOINERS = "\u200c\u200d"
"""They belong to the spelling of some languages."""
_LONG_RUN = re.compile(r"\S{25,}")
_PIECE = re.compile(r"\S{10}(?=\S)")
_AFTER_PART = re.compile(r"(?<=[^/:])[/?&=;](?=.)")
_UNBROKEN = re.compile(r"[^/?&=;]{60}")
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")


class Words:
    """One language's words of the pieces; raises ``ValueError`` for a language that there are none in."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.voice = voice(language)
        text = resources.files("monitor.dossier").joinpath(f"words_{language}.toml").read_text(encoding="utf-8")
        self._words = tomllib.loads(text)

    def say(self, key: str, **values: object) -> str:
        """One sentence with its places filled."""
        return self._set(self._words["texts"][key], values)

    def count(self, key: str, number: int, **values: object) -> str:
        """A sentence in the singular or the plural; the number fills ``{n}``."""
        one, more = self._words["plurals"][key]
        singular = number < 2 if self.language == "fr" else number == 1
        return self._set(one if singular else more, {"n": self.number(number), **values})

    def points(self, key: str) -> list[str]:
        """The points of a list."""
        return [self._set(point, {}) for point in self._words["lists"][key]]

    def _set(self, sentence: str, values: Mapping[str, object]) -> str:
        return self.voice.say(sentence.replace("'", "’"), **values)

    # Public words, numbers and lengths

    def outcome(self, outcome: Outcome, reason: str = "") -> str:
        """An outcome in two or three words."""
        return public.short(outcome, self.language, reason=reason).replace("'", "’")

    def meaning(self, outcome: Outcome) -> str:
        """An outcome as a whole sentence."""
        return public.sentence(outcome, self.language).replace("'", "’")

    def why(self, reason: str) -> str:
        """A reason in a few words."""
        return public.why(reason, self.language).replace("'", "’")

    def number(self, number: int) -> str:
        """``1,714`` or ``1 714``."""
        return self.voice.number(number)

    def looks(self, number: int) -> str:
        """``3 looks``."""
        return self.count("looks", number)

    def lasting(self, length: timedelta) -> str:
        """A length that is claimed, cut downwards."""
        return self.voice.lasting(length)

    def missed(self, length: timedelta) -> str:
        """A length in which something may have escaped us, cut upwards."""
        return self.voice.missed(length)

    # Days and moments

    def long_day(self, day: date) -> str:
        """``Friday 5 October 2018``, or with ``er`` in French."""
        return self.voice.day(datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("UTC")), "UTC")

    def day(self, day: date) -> str:
        """``5 Oct 2018``."""
        month = self.say("months").split()[day.month - 1]
        number = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        return self.say("day-format", day=number, month=month, year=day.year).replace(" ", "\u00a0")

    def weekday(self, day: date) -> str:
        """``Fri 5 Oct 2018``."""
        return f"{self.say('weekdays').split()[day.weekday()]}\u00a0{self.day(day)}"

    def moment(self, moment: datetime, zone: str) -> str:
        """``5 Oct 2018 09:02``, local; with its offset where that hour comes twice or in another zone's stead."""
        local = moment.astimezone(ZoneInfo(zone))
        shown = f"{self.day(local.date())}, {local:%H:%M}"
        if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
            return shown
        hours = (local.utcoffset() or timedelta(0)).total_seconds() / 3600
        return f"{shown} (UTC{hours:+g})".replace("-", "−")

    def hour(self, moment: datetime, zone: str) -> str:
        """``09:02``, local: the day stands beside it."""
        return self.moment(moment, zone).removeprefix(f"{self.day(moment.astimezone(ZoneInfo(zone)).date())}, ")

    def long_moment(self, moment: datetime, zone: str) -> str:
        """With the day of the week, the zone and its offset."""
        return self.voice.moment(moment, zone).replace("'", "’")

    def between(self, first: datetime, last: datetime, zone: str) -> str:
        """``between ... and ...`` with zone."""
        return self.voice.between(first, last, zone).replace("'", "’")

    # Captured text

    def language_name(self, tag: str | None) -> str:
        """The name of a language; "not determined" for none."""
        return self.voice.tongue(tag) or self.say("language-unknown")

    def exact(self, text: str, tag: str | None = None, most: int = MAX_SHOWN) -> dict[str, Any]:
        """A captured text for a template: its lines, its direction, its language; ``most`` characters of it."""
        shown = text[:most]
        lines = [breakable(visible(line)) for line in shown.split("\n")]
        if shown != text:
            lines.append(self.say("cut", n=self.number(len(text))))
        code = (tag or "").replace("_", "-").split("-")[0].lower()
        towards = direction(tag)
        return {
            "lines": lines,
            "dir": towards if towards in ("ltr", "rtl") else "auto",
            "lang": code if _LANGUAGE_CODE.fullmatch(code) else "",
        }


def visible(text: str) -> str:
    """The same text with what cannot be seen, or could turn the text around, shown by its number: ``[U+202E]``."""
    return "".join(char if _is_seen(char) else f"[U+{ord(char):04X}]" for char in text)


def _is_seen(char: str) -> bool:
    category = unicodedata.category(char)
    return char in _JOINERS or not (category[0] == "C" or category in ("Zl", "Zp"))


def breakable(text: str) -> str:
    """The same text with places to break where a word is longer than a cell is wide; nothing of it can be seen."""
    return _LONG_RUN.sub(lambda run: _PIECE.sub(lambda piece: f"{piece[0]}\u200b", run[0]), text)


def address(url: str) -> str:
    """A URL with places to break where its parts end, so that a reader sees how it goes on."""
    return _AFTER_PART.sub(
        lambda sign: f"{sign[0]}\u200b", breakable(plain(url)) if _UNBROKEN.search(url) else plain(url)
    )


def plain(text: object) -> str:
    """Any outside text as one harmless line."""
    return visible(" ".join(str(text).split()))[:MAX_SHOWN]


@cache
def words(language: str) -> Words:
    """The words of one language; raises ``ValueError`` for one that there are none in."""
    return Words(language)


def listed(language: str, parts: Sequence[str]) -> str:
    """``a, b and c``."""
    return voice(language).listed(parts)
