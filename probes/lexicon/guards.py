"""Why words that look like a statement decide nothing: conditions, questions, legends, a person's own appointments."""

from __future__ import annotations

from probes.lexicon.rules import Proof
from probes.lexicon.vocabulary import Hits, Span

LONGEST = 400
"""Characters of a sentence: a notice is short; what is longer is prose, or a page without full stops."""
LONGEST_BLOCK = 1500
LONGEST_OFFER = 160
"""Characters of the block that an offer stands in: a line of its own, not a text about offers."""

_ANYWHERE = {
    "owner": "it speaks of a person's own appointments",
    "hedge": "it speaks of other times, of what may be, or of what others say",
    "legend": "it explains what a colour or a sign means",
    "loading": "it says what is being loaded",
}
_SAME_CLAUSE = {
    "need": "it says what is needed, or what it costs",
    "channel": "it speaks of one way to book, or of opening hours",
    "waiting": "it speaks of a waiting list",
}
_NEVER_BESIDE_AN_OFFER = (
    "none",
    "nothing",
    "cannot",
    "unfree",
    "gone",
    "taken",
    "limit",
    "if_",
    "if_after",
    "need",
    "one",
)


def objection(hits: Hits, proof: Proof) -> str | None:
    """Why a proof does not count, in words; None where it does."""
    sentence = hits.sentence
    if sentence.text.endswith(("?", "？", "؟")) or (hits.words.code == "el" and sentence.text.endswith(";")):
        return "it is a question"
    if _quoted(hits, proof):
        return "it is quoted, or an aside in brackets"
    if sentence.block > LONGEST_BLOCK:
        return "it stands in a long text"
    if any(first <= proof.last for first, _ in hits["if_"]) or any(
        first >= proof.first for first, _ in hits["if_after"]
    ):
        return "it is a condition"
    for kind, why in _ANYWHERE.items():
        if any(not _within(span, hits["able"]) for span in hits[kind]):
            return why
    for kind, why in _SAME_CLAUSE.items():
        if any(span[0] < proof.first or _same_clause(hits, span[0], proof) for span in hits[kind]):
            return why
    return _offer_objection(hits) if proof.kind == "offer" else None


def _offer_objection(hits: Hits) -> str | None:
    if hits.sentence.block > LONGEST_OFFER:
        return "an offer counts only on a line of its own"
    if hits.any(*_NEVER_BESIDE_AN_OFFER):
        return "an offer with a negation, a condition or a limit in its sentence"
    return None


def _within(span: Span, others: list[Span]) -> bool:
    return any(first <= span[0] and span[1] <= last for first, last in others)


def _quoted(hits: Hits, proof: Proof) -> bool:
    """Whether an opened quotation mark or bracket stands before the proof, in its sentence."""
    sentence = hits.sentence
    before = sentence.text[: sentence.tokens[proof.first].start - sentence.start]
    return before.count('"') % 2 == 1 or any(
        before.count(a) > before.count(b) for a, b in ("«»", "「」", "『』", "()", "（）")
    )


def _same_clause(hits: Hits, at: int, proof: Proof) -> bool:
    return any(hits.sentence.joined(min(at, edge), max(at, edge), comma=True) for edge in (proof.first, proof.last))
