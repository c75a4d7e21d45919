"""Rules of what is full: offices, days and all slots that are gone. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from probes.lexicon.proofs import Proof, all_known, overlaps, proven
from probes.lexicon.vocabulary import Hits, Span


def _is_one(hits: Hits, subject: Span) -> bool:
    """Whether "this" or "selected" is said of the noun itself, not of a day or an office beside it."""
    one = hits.near(("one",), subject, 4, 4)
    if one is None:
        return False
    others = (span for kind in ("day", "week", "month", "office") for span in hits[kind] if not overlaps(span, subject))
    return not any(first - 1 <= one[1] and one[0] <= last + 1 for first, last in others)


def all_gone(hits: Hits) -> Iterator[Proof]:
    """What says by itself that all is taken, of slots or of an office: "the calendar is full"."""
    for gone in hits["gone"]:
        subject = hits.near(("many", "slot", "office"), gone, 10, 4)
        if subject is None:
            continue
        if not (_is_owner(hits, subject) if subject in hits["office"] else _is_one(hits, subject)):
            yield proven("none", "all-gone", gone, subject, noun=subject)
    for full in hits["full"]:
        subject = hits.before("many", full[0], 1) or _office_before(hits, full)
        if subject in hits["office"] and _is_owner(hits, subject):
            continue
        if subject and full[0] < full[1]:  # with its verb: a "full service" is none that is full
            yield proven("none", "all-gone", full, subject, noun=subject)


def _is_owner(hits: Hits, office: Span) -> bool:
    """Whether it is something of the office that is full: "el aparcamiento del centro", but not "la agenda del"."""
    while further := hits.before("office", office[0], 2):
        office = further
    owned = office[0] - 2
    if owned < 0 or not hits.sentence.joined(owned, office[0], comma=True):
        return False
    return owned not in hits.known and owned + 1 in hits.known


def _office_before(hits: Hits, full: Span) -> Span | None:
    """The office that is full: "the diary of the doctor is full", but not "the office car park is full"."""
    office = hits.before("office", full[0], 3)
    return office if office and hits.known.issuperset(range(office[1] + 1, full[0])) else None


def terse_notice(hits: Hits) -> Iterator[Proof]:
    """A terse notice of nothing but known words: "fully booked this week", "sorry, all booked"."""
    if not all_known(hits):
        return
    spans = sorted({*hits["gone"], *hits["full"]})
    if hits.any("day") and _speaks_only_of(hits, "day"):
        for full in spans:
            day = hits.near(("day",), full, 5, 5)
            if day and full[0] < full[1]:  # "booked today" may be one's own
                yield proven("none", "full-day", full, day)
    if hits.any("one") and not hits.any("week", "month"):
        return
    for full in spans:
        if when := next((hits[kind][0] for kind in ("week", "month", "now", "regret") if hits[kind]), None):
            yield proven("none", "full", full, when)


def _speaks_only_of(hits: Hits, kind: str) -> bool:
    """Whether every noun of the sentence is of this class: "this slot on Monday is booked out" is said of a slot."""
    nouns = [span for noun in ("slot", "visit", "office", "service") for span in hits[noun]]
    return all(any(overlaps(span, other) for other in hits[kind]) for span in nouns)
