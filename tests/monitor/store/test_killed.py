"""A process killed at any moment loses at most the look it is about to store."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from time import sleep

from monitor.store.writer import Store
from tests.support.audit import audit

ROOT = Path(__file__).parents[3]
ROUNDS = 8


def _write_until_killed(path: Path, number: int, delay: float) -> list[str]:
    """Let a process write for a moment, end it with SIGKILL, and return what it said had been committed."""
    command = [sys.executable, "-m", "tests.support.endless_writer", str(path), str(number)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        first = process.stdout.readline()
        sleep(delay)  # it dies wherever it happens to be
        process.kill()
        rest = process.stdout.read()
    assert process.returncode == -signal.SIGKILL, "it ended by itself: that is not what is tested"
    said = (first + rest).splitlines(keepends=True)
    return [line.strip() for line in said if line.endswith("\n")]  # the last word may have been cut off


def test_no_committed_look_is_lost_however_often_the_process_is_killed(tmp_path: Path):
    path, dice, told = tmp_path / "slotwatch.db", random.Random(2018), 0
    for number in range(ROUNDS):
        said = _write_until_killed(path, number, dice.uniform(0, 0.15))
        told += len(said)
        with closing(sqlite3.connect(path)) as sql:
            stored = sql.execute(
                "SELECT t.slug || ' ' || o.sequence FROM observations o JOIN targets t ON t.id = o.target"
            ).fetchall()
        assert Counter(said) - Counter(row[0] for row in stored) == Counter(), "said to be stored, and is not"
        assert told <= audit(path) <= told + number + 1, "only a round's last look may be stored without being told"
    assert told > 10 * ROUNDS, "too little was written for the test to mean something"


def test_a_process_killed_at_any_statement_of_its_first_start_leaves_a_file_that_opens(tmp_path: Path):
    command = [sys.executable, "-m", "tests.support.killed_openings", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(ended.stdout) > 30, "each statement of the schema is a moment to be killed at"
    for number in range(1, int(ended.stdout) + 1):
        path = tmp_path / f"{number}.db"
        Store(path).close()
        assert audit(path) == 0
