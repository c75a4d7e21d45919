"""A bundle read from a folder or a zip file without trusting it: its description, its lines, stored responses.

Nothing is unpacked and nothing is written. Whether the bundle is whole is ``slotwatch verify``'s business, not ours.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Any, Protocol, Self

from monitor.dossier.errors import BundleError
from monitor.dossier.warc import responses

_MAX_FILES = 200_000
_MAX_BYTES = 64 * 1024 * 1024
"""Of one file that is read whole: a day of lines has a thousandth of it."""
_OBSERVED = re.compile(r"obs/(\d{1,9})/(\d{1,9})/(\d{4}-\d\d-\d\d)\.jsonl")
_CUSTODY = re.compile(r"custody/\d{4}-\d\d-\d\d\.jsonl")
_CONTEXT = re.compile(r"context/([0-9a-f]{64})\.json")
_DAY_LIST = re.compile(r"day/(\d{4}-\d\d-\d\d)\.sha256")
_TOKEN = re.compile(r"day/(\d{4}-\d\d-\d\d)\.([A-Za-z0-9_-]{1,80})\.tsr")
_SUMS_TOKEN = re.compile(r"SHA256SUMS\.([A-Za-z0-9_-]{1,80})\.tsr")
_WARC = re.compile(r"archive/[^/]+\.warc\.gz")


@dataclass(frozen=True, slots=True)
class SealedLine:
    """One line of a chain, parsed, and where it stands."""

    target: int
    vantage: int
    value: Mapping[str, Any]
    where: str
    """File and line number, for messages."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """What of the bundle's time stamps is there; nothing of it is verified here."""

    days: tuple[str, ...]
    """With a sealed list, of those in the bundle's period."""
    tokens: Mapping[str, tuple[str, ...]]
    """Authority: the days of the period whose list it stamped, as far as file names say."""
    delivery: tuple[str, ...]
    """Authorities that stamped the bundle's own list."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the facts come from: all of a bundle but its looks."""

    about: Mapping[str, Any]
    """``bundle.json``."""
    fingerprint: str
    """SHA-256 of ``SHA256SUMS``: whoever has it can tell this bundle from any other."""
    sealing: Sealing
    contexts: Mapping[str, Mapping[str, Any]]
    """Records of circumstances by their hash."""
    custody: tuple[Mapping[str, Any], ...]


class _Files(Protocol):
    """Where a bundle's files come from."""

    names: tuple[str, ...]

    def open(self, name: str) -> IO[bytes]:
        """One file; raises ``OSError`` or ``zipfile.BadZipFile``."""

    def close(self) -> None:
        """Let go of what is open."""


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root
        found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
        inside = root.resolve()
        names = [path.relative_to(root).as_posix() for path in found if path.resolve().is_relative_to(inside)]
        self.names = tuple(sorted(names))

    def open(self, name: str) -> IO[bytes]:
        return (self._root / name).open("rb")

    def close(self) -> None:
        """Nothing stays open."""


class _Zip:
    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        listed = [info.filename for info in self._zip.infolist() if not info.is_dir()]
        safe = [name for name in listed if _is_plain(name)]
        roots = sorted((name.removesuffix("bundle.json") for name in safe if _at_top(name)), key=len)
        self._root = roots[0] if roots else ""
        self.names = tuple(sorted({name.removeprefix(self._root) for name in safe if name.startswith(self._root)}))

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(self._root + name)

    def close(self) -> None:
        self._zip.close()


def _is_plain(name: str) -> bool:
    """A relative path that stays inside: others are never asked for."""
    return not name.startswith("/") and "\\" not in name and ".." not in PurePosixPath(name).parts


def _at_top(name: str) -> bool:
    """``bundle.json``, alone or in the one folder that people zip."""
    return PurePosixPath(name).name == "bundle.json" and len(PurePosixPath(name).parts) <= 2


