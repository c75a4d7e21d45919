"""What all simulators share: an ASGI app that writes each request down and rings alarms. Does no I/O of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from probes.personal import is_personal

ScenarioT = TypeVar("ScenarioT")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, with its body read."""

    request: Request
    body: bytes

    @property
    def method(self) -> str:
        """``GET``, ``POST``."""
        return self.request.method

    @property
    def path(self) -> str:
        """Without the query."""
        return self.request.url.path

    @property
    def target(self) -> str:
        """The path with its query."""
        query = self.request.url.query
        return f"{self.path}?{query}" if query else self.path

    @property
    def query(self) -> Mapping[str, str]:
        """The query's parameters; of two with one name the last."""
        return self.request.query_params

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode("utf-8", errors="replace")

    @property
    def fields(self) -> dict[str, str]:
        """The fields of a form that was sent; of two with one name the last."""
        return dict(parse_qsl(self.text, keep_blank_values=True))


async def at_once(_seconds: float) -> None:
    """Wait for nothing: what a slow state does where no ``wait`` is handed in."""


class Simulated(ABC, Generic[ScenarioT]):
    """A site in one scenario, as an ASGI app; a system says what rings and what is answered."""

    def __init__(
        self, scenario: ScenarioT, *, now: Callable[[], datetime], wait: Callable[[float], Awaitable[None]] = at_once
    ) -> None:
        self.scenario = scenario
        self.alarms: list[str] = []
        """What no look may ever do, in words; empty after every good look."""
        self.requests: list[tuple[str, str]] = []
        """Method, and path with query, of each request."""
        self._now, self._wait = now, wait

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, after as many seconds as the scenario's ``delay`` says, if it has one."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        asked = Asked(request, await request.body())
        self.requests.append((asked.method, asked.target))
        self.alarms += [f"{asked.method} {asked.path}: {alarm}" for alarm in self._watch(asked)]
        if delay := getattr(self.scenario, "delay", 0.0):
            await self._wait(delay)
        await self._answer(asked)(scope, receive, send)

    @abstractmethod
    def _watch(self, asked: Asked) -> Iterable[str]:
        """The alarms that a request rings, in words that go on from its method and path."""

    @abstractmethod
    def _answer(self, asked: Asked) -> ASGIApp:
        """The answer, mostly a starlette response."""


def personal(names: Iterable[str]) -> Iterator[str]:
    """An alarm for each field that carries personal data."""
    return (f"sent the personal field {name!r}" for name in names if is_personal(name))


def unknown(names: Iterable[str], known: frozenset[str]) -> Iterator[str]:
    """An alarm for each parameter that the search does not have, personal or not."""
    for name in names:
        if name not in known:
            yield f"sent {'the personal' if is_personal(name) else 'an unknown'} parameter {name!r}"
