"""What a piece is built of, as JSON values that the templates know how to set: headings, texts, tables. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]
Cell = str | dict[str, Any]


class Sections:
    """Numbers of sections, known before they are written so that the summary can name them."""

    def __init__(self, *names: str) -> None:
        self._numbers = {name: number for number, name in enumerate(names, 1)}

    def number(self, name: str) -> str:
        """``3``."""
        return str(self._numbers[name])

    def heading(self, name: str, text: str) -> Block:
        """``3. By day``."""
        return {"type": "heading", "text": f"{self._numbers[name]}. {text}"}


def heading(text: str) -> Block:
    """A heading without a number."""
    return {"type": "heading", "text": text}


def minor(text: str) -> Block:
    """A heading within a section."""
    return {"type": "minor", "text": text}


def text(words: str) -> Block:
    """A paragraph."""
    return {"type": "text", "text": words}


def note(words: str, *, sticky: bool = True) -> Block:
    """A paragraph in small print; ``sticky``: on one page with what follows."""
    return {"type": "note", "text": words, "sticky": sticky}


def points(words: Sequence[str]) -> Block:
    """A list."""
    return {"type": "points", "points": list(words)}


def steps(words: Sequence[str]) -> Block:
    """A numbered list."""
    return {"type": "steps", "points": list(words)}


def quote(exact: dict[str, Any]) -> Block:
    """Captured words on their own; what follows says when they were seen."""
    return {"type": "quote", "words": exact}


def hashed(label: str, digest: str, *, sticky: bool = False) -> Block:
    """A hash that a reader will compare; ``sticky``: on one page with what follows."""
    return {"type": "hash", "label": label, "hash": digest, "sticky": sticky}


def card(rows: Sequence[tuple[str, Cell]]) -> Block:
    """Names and values."""
    return {"type": "card", "rows": [list(row) for row in rows]}


def page_break() -> Block:
    """Go on at the top of a page."""
    return {"type": "page-break"}


def column(head: str, width: float = 0, *, right: bool = False, upright: bool = False) -> dict[str, Any]:
    """A column: ``width`` in parts of what is left, 0 for as wide as its cells; ``upright``: its head is turned."""
    return {"head": head, "width": width, "right": right, "upright": upright}


def table(columns: Sequence[dict[str, Any]], rows: Sequence[Sequence[Cell]], total: Sequence[Cell] = ()) -> Block:
    """A table whose head is repeated on each page."""
    return {"type": "table", "columns": list(columns), "rows": [list(row) for row in rows], "total": list(total)}


def mono(words: str) -> Cell:
    """A hash or an identifier."""
    return {"mono": words}


def across(words: str, columns: int) -> Cell:
    """One cell over several columns."""
    return {"across": words, "columns": columns}
