"""Which looks are drawn: the fixed rule that the piece prints, and what a person chose by hand, told apart. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from monitor.dossier.errors import LookUnknownError
from monitor.dossier.looks import Look
from probes.contract import Outcome

MORNING = time(9, 0)
"""Local time from which on the first look of the day is drawn."""


class Why(StrEnum):
    """Why a look was chosen."""

    MORNING = "morning"
    SLOTS = "slots"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Choice:
    """One look to draw, and every reason for it; by hand alone where the rule would not have taken it."""

    look: Look
    why: tuple[Why, ...]


def choose(looks: Sequence[Look], timezone: str, by_hand: Iterable[str] = ()) -> tuple[Choice, ...]:
    """The chosen looks in the order of their time.

    Of each machine's vantage the first look of the schedule at or after 9:00 local time each day; every look, of a
    machine or a person, that showed slots; and those named by hand, by UUID or enough of its beginning. Raises
    ``LookUnknownError`` for one that is not there, or that several looks begin with.
    """
    zone = ZoneInfo(timezone)
    named = {_named(looks, wanted) for wanted in by_hand}
    seen: set[tuple[int, date]] = set()
    chosen = []
    for look in looks:
        why = []
        local = look.at.astimezone(zone)
        day = (look.vantage.number, local.date())
        if look.anchored and not look.vantage.is_person and local.time() >= MORNING and day not in seen:
            seen.add(day)
            why.append(Why.MORNING)
        if look.outcome is Outcome.SLOTS:
            why.append(Why.SLOTS)
        if look.id in named and not why:
            why.append(Why.HAND)
        if why:
            chosen.append(Choice(look, tuple(why)))
    return tuple(chosen)


def _named(looks: Sequence[Look], wanted: str) -> str:
    digits = wanted.replace("-", "").lower()
    found = [look.id for look in looks if look.id.replace("-", "").startswith(digits)] if len(digits) >= 6 else []
    if len(found) != 1:
        trouble = "several looks begin with it" if found else "no such look in the bundle"
        raise LookUnknownError(f"look '{wanted}': {trouble}; give the UUID that is in observations or on the record")
    return found[0]
