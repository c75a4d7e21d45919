"""Plays a story through the real observatory, ledger and sender, one process for each life, each killed where told.

``python -m tests.support.faulty_monitor FOLDER SOCKET`` loads everything once and then forks a life for each line on
stdin: JSON of a ``Life``. It answers with lines: ``pid N``, perhaps ``killed KIND SIDE``, and ``ended STATUS``.
``SOCKET`` is a listening socket that outlives all lives: there the site is, at one and the same address.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import uvicorn

from monitor.clock import SimulatedClock, SystemClock, from_iso
from monitor.config.load import load
from monitor.config.locate import database
from monitor.config.settings import Config
from monitor.notify.messages import Message, compose
from monitor.notify.plan import Owed
from monitor.notify.sender import run as run_sender
from monitor.observatory import observatory
from monitor.store.errors import StoreError
from monitor.watch.identify import LanguageModel
from probes.registry import PROBES
from tests.support.faulty_story import HOUR, RUNS, START, Town

LOCKED = 3
"""Exit status of a life that could not open the store."""
KINDS = {
    "migrated": r"INSERT INTO .?_sqlite_migrations",
    "configured": r"(INSERT INTO|UPDATE) targets\b",
    "held": r"REPLACE INTO hosts VALUES \('[^']*', '[^']",
    "released": r"REPLACE INTO hosts VALUES \('[^']*', ''",
    "minded": r"SELECT .* FROM troubles\b",
    "looked": r"INSERT INTO observed\b",
    "owed": r"INSERT INTO notifications\b",
    "begun": r"SELECT id, receiver FROM notifications WHERE state = 'owed' AND receiver NOT IN",
    "claimed": r"INSERT INTO messages\b",
    "marked": r"UPDATE messages SET sent_at",
    "failed": r"UPDATE receivers SET failures = \d+, next_try_at = '",
}
"""Transactions by a statement of theirs; where several match, the last decides."""


@dataclass(frozen=True, slots=True)
class Life:
    """One life of a process: what it is, and where it is killed; without a kind it lives to its end."""

    who: str
    """``monitor`` or ``sender``."""
    kind: str = ""
    """Of the transaction, or ``composing``, ``sending``."""
    side: str = "before"
    """``inside`` the transaction, or ``before`` or ``after`` its COMMIT."""
    nth: int = 1
    seed: int = 0
    orders: str = ""
    """The sender's."""


class Executioner:
    """Kills this very process at one moment. It listens to the connection; nothing of the product is replaced."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._left = life.nth if life.kind else 0
        self._kind = ""
        self._over = False
        """What was waited for is committed: this process dies before it does anything else."""

    def follow(self) -> None:
        """From the first statement of each connection on, hear of every statement before it is executed."""

        def find(_: FrameType, event: str, function: Any) -> None:
            connection = getattr(function, "__self__", None)
            if event == "c_call" and isinstance(connection, sqlite3.Connection):
                sys.setprofile(None)
                connection.set_trace_callback(self._executes)

        def hear(event: str, _: object) -> None:
            if event == "sqlite3.connect":  # there is no connection yet: it is found at its first call
                sys.setprofile(find)
            if event == "subprocess.Popen":
                self._delivers()

        sys.addaudithook(hear)

    def reached(self, kind: str) -> None:
        """A moment that is no statement."""
        if kind == self._life.kind:
            self._count()

    def _executes(self, sql: str) -> None:
        if self._over:
            self._kill()
        if sql.startswith("BEGIN"):
            self._kind = ""
        for kind, pattern in KINDS.items():
            if re.match(pattern, sql, re.DOTALL):
                self._kind = kind
                if (kind, "inside") == (self._life.kind, self._life.side):
                    self._count()
        if sql == "COMMIT" and self._kind == self._life.kind and self._life.side != "inside":
            self._count()

    def _count(self) -> None:
        self._left -= 1
        if self._left == 0 and self._life.side == "after":
            self._over = True
        elif self._left == 0:
            self._kill()

    def _delivers(self) -> None:
        if self._over:
            self._kill()
        if self._life.kind == "sending":
            signal.signal(signal.SIGALRM, lambda _number, _frame: self._kill())
            signal.setitimer(signal.ITIMER_REAL, Random(self._life.seed).uniform(0.02, 1.0))

    def _kill(self) -> None:
        _say(f"killed {self._life.kind} {self._life.side}")
        os.kill(os.getpid(), signal.SIGKILL)


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


@asynccontextmanager
async def _served(app: Any, listener: socket.socket) -> Any:
    settings = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none", http="h11", date_header=False)
    server = uvicorn.Server(settings)
    serving = asyncio.create_task(server._serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def _latest_look(path: Path) -> datetime:
    """When the store was left."""
    if not path.exists():
        return START
    with closing(sqlite3.connect(path)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'observations'").fetchone():
            return START
        (at,) = connection.execute("SELECT max(started_at) FROM observations").fetchone()
        return from_iso(at) if at else START


async def play(config: Config, listener: socket.socket, clock: SimulatedClock) -> None:
    """Go on with the story, to its end. Raises ``StoreError``."""
    town = Town(clock.now)
    async with _served(town, listener):
        for first, last in RUNS:
            if clock.now() >= START + last * HOUR:
                continue
            clock.move_to(START + first * HOUR)
            async with observatory(config, PROBES, clock) as parts:
                assert parts.rounds is not None
                assert parts.health is not None
                parts.health.check()
                while (at := parts.rounds.next_wake()) is not None and at < START + last * HOUR:
                    clock.move_to(at)
                    await parts.rounds.run(parts.rounds.claim())
    assert all(site.alarms == [] for site in town.sites.values())


def _live(life: Life, config: Config, listener: socket.socket) -> int:
    clock = SimulatedClock(_latest_look(database(config.monitor.data_dir)))
    executioner = Executioner(life)
    executioner.follow()
    if life.who == "sender":

        def composed(kind: str, key: str, items: Sequence[Sequence[Owed]], language: str) -> Message:
            executioner.reached("composing")
            return compose(kind, key, items, language)

        return run_sender(composed, SystemClock(), Random(life.seed))
    try:
        asyncio.run(play(config, listener, clock))
    except StoreError as error:
        print(error, file=sys.stderr)
        return LOCKED
    return 0


def _begin(life: Life, config: Config, listener: socket.socket) -> int:
    """Fork a life; the end of its stdin comes with the end of this program."""
    ears, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.dup2(ears, 0)
            os.close(mouth)
            status = _live(life, config, listener)
        finally:
            os._exit(status)
    os.close(ears)
    os.write(mouth, life.orders.encode())
    _say(f"pid {child}")
    _, status = os.waitpid(child, 0)
    os.close(mouth)
    return os.waitstatus_to_exitcode(status)


def line(life: Life) -> str:
    """For the program's stdin."""
    return json.dumps(asdict(life)) + "\n"


def main(folder: Path, listener: socket.socket) -> None:
    """One life for each line on stdin."""
    config = load(folder / "config.toml", probes=PROBES, environ={})
    LanguageModel().identify("Bonjour")  # what is loaded now need not be loaded by every life
    for order in sys.stdin:
        _say(f"ended {_begin(Life(**json.loads(order)), config, listener)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])))
