"""Everything derived made anew from the observations: the same folds in the same order as when it was lived through."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from monitor.judge.fold import Fact, add_to_day, advance, extend
from monitor.judge.judgement import FOLD_VERSION, Circumstances, judge
from monitor.judge.rules import Notice
from monitor.judge.stance import Sighting
from monitor.judge.terms import Terms, terms_of
from monitor.model import DayTotal, LookKind, Spell, Standing, Watchers
from monitor.model.judged import Event, Hush, Incident, Judgement, RuleState, Tally
from monitor.store.derived import Derived, Folded, Looks, Stored
from monitor.store.judgements import Judgements
from monitor.store.quarters import quarter_of
from monitor.store.writer import Store
from probes.contract import Outcome

OnLook = Callable[[], None]
TermsInForce = Callable[[Stored], Terms]


@dataclass(slots=True)
class TargetFold:
    """All folds over one target's looks, in memory: what it holds grows with changes and days, not with looks."""

    terms: TermsInForce
    hush: Hush
    on_notice: Callable[[Notice, Sighting], None] | None = None
    last: int = 0
    """The latest observation that was folded in."""
    spells: dict[int, list[tuple[int | None, Spell]]] = field(default_factory=dict)
    standings: dict[int, Standing] = field(default_factory=dict)
    quarter_hours: dict[tuple[int, str, str, int], list[int]] = field(default_factory=dict)
    days: dict[tuple[int, str, str, str], list[int]] = field(default_factory=dict)
    day_totals: dict[tuple[int, str], DayTotal] = field(default_factory=dict)
    tallies: dict[str, list[int]] = field(default_factory=dict)
    """Of the machines, by local day: conclusive anchored looks with and without slot."""
    texts: set[int] = field(default_factory=set)
    judged: dict[Watchers, Judgement] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    states: dict[tuple[str, str], RuleState] = field(default_factory=dict)
    events: list[tuple[Watchers, Event]] = field(default_factory=list)

    def add(self, look: Stored) -> None:
        """Fold in one more look."""
        watchers = Watchers.PEOPLE if look.people else Watchers.MACHINE
        terms = self.terms(look)
        fact = Fact(look.at, look.kind, look.outcome, look.quote, look.conclusive, dates=look.dates)
        self._extend(look, fact)
        self._count(look, fact, terms)
        self.standings[look.vantage] = advance(self.standings.get(look.vantage, Standing()), fact)
        before = self.judged.get(watchers, Judgement())
        seen = self._sighting(look)
        verdict = judge(before, seen, Circumstances(terms, watchers, self.hush, self._tally))
        self.judged[watchers] = verdict.after
        self.incidents.update((incident.key, incident) for incident in verdict.incidents)
        self.states.update(((state.incident, state.rule), state) for state in verdict.states)
        self.events.extend((watchers, event) for event in verdict.events)
        for notice in verdict.notices if self.on_notice else ():
            assert self.on_notice is not None
            self.on_notice(notice, seen)
        self.last = look.observation

    def _extend(self, look: Stored, fact: Fact) -> None:
        spells = self.spells.setdefault(look.vantage, [])
        spell = extend(spells[-1][1] if spells else None, fact)
        if spell.looks > 1:
            spells[-1] = (spells[-1][0], spell)
        else:
            spells.append((look.text, spell))

    def _count(self, look: Stored, fact: Fact, terms: Terms) -> None:
        anchored, extra = (1, 0) if look.kind is LookKind.ANCHORED else (0, 1)
        day = look.at.astimezone(ZoneInfo(terms.timezone)).date().isoformat()
        conclusive = int(look.conclusive and (bool(anchored) or look.people))
        utc_day, quarter = quarter_of(look.at)
        quarters = self.quarter_hours.setdefault((look.vantage, utc_day, look.outcome.value, anchored), [0] * 96)
        quarters[quarter] += 1
        row = self.days.setdefault((look.vantage, day, str(look.reason), look.outcome.value), [0, 0, 0])
        row[:] = [row[0] + anchored, row[1] + extra, row[2] + conclusive]
        if look.conclusive:
            before = self.standings.get(look.vantage, Standing())
            total = self.day_totals.get((look.vantage, day))
            self.day_totals[look.vantage, day] = add_to_day(total, fact, before, terms)
        if not look.people:
            self.tallies.setdefault(day, [0, 0])[look.outcome is not Outcome.SLOTS] += conclusive

    def _tally(self, first: date, last: date) -> Tally:
        days = [
            self.tallies.get(date.fromordinal(day).isoformat())
            for day in range(first.toordinal(), last.toordinal() + 1)
        ]
        found = [day for day in days if day and any(day)]
        return Tally(len(found), sum(day[0] for day in found), sum(day[1] for day in found))

    def _sighting(self, look: Stored) -> Sighting:
        new_text = look.text is not None and look.text not in self.texts
        if look.text is not None:
            self.texts.add(look.text)
        return Sighting(
            at=look.at,
            observation=look.observation,
            outcome=look.outcome,
            reason=look.reason,
            counted=look.kind is LookKind.ANCHORED or look.people,
            conclusive=look.conclusive,
            rule=look.rule,
            quote=look.quote,
            language=look.language,
            probe=look.probe,
            vantage=look.vantage_name,
            new_text=new_text,
            statements=look.statements,
            clock_step=look.clock_step,
        )

    def folded(self) -> Folded:
        """What is to be stored."""
        memories = {watchers: judgement.memory for watchers, judgement in self.judged.items()}
        return Folded(
            spells=self.spells,
            standings=self.standings,
            quarter_hours=self.quarter_hours,
            days=self.days,
            day_totals=self.day_totals,
            memories=memories,
            incidents=list(self.incidents.values()),
            states=list(self.states.values()),
            events=self.events,
        )


