"""Writes looks at families of targets as rows: answers, exchanges, sealed lines, packed days. Writes to one store.

Everything is what the ledger and the store would write, but for the exact bytes of answers, which are as if pruned.
"""

from __future__ import annotations

import hashlib
import random
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import zstandard

from benchmarks.happening import FAMILY, Family, Shown
from monitor.canonical import line_sha256
from monitor.clock import iso
from monitor.judge.fold import dates_within_month, is_conclusive
from monitor.ledger import sealed_line
from monitor.model import Exchange, Look, LookKind, Standing, Target
from monitor.store.answers import READING, ROUTE
from monitor.store.lines import Packed
from monitor.store.writer import Store, stored_moment

VANTAGE = "benchmark"
AGENT = "slotwatch/benchmark (+https://observatory.example.org/about; mailto:observatory@example.org)"
_PROBE = "page/2"
_PACKED_LEVEL = 12
"""As ``monitor.store.lines`` packs; a test compares the bytes."""
_ANSWER = re.compile(r'"res":"[0-9a-f]{64}"')
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(slots=True)
class Chain:
    """One target: its row, what its requests repeat, and where its chain of sealed lines stands."""

    row: int
    target: Target
    request: bytes
    certificate: bytes
    captures: tuple[int, int]
    """The rows of its request and of its certificate."""
    sequence: int = 0
    previous: str = "0" * 64
    day: str = ""
    first: int = 0
    """Sequence of the first line of that day; ``before`` is the hash of the line before it."""
    before: str = "0" * 64
    lines: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    """The same without what follows from other rows: how they are packed."""


class Once:
    """Rows that are stored once each, numbered as they come."""

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        marks = ", ".join("?" * (len(columns) + 1))
        self.insert = f"INSERT INTO {table} (id, {', '.join(columns)}) VALUES ({marks})"
        self._known: dict[tuple[Any, ...], int] = {}
        self.new: list[tuple[Any, ...]] = []

    def row(self, *values: Any) -> int:
        """The number of the row that holds these values."""
        found = self._known.get(values)
        if found is None:
            found = self._known[values] = len(self._known) + 1
            self.new.append((found, *values))
        return found


