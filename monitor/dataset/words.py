"""What is said of the exported tables, in English and French: titles, meanings, labels. Reads only ``french.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from monitor.dataset.tables import Column, Table

LANGUAGES = ("en", "fr")


@cache
def _french() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("french.toml").read_text("utf-8"))


class Words:
    """One of ``LANGUAGES``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._french: dict[str, Any] = _french() if language == "fr" else {}

    def say(self, sentence: str) -> str:
        """A sentence in this language; the French stand under their English ones."""
        return str(self._french["sentences"][sentence]) if self._french else sentence

    def title(self, table: Table) -> str:
        """The table's name for people."""
        return str(self._french[table.name]["title"]) if self._french else table.title

    def meaning(self, table: Table) -> str:
        """What the table holds."""
        return str(self._french[table.name]["meaning"]) if self._french else table.meaning

    def column(self, table: Table, column: Column) -> str:
        """What a column holds; those that mean the same in several tables are said once."""
        if not self._french:
            return column.meaning
        return str(self._french[table.name].get(column.name) or self._french["shared"][column.name])
