"""The ten checks of a bundle, as a folder or a zip file: what ``slotwatch verify`` prints. Reads; unpacks privately.

The checks are those of ``verifiers/verify.py``, which stands in every bundle; ``verifiers/verify.sh`` does them once
more, without Python. The tests hold the two to the same answers.
"""

from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.evidence.verifiers import verify as program

LANGUAGES = ("en", "fr")
MOST_FILES = 200_000
MOST_BYTES = 16 * 1024**3
"""Of all that a zip file holds, unpacked: no honest bundle comes near."""
_PIECE = 1 << 20


class BundleError(Exception):
    """What was given cannot be checked: no bundle, or a zip file that is not unpacked because it is dangerous."""


@dataclass(frozen=True, slots=True)
class Check:
    """One of the ten checks."""

    number: int
    name: str
    """A short key, always the same."""
    ok: bool | None
    """None: not applicable."""
    sentence: Mapping[str, str]
    """By language."""
    details: Mapping[str, tuple[str, ...]]
    """By language: what is wrong, each with the file's name; empty unless it failed."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What the checks found in a bundle."""

    checks: tuple[Check, ...]
    language: str
    """The bundle's own, ``en`` or ``fr``."""
    certificates: tuple[tuple[str, str], ...]
    """Authority and SHA-256 of each certificate in the bundle, to be compared with what the authorities publish."""

    @property
    def ok(self) -> bool:
        """Whether no check failed."""
        return all(check.ok is not False for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "ok": self.ok,
            "checks": [
                {"number": one.number, "name": one.name, "ok": one.ok, "sentence": one.sentence, "details": one.details}
                for one in self.checks
            ],
            "certificates": [{"authority": name, "sha256": digest} for name, digest in self.certificates],
        }


def verify(path: Path, *, trust: Path | None = None, most_bytes: int = MOST_BYTES) -> Verified:
    """Check a bundle. ``trust`` is a folder of root certificates (``<authority>.pem``) instead of the bundle's own.

    Raises ``BundleError`` where there is nothing to check, or nothing to check it with, and for a zip file that is
    dangerous or holds more than ``most_bytes``.
    """
    if shutil.which("openssl") is None:  # else every stamp would seem to be wrong
        raise BundleError("stamps are checked with the program openssl, which is not on the PATH; install openssl")
    with _folder(path, most_bytes) as folder:
        try:
            bundle = program.Bundle(folder, trust.resolve() if trust else None)
        except program.NotABundle as error:
            raise BundleError(str(error)) from error
        if not {"bundle.json", "SHA256SUMS", "verify.py"} & set(bundle.files):
            raise BundleError(f"{path}: is no bundle of slotwatch: it holds neither bundle.json nor SHA256SUMS")
        language = str((bundle.about or {}).get("language"))
        return Verified(
            checks=tuple(_told(check) for check in program.verify(bundle)),
            language=language if language in LANGUAGES else "en",
            certificates=tuple(program.roots(bundle)),
        )


def _told(check: program.Check) -> Check:
    return Check(
        number=check.number,
        name=program.NAMES[check.number - 1],
        ok=check.ok,
        sentence={language: check.sentence(language) for language in LANGUAGES},
        details={
            language: tuple(f"{program.plain(path)}: {program.WORDS[language][word]}" for path, word in check.problems)
            for language in LANGUAGES
        },
    )


@contextmanager
def _folder(path: Path, most_bytes: int) -> Iterator[Path]:
    """The bundle's folder: the one given, or that of a zip file, unpacked for as long as the block runs."""
    if path.is_dir():
        yield path
        return
    if not path.is_file():
        raise BundleError(f"{path}: there is no such file or folder")
    with tempfile.TemporaryDirectory(prefix="slotwatch-verify-") as name:
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, path, Path(name), most_bytes)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise BundleError(f"{path}: cannot be unpacked as a zip file: {error}") from error
        inside = list(Path(name).iterdir())
        alone = len(inside) == 1 and inside[0].is_dir()
        yield inside[0] if alone else Path(name)


def _unpack(archive: zipfile.ZipFile, path: Path, goal: Path, left: int) -> None:
    """Write the files of an archive below a folder, unless one of them is not what it should be.

    Sizes are counted as they come: what an archive says of them is not believed.
    """
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_FILES:
        raise BundleError(f"{path}: holds {len(members)} files; no bundle has more than {MOST_FILES}")
    for member in members:
        kind = stat.S_IFMT(member.external_attr >> 16)
        if not program.SAFE.fullmatch(member.filename) or kind not in (0, stat.S_IFREG):
            shown = program.plain(member.filename)
            raise BundleError(f"{path}: {shown!r} is no plain file with a harmless name; nothing is unpacked")
    for member in members:
        file = goal / member.filename
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, file.open("xb") as written:
                while piece := source.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise BundleError(f"{path}: unpacks to more bytes than any bundle has; stopped")
                    written.write(piece)
        except (FileExistsError, NotADirectoryError) as error:
            shown = program.plain(member.filename)
            raise BundleError(f"{path}: {shown!r} stands twice in it, or as a file and a folder") from error
