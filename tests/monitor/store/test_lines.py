"""Sealed lines are the same bytes whether they are packed or not, and what was done to packed ones is found."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.ledger import Ledger
from monitor.model import Exchange
from monitor.report.agreement import disagreements
from monitor.store.errors import StoreError
from monitor.store.integrity import amount, problems
from monitor.store.lines import DamagedLines, DayFile, Lines, add_line, pack_row, put_packed
from monitor.store.reader import reading
from monitor.store.writer import Store
from probes.contract import Reading, Reason
from tests.support.audit import audit
from tests.support.looks import HOUR, MONDAY, a_look, a_target, an_exchange
from tests.support.writing import a_ledger, write

HASH = "0123456789abcdef" * 4
QUOTES = (
    ("Plus aucune plage horaire libre", "words"),
    ("", "no quote at all"),
    ("un\u2028deux\u2029trois\u0085quatre\x1c\x0b\x0c", "signs at which splitlines would cut"),
    ("un\r\ndeux\ntrois\rquatre\0", "line ends and other control characters"),
    (f'"prev":"{HASH}"', "what the hash of a line before looks like"),
    (f'\\"prev":"{HASH}"', "the same behind a backslash"),
    ('"prev":""', "what a packed line has in its place"),
    ('"id":"" "res":""', "and in that of other things that follow from the rows"),
    (f'"id":"{UUID(int=7)}","res":"{HASH}"', "and those themselves"),
    ("\\\\\\", "backslashes"),
    ("créneau \U0001f4c5 \u200f\ufeff", "beyond ASCII"),
)
names = count()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three days of looks at two targets, some with several answers, and a remark."""
    path = tmp_path / "slotwatch.db"
    with a_ledger(path, a_target(), a_target("evry")) as (_, ledger):
        recorded = UUID(int=0)
        for number, (quote, _) in enumerate(QUOTES * 2):
            recorded = _record(ledger, quote, number, exchanges=(an_exchange(), an_exchange(quote.encode())))
            _record(ledger, "Rien", number, slug="evry", exchanges=(an_exchange(status=None, fault="timeout"),))
        ledger.annotate(recorded, kind="retracted", why="un\u2028autre\nbureau", author='"prev":""')
    return path


def _record(
    ledger: Ledger, quote: str, number: int, slug: str = "palaiseau", exchanges: tuple[Exchange, ...] = ()
) -> UUID:
    at = MONDAY + number * 3 * HOUR
    answer = Reading(Reason.NOTICE, quote, "test/notice", "fr") if quote else Reading(Reason.UNRECOGNISED_PAGE)
    return ledger.record(a_look(answer, at, target=a_target(slug), exchanges=exchanges)).uuid


def pack(path: Path, before: str = "9999") -> list[tuple[int, int, str]]:
    """Pack what was written before a day."""
    with Store(path) as store:
        days = Lines(store.connection).loose_days(before)
        for day in days:
            row = pack_row(store.connection, *day)
            with store.atomic():
                assert put_packed(store.connection, row)
    return days


def change(path: Path, *statements: str) -> None:
    """Edit the file as somebody could who wants to."""
    with closing(sqlite3.connect(path)) as sql, sql:
        for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            sql.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            sql.execute(statement)


def told(path: Path) -> tuple[object, ...]:
    """All that can be asked about lines."""
    with closing(sqlite3.connect(path)) as sql:
        lines = Lines(sql)
        chains = lines.chains()
        days = {chain: lines.days(*chain) for chain in chains}
        by_day = {(*chain, day): list(lines.of_day(*chain, day)) for chain in chains for day in days[chain]}
        one_by_one = [lines.one(*chain, number) for chain in chains for number, _ in lines.of_chain(*chain)]
        files = [lines.day_files(day) for day in sorted({day for found in days.values() for day in found})]
    with reading(path) as reader:
        targets = [list(reader.lines(slug)) for slug in ("palaiseau", "evry", "nowhere")]
    return chains, days, by_day, one_by_one, files, targets


# Packing


def test_whoever_reads_lines_sees_no_difference_when_they_are_packed(path: Path):
    loose = told(path)
    assert len(pack(path, "2018-10-03")) == 4, "two chains of two days"
    assert told(path) == loose, "some packed, some not"
    assert len(pack(path)) == 2
    assert told(path) == loose
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("SELECT count(*) FROM lines").fetchone() == (0,)
    assert pack(path) == [], "and not a second time"


