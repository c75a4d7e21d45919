"""Where every target and the monitor itself stand: gathered from standings, days and incidents, never from looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from monitor.judge.fold import USUAL
from monitor.judge.hours import Hours
from monitor.judge.terms import Terms, terms_of
from monitor.store.judged import Answers, Known, StoredSilence, judged
from monitor.store.overview import Covered, DayLooks, Sealed
from monitor.store.overview import Overview as Questions
from monitor.store.overview import overview as questions_about
from monitor.store.period_rows import Choice, Watched
from monitor.store.periods import periods
from monitor.store.reader import Reader, TargetState
from probes.contract import Outcome

DAYS = 30
"""Local days that are shown, today included."""
MACHINE, PERSON = "machine", "person"
_DAY = timedelta(days=1)
_NO_DAYS = ("",) * DAYS
_NONE = timedelta(0)
_LATE = timedelta(minutes=10)
"""As ``monitor.watch.health`` has it: what is later than this, and than half an interval, is overdue."""
_ANSWERS = (Outcome.CLOSED.value, Outcome.NO_SLOTS.value, Outcome.SLOTS.value)
"""A look with one of them decides what its day was like, the last of them before the others."""


@dataclass(frozen=True, slots=True)
class Page:
    """One target as one vantage saw it."""

    state: TargetState
    who: str
    """The kind of the vantage: ``machine``, ``person``, or where imported looks came from; empty: nobody looked yet."""
    first_day: date
    days: Sequence[str]
    """What each local day was like: slots if any look showed some, else none or closed if any look said so, else what
    most looks met. Empty: no look."""
    scheduled: timedelta
    """Scheduled time of these days, since the first look."""
    observed: timedelta
    """The part of it that conclusive looks at the usual spacing covered."""

    @property
    def share(self) -> float | None:
        """The part of the scheduled time that was observed; None where nothing was scheduled."""
        return min(self.observed / self.scheduled, 1.0) if self.scheduled > _NONE else None


@dataclass(frozen=True, slots=True)
class Overdue:
    """A look that should have been made."""

    target: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """The monitor itself."""

    latest_at: datetime
    """The latest look at any target."""
    overdue: tuple[Overdue, ...]
    """Longest first."""
    troubles: list[dict[str, Any]]
    receivers: list[Answers]
    silences: list[StoredSilence]
    """Those in force."""
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Standings:
    """All that ``status`` shows."""

    simulated: bool
    now: datetime
    firing: list[Known]
    pages: list[Page]
    health: Health | None
    """None: nobody ever looked at anything."""
    severities: Mapping[str, str]
    """Of the rules in force, by name."""


def overview(reader: Reader, now: datetime, choice: Choice | None = None) -> Standings:
    """Where the chosen targets stand as of now, which in a store of simulated looks is the latest of them.

    Cost follows targets and changes. Raises ``StoreError``.
    """
    about, questions, latest = periods(reader), questions_about(reader), judged(reader).latest_look_at()
    simulated = reader.is_simulated()
    now = latest if simulated and latest else now
    every, states, effective = about.watched(), reader.target_states(), about.effective()
    chosen = {one.slug: one for one in every if choice is None or choice.takes(one)}
    return Standings(
        simulated=simulated,
        now=now,
        firing=questions.firing([one.row for one in chosen.values()]),
        pages=_pages(questions, chosen, [state for state in states if state.slug in chosen], effective, now),
        health=_health(reader, _overdue(every, states, now), latest, now) if latest else None,
        severities={row["name"]: row.get("severity", "") for row in effective.get("rule", [])},
    )


def _overdue(targets: Iterable[Watched], states: Iterable[TargetState], now: datetime) -> tuple[Overdue, ...]:
    spacing = {one.slug: one.every for one in targets}
    due = {state.slug: state.next_due_at for state in states if state.next_due_at is not None and not state.retired_at}
    late = [Overdue(slug, at) for slug, at in due.items() if now - at > max(_LATE, spacing[slug] / 2)]
    return tuple(sorted(late, key=lambda one: (one.due_at, one.target)))


def _health(reader: Reader, overdue: tuple[Overdue, ...], latest: datetime, now: datetime) -> Health:
    judgements = judged(reader)
    return Health(
        latest_at=latest,
        overdue=overdue,
        troubles=judgements.troubles(),
        receivers=judgements.receivers(),
        silences=[one for one in judgements.silences() if one.in_force(now)],
        sealed=questions_about(reader).sealed(),
    )


def _pages(
    questions: Questions,
    chosen: Mapping[str, Watched],
    states: Iterable[TargetState],
    effective: Mapping[str, Any],
    now: datetime,
) -> list[Page]:
    vantages, terms = questions.vantages(), _terms(effective, chosen.values())
    days: dict[tuple[int, int], list[str]] = {}
    covered: dict[tuple[int, int], Covered] = {}
    by_day: dict[date, list[int]] = {}
    for one in chosen.values():
        by_day.setdefault(_first_day(one.timezone, now), []).append(one.row)
    for first, rows in by_day.items():  # today is not the same day everywhere
        days.update(deciding(questions.days(rows, first.isoformat()), first))
        covered.update(questions.covered(rows, first.isoformat()))
    found = []
    for state in states:
        one = chosen[state.slug]
        row, who = vantages.get(state.vantage, (0, ""))
        first = _first_day(one.timezone, now)
        span = _NONE, _NONE
        if who == MACHINE:
            span = time_covered(covered.get((one.row, row)), state, terms[one.slug], first, now)
        found.append(Page(state, who, first, days.get((one.row, row), _NO_DAYS), *span))
    return found


def _first_day(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date() - (DAYS - 1) * _DAY


def _terms(effective: Mapping[str, Any], targets: Iterable[Watched]) -> dict[str, Terms]:
    """The schedule of each target; of one that the latest configuration does not name, as far as its row tells."""
    plain = {one.slug: Terms(one.slug, one.timezone, one.every, Hours(one.timezone)) for one in targets}
    return {**plain, **terms_of({"target": [row for row in effective.get("target", []) if row["id"] in plain]})}


def deciding(looks: Iterable[DayLooks], first: date) -> dict[tuple[int, int], list[str]]:
    """By target and vantage, the outcome that decides each of the days from ``first`` on; pure."""
    days = [(first + number * _DAY).isoformat() for number in range(DAYS)]
    found = {}
    for one in looks:
        decided = _met_most(one.others) if one.others else {}
        for outcome, answered in zip(_ANSWERS, (one.closed, one.no_slots, one.slots), strict=True):
            if answered:
                decided.update(dict.fromkeys(answered.split(), outcome))
        found[one.target, one.vantage] = [decided.get(day, "") for day in days]
    return found


def _met_most(others: str) -> dict[str, str]:
    """By day, the outcome of most looks."""
    words = others.split()
    counts: dict[str, dict[str, int]] = {}
    for day, outcome, number in zip(words[::3], words[1::3], words[2::3], strict=True):
        of_day = counts.setdefault(day, {})
        of_day[outcome] = of_day.get(outcome, 0) + int(number)
    return {day: max(sorted(of_day), key=of_day.__getitem__) for day, of_day in counts.items()}


def time_covered(
    total: Covered | None, state: TargetState, terms: Terms, first: date, now: datetime
) -> tuple[timedelta, timedelta]:
    """Scheduled time from a local day, or the first look, to now; and the part of it that looks covered. Pure.

    The looks' own totals count from the conclusive look before each: what lies before the first day is taken out again,
    and what has passed since the latest is added.
    """
    if state.first_at is None:
        return _NONE, _NONE
    start = datetime.combine(first, time(0), ZoneInfo(state.timezone)).astimezone(UTC)
    end, reach = min(now, state.retired_at or now), terms.spacing * USUAL
    scheduled = observed = _NONE
    if total:
        excess = terms.hours.between(total.before or state.first_at, start)
        scheduled = timedelta(seconds=total.scheduled) - excess
        observed = timedelta(seconds=total.observed) - min(excess, reach)
    since = state.last_conclusive_at or state.first_at
    scheduled += terms.hours.between(max(since, start), end)
    if state.last_conclusive_at:
        observed += max(min(terms.hours.between(since, end), reach) - terms.hours.between(since, start), _NONE)
    return max(scheduled, _NONE), max(min(observed, scheduled), _NONE)
