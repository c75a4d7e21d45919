"""Runs one delivery in a process of its own, kills it when its time is over, and reads its answer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from select import select

from monitor.clock import Clock
from monitor.notify.deliver import Answer, Delivery

TIME_LIMIT_SECONDS = 30.0
"""For one delivery, from the start of its process to its answer."""


class Courier:
    """One delivery under way.

    A new program, not a fork of the sender: nothing of the sender's (database, lock, stdin) is ever open in it.
    """

    def __init__(self, delivery: Delivery, clock: Clock, limit: float = TIME_LIMIT_SECONDS) -> None:
        """Start. Raises ``OSError`` where the system has no room for another process."""
        self._clock = clock
        self._limit = limit
        self._ends_at = clock.monotonic() + limit
        self._output = b""
        order = json.dumps({**asdict(delivery), "parent": os.getpid()}).encode()
        with os.fdopen(os.memfd_create("delivery"), "w+b") as stdin:  # secrets reach neither a disk nor a command line
            stdin.write(order)
            stdin.flush()
            stdin.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "monitor.notify.deliver"],
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # it and whatever it starts can be killed together
            )
        assert self._process.stdout is not None
        self._answers = self._process.stdout.fileno()
        os.set_blocking(self._answers, False)

    def fileno(self) -> int:
        """Readable when there is something to ``poll`` for."""
        return self._answers

    @property
    def seconds_left(self) -> float:
        """Until it is killed."""
        return max(self._ends_at - self._clock.monotonic(), 0.0)

    def poll(self) -> Answer | None:
        """The answer once there is one; None while it is under way. Kills what has run out of time."""
        if self._read():
            return self._answer()
        if self.seconds_left > 0:
            return None
        self.kill()
        return Answer(f"no answer within {self._limit:g} seconds", doubt=True)

    def wait(self) -> Answer:
        """The answer, at the latest when the time is over."""
        while (answer := self.poll()) is None:
            select([self], [], [], self.seconds_left)
        return answer

    def kill(self) -> None:
        """End it now, with everything it started; safe to call twice."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _read(self) -> bool:
        """Take what was written so far; whether that was all."""
        with suppress(BlockingIOError):
            while piece := os.read(self._answers, 65_536):
                self._output += piece
            return True
        return False

    def _answer(self) -> Answer:
        self.kill()  # it has said all; nothing that a plugin left running may hold up the sender
        try:
            return Answer(**json.loads(self._output))
        except (ValueError, TypeError):
            code = self._process.returncode
            return Answer(f"the sending process ended without an answer (code {code})", doubt=True)


def send_test(delivery: Delivery, clock: Clock, limit: float = TIME_LIMIT_SECONDS) -> Answer:
    """Send one message now, outside of the outbox, and wait for the service's answer. Raises ``OSError``."""
    courier = Courier(delivery, clock, limit)
    try:
        return courier.wait()
    finally:
        courier.kill()
