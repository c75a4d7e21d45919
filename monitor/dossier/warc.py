"""What was received, as a WARC file (ISO 28500) holds it: exact bytes, within bounds; reads one open stream."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import IO

_MAX_HEADER_BYTES = 64 * 1024
_MAX_BLOCK_BYTES = 16 * 1024 * 1024
"""Looks keep far less; a longer record is passed over, so that a made-up file cannot fill the memory."""
_CHUNK = 256 * 1024


def responses(stream: IO[bytes]) -> Iterator[bytes]:
    """The block of each record of an answer, as recorded; one that is no HTTP stands in a ``resource``.

    Raises ``ValueError`` where the file is broken or no WARC.
    """
    try:
        with gzip.GzipFile(fileobj=stream) as records:
            while (kind_and_length := _header(records)) is not None:
                kind, length = kind_and_length
                if kind in ("response", "resource") and length <= _MAX_BLOCK_BYTES:
                    yield _exactly(records, length)
                else:
                    _skip(records, length)
                if _exactly(records, 4) != b"\r\n\r\n":
                    raise ValueError("a record does not end where it says")
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"damaged: {error}") from error


def _header(records: gzip.GzipFile) -> tuple[str, int] | None:
    """Type and block length of the next record; None at the end."""
    first = records.readline(_MAX_HEADER_BYTES)
    if not first:
        return None
    if not first.startswith(b"WARC/"):
        raise ValueError("no WARC record where one should begin")
    kind, length, size = "", None, 0
    while (line := records.readline(_MAX_HEADER_BYTES)) not in (b"\r\n", b""):
        size += len(line)
        if size > _MAX_HEADER_BYTES:
            raise ValueError("a record's header is too long")
        name, _, value = line.decode("utf-8", errors="replace").partition(":")
        if name.lower() == "warc-type":
            kind = value.strip().lower()
        elif name.lower() == "content-length" and value.strip().isascii() and value.strip().isdigit():
            length = int(value.strip())
    if length is None:
        raise ValueError("a record does not state its length")
    return kind, length


def _exactly(records: gzip.GzipFile, length: int) -> bytes:
    block = records.read(length)
    if len(block) != length:
        raise ValueError("the file ends within a record")
    return block


def _skip(records: gzip.GzipFile, length: int) -> None:
    while length > 0:
        length -= len(_exactly(records, min(length, _CHUNK)))
