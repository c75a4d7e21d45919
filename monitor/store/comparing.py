"""What is derived of a target beside what a fold gives, in tables of a scratch file. Never writes to the store."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.store.database import open_for_reading
from monitor.store.derived import Derived, Folded, Looks
from monitor.store.errors import explained
from monitor.store.judgements import Judgements
from monitor.store.writer import DAY_TOTAL, Store

_TABLES = {
    "spells": ("outcome", "text", "vantage", "first_at", "last_at", "looks", "anchored", "largest_gap_seconds"),
    # The place in the chain of sealed lines is no fold.
    "standings": (
        *("vantage", "anchored", "conclusive", "first_at", "last_at", "last_conclusive_at", "last_slot_at"),
        "largest_hole_seconds",
    ),
    "quarter_hours": ("vantage", "day", "outcome", "anchored", "looks"),
    "days": ("vantage", "day", "reason", "outcome", "anchored", "extra", "conclusive"),
    "day_totals": ("vantage", "day", *DAY_TOTAL),
    "memories": ("class", "memory"),
    "events": ("class", "observation", "at", "kind", "details"),
}
"""By table, the columns that are compared: a row's number tells the order of storing only."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one table, the rows of one target that are not as they should be."""

    table: str
    missing: int
    wrong: int


class Comparison:
    """The store as it is, and a scratch file for what it should be. Methods may raise ``StoreError``."""

    def __init__(self, sql: sqlite3.Connection, anew: Store, path: Path) -> None:
        self._sql = sql
        self._anew = anew
        self._path = path
        self.looks = Looks(sql)
        self.judgements = Judgements(sql)

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """All that is read inside is of one moment of the file; others write meanwhile."""
        with explained(self._path):
            self._sql.execute("BEGIN")
            try:
                yield
            finally:
                self._sql.execute("ROLLBACK")

    def differences(self, target: int, folded: Folded) -> list[Difference]:
        """What is stored of a target and is not what was folded, or the other way round."""
        found, scratch = [], self._anew.connection
        scratch.execute("BEGIN")
        try:
            Derived(self._anew).replace(target, folded)
            for table, query in _queries(self._sql).items():
                stored, expected = (_rows(one, query, target) for one in (self._sql, scratch))
                if stored != expected:
                    missing, wrong = (expected - stored).total(), (stored - expected).total()
                    found.append(Difference(table, missing, wrong))
        finally:
            scratch.execute("ROLLBACK")
        return found


def _queries(sql: sqlite3.Connection) -> dict[str, str]:
    """By table, what reads all that is derived of a target."""
    incidents = [row[1] for row in sql.execute("PRAGMA table_info(incidents)") if row[1] != "id"]
    tables = {**_TABLES, "incidents": incidents}
    queries = {table: f"SELECT {', '.join(columns)} FROM {table} WHERE target = ?" for table, columns in tables.items()}
    states = "SELECT * FROM rule_states WHERE incident IN (SELECT key FROM incidents WHERE target = ?)"
    return {**queries, "rule_states": states}


def _rows(sql: sqlite3.Connection, query: str, target: int) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(row) for row in sql.execute(query, (target,)))


@contextmanager
def comparing(path: Path) -> Iterator[Comparison]:
    """Open the store read-only, with a scratch file beside it that is gone afterwards. Raises ``StoreError``."""
    with (
        closing(open_for_reading(path)) as sql,
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder) / "scratch.sqlite3") as anew,
    ):
        anew.connection.execute("PRAGMA foreign_keys = OFF")  # it holds nothing but what is compared
        with explained(path):
            yield Comparison(sql, anew, path)
