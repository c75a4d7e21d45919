"""What ``status`` and ``incidents`` ask about many targets: a handful of statements over what is derived. Reads only.

No statement goes over single looks, nor asks once for each target: cost follows targets, days and changes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from monitor.clock import from_iso
from monitor.model.judged import RuleState, Stage
from monitor.store.judged import Acknowledged, Known
from monitor.store.judgements import Judgements, incident_of
from monitor.store.reader import Reader

_DAYS = """
SELECT d.target, d.vantage,
  group_concat(d.day, ' ') FILTER (WHERE d.outcome = 'slots'),
  group_concat(d.day, ' ') FILTER (WHERE d.outcome = 'no_slots'),
  group_concat(d.day, ' ') FILTER (WHERE d.outcome = 'closed'),
  group_concat(d.day || ' ' || d.outcome || ' ' || (d.anchored + d.extra), ' ')
    FILTER (WHERE d.outcome NOT IN ('slots', 'no_slots', 'closed'))
FROM json_each(:targets) j CROSS JOIN vantages v CROSS JOIN days d ON d.target = j.value AND d.vantage = v.id
WHERE d.day >= :first GROUP BY d.target, d.vantage
"""
_TOTALS = """
SELECT d.target, d.vantage, sum(d.scheduled_seconds), sum(d.observed_seconds), (
    SELECT p.last_conclusive_at FROM day_totals p
    WHERE p.target = d.target AND p.vantage = d.vantage AND p.day < :first ORDER BY p.day DESC LIMIT 1)
FROM json_each(:targets) j CROSS JOIN vantages v CROSS JOIN day_totals d ON d.target = j.value AND d.vantage = v.id
WHERE d.day >= :first GROUP BY d.target, d.vantage
"""
_KNOWN = """
SELECT i.*, t.slug AS slug, t.name AS name, t.office AS office, t.timezone AS timezone,
  k.at AS known_at, k.author AS known_by, k.note AS note
FROM incidents i JOIN targets t ON t.id = i.target LEFT JOIN acknowledgements k ON k.incident = i.key
"""
_INCIDENTS = """
WHERE i.target IN (SELECT value FROM json_each(:targets)) AND (:kind IS NULL OR i.kind = :kind)
  AND (NOT :going_on OR i.state IN ('open', 'suspended')) AND (i.ended_at IS NULL OR i.ended_at >= :ended_since)
  AND i.last_at >= :since AND i.first_at < :until AND (:rules IS NULL OR i.key IN (
    SELECT incident FROM rule_states WHERE rule IN (SELECT value FROM json_each(:rules))))
ORDER BY i.ended_at IS NOT NULL, i.ended_at DESC, t.office, t.slug, i.first_at DESC, i.id
"""
_FIRING = """
WHERE i.state IN ('open', 'suspended') AND i.target IN (SELECT value FROM json_each(:targets)) AND EXISTS (
  SELECT 1 FROM rule_states r WHERE r.incident = i.key AND r.state IN ('firing', 'suspended'))
ORDER BY t.office, t.slug, i.id
"""
_STATES = """
SELECT r.incident, r.rule, r.state, r.since, r.skipped, r.skipped_days, r.skipped_weeks, r.fired_at, r.told_at,
  r.escalated_at
