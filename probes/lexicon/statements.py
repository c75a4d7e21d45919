"""What visible text says about slots, sentence by sentence: pure, linear in the text, any language with a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from probes.lexicon.dates import dates, names_a_day
from probes.lexicon.guards import LONGEST, objection
from probes.lexicon.languages import VOCABULARY
from probes.lexicon.proofs import Kind, Proof
from probes.lexicon.rules import proof
from probes.lexicon.tokens import Sentence, sentences, words
from probes.lexicon.vocabulary import Hits

Scope = Literal["day", "week", "month", "period", "slot"]

_LONGEST_QUOTE = 200
_MOST = 50
"""Statements of one page that are kept: the first tell all."""


@dataclass(frozen=True, slots=True)
class Found:
    """One statement: ``text[start:end]`` is its quote."""

    kind: Kind
    start: int
    end: int
    language: str | None
    """None where several languages say it with the same words."""
    rule: str
    """``lexicon/<language>/<rule>``; languages that cannot be told apart are joined by ``+``."""
    scope: Scope | None = None
    """None: the sentence does not limit it to some days."""
    dates: tuple[date, ...] = ()
    """The days that the sentence names, sorted."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Words that look like a statement and decide nothing."""

    start: int
    end: int
    language: str | None
    why: str


@dataclass(slots=True)
class Findings:
    """All that a page says, in its order."""

    found: list[Found] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


def statements(visible: str) -> list[Found]:
    """What normalised visible text states about slots."""
    return examine(visible).found


def examine(visible: str) -> Findings:
    """The statements of normalised visible text, and what was left out of them with the reason."""
    findings = Findings()
    for sentence in sentences(visible):
        if len(findings.found) + len(findings.ignored) >= _MOST:
            break
        if len(sentence.tokens) > 1 and sentence.end - sentence.start <= LONGEST:
            _judge(sentence, findings)
    return findings


def _judge(sentence: Sentence, findings: Findings) -> None:
    all_hits = VOCABULARY.hits(sentence)
    proofs = [(hits, found) for hits in all_hits if (found := proof(hits))]
    if not proofs:
        _note(sentence, all_hits, findings)
        return
    kind = min((found.kind for _, found in proofs), key=("none", "taken", "offer").index)
    proofs = [(hits, found) for hits, found in proofs if found.kind == kind]
    best = max(hits.covered for hits, _ in proofs)
    proofs = [(hits, found) for hits, found in proofs if hits.covered == best]
    codes = sorted({code for hits, _ in proofs for code in hits.words.code.split()})
    language = codes[0] if len(codes) == 1 else None
    found = proofs[0][1]
    start, end = _quote(sentence, found)
    if why := next((why for each, its in proofs if (why := objection(each, its))), None):
        findings.ignored.append(Ignored(start, end, language, why))
        return
    named = tuple(dates(sentence.text, day_first=language not in (None, "en")))
    if found.rule == "next-free" and not _date_follows(sentence, found):
        findings.ignored.append(Ignored(start, end, language, "an offer without a count or a date"))
        return
    rule = f"lexicon/{'+'.join(codes)}/{found.rule}"
    scope, why = _scope(sentence, [each for each, _ in proofs], found, named), _WHY[found.kind]
    if any(each.any("bound") for each, _ in proofs):
        named = ()
    findings.found.append(Found(found.kind, start, end, language, rule, scope, named, why))


def _date_follows(sentence: Sentence, found: Proof) -> bool:
    """Whether a date stands right behind the proof: "next slots published on" a date says something else."""
    tail = sentence.text[sentence.tokens[found.last].end - sentence.start :]
    digit = re.search(r"\d", tail)
    return digit is not None and len(words(tail[: digit.start()])) <= 2 and names_a_day(tail)


_WHY = {"none": "it denies that any is free", "taken": "one slot was taken", "offer": "it counts or dates what is free"}


def _quote(sentence: Sentence, found: Proof) -> tuple[int, int]:
    if sentence.end - sentence.start <= _LONGEST_QUOTE:
        return sentence.start, sentence.end
    return sentence.tokens[found.first].start, sentence.tokens[found.last].end


def _scope(sentence: Sentence, all_hits: Sequence[Hits], found: Proof, named: tuple[date, ...]) -> Scope | None:
    """The narrowest span that the sentence speaks of; the noun itself ("no dates") is none."""
    if found.kind == "taken":
        return "slot"
    scopes: tuple[Scope, ...] = ("day", "week", "month", "period")
    for scope in scopes:
        for hits in all_hits:
            if any(not _overlap(span, found.noun) for span in hits[scope]):
                return scope
    if len(named) > 1 or (any(hits.any("bound") for hits in all_hits) and re.search(r"\d", sentence.text)):
        return "period"
    return "day" if names_a_day(sentence.text) else None


def _overlap(span: tuple[int, int], noun: tuple[int, int] | None) -> bool:
    return noun is not None and span[0] <= noun[1] and noun[0] <= span[1]


def _note(sentence: Sentence, all_hits: list[Hits], findings: Findings) -> None:
    """Keep what speaks of slots and yet proves nothing, so that ``explain`` can say why."""
    for hits in sorted(all_hits, key=lambda hits: -hits.covered)[:1]:
        if not hits.any("slot", "visit"):
            return
        language = None if " " in hits.words.code else hits.words.code
        if hits.any("loading"):
            why = "it says what is being loaded"
        elif hits.any("unfree"):
            why = "it does not say that all are taken"
        elif hits.any("free"):
            why = "an offer without a count or a date"
        else:
            return
        findings.ignored.append(Ignored(sentence.start, sentence.end, language, why))
