"""Zip files that depend on their content alone: fixed dates and modes, names in the order given. Writes one file."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can hold."""
_MODE = 0o100644
_PROGRAM = 0o100755
_PACKED = (".gz", ".wacz", ".png", ".pdf", ".zip", ".tsr")
"""Deflating these again gains nothing, and players of web archives want to read parts of them in place."""


def write_zip(goal: Path, entries: Iterable[tuple[str, bytes | Path]]) -> None:
    """Write a zip file of named contents; it is there whole or not at all. Raises ``OSError``."""
    with _whole(goal) as stream, zipfile.ZipFile(stream, "w") as archive:
        for name, content in entries:
            program = name.endswith(".sh")
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # the modes are Unix's, wherever it is written
            info.external_attr = (_PROGRAM if program else _MODE) << 16
            info.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            if isinstance(content, bytes):
                archive.writestr(info, content)
                continue
            info.file_size = content.stat().st_size  # tells zipfile whether 64-bit fields are needed
            with content.open("rb") as source, archive.open(info, "w") as member:
                shutil.copyfileobj(source, member, 1 << 20)


def zip_folder(folder: Path, goal: Path) -> None:
    """A whole folder, under its own name, sorted. Raises ``OSError``."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    write_zip(goal, ((f"{folder.name}/{path.relative_to(folder).as_posix()}", path) for path in paths))


@contextmanager
def _whole(goal: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is finished and on the disk."""
    handle, name = tempfile.mkstemp(prefix=f".{goal.name}.", suffix=".part", dir=goal.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o644)
        part.replace(goal)
    finally:
        part.unlink(missing_ok=True)
