"""One host's connection: sends requests, keeps the exact bytes, checks resolved addresses, turns errors into faults."""

# ruff: noqa: ASYNC109 - httpcore's network interface hands timeouts in

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpcore
import httpx

from monitor.http.addresses import is_public
from monitor.http.body import has_surplus
from monitor.model import Exchange
from probes.contract import Reason

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""``await resolve(host, port)``: the host's addresses as IP literals, the preferred one first; ``OSError`` if none."""

KEEPALIVE_SECONDS = 15
MAX_BYTES = 4 * 1024 * 1024


@cache
def ssl_context() -> ssl.SSLContext:
    """The TLS settings that all wires share: making them costs 40 ms."""
    context = httpx.create_ssl_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


async def resolve_by_system(host: str, port: int) -> list[str]:
    """The addresses of a host in the order the system prefers (RFC 6724)."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Link:
    """The connection an exchange ran over."""

    peer: str = ""
    """Address and port, ``192.0.2.1:443`` or ``[2001:db8::1]:443``; empty where there was no connection."""
    tls: str = ""
    certificates: tuple[bytes, ...] = ()
    """DER, leaf first, as the server sent them."""


@dataclass(slots=True, eq=False)
class Tape:
    """The record of one exchange in the making: readable at any moment, also after a fault or a cancellation."""

    request: bytearray = field(default_factory=bytearray)
    response: bytearray = field(default_factory=bytearray)
    link: Link = field(default_factory=Link)
    reused: bool = False
    """Whether the connection had carried an exchange before."""
    ended: bool = False
    """Whether the other side closed the connection."""

    def exchange(self, method: str, url: str, status: int | None, fault: str = "") -> Exchange:
        """Everything recorded so far, frozen."""
        link = self.link
        return Exchange(
            method=method,
            url=url,
            request=bytes(self.request),
            response=bytes(self.response),
            status=status,
            peer=link.peer,
            tls=link.tls,
            certificates=link.certificates,
            fault=fault,
        )

    def rewind(self) -> None:
        """Forget all: the exchange is made anew on another connection."""
        self.request.clear()
        self.response.clear()
        self.link, self.reused, self.ended = Link(), False, False


class WireFault(httpx.TransportError):
    """Why no complete answer came, as a reason of the contract and in words; ``tape`` holds what came."""

    def __init__(self, reason: Reason, message: str, tape: Tape | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.tape = tape or Tape()


class Wire(httpx.AsyncBaseTransport):
    """A transport for one host over one HTTP/1.1 connection; exchanges take turns.

    The record of an exchange is ``response.extensions["tape"]``, ``fault.tape``, or, where neither came because the
    caller was cancelled, ``wire.tape``. Where several callers share a wire, each hands its own tape in instead
    (``extensions={"tape": Tape()}`` of the request): ``wire.tape`` may belong to another one.

    An exchange lasts until its response is closed. ``aclose`` closes the connection under whoever uses it, and an
    ``httpx.AsyncClient`` calls it when it is closed: a light client over a shared wire is therefore never closed.

    ``max_bytes`` bounds what one exchange may receive, framing and interim answers included. Raises ``WireFault``.
    """

    def __init__(
        self,
        *,
        allow_private: bool,
        ssl_context: ssl.SSLContext,
        resolve: Resolve | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._backend = _Recorder(allow_private, resolve or resolve_by_system, max_bytes)
        self._ssl_context = ssl_context
        self._connection: httpcore.AsyncHTTPConnection | None = None
        self._turn = asyncio.Lock()

    @property
    def tape(self) -> Tape:
        """Of the current exchange, or of the last one."""
        return self._backend.tape

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send, and receive the head of the answer; the body streams in under the caller's eyes."""
        url = request.url
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=await request.aread(),
            extensions=request.extensions,
        )
        tape: Tape = request.extensions.get("tape") or Tape()
        if tape.request:
            raise RuntimeError("a tape records one exchange")
        await self._turn.acquire()
        self._backend.tape = tape
        try:
            with _faults(tape, in_body=False):
                answer = await self._send(sent, tape)
        except BaseException:
            await self._end(request.method, tape, failed=True)
            raise
        extensions = {name: answer.extensions[name] for name in ("http_version", "reason_phrase")}
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer, tape, lambda: self._end(request.method, tape)),
            extensions={**extensions, "tape": tape},
        )

    async def aclose(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if connection:
            await connection.aclose()

    async def _send(self, request: httpcore.Request, tape: Tape) -> httpcore.Response:
        if request.url.scheme not in (b"http", b"https"):
            raise httpcore.UnsupportedProtocol(f"not a web address: {request.url}")
        try:
            return await (await self._connected(request.url.origin)).handle_async_request(request)
        except (httpcore.NetworkError, httpcore.RemoteProtocolError):
            if tape.response or not tape.reused:
                raise
        # The site closed an idle connection while we wrote to it. Keeping connections is our choice, so this must not
        # look like the site's fault; on a new connection the same is the site's.
        await self.aclose()
        tape.rewind()
        return await (await self._connected(request.url.origin)).handle_async_request(request)

    async def _connected(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        """The kept connection if it leads there and is still open, else a new one; a pool of one would cost more."""
        kept = self._connection
        if kept and kept.can_handle_request(origin) and kept.is_available() and not kept.has_expired():
            return kept
        await self.aclose()
        self._connection = httpcore.AsyncHTTPConnection(
            origin,
            ssl_context=self._ssl_context,
            keepalive_expiry=KEEPALIVE_SECONDS,
            network_backend=self._backend,
        )
        return self._connection

    def _reusable(self, method: str, tape: Tape) -> bool:
        """Whether the connection stands exactly at the end of an answer.

        Bytes beyond a wrong Content-Length would be taken as the start of the next exchange's answer.
        """
        idle = self._connection is not None and self._connection.is_idle()
        return idle and not has_surplus(bytes(tape.response), method)

    async def _end(self, method: str, tape: Tape, *, failed: bool = False) -> None:
        try:
            if failed or not self._reusable(method, tape):
                await self.aclose()
        finally:
            self._turn.release()


class _Body(httpx.AsyncByteStream):
    """The body as it comes, content coding untouched; closing it ends the exchange."""

    def __init__(self, answer: httpcore.Response, tape: Tape, end: Callable[[], Awaitable[None]]) -> None:
        self._answer = answer
        self._tape = tape
        self._end = end
        self._closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _faults(self._tape, in_body=True):
            async for part in self._answer.aiter_stream():
                yield part

    async def aclose(self) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            await self._answer.aclose()
        finally:
            await self._end()


class _Recorder(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only, and keeps what goes over the sockets on the current tape."""

    def __init__(self, allow_private: bool, resolve: Resolve, max_bytes: int) -> None:
        self.tape = Tape()
        self.max_bytes = max_bytes
        self._allow_private = allow_private
        self._resolve = resolve
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        async with asyncio.timeout(timeout):
            addresses = await self._addresses(host, port)
            share = timeout and timeout / len(addresses)  # one dead address must not use up the time of the others
            failures: list[Exception] = []
            for address in addresses:
                try:
                    stream = await self._inner.connect_tcp(address, port, share, local_address, socket_options)
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                    failures.append(error)
                else:
                    self.tape.link = Link(f"[{address}]:{port}" if ":" in address else f"{address}:{port}")
                    return _Stream(stream, self, self.tape.link)
        slow = any(isinstance(error, httpcore.ConnectTimeout) for error in failures)
        raise WireFault(Reason.TIMEOUT if slow else Reason.CONNECTION, "; ".join(map(_words, failures)))

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that is empty or too long
            raise WireFault(Reason.DNS, f"{host} could not be resolved: {error}") from error
        if not found:
            raise WireFault(Reason.DNS, f"{host} has no address")
        checked = [address for address in found if self._allow_private or is_public(address)]
        if not checked:
            raise WireFault(Reason.BLOCKED_ADDRESS, f"{host} resolved to {', '.join(found)}: not public, not asked")
        return checked


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that records; over TLS it stands inside, so that what it records is HTTP."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, recorder: _Recorder, link: Link) -> None:
        self._inner = inner
        self._recorder = recorder
        self._link = link
        self._tape: Tape | None = None

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        tape = self._recorder.tape
        data = await self._inner.read(max_bytes, timeout)
        tape.response += data
        tape.ended = not data
        if len(tape.response) > self._recorder.max_bytes:
            raise WireFault(Reason.TOO_LARGE, f"more than {self._recorder.max_bytes} bytes came")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        tape = self._recorder.tape
        if self._tape is not tape:
            tape.link, tape.reused, self._tape = self._link, self._tape is not None, tape
        tape.request += buffer  # before, since a cancelled write has already handed them to the socket
        await self._inner.write(buffer, timeout)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            inner = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except httpcore.ConnectError as error:
            raise WireFault(Reason.TLS, f"no trusted TLS connection: {_words(error)}") from error
        except asyncio.CancelledError:
            await self._inner.aclose()  # httpcore closes it for ordinary exceptions only
            raise
        secure: ssl.SSLObject = inner.get_extra_info("ssl_object")
        link = Link(self._link.peer, secure.version() or "", _chain(secure))
        return _Stream(inner, self._recorder, link)

    async def aclose(self) -> None:
        await self._inner.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _chain(secure: ssl.SSLObject) -> tuple[bytes, ...]:
    """The certificates that the server sent, also those that were not needed for trust; DER, leaf first."""
    if sys.version_info >= (3, 13):
        return tuple(secure.get_unverified_chain())
    from _ssl import ENCODING_DER

    sent = secure._sslobj.get_unverified_chain()  # type: ignore[attr-defined]  # noqa: SLF001 - public from 3.13 on
    return tuple(certificate.public_bytes(ENCODING_DER) for certificate in sent)


@contextmanager
def _faults(tape: Tape, *, in_body: bool) -> Iterator[None]:
    """Turn what the outside world does into a ``WireFault``; our own errors (an impossible request) pass through."""
    try:
        yield
    except WireFault as fault:
        fault.tape = tape
        raise
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.RemoteProtocolError, OSError) as error:
        raise WireFault(*_diagnosis(error, cut=in_body and tape.ended), tape) from error


def _diagnosis(error: Exception, *, cut: bool) -> tuple[Reason, str]:
    match error:
        case httpcore.ConnectTimeout() | TimeoutError():
            return Reason.TIMEOUT, "no connection within the time allowed"
        case httpcore.TimeoutException():
            return Reason.TIMEOUT, "no further bytes within the time allowed"
        case ssl.SSLError():
            return Reason.TLS, _words(error)
        case httpcore.RemoteProtocolError() if cut:
            return Reason.TRUNCATED, _words(error)
        case _:
            return Reason.CONNECTION, _words(error)


def _words(error: BaseException) -> str:
    """The innermost cause in words: httpcore and anyio wrap the system's."""
    inner = error.__cause__ or next((arg for arg in error.args if isinstance(arg, BaseException)), None)
    return _words(inner) if inner else str(error) or type(error).__name__
