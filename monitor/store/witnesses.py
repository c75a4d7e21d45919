"""What people handed over and said: the tables ``witnessed`` and ``witness_files``, and the words that are sealed.

Writes happen in the caller's transaction, beside the look that they belong to.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Literal
from uuid import UUID

from monitor.clock import from_iso, iso
from monitor.store.captures import Captures
from monitor.store.errors import StoreError

PAGE = "text/html"
"""A saved page without a date of its own: two looks at a page that has not changed may leave the very same bytes."""


class TakenAlready(StoreError):
    """The same files were handed over before."""

    def __init__(self, taken: Taken) -> None:
        super().__init__(
            f"the same files were handed over before, as the look {taken.uuid} at {taken.target},"
            f" declared for {iso(taken.declared_at)}; nothing is stored twice"
        )
        self.taken = taken


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One file as it is sealed."""

    name: str
    """Its own, sanitised."""
    media_type: str
    content: bytes
    stripped: tuple[str, ...] = ()
    """Which personal metadata were taken out before."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Testimony:
    """What a person's look has beside what every look has."""

    received_at: datetime
    """When this program took it."""
    author: str
    """A label, not a name; empty: not told."""
    note: str
    says: Literal["read", "declared"]
    """Whether the page was read by a probe, or the person said what it shows."""
    time_by: Literal["person", "page", "file"]
    """Who declares the time of the look: the person, the saved page, or the file's own date."""
    files: tuple[HandedOver, ...]

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of the files' hashes, whatever their order."""
        return hashlib.sha256("\n".join(sorted(self.hashes)).encode()).digest()

    @cached_property
    def hashes(self) -> frozenset[str]:
        """SHA-256 of each file, in hexadecimal."""
        return frozenset(file.sha256 for file in self.files)

    def sealed(self) -> dict[str, Any]:
        """What the sealed line of the look carries in addition; its ``t0`` is the declared time."""
        return {
            "rcv": iso(self.received_at),
            "by": self.author,
            "note": self.note,
            "says": self.says,
            "t0by": self.time_by,
            "files": [
                {
                    "name": file.name,
                    "type": file.media_type,
                    "sha256": file.sha256,
                    "len": len(file.content),
                    "stripped": list(file.stripped),
                }
                for file in self.files
            ],
        }


@dataclass(frozen=True, slots=True)
class Taken:
    """A person's look that is stored."""

    uuid: UUID
    target: str
    declared_at: datetime
    pages_only: bool
    """Whether all its files are saved pages without a date of their own."""


class Witnesses:
    """Over any connection to the file."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def known_since(self, target: str) -> datetime | None:
        """When a target was added, by the id it has or had; None where the store never heard of it."""
        row = self._sql.execute(
            "SELECT min(added_at) FROM targets WHERE slug = :slug"
            " OR id = (SELECT target FROM former_ids WHERE slug = :slug)",
            {"slug": target},
        ).fetchone()
        return from_iso(row[0]) if row and row[0] else None

    def taken(self, target: str, declared_at: datetime, hashes: Collection[str]) -> Taken | None:
        """The look that these files, all of them, were handed over with before; None where they are new.

        A screenshot or a web archive is never the same twice. A plain page may be: it is only if the look is, too.
        """
        for one in self._holding(hashes):
            if not one.pages_only or (one.target, one.declared_at) == (target, declared_at):
                return one
        return None

    def _holding(self, hashes: Collection[str]) -> list[Taken]:
        rows = self._sql.execute(
            "SELECT o.uuid, t.slug, o.started, min(f.media_type = :page) FROM witness_files f"
            " JOIN observed o ON o.id = f.observation JOIN targets t ON t.id = o.target"
            " JOIN captures c ON c.id = f.capture WHERE lower(hex(c.sha256)) IN (SELECT value FROM json_each(:hashes))"
            " GROUP BY o.id HAVING count(DISTINCT c.id) = :number ORDER BY o.id",
            {"page": PAGE, "hashes": json.dumps(sorted(hashes)), "number": len(hashes)},
        ).fetchall()
        return [Taken(UUID(bytes=row[0]), row[1], _moment(row[2]), bool(row[3])) for row in rows]

    def add(self, observation: int, target: str, declared_at: datetime, testimony: Testimony) -> None:
        """Keep what was handed over with a look. Raises ``TakenAlready``: then the look must not be stored either."""
        if before := self.taken(target, declared_at, testimony.hashes):
            raise TakenAlready(before)
        self._sql.execute(
            "INSERT INTO witnessed (observation, received_at, author, note, says, digest) VALUES (?, ?, ?, ?, ?, ?)",
            (
                *(observation, iso(testimony.received_at), testimony.author, testimony.note),
                *(testimony.says, testimony.digest),
            ),
        )
        captures = Captures(self._sql)
        self._sql.executemany(
            "INSERT INTO witness_files (observation, position, name, media_type, capture, stripped)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (observation, position, file.name, file.media_type, captures.add(file.content), _listed(file.stripped))
                for position, file in enumerate(testimony.files)
            ],
        )

    def of(self, uuid: UUID) -> Mapping[str, Any] | None:
        """What was handed over with a look, as stored; None where no person's look has that id."""
        row = self._sql.execute(
            "SELECT w.observation, w.received_at, w.author, w.note, w.says FROM witnessed w"
            " JOIN observed o ON o.id = w.observation WHERE substr(o.uuid, 1, 4) = ? AND o.uuid = ?",
            (uuid.bytes[:4], uuid.bytes),
        ).fetchone()
        if row is None:
            return None
        files = self._sql.execute(
            "SELECT f.name, f.media_type, f.stripped, lower(hex(c.sha256)), f.capture FROM witness_files f"
            " JOIN captures c ON c.id = f.capture WHERE f.observation = ? ORDER BY f.position",
            (row[0],),
        ).fetchall()
        names = ("name", "media_type", "stripped", "sha256", "capture")
        return {
            **dict(zip(("received_at", "author", "note", "says"), tuple(row)[1:], strict=True)),
            "files": [dict(zip(names, file, strict=True)) for file in files],
        }


def _listed(stripped: Collection[str]) -> str:
    return json.dumps(list(stripped), ensure_ascii=False)


def _moment(microseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
