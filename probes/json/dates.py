"""Dates and times as JSON answers write them: ISO 8601, Unix time, or a format of the operator's. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

_FIRST_YEAR, _LAST_YEAR = 2000, 9998
"""Outside stand the empty dates of databases: 0001-01-01, 1970-01-01, 9999-12-31."""
_MILLISECONDS = 1e11
"""Unix times above are milliseconds: in seconds they would lie beyond the year 5000."""
_UNIX = re.compile(r"\d{10}(?:\d{3})?", re.ASCII)


def moment(value: Any, date_format: str | None = None) -> datetime | date | None:
    """An aware UTC datetime where the value says its zone, else the day alone; None where it is no date."""
    written = _written(value, date_format)
    if written is None:
        return None
    return written.date() if written.tzinfo is None else written.astimezone(UTC)


def day(value: Any, date_format: str | None = None) -> date | None:
    """The day as the value writes it, in whatever zone; None where it is no date."""
    written = _written(value, date_format)
    return written.date() if written else None


def order(when: datetime | date) -> datetime:
    """What to sort by: a day alone counts from its beginning."""
    return when if isinstance(when, datetime) else datetime(when.year, when.month, when.day, tzinfo=UTC)


def _written(value: Any, date_format: str | None) -> datetime | None:
    try:
        if isinstance(value, str):
            written = _from_text(value.strip(), date_format)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            written = _from_unix(value)
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    return written if _FIRST_YEAR <= written.year <= _LAST_YEAR else None


def _from_text(text: str, date_format: str | None) -> datetime:
    if date_format:
        return datetime.strptime(text, date_format)  # noqa: DTZ007  # without a zone only the day is used
    if _UNIX.fullmatch(text):
        return _from_unix(int(text))
    return datetime.fromisoformat(text)


def _from_unix(number: float) -> datetime:
    return datetime.fromtimestamp(number / 1000 if number > _MILLISECONDS else number, UTC)
