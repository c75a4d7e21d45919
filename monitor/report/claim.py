"""Somebody's statement beside our looks: compatible, contrary, or they cannot tell. Never a verdict. Pure.

What decides is the answer of each look alone. A page that says "no slot" does not tell full from faulty, so it is
compatible with a page that worked; an error of unknown cause is contrary to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, assert_never

from monitor.clock import iso
from monitor.judge.stance import is_sent_by_the_site
from monitor.locale import words
from monitor.locale.catalog import mark
from monitor.report.counts import runs
from monitor.report.document import Document, Line, Part, Saying, Section, first_few, saying
from monitor.report.format import printable
from monitor.report.period import Facts
from monitor.report.period_parts import retracted as retracted_line
from monitor.store.period_rows import MACHINE, PERSON, DayRow
from probes.contract import Outcome, Reason

_LISTED = 60
"""Runs of days that a text lists; JSON and CSV have every day."""


class Meaning(StrEnum):
    """What a statement would mean for whoever opened the page; a person says which."""

    WORKS = "works"
    SLOTS = "slots"
    CLOSED = "closed"


class Side(StrEnum):
    """What a look is to a statement."""

    COMPATIBLE = "compatible"
    CONTRARY = "contrary"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Entry:
    """Looks of one local day with one answer, and their side."""

    day: str
    reason: str
    outcome: Outcome
    side: Side
    looks: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement and the looks at one target: the anchored ones; people's are counted apart, and all of them."""

    facts: Facts
    meaning: Meaning
    entries: tuple[Entry, ...]
    people: tuple[Entry, ...]

    def count(self, side: Side) -> int:
        """The anchored looks on one side."""
        return sum(one.looks for one in self.entries if one.side is side)


def side_of(meaning: Meaning, reason: str, *, conclusive: bool) -> Side:
    """What a look with this reason is to a statement; ``conclusive``: it answered for all the days asked about."""
    outcome = Reason(reason).outcome  # type: ignore[call-arg]  # mypy takes the enum's lookup for its __new__
    # What moved may work, and offer slots, where it is now.
    closed_here = outcome is Outcome.CLOSED and reason != str(Reason.MOVED)
    match meaning:
        case Meaning.WORKS:
            if outcome in (Outcome.SLOTS, Outcome.NO_SLOTS):
                return Side.COMPATIBLE
            failed = outcome is Outcome.FAILING and is_sent_by_the_site(reason)
            return Side.CONTRARY if failed or closed_here else Side.CANNOT_TELL
        case Meaning.SLOTS:
            if outcome is Outcome.SLOTS:
                return Side.COMPATIBLE
            none = outcome is Outcome.NO_SLOTS and conclusive
            return Side.CONTRARY if none or closed_here else Side.CANNOT_TELL
        case Meaning.CLOSED:
            if outcome is Outcome.CLOSED:
                return Side.COMPATIBLE
            return Side.CONTRARY if outcome is Outcome.SLOTS else Side.CANNOT_TELL
        case _:
            assert_never(meaning)


def weighed(facts: Facts, meaning: Meaning) -> Weighed:
    """The looks of a span sorted by what they are to a statement."""
    machine = _entries(facts.rows_of(MACHINE), meaning, everything=False)
    return Weighed(facts, meaning, machine, _entries(facts.rows_of(PERSON), meaning, everything=True))


def _entries(rows: Sequence[DayRow], meaning: Meaning, *, everything: bool) -> tuple[Entry, ...]:
    found: dict[tuple[str, str, Side], int] = {}
    for row in rows:
        whole = row.conclusive
        rest = row.anchored - whole + (row.extra if everything else 0)
        for looks, conclusive in ((whole, True), (rest, False)):
            if looks:
                key = (
                    row.day,
                    row.reason,
                    side_of(meaning, row.reason, conclusive=conclusive or row.outcome != "no_slots"),
                )
                found[key] = found.get(key, 0) + looks
    return tuple(
        Entry(day, reason, Reason(reason).outcome, side, looks)  # type: ignore[call-arg]
        for (day, reason, side), looks in sorted(found.items())
    )


_MEANT = {
    Meaning.WORKS: mark("Taken to mean: whoever opened the page could use it."),
    Meaning.SLOTS: mark("Taken to mean: whoever opened the page was offered a slot."),
    Meaning.CLOSED: mark("Taken to mean: the page said that this procedure could not be booked here."),
}
_SIDES = {
    Side.COMPATIBLE: mark("Compatible with it: {n} of {total} looks on schedule ({share})."),
    Side.CONTRARY: mark("Contrary to it: {n} of {total} looks on schedule ({share})."),
    Side.CANNOT_TELL: mark("They cannot tell: {n} of {total} looks on schedule ({share})."),
}
_LISTS = {
    Side.COMPATIBLE: mark("Looks compatible with it"),
    Side.CONTRARY: mark("Looks contrary to it"),
    Side.CANNOT_TELL: mark("Looks that cannot tell"),
}
_DECIDED = {
    Meaning.WORKS: mark(
        "Compatible is a page that showed slots or said there were none: a page that says “none” does not tell full "
        "from faulty. Contrary is an error page that the site itself sent, or a page saying that this cannot be "
        "booked here. Whatever else we met has a cause that is not established."
    ),
    Meaning.SLOTS: mark(
        "Compatible is a page that showed slots. Contrary is a page that said there were none for all the days we ask "
        "about, or that this cannot be booked here. All else cannot tell, nor can any look speak of the time between "
        "looks."
    ),
    Meaning.CLOSED: mark(
        "Compatible is a page saying that this cannot be booked here. Contrary is a page that showed slots. A page "
        "that says “no slot” cannot tell."
    ),
}


