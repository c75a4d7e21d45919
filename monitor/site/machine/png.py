"""Pictures of a few colours as PNG files, with nothing but the standard library. Pure."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Picture:
    """Pixels that are filled in rectangles and discs; what lies outside is left out."""

    def __init__(self, width: int, height: int, paper: str) -> None:
        self.width, self.height = width, height
        self._colors: dict[str, int] = {}
        self._rows = [bytearray([self._color(paper)]) * width for _ in range(height)]

    def _color(self, color: str) -> int:
        if color not in self._colors and len(self._colors) > 255:
            raise ValueError(f"a picture has 256 colours at most; {color} is one more")
        return self._colors.setdefault(color, len(self._colors))

    def fill(self, left: int, top: int, width: int, height: int, color: str) -> None:
        """A rectangle in a colour like ``#00508a``."""
        first, last = max(left, 0), min(left + width, self.width)
        if first < last:
            line = bytes([self._color(color)]) * (last - first)
            for y in range(max(top, 0), min(top + height, self.height)):
                self._rows[y][first:last] = line

    def disc(self, x: int, y: int, radius: int, color: str) -> None:
        """A disc around a pixel."""
        for up in range(-radius, radius + 1):
            half = int((radius * radius - up * up) ** 0.5)
            self.fill(x - half, y + up, 2 * half + 1, 1, color)

    def slant(self, left: int, top: int, side: int, thick: int, color: str, *, falling: bool = False) -> None:
        """A diagonal of a square."""
        for step in range(side):
            self.fill(left + step - thick // 2, top + (step if falling else side - 1 - step), thick, 1, color)

    def png(self) -> bytes:
        """The file: eight bits for each pixel, and a palette."""
        palette = b"".join(bytes.fromhex(color.removeprefix("#")) for color in self._colors)
        lines = b"".join(b"\x00" + row for row in self._rows)
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        chunks: Sequence[tuple[bytes, bytes]] = (
            (b"IHDR", head),
            (b"PLTE", palette),
            (b"IDAT", zlib.compress(lines, 6)),
            (b"IEND", b""),
        )
        return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