@pytest.mark.parametrize(("quote", "why"), QUOTES, ids=[why for _, why in QUOTES])
def test_every_quote_comes_back_byte_by_byte(tmp_path: Path, quote: str, why: str):
    path = tmp_path / "slotwatch.db"
    with a_ledger(path) as (store, ledger):
        for number in range(3):
            _record(ledger, quote, number, exchanges=(an_exchange(quote.encode()),))
        before = [line.encode() for _, line in Lines(store.connection).of_chain(1, 1)]
    pack(path)
    with closing(sqlite3.connect(path)) as sql:
        assert [line.encode() for _, line in Lines(sql).of_chain(1, 1)] == before, why
        assert sql.execute("SELECT short FROM packed_lines").fetchall() == [(1,)], "nothing had to be kept twice"
    assert [json.loads(line)["q"] for line in before] == [quote] * 3, why


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lines")


PIECES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    st.sampled_from([quote for quote, _ in QUOTES]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=4).map("".join), min_size=1, max_size=5))
def test_any_words_come_back_byte_by_byte(folder: Path, quotes: list[str]):
    path = folder / f"{next(names)}.db"
    with a_ledger(path) as (store, ledger):
        for number, quote in enumerate(quotes):
            recorded = _record(ledger, quote, number, exchanges=(an_exchange(quote.encode()),) * (number % 3))
            ledger.annotate(recorded, kind="annotated", why=quote or "-", author=quote or "-")
        before = list(Lines(store.connection).of_chain(1, 1))
    pack(path)
    with closing(sqlite3.connect(path)) as sql:
        assert list(Lines(sql).of_chain(1, 1)) == before
    assert list(problems(path)) == []


def test_a_days_file_is_the_lines_one_after_the_other(path: Path):
    with closing(sqlite3.connect(path)) as sql:
        text = "".join(line for _, line in Lines(sql).of_day(1, 1, "2018-10-02"))
    pack(path)
    with closing(sqlite3.connect(path)) as sql:
        digest = hashlib.sha256(text.encode()).hexdigest()
        assert Lines(sql).day_files("2018-10-02")[0] == DayFile(1, 1, "2018-10-02", 6, 13, digest)
        assert sql.execute("SELECT size FROM packed_lines WHERE target = 1 AND day = '2018-10-02'").fetchone() == (
            len(text.encode()),
        )


def test_rows_that_say_otherwise_than_their_lines_leave_the_lines_whole(path: Path):
    change(
        path, "UPDATE observed SET uuid = randomblob(16) WHERE id = 3", "DELETE FROM exchanged WHERE observation = 5"
    )
    before = told(path)
    pack(path)
    assert told(path) == before, "the line is the evidence"
    with closing(sqlite3.connect(path)) as sql:
        rows = sql.execute("SELECT target, day, short FROM packed_lines ORDER BY 1, 2").fetchall()
    assert [short for _, _, short in rows] == [0, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE lines SET line = replace(line, 'notice', 'nothing') WHERE sequence = 2", "a line was changed"),
        ("DELETE FROM lines WHERE sequence = 2", "a line is missing"),
        (
            "UPDATE lines SET line = replace(line, '\"prev\":', '\"before\":') WHERE sequence = 0",
            "the first has no hash",
        ),
        ("UPDATE lines SET line = rtrim(line, char(10)) WHERE sequence = 2", "it has no end"),
    ],
)
def test_lines_that_were_tampered_with_are_not_packed_but_left_for_the_check(path: Path, statement: str, why: str):
    change(path, statement)
    with Store(path) as store:
        rows = store.connection.execute("SELECT * FROM lines").fetchall()
        with pytest.raises(StoreError, match=r"of 2018-10-01 \(target 1, vantage 1\) do not follow from each other"):
            pack_row(store.connection, 1, 1, "2018-10-01")
        assert store.connection.execute("SELECT * FROM lines").fetchall() == rows, why
    assert list(problems(path)) != [], why