class InForce:
    """The terms of a target in the configuration under which a look was made."""

    def __init__(self, looks: Looks, ids: Sequence[str], timezone: str, cache: dict[int, dict[str, Terms]]) -> None:
        self._looks = looks
        self._ids = ids
        """The present one, then those it had before."""
        self._otherwise = Terms(ids[0], timezone)
        self._cache = cache

    def __call__(self, look: Stored) -> Terms:
        if look.configuration not in self._cache:
            effective = json.loads(self._looks.configuration(look.configuration))
            self._cache[look.configuration] = terms_of(effective)
        terms = self._cache[look.configuration]
        return next((terms[slug] for slug in self._ids if slug in terms), self._otherwise)


def rebuild(store: Store, on_look: OnLook = lambda: None) -> int:
    """Make everything derived anew, target by target, and return the number of looks. Nothing is owed to anybody.

    A target's looks are folded without holding the file; then, in one short transaction, those that came meanwhile are
    added and its rows are replaced. A process killed in between leaves a store that is whole, and some targets renewed.
    Raises ``StoreError``.
    """
    derived, judgements = Derived(store), Judgements(store.connection)
    cache: dict[int, dict[str, Terms]] = {}
    hush, looks = judgements.hush(), 0
    for target, slug, timezone in derived.targets():
        fold = TargetFold(InForce(derived, derived.ids(target, slug), timezone, cache), hush)
        for look in derived.looks(target):
            fold.add(look)
            looks += 1
            on_look()
        with store.atomic():
            fold.hush = judgements.hush()  # somebody may have asked for silence meanwhile
            for look in derived.looks(target, fold.last):
                fold.add(look)
                looks += 1
                on_look()
            derived.replace(target, fold.folded())
    with store.atomic():
        judgements.put_version(FOLD_VERSION)
    return looks


def is_stale(store: Store) -> bool:
    """Whether what is derived was made by other folds than this program's: an older version wrote the file."""
    version = Judgements(store.connection).version()
    return version is not None and version != FOLD_VERSION
