"""Plain questions over real loopback sockets: who answers, and pings that keep their secret."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from monitor.http.plain import PlainHttp

PLAIN = PlainHttp("slotwatch/test (+https://example.org/observatory)")
SECRET = "/ping/5ecret-0f-the-observatory"


@asynccontextmanager
async def site(answer: bytes | None) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Answers one request of each connection, or (None) never; gives its port and the requests that came."""
    heads: list[bytes] = []
    over = asyncio.Event()
    talks: list[asyncio.Task[None]] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            if answer is None:
                await over.wait()
            else:
                writer.write(answer)
                await writer.drain()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append(asyncio.create_task(talk(reader, writer)))

    async with await asyncio.start_server(accept, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1], heads
        await asyncio.sleep(0)  # whoever has just connected is accepted
        over.set()
        await asyncio.gather(*talks)


def status(line: str, more: str = "") -> bytes:
    return f"HTTP/1.1 {line}\r\nContent-Length: 2\r\n{more}\r\nok".encode()


def closed_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.mark.parametrize(
    ("where", "answer", "expected", "why"),
    [
        ("127.0.0.1:{port}", b"", True, "a connection is enough"),
        ("localhost:{port}", b"", True, "also by name"),
        ("http://127.0.0.1:{port}/", status("200 OK"), True, "an answer"),
        ("http://127.0.0.1:{port}/", status("503 Service Unavailable"), True, "an error is an answer, too"),
        ("http://127.0.0.1:{port}/", status("302 Found", "Location: /x\r\n"), True, "so is a redirect"),
        ("http://127.0.0.1:{port}/", b"", False, "a connection that says nothing is no HTTP answer"),
        ("http://127.0.0.1:{port}/", None, False, "nor is one that hangs"),
        ("https://127.0.0.1:{port}/", status("200 OK"), False, "nor is one that speaks no TLS"),
        ("127.0.0.1:{closed}", None, False, "nobody listens"),
        ("http://127.0.0.1:{closed}/", None, False, "nor here"),
        ("canary.example:443", None, False, "the name is not known"),
        ("https://canary.example/", None, False, "nor as a URL"),
    ],
)
async def test_whether_a_machine_answers(where: str, answer: bytes | None, expected: bool, why: str) -> None:
    async with site(answer) as (port, _):
        answers = await PLAIN.reachable(where.format(port=port, closed=closed_port()), 0.3)
    assert answers is expected, why


@pytest.mark.parametrize("where", ["", ":443", "one.example:https", "http://[::1/", "ftp://one.example/"])
async def test_what_is_no_place_is_our_mistake_and_not_an_outage(where: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        await PLAIN.reachable(where, 0.3)


@pytest.mark.parametrize(
    ("answer", "expected", "why"),
    [
        (status("200 OK"), "", "it arrived"),
        (status("204 No Content"), "", "whatever the service says of it"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nendless", "", "the body is not waited for"),
        (status("404 Not Found"), "the answer was HTTP 404", "a wrong address"),
        (status("301 Moved", f"Location: {SECRET}\r\n"), "the answer was HTTP 301", "nobody hands the secret on"),
        (None, "no answer within the time allowed", "it hangs"),
        (SECRET.encode() + b"\r\n\r\n", "the connection was refused, reset, or carried no HTTP answer", "no HTTP"),
    ],
)
async def test_a_ping_says_why_it_failed_and_never_where(
    answer: bytes | None, expected: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "")
    async with site(answer) as (port, heads):
        said = await PLAIN.ping(f"http://127.0.0.1:{port}{SECRET}", 0.3)
    assert said == expected, why
    assert heads[0].startswith(f"GET {SECRET} HTTP/1.1\r\n".encode())
    assert b"User-Agent: slotwatch/test (+https://example.org/observatory)\r\n" in heads[0], "we say who we are"
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("url", "why"),
    [("https://one.example:x/5ecret", "no port"), ("ftp://one.example/5ecret", "no HTTP"), ("5ecret", "no URL")],
)
async def test_a_ping_to_what_is_no_url_is_a_failure_in_words(url: str, why: str) -> None:
    assert await PLAIN.ping(url, 0.3) == "its address is no http or https URL", why