class Growing:
    """Stores looks at several families of targets, a day at a time: all but what is derived from them."""

    def __init__(self, store: Store, families: Sequence[Family], chains: Sequence[Chain], seed: int) -> None:
        self._store = store
        self._sql = store.connection
        self._families = families
        self._chains = chains
        self._random = random.Random(seed)
        self._compressor = zstandard.ZstdCompressor(level=_PACKED_LEVEL)
        self._context = str(self._sql.execute("SELECT lower(hex(sha256)) FROM contexts").fetchone()[0])
        self._readings, self._routes = Once("readings", READING), Once("routes", ROUTE)
        self._texts: dict[tuple[int, str, str | None], list[Any]] = {}
        self._captured = int(self._sql.execute("SELECT ifnull(max(id), 0) FROM captures").fetchone()[0])
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _INSERTS}
        self.looks = 0

    def look(self, family: Family) -> None:
        """One look at each target of a family: all are shown the same at the same moment."""
        due_at, shown = family.look()
        for place, chain in enumerate(members(family, self._chains)):
            self._add(chain, place, shown, due_at)

    def _add(self, chain: Chain, place: int, shown: Shown, due_at: datetime) -> None:
        self.looks += 1
        uuid = UUID(int=self._random.getrandbits(128), version=4)
        exchange = self._exchange(chain, shown)
        look = Look(
            target=chain.target,
            probe=_PROBE,
            kind=LookKind.ANCHORED,
            due_at=due_at,
            started_at=shown.at,
            milliseconds=shown.milliseconds,
            reading=shown.reading,
            exchanges=(exchange,),
            accept_language="fr",
            user_agent=AGENT,
            robots="obeyed",
        )
        standing = Standing(sequence=chain.sequence, last_line_sha256=chain.previous)
        line = sealed_line(look, uuid, standing, vantage=VANTAGE, context=self._context, simulated=True)
        reading = self._readings.row(*self._answer(chain, place, shown))
        slots = shown.reading.slots
        self._rows["observed"].append(
            (self.looks, uuid.bytes, chain.row, chain.sequence, 1, 1, 1, (shown.at - due_at) // _MICROSECOND)
            + ((shown.at - _EPOCH) // _MICROSECOND, shown.milliseconds, 1, reading)
            + (slots.count, stored_moment(slots.earliest), None)
        )
        self._add_exchange(chain, exchange)
        self._rows["statements"] += [
            (self.looks, position, said.kind, said.text, stored_moment(said.when))
            for position, said in enumerate(shown.reading.statements)
        ]
        self._chain(chain, f"{shown.at:%Y-%m-%d}", line, uuid)

    def _exchange(self, chain: Chain, shown: Shown) -> Exchange:
        """What went over the wire, in short: no two answers have the same bytes."""
        token = self._random.randbytes(16).hex()
        answered = shown.status is not None
        return Exchange(
            method="GET",
            url=chain.target.url,
            request=chain.request if shown.peer else b"",
            response=f"HTTP/1.1 {shown.status}\r\nSet-Cookie: session={token}\r\n\r\n".encode() if answered else b"",
            status=shown.status,
            peer=shown.peer,
            tls="TLSv1.3" if answered else "",
            certificates=(chain.certificate,) if answered else (),
            fault=shown.fault,
        )

    def _answer(self, chain: Chain, place: int, shown: Shown) -> tuple[Any, ...]:
        """The row of ``readings``, in the order of its columns."""
        reading, target = shown.reading, chain.target
        day = shown.at.astimezone(shown.zone).date()
        return (
            *(reading.outcome.value, str(reading.reason), is_conclusive(reading, day, target.horizon)),
            *(self._text(chain, place, shown), reading.rule, _PROBE, reading.page_language),
            *(reading.language_by or None, None, None, None),
            dates_within_month(reading.slots, shown.at, shown.zone),
        )

    def _text(self, chain: Chain, place: int, shown: Shown) -> int | None:
        """The row of the words. Those of a family's targets get numbers in a row, in the order of the targets."""
        quote, language = shown.reading.quote, shown.reading.language
        if not quote:
            return None
        known = self._texts.get((chain.row, quote, language))
        if known is None:
            first = chain.row - place
            number = len(self._texts) + 1
            for member in range(FAMILY):
                self._texts[first + member, quote, language] = [number + member, iso(shown.at), "", 0]
            known = self._texts[chain.row, quote, language]
        known[2:] = (iso(shown.at), known[3] + 1)
        return int(known[0])

    def _add_exchange(self, chain: Chain, exchange: Exchange) -> None:
        request, certificate = chain.captures if exchange.request else (1, None)
        response = None
        if exchange.response:
            self._captured += 1
            response = self._captured
            digest = hashlib.sha256(exchange.response).digest()
            self._rows["captures"].append((response, digest, len(exchange.response)))
        route = self._routes.row(
            *("GET", exchange.url, exchange.status, exchange.peer, exchange.tls),
            *(certificate if exchange.certificates else None, exchange.fault),
        )
        self._rows["exchanged"].append((self.looks, route, request, response))

    def _chain(self, chain: Chain, day: str, line: str, uuid: UUID) -> None:
        if day != chain.day:
            self._pack(chain)
            chain.day, chain.first, chain.before, chain.lines, chain.bare = day, chain.sequence, chain.previous, [], []
        bare = line.replace(f'"prev":"{chain.previous}"', '"prev":""').replace(f'"id":"{uuid}"', '"id":""')
        chain.bare.append(_ANSWER.sub('"res":""', bare))
        chain.lines.append(line)
        chain.sequence, chain.previous = chain.sequence + 1, line_sha256(line)

    def _pack(self, chain: Chain) -> None:
        """The row of ``packed_lines`` for the day that is past; the format is that of ``monitor.store.lines``."""
        if not chain.lines:
            return
        content = "".join(chain.lines).encode()
        packed = Packed(
            target=chain.row,
            vantage=1,
            day=chain.day,
            first=chain.first,
            last=chain.sequence - 1,
            sha256=hashlib.sha256(content).digest(),
            size=len(content),
            previous=bytes.fromhex(chain.before),
            short=1,
            content=self._compressor.compress("".join(chain.bare).encode()),
        )
        self._rows["packed_lines"].append(tuple(getattr(packed, name) for name in Packed.__slots__))

    def flush(self) -> None:
        """Write what has gathered, in one transaction."""
        with self._store.atomic():
            for once in (self._readings, self._routes):
                self._sql.executemany(once.insert, once.new)
                once.new.clear()
            for table, insert in _INSERTS.items():
                self._sql.executemany(insert, self._rows[table])
                self._rows[table].clear()

    def finish(self) -> None:
        """Write the last day's lines as they are, the texts, where each chain stands, and when each target is due."""
        self.flush()
        with self._store.atomic():
            for chain in self._chains:
                rows = [(chain.row, 1, chain.first + n, chain.day, line) for n, line in enumerate(chain.lines)]
                self._sql.executemany(
                    "INSERT INTO lines (target, vantage, sequence, day, line) VALUES (?, ?, ?, ?, ?)", rows
                )
                if chain.sequence:
                    self._store.put_standing(chain.row, 1, Standing(chain.sequence, chain.previous))
                family = self._families[(chain.row - 1) // FAMILY]
                self._store.put_due_time(chain.row, family.due_at)
            self._sql.executemany(
                "INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((text[0], *words, *text[1:]) for words, text in self._texts.items() if text[3]),
            )


_INSERTS = {
    "captures": "INSERT INTO captures (id, sha256, bytes, encoding, content) VALUES (?, ?, ?, 'pruned', x'')",
    "observed": f"INSERT INTO observed VALUES ({', '.join('?' * 15)})",
    "exchanged": "INSERT INTO exchanged VALUES (?, 0, ?, ?, ?)",
    "statements": "INSERT INTO statements VALUES (?, ?, ?, ?, ?)",
    "packed_lines": f"INSERT INTO packed_lines ({', '.join(Packed.__slots__)}) VALUES ({', '.join('?' * 10)})",
}


def members(family: Family, chains: Sequence[Chain]) -> Sequence[Chain]:
    """The targets of a family."""
    return chains[family.number * FAMILY : (family.number + 1) * FAMILY]


def chains_of(store: Store, targets: Sequence[Target]) -> list[Chain]:
    """Every target with its row, and the bytes that its looks repeat, stored."""
    rows = dict(store.connection.execute("SELECT slug, id FROM targets").fetchall())
    chains = []
    with store.atomic():
        _capture(store.connection, b"")  # a request that could not be sent
        for target in targets:
            host = target.hostname
            request = f"GET {target.url} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {AGENT}\r\n\r\n".encode()
            certificate = hashlib.sha512(host.encode()).digest() * 12
            captures = _capture(store.connection, request), _capture(store.connection, certificate)
            chains.append(Chain(rows[target.id], target, request, certificate, captures))
    return chains


def _capture(sql: sqlite3.Connection, content: bytes) -> int:
    row = (hashlib.sha256(content).digest(), len(content), zstandard.ZstdCompressor(level=3).compress(content))
    insert = "INSERT INTO captures (sha256, bytes, encoding, content) VALUES (?, ?, 'zstd', ?)"
    return int(sql.execute(insert, row).lastrowid or 0)
