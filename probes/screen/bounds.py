"""How much a page may cost before it is parsed: counted on the bytes, in one pass, without decoding. Pure."""

from __future__ import annotations

import re

MAX_TAGS = 40_000
"""More opening angle brackets than this are not parsed: a hostile page must cost no more than it is worth."""
MAX_ATTRIBUTES = 250_000
"""Equals signs: an attribute costs about a tenth of a tag, and a page of 2 MiB has room for half a million."""
MAX_DEPTH = 250
"""Open elements inside each other; real pages stay below 60."""
MAX_ANCESTORS = 600_000
"""The depths of all tags added up: what a selector with a descendant in it asks, at about 2 microseconds each.

Twenty thousand elements at depth 30 are allowed; the largest calendars known stay below a tenth of that.
"""

_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})([^<>]*)")
_FLAT = frozenset(
    # elements without content, and those whose end is implied by the next of their kind
    b"area base br col embed hr img input link meta param source track wbr p li dt dd td th tr option".split()
)


def too_costly(content: bytes, limit: int = MAX_TAGS) -> bool:
    """Whether a body has more tags, attributes or nesting than a page is worth; not one byte of it is decoded."""
    if content.count(b"<") > limit or content.count(b"=") > MAX_ATTRIBUTES:
        return True
    return _too_deep(content)


def _too_deep(content: bytes) -> bool:
    """Whether elements that are never closed pile up: estimated from the names of the tags, not from a tree."""
    depth = ancestors = 0
    for tag in _TAG.finditer(content):
        closing, name, rest = tag.groups()
        ancestors += depth
        if name.lower() in _FLAT or rest.endswith(b"/"):
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > MAX_DEPTH or ancestors > MAX_ANCESTORS:
            return True
    return False
