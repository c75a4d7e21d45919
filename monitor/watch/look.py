"""One look from lease to ledger: take the host, fetch, store; our own failures are kept apart from the site's."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.clock import Clock, Instant, clock_step
from monitor.http.session import Transport
from monitor.http.wire import Wire, ssl_context
from monitor.ledger import Ledger, Plan, Recorded
from monitor.model import Look, LookKind, Target
from monitor.model.hosts import Manners
from monitor.model.judged import Memory
from monitor.store.errors import StoreError
from monitor.store.hosts import Hosts
from monitor.store.writer import Store
from monitor.watch.canary import Canary
from monitor.watch.due import at_its_pace, next_due
from monitor.watch.fetch import Fetched, Identity, accept_language, fetch
from monitor.watch.load import requests_of
from monitor.watch.pace import Answered
from monitor.watch.robots import Robots, is_robots_txt
from monitor.watch.turns import STORE_RETRIES, Turn, Turns, waits_asked
from probes.contract import Probe, Reading
from probes.language import Identifier, with_language

log = logging.getLogger(__name__)

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
    """Makes looks: at most ``concurrency`` at once, one at a time per host, at the pace that ``hosts`` allow.

    ``polite_on_loopback``: this machine's own addresses are treated like others; only tests want that.
    """

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
        hosts: Mapping[str, Manners] | None = None,
        polite_on_loopback: bool = False,
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
        kept = Hosts(store) if store else None
        self._turns = Turns(clock, kept, hosts or {}, concurrency=concurrency, on_loopback=polite_on_loopback)
        self._robots = Robots(kept, clock)
        self._requests: dict[str, int] = {}
        """Of how many requests the latest look at each target was."""

    def take_over(self, before: Watcher) -> None:
        """Go on where another watcher of this process stops: a clock set in between is noticed all the same."""
        self._last_looks = before._last_looks

    async def look(self, target: Target, kind: LookKind, due_at: datetime | None = None) -> Seen | None:
        """Look once and store what was seen. None: an internal fault, which is stored as such and logged.

        Raises ``Paused`` where the host may not be asked for longer than a short wait; then nothing was done. Raises
        ``StoreError`` where the look cannot be stored.
        """
        async with self._turns.take(target, lambda: self._expected(target)) as turn:
            try:
                return await self._look(target, kind, due_at, turn)
            except StoreError:
                raise
            except Exception as error:  # a probe's bug must not stop the other targets
                log.exception("internal fault while looking at %s", target.id)
                if self._ledger:
                    self._ledger.record_fault(target, f"{type(error).__name__}: {error}", traceback.format_exc())
                return None

    def _expected(self, target: Target) -> int:
        """Of how many requests a look will probably be: as many as the one before."""
        if target.id not in self._requests:
            last = self._store.requests_of_last_look(target.id) if self._store else 0
            self._requests[target.id] = last or requests_of(target, self._probes[target.probe])
        return self._requests[target.id] + (self._obeys(target) and self._robots.known(target.host) is None)

    def _obeys(self, target: Target) -> bool:
        return not self._turns.is_exempt(target) and not self._turns.manners(target).ignore_robots

    async def _look(self, target: Target, kind: LookKind, due_at: datetime | None, turn: Turn) -> Seen:
        probe, started = self._probes[target.probe], Instant.of(self._clock)
        fetched = await fetch(
            target,
            probe,
            wire=self._make_wire(target),
            identity=self._identity,
            clock=self._clock,
            robots=self._robots if self._obeys(target) else None,
        )
        reading = fetched.reading
        if self._canary:
            reading = await self._canary.judged(reading, target.hostname)
        turn.answered = self._answered(target, fetched, reading)
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
            robots=self._words_on_robots(target, fetched),
        )
        seen = Seen(look, fetched, await self._record(look))
        self._last_looks[target.id] = started
        return seen

    def _answered(self, target: Target, fetched: Fetched, reading: Reading) -> Answered:
        """What the host's pace depends on."""
        if fetched.exchanges:
            self._requests[target.id] = sum(not is_robots_txt(exchange.url) for exchange in fetched.exchanges)
        rules = self._robots.known(target.host) if self._obeys(target) else None
        return Answered(
            requests=len(fetched.exchanges),
            reason=reading.reason,
            statuses=tuple(exchange.status for exchange in fetched.exchanges if exchange.status),
            asked_to_wait=waits_asked(fetched.exchanges, self._clock.now()),
            crawl_delay=rules.crawl_delay if rules else timedelta(0),
        )

    def _words_on_robots(self, target: Target, fetched: Fetched) -> str:
        if reason := self._turns.manners(target).ignore_robots:
            return f"overridden: {reason}"
        return "obeyed" if fetched.robots_known else ""

    async def _record(self, look: Look) -> Recorded | None:
        if self._ledger is None:
            return None
        for seconds in STORE_RETRIES:
            try:
                return self._ledger.record(look, self._plan(look))
            except StoreError as error:
                log.warning("a look at %s waits to be stored: %s", look.target.id, error)
                await self._clock.sleep(seconds)
        return self._ledger.record(look, self._plan(look))

    def _plan(self, look: Look) -> Plan | None:
        """Planned in the transaction that stores the look: a process killed here neither loses nor repeats one."""

        def plan(memory: Memory) -> datetime:
            # At the pace of the moment that is judged: a look over the seventh day's end must not fall between the two.
            return next_due(at_its_pace(look.target, memory, look.started_at), self._clock.now())

        return plan if look.kind is LookKind.ANCHORED else None
