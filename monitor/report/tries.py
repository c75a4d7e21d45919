"""Rules in words, and what rules would have told of the stored past, as a table and a time line. Stores nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from monitor.clock import iso
from monitor.judge.facts import incident_facts, is_urgent
from monitor.judge.rules import Notice
from monitor.judge.stance import Sighting
from monitor.judge.terms import Terms, terms_of
from monitor.locale import words
from monitor.model import SELF, IncidentKind
from monitor.model.judged import Hush, State
from monitor.rebuild import TargetFold
from monitor.report.format import cut, local, printable
from monitor.report.incidents import seen
from monitor.store.derived import Looks, Stored

Effective = Mapping[str, Any]
"""An effective configuration."""


@dataclass(frozen=True, slots=True)
class Told:
    """One notice that rules would have given."""

    at: datetime
    """The look that caused it."""
    target: str
    timezone: str
    notice: Notice
    at_once: tuple[str, ...]
    in_digest: tuple[str, ...]

    @property
    def day(self) -> date:
        """In the target's zone."""
        return self.at.astimezone(ZoneInfo(self.timezone)).date()


@dataclass(frozen=True, slots=True)
class Past:
    """What a time line needs to know of one target."""

    target: str
    days: frozenset[date]
    """With a look."""
    firing: tuple[tuple[date, date], ...]
    """First and last day of each time in which a rule fired."""


@dataclass(slots=True)
class Tried:
    """What came of trying rules."""

    looks: int = 0
    told: list[Told] = field(default_factory=list)
    """In the order of time."""
    pasts: list[Past] = field(default_factory=list)

    def between(self, first: date | None, last: date | None) -> Tried:
        """The part between two days, both included; None: no limit on that side."""
        low, high = first or date.min, last or date.max
        pasts = [replace(past, days=frozenset(day for day in past.days if low <= day <= high)) for past in self.pasts]
        return Tried(self.looks, [one for one in self.told if low <= one.day <= high], pasts)


def try_rules(
    looks: Looks, effective: Effective, target: str | None = None, on_look: Callable[[], None] = lambda: None
) -> Tried:
    """Fold the stored looks under the rules of a configuration, at one target or at all.

    Schedules, gaps and expected languages are those under which each look was made; for which targets a rule is, the
    configuration says. Silences and acknowledgements of the past are left out.
    """
    tried, in_force = Tried(), _Terms(looks, effective)
    receivers = {row["name"]: row for row in effective.get("receiver", [])}
    for row, slug, timezone in looks.targets():
        if target not in (None, slug):
            continue

        def on_notice(notice: Notice, sighting: Sighting, slug: str = slug, timezone: str = timezone) -> None:
            at_once = tuple(name for name in notice.tell if _at_once(notice, receivers.get(name, {})))
            later = tuple(name for name in notice.tell if name not in at_once)
            tried.told.append(Told(sighting.at, slug, timezone, notice, at_once, later))

        fold = TargetFold(in_force.of(looks.ids(row, slug), timezone), Hush(), on_notice)
        for look in looks.looks(row):
            fold.add(look)
            tried.looks += 1
            on_look()
        tried.pasts.append(_past(slug, timezone, fold))
    tried.told.sort(key=lambda one: one.at)
    return tried


class _Terms:
    """The terms of each look with the tried rules in the place of those that were in force."""

    def __init__(self, looks: Looks, effective: Effective) -> None:
        self._looks = looks
        self._rules = effective["rule"]
        self._today = terms_of(effective)
        self._dated: dict[int, dict[str, Terms]] = {}

    def of(self, ids: Sequence[str], timezone: str) -> Callable[[Stored], Terms]:
        """The terms of the looks at one target; ``ids`` are its present one, then those it had before."""
        today = self._today.get(ids[0])

        def at(look: Stored) -> Terms:
            dated = self._at(look.configuration)
            terms = next((dated[slug] for slug in ids if slug in dated), Terms(ids[0], timezone))
            # A rule that names a tag means the targets that have it today; one that retired has those that it had.
            return replace(terms, rules=today.rules) if today else terms

        return at

    def _at(self, configuration: int) -> dict[str, Terms]:
        if configuration not in self._dated:
            then = json.loads(self._looks.configuration(configuration))
            self._dated[configuration] = terms_of({**then, "rule": self._rules})
        return self._dated[configuration]


def _at_once(notice: Notice, receiver: Mapping[str, Any]) -> bool:
    hurried = receiver.get("immediate", True) or notice.rule.severity == "critical"
    return bool(hurried) and is_urgent(notice, private=bool(receiver.get("private")))


def _past(slug: str, timezone: str, fold: TargetFold) -> Past:
    zone = ZoneInfo(timezone)
    spans = []
    for state in fold.states.values():
        if state.fired_at is not None:
            incident = fold.incidents[state.incident]
            ended = incident.ended_at if incident.state is State.RESOLVED else None
            last = ended or incident.last_at
            spans.append((state.fired_at.astimezone(zone).date(), last.astimezone(zone).date()))
    days = frozenset(date.fromisoformat(day) for _, day, *_ in fold.days)
    return Past(slug, days, tuple(spans))


# What is shown


def as_json(tried: Tried) -> dict[str, Any]:
    """What would have been told, oldest first; times are UTC, lengths are seconds."""
    return {"looks": tried.looks, "notices": [_told_json(one) for one in tried.told]}


def _told_json(told: Told) -> dict[str, Any]:
    notice = told.notice
    incident, event = notice.incident, notice.event
    return {
        "at": iso(told.at),
        "target": told.target,
        "rule": notice.rule.name,
        "change": notice.change,
        "severity": notice.rule.severity,
        "at_once": list(told.at_once),
        "digest": list(told.in_digest),
        "key": notice.key,
        "incident": incident_facts(incident, notice.rule.over.days) if incident else None,
        "event": {"kind": event.kind.value, "details": dict(event.details)} if event else None,
    }


