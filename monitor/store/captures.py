"""Exact bytes, each content once: the first page of a target's step in full, later ones as patches against it.

Bytes are checked against their hash at every reading. Touches the tables ``captures`` and ``bases``.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import zstandard

from monitor.store.errors import StoreError

PRUNED = "pruned"
"""The encoding of a capture whose bytes are no longer kept: its hash and its length are."""
_LEVEL = 3
_WORTH = 512
"""Bytes below which a patch is not tried: requests and redirects."""
_PATCH_PART = 8
"""A patch may take an eighth of what it makes; a larger one means another page, which becomes the new base."""
_RESTORE = "its hash still says what they were; a backup may still hold them"


class Damaged(StoreError):
    """Stored bytes that are not those of their hash."""


def patched(content: bytes, base: bytes) -> bytes:
    """A zstd frame that ``zstd -d --patch-from=BASE`` makes the content of."""
    window = max(len(base) + len(content), 1024).bit_length()
    parameters = zstandard.ZstdCompressionParameters.from_level(_LEVEL, window_log=window, enable_ldm=False)
    base_data = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdCompressor(dict_data=base_data, compression_params=parameters).compress(content)


def restored(patch: bytes, base: bytes, size: int) -> bytes:
    """The inverse of ``patched``. Raises ``zstandard.ZstdError``."""
    base_data = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return _bounded(zstandard.ZstdDecompressor(dict_data=base_data), patch, size)


def _bounded(decompressor: zstandard.ZstdDecompressor, packed: bytes, size: int) -> bytes:
    with decompressor.stream_reader(packed) as stream:
        return stream.read(size + 1)


class Captures:
    """Stores and reads bytes over a connection; what writes does so in the caller's transaction."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self._compressor = zstandard.ZstdCompressor(level=_LEVEL)

    def add(self, content: bytes, near: tuple[int, int] | None = None) -> int:
        """The row that holds these bytes, stored once whatever the number of looks that saw them.

        ``near`` is the target and the step of the walk that they belong to: bytes seen there before are the base.
        """
        digest = hashlib.sha256(content).digest()
        known = self._sql.execute(
            "SELECT id, encoding FROM captures WHERE substr(sha256, 1, 6) = ? AND sha256 = ?", (digest[:6], digest)
        ).fetchone()
        if known and known[1] != PRUNED:
            return int(known[0])
        encoding, base, packed = self._packed(content, near)
        if known:  # they were seen again after they had been pruned
            self._sql.execute(
                "UPDATE captures SET encoding = ?, base = ?, content = ? WHERE id = ?",
                (encoding, base, packed, known[0]),
            )
            row = int(known[0])
        else:
            values = (digest, len(content), encoding, base, packed)
            cursor = self._sql.execute(
                "INSERT INTO captures (sha256, bytes, encoding, base, content) VALUES (?, ?, ?, ?, ?)", values
            )
            row = int(cursor.lastrowid or 0)
        if near is not None and base is None and len(content) >= _WORTH:
            self._sql.execute("REPLACE INTO bases VALUES (?, ?, ?)", (*near, row))
        return row

    def _packed(self, content: bytes, near: tuple[int, int] | None) -> tuple[str, int | None, bytes]:
        if near is not None and len(content) >= _WORTH:
            row = self._sql.execute(
                "SELECT c.id, c.bytes, c.content, c.sha256 FROM bases b JOIN captures c ON c.id = b.capture"
                " WHERE b.target = ? AND b.position = ? AND c.encoding = 'zstd'",
                near,
            ).fetchone()
            if row:
                base = _bounded(zstandard.ZstdDecompressor(), row[2], row[1])
                # A damaged base must not spoil what comes.
                if hashlib.sha256(base).digest() == row[3]:
                    patch = patched(content, base)
                    if len(patch) * _PATCH_PART <= len(content):
                        return "patch", int(row[0]), patch
        return "zstd", None, self._compressor.compress(content)

    def rebase(self, captures: Sequence[int]) -> None:
        """Store these, which are patches, without what they were made against: the first in full, the others by it.

        Damaged ones stay as they are, without a base: their hash says what they were, and nothing can restore them.
        """
        base, content = None, b""
        for row in captures:
            try:
                whole = self.content(row)
            except Damaged:
                self._sql.execute("UPDATE captures SET base = NULL WHERE id = ?", (row,))
                continue
            patch = patched(whole, content) if base is not None else b""
            if base is not None and len(patch) * _PATCH_PART <= len(whole):
                packed: tuple[str, int | None, bytes] = ("patch", base, patch)
            else:
                base, content = row, whole
                packed = ("zstd", None, self._compressor.compress(whole))
            self._sql.execute("UPDATE captures SET encoding = ?, base = ?, content = ? WHERE id = ?", (*packed, row))

    def content(self, capture: int) -> bytes:
        """The bytes of a capture; empty where they were pruned. Raises ``Damaged``; ``LookupError`` for no such row."""
        row = self._sql.execute(
            "SELECT id, sha256, bytes, encoding, base, content FROM captures WHERE id = ?", (capture,)
        ).fetchone()
        if row is None:
            raise LookupError(f"no capture {capture}")
        if row[3] == PRUNED:
            return b""
        found = unpacked(
            self._sql, dict(zip(("id", "sha256", "bytes", "encoding", "base", "content"), row, strict=True))
        )
        if isinstance(found, str):
            raise Damaged(f"captures row {capture} (sha256 {row[1].hex()[:16]}...): {found}; {_RESTORE}")
        return found


def unpacked(sql: sqlite3.Connection, row: Mapping[str, Any]) -> bytes | str:
    """The bytes of a row of captures, or what is wrong with it; empty bytes where they were pruned."""
    if row["encoding"] == PRUNED:
        return b"" if row["content"] == b"" else "pruned, and yet not empty"
    try:
        if row["encoding"] == "patch":
            base_row = sql.execute(
                "SELECT bytes, encoding, content FROM captures WHERE id = ?", (row["base"],)
            ).fetchone()
            if base_row is None or base_row[1] != "zstd":
                return "a patch, and the bytes that it was made against are not there"
            base = _bounded(zstandard.ZstdDecompressor(), base_row[2], base_row[0])
            content = restored(row["content"], base, row["bytes"])
        elif row["encoding"] == "zstd":
            content = _bounded(zstandard.ZstdDecompressor(), row["content"], row["bytes"])
        else:
            return f"an encoding that is not known: {row['encoding']!r}"
    except (zstandard.ZstdError, TypeError, ValueError, OverflowError, MemoryError):
        return "the bytes cannot be unpacked"
    if len(content) != row["bytes"]:
        return f"{len(content)} bytes or more in the place of {row['bytes']}"
    return content if hashlib.sha256(content).digest() == row["sha256"] else "the bytes are not those of its hash"
