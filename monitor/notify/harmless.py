"""Captured text made harmless for messages, whatever service shows them. Pure.

A message may be shown by a mail program, a chat that knows markup and mentions, or a telephone. So captured words are
put on one line, without control, direction and other invisible characters; a character that opens markup or a mention
is replaced by its look-alike (``@`` by ``＠``); and an invisible word joiner breaks every ``://`` and dotted name, so
that no program makes a link of it. The exact words are in the store.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

LONGEST = 300
"""Characters of a captured text in a message."""
_JOINER = "\u2060"
_LOOKALIKES = str.maketrans("@<>`*_[]{}~|#\\", "＠‹›ˋ∗ˍ［］｛｝∼｜＃＼")
_DOTTED = re.compile(r"(?<=\w)([.。．｡])(?=\w)")
_MARKS = 3
"""Combining marks in a row; more would paint over the lines above."""


def one_line(text: str) -> str:
    """The text on one line, without anything that does not show: for the operator's own words, and before all else."""
    shown: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category[0] == "M" else 0
        if category[0] in "CZ":
            # A line break parts words; what has no width does not.
            shown.append("" if category == "Cf" else " ")
        elif marks <= _MARKS:
            shown.append(char)
    return " ".join("".join(shown).split())


def cut(text: str, longest: int) -> str:
    """The text, its end replaced by an ellipsis where it is longer."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def harmless(text: str) -> str:
    """A captured text of at most ``LONGEST`` visible characters that nothing takes for markup, mention or link."""
    plain = cut(one_line(text), LONGEST).translate(_LOOKALIKES)
    return _DOTTED.sub(rf"{_JOINER}\1{_JOINER}", plain.replace("://", f":{_JOINER}/{_JOINER}/"))


def public_address(url: str) -> str:
    """A target's address as it may be shown: http(s), without user and password; empty where it is anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or not re.fullmatch(r"[!#-;=?-~]+", url):
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return parts._replace(netloc=f"{host}:{port}" if port else host).geturl()
