"""A schedule driven under a simulated clock, at sites without sockets that note each request and its time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.model import Target
from monitor.model.hosts import Manners
from monitor.store.writer import Store
from monitor.watch.look import Watcher
from monitor.watch.rounds import Rounds
from probes.registry import PROBES
from tests.support.looking import IDENTITY
from tests.support.looks import MONDAY, a_target, effective

Answer = tuple[int, Mapping[str, str], str]

PAGES: Mapping[str, Answer] = {
    "none": (200, {}, "<p>Plus aucune plage horaire libre</p>"),
    "slots": (200, {}, "<p>Choisissez votre créneau</p>"),
    "refused": (403, {}, "<h1>Forbidden</h1>"),
    "too-often": (429, {"Retry-After": "1800"}, "<h1>Too Many Requests</h1>"),
    "overloaded": (503, {}, "<h1>Service Unavailable</h1>"),
    "captcha": (200, {}, '<form><div class="g-recaptcha" data-sitekey="k"></div></form>'),
    "error": (500, {}, "<h1>Internal Server Error</h1>"),
    "missing": (404, {}, ""),
}
Site = Callable[[httpx.URL, datetime], Answer]
"""What a URL answers at a moment."""

WORDS = {"none": {"phrases": ["Plus aucune plage horaire libre"]}, "slots": {"phrases": ["Choisissez votre créneau"]}}


def watched(slug: str, server: str = "rdv.example", **changes: Any) -> Target:
    """A target of the probe for any page, on a host that is not this machine."""
    return replace(a_target(slug, **changes), url=f"https://{server}/{slug}", options=WORDS)


def always(name: str) -> Site:
    """A site that gives the same page at any time, and has no robots.txt."""
    return lambda url, _at: PAGES["missing" if url.path == "/robots.txt" else name]


@dataclass
class World:
    """One store, one clock, and the monitor that is started anew as often as a test wants."""

    path: Path
    site: Site = field(default_factory=lambda: always("none"))
    manners: Mapping[str, Manners] = field(default_factory=dict)
    clock: SimulatedClock = field(default_factory=lambda: SimulatedClock(MONDAY))
    asked: list[tuple[datetime, str, str]] = field(default_factory=list)
    """Every request: when, server and path."""

    def __post_init__(self) -> None:
        self.store = Store(self.path)
        self.rounds: Rounds | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((self.clock.now(), request.url.netloc.decode(), request.url.path))
        status, headers, text = self.site(request.url, self.clock.now())
        head = {"content-type": "text/html", **headers}
        return httpx.Response(status, headers=head, stream=httpx.ByteStream(text.encode()))

    def start(self, targets: Iterable[Target], *, reload: bool = False, at_once: bool = False) -> Rounds:
        """The rounds of a process that begins now, or that reads its configuration again."""
        targets = list(targets)
        ledger = Ledger(self.store, self.clock, "test")
        ledger.configure(effective(*targets), targets)
        watcher = Watcher(
            probes=PROBES,
            identity=IDENTITY,
            clock=self.clock,
            make_wire=lambda _: self,
            concurrency=5,
            store=self.store,
            ledger=ledger,
            hosts=self.manners,
        )
        before = self.rounds if reload else None
        self.rounds = Rounds(
            targets, watcher=watcher, store=self.store, clock=self.clock, before=before, at_once=at_once
        )
        return self.rounds

    async def live(self, length: timedelta) -> None:
        """Make what is due, as the daemon does, for so long."""
        assert self.rounds is not None
        end = self.clock.now() + length
        while (at := self.rounds.next_wake()) is not None and at < end:
            self.clock.move_to(at)
            await self.rounds.run(self.rounds.claim())
        self.clock.move_to(end)

    def looks(self, slug: str) -> list[dict[str, object]]:
        """Every look at a target, in the order of storage, with the moment at which it was due."""
        cursor = self.store.connection.execute(
            "SELECT o.kind, o.due_at, o.started_at, o.outcome, o.reason, o.rule, l.line AS sealed_line, o.milliseconds"
            " FROM observations o JOIN targets t ON t.id = o.target JOIN lines l USING (target, vantage, sequence)"
            " WHERE t.slug = ? ORDER BY o.id",
            (slug,),
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
