"""Personal metadata of PDF files: blanked where they stand in clear, named where they cannot be reached. Pure.

A PDF names its objects by their place in the file, so values are overwritten by spaces of the same length: pages,
fonts and pictures stay byte for byte. What is compressed or encrypted is not taken apart here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from monitor.witness.errors import WitnessError
from monitor.witness.exif import HEADER as EXIF

_Found = TypeVar("_Found")
_STRING = rb"\((?:[^()\\]|\\.|\([^()\\]{0,2000}\))*+\)|<[0-9A-Fa-f\s]*+>"
_KEYS = rb"Author|Creator|Producer|Title|Subject|Keywords|Company|Manager|CreationDate|ModDate|SourceModified"
_INFO_VALUE = re.compile(rb"/(" + _KEYS + rb")\s{0,20}(" + _STRING + rb")", re.DOTALL)
_INFO_REFERENCE = re.compile(rb"/Info\s{1,20}(\d{1,10})\s{1,20}(\d{1,5})\s{1,20}R\b")
_OBJECT = rb"(?<!\d)%d\s{1,20}%d\s{1,20}obj\b"
_XMP_BEGIN, _XMP_END = b"<?xpacket begin", b"<?xpacket end"
_METADATA_STREAM = re.compile(rb"/Type\s{0,20}/Metadata\b")
_LONGEST_INFO = 10_000
_MOST_VERSIONS = 20
"""Of its document information: each time a PDF is saved anew, one more may be appended."""
_UNREACHABLE = (
    (re.compile(rb"/Encrypt\b"), "the file is encrypted", "le fichier est chiffré"),
    (re.compile(re.escape(EXIF)), "a photograph in it has Exif data", "une photographie y contient des données Exif"),
    (re.compile(rb"/EmbeddedFile\b"), "another file is attached to it", "un autre fichier y est joint"),
)


def pdf(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The PDF with its document information and XMP blanked, and what was blanked.

    Raises ``WitnessError`` where there is, or may be, more than can be reached.
    """
    for pattern, english, french in _UNREACHABLE:
        if pattern.search(content):
            raise _beyond(english, french)
    changed = bytearray(content)
    found = _without_information(content, changed)
    packets = _without_packets(content, changed)
    if not packets and _METADATA_STREAM.search(content):
        raise _beyond("its XMP metadata are compressed", "ses métadonnées XMP sont compressées")
    return bytes(changed), tuple(dict.fromkeys([*found, *(["XMP"] if packets else [])]))


def _without_information(content: bytes, changed: bytearray) -> list[str]:
    """Blank every version of the document information, and name what was there."""
    found: list[str] = []
    places: list[re.Match[bytes]] = []
    for number, generation in _few(_INFO_REFERENCE.findall(content)):
        versions = _few(re.finditer(_OBJECT % (int(number), int(generation)), content))
        if not versions:
            raise _beyond("its document information is compressed", "ses informations de document sont compressées")
        places = _few([*places, *versions])
    for place in places:
        end = content.find(b"endobj", place.end(), place.end() + _LONGEST_INFO)
        if end < 0:
            raise _beyond("its document information is too long", "ses informations de document sont trop longues")
        found += [
            f"document information: {value[1].decode()}"
            for value in _INFO_VALUE.finditer(content, place.end(), end)
            if _blank(changed, value.start(2) + 1, value.end(2) - 1)
        ]
    return found


def _without_packets(content: bytes, changed: bytearray) -> int:
    """Blank XMP that stands in clear, and count it."""
    packets, start = 0, content.find(_XMP_BEGIN)
    while start >= 0:
        first = content.find(b"?>", start) + 2
        end = content.find(_XMP_END, start)
        if end < first or first < 2:
            raise _beyond("its XMP metadata have no end", "ses métadonnées XMP n'ont pas de fin")
        _blank(changed, first, end)
        packets, start = packets + 1, content.find(_XMP_BEGIN, end)
    return packets


def _few(found: Iterable[_Found]) -> list[_Found]:
    some = list(islice(dict.fromkeys(found), _MOST_VERSIONS + 1))
    if len(some) > _MOST_VERSIONS:
        raise _beyond("it was saved anew too often", "il a été réenregistré trop souvent")
    return some


def _blank(content: bytearray, start: int, end: int) -> bool:
    """Overwrite with spaces; whether there was anything."""
    there = bool(content[start:end].strip())
    content[start:end] = b" " * (end - start)
    return there


def _beyond(english: str, french: str) -> WitnessError:
    return WitnessError(
        f"the PDF's metadata cannot be taken out: {english}; hand over a PNG screenshot, or keep the metadata on"
        " purpose with --keep-metadata",
        f"les métadonnées du PDF ne peuvent pas être retirées : {french} ; déposez plutôt une capture d'écran PNG",
    )
