"""Canonical JSON, as it is sealed, and the hashes of lines. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(value: Mapping[str, Any]) -> str:
    """Canonical JSON as sealed: sorted keys, no spaces, UTF-8 not escaped, ending in a line feed."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def line_sha256(line: str) -> str:
    """The hash that the next line carries: of the line's UTF-8 bytes with its line feed, as ``sha256sum`` gives it."""
    return hashlib.sha256(line.encode()).hexdigest()
