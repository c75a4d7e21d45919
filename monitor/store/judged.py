"""Reading what was judged with plain sqlite3: incidents, rule states, what is owed, silences. Loads nothing heavy."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.clock import from_iso, iso
from monitor.model.judged import Incident, RuleState, State
from monitor.store.judgements import Judgements, incident_of
from monitor.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Who knows of an incident."""

    at: datetime
    author: str
    note: str


@dataclass(frozen=True, slots=True)
class Known:
    """An incident and all that is stored about it."""

    incident: Incident
    target: str
    name: str
    office: str
    timezone: str
    retracted: int
    """Looks between its first and its latest one that were retracted later."""
    rules: tuple[RuleState, ...]
    acknowledged: Acknowledged | None

    def not_observed(self, now: datetime) -> bool:
        """Whether it would be lost by now, and no look has come yet to say so."""
        return self.incident.state.goes_on and now > self.incident.lost_after

    @property
    def firing(self) -> tuple[RuleState, ...]:
        """The rules that fire on it, those that are suspended with it included."""
        return tuple(state for state in self.rules if state.stage.fired)


@dataclass(frozen=True, slots=True)
class StoredSilence:
    """A silence as asked for."""

    id: int
    target: str
    """Empty: every one."""
    rule: str
    since: datetime
    until: datetime
    reason: str
    author: str
    ended_at: datetime | None

    def in_force(self, now: datetime) -> bool:
        return self.since <= now < self.until and (self.ended_at is None or now < self.ended_at)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a receiver was sent, is owed, and how it answered; never its address."""

    receiver: str
    owed: int
    oldest_owed_at: datetime | None
    dead: int
    failures: int
    """In a row."""
    next_try_at: datetime | None
    last_error: str
    last_sent_at: datetime | None


_INCIDENTS = """
SELECT i.*, t.slug AS slug, t.name AS name, t.office AS office, t.timezone AS timezone,
  k.at AS known_at, k.author AS known_by, k.note AS note
FROM incidents i JOIN targets t ON t.id = i.target LEFT JOIN acknowledgements k ON k.incident = i.key
"""
_ANSWERS = """
SELECT receiver, sum(owed) AS owed, min(oldest) AS oldest_owed_at, sum(dead) AS dead, ifnull(failures, 0) AS failures,
  next_try_at, ifnull(last_error, '') AS last_error, last_sent_at
FROM (
  SELECT receiver, count(*) AS owed, min(owed_at) AS oldest, 0 AS dead FROM notifications
  WHERE state = 'owed' GROUP BY receiver
  UNION ALL SELECT receiver, 0, NULL, count(*) FROM notifications WHERE state = 'dead' GROUP BY receiver
  UNION ALL SELECT receiver, 0, NULL, 0 FROM receivers
) LEFT JOIN receivers USING (receiver) GROUP BY receiver ORDER BY receiver
"""
_NOTIFICATIONS = """
SELECT n.id, n.key, n.receiver, n.state, n.subject, n.rule, n.change, n.urgent, n.severity, n.owed_at, n.settled_at,
  n.why, n.message IS NOT NULL AS in_message, ifnull(r.failures, 0) AS failures, r.next_try_at,
  ifnull(r.last_error, '') AS last_error
