"""What every piece shows: its title, its running head, the card that says what was looked at by whom. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from monitor.dossier import blocks
from monitor.dossier.facts import Facts, Series
from monitor.dossier.words import Words, address, plain


def frame(kind: str, number: str, facts: Facts, words: Words) -> dict[str, Any]:
    """The values that the templates' layout wants; ``kind`` is ``record``, ``renders`` or ``method``."""
    period = words.say("period", first=words.day(facts.first_day), last=words.day(facts.last_day))
    title, piece = words.say(f"title-{kind}"), words.say("piece", number=number)
    name = plain(facts.target.get("name"))[:140]
    before, after = words.say("page-of", page="\x00", pages="\x01").split("\x00")
    return {
        "lang": words.language,
        "title": title,
        "document-title": f"{number} {title} - {name} ({period})".replace("\u00a0", " "),
        "piece-word": piece,
        "subtitle": words.say("subtitle", name=name),
        "running": [_short(name, facts), period],
        "foot": f"{piece} · {title}",
        "page-of": [before, after.replace("\x01", "")],
        "page-word": words.say("drawn", page="").strip(),
        "simulated": facts.simulated,
        "simulated-word": words.say("simulated"),
        "simulated-note": words.say("simulated-note"),
    }


def _short(name: str, facts: Facts) -> str:
    """Name and office on one line of the running head."""
    office = plain(facts.target.get("office"))
    whole = f"{name} · {office}" if office else name
    return whole if len(whole) <= 78 else f"{whole[:77].rstrip()}…"


def whose(series: Series, facts: Facts, words: Words) -> Iterator[blocks.Block]:
    """Whose looks follow, where several machines looked."""
    if len(facts.machines) > 1:
        yield blocks.minor(words.say("sum-vantage", name=plain(series.vantage.name)))


def card(facts: Facts, about: Mapping[str, Any], words: Words) -> blocks.Block:
    """What was looked at, when, by whom."""
    target = facts.target
    every, reason = words.lasting(facts.every), plain(target.get("reason"))
    schedule = (
        words.say("schedule-reason", every=every, reason=reason) if reason else words.say("schedule", every=every)
    )
    machines = [words.say("machine", name=plain(one.vantage.name)) for one in facts.machines]
    operator = about.get("operator") if isinstance(about.get("operator"), Mapping) else {}
    assert isinstance(operator, Mapping)
    kept = " · ".join(filter(None, (plain(operator.get("name") or ""), plain(operator.get("contact") or ""))))
    period = words.say("period-utc", first=words.day(facts.first_day), last=words.day(facts.last_day))
    rows = [
        ("card-office", plain(target.get("office") or "")),
        ("card-procedure", plain(target.get("procedure") or "")),
        ("card-territory", plain(target.get("territory") or "")),
        ("card-url", address(str(target.get("url") or ""))),
        ("card-period", period),
        ("card-schedule", schedule),
        ("card-vantage", words.voice.listed(machines) if machines else ""),
        ("card-operator", kept),
    ]
    return blocks.card([(words.say(key), value) for key, value in rows if value])
