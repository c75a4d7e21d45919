"""What is due when: a pure function of configuration, remembered due times and the clock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.http.addresses import is_loopback_host
from monitor.judge.hours import Hours
from monitor.model import ActiveHours, LookKind, Target
from monitor.model.judged import Memory
from probes.contract import Outcome

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MAX_JITTER = timedelta(minutes=3)
_A_WEEK = timedelta(days=8)
_A_MOMENT = timedelta(seconds=1)
AT_ONCE = 20
"""So many new targets are looked at at once; more are spread."""
SPREAD = timedelta(minutes=15)
"""Over so long, or over the target's interval if that is shorter."""
LONGEST_OPEN = timedelta(hours=2)
"""Extra looks end so long after slots were first shown."""


@dataclass(frozen=True, slots=True)
class Due:
    """A look that the schedule wants."""

    target: Target
    at: datetime
    kind: LookKind = LookKind.ANCHORED


def fraction(*seed: object) -> float:
    """A number in [0, 1) that is the same on every machine and in every run."""
    digest = hashlib.sha256("/".join(map(str, seed)).encode()).digest()
    return int.from_bytes(digest[:7], "big") / 2**56


def hours_of(target: Target) -> Hours:
    """When a target may be looked at: in its active hours, and not in its maintenance windows."""
    return Hours(target.timezone, target.active, target.maintenance)


def at_its_pace(target: Target, memory: Memory, now: datetime) -> Target:
    """The target as it is looked at now: less often where a site has kept us out, or has stood in front, for long."""
    slowest = memory.slowed_to(now)
    return replace(target, every=slowest) if slowest and slowest > target.every else target


def next_due(target: Target, after: datetime) -> datetime:
    """The first anchored look strictly after a moment, within the target's hours.

    Looks stand on a grid fixed by the target's id and interval, so restarts and late looks never shift it; each comes
    up to a tenth of the interval later (3 min at most), so that they do not come at the same second every time. Where
    the grid never meets the hours (one look a day, three hours a day), it moves on to the next of them.
    """
    every, hours = target.every, hours_of(target)
    phase = every * fraction("phase", target.id)
    index = (after - _EPOCH - phase) // every
    first = None
    while True:
        at = _EPOCH + phase + every * index + _jitter(target, index)
        index += 1
        if at <= after:
            continue
        if hours.includes(at):
            return at
        first = first or at
        if at - first > _A_WEEK:
            return _in_next_span(target, first)


def _in_next_span(target: Target, after: datetime) -> datetime:
    """A moment in the first active span that begins after another, at a place in it fixed by the target's id."""
    active, zone, hours = target.active or ActiveHours(), ZoneInfo(target.timezone), hours_of(target)
    day = after.astimezone(zone).date()
    while True:
        begins = datetime.combine(day, active.start, zone)
        ends = datetime.combine(day + timedelta(days=active.end <= active.start), active.end, zone)
        at = begins.astimezone(UTC) + (ends.astimezone(UTC) - begins.astimezone(UTC)) * fraction("span", target.id)
        if at > after and day.weekday() in active.days:
            return at if hours.includes(at) else hours.after(at, _A_MOMENT)
        day += timedelta(days=1)


def _jitter(target: Target, index: int) -> timedelta:
    return min(target.every / 10, _MAX_JITTER) * fraction("jitter", target.id, index)


def first_times(targets: Iterable[Target], now: datetime) -> dict[str, datetime]:
    """When targets that were never looked at are due: a few at once, many spread over a quarter of an hour.

    Those of one host do not follow each other, as far as there are others. Who is outside its hours waits for them.
    """
    targets = list(targets)
    places = {target.id: 0.0 for target in targets}
    away = [target for target in targets if not is_loopback_host(target.hostname)]
    if len(away) > AT_ONCE:
        places |= {target.id: number / len(away) for number, target in enumerate(_alternating(away))}
    times = {target.id: now + min(target.every, SPREAD) * places[target.id] for target in targets}
    return {
        target.id: at if hours_of(target).includes(at := times[target.id]) else next_due(target, at)
        for target in targets
    }


def _alternating(targets: Sequence[Target]) -> Iterator[Target]:
    """Each host's first, each host's second, and so on; which is first is fixed by the ids."""
    lines: dict[str, list[Target]] = {}
    for target in sorted(targets, key=lambda target: fraction("first", target.id)):
        lines.setdefault(target.server, []).append(target)
    for number in range(max(map(len, lines.values()))):
        yield from (line[number] for line in lines.values() if number < len(line))


def next_extra(target: Target, outcome: Outcome, memory: Memory, now: datetime, anchored: datetime) -> datetime | None:
    """When to look once more beside the schedule, after a look that ended now: only while slots are shown.

    Extra looks keep their distance from the next anchored one, and end two hours after slots were first shown.
    """
    every, shown_from = target.every_open, memory.slots_from
    if every is None or outcome is not Outcome.SLOTS or shown_from is None:
        return None
    at = now + every
    wanted = at - shown_from <= LONGEST_OPEN and anchored - at >= every and hours_of(target).includes(at)
    return at if wanted else None


def due(targets: Iterable[Target], times: Mapping[str, datetime], now: datetime) -> list[Due]:
    """Which looks are due, the most overdue first; a target without a time is due at once.

    However late, a target is due once: what was missed is not made up for. Outside its hours none is looked at.
    """
    wanted = [Due(target, at) for target in targets if (at := times.get(target.id, now)) <= now]
    return sorted((look for look in wanted if _may_be_made(look.target, now)), key=lambda look: look.at)


def _may_be_made(target: Target, now: datetime) -> bool:
    return hours_of(target).includes(now)


def next_wake(targets: Iterable[Target], times: Mapping[str, datetime], now: datetime) -> datetime | None:
    """When the next look can be made, or None without targets."""
    return min((_can_be_made(target, times.get(target.id, now), now) for target in targets), default=None)


def _can_be_made(target: Target, at: datetime, now: datetime) -> datetime:
    """When a look that is due at a moment can be made: then, or what is late when the target's hours begin."""
    if at > now or _may_be_made(target, now):
        return at
    return hours_of(target).after(now, _A_MOMENT)
