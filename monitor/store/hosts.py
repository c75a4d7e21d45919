"""What is remembered of hosts: who talks to each, when it may be asked again, and its robots.txt."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.clock import from_iso, iso
from monitor.model.hosts import HostState, RobotsCopy, Wait
from monitor.store.database import open_for_reading
from monitor.store.errors import explained
from monitor.store.writer import Store

RUN = "(run)"
"""In the table of hosts: the one process that follows the schedule."""

MayBegin = Callable[[HostState], Wait | None]
"""Whether a look may begin in a state of its host, as far as the pace decides it; see ``monitor.watch.pace``."""


class Hosts:
    """The tables of hosts. Methods may raise ``StoreError``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sql = store.connection

    def state(self, host: str) -> HostState:
        """What is remembered of a host; of an unknown one, nothing."""
        with explained(self._store.path):
            return _state(self._sql, host)

    def hold(self, host: str, holder: str, now: datetime, until: datetime, may_begin: MayBegin) -> HostState | Wait:
        """Take a host for one look, if nobody holds it and it may begin; else until when it is not free."""
        with self._store.atomic():
            state = _state(self._sql, host)
            if state.holder and state.held_until > now:
                return Wait(state.held_until, "another process talks to it", state.holder)
            if wait := may_begin(state):
                return wait
            self._put(host, holder, until, state)
        return state

    def release(self, host: str, holder: str, after: HostState) -> None:
        """Give a host back; nothing happens where somebody else holds it by now."""
        with self._store.atomic():
            if _state(self._sql, host).holder == holder:
                self._put(host, "", after.held_until, after)

    def forget_holder(self, host: str, holder: str) -> None:
        """Take a host from a process that is dead."""
        with self._store.atomic():
            self._sql.execute("UPDATE hosts SET holder = '' WHERE host = ? AND holder = ?", (host, holder))

    def _put(self, host: str, holder: str, until: datetime, state: HostState) -> None:
        recent = json.dumps([[iso(at), requests] for at, requests in state.recent])
        values: tuple[Any, ...] = (host, holder, iso(until), iso(state.free_at), recent, state.level, state.paused)
        self._sql.execute("REPLACE INTO hosts VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def robots(self, host: str) -> RobotsCopy | None:
        """The robots.txt of a host as it was last read; None: never."""
        with explained(self._store.path):
            row = self._sql.execute("SELECT fetched_at, status, body FROM robots WHERE host = ?", (host,)).fetchone()
        return RobotsCopy(host, from_iso(row[0]), row[1], row[2]) if row else None

    def put_robots(self, copy: RobotsCopy) -> None:
        """Keep a robots.txt in the place of the one before; every one that was fetched stays among the exchanges."""
        digest = hashlib.sha256(copy.body).hexdigest()
        with self._store.atomic():
            values = (copy.host, iso(copy.fetched_at), copy.status, copy.body, digest)
            self._sql.execute("REPLACE INTO robots VALUES (?, ?, ?, ?, ?)", values)


def _state(sql: sqlite3.Connection, host: str) -> HostState:
    row = sql.execute(
        "SELECT holder, held_until, free_at, recent, level, paused FROM hosts WHERE host = ?", (host,)
    ).fetchone()
    if row is None:
        return HostState()
    recent = tuple((from_iso(at), int(requests)) for at, requests in json.loads(row[3])) if row[3] != "[]" else ()
    return HostState(row[0], from_iso(row[1]), from_iso(row[2]), recent, row[4], row[5])


def running(path: Path) -> tuple[str, str]:
    """The process that follows the schedule ("" if none says so), and the hash of the configuration in force.

    Raises ``StoreError``.
    """
    with closing(open_for_reading(path)) as connection, explained(path):
        last = connection.execute("SELECT sha256 FROM configurations ORDER BY id DESC LIMIT 1").fetchone()
        return _state(connection, RUN).holder, str(last[0]) if last else ""
