"""The schema and its history."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from monitor.store.migrations import _run, migrations
from monitor.store.schema import MIGRATION_SET, MIGRATIONS
from monitor.store.writer import Store
from tests.support.audit import audit
from tests.support.writing import write

TABLES = {
    *("annotations", "captures", "configurations", "days", "due_times", "exchanged", "faults", "hosts", "observed"),
    *("day_totals", "lines", "packed_lines", "readings", "routes"),
    *("quarter_hours", "spells", "standings", "statements", "targets", "texts", "vantages"),
    *("acknowledgements", "derived", "events", "incidents", "memories", "messages", "notifications", "receivers"),
    *("rule_states", "silences", "troubles", "robots", "former_ids", "custody"),
    *("contexts", "bases", "seals", "stamps", "revocations", "publications", "witnessed", "witness_files", "salts"),
    *("imports", "imported_looks"),
}
VIEWS = {"observations", "exchanges", "looks", "runs"}


def _definitions(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as sql:
        rows = sql.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    return dict(rows)


def test_the_names_known_without_sqlite_utils_are_the_registered_ones_in_their_order():
    assert tuple(step.name for step in migrations.pending(Database(memory=True))) == MIGRATIONS


def test_every_migration_is_undone_if_it_is_interrupted():
    assert all(step.transactional for step in migrations.pending(Database(memory=True)))


def test_a_fresh_file_has_every_table_and_view_and_nothing_else(tmp_path: Path):
    path = tmp_path / "new folder" / "slotwatch.db"
    Store(path).close()
    with closing(sqlite3.connect(path)) as sql:
        found = set(sql.execute("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')"))
        assert sql.execute("PRAGMA journal_mode").fetchone()[0] == "wal", "readers are never blocked"
    assert found == {("table", name) for name in TABLES | {"_sqlite_migrations"}} | {("view", name) for name in VIEWS}


@pytest.mark.parametrize("name", sorted(TABLES | VIEWS))
def test_the_file_itself_says_what_a_table_holds(tmp_path: Path, name: str):
    Store(tmp_path / "slotwatch.db").close()
    head = _definitions(tmp_path / "slotwatch.db")[name].splitlines()[0]
    assert len(head.partition(" -- ")[2]) > 10, head


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("readings.conclusive", "-- 1: it answers"),
        ("readings.window_first", "NULL: not limited"),
        ("targets.retired_at", "its history stays"),
        ("exchanged.response", "-- exact bytes received"),
        ("standings.largest_hole_seconds", "-- between two consecutive conclusive looks"),
    ],
)
def test_columns_that_could_be_misread_are_explained_where_they_are_defined(tmp_path: Path, column: str, words: str):
    Store(tmp_path / "slotwatch.db").close()
    table, _, name = column.partition(".")
    lines = _definitions(tmp_path / "slotwatch.db")[table].splitlines()
    assert words in next(line for line in lines if line.strip().startswith(f"{name} "))


def test_opening_again_changes_nothing(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "NS")
    definitions, content = _definitions(path), path.read_bytes()
    Store(path).close()
    Store(path).close()
    assert (_definitions(path), path.read_bytes()) == (definitions, content)


def test_an_empty_file_becomes_a_database(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    path.touch()
    write(path, "N")
    assert audit(path) == 1


def test_a_failing_migration_leaves_nothing_behind_and_can_be_repeated(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "NSN")
    before = _definitions(path)
    later = Migrations(MIGRATION_SET)

    @later(name=MIGRATIONS[-1])
    def known(_: Database) -> None:
        raise AssertionError("what was applied is not applied again")

    @later()
    def m999_breaks(db: Database) -> None:
        _run(db, "CREATE TABLE halfway ( -- made before the fault\n  id INTEGER\n);\nDROP TABLE spells;\n")
        _run(db, "INSERT INTO nowhere VALUES (1);\n")

    for _ in range(2):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            with pytest.raises(sqlite3.OperationalError, match="no such table: nowhere"):
                later.apply(Database(connection))
            assert [step.name for step in later.pending(Database(connection))] == ["m999_breaks"]
        assert _definitions(path) == before
    Store(path).close()
    assert audit(path) == 3


def test_a_migration_cut_off_in_the_middle_of_a_statement_is_noticed():
    with pytest.raises(AssertionError, match="incomplete"):
        _run(Database(memory=True), "CREATE TABLE one (id INTEGER);\nCREATE TABLE two (\n")


def test_a_trigger_with_a_body_of_several_lines_is_one_statement():
    db = Database(memory=True)
    _run(db, "CREATE TABLE t (a INTEGER);\nCREATE TRIGGER g BEFORE DELETE ON t\n  BEGIN SELECT 1;\n  SELECT 2;\nEND;\n")
    assert {row[0] for row in db.conn.execute("SELECT name FROM sqlite_master")} == {"t", "g"}
