"""A report as a table: one row for each target and kind of looks. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from monitor.clock import iso
from monitor.report.counts import NOTHING, Seen
from monitor.report.format import cell
from monitor.report.period import Facts
from monitor.store.period_rows import MACHINE
from probes.contract import Outcome

COLUMNS = (
    *("target", "name", "office", "procedure", "territory", "timezone", "from", "to", "looks_by", "simulated"),
    *("anchored", "extra", "conclusive", "without_slots", "with_slots"),
    *("days", "answered_days", "slot_days", "two_dates", "one_date", "later_dates", "dates_known"),
    *(outcome.value for outcome in Outcome),
    *("largest_interval_seconds", "scheduled_seconds", "observed_seconds", "holes", "retracted"),
    *("longest_absence_seconds", "absence_since", "absence_until", "appearances"),
)
"""Counts named after an outcome are anchored and extra looks; all others are anchored ones. See the documentation."""


def as_csv(facts: Sequence[Facts], *, simulated: bool) -> Iterator[str]:
    """A header, then the rows; times are UTC, lengths are seconds, shares are left to the reader."""
    yield _row(COLUMNS)
    for one in facts:
        for who in sorted({MACHINE, *one.seen}):
            yield _row(_values(one, who, one.seen.get(who, NOTHING), simulated=simulated))


def _values(facts: Facts, who: str, seen: Seen, *, simulated: bool) -> list[Any]:
    target, span = facts.target, facts.span
    by_outcome = [sum(one.anchored + one.extra for one in seen.of(outcome)) for outcome in Outcome]
    about = [target.slug, target.name, target.office, target.procedure, target.territory, target.timezone]
    counts = [seen.anchored, seen.extra, seen.conclusive, seen.without_slots, seen.with_slots]
    days = [seen.days, seen.answered_days, seen.slot_days]
    dates = [seen.two_dates, seen.one_date, seen.later_dates, seen.dates_known]
    measured = _measured(facts) if who == MACHINE else [None] * 9
    return [*about, span.first, span.last, who, int(simulated), *counts, *days, *dates, *by_outcome, *measured]


def _measured(facts: Facts) -> list[Any]:
    covered, absence = facts.coverage, facts.absence
    return [
        covered.longest.total_seconds() if covered.longest is not None else None,
        covered.scheduled.total_seconds(),
        covered.observed.total_seconds(),
        len(facts.holes),
        facts.retracted(MACHINE),
        absence.length.total_seconds() if absence else None,
        iso(absence.since) if absence else None,
        iso(absence.until) if absence else None,
        len(facts.appearances),
    ]


def _row(values: Sequence[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([cell(value) for value in values])
    return line.getvalue()
