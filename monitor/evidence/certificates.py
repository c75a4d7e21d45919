"""Certificates as bytes: the first of a chain of DER structures, the blocks of PEM texts. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator


def leaf(chain: bytes, digest: str | None) -> bytes:
    """The server's own certificate, the first of a chain of DER structures: what the line has the hash of."""
    if not chain or digest is None:
        return b""
    long = chain[1] & 0x7F if chain[1] & 0x80 else 0  # DER: the length itself, or the number of bytes that hold it
    size = int.from_bytes(chain[2 : 2 + long]) if long else chain[1]
    first = chain[: 2 + long + size]
    return first if hashlib.sha256(first).hexdigest() == digest else b""


def blocks(pem: bytes) -> Iterator[bytes]:
    """Each certificate of a PEM text once, in the order in which they come."""
    begin, end, seen = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----", set[bytes]()
    for part in pem.split(begin)[1:]:
        block = begin + part.partition(end)[0] + end + b"\n"
        if block not in seen:
            seen.add(block)
            yield block