def test_what_came_or_was_packed_meanwhile_is_not_packed_over(path: Path):
    with Store(path) as store:
        sql = store.connection
        row, again = pack_row(sql, 1, 1, "2018-10-01"), pack_row(sql, 1, 1, "2018-10-01")
        assert put_packed(sql, row)
        assert not put_packed(sql, again), "another process was faster"
        with pytest.raises(LookupError, match="no loose lines of 2018-10-01"):
            pack_row(sql, 1, 1, "2018-10-01")
        row = pack_row(sql, 1, 1, "2018-10-03")
        add_line(sql, 1, 1, sequence=99, day="2018-10-03", line="{}\n")
        assert not put_packed(sql, row), "a look was under way"
        assert not sql.in_transaction


def test_a_day_that_is_packed_while_it_is_read_is_read_whole(path: Path):
    with closing(sqlite3.connect(path)) as sql:
        lines, before = Lines(sql), list(Lines(sql).of_chain(1, 1))
        stream = lines.of_chain(1, 1)
        found = [next(stream)]
        pack(path)
        assert [*found, *stream] == before


def test_a_number_that_no_line_has_is_said(path: Path):
    pack(path, "2018-10-03")
    with (
        closing(sqlite3.connect(path)) as sql,
        pytest.raises(LookupError, match="no sealed line 99 of target 1, vantage 1"),
    ):
        Lines(sql).one(1, 1, 99)


# Days


@pytest.mark.parametrize(
    ("times", "packed_before", "expected", "why"),
    [
        (["01T23:59", "02T00:00"], None, ["01", "02"], "a day begins at midnight, UTC"),
        (["02T00:30", "01T23:50", "02T00:40"], None, ["02", "02", "02"], "a clock set back opens no past day"),
        (["01T12:00", "05T12:00", "02T12:00"], None, ["01", "05", "05"], "nor a day between"),
        (["01T12:00", "01T13:00"], "02", ["01", "02"], "what is packed stays closed, also where nothing came since"),
        (["03T12:00", "01T13:00", "03T13:00", "04T01:00"], "04", ["03", "04", "04", "04"], "for earlier days as well"),
        (["01T12:00", "02T13:00"], "02", ["01", "02"], "the day after a packed one is open"),
    ],
)
def test_the_day_of_a_line_never_goes_back(
    tmp_path: Path, times: list[str], packed_before: str | None, expected: list[str], why: str
):
    path = tmp_path / "slotwatch.db"
    for time in times:
        with a_ledger(path) as (_, ledger):
            ledger.record(a_look("N", datetime.fromisoformat(f"2018-10-{time}:00+00:00")))
        if packed_before and time == times[0]:
            pack(path, f"2018-10-{packed_before}")
    with closing(sqlite3.connect(path)) as sql:
        found = [day for day in Lines(sql).days(1, 1) for _ in Lines(sql).of_day(1, 1, day)]
        numbers = [number for number, _ in Lines(sql).of_chain(1, 1)]
    assert found == [f"2018-10-{day}" for day in expected], why
    assert numbers == list(range(len(times))), "no line is out of sight"
    assert list(problems(path)) == []


# What protects them


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lines SET line = ''",
        "UPDATE lines SET day = '2018-01-01'",
        "DELETE FROM lines",
        "REPLACE INTO lines SELECT id, target, vantage, sequence, day, 'x' FROM lines",
        "UPDATE packed_lines SET content = x''",
        "DELETE FROM packed_lines",
        "REPLACE INTO packed_lines SELECT * FROM packed_lines",
    ],
)
def test_the_file_itself_refuses_to_change_lines(path: Path, statement: str):
    pack(path, "2018-10-02")
    before = told(path)
    with Store(path) as store, pytest.raises(sqlite3.IntegrityError, match="sealed lines are never"):
        store.connection.execute(statement)
    assert told(path) == before


DAMAGE = [
    ("content = x'00'", "no packed bytes"),
    ("content = x''", "nothing at all"),
    ("content = substr(content, 1, 90)", "cut off"),
    ("content = 'text'", "text in the place of bytes"),
    ("content = 7", "a number in their place"),
    ("size = size - 1", "a shorter file"),
    ("size = size + 1", "a longer one"),
    ("size = -1", "no size"),
    ("size = 'x'", "a word for a size"),
    ("size = 9223372036854775807", "a size that no memory has"),
    ("previous = zeroblob(32)", "another line before"),
    ("previous = 'x'", "text for a hash"),
    ("sha256 = zeroblob(32)", "another file"),
    ("last = last + 1", "more lines than there are"),
    ("first = first + 1", "fewer"),
    ("short = 0", "what was left out is not put back"),
]


