"""Giving up the bytes of old looks, and giving their room back: in steps so short that no look ever waits for one.

Sealed lines, observations and hashes always stay, and so do the bytes that evidence needs (see ``plan``). A capture
that was pruned keeps its row, with its hash and its length, and no content.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.clock import Clock, iso
from monitor.store.captures import PRUNED
from monitor.store.custody import note
from monitor.store.database import open_for_reading
from monitor.store.errors import NotThisStore, explained
from monitor.store.writer import Store

_BATCH = 16
"""Captures emptied in one transaction: about a millisecond."""
_STEP_SECONDS = 0.005
"""How long a step of the vacuum may take, or the next moves fewer pages."""
_FEW_PAGES, _MANY_PAGES = 16, 256
_PAUSE_SECONDS = 0.01
"""After each transaction: whoever waits for the lock asks for it again every few milliseconds, and must get it."""

OnStep = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What may go."""

    before: datetime
    """Only bytes that no look since then needs."""
    captures: int
    bytes: int
    """That they take, compressed."""
    stored_captures: int
    stored_bytes: int
    """Of all that is kept now."""
    kept: bytearray
    """By the row of a capture: 1 where evidence, or a younger look, needs it."""
    through: int
    """The last row to be emptied."""
    observation: int
    """The latest that the plan knows of."""


def plan(
    path: Path, before: datetime, *, keep_bytes: int | None = None, on_target: Callable[[], None] = lambda: None
) -> Plan:
    """What may be pruned: the bytes that only looks before a moment need, and not all of those.

    Kept are all bytes (requests, answers, certificates) of the first and the last look of each run of looks with the
    same outcome and words, of the first and the last look of each incident, and of each look that an event or a
    remark is about. ``keep_bytes``: no more than needed to come down to so many is given up, the oldest first. Reads
    one moment of the file, without being in anybody's way. Raises ``StoreError``.
    """
    with closing(open_for_reading(path)) as sql, explained(path):
        sql.execute("BEGIN")
        observation = _number(sql, "SELECT ifnull(max(id), 0) FROM observed")
        kept = bytearray(_number(sql, "SELECT ifnull(max(id), 0) FROM captures") + 1)
        for (target,) in sql.execute("SELECT id FROM targets").fetchall():
            for look in _needed(sql, target, iso(before)):
                rows = "SELECT certificates, request, response FROM exchanges WHERE observation = ?"
                for capture in (one for row in sql.execute(rows, (look,)) for one in row if one is not None):
                    kept[capture] = 1
            on_target()
        _keep_bases(sql, kept)
        sizes = f"SELECT id, length(content) FROM captures WHERE encoding <> '{PRUNED}' ORDER BY id"
        stored = stored_bytes = 0
        for _, size in sql.execute(sizes):
            stored, stored_bytes = stored + 1, stored_bytes + size
        captures = given_up = through = 0
        for row, size in sql.execute(sizes):
            if keep_bytes is not None and stored_bytes - given_up <= keep_bytes:
                break
            if not kept[row]:
                captures, given_up, through = captures + 1, given_up + size, row
        for base, size in _needed_bases(sql, kept, through):
            kept[base], captures, given_up = 1, captures - 1, given_up - size
    return Plan(before, captures, given_up, stored, stored_bytes, kept, through, observation)


def _keep_bases(sql: sqlite3.Connection, kept: bytearray) -> None:
    """What patches that stay were made against stays too, what the next ones are made against, and people's files."""
    for capture, base in sql.execute("SELECT id, base FROM captures WHERE base IS NOT NULL"):
        if kept[capture]:
            kept[base] = 1
    for (capture,) in sql.execute("SELECT capture FROM bases UNION SELECT capture FROM witness_files"):
        kept[capture] = 1


def _needed_bases(sql: sqlite3.Connection, kept: bytearray, through: int) -> list[tuple[int, int]]:
    """Of what would go, the bases of patches that stay only because enough is given up without them: row and size."""
    rows = sql.execute(
        "SELECT DISTINCT b.id, length(b.content) FROM captures p JOIN captures b ON b.id = p.base"
        " WHERE p.id > ? AND b.id <= ?",
        (through, through),
    )
    return [(row[0], row[1]) for row in rows if not kept[row[0]]]


def _number(sql: sqlite3.Connection, query: str) -> int:
    return int(sql.execute(query).fetchone()[0])


def _needed(sql: sqlite3.Connection, target: int, before: str) -> Iterator[int]:
    """The looks at a target whose bytes stay."""
    rows = sql.execute("SELECT first_at, last_at FROM incidents WHERE target = ?", (target,))
    moments = {moment for row in rows for moment in row}
    remarked = "SELECT observation FROM events WHERE target = ? UNION SELECT observation FROM annotations"
    looks = {row[0] for row in sql.execute(remarked, (target,))}
    last = None
    for row in sql.execute(
        "SELECT id, started_at, vantage, outcome, text FROM observations WHERE target = ? ORDER BY vantage, sequence",
        (target,),
    ):
        look, at = row[0], row[1]
        if last is None or last[2:] != row[2:]:
            if last is not None:
                yield last[0]
            yield look
        elif at >= before or at in moments or look in looks:
            yield look
        last = tuple(row)
    if last is not None:
        yield last[0]


