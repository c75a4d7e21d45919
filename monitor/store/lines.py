"""Sealed lines: as they are written, packed by the day when it is past, and read again in the order of their chain.

A packed line lacks what can be told from elsewhere: the hash of the line before it, its UUID and the hashes of the
answers, which the rows of its look hold. The hash of the day's file, kept beside it, proves what is put together.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

import zstandard

from monitor.store.errors import StoreError

_LEVEL = 12
# Canonical JSON: a quote inside a text is escaped, so that none of these can be part of one.
_PREVIOUS = re.compile(rb'"prev":"([0-9a-f]{64})"')
_NO_PREVIOUS = b'"prev":""'
_UUID = re.compile(rb'"id":"[0-9a-f-]{36}"')
_NO_UUID = b'"id":""'
_ANSWER = re.compile(rb'"res":"[0-9a-f]{64}"')
_NO_ANSWER = b'"res":""'
_RESTORE = "restore a backup, and keep this file for examination"
_LOOSE = "SELECT sequence, line FROM lines WHERE target = ? AND vantage = ? AND day = ? ORDER BY sequence"

_UUIDS = """
SELECT sequence, uuid FROM observed WHERE target = :t AND vantage = :v AND sequence BETWEEN :first AND :last
UNION ALL
SELECT sequence, uuid FROM annotations WHERE target = :t AND vantage = :v AND sequence BETWEEN :first AND :last
"""
_ANSWERS = """
SELECT o.sequence, c.sha256 FROM observed o CROSS JOIN exchanged e ON e.observation = o.id
CROSS JOIN captures c ON c.id = e.response
WHERE o.target = :t AND o.vantage = :v AND o.sequence BETWEEN :first AND :last ORDER BY o.sequence, e.position
"""


class DamagedLines(StoreError):
    """Packed lines that cannot be read, or are not those that were packed."""

    def __init__(self, day: str, what: str) -> None:
        super().__init__(f"the packed sealed lines of {day} {what}; {_RESTORE}")
        self.what = what


@dataclass(frozen=True, slots=True)
class DayFile:
    """The sealed lines of one chain that were written on one UTC day, one after the other."""

    target: int
    vantage: int
    day: str
    first: int
    """Sequence of its first and of its last line."""
    last: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Packed:
    """A row of ``packed_lines``."""

    target: int
    vantage: int
    day: str
    first: int
    last: int
    sha256: bytes
    size: int
    previous: bytes
    short: int
    content: bytes


_COLUMNS = ", ".join(Packed.__slots__)


def add_line(sql: sqlite3.Connection, target: int, vantage: int, *, sequence: int, day: str, line: str) -> None:
    """Store a line in the caller's transaction.

    Neither a clock that was set back nor a look under way at midnight opens a day again that is packed or sealed.
    """
    sql.execute(
        "INSERT INTO lines (target, vantage, sequence, day, line)"
        " VALUES (:target, :vantage, :sequence, max(:day, ifnull("
        " (SELECT day FROM lines WHERE target = :target AND vantage = :vantage ORDER BY sequence DESC LIMIT 1),"
        " ifnull((SELECT date(day, '+1 day') FROM packed_lines WHERE target = :target AND vantage = :vantage"
        " ORDER BY day DESC LIMIT 1), '')), ifnull((SELECT date(max(day), '+1 day') FROM seals), '')), :line)",
        {"target": target, "vantage": vantage, "sequence": sequence, "day": day, "line": line},
    )


class Lines:
    """Reads sealed lines over any connection. Methods raise ``DamagedLines`` where packed ones are damaged.

    Loose lines are looked for first: somebody may pack them between two questions.
    """

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def chains(self) -> list[tuple[int, int]]:
        """Target and vantage of every chain."""
        found = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE target = t.id AND vantage = v.id)"
            for table in ("lines", "packed_lines")
        )
        rows = self._sql.execute(f"SELECT t.id, v.id FROM targets t CROSS JOIN vantages v WHERE {found} ORDER BY 1, 2")
        return [(row[0], row[1]) for row in rows]

    def days(self, target: int, vantage: int) -> list[str]:
        """The UTC days on which lines of a chain were written."""
        sql = (
            "SELECT day FROM packed_lines WHERE target = :t AND vantage = :v UNION"
            " SELECT day FROM lines WHERE target = :t AND vantage = :v ORDER BY day"
        )
        return [row[0] for row in self._sql.execute(sql, {"t": target, "v": vantage})]

    def of_day(self, target: int, vantage: int, day: str) -> Iterator[tuple[int, str]]:
        """Sequence and text of the lines that were written on a day."""
        key = (target, vantage, day)
        if loose := self._sql.execute(_LOOSE, key).fetchall():
            yield from ((row[0], row[1]) for row in loose)
            return
        row = self._sql.execute(
            f"SELECT {_COLUMNS} FROM packed_lines WHERE target = ? AND vantage = ? AND day = ?", key
        ).fetchone()
        if row is not None:
            packed = Packed(*row)
            yield from enumerate(_unpacked(self._sql, packed), packed.first)

    def of_chain(self, target: int, vantage: int) -> Iterator[tuple[int, str]]:
        """Sequence and text of all lines of a chain, in order; streamed day by day."""
        for day in self.days(target, vantage):
            yield from self.of_day(target, vantage, day)

    def one(self, target: int, vantage: int, sequence: int) -> str:
        """The line of a chain with this number. Raises ``LookupError``."""
        row = self._sql.execute(
            "SELECT line FROM lines WHERE target = ? AND vantage = ? AND sequence = ?", (target, vantage, sequence)
        ).fetchone()
        if row:
            return str(row[0])
        packed = self._sql.execute(
            "SELECT day FROM packed_lines WHERE target = ? AND vantage = ? AND ? BETWEEN first AND last",
            (target, vantage, sequence),
        ).fetchone()
        for number, line in self.of_day(target, vantage, packed[0]) if packed else ():
            if number == sequence:
                return line
        raise LookupError(f"no sealed line {sequence} of target {target}, vantage {vantage}")

    def loose_days(self, before: str) -> list[tuple[int, int, str]]:
        """Target, vantage and day of what was written before a day and is not packed yet."""
        sql = "SELECT DISTINCT target, vantage, day FROM lines WHERE day < ? ORDER BY day, target, vantage"
        return [(row[0], row[1], row[2]) for row in self._sql.execute(sql, (before,))]

    def day_files(self, day: str) -> list[DayFile]:
        """Every chain's file of a day."""
        files = []
        packed = "SELECT first, last, lower(hex(sha256)) FROM packed_lines WHERE target = ? AND vantage = ? AND day = ?"
        for target, vantage in self.chains():
            key = (target, vantage, day)
            if loose := self._sql.execute(_LOOSE, key).fetchall():
                digest = hashlib.sha256("".join(row[1] for row in loose).encode()).hexdigest()
                files.append(DayFile(*key, loose[0][0], loose[-1][0], digest))
            elif row := self._sql.execute(packed, key).fetchone():
                files.append(DayFile(*key, *row))
        return files


