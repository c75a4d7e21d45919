"""How classes of words make a statement, in any language: pure. Each rule returns the tokens that prove it."""

from __future__ import annotations

from collections.abc import Iterator

from probes.lexicon.fullness import all_gone, terse_notice
from probes.lexicon.proofs import Proof, all_known, overlaps, proven
from probes.lexicon.vocabulary import Hits, Span


def _noun_of(hits: Hits, none: Span) -> tuple[Span, bool] | None:
    """The noun that a negation denies, and whether it can only mean something on offer."""
    slot, visit = (hits.after(kind, none[1], 4) for kind in ("slot", "visit"))
    nearest = min((noun for noun in (slot, visit) if noun), default=None)
    if nearest and _strangers(hits, none[1] + 1, nearest[0]) > hits.words.reach:
        slot = visit = None  # "no fee for free appointments" denies the fee
    if hits.words.after and not (slot or visit) and _ends_its_clause(hits, none):
        slot, visit = (hits.before(kind, none[0], 5) for kind in ("slot", "visit"))
    if noun := slot or visit:
        return noun, slot is not None
    return None


def _strangers(hits: Hits, first: int, end: int) -> int:
    """How many tokens between a negation and its noun could be what is really denied."""
    known = {
        at
        for kind in ("free", "found", "now", "booking", "none", "day", "service")
        for start, last in hits[kind]
        for at in range(start, last + 1)
    }
    return sum(at not in known for at in range(first, end))


def _ends_its_clause(hits: Hits, none: Span) -> bool:
    """Whether at most "available" or "now" follows: in "for free dates there is no fee" the fee is denied."""
    following = none[1] + 1
    while following < len(hits.sentence.tokens) and hits.sentence.joined(none[1], following, comma=True):
        known = (span for kind in ("free", "found", "now", "booking") for span in hits[kind])
        reached = max((last for first, last in known if first <= following <= last), default=None)
        if reached is None:
            return False
        following = reached + 1
    return True


def _denied(hits: Hits) -> Iterator[Proof]:
    for none in hits["none"]:
        bound = _noun_of(hits, none)
        if bound is None or (_within_any(none, hits["unfree"]) and not hits.any("day")):
            continue  # "the appointment is not available" may be one of many
        noun, is_offer = bound
        span = (min(none[0], noun[0]), max(none[1], noun[1]))
        support = hits.near(("free", "found"), span, 4, 8, comma=True)
        if support is None and hits.near(("chosen",), span, 0, 4) and not _speaks_of_a_day(hits, span):
            continue
        if support:
            yield proven("none", "none-free", none, noun, support, noun=noun)
        elif is_offer:
            yield proven("none", "none-slot", none, noun, noun=noun)
        elif hits.any("now") or (hits.any("regret") and not _strangers(hits, none[1] + 1, noun[0])):
            yield proven("none", "none-now", none, noun, noun=noun)
        elif more := hits.near(("more",), span, 4, 3, comma=True):
            yield proven("none", "none-more", none, noun, more, noun=noun)
        elif noun not in hits["vague"] and _limited(hits, noun):
            yield proven("none", "none-then", none, noun, noun=noun)


def _limited(hits: Hits, noun: Span) -> bool:
    """Whether a terse notice denies a noun for some days: "no places this week" says that there are others."""
    when = (span for kind in ("day", "week", "month") for span in hits[kind])
    return all_known(hits) and any(not overlaps(span, noun) for span in when)


def _labelled(hits: Hits, value: int) -> tuple[Span, Span] | None:
    """The noun and "free" or "next" of a label whose value begins at this token, after a colon and the like."""
    end = value - 1
    if end < 0 or hits.sentence.joined(end, value) or hits.any("chosen"):
        return None
    reach = range(max(0, end - 4 * hits.words.reach), end + 1)
    span = (next(at for at in reach if hits.sentence.joined(at, end)), end)
    noun = hits.near(("slot",), span, 0, 0) or hits.near(("visit",), span, 0, 0)
    free = hits.near(("free", "next"), span, 0, 0)
    return (noun, free) if noun and free and hits.sentence.joined(min(noun[0], free[0]), end) else None


def _value_none(hits: Hits) -> Iterator[Proof]:
    """A label and its value: "next free date: none", "free slots: 0"."""
    for value in sorted({*hits["none"], *hits["nothing"]}):
        is_last = hits.sentence.joined(value[1], len(hits.sentence.tokens) - 1) and _ends_its_clause(hits, value)
        if is_last and (label := _labelled(hits, value[0])):
            yield proven("none", "value-none", value, *label, noun=label[0])


def _value_count(hits: Hits) -> Iterator[Proof]:
    last = len(hits.sentence.tokens) - 1
    word = hits.sentence.tokens[last].word
    if word.isdecimal() and len(word) <= 3 and int(word) > 0 and (label := _labelled(hits, last)):
        yield proven("offer", "count-free", (last, last), *label, noun=label[0])


def _unable(hits: Hits) -> Iterator[Proof]:
    for unable in hits["unable"]:
        noun = hits.after("slot", unable[1], 4) or hits.after("visit", unable[1], 4)
        if noun and _strangers(hits, unable[1] + 1, noun[0]) <= 2 and not hits.near(("one",), noun, 3, 0):
            yield proven("none", "unable", unable, noun, noun=noun)


