"""What is said of the monitor's own trouble: it is ours, never a site's. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from monitor.clock import from_iso
from monitor.locale import words
from monitor.locale.catalog import mark
from monitor.locale.voice import Voice
from monitor.notify.document import Block, Line
from monitor.notify.harmless import harmless, one_line
from monitor.notify.item import OVERTAKEN, Item, Told

Details = Mapping[str, Any]

_SAID = {
    "overdue": mark("Noticed on {since}: looks were not made when they were due."),
    "outbox": mark("Noticed on {since}: messages did not reach a receiver; they are kept and can be sent again."),
    "disk": mark("Noticed on {since}: the disk that holds our data was nearly full; once full, no look can be stored."),
    "clock": mark("Noticed on {since}: the clock of the machine that watches was set."),
    "faults": mark("Noticed on {since}: looks ended with errors of our own program."),
    "lag": mark("Noticed on {since}: the machine that watches was too busy to do its work in time."),
    "unanswered": mark("Noticed on {since}: no look at any page had given an answer for a long time."),
}
_OTHER = mark("Noticed on {since}: the monitor had a trouble of its own ({kind}).")
_ADVICE = {
    "overdue": mark("see whether the machine and the service run, and what the service logs."),
    "outbox": mark("see what waits, and why, with the commands below; then send it again, or drop it."),
    "disk": mark("make room on that disk, or move the data."),
    "clock": mark("see whether the machine's clock follows a time server."),
    "faults": mark("see what the service logs, and report it to the authors of the program."),
    "lag": mark("see what else runs on that machine, and whether its disk is slow."),
    "unanswered": mark("see what the looks show; if it is the same everywhere, the fault is probably ours."),
}
_LIMIT = mark("anything about the sites that are watched (this is trouble of our own).")
_MEGABYTE = 1_000_000
COMMANDS = {"outbox": ("slotwatch notify queue",)}
"""Where to look, other than ``slotwatch status``."""


def tell_trouble(item: Item, trouble: Mapping[str, Any], voice: Voice) -> Told:
    """The monitor's own trouble, going on or over."""
    kind = trouble["kind"]
    name = words.trouble(harmless(kind), voice.language)
    over = item.change == "resolved"
    return Told(
        condition=name,
        headline=voice.say("Ended – {condition}", condition=name) if over else name,
        claim=tuple(_claim(item, trouble, voice)),
        limits=(voice.say(_LIMIT),),
        advice=voice.say(_ADVICE[kind]) if kind in _ADVICE and not over else "",
    )


def _claim(item: Item, trouble: Mapping[str, Any], voice: Voice) -> Iterator[Block]:
    if item.is_overtaken:
        yield Line(voice.say(OVERTAKEN))
    since = item.when(trouble["since"], voice)
    yield Line(voice.say(_SAID.get(trouble["kind"], _OTHER), since=since, kind=harmless(trouble["kind"])))
    details = trouble.get("details") or {}
    told = _DETAILS.get(trouble["kind"], _others)
    try:
        yield from map(Line, list(told(details, voice)))
    except (KeyError, TypeError, ValueError):  # facts of another version: better told plainly than not at all
        yield from map(Line, _others(details, voice))
    if trouble["until"] and item.change == "resolved":
        yield Line(voice.say("No longer so on {until}.", until=item.when(trouble["until"], voice)))


def _overdue(details: Details, voice: Voice) -> Iterator[str]:
    yield voice.many(
        "{n} page of {total} was waiting; the longest overdue is “{name}”, due on {due}, {late} before.",
        "{n} pages of {total} were waiting; the longest overdue is “{name}”, due on {due}, {late} before.",
        details["targets"],
        total=voice.number(details["of"]),
        name=one_line(details["most"]["name"] or details["most"]["id"]),
        due=voice.moment(from_iso(details["due_at"]), "UTC"),
        late=voice.lasting(timedelta(seconds=details["late_seconds"])),
    )


def _outbox(details: Details, voice: Voice) -> Iterator[str]:
    for row in details["receivers"]:
        waiting = voice.many("{n} message waiting", "{n} messages waiting", row["waiting"])
        dead = voice.many("{n} given up", "{n} given up", row["dead"])
        failures = voice.many("{n} failed delivery in a row", "{n} failed deliveries in a row", row["failures"])
        yield voice.say("{headline}: {name}", headline=one_line(row["name"]), name=f"{waiting}, {dead}, {failures}.")
        if row["last_error"]:
            yield voice.say("Latest answer of the service: {error}", error=voice.quoted(harmless(row["last_error"])))


def _disk(details: Details, voice: Voice) -> Iterator[str]:
    free, total = (voice.number(details[f"{part}_bytes"] // _MEGABYTE) for part in ("free", "total"))
    yield voice.say("{free} MB of {total} MB were left.", free=free, total=total)


def _clock(details: Details, voice: Voice) -> Iterator[str]:
    seconds = details["seconds"]
    step = voice.lasting(timedelta(seconds=abs(seconds)))
    if seconds > 0:
        yield voice.say("It was set forwards by {step}.", step=step)
    else:
        yield voice.say("It was set back by {step}.", step=step)


def _faults(details: Details, voice: Voice) -> Iterator[str]:
    yield voice.many("{n} look in the last hour ended so.", "{n} looks in the last hour ended so.", details["count"])
    if details["last"]:
        yield voice.say("Latest error: {error}", error=voice.quoted(harmless(details["last"])))


def _lag(details: Details, voice: Voice) -> Iterator[str]:
    yield voice.say("It was late by {late}.", late=voice.lasting(timedelta(seconds=details["seconds"])))


def _unanswered(details: Details, voice: Voice) -> Iterator[str]:
    yield voice.many(
        "{n} page is watched; the latest answer was seen on {moment}.",
        "{n} pages are watched; the latest answer was seen on {moment}.",
        details["targets"],
        moment=voice.moment(from_iso(details["answered_at"]), "UTC"),
    )


def _others(details: Details, voice: Voice) -> Iterator[str]:
    for name, value in sorted(details.items()):
        yield voice.say("{headline}: {name}", headline=harmless(name), name=harmless(str(value)))


_DETAILS: dict[str, Callable[[Details, Voice], Iterator[str]]] = {
    "overdue": _overdue,
    "outbox": _outbox,
    "disk": _disk,
    "clock": _clock,
    "faults": _faults,
    "lag": _lag,
    "unanswered": _unanswered,
}
