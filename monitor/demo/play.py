"""Plays the demo: serves the simulator on loopback, moves the clock from look to look, lets the monitor watch."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn

from monitor.clock import SimulatedClock
from monitor.config.load import load
from monitor.demo import story
from monitor.observatory import observatory
from probes.ezbooking.simulator import Simulator
from probes.registry import PROBES

FORM = "/booking/create/16105"


@asynccontextmanager
async def serve(app: Any) -> AsyncIterator[str]:
    """Serve an ASGI app on a free loopback port; gives its base URL and stops it at the end."""
    # The protocol is named so that asyncio sets TCP_NODELAY on what is accepted: else every answer waits 40 ms.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        settings = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none", http="h11", date_header=False)
        server = uvicorn.Server(settings)
        serving = asyncio.create_task(server._serve(sockets=[listener]))  # noqa: SLF001  # serve() would take the signals
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            with contextlib.suppress(asyncio.CancelledError):
                await serving


async def play(folder: Path, on_day: Callable[[], None]) -> tuple[int, list[str]]:
    """Watch the whole story and leave configuration and database in ``folder``.

    ``on_day`` is called when a simulated day is over. Returns the number of looks and the simulator's alarms.
    """
    clock = SimulatedClock(story.START)
    simulator = Simulator(story.scenario(), now=clock.now)
    async with serve(simulator) as base:
        file = folder / "config.toml"
        file.write_text(story.CONFIG.format(url=base + FORM), encoding="utf-8")
        config = load(file, probes=PROBES, environ={})
        looks = 0
        async with observatory(config, PROBES, clock) as parts:
            assert parts.rounds is not None
            while (at := parts.rounds.next_wake()) is not None and at < story.END:
                if clock.now().date() < at.date():
                    on_day()
                clock.move_to(at)
                wanted = parts.rounds.claim()
                await parts.rounds.run(wanted)
                looks += len(wanted)
    return looks, simulator.alarms
