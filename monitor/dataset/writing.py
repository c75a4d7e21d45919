"""Writes rows as CSV, SQLite and Parquet files, batch by batch. Touches only the files that it is told to write.

CSV follows RFC 4180 in UTF-8. Words from outside lose their control characters there, and get an apostrophe in front
where a spreadsheet would run them as a formula; in SQLite and Parquet they stand as they are.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from monitor.dataset.tables import Column, Kind, Table
from monitor.evidence.verifiers.verify import cell_text
from monitor.report.format import cell
from monitor.store.extract import Extract, Relation

Row = Sequence[Any]
_DECLARED = {Kind.INTEGER: "INTEGER", Kind.BOOLEAN: "INTEGER", Kind.NUMBER: "REAL"}


class ParquetMissing(Exception):
    """Parquet files were asked for, and what writes them is not installed; the text says what to do."""


class Sink(Protocol):
    """Takes the rows of one table."""

    def write(self, rows: Sequence[Row]) -> None:
        """Take some more rows, None where a value is empty."""

    def close(self) -> None:
        """There are no more."""


@dataclass(frozen=True, slots=True)
class Written:
    """A CSV file that is finished."""

    table: Table
    rows: int
    size: int
    """Bytes."""
    sha256: str


def csv_name(table: Table) -> str:
    """The name of a table's file."""
    return f"{table.name}.csv"


@lru_cache(maxsize=10_000)
def _guarded(value: str | None) -> Any:
    """Words as they may stand in a cell; most stand in thousands of rows."""
    return "" if value is None else cell(cell_text(value))


def _yes_or_no(value: Any) -> str:
    return "" if value is None else cell_text(bool(value))


_SHOWN: dict[Kind, Callable[[Any], Any]] = {Kind.TEXT: _guarded, Kind.BOOLEAN: _yes_or_no}


class CsvFile:
    """One table as a CSV file."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._table = table
        self._file = (folder / csv_name(table)).open("xb")
        self._hasher, self._size, self._rows = hashlib.sha256(), 0, 0
        self._shown = [(place, _SHOWN[one.kind]) for place, one in enumerate(table.columns) if one.kind in _SHOWN]
        self._put([table.names])

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        shown = [list(row) for row in rows]
        for place, show in self._shown:
            for row in shown:
                row[place] = show(row[place])
        self._put(shown)
        self._rows += len(shown)

    def _put(self, rows: Sequence[Row]) -> None:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(rows)
        content = text.getvalue().encode()
        self._hasher.update(content)
        self._size += self._file.write(content)

    def close(self) -> None:
        """Finish the file, on the disk too."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    @property
    def written(self) -> Written:
        return Written(self._table, self._rows, self._size, self._hasher.hexdigest())


class SqliteTable:
    """One table of the SQLite file, which others share."""

    def __init__(self, extract: Extract, table: Table) -> None:
        self._extract, self._table = extract, table

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        self._extract.write(self._table.name, rows)

    def close(self) -> None:
        """The file is closed with its other tables."""


def relation(table: Table) -> Relation:
    """A table as the SQLite file has it: indexed by what it is filtered and sorted by."""
    wanted = dict.fromkeys([*table.facets, *([table.newest] if table.newest else [])])
    columns = [(one.name, declared(one), said(one)) for one in table.columns]
    return Relation(table.name, table.meaning, columns, table.key, table.refers, tuple(wanted))


def declared(column: Column) -> str:
    """The type of a column in SQLite."""
    return _DECLARED.get(column.kind, "TEXT") + ("" if column.empty else " NOT NULL")


def said(column: Column) -> str:
    """What a column means, with its unit."""
    return f"{column.meaning} [{column.unit}]" if column.unit else column.meaning


class ParquetFile:
    """One table as a Parquet file. Raises ``ParquetMissing`` where pyarrow is not installed."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._arrow, parquet = arrow()
        fields = [self._field(column) for column in table.columns]
        self._schema = self._arrow.schema(fields, metadata={"title": table.title, "description": table.meaning})
        self._writer = parquet.ParquetWriter(folder / f"{table.name}.parquet", self._schema, compression="zstd")

    def _field(self, column: Column) -> Any:
        types = {
            Kind.TEXT: self._arrow.string(),
            Kind.INTEGER: self._arrow.int64(),
            Kind.NUMBER: self._arrow.float64(),
            Kind.BOOLEAN: self._arrow.bool_(),
            Kind.MOMENT: self._arrow.timestamp("us", tz="UTC"),
            Kind.DAY: self._arrow.date32(),
        }
        metadata = {"description": column.meaning, "unit": column.unit}
        return self._arrow.field(column.name, types[column.kind], nullable=column.empty, metadata=metadata)

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        if not rows:
            return
        columns = zip(*rows, strict=True)
        arrays = [self._array(field, values) for field, values in zip(self._schema, columns, strict=True)]
        self._writer.write_table(self._arrow.table(arrays, schema=self._schema))

    def _array(self, field: Any, values: Sequence[Any]) -> Any:
        pa = self._arrow
        if pa.types.is_temporal(field.type):  # texts that sort by time
            return pa.array(values, pa.string()).cast(field.type)
        if pa.types.is_boolean(field.type):
            return pa.array([None if value is None else bool(value) for value in values], field.type)
        return pa.array(values, field.type)

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()


def arrow() -> tuple[Any, Any]:
    """The library for Parquet and its writer, loaded only when asked for. Raises ``ParquetMissing``."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        message = (
            "Parquet files need pyarrow, which is not installed; install slotwatch[parquet], or leave out --parquet"
        )
        raise ParquetMissing(message) from error
