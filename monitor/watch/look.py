"""One look from lease to ledger: take the host, fetch, store; our own failures are kept apart from the site's."""

from __future__ import annotations

import asyncio
import logging
import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from monitor.clock import Clock, Instant, clock_step
from monitor.http.addresses import is_loopback_host
from monitor.http.session import Transport
from monitor.http.wire import Wire, ssl_context
from monitor.ledger import Ledger, Recorded
from monitor.model import Look, LookKind, Target
from monitor.store.errors import StoreError
from monitor.store.writer import Store
from monitor.watch.canary import Canary
from monitor.watch.due import next_due
from monitor.watch.fetch import Fetched, Identity, accept_language, fetch
from probes.contract import Probe
from probes.language import Identifier, with_language

log = logging.getLogger(__name__)

HOST_INTERVAL = timedelta(seconds=5)
"""Between two looks at one host, whatever the targets; none on loopback."""
_STORE_RETRIES = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between tries to store a finished look while the file is locked or the disk is full."""

MakeWire = Callable[[Target], Transport]


class WireBox:
    """One wire per host, kept open for the looks that follow."""

    def __init__(self) -> None:
        self._wires: dict[tuple[str, bool, int], Wire] = {}

    def __call__(self, target: Target) -> Transport:
        """The wire of the target's host."""
        # Chunk framing and interim answers count on the wire: twice the body's limit leaves room for them.
        most = 2 * target.limits.decoded_bytes + 256 * 1024
        key = (target.host, target.allow_private, most)
        if key not in self._wires:
            self._wires[key] = Wire(allow_private=target.allow_private, ssl_context=ssl_context(), max_bytes=most)
        return self._wires[key]

    async def aclose(self) -> None:
        """Close all connections."""
        for wire in self._wires.values():
            await wire.aclose()


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look gave: the look as recorded (``recorded`` None in a dry run)."""

    look: Look
    fetched: Fetched
    recorded: Recorded | None


class Watcher:
    """Makes looks: at most ``concurrency`` at once, and one at a time per host, also across processes."""

    def __init__(
        self,
        *,
        probes: Mapping[str, Probe],
        identity: Identity,
        clock: Clock,
        make_wire: MakeWire,
        concurrency: int,
        store: Store | None = None,
        ledger: Ledger | None = None,
        identifier: Identifier | None = None,
        canary: Canary | None = None,
    ) -> None:
        self._probes = probes
        self._identity = identity
        self._clock = clock
        self._make_wire = make_wire
        self._store = store
        self._ledger = ledger
        self._identifier = identifier
        self._canary = canary
        self._last_looks: dict[str, Instant] = {}
        """When each target was last looked at; only what was stored counts, so that no step falls between two looks."""
        self._slots = asyncio.Semaphore(concurrency)
        self._turns: dict[str, asyncio.Lock] = {}

    async def look(self, target: Target, kind: LookKind, due_at: datetime | None = None) -> Seen | None:
        """Look once and store what was seen. None: an internal fault, which is stored as such and logged.

        Raises ``StoreError`` where the look cannot be stored.
        """
        # The host's turn first: looks that wait for a slow host must not take the places of others.
        async with self._turns.setdefault(target.host, asyncio.Lock()), self._slots:
            await self._take_host(target)
            try:
                return await self._look(target, kind, due_at)
            except StoreError:
                raise
            except Exception as error:  # a probe's bug must not stop the other targets
                log.exception("internal fault while looking at %s", target.id)
                if self._ledger:
                    self._ledger.record_fault(target, f"{type(error).__name__}: {error}", traceback.format_exc())
                return None
            finally:
                self._free_host(target)

    async def _look(self, target: Target, kind: LookKind, due_at: datetime | None) -> Seen:
        probe, started = self._probes[target.probe], Instant.of(self._clock)
        fetched = await fetch(target, probe, wire=self._make_wire(target), identity=self._identity, clock=self._clock)
        reading = fetched.reading
        if self._canary:
            reading = await self._canary.judged(reading, target.hostname)
        look = Look(
            target=target,
            probe=probe.label,
            kind=kind,
            due_at=due_at,
            started_at=started.at,
            milliseconds=round(fetched.seconds * 1000),
            reading=with_language(reading, self._identifier),
            exchanges=fetched.exchanges,
            accept_language=accept_language(target.expect_language),
            user_agent=self._identity.user_agent,
            clock_step=clock_step(self._last_looks.get(target.id, started), started),
        )
        seen = Seen(look, fetched, await self._record(look))
        self._last_looks[target.id] = started
        return seen

    async def _record(self, look: Look) -> Recorded | None:
        if self._ledger is None:
            return None
        for seconds in _STORE_RETRIES:
            try:
                return self._ledger.record(look, self._next_due(look))
            except StoreError as error:
                log.warning("a look at %s waits to be stored: %s", look.target.id, error)
                await self._clock.sleep(seconds)
        return self._ledger.record(look, self._next_due(look))

    def _next_due(self, look: Look) -> datetime | None:
        """Planned in the transaction that stores the look: a process killed here neither loses nor repeats one."""
        return next_due(look.target, self._clock.now()) if look.kind is LookKind.ANCHORED else None

    async def _take_host(self, target: Target) -> None:
        """Wait until no other process talks to the host and its pause is over."""
        if self._store is None:
            return
        while True:
            now = self._clock.now()
            until = now + timedelta(seconds=target.limits.seconds + 60)
            taken = self._store.hold_host(target.host, this_process(), now, until)
            if taken is None:
                return
            holder, free_at = taken
            if holder and not is_alive(holder):
                self._store.release_host(target.host, holder, now)
                continue
            await self._clock.sleep(min(max((free_at - now).total_seconds(), 0.05), 1.0))

    def _free_host(self, target: Target) -> None:
        if self._store is None:
            return
        pause = timedelta(0) if is_loopback_host(target.hostname) else HOST_INTERVAL
        try:
            self._store.release_host(target.host, this_process(), self._clock.now() + pause)
        except StoreError as error:  # the lease ends by itself
            log.warning("%s is not given back yet: %s", target.host, error)


def this_process() -> str:
    """How this process is named where it holds something: ``pid 4711/86400``, the second number as in ``_started``."""
    pid = os.getpid()
    started = _started(pid)
    return f"pid {pid}/{started}" if started else f"pid {pid}"


def is_alive(holder: str) -> bool:
    """Whether the process that holds a host still exists: one that was killed must not block the next look.

    Where the name says when it started (older versions did not), another process with its number is not taken for it.
    """
    number, _, started = holder.removeprefix("pid ").partition("/")
    if not number.isdecimal():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # another user's process
    return not started or _started(int(number)) in ("", started)


def _started(pid: int) -> str:
    """When a process started, in clock ticks since the machine did (field 22 of proc_pid_stat(5)); empty if unknown."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()  # the second field is a name that may hold spaces and parentheses
    return fields[19] if len(fields) > 19 else ""
