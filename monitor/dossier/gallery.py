"""Piece 02, the renderings: which looks were chosen and why, and each picture with what it shows. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.dossier import blocks
from monitor.dossier.choosing import Choice, Why
from monitor.dossier.facts import Facts
from monitor.dossier.frame import card, frame
from monitor.dossier.rendering import WIDTH, NotDrawn, Picture
from monitor.dossier.words import Words, address, plain


@dataclass(frozen=True, slots=True)
class Drawn:
    """One chosen look and what became of it."""

    number: int
    """Its place among all chosen looks, from 1."""
    choice: Choice
    result: Picture | NotDrawn

    @property
    def slices(self) -> tuple[bytes, ...]:
        return self.result.slices if isinstance(self.result, Picture) else ()

    @property
    def size(self) -> int:
        """Bytes of its pictures."""
        return sum(len(one) for one in self.slices)

    def files(self) -> dict[str, bytes]:
        """Its pictures by the names that the template asks for."""
        return {f"render-{self.number}-{part}.png": png for part, png in enumerate(self.slices, 1)}


@dataclass(frozen=True, slots=True)
class Drawing:
    """All chosen looks, and with what they were drawn."""

    all: tuple[Drawn, ...]
    browser: str = ""
    """Its version; empty: there was none."""
    why_none: str = ""
    """A key of the words where there was no browser."""


def gallery(
    facts: Facts, about: Mapping[str, Any], drawing: Drawing, some: Sequence[Drawn], words: Words
) -> dict[str, Any]:
    """The data of piece 02, or of the part of it that holds ``some`` of the looks; the pictures go beside them."""
    body = [card(facts, about, words), *_explained(facts, drawing, words)]
    body.append(blocks.heading(words.say("render-list")))
    if some and len(some) < len(drawing.all):
        first, last, whole = (words.number(n) for n in (some[0].number, some[-1].number, len(drawing.all)))
        body.append(blocks.note(words.say("render-range", first=first, last=last, all=whole)))
    if some:
        body.append(_list(some, facts, words))
    pictures = [one for drawn in some for one in _pages(drawn, len(drawing.all), facts, words)]
    return {**frame("renders", "02", facts, words), "blocks": body, "pictures": pictures}


def _explained(facts: Facts, drawing: Drawing, words: Words) -> Iterator[blocks.Block]:
    yield blocks.heading(words.say("rule"))
    yield blocks.text(words.say("rule-text"))
    counts = {why.value: sum(1 for one in drawing.all if why in one.choice.why) for why in Why}
    counts |= {"drawn": sum(1 for one in drawing.all if one.slices), "chosen": len(drawing.all)}
    counts |= {"looks": len(facts.looks)}
    yield blocks.text(words.say("rule-counts", **{name: words.number(count) for name, count in counts.items()}))
    if drawing.why_none:
        yield blocks.text(words.say("no-browser", why=words.say(drawing.why_none)))
        return
    yield blocks.heading(words.say("what-render"))
    yield blocks.text(words.say("what-render-text"))
    yield blocks.note(words.say("made-with", version=drawing.browser, width=WIDTH), sticky=False)


def _list(some: Sequence[Drawn], facts: Facts, words: Words) -> blocks.Block:
    heads = [
        blocks.column(words.say("col-nr"), right=True),
        blocks.column(words.say("col-when"), 3),
        blocks.column(words.say("col-outcome"), 3),
        blocks.column(words.say("col-why"), 3),
        blocks.column("SHA-256", 3),
        blocks.column(words.say("col-drawn"), 2),
    ]
    return blocks.table(heads, [_row(one, facts, words) for one in some])


def _row(drawn: Drawn, facts: Facts, words: Words) -> list[blocks.Cell]:
    look, page = drawn.choice.look, drawn.choice.look.page
    outcome = words.outcome(look.outcome, look.reason)
    if look.retraction:
        outcome = f"{outcome} ({words.say('col-retracted').lower()})"
    picture: blocks.Cell = {"page": _label(drawn, 1)}
    if isinstance(drawn.result, NotDrawn) and drawn.result.why == "not-tried":
        picture = "–"
    elif isinstance(drawn.result, NotDrawn):
        picture = words.say("drawn-not", why=words.say(drawn.result.why, kind=plain(drawn.result.kind)))
    return [
        words.number(drawn.number),
        words.moment(look.at, facts.zone),
        outcome,
        _why(drawn, words),
        blocks.mono(f"{page.response[:16]}…") if page and page.response else "–",
        picture,
    ]


def _why(drawn: Drawn, words: Words) -> str:
    return ", ".join(words.say(f"why-{why.value}") for why in drawn.choice.why)


def _label(drawn: Drawn, part: int) -> str:
    return f"render-{drawn.number}-{part}"


def _pages(drawn: Drawn, whole: int, facts: Facts, words: Words) -> Iterator[dict[str, Any]]:
    look = drawn.choice.look
    parts = len(drawn.slices)
    when = words.long_moment(look.at, facts.zone)
    for part, (name, png) in enumerate(drawn.files().items(), 1):
        title = words.say("render-number", number=words.number(drawn.number), all=words.number(whole))
        if parts > 1:
            title += ", " + words.say("render-part", part=words.number(part), parts=words.number(parts))
        mark = [words.say("render-label", when=words.moment(look.at, facts.zone))]
        if part == parts and isinstance(drawn.result, Picture) and drawn.result.is_cut:
            mark.append(words.say("render-cut"))
        yield {
            "label": _label(drawn, part),
            "title": title,
            "rule": words.say("pair", name=words.say("field-why"), value=_why(drawn, words)),
            "fields": _fields(drawn, when, words),
            "warning": words.say("render-retracted") if look.retraction else "",
            "mark": " ".join(mark),
            "file": name,
            "aspect": int.from_bytes(png[20:24]) / int.from_bytes(png[16:20]),
            "alt": f"{title}. {when}. {words.outcome(look.outcome, look.reason)}.",
        }


def _fields(drawn: Drawn, when: str, words: Words) -> list[list[blocks.Cell]]:
    look, page = drawn.choice.look, drawn.choice.look.page
    assert page, "what was drawn has a page"
    reading = f"{words.outcome(look.outcome, look.reason)} ({words.why(look.reason)})"
    by = "a-person" if look.vantage.is_person else "machine"
    rows: list[tuple[str, blocks.Cell]] = [
        ("field-when", when),
        ("field-url", address(page.url)),
        ("field-status", str(page.status or "–")),
        ("field-outcome", reading),
        ("field-words", words.exact(look.quote, look.quote_language) if look.quote else "–"),
        ("field-vantage", words.say(by, name=plain(look.vantage.name))),
        ("field-look", blocks.mono(plain(look.id))),
        ("field-hash", blocks.mono(page.response or "")),
    ]
    return [[words.say(key), value] for key, value in rows]