FROM notifications n LEFT JOIN receivers r ON r.receiver = n.receiver
"""

_DERIVED = {
    "spells": "target, vantage, outcome, text, first_at, last_at, looks, anchored, largest_gap_seconds",
    "standings": "*",
    "days": "*",
    "quarter_hours": "*",
    "day_totals": "*",
    "rule_states": "*",
    "events": "target, class, observation, at, kind, details",
    "memories": "*",
}
"""Beside the incidents."""


class Judged:
    """Questions about what was judged and is owed, over a connection that only reads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        self._judgements = Judgements(connection)

    def latest_look_at(self) -> datetime | None:
        """When the latest look was made: the present of a store whose time is simulated."""
        row = self._sql.execute("SELECT started_at FROM observations ORDER BY id DESC LIMIT 1").fetchone()
        return from_iso(row[0]) if row else None

    def going_on(self) -> list[Known]:
        """The incidents that have not ended, by target; cost follows their number."""
        return self._known("WHERE i.state IN ('open', 'suspended') ORDER BY t.office, t.slug, i.id")

    def incidents(
        self, *, ended_since: datetime | None = None, target: str | None = None, kind: str | None = None
    ) -> list[Known]:
        """Those that go on, then those that ended since a moment (without one: all), the latest first."""
        where = (
            "WHERE (i.ended_at IS NULL OR i.ended_at >= :since) AND (:target IS NULL OR t.slug = :target)"
            " AND (:kind IS NULL OR i.kind = :kind)"
            " ORDER BY i.ended_at IS NOT NULL, i.ended_at DESC, t.office, t.slug, i.first_at DESC, i.id"
        )
        since = iso(ended_since) if ended_since else ""
        return self._known(where, since=since, target=target, kind=kind)

    def _known(self, where: str, **values: Any) -> list[Known]:
        return [self._one(row) for row in self._sql.execute(_INCIDENTS + where, values).fetchall()]

    def _one(self, row: sqlite3.Row) -> Known:
        incident = incident_of(dict(row))
        known = Acknowledged(from_iso(row["known_at"]), row["known_by"], row["note"]) if row["known_at"] else None
        return Known(
            incident=incident,
            target=row["slug"],
            name=row["name"],
            office=row["office"],
            timezone=row["timezone"],
            retracted=self._judgements.retracted(row["target"], incident),
            rules=tuple(self._judgements.states(incident.key)),
            acknowledged=known,
        )

    def keys_like(self, given: str) -> list[tuple[str, State]]:
        """The incidents whose key is this, begins with it, or ends in it as a number; with their states."""
        rows = self._sql.execute(
            "SELECT key, state FROM incidents WHERE key = :given OR substr(key, 1, length(:given)) = :given"
            " OR (:given NOT GLOB '*[^0-9]*' AND substr(key, -length(:given) - 1) = '-' || :given) ORDER BY id",
            {"given": given},
        )
        found = [(row["key"], State(row["state"])) for row in rows]
        return [one for one in found if one[0] == given] or found

    def acknowledged(self, incident: str) -> Acknowledged | None:
        """Who knows of an incident, if anybody does."""
        sql = "SELECT at, author, note FROM acknowledgements WHERE incident = ?"
        row = self._sql.execute(sql, (incident,)).fetchone()
        return Acknowledged(from_iso(row[0]), row[1], row[2]) if row else None

    def silences(self) -> list[StoredSilence]:
        """All that were ever asked for, oldest first."""
        times = ("since", "until", "ended_at")
        rows = [
            dict(row)
            for row in self._sql.execute(
                "SELECT id, target, rule, since, until, reason, author, ended_at FROM silences ORDER BY id"
            )
        ]
        return [StoredSilence(**{**row, **{name: _time(row[name]) for name in times}}) for row in rows]

    def receivers(self) -> list[Answers]:
        """Whoever is owed something, or answered, or was given up on, by name; cost follows what is owed and dead."""
        times = ("oldest_owed_at", "next_try_at", "last_sent_at")
        rows = [dict(row) for row in self._sql.execute(_ANSWERS)]
        return [Answers(**{**row, **{name: _time(row[name]) for name in times}}) for row in rows]

    def receiver_names(self) -> list[str]:
        """Everyone who was ever owed something, also if all of it is settled."""
        sql = "SELECT receiver FROM notifications UNION SELECT receiver FROM receivers ORDER BY 1"
        return [row[0] for row in self._sql.execute(sql)]

    def notifications(self, states: Sequence[str]) -> list[dict[str, Any]]:
        """Those in some states, by receiver in the order in which they were owed; times as stored."""
        marks = ", ".join("?" * len(states))
        sql = f"{_NOTIFICATIONS} WHERE n.state IN ({marks}) ORDER BY n.receiver, n.id"
        return [dict(row) for row in self._sql.execute(sql, tuple(states))]

    def notifications_like(self, given: str) -> list[dict[str, Any]]:
        """The notifications whose key is this, else those whose key begins with it."""
        sql = f"{_NOTIFICATIONS} WHERE substr(n.key, 1, length(:given)) = :given ORDER BY n.id"
        found = [dict(row) for row in self._sql.execute(sql, {"given": given})]
        return [one for one in found if one["key"] == given] or found

    def troubles(self) -> list[dict[str, Any]]:
        """The monitor's own troubles that go on, oldest first."""
        sql = "SELECT kind, since, details FROM troubles WHERE until IS NULL ORDER BY id"
        return [dict(row) for row in self._sql.execute(sql)]

    def fingerprints(self) -> dict[str, tuple[int, int]]:
        """Of every table that is derived, the number of its rows and a number that depends on all their values.

        Row numbers that only tell the order of insertion are left out; comparable within one process only.
        """
        found = {}
        for table, columns in _DERIVED.items():
            number = total = 0
            for row in self._sql.execute(f"SELECT {columns} FROM {table}"):
                number, total = number + 1, (total + hash(tuple(row))) & 0xFFFF_FFFF_FFFF_FFFF
            found[table] = number, total
        return found

    def incident_hashes(self) -> dict[str, int]:
        """By key, a number that depends on all that is stored of an incident; comparable within one process only."""
        rows = [dict(row) for row in self._sql.execute("SELECT * FROM incidents")]
        return {row["key"]: hash(tuple(value for name, value in row.items() if name != "id")) for row in rows}


def _time(text: str | None) -> datetime | None:
    return from_iso(text) if text else None


def judged(reader: Reader) -> Judged:
    """The same store, asked about what was judged."""
    return Judged(reader.connection)  # the same, so that both see one moment