async def prune(store: Store, planned: Plan, clock: Clock, on_capture: OnStep = lambda: None) -> tuple[int, int]:
    """Carry a plan out and return how many captures, and how many bytes, were given up. Raises ``StoreError``.

    What a look needs that came after the plan stays. The custody log says so when it begins and when it is done: a
    process that was killed in between leaves a store that is whole, with some of it pruned: the youngest go first, for
    most patches are younger than what they were made against; the others go with it.
    """
    named = {"before": iso(planned.before)}
    note(store, clock.now(), "pruning", {**named, "captures": planned.captures, "bytes": planned.bytes})
    captures, given_up, row = 0, 0, planned.through + 1
    observation = planned.observation
    while batch := _batch(store, planned, row):
        row = batch[-1][0]
        with store.atomic():
            observation, wanted = _wanted_since(store.connection, observation)
            for capture in wanted:
                if capture < len(planned.kept):
                    planned.kept[capture] = 1
            emptied = [(capture, size) for capture, size in batch if not planned.kept[capture]]
            beside = _patches_against(store.connection, emptied)
            emptied += beside
            store.connection.execute(
                f"UPDATE captures SET encoding = '{PRUNED}', base = NULL, content = x''"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([capture for capture, _ in emptied]),),
            )
        captures, given_up = captures + len(emptied), given_up + sum(size for _, size in emptied)
        for _ in (*batch, *beside):
            on_capture()
        await clock.sleep(_PAUSE_SECONDS)
    note(store, clock.now(), "pruned", {**named, "captures": captures, "bytes": given_up})
    return captures, given_up


def _batch(store: Store, planned: Plan, below: int) -> list[tuple[int, int]]:
    """The next few captures to be emptied.

    Their content is read, though nobody wants it: what is in memory is given up faster, while the lock is held.
    """
    batch: list[tuple[int, int]] = []
    query = f"SELECT id, content FROM captures WHERE id < ? AND encoding <> '{PRUNED}' ORDER BY id DESC"
    with explained(store.path), closing(store.connection.execute(query, (below,))) as rows:
        for row, content in rows:
            if not planned.kept[row]:
                batch.append((row, len(content)))
            if len(batch) == _BATCH:
                break
    return batch


def _patches_against(sql: sqlite3.Connection, emptied: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of what was made against bytes that go, and goes too: content that was seen again is older by row.

    Later it would still have its own content, and could neither be read nor serve a look that has the same bytes.
    """
    going = [capture for capture, _ in emptied]
    rows = sql.execute(
        "SELECT id, length(content) FROM captures WHERE base IN (SELECT value FROM json_each(:rows))"
        " AND id NOT IN (SELECT value FROM json_each(:rows))",
        {"rows": json.dumps(going)},
    )
    return [(row[0], row[1]) for row in rows]


def _wanted_since(sql: sqlite3.Connection, observation: int) -> tuple[int, set[int]]:
    """The captures of the looks that came after an observation, and the latest look."""
    rows = sql.execute(
        "SELECT observation, certificates, request, response FROM exchanges WHERE observation > :after"
        " UNION ALL SELECT observation, NULL, NULL, capture FROM witness_files WHERE observation > :after",
        {"after": observation},
    ).fetchall()
    latest = max((row[0] for row in rows), default=observation)
    wanted = {capture for row in rows for capture in row[1:] if capture is not None}
    bases = sql.execute(
        "SELECT base FROM captures WHERE base IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(wanted)),),
    )
    return latest, wanted | {row[0] for row in bases}


# Room


@dataclass(frozen=True, slots=True)
class Room:
    """What the file takes, in bytes."""

    total: int
    free: int
    """In pages that hold nothing; they are used for what comes."""


def room(store: Store) -> Room:
    """What the file takes now. Raises ``StoreError``."""
    with explained(store.path):
        page, pages, free = (
            _number(store.connection, f"PRAGMA {name}") for name in ("page_size", "page_count", "freelist_count")
        )
    return Room(page * pages, page * free)


def is_incremental(store: Store) -> bool:
    """Whether free pages can be given back step by step; files of earlier versions must be written anew once."""
    with explained(store.path):
        return _number(store.connection, "PRAGMA auto_vacuum") == 2


async def give_back(store: Store, clock: Clock, on_percent: OnStep = lambda: None) -> None:
    """Give free pages back to the system, in steps of a few milliseconds. Raises ``StoreError``.

    The more pages are free, the longer SQLite searches their list for each: how many a step moves follows from how
    long the one before took.
    """
    if not is_incremental(store):
        raise NotThisStore(f"{store.path}: its free pages cannot be given back step by step")
    pages, percent, free = _FEW_PAGES, 0, room(store).free
    total = free
    while free:
        began = clock.monotonic()
        with explained(store.path):
            # "execute" would take its first step only, which is one page.
            store.connection.executescript(f"PRAGMA incremental_vacuum({pages})")
        took, before, free = clock.monotonic() - began, free, room(store).free
        pages = max(pages // 2, 1) if took > _STEP_SECONDS else min(pages * 2, _MANY_PAGES)
        while percent < 100 * (total - free) // total:
            percent += 1
            on_percent()
        if free >= before:  # others fill and free pages faster than we do
            break
        await clock.sleep(_PAUSE_SECONDS)
    with explained(store.path):
        store.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def write_anew(store: Store) -> None:
    """Write the whole file anew, without free pages; from then on they can be given back step by step.

    Nobody can write meanwhile: only while nothing runs. It takes twice the file's room for a while; interrupted, it
    leaves the file as it was. Raises ``StoreError``.
    """
    with explained(store.path):
        store.connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        store.connection.execute("VACUUM")
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
