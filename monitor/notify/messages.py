"""The words of notifications, as plain text and as HTML that say the same: what, where, since when, how sure. Pure.

Titles hold the operator's words only, never captured ones. Of slots that were shown, neither hours nor addresses are
told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.locale.catalog import mark, mark_many
from monitor.locale.voice import Voice, voice
from monitor.model import dated
from monitor.notify import rota_words
from monitor.notify.document import Address, Block, Commands, Heading, Line, Listed, Table, html, plain
from monitor.notify.event_words import tell_event
from monitor.notify.harmless import cut, one_line, public_address
from monitor.notify.incident_words import tell_incident
from monitor.notify.item import Item, Told
from monitor.notify.trouble_words import COMMANDS, tell_trouble
from monitor.store.owed import Owed

Kind = Literal["single", "group", "digest"]
LONGEST_TITLE = 120
_HOUR_IN_KEY = re.compile(r"(?<=\d)T\d\d:\d\d(:\d\d)?Z")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent."""

    title: str
    """One line of at most ``LONGEST_TITLE`` characters."""
    text: str
    html: str


def compose(kind: str, key: str, items: Sequence[Sequence[Owed]], language: str) -> Message:
    """The message for items, each the rows of one subject, oldest first; raises ``ValueError`` for another language.

    ``kind``: ``single``; ``group``, one rule about several targets, as a table; ``digest``, what waited, in sections.
    ``key`` is printed, so that a message that arrives twice is known again.
    """
    say = voice(language)
    stories = [Story.of(Item(rows), say) for rows in items]
    if kind == "digest":
        title, blocks = _digest_title(stories, say), list(_digest(stories, say))
    elif len(stories) > 1:
        title, blocks = _group_title(stories, say), list(_group(stories, say))
    else:
        title, blocks = _single_title(stories[0], say), list(_single(stories[0], say))
    if any(story.item.is_simulated for story in stories):
        title = say.say("[Simulated time] {title}", title=title)
        blocks = [Line(say.say(_SIMULATED)), *blocks]
    blocks += _footer(stories, key, say)
    return Message(cut(title, LONGEST_TITLE), plain(blocks), html(blocks, language))


def trial(key: str, receiver: str, language: str) -> Message:
    """The message of ``slotwatch notify test``: it says that it is one."""
    say = voice(language)
    title = say.say("slotwatch: test message")
    blocks = [
        Line(say.say("This is a test of the receiver “{receiver}”. Nothing happened.", receiver=one_line(receiver))),
        Line(say.say(_REFERENCE, key=key)),
    ]
    return Message(cut(title, LONGEST_TITLE), plain(blocks), html(blocks, language))


@dataclass(frozen=True, slots=True)
class Story:
    """An item and what is said of it."""

    item: Item
    told: Told

    @classmethod
    def of(cls, item: Item, say: Voice) -> Story:
        if item.incident is not None:
            return cls(item, tell_incident(item, item.incident, say))
        if item.event is not None:
            return cls(item, tell_event(item, item.event, say))
        if (rota := item.facts.get("rota")) is not None:
            return cls(item, rota_words.tell_rota(item, rota, say))
        assert item.trouble is not None, "facts without incident, event, turn or trouble"
        return cls(item, tell_trouble(item, item.trouble, say))

    @property
    def section(self) -> str:
        if self.item.incident is not None:
            return {"resolved": "ended", "lost": "lost"}.get(self.item.change, "going on")
        if self.is_turn:
            return "turns"
        return "happened" if self.item.event is not None else "self"

    @property
    def is_turn(self) -> bool:
        """Whether it reminds a person to look; nothing was seen yet."""
        return self.item.facts.get("rota") is not None


_SIMULATED = mark("Simulated time: a demonstration or a test. At these dates nobody looked at a real site.")
_REFERENCE = mark("Reference: {key}. The same message may arrive twice; it then has the same reference.")
_ANSWERED = ("no_slots", "unbookable", "scarce")
_SECTIONS = {
    "going on": mark("Going on"),
    "ended": mark("Ended"),
    "lost": mark("No longer observable"),
    "happened": mark("Happened"),
    "self": mark("The monitor itself"),
}
_COUNTS = {
    "going on": mark_many("{n} going on", "{n} going on"),
    "ended": mark_many("{n} ended", "{n} ended"),
    "lost": mark_many("{n} no longer observable", "{n} no longer observable"),
    "happened": mark_many("{n} event", "{n} events"),
    "self": mark_many("{n} trouble of the monitor's own", "{n} troubles of the monitor's own"),
}


# Titles


def _single_title(story: Story, say: Voice) -> str:
    if story.item.trouble is not None:
        return say.say("{headline}: {name}", headline=say.say("The monitor itself"), name=story.told.headline)
    return say.say("{headline}: {name}", headline=story.told.headline, name=story.item.name)


def _group_title(stories: Sequence[Story], say: Voice) -> str:
    headlines = {story.told.headline for story in stories}
    pages = say.many("{n} page", "{n} pages", len(stories))
    if len(headlines) == 1:
        return say.say("{headline}: {name}", headline=headlines.pop(), name=pages)
    return say.say("Rule {rules}: {pages}", rules=_rules(stories, say), pages=pages)


def _digest_title(stories: Sequence[Story], say: Voice) -> str:
    counts = Counter(story.section for story in stories)
    told = [say.many(*_COUNTS[section], counts[section]) for section in _SECTIONS if counts[section]]
    told += [rota_words.counted(counts["turns"], say)] if counts["turns"] else []
    return say.say("Digest: {counts}", counts=", ".join(told))


