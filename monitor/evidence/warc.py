"""Exact bytes as a WARC 1.1 file (ISO 28500): records in a fixed order, the same input gives the same file. Pure."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import NAMESPACE_URL, UUID, uuid5

_LEVEL = 9
_INTERIM = rb"HTTP/1\.[01] 1\d\d [^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n"
_HEAD = re.compile(rb"(?:" + _INTERIM + rb")*HTTP/1\.[01] (\d{3})[^\n]*\n(?:[^\r\n]+\r?\n)*")
"""The head of an HTTP answer; what came before it (1xx) belongs to the exchange too."""
_TYPE = re.compile(rb"(?im)^content-type:[ \t]*([^;\s]+)")
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Kept:
    """One exchange of one look, as far as its bytes are still there."""

    look: UUID
    """The line's ``id``."""
    position: int
    """Of the exchange in its look, from 0."""
    started_at: str
    """The line's ``t0``, as it stands there."""
    url: str
    peer: str
    """Address and port that answered, as in the line; may be empty."""
    request: bytes | None
    response: bytes | None
    certificate: bytes = b""
    """The server's own (DER)."""
    media_type: str = ""
    """Of a file that a person handed over: then the response is that file, and no HTTP."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one answer stands in a WARC file: what an index says of it."""

    url: str
    started_at: str
    status: int
    """HTTP's; 200 for what a person handed over, 0 for what cannot be shown."""
    mime: str
    digest: str
    """SHA-256 of the exact bytes, hexadecimal."""
    filename: str
    offset: int
    length: int
    record_digest: str
    """SHA-256 of the compressed record, hexadecimal."""


def write_warc(stream: BinaryIO, kept: Iterable[Kept], *, name: str, software: str, about: str = "") -> list[Entry]:
    """Write one WARC file: a ``warcinfo`` record, then each exchange's request, answer and, when new, certificate.

    A bundle has one file for each target and day, and the exchanges stand in it in the order of the sealed lines: by
    the vantage's number, then as the lines follow each other. The verifiers insist on it.

    Each record is a gzip member of its own, without a date. The blocks are the exact bytes, so that
    ``WARC-Block-Digest`` is the ``req`` or ``res`` of the sealed line, in hexadecimal digits. There is no digest of the
    payload: readers disagree on what it is of a chunked answer. Bytes that are no longer kept have no record, and an
    answer that is no HTTP stands in a ``resource`` record. Returns the answers, in their order. Raises ``ValueError``
    for a URL that cannot stand in a header. Without exchanges nothing is written.
    """
    entries: list[Entry] = []
    seen: set[bytes] = set()
    offset = 0
    for index, one in enumerate(kept):
        if not index:
            offset = _put(stream, offset, _warcinfo(one, name=name, software=software, about=about))[0]
        if _UNSAFE.search(one.url) or not one.url:
            raise ValueError(f"{one.url!r}: this cannot be the address of a WARC record")
        if one.request:
            offset = _put(stream, offset, _record(one, "request", "application/http;msgtype=request", one.request))[0]
        if one.response:
            head = None if one.media_type else _HEAD.match(one.response)
            kind, content = "response", "application/http;msgtype=response"
            if not head:
                kind, content = "resource", one.media_type or "application/octet-stream"
            start = offset
            offset, digest = _put(stream, offset, _record(one, kind, content, one.response))
            entries.append(_entry(one, head, filename=name, offset=start, length=offset - start, record_digest=digest))
        if one.certificate and one.certificate not in seen:
            seen.add(one.certificate)
            offset = _put(stream, offset, _record(one, "metadata", "application/pkix-cert", one.certificate))[0]
    return entries


def record_id(look: UUID, position: int, kind: str) -> str:
    """The name of a record: made from the look and its place, so that an export repeats it."""
    return f"<urn:uuid:{uuid5(look, f'{position}/{kind}')}>"


def _record(one: Kept, kind: str, content: str, block: bytes) -> bytes:
    other = "response" if kind == "request" else "request"
    linked = one.response if kind == "request" else one.request
    address = re.fullmatch(r"\[?([0-9A-Fa-f.:]+?)\]?:\d+", one.peer)
    fields = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id(one.look, one.position, "response" if kind == "resource" else kind)),
        ("WARC-Date", one.started_at),
        ("WARC-Target-URI", one.url),
        ("WARC-Concurrent-To", record_id(one.look, one.position, other) if linked else ""),
        ("WARC-IP-Address", address[1] if address else ""),
        ("Content-Type", content),
        ("WARC-Block-Digest", f"sha256:{hashlib.sha256(block).hexdigest()}"),
    ]
    return _framed(fields, block)


def _warcinfo(first: Kept, *, name: str, software: str, about: str) -> bytes:
    said = [("software", software), ("format", "WARC File Format 1.1"), ("description", about)]
    block = b"".join(f"{key}: {_one_line(value)}\r\n".encode() for key, value in said if value)
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid5(uuid5(NAMESPACE_URL, name), str(first.look))}>"),
        ("WARC-Date", first.started_at),
        ("WARC-Filename", name),
        ("Content-Type", "application/warc-fields"),
        ("WARC-Block-Digest", f"sha256:{hashlib.sha256(block).hexdigest()}"),
    ]
    return _framed(fields, block)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _framed(fields: Sequence[tuple[str, str]], block: bytes) -> bytes:
    head = "".join(f"{name}: {value}\r\n" for name, value in fields if value)
    return f"WARC/1.1\r\n{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def _put(stream: BinaryIO, offset: int, record: bytes) -> tuple[int, str]:
    """Write one gzip member; where the next one begins, and the member's own hash."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)  # its header has no date and no name
    member = packer.compress(record) + packer.flush()
    stream.write(member)
    return offset + len(member), hashlib.sha256(member).hexdigest()


def _entry(one: Kept, head: re.Match[bytes] | None, **place: Any) -> Entry:
    assert one.response
    mime = _TYPE.search(head[0], head.start(1)) if head else None
    return Entry(
        url=one.url,
        started_at=one.started_at,
        status=int(head[1]) if head else 200 if one.media_type else 0,
        mime=mime[1].decode("ascii", "replace").lower() if mime else one.media_type or "application/octet-stream",
        digest=hashlib.sha256(one.response).hexdigest(),
        **place,
    )
