"""The machine fails, and mends: the monitor goes on without hands, what was stored is whole, and nothing is false.

The minute for which another process locks the file is shortened: the store gives up on a lock after 50 ms in the place
of 5 s, and the waits between its tries pass in simulated time. The full disk is a real one, of 3 MB, where the system
lets this process have one. Beside it, and for a disk that turns read-only (while files on it are open for writing, the
kernel does that only to a broken one), SQLite itself is told to refuse.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock, from_iso
from monitor.config.load import load
from monitor.demo.play import serve
from monitor.observatory import Observatory, observatory
from monitor.watch.due import next_due
from probes.ezbooking.simulator import SCENARIOS, Simulator
from probes.registry import PROBES
from tests.support.audit import audit
from tests.support.looking import WEDNESDAY
from tests.support.looks import HOUR

ROOT = Path(__file__).parents[2]
CONFIG = """
[monitor]
contact = "https://example.org/observatory"
data_dir = "."
[network]
canary = ["localhost:{port}"]
[[target]]
id = "essonne"
url = "http://{host}:{port}/booking/create/16105"
probe = "ezbooking"
expect_language = ["fr"]
allow_private = true
"""


@asynccontextmanager
async def a_monitor(
    folder: Path, clock: SimulatedClock, *, host: str = "127.0.0.1", scenario: str = "none"
) -> AsyncIterator[tuple[Observatory, Simulator]]:
    """One target, looked at once an hour, at a simulator on a real socket."""
    simulator = Simulator(SCENARIOS[scenario], now=clock.now)
    async with serve(simulator) as base:
        file = folder / "config.toml"
        file.write_text(CONFIG.format(host=host, port=base.rpartition(":")[2]), "utf-8")
        async with observatory(load(file, probes=PROBES, environ={}), PROBES, clock) as parts:
            yield parts, simulator
    assert simulator.alarms == []


async def live(parts: Observatory, clock: SimulatedClock, hours: float) -> None:
    """Make what is due for so long, as the daemon does."""
    assert parts.rounds is not None
    end = clock.now() + hours * HOUR
    while (at := parts.rounds.next_wake()) is not None and at < end:
        clock.move_to(at)
        await parts.rounds.run(parts.rounds.claim())
    clock.move_to(end)


def looks(path: Path) -> list[tuple[str, datetime, str]]:
    """Outcome, due time and sealed line of each."""
    with closing(sqlite3.connect(path)) as sql:
        rows = sql.execute(
            "SELECT outcome, due_at, line FROM observations o"
            " JOIN lines USING (target, vantage, sequence) ORDER BY o.id"
        ).fetchall()
    return [(outcome, from_iso(due), line) for outcome, due, line in rows]


def assert_on_schedule(path: Path, parts: Observatory, holes: int) -> None:
    """Each look but those after a hole follows the one before, by the pure function; none is made twice."""
    (target,) = parts.config.targets
    due = [at for _, at, _ in looks(path)]
    assert due == sorted(set(due)), "no due time was made twice"
    skips = sum(next_due(target, one) != other for one, other in pairwise(due[1:]))
    assert skips <= holes


# The disk


def _full(sql: sqlite3.Connection) -> None:
    pages = sql.execute("PRAGMA page_count").fetchone()[0]
    sql.execute(f"PRAGMA max_page_count = {pages}")


def _free(sql: sqlite3.Connection) -> None:
    sql.execute("PRAGMA max_page_count = 1000000")


DISKS: list[tuple[Callable[[sqlite3.Connection], object], Callable[[sqlite3.Connection], object], str]] = [
    (_full, _free, "full"),
    (
        lambda sql: sql.execute("PRAGMA query_only = ON"),
        lambda sql: sql.execute("PRAGMA query_only = OFF"),
        "read-only",
    ),
]


@pytest.mark.parametrize(("breaks", "mends", "why"), DISKS, ids=[case[-1] for case in DISKS])
async def test_a_disk_that_cannot_be_written_for_hours_costs_those_hours_only(
    tmp_path: Path,
    breaks: Callable[[sqlite3.Connection], object],
    mends: Callable[[sqlite3.Connection], object],
    why: str,
):
    path, clock = tmp_path / "slotwatch.sqlite3", SimulatedClock(WEDNESDAY)
    async with a_monitor(tmp_path, clock, scenario="slots") as (parts, _):
        assert parts.store is not None
        await live(parts, clock, 5)
        before = looks(path)
        breaks(parts.store.connection)
        await live(parts, clock, 5)
        during = looks(path)
        mends(parts.store.connection)
        await live(parts, clock, 5)
        after = looks(path)
        assert_on_schedule(path, parts, holes=1 if why == "read-only" else 6)
    assert during[: len(before)] == before == after[: len(before)], "what was stored is as it was"
    assert len(after) - len(during) >= 4, "it goes on by itself"
    assert {outcome for outcome, *_ in after} == {"slots"}, "our disk is nothing that the site showed"
    assert audit(path) == len(after)
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("SELECT count(*) FROM faults").fetchone() == (0,)


# A lock


@contextmanager
def locked(path: Path) -> Iterator[Callable[[], None]]:
    """Another process holds the file, until it is told to let go."""
    program = (
        "import sqlite3, sys; sql = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20);"
        "sql.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read(1); sql.execute('ROLLBACK');"
        "print('free', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    ears, mouth, free = process.stdout, process.stdin, False

    def let_go() -> None:
        nonlocal free
        if not free:
            free = True
            mouth.write("x")
            mouth.flush()
            assert ears.readline() == "free\n"

    try:
        yield let_go
    finally:
        process.communicate()


class Watched(SimulatedClock):
    """Says how much time has passed in sleep."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self.slept = 0.0
        self.on_sleep: Callable[[float], None] = lambda _: None

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        self.slept += seconds
        self.on_sleep(self.slept)