FROM json_each(:keys) j CROSS JOIN rule_states r ON r.incident = j.value ORDER BY r.incident, r.rule
"""
EVER = ("", "9999")
"""Moments as stored before and after every other."""


class DayLooks(NamedTuple):
    """What the local days of one target were like, from one vantage; a word each, with spaces, None: nothing."""

    target: int
    vantage: int
    slots: str | None
    """Days with a look that showed slots, that showed none, that said booking is closed; a day may come twice."""
    no_slots: str | None
    closed: str | None
    others: str | None
    """Day, outcome and number of looks, one after the other."""


@dataclass(frozen=True, slots=True)
class Covered:
    """Scheduled seconds up to the conclusive looks of some days, and how many of them looks covered."""

    scheduled: float
    observed: float
    before: datetime | None
    """The latest conclusive look of the days before: since then the first of them counts."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """How far sealing has come."""

    last_day: str | None
    """UTC; None: no day is sealed."""
    owed: int
    """Time stamps that are asked for and not there yet."""
    owed_since: datetime | None


class Overview:
    """The questions, over a connection that only reads; ``targets`` are rows of the table of targets."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        self._plain = connection.cursor()
        self._plain.row_factory = None  # plain tuples: there may be many
        self._judgements = Judgements(connection)

    def vantages(self) -> dict[str, tuple[int, str]]:
        """By name, the row and the kind of every vantage: ``machine``, ``person``, or where looks came from."""
        return {name: (row, kind) for row, name, kind in self._all("SELECT id, name, kind FROM vantages")}

    def days(self, targets: Sequence[int], first: str) -> Iterator[DayLooks]:
        """The looks of the local days since one of them."""
        return map(DayLooks._make, self._all(_DAYS, targets=json.dumps(targets), first=first))

    def covered(self, targets: Sequence[int], first: str) -> dict[tuple[int, int], Covered]:
        """By target and vantage, how closely the days since one of them were watched."""
        rows = self._all(_TOTALS, targets=json.dumps(targets), first=first)
        return {
            (target, vantage): Covered(scheduled, observed, from_iso(before) if before else None)
            for target, vantage, scheduled, observed, before in rows
        }

    def firing(self, targets: Sequence[int]) -> list[Known]:
        """The incidents on which a rule fires, by office and target."""
        return self._known(_FIRING, {"targets": json.dumps(targets)})

    def incidents(
        self,
        targets: Sequence[int],
        *,
        going_on: bool = False,
        ended_since: str = EVER[0],
        seen: tuple[str, str] = EVER,
        kind: str | None = None,
        rules: Sequence[str] | None = None,
    ) -> list[Known]:
        """Those that go on, then those that ended since a moment, the latest first; moments are as stored.

        ``seen``: only those with a look that said so at or before its end, and at or after its beginning.
        """
        given = {
            "targets": json.dumps(targets),
            "going_on": going_on,
            "ended_since": ended_since,
            "since": seen[0],
            "until": seen[1],
            "kind": kind,
            "rules": None if rules is None else json.dumps(rules),
        }
        return self._known(_INCIDENTS, given)

    def _known(self, where: str, given: Mapping[str, Any]) -> list[Known]:
        rows = self._sql.execute(_KNOWN + where, given).fetchall()
        states = self._states([row["key"] for row in rows])
        withdrawn = {row[0] for row in self._all("SELECT DISTINCT target FROM annotations WHERE kind = 'retracted'")}
        found = []
        for row in rows:
            incident = incident_of(row)
            known = Acknowledged(from_iso(row["known_at"]), row["known_by"], row["note"]) if row["known_at"] else None
            target = row["target"]
            one = Known(
                incident=incident,
                target=row["slug"],
                name=row["name"],
                office=row["office"],
                timezone=row["timezone"],
                retracted=self._judgements.retracted(target, incident) if target in withdrawn else 0,
                rules=tuple(states.get(incident.key, ())),
                acknowledged=known,
            )
            found.append(one)
        return found

    def _states(self, keys: Sequence[str]) -> dict[str, list[RuleState]]:
        found: dict[str, list[RuleState]] = {}
        for key, rule, stage, since, skipped, days, weeks, *stored in self._all(_STATES, keys=json.dumps(keys)):
            times = (from_iso(at) if at else None for at in stored)
            state = RuleState(rule, key, from_iso(since), skipped, days, weeks, Stage(stage), *times)
            found.setdefault(key, []).append(state)
        return found

    def rule_names(self) -> list[str]:
        """Every rule that ever was about an incident."""
        return [row[0] for row in self._all("SELECT DISTINCT rule FROM rule_states ORDER BY rule")]

    def sealed(self) -> Sealed:
        """How far sealing has come."""
        ((last_day,),) = self._all("SELECT max(day) FROM seals")
        ((owed, since),) = self._all("SELECT count(*), min(owed_at) FROM stamps WHERE state IN ('owed', 'answered')")
        return Sealed(last_day, owed, from_iso(since) if since else None)

    def _all(self, sql: str, **given: Any) -> Iterable[tuple[Any, ...]]:
        return self._plain.execute(sql, given).fetchall()


def overview(reader: Reader) -> Overview:
    """The same store and the same moment of it, asked about many targets at once."""
    return Overview(reader.connection)
