"""What a report says, in parts of lines and quotations: each format writes the same document. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

from monitor.locale.voice import Voice
from monitor.report.format import printable


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and words that came from outside, with their language (BCP 47) where it is known."""

    text: str
    quote: str = ""
    tongue: str | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One target, or all together."""

    title: str
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    figures: tuple[str, ...] = field(default=(), repr=False)
    """SVG elements, for formats that can show them."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    language: str
    title: str
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]


class Saying(Voice):
    """A voice that says the same numbers, days and durations over and over: a report of 1000 pages in little time."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._numbers: dict[int, str] = {}
        self._shares: dict[float, str] = {}
        self._spans: dict[tuple[timedelta, bool], str] = {}
        self._days: dict[str, str] = {}
        self._zones: dict[tuple[timedelta | None, str], str] = {}
        self._dates: dict[tuple[date, str], str] = {}
        self._said: dict[str, str] = {}

    def number(self, number: int) -> str:
        """See ``Voice``; so what follows."""
        if (said := self._numbers.get(number)) is None:
            said = self._numbers[number] = super().number(number)
        return said

    def share(self, share: float) -> str:
        if (said := self._shares.get(share)) is None:
            said = self._shares[share] = super().share(share)
        return said

    def lasting(self, length: timedelta) -> str:
        if (said := self._spans.get((length, False))) is None:
            said = self._spans[length, False] = super().lasting(length)
        return said

    def missed(self, length: timedelta) -> str:
        if (said := self._spans.get((length, True))) is None:
            said = self._spans[length, True] = super().missed(length)
        return said

    def say(self, sentence: str, **values: object) -> str:
        if (said := self._said.get(sentence)) is None:
            said = self._said[sentence] = self._spaced(self._sentences.gettext(sentence))
        return said.format(**values)

    def _local(self, local: datetime, pattern: str) -> str:
        """Days come again and again; the hour stands at the end of them."""
        if (said := self._dates.get(key := (local.date(), pattern))) is None:
            said = self._dates[key] = super()._local(local.replace(hour=0, minute=0), pattern)
        return f"{said[:-5]}{local.hour:02}:{local.minute:02}" if said.endswith("00:00") else said

    def _zone(self, local: datetime, zone: str) -> str:
        if (said := self._zones.get(key := (local.utcoffset(), zone))) is None:
            said = self._zones[key] = super()._zone(local, zone)
        return said

    def date(self, day: str | date) -> str:
        """A local day, as stored."""
        key = str(day)
        if (said := self._days.get(key)) is None:
            noon = datetime.fromisoformat(key).replace(hour=12, tzinfo=UTC)  # the same day, whoever asks
            said = self._days[key] = self.day(noon, "UTC")
        return said

    def dates(self, first: str, last: str) -> str:
        """``on ...``, or ``between ... and ...`` two local days."""
        if first == last:
            return self.say("on {moment}", moment=self.date(first))
        return self.say("between {start} and {end}", start=self.date(first), end=self.date(last))

    def opened(self, said: str) -> str:
        """The same at the beginning of a line."""
        return said[:1].upper() + said[1:]

    def part_of(self, part: int, whole: int) -> str:
        """A share of a number that is not 0, else a dash: nothing has no share."""
        return self.share(part / whole) if whole else "–"


@cache
def saying(language: str) -> Saying:
    """The one of a language; raises ``ValueError`` where there is no catalog."""
    return Saying(language)


def harmless(text: str) -> str:
    """Text that came from outside, made harmless: one line, no control or formatting characters."""
    return text if text.isprintable() else printable(text)


def first_few(lines: Iterable[Line], voice: Voice, most: int = 10) -> Iterator[Line]:
    """The first lines, and how many more there are."""
    rest = 0
    for number, line in enumerate(lines):
        if number < most:
            yield line
        else:
            rest += 1
    if rest:
        yield Line(voice.many("And {n} more.", "And {n} more.", rest))
