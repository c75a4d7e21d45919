"""What one more look changes for a target: incidents, rule states, events, and what is to be told. Pure.

Living through a history and rebuilding it later call the same function on the same sightings in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.judge.events import remember
from monitor.judge.incidents import Sort, follow, withdrawn
from monitor.judge.rules import Notice, apply, tell_events, withdraw
from monitor.judge.stance import Sighting, Stance, stance
from monitor.judge.terms import Rule, Terms
from monitor.model import IncidentKind, Watchers
from monitor.model.judged import Event, Hush, Incident, Judgement, Memory, RuleState, Tally

FOLD_VERSION = 2
"""Raised whenever the same looks give other incidents, rule states or events: what is derived is then made anew."""

_ENOUGH_DAYS = 0.5
"""The part of a span's days that must have a conclusive look before slots are called rare: weekdays alone are 5/7."""


Tallies = Callable[[date, date], Tally]
"""The tally of local days, first and last included."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look changed."""

    after: Judgement
    incidents: tuple[Incident, ...]
    """Opened or changed, in order."""
    states: tuple[RuleState, ...]
    """New or changed."""
    events: tuple[Event, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds at a look beside the look itself."""

    terms: Terms
    watchers: Watchers
    hush: Hush
    tallies: Tallies


def judge(before: Judgement, seen: Sighting, given: Circumstances) -> Verdict:
    """The verdict on one more look. What a person hands over late changes reports, never what was judged since."""
    if given.watchers is Watchers.PEOPLE and _came_late(before, seen):
        return Verdict(before, (), (), (), ())
    memory, events = remember(before.memory, seen, hole=_is_hole(before.memory.slots_until, seen, given))
    latest, changed, gaps = dict(before.latest), [], {}
    # Only looks that were turned away or stopped come less often by themselves: for all else they are holes anyway.
    slowed = given.terms.slowed(memory.slowed_to(seen.at))
    for sort, said in _sorts(before, memory, seen, given):
        last = latest.get((sort.kind, sort.variant))
        terms = slowed if sort.kind is IncidentKind.BLIND else given.terms
        for incident in follow(last, seen, said, sort, terms):
            if said is Stance.FOR and incident.state.goes_on:
                going_on = last is not None and last.key == incident.key
                gaps[incident.key] = (
                    given.terms.hours.between(last.last_at, seen.at) if last and going_on else timedelta(0)
                )
            latest[sort.kind, sort.variant] = incident
            changed.append(incident)
    for incident in _without_rule(before, given):
        latest[incident.kind, incident.variant] = incident
        changed.append(incident)
    states, notices = _ruled(before, changed, gaps, seen, given)
    told = tell_events(given.terms, events, given.hush, given.watchers)
    goes_on = {incident.key for incident in latest.values() if incident.state.goes_on}
    kept = {key: state for key, state in {**before.states, **states}.items() if key[0] in goes_on}
    news = tuple(state for key, state in states.items() if before.states.get(key) != state)
    return Verdict(Judgement(memory, latest, kept), tuple(changed), news, tuple(events), (*notices, *told))


def _came_late(before: Judgement, seen: Sighting) -> bool:
    """Whether what was judged already rests on a later look than this one."""
    memory = before.memory
    moments = (memory.none_at, memory.slots_until, *(incident.last_at for incident in before.latest.values()))
    return any(moment is not None and moment > seen.at for moment in moments)


def _is_hole(slots_until: datetime | None, seen: Sighting, given: Circumstances) -> bool:
    """Whether slots seen before may have been away since; a clock that was set leaves open what it skipped."""
    if slots_until is None:
        return False
    return bool(seen.clock_step) or given.terms.hours.between(slots_until, seen.at) > given.terms.gap(given.watchers)


def _sorts(before: Judgement, memory: Memory, seen: Sighting, given: Circumstances) -> Iterator[tuple[Sort, Stance]]:
    terms = given.terms
    for kind in IncidentKind:
        if kind is IncidentKind.SCARCE:
            continue
        said = stance(kind, seen, expected=terms.expect_language, gated=terms.gated)
        last = before.latest.get((kind, ""))
        if said is Stance.FOR or (last is not None and last.state.goes_on):
            yield Sort(kind, given.watchers), said
    for rule in _scarce_rules(terms, given.watchers).values():
        tally = _tally(rule, seen.at, memory.first_at, given)
        rare = None if tally is None else _share(tally) >= rule.share
        sort = Sort(IncidentKind.SCARCE, given.watchers, rule.variant)
        if tally is not None:
            sort = Sort(sort.kind, sort.watchers, sort.variant, tally.with_slots, tally.without_slots)
        yield sort, stance(IncidentKind.SCARCE, seen, rare=rare)


def _scarce_rules(terms: Terms, watchers: Watchers) -> dict[str, Rule]:
    """One rule for each variant. People look when they hope for a slot: a share of their looks would mean nothing."""
    if watchers is Watchers.PEOPLE:
        return {}
    return {rule.variant: rule for rule in terms.rules if rule.when == IncidentKind.SCARCE}


def _tally(rule: Rule, at: datetime, first_at: datetime | None, given: Circumstances) -> Tally | None:
    """The looks of as many whole local days as the rule asks for, and of today; None if it was not watched so long."""
    if first_at is None or at - first_at < rule.over:
        return None
    today, span = at.astimezone(ZoneInfo(given.terms.timezone)).date(), max(rule.over.days, 1)
    tally = given.tallies(today - timedelta(days=span), today)
    return tally if tally.days >= span * _ENOUGH_DAYS else None


def _share(tally: Tally) -> float:
    return tally.without_slots / (tally.with_slots + tally.without_slots)


def _without_rule(before: Judgement, given: Circumstances) -> list[Incident]:
    """Incidents of ``scarce`` whose threshold no rule has any more."""
    in_force = _scarce_rules(given.terms, given.watchers)
    return [
        withdrawn(incident)
        for (kind, variant), incident in before.latest.items()
        if kind is IncidentKind.SCARCE and variant not in in_force and incident.state.goes_on
    ]


def _ruled(
    before: Judgement, changed: list[Incident], gaps: Mapping[str, timedelta], seen: Sighting, given: Circumstances
) -> tuple[dict[tuple[str, str], RuleState], list[Notice]]:
    states: dict[tuple[str, str], RuleState] = {}
    notices: list[Notice] = []
    for incident in changed:
        rules = [rule for rule in given.terms.rules if _concerns(rule, incident)]
        for rule in rules:
            state, notice = apply(
                rule,
                incident,
                before.states.get((incident.key, rule.name)),
                at=seen.at,
                observation=seen.observation,
                gap=gaps.get(incident.key),
                hush=given.hush,
                slug=given.terms.slug,
            )
            states[incident.key, rule.name] = state
            if notice:
                notices.append(notice)
        in_force = {rule.name for rule in rules}
        for key, state in before.states.items():
            if key[0] == incident.key and key[1] not in in_force:
                states[key] = withdraw(state)
    return states, notices


def _concerns(rule: Rule, incident: Incident) -> bool:
    return (rule.when, rule.variant, rule.looks) == (incident.kind, incident.variant, incident.watchers)
