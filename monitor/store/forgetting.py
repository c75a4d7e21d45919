"""Giving up, for ever, what sites answered and people handed over in chosen looks; hashes and sealed lines all stay.

A row of ``captures`` whose bytes are forgotten keeps its hash and its length. Where other bytes were stored as patches
against them, those are stored anew first. Steps are so short that no look waits; a killed run leaves a whole store.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.clock import Clock
from monitor.store.captures import PRUNED, Captures
from monitor.store.custody import note
from monitor.store.database import open_for_reading
from monitor.store.errors import explained
from monitor.store.writer import Store

_BATCH = 16
_PAUSE_SECONDS = 0.01
"""After each transaction: whoever waits for the lock gets it."""

OnStep = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of which looks the bytes are to go: all that every part agrees on."""

    targets: tuple[str, ...] = ()
    """Ids that they have or had; none: of all targets."""
    first: str = "0000-00-00"
    """UTC days on which the looks began, both included."""
    last: str = "9999-99-99"
    uuids: tuple[bytes, ...] = ()
    """None: all looks."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go."""

    looks: int
    """Of which bytes would go, or have gone before."""
    captures: frozenset[int]
    """Rows whose bytes are given up."""
    bytes: int
    """That they stand for, before compression."""
    shared: int
    """Contents that stay because other looks have the very same bytes."""
    through: int
    """The latest look that the plan knows of."""
    everywhere: bool


def plan(path: Path, chosen: Chosen, *, everywhere: bool = False) -> Plan:
    """What forgetting would give up: the answers, and people's files, that no other look has as well.

    ``everywhere``: also what others have. Requests stay: they are ours, and every look of a target repeats them. Reads
    one moment of the file. Raises ``StoreError``.
    """
    with closing(open_for_reading(path)) as sql, explained(path):
        sql.execute("BEGIN")
        looks = _looks(sql, chosen)
        wanted, others = set[int](), set[int]()
        for observation, capture in sql.execute(_BODIES):
            (wanted if observation in looks else others).add(capture)
        shared = wanted & others
        going = wanted if everywhere else wanted - shared
        sizes = dict(
            sql.execute(
                f"SELECT id, bytes FROM captures WHERE encoding <> '{PRUNED}'"
                " AND id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(going)),),
            ).fetchall()
        )
        through = int(sql.execute("SELECT ifnull(max(id), 0) FROM observed").fetchone()[0])
    stays = 0 if everywhere else len(shared)
    return Plan(len(looks), frozenset(sizes), sum(sizes.values()), stays, through, everywhere)


_BODIES = (
    "SELECT observation, response FROM exchanged WHERE response IS NOT NULL"
    " UNION ALL SELECT observation, capture FROM witness_files"
)


def _looks(sql: sqlite3.Connection, chosen: Chosen) -> set[int]:
    query = (
        "SELECT o.id FROM observed o WHERE date(o.started / 1000000, 'unixepoch') BETWEEN :first AND :last"
        " AND (:all_targets OR o.target IN (SELECT id FROM targets WHERE slug IN (SELECT value FROM json_each(:slugs))"
        " UNION SELECT target FROM former_ids WHERE slug IN (SELECT value FROM json_each(:slugs))))"
        " AND (:all_looks OR hex(o.uuid) IN (SELECT value FROM json_each(:uuids)))"
    )
    given = {
        "first": chosen.first,
        "last": chosen.last,
        "all_targets": not chosen.targets,
        "slugs": json.dumps(chosen.targets),
        "all_looks": not chosen.uuids,
        "uuids": json.dumps([uuid.hex().upper() for uuid in chosen.uuids]),
    }
    return {row[0] for row in sql.execute(query, given)}


async def forget(
    store: Store, planned: Plan, clock: Clock, said: Mapping[str, Any], on_step: OnStep = lambda: None
) -> int:
    """Carry a plan out; gives how many contents were given up. Raises ``StoreError``.

    ``said`` goes into the custody log, for ever, when it begins and when it is done: who asks for it, why, of what.
    Bytes that a look brought again after the plan was made stay, unless all are to go. What is given up is overwritten
    in the file, and in the log beside it as far as nobody reads there.
    """
    sql, forgotten = store.connection, 0
    with explained(store.path):
        sql.execute("PRAGMA secure_delete = ON").fetchall()
    note(
        store, clock.now(), "forgetting", {**said, "contents": len(planned.captures), "everywhere": planned.everywhere}
    )
    for capture in sorted(planned.captures, reverse=True):  # patches are younger than what they were made against
        while not (done := _forget_one(store, planned, capture)).finished:
            await clock.sleep(_PAUSE_SECONDS)
        forgotten += done.gone
        on_step()
        await clock.sleep(_PAUSE_SECONDS)
    note(store, clock.now(), "forgotten", {**said, "contents": forgotten, "everywhere": planned.everywhere})
    with explained(store.path):
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return forgotten


@dataclass(frozen=True, slots=True)
class _Step:
    finished: bool
    gone: bool = False


def _forget_one(store: Store, planned: Plan, capture: int) -> _Step:
    """One transaction: a few of the patches against these bytes are stored anew, or the bytes go."""
    sql = store.connection
    with store.atomic():
        if not planned.everywhere and _came_again(sql, capture, planned.through):
            return _Step(finished=True)
        sql.execute("DELETE FROM bases WHERE capture = ?", (capture,))
        patches = sql.execute(
            "SELECT id FROM captures WHERE base = ? ORDER BY id LIMIT ?", (capture, _BATCH)
        ).fetchall()
        if patches:
            Captures(sql).rebase([row[0] for row in patches])
            return _Step(finished=False)
        changed = sql.execute(
            f"UPDATE captures SET encoding = '{PRUNED}', base = NULL, content = x''"
            f" WHERE id = ? AND encoding <> '{PRUNED}'",
            (capture,),
        )
        return _Step(finished=True, gone=changed.rowcount == 1)


def _came_again(sql: sqlite3.Connection, capture: int, through: int) -> bool:
    """Whether a look that came after the plan has these bytes."""
    query = f"SELECT 1 FROM ({_BODIES}) WHERE observation > ? AND response = ?"
    return sql.execute(query, (through, capture)).fetchone() is not None
