"""The composition root: puts the parts of a running monitor together, and anew when its configuration changes."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor import __version__
from monitor.clock import Clock
from monitor.config.locate import database
from monitor.config.settings import Config
from monitor.context import context_record, host_id
from monitor.http.plain import PlainHttp
from monitor.judge.terms import rules_of
from monitor.ledger import Ledger
from monitor.model import Target
from monitor.model.hosts import Wait
from monitor.notify.hours import next_digest, quiet_until
from monitor.notify.orders import Orders
from monitor.notify.supervise import SenderProcess
from monitor.rebuild import is_stale, rebuild
from monitor.store.errors import NotThisStore
from monitor.store.hosts import RUN, Hosts
from monitor.store.outbox import Outbox
from monitor.store.writer import Store
from monitor.watch.canary import Canary
from monitor.watch.deadman import DeadMan
from monitor.watch.fetch import Identity
from monitor.watch.health import Health
from monitor.watch.identify import LanguageModel
from monitor.watch.look import Seen, Watcher, WireBox
from monitor.watch.rounds import OnSeen, Rounds
from monitor.watch.turns import is_alive, this_process
from probes.contract import Probe

log = logging.getLogger(__name__)

_GARBAGE = 20_000
"""Objects made and not let go since the last search for cycles; Python's own figure is 700."""
_AFTER_QUIET = timedelta(hours=1)
"""How long a receiver's messages may take to go out once its quiet hours are over."""


@dataclass(frozen=True, slots=True)
class Observatory:
    """The parts of a running monitor under one configuration."""

    config: Config
    probes: Mapping[str, Probe]
    clock: Clock
    wires: WireBox
    watcher: Watcher
    rounds: Rounds | None
    """None in a dry run, which has no store; so are the next two."""
    store: Store | None
    health: Health | None
    dead_man: DeadMan | None
    """None also where no URL is configured."""


@asynccontextmanager
async def observatory(
    config: Config, probes: Mapping[str, Probe], clock: Clock, *, dry_run: bool = False, at_once: bool = False
) -> AsyncIterator[Observatory]:
    """Open the store, take the configuration into force, and close everything at the end.

    ``dry_run`` makes looks without store and without leases; for ``at_once`` see ``Rounds``. Raises ``StoreError``.
    """
    wires = WireBox()
    store = None if dry_run else Store(database(config.monitor.data_dir))
    try:
        if store and is_stale(store):
            log.info("what follows from the looks is made anew, by the rules of this version; this happens once")
            rebuild(store)
        yield assembled(config, probes, clock, wires=wires, store=store, at_once=at_once)
    finally:
        await wires.aclose()
        if store:
            store.close()


def assembled(
    config: Config,
    probes: Mapping[str, Probe],
    clock: Clock,
    *,
    wires: WireBox,
    store: Store | None,
    before: Observatory | None = None,
    at_once: bool = False,
) -> Observatory:
    """The parts under a configuration, which is in force from here on.

    ``before``: the parts under the configuration that it replaces; looks under way go on under their own. Raises
    ``StoreError``; then nothing has changed.
    """
    identity = Identity.of(__version__, config.monitor.contact, config.monitor.project_page)
    ledger = None if store is None else _ledger(config, clock, store, identity)
    plain = PlainHttp(identity.user_agent)
    network = config.network
    watcher = Watcher(
        probes=probes,
        identity=identity,
        clock=clock,
        make_wire=wires,
        concurrency=config.monitor.concurrency,
        store=store,
        ledger=ledger,
        identifier=LanguageModel(),
        canary=Canary(network.canary, clock, plain.reachable, is_default=network.canary_is_default),
        hosts=config.hosts,
    )
    rounds = None
    if store is not None:
        earlier = before.rounds if before else None
        rounds = Rounds(config.targets, watcher=watcher, store=store, clock=clock, before=earlier, at_once=at_once)
    health = _health(config, clock, store, rounds) if store and rounds else None
    if before is not None:
        watcher.take_over(before.watcher)
        if health and before.health:
            health.take_over(before.health)
    return Observatory(
        config=config,
        probes=probes,
        clock=clock,
        wires=wires,
        watcher=watcher,
        rounds=rounds,
        store=store,
        health=health,
        dead_man=DeadMan(config.notify.dead_man, clock, plain.ping) if config.notify.dead_man else None,
    )


