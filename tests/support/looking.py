"""One look at a simulator over a real loopback socket."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.clock import SimulatedClock
from monitor.demo.play import serve
from monitor.http.wire import Wire, ssl_context
from monitor.model import Limits, Target
from monitor.watch.fetch import Fetched, Identity, fetch
from probes.registry import PROBES

WEDNESDAY = datetime(2018, 10, 3, 9, 0, tzinfo=UTC)
IDENTITY = Identity.of("test", "https://example.org/observatory")


def target(url: str, probe: str = "ezbooking", **changes: Any) -> Target:
    """A target on loopback."""
    values: dict[str, Any] = {
        "id": "one",
        "name": "One",
        "url": url,
        "probe": probe,
        "options": {},
        "every": timedelta(hours=1),
        "timezone": "Europe/Paris",
        "expect_language": ("fr",),
        "allow_private": True,
    }
    return Target(**{**values, **changes})


async def short_wait(seconds: float) -> None:
    """The simulators' slowness, as far as a test can bear it."""
    await asyncio.sleep(min(seconds, 1.0))


async def look_at(
    app: Any, path: str, *, probe: str = "ezbooking", limits: Limits | None = None, **changes: Any
) -> tuple[Target, Fetched]:
    """Serve an ASGI app, look at it once as the daemon would, and return what was seen."""
    async with serve(app) as base:
        seen = target(base + path, probe, limits=limits or Limits(seconds=10, read_seconds=5), **changes)
        wire = Wire(allow_private=True, ssl_context=ssl_context())
        try:
            clock = SimulatedClock(WEDNESDAY)
            return seen, await fetch(seen, PROBES[seen.probe], wire=wire, identity=IDENTITY, clock=clock)
        finally:
            await wire.aclose()
