"""What is known of one target over a span of local days, with its denominators: from days, spells, events. Pure.

Shares count anchored looks only; looks outside the schedule, people's looks and imported ones are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from monitor.clock import from_iso
from monitor.judge.terms import Terms
from monitor.report.appearances import Appearance, appearances
from monitor.report.counts import NOTHING, DayRun, Seen, runs, seen_of
from monitor.report.holes import Coverage, Hole, coverage
from monitor.report.span import Span
from monitor.store.period_rows import (
    MACHINE,
    PERSON,
    DayRow,
    EventRow,
    ImportedRow,
    RemarkRow,
    ShownRow,
    SpellRow,
    TotalRow,
    Watched,
)
from probes.contract import Outcome

_EVERYBODY = (MACHINE, PERSON)


@dataclass(frozen=True, slots=True)
class Absence:
    """The longest time without a look that showed slots."""

    since: datetime
    until: datetime
    from_slots: bool
    """Whether the look at its beginning, or end, showed slots; else it is the span's first or last conclusive one."""
    to_slots: bool
    days: int
    """Whole local days without a look that showed slots, and the anchored looks on them."""
    anchored: int
    conclusive: int

    @property
    def length(self) -> timedelta:
        return self.until - self.since


@dataclass(frozen=True, slots=True)
class ShownText:
    """Words that a page showed. Times outside the span mean that it showed them before, or went on to."""

    who: str
    text: str
    language: str | None
    outcome: Outcome
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Material:
    """The rows of one target, as the store gave them."""

    days: Sequence[DayRow] = ()
    totals: Sequence[TotalRow] = ()
    spells: Sequence[SpellRow] = ()
    events: Sequence[EventRow] = ()
    shown: Sequence[ShownRow] = ()
    remarks: Sequence[RemarkRow] = ()
    imported: Sequence[ImportedRow] = ()
    conclusive_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One target over one span."""

    target: Watched
    span: Span
    seen: Mapping[str, Seen]
    """By the kind of who looked: ``machine`` or ``person``."""
    imported: tuple[ImportedRow, ...]
    """Looks of others, by import and outcome: never added to our own."""
    coverage: Coverage
    absence: Absence | None
    appearances: tuple[Appearance, ...]
    """That overlap the span."""
    texts: tuple[ShownText, ...]
    refused: tuple[DayRun, ...]
    remarks: tuple[RemarkRow, ...]
    rows: tuple[DayRow, ...] = field(repr=False)
    """Looks by day and answer, whoever made them; a day may come more than once."""
    spells: tuple[SpellRow, ...] = field(repr=False)

    @property
    def machine(self) -> Seen:
        return self.seen.get(MACHINE, NOTHING)

    @property
    def people(self) -> Seen:
        return self.seen.get(PERSON, NOTHING)

    def retracted(self, *who: str) -> int:
        """The looks of these kinds of vantage whose readings were withdrawn later, each once; they stay counted."""
        return len({one.uuid for one in self.remarks if one.kind == "retracted" and one.who in (who or _EVERYBODY)})

    def rows_of(self, who: str) -> list[DayRow]:
        """The looks of one kind of vantage, by day and answer."""
        return [row for row in self.rows if row.who == who]

    @property
    def holes(self) -> tuple[Hole, ...]:
        return self.coverage.holes

    @property
    def began(self) -> tuple[Appearance, ...]:
        """The appearances that were first seen in the span."""
        start, _ = self.span.bounds(self.target.timezone)
        return tuple(one for one in self.appearances if one.first_at >= start)


def facts_of(target: Watched, span: Span, given: Material, terms: Terms, now: datetime) -> Facts:
    """All that is known of a target over a span, as of now."""
    start, end = span.bounds(target.timezone)
    by_who: dict[str, list[DayRow]] = {}
    for row in given.days:
        by_who.setdefault(row.who, []).append(row)
    machine = by_who.get(MACHINE, [])
    totals = [row for row in given.totals if row.who == MACHINE]
    spells = [row for row in given.spells if from_iso(row.last_at) >= start and from_iso(row.first_at) < end]
    seen_slots = any(row.outcome == Outcome.SLOTS for row in machine)
    found = appearances(spells, given.events, given.shown, terms) if seen_slots else []
    overlapping = [one for one in found if one.last_at >= start and one.first_at < end]
    end = min(end, now, target.retired_at or now)
    covered = coverage(totals, given.conclusive_before, terms, (max(start, target.added_at), end))
    return Facts(
        target=target,
        span=span,
        seen={who: seen_of(rows, [row for row in given.totals if row.who == who]) for who, rows in by_who.items()},
        imported=tuple(given.imported),
        coverage=covered,
        absence=_longest_absence(overlapping, covered, machine, _slot_runs(spells), target.timezone),
        appearances=tuple(overlapping),
        texts=_texts(spells),
        refused=runs(row for row in machine if row.outcome == Outcome.REFUSED),
        remarks=tuple(row for row in given.remarks if start <= from_iso(row.look_at) < span.bounds(target.timezone)[1]),
        rows=tuple(given.days),
        spells=tuple(spells),
    )


def _texts(spells: Iterable[SpellRow]) -> tuple[ShownText, ...]:
    """Every text but those of slots, which name hours, by the time it was first shown."""
    found: dict[tuple[str, str, str | None, str], list[str]] = {}
    for row in spells:
        if not row.text or row.outcome == Outcome.SLOTS:
            continue
        times = found.setdefault((row.who, row.text, row.language, row.outcome), [row.first_at, row.last_at])
        times[:] = [min(times[0], row.first_at), max(times[1], row.last_at)]
    texts = [
        ShownText(who, text, language, Outcome(outcome), from_iso(first), from_iso(last))
        for (who, text, language, outcome), (first, last) in found.items()
    ]
    return tuple(sorted(texts, key=lambda one: (one.who, one.first_at, one.text)))


def _slot_runs(spells: Iterable[SpellRow]) -> list[tuple[datetime, datetime]]:
    shown = (row for row in spells if row.who == MACHINE and row.outcome == Outcome.SLOTS)
    return [(from_iso(row.first_at), from_iso(row.last_at)) for row in shown]


def _longest_absence(
    shown: Sequence[Appearance],
    covered: Coverage,
    rows: Sequence[DayRow],
    slot_runs: Sequence[tuple[datetime, datetime]],
    zone: str,
) -> Absence | None:
    first, last = covered.first_conclusive_at, covered.last_conclusive_at
    if first is None or last is None:
        return None
    found = [(first, last, False, False)] if not shown else []
    if shown and shown[0].first_at > first:
        found.append((first, shown[0].first_at, False, True))
    for one, following in pairwise(shown):
        if one.none_after or following.none_before:  # else nobody saw that there were none
            found.append((one.last_at, following.first_at, True, True))
    if shown and shown[-1].last_at < last:
        found.append((shown[-1].last_at, last, True, False))
    # A run of looks with slots may have a hole in it: what came to an end there is not known, but no absence was seen.
    seen = [one for one in found if not any(begins < one[1] and ends > one[0] for begins, ends in slot_runs)]
    longest = max(seen, key=lambda one: one[1] - one[0], default=None)
    if longest is None or longest[1] <= longest[0]:
        return None
    place = ZoneInfo(zone)
    begins, ends = (moment.astimezone(place).date().isoformat() for moment in longest[:2])
    inside = [row for row in rows if begins <= row.day <= ends]
    with_slots = {row.day for row in inside if row.outcome == Outcome.SLOTS}
    without = [row for row in inside if row.day not in with_slots]
    return Absence(
        *longest,
        days=len({row.day for row in without if row.anchored}),
        anchored=sum(row.anchored for row in without),
        conclusive=sum(row.conclusive for row in without),
    )
