"""The parts of a report on one target, in sentences: absence, slots, words, errors, refusals, holes, remarks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from monitor.clock import from_iso
from monitor.locale import words
from monitor.report.appearances import Appearance
from monitor.report.counts import ReasonCount, Seen
from monitor.report.document import Line, Part, Saying, first_few, harmless
from monitor.report.holes import Hole
from monitor.report.period import Absence, Facts, ShownText
from monitor.store.period_rows import ImportedRow, RemarkRow
from probes.contract import Outcome, Reason

_CANNOT_TELL = (Outcome.FAILING, Outcome.GATED, Outcome.UNRECOGNISED, Outcome.OFFLINE)
"""Refusals have a part of their own."""
_ROBOTS = str(Reason.ROBOTS)


def absence(facts: Facts, voice: Saying) -> Iterator[Part]:
    """The longest time without a slot, and the looks on its days."""
    found = facts.absence
    if found is None:
        return
    lines = [Line(_absent(found, facts.target.timezone, voice))]
    if found.days:
        lines.append(
            Line(
                voice.say(
                    "Days of it without any slot seen: {days}; looks on schedule on these days: {anchored}, of which "
                    "{conclusive} were conclusive and showed none.",
                    days=voice.number(found.days),
                    anchored=voice.number(found.anchored),
                    conclusive=voice.number(found.conclusive),
                )
            )
        )
    yield Part(voice.say("Longest time without a slot seen"), tuple(lines))


def _absent(found: Absence, zone: str, voice: Saying) -> str:
    given = {
        "length": voice.lasting(found.length),
        "since": voice.moment(found.since, zone),
        "until": voice.moment(found.until, zone),
    }
    if found.from_slots and found.to_slots:
        return voice.say(
            "{length}, between two looks that showed slots: that of {since} and the next, that of {until}.", **given
        )
    if found.from_slots:
        return voice.say(
            "{length}, from the latest look that showed slots, {since}, to the last conclusive look of these days, "
            "{until}.",
            **given,
        )
    if found.to_slots:
        return voice.say(
            "{length}, from the first conclusive look of these days, {since}, to the first that showed slots, {until}.",
            **given,
        )
    return voice.say(
        "{length}: no slot was seen from the first conclusive look of these days, {since}, to the last, {until}.",
        **given,
    )


def shown(facts: Facts, voice: Saying) -> Iterator[Part]:
    """Each time that slots were shown, as an interval."""
    if not facts.appearances:
        return
    total, before = len(facts.appearances), len(facts.appearances) - len(facts.began)
    head = voice.say(
        "Times that slots were shown: {n}, of which {before} had begun before these days. How long is told by the "
        "looks around them: at least from the first to the last that showed slots, at most from the look without "
        "slot before to the one after.",
        n=voice.number(total),
        before=voice.number(before),
    )
    lines = (Line(lasted(one, facts.target.timezone, voice)) for one in facts.appearances)
    yield Part(voice.say("Slots shown"), (Line(head), *first_few(lines, voice)))


def lasted(one: Appearance, zone: str, voice: Saying) -> str:
    """How long slots were shown, as far as looks tell."""
    between = voice.between(one.first_at, one.last_at, zone)
    least = voice.lasting(one.least)
    if one.most is not None and not one.least:
        return voice.say("Shown at one look, {between}: at most {most}.", between=between, most=voice.missed(one.most))
    if one.most is not None:
        return voice.say(
            "Shown {between}: at least {least}, at most {most}.",
            between=between,
            least=least,
            most=voice.missed(one.most),
        )
    if one.shown:
        return voice.say(
            "Shown {between}: at least {least}; still shown at the latest look that could tell.",
            between=between,
            least=least,
        )
    return voice.say("Shown {between}: at least {least}; no upper end is known.", between=between, least=least)


def page_words(facts: Facts, voice: Saying) -> Iterator[Part]:
    """What the page said, in which language, and when."""
    texts = [one for one in facts.texts if one.who == "machine"]
    if not texts:
        return
    tongues = sorted({name for one in texts if (name := voice.tongue(one.language))})
    lines = [Line(voice.say("Languages seen: {languages}.", languages=voice.listed(tongues)))] if tongues else []
    yield Part(
        voice.say("Words of the page"), (*lines, *first_few((_text_line(one, facts, voice) for one in texts), voice))
    )


def _text_line(one: ShownText, facts: Facts, voice: Saying) -> Line:
    zone = ZoneInfo(facts.target.timezone)
    first, last = (moment.astimezone(zone).date() for moment in (one.first_at, one.last_at))
    span = facts.span
    when = voice.dates(max(first, span.first).isoformat(), min(last, span.last).isoformat())
    around = [voice.say("also before")] if first < span.first else []
    around += [voice.say("also after")] if last > span.last else []
    name = voice.tongue(one.language)
    tongue = voice.say("in {language}", language=name) if name else voice.say("language not determined")
    text = voice.say(
        "{outcome}, {tongue}, {when}{around}:",
        outcome=words.short(one.outcome, voice.language),
        tongue=tongue,
        when=when,
        around=f" ({voice.listed(around)})" if around else "",
    )
    return Line(text, harmless(one.text), one.language)


def inconclusive(seen: Seen, voice: Saying) -> Iterator[Part]:
    """The looks that could not tell whether a slot was offered, by reason."""
    lines = [counted(one, seen, voice) for outcome in _CANNOT_TELL for one in seen.of(outcome)]
    partly = [one for one in seen.of(Outcome.NO_SLOTS) if one.conclusive < one.anchored]
    if partly:
        number = sum(one.anchored - one.conclusive for one in partly)
        said = voice.say(
            "No slot offered, said of fewer days than we ask about: {n} of {total} looks on schedule.",
            n=voice.number(number),
            total=voice.number(seen.anchored),
        )
        lines.append(Line(said))
    if lines:
        yield Part(voice.say("Errors and other looks that could not tell"), tuple(lines))


def counted(one: ReasonCount, seen: Seen, voice: Saying) -> Line:
    """Looks with one answer, of how many."""
    return Line(
        voice.say(
            "{outcome} ({reason}): {n} of {total} looks on schedule, {extra} outside it, {when}.",
            outcome=words.short(one.outcome, voice.language, reason=one.reason),
            reason=words.why(one.reason, voice.language),
            n=voice.number(one.anchored),
            total=voice.number(seen.anchored),
            extra=voice.number(one.extra),
            when=voice.dates(one.first, one.last),
        )
    )


def refused(facts: Facts, voice: Saying) -> Iterator[Part]:
    """When our machine was turned away."""
    if not facts.refused:
        return
    reasons = facts.machine.of(Outcome.REFUSED)
    sentences = {
        words.sentence(Outcome.REFUSED, voice.language, reason=_ROBOTS * (one.reason == _ROBOTS)) for one in reasons
    }
    lines = [Line(sentence) for sentence in sorted(sentences)]
    lines += [counted(one, facts.machine, voice) for one in reasons]
    dated = (
        Line(
            voice.say(
                "{when}: {anchored} on schedule, {extra} outside it.",
                when=voice.opened(voice.dates(run.first, run.last)),
                anchored=voice.number(run.anchored),
                extra=voice.number(run.extra),
            )
        )
        for run in facts.refused
    )
    yield Part(voice.say("Turned away"), (*lines, *first_few(dated, voice)))


def holes(facts: Facts, voice: Saying) -> Iterator[Part]:
    """When nobody could tell."""
    lines = (Line(_hole(one, facts.target.timezone, voice)) for one in facts.holes)
    yield Part(voice.say("Times without a conclusive look"), tuple(first_few(lines, voice)))


def _hole(hole: Hole, zone: str, voice: Saying) -> str:
    lost = voice.missed(hole.unobserved)
    if hole.since is None or hole.until is None:
        return voice.say(
            "{day}: {lost} of scheduled time; the longest interval was {longest}.",
            day=voice.opened(voice.date(hole.day)),
            lost=lost,
            longest=voice.missed(hole.longest),
        )
    if not hole.ended:
        return voice.say(
            "From {since} on, to the end of these days or until now: {lost} of scheduled time.",
            since=voice.moment(hole.since, zone),
            lost=lost,
        )
    return voice.say(
        "From {since} to {until}: {lost} of scheduled time.",
        since=voice.moment(hole.since, zone),
        until=voice.moment(hole.until, zone),
        lost=lost,
    )


def retracted(number: int, voice: Saying) -> str:
    """How many readings were withdrawn; they stay counted."""
    return voice.many(
        "The reading of {n} of these looks was retracted since; it is still counted here.",
        "The readings of {n} of these looks were retracted since; they are still counted here.",
        number,
    )


def remarks(facts: Facts, voice: Saying) -> Iterator[Part]:
    """What was said of single looks later."""
    if not facts.remarks:
        return
    number = facts.retracted()
    lines = [Line(retracted(number, voice))] if number else []
    said = (_remark(one, facts.target.timezone, voice) for one in facts.remarks)
    yield Part(voice.say("Said of single looks later"), (*lines, *first_few(said, voice)))


def _remark(one: RemarkRow, zone: str, voice: Saying) -> Line:
    given = {
        "look": voice.moment(from_iso(one.look_at), zone),
        "outcome": words.short(Outcome(one.outcome), voice.language, reason=one.reason),
        "at": voice.moment(from_iso(one.at), zone),
        "author": harmless(one.author),
    }
    if one.kind == "retracted":
        text = voice.say("Look of {look} (“{outcome}”), retracted on {at} by {author}:", **given)
    else:
        text = voice.say("Look of {look} (“{outcome}”), annotated on {at} by {author}:", **given)
    return Line(text, harmless(one.why))


def elsewhere(people: Seen, imported: Sequence[ImportedRow], voice: Saying) -> Iterator[Part]:
    """People's and imported looks, never added to a machine's."""
    if people.looks:
        head = voice.say("Looked at by people in their own browsers, at the times they stated; counted apart.")
        counts = {outcome: sum(one.anchored + one.extra for one in people.of(outcome)) for outcome in Outcome}
        yield Part(voice.say("Looks by people"), (Line(head), Line(_all_looks(counts, voice))))
    lines = []
    for source in sorted({row.source for row in imported}):
        rows = [row for row in imported if row.source == source]
        said = voice.say(
            "Made by {operator} ({vantage}), imported from {file}; not our own looks, counted apart.",
            operator=harmless(rows[0].operator),
            vantage=harmless(rows[0].vantage),
            file=harmless(rows[0].name),
        )
        counts = {outcome: sum(row.looks for row in rows if row.outcome == outcome) for outcome in Outcome}
        lines += [Line(said), Line(_all_looks(counts, voice))]
    if lines:
        yield Part(voice.say("Imported looks"), tuple(lines))


def _all_looks(counts: Mapping[Outcome, int], voice: Saying) -> str:
    """Whoever looks without a schedule: all looks count."""
    known = counts[Outcome.SLOTS] + counts[Outcome.NO_SLOTS] + counts[Outcome.CLOSED]
    return voice.say(
        "Looks: {n}; with at least one slot: {shown}; without: {without}; booking closed: {closed}; other: {other}.",
        n=voice.number(sum(counts.values())),
        shown=voice.number(counts[Outcome.SLOTS]),
        without=voice.number(counts[Outcome.NO_SLOTS]),
        closed=voice.number(counts[Outcome.CLOSED]),
        other=voice.number(sum(counts.values()) - known),
    )
