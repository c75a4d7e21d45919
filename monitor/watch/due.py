"""What is due when: a pure function of configuration, remembered due times and the clock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.model import ActiveHours, Target

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MAX_JITTER = timedelta(minutes=3)
_A_WEEK = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Due:
    """A look that the schedule wants."""

    target: Target
    at: datetime


def _fraction(*seed: object) -> float:
    """A number in [0, 1) that is the same on every machine and in every run."""
    digest = hashlib.sha256("/".join(map(str, seed)).encode()).digest()
    return int.from_bytes(digest[:7], "big") / 2**56


def next_due(target: Target, after: datetime) -> datetime:
    """The first anchored look strictly after a moment, within the target's active hours.

    Looks stand on a grid fixed by the target's id and interval, so restarts and late looks never shift it; each comes
    up to a tenth of the interval later (3 min at most), so that they do not come at the same second every time. Where
    the grid never meets the active hours (one look a day, three hours a day), it moves on to the next of them.
    """
    every, zone = target.every, ZoneInfo(target.timezone)
    phase = every * _fraction("phase", target.id)
    index = (after - _EPOCH - phase) // every
    first = None
    while True:
        at = _EPOCH + phase + every * index + _jitter(target, index)
        index += 1
        if at <= after:
            continue
        if _is_active(target.active, at.astimezone(zone)):
            return at
        first = first or at
        if at - first > _A_WEEK:
            return _in_next_span(target, first)


def _in_next_span(target: Target, after: datetime) -> datetime:
    """A moment in the first active span that begins after another, at a place in it fixed by the target's id."""
    active, zone = target.active or ActiveHours(), ZoneInfo(target.timezone)
    day = after.astimezone(zone).date()
    while True:
        begins = datetime.combine(day, active.start, zone)
        ends = datetime.combine(day + timedelta(days=active.end <= active.start), active.end, zone)
        at = begins.astimezone(UTC) + (ends.astimezone(UTC) - begins.astimezone(UTC)) * _fraction("span", target.id)
        if at > after and day.weekday() in active.days:
            return at
        day += timedelta(days=1)


def _jitter(target: Target, index: int) -> timedelta:
    return min(target.every / 10, _MAX_JITTER) * _fraction("jitter", target.id, index)


def _is_active(active: ActiveHours | None, local: datetime) -> bool:
    if active is None:
        return True
    clock = local.time().replace(tzinfo=None)
    if active.start < active.end or active.end.hour == active.end.minute == 0:
        inside = active.start <= clock and (clock < active.end or active.end.hour == active.end.minute == 0)
        return inside and local.weekday() in active.days
    # Over midnight: the early hours belong to the day on which the span began.
    if clock >= active.start:
        return local.weekday() in active.days
    return clock < active.end and (local.weekday() - 1) % 7 in active.days


def due(targets: Iterable[Target], times: Mapping[str, datetime], now: datetime) -> list[Due]:
    """Which looks are due, the most overdue first; a target never looked at is due at once.

    However late, a target is due once: what was missed is not made up for.
    """
    wanted = [Due(target, times.get(target.id, now)) for target in targets]
    return sorted((look for look in wanted if look.at <= now), key=lambda look: look.at)


def next_wake(targets: Iterable[Target], times: Mapping[str, datetime]) -> datetime | None:
    """When the next look is due, or None without targets."""
    return min((times.get(target.id, _EPOCH) for target in targets), default=None)
