"""A SQLite file of a bundle's table, for Datasette and the SQLite shell. Reads one CSV file, writes one database."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

_NUMBERS = {"sequence", "milliseconds", "slots_count", "status"}


def write_extract(source: Path, goal: Path, *, title: str) -> None:
    """Write table ``observations`` with the columns of a CSV file; empty cells become NULL.

    The apostrophe that keeps a spreadsheet from calculating is taken away again: a database does not calculate.
    """
    with source.open(encoding="utf-8", newline="") as stream, closing(sqlite3.connect(goal)) as sql:
        rows = csv.reader(stream)
        columns = next(rows)
        kinds = ", ".join(f"{name} {'INTEGER' if name in _NUMBERS else 'TEXT'}" for name in columns)
        sql.execute(f"CREATE TABLE observations ( -- {_plain(title)}; derived from the sealed lines\n  {kinds}\n)")
        marks = ", ".join("?" * len(columns))
        sql.executemany(f"INSERT INTO observations VALUES ({marks})", (list(map(_value, row)) for row in rows))
        sql.execute("CREATE INDEX observations_by_time ON observations (target, started_at)")
        sql.commit()


def _value(cell: str) -> str | None:
    return (cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@\t\r") else cell) or None


def _plain(title: str) -> str:
    return "".join(sign for sign in title if sign.isalnum() or sign in "-_. ")
