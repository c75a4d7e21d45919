"""Opening the database file: pragmas, migrations, and clear errors. Touches only that file."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from monitor.store.errors import NotThisStore, StoreError, explained
from monitor.store.schema import MIGRATION_SET, MIGRATIONS, newer_than_program

BUSY_SECONDS = 5.0
"""How long to wait for another process's transaction; ours last about a millisecond."""


def open_for_writing(path: Path) -> sqlite3.Connection:
    """Open, create or migrate the file. One writer per process; readers are never blocked (WAL).

    Raises ``StoreError`` for a file that is newer than the program, locked, unreadable, read-only or no database.
    """
    _require_folder(path)
    with explained(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{path.parent}: the folder cannot be made: {error.strerror}") from error
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            _require_known(connection, path)
            if not _applied(connection):  # of a new file: free pages can be given back without writing it anew
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            # A power cut may take the last moments with it, never the file's integrity; a killed process takes nothing.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = ON")  # REPLACE must not slip past the append-only triggers
            if _applied(connection) != set(MIGRATIONS):
                _migrate(connection)
            _require_writable(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open read-only, without migrating and without loading anything heavy.

    Raises ``StoreError`` where the file is missing, unreadable, or of another version than the program.
    """
    _require_folder(path)
    try:
        if not path.exists() or path.stat().st_size == 0:
            raise NotThisStore(f"{path}: there is no database yet; 'slotwatch check' or 'slotwatch run' makes one")
    except OSError as error:
        raise StoreError(f"{path}: may not be read: {error.strerror}; check the permissions of its folder") from error
    with explained(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro{_immutable(path)}", uri=True, timeout=BUSY_SECONDS
        )
        try:
            connection.row_factory = sqlite3.Row
            _require_known(connection, path)
            _require_current(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _require_folder(path: Path) -> None:
    try:
        is_file, is_folder = path.parent.exists() and not path.parent.is_dir(), path.is_dir()
    except OSError:
        return  # what may not be looked at is reported where it is opened
    if is_file:
        raise NotThisStore(f"{path.parent}: data_dir is a file; name a folder")
    if is_folder:
        raise NotThisStore(f"{path}: a folder is in the place of the database; name another data_dir")


def _immutable(path: Path) -> str:
    """A WAL database in a folder we may not write to can only be read as a file that nobody changes."""
    wal = path.with_name(path.name + "-wal")
    readable_only = not os.access(path.parent, os.W_OK) and not wal.exists()
    return "&immutable=1" if readable_only else ""


def _applied(connection: sqlite3.Connection) -> set[str]:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        return set()
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (MIGRATION_SET,))
    return {row[0] for row in rows}


def _require_known(connection: sqlite3.Connection, path: Path) -> None:
    if newer := newer_than_program(_applied(connection)):
        raise StoreError(f"{path}: written by a newer slotwatch ({', '.join(newer)}); update this program")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and not _applied(connection):
        raise StoreError(f"{path}: a database of some other program; name another data_dir")


def _require_current(connection: sqlite3.Connection, path: Path) -> None:
    if _applied(connection) != set(MIGRATIONS):
        raise StoreError(f"{path}: written by an older slotwatch; 'slotwatch run' or 'check' brings it up to date")


def _migrate(connection: sqlite3.Connection) -> None:
    """All that is missing in one transaction: a process killed in the middle leaves the file as it was."""
    from sqlite_utils import Database

    from monitor.store.migrations import migrations

    connection.execute("BEGIN IMMEDIATE")
    try:
        if _applied(connection) != set(MIGRATIONS):  # another process may have been faster
            migrations.apply(Database(connection))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _require_writable(connection: sqlite3.Connection) -> None:
    """Find out now, not at the first look: a read-only file only refuses when something is really written."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("PRAGMA user_version = 0")
    finally:
        connection.execute("ROLLBACK")
