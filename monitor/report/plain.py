"""Text for terminals and files that know ASCII only. Pure."""

from __future__ import annotations

import unicodedata

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”«»„", '"'),
        **dict.fromkeys("‘’‹›", "'"),
        **dict.fromkeys("–—−‐‑", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009", " "),
        "…": "...",
        "·": "-",
        "×": "x",
        "≤": "<=",
        "≥": ">=",
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "ß": "ss",
    }
)


def ascii_only(text: str) -> str:
    """The text without accents and typographic signs; what has no ASCII form becomes a question mark."""
    text = text.translate(_SIGNS)
    if text.isascii():
        return text
    return "".join(
        char if char.isascii() else "?"
        for char in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(char)
    )
