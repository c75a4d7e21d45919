"""A host's turn: one look at a time, also across processes, and no sooner than its pace allows."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from monitor.clock import Clock
from monitor.http.addresses import is_loopback_host
from monitor.http.body import parse_response
from monitor.model import Exchange, Target
from monitor.model.hosts import FREE, HostState, Manners, Wait
from monitor.store.errors import StoreError
from monitor.store.hosts import Hosts
from monitor.watch.pace import WAIT_STATUSES, Answered, after_look, asked_wait, wait_until

log = logging.getLogger(__name__)

SHORT_WAIT = timedelta(minutes=1)
"""Waited for in the look's own turn; a longer one is left to the schedule."""
STORE_RETRIES = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between tries to write while the file is locked or the disk is full."""


class Paused(Exception):
    """A host may not be asked for longer than a short wait; nothing was sent."""

    def __init__(self, server: str, wait: Wait) -> None:
        super().__init__(f"{server} is not asked before {wait.until:%Y-%m-%d %H:%M:%S} UTC: {wait.why}")
        self.wait = wait


class Turn:
    """The time in which one look talks to its host; whoever looks says what came of it."""

    def __init__(self, requests: int) -> None:
        self.answered = Answered(requests)


class Turns:
    """Who may talk to which host now. Without a store, of this process only.

    ``on_loopback``: this machine's own addresses are treated like others; only tests want that.
    """

    def __init__(
        self,
        clock: Clock,
        hosts: Hosts | None,
        manners: Mapping[str, Manners],
        *,
        concurrency: int,
        on_loopback: bool = False,
    ) -> None:
        self._clock = clock
        self._hosts = hosts
        self._manners = manners
        self._on_loopback = on_loopback
        self._name = this_process()  # it does not change, and asking the system for it takes a tenth of a millisecond
        self._slots = asyncio.Semaphore(concurrency)
        self._turns: dict[str, asyncio.Lock] = {}
        self._states: dict[str, HostState] = {}
        """Without a store."""
        self._paused: dict[str, Wait] = {}
        """What the looks that stand in line for a host need not ask the store again."""

    def is_exempt(self, target: Target) -> bool:
        """Whether nothing of all this holds, for the target is on this machine."""
        return not self._on_loopback and is_loopback_host(target.hostname)

    def manners(self, target: Target) -> Manners:
        """How the target's host is treated."""
        return FREE if self.is_exempt(target) else self._manners.get(target.hostname, Manners())

    @asynccontextmanager
    async def take(self, target: Target, requests: Callable[[], int]) -> AsyncIterator[Turn]:
        """Wait for the host, and hold it for one look of about so many requests.

        Raises ``Paused`` where its pace forbids it for longer than a short wait, and ``StoreError``.
        """
        server, manners = target.server, self.manners(target)
        # The host's turn first: looks that wait for a slow host must not take the places of others.
        async with self._turns.setdefault(server, asyncio.Lock()):
            while True:
                await self._until_free(server)
                async with self._slots:
                    expected = requests()
                    held = await self._patiently(target, manners, expected)
                    if isinstance(held, HostState):
                        turn = Turn(expected)
                        try:
                            yield turn
                        finally:
                            self._release(target, held, manners, turn.answered)
                        return
                await self._wait(server, held)

    async def _until_free(self, server: str) -> None:
        """A look that stands in line behind one that was sent away is sent away too, in the order of the line."""
        wait = self._paused.get(server)
        if wait and wait.until > self._clock.now():
            await self._wait(server, wait)
        self._paused.pop(server, None)

    async def _wait(self, server: str, wait: Wait) -> None:
        if wait.holder:
            await self._clock.sleep(min(max((wait.until - self._clock.now()).total_seconds(), 0.05), 1.0))
            return
        left = wait.until - self._clock.now()
        if left > SHORT_WAIT:
            self._paused[server] = wait
            raise Paused(server, wait)
        await self._clock.sleep(max(left.total_seconds(), 0.05))

    async def _patiently(self, target: Target, manners: Manners, requests: int) -> HostState | Wait:
        """Take the host, though the file may be locked or full for a while: a look is late then, and not left out."""
        for seconds in STORE_RETRIES:
            try:
                return self._hold(target, manners, requests)
            except StoreError as error:
                log.warning("a look at %s waits for the store: %s", target.id, error)
                await self._clock.sleep(seconds)
        return self._hold(target, manners, requests)

    def _hold(self, target: Target, manners: Manners, requests: int) -> HostState | Wait:
        now, server = self._clock.now(), target.server

        def may_begin(state: HostState) -> Wait | None:
            return wait_until(state, now, manners, requests)

        if self._hosts is None:
            state = self._states.get(server, HostState())
            return may_begin(state) or state
        until = now + timedelta(seconds=target.limits.seconds + 60)
        taken = self._hosts.hold(server, self._name, now, until, may_begin)
        if isinstance(taken, Wait) and taken.holder and not is_alive(taken.holder):
            self._hosts.forget_holder(server, taken.holder)
            taken = self._hosts.hold(server, self._name, now, until, may_begin)
        return taken

    def _release(self, target: Target, before: HostState, manners: Manners, answered: Answered) -> None:
        now, server = self._clock.now(), target.server
        after = after_look(before, now, manners, answered, server)
        if after.paused:
            log.warning("%s is not asked before %s UTC: %s", server, f"{after.free_at:%Y-%m-%d %H:%M}", after.paused)
        if self._hosts is None:
            self._states[server] = after
            return
        try:
            self._hosts.release(server, self._name, after)
        except StoreError as error:  # the lease ends by itself
            log.warning("%s is not given back yet: %s", server, error)


def waits_asked(exchanges: Iterable[Exchange], now: datetime) -> timedelta | None:
    """The longest wait that the answers of a look asked for; None: none did."""
    found = []
    for exchange in exchanges:
        if exchange.status not in WAIT_STATUSES:
            continue
        try:
            headers = parse_response(exchange.response, request_method=exchange.method).headers
        except ValueError:
            continue
        found.append(asked_wait(headers.get("retry-after", ""), headers.get("date", ""), now))
    return max((wait for wait in found if wait is not None), default=None)


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
