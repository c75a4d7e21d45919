"""Which elements nobody sees, and which ones do not break a line: by their names and attributes alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

Attributes = Mapping[str, str | list[str]]
"""As the parser gives them, or as BeautifulSoup keeps them: a multi-valued one (class, rel) is then a list."""

_UNSEEN_TAGS = frozenset(
    ["script", "style", "template", "noscript", "head", "title", "iframe", "object", "embed", "svg", "canvas"]
    + ["datalist", "audio", "video", "map", "noframes"]
)
HIDE_BY_NAME = _UNSEEN_TAGS | {"dialog"}
"""What may be hidden without any attribute."""
_UNSEEN_CLASSES = frozenset(
    ["d-none", "hidden", "hide", "is-hidden", "ng-hide", "visually-hidden", "sr-only", "fr-sr-only", "invisible"]
)
_WIDE_SCREENS = re.compile(r"(?:d-(?:sm|md|lg|xl|xxl)-|(?:sm|md|lg|xl|2xl):)(?:block|inline|flex|grid|table)")
"""Shown from a width on (Bootstrap, Tailwind): ``d-none d-md-block`` is what everybody but a telephone sees."""
_UNSEEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
INLINE_TAGS = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"]
    + ["kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"]
    + ["time", "tt", "u", "var", "wbr", "nobr"]
)
BUTTON_TYPES = frozenset(["submit", "button", "reset"])


def hides(name: str, attributes: Attributes) -> bool:
    """Whether an element hides itself and all it holds; style sheets are not known here."""
    if name in _UNSEEN_TAGS:
        return True
    if not attributes:
        return name == "dialog"
    if "hidden" in attributes or (name == "dialog" and "open" not in attributes):
        return True
    if name == "input" and str(attributes.get("type", "")).lower() == "hidden":
        return True
    if given := attributes.get("class"):
        classes = given.split() if isinstance(given, str) else given
        if not _UNSEEN_CLASSES.isdisjoint(classes) and not any(map(_WIDE_SCREENS.match, classes)):
            return True
    style = attributes.get("style")
    return bool(style and _UNSEEN_STYLE.search(str(style)))
