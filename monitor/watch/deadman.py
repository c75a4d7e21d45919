"""The dead-man's ping: a service that waits for it tells people when the monitor is silent. Touches nothing itself."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from monitor.clock import Clock

log = logging.getLogger(__name__)

PING_SECONDS = 10.0
BETWEEN_SECONDS = 60.0

Ping = Callable[[str, float], Awaitable[str]]
"""``await ping(url, seconds)``: empty, or why it failed in words without the URL; see ``PlainHttp.ping``."""


class DeadMan:
    """Tells a service that waits for it that the monitor is alive and well; the service tells people when it is not."""

    def __init__(self, url: str, clock: Clock, ping: Ping) -> None:
        self._url = url
        self._clock = clock
        self._ping = ping
        self._pinged_at: float | None = None
        self._failed = ""

    async def beat(self, *, healthy: bool) -> None:
        """Ping after a healthy cycle, at most once a minute. A failure is logged, once for each cause, never raised."""
        now = self._clock.uptime()
        if not healthy or (self._pinged_at is not None and now - self._pinged_at < BETWEEN_SECONDS):
            return
        self._pinged_at = now
        try:
            failed = await self._ping(self._url, PING_SECONDS)
        except Exception as error:  # noqa: BLE001  # its words and its trace may hold the URL, which is a secret
            failed = f"an error of ours ({type(error).__name__})"
        if failed != self._failed:
            log.warning("the dead-man's ping %s", f"failed: {failed}" if failed else "arrives again")
        self._failed = failed
