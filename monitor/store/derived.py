"""The looks of one target in the order of storage, and all that is derived from them, replaced at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from monitor.clock import from_iso
from monitor.model import DayTotal, LookKind, Spell, Standing, Watchers
from monitor.model.judged import Event, Incident, Memory, RuleState
from monitor.store.database import open_for_reading
from monitor.store.errors import explained
from monitor.store.judgements import Judgements
from monitor.store.quarters import signs
from monitor.store.writer import Store, day_total_row
from probes.contract import Outcome, Reason

_LOOKS = """
SELECT o.id, o.started_at, o.kind, o.outcome, o.reason, o.conclusive, o.rule, o.text, ifnull(x.text, ''), x.language,
  o.probe, o.vantage, v.name, v.kind, o.configuration, ifnull(o.clock_step_seconds, 0), o.dates_within_month
FROM observations o JOIN vantages v ON v.id = o.vantage LEFT JOIN texts x ON x.id = o.text
WHERE o.target = ? AND o.id > ? ORDER BY o.id
"""
_STATEMENTS = """
SELECT s.observation, s.kind, s.text, ifnull(s.says_when, '') FROM observed o
JOIN statements s ON s.observation = o.id WHERE o.target = ? AND o.id > ? ORDER BY s.observation, s.position
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored look, as the folds need it."""

    observation: int
    at: datetime
    kind: LookKind
    outcome: Outcome
    reason: Reason
    conclusive: bool
    rule: str
    text: int | None
    quote: str
    language: str | None
    probe: str
    vantage: int
    vantage_name: str
    people: bool
    configuration: int
    clock_step: timedelta
    dates: int | None
    """Local days with a slot within 31 days, 2 for two and more; None: not known."""
    statements: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """All that is derived from the looks at one target."""

    spells: Mapping[int, Sequence[tuple[int | None, Spell]]]
    """By vantage, each with the row of its words, in order."""
    standings: Mapping[int, Standing]
    """By vantage; sequence and hash are read from the chain, not from here."""
    quarter_hours: Mapping[tuple[int, str, str, int], Sequence[int]]
    """By vantage, UTC day, outcome and whether anchored: looks in each of 96 quarters."""
    days: Mapping[tuple[int, str, str, str], Sequence[int]]
    """By vantage, local day, reason and its outcome: anchored, extra and conclusive anchored looks."""
    day_totals: Mapping[tuple[int, str], DayTotal]
    """By vantage and local day."""
    memories: Mapping[Watchers, Memory]
    incidents: Sequence[Incident]
    states: Sequence[RuleState]
    events: Sequence[tuple[Watchers, Event]]


class Looks:
    """Reads the looks that everything is derived from, over any connection to the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    def targets(self) -> list[tuple[int, str, str]]:
        """Row, id and time zone of every target ever watched."""
        return self._sql.execute("SELECT id, slug, timezone FROM targets ORDER BY id").fetchall()

    def ids(self, target: int, slug: str) -> tuple[str, ...]:
        """The id of a target and those it had before: configurations of their time name it so."""
        former = self._sql.execute("SELECT slug FROM former_ids WHERE target = ? ORDER BY until DESC", (target,))
        return (slug, *(row[0] for row in former))

    def count_looks(self, target: int | None = None) -> int:
        """How many looks are stored, at one target or at all."""
        sql = "SELECT ifnull(sum(anchored + extra), 0) FROM days WHERE ? IS NULL OR target = ?"
        return int(self._sql.execute(sql, (target, target)).fetchone()[0])

    def configuration(self, row: int) -> str:
        """The effective configuration of a dated row, as JSON text."""
        found = self._sql.execute("SELECT effective FROM configurations WHERE id = ?", (row,)).fetchone()
        return str(found[0])

    def looks(self, target: int, after: int = 0) -> Iterator[Stored]:
        """The looks at a target behind an observation, in the order of storage; streamed."""
        said = groupby(self._sql.execute(_STATEMENTS, (target, after)), key=lambda row: row[0])
        speaker, statements = next(said, (None, iter(())))
        for row in self._sql.execute(_LOOKS, (target, after)):
            found: tuple[tuple[str, str, str], ...] = ()
            if speaker == row[0]:
                found = tuple((kind, text, when) for _, kind, text, when in statements)
                speaker, statements = next(said, (None, iter(())))
            yield Stored(
                observation=row[0],
                at=from_iso(row[1]),
                kind=LookKind(row[2]),
                outcome=Outcome(row[3]),
                reason=Reason(row[4]),  # type: ignore[call-arg]  # mypy takes the enum's lookup for its __new__
                conclusive=bool(row[5]),
                rule=row[6],
                text=row[7],
                quote=row[8],
                language=row[9],
                probe=row[10],
                vantage=row[11],
                vantage_name=row[12],
                people=row[13] == "person",
                configuration=row[14],
                clock_step=timedelta(seconds=row[15]),
                dates=row[16],
                statements=found,
            )


class Derived(Looks):
    """Reads looks and replaces what is derived from them."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.connection)
        self._store = store
        self._judgements = Judgements(store.connection)

    def replace(self, target: int, folded: Folded) -> None:
        """Put what was derived anew in the place of what was there, inside the caller's transaction."""
        for table in ("spells", "quarter_hours", "days", "day_totals"):
            self._sql.execute(f"DELETE FROM {table} WHERE target = ?", (target,))
        self._judgements.forget(target)
        for vantage, spells in folded.spells.items():
            for text, spell in spells:
                self._store.put_spell(None, target, vantage, text, spell)
        for vantage, standing in folded.standings.items():
            self._store.put_standing(target, vantage, self._chained(target, vantage, standing))
        self._many("quarter_hours", 6, ((target, *key, signs(looks)) for key, looks in folded.quarter_hours.items()))
        self._many("days", 8, ((target, *key, *counts) for key, counts in folded.days.items()))
        totals = folded.day_totals.items()
        self._many("day_totals", 11, ((target, *key, *day_total_row(total)) for key, total in totals))
        for watchers, memory in folded.memories.items():
            self._judgements.put_memory(target, watchers, memory)
        for incident in folded.incidents:
            self._judgements.put_incident(target, incident)
        self._judgements.put_states(folded.states)
        for watchers, event in folded.events:
            self._judgements.add_events(target, watchers, [event])

    def _chained(self, target: int, vantage: int, standing: Standing) -> Standing:
        """A standing as folded, at the place in the chain of sealed lines where it already is: that is no fold."""
        before = self._store.standing(target, vantage)
        values = {name: getattr(standing, name) for name in Standing.__slots__}
        return Standing(**{**values, "sequence": before.sequence, "last_line_sha256": before.last_line_sha256})

    def _many(self, table: str, columns: int, rows: Iterable[Sequence[Any]]) -> None:
        self._sql.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)


@contextmanager
def reading_looks(path: Path) -> Iterator[Looks]:
    """Open the store read-only to fold its looks. Raises ``StoreError`` with what to do."""
    with closing(open_for_reading(path)) as connection, explained(path):
        yield Looks(connection)
