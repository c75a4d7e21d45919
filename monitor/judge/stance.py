"""What one look says of each condition that may persist: for it, against it, or nothing. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import assert_never

from monitor.model import IncidentKind
from probes.contract import Outcome, Reason

_ANSWERS = (Outcome.SLOTS, Outcome.NO_SLOTS, Outcome.CLOSED)
_SENT_BY_THE_SITE = {
    str(reason)
    for reason in (Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.OVERLOADED, Reason.MAINTENANCE, Reason.STACK_TRACE)
}
_ALIVE = "landing/alive"
"""The rule of a page that leads to booking and never shows slots: that it proves nothing is no news."""


class Stance(Enum):
    """What a look is to a condition."""

    FOR = auto()
    AGAINST = auto()
    SUSPENDS = auto()
    """It neither goes on nor is over: something else holds now."""
    SILENT = auto()


@dataclass(frozen=True, slots=True)
class Sighting:
    """One stored look as the folds see it."""

    at: datetime
    observation: int
    """Its row: the order of storage."""
    outcome: Outcome
    reason: Reason
    counted: bool = True
    """Whether it counts in denominators: a machine's anchored look, or any look of a person."""
    conclusive: bool = False
    rule: str = ""
    quote: str = ""
    language: str | None = None
    probe: str = ""
    vantage: str = ""
    new_text: bool = False
    """Whether the target never showed these words before."""
    statements: tuple[tuple[str, str, str], ...] = ()
    """Kind, text and, as stored, the moment it speaks of."""
    clock_step: timedelta = field(default=timedelta(0))
    """By how much the clock was set since the previous look at this target."""


def stance(
    kind: IncidentKind, seen: Sighting, *, expected: Collection[str] = (), gated: bool = False, rare: bool | None = None
) -> Stance:
    """What a look says of a condition; the table is that of ``docs/explanation/incidents.md``.

    ``expected``: the languages that our request asked for. ``gated``: a person knows of the captcha, login or queue.
    ``rare``: for ``scarce``, whether slots are rare over its span of days, None where that cannot be told.
    """
    match kind:
        case IncidentKind.NO_SLOTS:
            return _no_slots(seen)
        case IncidentKind.CLOSED:
            return _sort(seen, opens=(Outcome.CLOSED,), ends=(Outcome.SLOTS, Outcome.NO_SLOTS))
        case IncidentKind.UNBOOKABLE:
            return Stance.FOR if seen.outcome is Outcome.CLOSED else _without_suspension(_no_slots(seen))
        case IncidentKind.SCARCE:
            return _scarce(seen, rare)
        case IncidentKind.DOWN:
            return _sort(seen, opens=(Outcome.FAILING,), ends=(*_ANSWERS, Outcome.GATED))
        case IncidentKind.BLIND:
            return _blind(seen, gated=gated)
        case IncidentKind.LANGUAGE:
            return _language(seen, expected)
        case _:
            assert_never(kind)


def _sort(seen: Sighting, *, opens: Sequence[Outcome], ends: Sequence[Outcome]) -> Stance:
    if seen.outcome in opens:
        return Stance.FOR
    return Stance.AGAINST if seen.outcome in ends else Stance.SILENT


def _no_slots(seen: Sighting) -> Stance:
    """A statement about fewer days than the target asks about opens nothing: it is not conclusive."""
    if seen.outcome is Outcome.NO_SLOTS:
        return Stance.FOR if seen.conclusive else Stance.SILENT
    if seen.outcome is Outcome.CLOSED:
        return Stance.SUSPENDS
    return Stance.AGAINST if seen.outcome is Outcome.SLOTS else Stance.SILENT


def _without_suspension(stance: Stance) -> Stance:
    return Stance.SILENT if stance is Stance.SUSPENDS else stance


def _scarce(seen: Sighting, rare: bool | None) -> Stance:
    if rare is None or not (seen.counted and seen.conclusive):
        return Stance.SILENT
    return Stance.FOR if rare else Stance.AGAINST


def _blind(seen: Sighting, *, gated: bool) -> Stance:
    known = seen.rule == _ALIVE or (gated and seen.outcome is Outcome.GATED)
    if known:
        return Stance.SILENT
    return _sort(seen, opens=(Outcome.GATED, Outcome.REFUSED, Outcome.UNRECOGNISED), ends=_ANSWERS)


def _language(seen: Sighting, expected: Collection[str]) -> Stance:
    """Only what answers is judged: a gateway's English page is an error, not the office's choice of words."""
    if not expected or not seen.quote or seen.language is None or seen.outcome not in _ANSWERS:
        return Stance.SILENT
    wanted = {_primary(tag) for tag in expected}
    return Stance.AGAINST if _primary(seen.language) in wanted else Stance.FOR


def _primary(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def is_sent_by_the_site(reason: str) -> bool:
    """Whether a fault is a page of the site's own; a missing answer may be anybody's fault, ours too."""
    return reason in _SENT_BY_THE_SITE


_OUTCOMES = {str(reason): reason.outcome.value for reason in Reason}


def outcome_of(reason: str) -> str:
    """The outcome to which a stored reason belongs."""
    return _OUTCOMES[reason]
