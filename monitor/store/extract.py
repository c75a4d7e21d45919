"""Writes the SQLite file of data to take away: its own clean schema, comments included. Touches only that file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from monitor.store.errors import explained

_APPLICATION = 0x736C6F74
"""``slot``: tells such a file from others."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A table as SQLite is told of it."""

    name: str
    meaning: str
    columns: Sequence[tuple[str, str, str]]
    """Name, declaration and meaning."""
    key: Sequence[str]
    refers: Mapping[str, str]
    """Column and table; there it has the same name."""
    indexes: Sequence[str]
    """Columns with an index of their own."""


class Extract:
    """A new file; whole only when it was closed without an error. Methods raise ``StoreError``."""

    def __init__(self, path: Path, *, schema: int, relations: Sequence[Relation]) -> None:
        self._path = path
        with explained(path):
            self._sql = sqlite3.connect(path, isolation_level=None)
            # Nobody reads it before it is finished, and an unfinished one is thrown away.
            self._sql.execute("PRAGMA journal_mode = OFF")
            self._sql.execute("PRAGMA synchronous = OFF")
            self._sql.execute(f"PRAGMA user_version = {int(schema)}")
            self._sql.execute(f"PRAGMA application_id = {_APPLICATION}")
            self._sql.execute("BEGIN")
            self._relations = {relation.name: relation for relation in relations}
            for relation in relations:
                self._sql.execute(statement(relation))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._sql.close()
            return
        with explained(self._path):
            for relation in self._relations.values():
                for column in relation.indexes:
                    self._sql.execute(f'CREATE INDEX {relation.name}_by_{column} ON {relation.name} ("{column}")')
            self._sql.execute("COMMIT")
            self._sql.execute("ANALYZE")
            self._sql.close()

    def write(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows, their values in the order of the columns."""
        marks = ", ".join("?" * len(self._relations[table].columns))
        with explained(self._path):
            self._sql.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def statement(relation: Relation) -> str:
    """What makes a table, with a comment behind each column, as the store's own file has them."""
    key = ", ".join(f'"{name}"' for name in relation.key)
    rules = [f"PRIMARY KEY ({key})"]
    rules += [f'FOREIGN KEY ("{name}") REFERENCES {other}("{name}")' for name, other in relation.refers.items()]
    lines = [f'  "{name}" {declared}, -- {meaning}' for name, declared, meaning in relation.columns]
    return "\n".join([f"CREATE TABLE {relation.name} ( -- {relation.meaning}", *lines, f"  {', '.join(rules)}\n)"])
