"""One sentence that can be quoted: seen at how many looks of how many, and what may have been missed. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.report.document import saying
from monitor.report.format import printable
from monitor.report.period import Facts
from monitor.store.period_rows import MACHINE
from probes.contract import Outcome


def sentence(facts: Facts, language: str, *, simulated: bool = False) -> str:
    """The sentence on one target, on one line; it stands alone: page, days, denominators, longest interval."""
    said = _sentence(facts, language)
    if simulated:
        return saying(language).say("[Simulated time] {title}", title=said)
    return said


def _sentence(facts: Facts, language: str) -> str:
    voice, seen = saying(language), facts.machine
    name = voice.quoted(printable(facts.target.name))
    # The days that were really looked at: what came before the first look, nobody saw.
    first = min((one.first for one in seen.reasons), default=facts.span.first.isoformat())
    last = max((one.last for one in seen.reasons), default=facts.span.last.isoformat())
    given = {"name": name, "when": voice.dates(first, last)}
    if not seen.looks:
        return voice.say("{name}: no look was made {when}.", **given)
    if not seen.anchored:
        return voice.say("{name}: no look on schedule was made {when}; looks by hand make no share.", **given)
    if not seen.conclusive:
        return voice.many(
            "{name}: the {n} look made on schedule {when} could not tell whether a slot was offered.",
            "{name}: none of the {n} looks made on schedule {when} could tell whether a slot was offered.",
            seen.anchored,
            **given,
        )
    counts = {"conclusive": voice.number(seen.conclusive), "looks": _on_schedule(facts, language)}
    if seen.with_slots:
        text = voice.many(
            "{name}: at least one slot was shown at {n} conclusive look of {conclusive} ({looks}) {when}",
            "{name}: at least one slot was shown at {n} conclusive looks of {conclusive} ({looks}) {when}",
            seen.with_slots,
            **counts,
            **given,
        )
    else:
        text = voice.many(
            "{name}: no slot was seen at {n} conclusive look ({looks}) {when}",
            "{name}: no slot was seen at {n} conclusive looks ({looks}) {when}",
            seen.conclusive,
            looks=counts["looks"],
            **given,
        )
    return text + _missed(facts, language) + _afterwards(facts, last, language) + _besides(facts, language) + "."


def _on_schedule(facts: Facts, language: str) -> str:
    voice = saying(language)
    return voice.many("of {n} made on schedule", "of {n} made on schedule", facts.machine.anchored)


def _missed(facts: Facts, language: str) -> str:
    longest = facts.coverage.longest
    if not longest:
        return ""
    voice = saying(language)
    return voice.say(
        "; the longest interval between two conclusive looks was {gap}, and slots shown for less time may have been "
        "missed",
        gap=voice.missed(longest),
    )


def _afterwards(facts: Facts, last: str, language: str) -> str:
    """That the end of the days named was not seen, where it is longer than the longest interval before it."""
    hole = next((one for one in facts.holes if not one.ended and one.since and one.until), None)
    if hole is None or hole.since is None or hole.until is None:
        return ""
    zone = facts.target.timezone
    end = datetime.combine(date.fromisoformat(last) + timedelta(days=1), time(0), ZoneInfo(zone))
    if min(hole.until, end) - hole.since <= (facts.coverage.longest or timedelta(0)):
        return ""
    voice = saying(language)
    return voice.say(
        "; after the look of {moment}, no look on these days could tell whether a slot was offered",
        moment=voice.moment(hole.since, zone),
    )


def _besides(facts: Facts, language: str) -> str:
    """What a reader must know before quoting it: slots outside the schedule, readings that were retracted."""
    voice, parts = saying(language), ""
    extra = sum(one.extra for one in facts.machine.of(Outcome.SLOTS))
    if extra:
        parts += voice.many(
            "; {n} further look outside the schedule showed slots",
            "; {n} further looks outside the schedule showed slots",
            extra,
        )
    if retracted := facts.retracted(MACHINE):
        parts += voice.many(
            "; the reading of {n} of these looks was retracted since",
            "; the readings of {n} of these looks were retracted since",
            retracted,
        )
    return parts
