"""Which addresses may become links. Pure."""

from __future__ import annotations

import re

_WEB = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]+")


def is_web(url: str) -> bool:
    """Whether it is a plain web address: nothing else is ever made a link."""
    return _WEB.fullmatch(url) is not None
