"""Looks of others: kept apart from our own, with where they came from. Touches their two tables and the custody log.

They are first put into a temporary table, so that nothing half stands in the store and no look waits for a long file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.clock import from_iso, iso
from monitor.store.custody import note, numbers
from monitor.store.errors import explained
from monitor.store.reader import Reader
from monitor.store.writer import Store

_STAGED = """
CREATE TEMP TABLE staged (
  chain INTEGER NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL, slots_count INTEGER,
  quote TEXT NOT NULL, language TEXT, PRIMARY KEY (chain, position)) WITHOUT ROWID
"""
_LISTED = """
SELECT i.id, t.slug, i.at, i.kind, i.operator, i.vantage, i.source, lower(hex(i.sha256)), i.note, i.checks,
  count(l.position), min(l.at), max(l.at)
FROM imports i JOIN targets t ON t.id = i.target LEFT JOIN imported_looks l ON l.import = i.id
"""


@dataclass(frozen=True, slots=True)
class ImportedLook:
    """One look as others told it."""

    at: datetime
    outcome: str
    slots_count: int | None = None
    quote: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where looks come from."""

    kind: str
    """``csv`` or ``bundle``."""
    target: str
    """Our target's id, which was watched."""
    operator: str
    """Empty: not stated; so the vantage."""
    vantage: str
    source: str
    """Name of the file or folder."""
    sha256: str
    """Of the file, or of the bundle's ``SHA256SUMS``."""
    note: str = ""
    checks: Mapping[str, Any] | None = None
    """What was verified of a bundle; ``retracted`` are the positions of looks that it retracts."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An import as it stands in the store."""

    number: int
    target: str
    at: datetime
    kind: str
    operator: str
    vantage: str
    source: str
    sha256: str
    note: str
    checks: Mapping[str, Any]
    looks: int
    first_at: datetime | None
    last_at: datetime | None


def _imported(row: tuple[Any, ...]) -> Imported:
    number, target, at, kind, operator, vantage, source, sha256, said, checks, looks, first, last = row
    return Imported(
        number=number,
        target=target,
        at=from_iso(at),
        kind=kind,
        operator=operator,
        vantage=vantage,
        source=source,
        sha256=sha256,
        note=said,
        checks=json.loads(checks or "{}"),
        looks=looks,
        first_at=from_iso(first) if first else None,
        last_at=from_iso(last) if last else None,
    )


def imports(reader: Reader) -> list[Imported]:
    """Every import, in the order in which they were made."""
    rows = reader.connection.execute(f"{_LISTED} GROUP BY i.id ORDER BY i.id")
    return [_imported(tuple(row)) for row in rows]


