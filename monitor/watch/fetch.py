"""The driver: walks a probe's flow over a session, within limits and allow-list, and turns faults into readings."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from monitor.clock import Clock
from monitor.http.addresses import is_loopback_host
from monitor.http.session import Answer, Session, SessionFault, Transport
from monitor.model import Exchange, Target
from probes.contract import Allow, Page, Probe, Reading, Reason, Request, allowed
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


_REMEMBERED_BYTES = 64 * 1024


def _screened(page: Page, max_tags: int, own_statuses: frozenset[int]) -> Reading | None:
    """``screen``, remembered: it is a pure function of the page, and most pages come again as they were.

    ``Date`` and ``Set-Cookie`` differ each time and say nothing of the answer: no rule of the screen reads them.
    """
    if len(page.content) > _REMEMBERED_BYTES:
        return screen(page, max_tags, own_statuses)
    headers = tuple((name, value) for name, value in page.headers.items() if name not in ("date", "set-cookie"))
    return _remembered(
        page.url, page.status, content=page.content, headers=headers, max_tags=max_tags, own_statuses=own_statuses
    )


@lru_cache(maxsize=256)
def _remembered(
    url: str,
    status: int,
    *,
    content: bytes,
    headers: tuple[tuple[str, str], ...],
    max_tags: int,
    own_statuses: frozenset[int],
) -> Reading | None:
    return screen(Page(url, status, content, dict(headers)), max_tags, own_statuses)


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


@dataclass(slots=True)
class _Stop(Exception):
    """The walk ends here with a reading."""

    reading: Reading


@dataclass(slots=True)
class _Walk:
    target: Target
    probe: Probe
    options: Any
    allow: tuple[Allow, ...]
    session: Session
    clock: Clock
    exchanges: list[Exchange] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    async def run(self) -> Reading:
        flow = self.probe.flow(self.target.url, self.options)
        try:
            request = next(flow)
            while True:
                page = await self._page(request)
                if in_the_way := _screened(page, self.target.limits.tags, self.probe.own_statuses):
                    return in_the_way
                request = flow.send(page)
                await self._pause()
        except StopIteration as done:
            reading: Reading = done.value
            return reading
        except _Stop as stop:
            return stop.reading
        finally:
            flow.close()

    async def _pause(self) -> None:
        if not is_loopback_host(self.target.hostname):
            await self.clock.sleep(random.uniform(*STEP_PAUSE_SECONDS))  # noqa: S311  # politeness, not a secret

    async def _page(self, request: Request) -> Page:
        """Ask, and follow redirects as far as the allow-list and the limits go."""
        self._require_allowed(request)
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
        return Page(answer.url, answer.status, answer.content, answer.headers)

    async def _exchange(self, method: str, url: str, what: Request | Answer) -> Answer:
        if len(self.exchanges) >= self.target.limits.steps:
            raise _Stop(Reading(Reason.STEPS, rule="fetch/steps"))
        try:
            if isinstance(what, Answer):
                assert what.redirect is not None
                answer = await self.session.follow(what.redirect)
            else:
                answer = await self.session.ask(what)
        except SessionFault as fault:
            self.exchanges.append(fault.exchange)
            self.steps.append(f"{method} {url} -> {fault.reason}: {fault}")
            raise _Stop(Reading(fault.reason, rule=f"fetch/{fault.reason}")) from fault
        self.exchanges.append(answer.exchange)
        onward = f" -> {answer.redirect.url}" if answer.redirect else ""
        self.steps.append(f"{method} {url} -> {answer.status}, {len(answer.content)} bytes{onward}")
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


async def fetch(target: Target, probe: Probe, *, wire: Transport, identity: Identity, clock: Clock) -> Fetched:
    """Make one look. What the outside world does becomes a reading.

    Raises ``ForbiddenRequest`` and whatever else a faulty probe raises: our bugs, which teach nothing of the site.
    """
    target, limits = target.at(clock.now()), target.limits
    options = probe.options.model_validate(dict(target.options))
    session = Session(
        wire,
        user_agent=identity.user_agent,
        accept_language=accept_language(target.expect_language),
        read_seconds=limits.read_seconds,
        decoded_bytes=limits.decoded_bytes,
    )
    walk = _Walk(target, probe, options, probe.allow(target.url, options), session, clock)
    began = clock.monotonic()
    try:
        async with asyncio.timeout(limits.seconds):
            reading = await walk.run()
    except TimeoutError:
        walk.cut_short()
        reading = Reading(Reason.TIMEOUT, rule="fetch/deadline")
    return Fetched(reading, tuple(walk.exchanges), clock.monotonic() - began, tuple(walk.steps))