@pytest.mark.parametrize(("damage", "why"), DAMAGE, ids=[why for _, why in DAMAGE])
def test_damaged_packs_are_reported_and_nothing_of_them_is_read(path: Path, damage: str, why: str):
    pack(path)
    change(path, f"UPDATE packed_lines SET {damage} WHERE target = 1 AND day = '2018-10-02'")
    with closing(sqlite3.connect(path)) as sql:
        with pytest.raises(DamagedLines, match=r"the packed sealed lines of 2018-10-02 .*; restore a backup"):
            next(Lines(sql).of_day(1, 1, "2018-10-02"))
        assert len(list(Lines(sql).of_day(1, 1, "2018-10-01"))) == 6, "other days are as they were"
    found = [str(problem) for problem in problems(path)]
    assert any(one.startswith("packed_lines of palaiseau from test, 2018-10-02: ") for one in found), (why, found)
    assert not any("evry" in one for one in found), "the rest is sound, and was checked"


# The check of the whole store


def test_a_packed_store_is_as_sound_as_before(path: Path):
    pack(path, "2018-10-03")
    steps: list[int] = []
    assert list(problems(path, lambda: steps.append(1))) == []
    assert len(steps) == amount(path)
    assert list(disagreements(path)) == []
    write(path, "NSN")
    assert audit(path) == 2 * 2 * len(QUOTES) + 3
    assert list(problems(path)) == []


IN_PACKS: list[tuple[str, str, str, str]] = [
    (
        "UPDATE readings SET outcome = 'slots' WHERE id = (SELECT reading FROM observed WHERE id = 1)",
        "observations row 1 ",
        "not what its sealed line says: outcome",
        "what a look read",
    ),
    (
        "UPDATE observed SET started = started + 1 WHERE id = 5",
        "observations row 5 ",
        "not what its sealed line says: started_at",
        "when it was",
    ),
    ("UPDATE annotations SET why = 'x'", "annotations row 1 ", "why", "a remark"),
    (
        "UPDATE exchanged SET response = 1 WHERE observation = 3",
        "packed_lines of palaiseau from test, 2018-10-01",
        "not those of their hash",
        "which bytes were answered, which a packed line leaves to the rows",
    ),
    (
        "DELETE FROM observed WHERE id = 3",
        "packed_lines of palaiseau from test, 2018-10-01",
        "not those of their hash",
        "a look, whose UUID a packed line leaves to its row",
    ),
    (
        "DELETE FROM packed_lines WHERE target = 2 AND day = '2018-10-02'",
        "(evry from test, number 6)",
        "its sealed line is not there",
        "a whole day of lines",
    ),
    (
        "DELETE FROM packed_lines WHERE target = 2 AND day = '2018-10-03'",
        "standings of evry",
        "not where the chain of sealed lines ends",
        "the last day",
    ),
    (
        "INSERT INTO lines (target, vantage, sequence, day, line) VALUES (2, 1, 99, '2018-10-09', '{}')",
        "sealed line 99 of evry",
        "no look and no remark belongs to it",
        "a line too many",
    ),
    (
        "INSERT INTO lines (target, vantage, sequence, day, line) VALUES (2, 1, 3, '2018-10-09', '{}')",
        "sealed line 3 of evry",
        "no look and no remark belongs to it",
        "a second line of the same number",
    ),
    (
        "UPDATE packed_lines SET day = '2018-11-01' WHERE target = 2 AND day = '2018-10-01'",
        "(evry from test, number 0)",
        "its sealed line is not there",
        "a day out of order",
    ),
]


@pytest.mark.parametrize(("statement", "where", "what", "why"), IN_PACKS, ids=[case[-1] for case in IN_PACKS])
def test_what_was_changed_beside_packed_lines_is_found(path: Path, statement: str, where: str, what: str, why: str):
    pack(path)
    change(path, "PRAGMA foreign_keys = OFF", statement)
    found = [str(problem) for problem in problems(path)]
    assert any(where in one and what in one for one in found), (why, found)
    assert len(found) < 8, "what follows from one fault is not said of every look after it"


def test_lines_without_any_look_are_found(path: Path):
    change(path, "PRAGMA foreign_keys = OFF", "DELETE FROM observed WHERE target = 2", "DELETE FROM standings")
    assert any("sealed line 0 of evry" in str(problem) for problem in problems(path))
