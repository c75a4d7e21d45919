"""The sender with messages made of keys: ``python -m tests.support.running_sender [STATEMENT]``.

With a number, the process is killed just before its n-th statement to the database after the first claim was wanted.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from types import FrameType
from typing import Any

from monitor.clock import SystemClock
from monitor.notify.plan import Owed
from monitor.notify.sender import run


@dataclass(frozen=True)
class PlainMessage:
    title: str
    text: str
    html: str


def compose(kind: str, key: str, items: Sequence[Sequence[Owed]], language: str) -> PlainMessage:
    """A message that says exactly what it was made of, one line for each item."""
    if any(row.subject == "unspeakable" for item in items for row in item):
        raise ValueError("no words for this")
    lines = [" ".join(row.key for row in item) for item in items]
    body = "\n".join([f"[{key}]", *lines])
    return PlainMessage(f"{kind} {language}", body, f"<p>{body}</p>")


def kill_at(statement: int) -> None:
    """Have this process killed just before its n-th statement from now on."""
    executed = count(1)

    def watch(_: FrameType, event: str, function: Any) -> None:
        name = getattr(function, "__name__", "")
        if event == "c_call" and name == "execute" and next(executed) == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s: %(message)s")
    if len(sys.argv) == 1:
        return run(compose, SystemClock(), Random(1))

    def compose_then_watch(kind: str, key: str, items: Sequence[Sequence[Owed]], language: str) -> PlainMessage:
        kill_at(int(sys.argv[1]))
        return compose(kind, key, items, language)

    return run(compose_then_watch, SystemClock(), Random(1))


if __name__ == "__main__":
    sys.exit(main())
