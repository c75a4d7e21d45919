"""Folds over one target's observations, in commit order: spells, standing, coverage. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from monitor.judge.terms import Terms
from monitor.model import DayTotal, LookKind, Spell, Standing
from probes.contract import Outcome, Reading, Slots

A_MONTH = timedelta(days=31)
"""How far ahead a free date counts as one of the coming month."""
USUAL = 1.5
"""A stretch between two looks counts as observed up to this many usual spacings: jitter is no hole."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What the folds need of one observation."""

    at: datetime
    kind: LookKind
    outcome: Outcome
    quote: str
    conclusive: bool
    line_sha256: str = ""
    dates: int | None = None
    """See ``dates_within_month``."""


def dates_within_month(slots: Slots, at: datetime, zone: tzinfo) -> int | None:
    """On how many local days within 31 days the page offered a slot: 0, 1, 2 for two or more; None: it did not tell.

    These are the classes of La Cimade's robot "À guichets fermés". A first date alone is a second one only where the
    page counts more slots than one and lists them.
    """
    today, seen = at.astimezone(zone).date(), slots.listed or ((slots.earliest,) if slots.earliest else ())
    days = {one.astimezone(zone).date() if isinstance(one, datetime) else one for one in seen}
    near = min(sum(day <= today + A_MONTH for day in days), 2)
    told = slots.listed or (days and (slots.count == 1 or not near))
    return near if told else None


def is_conclusive(reading: Reading, day: date, horizon: timedelta | None) -> bool:
    """Whether a reading answers "could an appointment be booked?" for all the days the target asks about.

    ``day`` is the local day of the look. "No slot" with a window that ends before the horizon is true of that only.
    Without a horizon the window counts as all that the probe can reach. A calendar may open up to a week ahead: what
    comes before its first day cannot be booked by anyone. A span whose days the page does not name answers for nothing.
    """
    if reading.outcome is Outcome.NO_SLOTS and reading.span:
        return False
    if reading.outcome is Outcome.NO_SLOTS and reading.window is not None and horizon is not None:
        return reading.window.first <= day + timedelta(days=7) and reading.window.last >= day + horizon
    return reading.outcome.conclusive


def extend(spell: Spell | None, fact: Fact) -> Spell:
    """The spell after one more look: the same one, longer, or a new one (its ``looks`` is then 1)."""
    anchored = 1 if fact.kind is LookKind.ANCHORED else 0
    if spell is None or (spell.outcome, spell.quote) != (fact.outcome, fact.quote):
        return Spell(fact.outcome, fact.quote, fact.at, fact.at, 1, anchored, timedelta(0))
    # A clock stepped back must not shorten a spell nor make a negative gap.
    gap = max(fact.at - spell.last_at, timedelta(0))
    return replace(
        spell,
        last_at=max(spell.last_at, fact.at),
        looks=spell.looks + 1,
        anchored=spell.anchored + anchored,
        largest_gap=max(spell.largest_gap, gap),
    )


def spells(facts: Iterable[Fact]) -> list[Spell]:
    """All spells of a history, oldest first."""
    found: list[Spell] = []
    for fact in facts:
        spell = extend(found[-1] if found else None, fact)
        if spell.looks > 1:
            found[-1] = spell
        else:
            found.append(spell)
    return found


def advance(standing: Standing, fact: Fact) -> Standing:
    """Where the target stands after one more look."""
    anchored = fact.kind is LookKind.ANCHORED
    first_at = standing.first_at or fact.at
    hole = standing.largest_hole
    last_conclusive_at, last_slot_at = standing.last_conclusive_at, standing.last_slot_at
    if fact.outcome is Outcome.SLOTS:
        last_slot_at = max(last_slot_at or fact.at, fact.at)
    if fact.conclusive:
        hole = max(hole, fact.at - (last_conclusive_at or first_at))
        last_conclusive_at = max(last_conclusive_at or fact.at, fact.at)
    return Standing(
        sequence=standing.sequence + 1,
        last_line_sha256=fact.line_sha256,
        anchored=standing.anchored + anchored,
        conclusive=standing.conclusive + (anchored and fact.conclusive),
        first_at=first_at,
        last_at=max(standing.last_at or fact.at, fact.at),
        last_conclusive_at=last_conclusive_at,
        last_slot_at=last_slot_at,
        largest_hole=hole,
    )


def add_to_day(total: DayTotal | None, fact: Fact, before: Standing, terms: Terms) -> DayTotal:
    """The total of a local day after one more conclusive look; ``before`` is where the target stood then."""
    total = total or DayTotal()
    if since := before.last_conclusive_at or before.first_at:
        # A clock that was set back must not make a negative gap.
        gap, scheduled = max(fact.at - since, timedelta(0)), terms.hours.between(since, fact.at)
        total = replace(
            total,
            largest_gap=max(total.largest_gap, gap),
            scheduled=total.scheduled + scheduled,
            observed=total.observed + min(scheduled, terms.spacing * USUAL),
        )
    shown = fact.outcome is Outcome.SLOTS and fact.kind is LookKind.ANCHORED
    return replace(
        total,
        first_conclusive_at=min(total.first_conclusive_at or fact.at, fact.at),
        last_conclusive_at=max(total.last_conclusive_at or fact.at, fact.at),
        two_dates=total.two_dates + (shown and fact.dates == 2),
        one_date=total.one_date + (shown and fact.dates == 1),
        later_dates=total.later_dates + (shown and fact.dates == 0),
    )