# Bodies


def _single(story: Story, say: Voice) -> Iterator[Block]:
    item, told = story.item, story.told
    yield Heading(told.headline)
    if place := _place(item, say):
        yield Listed((item.name, *place))
    elif item.target:
        yield Line(item.name)
    yield from told.claim
    if item.incident is not None and item.incident["kind"] in _ANSWERED:
        yield Line(say.say("A look is conclusive when the page answered whether a slot was offered."))
    if len(told.limits) == 1:
        yield Line(say.say("What this does not establish: {limit}", limit=told.limits[0]))
    else:
        yield Listed((say.say("What this does not establish:"), *(f"– {limit}" for limit in told.limits)))
    if told.advice:
        yield Line(say.say("What you can do: {advice}", advice=told.advice))
    yield from _address(item, say)
    if channels := item.target.get("other_channels"):
        yield Line(say.say("Other ways named for this office: {channels}", channels=one_line(channels)))
    if not story.is_turn:
        yield Line(say.say("As known on {moment}.", moment=item.when(item.facts["at"], say)))


def _group(stories: Sequence[Story], say: Voice) -> Iterator[Block]:
    headlines = {story.told.headline for story in stories}
    mixed = len(headlines) > 1
    yield Heading(say.say("Several pages") if mixed else headlines.pop())
    columns = (say.say("Page"), say.say("What was seen"), say.say("Words and address"))
    yield Table(columns, tuple(_row(story, say, with_headline=mixed) for story in stories))
    yield from _limits(stories, say)


def _row(story: Story, say: Voice, *, with_headline: bool) -> tuple[tuple[Block, ...], ...]:
    first = (story.told.headline,) if with_headline else ()
    name = Listed((story.item.name, *_place(story.item, say), *first))
    ours = tuple(block for block in story.told.claim if isinstance(block, Line | Listed))
    theirs = tuple(block for block in story.told.claim if not isinstance(block, Line | Listed))
    return (name,), ours, (*theirs, *_address(story.item, say)) or (Line("–"),)


def _digest(stories: Sequence[Story], say: Voice) -> Iterator[Block]:
    headings = {section: say.say(heading) for section, heading in _SECTIONS.items()}
    for section, heading in {**headings, "turns": rota_words.worded("section", say)}.items():
        those = [story for story in stories if story.section == section]
        if not those:
            continue
        yield Heading(heading)
        for story in those:
            yield Heading(_single_title(story, say) if story.item.trouble is None else story.told.headline, 3)
            if place := _place(story.item, say):
                yield Listed(place)
            yield from story.told.claim
            yield from _address(story.item, say)
    yield from _limits(stories, say)


def _place(item: Item, say: Voice) -> tuple[str, ...]:
    """Office, procedure and territory, as configured."""
    fields = (("office", _OFFICE), ("procedure", _PROCEDURE), ("territory", _TERRITORY))
    return tuple(say.say(label, value=one_line(item.target[name])) for name, label in fields if item.target.get(name))


_OFFICE, _PROCEDURE, _TERRITORY = mark("Office: {value}"), mark("Procedure: {value}"), mark("Territory: {value}")


def _address(item: Item, say: Voice) -> Iterator[Address]:
    """The page's public address, with the day in it that it was asked for; none where a slot was shown."""
    if item.is_positive or not item.target.get("url"):
        return
    url = public_address(dated(item.target["url"], item.local_day))
    if url:
        yield Address(say.say("Public address of the page:"), url)


def _limits(stories: Sequence[Story], say: Voice) -> Iterator[Block]:
    """What is not established, once for each condition."""
    limits: dict[str, dict[str, None]] = {}
    for story in stories:
        for limit in story.told.limits:
            limits.setdefault(limit, {})[story.told.condition] = None
    lines = (
        say.say("{headline}: {name}", headline=", ".join(conditions), name=limit)
        for limit, conditions in limits.items()
    )
    yield Heading(say.say("What this does not establish"), 3)
    yield Listed(tuple(lines))


# The end of every message


def _footer(stories: Sequence[Story], key: str, say: Voice) -> Iterator[Block]:
    yield Commands(say.say("On the machine that watches, to see what was seen:"), _commands(stories))
    if any(story.section == "going on" for story in stories):
        yield Line(say.say("“slotwatch ack” stops the reminders of one of these; “slotwatch silence”, all for a time."))
    yield Line(say.say("Rule: {rules}.", rules=_rules(stories, say)))
    if any(story.item.is_positive for story in stories):
        key = _HOUR_IN_KEY.sub("", key)
    yield Line(say.say(_REFERENCE, key=one_line(key)))


def _commands(stories: Sequence[Story]) -> tuple[str, ...]:
    commands: list[str] = []
    targets = dict.fromkeys(story.item.target["id"] for story in stories if story.item.target)
    if len(targets) == 1:
        commands.append(f"slotwatch history {next(iter(targets))}")
    elif targets:
        commands.append("slotwatch history TARGET")
    if any(story.item.incident is not None for story in stories):
        commands.append("slotwatch incidents")
    commands += [f"slotwatch witness sheet {story.item.target['id']}" for story in stories if story.is_turn]
    for trouble in (story.item.trouble for story in stories if story.item.trouble is not None):
        commands += ["slotwatch status", *COMMANDS.get(trouble["kind"], ())]
    return tuple(dict.fromkeys(commands))


def _rules(stories: Sequence[Story], say: Voice) -> str:
    names = dict.fromkeys(one_line(row.rule) for story in stories for row in story.item.rows)
    return say.listed([say.quoted(name) for name in names])
