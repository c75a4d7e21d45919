"""Releases in sentences, in a language, with a map of weekdays and hours. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from statistics import median_low

from monitor.locale.catalog import mark
from monitor.report.appearances import Appearance
from monitor.report.document import Document, Line, Part, Saying, Section, first_few, saying
from monitor.report.figures import LABELS
from monitor.report.format import printable
from monitor.report.period_parts import lasted
from monitor.report.plain import ascii_only
from monitor.report.releases import CLOSE, DAYS_NEEDED, Interval, Releases, Stated, week_hours

MAP_WIDTH = 80
_STATED = {
    "last-release": mark("About the latest release"),
    "next-release": mark("About the next release"),
    "next-availability": mark("About the next slot"),
}


def document(found: Releases, language: str, now: datetime, *, simulated: bool) -> Document:
    """What looks tell of releases at one target."""
    voice, span, zone = saying(language), found.facts.span, found.facts.target.timezone
    title = voice.say("Slots appearing at {name}", name=voice.quoted(printable(found.facts.target.name)))
    notes = [voice.say("Simulated time: a demonstration or a test. At these dates nobody looked at a real site.")]
    lines = [
        *(notes if simulated else []),
        voice.say("Days: {first} to {last}, both included.", first=voice.date(span.first), last=voice.date(span.last)),
        voice.say("As known on {moment}.", moment=voice.moment(now, zone)),
        voice.say(
            "A look is one moment: slots appeared at some time between the look before, which showed none, and the "
            "look that showed them first; what came and went between two looks was not seen."
        ),
    ]
    parts = [
        Part(voice.say("How often, and how long"), tuple(_numbers(found, voice))),
        Part(
            voice.say("Appearances"),
            tuple(first_few((Line(_each(one, zone, voice)) for one in found.appearances), voice, 20)),
        ),
        Part(voice.say("Stated by the office"), tuple(_statement(one, zone, voice) for one in found.statements)),
        Part(voice.say("Weekdays and hours"), tuple(_map_notes(found, voice))),
    ]
    section = Section(printable(found.facts.target.name), (), tuple(part for part in parts if part.lines))
    return Document(language, title, tuple(Line(line) for line in lines), (section,))


def _numbers(found: Releases, voice: Saying) -> Iterator[Line]:
    seen, covered = found.facts.machine, found.facts.coverage
    yield Line(
        voice.say(
            "Times that slots were seen to appear: {n}. Conclusive looks: {conclusive} of {anchored} on schedule; days "
            "with a conclusive look: {days}.",
            n=voice.number(len(found.appearances)),
            conclusive=voice.number(seen.conclusive),
            anchored=voice.number(seen.anchored),
            days=voice.number(found.days),
        )
    )
    if covered.longest is not None:
        gap = voice.missed(covered.longest)
        yield Line(
            voice.say(
                "Longest interval between two conclusive looks: {gap}; slots shown for less time may have escaped us.",
                gap=gap,
            )
        )
    if stay := found.stay:
        yield Line(
            voice.say("How long they stayed, in the middle of all cases: {length}.", length=_length(stay[0], voice))
        )
        yield Line(voice.say("From the shortest to the longest: {length}.", length=_length(stay[1], voice)))
    if found.counted:
        yield Line(
            voice.say(
                "Slots that the page counted when it first showed them: {least} to {most}, half of the cases at most "
                "{middle}; told at {n} of {total} appearances.",
                least=voice.number(min(found.counted)),
                most=voice.number(max(found.counted)),
                middle=voice.number(median_low(found.counted)),
                n=voice.number(len(found.counted)),
                total=voice.number(len(found.appearances)),
            )
        )


def _length(interval: Interval, voice: Saying) -> str:
    least = voice.lasting(interval.least)
    if interval.most is None:
        return voice.say("at least {least}, with no known upper end", least=least)
    return voice.say("between {least} and {most}", least=least, most=voice.missed(interval.most))


def _each(one: Appearance, zone: str, voice: Saying) -> str:
    assert one.none_before is not None, "only appearances after a look without slots are listed"
    appeared = voice.say(
        "Appeared after {before}, and at the latest on {first}.",
        before=voice.moment(one.none_before, zone),
        first=voice.moment(one.first_at, zone),
    )
    return f"{appeared} {lasted(one, zone, voice)}"


def _statement(one: Stated, zone: str, voice: Saying) -> Line:
    text = voice.say(
        "{about}, first shown to us on {moment}:",
        about=voice.say(_STATED[one.kind]) if one.kind in _STATED else printable(one.kind),
        moment=voice.moment(one.at, zone),
    )
    return Line(text, printable(one.text))


def _map_notes(found: Releases, voice: Saying) -> Iterator[Line]:
    if found.missing:
        yield Line(
            voice.say(
                "No map of weekdays and hours yet. Days with a conclusive look: {days} of the {needed} that it takes; "
                "missing: {missing}.",
                needed=voice.number(DAYS_NEEDED),
                days=voice.number(found.days),
                missing=voice.number(found.missing),
            )
        )
        return
    yield Line(
        voice.say(
            "Of the looks of each hour that answered, the share that showed slots where the look before had shown "
            "none. On the map: {placed} of {n} appearances, those whose moment is known within {close}.",
            placed=voice.number(found.placed),
            n=voice.number(len(found.appearances)),
            close=voice.lasting(CLOSE),
        )
    )


def map_lines(found: Releases, language: str, width: int, *, plain: bool) -> list[str]:
    """The map for a terminal; nothing while days are missing, and a word where it is too narrow."""
    if found.missing:
        return []
    if width < MAP_WIDTH:
        said = saying(language).say("The map is {width} columns wide; this terminal is narrower.", width=MAP_WIDTH)
        return [ascii_only(said) if plain else said]
    from monitor.charts import week_text

    return week_text(week_hours(found), LABELS[language], plain=plain)


def map_svg(found: Releases, language: str) -> str:
    """The map as an SVG file; empty while days are missing."""
    if found.missing:
        return ""
    from monitor.charts import About, week_map

    voice = saying(language)
    name = voice.quoted(printable(found.facts.target.name))
    about = About("releases", voice.say("Slots appearing at {name}", name=name), headed=True)
    return week_map(about, week_hours(found), LABELS[language])
