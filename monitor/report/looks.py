"""One look, or one reading of a saved page, for people and for programs. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from monitor.clock import iso
from monitor.locale import SHORT
from monitor.model import Look
from monitor.report.format import printable
from probes.contract import Reading


def _moment(moment: Any) -> str | None:
    if moment is None:
        return None
    return iso(moment) if isinstance(moment, datetime) else str(moment)


def _window(reading: Reading) -> dict[str, str | None] | None:
    if reading.span:
        return {"first": None, "last": None, "label": reading.span}
    window = reading.window
    return {"first": str(window.first), "last": str(window.last)} if window else None


def _reading_json(reading: Reading, expected: list[str] | None, seconds: float) -> dict[str, Any]:
    return {
        "outcome": reading.outcome.value,
        "reason": str(reading.reason),
        "quote": reading.quote,
        "rule": reading.rule,
        "language": {"quote": reading.language, "page": reading.page_language, "expected": expected},
        "slots": {"count": reading.slots.count, "earliest": _moment(reading.slots.earliest)},
        "window": _window(reading),
        "statements": [{"kind": s.kind, "text": s.text, "when": _moment(s.when)} for s in reading.statements],
        "seconds": round(seconds, 3),
    }


def look_as_json(look: Look) -> str:
    """One line: ``target, outcome, reason, quote, rule, language, slots, window, statements, seconds``."""
    facts = _reading_json(look.reading, list(look.target.expect_language), look.milliseconds / 1000)
    return json.dumps({"target": look.target.id, **facts}, ensure_ascii=False)


def saved_as_json(file: str, reading: Reading, seconds: float) -> str:
    """The same keys for a saved page, with ``file`` in the place of ``target``."""
    return json.dumps({"file": file, **_reading_json(reading, None, seconds)}, ensure_ascii=False)


def reading_as_text(name: str, reading: Reading) -> str:
    """What was concluded, in two to four lines."""
    lines = [f"{printable(name)}: {SHORT['en'][reading.outcome]} ({reading.outcome}, {reading.reason})"]
    if reading.quote:
        language = f" [{reading.language}]" if reading.language else ""
        lines.append(f"  “{printable(reading.quote)}”{language}")
    if reading.slots.count:
        earliest = f", the first {_moment(reading.slots.earliest)}" if reading.slots.earliest else ""
        lines.append(f"  {reading.slots.count} seen{earliest}")
    if reading.window:
        lines.append(f"  said of {reading.window.first} to {reading.window.last} only")
    if reading.span:
        lines.append(f"  said of one {reading.span} only, whose days the page does not name")
    if reading.rule:
        lines.append(f"  rule {reading.rule}")
    return "\n".join(lines)


def look_as_text(look: Look, steps: Sequence[str]) -> str:
    """One look for a terminal, with the given lines about its requests."""
    text = reading_as_text(look.target.id, look.reading)
    requests = "1 request" if len(look.exchanges) == 1 else f"{len(look.exchanges)} requests"
    cost = f"  {look.milliseconds / 1000:.1f} s, {requests}"
    return "\n".join([text, cost, *(f"  {printable(step)}" for step in steps)])
