"""What the Exif data of a photograph tell, as far as people are warned of it; and the one thing in it that is kept.

Reads bytes only. The layout is that of TIFF 6.0, section 2; the tags are those of Exif 2.32 (CIPA DC-008).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Literal

HEADER = b"Exif\x00\x00"
"""Before the TIFF structure in a JPEG segment, and in some WebP files."""
_ORIENTATION = 0x0112
_EXIF_IFD = 0x8769
_MOST_ENTRIES = 500
_TOLD = {
    0x010F: "camera",
    0x0110: "camera",
    0x0131: "software",
    0x0132: "date",
    0x013B: "author",
    0x8298: "copyright",
    0x8825: "place",
    0x9003: "date",
    0x9286: "comment",
    0x927C: "maker notes",
    0x9C9B: "title",
    0x9C9D: "author",
    0xA420: "image id",
    0xA430: "owner",
    0xA431: "serial number",
    0xA435: "serial number",
}


def told(content: bytes) -> tuple[str, ...]:
    """What Exif data tell of a person or a machine, in words: ``place``, ``camera`` ...; sorted."""
    return tuple(sorted({_TOLD[tag] for tag, _ in _entries(content) if tag in _TOLD}))


def orientation(content: bytes) -> int:
    """How a picture is to be turned: 1 (not at all) to 8; 1 where it does not say."""
    return next((value for tag, value in _entries(content) if tag == _ORIENTATION and 1 <= value <= 8), 1)


def only_orientation(value: int) -> bytes:
    """Exif data that say how to turn the picture and nothing else: without it a telephone's photograph lies down."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, value, 0)
    return HEADER + b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)


def _entries(content: bytes) -> Iterator[tuple[int, int]]:
    """Tag and, as a short number, value of every entry of the first directory and of the one with Exif's own tags."""
    tiff = content.removeprefix(HEADER)
    order: Literal["<", ">"] = "<" if tiff[:2] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        for tag, value, offset in _directory(tiff, order, first):
            yield tag, value
            if tag == _EXIF_IFD:
                yield from ((inner, number) for inner, number, _ in _directory(tiff, order, offset))
    except struct.error:
        return  # cut short or damaged: it is taken out as a whole anyway


def _directory(tiff: bytes, order: str, place: int) -> Iterator[tuple[int, int, int]]:
    (count,) = struct.unpack_from(f"{order}H", tiff, place)
    for number in range(min(count, _MOST_ENTRIES)):
        at = place + 2 + 12 * number
        (tag,), (value,), (offset,) = (
            struct.unpack_from(f"{order}{kind}", tiff, at + shift) for kind, shift in (("H", 0), ("H", 8), ("I", 8))
        )
        yield tag, value, offset
