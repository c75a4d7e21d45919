"""Services to send to, on loopback: a real HTTP receiver and a real SMTP receiver that fail, hang and recover."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECONDS = 20.0
"""After that long any conversation is cut off, so that no test waits for ever."""


@dataclass
class HttpReceiver:
    """Takes JSON by POST. What it does with a request is ``behave``'s status; None hangs until the receiver ends."""

    port: int = 0
    behave: Callable[[dict[str, Any]], int | None] = lambda _: 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    """Every message that came, whatever became of it."""
    accepted: list[dict[str, Any]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """For apprise."""
        return f"json://127.0.0.1:{self.port}/s3cret-path"

    def texts(self) -> list[str]:
        """The bodies that were accepted."""
        return [str(one["message"]) for one in self.accepted]


@contextmanager
def an_http_receiver(behave: Callable[[dict[str, Any]], int | None] = lambda _: 200) -> Iterator[HttpReceiver]:
    """A receiver that listens as long as the block runs."""
    receiver = HttpReceiver(behave=behave)

    class Handler(BaseHTTPRequestHandler):
        timeout = SECONDS

        def do_POST(self) -> None:
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            receiver.asked.append(message)
            status = receiver.behave(message)
            if status is None:
                receiver.over.wait(SECONDS)
                return
            if 200 <= status < 300:
                receiver.accepted.append(message)
            with suppress(OSError):  # whoever asked may be dead by now
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A sender that was killed in the middle is no error."""

    with Server(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.over.set()
            server.shutdown()
            thread.join()


@dataclass
class SmtpReceiver:
    """Takes mail; answers the message with ``reply``, which may refuse it."""

    port: int = 0
    reply: str = "250 taken"
    mails: list[EmailMessage] = field(default_factory=list)
    """Those that were accepted."""

    @property
    def url(self) -> str:
        """For apprise."""
        return f"mailto://127.0.0.1:{self.port}?from=slotwatch@example.org&to=lawyers@example.org&mode=insecure"


@contextmanager
def an_smtp_receiver(reply: str = "250 taken") -> Iterator[SmtpReceiver]:
    """A mail server that listens as long as the block runs."""
    receiver = SmtpReceiver(reply=reply)
    loop = asyncio.new_event_loop()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
            async with asyncio.timeout(SECONDS):
                await _smtp(receiver, reader, writer)
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(converse, "127.0.0.1", 0, limit=2**24)
        receiver.port = server.sockets[0].getsockname()[1]
        started.set()
        async with server:
            await stop.wait()

    started, stop = threading.Event(), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert started.wait(SECONDS)
        yield receiver
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


async def _smtp(receiver: SmtpReceiver, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One session, as much of RFC 5321 as a client that only sends needs."""

    async def say(line: str) -> None:
        writer.write(f"{line}\r\n".encode())
        await writer.drain()

    await say("220 loopback ESMTP")
    while line := await reader.readline():
        verb = line.decode("ascii", "replace").split(None, 1)[0].upper() if line.strip() else ""
        if verb == "EHLO":
            await say("250-loopback")
            await say("250 8BITMIME")
        elif verb == "DATA":
            await say("354 go on")
            body = await reader.readuntil(b"\r\n.\r\n")
            if receiver.reply.startswith("2"):
                lines = body.removesuffix(b".\r\n").split(b"\r\n")
                undotted = b"\r\n".join(one[1:] if one.startswith(b"..") else one for one in lines)
                receiver.mails.append(message_from_bytes(undotted, policy=policy.default))
            await say(receiver.reply)
        elif verb == "QUIT":
            await say("221 bye")
            return
        else:
            await say("250 fine")
