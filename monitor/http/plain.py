"""Plain HTTP for what is not a probe: whether another machine answers, and pings. Reads no body, follows nothing."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import httpx

from monitor.http.wire import Wire, WireFault, ssl_context

_HTTPS = 443
_MOST_BYTES = 64 * 1024
_NEXT_ADDRESS_SECONDS = 0.25
"""A network without working IPv6 must not use up the time (RFC 8305, "Happy Eyeballs")."""


class PlainHttp:
    """Small questions to other machines under our own name; every one takes a connection of its own."""

    def __init__(self, user_agent: str) -> None:
        self._headers = {"User-Agent": user_agent, "Accept": "*/*"}

    async def reachable(self, where: str, seconds: float) -> bool:
        """Whether a machine answers in time: a URL with any HTTP answer, ``host`` or ``host:port`` with a connection.

        The port is 443 where none is given. Raises ``ValueError`` for what is neither.
        """
        try:
            async with asyncio.timeout(seconds):
                if "://" in where:
                    await self._status(where, seconds)
                else:
                    await _connect(where)
        except (OSError, WireFault):  # TimeoutError is an OSError
            return False
        return True

    async def ping(self, url: str, seconds: float) -> str:
        """Ask for a URL and expect an answer of the 200s. Empty: it came; else why not.

        The words hold nothing of the URL, which is a secret, nor of what the other side said, which may repeat it.
        """
        try:
            async with asyncio.timeout(seconds):
                status = await self._status(url, seconds)
        except WireFault as fault:
            return fault.reason.meaning
        except TimeoutError:
            return "no answer within the time allowed"
        except ValueError:
            return "its address is no http or https URL"
        return "" if 200 <= status < 300 else f"the answer was HTTP {status}"

    async def _status(self, url: str, seconds: float) -> int:
        # A wire instead of a client: it goes the way that looks go, and a client would write the URL into the log.
        wire = Wire(allow_private=True, ssl_context=ssl_context(), max_bytes=_MOST_BYTES)
        try:
            response = await wire.handle_async_request(self._request(url, seconds))
            await response.aclose()
            return response.status_code
        finally:
            await wire.aclose()

    def _request(self, url: str, seconds: float) -> httpx.Request:
        try:
            request = httpx.Request(
                "GET", url, headers=self._headers, extensions={"timeout": httpx.Timeout(seconds).as_dict()}
            )
        except httpx.InvalidURL:
            raise ValueError("no URL") from None  # httpx's words quote it
        if request.url.scheme not in ("http", "https") or not request.url.host:
            raise ValueError("no http or https URL")
        return request


async def _connect(where: str) -> None:
    parts = urlsplit(f"//{where}")
    if not parts.hostname:
        raise ValueError(f"{where!r} is no host")
    _, writer = await asyncio.open_connection(
        parts.hostname, parts.port or _HTTPS, happy_eyeballs_delay=_NEXT_ADDRESS_SECONDS
    )
    writer.transport.abort()  # nothing was said, nothing is waited for