def _lacking(hits: Hits) -> Iterator[Proof]:
    """Lack of free places: it tells why something cannot be done now; alone it may be a condition."""
    if not hits.any("now", "regret", "cannot"):
        return
    for lack in hits["lack"]:
        slot, visit = hits.after("slot", lack[1], 3), hits.after("visit", lack[1], 3)
        noun = min((noun for noun in (slot, visit) if noun), default=None)
        if noun is None or _strangers(hits, lack[1] + 1, noun[0]) or _goes_on(hits, noun):
            continue
        if noun == slot or hits.near(("free",), (lack[0], noun[1]), 0, 2, comma=True):
            yield proven("none", "lacking", lack, noun, noun=noun)


def _goes_on(hits: Hits, noun: Span) -> bool:
    """Whether words that no table knows follow a noun at once: places of a car park, availability of staff."""
    following = range(noun[1] + 1, min(noun[1] + 3, len(hits.sentence.tokens)))
    return any(at not in hits.known and hits.sentence.joined(noun[1], at, comma=True) for at in following)


def _within_any(span: Span, others: list[Span]) -> bool:
    return any(first <= span[0] and span[1] <= last for first, last in others)


def _speaks_of_a_day(hits: Hits, span: Span) -> bool:
    """Whether "selected" beside a noun is said of the day: no slots for the selected date."""
    return (
        hits.near(("day", "week", "month", "period", "office", "visit"), (span[1] + 1, span[1] + 1), 0, 6) is not None
    )


def _all_taken(hits: Hits) -> Iterator[Proof]:
    for every in hits["all"]:
        for kind in ("slot", "visit", "many"):
            noun = hits.after(kind, every[1], 4)
            taken = noun and (hits.after("taken", noun[1], 8) or hits.after("gone", noun[1], 8))
            if noun and taken and _is_said_of(hits, noun, taken):
                yield proven("none", "all-taken", every, noun, taken, noun=noun)


def _is_said_of(hits: Hits, noun: Span, taken: Span) -> bool:
    """Whether they are taken: not "all slots booked online are free", nor "all slots will be booked in order"."""
    sentence, onward = hits.sentence, taken[1] + 2
    attributive = taken[0] == noun[1] + 1 and onward < len(sentence.tokens) and sentence.joined(taken[1], onward)
    becoming = any(noun[1] < first < taken[0] for first, _ in hits["limit"])
    return not (becoming or (attributive and hits.words.reach == 1))


def _nothing(hits: Hits) -> Iterator[Proof]:
    for nothing in hits["nothing"]:
        if free := hits.near(("free",), nothing, 2 if hits.words.after else 0, 4):
            yield proven("none", "nothing-free", nothing, free)


def _nothing_bookable(hits: Hits) -> Iterator[Proof]:
    for none in hits["none"]:
        service = hits.after("service", none[1], 4) or (
            hits.before("service", none[0], 8) if hits.words.after else None
        )
        if service is None:
            continue
        span = (min(none[0], service[0]), max(none[1], service[1]))
        booking = hits.near(("booking",), span, 8, 8)
        free = hits.near(("free",), span, 8, 8)
        if booking and (free or hits.any("now")):
            yield proven("none", "nothing-bookable", none, service, booking, free)


def _cannot(hits: Hits) -> Iterator[Proof]:
    if not hits.any("day"):
        return
    for cannot in hits["cannot"]:
        if noun := hits.near(("slot", "visit"), cannot, 6, 6):
            yield proven("none", "not-possible", cannot, noun, noun=noun)


def _not_free_now(hits: Hits) -> Iterator[Proof]:
    if hits.any("one") or not hits.any("now"):
        return
    for unfree in hits["unfree"]:
        if noun := hits.before("many", unfree[0], 6):
            yield proven("none", "not-free-now", noun, unfree, noun=noun)


def _taken(hits: Hits) -> Iterator[Proof]:
    for unfree in hits["unfree"]:
        noun = hits.before("slot", unfree[0], 8) or hits.before("visit", unfree[0], 8)
        if noun and not hits.any("all") and (one := hits.near(("one",), noun, 4, 4)):
            yield proven("taken", "slot-taken", one, noun, unfree, noun=noun)


def _counted(hits: Hits) -> Iterator[Proof]:
    sentence = hits.sentence
    for at, token in enumerate(sentence.tokens):
        if not (token.word.isdecimal() and len(token.word) <= 3 and int(token.word) > 0):
            continue
        for kind in ("slot", "visit"):
            noun = hits.after(kind, at, 2)
            if noun and (free := hits.near(("free",), (at, noun[1]), 0, 3)):
                yield proven("offer", "count-free", (at, at), noun, free, noun=noun)


def _next(hits: Hits) -> Iterator[Proof]:
    for following in hits["next"]:
        slot, visit = hits.after("slot", following[1], 2), hits.after("visit", following[1], 2)
        noun = slot or visit
        free = hits.near(("free",), (following[0], noun[1]), 0, 2) if noun else None
        if noun and (slot or free):
            yield proven("offer", "next-free", following, noun, free, noun=noun)


RULES = (
    *(_denied, _value_none, _unable, _lacking, _all_taken, all_gone, terse_notice, _nothing, _nothing_bookable),
    *(_cannot, _not_free_now, _taken, _counted, _value_count, _next),
)
"""In order of preference: what denies everything comes before what speaks of one slot, and offers come last."""


def proof(hits: Hits) -> Proof | None:
    """The first rule's first proof in a sentence, or None."""
    return next((found for rule in RULES for found in rule(hits)), None)
