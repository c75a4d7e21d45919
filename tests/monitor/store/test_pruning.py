"""Bytes of old looks are given up, evidence never, and nobody who writes meanwhile has to wait."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import threading
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock, SystemClock
from monitor.ledger import Ledger
from monitor.store import pruning
from monitor.store.custody import entries
from monitor.store.errors import NotThisStore
from monitor.store.integrity import problems
from monitor.store.reader import reading
from monitor.store.writer import Store
from tests.support.audit import audit
from tests.support.looks import CONTEXT, HOUR, MONDAY, a_look, a_target, an_exchange, moments
from tests.support.writing import a_ledger


def body(number: int) -> bytes:
    """A page of its own, that cannot be compressed."""
    return random.Random(number).randbytes(9000)


def write(path: Path, line: str) -> None:
    """Looks of a time line, each with bytes of its own."""
    with a_ledger(path) as (_, ledger):
        for number, (letter, at, kind) in enumerate(moments(line)):
            ledger.record(a_look(letter, at, kind=kind, exchanges=(an_exchange(body(number)),)))


def prune(path: Path, before: datetime, keep_bytes: int | None = None) -> tuple[int, int]:
    planned = pruning.plan(path, before, keep_bytes=keep_bytes)
    with Store(path) as store:
        return asyncio.run(pruning.prune(store, planned, SimulatedClock(MONDAY)))


def kept(path: Path) -> str:
    """A letter per look: K where its answer's bytes are kept, - where they were pruned."""
    with closing(sqlite3.connect(path)) as sql:
        rows = sql.execute(
            "SELECT c.encoding FROM observations o JOIN exchanges e ON e.observation = o.id"
            " JOIN captures c ON c.id = e.response ORDER BY o.id"
        )
        return "".join("-" if encoding == "pruned" else "K" for (encoding,) in rows)


@pytest.mark.parametrize(
    ("line", "hours", "expected", "why"),
    [
        ("NNNNNNNN", 99, "K------K", "of one run of looks the first and the last"),
        ("NNNNNNNN", 4, "K---KKKK", "what is younger stays"),
        ("NNNEEENN", 99, "K-KK-KKK", "other words are another run"),
        ("NNNSNNNN", 99, "K-KKK--K", "so is another outcome, of one look as well"),
        ("NNNNNNNN", 0, "KKKKKKKK", "nothing is old"),
        ("FFFF????", 99, "K--KK--K", "pages that prove nothing alike"),
    ],
)
def test_which_bytes_stay(tmp_path: Path, line: str, hours: int, expected: str, why: str):
    path = tmp_path / "slotwatch.db"
    write(path, line)
    prune(path, MONDAY + hours * HOUR)
    assert kept(path) == expected, why
    assert audit(path) == len(line), why


class Killed(SimulatedClock):
    """Ends the process, as it were, after the first step."""

    async def sleep(self, seconds: float) -> None:
        raise KeyboardInterrupt


def test_bytes_seen_again_go_no_later_than_what_they_were_stored_against(tmp_path: Path):
    """They have the row that they had before they were pruned, and are then a patch against a younger one."""
    path = tmp_path / "slotwatch.db"
    write(path, "NNNN")
    prune(path, MONDAY + 99 * HOUR)
    pages = [body(1) + b"similar", body(1), *(body(number) for number in range(4, 20))]
    with a_ledger(path) as (store, ledger):
        for number, page in enumerate(pages, 4):
            ledger.record(a_look("N", MONDAY + number * HOUR, exchanges=(an_exchange(page),)))
        older = store.connection.execute("SELECT count(*) FROM captures WHERE encoding = 'patch' AND id < base")
        assert older.fetchone() == (1,)
    planned = pruning.plan(path, MONDAY + 99 * HOUR)
    with Store(path) as store, pytest.raises(KeyboardInterrupt):
        asyncio.run(pruning.prune(store, planned, Killed(MONDAY)))
    assert list(problems(path)) == []
    assert prune(path, MONDAY + 99 * HOUR)[0] > 0, "the rest goes next time"
    assert audit(path) == 4 + len(pages)


