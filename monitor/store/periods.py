"""Questions about spans of local days, for many targets at once: days, spells, events, no single looks. Reads only.

Every question is one statement for all targets, and its rows come in the order in which the targets were asked for.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from monitor.clock import from_iso
from monitor.store.period_rows import (
    Choice,
    DayRow,
    EventRow,
    ImportedRow,
    RemarkRow,
    ShownRow,
    SpellRow,
    TotalRow,
    Watched,
)
from monitor.store.quarters import counts
from monitor.store.reader import Reader

_Row = TypeVar("_Row")
_FEW = 50
"""As many targets are found by the index; for more, reading a table from end to end is faster."""


_DAYS = """
SELECT d.target, v.kind, d.day, d.reason, d.outcome, d.anchored, d.extra, d.conclusive
FROM json_each(:targets) j CROSS JOIN vantages v CROSS JOIN days d ON d.target = j.value AND d.vantage = v.id
WHERE d.day BETWEEN :first AND :last ORDER BY j.key
"""
_TOTALS = """
SELECT d.target, v.kind, v.id, d.day, d.first_conclusive_at, d.last_conclusive_at, d.largest_gap_seconds,
  d.scheduled_seconds, d.observed_seconds, d.two_dates, d.one_date, d.later_dates
FROM json_each(:targets) j CROSS JOIN vantages v CROSS JOIN day_totals d ON d.target = j.value AND d.vantage = v.id
WHERE d.day BETWEEN :first AND :last ORDER BY j.key
"""
_BEFORE = """
SELECT j.value, max((
    SELECT d.last_conclusive_at FROM day_totals d WHERE d.target = j.value AND d.vantage = v.id AND d.day < :first
    ORDER BY d.day DESC LIMIT 1))
FROM json_each(:targets) j CROSS JOIN vantages v WHERE v.kind = 'machine' GROUP BY j.key
"""
_SPELLS = """
SELECT s.target, v.kind, s.outcome, ifnull(x.text, ''), x.language, s.first_at, s.last_at,
  s.largest_gap_seconds
FROM {} JOIN vantages v ON v.id = s.vantage LEFT JOIN texts x ON x.id = s.text
WHERE s.last_at >= :since AND s.first_at < :until
  AND (:every OR s.text IS NOT NULL OR s.outcome = 'slots')
"""
_EVENTS = """
SELECT e.target, e.class, e.kind, e.at, e.observation, e.details FROM {}
WHERE e.kind IN ('slots_appeared', 'slots_gone', 'release_stated') AND e.at >= :since
  AND iif(e.kind = 'slots_gone', json_extract(e.details, '$.first_at'), e.at) < :until
"""
_SHOWN = """
SELECT target, class, json_extract(memory, '$.slots_from'), json_extract(memory, '$.slots_until'),
  json_extract(memory, '$.none_before')
FROM memories WHERE json_extract(memory, '$.slots_from') < :until
  AND target IN (SELECT value FROM json_each(:targets))