@pytest.mark.parametrize("begins", ["before the look", "during the look"])
async def test_a_look_waits_for_whoever_locks_the_file_and_is_stored(tmp_path: Path, begins: str):
    path, clock = tmp_path / "slotwatch.sqlite3", Watched(WEDNESDAY)
    async with a_monitor(tmp_path, clock) as (parts, simulator):
        assert parts.store is not None
        assert parts.rounds is not None
        await live(parts, clock, 3)
        parts.store.connection.execute("PRAGMA busy_timeout = 50")
        at = parts.rounds.next_wake()
        assert at is not None
        clock.move_to(at)
        made, clock.slept = len(looks(path)), 0.0
        claimed = parts.rounds.claim()
        with locked(path) if begins == "before the look" else _locked_when_asked(path, simulator) as let_go:
            clock.on_sleep = lambda slept: let_go() if slept >= 25 else None
            await parts.rounds.run(claimed)
            let_go()
            clock.on_sleep = lambda _: None
        assert len(looks(path)) == made + 1, "it is late, and not lost"
        await live(parts, clock, 3)
        assert_on_schedule(path, parts, holes=0)
    assert {outcome for outcome, *_ in looks(path)} == {"no_slots"}
    assert audit(path) >= made + 3


@contextmanager
def _locked_when_asked(path: Path, simulator: Simulator) -> Iterator[Callable[[], None]]:
    """The lock is taken when the simulator is asked for something: the look is under way."""
    held: list[tuple[object, Callable[[], None]]] = []
    usual = simulator._wait

    async def wait(seconds: float) -> None:
        if not held:
            context = locked(path)
            held.append((context, context.__enter__()))
        await usual(seconds)

    simulator._wait = wait

    def let_all_go() -> None:
        for _, let_go in held:
            let_go()

    try:
        yield let_all_go
    finally:
        simulator._wait = usual
        for context, _ in held:
            context.__exit__(None, None, None)  # type: ignore[attr-defined]


# Names


NO_NAMES = [False]


def _no_names(event: str, arguments: tuple[object, ...]) -> None:
    if NO_NAMES[0] and event == "socket.getaddrinfo":
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


@pytest.fixture
def names() -> Iterator[list[bool]]:
    """Name resolution, dead while its first element is true."""
    sys.addaudithook(_no_names)
    yield NO_NAMES
    NO_NAMES[0] = False


