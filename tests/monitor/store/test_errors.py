"""What is wrong with the file is said in words that say what to do, and nothing stored before is harmed."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from monitor.ledger import Ledger
from monitor.store.database import open_for_reading
from monitor.store.errors import StoreError, explained
from monitor.store.reader import reading
from monitor.store.schema import MIGRATION_SET
from monitor.store.writer import Store
from tests.support.audit import audit, chain
from tests.support.looks import HOUR, MONDAY, a_look, an_exchange, planned
from tests.support.writing import a_ledger, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "slotwatch.db"


def _random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(10_000))


def _a_text(path: Path) -> None:
    path.write_text("not a database, whatever its name says\n" * 30)


def _cut_short(path: Path) -> None:
    write(path, "NNS")
    os.truncate(path, path.stat().st_size // 2)


def _other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TABLE recipes (name TEXT)")


def _other_program_with_migrations(path: Path) -> None:
    others, database = Migrations("kitchen"), Database(path)

    @others()
    def first(db: Database) -> None:
        db.conn.execute("CREATE TABLE recipes (name TEXT)")

    others.apply(database)
    database.close()


def _newer(path: Path) -> None:
    write(path, "NNS")
    with closing(sqlite3.connect(path)) as sql, sql:
        row = (MIGRATION_SET, "m999_later", "2030-01-01")
        sql.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)", row)


NOT_OURS = "is not a slotwatch database; move it away or name another data_dir"
UNUSABLE = [
    (_random_bytes, NOT_OURS, "random bytes"),
    (_a_text, NOT_OURS, "a text file"),
    (_cut_short, "is damaged; restore a backup, and keep the damaged file for examination", "half a file"),
    (_other_program, "a database of some other program; name another data_dir", "no migrations of anybody"),
    (_other_program_with_migrations, "a database of some other program; name another data_dir", "migrations of others"),
    (_newer, "written by a newer slotwatch (m999_later); update this program", "a migration we do not know"),
]


@pytest.mark.parametrize("opened", [Store, open_for_reading])
@pytest.mark.parametrize(("make", "words", "why"), UNUSABLE, ids=[case[-1] for case in UNUSABLE])
def test_a_file_that_is_no_use_is_refused_and_left_alone(
    path: Path, make: Callable[[Path], None], words: str, why: str, opened: Callable[[Path], object]
):
    make(path)
    before = path.read_bytes()
    with pytest.raises(StoreError) as error:
        opened(path)
    assert str(error.value).startswith(f"{path}: ")
    assert words in str(error.value), why
    assert path.read_bytes() == before, why


@pytest.mark.parametrize(
    ("name", "writing", "why"),
    [
        ("file/slotwatch.db", "data_dir is a file; name a folder", "the folder's name belongs to a file"),
        ("folder", "a folder is in the place of the database", "a folder, no file"),
        ("absent/slotwatch.db", None, "the first run makes folder and file"),
    ],
)
def test_where_no_file_can_be_made_the_message_names_the_place(
    tmp_path: Path, name: str, writing: str | None, why: str
):
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match=str(tmp_path)):
        open_for_reading(tmp_path / name)
    if writing is None:
        Store(tmp_path / name).close()
        return
    with pytest.raises(StoreError, match=writing) as error:
        Store(tmp_path / name)
    assert str(tmp_path) in str(error.value), why


def test_reading_before_anything_was_stored_says_what_makes_a_database(path: Path):
    with pytest.raises(StoreError, match=r"there is no database yet; 'slotwatch check' or 'slotwatch run' makes one"):
        open_for_reading(path)
    assert not path.exists()


def test_reading_an_empty_file_says_that_nothing_was_stored_yet(path: Path):
    path.touch()
    with pytest.raises(StoreError, match="there is no database yet; 'slotwatch check' or 'slotwatch run' makes one"):
        open_for_reading(path)


def test_reading_an_older_file_says_what_brings_it_up_to_date(path: Path):
    Store(path).close()
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute("DELETE FROM _sqlite_migrations WHERE name <> 'm001_first'")
    with pytest.raises(StoreError, match="written by an older slotwatch; 'slotwatch run' or 'check' brings it up"):
        open_for_reading(path)


def test_a_path_full_of_signs_is_read_as_it_is_written(tmp_path: Path):
    path = tmp_path / "a?b#c%20 é'" / "slotwatch.db"
    write(path, "NN")
    with reading(path) as store:
        assert len(list(store.lines("palaiseau"))) == 2


def test_what_another_process_locks_is_read_but_not_written_until_it_lets_go(path: Path):
    write(path, "NN")
    with a_ledger(path) as (store, ledger), closing(sqlite3.connect(path, isolation_level=None)) as other:
        store.connection.execute("PRAGMA busy_timeout = 50")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="is locked by another process; end it or wait, then try again"):
            ledger.record(a_look("N", MONDAY + 2 * HOUR))
        with reading(path) as reader:
            assert reader.target_states()[0].observations == 2
        other.execute("ROLLBACK")
        assert ledger.record(a_look("N", MONDAY + 3 * HOUR)).sequence == 2
    assert audit(path) == 3


def test_a_lock_that_is_never_released_is_reported_at_opening(path: Path):
    write(path, "N")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="is locked by another process"):
            Store(path)
    assert audit(path) == 1


def test_a_full_disk_stops_a_look_and_harms_nothing(path: Path):
    dice, looks = random.Random(3), [MONDAY + number * HOUR for number in range(20)]
    stored = list[datetime]()

    def fill(ledger: Ledger) -> None:
        for at in looks:
            exchanges = an_exchange(dice.randbytes(9000)), an_exchange(dice.randbytes(9000))
            ledger.record(a_look("NES"[len(stored) % 3], at, exchanges=exchanges))
            stored.append(at)

    with a_ledger(path) as (store, ledger):
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages + 23}")
        for _ in range(2):
            with pytest.raises(StoreError, match="the disk is full; free some space, what was stored before is intact"):
                fill(ledger)
            assert audit(path) == len(stored) > 2
        store.connection.execute("PRAGMA max_page_count = 100000")
        assert ledger.record(a_look("N", looks[-1])).sequence == len(stored), "the chain goes on where it was"
    assert audit(path) == len(stored) + 1


def _damage(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(path)) as sql:
        page = sql.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        size = sql.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek(size * (page - 1))
        file.write(random.Random(5).randbytes(size))


@pytest.mark.parametrize("table", ["captures", "exchanged", "spells", "standings", "days", "due_times"])
def test_damage_found_while_writing_is_reported_and_the_evidence_is_still_read(path: Path, table: str):
    write(path, "NNS" * 9)
    _damage(path, table)
    with a_ledger(path) as (_, ledger), pytest.raises(StoreError, match="is damaged; restore a backup"):
        ledger.record(a_look("F", MONDAY + 99 * HOUR), planned(MONDAY + 100 * HOUR))
    with reading(path) as store:
        lines = list(store.lines("palaiseau"))
    chain(lines)
    assert len(lines) == 27


def test_damage_found_while_reading_is_reported(path: Path):
    write(path, "NNS" * 9)
    _damage(path, "lines")
    with pytest.raises(StoreError, match="is damaged; restore a backup"), reading(path) as store:
        list(store.lines("palaiseau"))


def test_damage_found_at_the_start_of_the_daemon_is_reported(path: Path):
    write(path, "NNS" * 9)
    _damage(path, "due_times")
    with Store(path) as store, pytest.raises(StoreError, match="is damaged; restore a backup"):
        store.due_times()


def test_an_error_in_our_own_sql_is_not_blamed_on_the_file(path: Path):
    with Store(path) as store, pytest.raises(sqlite3.OperationalError, match="no such table"), explained(path):
        store.connection.execute("SELECT * FROM nowhere")
