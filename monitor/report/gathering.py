"""Reads from the store what reports need of many targets, in a handful of questions. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from monitor.clock import iso
from monitor.judge.hours import Hours
from monitor.judge.terms import Terms, terms_of
from monitor.report.period import Facts, Material, facts_of
from monitor.report.span import Span
from monitor.store.period_rows import ImportedRow, Watched
from monitor.store.periods import Periods


class _OfTarget(Protocol):
    @property
    def target(self) -> int: ...


_Row = TypeVar("_Row", bound=_OfTarget)


def gather(
    questions: Periods, targets: Sequence[Watched], span: Span, now: datetime, *, every_spell: bool = False
) -> list[Facts]:
    """What is known of each target over a span, in the order of the targets.

    ``every_spell``: also those without words, which only timelines show. Cost follows days, spells and events.
    """
    first, last, (since, until) = span.first.isoformat(), span.last.isoformat(), span.around()
    days = _sorted(questions.days(targets, first, last))
    totals = _sorted(questions.totals(targets, first, last))
    spells = _sorted(questions.spells(targets, since, until, every=every_spell))
    with_slots = [one for one in targets if any(row.outcome == "slots" for row in days.get(one.row, ()))]
    events = _sorted(questions.events(with_slots, since, until))
    shown = _sorted(questions.shown(with_slots, until))
    remarks = _sorted(questions.remarks(targets, since, until))
    imported = _sorted(
        row for zone in {one.timezone for one in targets} for row in _imported(questions, targets, span, zone)
    )
    before = questions.conclusive_before(targets, first)
    terms = terms_in_force(questions.effective(), targets)
    return [
        facts_of(
            one,
            span,
            Material(
                days=days.get(one.row, ()),
                totals=totals.get(one.row, ()),
                spells=spells.get(one.row, ()),
                events=events.get(one.row, ()),
                shown=shown.get(one.row, ()),
                remarks=remarks.get(one.row, ()),
                imported=imported.get(one.row, ()),
                conclusive_before=before.get(one.row),
            ),
            terms[one.slug],
            now,
        )
        for one in targets
    ]


def terms_in_force(effective: Mapping[str, Any], targets: Sequence[Watched]) -> dict[str, Terms]:
    """The schedule and holes of each target by its id; of retired ones, as far as their own rows tell."""
    wanted = {one.slug for one in targets}
    known = terms_of({"target": [row for row in effective.get("target", []) if row["id"] in wanted]})
    plain = {one.slug: Terms(one.slug, one.timezone, one.every, Hours(one.timezone)) for one in targets}
    return {**plain, **known}


def _imported(questions: Periods, targets: Sequence[Watched], span: Span, zone: str) -> Iterable[ImportedRow]:
    """Imported looks are counted without days of their own: each zone is asked for with its own bounds."""
    start, end = span.bounds(zone)
    return questions.imported([one for one in targets if one.timezone == zone], iso(start), iso(end))


def _sorted(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.target, []).append(row)
    return found
