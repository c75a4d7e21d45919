"""A report as JSON values, for programs: versioned, times in UTC, lengths in seconds. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from monitor.clock import from_iso, iso
from monitor.report.appearances import Appearance
from monitor.report.counts import Seen, together
from monitor.report.period import Facts
from monitor.report.span import Span

VERSION = 1


def as_json(facts: Sequence[Facts], span: Span, now: datetime, *, simulated: bool) -> dict[str, Any]:
    """The whole report; ``total`` sums the machines' looks, the days of each target added up."""
    return {
        "v": VERSION,
        "simulated": simulated,
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "as_of": iso(now),
        "total": {"targets": len(facts), **seen_json(together([one.machine for one in facts]))},
        "targets": [_target(one) for one in facts],
    }


def _target(facts: Facts) -> dict[str, Any]:
    target, covered, absence = facts.target, facts.coverage, facts.absence
    return {
        "target": target.slug,
        "name": target.name,
        "office": target.office,
        "procedure": target.procedure,
        "territory": target.territory,
        "url": target.url,
        "timezone": target.timezone,
        "retired_at": moment(target.retired_at),
        "looks": seen_json(facts.machine),
        "people": seen_json(facts.people) if facts.people.looks else None,
        "imported": [
            {
                "import": one.source,
                "kind": one.kind,
                "operator": one.operator,
                "vantage": one.vantage,
                "source": one.name,
                "outcome": one.outcome,
                "looks": one.looks,
                "first_at": one.first_at,
                "last_at": one.last_at,
            }
            for one in facts.imported
        ],
        "first_conclusive_at": moment(covered.first_conclusive_at),
        "last_conclusive_at": moment(covered.last_conclusive_at),
        "largest_interval_seconds": seconds(covered.longest),
        "largest_interval_ended_on": covered.longest_on or None,
        "scheduled_seconds": seconds(covered.scheduled),
        "observed_seconds": seconds(covered.observed),
        "longest_absence": {
            "since": iso(absence.since),
            "until": iso(absence.until),
            "seconds": seconds(absence.length),
            "from_slots": absence.from_slots,
            "to_slots": absence.to_slots,
            "days": absence.days,
            "anchored": absence.anchored,
            "conclusive": absence.conclusive,
        }
        if absence
        else None,
        "appearances": [appearance_json(one) for one in facts.appearances],
        "texts": [
            {
                "by": one.who,
                "text": one.text,
                "language": one.language,
                "outcome": one.outcome.value,
                "first_at": iso(one.first_at),
                "last_at": iso(one.last_at),
            }
            for one in facts.texts
        ],
        "refused": [
            {"first": run.first, "last": run.last, "anchored": run.anchored, "extra": run.extra}
            for run in facts.refused
        ],
        "holes": [
            {
                "day": hole.day or None,
                "since": moment(hole.since),
                "until": moment(hole.until),
                "unobserved_seconds": seconds(hole.unobserved),
                "longest_seconds": seconds(hole.longest),
                "ended": hole.ended,
            }
            for hole in facts.holes
        ],
        "remarks": [
            {
                "look": one.uuid,
                "look_at": iso(from_iso(one.look_at)),
                "outcome": one.outcome,
                "reason": one.reason,
                "kind": one.kind,
                "at": one.at,
                "author": one.author,
                "why": one.why,
            }
            for one in facts.remarks
        ],
    }


def seen_json(seen: Seen) -> dict[str, Any]:
    """Counts of looks, each part beside its whole."""
    return {
        "anchored": seen.anchored,
        "extra": seen.extra,
        "conclusive": seen.conclusive,
        "with_slots": seen.with_slots,
        "without_slots": seen.without_slots,
        "days": seen.days,
        "answered_days": seen.answered_days,
        "slot_days": seen.slot_days,
        "extra_slot_days": seen.extra_slot_days,
        "dates_known": seen.dates_known,
        "two_dates": seen.two_dates,
        "one_date": seen.one_date,
        "later_dates": seen.later_dates,
        "reasons": [
            {
                "reason": one.reason,
                "outcome": one.outcome.value,
                "anchored": one.anchored,
                "extra": one.extra,
                "conclusive": one.conclusive,
                "days": one.days,
                "first": one.first,
                "last": one.last,
            }
            for one in seen.reasons
        ],
    }


def appearance_json(one: Appearance) -> dict[str, Any]:
    """Slots that were shown; null is what is not known."""
    return {
        "first_at": iso(one.first_at),
        "last_at": iso(one.last_at),
        "none_before": moment(one.none_before),
        "none_after": moment(one.none_after),
        "min_seconds": seconds(one.least),
        "max_seconds": seconds(one.most),
        "still_shown": one.shown,
    }


def moment(at: datetime | None) -> str | None:
    """A moment as UTC text."""
    return iso(at) if at else None


def seconds(length: timedelta | None) -> float | None:
    """A length in seconds."""
    return length.total_seconds() if length is not None else None
