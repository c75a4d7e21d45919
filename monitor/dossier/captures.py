"""Files that the person concerned hands over: name, size, hash. Read where they lie, never copied and never kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from monitor.dossier.errors import DossierError
from monitor.dossier.words import plain

KINDS = frozenset(
    [".png", ".jpg", ".jpeg", ".webp", ".gif", ".heic", ".bmp", ".tif", ".tiff", ".pdf"]
    + [".html", ".htm", ".mhtml", ".mht"]
)
_MOST = 500


@dataclass(frozen=True, slots=True)
class Capture:
    """One file; when it was made, nobody but the person knows."""

    name: str
    size: int
    """Bytes."""
    sha256: str


def list_captures(folder: Path) -> tuple[Capture, ...]:
    """The captures in a folder, by name; its subfolders, links and files of other kinds are left alone.

    Raises ``DossierError`` for what is no folder, cannot be read, or holds too many files.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
        found = [path for path in found if path.suffix.lower() in KINDS]
        if len(found) > _MOST:
            raise DossierError(f"--with {folder}: {len(found)} captures; at most {_MOST} are listed")
        return tuple(_capture(path) for path in found)
    except OSError as error:
        raise DossierError(f"--with {folder}: {error.strerror or error}; give a folder of captures") from error


def _capture(path: Path) -> Capture:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Capture(plain(path.name)[:120], path.stat().st_size, digest)
