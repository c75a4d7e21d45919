"""The life of one incident: opened, extended, suspended, resolved, or lost in a hole. A pure fold in commit order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from monitor.judge.fold import USUAL
from monitor.judge.stance import Sighting, Stance, is_sent_by_the_site, outcome_of
from monitor.judge.terms import Terms
from monitor.model import IncidentKind, Watchers
from monitor.model.judged import Incident, State
from probes.contract import Outcome

_AND_BACK = 2
"""From one vantage to another, and back."""
_NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Sort:
    """Which incident a look may open: its kind, the variant of ``scarce``, and the numbers of that."""

    kind: IncidentKind
    watchers: Watchers
    variant: str = ""
    with_slots: int | None = None
    without_slots: int | None = None


def follow(last: Incident | None, seen: Sighting, stance: Stance, sort: Sort, terms: Terms) -> list[Incident]:
    """The incidents of one sort that a look changed: none, one, or a lost one and the one that follows it.

    ``last`` is the latest incident of this sort, whatever its state.
    """
    changed: list[Incident] = []
    if last is not None and last.state.goes_on:
        # A clock set back moves what was dated by it; one set forwards may have hidden a hole.
        last = expire(_stepped(last, seen) if seen.clock_step < _NONE else last, seen.at)
        if last.state is State.LOST:
            changed.append(last)
    if last is not None and last.state.goes_on:
        last = _stepped(last, seen) if seen.clock_step > _NONE else last
        after = _step(last, seen, stance, sort, terms)
        return [after]
    if stance is Stance.FOR:
        previous = last.key if last is not None and last.state is State.LOST else ""
        changed.append(_opened(seen, sort, terms, previous))
    return changed


def expire(incident: Incident, now: datetime) -> Incident:
    """The same incident, lost where no look said so for too long, dated with the end of the wait.

    It is asked at every look, whatever its outcome: without any look nothing is known, and nothing is said.
    """
    if not incident.state.goes_on or now <= incident.lost_after:
        return incident
    return _ended(incident, State.LOST, incident.lost_after, "hole")


def withdrawn(incident: Incident) -> Incident:
    """An incident that no rule asks about any more: only ``scarce``, whose threshold is the rule's."""
    return _ended(incident, State.LOST, incident.last_at, "rule")


def _ended(incident: Incident, state: State, at: datetime, by: str) -> Incident:
    return replace(incident, state=state, ended_at=at, ended_by=by, suspended_at=None)


def _opened(seen: Sighting, sort: Sort, terms: Terms, previous: str) -> Incident:
    people = "/people" if sort.watchers is Watchers.PEOPLE else ""
    variant = f"/{sort.variant}" if sort.variant else ""
    key = f"{terms.slug}/{sort.kind}{variant}{people}/{seen.at:%Y-%m-%dT%H:%MZ}-{seen.observation}"
    blank = Incident(
        key=key,
        kind=sort.kind,
        variant=sort.variant,
        watchers=sort.watchers,
        first_at=seen.at,
        last_at=seen.at,
        lost_after=seen.at,
        previous=previous,
        first_quote=seen.quote,
        first_language=seen.language,
        days=1,
        weeks=1,
    )
    return _proved(blank, seen, sort, terms)


def _step(incident: Incident, seen: Sighting, stance: Stance, sort: Sort, terms: Terms) -> Incident:
    match stance:
        case Stance.FOR:
            return _extended(incident, seen, sort, terms)
        case Stance.AGAINST:
            after = _counted(incident, seen)
            return _ended(after, State.RESOLVED, seen.at, seen.outcome.value)
        case Stance.SUSPENDS:
            return _suspended(incident, seen, terms)
        case Stance.SILENT:
            return _counted(incident, seen)
        case _:
            assert_never(stance)


def _counted(incident: Incident, seen: Sighting) -> Incident:
    return replace(
        incident,
        looks_since=incident.looks_since + seen.counted,
        conclusive_since=incident.conclusive_since + (seen.counted and seen.conclusive),
    )


