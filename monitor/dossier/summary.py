"""The first page of the record: what was seen, in plain words and with every denominator. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from monitor.dossier import blocks
from monitor.dossier.facts import LIMITED, Facts, Said, Series
from monitor.dossier.frame import whose
from monitor.dossier.words import Words, plain
from probes.contract import Outcome

_MOST_SLOTS = 4
_MOST_SAID = 2
_MOST_SIGNS = 300
"""Of a text that an operator or an office wrote; the whole of it stands further back, or in the export."""
_IN_SHORT = {"none": Outcome.NO_SLOTS, "slots": Outcome.SLOTS, "failing": Outcome.FAILING}
_COUNTED_APART = (Outcome.REFUSED, Outcome.GATED, Outcome.UNRECOGNISED, Outcome.OFFLINE)


def summary(facts: Facts, words: Words, sections: blocks.Sections, captures: int = 0) -> Iterator[blocks.Block]:
    """The blocks below the card; they fit on one page. ``captures``: how many the person concerned handed over."""
    yield blocks.heading(words.say("summary"))
    if not facts.machines:
        yield blocks.text(words.say("sum-nothing"))
    for series in facts.machines[:1]:
        yield from whose(series, facts, words)
        yield blocks.points(list(_points(series, facts, words, sections)))
    besides = [_another(series, words) for series in facts.machines[1:]]
    besides += _besides(facts, words, sections)
    if captures:
        besides.append(words.count("sum-captures", captures, section=sections.number("captures")))
    if besides:
        yield blocks.points(besides)
    yield blocks.heading(words.say("channels"))
    yield from _channels(facts, words)
    yield blocks.heading(words.say("limits"))
    yield blocks.text(words.say("limits-text"))


def _points(series: Series, facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[str]:
    counts, number = series.counts, words.number
    first, last = (words.long_moment(moment, facts.zone) for moment in (series.first, series.last))
    conclusive = number(counts.conclusive)
    yield words.say("sum-looks", first=first, last=last, looks=number(counts.looks), conclusive=conclusive)
    if counts.conclusive:
        slots = number(counts.of(Outcome.SLOTS))
        yield words.count("sum-answers", counts.of(Outcome.NO_SLOTS), slots=slots, conclusive=conclusive)
    if closed := counts.of(Outcome.CLOSED):
        yield words.count("sum-closed", closed, conclusive=conclusive)
    if (span := series.without_slot) and span.looks > 1:
        days, weeks = words.count("different-days", span.days), words.count("different-weeks", span.weeks)
        elapsed = words.lasting(span.elapsed)
        yield words.say("sum-span", looks=number(span.looks), days=days, weeks=weeks, elapsed=elapsed)
    yield from _slots(series, facts, words, sections)
    if failing := counts.of(Outcome.FAILING):
        yield words.count("sum-failing", failing, looks=number(counts.looks), section=sections.number("failing"))
    if others := _others(series, words):
        yield words.say("sum-other", list=words.voice.listed(others), looks=number(counts.looks))
    if longest := series.longest:
        span_words = words.between(longest.first, longest.last, facts.zone)
        yield words.say("sum-longest", length=words.missed(longest.length), span=span_words)
    if counts.extra:
        yield words.count("sum-extra", counts.extra)


def _another(series: Series, words: Words) -> str:
    """A further machine in one sentence: the page has room for one account."""
    counts = series.counts
    of = {name: words.number(counts.of(outcome)) for name, outcome in _IN_SHORT.items()}
    name, conclusive = plain(series.vantage.name), words.number(counts.conclusive)
    return words.say("sum-another", name=name, looks=words.looks(counts.looks), conclusive=conclusive, **of)


def _others(series: Series, words: Words) -> list[str]:
    named = [(words.outcome(outcome), series.counts.of(outcome)) for outcome in _COUNTED_APART]
    named.append((words.say("col-limited"), series.counts.of(LIMITED)))
    return [f"{name}\u00a0({words.number(count)})" for name, count in named if count]


def _slots(series: Series, facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[str]:
    runs = [run for run in series.runs if run.outcome is Outcome.SLOTS]
    if not runs:
        if series.counts.conclusive:
            yield words.say("sum-no-slots-seen", conclusive=words.number(series.counts.conclusive))
        return
    zone = ZoneInfo(facts.zone)
    shown = [
        words.say("sum-slots-item", day=_day(run.first, zone, words), looks=words.looks(run.looks))
        for run in runs[:_MOST_SLOTS]
    ]
    if more := len(runs) - len(shown):
        shown.append(words.count("more-times", more))
    yield words.count("sum-slots", len(runs), list=words.voice.listed(shown), section=sections.number("slots"))


def _day(moment: datetime, zone: ZoneInfo, words: Words) -> str:
    return words.weekday(moment.astimezone(zone).date())


def _besides(facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[str]:
    if facts.people:
        yield words.count("sum-people", len(facts.people), section=sections.number("people"))
    if retracted := len({one.remark.of for one in facts.remarks if one.remark.kind == "retracted"}):
        yield words.count("sum-retracted", retracted, section=sections.number("remarks"))


def _channels(facts: Facts, words: Words) -> Iterator[blocks.Block]:
    """What is known of other ways, and the office's own dated sentences about the procedure."""
    declared = plain(facts.target.get("other_channels") or "")[: 2 * _MOST_SIGNS]
    key = "channels-declared" if declared else "channels-missing"
    yield blocks.text(words.say(key, text=declared))
    own = [one for one in facts.said if one.kind == "procedure"]
    for said in own[:_MOST_SAID]:
        yield blocks.text(words.say("channels-office", **_dated(said, facts, words)))
        yield blocks.quote(words.exact(said.text, most=_MOST_SIGNS))
    if not own:
        yield blocks.text(words.say("channels-none"))


def _dated(said: Said, facts: Facts, words: Words) -> dict[str, Any]:
    first, last = (words.moment(moment, facts.zone) for moment in (said.first, said.last))
    return {"looks": words.looks(said.looks), "first": first, "last": last}
