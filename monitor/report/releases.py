"""When slots appear at one target, how many, how long they stay: intervals, as the spacing of looks gives them.

Reads days, quarter hours, spells and events from the store, never single looks but for the slots that a page counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from monitor.clock import from_iso, iso
from monitor.model import EventKind, Watchers
from monitor.report.appearances import Appearance
from monitor.report.gathering import gather
from monitor.report.period import Facts
from monitor.report.period_json import appearance_json, seconds
from monitor.report.span import Span
from monitor.store.period_rows import MACHINE, EventRow, Watched
from monitor.store.periods import Periods
from probes.contract import Outcome

if TYPE_CHECKING:
    from monitor.charts import Hour

VERSION = 1
DAYS_NEEDED = 28
"""Days with a conclusive look: every hour of the week may then have been seen four times."""
CLOSE = timedelta(hours=2)
"""An appearance has a place on the map where its moment is known this closely."""
_ANSWERS = (Outcome.SLOTS, Outcome.NO_SLOTS, Outcome.CLOSED)


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of a length of time; no upper one is known where ``most`` is None."""

    least: timedelta
    most: timedelta | None


@dataclass(frozen=True, slots=True)
class Stated:
    """What the office's page said of its releases."""

    kind: str
    """``last-release``, ``next-release`` or ``next-availability``."""
    text: str
    says_when: str
    """The moment that it named, as stored; empty: none."""
    at: datetime
    """The look that showed it first."""


@dataclass(frozen=True, slots=True)
class Releases:
    """All that looks tell of releases over a span."""

    facts: Facts
    days: int
    """Local days with a conclusive look, of which ``DAYS_NEEDED`` are needed for the map."""
    answered: Mapping[tuple[int, int], int]
    """Looks that answered, by weekday (Monday = 0) and local hour."""
    appeared: Mapping[tuple[int, int], int]
    """Appearances by the hour of the look that showed them first, where ``CLOSE`` allows to say so."""
    counted: tuple[int, ...]
    """How many slots the page counted when they were first seen, where it did."""
    statements: tuple[Stated, ...]

    @property
    def appearances(self) -> tuple[Appearance, ...]:
        """Slots first seen in the span after a look that showed none."""
        return tuple(one for one in self.facts.began if one.none_before)

    @property
    def placed(self) -> int:
        return sum(self.appeared.values())

    @property
    def missing(self) -> int:
        """Days with a conclusive look that the map still lacks."""
        return max(DAYS_NEEDED - self.days, 0)

    @property
    def stay(self) -> tuple[Interval, Interval] | None:
        """How long slots stayed: the median, and from the shortest to the longest; None: none appeared."""
        found = self.appearances
        if not found:
            return None
        least, most = [one.least for one in found], [one.most for one in found]
        known = [one for one in most if one is not None]
        longest = max(known) if len(known) == len(most) else None
        return Interval(_median(least) or min(least), _median(most)), Interval(min(least), longest)


def _median(lengths: Sequence[timedelta | None]) -> timedelta | None:
    """The median where unknown lengths count as longer than any other."""
    order = sorted(one for one in lengths if one is not None)
    ranked = [*order, *(None for _ in range(len(lengths) - len(order)))]
    middle = ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]
    return None if middle[0] is None or middle[1] is None else (middle[0] + middle[1]) / 2


def releases(questions: Periods, target: Watched, span: Span, now: datetime) -> Releases:
    """What is known of the releases at one target over a span."""
    facts = gather(questions, [target], span, now)[0]
    since, until = span.around()
    events = list(questions.events([target], since, until))
    start, end = span.bounds(target.timezone)
    first = {
        row.at: row.observation
        for row in events
        if row.kind == EventKind.SLOTS_APPEARED and row.watchers == Watchers.MACHINE
    }
    began = [one for one in facts.began if one.none_before]
    observations = [first[at] for one in began if (at := iso(one.first_at)) in first]
    totals = questions.totals([target], span.first.isoformat(), span.last.isoformat())
    quarters = questions.quarters(target, f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}")
    return Releases(
        facts=facts,
        days=len({row.day for row in totals if row.who == MACHINE}),
        answered=_answered(quarters, start, end, target.timezone),
        appeared=_appeared(began, target.timezone),
        counted=tuple(questions.slot_counts(observations)),
        statements=tuple(_stated(events, start, end)),
    )


def _answered(
    quarters: Iterable[tuple[str, str, list[int]]], start: datetime, end: datetime, zone: str
) -> dict[tuple[int, int], int]:
    place, found = ZoneInfo(zone), dict[tuple[int, int], int]()
    for day, outcome, counts in quarters:
        if outcome not in _ANSWERS:
            continue
        midnight = datetime.fromisoformat(day).replace(tzinfo=UTC)
        for quarter, looks in enumerate(counts):
            moment = midnight + timedelta(minutes=15 * quarter)
            if looks and start <= moment < end:
                local = moment.astimezone(place)
                key = local.weekday(), local.hour
                found[key] = found.get(key, 0) + looks
    return found


def _appeared(began: Iterable[Appearance], zone: str) -> dict[tuple[int, int], int]:
    place, found = ZoneInfo(zone), dict[tuple[int, int], int]()
    for one in began:
        if one.within is not None and one.within <= CLOSE:
            local = one.first_at.astimezone(place)
            key = local.weekday(), local.hour
            found[key] = found.get(key, 0) + 1
    return found


def _stated(events: Iterable[EventRow], start: datetime, end: datetime) -> Iterable[Stated]:
    for row in events:
        at = from_iso(row.at)
        if row.kind == EventKind.RELEASE_STATED and start <= at < end:
            details = json.loads(row.details)
            yield Stated(details["kind"], details["text"], details["when"] or "", at)


def week_hours(found: Releases) -> dict[tuple[int, int], Hour]:
    """For the map: of the looks of each hour that answered, the share that first showed slots."""
    from monitor.charts import Hour

    return {
        key: Hour(min(found.appeared.get(key, 0) / looks, 1.0), looks) for key, looks in found.answered.items() if looks
    }


def as_json(found: Releases, now: datetime, *, simulated: bool) -> dict[str, Any]:
    """The same for programs: times are UTC, lengths are seconds; hours are local, weekdays count from Monday = 0."""
    stay = found.stay
    span = found.facts.span
    return {
        "v": VERSION,
        "simulated": simulated,
        "target": found.facts.target.slug,
        "timezone": found.facts.target.timezone,
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "as_of": iso(now),
        "days": found.days,
        "days_needed": DAYS_NEEDED,
        "largest_interval_seconds": seconds(found.facts.coverage.longest),
        "appearances": [appearance_json(one) for one in found.appearances],
        "placed": found.placed,
        "stay_seconds": {
            "median": [seconds(stay[0].least), seconds(stay[0].most)],
            "range": [seconds(stay[1].least), seconds(stay[1].most)],
        }
        if stay
        else None,
        "slots_counted": list(found.counted),
        "hours": [
            {"weekday": weekday, "hour": hour, "looks": looks, "appeared": found.appeared.get((weekday, hour), 0)}
            for (weekday, hour), looks in sorted(found.answered.items())
        ],
        "statements": [
            {"kind": one.kind, "text": one.text, "says_when": one.says_when or None, "first_shown_at": iso(one.at)}
            for one in found.statements
        ],
    }