class Bundle:
    """An opened bundle. Raises ``BundleError`` for what is no bundle, or not one that this program understands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files = _open(path)
        try:
            self._known = frozenset(self._files.names)
            self.about = self._described()
            self.fingerprint = hashlib.sha256(self.content("SHA256SUMS")).hexdigest()
        except BaseException:
            self._files.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def _described(self) -> Mapping[str, Any]:
        if len(self._known) > _MAX_FILES:
            raise BundleError(f"{self.path}: more than {_MAX_FILES:,} files; this is no bundle")
        if "bundle.json" not in self._known:
            raise BundleError(f"{self.path}: no bundle.json in it; give a bundle that 'slotwatch export' made")
        about = _mapping(self._json(self.content("bundle.json"), "bundle.json"), f"{self.path}: bundle.json")
        if about.get("format") != 1:
            raise BundleError(
                f"{self.path}: bundle.json: format {about.get('format')!r} is not known here; use a newer slotwatch"
            )
        targets = about.get("targets")
        if not isinstance(targets, list) or not targets or not all(_is_target(one) for one in targets):
            raise BundleError(f"{self.path}: bundle.json: it lists no target, or one without id and number")
        for key in ("authorities", "notes"):
            rows = about.get(key) or []
            if not isinstance(rows, list) or (key == "authorities" and not all(isinstance(one, dict) for one in rows)):
                raise BundleError(f"{self.path}: bundle.json: {key}: a list was expected")
        return about

    def target(self, wanted: str | None = None) -> Mapping[str, Any]:
        """What is said of one target, by its id or one it had; the only one where none is named."""
        targets: Sequence[Mapping[str, Any]] = self.about["targets"]
        ids = ", ".join(str(one.get("id")) for one in targets)
        if wanted is None:
            if len(targets) > 1:
                raise BundleError(f"{self.path}: it holds several targets ({ids}); name the one the dossier is about")
            return targets[0]
        for one in targets:
            if wanted == one.get("id") or wanted in one.get("former_ids", ()):
                return one
        raise BundleError(f"{self.path}: no target '{wanted}' in it; there is: {ids}")

    def lines(self, target: int) -> Iterator[SealedLine]:
        """The sealed lines of one target, by number, chain by chain in the order of their days."""
        for name in self._files.names:
            if (found := _OBSERVED.fullmatch(name)) and int(found[1]) == target:
                for number, value in self._jsonl(name):
                    yield SealedLine(target, int(found[2]), value, f"{self.path}: {name}, line {number}")

    def provenance(self) -> Provenance:
        """Everything else that the pieces tell of the bundle."""
        return Provenance(self.about, self.fingerprint, self._sealing(), self._contexts(), tuple(self._custody()))

    def _custody(self) -> Iterator[Mapping[str, Any]]:
        for name in self._files.names:
            if _CUSTODY.fullmatch(name):
                yield from (value for _, value in self._jsonl(name))

    def _contexts(self) -> Mapping[str, Mapping[str, Any]]:
        found = ((name, _CONTEXT.fullmatch(name)) for name in self._files.names)
        return {
            match[1]: _mapping(self._json(self.content(name), name), f"{self.path}: {name}")
            for name, match in found
            if match
        }

    def _sealing(self) -> Sealing:
        first, last = str(self.about.get("from")), str(self.about.get("to"))
        days = [found[1] for name in self._files.names if (found := _DAY_LIST.fullmatch(name))]
        tokens: dict[str, list[str]] = {}
        for name in self._files.names:
            if (found := _TOKEN.fullmatch(name)) and first <= found[1] <= last:
                tokens.setdefault(found[2], []).append(found[1])
        delivery = [found[1] for name in self._files.names if (found := _SUMS_TOKEN.fullmatch(name))]
        stamped = {authority: tuple(sorted(some)) for authority, some in sorted(tokens.items())}
        return Sealing(tuple(sorted(day for day in days if first <= day <= last)), stamped, tuple(sorted(delivery)))

    def responses(self, wanted: Collection[str]) -> dict[str, bytes]:
        """Exact response bytes by their SHA-256; what the archive does not hold is left out."""
        missing, found = set(wanted), dict[str, bytes]()
        for name in self._files.names:
            if not missing:
                break
            if not _WARC.fullmatch(name):
                continue
            try:
                with self._files.open(name) as stream:
                    for block in responses(stream):
                        if (digest := hashlib.sha256(block).hexdigest()) in missing:
                            found[digest] = block
                            missing.discard(digest)
            except (OSError, ValueError, zipfile.BadZipFile) as error:
                raise BundleError(f"{self.path}: {name}: {error}; run 'slotwatch verify' on the bundle") from error
        return found

    def content(self, name: str) -> bytes:
        """One file of the bundle, whole."""
        if name not in self._known:
            raise BundleError(f"{self.path}: no {name} in it; the bundle is not complete")
        try:
            with self._files.open(name) as stream:
                content = stream.read(_MAX_BYTES + 1)
        except (OSError, zipfile.BadZipFile, RuntimeError) as error:  # RuntimeError: a member with a password
            raise BundleError(f"{self.path}: {name}: cannot be read: {error}") from error
        if len(content) > _MAX_BYTES:
            raise BundleError(f"{self.path}: {name}: too large")
        return content

    def _jsonl(self, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        for number, line in enumerate(self.content(name).split(b"\n"), 1):
            if line:
                where = f"{name}, line {number}"
                yield number, _mapping(self._json(line, where), f"{self.path}: {where}")

    def _json(self, content: bytes, where: str) -> Any:
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise BundleError(f"{self.path}: {where}: no JSON: {error}") from error


def _is_target(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str) and isinstance(value.get("number"), int)


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BundleError(f"{where}: a JSON object was expected")
    return value


def _open(path: Path) -> _Files:
    if path.is_dir():
        return _Folder(path)
    if not path.is_file():  # a device would be read without end
        raise BundleError(f"{path}: no such file or folder")
    try:
        return _Zip(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise BundleError(f"{path}: neither a bundle's folder nor its zip file: {error}") from error
