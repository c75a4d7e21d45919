"""How closely a span was watched: the longest interval between conclusive looks, and the holes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from monitor.clock import from_iso
from monitor.judge.fold import USUAL
from monitor.judge.terms import Terms
from monitor.model import Watchers
from monitor.store.period_rows import TotalRow

_SECOND = timedelta(seconds=1)
_NONE = timedelta(0)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Hole:
    """Scheduled time that no conclusive look covered, longer than the target's ``max_gap``."""

    day: str
    """The local day of the look that ended it; empty: none has."""
    since: datetime | None
    """The conclusive look before and after it; None: somewhere within the day."""
    until: datetime | None
    unobserved: timedelta
    """Scheduled time that was not covered, on that day and since the conclusive look before."""
    longest: timedelta
    """Between two consecutive conclusive looks, or to the end of the span."""
    ended: bool = True
    """Whether a conclusive look ended it within the span."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How closely a span was watched."""

    first_conclusive_at: datetime | None = None
    """First and last conclusive look, anchored or extra."""
    last_conclusive_at: datetime | None = None
    longest: timedelta | None = None
    """Between two consecutive conclusive looks, the later one in the span; at most, where several machines looked."""
    longest_on: str = ""
    """The local day on which it ended."""
    scheduled: timedelta = _NONE
    """Scheduled time up to the conclusive looks of the span, and the part that looks at the usual spacing covered."""
    observed: timedelta = _NONE
    holes: tuple[Hole, ...] = ()


class _Day(NamedTuple):
    """One local day, the machines' looks taken together; lengths are seconds."""

    day: str
    first: str
    last: str
    longest: float
    unobserved: float


def coverage(
    totals: Sequence[TotalRow], before: datetime | None, terms: Terms, lived: tuple[datetime, datetime]
) -> Coverage:
    """How closely a machine watched; ``before``: its latest conclusive look before, ``lived``: the time that counts."""
    days = sorted(_days(totals, before, terms))
    latest = max(from_iso(max(one.last for one in days)), before or _LONG_AGO) if days else before
    allowed = max((terms.gap(Watchers.MACHINE) - terms.spacing * USUAL).total_seconds(), 1.0)
    holes = [_hole(days, place, before) for place, one in enumerate(days) if one.unobserved > allowed]
    longest = max(days, key=lambda one: one.longest, default=None)
    return Coverage(
        first_conclusive_at=from_iso(min(one.first for one in days)) if days else None,
        last_conclusive_at=from_iso(max(one.last for one in days)) if days else None,
        longest=timedelta(seconds=longest.longest) if longest else None,
        longest_on=longest.day if longest else "",
        scheduled=timedelta(seconds=sum(row.scheduled for row in totals)),
        observed=timedelta(seconds=sum(row.observed for row in totals)),
        holes=(*holes, *_last(latest, terms, lived)),
    )


def _hole(days: Sequence[_Day], place: int, before: datetime | None) -> Hole:
    one = days[place]
    previous = max((from_iso(day.last) for day in days[max(place - 1, 0) : place]), default=before)
    first, longest = from_iso(one.first), timedelta(seconds=one.longest)
    crosses = previous is not None and longest - (first - previous) < _SECOND
    since, until = (previous, first) if crosses else (None, None)
    return Hole(one.day, since, until, timedelta(seconds=one.unobserved), longest)


def _last(latest: datetime | None, terms: Terms, lived: tuple[datetime, datetime]) -> list[Hole]:
    """What is open at the end of the time that counts."""
    since, until = latest or lived[0], lived[1]
    if until - since <= terms.gap(Watchers.MACHINE):
        return []
    scheduled = terms.hours.between(since, until)
    if scheduled <= terms.gap(Watchers.MACHINE):
        return []
    return [Hole("", since, until, scheduled, max(until - since, _NONE), ended=False)]


def _days(totals: Sequence[TotalRow], before: datetime | None, terms: Terms) -> Iterator[_Day]:
    """The days; those at which several machines looked, or another one than before, are taken together."""
    first = min(totals, key=lambda row: row.day, default=None)
    if first is None:
        return
    if len({row.vantage for row in totals}) < 2 and not (before and _is_first(first, before)):
        for row in totals:
            yield _Day(row.day, row.first, row.last, row.gap, row.scheduled - row.observed)
        return
    by_day: dict[str, list[TotalRow]] = {}
    for row in totals:
        by_day.setdefault(row.day, []).append(row)
    latest = before
    for day in sorted(by_day):
        merged = _merged(day, by_day[day], latest, terms)
        yield merged
        latest = max(from_iso(merged.last), latest or _LONG_AGO)


def _is_first(row: TotalRow, latest: datetime) -> bool:
    """Whether a machine answered on this day for the first time: else its own gap goes back to the latest or beyond."""
    return timedelta(seconds=row.gap) < from_iso(row.first) - latest - _SECOND


def _merged(day: str, rows: Sequence[TotalRow], latest: datetime | None, terms: Terms) -> _Day:
    """One day of several machines: an interval is only as long as none of them looked.

    The first and the last look of each cut the day into parts that no interval crosses. In a part during which a
    machine went on looking, none is longer than its own longest; in any other, nobody looked at all.
    """
    spans = {row: (from_iso(row.first), from_iso(row.last)) for row in rows}
    since = latest or min(first for first, _ in spans.values())
    cuts = sorted({since, *(moment for span in spans.values() for moment in span)})

    def missed(start: datetime, end: datetime) -> float:
        return max(terms.hours.between(start, end) - terms.spacing * USUAL, _NONE).total_seconds()

    def uncovered(row: TotalRow) -> float:
        """What one machine alone left open, with what was before its first answer ever, and behind the day's last."""
        before = missed(since, spans[row][0]) if _is_first(row, since) else 0.0
        return max(row.scheduled - row.observed, before) + missed(spans[row][1], cuts[-1])

    longest = unobserved = 0.0
    for start, end in pairwise(one for one in cuts if one >= since):
        going_on = [row for row, (first, last) in spans.items() if first <= start and end <= last]
        longest = max(longest, min([(end - start).total_seconds(), *(row.gap for row in going_on)]))
        unobserved += min([missed(start, end), *(row.scheduled - row.observed for row in going_on)])
    unobserved = min([unobserved, *map(uncovered, rows)])
    return _Day(day, min(row.first for row in rows), max(row.last for row in rows), longest, unobserved)
