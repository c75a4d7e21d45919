"""Day lists, the stamps on them, and where they were made public: reads and writes the tables of the seal only."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import zstandard

from monitor.clock import from_iso, iso
from monitor.store.custody import custody_days, custody_file
from monitor.store.errors import StoreError
from monitor.store.lines import Lines

RESTAMPING = "restamping"
"""Kind of the lines of the custody log that hold lists of tokens whose certificates end soon."""


def list_path(day: str) -> str:
    """The name of a day's list, as the next list names it."""
    return f"day/{day}.sha256"


def token_path(day: str, authority: str) -> str:
    """The name of an authority's answer over a day's list."""
    return f"day/{day}.{authority}.tsr"


def answer_path(subject: str, authority: str) -> str:
    """The name of an authority's answer over any list."""
    return f"{subject.removesuffix('.sha256')}.{authority}.tsr"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one authority was asked to stamp, and how that stands."""

    id: int
    subject: str
    sha256: str
    authority: str
    state: str
    """``owed``, ``answered`` (kept, not judged yet), ``verified``, ``failed`` or ``given-up``."""
    owed_at: datetime
    tries: int
    next_try_at: datetime
    answered_at: datetime | None
    question: bytes | None
    answer: bytes | None
    stamped_at: datetime | None
    certificates: str | None
    not_after: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class Seal:
    """One sealed day."""

    day: str
    sealed_at: datetime
    sha256: str
    text: str
    """The list, as ``sha256sum`` writes it."""
    signature: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How far what lists are made of had come at a moment: the latest rows, the latest list, the stamps on it."""

    line: int
    custody: int
    context: int
    last_day: str | None
    stamps: tuple[tuple[int, str], ...]


_STAMPS = (
    "SELECT id, subject, lower(hex(sha256)), authority, state, owed_at, tries, next_try_at, answered_at, question,"
    " answer, stamped_at, certificates, not_after, why FROM stamps"
)


