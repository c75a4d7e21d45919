"""Why words that look like a statement decide nothing: conditions, questions, legends, a person's own appointments."""

from __future__ import annotations

import re

from probes.lexicon.proofs import Proof
from probes.lexicon.vocabulary import Hits, Span

LONGEST = 400
"""Characters of a sentence: a notice is short; what is longer is prose, or a page without full stops."""
LONGEST_BLOCK = 1500
LONGEST_OFFER = 160
"""Characters of the block that an offer stands in: a line of its own, not a text about offers."""

_OTHER_THINGS = re.compile(
    r"parking|parkpl[aä]tz|stationnement|aparcamiento|estacionamiento|parcheggi|parkeer|parkering"
    r"|availability of the (?:system|site|service)|disponibilité du (?:système|site|service)|verfügbarkeit des systems"
    r"|fehlender unterlagen|missing documents|pièces manquantes|\byour day\b",
    re.IGNORECASE,
)
"""What can be lacking or full besides appointments; with it, a sentence decides nothing."""
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
    if _OTHER_THINGS.search(sentence.text):
        return "it speaks of parking, of papers or of a computer system"
    if _is_condition(hits, proof):
        return "it is a condition"
    for kind, why in _ANYWHERE.items():
        if any(not (_within(span, hits["able"]) or _chooses(hits, span)) for span in hits[kind]):
            return why
    for kind, why in _SAME_CLAUSE.items():
        if any(span[0] < proof.first or _same_clause(hits, span[0], proof) for span in hits[kind]):
            return why
    return _offer_objection(hits) if proof.kind == "offer" else None


def _is_condition(hits: Hits, proof: Proof) -> bool:
    """Whether an "if" governs the proof; one that is a part of "se esgotaram" is a pronoun."""
    return any(span[0] <= proof.last and not _within(span, hits["gone"]) for span in hits["if_"]) or any(
        first >= proof.first for first, _ in hits["if_after"]
    )


def _chooses(hits: Hits, owner: Span) -> bool:
    """Whether "you have" goes on "selected" and so tells of a choice; "you have selected no slot" tells of none."""
    chosen = next((span for span in hits["chosen"] if span[0] == owner[1] + 1 and span in hits["one"]), None)
    return chosen is not None and all(none[0] != chosen[1] + 1 for none in (*hits["none"], *hits["nothing"]))


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
