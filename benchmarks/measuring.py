"""What one run of slotwatch costs, and what the tables of a store take. Starts processes, reads a store."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent
_SHORT = 10_000
"""Bytes from the end of an output that are looked at."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One command in a process of its own."""

    wall_seconds: float
    cpu_seconds: float
    rss_mb: float
    printed: str
    """The end of it."""
    size: int
    """Bytes of all of it."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """What one table takes with its indexes."""

    observations: int
    table: str
    bytes_per_look: float
    unused: float
    """The part of it that holds nothing."""


def run(arguments: Sequence[str], timeout: float) -> Ran:
    """Run slotwatch once. Raises ``subprocess.TimeoutExpired``."""
    command = [sys.executable, "-m", "monitor", *arguments]
    environment = {**os.environ, "COLUMNS": "100"}
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        with subprocess.Popen(command, stdout=printed, stderr=said, cwd=ROOT, env=environment) as process:
            timer = threading.Timer(timeout, os.kill, (process.pid, signal.SIGKILL))
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)  # what this child used, no other
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        if process.returncode == -signal.SIGKILL:
            raise subprocess.TimeoutExpired(command, timeout)
        words = (_end(said).splitlines() or ["nothing was said"])[-1]
        problem = f"exit code {process.returncode}: {words}" if process.returncode else ""
        cpu = usage.ru_utime + usage.ru_stime
        return Ran(wall, cpu, usage.ru_maxrss / 1024, _end(printed), printed.seek(0, os.SEEK_END), problem)


def _end(file: IO[bytes]) -> str:
    """Without reading what may be long: a child's memory is never counted less than that of whom it was started by."""
    file.seek(max(file.seek(0, os.SEEK_END) - _SHORT, 0))
    return file.read().decode(errors="replace").strip()


def rooms(database: Path, observations: int) -> list[Room]:
    """What each table takes, the largest first; empty where SQLite was compiled without dbstat."""
    sql = (
        "SELECT ifnull(m.tbl_name, d.name), sum(d.pgsize), sum(d.unused) FROM dbstat d"
        " LEFT JOIN sqlite_master m ON m.name = d.name WHERE d.aggregate = 1 GROUP BY 1 ORDER BY 2 DESC"
    )
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute(sql).fetchall()
        except sqlite3.OperationalError as error:
            print(f"skipped: bytes per look: {error}", file=sys.stderr)
            return []
    return [Room(observations, table, size / observations, unused / size) for table, size, unused in rows]


def bytes_per_look(found: Iterable[Room]) -> float:
    """Of all tables but that of exact bytes."""
    return sum(room.bytes_per_look for room in found if room.table != "captures")
