"""What was seen of an incident: at how many looks of how many, how long, how well, and in which words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from monitor.clock import from_iso
from monitor.judge.stance import is_sent_by_the_site
from monitor.locale import words
from monitor.locale.catalog import mark, mark_many
from monitor.locale.voice import Voice
from monitor.notify.document import Quote
from monitor.notify.harmless import harmless, one_line
from monitor.notify.item import Item, outcome_of
from probes.contract import Outcome, Reason

Incident = Mapping[str, Any]

_CLAIMS = {
    "no_slots": mark_many(
        "No slot seen at {n} conclusive look of {total}, {when}.",
        "No slot seen at {n} conclusive looks of {total}, {when}.",
    ),
    "unbookable": mark_many(
        "No way to book seen at {n} conclusive look of {total}, {when}.",
        "No way to book seen at {n} conclusive looks of {total}, {when}.",
    ),
    "closed": mark_many(
        "At {n} look of {total}, {when}, the page said that this procedure cannot be booked here.",
        "At {n} looks of {total}, {when}, the page said that this procedure cannot be booked here.",
    ),
    "down": mark_many(
        "Our machine got an error, or no answer, at {n} look of {total}, {when}.",
        "Our machine got an error, or no answer, at {n} looks of {total}, {when}.",
    ),
    "blind": mark_many(
        "Measurement prevented at {n} look of {total}, {when}.",
        "Measurement prevented at {n} looks of {total}, {when}.",
    ),
    "language": mark_many(
        "The page's message was in an unexpected language ({languages}) at {n} look of {total}, {when}.",
        "The page's message was in an unexpected language ({languages}) at {n} looks of {total}, {when}.",
    ),
    "any_language": mark_many(
        "The page's message was in an unexpected language at {n} look of {total}, {when}.",
        "The page's message was in an unexpected language at {n} looks of {total}, {when}.",
    ),
}
_LATEST_CAUSES = {
    "gated": mark(
        "At the latest of these looks, a captcha, a login or a queue came before the slots; we stopped there."
    ),
    "refused": mark("At the latest of these looks, the site did not serve our robot."),
    "unrecognised": mark(
        "At the latest of these looks, our program could not read the page with certainty; the page is kept."
    ),
}
_NOT_VISITED = mark("The site asks robots to stay away; the page was not visited.")
_LONGEST_ANSWERED = mark(
    "Longest interval between two looks that said so: {gap}; a shorter opening may have escaped us."
)
_LONGEST = mark("Longest interval between two looks that said so: {gap}; a shorter change may have escaped us.")
_AT_THE_LOOK = mark("Words of the page, {tongue}:")
_FIRST_AND_LAST = mark("Words of the page at the first and at the latest of these looks, {tongue}:")
_FIRST = mark("Words of the page at the first of these looks, {tongue}:")
_LAST = mark("Words of the page at the latest of these looks, {tongue}:")


def seen(item: Item, incident: Incident, voice: Voice) -> Iterator[str]:
    """What was seen at how many looks of how many, and when."""
    if incident["kind"] == "scarce":
        yield from _rare(item, incident, voice)
        return
    when = item.between(incident["first_at"], incident["last_at"], voice)
    answered = incident["kind"] in ("no_slots", "unbookable")
    names = _tongues(incident["languages"], voice)
    count = incident["conclusive"] if answered else incident["proving"]
    if count:
        sort = "any_language" if incident["kind"] == "language" and not names else incident["kind"]
        total, languages = voice.number(incident["looks"]), voice.listed(names)
        yield voice.many(*_CLAIMS[sort], count, total=total, when=when, languages=languages)
    else:
        condition = words.condition(incident["kind"], voice.language, cause=incident["cause"])
        yield voice.say("{condition}: seen only at looks outside the schedule, {when}.", condition=condition, when=when)
    others = incident["looks"] - count
    if answered and count and others > 0:
        yield voice.many(
            "{n} other look did not settle the question.", "{n} other looks did not settle the question.", others
        )
    if incident["proving"] > 1:
        gap = voice.missed(timedelta(seconds=incident["largest_gap_seconds"]))
        yield voice.say(_LONGEST_ANSWERED if answered else _LONGEST, gap=gap)
    if incident["kind"] == "down":
        yield from _after_down(incident, voice)
    elif incident["kind"] == "blind":
        yield from _after_blind(incident, voice)
    elif incident["kind"] == "language" and (asked := _tongues(item.target.get("expect_language") or (), voice)):
        yield voice.say("Our requests asked for: {languages}.", languages=voice.listed(asked))


def _tongues(tags: Iterable[str], voice: Voice) -> list[str]:
    return list(dict.fromkeys(name for tag in tags if (name := voice.tongue(tag))))


def _rare(item: Item, incident: Incident, voice: Voice) -> Iterator[str]:
    share, _, over = incident["variant"].partition("/")
    empty, full = incident["without_slots"] or 0, incident["with_slots"] or 0
    yield voice.many(
        "In the {span} up to {end}, {n} conclusive look of {total} showed no slot ({share}).",
        "In the {span} up to {end}, {n} conclusive looks of {total} showed no slot ({share}).",
        empty,
        total=voice.number(empty + full),
        share=voice.share(empty / (empty + full)) if empty + full else voice.share(0),
        span=voice.lasting(timedelta(days=int(over.removesuffix("d")))),
        end=item.when(incident["last_at"], voice),
    )
    yield voice.say(
        "The rule's threshold, {share}, was reached {when}.",
        share=voice.share(float(share)),
        when=item.between(incident["first_at"], incident["last_at"], voice),
    )


def _causes(incident: Incident, voice: Voice) -> Iterator[str]:
    """Reasons with their numbers, most frequent first; looks outside the schedule are among them."""
    counts = sorted(incident["causes"].items(), key=lambda found: (-found[1], found[0]))
    told = [
        voice.say("{count} × {reason}", reason=_reason(reason, voice), count=voice.number(count))
        for reason, count in counts
    ]
    if told:
        yield voice.say(
            "What our machine met, looks outside the schedule included: {causes}.", causes=voice.listed(told)
        )


def _reason(reason: str, voice: Voice) -> str:
    return words.why(reason, voice.language) if outcome_of(reason) else harmless(reason)


def _after_down(incident: Incident, voice: Voice) -> Iterator[str]:
    yield from _causes(incident, voice)
    if incident["attribution"] != "theirs":
        return
    if sent_by_the_site(incident):
        yield voice.say("The site itself sent these error pages.")
    else:
        places = [one_line(name) for name in incident["vantages"]]
        yield voice.say("Seen from several places, independently: {places}.", places=voice.listed(places))


def _after_blind(incident: Incident, voice: Voice) -> Iterator[str]:
    if is_robots_only(incident):
        yield voice.say(_NOT_VISITED)
        return
    yield from _causes(incident, voice)
    if latest := _LATEST_CAUSES.get(incident["cause"]):
        yield voice.say(latest)


def is_robots_only(incident: Incident) -> bool:
    """Whether nothing but the site's robots.txt kept us away."""
    return set(incident["causes"]) == {str(Reason.ROBOTS)}


