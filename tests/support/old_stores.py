"""Writes stores as earlier versions of the program did: raw rows, in the columns of that time."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4
from zoneinfo import ZoneInfo

import zstandard
from sqlite_utils import Database

from monitor.canonical import canonical, line_sha256
from monitor.clock import iso
from monitor.judge.fold import Fact, advance, is_conclusive
from monitor.ledger import sealed_line
from monitor.model import Exchange, Look, LookKind, Standing
from monitor.store.migrations import migrations
from monitor.store.schema import MIGRATIONS
from monitor.store.writer import stored_moment
from tests.support.looks import MONDAY

OLD = MIGRATIONS[1:7]
"""The migrations before which the program wrote such rows: 'm002...' stands for the very first version."""


class OldStore:
    """A store in which migrations from one on were never made; simulated time, one vantage."""

    def __init__(self, path: Path, until: str, effective: Mapping[str, Any]) -> None:
        self.steps = MIGRATIONS.index(until)
        """How many migrations were made."""
        self._sql = sqlite3.connect(path)
        migrations.apply(Database(self._sql), stop_before=until)
        text = canonical(effective)
        self._context = line_sha256(text)
        self._insert("configurations", since=iso(MONDAY), sha256=self._context, program="0.1", effective=text)
        self._insert("vantages", name="test", kind="machine")
        self._targets = {row["id"]: self._target(row) for row in effective["target"]}
        self._standings: dict[str, Standing] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sql.commit()
        self._sql.close()

    def _insert(self, table: str, **row: Any) -> int:
        marks = ", ".join("?" * len(row))
        cursor = self._sql.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        return cursor.lastrowid or 0

    def _target(self, row: Mapping[str, Any]) -> int:
        named = {"slug": row["id"], "name": "Palaiseau", "url": f"https://rdv.example/{row['id']}", "probe": "page"}
        kept = {"office": row["office"], "procedure": "", "territory": "", "tags": json.dumps(row["tags"])}
        language = json.dumps(row["expect_language"])
        more = {"timezone": row["timezone"], "every_seconds": 3600, "expect_language": language}
        return self._insert("targets", **named, **kept, **more, added_at=iso(MONDAY))

    def record(self, look: Look) -> None:
        """One look, as it was stored then; what is derived but for the standing is left to a rebuild."""
        target, reading = self._targets[look.target.id], look.reading
        before = self._standings.get(look.target.id, Standing())
        uuid = uuid4()
        line = sealed_line(look, uuid, before, vantage="test", context=self._context, simulated=True)
        day = look.started_at.astimezone(ZoneInfo(look.target.timezone)).date()
        conclusive = is_conclusive(reading, day, look.target.horizon)
        row = {
            "uuid": uuid.bytes,
            "target": target,
            "sequence": before.sequence,
            "vantage": 1,
            "configuration": 1,
            "kind": look.kind.value,
            "due_at": iso(look.due_at) if look.due_at else None,
            "started_at": iso(look.started_at),
            "milliseconds": look.milliseconds,
            "simulated": 1,
            "outcome": reading.outcome.value,
            "reason": str(reading.reason),
            "conclusive": conclusive,
            "text": self._text(target, look),
            "rule": reading.rule,
            "probe": look.probe,
            "page_language": reading.page_language,
            "slots_count": reading.slots.count,
            "slots_earliest": stored_moment(reading.slots.earliest),
            "window_first": str(reading.window.first) if reading.window else None,
            "window_last": str(reading.window.last) if reading.window else None,
            "sealed_line": line,
        }
        if self.steps >= 2:
            row |= {"window_label": reading.span or None, "language_by": reading.language_by or None}
        if self.steps >= 4:
            row |= {"clock_step_seconds": look.clock_step.total_seconds() or None}
        observation = self._insert("observations", **row)
        for position, exchange in enumerate(look.exchanges):
            self._exchange(observation, position, exchange)
        for position, said in enumerate(reading.statements):
            what = {"kind": said.kind, "text": said.text, "says_when": stored_moment(said.when)}
            self._insert("statements", observation=observation, position=position, **what)
        fact = Fact(look.started_at, look.kind, reading.outcome, reading.quote, conclusive, line_sha256(line))
        self._standings[look.target.id] = advance(before, fact)
        self._count(target, look, f"{day:%Y-%m-%d}")
        self._put_standing(look.target.id)

    def _text(self, target: int, look: Look) -> int | None:
        quote, language, at = look.reading.quote, look.reading.language, iso(look.started_at)
        if not quote:
            return None
        known = "SELECT id FROM texts WHERE target = ? AND text = ? AND language IS ?"
        if row := self._sql.execute(known, (target, quote, language)).fetchone():
            change = "UPDATE texts SET looks = looks + 1, last_seen_at = max(last_seen_at, ?) WHERE id = ?"
            self._sql.execute(change, (at, row[0]))
            return int(row[0])
        words = {"text": quote, "language": language, "first_seen_at": at, "last_seen_at": at}
        return self._insert("texts", target=target, looks=1, **words)

    def _exchange(self, observation: int, position: int, exchange: Exchange) -> None:
        row = {
            "method": exchange.method,
            "url": exchange.url,
            "status": exchange.status,
            "peer": exchange.peer,
            "tls": exchange.tls,
            "certificates": self._capture(b"".join(exchange.certificates)) if exchange.certificates else None,
            "request": self._capture(exchange.request),
            "response": self._capture(exchange.response) if exchange.response else None,
            "fault": exchange.fault,
        }
        self._insert("exchanges", observation=observation, position=position, **row)

    def _capture(self, content: bytes) -> int:
        digest = hashlib.sha256(content).hexdigest()
        if row := self._sql.execute("SELECT id FROM captures WHERE sha256 = ?", (digest,)).fetchone():
            return int(row[0])
        packed = zstandard.ZstdCompressor(level=3).compress(content)
        return self._insert("captures", sha256=digest, bytes=len(content), encoding="zstd", content=packed)

    def _count(self, target: int, look: Look, day: str) -> None:
        anchored = look.kind is LookKind.ANCHORED
        outcome = look.reading.outcome.value
        self._sql.execute(
            "INSERT INTO days (target, vantage, day, outcome, anchored, extra) VALUES (?, 1, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET anchored = anchored + excluded.anchored, extra = extra + excluded.extra",
            (target, day, outcome, anchored, not anchored),
        )
        self._sql.execute(
            "INSERT INTO quarter_hours VALUES (?, 1, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET anchored = anchored + excluded.anchored, extra = extra + excluded.extra",
            (target, iso(look.started_at)[:13], outcome, anchored, not anchored),
        )

    def _put_standing(self, slug: str) -> None:
        found = self._standings[slug]
        moments = (found.first_at, found.last_at, found.last_conclusive_at, found.last_slot_at)
        self._sql.execute(
            "REPLACE INTO standings VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (self._targets[slug], found.sequence, found.last_line_sha256, found.anchored, found.conclusive)
            + tuple(iso(at) if at else None for at in moments)
            + (found.largest_hole.total_seconds(),),
        )

    def annotate(self, slug: str, observation: int, why: str) -> None:
        """A remark, written while the clock stood at the very beginning."""
        before, uuid, target = self._standings[slug], uuid4(), self._targets[slug]
        (of,) = self._sql.execute("SELECT lower(hex(uuid)) FROM observations WHERE id = ?", (observation,)).fetchone()
        said = {"kind": "retracted", "why": why}
        line = canonical(
            {"v": 1, "id": str(uuid), "tgt": slug, "seq": before.sequence, "van": "test", "sim": True, **said}
            | {"t0": iso(MONDAY), "of": of, "by": "operator", "prev": before.last_line_sha256}
        )
        place = {"observation": observation, "target": target, "vantage": 1, "sequence": before.sequence}
        row = {"uuid": uuid.bytes, "at": iso(MONDAY), "author": "operator", "sealed_line": line}
        self._insert("annotations", **place, **said, **row)
        values = {name: getattr(before, name) for name in Standing.__slots__}
        values |= {"sequence": before.sequence + 1, "last_line_sha256": line_sha256(line)}
        self._standings[slug] = Standing(**values)
        self._put_standing(slug)

    def prune(self, capture: int) -> None:
        """Give up the bytes of a capture, and say so."""
        self._sql.execute("UPDATE captures SET encoding = 'pruned', content = x'' WHERE id = ?", (capture,))
        self._insert("custody", at=iso(MONDAY), kind="pruned", details='{"captures": 1}')
