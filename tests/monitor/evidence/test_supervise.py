"""The sealer's process: started when something is due, one at a time, ended when it takes too long or all ends."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.clock import SystemClock
from monitor.config.settings import Authority, EvidenceSettings, Publication
from monitor.evidence.supervise import SealerProcess
from monitor.store.writer import Store
from tests.support.sealed import DAYS, fill, sealer

NOW = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
FIRST = (NOW - timedelta(days=DAYS)).replace(hour=0, minute=5)
MINUTE = timedelta(minutes=1)
SCRIPT = """
import pathlib, sys, time
folder = pathlib.Path(sys.argv[1])
(folder / f"began-{len(list(folder.glob('began-*')))}").touch()
print("Sealed: 2 days", flush=True)
while (folder / "wait").exists():
    time.sleep(0.02)
sys.exit(int((folder / "code").read_text()) if (folder / "code").exists() else 0)
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two past days that nobody sealed."""
    fill(tmp_path / "slotwatch.sqlite3", FIRST)
    with Store(tmp_path / "slotwatch.sqlite3") as opened:
        yield opened


@pytest.fixture
async def started(store: Store, tmp_path: Path) -> AsyncIterator[SealerProcess]:
    """A program of our own in the place of ``slotwatch seal``: it leaves a file, and waits while it is told to."""
    process = SealerProcess(store, (sys.executable, "-c", SCRIPT, str(tmp_path)), seconds=20)
    yield process
    await process.stop()


def runs(folder: Path) -> int:
    return len(list(folder.glob("began-*")))


async def until(folder: Path, number: int) -> None:
    async with asyncio.timeout(20):
        while runs(folder) < number:
            await asyncio.sleep(0.02)


async def ended(process: SealerProcess) -> None:
    assert process._running is not None
    await asyncio.wait_for(asyncio.shield(process._running), 20)


async def test_it_is_started_when_a_day_is_to_be_sealed_and_asked_about_every_ten_minutes(
    started: SealerProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.INFO):
        for minute in range(10):
            started.keep(NOW + minute * MINUTE, tmp_path / "config.toml")
        await ended(started)
        assert runs(tmp_path) == 1
        assert "seal: Sealed: 2 days" in caplog.text
        started.keep(NOW + 10 * MINUTE, tmp_path / "config.toml")
        await until(tmp_path, 2)
    await ended(started)


async def test_never_two_at_a_time(started: SealerProcess, tmp_path: Path):
    (tmp_path / "wait").touch()
    started.keep(NOW, tmp_path / "config.toml")
    await until(tmp_path, 1)
    for number in range(1, 5):
        started.keep(NOW + number * timedelta(hours=1), tmp_path / "config.toml")
    (tmp_path / "wait").unlink()
    await ended(started)
    assert runs(tmp_path) == 1


async def test_a_clock_that_was_set_back_does_not_keep_it_from_starting(started: SealerProcess, tmp_path: Path):
    for number, at in enumerate((NOW, NOW - timedelta(minutes=30)), 1):
        started.keep(at, tmp_path / "config.toml")
        await until(tmp_path, number)
        await ended(started)


async def _owing(store: Store, *, stamps: bool) -> None:
    """All days sealed, and one thing owed for them."""
    settings = EvidenceSettings(
        authorities=(Authority("down", "http://127.0.0.1:9/tsr", b""),) if stamps else (),
        publications=() if stamps else (Publication("none", command=("no-such-program",)),),
    )
    await sealer(store, settings=settings).run()


@pytest.mark.parametrize(
    ("what", "due", "why"),
    [
        ("nothing", False, "all is sealed, and nobody is asked to stamp"),
        ("stamps", True, "an authority owes a stamp"),
        ("publication", True, "a list is not public yet"),
    ],
)
async def test_it_is_started_only_when_something_is_due(store: Store, tmp_path: Path, what: str, due: bool, why: str):
    if what == "nothing":
        await sealer(store, settings=EvidenceSettings()).run()
    else:
        await _owing(store, stamps=what == "stamps")
    process = SealerProcess(store, (sys.executable, "-c", SCRIPT, str(tmp_path)))
    later = SystemClock().now() + timedelta(days=20) if what != "nothing" else NOW
    process.keep(later, tmp_path / "config.toml")
    assert (process._running is not None) == due, why
    if process._running is not None:
        await ended(process)
    await process.stop()


async def test_one_that_takes_too_long_is_killed_and_said(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "wait").touch()
    process = SealerProcess(store, (sys.executable, "-c", SCRIPT, str(tmp_path)), seconds=0.5)
    with caplog.at_level(logging.WARNING):
        process.keep(NOW, tmp_path / "config.toml")
        await ended(process)
    assert "not done within 0.5 s; what is left is done next time" in caplog.text
    process.keep(NOW + 11 * MINUTE, tmp_path / "config.toml")
    await until(tmp_path, 1)
    await process.stop()


async def test_it_ends_with_the_monitor(started: SealerProcess, tmp_path: Path):
    (tmp_path / "wait").touch()
    started.keep(NOW, tmp_path / "config.toml")
    await until(tmp_path, 1)
    await asyncio.wait_for(started.stop(), 10)
    assert started._running is not None
    assert started._running.done()


@pytest.mark.parametrize("ticks", range(6))
async def test_it_ends_with_the_monitor_while_it_is_being_started(started: SealerProcess, tmp_path: Path, ticks: int):
    (tmp_path / "wait").touch()
    started.keep(NOW, tmp_path / "config.toml")
    for _ in range(ticks):
        await asyncio.sleep(0)
    await asyncio.wait_for(started.stop(), 10)


async def test_what_it_says_when_something_failed_is_a_warning(
    started: SealerProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "code").write_text("1")
    with caplog.at_level(logging.WARNING):
        started.keep(NOW, tmp_path / "config.toml")
        await ended(started)
    assert [record.message for record in caplog.records] == ["seal: Sealed: 2 days"]


async def test_a_program_that_cannot_be_started_is_said(store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    process = SealerProcess(store, (str(tmp_path / "nothing-here"),))
    with caplog.at_level(logging.WARNING):
        process.keep(NOW, tmp_path / "config.toml")
        await ended(process)
    assert "past days could not be sealed" in caplog.text
