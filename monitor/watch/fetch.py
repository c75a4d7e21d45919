"""The driver: walks a probe's flow over a session, within limits and allow-list, and turns faults into readings."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.clock import Clock
from monitor.http.addresses import is_loopback_host
from monitor.http.session import Answer, Redirect, Session, SessionFault, Transport
from monitor.model import Exchange, Target
from monitor.watch.robots import Robots, Rules
from monitor.watch.walks import Step, Trace, Walks, begin, extend
from probes.contract import Allow, Flow, Page, Probe, Reading, Reason, Request, allowed, readable
from probes.personal import is_personal
from probes.screen import screen
from probes.text import normalise

STEP_PAUSE_SECONDS = (5.0, 10.0)
"""Between the steps of a flow, drawn anew each time; none on loopback."""


class ForbiddenRequest(Exception):
    """A probe asked for something outside its allow-list: a bug of ours. It was not sent."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we say we are, in every request."""

    user_agent: str

    @classmethod
    def of(cls, version: str, contact: str, project_page: str | None = None) -> Identity:
        """Project, version, the observatory's page if it has one, and where an office can ask a person to stop."""
        about = "".join(f"; +{where}" for where in (project_page, contact) if where)
        return cls(f"Mozilla/5.0 (compatible; slotwatch/{version}{about})")


def accept_language(expected: Sequence[str]) -> str:
    """The Accept-Language header for the languages a target expects: ``fr-FR, fr;q=0.9, en;q=0.8``."""
    wanted: list[str] = []
    for tag in expected:
        wanted += [tag] if "-" not in tag else [tag, tag.split("-", maxsplit=1)[0]]
    wanted = list(dict.fromkeys(wanted))
    return ", ".join(tag if rank == 0 else f"{tag};q={max(10 - rank, 1) / 10}" for rank, tag in enumerate(wanted))


def elsewhere(url: str) -> Reading:
    """The reading of a redirect to a place where the probe does not go; the place is quoted."""
    return Reading(Reason.REDIRECT, quote=normalise(url)[:300], rule="fetch/redirect-elsewhere")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a walk taught, and everything that went over the wire."""

    reading: Reading
    exchanges: tuple[Exchange, ...]
    seconds: float
    steps: tuple[str, ...]
    """One line per request, for people."""
    robots_known: bool = False
    """Whether the host's robots.txt was known, and so obeyed."""


@dataclass(slots=True)
class _Stop(Exception):
    """The walk ends here with a reading."""

    reading: Reading


class ImpureProbe(Exception):
    """A probe asked otherwise after the same pages: a bug of ours, for what it depends on is not among the evidence."""


