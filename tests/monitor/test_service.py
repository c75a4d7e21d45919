"""What a service manager hears of the daemon, over a real datagram socket."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.service import ServiceManager

CONFIG = '[monitor]\ncontact = "https://example.org/observatory"\ndata_dir = "data"\n'


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(20)
        yield listening


def _heard(listener: socket.socket) -> dict[str, str]:
    lines = listener.recv(4096).decode().splitlines()
    return dict(line.split("=", maxsplit=1) for line in lines)


def test_a_state_is_told(listener: socket.socket):
    ServiceManager({"NOTIFY_SOCKET": listener.getsockname()}).tell(READY="1", STATUS="fine")
    assert _heard(listener) == {"READY": "1", "STATUS": "fine"}


def test_an_abstract_socket_is_understood():
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0slotwatch-test-{os.getpid()}")
        listening.settimeout(5)
        ServiceManager({"NOTIFY_SOCKET": f"@slotwatch-test-{os.getpid()}"}).tell(WATCHDOG="1")
        assert _heard(listening) == {"WATCHDOG": "1"}


@pytest.mark.parametrize("environ", [{}, {"NOTIFY_SOCKET": "/nowhere/notify"}], ids=["nobody", "nobody any more"])
def test_nobody_need_listen(environ: dict[str, str]):
    ServiceManager(environ).tell(READY="1")


WATCHDOGS = [
    ({}, 0, "no watchdog"),
    ({"WATCHDOG_USEC": "90000000"}, 90, "ninety seconds"),
    ({"WATCHDOG_USEC": "90000000", "WATCHDOG_PID": str(os.getpid())}, 90, "meant for us"),
    ({"WATCHDOG_USEC": "90000000", "WATCHDOG_PID": "1"}, 0, "meant for another process"),
    ({"WATCHDOG_USEC": "soon"}, 0, "not a number"),
]


@pytest.mark.parametrize(("environ", "seconds", "why"), WATCHDOGS)
def test_the_watchdog(environ: dict[str, str], seconds: float, why: str):
    assert ServiceManager(environ).watchdog_seconds == seconds, why


async def test_the_daemon_tells_when_it_is_ready_reloaded_alive_and_stopping(tmp_path: Path, listener: socket.socket):
    file = tmp_path / "config.toml"
    file.write_text(CONFIG)
    environ = {**os.environ, "NOTIFY_SOCKET": listener.getsockname(), "WATCHDOG_USEC": "600000"}
    arguments = ("-m", "monitor", "run", "-c", str(file))
    daemon = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=environ, stderr=asyncio.subprocess.PIPE
    )

    async def next_but_watchdog() -> dict[str, str]:
        while (heard := await asyncio.to_thread(_heard, listener)) == {"WATCHDOG": "1"}:
            pass
        return heard

    try:
        assert await next_but_watchdog() == {"READY": "1", "STATUS": "watching 0 targets"}
        assert await asyncio.to_thread(_heard, listener) == {"WATCHDOG": "1"}
        for text, status in (
            (CONFIG + "nonsense", "reload refused: the new configuration is not valid; the log says why"),
            (CONFIG.replace('"data"', '"other"'), "reload refused: data_dir has changed, which needs a restart"),
            (CONFIG, "watching 0 targets"),
        ):
            file.write_text(text)
            daemon.send_signal(signal.SIGHUP)
            assert (await next_but_watchdog())["RELOADING"] == "1"
            assert await next_but_watchdog() == {"READY": "1", "STATUS": status}
        daemon.send_signal(signal.SIGTERM)
        assert await next_but_watchdog() == {"STOPPING": "1"}
        _, errors = await asyncio.wait_for(daemon.communicate(), 20)
    finally:
        if daemon.returncode is None:
            daemon.kill()
            await daemon.wait()
    assert daemon.returncode == 0
    assert "Traceback" not in errors.decode()