def document(found: Sequence[Weighed], claim: str, language: str, now: datetime, *, simulated: bool) -> Document:
    """A statement, quoted as its author's words, beside the looks at one target or several. ``found`` is not empty."""
    voice, facts, meaning = saying(language), found[0].facts, found[0].meaning
    days = voice.say(
        "Days: {first} to {last}, both included.", first=voice.date(facts.span.first), last=voice.date(facts.span.last)
    )
    notes = [Line(voice.say("Simulated time: a demonstration or a test. At these dates nobody looked at a real site."))]
    lines = [
        *(notes if simulated else []),
        Line(voice.say("In the words of whoever stated it:"), printable(claim)),
        Line(voice.say(_MEANT[meaning])),
        Line(days),
        Line(voice.say("As known on {moment}.", moment=voice.moment(now, facts.target.timezone))),
        Line(voice.say(_DECIDED[meaning])),
        Line(
            voice.say(
                "This is no verdict: it sorts single looks by what each showed, and leaves the conclusion to the "
                "reader."
            )
        ),
    ]
    sections = tuple(_section(one, voice) for one in found)
    return Document(language, voice.say("A statement beside our looks"), tuple(lines), sections)


def _section(one: Weighed, voice: Saying) -> Section:
    total = one.facts.machine.anchored
    counts = [
        Line(
            voice.say(
                _SIDES[side],
                n=voice.number(one.count(side)),
                total=voice.number(total),
                share=voice.part_of(one.count(side), total),
            )
        )
        for side in Side
    ]
    if one.facts.machine.extra:
        extra = voice.number(one.facts.machine.extra)
        counts.append(Line(voice.say("Looks outside the schedule, not sorted: {n}.", n=extra)))
    if one.people:
        sums = {side: voice.number(sum(entry.looks for entry in one.people if entry.side is side)) for side in Side}
        counts.append(
            Line(
                voice.say(
                    "People's looks, counted apart: {n}; compatible: {compatible}; contrary: {contrary}; cannot "
                    "tell: {rest}.",
                    n=voice.number(sum(entry.looks for entry in one.people)),
                    compatible=sums[Side.COMPATIBLE],
                    contrary=sums[Side.CONTRARY],
                    rest=sums[Side.CANNOT_TELL],
                )
            )
        )
    if retracted := one.facts.retracted():
        counts.append(Line(retracted_line(retracted, voice)))
    parts = [Part(voice.say("Looks"), tuple(counts))]
    lists = (tuple(first_few(_listed(one.entries, side, voice), voice, _LISTED)) for side in Side)
    parts += [Part(voice.say(_LISTS[side]), lines) for side, lines in zip(Side, lists, strict=True) if lines]
    return Section(printable(one.facts.target.name), (), tuple(parts))


def _listed(entries: Sequence[Entry], side: Side, voice: Saying) -> Iterator[Line]:
    """By reason, and by runs of days; in the order of the days."""
    by_reason: dict[str, list[DayRow]] = {}
    for one in entries:
        if one.side is side:
            row = DayRow(0, MACHINE, one.day, one.reason, one.outcome, one.looks, 0, 0)
            by_reason.setdefault(one.reason, []).append(row)
    found = [(run, reason) for reason, rows in by_reason.items() for run in runs(rows)]
    for run, reason in sorted(found, key=lambda one: (one[0].first, one[1])):
        yield Line(
            voice.say(
                "{when}: {outcome} ({reason}): {n}",
                when=voice.opened(voice.dates(run.first, run.last)),
                outcome=words.short(Reason(reason).outcome, voice.language, reason=reason),  # type: ignore[call-arg]
                reason=words.why(reason, voice.language),
                n=voice.number(run.anchored),
            )
        )


def as_json(found: Sequence[Weighed], claim: str, now: datetime, *, simulated: bool) -> dict[str, Any]:
    """The same for programs, with every day; counts are anchored looks."""
    span = found[0].facts.span
    return {
        "v": 1,
        "simulated": simulated,
        "claim": claim,
        "kind": found[0].meaning.value,
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "as_of": iso(now),
        "targets": [
            {
                "target": one.facts.target.slug,
                "anchored": one.facts.machine.anchored,
                "extra": one.facts.machine.extra,
                **{side.value: one.count(side) for side in Side},
                "looks": [_entry(entry) for entry in one.entries],
                "people": [_entry(entry) for entry in one.people],
            }
            for one in found
        ],
    }


def as_csv(found: Sequence[Weighed]) -> Iterator[str]:
    """A header, then a row for each target, local day, answer and side."""
    yield "target,day,looks_by,reason,outcome,side,looks"
    for one in found:
        for who, entries in ((MACHINE, one.entries), (PERSON, one.people)):
            for entry in entries:
                row = (one.facts.target.slug, entry.day, who, entry.reason, entry.outcome, entry.side, str(entry.looks))
                yield ",".join(row)  # ids, days and words of closed lists: nothing to quote


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "day": one.day,
        "reason": one.reason,
        "outcome": one.outcome.value,
        "side": one.side.value,
        "looks": one.looks,
    }