def as_table(tried: Tried, width: int = 80) -> Iterator[str]:
    """A line for each notice, and below it what was seen."""
    rows = [(local(one.at, one.timezone), one.notice.change, one.target, _whom(one)) for one in tried.told]
    heads = ("when", "change", "target", "rule, and who is told")
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)][:3]
    for number, row in enumerate([heads, *rows]):
        cells = [cell.ljust(size) for cell, size in zip(row, widths, strict=False)]
        yield "  ".join([*cells, row[3]]).rstrip()
        if number:
            yield cut(f"    {_facts(tried.told[number - 1])}", max(width, 120))


def _whom(told: Told) -> str:
    parts = [
        f"{how} {', '.join(names)}"
        for how, names in (("at once to", told.at_once), ("in the digest to", told.in_digest))
        if names
    ]
    return f"'{told.notice.rule.name}' -> {'; '.join(parts) or 'nobody'}"


def _facts(told: Told) -> str:
    incident, event = told.notice.incident, told.notice.event
    if incident is not None:
        return next(seen(incident, told.timezone))
    assert event is not None
    quote = event.details.get("quote") or event.details.get("text")
    return words.event(event.kind, "en") + (f": “{printable(str(quote))}”" if quote else "")


_MARKS = {"firing": "F", "escalated": "E", "lost": "L", "resolved": "R", "reminder": "r"}
_EVENT, _FIRES, _LOOKED, _NOTHING = "e", "=", ".", " "
_RANKS = "FELRre=. "
LEGEND = "F fires  E escalated  L lost from sight  R ended  r reminder  e event  = still fires  . looked at"
_STEPS = (1, 2, 3, 7, 14, 28, 56, 112, 365)
"""Days of one mark."""
_LONGEST_LABEL = 24


def as_timeline(tried: Tried, width: int = 80) -> Iterator[str]:
    """A line for each target, with a mark for each day, or for so many days that it fits; nothing without looks."""
    days = [day for past in tried.pasts for day in past.days]
    if not days:
        return
    first, last = min(days), max(days)
    label = min(max(len(past.target) for past in tried.pasts), _LONGEST_LABEL)
    number = (last - first).days + 1
    step = next((step for step in _STEPS if number <= step * (width - label - 2)), _STEPS[-1])
    yield f"{'':{label}}  {first} to {last}, one mark for {'a day' if step == 1 else f'{step} days'}"
    for past in tried.pasts:
        marks = ["".join(_day_marks(past, tried.told, first, offset, step)) for offset in range(0, number, step)]
        line = "".join(min(found, key=_RANKS.index) for found in marks)
        yield f"{cut(past.target, label):{label}}  {line}".rstrip()
    yield f"{'':{label}}  {LEGEND}"


def _day_marks(past: Past, told: Sequence[Told], first: date, offset: int, step: int) -> Iterator[str]:
    """All that could be shown of some days."""
    begins = first + timedelta(days=offset)
    ends = begins + timedelta(days=step - 1)
    yield _NOTHING
    looked = any(begins <= day <= ends for day in past.days)
    if looked:
        yield _LOOKED
    if looked and any(start <= ends and begins <= stop for start, stop in past.firing):
        yield _FIRES
    for one in told:
        if one.target == past.target and begins <= one.day <= ends:
            yield _MARKS.get(one.notice.change, _EVENT)


# Rules in words


def rule_as_text(row: Mapping[str, Any]) -> str:
    """One rule of an effective configuration on one line, in the words of the configuration."""
    where = "" if row["when"] == SELF else f"; at {_where(row)}"
    return f"{row['name']}: {_when(row)}{where}; {_tells(row)}"


def _when(row: Mapping[str, Any]) -> str:
    if row["when"] == SELF:
        return "self, the monitor's own trouble"
    people = "people's looks: " if row["looks"] == "people" else ""
    parts = [f"for {row['for']}"] if row["for"] else []
    if row["when"] == IncidentKind.SCARCE:
        parts.append(f"at {100 * row['share']:g} % of conclusive looks over {row['over']}")
    for key, text_ in (
        ("min_checks", "at {} looks or more"),
        ("min_days", "on {} days or more"),
        ("min_weeks", "in {} weeks or more"),
    ):
        if row[key] > 1:
            parts.append(text_.format(row[key]))
    if row["max_gap"]:
        parts.append(f"without a hole above {row['max_gap']}")
    return people + " ".join([row["when"], ", ".join(parts)]).strip()


def _where(row: Mapping[str, Any]) -> str:
    chosen = [
        f"{noun} {', '.join(row[key])}"
        for key, noun in (("targets", "target"), ("tags", "tag"), ("offices", "office"))
        if row[key]
    ]
    return " or ".join(chosen) or "every target"


def _tells(row: Mapping[str, Any]) -> str:
    how = {"new": "at once, the rest in the digest", "all": "at once", "digest": "in the digest"}[row["deliver"]]
    parts = [f"tells {', '.join(row['tell'])} {how}" if row["tell"] else "tells nobody"]
    if row["repeat"]:
        parts.append(f"reminds every {row['repeat']}")
    if row["escalate"]:
        parts.append(f"after {row['escalate']['after']} also {', '.join(row['escalate']['tell'])}")
    if not row["resolved"]:
        parts.append("not its end")
    return "; ".join([*parts, row["severity"], *([f"in {row['language']}"] if row["language"] else [])])
