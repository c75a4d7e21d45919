"""The schema's history: append-only migrations, each one function, run by sqlite-utils in one transaction each.

Comments inside the statements stay in the file (``.schema`` and Datasette show them): they are the data dictionary.
"""

from __future__ import annotations

import json

from sqlite_utils import Database, Migrations

from monitor.store.custody_lines import custody_line
from monitor.store.migrations import compact, evidence, tables
from monitor.store.schema import MIGRATION_SET

migrations = Migrations(MIGRATION_SET)


def _run(db: Database, script: str) -> None:
    """Run statements one by one: ``executescript`` would commit the migration's transaction."""
    import sqlite3

    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""
    assert not statement.strip(), "a statement of a migration is incomplete"


@migrations()
def m001_first(db: Database) -> None:
    """Everything a look needs: what was seen, the exact bytes, and what follows from it."""
    _run(db, tables.FIRST)


@migrations()
def m002_unnamed_days_and_language(db: Database) -> None:
    """Statements about days that the page does not name, and what determined a language."""
    _run(db, tables.SECOND)


@migrations()
def m003_annotations(db: Database) -> None:
    """What is said of a reading later, in the same chain of sealed lines."""
    _run(db, tables.THIRD)


@migrations()
def m004_incidents(db: Database) -> None:
    """What persisted, what each rule made of it, and what is owed to whom."""
    _run(db, tables.FOURTH)


@migrations()
def m005_politeness(db: Database) -> None:
    """What is remembered of hosts, their robots.txt, and the ids that renamed targets had."""
    _run(db, tables.FIFTH)


@migrations()
def m006_custody(db: Database) -> None:
    """What was done to the store itself, and which bytes were pruned."""
    _run(db, tables.SIXTH)


@migrations()
def m007_compact(db: Database) -> None:
    """Answers and ways of exchanges once each, sealed lines beside the observations, and counts per day by reason."""
    db.conn.create_function("from_hex", 1, bytes.fromhex, deterministic=True)  # SQLite has its own since 3.41
    _run(db, compact.SEVENTH)


@migrations()
def m008_evidence(db: Database) -> None:
    """What makes looks evidence: contexts, lists, stamps, a custody log whose lines are a chain, people's looks."""
    _run(db, evidence.EIGHTH)
    previous = ""
    for row, at, kind, details in db.conn.execute("SELECT id, at, kind, details FROM custody ORDER BY id").fetchall():
        previous = custody_line(row, at, kind, json.loads(details), previous)
        db.conn.execute("UPDATE custody SET line = ?, day = substr(at, 1, 10) WHERE id = ?", (previous, row))
    _run(db, evidence.CUSTODY_IS_KEPT)