def measure(item: Item, incident: Incident, voice: Voice) -> Iterator[str]:
    """How long it lasted, and how well that is known."""
    first, last = from_iso(incident["first_at"]), from_iso(incident["last_at"])
    suspended = timedelta(seconds=incident["suspended_seconds"])
    lasted = timedelta(seconds=incident["duration_seconds"])
    if last > first:
        yield voice.say("Duration, from the first to the last of these looks: {lasted}.", lasted=voice.lasting(lasted))
    if suspended:
        yield voice.say(
            "Left out of it: {suspended} during which the page said that this procedure cannot be booked here.",
            suspended=voice.missed(suspended),
        )
    if last - first - suspended - lasted >= timedelta(minutes=1):
        yield voice.say("Our machine's clock was set meanwhile; the time it skipped is left out.")
    if item.by_people:
        yield _spread(incident, voice)
    elif incident["scheduled_seconds"]:
        share = min(incident["observed_seconds"] / incident["scheduled_seconds"], 1)
        yield voice.say("Share of the scheduled time that was observed: {share}.", share=voice.share(share))
    if incident["previous"]:
        yield voice.say("It follows an earlier one that had been lost from sight: {key}.", key=incident["previous"])
    if incident.get("retracted"):
        yield voice.many(
            "The reading of {n} of these looks was retracted since; it is still counted here.",
            "The readings of {n} of these looks were retracted since; they are still counted here.",
            incident["retracted"],
        )


def _spread(incident: Incident, voice: Voice) -> str:
    days = voice.many("{n} day", "{n} different days", incident["days"])
    weeks = voice.many("{n} calendar week", "{n} calendar weeks", incident["weeks"])
    return voice.say("Looks on {days}, in {weeks}.", days=days, weeks=weeks)


def quotes(incident: Incident, voice: Voice) -> Iterator[Quote]:
    """The first and the latest words; none where they may name a slot: a share of looks or a language can be both."""
    shown = any(outcome_of(reason) is Outcome.SLOTS for reason in incident["causes"])
    if incident["kind"] == "scarce" or shown:
        return
    first, last = (
        (incident["first_quote"], incident["first_language"]),
        (incident["last_quote"], incident["last_language"]),
    )
    if first == last:
        one = incident["first_at"] == incident["last_at"]
        said = [(_AT_THE_LOOK if one else _FIRST_AND_LAST, *first)]
    else:
        said = [(_FIRST, *first), (_LAST, *last)]
    for intro, quote, language in said:
        if quote:
            yield quoted(intro, quote, language, voice)


def quoted(intro: str, quote: str, language: str | None, voice: Voice) -> Quote:
    """Captured words with their language named; ``intro`` has a place for ``{tongue}``."""
    name = voice.tongue(language)
    tongue = voice.say("in {language}", language=name) if name else voice.say("language not determined")
    return Quote(voice.say(intro, tongue=tongue), voice.quoted(harmless(quote)), language if name else None)


def sent_by_the_site(incident: Incident) -> bool:
    """Whether every error was a page of the site's own."""
    return all(is_sent_by_the_site(reason) for reason in incident["causes"])
