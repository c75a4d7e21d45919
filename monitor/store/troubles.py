"""The monitor's own troubles in the store: when each began and ended, who was told, and what shows one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.clock import from_iso, iso
from monitor.store.errors import explained
from monitor.store.writer import Store

Owe = Callable[[Iterable[Mapping[str, Any]]], None]
"""Inserts rows of ``notifications`` in the transaction under way."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What one receiver has not got."""

    receiver: str
    waiting: int = 0
    """Urgent notifications that are owed."""
    oldest_at: datetime | None = None
    """Since when the first of them is."""
    dead: int = 0
    """Notifications that were given up lately."""
    failures: int = 0
    """In a row."""
    last_error: str = ""


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A trouble that has not ended."""

    kind: str
    since: datetime
    details: Mapping[str, Any]

    @property
    def subject(self) -> str:
        """How its notifications name it: ``self/disk/2018-10-05T09:00:00.000000Z``."""
        return f"self/{self.kind}/{iso(self.since)}"


class Troubles:
    """The tables of the monitor's own troubles. Methods may raise ``StoreError``."""

    def __init__(self, store: Store, owe: Owe) -> None:
        self._store = store
        self._sql = store.connection
        self.owe = owe

    def atomic(self) -> AbstractContextManager[None]:
        """A trouble's change and the notifications it owes: all or nothing."""
        return self._store.atomic()

    def going_on(self) -> list[GoingOn]:
        """What has not ended, the oldest first."""
        rows = self._rows("SELECT kind, since, details FROM troubles WHERE until IS NULL ORDER BY id")
        return [GoingOn(kind, from_iso(since), json.loads(details)) for kind, since, details in rows]

    def begin(self, trouble: GoingOn) -> None:
        """A trouble began; of each kind one goes on at a time."""
        details = json.dumps(trouble.details, ensure_ascii=False, sort_keys=True)
        self._sql.execute(
            "INSERT INTO troubles (kind, since, details) VALUES (?, ?, ?)", (trouble.kind, iso(trouble.since), details)
        )

    def end(self, kind: str, until: datetime) -> None:
        """The trouble of this kind is over."""
        self._sql.execute("UPDATE troubles SET until = ? WHERE kind = ? AND until IS NULL", (iso(until), kind))

    def told(self, subject: str) -> dict[str, str]:
        """Who is, or will be, told that it began: by the receiver, the rule that says so."""
        return dict(
            self._rows("SELECT receiver, rule FROM notifications WHERE subject = ? AND change = 'firing'", subject)
        )

    def silenced(self, at: datetime) -> frozenset[str]:
        """The rules that a person silenced for everything, by name; an empty name stands for all of them."""
        rows = self._rows(
            "SELECT rule FROM silences WHERE target = '' AND since <= :at AND until > :at"
            " AND (ended_at IS NULL OR ended_at > :at)",
            at=iso(at),
        )
        return frozenset(rule for (rule,) in rows)

    def backlogs(self, dead_since: datetime) -> list[Backlog]:
        """The receivers that wait for something urgent, or for which something was given up since a moment."""
        rows = self._rows(
            "SELECT receiver, sum(waiting), min(oldest), sum(dead), ifnull(failures, 0), ifnull(last_error, '') FROM ("
            " SELECT receiver, count(*) AS waiting, min(owed_at) AS oldest, 0 AS dead FROM notifications"
            " WHERE state = 'owed' AND urgent = 1 GROUP BY receiver UNION ALL"
            " SELECT receiver, 0, NULL, count(*) FROM notifications"
            " WHERE state = 'dead' AND settled_at >= ? GROUP BY receiver"
            ") LEFT JOIN receivers USING (receiver) GROUP BY receiver ORDER BY receiver",
            iso(dead_since),
        )
        return [Backlog(name, waiting, from_iso(at) if at else None, *rest) for name, waiting, at, *rest in rows]

    def answered_at(self) -> datetime | None:
        """The latest conclusive look of a machine at any target."""
        (row,) = self._rows(
            "SELECT max(n.last_conclusive_at) FROM standings n JOIN vantages v ON v.id = n.vantage"
            " WHERE v.kind = 'machine'"
        )
        return from_iso(row[0]) if row[0] else None

    def faults(self, since: datetime) -> tuple[int, str]:
        """How many internal faults there were since a moment, and the summary of the latest."""
        rows = self._rows("SELECT count(*), ifnull(summary, ''), max(id) FROM faults WHERE at >= ?", iso(since))
        return rows[0][0], rows[0][1]

    def _rows(self, sql: str, *values: Any, **named: Any) -> list[tuple[Any, ...]]:
        with explained(self._store.path):
            return self._sql.execute(sql, named or values).fetchall()
