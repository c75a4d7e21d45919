"""The store's tables as a database file describes them (a temporary one is made), and the keys of the sealed line."""

# ruff: noqa: INP001 - a script beside the pages, not a package

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from monitor.store.database import open_for_writing

LINE_KEYS: Mapping[str, str] = {
    "v": "version of this format",
    "id": "the look's UUID, as in `observations.uuid`",
    "tgt": "the target's id in the configuration",
    "seq": "0, 1, 2 ... of this target and vantage, without gaps",
    "van": "name of the vantage, the place from which it was looked",
    "sim": "true: the time is simulated",
    "kind": "`anchored` (the regular schedule) or `extra` (by hand)",
    "due": "when the schedule wanted the look, UTC; null for extra looks",
    "t0": "when the look began, UTC, by this machine's clock",
    "ms": "how long it took, in milliseconds",
    "ua": "the User-Agent that was sent",
    "al": "the Accept-Language that was sent; empty: none was",
    "rob": "`obeyed`: the host's robots.txt was known and allowed what was asked, or is why nothing was;"
    " `overridden: ` and why; null: it could not be read, or is not asked for (on this machine)",
    "ex": "the exchanges in their order, each with the keys below",
    "ex[].m": "method",
    "ex[].url": "the URL asked for",
    "ex[].st": "HTTP status; null: no status line came",
    "ex[].ip": "address and port that answered",
    "ex[].tls": "TLS version; null for plain HTTP",
    "ex[].crt": "SHA-256 of the server's own certificate (DER)",
    "ex[].req": "SHA-256 of the exact bytes sent; null: none",
    "ex[].res": "SHA-256 of the exact bytes received; null: none",
    "ex[].len": "number of bytes received",
    "ex[].err": "why the exchange ended early; null: it is complete",
    "probe": "name and version of the probe",
    "rule": "which rule matched",
    "out": "outcome",
    "why": "reason",
    "q": "the words that prove it, as quoted",
    "ql": "language of the quote; null: undetermined",
    "qlb": "what determined it: `rule`, or an engine with its score",
    "pl": "language that the page declares for itself",
    "n": "number of slots seen, where they were counted",
    "first": "the first slot seen: UTC time, or a local date",
    "win": "first and last day of what the statement speaks of; two nulls and `day`, `week`, `month` or `period`: one"
    " whose days the page does not name; null: not limited",
    "said": "statements of the office about its releases: kind, words, time",
    "ctx": "SHA-256 of the context record (`contexts`): program, machine, settings; before version 0.3 of the"
    " configuration in force",
    "prev": "SHA-256 of the previous line of this target and vantage; 64 zeros for the first",
}
_IN_WORDS: Mapping[str, str] = {
    "target": "the target's id in the configuration",
    "vantage": "the vantage's name",
    "quote": "the words that prove it",
    "quote_language": "their language",
    "uuid": "in hexadecimal digits",
    "annotations": "what was said of it later",
}
_MADE: Mapping[str, str] = {
    "kind": "`anchored` (of the regular schedule, counts in shares) or `extra`",
    "due_at": "when the schedule wanted it; NULL for extra looks",
    "started_at": "when it began",
}
_VIEWS: Mapping[str, tuple[Mapping[str, str], tuple[str, ...]]] = {
    "observations": (_MADE, ("observed", "readings")),
    "exchanges": ({}, ("exchanged", "routes")),
    "looks": ({**_IN_WORDS, **_MADE}, ("observed", "readings")),
    "runs": (_IN_WORDS, ("spells",)),
}
"""What is said of columns of a view itself, and the tables whose other columns it shows."""
_COLUMN = re.compile(r"^\s*([a-z_0-9]+) ([A-Z]+)(.*?)(?:\s*--\s*(.*))?$")
_ADDED = re.compile(r", ([a-z_0-9]+) ([A-Z]+)[A-Z0-9' ]* /\* (.*?) \*/")
"""Columns of later migrations: SQLite writes them all on the last line."""
_HEAD = re.compile(r"^CREATE (?:TABLE|VIEW) (\w+)[^-]*(?:--\s*(.*))?$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what is said of it."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One table or view, and what it holds."""

    name: str
    kind: str
    meaning: str
    columns: tuple[Column, ...]


@contextmanager
def fresh_database() -> Iterator[sqlite3.Connection]:
    """A new, empty store in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, closing(open_for_writing(Path(folder) / "x.sqlite3")) as connection:
        yield connection


def relations(connection: sqlite3.Connection) -> list[Relation]:
    """Tables, then views, in the order in which they were made."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY type, rowid"
    ).fetchall()
    ours = [row for row in rows if not row[1].startswith(("sqlite_", "_sqlite"))]
    found: list[Relation] = []
    for kind, name, sql in ours:
        head = _HEAD.match(sql.splitlines()[0])
        assert head, f"{name}: its statement does not begin as expected"
        columns = _of_view(connection, name, found) if kind == "view" else _columns(connection, name, sql)
        found.append(Relation(name, kind, head[2] or "", tuple(columns)))
    return found


def _of_view(connection: sqlite3.Connection, name: str, tables: list[Relation]) -> list[Column]:
    own, shown = _VIEWS[name]
    known = {column.name: column.meaning for table in tables if table.name in shown for column in table.columns}
    real = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
    return [Column(column, "", own.get(column) or known.get(column, "")) for column in real]


def _columns(connection: sqlite3.Connection, name: str, sql: str) -> list[Column]:
    real = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
    said = {}
    for line in sql.splitlines()[1:]:
        if match := _COLUMN.match(line):
            refers = re.search(r"REFERENCES (\w+)\(", match[3])
            choice = re.search(r"CHECK \(\w+ IN \((.*?)\)\)", match[3])
            parts = [f"row of `{refers[1]}`" if refers else "", f"one of {choice[1]}" if choice else "", match[4] or ""]
            meaning = "; ".join(filter(None, parts))
            said[match[1]] = Column(match[1], match[2], meaning)
    said |= {name: Column(name, kind, meaning) for name, kind, meaning in _ADDED.findall(sql)}
    assert list(said) == real, f"{name}: its statement has not one line per column"
    return list(said.values())


def table_pages() -> str:
    """One section per table and view."""
    parts = []
    with fresh_database() as connection:
        for relation in relations(connection):
            typed = relation.kind == "table"
            rows = [
                f"| `{column.name}` | {f'{column.kind} | ' if typed else ''}{column.meaning} |"
                for column in relation.columns
            ]
            head = (
                "| column | type | meaning |\n| --- | --- | --- |" if typed else "| column | meaning |\n| --- | --- |"
            )
            title = f"### `{relation.name}`" + ("" if typed else " (view)")
            said = relation.meaning[:1].upper() + relation.meaning[1:]
            parts.append("\n".join([f"{title}\n", f"{said}.\n", head, *rows]))
    return "\n\n".join(parts)


def line_table() -> str:
    """The keys of the sealed line."""
    rows = [f"| `{key}` | {meaning} |" for key, meaning in LINE_KEYS.items()]
    return "\n".join(["| key | meaning |", "| --- | --- |", *rows])
