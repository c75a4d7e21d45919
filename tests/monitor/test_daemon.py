"""The daemon as a process: it looks on schedule, stops cleanly on a signal, and leaves nothing half-stored."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from monitor.demo.play import serve
from probes.ezbooking.simulator import SCENARIOS, Simulator
from tests.support.looking import WEDNESDAY

CONFIG = """
[monitor]
contact = "https://example.org/observatory"
data_dir = "data"

[[target]]
id = "essonne"
url = "{base}/booking/create/16105"
probe = "ezbooking"
expect_language = ["fr"]
allow_private = true
"""


def looks_in(folder: Path) -> int:
    file = folder / "data" / "slotwatch.sqlite3"
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file)) as sql:
        try:
            return int(sql.execute("SELECT count(*) FROM observations").fetchone()[0])
        except sqlite3.OperationalError:  # being made
            return 0


async def start(folder: Path, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "monitor", *arguments, "-c", str(folder / "config.toml"),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_daemon_looks_and_stops_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    async with serve(Simulator(SCENARIOS["none-english"], now=lambda: WEDNESDAY)) as base:
        (tmp_path / "config.toml").write_text(CONFIG.format(base=base))
        daemon = await start(tmp_path, "run")
        try:
            async with asyncio.timeout(20):
                while not looks_in(tmp_path):
                    await asyncio.sleep(0.05)
                os.kill(daemon.pid, number)
                _, errors = await daemon.communicate()
        finally:
            if daemon.returncode is None:
                daemon.kill()
                await daemon.wait()
    assert daemon.returncode == 0, errors.decode()
    assert "essonne: no_slots (notice)" in errors.decode()
    assert "Traceback" not in errors.decode()
    assert looks_in(tmp_path) == 1, "the next look is an hour away"


async def test_run_once_makes_what_is_due_and_exits(tmp_path: Path) -> None:
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        (tmp_path / "config.toml").write_text(CONFIG.format(base=base))
        for expected in (1, 1):
            process = await start(tmp_path, "run", "--once")
            output, errors = await asyncio.wait_for(process.communicate(), 20)
            assert (process.returncode, output) == (0, b""), errors.decode()
            assert looks_in(tmp_path) == expected, "the second time nothing is due"


async def test_a_process_killed_in_the_middle_of_a_look_leaves_nothing_of_it(tmp_path: Path) -> None:
    asked = asyncio.Event()

    async def wait(_seconds: float) -> None:
        asked.set()
        await asyncio.sleep(2)

    simulator = Simulator(SCENARIOS["slow"], now=lambda: WEDNESDAY, wait=wait)
    async with serve(simulator) as base:
        (tmp_path / "config.toml").write_text(CONFIG.format(base=base))
        process = await start(tmp_path, "check")
        await asyncio.wait_for(asked.wait(), 20)
        process.kill()
        await process.communicate()
        assert looks_in(tmp_path) == 0
        with closing(sqlite3.connect(tmp_path / "data" / "slotwatch.sqlite3")) as sql:
            assert sql.execute("SELECT count(*) FROM captures").fetchone() == (0,)
            assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_second_run_on_the_same_store_is_refused(tmp_path: Path) -> None:
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        (tmp_path / "config.toml").write_text(CONFIG.format(base=base))
        first = await start(tmp_path, "run")
        try:
            async with asyncio.timeout(20):
                while not looks_in(tmp_path):
                    await asyncio.sleep(0.05)
                for arguments in (["run"], ["run", "--once"]):
                    second = await start(tmp_path, *arguments)
                    _, errors = await second.communicate()
                    assert second.returncode == 2
                    assert f"another slotwatch run (pid {first.pid}) uses it" in errors.decode()
            first.kill()
            await first.communicate()
            third = await start(tmp_path, "run", "--once")
            await asyncio.wait_for(third.communicate(), 20)
            assert third.returncode == 0, "one that was killed is in nobody's way"
        finally:
            if first.returncode is None:
                first.kill()
                await first.wait()
    assert looks_in(tmp_path) == 1


async def test_an_interrupted_check_ends_without_a_traceback(tmp_path: Path) -> None:
    asked, released = asyncio.Event(), asyncio.Event()

    async def wait(_seconds: float) -> None:
        asked.set()
        await released.wait()

    async with serve(Simulator(SCENARIOS["slow"], now=lambda: WEDNESDAY, wait=wait)) as base:
        (tmp_path / "config.toml").write_text(CONFIG.format(base=base))
        process = await start(tmp_path, "check")
        try:
            await asyncio.wait_for(asked.wait(), 20)
            process.send_signal(signal.SIGINT)
            _, errors = await asyncio.wait_for(process.communicate(), 20)
        finally:
            released.set()  # or the server would wait for ever
    assert process.returncode == 130
    assert "Traceback" not in errors.decode()
    assert "unhandled" not in errors.decode()
    assert looks_in(tmp_path) == 0