class Seals:
    """Over any connection to the file; what writes does so in the caller's transaction."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    # Lists

    def last_day(self) -> str | None:
        """The latest day that is sealed."""
        row = self._sql.execute("SELECT max(day) FROM seals").fetchone()
        return str(row[0]) if row[0] else None

    def unsealed_days(self, before: str) -> list[str]:
        """The UTC days before another on which something was written that no list names yet."""
        last = self.last_day() or ""
        sql = "SELECT DISTINCT day FROM lines WHERE day > :last AND day < :before"
        if not last:  # earlier versions packed days that no list names; since then only sealed days are packed
            sql += " UNION SELECT day FROM packed_lines WHERE day < :before"
        days = {row[0] for row in self._sql.execute(sql, {"last": last, "before": before})}
        days |= {day for day in custody_days(self._sql) if last < day < before}
        return sorted(days)

    def text_for(self, day: str) -> str:
        """The list of a day that is not sealed yet: every chain's file, the custody log, new contexts, the list before.

        Chains are named by bare numbers, so that a list tells nothing of targets that are not handed out.
        """
        last = self.last_day()
        named = {
            f"obs/{file.target}/{file.vantage}/{day}.jsonl": file.sha256 for file in Lines(self._sql).day_files(day)
        }
        if log := custody_file(self._sql, day):
            named[f"custody/{day}.jsonl"] = hashlib.sha256(log.encode()).hexdigest()
        for digest in self.contexts_of(day):
            named[f"context/{digest}.json"] = digest
        if last is not None:
            before = self._sql.execute("SELECT lower(hex(sha256)) FROM seals WHERE day = ?", (last,)).fetchone()
            named[list_path(last)] = before[0]
            for stamp in self.stamps(list_path(last)):
                if stamp.answer is not None and stamp.state == "verified":  # what proves nothing is not handed out
                    named[token_path(last, stamp.authority)] = hashlib.sha256(stamp.answer).hexdigest()
        return "".join(f"{digest}  {path}\n" for path, digest in sorted(named.items()))

    def custody_file(self, day: str) -> str:
        """The custody log of a day; empty where nothing was written."""
        return custody_file(self._sql, day)

    def mark(self) -> Mark:
        """How far what lists are made of has come."""
        line, custody, context = (
            int(self._sql.execute(f"SELECT ifnull(max(id), 0) FROM {table}").fetchone()[0])
            for table in ("lines", "custody", "contexts")
        )
        last = self.last_day()
        stamps = self.stamps(list_path(last)) if last else []
        return Mark(line, custody, context, last, tuple((stamp.id, stamp.state) for stamp in stamps))

    def has_grown(self, day: str, mark: Mark) -> bool:
        """Whether the list of a day would be another one now than when the mark was made."""
        fresh = self.mark()
        if (fresh.context, fresh.last_day, fresh.stamps) != (mark.context, mark.last_day, mark.stamps):
            return True
        return any(
            self._sql.execute(f"SELECT 1 FROM {table} WHERE id > ? AND day = ? LIMIT 1", (behind, day)).fetchone()
            for table, behind in (("lines", mark.line), ("custody", mark.custody))
        )

    def contexts_of(self, day: str) -> list[str]:
        """The hashes of the context records that the list of a day names: those new since the list before it."""
        rows = self._sql.execute(
            "SELECT lower(hex(sha256)) FROM contexts WHERE substr(since, 1, 10) <= :day AND substr(since, 1, 10) >"
            " ifnull((SELECT max(day) FROM seals WHERE day < :day), '') ORDER BY 1",
            {"day": day},
        )
        return [row[0] for row in rows]

    def put(self, day: str, text: str, signature: str, now: datetime) -> str:
        """Seal a day with its list, and return the list's SHA-256."""
        digest, packed = hashlib.sha256(text.encode()), zstandard.ZstdCompressor(level=9).compress(text.encode())
        row = (day, iso(now), digest.digest(), packed, signature)
        self._sql.execute("INSERT INTO seals (day, sealed_at, sha256, list, signature) VALUES (?, ?, ?, ?, ?)", row)
        return digest.hexdigest()

    def days(self, first: str = "", last: str = "9999") -> list[str]:
        """The sealed days of a span."""
        rows = self._sql.execute("SELECT day FROM seals WHERE day BETWEEN ? AND ? ORDER BY day", (first, last))
        return [row[0] for row in rows]

    def of_day(self, day: str) -> Seal | None:
        """The seal of a day. Raises ``StoreError`` where its list is not that of its hash."""
        row = self._sql.execute(
            "SELECT day, sealed_at, lower(hex(sha256)), list, signature FROM seals WHERE day = ?", (day,)
        ).fetchone()
        if row is None:
            return None
        try:
            content = zstandard.ZstdDecompressor().decompress(row[3])
        except zstandard.ZstdError as error:
            raise StoreError(f"the list of {day} cannot be unpacked ({error}); restore a backup") from error
        if hashlib.sha256(content).hexdigest() != row[2]:
            raise StoreError(f"the list of {day} is not that of its hash; restore a backup, and keep this file")
        return Seal(row[0], from_iso(row[1]), row[2], content.decode(), row[4])

    # Stamps

    def owe(self, subject: str, sha256: str, authorities: Iterable[str], now: datetime) -> None:
        """Note that authorities are to be asked; those that were asked before are left alone."""
        rows = [(subject, bytes.fromhex(sha256), name, iso(now), iso(now)) for name in authorities]
        self._sql.executemany(
            "INSERT OR IGNORE INTO stamps (subject, sha256, authority, owed_at, next_try_at) VALUES (?, ?, ?, ?, ?)",
            rows,
        )

    def stamps(self, subject: str | None = None) -> list[Stamp]:
        """All stamps, or those on one subject, in the order in which they were owed."""
        rows = self._sql.execute(f"{_STAMPS} WHERE ? IS NULL OR subject = ? ORDER BY id", (subject, subject))
        return [_stamp(row) for row in rows]

    def due(self, now: datetime) -> list[Stamp]:
        """What is to be asked, or judged, now."""
        rows = self._sql.execute(
            f"{_STAMPS} WHERE state IN ('owed', 'answered') AND next_try_at <= ? ORDER BY id", (iso(now),)
        )
        return [_stamp(row) for row in rows]

    def answered(self, stamp: int, question: bytes, answer: bytes, now: datetime) -> bool:
        """Keep a raw answer, before anything else is done with it; False where another run has kept one meanwhile."""
        changed = self._sql.execute(
            "UPDATE stamps SET state = 'answered', question = ?, answer = ?, answered_at = ?"
            " WHERE id = ? AND state = 'owed'",
            (question, answer, iso(now), stamp),
        )
        return changed.rowcount == 1

    def verified(
        self, stamp: Stamp, *, stamped_at: datetime, certificates: str, not_after: datetime | None, why: str
    ) -> None:
        """The answer of a stamp proves what it should, if it is still the one that is kept."""
        self._sql.execute(
            "UPDATE stamps SET state = 'verified', stamped_at = ?, certificates = ?, not_after = ?, why = ?"
            " WHERE id = ? AND answer = ?",
            (iso(stamped_at), certificates, iso(not_after) if not_after else None, why, stamp.id, stamp.answer),
        )

    def failed(self, stamp: Stamp, why: str, next_try_at: datetime | None) -> None:
        """Nothing came, or what came proves nothing: asked again at a time, or never. What came stays, and counts."""
        state = "given-up" if next_try_at is None else "owed"
        self._sql.execute(
            "UPDATE stamps SET state = ?, tries = tries + 1, why = ?, next_try_at = ?"
            " WHERE id = ? AND state <> 'verified'",
            (state, why, iso(next_try_at or stamp.next_try_at), stamp.id),
        )

    def put_off(self, stamp: Stamp, until: datetime) -> None:
        """Ask later, without counting a try."""
        self._sql.execute("UPDATE stamps SET next_try_at = ? WHERE id = ?", (iso(until), stamp.id))

    def put_revocations(self, authority: str, now: datetime, url: str, content: bytes) -> None:
        """Keep a list of revoked certificates as it came, unless it is the one that is kept."""
        if content == self.revocations(authority):
            return
        self._sql.execute("REPLACE INTO revocations VALUES (?, ?, ?, ?)", (authority, iso(now), url, content))

    def revocations(self, authority: str) -> bytes | None:
        """The latest list of revoked certificates of an authority."""
        row = self._sql.execute(
            "SELECT content FROM revocations WHERE authority = ? ORDER BY fetched_at DESC LIMIT 1", (authority,)
        ).fetchone()
        return bytes(row[0]) if row else None

    def restamped(self) -> list[tuple[str, str]]:
        """Name and text of each list of tokens that was stamped again, oldest first; the custody log keeps them."""
        sql = "SELECT details ->> 'subject', details ->> 'list' FROM custody WHERE kind = ? ORDER BY id"
        return [(row[0], row[1]) for row in self._sql.execute(sql, (RESTAMPING,))]

    # Publication

    def owe_publication(self, day: str, ways: Iterable[str], now: datetime) -> None:
        """Note where a day's list is to be made public."""
        rows = [(day, way, iso(now)) for way in ways]
        self._sql.executemany("INSERT OR IGNORE INTO publications (day, way, next_try_at) VALUES (?, ?, ?)", rows)

    def publications_due(self, now: datetime) -> list[tuple[str, str, int]]:
        """Day, way and number of tries so far of what is to be made public now, in the order of days."""
        rows = self._sql.execute(
            "SELECT day, way, tries FROM publications WHERE state = 'owed' AND next_try_at <= ? ORDER BY day, way",
            (iso(now),),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def published(self, day: str, way: str, now: datetime) -> None:
        """A day's list is public."""
        sql = "UPDATE publications SET state = 'done', done_at = ?, why = '' WHERE day = ? AND way = ?"
        self._sql.execute(sql, (iso(now), day, way))

    def not_published(self, day: str, way: str, why: str, next_try_at: datetime | None) -> None:
        """It could not be made public: tried again at a time, or never."""
        state = "given-up" if next_try_at is None else "owed"
        self._sql.execute(
            "UPDATE publications SET state = ?, tries = tries + 1, why = ?, next_try_at = ifnull(?, next_try_at)"
            " WHERE day = ? AND way = ?",
            (state, why, iso(next_try_at) if next_try_at else None, day, way),
        )

    def publications(self) -> list[tuple[str, str, str, str]]:
        """Day, way, state and what went wrong, oldest first."""
        rows = self._sql.execute("SELECT day, way, state, why FROM publications ORDER BY day, way")
        return [(row[0], row[1], row[2], row[3]) for row in rows]


def _stamp(row: Iterable[object]) -> Stamp:
    values: list[object] = list(row)
    for place in (5, 7, 8, 11, 13):
        text = values[place]
        values[place] = from_iso(text) if isinstance(text, str) else None
    return Stamp(*values)  # type: ignore[arg-type]  # the columns of _STAMPS, in the order of the fields


def utc_day(moment: datetime) -> str:
    """The UTC day of a moment, as lists name it."""
    return f"{moment.astimezone(UTC):%Y-%m-%d}"
