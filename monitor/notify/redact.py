"""Takes a receiver's secrets out of what a library says about it. Pure."""

from __future__ import annotations

import re
from urllib.parse import quote, quote_plus, unquote, unquote_plus

_DELIMITERS = re.compile(r"[/:@?&=#,;<>\s]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SHORTEST = 3
"""A shorter part of a URL would black out half of every sentence."""
_LONGEST_TEXT = 300


def without_secrets(text: str, url: str) -> str:
    """One line of at most 300 characters in which no part of the URL is left: host, user, password, tokens, query."""
    line = _CONTROL.sub(" ", text)
    for part in sorted(_parts(url), key=len, reverse=True):
        line = re.sub(re.escape(part), "…", line, flags=re.IGNORECASE)
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST_TEXT else line[: _LONGEST_TEXT - 1] + "…"


def _parts(url: str) -> set[str]:
    scheme, _, rest = url.strip().partition("://")
    if not rest:
        rest = scheme
    spelled = {rest, unquote(rest), unquote_plus(rest)}
    found = {url, rest}
    for text in spelled:
        for part in _DELIMITERS.split(text):
            found |= {part, quote(part, safe=""), quote_plus(part), unquote(part), repr(part)[1:-1]}
    return {part for part in found if len(part) >= _SHORTEST}
