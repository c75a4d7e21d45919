"""robots.txt: asked for once a day at each host, kept, and obeyed. The one door to protego; asks through its caller.

The standard is RFC 9309: an answer of the 400s means that there are no rules; one of the 500s, or none, that nothing
may be taken for allowed.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from monitor.clock import Clock
from monitor.http.session import Answer, SessionFault
from monitor.model.hosts import RobotsCopy
from monitor.store.hosts import Hosts
from probes.contract import Get, Page, Reading, Reason
from probes.screen import screen
from probes.text import normalise

PRODUCT = "slotwatch"
"""The product's name, by which a robots.txt may speak of us."""
FRESH = timedelta(hours=24)
USABLE = timedelta(days=7)
"""So long an earlier copy is obeyed while the site does not give a new one."""
MOST_BYTES = 500 * 1024
"""More is not read (RFC 9309, 2.5)."""
_REDIRECTS = 5
_AGENT = re.compile(r"^[ \t]*user(?:-|[ \t]*)agent\b[ \t]*:?([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
"""A line that names robots, in the spellings that protego knows."""
_MOST_LINES = 2000

Ask = Callable[[Get | Answer], Awaitable[Answer | SessionFault]]
"""Sends a request, or follows an answer's redirect, within the look that needs it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the robots.txt of one host says to us."""

    text: str
    """Without the names of other robots."""
    fetched_at: datetime
    parsed: Protego

    @classmethod
    def of(cls, copy: RobotsCopy) -> Rules:
        text = _about_us(copy.body[:MOST_BYTES].decode("utf-8-sig", "replace"))
        return cls(text, copy.fetched_at, Protego.parse(text))

    def against(self, url: str) -> str | None:
        """The line that forbids a URL (empty where it cannot be told); None: it may be asked for."""
        return None if self.parsed.can_fetch(url, PRODUCT) else normalise(self._line(url))[:300]

    def _line(self, url: str) -> str:
        """The longest line of our group that forbids the URL by itself: that is the one that decides."""
        found = [line for line in _forbidding(self.text) if not _alone(line).can_fetch(url, PRODUCT)]
        return max(found, key=len, default="")

    @property
    def crawl_delay(self) -> timedelta:
        """The time between requests that it asks for; zero where it asks for none."""
        return timedelta(seconds=min(self.parsed.crawl_delay(PRODUCT) or 0, FRESH.total_seconds()))


def _about_us(text: str) -> str:
    """The same with all robots that are not ours under one name: protego's work is lines times names.

    A version after our name (``slotwatch/1.0``) is left out, as who wrote it means us.
    """
    return _AGENT.sub(lambda found: f"User-agent: {_agent(found[1])}", text)


def _agent(name: str) -> str:
    name = name.partition("#")[0].partition("/")[0].strip().lower()
    short = name.replace("*", "")
    return name if name == "*" else short if short and PRODUCT.startswith(short) else "x"


def _alone(line: str) -> Protego:
    return Protego.parse(f"User-agent: *\n{line}")


def _forbidding(text: str) -> Iterator[str]:
    """The lines of our group that forbid something: of the one that names us, or else of the one for all."""
    groups: dict[str, list[str]] = {}
    agents: set[str] = set()
    naming = False
    for line in text.splitlines():
        field, _, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if field == "user-agent":
            agents = {*agents, value} if naming else {value}
        elif field == "disallow" and value:
            for agent in agents:
                groups.setdefault(agent, []).append(line.strip())
        naming = field == "user-agent" or (naming and not field)
    ours = max((agent for agent in groups if agent and PRODUCT.startswith(agent)), key=len, default="*")
    yield from groups.get(ours, [])[:_MOST_LINES]


class Robots:
    """The robots.txt of every host, remembered; in the store too, if there is one."""

    def __init__(self, hosts: Hosts | None, clock: Clock) -> None:
        self._hosts = hosts
        self._clock = clock
        self._rules: dict[str, Rules] = {}

    def known(self, host: str) -> Rules | None:
        """The rules of a host (scheme, name and port), if they were read within a day."""
        return self._younger_than(FRESH, host)

    async def learn(self, host: str, ask: Ask) -> Rules | Reading:
        """Ask for the rules of a host; the reading with which the look ends where they cannot be known."""
        answer = await ask(Get(f"{host}/robots.txt"))
        for _ in range(_REDIRECTS):
            if isinstance(answer, SessionFault) or answer.redirect is None or not _is_same(answer.redirect.url, host):
                break
            answer = await ask(answer)
        if isinstance(answer, SessionFault):
            return self._younger_than(USABLE, host) or Reading(answer.reason, rule=f"robots/{answer.reason}")
        if answer.status == 429 or answer.status >= 500:
            return self._younger_than(USABLE, host) or _refusal(answer)
        body = answer.content[:MOST_BYTES] if 200 <= answer.status < 300 else b""
        return self._keep(RobotsCopy(host, self._clock.now(), answer.status, body))

    def _younger_than(self, age: timedelta, host: str) -> Rules | None:
        rules = self._rules.get(host)
        if not self._is_younger(age, rules) and self._hosts and (copy := self._hosts.robots(host)):
            rules = self._rules[host] = Rules.of(copy)  # another process may have asked meanwhile
        return rules if self._is_younger(age, rules) else None

    def _is_younger(self, age: timedelta, rules: Rules | None) -> bool:
        """Not of one from the future: the clock was set back since."""
        return rules is not None and timedelta(0) <= self._clock.now() - rules.fetched_at < age

    def _keep(self, copy: RobotsCopy) -> Rules:
        if self._hosts:
            self._hosts.put_robots(copy)
        rules = self._rules[copy.host] = Rules.of(copy)
        return rules


def _is_same(url: str, host: str) -> bool:
    """Whether a redirect leads to the robots.txt of the same host: nothing else is asked on its behalf."""
    return is_robots_txt(url) and urlsplit(url).hostname == urlsplit(host).hostname


def is_robots_txt(url: str) -> bool:
    """Whether an exchange was about robots.txt, and not part of a probe's walk."""
    return urlsplit(url).path == "/robots.txt"


def _refusal(answer: Answer) -> Reading:
    """An answer that leaves the rules unknown, read as any page with its status."""
    seen = screen(Page(answer.url, answer.status, answer.content, dict(answer.headers)))
    reason = seen.reason if seen else Reason.HTTP_5XX
    return Reading(reason, quote=seen.quote if seen else "", rule=f"robots/{reason}")