@dataclass(slots=True)
class _Walk:
    target: Target
    probe: Probe
    flow: Flow
    allow: tuple[Allow, ...]
    session: Session
    clock: Clock
    walks: Walks
    trace: Trace
    robots: Robots | None
    rules: Rules | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    _wanted: Request | None = None
    _shown_pages: int = 0
    _asked: list[Request] = field(default_factory=list)
    _pages: list[Page] = field(default_factory=list)

    async def run(self) -> Reading:
        try:
            await self._learn_rules()
            step = self._next()
            while not isinstance(step, Reading):
                self._asked.append(step)
                page = await self._page(step)
                self._pages.append(page)
                self.trace = extend(self.trace, page)
                step = self._known()
                if not isinstance(step, Reading):
                    await self._pause()
        except _Stop as stop:
            return stop.reading
        else:
            return step
        finally:
            self.flow.close()

    async def _learn_rules(self) -> None:
        """What robots.txt says, before anything else is asked."""
        if self.robots is None:
            return
        self.rules = self.robots.known(self.target.host)
        if self.rules is None:
            learned = await self.robots.learn(self.target.host, self._send)
            if isinstance(learned, Reading):
                raise _Stop(learned)
            self.rules = learned
            await self._pause()

    def _known(self) -> Step:
        """What follows after the pages so far: remembered, or else worked out."""
        if (known := self.walks.recall(self.probe, self.trace)) is not None:
            return known
        step = self._next()
        self.walks.remember(self.probe, self.trace, step)
        return step

    def _next(self) -> Step:
        """What the screen or the probe makes of the latest page, once the probe has been shown those before it."""
        if self._pages and (in_the_way := screen(self._pages[-1], self.target.limits.tags, self.probe.own_statuses)):
            return in_the_way
        try:
            step = self._shown()
        except StopIteration as done:
            reading: Reading = done.value
            return reading
        self._require_allowed(step)
        return step

    def _shown(self) -> Request:
        """The probe's next request after all pages so far. Raises ``StopIteration`` with its reading."""
        self._wanted = self._wanted or next(self.flow)
        while self._shown_pages < len(self._pages):
            asked, page = self._asked[self._shown_pages], self._pages[self._shown_pages]
            if self._wanted != asked:
                raise ImpureProbe(f"{self.probe.label}: {self._wanted.url} where it asked for {asked.url} before")
            self._wanted = self.flow.send(page)
            self._shown_pages += 1
        return self._wanted

    async def _pause(self) -> None:
        if not is_loopback_host(self.target.hostname):
            await self.clock.sleep(random.uniform(*STEP_PAUSE_SECONDS))  # noqa: S311  # politeness, not a secret

    async def _page(self, request: Request) -> Page:
        """Ask, and follow redirects as far as the allow-list and the limits go."""
        answer = await self._exchange(request.method, request.url, request)
        for _ in range(self.target.limits.redirects):
            if answer.redirect is None:
                break
            onward = answer.redirect
            if not allowed(onward.method, onward.url, self.target.url, self.allow):
                raise _Stop(elsewhere(onward.url))
            answer = await self._exchange(onward.method, onward.url, answer)
        if answer.redirect is not None:
            raise _Stop(Reading(Reason.REDIRECT, rule="fetch/redirects"))
        return Page(answer.url, answer.status, answer.content, readable(answer.headers, self.probe.headers))

    async def _exchange(self, method: str, url: str, what: Request | Answer) -> Answer:
        if len(self.exchanges) >= self.target.limits.steps:
            raise _Stop(Reading(Reason.STEPS, rule="fetch/steps"))
        if self.rules and (line := self.rules.against(url)) is not None:
            self.steps.append(f"{method} {url} -> not asked: robots.txt says {line!r}")
            raise _Stop(Reading(Reason.ROBOTS, quote=line, rule="robots/disallow"))
        answer = await self._send(what)
        if isinstance(answer, SessionFault):
            raise _Stop(Reading(answer.reason, rule=f"fetch/{answer.reason}")) from answer
        return answer

    async def _send(self, what: Request | Answer) -> Answer | SessionFault:
        """One exchange, kept whatever came of it."""
        onward = what.redirect if isinstance(what, Answer) else what
        assert onward is not None
        try:
            answer = await (self.session.follow(onward) if isinstance(onward, Redirect) else self.session.ask(onward))
        except SessionFault as fault:
            self.exchanges.append(fault.exchange)
            self.steps.append(f"{onward.method} {onward.url} -> {fault.reason}: {fault}")
            return fault
        self.exchanges.append(answer.exchange)
        further = f" -> {answer.redirect.url}" if answer.redirect else ""
        self.steps.append(f"{onward.method} {onward.url} -> {answer.status}, {len(answer.content)} bytes{further}")
        return answer

    def _require_allowed(self, request: Request) -> None:
        fields = (request.fields or {}) if request.method == "POST" else {}
        personal = [name for name in fields if is_personal(name)]
        if personal or not allowed(request.method, request.url, self.target.url, self.allow):
            what = f"with the personal field {personal[0]!r} " if personal else ""
            raise ForbiddenRequest(
                f"{self.probe.label}: {request.method} {request.url} {what}is not in its allow-list; not sent"
            )

    def cut_short(self) -> None:
        """Keep what an exchange had received when the look's time ran out."""
        words = "the look's time ran out"
        if exchange := self.session.cut_short(words):
            self.exchanges.append(exchange)
            self.steps.append(f"{exchange.method} {exchange.url} -> {words}")


_WALKS = Walks()


async def fetch(
    target: Target,
    probe: Probe,
    *,
    wire: Transport,
    identity: Identity,
    clock: Clock,
    walks: Walks = _WALKS,
    robots: Robots | None = None,
) -> Fetched:
    """Make one look. What the outside world does becomes a reading.

    ``robots`` knows what robots.txt says, and is obeyed; without it nothing is asked of it.
    ``walks`` remembers what pages taught; by default all targets of the process share one memory.
    Raises ``ForbiddenRequest``, ``ImpureProbe`` and whatever else a faulty probe raises: our bugs, which teach nothing
    of the site.
    """
    target, limits = target.at(clock.now()), target.limits
    session = Session(
        wire,
        user_agent=identity.user_agent,
        accept_language=accept_language(target.expect_language),
        read_seconds=limits.read_seconds,
        decoded_bytes=limits.decoded_bytes,
    )
    trace = begin(target.url, target.options, limits.tags)
    ready = walks.ready(probe, trace, target.url, target.options)
    walk = _Walk(
        target, probe, probe.flow(target.url, ready.options), ready.allow, session, clock, walks, trace, robots
    )
    began = clock.monotonic()
    try:
        async with asyncio.timeout(limits.seconds):
            reading = await walk.run()
    except TimeoutError:
        walk.cut_short()
        reading = Reading(Reason.TIMEOUT, rule="fetch/deadline")
    seconds = clock.monotonic() - began
    return Fetched(reading, tuple(walk.exchanges), seconds, tuple(walk.steps), walk.rules is not None)
