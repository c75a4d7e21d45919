"""The sender's process is started, kept and replaced: one at a time, with the latest orders."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config.settings import NotifySettings
from monitor.notify.orders import Orders
from monitor.notify.supervise import SenderProcess
from tests.support.owing import a_receiver


@pytest.fixture
def orders(tmp_path: Path) -> Orders:
    settings = NotifySettings(group=timedelta(minutes=2), give_up=timedelta(days=7))
    return Orders(tmp_path / "slotwatch.sqlite3", (a_receiver("a"),), settings)


def _alive(sender: SenderProcess) -> bool:
    return sender._process is not None and sender._process.returncode is None


async def test_restarts_in_a_row_leave_one_sender_with_the_latest_orders(
    orders: Orders, monkeypatch: pytest.MonkeyPatch
):
    started: list[asyncio.subprocess.Process] = []
    make = asyncio.create_subprocess_exec

    async def noted(*arguments: str, **options: object) -> asyncio.subprocess.Process:
        started.append(await make(*arguments, **options))  # type: ignore[arg-type]
        return started[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    sender = SenderProcess(orders)
    await sender.start()
    later = replace(orders, receivers=(*orders.receivers, a_receiver("new")))
    await asyncio.gather(sender.restart(orders), sender.restart(later))
    assert [process.returncode is None for process in started] == [*[False] * (len(started) - 1), True]
    assert sender._orders is later
    await sender.stop()
    assert all(process.returncode is not None for process in started)


async def test_a_sender_that_could_not_be_started_is_started_later(orders: Orders, monkeypatch: pytest.MonkeyPatch):
    async def no_process(*_: str, **__: object) -> asyncio.subprocess.Process:
        raise BlockingIOError("no process can be made")

    sender = SenderProcess(orders)
    with monkeypatch.context() as full:
        full.setattr(asyncio, "create_subprocess_exec", no_process)
        with pytest.raises(BlockingIOError):
            await sender.start()
        with pytest.raises(BlockingIOError):
            await sender.keep()
    await sender.keep()
    assert _alive(sender)
    await sender.stop()
    await sender.keep()
    assert not _alive(sender), "one that was stopped stays stopped"
