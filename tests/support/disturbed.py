"""Drives the lives of a monitor and of its sender, side by side, through kills, locks and services out of order."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from random import Random
from typing import Any

from monitor.config.settings import NotifySettings, Receiver
from monitor.notify.orders import Orders, Pace
from tests.support.faulty_monitor import LOCKED, Life, line
from tests.support.owing import a_receiver
from tests.support.receivers import HttpReceiver, SmtpReceiver
from tests.support.ways import TROUBLES, Way

PACE = Pace(poll=0.05, limit=2.5, first_wait=0.05, longest_wait=0.3, grace=3.0)
FOR_EVER = NotifySettings(group=timedelta(0), give_up=timedelta(days=36_500))
"""The story is played years ago: nothing of it is too old to be told."""
PATIENCE = 60.0


@dataclass
class Services:
    """Who is told, and the ways there."""

    web: HttpReceiver
    mail: SmtpReceiver
    ways: tuple[Way, Way]

    @property
    def receivers(self) -> tuple[Receiver, Receiver]:
        web, mail = (way.port for way in self.ways)
        return (
            a_receiver("web", self.web.url.replace(str(self.web.port), str(web)), language="en"),
            a_receiver("mail", self.mail.url.replace(str(self.mail.port), str(mail)), language="fr"),
        )

    def told(self) -> dict[str, list[tuple[str, str]]]:
        """Title and words of each message that each service took, one by one."""
        mails = [words_of(str(mail["Subject"]), _html(mail)) for mail in self.mail.mails]
        return {"web": [words_of(one["title"], one["message"]) for one in self.web.accepted], "mail": mails}


def words_of(title: str, body: str) -> tuple[str, str]:
    """Without what services do to spaces: those in a mail's subject are all alike."""
    return " ".join(title.split()), body.strip()


def _html(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


class Lives:
    """The lives of one process, one after the other."""

    def __init__(self, folder: Path, listener: socket.socket) -> None:
        command = [sys.executable, "-m", "tests.support.faulty_monitor", str(folder), str(listener.fileno())]
        self._log = (folder / "log").open("ab")
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, pass_fds=[listener.fileno()]
        )
        self.killed: Counter[str] = Counter()
        self.pid = 0

    def live(self, life: Life) -> int:
        """Live to the end; returns the exit status, less than zero if it was killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line(life).encode())
        self._process.stdin.flush()
        where = ""
        for answer in self._process.stdout:
            match answer.decode().split():
                case ["pid", number]:
                    self.pid = int(number)
                case ["killed", kind, side]:
                    where = f"{kind} {side}"
                case [_, status]:
                    self.pid = 0
                    if int(status) == -signal.SIGKILL:
                        self.killed[where] += 1
                    return int(status)
                case _:
                    break
        raise AssertionError("the program itself ended; see its log")

    def stop(self) -> None:
        """Ask the life under way to end."""
        if self.pid:
            os.kill(self.pid, signal.SIGTERM)

    def close(self) -> None:
        """End the program, and the life under way."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
        self._process.kill()
        self._process.communicate()
        self._log.close()


@dataclass
class Disturbed:
    """The monitor and the sender of one store, and what they go through."""

    path: Path
    monitor: Lives
    sender: Lives
    services: Services
    seed: int
    sent_lives: int = 0
    locks: Counter[str] = field(default_factory=Counter)

    def owed(self) -> int:
        """Notifications that are owed now."""
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as sql:
            try:
                return int(sql.execute("SELECT count(*) FROM notifications WHERE state = 'owed'").fetchone()[0])
            except sqlite3.OperationalError:
                return 0

    def orders(self) -> str:
        """The sender's."""
        return Orders(self.path, self.services.receivers, FOR_EVER, PACE).line().decode()

    def send(self, plan: list[tuple[str, str]]) -> None:
        """All lives of the sender, each with services that are in trouble for a while."""
        dice = Random(f"{self.seed}/sender")
        for kind, side in plan:
            for way in self.services.ways:
                for_ever = kind == "failed"
                trouble = dice.choice(TROUBLES if for_ever else ("none", *TROUBLES))
                way.break_for(PATIENCE if for_ever else dice.uniform(0.2, 1.0), trouble)
            self.sender.live(Life("sender", kind, side, seed=dice.randrange(1000), orders=self.orders()))
            self.sent_lives += 1

    def watch(self, plan: list[tuple[str, str]], sender_lives: int) -> None:
        """All lives of the monitor, not much faster than those of the sender."""
        dice = Random(f"{self.seed}/monitor")
        locked = set(dice.sample(range(4, len(plan)), 5))
        for number, (kind, side) in enumerate(plan):
            ahead = sender_lives * number // len(plan) - 1
            self.wait_for_sender(ahead)
            nth = {"looked": dice.randint(1, 20), "owed": dice.randint(1, 2)}.get(kind, 1)
            if number in locked:
                self.lock(6.0 if number == max(locked) else dice.uniform(0.3, 2.0))
            self.live(Life("monitor", kind, side, nth))
        while self.sent_lives < sender_lives:
            self.wait_for_sender(sender_lives)
            assert self.live(Life("monitor", "owed", "after")), "the story is over, the plan is not"

    def wait_for_sender(self, lives: int) -> None:
        """Until it has lived so often, or waits for something to be told."""
        until(lambda: self.sent_lives >= lives or not self.owed())

    def live(self, life: Life) -> int:
        """A life of the monitor; one that could not open the store is tried again."""
        while (status := self.monitor.live(life)) == LOCKED:
            self.locks["could not open the store"] += 1
        return status

    def lock(self, seconds: float) -> None:
        """This process holds the file for a while; returns when it does."""
        holds = threading.Event()

        def hold() -> None:
            with closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as sql:
                sql.execute("BEGIN EXCLUSIVE")
                holds.set()
                time.sleep(seconds)
                sql.execute("ROLLBACK")

        threading.Thread(target=hold).start()
        assert holds.wait(PATIENCE)
        self.locks["taken"] += 1

    def go_on(self) -> None:
        """To the end of the story; all is well again with the services, and the last sender is not killed."""
        for way in self.services.ways:
            way.break_for(0, "none")
        last = threading.Thread(target=self.sender.live, args=[Life("sender", seed=1, orders=self.orders())])
        last.start()
        while self.live(Life("monitor", "owed", "after", nth=25)):
            until(lambda: not self.owed())
        until(lambda: not self.owed())
        self.sender.stop()
        last.join(PATIENCE)


def until(condition: Callable[[], Any]) -> None:
    ends_at = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends_at, "waited too long"
        time.sleep(0.02)
