"""Adds targets to a configuration file and leaves every other byte of it as it was. Writes that file alone.

Nothing is written unless the whole file, with the addition, passes the check of ``monitor.config.load``.
"""

from __future__ import annotations

import codecs
import os
import stat
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import tomlkit

from monitor.config import durations
from monitor.config.document import Document
from monitor.config.load import load
from monitor.config.problems import ConfigError, Problem
from monitor.config.telling import ReceiverProblem
from probes.contract import Probe

Values = Mapping[str, Any]
"""Keys and values of one ``[[target]]``."""


def add_targets(
    path: Path,
    targets: Sequence[Values],
    *,
    probes: Mapping[str, Probe],
    environ: Mapping[str, str] = os.environ,
    receiver_problem: ReceiverProblem | None = None,
    dry_run: bool = False,
) -> tuple[str, tuple[str, ...]]:
    """The TOML lines that were added, and warnings about the new targets.

    The file is replaced whole, with its mode and owner; with ``dry_run`` nothing is written, and the addition itself
    is not checked. Raises ``ConfigError`` where the file cannot be read or written, has one of the ids already, or
    would not pass the check; nothing is written then.
    """
    document = Document(path, environ)
    _refuse_known(document, targets)
    fitting = [_fitting(target, document.written.get("defaults")) for target in targets]
    raw = path.read_bytes()
    text = raw.removeprefix(codecs.BOM_UTF8).decode()
    try:
        new = with_targets(text, fitting)
    except ValueError as error:
        raise ConfigError([Problem(str(path), document.line(("target",)), "", "", str(error))]) from None
    lines = toml_lines(fitting)
    if dry_run:
        return lines, ()
    content = raw[: len(raw) - len(text.encode())] + new.encode()
    try:
        real = _writable(path)
        with _draft(path, content) as draft:
            warnings = _check(draft, path, probes, environ, receiver_problem)
        with _draft(real, content) as draft:  # where the path is a link, that draft lay in another folder
            _like(draft, real.stat())
            draft.replace(real)
    except OSError as error:
        raise _cannot(path, f"the file cannot be written: {error.strerror or error}; {_BY_HAND}") from None
    marks = tuple(f"target {target['id']!r}" for target in targets)
    return lines, tuple(warning for warning in warnings if any(mark in warning for mark in marks))


_BY_HAND = "--dry-run prints the lines, to be copied by hand"


def toml_lines(targets: Sequence[Values]) -> str:
    """``[[target]]`` tables as TOML, with an empty line between them and a line break at the end."""
    tables = tomlkit.aot()
    for target in targets:
        table = tomlkit.table()
        for key, value in target.items():
            table.add(key, _options(value) if key == "options" else value)
        tables.append(table)
    return tomlkit.dumps({"target": tables}).strip("\n") + "\n"


def _options(values: Values) -> Any:
    """A table of its own; tables inside it stay on one line."""
    table = tomlkit.table()
    for key, value in values.items():
        table.add(key, _inline(value) if isinstance(value, dict) else value)
    return table


def _inline(values: Values) -> Any:
    table = tomlkit.inline_table()
    for key, value in values.items():
        table.add(key, _inline(value) if isinstance(value, dict) else value)
    return table


def with_targets(text: str, targets: Sequence[Values]) -> str:
    """The text of a configuration, valid TOML, with targets added behind all else: an insertion, nothing more.

    Line breaks are those of the text. Raises ``ValueError`` where its targets are written as one list, into which
    nothing can be inserted safely.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    added = text + (gap + toml_lines(targets)).replace("\n", newline)
    if _has(added, text, targets):
        return added
    listed = _with_listed(text, targets)
    if not _is_insertion(listed, text) or not _has(listed, text, targets):
        raise ValueError("target: write the targets as [[target]] tables; nothing can be added to this list safely")
    return listed


def _with_listed(text: str, targets: Sequence[Values]) -> str:
    """``target = [{...}, {...}]``: one list, which no ``[[target]]`` may follow."""
    document = tomlkit.parse(text)
    for target in targets:
        document["target"].append(_inline(target))
    return tomlkit.dumps(document)


def _has(new: str, old: str, targets: Sequence[Values]) -> bool:
    """Whether a text is TOML that says what the old one does, and these targets."""
    before = tomllib.loads(old)
    wanted = {**before, "target": [*before.get("target", []), *map(dict, targets)]}
    try:
        return tomllib.loads(new) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _is_insertion(new: str, old: str) -> bool:
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(new, old, strict=False)))
    return new.endswith(old[same:]) and len(new) >= len(old)


def _refuse_known(document: Document, targets: Sequence[Values]) -> None:
    written = document.written.get("target", [])
    if not isinstance(written, list):
        wrong = "target: write [[target]], with double brackets, once for each target"
        raise ConfigError([Problem(str(document.path), document.line(("target",)), "", "", wrong)])
    known = [row.get("id") if isinstance(row, dict) else None for row in written]
    problems = [
        Problem(str(document.path), document.line(place), document.label(place), "", "is in the file already")
        for target in targets
        if target["id"] in known
        for place in [("target", known.index(target["id"]))]
    ]
    if problems:
        raise ConfigError(problems)


def _fitting(target: Values, defaults: object) -> Values:
    """Without its interval where ``[defaults]`` has one that is as long or longer: that one holds then."""
    written = defaults.get("every") if isinstance(defaults, dict) else None
    try:
        longer = durations.parse(written) >= durations.parse(target.get("every"))
    except ValueError:
        longer = False
    return {key: value for key, value in target.items() if not (longer and key == "every")}


def _check(
    draft: Path,
    path: Path,
    probes: Mapping[str, Probe],
    environ: Mapping[str, str],
    receiver_problem: ReceiverProblem | None,
) -> tuple[str, ...]:
    try:
        loaded = load(draft, probes=probes, environ=environ, receiver_problem=receiver_problem)
    except ConfigError as error:
        raise ConfigError(replace(problem, file=str(path)) for problem in error.problems) from None
    return tuple(warning.replace(str(draft), str(path)) for warning in loaded.warnings)


def _writable(path: Path) -> Path:
    """The file itself, behind links. A read-only one is meant to be so, although a rename would get past that."""
    real = path.resolve()
    if not real.stat().st_mode & 0o222 or not os.access(real, os.W_OK):
        raise _cannot(path, f"the file is read-only for this user; {_BY_HAND}")
    return real


def _cannot(path: Path, message: str) -> ConfigError:
    return ConfigError([Problem(str(path), None, "", "", message)])


@contextmanager
def _draft(path: Path, content: bytes) -> Iterator[Path]:
    """A file beside another, readable by this user alone, for a moment."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _like(draft: Path, original: os.stat_result) -> None:
    """Give a file the owner and mode of another; the daemon that reads it may be another user."""
    made = draft.stat()
    if (made.st_uid, made.st_gid) != (original.st_uid, original.st_gid):
        os.chown(draft, original.st_uid, original.st_gid)
    draft.chmod(stat.S_IMODE(original.st_mode))
