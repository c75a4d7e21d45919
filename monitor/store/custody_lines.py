"""The lines of the custody log, as they are sealed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from monitor.canonical import canonical, line_sha256

_VERSION = 1
_FIRST = "0" * 64


def custody_line(number: int, at: str, kind: str, details: Mapping[str, Any], before: str) -> str:
    """One line as sealed; ``before`` is the line before it, empty for the first."""
    previous = line_sha256(before) if before else _FIRST
    return canonical({"v": _VERSION, "seq": number, "at": at, "what": kind, "how": dict(details), "prev": previous})
