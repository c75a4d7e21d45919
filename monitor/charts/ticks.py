"""Where a time axis is marked, in local time: at whole hours, days, weeks, months or years. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from monitor.charts.labels import Labels

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
Naming = Callable[[datetime], str]


class Tick(NamedTuple):
    """One mark on the axis."""

    at: datetime
    text: str
    below: str = ""
    """What the marks from here on belong to, a day or a year; empty where that has not changed."""


def ticks(start: datetime, end: datetime, zone: ZoneInfo, labels: Labels, most: int) -> list[Tick]:
    """Marks from ``start`` to ``end``, at most so many; a day of 23 or 25 hours has its own length."""

    def day(at: datetime) -> str:
        return labels.day_and_month.format(day=at.day, month=labels.short_months[at.month - 1])

    def hour(at: datetime) -> str:
        return labels.hour.format(hour=at.hour)

    for count in (1, 2, 3, 6, 12):
        if len(found := list(islice(_hours(start, end, zone, count), most + 1))) <= most:
            return _named(found, hour, day)
    for count in (1, 2, 7, 14):
        if len(found := list(islice(_midnights(start, end, zone, days=count), most + 1))) <= most:
            return _named(found, day, _year)
    for count in (1, 2, 3, 6):
        if len(found := list(islice(_midnights(start, end, zone, months=count), most + 1))) <= most:
            return _named(found, lambda at: labels.short_months[at.month - 1], _year)
    count = 12
    while len(found := list(islice(_midnights(start, end, zone, months=count), most + 1))) > most:
        count *= 2
    return _named(found, _year, lambda _: "")


def _hours(start: datetime, end: datetime, zone: ZoneInfo, every: int) -> Iterator[datetime]:
    at = start.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    while at <= end:
        local = at.astimezone(zone)
        if at >= start and local.hour % every == 0 and not local.minute:
            yield local
        at += _HOUR


def _midnights(start: datetime, end: datetime, zone: ZoneInfo, *, days: int = 1, months: int = 0) -> Iterator[datetime]:
    """The beginnings of every so many days (of weeks: Mondays), or of months."""
    day = start.astimezone(zone).date()
    while (at := datetime.combine(day, time(), zone)) <= end:
        if at >= start and (_begins(day, months) if months else day.toordinal() % days == 1 % days):
            yield at
        day += _DAY


def _begins(day: date, months: int) -> bool:
    return day.day == 1 and (day.year * 12 + day.month - 1) % months == 0


def _year(at: datetime) -> str:
    return str(at.year)


def _named(found: list[datetime], text: Naming, below: Naming) -> list[Tick]:
    named: list[Tick] = []
    last = ""
    for at in found:
        group = below(at)
        named.append(Tick(at, text(at), group if group != last else ""))
        last = group
    return named
