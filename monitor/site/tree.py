"""Puts a whole site in place: never a half-written one, whenever the process ends. Writes only beside its folder.

The folder's name is a symbolic link to one of two trees, ``NAME.trees/a`` and ``b``. The tree that nobody is shown is
brought up to date, file by file, and then the link is renamed over: one step, which no reader sees a half of. A tree
is trusted only while its list of files, which is taken away first and written last, is there.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_TREES = ("a", "b")
_VERSION = 1


class TreeError(Exception):
    """The folder cannot hold a site; the message says what to do."""


@dataclass(slots=True)
class Manifest:
    """What a tree holds: by group of files, the key they were made from, and their SHA-256 by path."""

    groups: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """By path, the SHA-256 of every file. A path is in one group only, else the last one counts."""
        return {path: digest for _, files in self.groups.values() for path, digest in files.items()}


class Tree:
    """A site's folder, while nobody else writes to it; made by ``writing``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trees = folder.with_name(f"{folder.name}.trees")
        self.live = self._live()
        self.manifest = _read(self._list(self.live)) if self.live else None

    def _live(self) -> str:
        """Which tree the folder's name leads to; empty: none."""
        if self.folder.is_symlink():
            name = self.folder.readlink().name
            if name in _TREES and (self.trees / name).is_dir():
                return name
        return ""

    def _list(self, name: str) -> Path:
        return self.trees / f"{name}.json"

    def put(self, manifest: Manifest, contents: Mapping[str, bytes]) -> int:
        """Bring the other tree up to date and show it; gives how many of its files changed.

        ``contents`` has at least every file that the tree shown now lacks, or has otherwise.
        """
        name = next(one for one in _TREES if one != self.live)
        place, wanted = self.trees / name, manifest.files()
        shown = self.manifest.files() if self.manifest else {}
        if shown == wanted and self.live:
            _write(self._list(self.live), _listed(manifest))
            return 0
        before = _read(self._list(name))
        if before is None:
            shutil.rmtree(place, ignore_errors=True)
        self._list(name).unlink(missing_ok=True)
        place.mkdir(parents=True, exist_ok=True)
        held = before.files() if before else {}
        for path in held.keys() - wanted.keys():
            (place / path).unlink(missing_ok=True)
        for path, digest in wanted.items():
            if held.get(path) != digest:
                self._place(place / path, path, contents.get(path))
        _write(self._list(name), _listed(manifest))
        self._show(name)
        self.live, self.manifest = name, manifest
        return sum(shown.get(path) != digest for path, digest in wanted.items()) + len(shown.keys() - wanted.keys())

    def _place(self, file: Path, path: str, content: bytes | None) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.new")
        beside.unlink(missing_ok=True)
        if content is None:
            os.link(self.trees / self.live / path, beside)
        else:
            beside.write_bytes(content)
        os.replace(beside, file)  # noqa: PTH105 - the old file may be the very one that is shown: it is not touched

    def _show(self, name: str) -> None:
        link = self.folder.with_name(f".{self.folder.name}.new")
        link.unlink(missing_ok=True)
        link.symlink_to(Path(self.trees.name) / name)
        if not self.folder.is_symlink() and self.folder.is_dir():
            self.folder.rmdir()  # empty: see writing
        link.replace(self.folder)


@contextmanager
def writing(folder: Path) -> Iterator[Tree]:
    """The site's folder, locked against other builds. Raises ``TreeError`` where something else is there."""
    folder = folder.parent.resolve() / folder.name
    if folder.is_symlink() and folder.readlink().parent.name != f"{folder.name}.trees":
        raise TreeError(f"{folder}: is a link to somewhere else; give a name that is free")
    if not folder.is_symlink() and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TreeError(f"{folder}: is there already and is no site; give a name that is free, or empty it")
    try:
        trees = folder.with_name(f"{folder.name}.trees")
        trees.mkdir(parents=True, exist_ok=True)
        with (trees / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise TreeError(f"{folder}: another build is at work; try again when it is done") from None
            yield Tree(folder)
    except OSError as error:
        raise TreeError(f"{error.filename or folder}: {error.strerror or error}") from error


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def _listed(manifest: Manifest) -> bytes:
    groups = {name: {"key": key, "files": files} for name, (key, files) in manifest.groups.items()}
    return json.dumps({"v": _VERSION, "groups": groups}, separators=(",", ":")).encode()


def _read(file: Path) -> Manifest | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        stored: dict[str, Any] = json.loads(file.read_bytes())
        if stored["v"] == _VERSION:
            return Manifest({name: (one["key"], one["files"]) for name, one in stored["groups"].items()})
    return None


def _write(file: Path, content: bytes) -> None:
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)
