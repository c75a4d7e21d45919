"""A copy of the database while others write to it: whole, checked, and in its place only when it is finished."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from monitor.store.database import open_for_reading
from monitor.store.errors import NotThisStore, StoreError, explained

_PAGES = 2000
"""Copied at a time, 8 MB."""

OnPages = Callable[[int, int], None]
"""Called with the pages copied so far, and all of them."""


def backup(source: Path, goal: Path, *, replace: bool = False, on_pages: OnPages = lambda _done, _all: None) -> int:
    """Copy a store to another file and return the copy's size in bytes. Writers and readers go on meanwhile.

    The copy shows one moment, that of the beginning. It is written beside the goal under another name, checked, and
    then renamed: the goal is never half a backup. Raises ``StoreError``; ``FileExistsError`` where the goal exists and
    is not to be replaced; ``OSError`` where it cannot be written.
    """
    if goal.exists() and not replace:
        raise FileExistsError(goal)
    if goal.with_name(f"{goal.name}-wal").exists() or (goal.exists() and goal.samefile(source)):
        # Its write-ahead log would be taken for the new file's.
        raise NotThisStore(f"{goal}: a database in use; name another file for the backup")
    with closing(open_for_reading(source)) as reading:
        handle, name = tempfile.mkstemp(prefix=f".{goal.name}.", suffix=".part", dir=goal.parent)
        os.close(handle)
        part = Path(name)
        try:
            _copy(reading, source, part, on_pages)
            _check(part)
            part.chmod(source.stat().st_mode & 0o777)
            _put(part, goal, replace=replace)
        finally:
            for left in (part, part.with_name(f"{part.name}-journal")):
                left.unlink(missing_ok=True)
    return goal.stat().st_size


def _copy(reading: sqlite3.Connection, source: Path, part: Path, on_pages: OnPages) -> None:
    with explained(source):
        # One snapshot for the whole copy: without it, whatever is written meanwhile makes SQLite begin anew each time.
        reading.execute("BEGIN")
        reading.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    with closing(sqlite3.connect(part, isolation_level=None)) as copy, explained(part):
        reading.backup(copy, pages=_PAGES, progress=lambda _status, left, total: on_pages(total - left, total))
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, that can also be read where nothing may be written


def _check(part: Path) -> None:
    with closing(sqlite3.connect(part)) as copy, explained(part):
        found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
    if found != ["ok"]:
        raise StoreError(f"{part}: the copy is damaged, and was not kept ({found[0]}); check the disks, then try again")
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _put(part: Path, goal: Path, *, replace: bool) -> None:
    if replace:
        part.replace(goal)
        return
    try:
        os.link(part, goal)  # unlike a rename, never replaces a file that appeared meanwhile
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no links, as those of USB sticks
        if goal.exists():
            raise FileExistsError(goal) from None
        part.replace(goal)
