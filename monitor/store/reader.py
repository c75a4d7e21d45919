"""Reading the store with plain sqlite3: what status, history and reports ask. Opens read-only, loads nothing heavy."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.clock import from_iso
from monitor.store.captures import Captures
from monitor.store.database import open_for_reading
from monitor.store.errors import explained
from monitor.store.lines import Lines


@dataclass(frozen=True, slots=True)
class TargetState:
    """One target and where it stands; times are None where there was no such look."""

    slug: str
    name: str
    url: str
    office: str
    timezone: str
    vantage: str
    retired_at: datetime | None
    outcome: str | None
    since: datetime | None
    run_looks: int
    """Looks in a row with this outcome and these words, since ``since``."""
    run_retracted: int
    """How many of them were retracted later."""
    quote: str
    quote_language: str | None
    first_at: datetime | None
    last_at: datetime | None
    last_conclusive_at: datetime | None
    last_slot_at: datetime | None
    observations: int
    remarks: int
    """Annotations and retractions made later."""
    anchored: int
    conclusive: int
    largest_hole_seconds: float
    next_due_at: datetime | None


_STATES = """
SELECT t.slug, t.name, t.url, t.office, t.timezone, ifnull(v.name, '') AS vantage, t.retired_at, s.outcome,
  s.first_at AS since, ifnull(s.looks, 0) AS run_looks,
  (SELECT count(DISTINCT a.observation) FROM annotations a CROSS JOIN observations o ON o.id = a.observation
   WHERE a.kind = 'retracted' AND a.target = n.target AND a.vantage = n.vantage AND o.started_at >= s.first_at)
  AS run_retracted, ifnull(x.text, '') AS quote, x.language AS quote_language,
  n.first_at, n.last_at, n.last_conclusive_at, n.last_slot_at,
  ifnull(n.sequence, 0) - ifnull(r.number, 0) AS observations,
  ifnull(r.number, 0) AS remarks, ifnull(n.anchored, 0) AS anchored, ifnull(n.conclusive, 0) AS conclusive,
  ifnull(n.largest_hole_seconds, 0) AS largest_hole_seconds, d.next_due_at
FROM targets t
LEFT JOIN standings n ON n.target = t.id
LEFT JOIN (SELECT target, vantage, count(*) AS number FROM annotations GROUP BY target, vantage) r
  ON r.target = n.target AND r.vantage = n.vantage
LEFT JOIN vantages v ON v.id = n.vantage
LEFT JOIN spells s ON s.id = (
  SELECT max(id) FROM spells WHERE spells.target = n.target AND spells.vantage = n.vantage)
