"""Sites that misbehave, one listening socket each: ``python -m tests.soak.hostile_sites NUMBER`` prints their ports.

The kind of a site is its number modulo the number of kinds. It stops when its stdin ends.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import socket
import struct
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

NONE = (
    "<!DOCTYPE html><html lang='fr'><head><title>Rendez-vous</title></head><body><p>Plus aucune plage horaire libre</p>"
)
SLOTS = NONE.replace("Plus aucune plage horaire libre", "Choisissez votre créneau")
OTHER = NONE.replace("Plus aucune plage horaire libre", "Bienvenue à la préfecture")


def page(text: str, head: str = "", *, charset: str = "utf-8", written: str = "utf-8", status: str = "200 OK") -> bytes:
    """A whole answer with its length."""
    body = f"{text}<!-- {random.random()} -->".encode(written)  # every page is another: nothing is remembered
    kind = f"Content-Type: text/html; charset={charset}\r\n"
    return f"HTTP/1.1 {status}\r\n{kind}{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def always(make: Callable[[], bytes]) -> Answer:
    """The same kind of answer to every request, over a connection that stays open."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(make())
            await writer.drain()

    return answer


def once(make: Callable[[], bytes]) -> Answer:
    """One answer, and the connection ends."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(make())
        await writer.drain()

    return answer


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Takes the request and never answers."""
    await reader.read()


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers half and breaks the connection."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(page(NONE)[:120])
    await writer.drain()
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte now and then, so that no wait between two is ever long."""
    await reader.readuntil(b"\r\n\r\n")
    for byte in page(NONE * 100):
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.02)


async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A body that never ends."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"%x\r\n%b\r\n" % (8192, b"<p>encore</p>".ljust(8192))
    while True:
        writer.write(chunk)
        await writer.drain()


def bomb() -> bytes:
    """Little on the wire, much when it is unpacked."""
    body = gzip.compress(b"<p>" + b" " * 3_000_000)
    kind = b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    return b"HTTP/1.1 200 OK\r\n%bContent-Length: %d\r\n\r\n" % (kind, len(body)) + body


def circle() -> bytes:
    """Back to where it came from."""
    return b"HTTP/1.1 302 Found\r\nLocation: /page?again\r\nContent-Length: 0\r\n\r\n"


def longer_than_said() -> bytes:
    """More bytes than its head says."""
    whole = page(NONE)
    return whole + whole[-300:]


def shorter_than_said() -> bytes:
    """Fewer bytes than its head says."""
    return page(NONE).replace(b"Content-Length: ", b"Content-Length: 9")


SITES: Mapping[str, tuple[Answer, str]] = {
    "none": (always(lambda: page(NONE)), "no_slots/negative-phrase"),
    "slots": (always(lambda: page(SLOTS)), "slots/positive-phrase"),
    "silent": (silent, "failing/timeout"),
    "reset": (reset, "failing/connection"),
    "drip": (drip, "failing/timeout"),
    "endless": (endless, "unrecognised/too-large"),
    "bomb": (always(bomb), "unrecognised/too-large"),
    "circle": (always(circle), "failing/redirect"),
    "longer": (once(longer_than_said), "no_slots/negative-phrase"),
    "shorter": (once(shorter_than_said), "failing/truncated"),
    "charset-lie": (always(lambda: page(SLOTS, charset="utf-8", written="latin-1")), "slots/positive-phrase"),
    "charset-unknown": (always(lambda: page(SLOTS, charset="klingon")), "slots/positive-phrase"),
    "garbage": (once(lambda: b"\x16\x03\x01 this is no HTTP\r\n\r\n"), "failing/connection"),
    "empty": (once(lambda: b""), "failing/connection"),
    "broken": (always(lambda: page(OTHER, status="500 Internal Server Error")), "failing/http-5xx"),
    "captcha": (
        always(lambda: page('<form><div class="g-recaptcha" data-sitekey="k"></div></form>')),
        "gated/captcha",
    ),
    "other": (always(lambda: page(OTHER)), "unrecognised/unrecognised-page"),
}
"""By kind: how it answers, and what must be read there."""


def connected(answer: Answer) -> Answer:
    """A site's own way to answer, that ends where the other side goes away."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await answer(reader, writer)
        with suppress(ConnectionError):
            writer.close()

    return serve


async def main(number: int) -> None:
    """Serve until stdin ends."""
    kinds = [answer for answer, _ in SITES.values()]
    sites = [asyncio.start_server(connected(kinds[site % len(kinds)]), "127.0.0.1", 0) for site in range(number)]
    servers = await asyncio.gather(*sites)
    print(json.dumps([server.sockets[0].getsockname()[1] for server in servers]), flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
