"""What the public site asks: the questions about days, ended where figures end; latest looks, incidents. Reads only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from monitor.clock import from_iso, iso
from monitor.model.judged import Incident
from monitor.store.judgements import incident_of
from monitor.store.period_rows import EventRow, RemarkRow, ShownRow, SpellRow, Watched
from monitor.store.periods import Periods
from monitor.store.reader import Reader

_STATES = """
SELECT n.target, v.kind, v.name, n.sequence, n.first_at, n.last_at FROM standings n JOIN vantages v ON v.id = n.vantage
"""
_LATEST = """
SELECT n.target, v.kind, o.started, r.outcome, r.reason, ifnull(x.text, ''), x.language
FROM standings n CROSS JOIN vantages v ON v.id = n.vantage
CROSS JOIN observed o ON o.id = (
  SELECT s.id FROM observed s CROSS JOIN readings g ON g.id = s.reading
  WHERE s.target = n.target AND s.vantage = n.vantage AND (g.outcome <> 'slots' OR s.started <= :slots_until)
    AND NOT EXISTS (SELECT 1 FROM annotations a WHERE a.observation = s.id AND a.kind = 'retracted')
  ORDER BY s.sequence DESC LIMIT 1)
CROSS JOIN readings r ON r.id = o.reading LEFT JOIN texts x ON x.id = r.text
"""
_REMARKED = "SELECT target, count(*), max(id) FROM annotations GROUP BY target"
_IMPORTED = "SELECT target, count(*), max(id) FROM imports GROUP BY target"
_INCIDENTS = """
SELECT i.*, EXISTS (SELECT 1 FROM rule_states r WHERE r.incident = i.key AND r.fired_at IS NOT NULL) AS fired
FROM incidents i
WHERE i.target IN (SELECT value FROM json_each(:targets)) AND (i.ended_at IS NULL OR i.ended_at >= :since) AND (
  (i.kind NOT IN ('unbookable', 'scarce') AND julianday(i.last_at) - julianday(i.first_at) >= :days)
  OR EXISTS (SELECT 1 FROM rule_states r WHERE r.incident = i.key AND r.fired_at IS NOT NULL))
ORDER BY i.first_at DESC, i.id DESC
"""
_COUNTED = """
SELECT r.outcome, sum(o.anchored OR v.kind = 'person'), sum((o.anchored OR v.kind = 'person') AND r.conclusive)
FROM vantages v CROSS JOIN observed o ON o.vantage = v.id AND o.target = :target
CROSS JOIN readings r ON r.id = o.reading
WHERE v.kind = :kind AND o.started BETWEEN :first AND :last GROUP BY r.outcome
"""
_LOOKS = """
SELECT o.started FROM vantages v CROSS JOIN observed o ON o.vantage = v.id AND o.target = :target
CROSS JOIN readings r ON r.id = o.reading
WHERE v.kind = :kind AND o.started >= :first AND o.started < :until AND r.outcome = :outcome ORDER BY o.started
"""
_LATEST_OF = """
SELECT (SELECT o.started FROM observed o CROSS JOIN readings r ON r.id = o.reading
  WHERE o.target = :target AND o.vantage = v.id AND o.started < :until AND r.outcome = :outcome
  ORDER BY o.sequence DESC LIMIT 1)
