"""Looks counted by day and answer: each part beside the whole that it belongs to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.store.period_rows import PERSON, DayRow, TotalRow
from probes.contract import Outcome

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """Looks with one answer."""

    reason: str
    outcome: Outcome
    anchored: int
    extra: int
    conclusive: int
    """Of the anchored ones."""
    days: int
    """Local days with such a look; of several targets, the sum of theirs."""
    first: str
    last: str
    """First and last local day."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Counts of looks. Each part is named with the whole that it belongs to."""

    anchored: int = 0
    extra: int = 0
    conclusive: int = 0
    """Of the anchored looks, of people's of all; so ``with_slots``. The classes of dates are of anchored looks."""
    with_slots: int = 0
    days: int = 0
    """Local days with an anchored look, of people with any; so the next two, with a conclusive one and with one that
    showed slots."""
    answered_days: int = 0
    slot_days: int = 0
    extra_slot_days: int = 0
    """Other days on which looks outside the schedule alone showed slots."""
    two_dates: int = 0
    one_date: int = 0
    later_dates: int = 0
    reasons: tuple[ReasonCount, ...] = ()
    """Most frequent first."""

    @property
    def without_slots(self) -> int:
        """Conclusive anchored looks that showed none."""
        return self.conclusive - self.with_slots

    @property
    def dates_known(self) -> int:
        """Conclusive anchored looks of which it is known on how many days within 31 they showed a slot."""
        return self.without_slots + self.two_dates + self.one_date + self.later_dates

    @property
    def looks(self) -> int:
        return self.anchored + self.extra

    def of(self, outcome: Outcome) -> tuple[ReasonCount, ...]:
        """The answers of one outcome."""
        return tuple(one for one in self.reasons if one.outcome is outcome)


NOTHING = Seen()


@dataclass(frozen=True, slots=True)
class DayRun:
    """Consecutive local days with a look of one outcome."""

    first: str
    last: str
    anchored: int
    extra: int


def seen_of(rows: Iterable[DayRow], totals: Iterable[TotalRow] = ()) -> Seen:
    """The counts of one target's days, all from one kind of vantage."""
    days: dict[str, int] = {}
    counts: dict[str, list[int]] = {}
    on: dict[str, set[str]] = {}
    outcomes: dict[str, str] = {}
    for row in rows:
        count = counts.setdefault(row.reason, [0, 0, 0])
        count[0] += row.anchored
        count[1] += row.extra
        count[2] += row.conclusive
        on.setdefault(row.reason, set()).add(row.day)
        outcomes[row.reason] = row.outcome
        # One bit each: an anchored look, a conclusive one, one with slots; slots at a look outside the schedule.
        shown = row.outcome == "slots"
        looked = bool(row.anchored or (row.who == PERSON and row.extra))
        bits = looked | bool(row.conclusive) << 1 | (shown and bool(row.conclusive)) << 2
        days[row.day] = days.get(row.day, 0) | bits | (shown and bool(row.extra)) << 3
    reasons = [
        ReasonCount(
            reason, Outcome(outcomes[reason]), anchored, extra, sure, len(on[reason]), min(on[reason]), max(on[reason])
        )
        for reason, (anchored, extra, sure) in counts.items()
    ]
    dates = [
        sum(column) for column in zip(*((row.two_dates, row.one_date, row.later_dates) for row in totals), strict=True)
    ]
    return Seen(
        anchored=sum(one.anchored for one in reasons),
        extra=sum(one.extra for one in reasons),
        conclusive=sum(one.conclusive for one in reasons),
        with_slots=sum(one.conclusive for one in reasons if one.outcome is Outcome.SLOTS),
        days=sum(bits & 1 for bits in days.values()),
        answered_days=sum(bits >> 1 & 1 for bits in days.values()),
        slot_days=sum(bits >> 2 & 1 for bits in days.values()),
        extra_slot_days=sum(bits & 0b1100 == 0b1000 for bits in days.values()),
        two_dates=dates[0] if dates else 0,
        one_date=dates[1] if dates else 0,
        later_dates=dates[2] if dates else 0,
        reasons=_ordered(reasons),
    )


def _ordered(reasons: Iterable[ReasonCount]) -> tuple[ReasonCount, ...]:
    return tuple(sorted(reasons, key=lambda one: (-one.anchored - one.extra, one.reason)))


_SUMMED = (
    *("anchored", "extra", "conclusive", "with_slots", "days", "answered_days", "slot_days", "extra_slot_days"),
    *("two_dates", "one_date", "later_dates"),
)


def together(counted: Sequence[Seen]) -> Seen:
    """The sum over several targets: their days are added, so a day at two pages counts twice."""
    by_reason: dict[str, list[ReasonCount]] = {}
    for seen in counted:
        for one in seen.reasons:
            by_reason.setdefault(one.reason, []).append(one)
    reasons = [
        ReasonCount(
            reason,
            found[0].outcome,
            sum(one.anchored for one in found),
            sum(one.extra for one in found),
            sum(one.conclusive for one in found),
            sum(one.days for one in found),
            min(one.first for one in found),
            max(one.last for one in found),
        )
        for reason, found in by_reason.items()
    ]
    sums = {name: sum(getattr(seen, name) for seen in counted) for name in _SUMMED}
    return Seen(**sums, reasons=_ordered(reasons))


def runs(rows: Iterable[DayRow]) -> tuple[DayRun, ...]:
    """The days of some rows as runs of consecutive ones, with their looks."""
    by_day: dict[str, list[int]] = {}
    for row in rows:
        count = by_day.setdefault(row.day, [0, 0])
        count[0] += row.anchored
        count[1] += row.extra
    found: list[DayRun] = []
    for day in sorted(by_day):
        anchored, extra = by_day[day]
        if found and _next(found[-1].last) == day:
            before = found[-1]
            found[-1] = DayRun(before.first, day, before.anchored + anchored, before.extra + extra)
        else:
            found.append(DayRun(day, day, anchored, extra))
    return tuple(found)


def _next(day: str) -> str:
    return (datetime.fromisoformat(day) + _DAY).date().isoformat()
