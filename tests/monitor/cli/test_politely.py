"""What the commands say of the load on hosts, of hosts that must wait, and how a running process is told to reload."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
import typer

from monitor.cli import looking
from monitor.clock import SystemClock
from monitor.config.load import load
from monitor.config.problems import ConfigError
from monitor.demo.play import serve
from monitor.ledger import Ledger
from monitor.store.hosts import running
from monitor.store.writer import Store
from probes.ezbooking.simulator import SCENARIOS, Simulator
from probes.registry import PROBES
from tests.monitor.cli.conftest import Typed
from tests.support.looking import WEDNESDAY
from tests.support.looks import a_look

MONITOR = '[monitor]\ncontact = "https://example.org/observatory"\ndata_dir = "data"\n'


def page(slug: str, *more: str) -> str:
    lines = [f'id = "{slug}"', f'url = "https://rdv.example/booking/create/{slug[1:]}"', 'probe = "ezbooking"', *more]
    return "[[target]]\n" + "\n".join(lines) + "\n"


def test_config_check_tells_what_each_host_is_asked_and_what_comes_late(typed: Typed, tmp_path: Path):
    text = MONITOR + "".join(page(f"t{number}") for number in range(1, 31))
    (tmp_path / "config.toml").write_text(text, "utf-8")
    code, output, errors = typed("config", "check")
    lines = output.splitlines()
    assert (code, errors) == (0, "")
    assert lines[1].split() == ["host", "targets", "looks/h", "looks/day", "requests/h", "requests/day", "at", "most/h"]
    assert lines[2].split() == ["rdv.example", "30", "30", "720", "90", "2,160", "60"]
    assert "warning: 90 requests an hour are wanted and 60 allowed" in lines[3]


def test_config_check_tells_what_is_slowed_down_once_there_is_a_store(typed: Typed, tmp_path: Path):
    file = tmp_path / "config.toml"
    file.write_text(MONITOR + page("t1"), "utf-8")
    assert "slowed down" not in typed("config", "check")[1]
    config = load(file, probes=PROBES, environ={})
    with Store(tmp_path / "data" / "slotwatch.sqlite3") as store:
        ledger = Ledger(store, SystemClock(), "main")
        ledger.configure(config.effective, config.targets)
        ledger.record(a_look("R", WEDNESDAY, target=config.targets[0]))
    assert "slowed down: t1 is looked at every 1 d" in typed("config", "check")[1]


CONFIG = """
[monitor]
contact = "https://example.org/observatory"
data_dir = "data"

[[target]]
id = "essonne"
url = "{base}/booking/create/16105"
probe = "ezbooking"
allow_private = true
"""


@asynccontextmanager
async def running_monitor(folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A ``slotwatch run`` that has taken its configuration into force."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "monitor", "run", "-c", str(folder / "config.toml")), stdout=pipe, stderr=pipe
    )
    try:
        async with asyncio.timeout(20):
            while not _runs(folder):
                await asyncio.sleep(0.05)
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), 20)


def _runs(folder: Path) -> bool:
    with suppress(Exception):  # the file is being made
        return running(folder / "data" / "slotwatch.sqlite3")[0] != ""
    return False


async def test_reload_takes_a_changed_file_into_force_and_sends_no_bad_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file, store = tmp_path / "config.toml", tmp_path / "data" / "slotwatch.sqlite3"
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        file.write_text(CONFIG.format(base=base), "utf-8")
        async with running_monitor(tmp_path) as process:
            await asyncio.sleep(0.3)  # its handlers are set right after it says that it runs
            before = running(store)[1]
            file.write_text(CONFIG.format(base=base) + 'office = "Évry"\n', "utf-8")
            await asyncio.to_thread(looking.reload, file)
            assert capsys.readouterr().out == f"{file} is in force in process {process.pid}\n"
            after = running(store)[1]
            assert after != before
            file.write_text(CONFIG.format(base=base) + "evry = 1\n", "utf-8")
            with pytest.raises(ConfigError, match="unknown key 'evry'"):
                await asyncio.to_thread(looking.reload, file)
            assert running(store)[1] == after
            assert process.returncode is None
    file.write_text(CONFIG.format(base=base), "utf-8")
    with pytest.raises(typer.Exit) as stopped:
        await asyncio.to_thread(looking.reload, file)
    assert stopped.value.exit_code == 2
    assert f"no 'slotwatch run' uses {store}" in capsys.readouterr().err


def test_reload_says_so_where_the_process_does_not_take_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """As where the running process was started with another file."""
    file = tmp_path / "config.toml"
    file.write_text(MONITOR, "utf-8")
    told = []
    before = signal.signal(signal.SIGHUP, lambda number, _frame: told.append(number))
    try:
        _lease(tmp_path / "data" / "slotwatch.sqlite3")
        with pytest.raises(typer.Exit) as stopped:
            looking.tell(load(file, probes=PROBES, environ={}), patience=0.1)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert (stopped.value.exit_code, told) == (3, [signal.SIGHUP])
    assert f"process {os.getpid()} was told, but has not taken" in capsys.readouterr().err


def _lease(path: Path) -> None:
    from datetime import timedelta

    from monitor.store.hosts import RUN, Hosts
    from monitor.watch.turns import this_process

    now = SystemClock().now()
    with Store(path) as store:
        Hosts(store).hold(RUN, this_process(), now, now + timedelta(hours=1), lambda _: None)