def test_a_look_that_a_remark_is_about_keeps_its_bytes(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    with a_ledger(path) as (_, ledger):
        records = [
            ledger.record(a_look("N", MONDAY + number * HOUR, exchanges=(an_exchange(body(number)),)))
            for number in range(6)
        ]
        ledger.annotate(records[3].uuid, kind="retracted", why="a page of another office", author="operator")
    prune(path, MONDAY + 99 * HOUR)
    assert kept(path) == "K--K-K"


def test_bytes_that_a_younger_look_saw_again_stay(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    with a_ledger(path) as (_, ledger):
        for number in (0, 1, 2, 1, 4, 1, 6):
            at = MONDAY + len(records(path)) * HOUR
            ledger.record(a_look("N", at, exchanges=(an_exchange(body(number)),)))
    prune(path, MONDAY + 5 * HOUR)
    assert kept(path) == "KK-K-KK"


def records(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as sql:
        return [row[0] for row in sql.execute("SELECT id FROM observations")]


def test_only_as_much_goes_as_is_asked_for_the_oldest_first(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "N" * 20)
    captures, size = prune(path, MONDAY + 99 * HOUR, keep_bytes=15 * 9100)
    assert kept(path) == "K-----" + 14 * "K"
    assert (captures, 45_000 < size < 46_000) == (5, True)
    assert prune(path, MONDAY + 99 * HOUR, keep_bytes=10**9) == (0, 0), "there is room"


def test_every_pruning_is_in_the_custody_log_for_ever(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "N" * 9)
    captures, size = prune(path, MONDAY + 99 * HOUR)
    with Store(path) as store:
        noted = [entry for entry in entries(store) if entry[1] != "configured"]
        for change in ("UPDATE custody SET kind = ''", "DELETE FROM custody"):
            with pytest.raises(sqlite3.IntegrityError, match="the custody log is never"):
                store.connection.execute(change)
    named = {"before": "2018-10-05T10:00:00.000000Z", "captures": captures, "bytes": size}
    assert noted == [(MONDAY, "pruning", named), (noted[1][0], "pruned", named)]


def test_looks_without_their_bytes_are_left_out_where_pages_are_read_again(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "N" * 9)
    prune(path, MONDAY + 99 * HOUR)
    with reading(path) as reader:
        assert [look["id"] for look in reader.whole_looks()] == [1, 9]
        assert [len(row[2]) for row in reader.responses(4)] == [0]
        assert len(list(reader.looks("palaiseau"))) == 9


def test_bytes_that_come_again_after_they_were_pruned_are_kept_again(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "N" * 5)
    prune(path, MONDAY + 99 * HOUR)
    with a_ledger(path) as (_, ledger):
        ledger.record(a_look("N", MONDAY + 20 * HOUR, exchanges=(an_exchange(body(2)),)))
    assert kept(path) == "K-K-KK"
    assert audit(path) == 6


def test_what_a_look_needs_that_came_after_the_plan_is_not_pruned(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "N" * 5)
    planned = pruning.plan(path, MONDAY + 99 * HOUR)
    with a_ledger(path) as (store, ledger):
        ledger.record(a_look("N", MONDAY + 20 * HOUR, exchanges=(an_exchange(body(2)),)))
        asyncio.run(pruning.prune(store, planned, SimulatedClock(MONDAY)))
    assert kept(path) == "K-K-KK"
    assert audit(path) == 6


def test_whoever_stores_looks_meanwhile_never_waits_long(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "N" * 1500)
    waits, done, begun = list[float](), threading.Event(), threading.Event()

    def watch() -> None:
        with Store(path) as store:
            ledger = Ledger(store, SimulatedClock(MONDAY), "test")
            ledger.configure(CONTEXT, [a_target()])
            number = 0
            while not done.is_set():
                number += 1
                began = time.monotonic()
                exchanges = (an_exchange(body(10_000 + number)),)
                ledger.record(a_look("N", MONDAY + (2000 + number) * HOUR, exchanges=exchanges))
                waits.append(time.monotonic() - began)
                begun.set()
                time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        assert begun.wait(20)
        planned = pruning.plan(path, MONDAY + 1900 * HOUR)
        before = len(waits)
        with Store(path) as store:
            captures, _ = asyncio.run(pruning.prune(store, planned, SystemClock()))
            asyncio.run(pruning.give_back(store, SystemClock()))
    finally:
        done.set()
        watcher.join()
    during = sorted(waits[before:])
    assert captures > 1400
    assert len(during) > 50, "looks were stored all the time"
    assert during[-1] < 1.0, "the busy time-out is five seconds"
    assert audit(path) == 1500 + len(waits)


def test_room_is_given_back_step_by_step(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "N" * 300)
    prune(path, MONDAY + 999 * HOUR)
    with Store(path) as store:
        full = pruning.room(store)
        steps: list[int] = []
        asyncio.run(pruning.give_back(store, SimulatedClock(MONDAY), lambda: steps.append(1)))
        small = pruning.room(store)
    assert full.free > full.total / 2
    assert small.free == 0
    assert small.total <= full.total - full.free
    assert len(steps) == 100, "per cent"
    assert audit(path) == 300


def test_a_file_of_an_earlier_version_is_written_anew_once(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    write(path, "N" * 30)
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA journal_mode = DELETE")
        sql.execute("PRAGMA auto_vacuum = NONE")
        sql.execute("VACUUM")
    prune(path, MONDAY + 999 * HOUR)
    with Store(path) as store:
        assert not pruning.is_incremental(store)
        with pytest.raises(NotThisStore, match="cannot be given back step by step"):
            asyncio.run(pruning.give_back(store, SimulatedClock(MONDAY)))
        pruning.write_anew(store)
        assert pruning.is_incremental(store)
        assert pruning.room(store).free == 0
    assert audit(path) == 30