def _stepped(incident: Incident, seen: Sighting) -> Incident:
    """The incident after somebody set the clock.

    Forwards: whether the machine was off or its clock was wrong cannot be told. The time that was skipped is no
    duration, and yet it may have been missed. Back: what was dated by the clock as it was then moves along.
    """
    step = seen.clock_step
    if step > _NONE:
        return replace(incident, stepped=incident.stepped + step)
    first_at, paused = min(incident.first_at, seen.at), incident.suspended_at
    return replace(
        incident,
        first_at=first_at,
        last_at=max(incident.last_at + step, first_at),
        lost_after=incident.lost_after + step,
        suspended_at=max(paused + step, first_at) if paused else None,
        stepped=max(incident.stepped + step, _NONE),
    )


def _suspended(incident: Incident, seen: Sighting, terms: Terms) -> Incident:
    """The page was read, so this is no hole; the time counts for nothing until the condition is seen again."""
    return replace(
        _counted(incident, seen),
        state=State.SUSPENDED,
        suspended_at=incident.suspended_at or incident.last_at,
        lost_after=_deadline(seen.at, incident.watchers, terms),
    )


def _extended(incident: Incident, seen: Sighting, sort: Sort, terms: Terms) -> Incident:
    zone = ZoneInfo(terms.timezone)
    before, now = incident.last_at.astimezone(zone), max(seen.at, incident.last_at).astimezone(zone)
    gap = max(seen.at - incident.last_at, _NONE)
    scheduled = terms.hours.between(incident.last_at, seen.at)
    paused = max(seen.at - incident.suspended_at, _NONE) if incident.suspended_at else _NONE
    merged = replace(
        incident,
        state=State.OPEN,
        suspended=incident.suspended + paused,
        suspended_at=None,
        looks=incident.looks + incident.looks_since,
        conclusive=incident.conclusive + incident.conclusive_since,
        looks_since=0,
        conclusive_since=0,
        largest_gap=max(incident.largest_gap, gap),
        scheduled=incident.scheduled + scheduled,
        observed=incident.observed + min(scheduled, terms.spacing * USUAL),
        days=incident.days + (now.date() > before.date()),
        weeks=incident.weeks + (now.isocalendar()[:2] > before.isocalendar()[:2]),
    )
    return _proved(merged, seen, sort, terms)


def _proved(incident: Incident, seen: Sighting, sort: Sort, terms: Terms) -> Incident:
    """After one more look that says so."""
    reason = str(seen.reason)
    languages = incident.languages | {seen.language} if seen.quote and seen.language else incident.languages
    return replace(
        incident,
        last_at=max(incident.last_at, seen.at),
        lost_after=_deadline(seen.at, incident.watchers, terms),
        looks=incident.looks + seen.counted,
        conclusive=incident.conclusive + (seen.counted and seen.conclusive),
        proving=incident.proving + seen.counted,
        with_slots=sort.with_slots,
        without_slots=sort.without_slots,
        last_quote=seen.quote or incident.last_quote,
        last_language=seen.language if seen.quote else incident.last_language,
        languages=languages,
        causes={**incident.causes, reason: incident.causes.get(reason, 0) + 1},
        vantages=incident.vantages | {seen.vantage},
        switches=incident.switches + (incident.last_vantage not in ("", seen.vantage)),
        last_vantage=seen.vantage,
        last_reason=reason,
    )


def _deadline(at: datetime, watchers: Watchers, terms: Terms) -> datetime:
    gap = terms.gap(watchers)
    return at + gap if watchers is Watchers.PEOPLE else terms.hours.after(at, gap)


ENDED_BY_SLOTS = Outcome.SLOTS.value
"""``ended_by`` of an incident that ended because a slot was shown: such news is told late."""


def cause_of(incident: Incident) -> str:
    """For ``blind``: what prevented the latest look (``gated``, ``refused``, ``unrecognised``); else empty."""
    return outcome_of(incident.last_reason) if incident.kind is IncidentKind.BLIND else ""


def attribution_of(incident: Incident) -> str:
    """For ``down``: ``theirs`` if the site itself sent every error or two vantages saw them, else ``unknown``.

    Two agree if one saw an error between two that the other saw: a vantage that was only renamed does not.
    """
    if incident.kind is not IncidentKind.DOWN:
        return ""
    sent = all(is_sent_by_the_site(reason) for reason in incident.causes)
    return "theirs" if sent or incident.switches >= _AND_BACK else "unknown"
