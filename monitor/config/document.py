"""One configuration file: its text, tables, lines and problems. Reads the file and the secret files it names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from monitor.config.explain import UNKNOWN, dotted
from monitor.config.lines import KeyPath, Lines
from monitor.config.problems import ConfigError, Problem
from monitor.config.secrets import Expansion

_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_NAMED_BY = {
    "target": "id",
    "host": "name",
    "receiver": "name",
    "rule": "name",
    "authority": "name",
    "publish": "name",
    "rota": "target",
}


class Document:
    """Raises ``ConfigError`` where the file cannot be read or is not TOML; collects all other problems."""

    def __init__(self, path: Path, environ: Mapping[str, str]) -> None:
        self.path = path
        text = self._read()
        self.written, self._lines = self._parse(text)
        self.expansion = Expansion(self.written, path.absolute().parent, environ)
        self._found: dict[Problem, None] = {}
        for place, message in self.expansion.faults.items():
            self._add(place, dotted(self._inside(place)), message)

    @property
    def values(self) -> dict[str, Any]:
        """The tables, with variables replaced."""
        return self.expansion.values

    @property
    def problems(self) -> list[Problem]:
        return sorted(self._found, key=lambda problem: problem.line or 0)

    def line(self, path: KeyPath) -> int | None:
        return self._lines.of(path)

    def report(self, path: KeyPath, message: str) -> None:
        """Add a problem, unless the value could not be had at all, which is a problem already."""
        faults = self.expansion.faults
        if any(fault[: len(path)] == path[: len(fault)] for fault in faults):
            return
        # an unknown key is named by its message
        self._add(path, "" if message.startswith(UNKNOWN) else dotted(self._inside(path)), message)

    def report_table(self, table: str, message: str) -> None:
        """Add a problem of a whole table, or of a key that stands in none."""
        self._found[Problem(str(self.path), self.line((table,)), "", "", message)] = None

    def warning(self, path: KeyPath, message: str) -> str:
        """A line like those of the problems, for what is allowed but probably not meant."""
        return str(self._problem(path, dotted(self._inside(path)), message))

    def _add(self, path: KeyPath, key: str, message: str) -> None:
        self._found[self._problem(path, key, message)] = None

    def _problem(self, path: KeyPath, key: str, message: str) -> Problem:
        return Problem(str(self.path), self.line(path), self.label(path), key, message)

    def _inside(self, path: KeyPath) -> KeyPath:
        return path[2:] if path[1:2] and isinstance(path[1], int) else path[1:]

    def label(self, path: KeyPath) -> str:
        """``target 'palaiseau'``, by the name as written in the file, or ``[monitor]``."""
        table, index = str(path[0]), path[1] if len(path) > 1 else None
        if not isinstance(index, int):
            return f"[{table}]"
        entry = self.written[table][index]
        name = entry.get(_NAMED_BY.get(table, "")) if isinstance(entry, dict) else None
        return f"{table} {name[:64]!r}" if isinstance(name, str) and name else f"[[{table}]]"

    def _fail(self, message: str, where: str = "", line: int | None = None) -> ConfigError:
        return ConfigError([Problem(str(self.path), line, where, "", message)])

    def _read(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            raise self._fail("there is no such file; `slotwatch init` makes one") from None
        except IsADirectoryError:
            raise self._fail("this is a folder; name the file in it, or let `slotwatch init` make one") from None
        except PermissionError:
            raise self._fail("this user may not read the file; change its owner or mode") from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise self._fail("save the file as UTF-8", "not UTF-8 text", line) from None
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "no file can have this name"
            raise self._fail(f"the file cannot be read: {why}") from None

    def _parse(self, text: str) -> tuple[dict[str, Any], Lines]:
        try:
            return tomllib.loads(text), Lines(text)
        except tomllib.TOMLDecodeError as error:
            place = _TOML_PLACE.search(str(error))
            line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
            column = f"column {place[2]}: " if place and place[2] else ""
            raise self._fail(column + _TOML_PLACE.sub("", str(error)), "not valid TOML", line) from None
        except RecursionError:
            raise self._fail("lists or tables are nested too deep") from None
        except ValueError:
            raise self._fail("a number has too many digits") from None
