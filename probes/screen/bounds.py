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
# elements without content, and those whose end is implied by the next of their kind
_FLAT_NAMES = "area base br col embed hr img input link meta param source track wbr p li dt dd td th tr option"
_FLAT = frozenset(_FLAT_NAMES.encode().split())
_NOT_FLAT = rf"(?!(?i:{_FLAT_NAMES.replace(' ', '|')})(?![A-Za-z0-9:-]))[A-Za-z]"
_NESTING = re.compile(rf"<(?:(/){_NOT_FLAT}[^<>]*+(?<!/)|{_NOT_FLAT})".encode())
"""The tags that ``_deepest`` counts up and down; of those that begin, also the ones that close themselves."""


def too_costly(content: bytes, limit: int = MAX_TAGS) -> bool:
    """Whether a body has more tags, attributes or nesting than a page is worth; not one byte of it is decoded."""
    return content.count(b"<") > limit or content.count(b"=") > MAX_ATTRIBUTES or too_deep(content)


def too_deep(content: bytes, most_depth: int = MAX_DEPTH, most_ancestors: int = MAX_ANCESTORS) -> bool:
    """Whether elements that are never closed pile up: estimated from the names of the tags, not from a tree."""
    deepest = _deepest(content)
    unsure = deepest > most_depth or deepest * content.count(b"<") > most_ancestors
    return unsure and piles_up(content, most_depth, most_ancestors)


def _deepest(content: bytes) -> int:
    """How deep elements pile up at most: as below, with elements that close themselves counted as open."""
    depth = deepest = 0
    for closing in _NESTING.findall(content):
        if not closing:
            depth += 1
            if depth > deepest:  # noqa: PLR1730  # max() takes three times as long, thousands of times a page
                deepest = depth
        elif depth:
            depth -= 1
    return deepest


def piles_up(content: bytes, most_depth: int, most_ancestors: int) -> bool:
    """``too_deep``, tag by tag."""
    depth = ancestors = 0
    for tag in _TAG.finditer(content):
        closing, name, rest = tag.groups()
        ancestors += depth
        if name.lower() in _FLAT or rest.endswith(b"/"):
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > most_depth or ancestors > most_ancestors:
            return True
    return False
