"""How times, spans and captured texts are written for terminals and spreadsheets. Pure."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_MINUTE = timedelta(minutes=1)


def local(moment: datetime | None, zone: str) -> str:
    """A moment in a target's own zone, to the minute, with the zone's abbreviation; ``never`` for None."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M %Z") if moment else "never"


def span(length: timedelta) -> str:
    """A length of time in its two largest units: ``12 d 3 h``, ``40 min``, ``0 s``."""
    seconds = max(int(length.total_seconds()), 0)
    units = [
        (seconds // 86400, "d"),
        (seconds % 86400 // 3600, "h"),
        (seconds % 3600 // 60, "min"),
        (seconds % 60, "s"),
    ]
    first = next((place for place, (count, _) in enumerate(units) if count), 3)
    return " ".join(f"{count} {unit}" for count, unit in units[first : first + 2] if count) or "0 s"


def up(length: timedelta) -> timedelta:
    """A length of time in which something may have been missed, up to the next whole minute: never said too short."""
    return -(-length // _MINUTE) * _MINUTE


def printable(text: str) -> str:
    """Text that came from outside, made harmless for a terminal: one line, no control or formatting characters."""
    if text.isprintable():
        return text
    return "".join(char if unicodedata.category(char)[0] not in "CZ" or char == " " else " " for char in text)


def cut(text: str, width: int) -> str:
    """The text, shortened with an ellipsis where it is longer than ``width``."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def cell(value: Any) -> Any:
    """A value for a CSV file: text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return "" if value is None else value
