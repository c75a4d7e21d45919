import asyncio
import gc
import gzip
import os
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, closing, suppress
from typing import Any

import httpcore
import httpx
import pytest
import trustme

from monitor.http.wire import Tape, Wire, WireFault, ssl_context
from monitor.model import Exchange
from probes.contract import Reason

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
CLOSE, RESET, HANG, GARBLE = "close", "reset", "hang", "garble"
Answer = tuple[bytes | str, ...]


class Site:
    """Answers the n-th request of the n-th connection as scripted: bytes, or close, reset, hang, break TLS."""

    def __init__(self, *connections: list[Answer]) -> None:
        self.received: list[bytes] = []
        """What came, one entry for each connection."""
        self.names: list[str | None] = []
        """The names asked for by SNI."""
        self.port = 0
        self._script = connections
        self._over = asyncio.Event()
        self._writers: list[asyncio.StreamWriter] = []

    @property
    def url(self) -> str:
        return f"http://booking.example:{self.port}/rdv?x=1"

    async def start(self, tls: ssl.SSLContext | None = None) -> None:
        if tls:
            tls.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._over.set()
        self._server.close()
        for writer in self._writers:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
        await self._server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = len(self.received)
        self._writers.append(writer)
        self.received.append(b"")
        with suppress(asyncio.IncompleteReadError, OSError):
            for answer in self._script[number]:
                await self._receive(reader, number)
                for step in answer:
                    await self._do(step, writer)
            self.received[number] += await reader.read()

    async def _receive(self, reader: asyncio.StreamReader, number: int) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        self.received[number] += head + await reader.readexactly(int(length or 0))

    async def _do(self, step: bytes | str, writer: asyncio.StreamWriter) -> None:
        if isinstance(step, bytes):
            writer.write(step)
            await writer.drain()
        elif step == HANG:
            await self._over.wait()
        elif step == CLOSE:
            writer.close()
        elif step == GARBLE:
            os.write(writer.get_extra_info("socket").fileno(), b"\x17\x03\x03\x00\x20" + b"?" * 32)
        else:
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()


@pytest.fixture
async def serve() -> AsyncIterator[Callable[..., Any]]:
    sites: list[Site] = []

    async def start(*connections: list[Answer], tls: ssl.SSLContext | None = None) -> Site:
        site = Site(*connections)
        await site.start(tls)
        sites.append(site)
        return site

    yield start
    for site in sites:
        await site.stop()


def resolving(*addresses: str) -> Callable[..., Any]:
    async def resolve(host: str, port: int) -> list[str]:
        return list(addresses)

    return resolve


@pytest.fixture
async def make_wire() -> AsyncIterator[Callable[..., Any]]:
    wires: list[Wire] = []

    def make(**changes) -> Wire:
        settings = {"allow_private": True, "ssl_context": ssl_context(), "resolve": resolving("127.0.0.1")}
        wires.append(Wire(**{**settings, **changes}))
        return wires[-1]

    yield make
    for wire in wires:
        await wire.aclose()


@pytest.fixture
async def wire(make_wire):
    return make_wire()


async def ask(wire: Wire, url: str, method: str = "GET", *, seconds: float = 5, **more) -> tuple[Tape, bytes]:
    client = httpx.AsyncClient(transport=wire, timeout=seconds)  # never closed: it would close the wire
    async with client.stream(method, url, **more) as response:
        body = b"".join([part async for part in response.aiter_raw()])
    return response.extensions["tape"], body


def fault_of(error: pytest.ExceptionInfo[WireFault]) -> tuple[Reason, bytes]:
    assert type(error.value) is WireFault
    assert error.value.request.url.host, "httpx passed it through and says for which request"
    return error.value.reason, bytes(error.value.tape.response)


def raises() -> AbstractContextManager[pytest.ExceptionInfo[WireFault]]:
    return pytest.raises(WireFault)


ZIPPED = gzip.compress(b"aucun creneau")