def pack(sql: sqlite3.Connection, target: int, vantage: int, day: str) -> None:
    """Pack the lines of a past day, in the caller's transaction; see ``pack_row``."""
    put_packed(sql, pack_row(sql, target, vantage, day))


def pack_row(sql: sqlite3.Connection, target: int, vantage: int, day: str) -> Packed:
    """The loose lines of a past day, packed; nothing is written, so that no look waits for it.

    Raises ``LookupError`` where there are none, ``StoreError`` where they do not follow from each other: what was
    changed stays as it is.
    """
    rows = [tuple(row) for row in sql.execute(_LOOSE, (target, vantage, day))]
    if not rows:
        raise LookupError(f"no loose lines of {day} of target {target}, vantage {vantage}")
    lines = [line.encode() for _, line in rows]
    content, found = b"".join(lines), _PREVIOUS.search(lines[0])
    whole = Packed(
        target=target,
        vantage=vantage,
        day=day,
        first=rows[0][0],
        last=rows[-1][0],
        sha256=hashlib.sha256(content).digest(),
        size=len(content),
        previous=bytes.fromhex(found[1].decode()) if found else b"",
        short=0,
        content=_compressed([_without(line, short=False) for line in lines]),
    )
    short = replace(whole, short=1, content=_compressed([_without(line, short=True) for line in lines]))
    for packed in (short, whole):  # where the rows say otherwise than the lines, what is evidence is kept whole
        try:
            if [*enumerate(_unpacked(sql, packed), packed.first)] == rows:
                return packed
        except DamagedLines:
            continue
    what = "do not follow from each other and stay as they are; 'slotwatch db check' says which"
    raise StoreError(f"the sealed lines of {day} (target {target}, vantage {vantage}) {what}")


