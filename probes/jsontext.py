"""Where a value stands in the text of a JSON answer, to quote it exactly: pure, and linear in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from probes.text import normalise, unescaped_json

Place = tuple[str | int, ...]
"""Names and positions from the top of the answer down to a value."""

MAX_QUOTE = 200
"""Characters of a quote."""

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")
_BEGINNING = re.compile(r"[\[{\"]")
"""Of the answer, behind an XSSI prefix: none of the usual ones holds such a character."""


def quote(text: str, visible: str, place: Place, limit: int = MAX_QUOTE) -> str:
    """The words of a value with the name before it, or of the value alone where both together are too long.

    ``text`` is the answer as sent, ``visible`` its normalised form: what is returned stands there (line breaks as
    spaces), or is empty where the value was not found.
    """
    line = visible.replace("\n", " ")
    candidates = [_shown(text[start:end]) for start, end in _spans(text, place)]
    if not candidates:
        return ""
    named = bool(place) and isinstance(place[-1], str)
    fitting = next((words for words in candidates if len(words) <= limit), candidates[0 if named else -1])
    words = fitting[:limit].rstrip()
    return words if words in line else ""


def _shown(fragment: str) -> str:
    """A piece of the answer as ``Page.visible`` shows it, on one line."""
    return normalise(unescaped_json(fragment)).replace("\n", " ")


def _spans(text: str, place: Place) -> list[tuple[int, int]]:
    """Start and end of the value with the nearest name before it, and of the value alone."""
    beginning = _BEGINNING.search(text)
    if beginning is None:
        return []
    try:
        name = start = beginning.start()
        _, end = _DECODER.raw_decode(text, start)
        for step in place:
            found = None
            for key, key_start, value_start, value_end in _children(text, start):
                if key == step and isinstance(key, type(step)):
                    found = key_start, value_start, value_end  # the last of several equal names, as JSON is read
            if found is None:
                return []
            name, start, end = (found[0] if isinstance(step, str) else name), found[1], found[2]
    except (ValueError, IndexError, RecursionError):
        return []
    return [(name, end), (start, end)]


def _children(text: str, start: int) -> Iterator[tuple[str | int, int, int, int]]:
    """Name or position, and where name, value and end of value stand, of each value directly inside another."""
    opening = text[start]
    if opening not in "{[":
        return
    at, number = _skip(text, start + 1), 0
    while text[at] not in "}]":
        key: str | int = number
        key_start = at
        if opening == "{":
            key, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        _, end = _DECODER.raw_decode(text, at)
        yield key, key_start, at, end
        at, number = _skip(text, end), number + 1
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
