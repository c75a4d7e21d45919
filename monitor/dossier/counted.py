"""The sections of the record that count: by ISO week, by day, in runs; slots get the same space as absences. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from monitor.clock import from_iso
from monitor.dossier import blocks
from monitor.dossier.facts import COLUMNS, Counts, Facts, Series
from monitor.dossier.frame import whose
from monitor.dossier.runs import Run
from monitor.dossier.words import Words, plain
from probes.contract import Outcome

_ALWAYS = frozenset([Outcome.SLOTS, Outcome.NO_SLOTS, Outcome.FAILING, Outcome.REFUSED])
"""Shown even where they are nought: that something never happened is a result."""


def counted(facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    """By week, by day, and what followed what."""
    yield sections.heading("weeks", words.say("weeks"))
    yield blocks.note(words.say("weeks-note", zone=facts.zone))
    for series in facts.machines:
        yield from whose(series, facts, words)
        yield _weeks(series, facts, words)
    yield sections.heading("days", words.say("days"))
    yield blocks.note(words.say("days-note", zone=facts.zone))
    for series in facts.machines:
        yield from whose(series, facts, words)
        yield _days(series, facts, words)
    for name, outcome in (("slots", Outcome.SLOTS), ("absences", Outcome.NO_SLOTS), ("closings", Outcome.CLOSED)):
        if outcome is Outcome.CLOSED and all(look.outcome is not outcome for look in facts.looks):
            continue
        yield sections.heading(name, words.say(name))
        yield blocks.note(words.say("runs-note"))
        for series in facts.machines:
            yield from whose(series, facts, words)
            runs = [run for run in series.runs if run.outcome is outcome]
            yield _runs(runs, facts, words) if runs else blocks.text(words.say(f"{name}-none"))


def _columns(series: Series, *, people: bool) -> list[str]:
    met = [name for name in COLUMNS if name in _ALWAYS or series.counts.of(name)]
    more = (["extra"] if series.counts.extra else []) + (["people"] if people else [])
    return ["looks", "conclusive", *met, *more]


def _numbers(columns: Sequence[str], counts: Counts, people: int, words: Words) -> list[blocks.Cell]:
    special = {"looks": counts.looks, "conclusive": counts.conclusive, "extra": counts.extra, "people": people}
    numbers = [special[name] if name in special else counts.of(name) for name in columns]
    return [words.number(number) if number else "–" for number in numbers]


def _weeks(series: Series, facts: Facts, words: Words) -> blocks.Block:
    columns = _columns(series, people=bool(facts.people))
    heads = [blocks.column(words.say("col-week")), blocks.column(words.say("col-days"))]
    heads += [_upright(words.say(f"col-{name}")) for name in columns]
    heads.append(_upright(words.say("col-empty-days")))
    rows = [
        [
            words.say("week", week=week.week, year=week.year),
            _span(week.first, week.last, words),
            *_numbers(columns, week.counts, week.people, words),
            words.number(week.days_without_slot) if week.days_without_slot else "–",
        ]
        for week in series.weeks
    ]
    empty_days = sum(week.days_without_slot for week in series.weeks)
    total = [words.say("total"), "", *_numbers(columns, series.counts, len(facts.people), words)]
    return blocks.table(heads, rows, [*total, words.number(empty_days)])


def _span(first: date, last: date, words: Words) -> str:
    return words.day(first) if first == last else f"{words.day(first)} – {words.day(last)}"


def _days(series: Series, facts: Facts, words: Words) -> blocks.Block:
    columns = _columns(series, people=bool(facts.people))
    heads = [blocks.column(words.say("col-day")), *(_upright(words.say(f"col-{name}")) for name in columns)]
    rows: list[list[blocks.Cell]] = []
    for day in series.days:
        if day.counts.looks or day.counts.extra or day.people:
            rows.append([words.weekday(day.day), *_numbers(columns, day.counts, day.people, words)])
        else:
            rows.append([words.weekday(day.day), blocks.across(words.say("no-look"), len(columns))])
    total = [words.say("total"), *_numbers(columns, series.counts, len(facts.people), words)]
    return blocks.table(heads, rows, total)


def _upright(head: str) -> dict[str, object]:
    return blocks.column(head, 1, right=True, upright=True)


def _runs(runs: Sequence[Run], facts: Facts, words: Words) -> blocks.Block:
    heads = [
        blocks.column(words.say("col-first"), 2),
        blocks.column(words.say("col-last"), 2),
        blocks.column(words.say("col-number"), right=True),
        blocks.column(words.say("col-at-least"), 2),
        blocks.column(words.say("col-at-most"), 2),
        blocks.column(words.say("col-runs-slots" if runs[0].outcome is Outcome.SLOTS else "col-runs-other"), 2),
    ]
    rows = [
        [
            words.moment(run.first, facts.zone),
            words.moment(run.last, facts.zone),
            words.number(run.looks),
            words.lasting(run.least) if run.least else "–",
            words.missed(run.most) if run.most else words.say("run-open"),
            _remark(run, facts, words),
        ]
        for run in runs
    ]
    return blocks.table(heads, rows)


def _remark(run: Run, facts: Facts, words: Words) -> blocks.Cell:
    parts = []
    if run.most_slots is not None:
        parts.append(words.count("slots-seen", run.most_slots))
    if run.earliest:
        parts.append(words.say("slots-earliest", when=_when(run.earliest, facts, words)))
    if run.before is None:
        parts.append(words.say("run-first"))
    if run.after is None:
        parts.append(words.say("run-last"))
    return {"parts": list(parts)}


def _when(stored: str, facts: Facts, words: Words) -> str:
    """A moment or a local day, as sealed; what is neither is shown as it stands."""
    try:
        if len(stored) == len("2018-10-05"):
            return words.day(date.fromisoformat(stored))
        moment: datetime = from_iso(stored)
        return words.moment(moment, facts.zone)
    except ValueError:
        return plain(stored)
