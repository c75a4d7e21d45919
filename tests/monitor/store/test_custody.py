"""The custody log: a chain of its own, days that never go back, sealed days that stay as they are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.store.custody import add, custody_days, custody_file, entries, note, numbers
from monitor.store.sealing import Seals
from monitor.store.writer import Store
from tests.support.audit import chain
from tests.support.looks import HOUR, MONDAY, a_target
from tests.support.writing import a_ledger

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """One line is in it: the configuration."""
    with a_ledger(tmp_path / "slotwatch.db", a_target("palaiseau"), a_target("evry")) as (opened, _):
        yield opened


def days(store: Store) -> str:
    """The day of each line, as its last digit."""
    return "".join(row[0][-1] for row in store.connection.execute("SELECT day FROM custody ORDER BY id"))


def test_each_line_carries_the_hash_of_the_one_before(store: Store):
    for number in range(5):
        note(store, MONDAY + number * HOUR, "alive", {"offset_microseconds": number, "é": '"\n'})
    lines = [row[0] for row in store.connection.execute("SELECT line FROM custody ORDER BY id")]
    assert len(lines) == 6
    chain(lines)
    assert [json.loads(line)["seq"] for line in lines] == [1, 2, 3, 4, 5, 6]
    assert "".join(lines) == custody_file(store.connection, "2018-10-01")
    assert all(line.count("\n") == 1 for line in lines), "one line each, whatever is said"


@pytest.mark.parametrize(
    ("offsets", "expected", "why"),
    [
        ([0, 1, 2], "1123", "day by day"),
        ([2, 0, 1, 3], "13334", "a clock that was set back opens no past day again"),
        ([0, 0], "111", "several on one day"),
    ],
)
def test_the_day_of_a_line_is_never_before_that_of_the_line_before(
    store: Store, offsets: list[int], expected: str, why: str
):
    for offset in offsets:
        note(store, MONDAY + offset * DAY, "alive", {})
    assert days(store) == expected, why
    assert [at for at, *_ in entries(store)][1:] == [MONDAY + offset * DAY for offset in offsets], "as the clock said"


def test_a_sealed_day_stays_as_it_is(store: Store):
    before = custody_file(store.connection, "2018-10-01")
    Seals(store.connection).put("2018-10-01", "", "", MONDAY + DAY)
    note(store, MONDAY + HOUR, "alive", {})
    assert days(store) == "12"
    assert custody_file(store.connection, "2018-10-01") == before
    assert custody_days(store.connection) == ["2018-10-01", "2018-10-02"]


def test_a_line_belongs_to_the_transaction_under_way(store: Store):
    with suppress(RuntimeError), store.atomic():
        note(store, MONDAY, "alive", {})
        raise RuntimeError
    assert len(entries(store)) == 1
    with store.atomic():
        note(store, MONDAY, "alive", {})
    assert len(entries(store)) == 2


def test_a_line_that_cannot_be_written_leaves_no_transaction_open(store: Store):
    with pytest.raises(TypeError):
        note(store, MONDAY, "alive", {"moment": object()})
    assert not store.connection.in_transaction
    add(store.connection, MONDAY, "alive", {})
    assert len(entries(store)) == 2


def test_lines_are_never_changed_or_deleted(store: Store):
    for change in ("UPDATE custody SET line = ''", "DELETE FROM custody"):
        with pytest.raises(sqlite3.IntegrityError, match="the custody log is never"):
            store.connection.execute(change)


def test_targets_have_bare_numbers_in_it_by_whatever_id_they_have_or_had(store: Store):
    assert numbers(store, ["evry", "palaiseau", "nobody"]) == {"palaiseau": 1, "evry": 2}
    store.connection.execute("INSERT INTO former_ids (slug, target, until) VALUES ('old', 2, ?)", (_iso(MONDAY),))
    assert numbers(store, ["old"]) == {"old": 2}
    assert numbers(store, []) == {}


def _iso(moment: datetime) -> str:
    return moment.isoformat()