"""
_IMPORTED = """
SELECT i.target, i.id, i.kind, i.operator, i.vantage, i.source, l.outcome, count(*), min(l.at), max(l.at)
FROM imports i JOIN imported_looks l ON l.import = i.id
WHERE l.at >= :since AND l.at < :until AND i.target IN (SELECT value FROM json_each(:targets))
GROUP BY i.id, l.outcome ORDER BY i.id, l.outcome
"""
_REMARKS = """
SELECT a.target, v.kind, a.kind, a.at, a.author, a.why, o.started_at, o.outcome, o.reason, lower(hex(o.uuid))
FROM annotations a JOIN observations o ON o.id = a.observation JOIN vantages v ON v.id = a.vantage
WHERE o.started_at >= :since AND o.started_at < :until AND a.target IN (SELECT value FROM json_each(:targets))
ORDER BY a.id
"""


class Periods:
    """The questions, over a connection that only reads. ``since`` and ``until`` are as stored, the end left out."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection.cursor()
        self._sql.row_factory = None  # plain tuples: there may be many

    def watched(self, choice: Choice | None = None) -> list[Watched]:
        """The targets that are meant, by office and id, the retired ones last."""
        choice, names = choice or Choice(), [*Watched.__slots__]
        columns = [{"row": "id", "every": "every_seconds"}.get(name, name) for name in names]
        rows = self._sql.execute(
            f"SELECT {', '.join(columns)} FROM targets ORDER BY retired_at IS NOT NULL, office, slug"
        ).fetchall()
        every = (_watched(dict(zip(names, row, strict=True))) for row in rows)
        return [one for one in every if choice.takes(one)]

    def days(self, targets: Sequence[Watched], first: str, last: str) -> Iterator[DayRow]:
        """The looks of each local day, by answer; vantage by vantage, so that a day may come more than once."""
        return self._rows(DayRow, _DAYS, targets, first=first, last=last)

    def totals(self, targets: Sequence[Watched], first: str, last: str) -> Iterator[TotalRow]:
        """What else is known of each local day with a conclusive look, vantage by vantage."""
        return self._rows(TotalRow, _TOTALS, targets, first=first, last=last)

    def conclusive_before(self, targets: Sequence[Watched], first: str) -> dict[int, datetime]:
        """By target, a machine's latest conclusive look on the latest day before a local day."""
        rows = self._ask(_BEFORE, targets, first=first).fetchall()
        return {target: from_iso(at) for target, at in rows if at}

    def spells(self, targets: Sequence[Watched], since: str, until: str, *, every: bool = False) -> Iterator[SpellRow]:
        """The spells with words or slots, or every one, that reach into a span of time, in the order of storage."""
        return self._rows(
            SpellRow, self._from(_SPELLS, "spells s", targets), targets, since=since, until=until, every=every
        )

    def events(self, targets: Sequence[Watched], since: str, until: str) -> Iterator[EventRow]:
        """What appeared, was gone, or was said of releases, by target in the order in which it happened.

        That slots were gone is told where they were first seen before ``until``.
        """
        return self._rows(EventRow, self._from(_EVENTS, "events e", targets), targets, since=since, until=until)

    def shown(self, targets: Sequence[Watched], until: str) -> Iterator[ShownRow]:
        """The slots that were still shown at the latest look, first seen before ``until``."""
        return self._rows(ShownRow, _SHOWN, targets, until=until)

    def remarks(self, targets: Sequence[Watched], since: str, until: str) -> Iterator[RemarkRow]:
        """What was said later of looks made in a span of time, in the order in which it was said."""
        return self._rows(RemarkRow, _REMARKS, targets, since=since, until=until)

    def imported(self, targets: Sequence[Watched], since: str, until: str) -> Iterator[ImportedRow]:
        """The looks of others in a span of time, counted by import and outcome."""
        return self._rows(ImportedRow, _IMPORTED, targets, since=since, until=until)

    def slot_counts(self, observations: Collection[int]) -> list[int]:
        """How many slots the page counted at each of these looks, where it did."""
        rows = self._sql.execute(
            "SELECT o.slots_count FROM json_each(?) j CROSS JOIN observed o ON o.id = j.value"
            " WHERE o.slots_count IS NOT NULL ORDER BY j.key",
            (json.dumps(list(observations)),),
        ).fetchall()
        return [row[0] for row in rows]

    def quarters(self, target: Watched, first: str, last: str) -> Iterator[tuple[str, str, list[int]]]:
        """By UTC day and outcome, a machine's looks in each quarter of an hour."""
        rows = self._sql.execute(
            "SELECT q.day, q.outcome, q.looks FROM vantages v CROSS JOIN quarter_hours q ON q.vantage = v.id"
            " WHERE v.kind = 'machine' AND q.target = ? AND q.day BETWEEN ? AND ?",
            (target.row, first, last),
        ).fetchall()
        return ((day, outcome, counts(signs)) for day, outcome, signs in rows)

    def first_day(self, target: Watched) -> str | None:
        """The first local day with a look; None before the first look."""
        found = self._sql.execute(
            "SELECT min((SELECT min(day) FROM days d WHERE d.target = ? AND d.vantage = v.id)) FROM vantages v",
            (target.row,),
        ).fetchone()
        return str(found[0]) if found[0] else None

    def effective(self) -> dict[str, Any]:
        """The latest effective configuration."""
        row = self._sql.execute("SELECT effective FROM configurations ORDER BY id DESC LIMIT 1").fetchone()
        return dict(json.loads(row[0])) if row else {}

    @staticmethod
    def _from(sql: str, table: str, targets: Sequence[Watched]) -> str:
        alias = table.split()[1]
        if len(targets) > _FEW:  # in one go; those of other targets are left out afterwards
            return sql.format(table) + f"ORDER BY {alias}.id"
        joined = f"json_each(:targets) j CROSS JOIN {table} ON {alias}.target = j.value"
        return sql.format(joined) + f"ORDER BY j.key, {alias}.id"

    def _rows(self, made: type[_Row], sql: str, targets: Sequence[Watched], **given: Any) -> Iterator[_Row]:
        make: Callable[[Iterable[Any]], _Row] = getattr(made, "_make")  # noqa: B009  # every row is a named tuple
        return map(make, self._ask(sql, targets, **given).fetchall())

    def _ask(self, sql: str, targets: Sequence[Watched], **given: Any) -> sqlite3.Cursor:
        return self._sql.execute(sql, {"targets": json.dumps([one.row for one in targets]), **given})


def _watched(values: dict[str, Any]) -> Watched:
    changes = {
        "tags": tuple(json.loads(values["tags"])) if values["tags"] != "[]" else (),
        "every": timedelta(seconds=values["every"]),
        "added_at": from_iso(values["added_at"]),
        "retired_at": from_iso(values["retired_at"]) if values["retired_at"] else None,
    }
    return Watched(**{**values, **changes})


def periods(reader: Reader) -> Periods:
    """The same store and the same moment of it, asked about spans of days."""
    return Periods(reader.connection)
