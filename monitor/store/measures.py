"""What the store tells of itself in numbers, for metrics: from standings, days and what goes on, never from looks."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.clock import from_iso
from monitor.model import IncidentKind, LookKind
from monitor.store.database import open_for_reading
from monitor.store.errors import explained
from probes.contract import Outcome


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers at one moment."""

    looks: Mapping[tuple[str, str], int]
    """By outcome and kind, since the beginning; those that never came are there with 0."""
    targets: int
    """That are watched now."""
    last_conclusive: Mapping[str, datetime]
    """By target that is watched now; one that never gave a conclusive look is not there."""
    incidents: Mapping[str, int]
    """That go on, by kind."""
    firing: Mapping[tuple[str, str], int]
    """Incidents on which a rule fires, by rule and kind."""
    owed: Mapping[str, int]
    dead: Mapping[str, int]
    """Notifications, by receiver."""
    failures: Mapping[str, int]
    """In a row, by receiver."""
    troubles: tuple[str, ...]
    """The kinds that go on."""
    faults: int
    file_bytes: int
    log_bytes: int
    """Of the write-ahead log."""


def measures(path: Path) -> Measures:
    """Take the measures of a store; cost follows targets and days, not looks. Raises ``StoreError``."""
    with closing(open_for_reading(path)) as sql, explained(path):
        sql.execute("BEGIN")
        return taken(sql, path)


def taken(sql: sqlite3.Connection, path: Path) -> Measures:
    """The same over a connection that is open."""
    return Measures(
        looks=_looks(sql),
        targets=len(sql.execute("SELECT id FROM targets WHERE retired_at IS NULL").fetchall()),
        last_conclusive={
            slug: from_iso(at)
            for slug, at in sql.execute(
                "SELECT t.slug, max(n.last_conclusive_at) FROM standings n JOIN targets t ON t.id = n.target"
                " WHERE t.retired_at IS NULL AND n.last_conclusive_at IS NOT NULL GROUP BY t.id ORDER BY t.slug"
            )
        },
        incidents=dict.fromkeys(map(str, IncidentKind), 0)
        | _pairs(sql, "SELECT kind, count(*) FROM incidents WHERE state IN ('open', 'suspended') GROUP BY kind"),
        firing={
            (rule, kind): number
            for rule, kind, number in sql.execute(
                "SELECT r.rule, i.kind, count(*) FROM incidents i JOIN rule_states r ON r.incident = i.key"
                " WHERE i.state IN ('open', 'suspended') AND r.state = 'firing' GROUP BY r.rule, i.kind"
            )
        },
        owed=_pairs(
            sql, "SELECT receiver, count(*) FROM notifications WHERE state = 'owed' GROUP BY receiver ORDER BY 1"
        ),
        dead=_pairs(
            sql, "SELECT receiver, count(*) FROM notifications WHERE state = 'dead' GROUP BY receiver ORDER BY 1"
        ),
        failures=_pairs(sql, "SELECT receiver, failures FROM receivers ORDER BY receiver"),
        troubles=tuple(row[0] for row in sql.execute("SELECT kind FROM troubles WHERE until IS NULL ORDER BY kind")),
        faults=sql.execute("SELECT count(*) FROM faults").fetchone()[0],
        file_bytes=_size(path),
        log_bytes=_size(path.with_name(f"{path.name}-wal")),
    )


def _looks(sql: sqlite3.Connection) -> dict[tuple[str, str], int]:
    counts = {(outcome.value, kind.value): 0 for outcome in Outcome for kind in LookKind}
    for outcome, anchored, extra in sql.execute("SELECT outcome, sum(anchored), sum(extra) FROM days GROUP BY outcome"):
        counts[outcome, LookKind.ANCHORED.value] = anchored
        counts[outcome, LookKind.EXTRA.value] = extra
    return counts


def _pairs(sql: sqlite3.Connection, query: str) -> dict[str, int]:
    return {row[0]: row[1] for row in sql.execute(query)}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
