"""Stored bytes read back: one HTTP/1.1 response from what came through the socket, and its body decompressed. Pure."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import h11

MAX_HEAD_BYTES = 100 * 1024
"""As httpcore's, so that what was accepted live is accepted on replay."""
_MAX_CODINGS = 3
_MAX_GZIP_MEMBERS = 100  # each further member costs a copy of the rest: unbounded, tiny ones would cost hours
_GZIP_MAGIC = b"\x1f\x8b"


class BodyError(Exception):
    """The body cannot be read as its content coding says."""


class BodyTooLarge(BodyError):
    """More bytes than the limit after decompression."""


class BodyTruncated(BodyError):
    """The compressed data ends before its own end mark."""


class BodyUnreadable(BodyError):
    """A coding we do not know (and never ask for), too many of them, or corrupt data."""


def decode_body(raw: bytes, coding: str, limit: int) -> bytes:
    """Undo the content codings of a ``Content-Encoding`` header (RFC 9110, 8.4), listed in the order they were applied.

    ``limit`` is in bytes; never more than ``limit + 1`` of them are made. Raises one of the ``BodyError``.
    """
    codings = [name for part in coding.split(",") if (name := part.strip().lower())]
    if len(codings) > _MAX_CODINGS:
        raise BodyUnreadable(f"{len(codings)} content codings on top of each other")
    for name in reversed(codings):
        raw = _undo(raw, name, limit)
    return _within(raw, limit)


def _undo(raw: bytes, name: str, limit: int) -> bytes:
    if name not in ("identity", "gzip", "x-gzip", "deflate"):
        raise BodyUnreadable(f"unknown content coding {name!r}")
    if name == "identity" or not raw:  # answers without a body (HEAD, 304) often name a coding
        return raw
    try:
        return _gunzip(raw, limit) if name != "deflate" else _undeflate(raw, limit)
    except zlib.error as error:
        raise BodyUnreadable(f"corrupt {name} data: {error}") from error


def _gunzip(raw: bytes, limit: int) -> bytes:
    """All members; what follows the last one and is no member is left out, as browsers do."""
    out = b""
    for _ in range(_MAX_GZIP_MEMBERS):
        part, raw = _inflate(raw, zlib.MAX_WBITS | 16, limit - len(out))
        out += part
        if not raw.startswith(_GZIP_MAGIC):
            return out
    raise BodyUnreadable(f"more than {_MAX_GZIP_MEMBERS} gzip members")


def _undeflate(raw: bytes, limit: int) -> bytes:
    """Both kinds found in the wild: zlib as the standard says, and the bare stream that old servers send."""
    try:
        return _inflate(raw, zlib.MAX_WBITS, limit)[0]
    except zlib.error:
        return _inflate(raw, -zlib.MAX_WBITS, limit)[0]


def _inflate(raw: bytes, wbits: int, limit: int) -> tuple[bytes, bytes]:
    """One compressed stream and the bytes after it."""
    stream = zlib.decompressobj(wbits)
    out = _within(stream.decompress(raw, limit + 1), limit)
    if not stream.eof:
        raise BodyTruncated("the compressed data ends too early")
    return out, stream.unused_data


def _within(body: bytes, limit: int) -> bytes:
    if len(body) > limit:
        raise BodyTooLarge("more bytes than the limit after decompression")
    return body


@dataclass(frozen=True, slots=True)
class RawResponse:
    """One response, read back."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case; a repeated header's values joined by ', '; read as Latin-1, which fits all bytes."""
    body: bytes
    """After transfer coding, before content coding."""
    complete: bool
    """Whether the body reached its declared end; one that lasts until the connection closes is taken as complete."""
    surplus: bytes = b""
    """What came after the end of the answer and belongs to no answer."""


def parse_response(raw: bytes, *, request_method: str = "GET") -> RawResponse:
    """Read the exact bytes of one exchange back; interim answers (1xx) are passed over.

    A body that ends early or breaks its framing is given as far as it can be read, with ``complete=False``. Raises
    ``ValueError`` where the bytes are no HTTP response or end before the headers do.
    """
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD_BYTES)
    connection.send(h11.Request(method=request_method, target="/", headers=[("Host", "replay")]))
    connection.send(h11.EndOfMessage())
    if raw:  # to h11, no bytes are the end
        connection.receive_data(raw)
    head = _head(connection)
    connection.receive_data(b"")  # a body may last until the end
    body, complete = _body(connection)
    headers: dict[str, str] = {}
    for name, value in head.headers:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    surplus = bytes(connection.trailing_data[0]) if complete else b""
    return RawResponse(head.status_code, headers, body, complete, surplus)


_PLAIN_HEAD = re.compile(rb"HTTP/1\.1 [2-5]\d\d [^\r\n]*(?:\r\n[!-9;-~]+:[^\r\n]*)*+\r\n\r\n")
_FRAMING = re.compile(rb"\r\n(content-length|transfer-encoding):[ \t]*([^\r\n]*)", re.IGNORECASE)


def has_surplus(raw: bytes, request_method: str) -> bool:
    """Whether bytes came after the end of the answer that belong to no answer, as ``parse_response`` tells.

    Of an answer that states its length in the plainest way, the length alone says it.
    """
    head = _PLAIN_HEAD.match(raw)
    if head and request_method in ("GET", "POST") and raw[9:12] not in (b"204", b"304"):
        framing = _FRAMING.findall(raw, 0, head.end())
        if len(framing) == 1 and framing[0][0].lower() == b"content-length" and framing[0][1].isdigit():
            return len(raw) - head.end() > int(framing[0][1])
    return bool(parse_response(raw, request_method=request_method).surplus)


def _head(connection: h11.Connection) -> h11.Response:
    try:
        while isinstance(event := connection.next_event(), h11.InformationalResponse):
            pass
    except h11.RemoteProtocolError as error:
        raise ValueError(f"no HTTP response: {error}") from error
    if isinstance(event, h11.Response):
        return event
    raise ValueError("no HTTP response: the bytes end before its headers do")


def _body(connection: h11.Connection) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    try:
        while isinstance(event := connection.next_event(), h11.Data):
            parts.append(bytes(event.data))
    except h11.RemoteProtocolError:
        return b"".join(parts), False
    return b"".join(parts), isinstance(event, h11.EndOfMessage)
