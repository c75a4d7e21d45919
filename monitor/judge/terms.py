"""The terms under which looks are judged, taken from an effective configuration: schedules, gaps, rules. Pure.

Live and rebuilt judgements take them from the same text, the dated row in the store, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from monitor.config.checks import parse_hours
from monitor.config.durations import parse
from monitor.judge.hours import Hours
from monitor.model import ActiveHours, IncidentKind, Watchers

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MISSED = 3.5
"""Missed looks that make a hole: two missed looks and their jitter are fewer, three are more."""
_SHORTEST_GAP = timedelta(hours=6)
_PEOPLES_GAP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rule:
    """When who is told; see ``[[rule]]`` in the configuration."""

    name: str
    when: str
    """An incident's kind, an event's kind, or ``self``."""
    lasting: timedelta = timedelta(0)
    min_checks: int = 3
    min_days: int = 1
    min_weeks: int = 1
    max_gap: timedelta | None = None
    share: float = 0.95
    over: timedelta = timedelta(days=14)
    targets: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    tell: tuple[str, ...] = ()
    repeat: timedelta | None = None
    escalate_after: timedelta | None = None
    escalate_tell: tuple[str, ...] = ()
    resolved: bool = True
    severity: str = "warning"
    language: str = ""
    deliver: str = "new"
    """``new``: what begins is told at once, the rest in the digest; ``all``: everything at once; ``digest``: none."""
    looks: Watchers = Watchers.MACHINE

    @property
    def variant(self) -> str:
        """What sets incidents of one kind apart: share and days of ``scarce``."""
        return scarce_variant(self.share, self.over) if self.when == IncidentKind.SCARCE else ""


def scarce_variant(share: float, over: timedelta) -> str:
    """How the condition "at least this share without slot over these days" is named in an incident: ``0.95/14d``."""
    return f"{share:g}/{max(over.days, 1)}d"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the folds need to know of one target in one configuration."""

    slug: str = ""
    timezone: str = "UTC"
    every: timedelta = timedelta(hours=1)
    hours: Hours = field(default_factory=Hours)
    max_gap: timedelta | None = None
    expect_language: tuple[str, ...] = ()
    gated: bool = False
    rules: tuple[Rule, ...] = ()
    """Those that apply to this target."""

    def gap(self, watchers: Watchers) -> timedelta:
        """Scheduled time without a look that says so after which an incident is lost."""
        if watchers is Watchers.PEOPLE:
            return _PEOPLES_GAP
        return self.max_gap or max(_MISSED * self.spacing, _SHORTEST_GAP)

    def slowed(self, slowest: timedelta | None) -> Terms:
        """The same where the monitor looks less often by itself: our own slowness is no hole in what it goes on seeing.

        ``slowest`` is the interval then, None where it is the usual one.
        """
        if slowest is None or slowest <= self.every:
            return self
        slower = replace(self, every=slowest, max_gap=None)
        return replace(slower, max_gap=max(self.gap(Watchers.MACHINE), slower.gap(Watchers.MACHINE)))

    @property
    def spacing(self) -> timedelta:
        """Scheduled time from one look to the next."""
        return max(self.every * self.hours.fraction, min(self.every, self.hours.longest_day))


def terms_of(effective: Mapping[str, Any]) -> dict[str, Terms]:
    """The terms for each target of an effective configuration, by its id."""
    rules = rules_of(effective)
    return {row["id"]: _terms(row, rules) for row in effective.get("target", [])}


def rules_of(effective: Mapping[str, Any]) -> list[Rule]:
    """All rules of an effective configuration."""
    return [_rule(row) for row in effective.get("rule", [])]


def _terms(row: Mapping[str, Any], rules: Iterable[Rule]) -> Terms:
    active = _active(row["active"]) if row.get("active") else None
    return Terms(
        slug=row["id"],
        timezone=row.get("timezone", "UTC"),
        every=parse(row["every"]) if "every" in row else timedelta(hours=1),
        hours=Hours(row.get("timezone", "UTC"), active, tuple(map(_active, row.get("maintenance") or ()))),
        max_gap=_duration(row, "max_gap"),
        expect_language=tuple(row.get("expect_language") or ()),
        gated=bool(row.get("gated")),
        rules=tuple(rule for rule in rules if _applies(rule, row)),
    )


def _active(table: Mapping[str, Any]) -> ActiveHours:
    start, end = parse_hours(table["hours"])
    return ActiveHours(frozenset(_WEEKDAYS.index(day) for day in table["days"]), start, end)


def _duration(row: Mapping[str, Any], key: str) -> timedelta | None:
    return parse(row[key]) if row.get(key) else None


def _applies(rule: Rule, target: Mapping[str, Any]) -> bool:
    """A rule without any choice of its own is for every target; else any of its choices will do."""
    chosen = (
        target["id"] in rule.targets,
        bool(set(target.get("tags") or ()) & set(rule.tags)),
        bool(target.get("office")) and target.get("office") in rule.offices,
    )
    return any(chosen) or not (rule.targets or rule.tags or rule.offices)


def _rule(row: Mapping[str, Any]) -> Rule:
    escalate = row.get("escalate") or {}
    return Rule(
        name=row["name"],
        when=row["when"],
        lasting=_duration(row, "for") or timedelta(0),
        min_checks=row["min_checks"],
        min_days=row["min_days"],
        min_weeks=row["min_weeks"],
        max_gap=_duration(row, "max_gap"),
        share=row["share"],
        over=parse(row["over"]),
        targets=tuple(row["targets"]),
        tags=tuple(row["tags"]),
        offices=tuple(row["offices"]),
        tell=tuple(row["tell"]),
        repeat=_duration(row, "repeat"),
        escalate_after=_duration(escalate, "after"),
        escalate_tell=tuple(escalate.get("tell", ())),
        resolved=row["resolved"],
        severity=row["severity"],
        language=row["language"] or "",
        deliver=row["deliver"],
        looks=Watchers(row["looks"]),
    )
