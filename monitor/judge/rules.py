"""What each rule makes of an incident or event: pending, firing, told, reminded, escalated, ended. A pure fold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.judge.incidents import ENDED_BY_SLOTS
from monitor.judge.terms import Rule, Terms
from monitor.model import EventKind, Watchers
from monitor.model.judged import Event, Hush, Incident, RuleState, Stage, State

_NEXT_SLOT = "next-availability"
"""The kind of a statement that names the next free slot."""
_GOING_ON = (Stage.PENDING, Stage.FIRING, Stage.SUSPENDED)


class Change(StrEnum):
    """What a message is about; an event's kind stands in its place for events."""

    FIRING = "firing"
    REMINDER = "reminder"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told to some receivers."""

    key: str
    """Without the receiver."""
    subject: str
    rule: Rule
    change: str
    tell: tuple[str, ...]
    is_new: bool
    """Whether it is news of something that begins; what follows may wait for a digest."""
    is_positive: bool = False
    """Whether it tells that slots were shown: never at once, but to private receivers."""
    incident: Incident | None = None
    event: Event | None = None


def apply(
    rule: Rule,
    incident: Incident,
    state: RuleState | None,
    *,
    at: datetime,
    observation: int,
    gap: timedelta | None,
    hush: Hush,
    slug: str,
) -> tuple[RuleState, Notice | None]:
    """What a rule makes of an incident after a look (its time and its row), and what is to be told.

    ``gap``: scheduled time from the look before that said so to this one; None where this look does not say so.
    """
    state = _waited(rule, incident, state, gap)
    silenced = hush.is_silent(slug, rule.name, at, observation)
    if not incident.state.goes_on:
        return _ended(rule, incident, state, silenced=silenced)
    if state.stage is Stage.PENDING and _is_due(rule, incident, state):
        state = replace(state, stage=Stage.FIRING, fired_at=at)
    if state.stage.fired:
        state = replace(state, stage=Stage.SUSPENDED if incident.state is State.SUSPENDED else Stage.FIRING)
    if state.stage is not Stage.FIRING or silenced or gap is None:
        return state, None
    return _told(rule, incident, state, at, known=hush.is_known(incident.key, observation))


def _waited(rule: Rule, incident: Incident, state: RuleState | None, gap: timedelta | None) -> RuleState:
    """Where the rule stands before it decides. It may allow smaller holes than the target does, as long as it waits."""
    if state is None or state.stage is Stage.WITHDRAWN:
        state = RuleState(rule.name, incident.key, incident.first_at)
        gap = incident.largest_gap  # a rule that came later: it was not there to see which hole it was
    if state.since > incident.last_at:  # the clock was set back: the wait began in what is now the future
        state = replace(state, since=incident.last_at)
    if rule.max_gap is None or gap is None or gap <= rule.max_gap or state.stage is not Stage.PENDING:
        return state
    return replace(
        state,
        since=incident.last_at,
        skipped=max(incident.proving - 1, 0),
        skipped_days=incident.days - 1,
        skipped_weeks=incident.weeks - 1,
    )


def _is_due(rule: Rule, incident: Incident, state: RuleState) -> bool:
    waited = incident.duration - max(state.since - incident.first_at, timedelta(0))
    return (
        waited >= rule.lasting
        and incident.proving - state.skipped >= rule.min_checks
        and incident.days - state.skipped_days >= rule.min_days
        and incident.weeks - state.skipped_weeks >= rule.min_weeks
    )


def _told(
    rule: Rule, incident: Incident, state: RuleState, at: datetime, *, known: bool
) -> tuple[RuleState, Notice | None]:
    if state.told_at is None:
        return replace(state, told_at=at), _notice(rule, incident, Change.FIRING, rule.tell, is_new=True)
    if known:
        return state, None
    if rule.escalate_after and state.escalated_at is None and incident.duration >= rule.escalate_after:
        escalated = replace(state, escalated_at=at)
        return escalated, _notice(rule, incident, Change.ESCALATED, rule.escalate_tell, is_new=True)
    if rule.repeat and at - state.told_at >= rule.repeat:
        told = replace(state, told_at=at)
        return told, _notice(rule, incident, Change.REMINDER, _everyone(rule, state), is_new=False, at=at)
    return state, None


def _everyone(rule: Rule, state: RuleState) -> tuple[str, ...]:
    """All who were told."""
    return tuple(dict.fromkeys((*rule.tell, *(rule.escalate_tell if state.escalated_at else ()))))


def _ended(rule: Rule, incident: Incident, state: RuleState, *, silenced: bool) -> tuple[RuleState, Notice | None]:
    ended = replace(state, stage=Stage(incident.state.value))
    if not state.stage.fired or state.told_at is None or silenced:
        return ended, None
    if incident.state is State.LOST:
        return ended, _notice(rule, incident, Change.LOST, _everyone(rule, state), is_new=False)
    if not rule.resolved:
        return ended, None
    positive = incident.ended_by == ENDED_BY_SLOTS
    return ended, replace(
        _notice(rule, incident, Change.RESOLVED, _everyone(rule, state), is_new=False), is_positive=positive
    )


def _notice(
    rule: Rule, incident: Incident, change: Change, tell: tuple[str, ...], *, is_new: bool, at: datetime | None = None
) -> Notice:
    when = f"@{at:%Y-%m-%dT%H:%M:%SZ}" if at else ""
    key = f"{incident.key}/{rule.name}/{change}{when}"
    return Notice(key, incident.key, rule, change.value, tell, is_new, incident=incident)


def withdraw(state: RuleState) -> RuleState:
    """The state of a rule that is no longer in force for the target."""
    return replace(state, stage=Stage.WITHDRAWN) if state.stage in _GOING_ON else state


def tell_events(terms: Terms, events: Iterable[Event], hush: Hush, watchers: Watchers) -> list[Notice]:
    """What the rules about events say of those that a look brought."""
    told = []
    for event in events:
        for rule in terms.rules:
            if (rule.when, rule.looks) != (event.kind, watchers) or hush.is_silent(
                terms.slug, rule.name, event.at, event.observation
            ):
                continue
            subject = f"{terms.slug}/{event.kind}/{event.at:%Y-%m-%dT%H:%MZ}-{event.observation}"
            told.append(
                Notice(
                    key=f"{subject}/{rule.name}",
                    subject=subject,
                    rule=rule,
                    change=event.kind.value,
                    tell=rule.tell,
                    is_new=True,
                    is_positive=_is_positive(event),
                    event=event,
                )
            )
    return told


def _is_positive(event: Event) -> bool:
    """Whether an event tells that slots were shown, or when there will be some."""
    return (
        event.kind in (EventKind.SLOTS_APPEARED, EventKind.SLOTS_GONE)
        or (event.kind is EventKind.FIRST_LOOK and event.details["outcome"] == ENDED_BY_SLOTS)
        or (event.kind is EventKind.RELEASE_STATED and event.details["kind"] == _NEXT_SLOT)
    )
