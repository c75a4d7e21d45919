"""Bytes of chosen looks go for ever, out of the file itself; hashes, chains and everybody else's bytes stay."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.store.captures import Captures
from monitor.store.custody import entries
from monitor.store.forgetting import Chosen, Plan, forget, plan
from monitor.store.integrity import problems
from monitor.store.reader import reading
from monitor.store.writer import Store
from tests.support.audit import audit
from tests.support.looks import HOUR, MONDAY, a_look, a_target, an_exchange, effective

MINE, OTHER = a_target("palaiseau"), a_target("evry")
DAYS, BODY = 3, random.Random(8).randbytes(5000)
NAME = b"Mme Ibrahim, dossier 7504-2018-991"
"""What should never have stood on a public page."""
SAID = {"why": "a name was on the page", "by": "operator"}


def page(number: int, body: bytes = BODY) -> bytes:
    return b"<p>%d</p>" % number + body + random.Random(number).randbytes(16)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Four looks a day at two targets; one page of the first target has a name on it, and comes twice."""
    path = tmp_path / "slotwatch.db"
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(MONDAY), "test")
        ledger.configure(effective(MINE, OTHER), [MINE, OTHER])
        for number in range(4 * DAYS):
            for target in (MINE, OTHER):
                named = target is MINE and number in (5, 9)
                content = NAME + BODY[::-1] if named else page(number if target is MINE else 100 + number)
                at = MONDAY + number * 6 * HOUR
                ledger.record(a_look("N", at, target=target, exchanges=(an_exchange(content),)))
    return path


def uuid_of(path: Path, number: int, slug: str = "palaiseau") -> bytes:
    with closing(sqlite3.connect(path)) as sql:
        query = "SELECT uuid FROM observed o JOIN targets t ON t.id = o.target WHERE sequence = ? AND slug = ?"
        return bytes(sql.execute(query, (number, slug)).fetchone()[0])


def kept(path: Path, slug: str = "palaiseau") -> str:
    """A letter per look: K where its answer's bytes are kept, - where they were given up."""
    with closing(sqlite3.connect(path)) as sql:
        rows = sql.execute(
            "SELECT c.encoding FROM observations o JOIN exchanges e ON e.observation = o.id JOIN captures c"
            " ON c.id = e.response JOIN targets t ON t.id = o.target WHERE t.slug = ? ORDER BY o.id",
            (slug,),
        )
        return "".join("-" if row[0] == "pruned" else "K" for row in rows)


def carried_out(path: Path, planned: Plan) -> int:
    with Store(path) as store:
        return asyncio.run(forget(store, planned, SimulatedClock(MONDAY), SAID))


@pytest.mark.parametrize(
    ("chosen", "everywhere", "mine", "others", "why"),
    [
        (Chosen(("palaiseau",)), False, "-" * 12, "K" * 12, "all of a target, and nothing of another"),
        (Chosen(("palaiseau",), last="2018-10-01"), False, "---KKKKKKKKK", "K" * 12, "its first day, UTC"),
        (Chosen(("palaiseau",), first="2018-10-02", last="2018-10-02"), False, "KKK--K-KKKKK", "K" * 12,
         "a day; the page with the name comes again later"),
        (Chosen(("palaiseau",), first="2018-10-02", last="2018-10-02"), True, "KKK----KK-KK", "K" * 12,
         "wherever it is"),
        (Chosen(first="2018-10-04"), False, "K" * 11 + "-", "K" * 11 + "-", "a span of all targets"),
        (Chosen(("nobody",)), False, "K" * 12, "K" * 12, "a target that is not there"),
    ],
)  # fmt: skip
def test_which_bytes_go(path: Path, chosen: Chosen, everywhere: bool, mine: str, others: str, why: str):
    before = audit(path)
    planned = plan(path, chosen, everywhere=everywhere)
    assert carried_out(path, planned) == len(planned.captures)
    assert (kept(path), kept(path, "evry")) == (mine, others), why
    assert audit(path) == before, "every chain still verifies"
    assert list(problems(path)) == []


def test_one_look_is_forgotten_and_what_it_shares_stays_unless_that_is_asked_for(path: Path):
    chosen = Chosen(uuids=(uuid_of(path, 5),))
    planned = plan(path, chosen)
    assert (planned.looks, len(planned.captures), planned.shared) == (1, 0, 1), "another look has the same bytes"
    planned = plan(path, chosen, everywhere=True)
    assert (len(planned.captures), planned.shared) == (1, 0)
    carried_out(path, planned)
    assert kept(path) == "KKKKK-KKK-KK"


def test_the_bytes_are_not_in_the_file_any_more(path: Path):
    everything = [path, path.with_name(f"{path.name}-wal")]
    assert any(NAME in file.read_bytes() for file in everything if file.exists())
    carried_out(path, plan(path, Chosen(uuids=(uuid_of(path, 5),)), everywhere=True))
    for file in path.parent.iterdir():
        assert NAME not in file.read_bytes(), f"{file.name}: neither in a free page nor in the log"


