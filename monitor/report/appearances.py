"""When slots were shown: from the look that showed them first to the latest, between looks that showed none. Pure.

How long slots were there is not seen, only bounded: at least from the first to the latest look that showed them, at
most from the look without slot before to the one after.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.clock import from_iso
from monitor.judge.terms import Terms
from monitor.model import EventKind, Watchers
from monitor.store.period_rows import MACHINE, EventRow, ShownRow, SpellRow
from probes.contract import Outcome


@dataclass(frozen=True, slots=True)
class Appearance:
    """Slots that were shown without a conclusive look in between that showed none."""

    first_at: datetime
    """The first and the latest look that showed them."""
    last_at: datetime
    none_before: datetime | None = None
    """The latest conclusive look before that showed none: they appeared after it. None: not known."""
    none_after: datetime | None = None
    """The first conclusive look that showed none again. None: not known, or still shown."""
    shown: bool = False
    """Whether the latest look that could tell showed them."""

    @property
    def least(self) -> timedelta:
        return max(self.last_at - self.first_at, timedelta(0))

    @property
    def most(self) -> timedelta | None:
        """None: no upper end is known."""
        if self.none_before is None or self.none_after is None:
            return None
        return max(self.none_after - self.none_before, self.least)

    @property
    def within(self) -> timedelta | None:
        """How closely the moment at which they appeared is known; None: not at all."""
        return max(self.first_at - self.none_before, timedelta(0)) if self.none_before else None


def appearances(
    spells: Iterable[SpellRow], events: Sequence[EventRow], shown: Iterable[ShownRow], terms: Terms
) -> list[Appearance]:
    """What a machine's looks showed, in order of time.

    Of slots that were lost from sight, because nobody could tell for longer than the target's ``max_gap``, only spells
    tell: they end at an unknown moment.
    """
    events = [event for event in events if event.watchers == Watchers.MACHINE]
    known = [_gone(event) for event in events if event.kind == EventKind.SLOTS_GONE]
    for row in (row for row in shown if row.watchers == Watchers.MACHINE):
        before = from_iso(row.none_before) if row.none_before else None
        known.append(Appearance(from_iso(row.slots_from), from_iso(row.slots_until), before, shown=True))
    before_first = {event.at: event for event in events if event.kind == EventKind.SLOTS_APPEARED}
    allowed, lost = terms.gap(Watchers.MACHINE), list[Appearance]()
    runs = sorted(
        run for row in spells if row.who == MACHINE and row.outcome == Outcome.SLOTS for run in _runs(row, allowed)
    )
    for first, last, stored in runs:
        if any(one.first_at <= last <= one.last_at for one in known):
            continue
        if lost and stored not in before_first and terms.hours.between(lost[-1].last_at, first) <= allowed:
            lost[-1] = replace(lost[-1], last_at=max(last, lost[-1].last_at))
            continue
        event = before_first.get(stored)
        lost.append(Appearance(first, last, _none_at(event) if event else None))
    return sorted([*known, *lost], key=lambda one: (one.first_at, one.last_at))


def _runs(row: SpellRow, allowed: timedelta) -> list[tuple[datetime, datetime, str]]:
    """A spell as looks without a hole between them; of one with a hole somewhere only the ends are sure."""
    first, last = from_iso(row.first_at), from_iso(row.last_at)
    if timedelta(seconds=row.gap) <= allowed:
        return [(first, last, row.first_at)]
    return [(first, first, row.first_at), (last, last, row.last_at)]


def _gone(event: EventRow) -> Appearance:
    details = json.loads(event.details)
    before = from_iso(details["none_before"]) if details["none_before"] else None
    return Appearance(
        from_iso(details["first_at"]), from_iso(details["last_at"]), before, from_iso(details["none_after"])
    )


def _none_at(event: EventRow) -> datetime | None:
    none_at = json.loads(event.details)["none_at"]
    return from_iso(none_at) if none_at else None
