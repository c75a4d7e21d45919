"""Spans of time as people write them: ``10m``, ``1h30m``, ``90d``. Pure."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
"""Seconds, longest first."""
_WORDS = {
    **dict.fromkeys(("w", "week", "weeks"), "w"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("h", "hour", "hours"), "h"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
}
_PART = re.compile(r"(\d{1,9})\s*([A-Za-z]{1,10})\s*", re.ASCII)
_LONGEST = timedelta(days=3653)
PATTERN = r"^\s*(\d{1,9}\s*[A-Za-z]{1,10}\s*)+$"
"""For the JSON Schema; ``parse`` says more."""


def parse(value: object) -> timedelta:
    """A span of more than nothing and at most ten years; ``ValueError`` says what to write instead."""
    if not isinstance(value, str):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        # pydantic makes a problem of a ValueError, not of a TypeError
        raise ValueError(  # noqa: TRY004
            'a number needs a unit; write for example "30m"' if number else _advice("this")
        )
    text = value.strip()
    shown = repr(text[:40])
    if re.fullmatch(r"[\d.,]+", text, re.ASCII):
        raise ValueError(f'{shown} has no unit; write for example "30m", "2h" or "1d"')
    parts = _PART.findall(text)
    units = [_WORDS.get(word.lower(), "") for _, word in parts]
    if not parts or "" in units or _PART.sub("", text):
        raise ValueError(_advice(shown))
    order = [list(_UNITS).index(unit) for unit in units]
    if order != sorted(set(order)):
        raise ValueError(f'{shown} names its units twice or out of order; write the longest first, as in "1d12h30m"')
    seconds = sum(int(number) * _UNITS[unit] for (number, _), unit in zip(parts, units, strict=True))
    if not 0 < seconds <= _LONGEST.total_seconds():
        raise ValueError(f"{shown} must be more than zero and at most ten years")
    return timedelta(seconds=seconds)


def _advice(shown: str) -> str:
    return f'{shown} is not a duration; write for example "30m", "1h30m" or "90d"'


def _parts(span: timedelta) -> list[tuple[int, str]]:
    left, found = int(span.total_seconds()), []
    for unit, seconds in _UNITS.items():
        count, left = divmod(left, seconds)
        if count and unit == "w":  # days are easier to compare with a calendar than weeks
            left += count * seconds
        elif count:
            found.append((count, unit))
    return found


def spell(span: timedelta) -> str:
    """As written in the file, shortest form: ``1h30m``. The inverse of ``parse`` for whole seconds."""
    return "".join(f"{count}{unit}" for count, unit in _parts(span))


def say(span: timedelta) -> str:
    """For people: ``1 h 30 min``."""
    return " ".join(f"{count} {'min' if unit == 'm' else unit}" for count, unit in _parts(span))
