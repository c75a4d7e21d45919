"""Values that do not stand in the file itself: ``${NAME}`` from the environment, ``{ file = ... }`` from a file.

Reads the environment it is handed and the secret files that the configuration names; nothing it reads is ever printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from monitor.config.lines import KeyPath

_VARIABLE = re.compile(r"(?P<escape>\$\$\{)|\$\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)\}|(?P<broken>\$\{)", re.ASCII)
_LARGEST = 64 * 1024
_DEEPEST = 30
_PLAIN: tuple[KeyPath, ...] = (("monitor", "data_dir"),)
"""Read without an environment elsewhere (``locate.py``), so never expanded."""
_JUDGED = frozenset({"timezone", "every", "active", "maintenance", "max_gap", "expect_language"})
_KEPT = {
    "monitor": frozenset({"timezone"}),
    "defaults": _JUDGED,
    "target": _JUDGED | {"id", "was", "tags", "office"},
    "host": frozenset({"name"}),
    "receiver": frozenset({"name"}),
}
"""What the judgement reads, and is made again from, in the stored configuration, which shows no variable's value; so
are all keys of a rule."""
_FILES: tuple[KeyPath, ...] = (("receiver", "url"), ("notify", "dead_man"))
"""Secrets that may stand in a file of their own; without the number of the table."""


class Expansion:
    """A document with its variables replaced, and what is needed to never show them."""

    def __init__(self, document: Mapping[str, Any], folder: Path, environ: Mapping[str, str]) -> None:
        self.hidden: dict[KeyPath, Any] = {}
        """Paths of secret values, and what the file says in their place."""
        self.faults: dict[KeyPath, str] = {}
        """Paths of values that could not be had, and why."""
        self._environ = environ
        self._folder = Path(environ.get("CREDENTIALS_DIRECTORY") or folder)
        self.values: dict[str, Any] = {key: self._walk(value, (key,)) for key, value in document.items()}

    def _walk(self, value: Any, path: KeyPath) -> Any:
        if len(path) > _DEEPEST:
            self.faults[path] = f"nested more than {_DEEPEST} tables or lists deep; write it flatter"
            return None
        if isinstance(value, str):
            return value if path in _PLAIN or self._must_stand_here(value, path) else self._text(value, path)
        if isinstance(value, list):
            return [self._walk(item, (*path, index)) for index, item in enumerate(value)]
        if isinstance(value, dict):
            if _unnumbered(path) in _FILES:
                return self._file(value, path)
            return {key: self._walk(item, (*path, key)) for key, item in value.items()}
        return value

    def _must_stand_here(self, text: str, path: KeyPath) -> bool:
        table, *inside = _unnumbered(path)
        kept = table == "rule" or (bool(inside) and inside[0] in _KEPT.get(str(table), ()))
        if kept and "${" in text:
            self.faults[path] = "write the value itself; variables are not replaced here"
        return kept

    def _text(self, text: str, path: KeyPath) -> str:
        def replace(match: re.Match[str]) -> str:
            if match["escape"]:
                return "${"
            if not match["name"]:
                self.faults[path] = "'${' begins a variable; write ${NAME}, or $${ for the two characters themselves"
                return match[0]
            self.hidden[path] = text
            if match["name"] not in self._environ:
                self.faults[path] = (
                    f"the environment variable {match['name']} is not set; set it, or write the value here"
                )
            return self._environ.get(match["name"], match[0])

        return _VARIABLE.sub(replace, text)

    def _file(self, table: dict[str, Any], path: KeyPath) -> str:
        self.hidden[path] = table
        name = table.get("file")
        if set(table) != {"file"} or not isinstance(name, str) or not name:
            self.faults[path] = 'a secret file is written { file = "name" }, with no other key'
            return ""
        place = self._folder / self._text(name, path)
        self.hidden[path] = table  # a variable in the file's name has put its own text there
        try:
            with place.open("rb") as file:
                content = file.read(_LARGEST + 1)
            secret = content.decode("utf-8").strip()
        except UnicodeDecodeError:
            self.faults[path] = f"the secret file {str(self._folder / name)!r} is not UTF-8 text"
            return ""
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "no file can have this name"
            self.faults[path] = f"the secret file {str(self._folder / name)!r} cannot be read: {why}"
            return ""
        if not secret or len(content) > _LARGEST:
            self.faults[path] = f"the secret file {str(self._folder / name)!r} is empty or larger than 64 KiB"
        return secret

    def touches(self, path: KeyPath) -> bool:
        """Whether a value, or anything inside or around it, came from a secret."""
        return any(secret[: len(path)] == path[: len(secret)] for secret in self.hidden)

    def shown(self, value: Any, path: KeyPath, written_at: Mapping[KeyPath, KeyPath]) -> Any:
        """A JSON value with what the file says in place of every secret.

        ``path`` is where the value stands; ``written_at`` tells where parts of it were written, if elsewhere.
        """
        source = origin(path, written_at)
        if source in self.hidden:
            return self.hidden[source]
        if isinstance(value, dict):
            return {key: self.shown(item, (*path, key), written_at) for key, item in value.items()}
        if isinstance(value, list):
            return [self.shown(item, (*path, index), written_at) for index, item in enumerate(value)]
        return value


def _unnumbered(path: KeyPath) -> KeyPath:
    """A path without the number of its table among those of one name."""
    return (*path[:1], *path[2:]) if isinstance(path[1:2] and path[1], int) else path


def origin(path: KeyPath, written_at: Mapping[KeyPath, KeyPath]) -> KeyPath:
    """Where a value was written: the longest known beginning of its path decides."""
    for end in range(len(path), 0, -1):
        if path[:end] in written_at:
            return (*written_at[path[:end]], *path[end:])
    return path
