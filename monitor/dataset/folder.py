"""One export as a folder: there as a whole or not at all. Reads one moment of the store, writes beside, and renames."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from monitor import __version__
from monitor.clock import iso
from monitor.dataset.metadata import DATABASE, metadata
from monitor.dataset.package import NAME, datapackage
from monitor.dataset.tables import ABOUT, SCHEMA, TABLES, Table
from monitor.dataset.words import Words
from monitor.dataset.writing import CsvFile, ParquetFile, Row, Sink, SqliteTable, Written, arrow, csv_name, relation
from monitor.store.exporting import Exporting
from monitor.store.extract import Extract

SQLITE = f"{DATABASE}.sqlite"
PACKAGE, METADATA = "datapackage.json", "metadata.yaml"
BATCH = 10_000
"""Rows that are in memory at a time."""
_OURS = frozenset(
    [SQLITE, PACKAGE, METADATA, *map(csv_name, TABLES), *(f"{table.name}.parquet" for table in TABLES)],
)


class NotOurs(Exception):
    """The folder to be written holds something that no export wrote; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How an export is made, beside what is in it."""

    made_at: datetime
    simulated: bool
    public: bool = False
    parquet: bool = False
    language: str = "en"
    selection: str = ""
    """Which targets and days, as asked for; empty: all."""

    @property
    def about(self) -> dict[str, str]:
        """What the table ``about`` says."""
        return {
            "schema": str(SCHEMA),
            "program": f"slotwatch {__version__}",
            "made_at": iso(self.made_at),
            "simulated": str(self.simulated).lower(),
            "public": str(self.public).lower(),
            "selection": self.selection or "everything",
        }


def export(
    exporting: Exporting, goal: Path, wish: Wish, advance: Callable[[], None] = lambda: None
) -> list[tuple[str, int]]:
    """Write the folder, and return each table's name and number of rows. ``advance`` is called for each ``BATCH``.

    An earlier export in the same place is replaced when the new one is finished. Raises ``NotOurs`` for a folder with
    anything else in it, ``ParquetMissing``, ``StoreError``, and ``OSError`` where it cannot be written.
    """
    goal = goal.resolve()
    require_ours(goal)
    if wish.parquet:
        arrow()  # before anything is written
    goal.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{goal.name}.", suffix=".part", dir=goal.parent))
    try:
        written = _write(exporting, part, wish, advance)
        part.chmod(0o755 if wish.public else 0o700)
        _put(part, goal)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return [(one.table.name, one.rows) for one in written]


def require_ours(goal: Path) -> None:
    """Raise ``NotOurs`` unless the folder is missing, empty, or an export that nobody put anything into."""
    if not goal.exists():
        return
    if not goal.is_dir():
        raise NotOurs(f"{goal}: a file is in the place of the folder; name another")
    names = sorted(path.name for path in goal.iterdir())
    others = [name for name in names if name not in _OURS]
    if others or (names and not _is_export(goal)):
        shown = others[0] if others else names[0]
        raise NotOurs(f"{goal}: holds {shown!r}, which no export wrote; name a new or empty folder")


def _is_export(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / PACKAGE).read_bytes())["name"] == NAME)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _write(exporting: Exporting, folder: Path, wish: Wish, advance: Callable[[], None]) -> list[Written]:
    words, written = Words(wish.language), []
    with Extract(folder / SQLITE, schema=SCHEMA, relations=[relation(table) for table in TABLES]) as extract:
        for table in TABLES:
            file = CsvFile(folder, table)
            sinks: list[Sink] = [file, SqliteTable(extract, table)]
            if wish.parquet:
                sinks.append(ParquetFile(folder, table))
            _fill(exporting, table, sinks, wish.about, advance)
            written.append(file.written)
    (folder / METADATA).write_text(metadata(wish.about, words), "utf-8")
    package = datapackage(written, wish.about, words)
    (folder / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")
    for path in folder.iterdir():
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
    return written


def _fill(
    exporting: Exporting, table: Table, sinks: Sequence[Sink], about: Mapping[str, str], advance: Callable[[], None]
) -> None:
    rows = iter(about.items()) if table is ABOUT else exporting.rows(table.name)
    try:
        while batch := list[Row](islice(rows, BATCH)):
            for sink in sinks:
                sink.write(batch)
            advance()
    finally:
        for sink in sinks:
            sink.close()


def _put(part: Path, goal: Path) -> None:
    """Let the finished folder take its place; what was there is gone only when the new one stands."""
    if not goal.exists() or not any(goal.iterdir()):
        part.rename(goal)  # takes the place of an empty folder in one step
        return
    old = Path(tempfile.mkdtemp(prefix=f".{goal.name}.", suffix=".old", dir=goal.parent))
    goal.rename(old)
    try:
        part.rename(goal)
    except OSError:
        old.rename(goal)
        raise
    shutil.rmtree(old, ignore_errors=True)
