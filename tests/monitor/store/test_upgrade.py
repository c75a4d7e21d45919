"""A store of every earlier schema, with looks in it, is brought up to date, and what persisted in it is known."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.rebuild import is_stale, rebuild
from monitor.store.migrations import migrations
from monitor.store.schema import MIGRATIONS
from monitor.store.writer import Store
from tests.support.audit import audit, derived
from tests.support.writing import a_ledger, write

LINE = "NNNNESNNNNNNNFFGGN"


def _columns(sql: sqlite3.Connection, schema: str, table: str) -> list[str]:
    return [row[1] for row in sql.execute(f"PRAGMA {schema}.table_info({table})")]


def _aged(new: Path, old: Path, until: str) -> None:
    """The same looks as a file in which migrations from ``until`` on were never made."""
    with closing(sqlite3.connect(old)) as sql:
        migrations.apply(Database(sql), stop_before=until)
        sql.commit()
        sql.execute("ATTACH ? AS new", (str(new),))
        tables = [row[0] for row in sql.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in tables:
            if not table.startswith(("_sqlite", "sqlite_")):
                names = ", ".join(name for name in _columns(sql, "main", table) if name in _columns(sql, "new", table))
                sql.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM new.{table}")
        sql.commit()


@pytest.mark.parametrize("until", MIGRATIONS[1:])
def test_an_older_store_is_brought_up_to_date_with_all_that_follows_from_its_looks(tmp_path: Path, until: str):
    new, old = tmp_path / "new.sqlite3", tmp_path / "old.sqlite3"
    write(new, LINE)
    _aged(new, old, until)
    with Store(old) as store:
        assert is_stale(store) is (until <= "m004_incidents"), "what the older program did not judge is made anew"
        rebuild(store)
        assert not is_stale(store)
    assert derived(old) == derived(new)
    assert audit(old) == len(LINE)
    with a_ledger(old) as (store, _):
        assert not is_stale(store)
