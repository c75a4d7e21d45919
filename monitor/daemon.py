"""The daemon: woken by APScheduler, it looks, minds its own health, keeps a sender at work, and stops on signals."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any

from monitor.clock import Clock
from monitor.config.settings import Config
from monitor.context import clock_offset
from monitor.evidence.supervise import SealerProcess
from monitor.metrics import Reporter
from monitor.notify.orders import Orders, Pace
from monitor.notify.supervise import SenderProcess
from monitor.observatory import Observatory, assembled, observatory, only_run, settle_memory
from monitor.service import ServiceManager
from monitor.site.supervise import SiteProcess
from monitor.store.errors import StoreError
from monitor.watch.custodian import Custodian
from monitor.watch.due import Due
from monitor.witness.desk import Desk
from probes.contract import Probe
from probes.registry import BY_CONTENT

log = logging.getLogger(__name__)

STOP_SECONDS = 10.0
"""How long looks under way may take to finish after a signal."""
HEALTH_SECONDS = 60
DEAF = timedelta(minutes=3)
"""An alarm so long past was not heard; every minute the schedule is looked at anyway."""

Reload = Callable[[], Config]
"""Reads the configuration file again. Raises an exception whose text says what is wrong with it."""


class Daemon:
    """Looks whenever something is due, until it is told to stop."""

    def __init__(self, parts: Observatory, reload: Reload, pace: Pace, manager: ServiceManager) -> None:
        self._parts = parts
        self._reload = reload
        self._clock = parts.clock
        self._pace = pace
        self._manager = manager
        self._sender = SenderProcess(self._orders())
        self._stop = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._alarm_at: datetime | None = None
        self._reporter = Reporter(parts.clock)
        assert parts.store is not None
        self._custodian = Custodian(parts.store, parts.clock, clock_offset)
        self._sealer = SealerProcess(parts.store)
        self._site = SiteProcess(parts.store)
        self._desk = Desk(parts.store, parts.clock, parts.probes, BY_CONTENT)

    def _orders(self) -> Orders:
        parts = self._parts
        assert parts.store is not None
        return Orders(parts.store.path, parts.config.receivers, parts.config.notify, self._pace)

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT; SIGHUP reads the configuration again.

        Looks under way get a few seconds to finish; an unfinished one leaves nothing behind.
        """
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._on_stop)
        loop.add_signal_handler(signal.SIGHUP, self._on_reload)
        # APScheduler's own defaults drop a job that is a second late; ours is never dropped, never doubled.
        scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._scheduler = scheduler
        scheduler.start()
        steady = [asyncio.create_task(every(HEALTH_SECONDS, self._mind, self._clock, self._reporter.lagged))]
        if seconds := self._manager.watchdog_seconds:
            steady.append(asyncio.create_task(every(seconds / 3, self._feed, self._clock)))
        await self._sender.start()
        await self._reporter.follow(self._parts)
        assert self._parts.store is not None
        self._custodian.started(self._parts.config.targets, self._parts.store.due_times())
        log.info("watching")
        self._wake()
        self._manager.tell(READY="1", STATUS=f"watching {len(self._parts.config.targets)} targets")
        await self._stop.wait()
        self._manager.tell(STOPPING="1")
        for task in steady:
            task.cancel()
        scheduler.shutdown(wait=False)
        await self._reporter.close()
        await self._finish()
        await self._sender.stop()
        await self._sealer.stop()
        await self._site.stop()
        self._custodian.stopped()
        log.info("stopped")

    def _on_stop(self) -> None:
        """Stop after the looks under way; at a second signal, at once."""
        if self._stop.is_set():
            for task in self._tasks:
                task.cancel()
        elif self._tasks:
            log.info("stopping; looks under way get up to %d s, a second signal stops them", STOP_SECONDS)
        self._stop.set()

    async def _feed(self) -> None:
        """Tell the watchdog that looks are really started: an alarm long past means that nobody wakes us any more."""
        if self._alarm_at is None or self._clock.now() - self._alarm_at < DEAF:
            self._manager.tell(WATCHDOG="1")

    def _on_reload(self) -> None:
        """Take a changed configuration into force; a bad one changes nothing. The service manager hears of both."""
        self._manager.tell(RELOADING="1", MONOTONIC_USEC=str(int(self._clock.monotonic() * 1e6)))
        said = self._reloaded()
        self._manager.tell(READY="1", STATUS=said)

    def _reloaded(self) -> str:
        before = self._parts
        try:
            config = self._reload()
            if config.monitor.data_dir != before.config.monitor.data_dir:
                log.error("reload: data_dir has changed, which needs a restart; everything goes on as before")
                return "reload refused: data_dir has changed, which needs a restart"
            self._parts = assembled(
                config, before.probes, before.clock, wires=before.wires, store=before.store, before=before
            )
        except Exception as error:  # noqa: BLE001  # whatever is wrong with the file, the running one stays
            log.error("reload: the configuration stays as it was:\n%s", error)  # noqa: TRY400
            return "reload refused: the new configuration is not valid; the log says why"
        log.info("reload: %s is in force", config.path)
        self._start(self._sender.restart(self._orders()), "sender")
        self._start(self._reporter.follow(self._parts), "metrics")
        self._wake()
        return f"watching {len(config.targets)} targets"

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """No error of ours goes by unread."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("%s ended with an error of ours", task.get_name(), exc_info=error)

    async def _woken(self) -> None:
        """What the alarm calls; a coroutine, for APScheduler runs plain functions in another thread, off the loop."""
        self._wake()

    def _wake(self) -> None:
        """Start what is due and ask to be woken for what comes next."""
        rounds = self._parts.rounds
        assert rounds is not None
        claimed = rounds.claim()
        self._alarm_at = None  # only now: an alarm that is never heard must not look like one
        for wanted in claimed:
            self._start(self._look(wanted), wanted.target.id)
        if (at := rounds.next_wake()) is not None:
            self._set_alarm(at)

    def _set_alarm(self, at: datetime) -> None:
        if self._stop.is_set() or (self._alarm_at is not None and self._alarm_at <= at):
            return
        self._alarm_at = at
        soon = self._clock.now() + timedelta(milliseconds=20)  # a date in the past would be run, with a warning
        self._scheduler.add_job(self._woken, "date", run_date=max(at, soon), id="wake", replace_existing=True)

    async def _look(self, wanted: Due) -> None:
        rounds = self._parts.rounds
        assert rounds is not None
        try:
            self._set_alarm(await rounds.look(wanted))
        except Exception:  # our bug: the other targets go on
            log.exception("a look at %s ended with an error of ours", wanted.target.id)

    async def _mind(self) -> None:
        """About once a minute: the monitor's own health, the sender, and the schedule after a clock was set."""
        parts = self._parts
        assert parts.health is not None
        assert parts.rounds is not None
        parts.rounds.replan()
        self._wake()  # first of all: whatever else fails, looks go on
        self._custodian.mind()
        try:
            self._sealer.keep(self._clock.now(), parts.config.path)
            self._site.keep(self._clock.now(), parts.config.path, parts.config.site)
            going_on = parts.health.check(self._reporter.lag)
        except StoreError as error:
            log.warning("%s", error)
            going_on = ["store"]
        try:
            await self._sender.keep()
        except OSError as error:  # no process can be made now
            log.warning("the sender cannot be started: %s", error)
            going_on = [*going_on, "sender"]
        await self._desk.mind(parts.config)
        await self._reporter.report()
        if parts.dead_man:
            await parts.dead_man.beat(healthy=not going_on)

    async def _finish(self) -> None:
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def every(
    seconds: float, work: Callable[[], Awaitable[None]], clock: Clock, on_lag: Callable[[float], None] = lambda _: None
) -> None:
    """Work every so many seconds, for ever, by a clock that nobody sets: a step of the time of day delays nothing.

    What was missed is not made up for. ``on_lag`` hears by how many seconds each turn came late.
    """
    due = clock.monotonic()
    while True:
        due += seconds
        await clock.sleep(max(due - clock.monotonic(), 0.0))
        lag = max(clock.monotonic() - due, 0.0)
        on_lag(lag)
        if lag > seconds:
            due = clock.monotonic()
        try:
            await work()
        except Exception:  # our bug: the next turn comes all the same
            log.exception("what is done every %d s ended with an error of ours", seconds)


async def run_daemon(
    config: Config, probes: Mapping[str, Probe], clock: Clock, reload: Reload, pace: Pace | None = None
) -> None:
    """Watch until a signal comes. Raises ``StoreError``."""
    async with observatory(config, probes, clock) as parts:
        with only_run(parts):
            settle_memory()
            await Daemon(parts, reload, pace or Pace(), ServiceManager()).run()
