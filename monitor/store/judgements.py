"""Incidents, rule states, events and what the folds remember, to and from their tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from monitor.clock import from_iso, iso
from monitor.model import IncidentKind, Watchers
from monitor.model.judged import Event, Hush, Incident, Judgement, Memory, RuleState, Silence, Stage, State, Tally
from monitor.store.database import open_for_reading
from monitor.store.errors import explained

_SPANS = {"suspended", "stepped", "largest_gap", "scheduled", "observed"}
_TIMES = {"first_at", "last_at", "ended_at", "lost_after", "suspended_at"}
_LISTS = {"languages", "vantages"}
_COLUMNS = {
    field.name: f"{field.name}_seconds" if field.name in _SPANS else field.name
    for field in fields(Incident)
    if field.name != "watchers"
}


def incident_row(incident: Incident) -> dict[str, Any]:
    """An incident as the columns of its table, but for its target."""
    return {"class": incident.watchers.value, **{column: _stored(incident, name) for name, column in _COLUMNS.items()}}


def _changes(before: Incident, after: Incident) -> dict[str, Any]:
    """The columns in which an incident's row differs: most looks change a few of its counts and times."""
    return {
        column: _stored(after, name)
        for name, column in _COLUMNS.items()
        if getattr(before, name) != getattr(after, name)
    }


def _stored(incident: Incident, name: str) -> Any:
    value = getattr(incident, name)
    if name in _SPANS:
        return value.total_seconds()
    if name in _TIMES:
        return iso(value) if value else None
    if name in _LISTS:
        return json.dumps(sorted(value))
    return json.dumps(value, sort_keys=True) if name == "causes" else value


def incident_of(row: Mapping[str, Any]) -> Incident:
    """The inverse of ``incident_row``."""
    values: dict[str, Any] = {}
    for name, column in _COLUMNS.items():
        value = row[column]
        if name in _SPANS:
            value = timedelta(seconds=value)
        elif name in _TIMES:
            value = from_iso(value) if value else None
        elif name in _LISTS:
            value = frozenset(json.loads(value))
        elif name == "causes":
            value = json.loads(value)
        values[name] = value
    return Incident(
        **{
            **values,
            "kind": IncidentKind(row["kind"]),
            "state": State(row["state"]),
            "watchers": Watchers(row["class"]),
        }
    )


def _skipped(state: RuleState) -> tuple[int, int, int]:
    return state.skipped, state.skipped_days, state.skipped_weeks


_MOMENTS = ("first_at", "none_at", "slots_from", "slots_until", "none_before", "outcome_since")


def _memory_json(memory: Memory) -> dict[str, Any]:
    times = {name: iso(at) for name in _MOMENTS if (at := getattr(memory, name)) is not None}
    said = {kind: list(texts) for kind, texts in memory.said.items()}
    return {"probe": memory.probe, "gated": memory.gated, "said": said, "outcome": memory.outcome, **times}


def _memory_of(values: Mapping[str, Any]) -> Memory:
    times = {name: from_iso(values[name]) for name in _MOMENTS if name in values}
    said = {kind: tuple(texts) for kind, texts in values["said"].items()}
    outcome = values.get("outcome", "")  # earlier versions did not note it
    return Memory(probe=values["probe"], gated=values["gated"], said=said, outcome=outcome, **times)


def _memories(sql: sqlite3.Connection, watchers: Watchers) -> dict[str, Memory]:
    rows = sql.execute(
        "SELECT t.slug, m.memory FROM memories m JOIN targets t ON t.id = m.target WHERE m.class = ?", (watchers.value,)
    )
    return {slug: _memory_of(json.loads(memory)) for slug, memory in rows}


def memories(path: Path, watchers: Watchers) -> dict[str, Memory]:
    """What is remembered of each target, by its id, read from outside. Raises ``StoreError``."""
    with closing(open_for_reading(path)) as connection, explained(path):
        return _memories(connection, watchers)


