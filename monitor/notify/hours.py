"""When a receiver may be told: the hours of its digests and its quiet hours, in its own zone. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.config.settings import Receiver


def next_digest(receiver: Receiver, since: datetime) -> datetime:
    """The receiver's first digest hour at or after a moment, UTC.

    Where its clocks skip that hour it is an hour later; where they show it twice, it is the first.
    """
    weekday = None if receiver.digest == "daily" else receiver.digest_day
    return min(at for at in _moments(receiver, receiver.digest_at, since, weekday) if at >= since)


def quiet_until(receiver: Receiver, moment: datetime) -> datetime | None:
    """When the quiet hours in which a moment lies are over, UTC; None where it lies in none."""
    if receiver.quiet is None:
        return None
    start, end = receiver.quiet
    clock = moment.astimezone(ZoneInfo(receiver.timezone)).time()
    inside = start <= clock < end if start < end else clock >= start or clock < end
    if start == end or not inside:
        return None
    shown = _moments(receiver, end, moment, None) + _moments(receiver, end.replace(fold=1), moment, None)
    return min(at for at in shown if at > moment)


def _moments(receiver: Receiver, clock: time, around: datetime, weekday: int | None) -> list[datetime]:
    """When the receiver's clock shows this, UTC: on the days, or the one weekday, from the day before to a week on."""
    zone = ZoneInfo(receiver.timezone)
    today = around.astimezone(zone).date()
    days = [today + timedelta(days=n) for n in range(-1, 9)]
    return [
        datetime.combine(day, clock, zone).astimezone(UTC)
        for day in days
        if weekday is None or day.weekday() == weekday
    ]
