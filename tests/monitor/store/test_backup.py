"""A backup is whole, checked, of one moment, and in its place only when it is finished."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from monitor.store.backup import backup
from monitor.store.errors import NotThisStore, StoreError
from monitor.store.reader import reading
from monitor.store.writer import Store
from tests.support.audit import audit
from tests.support.looks import HOUR, MONDAY, a_look
from tests.support.writing import a_ledger, write


def files(folder: Path) -> list[str]:
    """Without those that SQLite keeps beside a database that was read."""
    return sorted(file.name for file in folder.iterdir() if not file.name.endswith(("-wal", "-shm")))


def test_a_copy_made_while_looks_are_stored_is_that_of_its_beginning(tmp_path: Path):
    source, goal = tmp_path / "slotwatch.db", tmp_path / "copy.db"
    with a_ledger(source) as (store, ledger):
        for hours in range(5):
            ledger.record(a_look("N", MONDAY + hours * HOUR))
        store.connection.execute(
            "CREATE TABLE ballast AS SELECT zeroblob(60000000) AS zeros"
        )  # several steps of copying
        calls: list[tuple[int, int]] = []

        def on_pages(done: int, total: int) -> None:
            ledger.record(a_look("S", MONDAY + (10 + len(calls)) * HOUR))  # would fail if the copy held the lock
            calls.append((done, total))

        size = backup(source, goal, on_pages=on_pages)
        store.connection.execute("DROP TABLE ballast")
    assert len(calls) > 3
    assert calls[-1][0] == calls[-1][1]
    assert [done for done, _ in calls] == sorted(done for done, _ in calls), "it never begins anew"
    assert size == goal.stat().st_size
    assert audit(goal) == 5, "what came meanwhile is not in it"
    assert audit(source) == 5 + len(calls)


def test_the_copy_is_one_file_that_can_be_used_at_once(tmp_path: Path):
    write(tmp_path / "slotwatch.db", "NNS")
    (tmp_path / "slotwatch.db").chmod(0o640)
    goal = tmp_path / "away" / "copy.db"
    goal.parent.mkdir()
    backup(tmp_path / "slotwatch.db", goal)
    assert [file.name for file in goal.parent.iterdir()] == ["copy.db"]
    assert goal.stat().st_mode & 0o777 == 0o640, "who may not read the store may not read its copy"
    with reading(goal) as reader:
        assert reader.count_looks() == 3
    with a_ledger(goal) as (_, ledger):
        ledger.record(a_look("N", MONDAY + 5 * HOUR))
    assert audit(goal) == 4


def test_a_file_in_the_way_is_replaced_only_if_that_was_asked_for(tmp_path: Path):
    write(tmp_path / "slotwatch.db", "N")
    goal = tmp_path / "copy.db"
    goal.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        backup(tmp_path / "slotwatch.db", goal)
    assert goal.read_bytes() == b"mine"
    backup(tmp_path / "slotwatch.db", goal, replace=True)
    assert audit(goal) == 1
    assert files(tmp_path) == ["copy.db", "slotwatch.db"]


def test_it_never_overwrites_a_store_in_use(tmp_path: Path):
    source, goal = tmp_path / "slotwatch.db", tmp_path / "other.db"
    write(source, "N")
    with pytest.raises(NotThisStore, match="a database in use"):
        backup(source, source, replace=True)
    with Store(goal), pytest.raises(NotThisStore, match="a database in use"):
        backup(source, goal, replace=True)
    assert audit(source) == 1


def test_a_damaged_store_gives_no_backup(tmp_path: Path):
    source = tmp_path / "slotwatch.db"
    write(source, "NNNNNSNNNN")
    with closing(sqlite3.connect(source)) as sql:
        page = sql.execute("SELECT rootpage FROM sqlite_master WHERE name = 'observed_by_target'").fetchone()[0]
        size = sql.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(source.read_bytes())
    content[(page - 1) * size + 100 : page * size] = bytes(size - 100)
    source.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        backup(source, tmp_path / "copy.db")
    assert files(tmp_path) == ["slotwatch.db"], "nothing half-written is left"


def test_what_interrupts_it_leaves_nothing(tmp_path: Path):
    write(tmp_path / "slotwatch.db", "N")

    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup(tmp_path / "slotwatch.db", tmp_path / "copy.db", on_pages=interrupt)
    assert files(tmp_path) == ["slotwatch.db"]
