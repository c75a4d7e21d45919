"""A way to a service on loopback that can be out of order: it refuses, says nothing, or is cut at the worst moment."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

Trouble = Literal["none", "refuses", "deaf", "cut"]
TROUBLES: tuple[Trouble, ...] = ("refuses", "deaf", "cut")


@dataclass
class Way:
    """Where a client connects in the service's stead."""

    to: int
    """The service's port."""
    refusal: bytes
    """What the service would say where it takes nothing."""
    taken: Callable[[], int]
    """How many messages the service has taken."""
    port: int = 0
    trouble: Trouble = "none"
    until: float = 0.0
    """On the monotonic clock."""

    def break_for(self, seconds: float, trouble: Trouble) -> None:
        """Be out of order for a while."""
        self.trouble, self.until = trouble, time.monotonic() + seconds

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        trouble = self.trouble if time.monotonic() < self.until else "none"
        if trouble == "refuses":
            writer.write(self.refusal)
        if trouble in ("refuses", "deaf"):
            while await reader.read(65_536):
                pass  # until the client has enough of it
            return
        before = self.taken()
        from_service, to_service = await asyncio.open_connection("127.0.0.1", self.to)
        async with asyncio.TaskGroup() as both:
            both.create_task(_copy(reader, to_service, lambda: True))
            # What is cut was taken, and nobody is told so.
            both.create_task(_copy(from_service, writer, lambda: trouble != "cut" or self.taken() == before))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, goes_on: Callable[[], bool]) -> None:
    """Until one side has enough; then the other side hears of it."""
    with suppress(OSError):
        while (piece := await reader.read(65_536)) and goes_on():
            writer.write(piece)
            await writer.drain()
    writer.close()


@contextmanager
def a_way(to: int, refusal: bytes, taken: Callable[[], int]) -> Iterator[Way]:
    """A way that is there as long as the block runs."""
    way, loop = Way(to, refusal, taken), asyncio.new_event_loop()
    started, stop = threading.Event(), asyncio.Event()
    connections: set[asyncio.Task[None] | None] = set()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.add(asyncio.current_task())  # the loop itself forgets them
        with suppress(OSError):
            await way.carry(reader, writer)
        writer.close()
        connections.discard(asyncio.current_task())

    async def serve() -> None:
        server = await asyncio.start_server(carry, "127.0.0.1", 0)
        way.port = server.sockets[0].getsockname()[1]
        started.set()
        await stop.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert started.wait(20)
        yield way
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
