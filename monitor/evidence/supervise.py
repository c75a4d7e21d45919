"""Starts ``slotwatch seal`` when something is due: a process of its own, so that no look ever waits for it."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from monitor.evidence.sealing import GRACE
from monitor.store.errors import explained
from monitor.store.sealing import Seals, utc_day
from monitor.store.writer import Store

log = logging.getLogger(__name__)

_EVERY = timedelta(minutes=10)
_SECONDS = 3600.0
_COMMAND = (sys.executable, "-m", "monitor", "seal")


class SealerProcess:
    """Runs the sealer of one store, one at a time; what it could not do is still owed."""

    def __init__(self, store: Store, command: Sequence[str] = _COMMAND, *, seconds: float = _SECONDS) -> None:
        self._store = store
        self._command = command
        self._seconds = seconds
        self._asked_at: datetime | None = None
        self._running: asyncio.Task[None] | None = None

    def keep(self, now: datetime, config: Path) -> None:
        """Start it if something is due; asked about every minute. Raises ``StoreError``."""
        if self._running is not None and not self._running.done():
            return
        if self._asked_at is not None and timedelta(0) <= now - self._asked_at < _EVERY:
            return
        self._asked_at = now
        if self._is_due(now):
            self._running = asyncio.create_task(self._run(config), name="sealing")

    def _is_due(self, now: datetime) -> bool:
        seals, before = Seals(self._store.connection), utc_day(now - GRACE)
        yesterday = utc_day(now - GRACE - timedelta(days=1))
        with explained(self._store.path):
            unsealed = seals.last_day() != yesterday and bool(seals.unsealed_days(before))
            return unsealed or bool(seals.due(now)) or bool(seals.publications_due(now))

    async def _run(self, config: Path) -> None:
        try:
            process = await asyncio.create_subprocess_exec(
                *(*self._command, "--config", str(config)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            log.warning("past days could not be sealed: %s; it is tried again", error)
            return
        try:
            said, _ = await asyncio.wait_for(process.communicate(), self._seconds)
        except BaseException as error:
            process.kill()
            await process.wait()
            if not isinstance(error, TimeoutError):
                raise
            log.warning("seal: not done within %g s; what is left is done next time", self._seconds)
            return
        level = logging.INFO if process.returncode == 0 else logging.WARNING
        for line in said.decode(errors="replace").splitlines():
            log.log(level, "seal: %s", line)

    async def stop(self) -> None:
        """Stop it: each of its steps is whole, and what is left is done next time."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
