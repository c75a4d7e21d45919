"""Rules as they are in force: what each ``when`` has where a rule says nothing, and the default rules. Pure.

A rule is here the row of the effective configuration, which is what the judgement reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from monitor.config.durations import spell
from monitor.model import SELF, EventKind, IncidentKind, Watchers

Row = dict[str, Any]
"""JSON values; durations as they are written in the file."""

WHENS: tuple[str, ...] = (*IncidentKind, *EventKind, SELF)
"""What a rule can be about."""
LASTING: Mapping[IncidentKind, timedelta | None] = {
    IncidentKind.NO_SLOTS: timedelta(days=3),
    IncidentKind.CLOSED: timedelta(days=3),
    IncidentKind.UNBOOKABLE: timedelta(days=3),
    IncidentKind.SCARCE: None,  # its span of days is its duration
    IncidentKind.DOWN: timedelta(hours=6),
    IncidentKind.BLIND: timedelta(days=1),
    IncidentKind.LANGUAGE: timedelta(hours=6),
}
"""How long each condition must have lasted, by the machine's looks, before it is told."""
PEOPLES_LASTING = timedelta(days=7)
SHARE = 0.95
OVER = timedelta(days=14)
POSITIVES = frozenset({EventKind.SLOTS_APPEARED, EventKind.SLOTS_GONE})
"""Events that tell of slots, which resellers want to know: at once to private receivers only."""

_DEFAULT = "default "
_DEFAULT_KINDS: tuple[str, ...] = (
    IncidentKind.NO_SLOTS,
    IncidentKind.CLOSED,
    IncidentKind.DOWN,
    IncidentKind.BLIND,
    IncidentKind.LANGUAGE,
    IncidentKind.SCARCE,
    EventKind.NEW_TEXT,
    EventKind.CAPTCHA_APPEARED,
    EventKind.SLOTS_APPEARED,
    EventKind.SLOTS_GONE,
    EventKind.RELEASE_STATED,
    EventKind.TERMS_CHANGED,
    EventKind.ANNOUNCEMENT_CHANGED,
    SELF,
)
DEFAULT_SELF = _DEFAULT + SELF

_WAITING = frozenset({"for", "min_checks", "min_days", "min_weeks", "max_gap", "repeat", "escalate"})
_WITHOUT: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(map(str, EventKind), _WAITING | {"resolved"}),
    SELF: _WAITING | {"targets", "tags", "offices", "looks"},
    IncidentKind.SCARCE: frozenset({"for", "max_gap"}),
}
"""Keys that mean nothing for a ``when``; ``share`` and ``over`` are for ``scarce`` only."""


def misfit(key: str, when: str) -> str:
    """Why a key means nothing in a rule about ``when``; empty where it fits, or ``when`` itself is a mistake."""
    if when not in WHENS:
        return ""
    if key in ("share", "over"):
        return "" if when == IncidentKind.SCARCE else 'only a rule with when = "scarce" has this key; leave it out'
    if key not in _WITHOUT.get(when, ()):
        return ""
    if when == SELF:
        return "a rule about the monitor's own trouble has no such key; leave it out"
    if when == IncidentKind.SCARCE:
        return "the days of scarce are those of its over; leave this key out"
    return f"{when} happens once and does not last; leave this key out"


def lasting(when: str, looks: str) -> timedelta | None:
    """How long a condition must have lasted where the rule does not say; None: nothing to wait for."""
    known = LASTING[IncidentKind(when)] if when in set(IncidentKind) else None
    return PEOPLES_LASTING if known and looks == Watchers.PEOPLE else known


def filled(written: Mapping[str, Any], receivers: Sequence[str]) -> Row:
    """A rule as written, with the defaults of its ``when`` for everything it does not say."""
    when, looks = written["when"], written.get("looks", Watchers.MACHINE.value)
    people, waits, after = looks == Watchers.PEOPLE, when in set(IncidentKind), lasting(when, looks)
    return {
        "for": spell(after) if after else None,
        "min_checks": (4 if people else 3) if waits else 1,
        "min_days": 3 if people and waits else 1,
        "min_weeks": 2 if people and waits else 1,
        "max_gap": None,
        "share": SHARE,
        "over": spell(OVER),
        "targets": [],
        "tags": [],
        "offices": [],
        "tell": list(receivers),
        "repeat": None,
        "escalate": None,
        "resolved": True,
        "severity": "critical" if when == SELF else "warning" if waits else "info",
        "language": None,
        "deliver": "all" if when == SELF else "new" if after else "digest",
        "looks": looks,
        **written,
    }


def default_rules(receivers: Sequence[str]) -> list[Row]:
    """The rules in force where the file has none."""
    by_people = {"when": IncidentKind.NO_SLOTS.value, "looks": Watchers.PEOPLE.value}
    return [
        *(filled({"name": f"{_DEFAULT}{kind}", "when": str(kind)}, receivers) for kind in _DEFAULT_KINDS),
        filled({"name": f"{_DEFAULT}no_slots of people's looks", **by_people}, receivers),
    ]


def in_force(written: Sequence[Row], receivers: Sequence[str], *, defaults: bool) -> list[Row]:
    """The rules of a file: its own or else the default ones. Own trouble is told even where no rule says so."""
    if not defaults:
        return list(written)
    rules = default_rules(receivers)
    if not written:
        return rules
    return [*written, *(rule for rule in rules if rule["when"] == SELF and not _about(SELF, written))]


def _about(when: str, rules: Iterable[Row]) -> bool:
    return any(rule["when"] == when for rule in rules)
