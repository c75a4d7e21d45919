"""The status as one line with figures, as monitoring systems that call plugins read it (Nagios, Icinga and the like).

The form is that of the Monitoring Plugins development guidelines: a word for the state, text, a bar, then
``'label'=value;warn;crit;min`` of each figure. Reads the store.
"""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

from monitor.locale import words
from monitor.report.format import cut, printable
from monitor.report.incidents import in_short
from monitor.report.overview import Standings, overview
from monitor.store.judged import Known
from monitor.store.period_rows import Choice
from monitor.store.reader import Reader

_LONGEST = 300
_TOLD = 3
"""Incidents that are named; the rest is counted."""


class State(IntEnum):
    """The exit codes of plugins."""

    OK = 0
    WARNING = 1
    CRITICAL = 2
    UNKNOWN = 3


_SEVERITIES = {"info": State.OK, "warning": State.WARNING, "critical": State.CRITICAL}


def unknown(why: str) -> tuple[State, str]:
    """Nothing can be told."""
    return State.UNKNOWN, f"SLOTWATCH UNKNOWN - {_harmless(why)}"


def as_line(reader: Reader, now: datetime, choice: Choice | None = None) -> tuple[State, str]:
    """The state of the chosen targets and of the monitor itself, and the line. Raises ``StoreError``.

    What fires counts by the severity of its rule; looks that are overdue and troubles of the monitor are critical: then
    nothing that is said of the targets may be relied on. Nobody ever having looked is unknown.
    """
    found = overview(reader, now, choice)
    if found.health is None or not any(page.state.outcome for page in found.pages):
        return unknown("no target has been looked at yet; look once with 'slotwatch check', or start 'slotwatch run'")
    state = max((_severity(known, found) for known in found.firing), default=State.OK)
    own = [f"{words.trouble(one['kind'], 'en')}" for one in found.health.troubles]
    if found.health.overdue:
        own.append(f"looks are overdue at {len(found.health.overdue)}, first at {found.health.overdue[0].target}")
    if own:
        state = State.CRITICAL
    said = "; ".join([*(f"the monitor itself: {one}" for one in own), _firing(found)])
    simulated = "simulated time: " if found.simulated else ""
    return state, f"SLOTWATCH {state.name} - {simulated}{_harmless(said)} | {_figures(found)}"


def _severity(known: Known, found: Standings) -> State:
    """That of the gravest rule that fires; a rule that is gone from the configuration warns."""
    return max(_SEVERITIES.get(found.severities.get(state.rule, ""), State.WARNING) for state in known.firing)


def _firing(found: Standings) -> str:
    targets = len({page.state.slug for page in found.pages if not page.state.retired_at})
    watched = "1 target" if targets == 1 else f"{targets} targets"
    if not found.firing:
        return f"nothing fires at {watched}"
    gravest = sorted(found.firing, key=lambda known: -_severity(known, found))
    named = [in_short(known, found.now) for known in gravest[:_TOLD]]
    more = [f"{len(gravest) - _TOLD} more"] if len(gravest) > _TOLD else []
    return f"{len(gravest)} firing at {watched}: {'; '.join([*named, *more])}"


def _figures(found: Standings) -> str:
    health = found.health
    assert health is not None
    figures = {
        "firing": len(found.firing),
        "targets": len({page.state.slug for page in found.pages if not page.state.retired_at}),
        "overdue": len(health.overdue),
        "troubles": len(health.troubles),
        "owed": sum(one.owed for one in health.receivers),
        "given_up": sum(one.dead for one in health.receivers),
    }
    age = max(int((found.now - health.latest_at).total_seconds()), 0)
    return " ".join([*(f"{name}={number};;;0" for name, number in figures.items()), f"latest_look={age}s;;;0"])


def _harmless(text: str) -> str:
    """One line without the bar, which begins the figures."""
    return cut(printable(text).replace("|", "/"), _LONGEST)
