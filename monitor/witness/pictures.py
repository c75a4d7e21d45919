"""Personal metadata of pictures, taken out without touching a pixel: JPEG, PNG, WebP and GIF, block by block. Pure.

Blocks that say how pixels look (colour profiles, gamma, transparency, animation) stay, all others go, known or not.
What follows the picture's end goes too: telephones append films with sound.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from monitor.witness import exif
from monitor.witness.errors import WitnessError

Filtered = tuple[bytes, tuple[str, ...]]
"""The picture without personal metadata, and what was taken out, in words, each once."""

_TRAILING = "data behind the picture"
_MOST_BLOCKS = 20_000
"""A picture of 20 MB has some thousands."""


def _damaged(kind: str) -> WitnessError:
    return WitnessError(
        f"the {kind} picture is cut short or damaged; hand over the original file",
        f"l'image {kind} est incomplète ou abîmée ; déposez le fichier d'origine",
    )


def _require_few(parts: list[bytes], found: list[str], kind: str) -> None:
    if len(parts) + len(found) > _MOST_BLOCKS:
        raise _damaged(kind)


def _filtered(parts: list[bytes], found: list[str]) -> Filtered:
    return b"".join(parts), tuple(dict.fromkeys(found))


# JPEG (ITU-T T.81, annex B): segments, each a marker and a length

_STANDALONE = frozenset([0x01, *range(0xD0, 0xD8)])
_JPEG_KEPT = ((0xE0, b"JFIF\x00"), (0xE2, b"ICC_PROFILE\x00"), (0xEE, b"Adobe"))
_JPEG_KNOWN = (
    (0xE0, b"JFXX\x00", "thumbnail"),
    (0xE1, b"http://ns.adobe.com/", "XMP"),
    (0xE2, b"MPF\x00", "further pictures"),
    (0xED, b"Photoshop 3.0\x00", "IPTC"),
)


_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The next marker: in a scan 0xFF is followed by a zero, or by the number of a restart."""


def jpeg(content: bytes) -> Filtered:
    """A JPEG without Exif (but for how to turn it), XMP, IPTC, comments and makers' blocks. Raises ``WitnessError``."""
    parts, place = [content[:2]], 2
    found: list[str] = []
    while True:
        _require_few(parts, found, "JPEG")
        marker, start = _marker(content, place)
        if marker == 0xD9:
            parts.append(b"\xff\xd9")
            break
        if marker in _STANDALONE:
            parts.append(content[start - 2 : start])
            place = start
            continue
        end = start + _length(content, start)
        body = content[start + 2 : end]
        if marker == 0xDA:  # what follows is the picture itself, up to the next marker
            end = _end_of_scan(content, end)
            parts.append(content[start - 2 : end])
        elif marker == 0xFE:
            found.append("comment")
        elif not 0xE0 <= marker <= 0xEF or any(marker == kind and body.startswith(sign) for kind, sign in _JPEG_KEPT):
            parts.append(content[start - 2 : end])
        elif marker == 0xE1 and body.startswith(exif.HEADER):
            found += _exif(body)
            if (turned := exif.orientation(body)) > 1:
                kept = exif.only_orientation(turned)
                parts.append(b"\xff\xe1" + struct.pack(">H", len(kept) + 2) + kept)
        else:
            known = (words for kind, sign, words in _JPEG_KNOWN if marker == kind and body.startswith(sign))
            found.append(next(known, f"block APP{marker - 0xE0}"))
        place = end
    if content[start:].strip(b"\x00"):
        found.append(_TRAILING)
    return _filtered(parts, found)


def _marker(content: bytes, place: int) -> tuple[int, int]:
    """The marker at a place, and where it ends; bytes of filling before it are allowed."""
    if content[place : place + 1] != b"\xff":
        raise _damaged("JPEG")
    while content[place : place + 1] == b"\xff":
        place += 1
    if place >= len(content):
        raise _damaged("JPEG")
    return content[place], place + 1


def _length(content: bytes, start: int) -> int:
    length = int.from_bytes(content[start : start + 2], "big")
    if length < 2 or start + length > len(content):
        raise _damaged("JPEG")
    return length


def _end_of_scan(content: bytes, place: int) -> int:
    found = _AFTER_SCAN.search(content, place)
    if found is None:
        raise _damaged("JPEG")
    return found.start()


def _exif(content: bytes) -> list[str]:
    return ["Exif", *(f"Exif: {what}" for what in exif.told(content))]


# PNG (ISO/IEC 15948): chunks, each a length, a name and a checksum

_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs sPLT cICP mDCV cLLI acTL fcTL fdAT".split()
)
_PNG_TEXT = (b"tEXt", b"zTXt", b"iTXt")


