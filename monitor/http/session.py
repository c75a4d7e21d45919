"""One look's conversation with a host: polite headers, own cookies, bounded bodies, over a shared wire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import httpx

from monitor.http.body import BodyTooLarge, BodyTruncated, BodyUnreadable, decode_body
from monitor.http.wire import Tape, WireFault
from monitor.model import Exchange
from probes.contract import Get, Reason, Request


class SessionFault(Exception):
    """No page came, for a reason of the contract; ``exchange`` holds what did come."""

    def __init__(self, reason: Reason, message: str, exchange: Exchange) -> None:
        super().__init__(message)
        self.reason = reason
        self.exchange = exchange


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where an answer sends us; ``request`` is what a browser would send next."""

    method: str
    url: str
    request: httpx.Request


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its body after transfer and content coding, and the exact bytes in ``exchange``."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    exchange: Exchange
    redirect: Redirect | None


class Transport(Protocol):
    """What a session needs of a wire: an httpx transport that hands out the tape of each exchange."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the response carries its record as ``extensions["tape"]``."""


class Session:
    """A fresh cookie jar and the headers of one look; the wire below is shared and stays open."""

    def __init__(
        self, wire: Transport, *, user_agent: str, accept_language: str, read_seconds: float, decoded_bytes: int
    ) -> None:
        self._limit = decoded_bytes
        headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        }
        if accept_language:
            headers["Accept-Language"] = accept_language
        # Never closed: closing a client closes its transport, which other looks share.
        self._client = httpx.AsyncClient(
            transport=_Borrowed(wire),
            headers=headers,
            timeout=httpx.Timeout(read_seconds),
            follow_redirects=False,
            trust_env=False,
        )
        self._pending: tuple[str, str, Tape] | None = None

    def cut_short(self, fault: str) -> Exchange | None:
        """What an exchange had received when the look was cancelled in the middle of it; None where none was."""
        if self._pending is None:
            return None
        method, url, tape = self._pending
        return tape.exchange(method, url, None, fault)

    async def ask(self, request: Request) -> Answer:
        """Send a probe's request. Raises ``SessionFault``."""
        build = self._client.build_request
        if isinstance(request, Get):
            if request.fresh_session:
                self._client.cookies.clear()
            return await self._send(build("GET", request.url))
        if request.fields is not None:
            return await self._send(build("POST", request.url, data=dict(request.fields)))
        kind = {"Content-Type": f"{request.content_type}; charset=utf-8"}
        return await self._send(build("POST", request.url, content=request.body.encode(), headers=kind))

    async def follow(self, redirect: Redirect) -> Answer:
        """Go where an answer sent us, as a browser would. Raises ``SessionFault``."""
        return await self._send(redirect.request)

    async def _send(self, request: httpx.Request) -> Answer:
        method, url = request.method, str(request.url)
        tape = Tape()
        self._pending = (method, url, tape)
        request.extensions["tape"] = tape
        status: int | None = None
        try:
            response = await self._client.send(request, stream=True)
            status = response.status_code
            try:
                raw = await self._raw_body(response)
            finally:
                await response.aclose()
                response.stream = httpx.ByteStream(b"")  # it refers to the response: both would stay for a while
            content = decode_body(raw, response.headers.get("content-encoding", ""), self._limit)
            self._pending = None
        except WireFault as fault:
            self._pending = None
            raise SessionFault(fault.reason, str(fault), tape.exchange(method, url, status, str(fault))) from fault
        except httpx.RemoteProtocolError as error:  # a Location that is no URL
            self._pending = None
            exchange = tape.exchange(method, url, status, str(error))
            raise SessionFault(Reason.REDIRECT, str(error), exchange) from error
        except (BodyTooLarge, BodyTruncated, BodyUnreadable) as error:
            self._pending = None
            reason = BODY_REASONS[type(error)]
            raise SessionFault(reason, str(error), tape.exchange(method, url, status, str(error))) from error
        onward = response.next_request
        return Answer(
            url=url,
            status=response.status_code,
            headers=_joined(response.headers.raw),
            content=content,
            exchange=tape.exchange(method, url, status),
            redirect=Redirect(onward.method, str(onward.url), onward) if onward else None,
        )

    async def _raw_body(self, response: httpx.Response) -> bytes:
        """The body before content decoding, no longer than the limit: packed bytes are not larger than their text."""
        parts, size = [], 0
        async for part in response.aiter_raw():
            parts.append(part)
            size += len(part)
            if size > self._limit:
                raise BodyTooLarge(f"more than {self._limit} bytes came")
        return b"".join(parts)


def _joined(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names in lower case, values as ``parse_response`` reads them from stored bytes, so that replays agree."""
    joined: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        joined[key] = f"{joined[key]}, {text}" if key in joined else text
    return joined


BODY_REASONS = {BodyTooLarge: Reason.TOO_LARGE, BodyTruncated: Reason.TRUNCATED, BodyUnreadable: Reason.NOT_HTML}


class _Borrowed(httpx.AsyncBaseTransport):
    """A wire that a client may use but not close."""

    def __init__(self, wire: Transport) -> None:
        self._wire = wire

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._wire.handle_async_request(request)
