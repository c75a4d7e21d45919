"""A person's look as a terminal and as programs are told of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.clock import iso
from monitor.report.format import local, printable
from monitor.report.looks import reading_as_text
from monitor.witness.taking import Witnessed

_TIME_BY = {
    "person": "as the person says",
    "page": "by the date in the saved page",
    "file": "by the date of the file; --at says otherwise",
}


def witnessed_as_text(witnessed: Witnessed) -> Iterator[str]:
    """What was read or declared, both times, each file with what was taken out of it, and what to look through."""
    look, told = witnessed.look, witnessed.testimony
    yield reading_as_text(look.target.id, look.reading)
    if told.says == "declared":
        yield "  declared by the person, not read"
    yield f"  looked at {local(look.started_at, look.target.timezone)} ({_TIME_BY[told.time_by]})"
    yield f"  received {local(told.received_at, look.target.timezone)}, from {printable(witnessed.vantage)}"
    for file in told.files:
        yield f"  {printable(file.name)}: {file.media_type}, {len(file.content):,} bytes, SHA-256 {file.sha256}"
        if file.stripped:
            yield f"    taken out before sealing: {printable('; '.join(file.stripped))}"
    for warned in witnessed.warned:
        found = f": {printable(', '.join(warned.found))}" if warned.found else ""
        yield f"  look through it: the page holds {warned.concern.english}{found}"
    yield from (f"  note: {printable(note)}" for note in witnessed.notes)


def witnessed_as_json(witnessed: Witnessed, uuid: str | None) -> dict[str, Any]:
    """The same as JSON values; ``uuid`` is that of the stored look, None where it is not stored."""
    look, told = witnessed.look, witnessed.testimony
    reading = look.reading
    return {
        "target": look.target.id,
        "uuid": uuid,
        "vantage": witnessed.vantage,
        "declared_at": iso(look.started_at),
        "declared_by": told.time_by,
        "received_at": iso(told.received_at),
        "says": told.says,
        "outcome": reading.outcome.value,
        "reason": str(reading.reason),
        "rule": reading.rule,
        "quote": reading.quote,
        "note": told.note,
        "files": told.sealed()["files"],
        "warnings": [{"concern": one.concern.english, "found": list(one.found)} for one in witnessed.warned],
        "notes": list(witnessed.notes),
    }