def png(content: bytes) -> Filtered:
    """A PNG without texts, Exif, date and chunks that are not of the standard. Raises ``WitnessError``."""
    parts, place = [content[:8]], 8
    found: list[str] = []
    while True:
        _require_few(parts, found, "PNG")
        if place + 12 > len(content):
            raise _damaged("PNG")
        size, name = struct.unpack_from(">I4s", content, place)
        end = place + 12 + size
        if end > len(content):
            raise _damaged("PNG")
        body = content[place + 8 : end - 4]
        if name in _PNG_KEPT:
            parts.append(content[place:end])
        else:
            found += _png_words(name, body)
        place = end
        if name == b"IEND":
            break
    if content[place:].strip(b"\x00"):
        found.append(_TRAILING)
    return _filtered(parts, found)


def _png_words(name: bytes, body: bytes) -> list[str]:
    if name == b"eXIf":
        return _exif(body)
    if name in _PNG_TEXT:
        keyword = body.split(b"\x00", 1)[0][:40].decode("latin-1")
        shown = "".join(char for char in keyword if char.isprintable())
        return ["XMP" if "xmp" in shown.lower() else f"text: {shown}"]
    if name == b"tIME":
        return ["date"]
    return [f"chunk {name.decode('ascii')}" if name.isalpha() else "unknown chunk"]


# WebP (RFC 9649): chunks in a RIFF container

_WEBP_KEPT = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
_WEBP_METADATA_FLAGS = 0x08 | 0x04
"""Of VP8X: that there is Exif, that there is XMP."""


def webp(content: bytes) -> Filtered:
    """A WebP without Exif, XMP and unknown chunks. Raises ``WitnessError``."""
    whole = 8 + int.from_bytes(content[4:8], "little")
    if whole > len(content):
        raise _damaged("WebP")
    parts, place = [b"WEBP"], 12
    found: list[str] = []
    while place + 8 <= whole:
        _require_few(parts, found, "WebP")
        name, size = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        end = place + 8 + size + size % 2
        if place + 8 + size > whole:
            raise _damaged("WebP")
        if name == b"VP8X" and size >= 10:
            flags = content[place + 8] & ~_WEBP_METADATA_FLAGS
            parts.append(content[place : place + 8] + bytes([flags]) + content[place + 9 : end])
        elif name in _WEBP_KEPT:
            parts.append(content[place:end])
        elif name == b"EXIF":
            found += _exif(content[place + 8 : end])
        else:
            found.append("XMP" if name == b"XMP " else "unknown chunk")
        place = end
    if content[whole:].strip(b"\x00"):
        found.append(_TRAILING)
    body = b"".join(parts)
    return _filtered([b"RIFF", struct.pack("<I", len(body)), body], found)


# GIF89a: blocks, each made of sub-blocks

_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def gif(content: bytes) -> Filtered:
    """A GIF without comments, XMP and blocks of applications. Raises ``WitnessError``."""
    place = 13 + _colours(content, 10)
    parts: list[bytes] = [content[:place]]
    found: list[str] = []
    for start, end in _gif_blocks(content, place):
        _require_few(parts, found, "GIF")
        kind = content[start + 1] if content[start] == 0x21 else 0
        if kind == 0xFE:
            found.append("comment")
        elif kind == 0xFF and content[start + 3 : start + 14] not in _GIF_KEPT:
            found.append("XMP" if content[start + 3 : start + 11] == b"XMP Data" else "block of an application")
        else:
            parts.append(content[start:end])
        place = end
    if content[place:].strip(b"\x00"):
        found.append(_TRAILING)
    return _filtered(parts, found)


def _gif_blocks(content: bytes, place: int) -> Iterator[tuple[int, int]]:
    """Where each block begins and ends, the trailer included."""
    while place < len(content):
        kind = content[place]
        if kind == 0x3B:
            yield place, place + 1
            return
        if kind == 0x21:
            end = _sub_blocks(content, place + 2)
        elif kind == 0x2C and place + 10 <= len(content):
            end = _sub_blocks(content, place + 10 + _colours(content, place + 9) + 1)
        else:
            break
        yield place, end
        place = end
    raise _damaged("GIF")


def _colours(content: bytes, flags_at: int) -> int:
    """The size of a colour table, from the byte with its flags."""
    if flags_at >= len(content):
        raise _damaged("GIF")
    flags = content[flags_at]
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _sub_blocks(content: bytes, place: int) -> int:
    while place < len(content):
        size = content[place]
        place += 1 + size
        if size == 0:
            return place
    raise _damaged("GIF")
