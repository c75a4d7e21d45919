"""Piece 03: method, politeness in numbers, software, what is shown and what is not, how to check. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from monitor.dossier import blocks
from monitor.dossier.facts import Asked, Facts
from monitor.dossier.frame import card, frame
from monitor.dossier.reading import Provenance
from monitor.dossier.words import Words, address, breakable, plain

_MOST_REQUESTS, _MOST_CIRCUMSTANCES, _MOST_TERMS = 25, 40, 10
_OVERRIDDEN = "overridden:"


def method(facts: Facts, source: Provenance, words: Words) -> dict[str, Any]:
    """The data of piece 03."""
    names = ("method", "politeness", "terms", "software", "stamps", "shown", "unshown", "verify")
    sections = blocks.Sections(*names)
    front = [card(facts, source.about, words)]
    body = [
        sections.heading("method", words.say("method")),
        blocks.points(words.points("method-text")),
        *_politeness(facts, words, sections),
        *_terms(facts, words, sections),
        *_software(facts, source, words, sections),
        *_stamps(facts, source, words, sections),
        sections.heading("shown", words.say("shown")),
        blocks.points(words.points("shown-text")),
        sections.heading("unshown", words.say("unshown")),
        blocks.points(words.points("unshown-text")),
        blocks.text(words.say("unshown-law")),
        sections.heading("verify", words.say("verify")),
        blocks.hashed(words.say("verify-hash"), source.fingerprint, sticky=True),
        blocks.steps(words.points("verify-text")),
    ]
    if notes := [plain(note) for note in source.about.get("notes") or ()]:
        body += [blocks.minor(words.say("notes")), blocks.points(notes)]
    return {**frame("method", "03", facts, words), "front": front, "blocks": body}


def _politeness(facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    asked, number = facts.asked, words.number
    yield sections.heading("politeness", words.say("politeness"))
    points = [words.say("polite-schedule", every=words.lasting(facts.every))]
    if reason := plain(facts.target.get("reason") or ""):
        points.append(words.say("polite-reason", reason=reason))
    machine_looks = sum(series.counts.looks + series.counts.extra for series in facts.machines)
    looks = words.looks(machine_looks)
    points.append(words.say("polite-load", requests=number(asked.total), looks=looks, most=number(asked.most_a_day)))
    points += [words.say("polite-agent", agents=address(" ; ".join(asked.user_agents)))]
    if asked.accept_languages:
        points.append(words.say("polite-language", languages=plain(" ; ".join(asked.accept_languages))))
    points += _robots(asked, words)
    points.append(words.say("polite-session"))
    yield blocks.points(points)
    if asked.requests:
        yield blocks.minor(words.say("requests"))
        heads = [
            blocks.column(words.say("col-method")),
            blocks.column(words.say("col-address"), 1),
            blocks.column(words.say("col-requests"), right=True),
        ]
        rows = [[method, address(url), number(many)] for method, url, many in asked.requests]
        yield blocks.table(heads, rows[:_MOST_REQUESTS])
        if len(rows) > _MOST_REQUESTS:
            yield blocks.note(words.count("and-more", len(rows) - _MOST_REQUESTS), sticky=False)


def _robots(asked: Asked, words: Words) -> Iterator[str]:
    for state in asked.robots:
        if state.startswith(_OVERRIDDEN):
            yield words.say("polite-robots-overridden", why=plain(state.removeprefix(_OVERRIDDEN)))
        else:
            yield words.say("polite-robots-obeyed" if state == "obeyed" else "polite-robots-unknown")


def _terms(facts: Facts, words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    yield sections.heading("terms", words.say("terms"))
    yield blocks.text(words.say("terms-text"))
    posts = sum(number for method, _, number in facts.asked.requests if method == "POST")
    read = str(facts.target.get("terms_read") or "")
    points = [words.count("terms-posts", posts) if posts else words.say("terms-no-posts")]
    points.append(words.say("terms-read", when=_day(read, words)) if read else words.say("terms-unread"))
    yield blocks.points(points)
    terms = [one for one in facts.said if one.kind == "terms"][:_MOST_TERMS]
    if terms:
        yield blocks.text(words.say("terms-words"))
    for one in terms:
        first, last = (words.moment(moment, facts.zone) for moment in (one.first, one.last))
        yield blocks.quote(words.exact(one.text))
        seen = f"{words.looks(one.looks)}, {words.say('period', first=first, last=last)}"
        yield blocks.note(seen, sticky=False)


def _day(written: str, words: Words) -> str:
    """A day that somebody wrote into the configuration, in words where it is one."""
    try:
        return words.long_day(date.fromisoformat(written))
    except ValueError:
        return plain(written)


def _software(facts: Facts, source: Provenance, words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    yield sections.heading("software", words.say("software"))
    used = [digest for digest in facts.asked.contexts if digest in source.contexts]
    rows: list[tuple[str, blocks.Cell]] = [
        (words.say("soft-program"), plain(source.about.get("program") or "")),
        (words.say("soft-probes"), plain(", ".join(facts.asked.probes))),
        (words.say("soft-contexts"), {"parts": [blocks.mono(one) for one in facts.asked.contexts[-6:]]}),
    ]
    rows += [(name, value) for name, value in _circumstances(source.contexts[used[-1]])] if used else []
    yield blocks.card(rows)
    yield blocks.note(words.say("software-note"), sticky=False)
    kinds = Counter(plain(line.get("kind") or line.get("what") or "?") for line in source.custody)
    listed = [f"{kind}\u00a0{words.number(many)}" for kind, many in sorted(kinds.items())]
    if kinds:
        yield blocks.text(words.count("custody", kinds.total(), list=words.voice.listed(listed)))
    else:
        yield blocks.text(words.say("custody-none"))


def _circumstances(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The plain values of a record of circumstances; lists and tables may name other targets and are left out."""
    rows = [
        (plain(key)[:40], breakable(plain(json.dumps(value) if isinstance(value, bool) else value)[:300]))
        for key, value in sorted(record.items())
        if isinstance(value, (str, int, float)) and value != "" and key != "v"
    ]
    return rows[:_MOST_CIRCUMSTANCES]


def _stamps(facts: Facts, source: Provenance, words: Words, sections: blocks.Sections) -> Iterator[blocks.Block]:
    yield sections.heading("stamps", words.say("stamps"))
    yield blocks.text(words.say("stamps-text"))
    sealing = source.sealing
    whole = words.number(len(sealing.days))
    points = [words.say("stamps-days", days=whole)]
    qualified = {one.get("name") for one in source.about.get("authorities") or () if one.get("qualified")}
    for name, days in sealing.tokens.items():
        key = "stamps-qualified" if name in qualified else "stamps-authority"
        points.append(words.say(key, name=plain(name), days=words.number(len(days)), all=whole))
    if not sealing.tokens:
        points.append(words.say("stamps-none"))
    if sealing.delivery:
        points.append(words.say("stamps-delivery", list=words.voice.listed([plain(one) for one in sealing.delivery])))
    if facts.simulated:
        points.append(words.say("stamps-simulated"))
    yield blocks.points(points)