class Judgements:
    """The tables of what is judged, over a connection whose transaction is the caller's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    def load(self, target: int, watchers: Watchers) -> Judgement:
        """What is known of a target before the next look of this class."""
        key = (target, watchers.value)
        row = self._sql.execute("SELECT memory FROM memories WHERE target = ? AND class = ?", key).fetchone()
        if row is None:
            return Judgement()
        memory = _memory_of(json.loads(row[0]))
        latest = {
            (incident.kind, incident.variant): incident
            for incident in self._incidents(
                "id IN (SELECT max(id) FROM incidents WHERE target = ? AND class = ? GROUP BY kind, variant)", *key
            )
        }
        going_on = [incident.key for incident in latest.values() if incident.state.goes_on]
        states = {(state.incident, state.rule): state for key in going_on for state in self.states(key)}
        return Judgement(memory, latest, states)

    def memories(self, watchers: Watchers) -> dict[str, Memory]:
        """What is remembered of each target, by its id."""
        return _memories(self._sql, watchers)

    def _incidents(self, where: str, *values: Any) -> list[Incident]:
        cursor = self._sql.execute(f"SELECT * FROM incidents WHERE {where} ORDER BY id", values)
        names = [column[0] for column in cursor.description]
        return [incident_of(dict(zip(names, row, strict=True))) for row in cursor]

    def states(self, incident: str) -> list[RuleState]:
        """What each rule made of an incident, by the rule's name."""
        rows = self._sql.execute(
            "SELECT rule, state, since, skipped, skipped_days, skipped_weeks, fired_at, told_at, escalated_at"
            " FROM rule_states WHERE incident = ? ORDER BY rule",
            (incident,),
        )
        states = []
        for rule, stage, since, skipped, days, weeks, *stored in rows:
            fired_at, told_at, escalated_at = (from_iso(at) if at else None for at in stored)
            state = RuleState(
                rule, incident, from_iso(since), skipped, days, weeks, Stage(stage), fired_at, told_at, escalated_at
            )
            states.append(state)
        return states

    def save(
        self,
        target: int,
        watchers: Watchers,
        before: Judgement,
        after: Judgement,
        *,
        incidents: Iterable[Incident],
        states: Iterable[RuleState],
        events: Iterable[Event],
    ) -> None:
        """Write what a look changed."""
        if after.memory != before.memory:
            self.put_memory(target, watchers, after.memory)
        known = {incident.key: incident for incident in before.latest.values()}
        for incident in incidents:
            self.put_incident(target, incident, known.get(incident.key))
        self.put_states(states)
        self.add_events(target, watchers, events)

    def put_memory(self, target: int, watchers: Watchers, memory: Memory) -> None:
        """Replace what is remembered of a target."""
        text = json.dumps(_memory_json(memory), ensure_ascii=False, sort_keys=True)
        self._sql.execute("REPLACE INTO memories VALUES (?, ?, ?)", (target, watchers.value, text))

    def put_incident(self, target: int, incident: Incident, before: Incident | None = None) -> None:
        """Add an incident, or bring the row up to date that holds it as it was before."""
        if before is None:
            row = {"target": target, **incident_row(incident)}
            marks = ", ".join("?" * len(row))
            self._sql.execute(f"INSERT INTO incidents ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        elif changed := _changes(before, incident):
            assignments = ", ".join(f"{name} = ?" for name in changed)
            self._sql.execute(f"UPDATE incidents SET {assignments} WHERE key = ?", (*changed.values(), incident.key))

    def put_states(self, states: Iterable[RuleState]) -> None:
        """Add or replace rule states."""
        for state in states:
            times = [iso(at) if at else None for at in (state.fired_at, state.told_at, state.escalated_at)]
            self._sql.execute(
                "REPLACE INTO rule_states VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (state.rule, state.incident, state.stage.value, iso(state.since), *_skipped(state), *times),
            )

    def add_events(self, target: int, watchers: Watchers, events: Iterable[Event]) -> None:
        """Add what happened once."""
        for event in events:
            self._sql.execute(
                "INSERT INTO events (target, class, observation, at, kind, details) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(target, watchers.value, event.observation, iso(event.at), event.kind.value),
                    json.dumps(event.details, ensure_ascii=False, sort_keys=True),
                ),
            )

    def forget(self, target: int) -> None:
        """Remove what was derived of a target, to be made anew."""
        self._sql.execute(
            "DELETE FROM rule_states WHERE incident IN (SELECT key FROM incidents WHERE target = ?)", (target,)
        )
        for table in ("incidents", "events", "memories"):
            self._sql.execute(f"DELETE FROM {table} WHERE target = ?", (target,))

    def hush(self) -> Hush:
        """All that people ever asked not to be told of, each with its time."""
        rows = self._sql.execute("SELECT target, rule, since, until, behind, ended_behind FROM silences")
        silences = tuple(
            Silence(target, rule, from_iso(since), from_iso(until), *observations)
            for target, rule, since, until, *observations in rows
        )
        known = self._sql.execute("SELECT incident, behind FROM acknowledgements")
        return Hush(silences, dict(known.fetchall()))

    def tally(self, target: int, first: date, last: date) -> Tally:
        """The conclusive anchored looks of the machines at a target over some local days."""
        row = self._sql.execute(
            "SELECT count(DISTINCT iif(d.conclusive, d.day, NULL)),"
            " ifnull(sum(iif(d.outcome = 'slots', d.conclusive, 0)), 0),"
            " ifnull(sum(iif(d.outcome = 'slots', 0, d.conclusive)), 0)"
            " FROM days d JOIN vantages v ON v.id = d.vantage"
            " WHERE d.target = ? AND v.kind = 'machine' AND d.day BETWEEN ? AND ?",
            (target, first.isoformat(), last.isoformat()),
        ).fetchone()
        return Tally(*row)

    def retracted(self, target: int, incident: Incident) -> int:
        """How many observations between an incident's first and latest look were retracted later."""
        row = self._sql.execute(
            "SELECT count(DISTINCT a.observation) FROM annotations a JOIN observations o ON o.id = a.observation"
            " JOIN vantages v ON v.id = a.vantage WHERE a.kind = 'retracted' AND a.target = ? AND v.kind = ?"
            " AND o.started_at BETWEEN ? AND ?",
            (
                *(target, "person" if incident.watchers is Watchers.PEOPLE else "machine"),
                *(iso(incident.first_at), iso(incident.last_at)),
            ),
        ).fetchone()
        return int(row[0])

    def version(self) -> int | None:
        """With which version of the folds everything derived was made; None where nothing was derived yet."""
        row = self._sql.execute("SELECT version FROM derived").fetchone()
        return int(row[0]) if row else None

    def put_version(self, version: int) -> None:
        """Note with which version of the folds everything derived is made."""
        self._sql.execute("DELETE FROM derived")
        self._sql.execute("INSERT INTO derived VALUES (?)", (version,))
