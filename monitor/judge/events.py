"""What happens once: slots appear or go, words are new, a captcha comes. A pure fold that remembers little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from monitor.clock import iso
from monitor.judge.stance import Sighting
from monitor.model import EventKind
from monitor.model.judged import Event, Memory
from probes.contract import Outcome, Reason

_RELEASES = ("last-release", "next-release", "next-availability")
_ANNOUNCEMENTS = ("warning", "procedure")
_NO_ANSWER = (Outcome.FAILING, Outcome.OFFLINE)
"""They leave open whether the site still turns us away."""
_SHOWN = 10
"""Added or removed statements that an event names; a page of sixty procedures may change as a whole."""


def remember(memory: Memory, seen: Sighting, *, hole: bool = False) -> tuple[Memory, list[Event]]:
    """The memory after one more look, and what happened with it.

    ``hole``: nobody could tell for so long whether the slots seen before were still shown that it is not known.
    """
    if hole and seen.outcome is Outcome.SLOTS:  # shown then and now; in between, who knows
        memory = replace(memory, slots_from=seen.at, slots_until=seen.at, none_before=None)
    happened = list(_happened(memory, seen))
    events = [Event(kind, seen.at, seen.observation, details) for kind, details in happened]
    after = replace(memory, first_at=memory.first_at or seen.at, probe=seen.probe, said=_said(memory, seen))
    if seen.outcome is Outcome.SLOTS:
        after = replace(
            after,
            slots_from=memory.slots_from or seen.at,
            slots_until=seen.at,
            none_before=memory.none_before if memory.slots_from else memory.none_at,
        )
    elif seen.conclusive:
        after = replace(after, none_at=seen.at, slots_from=None, slots_until=None, none_before=None)
    if seen.outcome not in _NO_ANSWER and seen.outcome != memory.outcome:
        after = replace(after, outcome=seen.outcome.value, outcome_since=seen.at)
    if seen.outcome.conclusive:
        after = replace(after, gated=False)
    elif seen.reason is Reason.CAPTCHA:
        after = replace(after, gated=True)
    return after, events


def _happened(memory: Memory, seen: Sighting) -> Iterator[tuple[EventKind, dict[str, Any]]]:
    words = {"outcome": seen.outcome.value, "quote": seen.quote, "language": seen.language}
    if memory.first_at is None:
        yield EventKind.FIRST_LOOK, {**words, "reason": str(seen.reason)}
    elif memory.probe != seen.probe:
        yield EventKind.PROBE_CHANGED, {"before": memory.probe, "after": seen.probe}
    if seen.outcome is Outcome.SLOTS and memory.slots_from is None and memory.first_at:
        yield EventKind.SLOTS_APPEARED, {"none_at": iso(memory.none_at) if memory.none_at else None}
    if seen.conclusive and seen.outcome is not Outcome.SLOTS and memory.slots_from and memory.slots_until:
        yield EventKind.SLOTS_GONE, _lifetime(memory.slots_from, memory.slots_until, memory.none_before, seen.at)
    if seen.new_text and memory.first_at and seen.outcome in (Outcome.NO_SLOTS, Outcome.CLOSED):
        yield EventKind.NEW_TEXT, words
    if seen.reason is Reason.CAPTCHA and not memory.gated:
        yield EventKind.CAPTCHA_APPEARED, {"reason": str(seen.reason), "quote": seen.quote}
    yield from _statements(memory, seen)


def _lifetime(first: datetime, last: datetime, before: datetime | None, after: datetime) -> dict[str, Any]:
    """How long slots were shown: an interval, given by the spacing of looks. Without an earlier look, no upper end."""
    least = max(last - first, timedelta(0))
    most = max(after - before, least) if before else None
    return {
        "first_at": iso(first),
        "last_at": iso(last),
        "none_before": iso(before) if before else None,
        "none_after": iso(after),
        "min_seconds": least.total_seconds(),
        "max_seconds": most.total_seconds() if most is not None else None,
    }


def _texts(seen: Sighting) -> dict[str, tuple[str, ...]]:
    texts: dict[str, set[str]] = {}
    for kind, text, _ in seen.statements:
        texts.setdefault(kind, set()).add(text)
    return {kind: tuple(sorted(found)) for kind, found in texts.items()}


def _said(memory: Memory, seen: Sighting) -> Mapping[str, tuple[str, ...]]:
    """A look that shows no statement of a kind says nothing of it: the page may not have come that far."""
    return {**memory.said, **_texts(seen)} if seen.statements else memory.said


def _statements(memory: Memory, seen: Sighting) -> Iterator[tuple[EventKind, dict[str, Any]]]:
    for kind, texts in _texts(seen).items():
        known = memory.said.get(kind)
        if texts == known:
            continue
        if kind in _RELEASES:
            for _, text, when in (said for said in seen.statements if said[0] == kind and said[1] not in (known or ())):
                yield EventKind.RELEASE_STATED, {"kind": kind, "text": text, "when": when or None}
        elif known is not None:
            change = {
                "added": [text for text in texts if text not in known][:_SHOWN],
                "removed": [text for text in known if text not in texts][:_SHOWN],
            }
            of_terms = kind not in _ANNOUNCEMENTS
            yield EventKind.TERMS_CHANGED if of_terms else EventKind.ANNOUNCEMENT_CHANGED, change
