"""What an evidence bundle takes from the store: chains, bytes, contexts, tokens. Reads one moment of the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.store.captures import Captures
from monitor.store.database import open_for_reading
from monitor.store.errors import explained
from monitor.store.lines import Lines
from monitor.store.sealing import Seals


@dataclass(frozen=True, slots=True)
class Bytes:
    """The bytes of one exchange, as far as they are kept."""

    position: int
    url: str
    peer: str
    request: bytes
    """Empty where nothing was sent, or the bytes were pruned."""
    response: bytes
    certificates: bytes


class Source:
    """One moment of a store. Methods may raise ``StoreError``."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self.lines = Lines(sql)
        self.seals = Seals(sql)
        self._captures = Captures(sql)

    def target(self, slug: str) -> dict[str, Any] | None:
        """A target as last known, by the id it has or had; None where it was never watched."""
        row = self._sql.execute(
            "SELECT * FROM targets WHERE slug = :slug OR id = (SELECT target FROM former_ids WHERE slug = :slug)"
            " ORDER BY slug = :slug DESC",
            {"slug": slug},
        ).fetchone()
        if row is None:
            return None
        former = self._sql.execute("SELECT slug FROM former_ids WHERE target = ? ORDER BY until", (row["id"],))
        return {**dict(row), "former_ids": [one[0] for one in former]}

    def slugs(self) -> list[str]:
        """The ids of all targets."""
        return [row[0] for row in self._sql.execute("SELECT slug FROM targets ORDER BY slug")]

    def vantages(self, target: int) -> list[dict[str, Any]]:
        """From where a target was looked at."""
        sql = (
            "SELECT v.id AS number, v.name, v.kind FROM standings n JOIN vantages v ON v.id = n.vantage"
            " WHERE n.target = ? ORDER BY v.id"
        )
        return [dict(row) for row in self._sql.execute(sql, (target,))]

    def configured(self, slug: str) -> dict[str, Any]:
        """A target as the latest configuration has it that names it."""
        row = self._sql.execute(
            "SELECT t.value FROM configurations c, json_each(c.effective, '$.target') t"
            " WHERE t.value ->> 'id' = ? ORDER BY c.id DESC LIMIT 1",
            (slug,),
        ).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def is_simulated(self) -> bool:
        """Whether the looks were made in simulated time."""
        row = self._sql.execute("SELECT simulated FROM observed ORDER BY id DESC LIMIT 1").fetchone()
        return bool(row and row[0])

    def exchanges(self, target: int, vantage: int, sequence: int) -> list[Bytes]:
        """What was asked and what came at one look, in order."""
        rows = self._sql.execute(
            "SELECT e.position, e.url, e.peer, e.request, e.response, e.certificates FROM observed o"
            " CROSS JOIN exchanges e ON e.observation = o.id"
            " WHERE o.target = ? AND o.vantage = ? AND o.sequence = ? ORDER BY e.position",
            (target, vantage, sequence),
        ).fetchall()
        return [Bytes(row[0], row[1], row[2], *(self._content(one) for one in tuple(row)[3:])) for row in rows]

    def _content(self, capture: int | None) -> bytes:
        return self._captures.content(capture) if capture is not None else b""

    def handed_over(self, target: int, vantage: int, sequence: int) -> list[tuple[str, bytes]]:
        """Name and bytes of the files of a person's look."""
        rows = self._sql.execute(
            "SELECT w.name, w.capture FROM observed o JOIN witness_files w ON w.observation = o.id"
            " WHERE o.target = ? AND o.vantage = ? AND o.sequence = ? ORDER BY w.position",
            (target, vantage, sequence),
        ).fetchall()
        return [(row[0], self._captures.content(row[1])) for row in rows]

    def context(self, sha256: str) -> str | None:
        """A context record by its hash; of earlier versions, which had none, the configuration that was in force."""
        row = self._sql.execute("SELECT record FROM contexts WHERE sha256 = ?", (bytes.fromhex(sha256),)).fetchone()
        if row is None:
            sql = "SELECT effective FROM configurations WHERE sha256 = ? LIMIT 1"
            row = self._sql.execute(sql, (sha256,)).fetchone()
        return str(row[0]) if row else None


@contextmanager
def source(path: Path) -> Iterator[Source]:
    """Open the store read-only at one moment. Raises ``StoreError`` with what to do."""
    with closing(open_for_reading(path)) as sql, explained(path):
        sql.execute("BEGIN")
        yield Source(sql)
