"""One response as a probe sees it: status, final URL, headers, text, visible text, elements, forms, JSON. Pure."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from probes.text import normalise, unescaped_json

if TYPE_CHECKING:
    from probes.html import Element, Form, Html

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*((?!utf)[A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)  # a declaration of UTF-16 that could be read is wrong, and UTF-8 is tried before
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|table|div|form|p|h[1-6]|title|span|ul|br|a|meta|script)\b", re.IGNORECASE
)
_TEXT_TYPES = ("text/", "application/xhtml", "application/xml", "application/json", "application/javascript")
_XSSI_PREFIX = re.compile(r"\A\s*(?:\)\]\}',?|while\s*\(1\);|for\s*\(;;\);|/\*\*/)\s*")


READ_HEADERS = frozenset(
    ["content-type", "content-language", "location"]
    + ["cf-mitigated", "x-amzn-waf-action", "x-kpsdk-ct", "x-kpsdk-r", "x-kpsdk-v"]  # signs of the screen
)
"""The headers that decide something, lower case: all others stay with the answer's bytes, and no rule is shown them.

Date, cookies, numbers of requests and times of answers make every answer another one; what is not shown cannot.
"""


def readable(headers: Mapping[str, str], also: Collection[str] = ()) -> dict[str, str]:
    """The headers that a page shows to the rules; ``also`` are those that one probe declares to read."""
    return {name: value for name, value in headers.items() if name in READ_HEADERS or name in also}


_AS_BROWSERS = {
    **dict.fromkeys(["ascii", "iso8859-1"], "cp1252"),
    **dict.fromkeys(["gb2312", "gbk"], "gb18030"),
    **dict.fromkeys(["iso8859-11", "tis-620"], "cp874"),
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
"""Declared character sets that browsers read as a larger one (WHATWG Encoding Standard, names and labels)."""
_NOT_FOR_PAGES = frozenset(["idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "utf-8"])
"""Python's own codecs, a dangerous one, and the one that was tried first."""
_VALID_NON_ASCII = re.compile("[^\x00-\x7f\ufffd]")


def _codec(label: str) -> str | None:
    """The codec for a declared character set, or None where no browser would follow the declaration."""
    try:
        "".encode(label)
        name = codecs.lookup(label).name
    except (LookupError, UnicodeError):
        return None
    return None if name in _NOT_FOR_PAGES else _AS_BROWSERS.get(name, name)


def decode(content: bytes, content_type: str = "") -> str:
    """Bytes to text, never failing.

    Valid UTF-8 wins over a contradicting header (a wrong header is common, UTF-8 by accident is not); then a byte order
    mark, the Content-Type header, the page's own declaration, and Windows-1252, as browsers do.
    """
    for mark, charset in _BOMS:
        if content.startswith(mark):
            return content.decode(charset, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    header = _CHARSET.search(content_type)
    meta = _META_CHARSET.search(content[:4096])
    for label in (header[1] if header else "", meta[1].decode("ascii") if meta else ""):
        if label and (codec := _codec(label)):
            return content.decode(codec, errors="replace")
    # A page cut in the middle of a character, or with some bad bytes, is still UTF-8 where most of it is valid.
    text = content.decode("utf-8", errors="replace")
    mostly_valid = len(_VALID_NON_ASCII.findall(text)) >= text.count("\ufffd")
    return text if mostly_valid else content.decode("cp1252", errors="replace")


@dataclass(frozen=True)
class Page:
    """One response. ``content`` is the body after transfer and content coding, already within the look's limits."""

    url: str
    """Final URL, after redirects."""
    status: int
    content: bytes
    headers: Mapping[str, str]
    """Names in lower case; a repeated header's values joined by ', '."""

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    @cached_property
    def text(self) -> str:
        """The body as text, as sent (not normalised)."""
        return decode(self.content, self.content_type)

    @cached_property
    def is_text(self) -> bool:
        """False for pictures, PDF and other binary bodies, whatever the header says."""
        kind = self.content_type.split(";")[0].strip().lower()
        if b"\x00" in self.content[:1024] and not self.content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return False
        if self.content.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04")):
            return False
        return not kind or kind.startswith(_TEXT_TYPES) or kind.endswith(("+xml", "+json")) or self._looks_like_markup

    @cached_property
    def _looks_like_markup(self) -> bool:
        return _MARKUP.search(self.text[:20_000]) is not None

    @cached_property
    def is_html(self) -> bool:
        """Decided by the body first: JSON endpoints return HTML when something stands in the way, and the reverse."""
        return self.is_text and self.json is None and (self._looks_like_markup or "html" in self.content_type.lower())

    @cached_property
    def html(self) -> Html:
        from probes.html import Html  # BeautifulSoup is heavy, and ``status`` needs only the words of the contract

        return Html(self.text if self.is_html else "", self.url)

    @cached_property
    def visible(self) -> str:
        """What a person could read, normalised, one line per block; for JSON and plain text the text itself.

        JSON's numeric escapes are read as the characters they stand for: many servers write every accent so.
        """
        if not self.is_text:
            return ""
        if self.is_html:
            return self.html.visible
        return normalise(self.text if self.json is None else unescaped_json(self.text))

    @property
    def language(self) -> str | None:
        """The language the page declares for itself: ``<html lang>``, else the Content-Language header."""
        declared = self.html.language if self.is_html else None
        return declared or self.headers.get("content-language", "").split(",")[0].strip().lower()[:35] or None

    def select(self, css: str) -> list[Element]:
        """Visible elements in document order; none where the page is not HTML."""
        return self.html.select(css) if self.is_html else []

    def form(self, css: str) -> Form | None:
        """The first form that matches, with its hidden fields."""
        return next(self.html.forms(css), None) if self.is_html else None

    @property
    def forms(self) -> list[Form]:
        return list(self.html.forms()) if self.is_html else []

    @cached_property
    def json(self) -> Any | None:
        """The body as JSON (an XSSI prefix is taken off), or None where it is not JSON."""
        text = _XSSI_PREFIX.sub("", self.text.lstrip("\ufeff"), count=1).strip()
        if not text.startswith(("{", "[", '"')):
            return None
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return None
