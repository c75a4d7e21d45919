"""What a rule proves, and what rules ask of a sentence. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from probes.lexicon.vocabulary import Hits, Span

Kind = Literal["none", "offer", "taken"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a rule found in a sentence."""

    kind: Kind
    rule: str
    first: int
    last: int
    noun: Span | None = None


def proven(kind: Kind, rule: str, *spans: Span | None, noun: Span | None = None) -> Proof:
    """The proof that reaches over these tokens; at least one span must be known."""
    known = [span for span in spans if span]
    return Proof(kind, rule, min(first for first, _ in known), max(last for _, last in known), noun)


def all_known(hits: Hits) -> bool:
    """Whether the sentence holds words of the table and numbers only: no car park, no course."""
    numbers = sum(token.word.isdecimal() for token in hits.sentence.tokens)
    return hits.covered + numbers >= len(hits.sentence.tokens)


def overlaps(span: Span, other: Span) -> bool:
    """Whether two spans share a token."""
    return span[0] <= other[1] and other[0] <= span[1]
