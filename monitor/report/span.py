"""Spans of local days, as people write them: two days, a month, a year, the last so many days. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.clock import iso

USUAL_DAYS = 30
_DAY = timedelta(days=1)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LAST = re.compile(r"(\d{1,5})([dw])", re.ASCII)
_LONGEST = 18_000
_FORMS = "write a day (2018-10-05), a month (2018-10) or a year (2018)"
_EARLIEST = 1970
"""Years before have no place on every machine's clock, and had no page to look at."""
_WIDEST = timedelta(hours=16)
"""No zone is further from UTC."""


class SpanError(ValueError):
    """A span that cannot be meant; the message names the option and says what to do."""


@dataclass(frozen=True, slots=True)
class Span:
    """Local days of each target, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Its first moment in a zone, and the first one after it, in UTC."""
        place = ZoneInfo(zone)
        start, end = (datetime.combine(day, time(0), place) for day in (self.first, self.last + _DAY))
        return start.astimezone(UTC), end.astimezone(UTC)

    def around(self) -> tuple[str, str]:
        """Moments as stored between which it lies in every zone."""
        start = datetime.combine(self.first, time(0), UTC) - _WIDEST
        return iso(start), iso(datetime.combine(self.last + _DAY, time(0), UTC) + _WIDEST)


def span_of(period: str | None, since: str | None, until: str | None, last: str | None, *, today: date) -> Span:
    """The span that is meant: one period, or from a day to a day, or the last so many days; else the last 30.

    A month or year that is not over yet ends today. Raises ``SpanError``.
    """
    if sum((period is not None, since is not None or until is not None, last is not None)) > 1:
        raise SpanError("give a period, or --from and --to, or --last: one of these")
    if last is not None:
        return _latest(_number_of_days(last), today)
    if period is not None:
        span = _parsed(period, "period")
        _require_begun(span.first, "period", today)
        return Span(span.first, min(span.last, today))
    first = _parsed(since, "--from").first if since is not None else None
    end = _end(until, today) if until is not None else today
    if first is None:
        return _latest(USUAL_DAYS, end)
    _require_begun(first, "--from", today)
    if first > end:
        raise SpanError(f"--from {first} is after --to {end}; exchange them")
    return Span(first, end)


def _latest(days: int, last: date) -> Span:
    return Span(last - (days - 1) * _DAY, last)


def _end(text: str, today: date) -> date:
    span = _parsed(text, "--to")
    if _FULL.fullmatch(text) and span.last > today:
        raise SpanError(f"--to {text} is in the future; the latest day is {today}")
    _require_begun(span.first, "--to", today)
    return min(span.last, today)


def _require_begun(first: date, option: str, today: date) -> None:
    if first > today:
        raise SpanError(f"{option} {first} is in the future; the latest day is {today}")


def _number_of_days(text: str) -> int:
    found = _LAST.fullmatch(text)
    days = int(found[1]) * (7 if found[2] == "w" else 1) if found else 0
    if not 0 < days <= _LONGEST:
        raise SpanError(f"--last {text!r} is no number of days; write 30d or 4w")
    return days


def _parsed(text: str, option: str) -> Span:
    span = _read(text)
    if span is None or span.first.year < _EARLIEST:
        raise SpanError(f"{option} {text!r} is no day that can be asked for; {_FORMS}")
    return span


def _read(text: str) -> Span | None:
    try:
        if _YEAR.fullmatch(text):
            return Span(date(int(text), 1, 1), date(int(text), 12, 31))
        if found := _MONTH.fullmatch(text):
            first = date(int(found[1]), int(found[2]), 1)
            return Span(first, (first + 31 * _DAY).replace(day=1) - _DAY)
        if _FULL.fullmatch(text):
            day = date.fromisoformat(text)
            return Span(day, day)
    except (ValueError, OverflowError):
        return None
    return None
