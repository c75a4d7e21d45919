"""Small files as people hand them over, made here: pages, a web archive, pictures with metadata, a PDF."""

from __future__ import annotations

import struct
import zlib

from monitor.witness.exif import HEADER

NONE = "Il n'existe plus de plage horaire libre pour votre demande de rendez-vous. Veuillez recommencer ultérieurement."
URL = "https://rdv.example/booking/create/1/2"


def page(inner: str = f'<div id="inner_Booking"><fieldset>{NONE}</fieldset></div>', comment: str = "") -> bytes:
    """A page of ezbooking as a browser saves it; by default its notice that no slot is free."""
    return f'<!DOCTYPE html>{comment}<html lang="fr"><body><h1>Rendez-vous</h1>{inner}</body></html>'.encode()


FREE = page(
    '<form id="FormBookingCreate" action="/booking/create/1/3"><input name="nextButton" value="Suivant"></form>'
)


def mhtml(
    body: bytes | None = None, *, date: str = "Sat, 21 Nov 2026 08:05:33 -0000", start: str = "", more: str = ""
) -> bytes:
    """A web archive as Chromium writes it: quoted-printable, the page first, then a picture."""
    text = "".join(f"={byte:02X}" if byte > 126 or byte == 61 else chr(byte) for byte in body or page())
    text = "=\r\n".join(text[at : at + 70] for at in range(0, len(text), 70))
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {start or URL}\r\nSubject: Rendez-vous\r\n"
        f"Date: {date}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b1"\r\n\r\n\r\n'
        f"------b1\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {URL}\r\n\r\n{text}\r\n{more}"
        "------b1\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://rdv.example/logo.gif\r\n\r\nR0lGODlhAQABAAAAACw=\r\n\r\n------b1--\r\n"
    ).encode()


def chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*extra: bytes, width: int = 1) -> bytes:
    """A grey picture one line high, with more chunks before its pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\x00" + b"\x80" * width))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + pixels + chunk(b"IEND", b"")


def exif(*entries: tuple[int, int]) -> bytes:
    """Exif data with these tags and short values, little endian, as cameras write them."""
    rows = b"".join(struct.pack("<HHIHH", tag, 3, 1, value, 0) for tag, value in entries)
    return HEADER + b"II\x2a\x00" + struct.pack("<IH", 8, len(entries)) + rows + struct.pack("<I", 0)


def segment(marker: int, body: bytes) -> bytes:
    """One segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


JFIF = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
PICTURE = (
    segment(0xDB, b"\x00" + b"\x01" * 64)
    + segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
    + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    + b"\x12\xff\x00\x34\xff\xd0\x56"
)
"""Tables, frame and scan; in the scan a stuffed byte and a restart marker."""


def jpeg(*segments: bytes, behind: bytes = b"") -> bytes:
    """A picture (in form: nobody could draw it) with more segments before it, and something behind its end."""
    return b"\xff\xd8" + JFIF + b"".join(segments) + PICTURE + b"\xff\xd9" + behind


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP of these chunks."""
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(part)) + part + b"\x00" * (len(part) % 2) for name, part in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


GIF_HEAD = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
GIF_PICTURE = b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00"


def gif(*blocks: bytes) -> bytes:
    """A white dot, with more blocks before it."""
    return GIF_HEAD + b"".join(blocks) + GIF_PICTURE + b"\x3b"


def pdf(info: str = "/Author (Jane Doe) /Producer (Writer)", more: bytes = b"") -> bytes:
    """A PDF with document information in clear."""
    return b"%PDF-1.4\n1 0 obj\n<< " + info.encode() + b" >>\nendobj\n" + more + b"trailer << /Info 1 0 R >>\n%%EOF\n"
