"""What is said of what happened once, as a look showed it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from monitor.locale import words
from monitor.locale.catalog import mark
from monitor.locale.voice import Voice
from monitor.model import EventKind
from monitor.notify.document import Block, Line
from monitor.notify.harmless import harmless
from monitor.notify.incident_words import SLOT_SEEN
from monitor.notify.item import PEOPLE, Item, Told
from monitor.notify.seen import quoted
from probes.contract import Outcome

Details = Mapping[str, Any]
_SHOWN = 5
"""Texts of one change that are quoted; the rest is counted."""

_LIMITS = {
    EventKind.FIRST_LOOK: mark("what came before or after (one look is one moment)."),
    EventKind.SLOTS_APPEARED: SLOT_SEEN,
    EventKind.SLOTS_GONE: mark("why none was shown any more, nor whether anyone booked."),
    EventKind.NEW_TEXT: mark("that anything but the words changed."),
    EventKind.TERMS_CHANGED: mark(
        "what the rest of the page said (only what the program recognised as terms was compared)."
    ),
    EventKind.ANNOUNCEMENT_CHANGED: mark(
        "what the rest of the page said (only what the program recognised as announcements was compared)."
    ),
    EventKind.RELEASE_STATED: mark("that it came true (this is what the page stated)."),
    EventKind.CAPTCHA_APPEARED: mark("what people saw, nor whether slots were offered (our robot could not tell)."),
    EventKind.PROBE_CHANGED: mark(
        "that the page changed (a difference between looks before and after may come from our program)."
    ),
}
_ADVICE = {
    EventKind.TERMS_CHANGED: mark("read the new terms; what the robot does must still agree with them."),
    EventKind.CAPTCHA_APPEARED: mark(
        "only a person can look now; open the page yourself and keep what it shows, with date and hour."
    ),
}


def tell_event(item: Item, event: Mapping[str, Any], voice: Voice) -> Told:
    """What happened once, as a look showed it."""
    kind = EventKind(event["kind"])
    claim: list[Block] = []
    if item.by_people:
        claim.append(Line(voice.say(PEOPLE)))
    claim += _CLAIMS[kind](item, event["details"], voice)
    limit = _LIMITS[EventKind.SLOTS_APPEARED if item.is_positive and kind != EventKind.SLOTS_GONE else kind]
    advice = _ADVICE.get(kind)
    name = words.event(kind, voice.language)
    return Told(name, name, tuple(claim), (voice.say(limit),), voice.say(advice) if advice else "")


def _at(item: Item, voice: Voice) -> str:
    return item.when(item.facts["at"], voice)


def _first_look(item: Item, details: Details, voice: Voice) -> Iterator[Block]:
    outcome, reason = Outcome(details["outcome"]), details["reason"]
    said = words.sentence(outcome, voice.language, reason=reason)
    yield Line(voice.say("First look at this page, on {moment}. {said}", moment=_at(item, voice), said=said))
    if details["quote"] and not item.is_positive:
        yield quoted(mark("Words of the page, {tongue}:"), details["quote"], details["language"], voice)


def _slots_appeared(item: Item, details: Details, voice: Voice) -> Iterator[Block]:
    yield Line(
        voice.say("On {day}, the page offered at least one slot; we did not try to book it.", day=_at(item, voice))
    )
    if details["none_at"]:
        day = item.when(details["none_at"], voice)
        yield Line(voice.say("The latest conclusive look without slot was on {day}.", day=day))


def _slots_gone(item: Item, details: Details, voice: Voice) -> Iterator[Block]:
    when = item.between(details["first_at"], details["last_at"], voice)
    after = item.when(details["none_after"], voice)
    yield Line(
        voice.say("At least one slot was shown {when}; a later look, on {after}, showed none.", when=when, after=after)
    )
    yield from map(Line, _lasted(details["min_seconds"], details["max_seconds"], voice))


def _lasted(least: float, most: float | None, voice: Voice) -> Iterator[str]:
    """Between how long and how long, as far as the spacing of looks tells."""
    shortest = voice.lasting(timedelta(seconds=least))
    longest = voice.missed(timedelta(seconds=most)) if most is not None else ""
    if least and longest:
        yield voice.say(
            "As far as our looks tell, this lasted at least {least} and at most {most}.", least=shortest, most=longest
        )
    elif longest:
        yield voice.say("As far as our looks tell, this lasted at most {most}.", most=longest)
    elif least:
        yield voice.say("As far as our looks tell, this lasted at least {least}.", least=shortest)


def _new_text(item: Item, details: Details, voice: Voice) -> Iterator[Block]:
    came = words.short(Outcome(details["outcome"]), voice.language)
    yield Line(
        voice.say(
            "At the look of {moment}, the page showed words that it had not shown us before (“{outcome}”).",
            moment=_at(item, voice),
            outcome=came,
        )
    )
    if not item.is_positive:
        yield quoted(mark("Words of the page, {tongue}:"), details["quote"], details["language"], voice)


def _changed(sentence: str) -> Callable[[Item, Details, Voice], Iterator[Block]]:
    def told(item: Item, details: Details, voice: Voice) -> Iterator[Block]:
        yield Line(voice.say(sentence, moment=_at(item, voice)))
        added, gone = mark("Added, {tongue}:"), mark("Gone, {tongue}:")
        for intro, texts in ((added, details["added"]), (gone, details["removed"])):
            yield from (quoted(intro, text, None, voice) for text in texts[:_SHOWN])
            if len(texts) > _SHOWN:
                yield Line(voice.many("And {n} more.", "And {n} more.", len(texts) - _SHOWN))

    return told


def _release_stated(item: Item, details: Details, voice: Voice) -> Iterator[Block]:
    sentence = _RELEASES.get(details["kind"], _RELEASES["release"])
    yield Line(voice.say(sentence, moment=_at(item, voice)))
    if not item.is_positive:
        yield quoted(mark("Words of the page, {tongue}:"), details["text"], details.get("language"), voice)


def _captcha_appeared(item: Item, details: Details, voice: Voice) -> Iterator[Block]:
    yield Line(
        voice.say(
            "At the look of {moment}, a captcha came before the slots, where an earlier look had met none; "
            "we stopped there.",
            moment=_at(item, voice),
        )
    )
    if details["quote"]:
        yield quoted(mark("Words of the page, {tongue}:"), details["quote"], details.get("language"), voice)


def _probe_changed(item: Item, details: Details, voice: Voice) -> Iterator[Block]:
    before, after = harmless(details["before"]), harmless(details["after"])
    yield Line(
        voice.say(
            "From the look of {moment} on, the page is read by {after}; before, by {before}.",
            moment=_at(item, voice),
            before=before,
            after=after,
        )
    )


_RELEASES = {
    "last-release": mark("At the look of {moment}, the page made a statement about the latest release of slots."),
    "next-release": mark("At the look of {moment}, the page made a statement about the next release of slots."),
    "next-availability": mark("On {moment}, the page named a next slot; it is not repeated here."),
    "release": mark("At the look of {moment}, the page made a statement about the release of slots."),
}
_CLAIMS: dict[EventKind, Callable[[Item, Details, Voice], Iterator[Block]]] = {
    EventKind.FIRST_LOOK: _first_look,
    EventKind.SLOTS_APPEARED: _slots_appeared,
    EventKind.SLOTS_GONE: _slots_gone,
    EventKind.NEW_TEXT: _new_text,
    EventKind.TERMS_CHANGED: _changed(mark("At the look of {moment}, the terms of use had changed.")),
    EventKind.ANNOUNCEMENT_CHANGED: _changed(mark("At the look of {moment}, the page's announcements had changed.")),
    EventKind.RELEASE_STATED: _release_stated,
    EventKind.CAPTCHA_APPEARED: _captcha_appeared,
    EventKind.PROBE_CHANGED: _probe_changed,
}
