"""Where each key of a TOML file stands, which ``tomllib`` does not tell. Pure; for text that ``tomllib`` accepts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import NamedTuple

KeyPath = tuple[str | int, ...]
"""``("target", 2, "options", "planning")``; the parts of an array are counted from 0."""

_TOKEN = re.compile(
    r'''
    (?P<string> """ (?:[^"\\]|\\.|"(?!""))*+ """ "{0,2} | \'\'\' (?:[^']|'(?!''))*+ \'\'\' '{0,2}
              | " (?:[^"\\\n]|\\.)*+ " | ' [^'\n]*+ ' )
  | (?P<comment> \#[^\n]*+ )
  | (?P<newline> \n )
  | (?P<space> [ \t\r]++ )
  | (?P<mark> [\[\]{},=.] )
  | (?P<bare> [^\s\[\]{},=."'\#]++ )
    ''',
    re.VERBOSE | re.DOTALL,
)
_DEEPEST = 20
"""Longer dotted keys get the line of their first parts."""


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


_END = _Token("end", "", 0)


def _tokens(text: str) -> list[_Token]:
    line, found = 1, []
    for match in _TOKEN.finditer(text):
        if match.lastgroup not in ("comment", "space"):
            found.append(_Token(match.lastgroup or "", match[0], line))
        line += match[0].count("\n")
    return found


class _Scanner:
    """Walks the tokens once, statement by statement, and notes the first line of every path."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self.entries: dict[KeyPath, int] = {}
        """The index of the latest entry of each array of tables."""

    @property
    def next(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def take(self, *texts: str) -> bool:
        """Step over the next token if it is one of these marks or line ends."""
        if self.next.kind in ("mark", "newline") and self.next.text in texts:
            self.at += 1
            return True
        return False

    def note(self, path: KeyPath, line: int, known: int = 0) -> None:
        """Give a path and its parents a line, unless they have one; the first ``known`` parts have."""
        for end in range(known + 1, min(len(path), known + _DEEPEST) + 1):
            self.lines.setdefault(path[:end], line)

    def key(self) -> list[str]:
        parts: list[str] = []
        while self.next.kind in ("bare", "string"):
            text = self.next.text
            parts.append(text if self.next.kind == "bare" else tomllib.loads(f"key = {text}")["key"])
            self.at += 1
            self.take(".")
        return parts

    def file(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while self.next is not _END:
            if self.take("\n"):
                continue
            if self.next.text == "[" and self.next.kind == "mark":
                table = self.header()
            else:
                self.statement(table)
        return self.lines

    def header(self) -> KeyPath:
        line = self.next.line
        self.take("[")
        many = self.take("[")
        path: KeyPath = ()
        parts = self.key()
        for number, part in enumerate(parts, start=1):
            path = (*path, part)
            self.lines.setdefault(path, line)
            if many and number == len(parts):
                self.entries[path] = self.entries.get(path, -1) + 1
            if path in self.entries:
                path = (*path, self.entries[path])
        self.lines[path] = line  # over that of a sub-table written before it
        while self.take("]"):
            pass
        return path

    def statement(self, table: KeyPath) -> None:
        line, start = self.next.line, self.at
        path = (*table, *self.key())
        self.note(path, line, known=len(table))
        if self.take("="):
            self.value(path)
        if self.at == start:  # not in TOML that tomllib accepts; but never for ever
            self.at += 1

    def value(self, path: KeyPath) -> None:
        if self.take("["):
            self.array(path)
        elif self.take("{"):
            while self.next is not _END and not self.take("}"):
                self.statement(path)
                while self.take(",", "\n"):
                    pass
        else:
            while self.next.kind in ("bare", "string") or self.next.text == ".":
                self.at += 1

    def array(self, path: KeyPath) -> None:
        index = 0
        while self.take("\n"):
            pass
        while self.next is not _END and not self.take("]"):
            start = self.at
            self.note((*path, index), self.next.line, known=len(path))
            self.value((*path, index))
            index += 1
            while self.take(",", "\n"):
                pass
            if self.at == start:  # not in TOML that tomllib accepts; but never for ever
                self.at += 1


class Lines:
    """Lines of a TOML text by key path. ``RecursionError`` for arrays nested hundreds deep, as in ``tomllib``."""

    def __init__(self, text: str) -> None:
        self.known: Mapping[KeyPath, int] = _Scanner(text).file()

    def of(self, path: KeyPath) -> int | None:
        """The line of a key, counted from 1; where it is not written that of its table, else None."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.known:
                return self.known[path[:end]]
        return None
