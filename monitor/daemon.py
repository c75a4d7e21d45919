"""The composition root and the daemon: puts the parts together, is woken by APScheduler, stops cleanly on signals."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor import __version__
from monitor.clock import Clock
from monitor.config.locate import database
from monitor.config.settings import Config
from monitor.ledger import Ledger
from monitor.store.errors import NotThisStore
from monitor.store.writer import Store
from monitor.watch.due import Due
from monitor.watch.fetch import Identity
from monitor.watch.identify import LanguageModel
from monitor.watch.look import Watcher, WireBox, is_alive, this_process
from monitor.watch.rounds import OnSeen, Rounds
from probes.contract import Probe

log = logging.getLogger(__name__)

_RUN = "(run)"
"""In the table of hosts: the one process that follows the schedule."""
STOP_SECONDS = 10.0
"""How long looks under way may take to finish after a signal."""


@dataclass(frozen=True, slots=True)
class Observatory:
    """The parts of a running monitor, put together once."""

    config: Config
    clock: Clock
    watcher: Watcher
    rounds: Rounds | None
    """None in a dry run, which has no store."""
    store: Store | None


@asynccontextmanager
async def observatory(
    config: Config, probes: Mapping[str, Probe], clock: Clock, *, dry_run: bool = False
) -> AsyncIterator[Observatory]:
    """Open the store, take the configuration into force, and close everything at the end.

    ``dry_run`` makes looks without store and without leases. Raises ``StoreError``.
    """
    wires = WireBox()
    store = None if dry_run else Store(database(config.monitor.data_dir))
    ledger = None if store is None else Ledger(store, clock, config.monitor.vantage)
    try:
        if ledger:
            ledger.configure(config.effective, config.targets)
        watcher = Watcher(
            probes=probes,
            identity=Identity.of(__version__, config.monitor.contact, config.monitor.project_page),
            clock=clock,
            make_wire=wires,
            concurrency=config.monitor.concurrency,
            store=store,
            ledger=ledger,
            identifier=LanguageModel(),
        )
        rounds = None if store is None else Rounds(config.targets, watcher=watcher, store=store, clock=clock)
        yield Observatory(config, clock, watcher, rounds, store)
    finally:
        await wires.aclose()
        if store:
            store.close()


class Daemon:
    """Looks whenever something is due, until it is told to stop."""

    def __init__(self, rounds: Rounds, clock: Clock) -> None:
        self._rounds = rounds
        self._clock = clock
        self._stop = asyncio.Event()
        self._looks: set[asyncio.Task[None]] = set()
        self._alarm_at: datetime | None = None

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT.

        Looks under way get a few seconds to finish; an unfinished one leaves nothing behind.
        """
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._on_signal)
        # APScheduler's own defaults drop a job that is a second late; ours is never dropped, never doubled.
        scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._scheduler = scheduler
        scheduler.start()
        log.info("watching")
        self._wake()
        await self._stop.wait()
        scheduler.shutdown(wait=False)
        await self._finish()
        log.info("stopped")

    def _on_signal(self) -> None:
        """Stop after the looks under way; at a second signal, at once."""
        if self._stop.is_set():
            for task in self._looks:
                task.cancel()
        elif self._looks:
            log.info("stopping; looks under way get up to %d s, a second signal stops them", STOP_SECONDS)
        self._stop.set()

    def _wake(self) -> None:
        """Start what is due and ask to be woken for what comes next."""
        self._alarm_at = None
        for wanted in self._rounds.claim():
            task = asyncio.create_task(self._look(wanted), name=wanted.target.id)
            self._looks.add(task)
            task.add_done_callback(self._looks.discard)
        if (at := self._rounds.next_wake()) is not None:
            self._set_alarm(at)

    def _set_alarm(self, at: datetime) -> None:
        if self._stop.is_set() or (self._alarm_at is not None and self._alarm_at <= at):
            return
        self._alarm_at = at
        soon = self._clock.now() + timedelta(milliseconds=20)  # a date in the past would be run, with a warning
        self._scheduler.add_job(self._wake, "date", run_date=max(at, soon), id="wake", replace_existing=True)

    async def _look(self, wanted: Due) -> None:
        try:
            self._set_alarm(await self._rounds.look(wanted))
        except Exception:  # our bug: the other targets go on
            log.exception("a look at %s ended with an error of ours", wanted.target.id)

    async def _finish(self) -> None:
        if not self._looks:
            return
        _, late = await asyncio.wait(self._looks, timeout=STOP_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


@contextmanager
def only_run(parts: Observatory) -> Iterator[Rounds]:
    """Keep a second ``run`` off the same store: it would make every look twice.

    Raises ``NotThisStore`` naming the process that is there; one that was killed is in nobody's way.
    """
    store, rounds = parts.store, parts.rounds
    assert store is not None
    assert rounds is not None
    now, holder = parts.clock.now(), this_process()
    held = store.hold_host(_RUN, holder, now, now + timedelta(days=36_500))
    if held is not None and not is_alive(held[0]):
        store.release_host(_RUN, held[0], now)
        held = store.hold_host(_RUN, holder, now, now + timedelta(days=36_500))
    if held is not None:
        raise NotThisStore(f"{store.path}: another slotwatch run ({held[0]}) uses it; stop that one first")
    try:
        yield rounds
    finally:
        store.release_host(_RUN, holder, parts.clock.now())


async def run_daemon(config: Config, probes: Mapping[str, Probe], clock: Clock) -> None:
    """Watch until a signal comes. Raises ``StoreError``."""
    async with observatory(config, probes, clock) as parts:
        with only_run(parts) as rounds:
            await Daemon(rounds, clock).run()


async def run_once(config: Config, probes: Mapping[str, Probe], clock: Clock, on_seen: OnSeen | None = None) -> int:
    """Make all looks that are due now and return how many; for cron. Raises ``StoreError``."""
    async with observatory(config, probes, clock) as parts:
        with only_run(parts) as rounds:
            wanted = rounds.claim()
            await rounds.run(wanted, on_seen)
            return len(wanted)