def _ledger(config: Config, clock: Clock, store: Store, identity: Identity) -> Ledger:
    """The ledger of this machine's looks, with the circumstances under which they are made."""
    record = context_record(
        config,
        user_agent=identity.user_agent,
        database=store.engine_version(),
        simulated=clock.simulated,
        host=host_id(store.salt()),
    )
    ledger = Ledger(store, clock, config.monitor.vantage)
    ledger.configure(config.effective, config.targets, record)
    return ledger


def settle_memory() -> None:
    """Tell the garbage collector that what is loaded by now stays, and that most of the rest goes by itself.

    For a process that begins to look; looks leave few cycles, and searching for them over everything costs a tenth.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE, 20, 50)


def _health(config: Config, clock: Clock, store: Store, rounds: Rounds) -> Health:
    def held_until(now: datetime) -> Mapping[str, datetime]:
        """Until when each receiver's messages wait on purpose, or have waited just now."""
        held = {}
        for receiver in config.receivers:
            quiet = quiet_until(receiver, now) or quiet_until(receiver, now - _AFTER_QUIET)
            if until := quiet if receiver.immediate else next_digest(receiver, now):
                held[receiver.name] = until
        return held

    return Health(
        clock=clock,
        store=store,
        owe=Outbox(store).owe,
        targets=config.targets,
        rules=rules_of(config.effective),
        held_until=held_until,
        due_times=rounds.wanted_at,
    )


@contextmanager
def only_run(parts: Observatory) -> Iterator[Rounds]:
    """Keep a second ``run`` off the same store: it would make every look twice.

    Raises ``NotThisStore`` naming the process that is there; one that was killed is in nobody's way.
    """
    store, rounds = parts.store, parts.rounds
    assert store is not None
    assert rounds is not None
    hosts, now, holder = Hosts(store), parts.clock.now(), this_process()
    for_ever = now + timedelta(days=36_500)
    held = hosts.hold(RUN, holder, now, for_ever, lambda _: None)
    if isinstance(held, Wait) and not is_alive(held.holder):
        hosts.forget_holder(RUN, held.holder)
        held = hosts.hold(RUN, holder, now, for_ever, lambda _: None)
    if isinstance(held, Wait):
        process = held.holder.partition("/")[0]
        raise NotThisStore(f"{store.path}: another slotwatch run ({process}) uses it; stop that one first")
    try:
        yield rounds
    finally:
        hosts.forget_holder(RUN, holder)


async def run_once(config: Config, probes: Mapping[str, Probe], clock: Clock, on_seen: OnSeen | None = None) -> int:
    """Make all looks that are due now, those at new targets included, and return how many were made; for cron.

    Looks whose host may not be asked for longer than a short wait stay due for the next time. Raises ``StoreError``.
    """
    made = 0

    def count(target: Target, seen: Seen | None) -> None:
        nonlocal made
        made += 1
        if on_seen:
            on_seen(target, seen)

    async with observatory(config, probes, clock, at_once=True) as parts:
        with only_run(parts) as rounds:
            settle_memory()
            await rounds.run(rounds.claim(), count)
            await _tell(parts)
    return made


async def _tell(parts: Observatory) -> None:
    """Send what can go now. All of this pass is known by now, so nothing need wait for its like."""
    assert parts.store is not None
    notify = replace(parts.config.notify, group=timedelta(0))
    sender = SenderProcess(Orders(parts.store.path, parts.config.receivers, notify, once=True))
    try:
        await sender.start()
        await sender.finish()
    except TimeoutError:
        log.warning("messages are still being sent; what is left is sent at the next run")
    finally:
        await sender.stop()
