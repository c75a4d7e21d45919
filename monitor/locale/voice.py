"""One language's way of saying things: sentences, numbers, dates, durations, quotation marks. Pure but for its catalog.

Dates are those of the place they speak of, with its zone and offset, so that the hour that comes twice when summer time
ends is told apart. Durations are cut to two units: downwards where they are claimed, upwards where they were missed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from monitor.locale.catalog import mark, translation

_DATE = mark("EEEE d MMMM y")
_DATE_AND_TIME = mark("EEEE d MMMM y 'at' HH:mm")
_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_NO_BREAK, _NARROW = "\u00a0", "\u202f"
_FRENCH_SPACES = {
    **dict.fromkeys((" :", "« ", " »"), _NO_BREAK),
    **dict.fromkeys((" ;", " ?", " !", " %"), _NARROW),
}


class Voice:
    """How one of ``catalog.LANGUAGES`` says things."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._sentences = translation(language)
        self._locale = Locale(language)

    def say(self, sentence: str, **values: object) -> str:
        """The sentence in this language, its named places filled; values are taken as they are."""
        return self._spaced(self._sentences.gettext(sentence)).format(**values)

    def many(self, one: str, more: str, count: int, **values: object) -> str:
        """The singular or the plural that this language wants for a count, which fills ``{n}``."""
        sentence = self._spaced(self._sentences.ngettext(one, more, count))
        return sentence.format(n=self.number(count), **values)

    def _spaced(self, sentence: str) -> str:
        """No-break spaces where French wants them; catalogs are written with plain ones, which a person can see."""
        if self.language == "fr":
            for marked, space in _FRENCH_SPACES.items():
                sentence = sentence.replace(marked, marked.replace(" ", space))
        return sentence

    def number(self, number: int) -> str:
        """``1,714`` or ``1 714``."""
        return format_decimal(number, locale=self._locale)

    def share(self, share: float) -> str:
        """A share as a percentage, cut (not rounded) to one decimal: 99.98 % of something is never all of it."""
        # The inner rounding undoes what binary fractions do to 0.982 * 1000.
        cut = math.floor(round(share * 1000, 6)) / 1000
        return format_percent(cut, self.say("#,##0.#%"), locale=self._locale)

    def day(self, moment: datetime, zone: str) -> str:
        """The local day alone, without its hour: ``Friday 5 October 2018``."""
        return self._local(moment.astimezone(ZoneInfo(zone)), _DATE)

    def moment(self, moment: datetime, zone: str) -> str:
        """``Friday 5 October 2018 at 11:00 (Paris time, UTC+2)``."""
        local = moment.astimezone(ZoneInfo(zone))
        return f"{self._local(local, _DATE_AND_TIME)} ({self._zone(local, zone)})"

    def between(self, first: datetime, last: datetime, zone: str) -> str:
        """``between ... and ...``, the zone said once where it is the same; ``on ...`` where both are one minute."""
        start, end = self.moment(first, zone), self.moment(last, zone)
        if start == end:
            return self.say("on {moment}", moment=start)
        if self._offset(first, zone) == self._offset(last, zone):
            start = self._local(first.astimezone(ZoneInfo(zone)), _DATE_AND_TIME)
        return self.say("between {start} and {end}", start=start, end=end)

    def days(self, first: datetime, last: datetime, zone: str) -> str:
        """The same without hours."""
        start, end = self.day(first, zone), self.day(last, zone)
        if start == end:
            return self.say("on {moment}", moment=start)
        return self.say("between {start} and {end}", start=start, end=end)

    @staticmethod
    def _offset(moment: datetime, zone: str) -> timedelta:
        return moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)

    def _local(self, local: datetime, pattern: str) -> str:
        pattern = self._sentences.gettext(pattern)
        if self.language == "fr" and local.day == 1:
            pattern = pattern.replace("d MMMM", "d'er' MMMM")
        return format_datetime(local, pattern, tzinfo=local.tzinfo, locale=self._locale)

    def _zone(self, local: datetime, zone: str) -> str:
        minutes = int((local.utcoffset() or timedelta(0)).total_seconds() // 60)
        hours, rest = divmod(abs(minutes), 60)
        sign = "−" if minutes < 0 else "+"
        offset = f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"
        if "/" not in zone or zone.startswith("Etc/"):
            return offset
        city = get_timezone_location(ZoneInfo(zone), locale=self._locale, return_city=True)
        named = self.say("{city} time", city=city)
        if self.language == "fr":
            named = re.sub(r"\bde (?=[AEIOUÉÈÎ])", "d'", named)
        return f"{named}, {offset}"

    def lasting(self, length: timedelta) -> str:
        """A length of time that is claimed, cut downwards: ``3 days and 4 hours``."""
        return self._span(length, math.floor)

    def missed(self, length: timedelta) -> str:
        """A length of time in which something may have escaped us, cut upwards."""
        return self._span(length, math.ceil)

    def _span(self, length: timedelta, cut: Callable[[float], int]) -> str:
        seconds = cut(round(max(length.total_seconds(), 0), 6))
        if seconds < _MINUTE:
            return self._counted(seconds, "duration-second")
        seconds = cut(seconds / _MINUTE) * _MINUTE
        if seconds >= _DAY:
            seconds = cut(seconds / _HOUR) * _HOUR
        days, seconds = divmod(seconds, _DAY)
        hours, seconds = divmod(seconds, _HOUR)
        counts = {"duration-day": days, "duration-hour": hours, "duration-minute": seconds // _MINUTE}
        return self.listed([self._counted(count, unit) for unit, count in counts.items() if count])

    def _counted(self, count: int, unit: str) -> str:
        # French has a no-break space there, but for minutes, where the data of Unicode have forgotten it.
        shown = format_unit(count, unit, locale=self._locale)
        if unit in shown:  # the data of Unicode know Arabic days in the shorter form only
            shown = format_unit(count, unit, length="short", locale=self._locale)
        return shown.replace(" ", _NO_BREAK) if self.language == "fr" else shown

    def listed(self, parts: Sequence[str]) -> str:
        """``a, b and c``."""
        return format_list(parts, locale=self._locale)

    def tongue(self, tag: str | None) -> str:
        """The name of a language, as in "in English"; empty where it is unknown."""
        if not tag or not _TAG.fullmatch(tag):
            return ""
        return str(self._locale.languages.get(tag.replace("-", "_").split("_")[0].lower(), ""))

    def quoted(self, text: str) -> str:
        """The text in this language's quotation marks."""
        return self.say("“{text}”", text=text)


@cache
def voice(language: str) -> Voice:
    """The one voice of a language; raises ``ValueError`` where there is no catalog."""
    return Voice(language)


def direction(tag: str | None) -> str:
    """``ltr``, ``rtl``, or ``auto`` where the language is unknown: HTML's ``dir``."""
    if not tag or not _TAG.fullmatch(tag):
        return "auto"
    try:
        return str(Locale.parse(tag.replace("-", "_").split("_")[0].lower()).text_direction)
    except (UnknownLocaleError, ValueError):
        return "auto"
