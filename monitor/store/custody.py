"""The custody log: what was done to the store itself, line by line, never changed. Touches that table only.

Its lines are a chain as those of looks are: each carries the hash of the one before.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from monitor.clock import from_iso, iso
from monitor.store.custody_lines import custody_line
from monitor.store.errors import explained
from monitor.store.writer import Store


def note(store: Store, at: datetime, kind: str, details: Mapping[str, Any]) -> None:
    """Write down, for ever, what is done; in the transaction under way, or in one of its own."""
    with explained(store.path):
        add(store.connection, at, kind, details)


def add(sql: sqlite3.Connection, at: datetime, kind: str, details: Mapping[str, Any]) -> None:
    """The next line of the log. A clock that was set back, and a day that is sealed, open no past day again."""
    own = not sql.in_transaction
    if own:
        sql.execute("BEGIN IMMEDIATE")
    try:
        last = sql.execute("SELECT id, day, line FROM custody ORDER BY id DESC LIMIT 1").fetchone()
        sealed = sql.execute("SELECT date(max(day), '+1 day') FROM seals").fetchone()[0]
        day = max(f"{at.astimezone(UTC):%Y-%m-%d}", last[1] if last else "", sealed or "")
        number = last[0] + 1 if last else 1
        line = custody_line(number, iso(at), kind, details, last[2] if last else "")
        sql.execute(
            "INSERT INTO custody (id, at, kind, details, line, day) VALUES (?, ?, ?, ?, ?, ?)",
            (number, iso(at), kind, json.dumps(details, ensure_ascii=False, sort_keys=True), line, day),
        )
        if own:
            sql.execute("COMMIT")
    except BaseException:
        if own and sql.in_transaction:
            sql.execute("ROLLBACK")
        raise


def numbers(store: Store, slugs: Iterable[str]) -> dict[str, int]:
    """The bare numbers of targets, by the id that they have or had; those never watched are left out.

    The log leaves the house with every bundle, also with one of another target: no line of it may name one.
    """
    sql = (
        "SELECT j.value, min(ifnull(t.id, f.target)) FROM json_each(?) j LEFT JOIN targets t ON t.slug = j.value"
        " LEFT JOIN former_ids f ON f.slug = j.value GROUP BY 1 HAVING min(ifnull(t.id, f.target)) IS NOT NULL"
    )
    with explained(store.path):
        return dict(tuple(row) for row in store.connection.execute(sql, (json.dumps(list(slugs)),)))


def entries(store: Store) -> list[tuple[datetime, str, dict[str, Any]]]:
    """When, what and how, oldest first."""
    with explained(store.path):
        rows = store.connection.execute("SELECT at, kind, details FROM custody ORDER BY id").fetchall()
    return [(from_iso(at), kind, json.loads(details)) for at, kind, details in rows]


def custody_days(sql: sqlite3.Connection) -> list[str]:
    """The UTC days on which something was written into the log."""
    return [row[0] for row in sql.execute("SELECT DISTINCT day FROM custody ORDER BY day")]


def custody_file(sql: sqlite3.Connection, day: str) -> str:
    """The lines of a day, one after the other; empty where there are none."""
    return "".join(row[0] for row in sql.execute("SELECT line FROM custody WHERE day = ? ORDER BY id", (day,)))
