"""robots.txt: what it forbids us, how long it holds, and looks that obey it over real sockets."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.clock import SimulatedClock
from monitor.demo.play import serve
from monitor.http.session import Answer, Redirect
from monitor.ledger import Ledger
from monitor.model import Exchange, LookKind, Target
from monitor.model.hosts import Manners, RobotsCopy
from monitor.store.hosts import Hosts
from monitor.store.reader import reading
from monitor.store.writer import Store
from monitor.watch.look import Seen, Watcher, WireBox
from monitor.watch.reread import reread
from monitor.watch.robots import MOST_BYTES, Robots, Rules
from monitor.watch.turns import Paused
from probes.contract import Get, Reading
from probes.registry import PROBES
from tests.support.looking import IDENTITY, WEDNESDAY, target
from tests.support.looks import effective
from tests.support.schedule import WORDS

HOUR = timedelta(hours=1)
SITE = "https://rdv.example"


def rules(text: str) -> Rules:
    return Rules.of(RobotsCopy(SITE, WEDNESDAY, 200, text.encode()))


@pytest.mark.parametrize(
    ("text", "path", "line", "why"),
    [
        ("", "/x", None, "an empty file"),
        ("User-agent: *\nDisallow:", "/x", None, "nothing is forbidden"),
        ("User-agent: *\nDisallow: /", "/x", "Disallow: /", "everything"),
        ("User-agent: *\nDisallow: /booking/", "/booking/create/1", "Disallow: /booking/", "a folder"),
        ("User-agent: *\nDisallow: /booking/", "/x", None, "another folder"),
        ("User-agent: *\nDisallow: /b\nAllow: /b/x", "/b/x", None, "the longer line decides"),
        ("User-agent: *\nAllow: /b\nDisallow: /b/x", "/b/x", "Disallow: /b/x", "whichever it is"),
        ("User-agent: *\nDisallow: /*/create$", "/b/create", "Disallow: /*/create$", "patterns"),
        (
            "User-agent: *\nDisallow: /a\nDisallow: /a/b # why",
            "/a/b/c",
            "Disallow: /a/b # why",
            "the longest is quoted",
        ),
        ("User-agent: Googlebot\nDisallow: /", "/x", None, "somebody else's group"),
        ("User-agent: slotwatch\nDisallow: /x", "/x", "Disallow: /x", "ours"),
        ("User-agent: SlotWatch/1.0\nDisallow: /x\nUser-agent: *\nDisallow:", "/x", "Disallow: /x", "and a version"),
        ("User-Agent googlebot\nDisallow: /x\nuser agent: *\nDisallow: /y", "/x", None, "other spellings"),
        ("User-agent: bot\nUser-agent: slot*\nDisallow: /x", "/x", "Disallow: /x", "wildcards in names"),
        ("User-agent: xslotwatch\nDisallow: /x", "/x", None, "a longer name"),
        (
            "User-agent: *\nDisallow: /\n\nUser-agent: slotwatch\nDisallow: /y",
            "/x",
            None,
            "ours comes first",
        ),
        ("User-agent: a\nUser-agent: *\nDisallow: /x", "/x", "Disallow: /x", "a group with two names"),
        ("User-agent: a\nDisallow: /x\nUser-agent: *\nDisallow: /x/y", "/x/y", "Disallow: /x/y", "not a's longer line"),
        ("<html><body>Not here</body></html>", "/x", None, "a page in its place"),
        ("\ufeffUser-agent: *\nDisallow: /x", "/x", "Disallow: /x", "a byte order mark"),
        ("user-agent:*\ndisallow:/x", "/x", "disallow:/x", "written carelessly"),
        ("Disallow: /x", "/x", None, "a line of no group"),
    ],
)
def test_what_is_forbidden_and_by_which_line(text: str, path: str, line: str | None, why: str):
    assert rules(text).against(SITE + path) == line, why


def test_a_robots_txt_made_to_cost_time_costs_little():
    """Many names times many lines; seconds, where it would take minutes."""
    names = "".join(f"User-agent: robot{number}\n" for number in range(12_000))
    lines = "".join(f"Disallow: /{number}\n" for number in range(12_000))
    began = time.process_time()
    assert rules(f"{names}User-agent: *\nDisallow: /\n{lines}").against(f"{SITE}/x") == "Disallow: /"
    assert time.process_time() - began < 5


def test_what_lies_beyond_500_kib_is_not_read():
    text = "User-agent: *\nDisallow: /a\n" + "#" * MOST_BYTES + "\nDisallow: /b\n"
    assert rules(text).against(f"{SITE}/a") == "Disallow: /a"
    assert rules(text).against(f"{SITE}/b") is None


@pytest.mark.parametrize(
    ("delay", "seconds", "why"),
    [
        ("30", 30, "as it says"),
        ("0.5", 0.5, "parts"),
        ("soon", 0, "no number"),
        ("-3", 0, "none"),
        ("1e9", 86_400, "cut"),
    ],
)
def test_the_delay_that_is_asked_for(delay: str, seconds: float, why: str):
    assert rules(f"User-agent: *\nCrawl-delay: {delay}").crawl_delay == timedelta(seconds=seconds), why


def answer(status: int, content: bytes = b"", redirect: str = "") -> Answer:
    onward = Redirect("GET", redirect, None) if redirect else None  # type: ignore[arg-type]
    url = f"{SITE}/robots.txt"
    return Answer(url, status, {"content-type": "text/plain"}, content, Exchange("GET", url, b"", b"", status), onward)


FORBIDS = b"User-agent: *\nDisallow: /x"


@pytest.mark.parametrize(
    ("answers", "gives", "asked", "why"),
    [
        ([answer(200, FORBIDS)], "Disallow: /x", 1, "rules"),
        ([answer(404)], None, 1, "no rules"),
        ([answer(401)], None, 1, "no rules, whoever it is for (RFC 9309, 2.3.1.3)"),
        ([answer(403)], None, 1, "no rules: what stands there is read as a page"),
        ([answer(500)], "robots/http-5xx", 1, "nothing may be taken for allowed"),
        ([answer(503)], "robots/http-5xx", 1, "whichever of the 500s"),
        ([answer(429)], "robots/rate-limited", 1, "nor where we are to stay away for now"),
        ([answer(301, redirect=f"{SITE}/robots.txt"), answer(200, FORBIDS)], "Disallow: /x", 2, "it is followed"),
        ([answer(301, redirect="https://other.example/robots.txt")], None, 1, "not to another host"),
        ([answer(302, redirect=f"{SITE}/login")], None, 1, "nor to another page"),
        ([answer(301, redirect=f"{SITE}/robots.txt")] * 9, None, 6, "nor for ever"),
    ],
)
async def test_what_each_answer_means(answers: list[Answer], gives: str | None, asked: int, why: str):
    sent: list[Any] = []

    async def ask(what: Get | Answer) -> Answer:
        sent.append(what)
        return answers[len(sent) - 1]

    learned = await Robots(None, SimulatedClock(WEDNESDAY)).learn(SITE, ask)
    said = learned.rule if isinstance(learned, Reading) else learned.against(f"{SITE}/x")
    assert (said, len(sent)) == (gives, asked), why


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "slotwatch.sqlite3") as opened:
        yield opened


@pytest.mark.parametrize(
    ("after", "known", "usable", "why"),
    [
        (23 * HOUR, True, True, "within a day it is not asked again"),
        (24 * HOUR, False, True, "then it is; while the site fails, the old one is obeyed"),
        (7 * 24 * HOUR - HOUR, False, True, "for a week"),
        (7 * 24 * HOUR, False, False, "not longer"),
        (-HOUR, False, False, "one from the future is none: the clock was set back"),
    ],
)
async def test_how_long_a_copy_is_good_for(store: Store, after: timedelta, known: bool, usable: bool, why: str):
    Hosts(store).put_robots(RobotsCopy(SITE, WEDNESDAY, 200, FORBIDS))
    clock = SimulatedClock(WEDNESDAY)
    clock.step(after)
    robots = Robots(Hosts(store), clock)

    async def ask(_what: Get | Answer) -> Answer:
        return answer(500)

    assert (robots.known(SITE) is not None) is known, why
    assert isinstance(await robots.learn(SITE, ask), Rules) is usable, why


# Over real sockets, as if this machine were another one


class Server:
    """An ASGI app: what each path answers, and what was asked in which order."""

    def __init__(self, **pages: tuple[int, str] | tuple[int, str, dict[str, str]]) -> None:
        self.pages: dict[str, Any] = {"page": (200, "<p>Plus aucune plage horaire libre</p>"), **pages}
        self.asked: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope["path"]
        self.asked.append(path)
        status, text, *more = self.pages.get({"/robots.txt": "robots"}.get(path, path[1:]), (404, ""))
        headers = {"content-type": "text/html; charset=utf-8", **(more[0] if more else {})}
        head = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": text.encode()})


class Place:
    """A monitor that treats this machine like any other, one look at a time."""

    def __init__(self, store: Store, base: str, manners: Manners | None = None) -> None:
        self.clock = SimulatedClock(WEDNESDAY)
        self.store, self.manners = store, {"127.0.0.1": manners} if manners else {}
        self.target = target(f"{base}/page", "page", options=WORDS)
        self.start()

    def start(self) -> None:
        """As after a restart."""
        ledger = Ledger(self.store, self.clock, "test")
        ledger.configure({**effective(self.target), "target": [_row(self.target)]}, [self.target])
        self.wires = WireBox()
        self.watcher = Watcher(
            probes=PROBES,
            identity=IDENTITY,
            clock=self.clock,
            make_wire=self.wires,
            concurrency=5,
            store=self.store,
            ledger=ledger,
            hosts=self.manners,
            polite_on_loopback=True,
        )

    async def look(self) -> Seen:
        seen = await self.watcher.look(self.target, LookKind.EXTRA)
        await self.wires.aclose()
        assert seen
        return seen


def _row(one: Target) -> dict[str, Any]:
    return {"id": one.id, "timezone": one.timezone, "url": one.url, "options": WORDS}


def said(seen: Seen) -> tuple[str, str, str]:
    reading = seen.look.reading
    return str(reading.reason), reading.rule, reading.quote


def sealed_robots(seen: Seen) -> Any:
    assert seen.recorded
    return json.loads(seen.recorded.line)["rob"]


async def test_robots_txt_is_asked_first_kept_with_the_look_and_not_again_within_a_day(store: Store):
    server = Server(robots=(200, "User-agent: *\nDisallow: /other"))
    async with serve(server) as base:
        place = Place(store, base)
        first = await place.look()
        place.start()
        place.clock.move_to(WEDNESDAY + 2 * HOUR)
        second = await place.look()
        place.clock.move_to(WEDNESDAY + 25 * HOUR)
        await place.look()
    assert server.asked == ["/robots.txt", "/page", "/page", "/robots.txt", "/page"]
    assert [exchange.url.rpartition("/")[2] for exchange in first.look.exchanges] == ["robots.txt", "page"]
    assert said(first) == said(second) == ("negative-phrase", "page/none", "Plus aucune plage horaire libre")
    assert (sealed_robots(first), sealed_robots(second)) == ("obeyed", "obeyed")
    with reading(store.path) as reader:
        assert [again.changed for again in reread(reader, PROBES)] == [False] * 3, "it is no part of the walk"


async def test_what_is_forbidden_is_not_asked(store: Store):
    server = Server(robots=(200, "User-agent: *\nDisallow: /pa"))
    async with serve(server) as base:
        place = Place(store, base)
        seen = await place.look()
    assert server.asked == ["/robots.txt"]
    assert said(seen) == ("robots", "robots/disallow", "Disallow: /pa")
    assert sealed_robots(seen) == "obeyed"
    assert Hosts(store).state(place.target.server).level == 0, "nobody refused anything"
    with reading(store.path) as reader:
        assert list(reread(reader, PROBES)) == []


async def test_a_redirect_into_what_is_forbidden_is_not_followed(store: Store):
    server = Server(robots=(200, "User-agent: *\nDisallow: /page/"), page=(302, "", {"location": "/page/there"}))
    async with serve(server) as base:
        seen = await Place(store, base).look()
    assert server.asked == ["/robots.txt", "/page"]
    assert seen.look.reading.rule in ("robots/disallow", "fetch/redirect-elsewhere")


async def test_an_override_asks_nothing_and_is_sealed_with_its_reason(store: Store):
    server = Server(robots=(200, "User-agent: *\nDisallow: /"))
    async with serve(server) as base:
        seen = await Place(store, base, Manners(ignore_robots="The office agreed on 2 March")).look()
    assert server.asked == ["/page"]
    assert sealed_robots(seen) == "overridden: The office agreed on 2 March"


async def test_while_robots_txt_cannot_be_had_nothing_else_is_asked_and_it_is_no_refusal(store: Store):
    server = Server(robots=(500, "<h1>Internal Server Error</h1>"))
    async with serve(server) as base:
        seen = await Place(store, base).look()
    assert server.asked == ["/robots.txt"]
    assert said(seen)[:2] == ("http-5xx", "robots/http-5xx")
    assert sealed_robots(seen) is None


async def test_a_machine_that_does_not_answer_is_a_fault_of_the_connection(store: Store):
    seen = await Place(store, "http://127.0.0.1:9").look()
    assert said(seen)[:2] == ("connection", "robots/connection")


async def test_a_robots_txt_that_never_ends_in_time_ends_the_look_as_a_timeout(store: Store):
    over = asyncio.Event()
    talks = []

    async def hang(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append(asyncio.create_task(hang(reader, writer)))

    async with await asyncio.start_server(accept, "127.0.0.1", 0) as server:
        place = Place(store, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        limits = type(place.target.limits)(seconds=5, read_seconds=0.2)
        place.target = target(place.target.url, "page", options=WORDS, limits=limits)
        seen = await place.look()
        over.set()
        await asyncio.gather(*talks)
    assert said(seen)[:2] == ("timeout", "robots/timeout")


@pytest.mark.parametrize(
    ("status", "headers", "minutes", "why"),
    [
        (503, {"retry-after": "600"}, 10, "seconds, more than our own pause"),
        (429, {"retry-after": "Wed, 03 Oct 2018 11:00:00 GMT", "date": "Wed, 03 Oct 2018 10:30:00 GMT"}, 30, "a date"),
        (403, {"retry-after": "3600"}, 60, "of a refusal too"),
        (503, {"retry-after": "tomorrow"}, 5, "nonsense: our own pause"),
        (500, {"retry-after": "600"}, 0, "not of other answers"),
    ],
)
async def test_retry_after_is_honoured_also_after_a_restart(
    store: Store, status: int, headers: dict[str, str], minutes: int, why: str
):
    server = Server(page=(status, "<h1>No</h1>", headers))
    async with serve(server) as base:
        place = Place(store, base)
        await place.look()
        asked_at = place.clock.now()
        server.pages["page"] = (200, "<p>Plus aucune plage horaire libre</p>")
        place.start()
        if minutes:
            with pytest.raises(Paused) as paused:
                await place.look()
            left = (paused.value.wait.until - asked_at).total_seconds() / 60
            assert minutes - 0.5 <= left <= minutes * 1.1, why
            place.clock.move_to(paused.value.wait.until)
        assert said(await place.look())[0] == "negative-phrase"
    assert len(server.asked) == 3


async def test_looks_at_one_host_keep_their_interval_and_what_robots_txt_asks_for(store: Store):
    server = Server(robots=(200, "User-agent: *\nCrawl-delay: 40"))
    async with serve(server) as base:
        place = Place(store, base)
        first = await place.look()
        second = await place.look()
    assert second.look.started_at - first.look.started_at >= timedelta(seconds=40)


async def test_the_question_for_robots_txt_counts_in_the_budget(store: Store):
    async with serve(Server()) as base:
        place = Place(store, base, Manners(requests_per_hour=3))
        for _ in range(2):
            await place.look()
        with pytest.raises(Paused, match="its budget of 3 requests an hour is used up"):
            await place.look()
    assert sum(number for _, number in Hosts(store).state(place.target.server).recent) == 3
