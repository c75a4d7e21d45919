"""What a notification knows, as JSON values: written with the look that caused it, told in words much later. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from monitor.clock import iso
from monitor.judge.incidents import attribution_of, cause_of
from monitor.judge.rules import Notice
from monitor.model import Target, Watchers
from monitor.model.judged import Incident

FACTS_VERSION = 1


def facts_of(
    notice: Notice, target: Target, *, at: datetime, watchers: Watchers, simulated: bool, retracted: int = 0
) -> dict[str, Any]:
    """The facts of a notice; keys are documented in ``docs/reference/data.md``."""
    return {
        "v": FACTS_VERSION,
        "simulated": simulated,
        "at": iso(at),
        "class": watchers.value,
        "rule": notice.rule.name,
        "target": target_facts(target),
        "incident": incident_facts(notice.incident, notice.rule.over.days, retracted) if notice.incident else None,
        "event": {"kind": notice.event.kind.value, "details": dict(notice.event.details)} if notice.event else None,
        "trouble": None,
    }


def target_facts(target: Target) -> dict[str, Any]:
    """What a message says of the page."""
    return {
        "id": target.id,
        "name": target.name,
        "office": target.office,
        "procedure": target.procedure,
        "territory": target.territory,
        "url": target.url,
        "timezone": target.timezone,
        "other_channels": target.other_channels,
        "expect_language": list(target.expect_language),
    }


def incident_facts(incident: Incident, over_days: int = 0, retracted: int = 0) -> dict[str, Any]:
    """An incident with its denominators; times are UTC, lengths are seconds.

    ``over_days``: the span of ``scarce``. ``retracted``: how many of the looks that said so were retracted later.
    """
    return {
        "key": incident.key,
        "kind": incident.kind.value,
        "variant": incident.variant,
        "state": incident.state.value,
        "first_at": iso(incident.first_at),
        "last_at": iso(incident.last_at),
        "ended_at": iso(incident.ended_at) if incident.ended_at else None,
        "ended_by": incident.ended_by,
        "duration_seconds": incident.duration.total_seconds(),
        "suspended_seconds": incident.suspended.total_seconds(),
        "looks": incident.looks,
        "conclusive": incident.conclusive,
        "proving": incident.proving,
        "retracted": retracted,
        "largest_gap_seconds": incident.largest_gap.total_seconds(),
        "scheduled_seconds": incident.scheduled.total_seconds(),
        "observed_seconds": incident.observed.total_seconds(),
        "days": incident.days,
        "weeks": incident.weeks,
        "with_slots": incident.with_slots,
        "without_slots": incident.without_slots,
        "over_days": over_days or None,
        "first_quote": incident.first_quote,
        "first_language": incident.first_language,
        "last_quote": incident.last_quote,
        "last_language": incident.last_language,
        "languages": sorted(incident.languages),
        "causes": dict(incident.causes),
        "cause": cause_of(incident),
        "attribution": attribution_of(incident),
        "vantages": sorted(incident.vantages),
        "previous": incident.previous,
    }


def is_urgent(notice: Notice, *, private: bool) -> bool:
    """Whether a receiver is told at once; that slots were shown only to private ones, so that touts gain nothing."""
    if notice.rule.deliver == "digest" or (notice.is_positive and not private):
        return False
    return notice.rule.deliver == "all" or notice.is_new
