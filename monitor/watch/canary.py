"""The canary: whether our own network works, asked before a fault of the connection is held against a site."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from monitor.clock import Clock
from monitor.http.addresses import is_loopback_host
from probes.contract import Reading, Reason

log = logging.getLogger(__name__)

ASK_SECONDS = 5.0
"""How long a name may take to answer."""
REMEMBERED_SECONDS = 60.0
_DOUBTFUL = (Reason.DNS, Reason.CONNECTION, Reason.TLS, Reason.TIMEOUT)
"""What a broken network of our own looks like."""

Ask = Callable[[str, float], Awaitable[bool]]
"""``await ask(name, seconds)``: whether it answers; see ``PlainHttp.reachable``."""


class Canary:
    """A few independent names: while any of them answers, our network works, and a fault is not ours.

    Without names nothing is asked, and our network is taken to work.
    """

    def __init__(self, names: Sequence[str], clock: Clock, ask: Ask, *, is_default: bool = False) -> None:
        self._names = tuple(names)
        self._clock = clock
        self._ask = ask
        self._is_default = is_default
        """Nobody chose these names: they are not asked about this machine's own addresses."""
        self._turn = asyncio.Lock()
        self._online = True
        self._asked_at: float | None = None

    async def online(self) -> bool:
        """Whether our network works; an answer holds for a minute, and whoever asks meanwhile shares it."""
        async with self._turn:
            now = self._clock.uptime()
            if self._asked_at is None or now - self._asked_at >= REMEMBERED_SECONDS:
                online = not self._names or await self._any_answers()
                if online != self._online:
                    log.warning("our own network %s", "works again" if online else "does not work: no canary answers")
                self._online, self._asked_at = online, self._clock.uptime()
            return self._online

    async def judged(self, reading: Reading, host: str) -> Reading:
        """The reading to be stored: ``offline`` where our own network is why the host gave none.

        Its rule keeps what it looked like: ``canary/dns``.
        """
        asks_nobody = self._is_default and is_loopback_host(host)
        if reading.reason not in _DOUBTFUL or asks_nobody or await self.online():
            return reading
        return Reading(Reason.OFFLINE, rule=f"canary/{reading.reason}")

    async def _any_answers(self) -> bool:
        questions = [asyncio.create_task(self._answers(name)) for name in self._names]
        try:
            for answer in asyncio.as_completed(questions):
                if await answer:
                    return True
            return False
        finally:
            for question in questions:
                question.cancel()
            await asyncio.gather(*questions, return_exceptions=True)

    async def _answers(self, name: str) -> bool:
        try:
            return await self._ask(name, ASK_SECONDS)
        except Exception:  # our bug must not hide a site's fault
            log.exception("the canary %s could not be asked; our network is taken to work", name)
            return True
