"""Binary questions over real loopback sockets: what is sent, what comes back, and why not."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import pytest

from monitor.demo.play import serve
from monitor.http.posting import Came, Posting

WEB = Posting("slotwatch/test (+https://example.org/observatory)")


class Site:
    """Writes each request down; answers with a status, a body and headers."""

    def __init__(self, body: bytes, status: int = 200, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
        self.body, self.status, self.headers = body, status, list(headers)
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []

    async def __call__(
        self, scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: Any
    ) -> None:
        content = (await receive()).get("body", b"")
        sent = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.asked.append((scope["method"], scope["path"], sent, content))
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


async def post(url: str, *, most_bytes: int = 10_000) -> Came:
    kinds = {"content_type": "application/timestamp-query", "accept": "application/timestamp-reply"}
    return await WEB.post(url, b"\x00question", seconds=2.0, most_bytes=most_bytes, **kinds)


async def test_bytes_go_out_and_come_back_under_our_own_name() -> None:
    site = Site(b"\x00answer")
    async with serve(site) as base:
        assert await post(f"{base}/tsr") == Came(b"\x00answer")
    ((method, path, headers, content),) = site.asked
    assert (method, path, content) == ("POST", "/tsr", b"\x00question")
    assert headers["user-agent"] == "slotwatch/test (+https://example.org/observatory)"
    assert (headers["content-type"], headers["accept"]) == (
        "application/timestamp-query",
        "application/timestamp-reply",
    )
    assert "authorization" not in headers


async def test_a_password_in_the_address_is_sent_as_a_header_and_never_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "")
    site = Site(b"", 401)
    async with serve(site) as base:
        came = await post(base.replace("http://", "http://us:s3%20cret@"))
    headers = site.asked[0][2]
    assert headers["authorization"] == "Basic dXM6czMgY3JldA=="
    assert "@" not in headers["host"]
    assert came.fault == "the answer was HTTP 401"
    assert "cret" not in caplog.text


@pytest.mark.parametrize(
    ("site", "expected", "why"),
    [
        (Site(b"x", 503), Came(b"", "the answer was HTTP 503"), "an error page is no answer"),
        (Site(b"x", 301, ((b"location", b"/other"),)), Came(b"", "the answer was HTTP 301"), "nobody is followed"),
        (Site(b""), Came(b"", "the answer was empty"), "nothing is no answer"),
        (Site(b"x" * 9000), Came(b"x" * 9000), "within the limit"),
        (Site(b"x" * 11_000), Came(b"", "the answer is larger than the limit after decompression"), "beyond it"),
        (Site(gzip.compress(b"plain"), headers=((b"content-encoding", b"gzip"),)), Came(b"plain"), "packed unasked"),
        (Site(gzip.compress(b"x" * 99_000), headers=((b"content-encoding", b"gzip"),)),
         Came(b"", "the body of the answer could not be read: more bytes than the limit after decompression"), "bomb"),
    ],
)  # fmt: skip
async def test_what_comes_back(site: Site, expected: Came, why: str) -> None:
    async with serve(site) as base:
        assert await post(base) == expected, why


@pytest.mark.parametrize("url", ["ftp://one.example/5ecret", "5ecret", "https://one.example:x/5ecret", "http://"])
async def test_what_is_no_address_is_a_fault_in_words(url: str) -> None:
    fault = (await post(url)).fault
    assert fault.startswith("its address is no ")
    assert "5ecret" not in fault


async def test_an_address_that_others_named_stays_out_of_private_networks() -> None:
    site = Site(b"a list")
    async with serve(site) as base:
        refused = await WEB.get(base, seconds=2.0, most_bytes=100, allow_private=False)
        assert site.asked == []
        assert refused.fault
        allowed = await WEB.get(base, seconds=2.0, most_bytes=10_000, allow_private=True)
    assert allowed == Came(b"a list")
    assert site.asked[0][0] == "GET"
