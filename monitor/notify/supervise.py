"""Keeps the sender at work: starts its process, starts it again when it ends, stops it. Touches only that process."""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress

from monitor import logs
from monitor.notify.orders import Orders

log = logging.getLogger(__name__)

_MODULE = "monitor.notify.sender"
_FINISH_SECONDS = 300.0
"""Some receivers one after the other, each up to the time limit of a delivery."""
_STOP_SECONDS = 10.0
"""More than the sender gives its deliveries under way."""


class SenderProcess:
    """The sender of one store as a child process; without receivers none is needed."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._process: asyncio.subprocess.Process | None = None
        self._wanted = False
        """Whether there is to be one: one that could not be started is started later."""
        self._turn = asyncio.Lock()
        """Starting and stopping take a while; two reloads in a row must not leave two senders."""

    async def start(self) -> None:
        """Start it. Its orders hold secrets and go through a pipe; the pipe's end tells it to stop."""
        async with self._turn:
            self._wanted = True
            await self._start()

    async def _start(self) -> None:
        if not self._orders.receivers:
            return
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", _MODULE, logs.in_use()),
            stdin=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        self._process = process
        assert process.stdin is not None
        process.stdin.write(self._orders.line())
        with suppress(ConnectionError):
            await process.stdin.drain()

    async def finish(self) -> None:
        """Wait for a sender that was ordered to end by itself. Raises ``TimeoutError`` if it takes much too long."""
        if self._process is not None:
            await asyncio.wait_for(self._process.wait(), _FINISH_SECONDS)

    async def keep(self) -> None:
        """Start it again if it has ended, or could not be started: what it owed is still owed."""
        async with self._turn:
            if not self._wanted or (self._process is not None and self._process.returncode is None):
                return
            if self._process is not None:
                log.error("the sender ended with code %d; it is started again", self._process.returncode)
            await self._start()

    async def restart(self, orders: Orders) -> None:
        """Stop it and start it with other orders; of several restarts in a row the last one's hold."""
        self._orders = orders
        async with self._turn:
            await self._stop()
            await self._start()

    async def stop(self) -> None:
        """Let it finish what is under way; kill it if it does not end."""
        async with self._turn:
            self._wanted = False
            await self._stop()

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), _STOP_SECONDS)
        except TimeoutError:
            log.warning("the sender did not stop in time; it is killed, and what it was sending is sent again later")
            process.kill()
            await process.wait()
