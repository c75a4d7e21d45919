"""The composition root: puts the parts of a running monitor together, and anew when its configuration changes."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor import __version__
from monitor.clock import Clock
from monitor.config.locate import database
from monitor.config.settings import Config
from monitor.http.plain import PlainHttp
from monitor.judge.terms import rules_of
from monitor.ledger import Ledger
from monitor.notify.hours import next_digest, quiet_until
from monitor.rebuild import is_stale, rebuild
from monitor.store.errors import NotThisStore
from monitor.store.outbox import Outbox
from monitor.store.writer import Store
from monitor.watch.canary import Canary
from monitor.watch.deadman import DeadMan
from monitor.watch.fetch import Identity
from monitor.watch.health import Health
from monitor.watch.identify import LanguageModel
from monitor.watch.look import Watcher, WireBox, is_alive, this_process
from monitor.watch.rounds import OnSeen, Rounds
from probes.contract import Probe

log = logging.getLogger(__name__)

_RUN = "(run)"
"""In the table of hosts: the one process that follows the schedule."""
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
    config: Config, probes: Mapping[str, Probe], clock: Clock, *, dry_run: bool = False
) -> AsyncIterator[Observatory]:
    """Open the store, take the configuration into force, and close everything at the end.

    ``dry_run`` makes looks without store and without leases. Raises ``StoreError``.
    """
    wires = WireBox()
    store = None if dry_run else Store(database(config.monitor.data_dir))
    try:
        if store and is_stale(store):
            log.info("what follows from the looks is made anew, by the rules of this version; this happens once")
            rebuild(store)
        yield assembled(config, probes, clock, wires=wires, store=store)
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
) -> Observatory:
    """The parts under a configuration, which is in force from here on.

    ``before``: the parts under the configuration that it replaces; looks under way go on under their own. Raises
    ``StoreError``; then nothing has changed.
    """
    ledger = None if store is None else Ledger(store, clock, config.monitor.vantage)
    if ledger:
        ledger.configure(config.effective, config.targets)
    identity = Identity.of(__version__, config.monitor.contact, config.monitor.project_page)
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
    )
    rounds = None
    if store is not None:
        earlier = before.rounds if before else None
        rounds = Rounds(config.targets, watcher=watcher, store=store, clock=clock, before=earlier)
    return Observatory(
        config=config,
        probes=probes,
        clock=clock,
        wires=wires,
        watcher=watcher,
        rounds=rounds,
        store=store,
        health=_health(config, clock, store) if store else None,
        dead_man=DeadMan(config.notify.dead_man, clock, plain.ping) if config.notify.dead_man else None,
    )


def _health(config: Config, clock: Clock, store: Store) -> Health:
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
    )


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
        process = held[0].partition("/")[0]
        raise NotThisStore(f"{store.path}: another slotwatch run ({process}) uses it; stop that one first")
    try:
        yield rounds
    finally:
        store.release_host(_RUN, holder, parts.clock.now())


async def run_once(config: Config, probes: Mapping[str, Probe], clock: Clock, on_seen: OnSeen | None = None) -> int:
    """Make all looks that are due now and return how many; for cron. Raises ``StoreError``."""
    async with observatory(config, probes, clock) as parts:
        with only_run(parts) as rounds:
            wanted = rounds.claim()
            await rounds.run(wanted, on_seen)
            return len(wanted)
