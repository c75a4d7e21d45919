"""Types a command in a process that is killed at one of its steps.

``python -m tests.support.killed_proving KIND NTH WORDS``. A kind is a transaction and a side of its COMMIT (``sealed
before``), or something done outside the store: a question to an authority (``asking``), a program that is started
(``starting openssl``), a file of a bundle that is written (``writing``), something that gets its name (``naming``).
Nothing of the product is replaced: the step is heard of.
"""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import sys
from pathlib import Path
from types import FrameType
from typing import Any

TRANSACTIONS = {
    "sealed": r"INSERT INTO seals\b",
    "answered": r"UPDATE stamps SET state = 'answered'",
    "verified": r"UPDATE stamps SET state = 'verified'",
    "revocations": r"REPLACE INTO revocations\b",
    "published": r"UPDATE publications SET state = 'done'",
    "packed": r"INSERT INTO packed_lines\b",
    "noted": r"INSERT INTO custody\b",
}


class Executioner:
    """Kills this very process at the n-th time that a step is reached."""

    def __init__(self, kind: str, nth: int) -> None:
        self._kind, self._left = kind, nth
        self._transaction = ""
        self._over = False
        """What was waited for is committed: this process dies at its next statement or step."""

    def hears(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Of whatever Python does."""
        if event == "sqlite3.connect":  # there is no connection yet: it is found at its first call
            sys.setprofile(self._finds)
        elif event == "socket.connect":
            self._reached("asking")
        elif event == "subprocess.Popen":
            self._reached(f"starting {Path(os.fsdecode(arguments[0])).name}")
        elif event == "open" and ".part/" in str(arguments[0]) and "w" in str(arguments[1]):
            self._reached("writing")
        elif event == "os.rename":
            self._reached("naming")

    def _finds(self, _frame: FrameType, event: str, function: Any) -> None:
        connection = getattr(function, "__self__", None)
        if event == "c_call" and isinstance(connection, sqlite3.Connection):
            sys.setprofile(None)
            connection.set_trace_callback(self._executes)

    def _executes(self, statement: str) -> None:
        if self._over:
            self._kill()
        if statement.startswith("BEGIN"):
            self._transaction = ""
        for name, pattern in TRANSACTIONS.items():
            if re.match(pattern, statement):
                self._transaction = name
                self._reached(f"{name} inside")
        if statement == "COMMIT" and self._transaction:
            self._reached(f"{self._transaction} before")
            if self._kind == f"{self._transaction} after":
                self._left -= 1
                self._over = self._left == 0

    def _reached(self, kind: str) -> None:
        if self._over:
            self._kill()
        if kind == self._kind:
            self._left -= 1
            if self._left == 0:
                self._kill()

    @staticmethod
    def _kill() -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Never ends by itself in good order: then it says that nothing killed it."""
    from monitor.cli import main as slotwatch

    kind, nth, *words = sys.argv[1:]
    sys.addaudithook(Executioner(kind, int(nth)).hears)
    sys.argv = ["slotwatch", *words]
    slotwatch()


if __name__ == "__main__":
    main()