FROM vantages v WHERE v.kind = :kind
"""
_CONFIGURATION = "SELECT id, since, effective FROM configurations ORDER BY id DESC LIMIT 1"
_PROBES = """
SELECT DISTINCT g.probe FROM readings g WHERE g.probe <> '' ORDER BY g.probe
"""
_REQUESTS = """
SELECT o.target, count(*) FROM observed o CROSS JOIN exchanged e ON e.observation = o.id
WHERE o.id >= :from AND o.started >= :first AND o.started < :last GROUP BY o.target
"""
_LONG = 7
"""Days after which an incident has a page of its own even where no rule fired on it."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """One look, with its answer."""

    who: str
    at: datetime
    outcome: str
    reason: str
    quote: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """An incident as it is stored, and whether a rule ever fired on it."""

    target: int
    incident: Incident
    fired: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """Looks of one outcome: on schedule, or of people, and the conclusive ones among them."""

    outcome: str
    looks: int
    conclusive: int


class Published(Periods):
    """Questions about spans of days as the public may ask them: runs of looks end where figures end."""

    def __init__(self, connection: sqlite3.Connection, until: datetime) -> None:
        super().__init__(connection)
        self._until = iso(until)
        self._effective: dict[str, Any] | None = None

    def spells(self, targets: Sequence[Watched], since: str, until: str, *, every: bool = False) -> Iterator[SpellRow]:
        for row in super().spells(targets, since, until, every=every):
            if row.last_at < self._until:
                yield row
            elif row.first_at < self._until:
                if len(targets) > 1 and row.outcome != "slots":  # lists do not ask how closely it was watched
                    yield row._replace(last_at=self._latest(row), gap=0)
                    continue
                looks = self._looks(row.target, row.who, row.first_at, row.outcome)
                gap = max((later - earlier for earlier, later in pairwise(looks)), default=0) / _MILLION
                yield row._replace(last_at=_text(looks[-1]) if looks else row.first_at, gap=gap)

    def events(self, targets: Sequence[Watched], since: str, until: str) -> Iterator[EventRow]:
        return (row for row in super().events(targets, since, until) if row.at < self._until)

    def shown(self, targets: Sequence[Watched], until: str) -> Iterator[ShownRow]:  # noqa: ARG002
        """None: what the latest look of all showed is not told. Runs of looks tell slots whose end is not known."""
        return iter(())

    def remarks(self, targets: Sequence[Watched], since: str, until: str) -> Iterator[RemarkRow]:
        return (row for row in super().remarks(targets, since, until) if row.look_at < self._until)

    def effective(self) -> dict[str, Any]:
        if self._effective is None:
            self._effective = super().effective()
        return self._effective

    def _latest(self, row: SpellRow) -> str:
        """The latest look of a run that went on when figures end: slots that were not told yet may have ended it."""
        given = {"target": row.target, "kind": row.who, "outcome": row.outcome, "until": _micro(self._until)}
        found = [started for (started,) in self._sql.execute(_LATEST_OF, given).fetchall() if started]
        return max(_text(max(found)), row.first_at) if found else row.first_at

    def _looks(self, target: int, who: str, first: str, outcome: str) -> list[int]:
        given = {"target": target, "kind": who, "first": _micro(first), "until": _micro(self._until)}
        return [row[0] for row in self._sql.execute(_LOOKS, {**given, "outcome": outcome}).fetchall()]


class Publishing:
    """Other questions of the site, over a connection that only reads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        self._plain = connection.cursor()
        self._plain.row_factory = None

    def states(self) -> dict[int, tuple[Any, ...]]:
        """By target, values that change with every look, remark and import; nobody needs to know what they mean."""
        found: dict[int, tuple[Any, ...]] = {}
        for sql in (_STATES, _REMARKED, _IMPORTED):
            for target, *values in self._plain.execute(sql).fetchall():
                found[target] = (*found.get(target, ()), *values)
        return found

    def latest_rows(self) -> tuple[int, ...]:
        """Numbers of which one changes with every look, remark, import and configuration."""
        tables = ("observed", "annotations", "imports", "configurations")
        return tuple(
            self._plain.execute(f"SELECT ifnull(max(rowid), 0) FROM {table}").fetchone()[0] for table in tables
        )

    def latest_on_schedule(self) -> datetime | None:
        """When the latest look of the regular schedule was made, at any target: it does not hang on what is shown."""
        row = self._plain.execute("SELECT started FROM observed WHERE anchored ORDER BY id DESC LIMIT 1").fetchone()
        return from_iso(_text(row[0])) if row else None

    def looked_at(self) -> dict[int, datetime]:
        """By target, a machine's latest look, whatever it showed."""
        rows = self._plain.execute(
            "SELECT n.target, max(n.last_at) FROM standings n JOIN vantages v ON v.id = n.vantage"
            " WHERE v.kind = 'machine' AND n.last_at IS NOT NULL GROUP BY n.target"
        ).fetchall()
        return {target: from_iso(at) for target, at in rows}

    def latest(self, slots_until: datetime) -> dict[tuple[int, str], Look]:
        """By target and kind of vantage, the latest look that was not retracted; no slots later than a moment."""
        found: dict[tuple[int, str], Look] = {}
        for target, who, started, *rest in self._plain.execute(
            _LATEST, {"slots_until": _micro(iso(slots_until))}
        ).fetchall():
            look = Look(who, from_iso(_text(started)), *rest)
            known = found.get((target, who))
            if known is None or known.at < look.at:
                found[target, who] = look
        return found

    def incidents(self, targets: Sequence[int], ended_since: datetime | None = None) -> Iterator[Kept]:
        """Those on which a rule fired, or that lasted for a week; the latest first.

        The last words are not about ``unbookable`` and ``scarce``, which say again what others say.
        """
        given = {"targets": json.dumps(targets), "since": iso(ended_since) if ended_since else "", "days": _LONG}
        for row in self._sql.execute(_INCIDENTS, given).fetchall():
            values = dict(row)
            yield Kept(values["target"], incident_of(values), bool(values["fired"]))

    def counted(self, target: int, who: str, first: datetime, last: datetime) -> list[Counted]:
        """The looks of one kind of vantage between two moments, both included, by outcome."""
        given = {"target": target, "kind": who, "first": _micro(iso(first)), "last": _micro(iso(last))}
        return [Counted(*row) for row in self._plain.execute(_COUNTED, given).fetchall()]

    def configuration(self) -> tuple[int, datetime | None, dict[str, Any]]:
        """The latest effective configuration: its row, since when it holds, and itself."""
        row = self._plain.execute(_CONFIGURATION).fetchone()
        return (row[0], from_iso(row[1]), json.loads(row[2])) if row else (0, None, {})

    def former_ids(self) -> dict[str, str]:
        """Ids that targets had before they were renamed, and the ones that they have now."""
        rows = self._plain.execute("SELECT f.slug, t.slug FROM former_ids f JOIN targets t ON t.id = f.target")
        return {before: now for before, now in rows.fetchall() if before != now}

    def probes(self) -> list[str]:
        """Every probe and version that ever read a page."""
        return [row[0] for row in self._plain.execute(_PROBES).fetchall()]

    def requests(self, first: datetime, last: datetime) -> dict[int, int]:
        """By target, how many requests its looks of a span of time made."""
        given = {"first": _micro(iso(first)), "last": _micro(iso(last))}
        latest = self._plain.execute("SELECT max(id) FROM observed").fetchone()[0] or 0
        step, start = 1000, latest
        while start > 0:  # looks are stored in the order of time, but for those that came late
            row = self._plain.execute("SELECT started FROM observed WHERE id <= ? ORDER BY id DESC LIMIT 1", (start,))
            found = row.fetchone()
            if found is None or found[0] < given["first"]:
                break
            start -= step
            step *= 2
        return dict(self._plain.execute(_REQUESTS, {**given, "from": max(start, 0)}).fetchall())


def _micro(moment: str) -> int:
    return round(from_iso(moment).timestamp() * _MILLION)


def _text(micro: int) -> str:
    return iso(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micro))


def publishing(reader: Reader) -> Publishing:
    """The same store and the same moment of it, asked for the site."""
    return Publishing(reader.connection)


def published(reader: Reader, until: datetime) -> Published:
    """The same, asked about spans of days whose figures end at a moment."""
    return Published(reader.connection, until)
