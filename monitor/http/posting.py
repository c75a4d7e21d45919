"""Small binary questions to other machines: time stamps and revocation lists. Bounded, follows nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from monitor.http.body import BodyError, decode_body
from monitor.http.wire import Wire, WireFault, ssl_context


@dataclass(frozen=True, slots=True)
class Came:
    """The body of an answer of the 200s, or why there is none."""

    content: bytes
    fault: str = ""
    """In words that hold nothing of the URL, which may carry a password; empty where an answer came."""


class Posting:
    """Asks under our own name; every question takes a connection of its own.

    A name and a password in a URL (``https://user:password@...``) are sent as basic authentication (RFC 7617), which
    authorities under contract ask for.
    """

    def __init__(self, user_agent: str) -> None:
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": "identity"}

    async def post(
        self, url: str, body: bytes, *, content_type: str, accept: str, seconds: float, most_bytes: int
    ) -> Came:
        """Send bytes to an address that the operator chose, which may lie in a private network."""
        wire = Wire(allow_private=True, ssl_context=ssl_context(), max_bytes=most_bytes)
        headers = {**self._headers, "Content-Type": content_type, "Accept": accept}
        return await _ask(wire, lambda: httpx.Request("POST", url, headers=headers, content=body), seconds, most_bytes)

    async def get(self, url: str, *, seconds: float, most_bytes: int, allow_private: bool) -> Came:
        """Ask for an address that another machine named: private networks are out of bounds unless allowed."""
        wire = Wire(allow_private=allow_private, ssl_context=ssl_context(), max_bytes=most_bytes)
        headers = {**self._headers, "Accept": "*/*"}
        return await _ask(wire, lambda: httpx.Request("GET", url, headers=headers), seconds, most_bytes)


async def _ask(wire: Wire, make: Callable[[], httpx.Request], seconds: float, most_bytes: int) -> Came:
    try:
        request = make()
        if request.url.scheme not in ("http", "https") or not request.url.host:
            return Came(b"", "its address is no http or https URL")
        async with asyncio.timeout(seconds):
            return await _answer(wire, _with_password(request, seconds), most_bytes)
    except httpx.InvalidURL:  # its words quote the URL
        return Came(b"", "its address is no URL")
    except WireFault as fault:
        return Came(b"", fault.reason.meaning)
    except TimeoutError:
        return Came(b"", "no complete answer within the time allowed")
    except BodyError as error:
        return Came(b"", f"the body of the answer could not be read: {error}")
    finally:
        await wire.aclose()


def _with_password(request: httpx.Request, seconds: float) -> httpx.Request:
    """A client would do both, and write the URL into the log."""
    request.extensions["timeout"] = httpx.Timeout(seconds).as_dict()
    if not request.url.userinfo:
        return request
    return next(httpx.BasicAuth(request.url.username, request.url.password).auth_flow(request))


async def _answer(wire: Wire, request: httpx.Request, most_bytes: int) -> Came:
    response = await wire.handle_async_request(request)
    try:
        if not 200 <= response.status_code < 300:
            return Came(b"", f"the answer was HTTP {response.status_code}")
        raw = b"".join([part async for part in response.aiter_raw()])
    finally:
        await response.aclose()
    content = decode_body(raw, response.headers.get("content-encoding", ""), most_bytes)
    return Came(content) if content else Came(b"", "the answer was empty")