LEFT JOIN texts x ON x.id = s.text
LEFT JOIN due_times d ON d.target = t.id
ORDER BY t.retired_at IS NOT NULL, t.office, t.slug, v.name
"""


def _time(text: str | None) -> datetime | None:
    return from_iso(text) if text else None


def _target_state(row: sqlite3.Row) -> TargetState:
    times = {name: _time(value) for name, value in dict(row).items() if name == "since" or name.endswith("_at")}
    return TargetState(**{**dict(row), **times})


class Reader:
    """Read-only questions to the store. Make it with ``reading(path)``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    @property
    def connection(self) -> sqlite3.Connection:
        """For other questions to the same moment of the file."""
        return self._sql

    def target_states(self) -> list[TargetState]:
        """Every target ever watched, the retired ones last; cost follows the number of targets, not of looks."""
        return [_target_state(row) for row in self._sql.execute(_STATES)]

    def is_simulated(self) -> bool:
        """Whether the last look was made in simulated time."""
        row = self._sql.execute("SELECT simulated FROM observed ORDER BY id DESC LIMIT 1").fetchone()
        return bool(row and row[0])

    def has_target(self, slug: str) -> bool:
        """Whether a target of this id was ever watched."""
        return self._sql.execute("SELECT 1 FROM targets WHERE slug = ?", (slug,)).fetchone() is not None

    def timezone(self, slug: str) -> str:
        """The zone in which a target's days are counted."""
        row = self._sql.execute("SELECT timezone FROM targets WHERE slug = ?", (slug,)).fetchone()
        return str(row[0])

    def slugs(self) -> list[str]:
        """The ids of all targets."""
        return [row[0] for row in self._sql.execute("SELECT slug FROM targets ORDER BY slug")]

    def looks(self, slug: str) -> Iterator[dict[str, Any]]:
        """Every look at a target in the order of storage, as the view ``looks`` names its columns; streamed."""
        for row in self._sql.execute("SELECT * FROM looks WHERE target = ? ORDER BY id", (slug,)):
            yield dict(row)

    def runs(self, slug: str) -> list[dict[str, Any]]:
        """The spells of a target, oldest first, as the view ``runs`` names its columns."""
        return [dict(row) for row in self._sql.execute("SELECT * FROM runs WHERE target = ? ORDER BY id", (slug,))]

    def remarks(self, slug: str) -> list[dict[str, Any]]:
        """What was said later of a target's looks, in the order in which it was said."""
        sql = (
            "SELECT a.at, a.kind, a.author, a.why, o.started_at, o.outcome, lower(hex(o.uuid)) AS uuid"
            " FROM annotations a JOIN observations o ON o.id = a.observation JOIN targets t ON t.id = a.target"
            " WHERE t.slug = ? ORDER BY a.id"
        )
        return [dict(row) for row in self._sql.execute(sql, (slug,))]

    def faults(self, limit: int = 20) -> list[dict[str, Any]]:
        """The latest internal faults, newest first."""
        sql = (
            "SELECT f.at, t.slug AS target, f.summary FROM faults f LEFT JOIN targets t ON t.id = f.target"
            " ORDER BY f.id DESC LIMIT ?"
        )
        return [dict(row) for row in self._sql.execute(sql, (limit,))]

    def lines(self, slug: str) -> Iterator[str]:
        """The sealed lines of a target, vantage by vantage, in the order of their chain."""
        lines, found = Lines(self._sql), self._sql.execute("SELECT id FROM targets WHERE slug = ?", (slug,)).fetchone()
        for target, vantage in lines.chains() if found else ():
            if target == found[0]:
                yield from (line for _, line in lines.of_chain(target, vantage))

    def observations_like(self, prefix: str) -> list[str]:
        """UUIDs (hexadecimal, without dashes) that begin like this, two at most: enough to see that it is ambiguous."""
        low = bytes.fromhex(prefix.ljust(32, "0"))
        high = bytes.fromhex(prefix.ljust(32, "f"))
        rows = self._sql.execute(
            "SELECT hex(uuid) FROM observed WHERE substr(uuid, 1, 4) BETWEEN ? AND ? AND uuid BETWEEN ? AND ? LIMIT 2",
            (low[:4], high[:4], low, high),
        )
        return [str(row[0]).lower() for row in rows]

    def responses(self, observation: int) -> list[tuple[str, str, bytes]]:
        """Method, URL and exact response bytes of each exchange of one observation, in order; pruned ones are empty."""
        sql = "SELECT method, url, response FROM exchanges WHERE observation = ? ORDER BY position"
        content = Captures(self._sql).content
        rows = self._sql.execute(sql, (observation,)).fetchall()
        return [(row[0], row[1], content(row[2]) if row[2] is not None else b"") for row in rows]

    def target_in_force(self, observation: int) -> dict[str, Any]:
        """The target as it stood in the configuration under which an observation was made: url, probe, options ..."""
        row = self._sql.execute(
            "SELECT c.effective, o.target, o.vantage, o.sequence FROM observed o"
            " JOIN configurations c ON c.id = o.configuration WHERE o.id = ?",
            (observation,),
        ).fetchone()
        name = json.loads(Lines(self._sql).one(row[1], row[2], row[3]))["tgt"]  # the id that it had then
        targets = json.loads(row[0]).get("target", [])
        return next((dict(target) for target in targets if target.get("id") == name), {})

    def count_looks(self, slug: str | None = None) -> int:
        """How many looks were stored, at one target or at all."""
        return sum(state.observations for state in self.target_states() if slug in (None, state.slug))

    def whole_looks(self, slug: str | None = None) -> Iterator[dict[str, Any]]:
        """The looks whose exchanges all ended well, in the order of storage, with the columns of the view ``looks``.

        Those whose bytes were pruned are left out.
        """
        sql = (
            "SELECT * FROM looks WHERE (:slug IS NULL OR target = :slug) AND id IN (SELECT observation FROM exchanges)"
            " AND id NOT IN (SELECT observation FROM exchanges WHERE fault <> '' OR response IS NULL"
            " OR response IN (SELECT id FROM captures WHERE encoding = 'pruned')) ORDER BY id"
        )
        for row in self._sql.execute(sql, {"slug": slug}):
            yield dict(row)


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open the store read-only for a few questions. Raises ``StoreError`` with what to do."""
    with closing(open_for_reading(path)) as connection, explained(path):
        yield Reader(connection)