def put_packed(sql: sqlite3.Connection, packed: Packed) -> bool:
    """Put packed lines in the place of the loose ones, in the caller's transaction; readers see no difference.

    False, and nothing is done, where a line came meanwhile, or somebody else packed them.
    """
    key = (packed.target, packed.vantage, packed.day)
    loose = "FROM lines WHERE target = ? AND vantage = ? AND day = ?"
    if sql.execute(f"SELECT count(*) {loose}", key).fetchone()[0] != packed.last - packed.first + 1:
        return False
    values = tuple(getattr(packed, name) for name in Packed.__slots__)
    sql.execute(f"INSERT INTO packed_lines ({_COLUMNS}) VALUES ({', '.join('?' * len(values))})", values)
    sql.execute(f"DELETE {loose}", key)
    return True


def _compressed(lines: list[bytes]) -> bytes:
    return zstandard.ZstdCompressor(level=_LEVEL).compress(b"".join(lines))


def _without(line: bytes, *, short: bool) -> bytes:
    line = _PREVIOUS.sub(_NO_PREVIOUS, line, count=1)
    return _ANSWER.sub(_NO_ANSWER, _UUID.sub(_NO_UUID, line, count=1)) if short else line


def _unpacked(sql: sqlite3.Connection, packed: Packed) -> list[str]:
    try:
        with zstandard.ZstdDecompressor().stream_reader(packed.content) as stream:
            # Not splitlines: it would also end lines at signs inside a quote.
            bare = stream.read(packed.size + 1).split(b"\n")[:-1]
        if len(bare) != packed.last - packed.first + 1:
            raise DamagedLines(packed.day, f"are {len(bare)}, and not numbers {packed.first} to {packed.last}")
        lines, previous = [], packed.previous
        for line in _filled(sql, packed, bare) if packed.short else bare:
            whole = line.replace(_NO_PREVIOUS, b'"prev":"' + previous.hex().encode() + b'"', 1) + b"\n"
            previous = hashlib.sha256(whole).digest()
            lines.append(whole)
        content = b"".join(lines)
        if len(content) != packed.size or hashlib.sha256(content).digest() != packed.sha256:
            raise DamagedLines(packed.day, "are not those of their hash")
        return [line.decode() for line in lines]
    except (zstandard.ZstdError, ValueError, TypeError, AttributeError, OverflowError, MemoryError) as error:
        raise DamagedLines(packed.day, f"cannot be unpacked ({error})") from error


def _filled(sql: sqlite3.Connection, packed: Packed, bare: list[bytes]) -> Iterator[bytes]:
    """Lines with their UUIDs and the hashes of answers, as the rows of their looks have them."""
    key = {"t": packed.target, "v": packed.vantage, "first": packed.first, "last": packed.last}
    uuids = dict(sql.execute(_UUIDS, key).fetchall())
    answers: dict[int, list[bytes]] = {}
    for number, digest in sql.execute(_ANSWERS, key):
        answers.setdefault(number, []).append(digest)
    for number, line in enumerate(bare, packed.first):
        whole = line
        if uuid := uuids.get(number):
            whole = whole.replace(_NO_UUID, b'"id":"' + str(UUID(bytes=uuid)).encode() + b'"', 1)
        for digest in answers.get(number, ()):
            whole = whole.replace(_NO_ANSWER, b'"res":"' + digest.hex().encode() + b'"', 1)
        yield whole
