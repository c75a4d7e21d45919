"""A loopback server of booking-like pages for the benchmarks: serves until its standard input ends, touches no file.

It prints one JSON line when it is ready: its ports, and the options with which a ``page`` probe reads its pages.
``/p/17?size=60`` is page 17 with 60 KB; ``&mode=changed`` gives other content at every request.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import sys
import threading
from collections import Counter
from email.utils import formatdate
from functools import cache, partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

SENTENCE = "At present this counter offers no appointment on any of the days shown."
OPTIONS: dict[str, Any] = {"none": {"phrases": [SENTENCE]}, "slots": {"css": ["td.free"]}}
SIZES = (8, 60)
"""Kilobytes of a page."""

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Counter {number}: choose a day</title>
<link rel="stylesheet" href="/static/site.css"><script src="/static/site.js"></script></head>
<body><div id="page"><h1>Counter {number}</h1>
<p class="notice" role="alert">{sentence}</p>
<p>People who read this page before you: <b>{version}</b></p>
<form method="post" action="/p/{number}/next"><input type="hidden" name="token" value="{version:032x}">
"""
_FOOT = """</form><p><a href="/help">Help</a> <a href="/legal">Legal notice</a></p></div></body></html>
"""


def _week(number: int) -> str:
    """One week of a calendar: tag-dense, as booking systems write them, and no cell is free."""
    head = "".join(f'<th scope="col"><abbr title="Day {day}">D{day}</abbr></th>' for day in range(1, 8))
    rows = "".join(
        f'<tr><th scope="row">{hour}:00</th>'
        + "".join(f'<td class="slot full" data-day="{number}-{day}"><span>-</span></td>' for day in range(1, 8))
        + "</tr>\n"
        for hour in range(9, 12)
    )
    return f'<table class="calendar"><caption>Week {number}</caption><thead><tr>{head}</tr></thead>\n{rows}</table>\n'


@cache
def _calendar(size: int) -> str:
    """As many weeks as fit; a comment fills the rest, so that pages are as large as they say."""
    room = size * 1024 - len(_HEAD) - len(SENTENCE) - len(_FOOT) - 60
    weeks, number = "", 1
    while len(weeks) + len(week := _week(number)) < room:
        weeks, number = weeks + week, number + 1
    return f"{weeks}<!--{'.' * (room - len(weeks))}-->\n"


def page(number: int, size: int, version: int) -> bytes:
    """One page of ``size`` KB; another ``version`` is another content that says the same."""
    return (_HEAD.format(number=number, sentence=SENTENCE, version=version) + _calendar(size) + _FOOT).encode()


def answer(target: str, visit: int) -> bytes:
    """The whole response to the ``visit``-th request for a target.

    As from real servers the Date differs each time: the looks are an hour apart on the monitor's clock.
    """
    parts = urlsplit(target)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    name, size = parts.path.removeprefix("/p/"), int(query.get("size", "8"))
    if not name.isdigit() or size not in SIZES:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    body = page(int(name), size, visit if query.get("mode") == "changed" else 0)
    head = (
        f"HTTP/1.1 200 OK\r\nDate: {formatdate(visit * 3600, usegmt=True)}\r\n"
        f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\nCache-Control: no-store\r\n\r\n"
    )
    return head.encode() + body


async def _talk(visits: Counter[str], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One kept connection."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            target = head.split(b" ", 2)[1].decode("ascii")
            visits[target] += 1
            writer.write(answer(target, visits[target]))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the monitor closed the connection
    finally:
        writer.close()


def listener() -> socket.socket:
    """A free loopback port. The protocol is named so that asyncio sets TCP_NODELAY: else every answer waits 40 ms."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.bind(("127.0.0.1", 0))
    return made


def _end_of_input() -> asyncio.Event:
    """Set when nobody holds the other end of standard input: the server never outlives who started it."""
    ended, loop = asyncio.Event(), asyncio.get_running_loop()

    def wait() -> None:
        sys.stdin.buffer.read()
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=wait, daemon=True).start()
    return ended


async def serve(hosts: int) -> None:
    """Serve on so many ports, each of which is a host of its own to the monitor."""
    talk = partial(_talk, Counter[str]())
    sockets = [listener() for _ in range(hosts)]
    servers = [await asyncio.start_server(talk, sock=made, backlog=256) for made in sockets]
    print(json.dumps({"ports": [made.getsockname()[1] for made in sockets], "options": OPTIONS}), flush=True)
    await _end_of_input().wait()
    for server in servers:
        server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve booking-like pages on loopback until standard input ends.")
    parser.add_argument("--hosts", type=int, default=20, help="how many ports to listen on (default 20)")
    asyncio.run(serve(parser.parse_args().hosts))


if __name__ == "__main__":
    main()
