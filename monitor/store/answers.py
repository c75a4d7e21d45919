"""What most looks repeat, stored once: the answer, and the way that request and answer went. Touches two tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

_MOST = 20_000
"""Rows remembered at a time; what is forgotten is found again in the table."""

READING = (
    *("outcome", "reason", "conclusive", "text", "rule", "probe", "page_language", "language_by"),
    *("window_first", "window_last", "window_label", "dates_within_month"),
)
ROUTE = ("method", "url", "status", "peer", "tls", "certificates", "fault")


class Once:
    """Rows of one table that are stored once each."""

    def __init__(self, sql: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
        self._sql = sql
        same = " AND ".join(f"{name} IS ?" for name in columns)
        self._find = f"SELECT id FROM {table} WHERE {same}"
        self._add = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        self._columns = columns
        self._known: dict[tuple[Any, ...], int] = {}

    def row(self, values: Mapping[str, Any]) -> int:
        """The row that holds these values, added where there is none; call it inside a transaction."""
        key = tuple(values[name] for name in self._columns)
        found = self._known.get(key)
        if found is None:
            stored = self._sql.execute(self._find, key).fetchone()
            found = int(stored[0]) if stored else int(self._sql.execute(self._add, key).lastrowid or 0)
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = found
        return found

    def forget(self) -> None:
        """A transaction was undone, and with it rows that were added."""
        self._known.clear()
