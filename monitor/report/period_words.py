"""A span's facts in sentences, in a language: each number with its denominator, past tense, no more than seen. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.report import period_parts as parts
from monitor.report.counts import Seen, together
from monitor.report.document import Document, Line, Part, Saying, Section, harmless, saying
from monitor.report.period import Facts
from probes.contract import Outcome


def document(facts: Sequence[Facts], language: str, now: datetime, *, simulated: bool, drawn: bool = False) -> Document:
    """The whole report on one target or several; the sum first where they are several. ``facts`` are not empty.

    ``drawn``: with charts, for which every spell must have been gathered.
    """
    voice, span = saying(language), facts[0].span
    title = voice.many("Report on {n} page", "Report on {n} pages", len(facts))
    if len(facts) == 1:
        title = voice.say("Report on {name}", name=voice.quoted(harmless(facts[0].target.name)))
    period = voice.say(
        "Days: {first} to {last}, both included.", first=voice.date(span.first), last=voice.date(span.last)
    )
    notes = [
        voice.say("Simulated time: a demonstration or a test. At these dates nobody looked at a real site.")
        if simulated
        else "",
        period,
        voice.say("As known on {moment}.", moment=voice.moment(now, _zone(facts))),
        voice.say("A look is conclusive when the page answered whether a slot was offered."),
        voice.say(
            "Shares count looks on schedule only. A look is one moment: slots that came and went between two looks "
            "were not seen."
        ),
    ]
    whole = [_sum(facts, voice)] if len(facts) > 1 else []
    sections = (*whole, *(section(one, language) for one in facts))
    if drawn:
        from monitor.report.figures import figures

        charts = [figures(one, language, number, now) for number, one in enumerate(facts, 1)]
        empty: list[tuple[str, ...]] = [()] * len(whole)
        sections = tuple(replace(one, figures=svg) for one, svg in zip(sections, [*empty, *charts], strict=True))
    return Document(language, title, tuple(Line(note) for note in notes if note), sections)


def _zone(facts: Sequence[Facts]) -> str:
    zones = {one.target.timezone for one in facts}
    return zones.pop() if len(zones) == 1 else "UTC"


def _sum(facts: Sequence[Facts], voice: Saying) -> Section:
    seen = together([one.machine for one in facts])
    pages = voice.say(
        "Pages: {n}; looked at in these days: {looked}; with at least one slot seen: {shown}.",
        n=voice.number(len(facts)),
        looked=voice.number(sum(bool(one.machine.looks) for one in facts)),
        shown=voice.number(sum(any(one.machine.of(Outcome.SLOTS)) for one in facts)),
    )
    worst = max(facts, key=lambda one: one.coverage.longest.total_seconds() if one.coverage.longest else -1.0)
    lines = [Line(pages), *_looks(seen, voice, several=True)]
    if worst.coverage.longest is not None:
        lines.append(
            Line(
                voice.say(
                    "Longest interval between two conclusive looks, at {name}: {gap}.",
                    name=voice.quoted(harmless(worst.target.name)),
                    gap=voice.missed(worst.coverage.longest),
                )
            )
        )
    found = [Part(voice.say("Looks"), tuple(lines)), *parts.inconclusive(seen, voice)]
    if refused := [parts.counted(one, seen, voice) for one in seen.of(Outcome.REFUSED)]:
        found.append(Part(voice.say("Turned away"), tuple(refused)))
    retracted = sum(one.retracted() for one in facts)
    if retracted:
        found.append(Part(voice.say("Said of single looks later"), (Line(parts.retracted(retracted, voice)),)))
    people = together([one.people for one in facts])
    found += parts.elsewhere(people, [row for one in facts for row in one.imported], voice)
    return Section(voice.say("All pages together"), (), tuple(found))


def section(facts: Facts, language: str) -> Section:
    """One target."""
    voice, target = saying(language), facts.target
    about = [
        voice.say("Office: {value}", value=harmless(target.office)) if target.office else "",
        voice.say("Procedure: {value}", value=harmless(target.procedure)) if target.procedure else "",
        voice.say("Territory: {value}", value=harmless(target.territory)) if target.territory else "",
    ]
    lines = [Line(text) for text in about if text]
    lines.append(Line(voice.say("Public address of the page:"), url=harmless(target.url)))
    if target.retired_at:
        lines.append(
            Line(voice.say("Watched until {moment}.", moment=voice.moment(target.retired_at, target.timezone)))
        )
    found = [
        Part(voice.say("Looks"), (*_looks(facts.machine, voice), *_closeness(facts, voice))),
        *parts.absence(facts, voice),
        *parts.shown(facts, voice),
        *parts.page_words(facts, voice),
        *parts.inconclusive(facts.machine, voice),
        *parts.refused(facts, voice),
        *parts.holes(facts, voice),
        *parts.remarks(facts, voice),
        *parts.elsewhere(facts.people, facts.imported, voice),
    ]
    return Section(harmless(target.name), tuple(lines), tuple(part for part in found if part.lines))


def _looks(seen: Seen, voice: Saying, *, several: bool = False) -> Iterator[Line]:
    number = voice.number
    if not seen.looks:
        yield Line(voice.say("No look was made in these days."))
        return
    yield Line(
        voice.say(
            "Looks on schedule: {anchored}; conclusive: {conclusive} ({share}). Outside the schedule, counted apart: "
            "{extra}.",
            anchored=number(seen.anchored),
            conclusive=number(seen.conclusive),
            share=voice.part_of(seen.conclusive, seen.anchored),
            extra=number(seen.extra),
        )
    )
    if not seen.conclusive:
        return
    yield Line(
        voice.say(
            "Conclusive looks without slot: {without} of {conclusive} ({share}); with at least one slot: {shown}.",
            without=number(seen.without_slots),
            conclusive=number(seen.conclusive),
            share=voice.part_of(seen.without_slots, seen.conclusive),
            shown=number(seen.with_slots),
        )
    )
    if closed := sum(one.conclusive for one in seen.of(Outcome.CLOSED)):
        said = voice.say(
            "Of those without slot, the page said that this procedure could not be booked here: {closed} of {without}.",
            closed=number(closed),
            without=number(seen.without_slots),
        )
        yield Line(said)
    days = {"n": number(seen.slot_days), "days": number(seen.answered_days)}
    share = voice.part_of(seen.slot_days, seen.answered_days)
    if several:
        said = voice.say(
            "Days with at least one slot seen: {n} of {days} with a conclusive look ({share}), the days of each page "
            "added up.",
            **days,
            share=share,
        )
    else:
        said = voice.say(
            "Days with at least one slot seen: {n} of {days} with a conclusive look ({share}).", **days, share=share
        )
    yield Line(said)
    if seen.extra_slot_days:
        extra = number(seen.extra_slot_days)
        yield Line(voice.say("Other days on which looks outside the schedule alone showed a slot: {n}.", n=extra))
    if seen.two_dates or seen.one_date or seen.later_dates:
        yield Line(_classes(seen, voice))


def _classes(seen: Seen, voice: Saying) -> str:
    """The classes of La Cimade's observatory of online appointments."""
    return voice.say(
        "Days with a slot in the 31 days ahead: two or more: {two}; one: {one}; none: {none}, of which {later} with "
        "later days only; of {known} conclusive looks that told the days.",
        two=voice.number(seen.two_dates),
        one=voice.number(seen.one_date),
        none=voice.number(seen.without_slots + seen.later_dates),
        later=voice.number(seen.later_dates),
        known=voice.number(seen.dates_known),
    )


def _closeness(facts: Facts, voice: Saying) -> Iterator[Line]:
    covered = facts.coverage
    if covered.longest is not None:
        yield Line(
            voice.say(
                "Longest interval between two conclusive looks: {gap}; slots shown for less time may have escaped us.",
                gap=voice.missed(covered.longest),
            )
        )
    if covered.scheduled:
        yield Line(
            voice.say(
                "Scheduled time that conclusive looks covered: {share} of {scheduled}.",
                share=voice.share(min(covered.observed / covered.scheduled, 1)),
                scheduled=voice.lasting(covered.scheduled),
            )
        )
