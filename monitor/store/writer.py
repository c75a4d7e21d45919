"""Writing to the store: small statements that the ledger combines into one transaction per look."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from monitor.clock import from_iso, iso
from monitor.model import DayTotal, Exchange, LookKind, Spell, Standing, Target
from monitor.store.answers import READING, ROUTE, Once
from monitor.store.captures import Captures
from monitor.store.database import open_for_writing
from monitor.store.errors import NotThisStore, explained
from monitor.store.lines import add_line
from monitor.store.quarters import count_quarter
from probes.contract import Outcome, Reading, Reason


class Store:
    """The one writer of a process. Methods may raise ``StoreError``; what was committed stays."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sql = open_for_writing(path)
        self._captures = Captures(self._sql)
        self._readings = Once(self._sql, "readings", READING)
        self._routes = Once(self._sql, "routes", ROUTE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._sql.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing. Takes the write lock at once: what is read inside is still true when it is written."""
        with explained(self.path):
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._sql.execute("COMMIT")
            except BaseException:
                self._readings.forget()
                self._routes.forget()
                if self._sql.in_transaction:
                    self._sql.execute("ROLLBACK")
                raise

    def _insert(self, table: str, row: Mapping[str, Any]) -> int:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = self._sql.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))
        return cursor.lastrowid or 0

    def _one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._sql.execute(sql, values).fetchone()
        return row

    # Configurations, targets, vantages

    def configure(self, text: str, digest: str, program: str, now: datetime) -> int:
        """The id of the configuration in force from now on; a new dated row only where it differs from the last."""
        last = self._one("SELECT id, sha256, program FROM configurations ORDER BY id DESC LIMIT 1")
        if last and last[1:] == (digest, program):
            return int(last[0])
        row = {"since": iso(now), "sha256": digest, "program": program, "effective": text}
        return self._insert("configurations", row)

    def latest_configuration(self) -> int | None:
        """The row of the configuration in force; None where there was none yet."""
        row = self._one("SELECT max(id) FROM configurations")
        return int(row[0]) if row and row[0] is not None else None

    def require_time(self, *, simulated: bool) -> None:
        """Raise ``NotThisStore`` where looks of the other kind are stored: real and simulated time never mix."""
        row = self._one("SELECT simulated FROM observed ORDER BY id DESC LIMIT 1")
        if row and bool(row[0]) != simulated:
            there = "simulated looks (the demo's)" if row[0] else "real looks"
            raise NotThisStore(f"{self.path}: holds {there}; name another data_dir for the others")

    def put_target(self, target: Target, now: datetime) -> int:
        """The target's row, added or brought up to date; a target that had retired is back, a renamed one goes on."""
        row = {
            "slug": target.id,
            "name": target.name,
            "url": target.url,
            "probe": target.probe,
            "office": target.office,
            "procedure": target.procedure,
            "territory": target.territory,
            "tags": json.dumps(target.tags, ensure_ascii=False),
            "timezone": target.timezone,
            "every_seconds": int(target.every.total_seconds()),
            "expect_language": json.dumps(target.expect_language),
        }
        known = self._one("SELECT id FROM targets WHERE slug = ?", target.id) or self._renamed(target, now)
        if known is None:
            return self._insert("targets", {**row, "added_at": iso(now)})
        changes = ", ".join(f"{name} = ?" for name in row)
        self._sql.execute(f"UPDATE targets SET {changes}, retired_at = NULL WHERE id = ?", (*row.values(), known[0]))
        return int(known[0])

    def _renamed(self, target: Target, now: datetime) -> tuple[Any, ...] | None:
        """The row that the target had under its former id, which is kept: sealed lines and incidents carry it."""
        known = self._one("SELECT id FROM targets WHERE slug = ?", target.was) if target.was else None
        if known:
            self._sql.execute("REPLACE INTO former_ids VALUES (?, ?, ?)", (target.was, known[0], iso(now)))
        return known

    def retire_all_but(self, slugs: list[str], now: datetime) -> None:
        """Mark targets that left the configuration; their history stays."""
        kept = json.dumps(slugs)
        self._sql.execute(
            "UPDATE targets SET retired_at = ?"
            " WHERE retired_at IS NULL AND slug NOT IN (SELECT value FROM json_each(?))",
            (iso(now), kept),
        )

    def salt(self) -> bytes:
        """What the machine's name is hashed with, so that nobody guesses it."""
        row = self._one("SELECT salt FROM salts")
        assert row is not None
        return bytes(row[0])

    @staticmethod
    def engine_version() -> str:
        """The version of SQLite."""
        return sqlite3.sqlite_version

    def put_vantage(self, name: str, kind: str = "machine") -> int:
        """The row of a vantage, ``machine`` or ``person``. Raises ``NotThisStore`` if the name is one of the other."""
        known = self._one("SELECT id, kind FROM vantages WHERE name = ?", name)
        if known and known[1] != kind:
            raise NotThisStore(f"{self.path}: '{name}' is the name of a {known[1]}'s vantage; choose another")
        return int(known[0]) if known else self._insert("vantages", {"name": name, "kind": kind})

    def data_version(self) -> int:
        """A number that changes when another connection has written: what is remembered of the file may be stale."""
        row = self._one("PRAGMA data_version")
        assert row is not None
        return int(row[0])

    # What one look changes

    def standing(self, target: int, vantage: int) -> Standing:
        """Where the target stands before the next look."""
        row = self._one(
            "SELECT sequence, last_line_sha256, anchored, conclusive, first_at, last_at, last_conclusive_at,"
            " last_slot_at, largest_hole_seconds FROM standings WHERE target = ? AND vantage = ?",
            target,
            vantage,
        )
        if row is None:
            return Standing()
        times = [from_iso(text) if text else None for text in row[4:8]]
        return Standing(
            sequence=row[0],
            last_line_sha256=row[1],
            anchored=row[2],
            conclusive=row[3],
            first_at=times[0],
            last_at=times[1],
            last_conclusive_at=times[2],
            last_slot_at=times[3],
            largest_hole=timedelta(seconds=row[8]),
        )

    def put_standing(self, target: int, vantage: int, standing: Standing) -> None:
        """Replace the standing."""
        values = (
            (target, vantage, standing.sequence, standing.last_line_sha256, standing.anchored, standing.conclusive)
            + tuple(iso(at) if at else None for at in (standing.first_at, standing.last_at))
            + tuple(iso(at) if at else None for at in (standing.last_conclusive_at, standing.last_slot_at))
            + (standing.largest_hole.total_seconds(),)
        )
        self._sql.execute(f"REPLACE INTO standings VALUES ({', '.join('?' * len(values))})", values)

    def put_text(self, target: int, reading: Reading, at: datetime) -> tuple[int | None, bool]:
        """The row of the words shown, counted once more, and whether they are new; no row where nothing is quoted."""
        if not reading.quote:
            return None, False
        row = self._one(
            "INSERT INTO texts (target, text, language, first_seen_at, last_seen_at, looks) VALUES (?, ?, ?, ?, ?, 1)"
            " ON CONFLICT (target, text, ifnull(language, '')) DO UPDATE"
            " SET last_seen_at = max(last_seen_at, excluded.last_seen_at), looks = looks + 1 RETURNING id, looks",
            target,
            reading.quote,
            reading.language,
            iso(at),
            iso(at),
        )
        assert row is not None
        return int(row[0]), row[1] == 1

    def put_context(self, record: str, now: datetime) -> str:
        """Keep a context record, once, and return its SHA-256, by which sealed lines name it."""
        digest = hashlib.sha256(record.encode())
        sql = "INSERT OR IGNORE INTO contexts (sha256, since, record) VALUES (?, ?, ?)"
        self._sql.execute(sql, (digest.digest(), iso(now), record))
        return digest.hexdigest()

    def add_observation(self, uuid: UUID, row: Mapping[str, Any], reading: Mapping[str, Any]) -> int:
        """One look, for ever, and its answer."""
        return self._insert("observed", {"uuid": uuid.bytes, **row, "reading": self._readings.row(reading)})

    def add_line(self, target: int, vantage: int, sequence: int, at: datetime, line: str) -> None:
        """The next sealed line of a chain, written at a moment."""
        day = f"{at.astimezone(UTC):%Y-%m-%d}"
        add_line(self._sql, target, vantage, sequence=sequence, day=day, line=line)

    def find_observation(self, uuid: UUID) -> tuple[int, int, int, str] | None:
        """The row, target, vantage and target's id of an observation, or None."""
        row = self._one(
            "SELECT o.id, o.target, o.vantage, t.slug FROM observed o JOIN targets t ON t.id = o.target"
            " WHERE substr(o.uuid, 1, 4) = ? AND o.uuid = ?",
            uuid.bytes[:4],
            uuid.bytes,
        )
        return (row[0], row[1], row[2], row[3]) if row else None

    def vantage_name(self, vantage: int) -> str:
        """The name of a vantage."""
        row = self._one("SELECT name FROM vantages WHERE id = ?", vantage)
        assert row is not None
        return str(row[0])

    def add_annotation(self, uuid: UUID, row: Mapping[str, Any]) -> None:
        """What is said of an observation later, for ever."""
        self._insert("annotations", {"uuid": uuid.bytes, **row})

    def add_exchanges(self, observation: int, target: int, exchanges: tuple[Exchange, ...]) -> None:
        """What was asked and what came, with the exact bytes."""
        add = self._captures.add
        for position, exchange in enumerate(exchanges):
            route = {
                "method": exchange.method,
                "url": exchange.url,
                "status": exchange.status,
                "peer": exchange.peer,
                "tls": exchange.tls,
                "certificates": add(b"".join(exchange.certificates)) if exchange.certificates else None,
                "fault": exchange.fault,
            }
            row = {
                "observation": observation,
                "position": position,
                "route": self._routes.row(route),
                "request": add(exchange.request),
                "response": add(exchange.response, (target, position)) if exchange.response else None,
            }
            self._insert("exchanged", row)

    def add_capture(self, content: bytes) -> int:
        """The row that holds these bytes, stored once whatever the number of looks that saw them."""
        return self._captures.add(content)

    def add_statements(self, observation: int, reading: Reading) -> None:
        """What the office says about its own releases."""
        for position, statement in enumerate(reading.statements):
            row = {
                "observation": observation,
                "position": position,
                "kind": statement.kind,
                "text": statement.text,
                "says_when": stored_moment(statement.when),
            }
            self._insert("statements", row)

    def last_spell(self, target: int, vantage: int) -> tuple[int, Spell] | None:
        """The current spell and its row."""
        row = self._one(
            "SELECT s.id, s.outcome, ifnull(x.text, ''), s.first_at, s.last_at, s.looks, s.anchored,"
            " s.largest_gap_seconds FROM spells s LEFT JOIN texts x ON x.id = s.text"
            " WHERE s.target = ? AND s.vantage = ? ORDER BY s.id DESC LIMIT 1",
            target,
            vantage,
        )
        if row is None:
            return None
        first_at, last_at = from_iso(row[3]), from_iso(row[4])
        return int(row[0]), Spell(Outcome(row[1]), row[2], first_at, last_at, row[5], row[6], timedelta(seconds=row[7]))

    def put_spell(self, row: int | None, target: int, vantage: int, text: int | None, spell: Spell) -> None:
        """A new spell (``row`` None) or the current one, longer."""
        values = {
            "target": target,
            "vantage": vantage,
            "outcome": spell.outcome.value,
            "text": text,
            "first_at": iso(spell.first_at),
            "last_at": iso(spell.last_at),
            "looks": spell.looks,
            "anchored": spell.anchored,
            "largest_gap_seconds": spell.largest_gap.total_seconds(),
        }
        if row is None:
            self._insert("spells", values)
        else:
            changed = {name: values[name] for name in ("last_at", "looks", "anchored", "largest_gap_seconds")}
            changes = ", ".join(f"{name} = ?" for name in changed)
            self._sql.execute(f"UPDATE spells SET {changes} WHERE id = ?", (*changed.values(), row))

    def count(
        self,
        target: int,
        vantage: int,
        *,
        at: datetime,
        local_day: str,
        reason: Reason,
        kind: LookKind,
        conclusive: bool,
    ) -> None:
        """One more look in its quarter of an hour (UTC) and in its local day."""
        anchored, extra = (1, 0) if kind is LookKind.ANCHORED else (0, 1)
        count_quarter(self._sql, (target, vantage), at, reason.outcome, anchored)
        self._sql.execute(
            "INSERT INTO days VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (target, vantage, day, reason)"
            " DO UPDATE SET anchored = anchored + excluded.anchored, extra = extra + excluded.extra,"
            " conclusive = conclusive + excluded.conclusive",
            (target, vantage, local_day, str(reason), reason.outcome.value, anchored, extra, conclusive),
        )

    def day_total(self, target: int, vantage: int, local_day: str) -> DayTotal | None:
        """What is known of a local day so far."""
        row = self._one(
            f"SELECT {', '.join(DAY_TOTAL)} FROM day_totals WHERE target = ? AND vantage = ? AND day = ?",
            target,
            vantage,
            local_day,
        )
        return day_total_of(row) if row else None

    def put_day_total(self, target: int, vantage: int, local_day: str, total: DayTotal) -> None:
        """Replace what is known of a local day."""
        row = (target, vantage, local_day, *day_total_row(total))
        self._sql.execute(f"REPLACE INTO day_totals VALUES ({', '.join('?' * len(row))})", row)

    # The schedule and our own faults

    def add_fault(self, target: int | None, at: datetime, summary: str, details: str) -> None:
        """An internal fault: our bug or our configuration, never the site's."""
        with self.atomic():
            self._insert("faults", {"at": iso(at), "target": target, "summary": summary, "details": details})

    def due_times(self) -> dict[str, datetime]:
        """When each target is due next, by its id in the configuration."""
        with explained(self.path):
            rows = self._sql.execute("SELECT t.slug, d.next_due_at FROM due_times d JOIN targets t ON t.id = d.target")
            return {slug: from_iso(at) for slug, at in rows}

    def requests_of_last_look(self, target: str) -> int:
        """Of how many requests the latest look of a machine at a target was, robots.txt aside; 0 if there was none."""
        with explained(self.path):
            row = self._one(
                "SELECT count(*) FROM exchanges WHERE url NOT LIKE '%/robots.txt' AND observation = ("
                " SELECT max(latest) FROM (SELECT"
                " (SELECT o.id FROM observed o WHERE o.target = n.target AND o.vantage = n.vantage"
                " ORDER BY o.sequence DESC LIMIT 1) AS latest FROM standings n JOIN targets t ON t.id = n.target"
                " JOIN vantages v ON v.id = n.vantage WHERE t.slug = ? AND v.kind = 'machine'))",
                target,
            )
        return int(row[0]) if row else 0

    def move_due_time(self, slug: str, at: datetime) -> None:
        """Set when a target, by its id, is due next."""
        self._sql.execute("INSERT OR REPLACE INTO due_times SELECT id, ? FROM targets WHERE slug = ?", (iso(at), slug))

    def put_due_time(self, target: int, at: datetime) -> None:
        """Set when a target is due next."""
        self._sql.execute("REPLACE INTO due_times VALUES (?, ?)", (target, iso(at)))

    @property
    def connection(self) -> sqlite3.Connection:
        """For backups, benchmarks and tests; product code uses the methods."""
        return self._sql


DAY_TOTAL = (
    *("first_conclusive_at", "last_conclusive_at", "largest_gap_seconds", "scheduled_seconds", "observed_seconds"),
    *("two_dates", "one_date", "later_dates"),
)
"""The columns of a day's total, in the order of ``DayTotal``'s fields."""


def day_total_row(total: DayTotal) -> tuple[Any, ...]:
    """A day's total as columns."""
    times = (iso(at) if at else None for at in (total.first_conclusive_at, total.last_conclusive_at))
    spans = (span.total_seconds() for span in (total.largest_gap, total.scheduled, total.observed))
    return (*times, *spans, total.two_dates, total.one_date, total.later_dates)


def day_total_of(row: Sequence[Any]) -> DayTotal:
    """The inverse of ``day_total_row``."""
    first, last = (from_iso(at) if at else None for at in row[:2])
    gap, scheduled, observed = (timedelta(seconds=span) for span in row[2:5])
    return DayTotal(first, last, gap, scheduled, observed, *row[5:8])


def stored_moment(moment: datetime | Any | None) -> str | None:
    """A time as UTC text, a date as a date; None stays None."""
    if isinstance(moment, datetime):
        return iso(moment)
    return moment.isoformat() if moment else None