EXACT = [
    (OK, b"ok", "plain"),
    (
        b"HTTP/1.1 200  Tout va bien\r\nx-Second:   b\r\nX-FIRST: a\t\r\ncontent-LENGTH:2\r\nx-second: c\r\n\r\nok",
        b"ok",
        "case, order, spaces and repetition of headers",
    ),
    (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;ext=1\r\no\r\n001\r\nk\r\n0\r\nTrailer: t\r\n\r\n",
        b"ok",
        "chunk framing, extensions and trailers",
    ),
    (
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(ZIPPED), ZIPPED),
        ZIPPED,
        "content coding untouched",
    ),
    (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK, b"ok", "interim answers belong to the exchange"),
    (b"HTTP/1.1 502 Bad Gateway\nContent-Length: 2\n\nok", b"ok", "bare line feeds"),
    (b"HTTP/1.1 204 No Content\r\n\r\n", b"", "no body"),
]


@pytest.mark.parametrize(("sent", "body", "why"), EXACT)
async def test_the_tape_holds_what_came_byte_for_byte(serve, wire, sent, body, why):
    site = await serve([(sent,)])
    tape, seen = await ask(wire, site.url)
    assert (bytes(tape.response), seen) == (sent, body), why


async def test_a_body_may_last_until_the_connection_closes(serve, wire):
    sent = b"HTTP/1.0 200 OK\r\n\r\nok"
    site = await serve([(sent, CLOSE)])
    tape, body = await ask(wire, site.url)
    assert (bytes(tape.response), body, tape.ended) == (sent, b"ok", True)


async def test_bytes_that_come_one_by_one_are_all_kept(serve, wire):
    site = await serve([tuple(bytes([byte]) for byte in OK)])
    assert bytes((await ask(wire, site.url))[0].response) == OK


@pytest.mark.parametrize("more", [{}, {"method": "POST", "data": {"condition": "on", "é": "&"}}])
async def test_the_tape_holds_the_request_as_the_site_got_it(serve, wire, more):
    site = await serve([(OK,)])
    tape, _ = await ask(wire, site.url, headers={"X-oDD": "1"}, **more)
    assert bytes(tape.request) == site.received[0]
    assert b"\r\nX-oDD: 1\r\n" in tape.request
    assert f"\r\nHost: booking.example:{site.port}\r\n".encode() in tape.request


async def test_an_exchange_is_the_frozen_record(serve, wire):
    site = await serve([(OK,)])
    tape, _ = await ask(wire, site.url)
    exchange = tape.exchange("GET", site.url, 200)
    tape.rewind()
    assert exchange == Exchange(
        method="GET", url=site.url, request=site.received[0], response=OK, status=200, peer=f"127.0.0.1:{site.port}"
    )


async def test_exchanges_of_one_connection_have_a_tape_each(serve, wire):
    other = OK.replace(b"ok", b"no")
    site = await serve([(OK,), (other,)])
    first, _ = await ask(wire, site.url)
    second, _ = await ask(wire, site.url, "POST", content=b"x")
    assert (bytes(first.response), bytes(second.response)) == (OK, other)
    assert site.received == [bytes(first.request + second.request)]
    assert (first.reused, second.reused, second.link) == (False, True, first.link)


async def test_callers_of_one_wire_take_turns_and_may_bring_their_tapes(serve, wire):
    site = await serve([(OK[:20], OK[20:]), (OK,), (OK,)])
    own = [Tape() for _ in range(3)]
    answers = await asyncio.gather(*(ask(wire, site.url, extensions={"tape": tape}) for tape in own))
    assert [tape for tape, _ in answers] == own
    assert [bytes(tape.response) for tape in own] == [OK] * 3
    assert len(site.received) == 1


async def test_a_tape_records_one_exchange_only(serve, wire):
    site = await serve([(OK,)])
    tape, _ = await ask(wire, site.url)
    with pytest.raises(RuntimeError, match="one exchange"):
        await ask(wire, site.url, extensions={"tape": tape})


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

