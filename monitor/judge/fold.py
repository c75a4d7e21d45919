"""Folds over one target's observations, in commit order: spells, standing, coverage. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from monitor.model import LookKind, Spell, Standing
from probes.contract import Outcome, Reading


@dataclass(frozen=True, slots=True)
class Fact:
    """What the folds need of one observation."""

    at: datetime
    kind: LookKind
    outcome: Outcome
    quote: str
    conclusive: bool
    line_sha256: str = ""


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
