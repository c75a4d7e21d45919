"""Scheduled time: when a target is looked at at all, and how much of that lies between two moments. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from monitor.model import ActiveHours

_DAY = timedelta(days=1)
_MIDNIGHT = time(0, 0)
_WEEK = 7
_MOST_DAYS = 3700
"""A deadline is looked for so far ahead; the longest span that a configuration can ask for is ten years."""


def is_within(hours: ActiveHours, local: datetime) -> bool:
    """Whether a local moment lies in the hours; a span over midnight belongs to the day on which it began."""
    clock = local.time().replace(tzinfo=None)
    if hours.end == _MIDNIGHT or hours.start < hours.end:
        inside = hours.start <= clock and (clock < hours.end or hours.end == _MIDNIGHT)
        return inside and local.weekday() in hours.days
    if clock >= hours.start:
        return local.weekday() in hours.days
    return clock < hours.end and (local.weekday() - 1) % _WEEK in hours.days


@dataclass(frozen=True, slots=True)
class Hours:
    """The scheduled hours of one target: its active hours without its maintenance windows, in its own zone."""

    timezone: str = "UTC"
    active: ActiveHours | None = None
    maintenance: tuple[ActiveHours, ...] = field(default=())

    @property
    def always(self) -> bool:
        """Whether looks are made day and night."""
        return self.active is None and not self.maintenance

    def includes(self, moment: datetime) -> bool:
        """Whether looks are made at a moment."""
        if self.always:
            return True
        local = moment.astimezone(ZoneInfo(self.timezone))
        active = self.active is None or is_within(self.active, local)
        return active and not any(is_within(window, local) for window in self.maintenance)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Scheduled time from one moment to a later one; nothing where the second is not later."""
        if self.always or end <= start:
            return max(end - start, timedelta(0))
        zone = ZoneInfo(self.timezone)
        day, total = start.astimezone(zone).date() - _DAY, timedelta(0)
        last = end.astimezone(zone).date()
        while day <= last:
            for begins, ends in _spans(self, day):
                total += max(min(end, ends) - max(start, begins), timedelta(0))
            day += _DAY
        return total

    def after(self, start: datetime, length: timedelta) -> datetime:
        """The moment at which so much scheduled time has passed; far away where no time is scheduled."""
        if self.always:
            return start + length
        zone = ZoneInfo(self.timezone)
        day, left = start.astimezone(zone).date() - _DAY, length
        for _ in range(_MOST_DAYS):
            for begins, ends in _spans(self, day):
                inside = max(ends - max(start, begins), timedelta(0))
                if inside >= left and inside:
                    return max(start, begins) + left
                left -= inside
            day += _DAY
        return start + _MOST_DAYS * _DAY

    @property
    def fraction(self) -> float:
        """The part of a week that is scheduled, above 0."""
        if self.always:
            return 1.0
        week = sum((self._length(day) for day in _a_week()), timedelta(0))
        return max(week / (_WEEK * _DAY), 1e-3)

    @property
    def longest_day(self) -> timedelta:
        """The most scheduled time of one day; of 24 hours where looks are made day and night."""
        return _DAY if self.always else max(self._length(day) for day in _a_week())

    def _length(self, day: date) -> timedelta:
        return sum((ends - begins for begins, ends in _spans(self, day)), timedelta(0))


def _a_week() -> Iterator[date]:
    """Seven days without a change of the clocks anywhere."""
    return (date(2018, 1, 15) + _DAY * number for number in range(_WEEK))


@lru_cache(maxsize=4096)
def _spans(hours: Hours, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """The scheduled spans that begin with a local day, in UTC, in order."""
    spans = _window(hours.active or ActiveHours(), hours.timezone, day)
    for window in hours.maintenance:
        # A window that began on the day before may reach into this one, and one of the next day into a night's span.
        closed = [span for near in (-1, 0, 1) for span in _window(window, hours.timezone, day + near * _DAY)]
        for begins, ends in closed:
            spans = [part for span in spans for part in _without(span, begins, ends)]
    return tuple(spans)


def _window(hours: ActiveHours, timezone: str, day: date) -> list[tuple[datetime, datetime]]:
    if day.weekday() not in hours.days:
        return []
    zone = ZoneInfo(timezone)
    begins = datetime.combine(day, hours.start, zone).astimezone(UTC)
    ends = datetime.combine(day + (_DAY if hours.end <= hours.start else timedelta(0)), hours.end, zone).astimezone(UTC)
    return [(begins, ends)] if begins < ends else []


def _without(span: tuple[datetime, datetime], begins: datetime, ends: datetime) -> list[tuple[datetime, datetime]]:
    parts = [(span[0], min(span[1], begins)), (max(span[0], ends), span[1])]
    return [(first, last) for first, last in parts if first < last]
