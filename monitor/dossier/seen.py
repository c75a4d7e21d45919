"""The sections of the record that show: words of the page, errors, intervals, people's looks, remarks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.dossier import blocks
from monitor.dossier.adding import MISSED_LOOKS
from monitor.dossier.facts import Facts, Retraction, Series, Trouble
from monitor.dossier.frame import whose
from monitor.dossier.looks import Look
from monitor.dossier.runs import Interval
from monitor.dossier.words import Words, plain
from probes.contract import Outcome

_MOST_MESSAGES, _MOST_HOLES, _MOST_SAID = 100, 100, 60


def seen(facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    """All that is not a count."""
    yield sections.heading("messages", words.say("messages"))
    yield blocks.note(words.say("messages-note"))
    for series in facts.machines:
        yield from whose(series, facts, words)
        if series.messages:
            yield from _many(_messages(series, facts, words), _MOST_MESSAGES, words)
        else:
            yield blocks.text(words.say("said-none"))
    for name, wanted in (("failing", True), ("prevented", False)):
        yield sections.heading(name, words.say(name))
        found = [
            (series, [one for one in series.troubles if (one.outcome is Outcome.FAILING) is wanted])
            for series in facts.machines
        ]
        yield blocks.note(words.say(f"{name}-note" if any(some for _, some in found) else f"{name}-none"))
        for series, troubles in found:
            if troubles:
                yield from whose(series, facts, words)
                yield _troubles(troubles, facts, words)
    yield from _holes(facts, words, sections)
    yield from _people(facts, words, sections)
    yield from _remarks(facts, words, sections)
    yield from _said(facts, words, sections)


def _many(table: blocks.Block, most: int, words: Words) -> Iterator[blocks.Block]:
    """A table that is cut where it would go on for ever, and says so."""
    more = len(table["rows"]) - most
    yield {**table, "rows": table["rows"][:most]}
    if more > 0:
        yield blocks.note(words.count("and-more", more), sticky=False)


def _messages(series: Series, facts: Facts, words: Words) -> blocks.Block:
    heads = [
        blocks.column(words.say("col-message"), 5),
        blocks.column(words.say("col-outcome"), 2),
        blocks.column(words.say("col-language"), 2),
        blocks.column(words.say("col-first"), 2),
        blocks.column(words.say("col-last"), 2),
        blocks.column(words.say("col-number"), right=True),
    ]
    rows: list[Sequence[blocks.Cell]] = [
        [
            words.exact(one.quote, one.language),
            words.outcome(one.outcome),
            words.say(
                "language-of", quote=words.language_name(one.language), page=words.language_name(one.page_language)
            ),
            words.moment(one.first, facts.zone),
            words.moment(one.last, facts.zone),
            words.number(one.looks),
        ]
        for one in series.messages
    ]
    return blocks.table(heads, rows)


def _troubles(troubles: Sequence[Trouble], facts: Facts, words: Words) -> blocks.Block:
    several = len({trouble.outcome for trouble in troubles}) > 1 or troubles[0].outcome is not Outcome.FAILING
    heads = [blocks.column(words.say("col-day"), 2)]
    heads += [blocks.column(words.say("col-outcome"), 2)] if several else []
    heads += [
        blocks.column(words.say("col-share"), right=True),
        blocks.column(words.say("col-first")),
        blocks.column(words.say("col-last")),
        blocks.column(words.say("col-causes"), 4),
    ]
    rows: list[list[blocks.Cell]] = []
    for one in troubles:
        robots = one.causes[0][0] if len({reason for reason, _, _ in one.causes}) == 1 else ""
        row: list[blocks.Cell] = [words.weekday(one.day)]
        row += [words.outcome(one.outcome, robots)] if several else []
        row += [
            words.say("share", part=words.number(one.looks), whole=words.number(one.of)),
            words.hour(one.first, facts.zone),
            words.hour(one.last, facts.zone),
            {"parts": [_cause(cause, words) for cause in one.causes]},
        ]
        rows.append(row)
    return blocks.table(heads, rows)


def _cause(cause: tuple[str, int | None, int], words: Words) -> str:
    reason, status, number = cause
    why = words.why(reason)
    if status not in (None, 200) and f"({status})" not in why:
        why = f"{why} (HTTP\u00a0{status})"
    return words.say("pair", name=why, value=words.number(number))


def _holes(facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    yield sections.heading("holes", words.say("holes"))
    length = words.lasting(facts.hole)
    if not any(series.holes for series in facts.machines):
        yield blocks.note(words.say("holes-none", length=length))
        return
    yield blocks.note(words.say("holes-note", length=length, missed=MISSED_LOOKS))
    for series in facts.machines:
        if series.holes:
            yield from whose(series, facts, words)
            yield from _many(_intervals(series.holes, facts, words), _MOST_HOLES, words)


def _intervals(holes: Sequence[Interval], facts: Facts, words: Words) -> blocks.Block:
    heads = [
        blocks.column(words.say("col-from"), 3),
        blocks.column(words.say("col-to"), 3),
        blocks.column(words.say("col-length"), 2),
        blocks.column(words.say("col-within"), 3),
    ]
    rows: list[Sequence[blocks.Cell]] = [
        [
            words.moment(hole.first, facts.zone),
            words.moment(hole.last, facts.zone),
            words.missed(hole.length),
            _within(hole, words),
        ]
        for hole in holes
    ]
    return blocks.table(heads, rows)


def _within(hole: Interval, words: Words) -> blocks.Cell:
    found = [
        words.say("pair", name=words.outcome(outcome), value=words.number(number))
        for outcome, number in hole.within.items()
    ]
    return {"parts": found or [words.say("within-none")]}


def _people(facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    yield sections.heading("people", words.say("people"))
    yield blocks.note(words.say("people-note" if facts.people else "people-none"))
    if not facts.people:
        return
    heads = [
        blocks.column(words.say("col-declared"), 2),
        blocks.column(words.say("col-received"), 2),
        blocks.column(words.say("col-by"), 2),
        blocks.column(words.say("col-reading"), 5),
    ]
    rows: list[Sequence[blocks.Cell]] = [
        [
            words.moment(look.at, facts.zone),
            words.moment(look.received, facts.zone) if look.received else words.say("unknown"),
            plain(look.vantage.name),
            _reading(look, words),
        ]
        for look in facts.people
    ]
    yield blocks.table(heads, rows)


def _reading(look: Look, words: Words) -> blocks.Cell:
    """What a look was read as, with its words and what a person noted."""
    parts: list[blocks.Cell] = [words.outcome(look.outcome, look.reason)]
    if look.quote:
        parts.append(words.exact(look.quote, look.quote_language))
    if look.says in ("read", "declared"):
        parts.append(words.say(f"says-{look.says}"))
    if look.note:
        parts.append(plain(look.note))
    return {"parts": parts}


def _remarks(facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    yield sections.heading("remarks", words.say("remarks"))
    yield blocks.note(words.say("remarks-note" if facts.remarks else "remarks-none"))
    if not facts.remarks:
        return
    heads = [
        blocks.column(words.say("col-look")),
        blocks.column(words.say("col-original"), 4),
        blocks.column(words.say("col-remark"), 4),
    ]
    yield blocks.table(heads, [_remark(one, facts, words) for one in facts.remarks])


def _remark(one: Retraction, facts: Facts, words: Words) -> Sequence[blocks.Cell]:
    remark, look = one.remark, one.look
    when = words.moment(remark.at, facts.zone)
    key = "remark-retracted" if remark.kind == "retracted" else "remark-annotated"
    said = words.say(key, when=when, by=plain(remark.by), why=plain(remark.why))
    first = words.moment(look.at, facts.zone) if look else words.say("remark-elsewhere")
    return [
        {"parts": [first, blocks.mono(plain(remark.of)[:36])]},
        _reading(look, words) if look else words.say("remark-elsewhere"),
        said,
    ]


def _said(facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    said = [one for one in facts.said if one.kind != "terms"]
    yield sections.heading("said", words.say("said"))
    yield blocks.note(words.say("said-note" if said else "said-none"))
    if not said:
        return
    heads = [
        blocks.column(words.say("col-kind"), 2),
        blocks.column(words.say("col-message"), 5),
        blocks.column(words.say("col-first"), 2),
        blocks.column(words.say("col-last"), 2),
        blocks.column(words.say("col-number"), right=True),
    ]
    rows: list[Sequence[blocks.Cell]] = [
        [
            _kind(one.kind, words),
            words.exact(one.text),
            words.moment(one.first, facts.zone),
            words.moment(one.last, facts.zone),
            words.number(one.looks),
        ]
        for one in said
    ]
    yield from _many(blocks.table(heads, rows), _MOST_SAID, words)


def _kind(kind: str, words: Words) -> str:
    """A statement's kind; one that is not known yet is told as it is."""
    try:
        return words.say(f"said-{kind}")
    except KeyError:
        return plain(kind)
