"""Piece 01, the record of looks: its sections from the facts, in words. Pure; the first page is ``summary``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from monitor.dossier import blocks
from monitor.dossier.captures import Capture
from monitor.dossier.counted import counted
from monitor.dossier.facts import Facts
from monitor.dossier.frame import card, frame
from monitor.dossier.reading import Provenance
from monitor.dossier.seen import seen
from monitor.dossier.summary import summary
from monitor.dossier.words import Words
from probes.contract import Outcome

_SECTIONS = (
    *("words", "weeks", "days", "slots", "absences", "closings", "messages", "failing", "prevented", "holes"),
    *("people", "remarks", "said", "captures"),
)


def record(facts: Facts, source: Provenance, words: Words, captures: Sequence[Capture] | None = None) -> dict[str, Any]:
    """The data of piece 01; ``captures`` are the client's own, None where none were handed over."""
    outcomes = {look.outcome for look in facts.looks}
    left_out = {"closings"} if Outcome.CLOSED not in outcomes else set()
    if captures is None:
        left_out.add("captures")
    sections = blocks.Sections(*(name for name in _SECTIONS if name not in left_out))
    front = [
        card(facts, source.about, words),
        *summary(facts, words, sections, len(captures or ())),
        blocks.hashed(words.say("bundle"), source.fingerprint),
    ]
    body = [
        blocks.page_break(),
        *_meanings(words, sections),
        *counted(facts, words, sections),
        *seen(facts, words, sections),
    ]
    if captures is not None:
        body += _captures(captures, words, sections)
    return {**frame("record", "01", facts, words), "front": front, "blocks": body}


def _meanings(words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    yield sections.heading("words", words.say("words"))
    yield blocks.points([words.say("words-looks"), *(words.meaning(outcome) for outcome in Outcome)])


def _captures(captures: Sequence[Capture], words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    yield sections.heading("captures", words.say("captures"))
    yield blocks.note(words.say("captures-note" if captures else "captures-none"))
    if captures:
        heads = [
            blocks.column(words.say("col-file"), 3),
            blocks.column(words.say("col-size"), right=True),
            blocks.column("SHA-256", 3),
            blocks.column(words.say("col-made"), 2),
        ]
        rows: list[Sequence[blocks.Cell]] = [
            [one.name, words.number(one.size), blocks.mono(f"{one.sha256[:32]}\u200b{one.sha256[32:]}"), ""]
            for one in captures
        ]
        yield blocks.table(heads, rows)
