"""The looks of a bundle added up: per local day and ISO week, in runs and holes, by message. Pure.

Days and weeks are those of the target's zone. Only anchored looks of a machine are counted; its extra looks and those
of people stand beside them. A reading that was withdrawn later is counted as such and as nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from monitor.dossier.errors import BundleError
from monitor.dossier.facts import (
    COLUMNS,
    LIMITED,
    RETRACTED,
    Asked,
    Counts,
    Day,
    Facts,
    Message,
    Retraction,
    Said,
    Series,
    Span,
    Trouble,
    Week,
)
from monitor.dossier.looks import Look, Record, Vantage
from monitor.dossier.runs import holes_of, runs_of
from probes.contract import Outcome

LEAST_HOLE = timedelta(hours=6)
MISSED_LOOKS = 3
"""A hole is longer than that many intervals, and than ``LEAST_HOLE``."""


def gather(about: Mapping[str, Any], target: Mapping[str, Any], record: Record) -> Facts:
    """Add up one target's record. Raises ``BundleError`` where the bundle describes the target in a way nobody can."""
    try:
        zone = ZoneInfo(str(target["timezone"]))
        first_day, last_day = date.fromisoformat(str(about["from"])), date.fromisoformat(str(about["to"]))
        every = timedelta(seconds=int(target["every_seconds"]))
        horizon = timedelta(seconds=int(target["horizon_seconds"])) if target.get("horizon_seconds") else None
    except (KeyError, TypeError, ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise BundleError(f"bundle.json: target {target.get('id')}: {error!r}") from error
    hole = max(MISSED_LOOKS * every, LEAST_HOLE)
    people = tuple(look for look in record.looks if look.vantage.is_person)
    by_machine: dict[Vantage, list[Look]] = {}
    for look in record.looks:
        if not look.vantage.is_person:
            by_machine.setdefault(look.vantage, []).append(look)
    adding = _Adding(zone, horizon, hole, first_day, last_day, Counter(look.day(zone) for look in people))
    remarks = [Retraction(remark, look) for look in record.looks for remark in look.remarks]
    remarks += [Retraction(remark, None) for remark in record.strangers]
    machine_looks = [look for look in record.looks if not look.vantage.is_person]
    return Facts(
        target=target,
        zone=str(target["timezone"]),
        every=every,
        hole=hole,
        first_day=first_day,
        last_day=last_day,
        simulated=bool(about.get("simulated")) or any(look.simulated for look in record.looks),
        machines=tuple(adding.series(by_machine[vantage]) for vantage in sorted(by_machine, key=lambda v: v.number)),
        people=people,
        said=_said(record.looks),
        remarks=tuple(sorted(remarks, key=lambda one: (one.remark.at, one.remark.of))),
        asked=_asked(machine_looks, zone),
        looks=record.looks,
    )


@dataclass(frozen=True, slots=True)
class _Adding:
    zone: ZoneInfo
    horizon: timedelta | None
    hole: timedelta
    first_day: date
    last_day: date
    people: Mapping[date, int]

    def series(self, looks: Sequence[Look]) -> Series:
        """One machine vantage; ``looks`` are not none, and in the order of their time."""
        anchored = [look for look in looks if look.anchored]
        conclusive = [look for look in looks if look.is_conclusive(self.zone, self.horizon)]
        days = self._days(looks)
        holes = holes_of(looks, conclusive)
        return Series(
            vantage=looks[0].vantage,
            counts=self.counts(looks),
            first=looks[0].at,
            last=looks[-1].at,
            weeks=self._weeks(looks, days),
            days=days,
            conclusive=self._span([look for look in conclusive if look.anchored]),
            without_slot=self._span([x for x in conclusive if x.anchored and x.outcome is Outcome.NO_SLOTS]),
            longest=max(holes, key=lambda one: one.length, default=None),
            holes=tuple(one for one in holes if one.length > self.hole),
            runs=runs_of(conclusive),
            messages=_messages(looks),
            troubles=self._troubles(anchored),
        )

    def counts(self, looks: Iterable[Look]) -> Counts:
        """The counts of some looks."""
        by: Counter[str] = Counter()
        conclusive = extra = 0
        for look in looks:
            if not look.anchored:
                extra += 1
                continue
            sure = look.is_conclusive(self.zone, self.horizon)
            conclusive += sure
            by[_column(look, sure=sure)] += 1
        return Counts(by.total(), conclusive, {name: by[name] for name in COLUMNS if by[name]}, extra)

    def _days(self, looks: Sequence[Look]) -> tuple[Day, ...]:
        by_day: dict[date, list[Look]] = {}
        for look in looks:
            by_day.setdefault(look.day(self.zone), []).append(look)
        first, last = min(self.first_day, *by_day), max(self.last_day, *by_day)
        all_days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        return tuple(Day(day, self.counts(by_day.get(day, ())), self.people.get(day, 0)) for day in all_days)

    def _weeks(self, looks: Sequence[Look], days: Sequence[Day]) -> tuple[Week, ...]:
        by_week: dict[tuple[int, int], list[Day]] = {}
        for day in days:
            by_week.setdefault(iso_week(day.day), []).append(day)
        none = Outcome.NO_SLOTS
        found: dict[tuple[int, int], list[Look]] = {}
        for look in looks:
            found.setdefault(iso_week(look.day(self.zone)), []).append(look)
        return tuple(
            Week(
                *key,
                first=some[0].day,
                last=some[-1].day,
                counts=self.counts(found.get(key, ())),
                people=sum(day.people for day in some),
                days_looked=sum(1 for day in some if day.counts.looks),
                days_without_slot=sum(1 for day in some if day.counts.of(none)),
            )
            for key, some in by_week.items()
        )

    def _span(self, looks: Sequence[Look]) -> Span | None:
        if not looks:
            return None
        days = {look.day(self.zone) for look in looks}
        return Span(looks[0].at, looks[-1].at, len(looks), len(days), len({iso_week(day) for day in days}))

    def _troubles(self, anchored: Sequence[Look]) -> tuple[Trouble, ...]:
        of = Counter(look.day(self.zone) for look in anchored)
        found: dict[tuple[date, Outcome], list[Look]] = {}
        for look in anchored:
            if not look.outcome.conclusive and not look.retraction:
                found.setdefault((look.day(self.zone), look.outcome), []).append(look)
        return tuple(
            Trouble(day, outcome, len(some), of[day], some[0].at, some[-1].at, _causes(some))
            for (day, outcome), some in sorted(found.items(), key=lambda item: (item[0][0], str(item[0][1])))
        )


def iso_week(day: date) -> tuple[int, int]:
    """ISO 8601 year and week: 31 December 2018 is in week 1 of 2019."""
    year, week, _ = day.isocalendar()
    return year, week


def _column(look: Look, *, sure: bool) -> str:
    if look.retraction:
        return RETRACTED
    return str(look.outcome) if sure or not look.outcome.conclusive else LIMITED


def _causes(looks: Iterable[Look]) -> tuple[tuple[str, int | None, int], ...]:
    counted = Counter((look.reason, look.page.status if look.page else None) for look in looks)
    rows = [(reason, status, number) for (reason, status), number in counted.items()]
    return tuple(sorted(rows, key=lambda row: (-row[2], row[0], row[1] or 0)))


def _messages(looks: Iterable[Look]) -> tuple[Message, ...]:
    found: dict[tuple[Outcome, str, str | None, str | None], list[Look]] = {}
    for look in looks:
        if look.quote and not look.retraction:
            found.setdefault((look.outcome, look.quote, look.quote_language, look.page_language), []).append(look)
    return tuple(
        Message(*key, some[0].at, some[-1].at, len(some), sum(1 for look in some if not look.anchored))
        for key, some in found.items()
    )


def _said(looks: Iterable[Look]) -> tuple[Said, ...]:
    found: dict[tuple[str, str, str], list[datetime]] = {}
    for look in looks:
        for statement in look.statements:
            found.setdefault(statement, []).append(look.at)
    return tuple(Said(*key, min(some), max(some), len(some)) for key, some in found.items())


def _asked(looks: Sequence[Look], zone: ZoneInfo) -> Asked:
    requests = Counter((one.method, one.url) for look in looks for one in look.exchanges)
    by_day: Counter[date] = Counter()
    for look in looks:
        by_day[look.day(zone)] += len(look.exchanges)
    rows = [(method, url, number) for (method, url), number in requests.items()]

    def met(values: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(values))

    return Asked(
        requests=tuple(sorted(rows, key=lambda row: (-row[2], row[1], row[0]))),
        most_a_day=max(by_day.values(), default=0),
        total=requests.total(),
        user_agents=met(look.user_agent for look in looks if look.user_agent),
        accept_languages=met(look.accept_language for look in looks if look.accept_language),
        robots=met(look.robots for look in looks),
        probes=met(look.probe for look in looks if look.probe),
        contexts=met(look.context for look in looks if look.context),
    )
