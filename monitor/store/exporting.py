"""Rows for data to take away, table by table, streamed from one moment of the store. Reads; writes a temporary table.

What is public leaves out slots that are too fresh: of a target that showed some, all is told as it stood just before
the first of them. Whoever reads it sees an earlier moment, and no gap that would give the fresh slots away.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from monitor.clock import from_iso, iso
from monitor.store import exported
from monitor.store.reader import Reader, reading

Row = tuple[Any, ...]

_NEVER = "9999"
_LAST_DAY = "9999-12-31"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """What is wanted of one target: its looks from a moment to another, and its local days, both ends included."""

    row: int
    slug: str
    timezone: str
    since: datetime | None = None
    until: datetime | None = None
    """Left out; None: to the end."""
    first_day: date | None = None
    last_day: date | None = None


@contextmanager
def one_moment(path: Path) -> Iterator[Reader]:
    """Open the store read-only; all that is read inside is of one moment. Raises ``StoreError``."""
    with reading(path) as reader:
        reader.connection.execute("BEGIN")
        reader.connection.execute("SELECT 1 FROM targets LIMIT 1").fetchone()  # only now the moment stands still
        try:
            yield reader
        finally:
            reader.connection.execute("ROLLBACK")


class Exporting:
    """The tables of some targets. ``fresh_after``: slots seen after this moment are left out, for the public."""

    def __init__(self, reader: Reader, parts: Sequence[Part], fresh_after: datetime | None = None) -> None:
        self._sql = reader.connection.cursor()
        self._sql.row_factory = None  # plain tuples: there may be many
        self._cuts: dict[int, tuple[Part, str]] = {}
        self._sql.execute(exported.WANTED)
        for part in parts:
            cut = self._first_fresh(part.row, fresh_after) if fresh_after else None
            self._want(part, cut)

    def _want(self, part: Part, cut: str | None) -> None:
        last_day = part.last_day
        if cut is not None:
            self._cuts[part.row] = part, cut
            before = _local_day(cut, part.timezone) - _DAY
            last_day = min(last_day, before) if last_day else before
        row = {
            "target": part.row,
            "slug": part.slug,
            "since_at": iso(part.since) if part.since else "",
            "until_at": min(iso(part.until) if part.until else _NEVER, cut or _NEVER),
            "cut_at": cut or _NEVER,
            "first_day": str(part.first_day or ""),
            "last_day": str(last_day or _LAST_DAY),
        }
        self._sql.execute(exported.WANT, row)

    def _first_fresh(self, target: int, fresh_after: datetime) -> str | None:
        """When a target first showed something after a moment that tells of free slots, whoever saw it."""
        values = {"target": target, "after": iso(fresh_after), "us": _microseconds(fresh_after)}
        row = self._sql.execute(exported.FIRST_FRESH, values).fetchone()
        return str(row[0]) if row[0] else None

    def looks(self) -> int:
        """About how many looks there are to be told, from sums."""
        row = self._sql.execute(exported.NUMBER_OF_LOOKS).fetchone()
        return int(row[0])

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table that ``monitor.dataset.tables`` declares, its columns in their order; None for empty."""
        found = self._made(table)
        return (tuple([None if value == "" else value for value in row]) for row in found)

    def _made(self, table: str) -> Iterable[Row]:
        match table:
            case "spells":
                return _numbered(self._spells(), by=2, place=3)
            case "texts":
                return _numbered(_texts(self._spells()), by=1, place=1)
            case "events":
                return _numbered(self._ask(exported.EVENTS), by=1, place=1)
            case "days":
                return self._days()
            case _:
                return self._ask(exported.TABLES[table])

    def columns(self, table: str) -> list[str]:
        """The names of what is asked for a table, in order; without the numbers that are counted here."""
        asked = {**exported.TABLES, "spells": exported.SPELLS, "days": exported.DAYS, "events": exported.EVENTS}
        return [str(column[0]) for column in self._ask(asked[table]).description]

    def _ask(self, sql: str, values: Mapping[str, Any] | None = None) -> sqlite3.Cursor:
        cursor = self._sql.connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, values or {})

    def _spells(self) -> Iterator[Row]:
        """Spells; one that goes on beyond the cut is told as far as it had come then."""
        for row in self._ask(exported.SPELLS):
            *told, last_at, looks, anchored, gap, target, spell = row
            if target in self._cuts and last_at >= (cut := self._cuts[target][1]):
                found = self._ask(exported.SHORTENED, {"spell": spell, "cut": cut}).fetchone()
                if found[0] is None:
                    continue
                last_at, looks, anchored, gap = found
            yield (*told, last_at, looks, anchored, gap)

    def _days(self) -> Iterator[Row]:
        yield from self._ask(exported.DAYS)
        for target, (part, cut) in self._cuts.items():
            day = _local_day(cut, part.timezone)
            if (part.first_day or date.min) <= day <= (part.last_day or date.max):
                start = datetime.combine(day, time(0), ZoneInfo(part.timezone))
                span = {"target": target, "day": str(day), "since": _microseconds(start)}
                yield from self._ask(exported.DAY_OF_CUT, {**span, "until": _microseconds(from_iso(cut))})


def _numbered(rows: Iterable[Row], *, by: int, place: int) -> Iterator[Row]:
    """Rows with a number put in at a place, counted anew where one of the first ``by`` values changes."""
    group, number = None, 0
    for row in rows:
        number = number + 1 if row[:by] == group else 1
        group = row[:by]
        yield (*row[:place], number, *row[place:])


def _texts(spells: Iterable[Row]) -> Iterator[Row]:
    """Target, who saw it, words, language, first, last and number of looks; kept for one target at a time."""
    known: dict[Row, list[Any]] = {}
    target = ""
    for slug, _, seen_by, _, quote, language, first_at, last_at, looks, *_ in spells:
        if slug != target:
            yield from _told(target, known)
            known, target = {}, slug
        if quote:
            text = known.setdefault((seen_by, quote, language), [first_at, last_at, 0])
            text[:] = min(text[0], first_at), max(text[1], last_at), text[2] + looks
    yield from _told(target, known)


def _told(target: str, known: Mapping[Row, list[Any]]) -> Iterator[Row]:
    return ((target, *words, *counts) for words, counts in known.items())


def _local_day(moment: str, zone: str) -> date:
    return from_iso(moment).astimezone(ZoneInfo(zone)).date()


def _microseconds(moment: datetime) -> int:
    return (moment - datetime.fromisoformat("1970-01-01T00:00:00Z")) // timedelta(microseconds=1)
