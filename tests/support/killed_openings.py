"""Makes databases and is killed at it: ``python -m tests.support.killed_openings FOLDER`` prints how many times."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from monitor.store.writer import Store


def _open_until(path: Path, statement: int) -> None:
    """Open a database; this process is killed just before its n-th statement."""
    executed = count(1)

    def watch(_: FrameType, event: str, function: Any) -> None:
        name = getattr(function, "__name__", "")
        if event == "c_call" and name == "execute" and next(executed) == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    Store(path)


def main(folder: Path) -> int:
    """One process and one file for each statement, until one lives to the end; returns how many were killed."""
    Store(folder / "warm.db").close()  # loads what the children then need not
    for number in count(1):
        child = os.fork()
        if child == 0:
            _open_until(folder / f"{number}.db", number)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            return number - 1
    return 0


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
