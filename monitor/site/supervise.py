"""Starts ``slotwatch site build`` after new looks: a process of its own, so that no look ever waits for it."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from monitor.config.settings import SiteSettings
from monitor.store.errors import explained
from monitor.store.publishing import Publishing
from monitor.store.writer import Store

log = logging.getLogger(__name__)

_PAUSE = timedelta(minutes=5)
"""From one build to the next: looks at many pages are told together."""
_LONGEST = timedelta(hours=1)
"""Without a new look too, days go by, and slots become old enough to be told."""
_SECONDS = 3600.0
_COMMAND = (sys.executable, "-m", "monitor", "site", "build")


class SiteProcess:
    """Rebuilds one site, one build at a time; what failed is tried again."""

    def __init__(self, store: Store, command: Sequence[str] = _COMMAND, *, seconds: float = _SECONDS) -> None:
        self._store = store
        self._command = command
        self._seconds = seconds
        self._begun_at: datetime | None = None
        self._told: tuple[int, ...] | None = None
        """The latest rows that a build, which did not fail, has seen."""
        self._running: asyncio.Task[None] | None = None

    def keep(self, now: datetime, config: Path, settings: SiteSettings) -> None:
        """Start a build if something is new; asked about every minute. Raises ``StoreError``."""
        if not settings.enabled or settings.folder is None:
            return
        if self._running is not None and not self._running.done():
            return
        since = None if self._begun_at is None else now - self._begun_at
        if since is not None and timedelta(0) <= since < _PAUSE:
            return
        with explained(self._store.path):
            rows = Publishing(self._store.connection).latest_rows()
        if since is not None and rows == self._told and timedelta(0) <= since < _LONGEST:
            return
        self._begun_at = now
        self._running = asyncio.create_task(self._run(config, rows), name="site")

    async def _run(self, config: Path, rows: tuple[int, ...]) -> None:
        try:
            process = await asyncio.create_subprocess_exec(
                *(*self._command, "--config", str(config)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            log.warning("the site could not be built: %s; it is tried again", error)
            return
        try:
            said, _ = await asyncio.wait_for(process.communicate(), self._seconds)
        except BaseException as error:
            process.kill()
            await process.wait()
            if not isinstance(error, TimeoutError):
                raise
            log.warning("site: not built within %g s; it is tried again", self._seconds)
            return
        if process.returncode == 0:
            self._told = rows
        level = logging.DEBUG if process.returncode == 0 else logging.WARNING
        for line in said.decode(errors="replace").splitlines():
            log.log(level, "site: %s", line)

    async def stop(self) -> None:
        """Stop it: what is shown is whole, and the rest is done next time."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