def test_what_was_stored_by_a_forgotten_page_is_stored_anew(path: Path):
    """The first page of a target is what all later ones are patches against."""
    with Store(path) as store:
        before = {number: Captures(store.connection).content(number) for number in _responses(store)}
        bases = store.connection.execute("SELECT count(*) FROM captures WHERE base IS NOT NULL").fetchone()[0]
    assert bases > 15
    carried_out(path, plan(path, Chosen(uuids=(uuid_of(path, 0),))))
    with Store(path) as store:
        after = {number: Captures(store.connection).content(number) for number in _responses(store)}
        whole = store.connection.execute("SELECT count(*) FROM captures WHERE encoding = 'zstd' AND bytes > 900")
        assert whole.fetchone()[0] <= 6, "the next one is the base of the others"
    gone = [number for number in before if after[number] != before[number]]
    assert [after[number] for number in gone] == [b""]
    assert kept(path) == "-" + "K" * 11


def _responses(store: Store) -> list[int]:
    return [row[0] for row in store.connection.execute("SELECT DISTINCT response FROM exchanged")]


def test_what_comes_next_is_stored_without_what_was_forgotten(path: Path):
    carried_out(path, plan(path, Chosen(("palaiseau",))))
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(MONDAY), "test")
        ledger.configure(effective(MINE, OTHER), [MINE, OTHER])
        for number in (5, 50):
            exchange = an_exchange(page(number) if number != 5 else NAME + BODY[::-1])
            ledger.record(a_look("N", MONDAY + number * 24 * HOUR, target=MINE, exchanges=(exchange,)))
    assert kept(path) == "-----K---K--KK", "the same bytes, seen again, are kept again: they were seen"
    assert list(problems(path)) == []


def test_a_look_that_came_after_the_plan_keeps_what_it_saw(path: Path):
    planned = plan(path, Chosen(("palaiseau",), last="2018-10-01"))
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(MONDAY), "test")
        ledger.configure(effective(MINE, OTHER), [MINE, OTHER])
        ledger.record(a_look("N", MONDAY + 99 * HOUR, target=MINE, exchanges=(an_exchange(page(1)),)))
    assert carried_out(path, planned) == len(planned.captures) - 1
    assert kept(path) == "-K-KKKKKKKKKK"


def test_the_custody_log_says_who_what_and_why_for_ever(path: Path):
    planned = plan(path, Chosen(("palaiseau",), last="2018-10-01"))
    carried_out(path, planned)
    with Store(path) as store:
        said = [(kind, details) for _, kind, details in entries(store) if kind != "configured"]
    more = {**SAID, "contents": 3, "everywhere": False}
    assert said == [("forgetting", more), ("forgotten", more)]
    assert carried_out(path, plan(path, Chosen(("palaiseau",), last="2018-10-01"))) == 0, "there is nothing left"


def test_looks_that_were_forgotten_are_shown_without_their_pages(path: Path):
    carried_out(path, plan(path, Chosen(("palaiseau",))))
    with reading(path) as reader:
        assert len(list(reader.looks("palaiseau"))) == 4 * DAYS
        assert [len(row[2]) for row in reader.responses(1)] == [0]


@pytest.mark.parametrize("steps", range(6))
def test_a_process_killed_at_any_step_leaves_a_whole_store_and_a_new_run_ends_it(path: Path, steps: int):
    planned = plan(path, Chosen(("palaiseau",), last="2018-10-02"), everywhere=True)
    child = os.fork()
    if child == 0:
        left = [steps]

        class Clock(SimulatedClock):
            async def sleep(self, seconds: float) -> None:
                del seconds
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1

        with Store(path) as store:
            asyncio.run(forget(store, planned, Clock(MONDAY), SAID))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert list(problems(path)) == []
    carried_out(path, plan(path, Chosen(("palaiseau",), last="2018-10-02"), everywhere=True))
    assert kept(path) == "-------KK-KK"
    assert list(problems(path)) == []


def test_files_that_people_handed_over_go_too(path: Path):
    with Store(path) as store, store.atomic():
        capture = Captures(store.connection).add(b"\x89PNG" + NAME)
        store.connection.execute(
            "INSERT INTO witness_files VALUES (3, 0, 'capture.png', 'image/png', ?, '[]')", (capture,)
        )
    planned = plan(path, Chosen(("palaiseau",), last="2018-10-01"))
    assert len(planned.captures) == 4
    carried_out(path, planned)
    with Store(path) as store:
        assert Captures(store.connection).content(capture) == b""
        assert store.connection.execute("SELECT name FROM witness_files").fetchone() == ("capture.png",)


def test_a_day_begins_and_ends_with_utc(path: Path):
    late = MONDAY.replace(hour=23, minute=59) + timedelta(seconds=59)
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(MONDAY), "test")
        ledger.configure(effective(MINE, OTHER), [MINE, OTHER])
        ledger.record(a_look("N", late, target=MINE, exchanges=(an_exchange(page(77)),)))
    assert plan(path, Chosen(("palaiseau",), last="2018-10-01")).looks == 4