async def test_while_no_name_can_be_resolved_nothing_is_said_of_the_site(tmp_path: Path, names: list[bool]):
    path, clock = tmp_path / "slotwatch.sqlite3", SimulatedClock(WEDNESDAY)
    async with a_monitor(tmp_path, clock, host="localhost") as (parts, _):
        for dead in (False, True, False):
            names[0] = dead
            await parts.wires.aclose()  # connections do not outlive hours that pass in no time
            await live(parts, clock, 4)
        assert_on_schedule(path, parts, holes=0)
        with closing(sqlite3.connect(path)) as sql:
            assert sql.execute("SELECT kind FROM incidents WHERE kind = 'down'").fetchall() == []
            rules = {row[0] for row in sql.execute("SELECT rule FROM observations WHERE outcome = 'offline'")}
    found = [outcome for outcome, *_ in looks(path)]
    assert sorted(set(found)) == ["no_slots", "offline"]
    assert 3 <= found.count("offline") <= 5
    assert found[-3:] == ["no_slots"] * 3
    assert rules == {"canary/dns"}, "what it looked like is kept"
    audit(path)


# The clock


@pytest.mark.parametrize(
    ("step", "least", "why"),
    [
        (3 * HOUR, 7, "set forwards: what was missed is not made up for"),
        (-2 * HOUR, 9, "set back: nobody waits until the old time comes again"),
        (timedelta(seconds=-40), 7, "a little"),
    ],
)
async def test_a_clock_that_is_set_is_written_down_and_looks_go_on(
    tmp_path: Path, step: timedelta, least: int, why: str
):
    path, clock = tmp_path / "slotwatch.sqlite3", SimulatedClock(WEDNESDAY)
    async with a_monitor(tmp_path, clock) as (parts, _):
        assert parts.rounds is not None
        assert parts.health is not None
        await live(parts, clock, 4)
        before = looks(path)
        clock.step(step)
        parts.health.check()
        parts.rounds.replan()  # the daemon does both every minute
        await live(parts, clock, 4)
        assert parts.health.check() == []
        with closing(sqlite3.connect(path)) as sql:
            steps = sql.execute(
                "SELECT clock_step_seconds FROM observations WHERE clock_step_seconds IS NOT NULL"
            ).fetchall()
            known = sql.execute("SELECT kind FROM troubles WHERE kind = 'clock'").fetchall()
    after = looks(path)
    assert [row[0] for row in steps] == [pytest.approx(step.total_seconds(), abs=1)], why
    assert len(known) == (abs(step) > timedelta(minutes=1)), "who wants to be told of it is"
    assert after[: len(before)] == before
    assert len(after) - len(before) >= 3, why
    assert {outcome for outcome, *_ in after} == {"no_slots"}
    audit(path)


# A real disk


def _may_mount() -> bool:
    if not shutil.which("unshare") or not shutil.which("mount"):
        return False
    tried = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=1m", "none", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


@pytest.mark.skipif(not _may_mount(), reason="this system lets nobody have a file system of his own")
def test_a_real_disk_of_three_megabytes_that_is_full_for_hours(tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    program = f'"{sys.executable}" -m tests.soak.test_recovery "{disk}"'
    script = f'mount -t tmpfs -o size=3m none "{disk}" && exec {program}'
    ended = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    assert found["outcomes"] == ["slots"]
    assert found["during"] < found["before"] + 5, "the disk was in the way, or this test shows nothing"
    assert found["kept"]
    assert found["after"] - found["during"] >= 4, "it goes on by itself"


async def _on_a_real_disk(disk: Path) -> dict[str, object]:
    """Live through five hours in which the disk is full."""
    path, clock, ballast = disk / "slotwatch.sqlite3", SimulatedClock(WEDNESDAY), disk / "ballast"
    async with a_monitor(disk, clock, scenario="slots") as (parts, _):
        await live(parts, clock, 5)
        before = looks(path)
        _fill(ballast)
        await live(parts, clock, 5)
        during = looks(path)
        ballast.unlink()
        await live(parts, clock, 5)
        after = looks(path)
    audit(path)
    return {
        "before": len(before),
        "during": len(during),
        "after": len(after),
        "kept": after[: len(before)] == before,
        "outcomes": sorted({outcome for outcome, *_ in after}),
    }


def _fill(ballast: Path) -> None:
    file = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while True:
            os.write(file, bytes(4096))
    os.close(file)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_on_a_real_disk(Path(sys.argv[1])))))
