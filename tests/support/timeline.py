"""Time lines judged in memory: one letter per look in, one letter per look out, and what was told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from monitor.judge.fold import is_conclusive
from monitor.judge.judgement import Circumstances, judge
from monitor.judge.rules import Notice
from monitor.judge.stance import Sighting
from monitor.judge.terms import Terms, terms_of
from monitor.model import LookKind, Target, Watchers
from monitor.model.judged import Event, Hush, Incident, Judgement, RuleState, Stage, Tally
from probes.contract import Outcome, Reading
from tests.support.looks import MONDAY, READINGS, a_target, effective, moments

LETTERS = {
    Stage.PENDING: "p",
    Stage.FIRING: "f",
    Stage.SUSPENDED: "s",
    Stage.LOST: "l",
    Stage.RESOLVED: "r",
    Stage.WITHDRAWN: "w",
}


@dataclass
class Life:
    """One target lived through in memory, look by look."""

    terms: Terms
    watchers: Watchers = Watchers.MACHINE
    hush: Hush = field(default_factory=Hush)
    judgement: Judgement = field(default_factory=Judgement)
    incidents: dict[str, Incident] = field(default_factory=dict)
    states: dict[tuple[str, str], RuleState] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    looks: int = 0
    texts: set[str] = field(default_factory=set)
    days: dict[date, list[int]] = field(default_factory=dict)

    def see(
        self,
        reading: Reading,
        at: datetime,
        *,
        kind: LookKind = LookKind.ANCHORED,
        vantage: str = "main",
        clock_step: timedelta = timedelta(0),
        probe: str = "page/1",
        horizon: timedelta | None = None,
    ) -> list[Notice]:
        """One more look; returns what is to be told."""
        self.looks += 1
        local = at.astimezone(ZoneInfo(self.terms.timezone)).date()
        seen = Sighting(
            at=at,
            observation=self.looks,
            outcome=reading.outcome,
            reason=reading.reason,
            counted=kind is LookKind.ANCHORED or self.watchers is Watchers.PEOPLE,
            conclusive=is_conclusive(reading, local, horizon),
            rule=reading.rule,
            quote=reading.quote,
            language=reading.language if reading.quote else None,
            probe=probe,
            vantage=vantage,
            new_text=bool(reading.quote) and reading.quote not in self.texts,
            statements=tuple((said.kind, said.text, "") for said in reading.statements),
            clock_step=clock_step,
        )
        self.texts.add(reading.quote)
        if seen.conclusive and seen.counted:
            self.days.setdefault(local, [0, 0])[reading.outcome is not Outcome.SLOTS] += 1
        verdict = judge(self.judgement, seen, Circumstances(self.terms, self.watchers, self.hush, self._tally))
        self.judgement = verdict.after
        self.incidents.update((incident.key, incident) for incident in verdict.incidents)
        self.states.update(((state.incident, state.rule), state) for state in verdict.states)
        self.events += verdict.events
        self.notices += verdict.notices
        return list(verdict.notices)

    def _tally(self, first: date, last: date) -> Tally:
        found = [counts for day, counts in self.days.items() if first <= day <= last]
        return Tally(len(found), sum(day[0] for day in found), sum(day[1] for day in found))

    def stage(self, rule: str) -> str:
        """The letter of a rule's latest state; ``-`` where there is none."""
        states = [state for (_, name), state in self.states.items() if name == rule]
        return LETTERS[states[-1].stage] if states else "-"

    def last(self, kind: str) -> Incident:
        """The latest incident of a kind."""
        return [incident for incident in self.incidents.values() if incident.kind == kind][-1]

    def told(self) -> list[str]:
        """What was told so far, as ``rule change``."""
        return [f"{notice.rule.name} {notice.change}" for notice in self.notices]


def a_life(*rules: Mapping[str, Any], target: Target | None = None, watchers: Watchers = Watchers.MACHINE) -> Life:
    """A target under some rules (see ``a_rule``)."""
    target = target or a_target(every=timedelta(days=1), expect_language=("fr",))
    return Life(terms_of(effective(target, rules=rules))[target.id], watchers)


def live(
    life: Life,
    line: str,
    rule: str,
    *,
    start: datetime = MONDAY,
    step: timedelta = timedelta(days=1),
    readings: Mapping[str, Reading] = READINGS,
) -> str:
    """Live through a time line; after each look the letter of the rule's state, ``.`` where nobody looked."""
    marks, stages = iter(line), []
    for letter, at, kind in moments(line, start, step):
        for mark in marks:
            if mark.upper() == letter:
                break
            if mark == ".":
                stages.append(".")
        life.see(readings[letter], at, kind=kind)
        stages.append(life.stage(rule))
    return "".join([*stages, *("." for _ in marks)])


def changes(notices: Iterable[Notice]) -> list[str]:
    """What notices are about."""
    return [notice.change for notice in notices]