FAULTS = [
    ((CLOSE,), Reason.CONNECTION, "closed without a word"),
    ((RESET,), Reason.CONNECTION, "reset without a word"),
    ((b"<html>no HTTP</html>\r\n\r\n",), Reason.CONNECTION, "no HTTP"),
    ((b"HTTP/1.1 200 OK\r\nContent-", CLOSE), Reason.CONNECTION, "ended within the headers"),
    ((b"HTTP/1.1 100 Continue\r\n\r\n", CLOSE), Reason.CONNECTION, "ended after an interim answer"),
    ((b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",), Reason.CONNECTION, "an absurd length"),
    ((HEAD + b"short", CLOSE), Reason.TRUNCATED, "ended before its Content-Length"),
    ((CHUNKED + b"9\r\nshort", CLOSE), Reason.TRUNCATED, "ended within a chunk"),
    ((CHUNKED + b"5\r\nshort\r\n", CLOSE), Reason.TRUNCATED, "ended before the last chunk"),
    ((CHUNKED + b"5\r\nshort\r\nnonsense\r\n",), Reason.CONNECTION, "broken framing"),
    ((HANG,), Reason.TIMEOUT, "silent"),
    ((HEAD + b"short", HANG), Reason.TIMEOUT, "silent in the middle of the body"),
]


@pytest.mark.parametrize(("answer", "reason", "why"), FAULTS)
async def test_a_fault_has_its_reason_and_keeps_what_came(serve, wire, answer, reason, why):
    site = await serve([answer])
    with raises() as error:
        await ask(wire, site.url, seconds=0.1 if HANG in answer else 5)
    assert fault_of(error) == (reason, answer[0] if isinstance(answer[0], bytes) else b""), why
    assert str(error.value)
    assert error.value.tape is wire.tape
    assert [bytes(wire.tape.request)] == site.received, "asked once"
    assert wire.tape.link.peer == f"127.0.0.1:{site.port}"


async def test_a_reset_within_the_body_is_a_fault_of_the_connection(serve, wire):
    site = await serve([(HEAD + b"short", HANG)])
    client = httpx.AsyncClient(transport=wire)
    with raises() as error:
        async with client.stream("GET", site.url) as response:
            async for part in response.aiter_raw():
                assert part == b"short"
                await site._do(RESET, site._writers[0])
    assert fault_of(error) == (Reason.CONNECTION, HEAD + b"short")


async def test_after_a_fault_the_wire_starts_afresh(serve, wire):
    site = await serve([(HEAD + b"short", CLOSE)], [(OK,)])
    with raises():
        await ask(wire, site.url)
    tape, body = await ask(wire, site.url)
    assert (bytes(tape.response), body, len(site.received)) == (OK, b"ok", 2)


async def test_interim_answers_without_end_are_bounded(serve, make_wire):
    site = await serve([(b"HTTP/1.1 102 Processing\r\n\r\n" * 10_000, HANG)])
    wire = make_wire(max_bytes=100_000)
    with raises() as error:
        await ask(wire, site.url)
    reason, kept = fault_of(error)
    assert reason is Reason.TOO_LARGE
    assert 100_000 < len(kept) < 200_000


async def test_our_own_impossible_request_is_no_fault_of_the_site(serve, wire):
    site = await serve([], [(OK,)])
    with pytest.raises(httpcore.LocalProtocolError):
        await ask(wire, site.url, headers={"X": "a\r\nb"})
    assert (await ask(wire, site.url))[1] == b"ok", "and the turn was given back"


STALE = [
    ([(OK,), (CLOSE,)], "closed as our request arrived"),
    ([(OK,), (RESET,)], "reset as our request arrived"),
    ([(OK, CLOSE)], "closed while it was idle"),
]


@pytest.mark.parametrize(("first", "why"), STALE)
async def test_a_kept_connection_that_the_site_closed_is_no_fault(serve, wire, first, why):
    site = await serve(first, [(OK,)])
    await ask(wire, site.url)
    tape, body = await ask(wire, site.url, "POST", content=b"again")
    assert body == b"ok", why
    assert bytes(tape.request) == site.received[1], "the tape tells of the exchange that took place, and of it only"
    assert (bytes(tape.response), tape.reused) == (OK, False)


async def test_a_new_connection_that_the_site_closes_is_its_fault(serve, wire):
    site = await serve([(OK,), (CLOSE,)], [(CLOSE,)], [(OK,)])
    await ask(wire, site.url)
    with raises() as error:
        await ask(wire, site.url)
    assert fault_of(error) == (Reason.CONNECTION, b"")
    assert len(site.received) == 2, "tried once more, and not twice"


@pytest.mark.parametrize(("second", "reason"), [((b"HTTP/1.1 2", CLOSE), Reason.CONNECTION), ((HANG,), Reason.TIMEOUT)])
async def test_a_kept_connection_that_answers_or_waits_is_not_tried_again(serve, wire, second, reason):
    site = await serve([(OK,), second], [(OK,)])
    await ask(wire, site.url)
    with raises() as error:
        await ask(wire, site.url, seconds=0.1 if HANG in second else 5)
    assert fault_of(error)[0] is reason
    assert len(site.received) == 1


async def test_bytes_beyond_the_answer_never_reach_the_next_one(serve, wire):
    planted = OK + OK.replace(b"ok", b"no")
    site = await serve([(planted,)], [(OK,)])
    first, _ = await ask(wire, site.url)
    second, body = await ask(wire, site.url)
    assert bytes(first.response) == planted, "what came through the socket is kept"
    assert (body, bytes(second.response), second.reused) == (b"ok", OK, False)


@pytest.mark.parametrize("came", [b"", HEAD, HEAD + b"short"])
async def test_cancelled_the_tape_stays_and_the_connection_goes(serve, wire, came):
    site = await serve([(came, HANG)], [(OK,)])
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await ask(wire, site.url)
    assert (bytes(wire.tape.request), bytes(wire.tape.response)) == (site.received[0], came)
    tape, _ = await ask(wire, site.url)
    assert (bytes(tape.response), tape.reused, len(site.received)) == (OK, False, 2)


@pytest.mark.parametrize("came", [b"", HEAD + b"short"])
async def test_cancelled_again_and_again_the_wire_still_works(serve, wire, came):
    site = await serve([(came, HANG)], [(OK,)])
    task = asyncio.create_task(ask(wire, site.url))
    await asyncio.wait([task], timeout=0.1)
    while not task.done():
        task.cancel()  # also while the connection is being closed
        await asyncio.wait([task], timeout=0)
    assert task.cancelled()
    assert (await ask(wire, site.url))[1] == b"ok"


@pytest.mark.parametrize("parts", [0, 1])
async def test_a_body_given_up_closes_the_connection(serve, wire, parts):
    site = await serve([(HEAD + b"short", HANG)], [(OK,)])
    client = httpx.AsyncClient(transport=wire)
    async with client.stream("GET", site.url) as response:
        if parts:
            async for _ in response.aiter_raw():
                break
    gc.collect()
    assert (await ask(wire, site.url))[1] == b"ok"
    assert len(site.received) == 2


async def failing(host: str, port: int) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


UNREACHED = [
    ("http://gone.example/", failing, True, Reason.DNS, "gone.example could not be resolved: [Errno"),
    ("http://gone.example/", resolving(), True, Reason.DNS, "gone.example has no address"),
    (f"http://{'a' * 64}.example/", None, True, Reason.DNS, "label"),
    ("http://rebound.example/", resolving("127.0.0.1", "10.1.2.3"), False, Reason.BLOCKED_ADDRESS, "127.0.0.1, 10.1"),
    ("http://mapped.example/", resolving("::ffff:127.0.0.1"), False, Reason.BLOCKED_ADDRESS, "not public"),
    ("http://localhost/", None, False, Reason.BLOCKED_ADDRESS, "localhost resolved to"),
    ("http://127.0.0.1/", None, False, Reason.BLOCKED_ADDRESS, "127.0.0.1"),
    ("http://2130706433/", None, False, Reason.BLOCKED_ADDRESS, "2130706433 resolved to 127.0.0.1"),
    ("http://[::1]/", None, False, Reason.BLOCKED_ADDRESS, "::1"),
]


@pytest.mark.parametrize(("url", "resolve", "allow_private", "reason", "words"), UNREACHED)
async def test_a_host_that_is_not_reached_leaves_an_empty_exchange(
    make_wire, url, resolve, allow_private, reason, words
):
    wire = make_wire(resolve=resolve, allow_private=allow_private)
    with raises() as error:
        await ask(wire, url)
    assert fault_of(error) == (reason, b"")
    assert words in str(error.value)
    assert wire.tape.exchange("GET", url, None, str(error.value)) == Exchange(
        method="GET", url=url, request=b"", response=b"", status=None, fault=str(error.value)
    )


async def test_a_refused_connection_says_so(serve, wire):
    site = await serve()
    await site.stop()
    with raises() as error:
        await ask(wire, site.url)
    assert fault_of(error) == (Reason.CONNECTION, b"")
    assert "Connect call failed" in str(error.value)
    assert wire.tape.link.peer == ""


async def test_a_private_address_is_not_even_connected_to(serve, make_wire):
    site = await serve()
    with raises():
        await ask(make_wire(allow_private=False), site.url)
    assert site.received == []


async def test_the_system_resolves_where_nobody_else_does(serve, make_wire):
    site = await serve([(OK,)])
    tape, _ = await ask(make_wire(resolve=None), f"http://localhost:{site.port}/")
    assert tape.link.peer == f"127.0.0.1:{site.port}"


async def test_the_next_address_is_tried_where_one_refuses(serve, make_wire):
    site = await serve([(OK,)])
    tape, _ = await ask(make_wire(resolve=resolving("::1", "127.0.0.9", "127.0.0.1")), site.url)
    assert tape.link.peer == f"127.0.0.1:{site.port}"


async def test_a_name_that_takes_too_long_is_a_timeout(make_wire):
    async def slow(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    with raises() as error:
        await ask(make_wire(resolve=slow), "http://slow.example/", seconds=0.1)
    assert fault_of(error) == (Reason.TIMEOUT, b"")


async def test_a_silent_address_leaves_time_for_the_next(serve, make_wire):
    site = await serve([(OK,)])
    with closing(socket.create_server(("127.0.0.2", site.port), backlog=0)) as full:
        queued = [socket.socket() for _ in range(3)]  # a full queue: Linux leaves further connects without an answer
        for each in queued:
            each.setblocking(False)
            each.connect_ex(full.getsockname())
        with raises() as error:
            await ask(make_wire(resolve=resolving("127.0.0.2")), site.url, seconds=0.1)
        assert fault_of(error) == (Reason.TIMEOUT, b"")
        assert (await ask(make_wire(resolve=resolving("127.0.0.2", "127.0.0.1")), site.url, seconds=0.4))[1] == b"ok"
        for each in queued:
            each.close()


class Authority:
    """A certificate authority with one below it, a server's settings and a client's."""

    def __init__(self, name: str = "booking.example") -> None:
        root = trustme.CA()
        self.issued = root.create_child_ca().issue_cert(name)
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.issued.configure_cert(self.server)
        self.client = ssl.create_default_context()
        root.configure_trust(self.client)

    @property
    def chain(self) -> tuple[bytes, ...]:
        return tuple(ssl.PEM_cert_to_DER_cert(pem.bytes().decode()) for pem in self.issued.cert_chain_pems)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def secure(site: Site) -> str:
    return site.url.replace("http:", "https:")


async def test_over_tls_the_tape_holds_http_and_who_answered(serve, make_wire, authority):
    site = await serve([(OK,), (EXACT[2][0],)], tls=authority.server)
    wire = make_wire(ssl_context=authority.client)
    await ask(wire, secure(site))
    tape, _ = await ask(wire, secure(site))
    exchange = tape.exchange("GET", secure(site), 200)
    assert exchange.response == EXACT[2][0]
    assert site.received == [exchange.request * 2]
    assert (exchange.tls, exchange.peer) == ("TLSv1.3", f"127.0.0.1:{site.port}")
    assert exchange.certificates == authority.chain
    assert len(exchange.certificates) == 2, "the intermediate certificate too"
    assert site.names == ["booking.example"]
    assert f"Host: booking.example:{site.port}\r\n".encode() in exchange.request


async def test_a_kept_tls_connection_that_the_site_closed_is_no_fault(serve, make_wire, authority):
    site = await serve([(OK,), (CLOSE,)], [(OK,)], tls=authority.server)
    wire = make_wire(ssl_context=authority.client)
    await ask(wire, secure(site))
    assert (await ask(wire, secure(site)))[1] == b"ok"
    assert len(site.received) == 2


async def test_a_tls_body_cut_short_is_truncated(serve, make_wire, authority):
    site = await serve([(HEAD + b"short", CLOSE)], tls=authority.server)
    with raises() as error:
        await ask(make_wire(ssl_context=authority.client), secure(site))
    assert fault_of(error) == (Reason.TRUNCATED, HEAD + b"short")


async def test_a_tls_record_that_fails_its_check_is_a_tls_fault(serve, make_wire, authority):
    site = await serve([(HEAD + b"short", GARBLE)], tls=authority.server)
    with raises() as error:
        await ask(make_wire(ssl_context=authority.client), secure(site))
    assert fault_of(error) == (Reason.TLS, HEAD + b"short")


async def test_an_authority_we_do_not_know_is_a_tls_fault(serve, make_wire, authority):
    site = await serve([(OK,)], tls=Authority().server)
    with raises() as error:
        await ask(make_wire(ssl_context=authority.client), secure(site))
    assert fault_of(error) == (Reason.TLS, b"")
    assert "certificate verify failed" in str(error.value)
    assert error.value.tape.link.peer == f"127.0.0.1:{site.port}"
    assert bytes(error.value.tape.request) == b"", "not one byte of the request"


async def test_a_site_without_tls_is_a_tls_fault(make_wire, authority):
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await reader.read()
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        with raises() as error:
            await ask(
                make_wire(ssl_context=authority.client),
                f"https://booking.example:{server.sockets[0].getsockname()[1]}/",
            )
    assert fault_of(error) == (Reason.TLS, b"")
    assert str(error.value).startswith("no trusted TLS connection: ")


async def test_a_certificate_for_another_name_is_a_tls_fault(serve, make_wire, authority):
    site = await serve([(OK,)], tls=authority.server)
    with raises() as error:
        await ask(make_wire(ssl_context=authority.client), secure(site).replace("booking", "other"))
    assert fault_of(error) == (Reason.TLS, b"")
    assert "other.example" in str(error.value)
    assert bytes(error.value.tape.request) == b"", "not one byte of the request"


async def test_a_silent_handshake_is_a_timeout(make_wire, authority):
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        url = f"https://booking.example:{mute.getsockname()[1]}/"
        wire = make_wire(ssl_context=authority.client)
        with raises() as error:
            await ask(wire, url, seconds=0.1)
        assert fault_of(error) == (Reason.TIMEOUT, b"")


async def test_a_handshake_that_is_cancelled_closes_its_socket(make_wire, authority):
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        url = f"https://booking.example:{mute.getsockname()[1]}/"
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await ask(make_wire(ssl_context=authority.client), url)
        ours, _ = mute.accept()
        with closing(ours):
            ours.settimeout(2)
            assert ours.recv(5)[:1] == b"\x16", "a handshake began"
            while ours.recv(4096):
                pass


def test_the_shared_tls_settings_check_certificates_and_names():
    shared = ssl_context()
    assert shared is ssl_context()
    assert (shared.verify_mode, shared.check_hostname) == (ssl.CERT_REQUIRED, True)
