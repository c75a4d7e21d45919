"""A day of looks as one short text: what is counted can be read again, up to what one sign can say."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.store.quarters import count_quarter, counts, quarter_of, signs
from monitor.store.writer import Store
from probes.contract import Outcome

MIDNIGHT = datetime(2018, 10, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@pytest.fixture
def sql(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with Store(tmp_path / "slotwatch.db") as store, closing(store.connection) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")  # no target is needed to count
        yield connection


@pytest.mark.parametrize(
    ("at", "day", "quarter", "why"),
    [
        ("2018-10-01T00:00:00Z", "2018-10-01", 0, "the first moment of a day"),
        ("2018-10-01T00:14:59.999999Z", "2018-10-01", 0, "the last moment of a quarter"),
        ("2018-10-01T00:15:00Z", "2018-10-01", 1, "the first moment of the next one"),
        ("2018-10-01T23:59:59.999999Z", "2018-10-01", 95, "the last moment of a day"),
        ("2018-10-02T01:59:59+02:00", "2018-10-01", 95, "midnight is that of UTC, not of the office"),
        ("2018-10-02T02:00:00+02:00", "2018-10-02", 0, "and there the next day begins"),
        ("2018-10-28T02:50:00+01:00", "2018-10-28", 7, "the hour that comes twice in Paris comes once in UTC"),
        ("2018-10-01T04:00:00+05:45", "2018-09-30", 89, "a zone that is off by quarters"),
    ],
)
def test_a_moment_belongs_to_one_quarter_of_a_utc_day(at: str, day: str, quarter: int, why: str):
    assert quarter_of(datetime.fromisoformat(at)) == (day, quarter), why


@pytest.mark.parametrize(
    ("looks", "sign", "why"),
    [
        (0, ".", "none"),
        (1, "1", "digits first"),
        (9, "9", "the last digit"),
        (10, "a", "then letters"),
        (34, "y", "the last that is told apart"),
        (35, "z", "and from here on no more"),
        (36, "z", "one sign is all there is"),
        (5000, "z", "however many"),
    ],
)
def test_a_number_of_looks_is_one_sign(looks: int, sign: str, why: str):
    assert signs([looks]) == sign, why
    assert counts(sign) == [min(looks, 35)], why


@given(st.lists(st.integers(0, 35), min_size=96, max_size=96))
def test_a_day_of_counts_can_be_read_again(looks: list[int]):
    assert counts(signs(looks)) == looks
    assert len(signs(looks)) == 96


def test_looks_counted_one_by_one_are_those_counted_at_once(sql: sqlite3.Connection):
    quarters = [0, 0, 95, 95, 95, 47, 46, 47] + [13] * 9 + [14] * 10 + [15] * 34 + [16] * 35 + [17] * 80
    for quarter in quarters:
        count_quarter(sql, (1, 1), MIDNIGHT + quarter * QUARTER, Outcome.NO_SLOTS, 1)
    ((looks,),) = sql.execute("SELECT looks FROM quarter_hours").fetchall()
    expected = Counter(quarters)
    assert looks == signs([expected[quarter] for quarter in range(96)])
    assert counts(looks)[17] == 35, "what is full stays full, and its neighbours as they were"


def test_days_answers_kinds_targets_and_vantages_are_counted_apart(sql: sqlite3.Connection):
    given_looks = [
        ((1, 1), MIDNIGHT - timedelta(microseconds=1), Outcome.SLOTS, 1),
        ((1, 1), MIDNIGHT, Outcome.SLOTS, 1),
        ((1, 1), MIDNIGHT, Outcome.SLOTS, 0),
        ((1, 1), MIDNIGHT, Outcome.FAILING, 1),
        ((1, 2), MIDNIGHT, Outcome.SLOTS, 1),
        ((2, 1), MIDNIGHT, Outcome.SLOTS, 1),
    ]
    for chain, at, outcome, anchored in given_looks:
        count_quarter(sql, chain, at, outcome, anchored)
    rows = sql.execute("SELECT target, vantage, day, outcome, anchored, looks FROM quarter_hours").fetchall()
    assert len(rows) == len(given_looks)
    assert all(sum(counts(row[5])) == 1 for row in rows)
    assert {row[2]: row[5].index("1") for row in rows} == {"2018-09-30": 95, "2018-10-01": 0}
