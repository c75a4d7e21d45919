"""What can go wrong with the database file, in words that say what to do. Pure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreError(Exception):
    """The store could not be used: our failure, never the site's. The text says what to do; nothing was damaged."""


class NotThisStore(StoreError):
    """The file is sound, but not what was asked for: there is none yet, or it holds time of another kind."""


_ADVICE = {
    "SQLITE_BUSY": "is locked by another process; end it or wait, then try again",
    "SQLITE_LOCKED": "is locked by another process; end it or wait, then try again",
    "SQLITE_FULL": "cannot grow: the disk is full; free some space, what was stored before is intact",
    "SQLITE_READONLY": "is read-only; check the permissions of the file and of its folder",
    "SQLITE_CANTOPEN": "cannot be opened; check that the folder exists and may be read and written",
    "SQLITE_PERM": "may not be accessed; check the permissions of the file and of its folder",
    "SQLITE_AUTH": "may not be accessed; check the permissions of the file and of its folder",
    "SQLITE_NOTADB": "is not a slotwatch database; move it away or name another data_dir",
    "SQLITE_CORRUPT": "is damaged; restore a backup, and keep the damaged file for examination",
    "SQLITE_IOERR": "could not be read or written by the operating system; check the disk",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into ``StoreError``; errors in our own SQL pass through unchanged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        advice = next((text for code, text in _ADVICE.items() if name.startswith(code)), None)
        if advice is None:
            raise
        raise StoreError(f"{path}: the database {advice} ({error})") from error
