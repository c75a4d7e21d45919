"""What looks repeat is stored once, also after a transaction was undone, and whoever stored it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.store import answers
from monitor.store.answers import READING, ROUTE, Once
from monitor.store.writer import Store
from tests.support.looks import HOUR, MONDAY, a_look, an_exchange, planned
from tests.support.writing import a_ledger

ROUTES: dict[str, Any] = {
    "method": "GET",
    "url": "https://rdv.example/",
    "status": 200,
    "peer": "192.0.2.1:443",
    "tls": "TLSv1.3",
    "certificates": None,
    "fault": "",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "slotwatch.db"


@pytest.fixture
def sql(path: Path) -> Iterator[sqlite3.Connection]:
    with Store(path) as store:
        yield store.connection


def number(sql: sqlite3.Connection, table: str) -> int:
    return int(sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_equal_rows_are_one_row_and_nothing_is_equal_to_null(sql: sqlite3.Connection):
    routes = Once(sql, "routes", ROUTE)
    silent = {**ROUTES, "status": None, "fault": "timeout"}
    rows = [routes.row(route) for route in (ROUTES, silent, dict(ROUTES), dict(silent), {**silent, "status": 0})]
    assert rows == [1, 2, 1, 2, 3]
    assert number(sql, "routes") == 3


@pytest.mark.parametrize("column", ROUTE)
def test_rows_that_differ_in_one_column_are_two(sql: sqlite3.Connection, column: str):
    sql.execute("PRAGMA foreign_keys = OFF")
    routes = Once(sql, "routes", ROUTE)
    assert routes.row(ROUTES) != routes.row({**ROUTES, column: 7})


def test_the_columns_are_those_of_the_tables(sql: sqlite3.Connection):
    for table, columns in (("readings", READING), ("routes", ROUTE)):
        assert {row[1] for row in sql.execute(f"PRAGMA table_info({table})")} == {"id", *columns}


def test_what_another_writer_stored_is_found(path: Path, sql: sqlite3.Connection):
    with Store(path) as other:
        row = Once(other.connection, "routes", ROUTE).row(ROUTES)
    assert Once(sql, "routes", ROUTE).row(ROUTES) == row
    assert number(sql, "routes") == 1


def test_what_is_remembered_is_bounded_and_forgetting_adds_nothing(sql: sqlite3.Connection):
    routes, last = Once(sql, "routes", ROUTE), answers._MOST + 10
    sql.execute("BEGIN")
    for status in (*range(last), *range(last)):
        assert routes.row({**ROUTES, "status": status}) == status + 1
        assert len(routes._known) <= answers._MOST
    sql.execute("COMMIT")
    assert number(sql, "routes") == last


def test_a_transaction_that_was_undone_is_forgotten(path: Path):
    with a_ledger(path) as (store, ledger):
        with pytest.raises(OverflowError):
            ledger.record(a_look("E", exchanges=(an_exchange(b"x"), an_exchange(b"y", status=2**63))))
        assert (number(store.connection, "readings"), number(store.connection, "routes")) == (0, 0)
        ledger.record(a_look("E"), planned(MONDAY + HOUR))
        rows = store.connection.execute("SELECT outcome, quote, url FROM looks, exchanges").fetchall()
    assert rows == [("no_slots", "No more free time slot", "https://rdv.example/palaiseau")], "no row of it is missing"


def test_many_looks_that_see_the_same_add_no_answer(path: Path):
    with a_ledger(path) as (store, ledger):
        for hour, letter in enumerate("NNNSNNESSN"):
            ledger.record(a_look(letter, MONDAY + hour * HOUR))
        assert (number(store.connection, "readings"), number(store.connection, "routes")) == (3, 1)
        assert number(store.connection, "observed") == 10
