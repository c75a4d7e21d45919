"""The driver: allow-list, limits, faults as readings, politeness; over mock transports and real loopback sockets."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import respx
from pydantic import BaseModel

from monitor.clock import SimulatedClock
from monitor.http.session import Transport
from monitor.http.wire import Wire, ssl_context
from monitor.model import Limits, Target
from monitor.watch.fetch import Fetched, ForbiddenRequest, accept_language, fetch
from probes.contract import Allow, Card, Flow, Get, Post, Probe, Reading, Reason
from tests.support.looking import IDENTITY, target

HOME = "https://rdv.example.test/start"


class NoOptions(BaseModel):
    """A probe without options."""


def probe(flow: Callable[[str, Any], Flow], *allow: Allow) -> Probe:
    return Probe(
        name="trial",
        version=1,
        options=NoOptions,
        flow=flow,
        read=lambda page, _: Reading(Reason.UNRECOGNISED_PAGE, rule="trial/read", page_language=page.language),
        allow=lambda _url, _options: allow or (Allow("GET", ".*"), Allow("POST", ".*")),
        card=Card("", "", ""),
    )


def one_page(url: str, _options: object) -> Flow:
    page = yield Get(url)
    return Reading(Reason.UNRECOGNISED_PAGE, quote=page.visible[:80], rule="trial/read")


class Clock(SimulatedClock):
    """Remembers how long it was asked to wait."""

    def __init__(self) -> None:
        super().__init__(datetime(2018, 10, 3, tzinfo=UTC))
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        await super().sleep(seconds)


class mocked:  # noqa: N801  # reads as the verb it is
    """A respx router as a transport whose bodies can be streamed, as those of a socket are."""

    def __init__(self, router: respx.MockRouter) -> None:
        self._router = router

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._router.async_handler(request)
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content))


async def look(wire: Transport, trial: Probe, seen: Target | None = None, clock: Clock | None = None) -> Fetched:
    return await fetch(seen or target(HOME, "trial"), trial, wire=wire, identity=IDENTITY, clock=clock or Clock())


Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def raw_server(answer: Answer) -> AsyncIterator[str]:
    """A server that answers every connection with exactly what it is told to."""

    serving: set[asyncio.Task[None] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.current_task())
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await reader.readuntil(b"\r\n\r\n")
            await answer(reader, writer)
        with suppress(ConnectionError):
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()
        for task in serving:
            if task:
                task.cancel()
        await asyncio.gather(*(task for task in serving if task))


async def look_at_bytes(answer: bytes, limits: Limits | None = None) -> Fetched:
    async def send(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    async with raw_server(send) as url:
        wire = Wire(allow_private=True, ssl_context=ssl_context())
        try:
            return await look(wire, probe(one_page), target(url, "trial", limits=limits or Limits()))
        finally:
            await wire.aclose()


def http(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", "Content-Type: text/html", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


async def test_a_request_outside_the_allow_list_is_never_sent() -> None:
    with respx.MockRouter(assert_all_called=False) as router:
        route = router.get("https://rdv.example.test/elsewhere").respond(200)

        def wanders(url: str, _options: object) -> Flow:
            yield Get(url.replace("start", "elsewhere"))
            return Reading(Reason.UNRECOGNISED_PAGE)

        with pytest.raises(
            ForbiddenRequest, match=r"GET https://rdv\.example\.test/elsewhere is not in its allow-list"
        ):
            await look(mocked(router), probe(wanders, Allow("GET", "/start")))
        assert not route.called


async def test_a_personal_field_is_never_sent() -> None:
    def tells(url: str, _options: object) -> Flow:
        yield Post(url, fields={"form[user_email]": "someone"})
        return Reading(Reason.UNRECOGNISED_PAGE)

    with respx.MockRouter(assert_all_called=False) as router:
        route = router.post(HOME).respond(200)
        with pytest.raises(ForbiddenRequest, match="personal field"):
            await look(mocked(router), probe(tells))
        assert not route.called


@pytest.mark.parametrize(
    ("location", "followed", "why"),
    [
        ("/start/next", True, "on the list"),
        ("https://rdv.example.test/start/next", True, "the same, absolute"),
        ("https://rdv.example.test:444/start/next", False, "another port is another place"),
        ("http://rdv.example.test/start/next", False, "https never falls to http"),
        ("https://elsewhere.example.test/start/next", False, "another host"),
        ("https://user@rdv.example.test/start/next", False, "credentials in a URL"),
        ("/start/5", False, "a path outside the list"),
        ("http://169.254.169.254/start/next", False, "a machine's own data"),
    ],
)
async def test_redirects_are_followed_only_along_the_list(location: str, followed: bool, why: str) -> None:
    with respx.MockRouter(assert_all_called=False) as router:
        router.get(HOME).respond(302, headers={"Location": location})
        onward = router.get("https://rdv.example.test/start/next").respond(200, html="<p>here</p>")
        other = router.route().respond(200, html="<p>elsewhere</p>")
        fetched = await look(mocked(router), probe(one_page, Allow("GET", "/start(/next)?")))
    assert (onward.called, other.called) == (followed, False), why
    expected = Reason.UNRECOGNISED_PAGE if followed else Reason.REDIRECT
    assert fetched.reading.reason is expected, why
    assert len(fetched.exchanges) == 1 + followed, why


async def test_a_redirect_from_http_to_https_is_followed() -> None:
    with respx.MockRouter() as router:
        router.get("http://rdv.example.test/start").respond(301, headers={"Location": HOME})
        router.get(HOME).respond(200, html="<p>here</p>")
        fetched = await look(mocked(router), probe(one_page), target("http://rdv.example.test/start", "trial"))
    assert fetched.reading.quote == "here"


async def test_a_redirect_to_no_address_is_a_reading() -> None:
    with respx.MockRouter() as router:
        router.get(HOME).respond(302, headers={"Location": "https://rdv.example.test:port/"})
        fetched = await look(mocked(router), probe(one_page))
    assert fetched.reading.reason is Reason.REDIRECT


async def test_raw_bodies_are_sent_as_they_are() -> None:
    def calls(url: str, _options: object) -> Flow:
        yield Post.text(url, "callCount=1\nbatchId=2\n")
        page = yield Post.json(url, {"motif": "titre de séjour"})
        return Reading(Reason.UNRECOGNISED_PAGE, quote=page.visible)

    with respx.MockRouter() as router:
        route = router.post(HOME).respond(200, json={"free": []})
        await look(mocked(router), probe(calls))
    text, json = (call.request for call in route.calls)
    assert (text.headers["content-type"], text.content) == ("text/plain; charset=utf-8", b"callCount=1\nbatchId=2\n")
    assert json.headers["content-type"] == "application/json; charset=utf-8"
    assert json.content == '{"motif": "titre de séjour"}'.encode()


async def test_steps_are_paced_except_on_loopback() -> None:
    def two(url: str, _options: object) -> Flow:
        yield Get(url)
        yield Get(url)
        return Reading(Reason.UNRECOGNISED_PAGE)

    far, near = Clock(), Clock()
    with respx.MockRouter() as router:
        router.get().respond(200, html="<p>page</p>")
        await look(mocked(router), probe(two), clock=far)
        await look(mocked(router), probe(two), target("http://127.0.0.1:9/", "trial"), near)
    assert len(far.waits) == 1
    assert 5 <= far.waits[0] <= 10
    assert near.waits == []


async def test_a_fresh_session_drops_the_cookies() -> None:
    def twice(url: str, _options: object) -> Flow:
        yield Get(url)
        yield Get(url)
        yield Get(url, fresh_session=True)
        return Reading(Reason.UNRECOGNISED_PAGE)

    with respx.MockRouter() as router:
        route = router.get(HOME).respond(200, headers={"Set-Cookie": "sid=1"}, html="<p>page</p>")
        await look(mocked(router), probe(twice))
    assert [call.request.headers.get("cookie") for call in route.calls] == [None, "sid=1", None]


@pytest.mark.parametrize(
    ("answer", "limits", "reason", "why"),
    [
        (http(b"x" * 3000), Limits(decoded_bytes=2000), Reason.TOO_LARGE, "more than the limit"),
        (http(gzip.compress(b"x" * 3_000_000), "Content-Encoding: gzip"), None, Reason.TOO_LARGE, "a bomb"),
        (http(b"<p>" * 50_000), None, Reason.TOO_COSTLY, "too many tags to parse"),
        (http(b"%PDF-1.7 ..."), None, Reason.NOT_HTML, "not a page"),
        (http(b"\x1f\x8bno", "Content-Encoding: gzip"), None, Reason.NOT_HTML, "not what it claims to be"),
        (http(b"12345")[:-2], None, Reason.TRUNCATED, "shorter than declared"),
        (b"SSH-2.0-OpenSSH\r\n", None, Reason.CONNECTION, "no HTTP"),
        (b"", None, Reason.CONNECTION, "no answer"),
        (b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", None, Reason.HTTP_5XX, "an error without a page"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, None, Reason.CONNECTION, "endless headers"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_the_world_sends_is_a_reading(
    answer: bytes, limits: Limits | None, reason: Reason, why: str
) -> None:
    fetched = await look_at_bytes(answer, limits)
    assert fetched.reading.reason is reason, why
    assert answer.startswith(fetched.exchanges[-1].response), "what came is kept as it came"


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, Reason.LOGIN), (403, Reason.FORBIDDEN), (429, Reason.RATE_LIMITED)]
    + [(status, Reason.HTTP_4XX) for status in (400, 404, 410, 451)]
    + [(status, Reason.HTTP_5XX) for status in (500, 502, 503, 504, 599)],
)
async def test_an_error_status_has_its_reason(status: int, reason: Reason) -> None:
    with respx.MockRouter() as router:
        router.get(HOME).respond(status, html="<p>words</p>")
        fetched = await look(mocked(router), probe(one_page))
    assert fetched.reading.reason is reason


async def test_the_deadline_of_the_whole_look_keeps_what_had_come() -> None:
    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _each in range(100):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with raw_server(drip) as url:
        wire = Wire(allow_private=True, ssl_context=ssl_context())
        fetched = await look(wire, probe(one_page), target(url, "trial", limits=Limits(seconds=0.3)))
        await wire.aclose()
    assert fetched.reading.reason is Reason.TIMEOUT
    assert fetched.seconds < 1
    assert fetched.exchanges[0].response.startswith(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nxx")
    assert fetched.exchanges[0].fault == "the look's time ran out"


async def test_silence_is_a_timeout() -> None:
    async def hang(_: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)

    async with raw_server(hang) as url:
        wire = Wire(allow_private=True, ssl_context=ssl_context())
        fetched = await look(wire, probe(one_page), target(url, "trial", limits=Limits(read_seconds=0.1)))
        await wire.aclose()
    assert fetched.reading.reason is Reason.TIMEOUT


async def test_endless_steps_are_bounded() -> None:
    def endless(url: str, _options: object) -> Flow:
        while True:
            yield Get(url)

    with respx.MockRouter() as router:
        route = router.get(HOME).respond(200, html="<p>page</p>")
        seen = target(HOME, "trial", limits=Limits(steps=7))
        fetched = await look(mocked(router), probe(endless), seen)
    assert (fetched.reading.reason, route.call_count) == (Reason.STEPS, 7)


async def test_a_private_address_is_not_asked_unless_allowed() -> None:
    seen = replace(target("http://127.0.0.1:9/", "trial"), allow_private=False)
    wire = Wire(allow_private=False, ssl_context=ssl_context())
    fetched = await look(wire, probe(one_page), seen)
    assert fetched.reading.reason is Reason.BLOCKED_ADDRESS
    assert fetched.exchanges[0].request == b""


@pytest.mark.parametrize(
    ("url", "reason"),
    [("http://nowhere.invalid/", Reason.DNS), ("http://127.0.0.1:1/", Reason.CONNECTION)],
)
async def test_no_host_and_no_server_are_told_apart(url: str, reason: Reason) -> None:
    wire = Wire(allow_private=True, ssl_context=ssl_context())
    fetched = await look(wire, probe(one_page), target(url, "trial"))
    assert fetched.reading.reason is reason
    assert fetched.exchanges[0].fault


async def test_a_probes_bug_is_not_a_reading() -> None:
    def broken(url: str, _options: object) -> Flow:
        yield Get(url)
        raise ZeroDivisionError

    with respx.MockRouter() as router:
        router.get(HOME).respond(200, html="<p>page</p>")
        with pytest.raises(ZeroDivisionError):
            await look(mocked(router), probe(broken))


@pytest.mark.parametrize(
    ("expected", "header"),
    [
        ((), ""),
        (("fr",), "fr"),
        (("fr-FR",), "fr-FR, fr;q=0.9"),
        (("de", "fr"), "de, fr;q=0.9"),
        (("fr-FR", "en-GB", "fr"), "fr-FR, fr;q=0.9, en-GB;q=0.8, en;q=0.7"),
    ],
)
def test_accept_language_is_what_the_target_expects(expected: tuple[str, ...], header: str) -> None:
    assert accept_language(expected) == header