class Imports:
    """Adds and removes them. Methods may raise ``StoreError``; what was there stays."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sql = store.connection

    def same_file(self, sha256: str, target: str) -> Imported | None:
        """The earlier import of the same file to the same target."""
        return self._first("i.sha256 = ? AND t.slug = ?", bytes.fromhex(sha256), target)

    def overlapping(self, target: str, first: datetime, last: datetime) -> list[Imported]:
        """Earlier imports with looks at a target in the same span of time."""
        with explained(self._store.path):
            rows = self._sql.execute(f"{_LISTED} WHERE t.slug = ? GROUP BY i.id ORDER BY i.id", (target,)).fetchall()
        found = [_imported(row) for row in rows]
        return [one for one in found if one.first_at and one.last_at and one.first_at <= last and first <= one.last_at]

    def holds(self, uuid: bytes) -> bool:
        """Whether a look is one of our own."""
        sql = "SELECT 1 FROM observed WHERE substr(uuid, 1, 4) = ? AND uuid = ?"
        with explained(self._store.path):
            return self._sql.execute(sql, (uuid[:4], uuid)).fetchone() is not None

    def stage(self, looks: Iterable[ImportedLook], chain: int = 0) -> int:
        """Put the looks of a chain aside, and return how many; the store is not locked meanwhile.

        Chain 0 takes the place of all that was put aside before.
        """
        rows = (
            (chain, position, iso(look.at), look.outcome, look.slots_count, look.quote, look.language)
            for position, look in enumerate(looks)
        )
        with explained(self._store.path):
            if chain == 0:
                self._sql.execute("DROP TABLE IF EXISTS temp.staged")
                self._sql.execute(_STAGED)
            self._sql.execute("BEGIN")  # of the temporary table alone, which nobody else sees
            try:
                self._sql.executemany("INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
                self._sql.execute("COMMIT")
            except BaseException:
                if self._sql.in_transaction:
                    self._sql.execute("ROLLBACK")
                raise
            return int(self._sql.execute("SELECT count(*) FROM staged WHERE chain = ?", (chain,)).fetchone()[0])

    def staged_span(self) -> tuple[datetime, datetime]:
        """The first and the last moment of what was put aside; there must be something."""
        first, last = self._sql.execute("SELECT min(at), max(at) FROM staged").fetchone()
        return from_iso(first), from_iso(last)

    def same_moment(self) -> int:
        """How many of the looks that were put aside have the moment of another."""
        return int(self._sql.execute("SELECT count(*) - count(DISTINCT at) FROM staged").fetchone()[0])

    def add(self, origin: Origin, now: datetime, chain: int = 0) -> Imported:
        """Keep a chain that was put aside, with a line in the custody log; in the caller's transaction."""
        number = self._next_number()
        target = self._sql.execute("SELECT id FROM targets WHERE slug = ?", (origin.target,)).fetchone()[0]
        row = {
            "id": number,
            "at": iso(now),
            "kind": origin.kind,
            "target": target,
            "operator": origin.operator,
            "vantage": origin.vantage,
            "source": origin.source,
            "sha256": bytes.fromhex(origin.sha256),
            "note": origin.note,
            "checks": json.dumps(origin.checks or {}, ensure_ascii=False, sort_keys=True),
        }
        marks = ", ".join(f":{name}" for name in row)
        self._sql.execute(f"INSERT INTO imports ({', '.join(row)}) VALUES ({marks})", row)
        self._sql.execute(
            "INSERT INTO imported_looks SELECT ?, position, at, outcome, slots_count, quote, language FROM staged"
            " WHERE chain = ?",
            (number, chain),
        )
        added = self.one(number)
        assert added is not None
        self._note(now, "imported", added)
        return added

    def _next_number(self) -> int:
        """A number that no import ever had, so that the custody log speaks of one only."""
        row = self._sql.execute(
            "SELECT max(ifnull((SELECT max(id) FROM imports), 0), ifnull((SELECT max(json_extract(details, '$.import'))"
            " FROM custody WHERE kind = 'imported'), 0)) + 1"
        ).fetchone()
        return int(row[0])

    def one(self, number: int) -> Imported | None:
        """The import with this number."""
        return self._first("i.id = ?", number)

    def remove(self, number: int, now: datetime) -> Imported | None:
        """Remove an import and its looks, with a line in the custody log; None where there is none such."""
        with self._store.atomic():
            found = self.one(number)
            if found is not None:
                self._sql.execute("DELETE FROM imported_looks WHERE import = ?", (number,))
                self._sql.execute("DELETE FROM imports WHERE id = ?", (number,))
                self._note(now, "import-removed", found)
            return found

    def _note(self, now: datetime, kind: str, one: Imported) -> None:
        """The log leaves the house with every bundle: it tells no target, nobody's name, and not the file's."""
        said = _told(one)
        for name in ("operator", "vantage", "source"):
            del said[name]
        note(self._store, now, kind, {**said, "target": numbers(self._store, [one.target])[one.target]})

    def _first(self, where: str, *values: Any) -> Imported | None:
        with explained(self._store.path):
            row = self._sql.execute(f"{_LISTED} WHERE {where} GROUP BY i.id", values).fetchone()
        return _imported(row) if row else None


def as_json(one: Imported) -> dict[str, Any]:
    """An import for programs; times are UTC."""
    more = {"imported_at": iso(one.at), "note": one.note, "checks": dict(one.checks)}
    return _told(one) | more


def _told(one: Imported) -> dict[str, Any]:
    return {
        "import": one.number,
        "kind": one.kind,
        "target": one.target,
        "operator": one.operator,
        "vantage": one.vantage,
        "source": one.source,
        "sha256": one.sha256,
        "looks": one.looks,
        "first_at": iso(one.first_at) if one.first_at else None,
        "last_at": iso(one.last_at) if one.last_at else None,
    }
