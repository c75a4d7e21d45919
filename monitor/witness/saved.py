"""What a file is that a person hands over, told by its content, never by its name; bounded, touches no disk. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from enum import StrEnum

from monitor.witness.errors import WitnessError
from probes.contract import Page

MOST_BYTES = 20_000_000
"""One file. A whole page with its pictures has one to ten megabytes."""
_MOST_PARTS = 2_000
_MOST_LINES = 500_000
"""The parser of mail goes line by line; 20 MB of pictures have half as many."""
_DEEPEST = 5
"""Multiparts inside multiparts; browsers write one."""
_HEAD = 65_536
_ADDRESS = re.compile(r"(?:https?|file)://[^\s\"'<>]{1,2000}")
_SAVED_FROM = re.compile(r"<!--\s{0,5}saved from url=\(\d{1,5}\)(\S{1,2000})\s{0,5}-->")
_SINGLE_FILE = re.compile(
    r"<!--\s{0,20}Page saved with SingleFile\s{1,20}url:\s{0,5}(\S{1,2000})\s{1,20}saved date:\s{0,5}"
    r"\w{3} (\w{3}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})"
)
_MIME_START = re.compile(
    rb"\A(?:[\x21-\x39\x3b-\x7e]{1,60}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n){0,20}){1,40}\r?\n"
)


class Kind(StrEnum):
    """What is taken; the values are media types."""

    HTML = "text/html"
    MHTML = "multipart/related"
    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    GIF = "image/gif"
    PDF = "application/pdf"

    @property
    def is_page(self) -> bool:
        """Whether a probe can read it."""
        return self in (Kind.HTML, Kind.MHTML)


@dataclass(frozen=True, slots=True)
class Saved:
    """A file of one of the kinds that are taken."""

    kind: Kind
    content: bytes
    page: Page | None = None
    """The main document of a saved page."""
    url: str = ""
    """Where the file says that it comes from; empty: it does not."""
    saved_at: datetime | None = None
    """When the file says that it was saved, where it does; aware."""


_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"%PDF-", Kind.PDF),
)
_OTHERS = (
    (b"PK\x03\x04", "a zip archive or an office document", "une archive zip ou un document de bureautique"),
    (b"bplist00", "a web archive of Safari", "une archive web de Safari"),
    (b"\xd0\xcf\x11\xe0", "an office document", "un document de bureautique"),
    (b"\x1f\x8b", "compressed", "compressé"),
    (b"7z\xbc\xaf", "an archive", "une archive"),
    (b"Rar!", "an archive", "une archive"),
)
_HEIF = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")


def recognise(content: bytes) -> Saved:
    """What the bytes are. Raises ``WitnessError`` for anything that is not taken, with what to hand over instead."""
    if not content:
        raise WitnessError("the file is empty; save it again", "le fichier est vide ; enregistrez-le à nouveau")
    if len(content) > MOST_BYTES:
        raise WitnessError(
            f"the file has more than {MOST_BYTES // 1_000_000} MB; save the page without its pictures, or a screenshot",
            f"le fichier dépasse {MOST_BYTES // 1_000_000} Mo ; enregistrez la page sans ses images, ou une capture",
        )
    for sign, kind in _SIGNS:
        if content.startswith(sign):
            return Saved(kind, content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Saved(Kind.WEBP, content)
    if archive := _web_archive(content):
        return archive
    page = Page("", 200, content, {})
    if page.is_html:
        return _html(content)
    raise _refused(content)


def _refused(content: bytes) -> WitnessError:
    english, french = "of a kind that is not known", "d'un type inconnu"
    for sign, what, quoi in _OTHERS:
        if content.startswith(sign):
            english, french = what, quoi
    if content[4:12] in _HEIF:
        english, french = "a photograph in HEIF or AVIF", "une photographie HEIF ou AVIF"
    return WitnessError(
        f"the file is {english}; hand over a saved page (HTML or MHTML), a picture (PNG, JPEG, WebP, GIF) or a PDF",
        f"le fichier est {french} ; déposez une page enregistrée (HTML ou MHTML), une image (PNG, JPEG, WebP, GIF)"
        " ou un PDF",
    )


def _html(content: bytes) -> Saved:
    """A saved page; browsers and SingleFile write where it comes from, and the latter when, into a comment."""
    text = Page("", 200, content, {}).text[:_HEAD]
    url, saved_at = "", None
    if found := _SINGLE_FILE.search(text):
        url, *date = found.groups()
        saved_at = _moment("{1} {0} {2} {3} {4}".format(*date))
    elif found := _SAVED_FROM.search(text):
        url = found[1]
    url = url if _ADDRESS.fullmatch(url) else ""
    return Saved(Kind.HTML, content, Page(url, 200, content, {"content-type": "text/html"}), url, saved_at)


# MHTML (RFC 2557): a mail message whose parts are the page and what it shows


def _web_archive(content: bytes) -> Saved | None:
    """The main document of a web archive; None where the bytes are none."""
    start = _MIME_START.match(content[:_HEAD])
    if start is None:
        return None
    head = BytesHeaderParser(policy=compat32).parsebytes(start[0])
    kind = head.get_content_type()
    if not kind.startswith(("multipart/", "text/html")) or "content-type" not in head:
        return None
    counts = ((b"multipart/", _DEEPEST), (b"\n--", _MOST_PARTS), (b"\n", _MOST_LINES))
    if any(content.count(what) > most for what, most in counts):
        raise WitnessError(
            "the web archive has too many parts; save the page as HTML, or a screenshot",
            "l'archive web a trop de parties ; enregistrez la page en HTML, ou une capture d'écran",
        )
    message = BytesParser(policy=compat32).parsebytes(content)
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    stated = _stated(head, "Snapshot-Content-Location")
    main = next((part for part in parts if stated and _stated(part, "Content-Location") == stated), None)
    main = main or _start(message, parts) or (parts[0] if parts else None)
    body = main.get_payload(decode=True) if main is not None else None
    if main is None or not isinstance(body, bytes) or not body.strip():
        raise WitnessError(
            "the web archive holds no page, or was cut short; save the page again",
            "l'archive web ne contient pas de page, ou est incomplète ; enregistrez la page à nouveau",
        )
    url = stated or _stated(main, "Content-Location")
    charset = main.get_content_charset() or ""
    declared = f"{main.get_content_type()}; charset={charset}" if charset else main.get_content_type()
    page = Page(url, 200, body, {"content-type": declared})
    return Saved(Kind.MHTML, content, page, url, _moment(str(head.get("Date", ""))))


def _start(message: Message, parts: list[Message]) -> Message | None:
    """The part that the archive says to begin with (RFC 2387, ``start``)."""
    start = str(message.get_param("start") or "").strip()
    return next((part for part in parts if start and part.get("Content-ID", "").strip() == start), None)


def _stated(part: Message, name: str) -> str:
    value = "".join(str(part.get(name, "")).split())
    return value if _ADDRESS.fullmatch(value) else ""


def _moment(text: str) -> datetime | None:
    """A date of a mail message as a moment; None where it is none, or does not tell its offset."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None and text.strip().endswith("-0000"):
        moment = moment.replace(tzinfo=UTC)  # UTC, of a sender that does not tell its zone (RFC 5322): Chromium's way
    return moment if moment.tzinfo is not None and 1990 < moment.year < 2200 else None


def addresses(page: Page) -> Iterator[str]:
    """Addresses on the own disk that a saved page names: the folders of whoever saved it."""
    seen = set()
    for found in re.finditer(r"file:///?[^\s\"'<>]{1,200}", page.text):
        if found[0] not in seen:
            seen.add(found[0])
            yield found[0]
