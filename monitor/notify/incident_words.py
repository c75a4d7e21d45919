"""What is said of an incident: each sentence true in every word, with its denominators. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.locale import words
from monitor.locale.catalog import mark
from monitor.locale.voice import Voice
from monitor.notify.document import Block, Line
from monitor.notify.item import LOST_UNTOLD, OVERTAKEN, PEOPLE, Item, Told
from monitor.notify.seen import Incident, is_robots_only, measure, quotes, seen, sent_by_the_site
from probes.contract import Outcome

_HEADLINES = {
    "reminder": mark("Reminder – {condition}"),
    "escalated": mark("Still going on – {condition}"),
    "resolved": mark("Ended – {condition}"),
    "lost": mark("No longer observable – {condition}"),
}
_LIMITS = {
    "no_slots": mark(
        "whether it was full or faulty (the page said that no slot was offered, and no more), "
        "nor what happened between two looks (nobody looked then)."
    ),
    "closed": mark("that there was no other way or place to book (the page spoke of booking here only)."),
    "unbookable": mark(
        "whether it was full or faulty, nor that there was no other way or place to book "
        "(the page said either that no slot was offered or that this procedure cannot be booked here)."
    ),
    "scarce": mark(
        "a share of time or of applicants "
        "(it is one of looks; slots that came and went between two looks were not seen)."
    ),
    "down": mark(
        "the cause (it may lie with the site, with the network in between, or with us), nor what other people received."
    ),
    "blind": mark("what people saw, nor whether slots were offered (our robot could not tell)."),
    "language": mark("whether slots were offered (this is about the words of the page only)."),
}
_THEIRS = mark("why the site sent these error pages, nor what other people received.")
_TWO_PLACES = mark("why our machines got no proper answer at several places, nor what other people received.")
SLOT_SEEN = mark("how many slots there were, how long they stayed, or who could book one.")
_NOT_AN_END = mark("an end (whether it went on, and until when, is not known).")
_ADVICE = {
    "no_slots": mark(
        "open the page yourself and keep what it shows (saved page or screenshot, with date and hour); "
        "ask the office which other way there is."
    ),
    "closed": mark("open the page yourself; ask the office where and how this procedure can be booked."),
    "unbookable": mark("open the page yourself and keep what it shows; ask the office which other way there is."),
    "scarce": mark("compare with what people report; the history shows at which looks slots were seen."),
    "down": mark("open the page over another connection, to learn whether it answers there."),
    "gated": mark("only a person can look now; open the page yourself and keep what it shows, with date and hour."),
    "refused": mark("look yourself; ask the owner of the site whether the robot may come, and never disguise it."),
    "unrecognised": mark(
        "open the page yourself; if it was redesigned, our program or the phrases in the configuration must follow."
    ),
    "language": mark("open the page in a browser set to the expected language and keep what it shows."),
    "lost": mark("open the page yourself; the machine cannot tell at present."),
}


def tell_incident(item: Item, incident: Incident, voice: Voice) -> Told:
    """An incident in its final state."""
    cause = "robots" if is_robots_only(incident) else incident["cause"]
    condition = words.condition(incident["kind"], voice.language, cause=cause)
    became = _HEADLINES.get(item.change)
    return Told(
        condition=condition,
        headline=voice.say(became, condition=condition) if became else condition,
        claim=tuple(_claim(item, incident, voice)),
        limits=tuple(voice.say(limit) for limit in _limits(item, incident)),
        advice=_advice(item, incident, voice),
    )


def _limits(item: Item, incident: Incident) -> Iterator[str]:
    if item.is_positive:
        yield SLOT_SEEN
    if item.change == "lost":
        yield _NOT_AN_END
    if incident["kind"] == "down" and incident["attribution"] == "theirs":
        yield _THEIRS if sent_by_the_site(incident) else _TWO_PLACES
    else:
        yield _LIMITS[incident["kind"]]


def _advice(item: Item, incident: Incident, voice: Voice) -> str:
    if item.change == "resolved" or incident["ended_by"] == "rule":
        return ""
    sort = "lost" if item.change == "lost" else incident["cause"] or incident["kind"]
    advice = _ADVICE[sort]
    return voice.say(advice)


def _claim(item: Item, incident: Incident, voice: Voice) -> Iterator[Block]:
    if item.is_overtaken:
        yield Line(voice.say(LOST_UNTOLD) if item.change == "lost" else voice.say(OVERTAKEN))
    if end := _end(item, incident, voice):
        yield Line(end)
    if item.change == "resolved":
        yield Line(voice.say("What had been seen until then:"))
    if item.by_people:
        yield Line(voice.say(PEOPLE))
    yield Line(" ".join(seen(item, incident, voice)))
    if measured := " ".join(measure(item, incident, voice)):
        yield Line(measured)
    yield from quotes(incident, voice)


def _end(item: Item, incident: Incident, voice: Voice) -> str:
    ended = item.when(incident["ended_at"], voice) if incident["ended_at"] else ""
    if item.change == "lost":
        last = item.when(incident["last_at"], voice)
        if incident["ended_by"] == "rule":
            return voice.say(
                "No longer observable since {last}: the rules in force do not ask for it any more.", last=last
            )
        return voice.say(
            "No longer observable since {last}: until {ended}, no look has shown it again, nor its end.",
            last=last,
            ended=ended,
        )
    if item.change != "resolved":
        return ""
    if item.is_positive:
        return voice.say("On {day}, the page offered at least one slot; we did not try to book it.", day=ended)
    if incident["kind"] == "scarce":
        return voice.say(
            "At the look of {ended}, the share of looks without slot was below the threshold.", ended=ended
        )
    if incident["kind"] == "language":
        return voice.say("At the look of {ended}, the message was in an expected language.", ended=ended)
    came = words.short(Outcome(incident["ended_by"]), voice.language)
    return voice.say("Seen to end at the look of {ended}: “{outcome}”.", ended=ended, outcome=came)
