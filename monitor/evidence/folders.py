"""Folders that appear under their name only when they are whole, and the list of what is in one. Writes there."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A folder that appears under its name only when all of it is written."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    try:
        part.chmod(0o755)
        yield part
        for path in (*part.rglob("*"), part):  # folders too: else a power cut could leave names without files
            _on_disk(path)
        part.rename(folder)
        _on_disk(folder.parent)
    finally:
        if part.exists():
            shutil.rmtree(part)


def write_sums(folder: Path) -> str:
    """Write the list of all files but itself and its tokens, and return its SHA-256."""
    rows = []
    for path in sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()):
        if not path.startswith("SHA256SUMS"):
            with (folder / path).open("rb") as stream:
                rows.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {path}\n")
    text = "".join(rows)
    (folder / "SHA256SUMS").write_text(text, "utf-8", newline="\n")
    return hashlib.sha256(text.encode()).hexdigest()


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
