"""Finds the configuration file and the data folder, reading as little as possible. Standard library only.

``slotwatch status`` uses it, so that it starts fast and works while the rest of the configuration is broken.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

PLACES = (Path("config.toml"), Path("/etc/slotwatch/config.toml"))
VARIABLE = "SLOTWATCH_CONFIG"
DATA_DIR = "data"
"""Beside the configuration file, where it names no other."""
_DATA_DIR_LINE = re.compile(
    r"""^[ \t]*(?:monitor[ \t]*\.[ \t]*)?data_dir[ \t]*=[ \t]*("(?:[^"\\\n]|\\.)+"|'[^'\n]+')""", re.MULTILINE
)


class LocateError(Exception):
    """No configuration file where one was looked for, or none that can be read."""


def _there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True  # reading it will say better what is wrong
    return True


def find_config(explicit: Path | None, environ: Mapping[str, str], places: Sequence[Path] = PLACES) -> Path:
    """The file named by hand, else by ``$SLOTWATCH_CONFIG``, else the first of ``places`` that exists.

    Raises ``LocateError`` naming the places tried.
    """
    advice = "; `slotwatch init` makes one"
    if explicit is not None:
        if _there(explicit):
            return explicit
        raise LocateError(f"there is no configuration file {str(explicit)!r}{advice}")
    if named := environ.get(VARIABLE):
        if _there(Path(named)):
            return Path(named)
        raise LocateError(f"there is no configuration file {named!r}, which ${VARIABLE} names{advice}")
    for place in places:
        if _there(place):
            return place
    tried = ", ".join(str(place) for place in places)
    raise LocateError(f"no configuration file found; tried ${VARIABLE} (not set), {tried}{advice}")


def resolve(config: Path, data_dir: str) -> Path:
    """A data folder as written, made absolute: relative to the folder of the configuration file."""
    return config.absolute().parent / data_dir


def data_dir(config: Path) -> Path:
    """The absolute data folder that a configuration names, even if the file is broken elsewhere.

    Raises ``LocateError`` where the file cannot be read at all.
    """
    try:
        text = config.read_bytes().decode("utf-8-sig", errors="replace")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise LocateError(f"the configuration file {str(config)!r} cannot be read: {why}") from error
    return resolve(config, _written(text))


def _monitor(text: str) -> object:
    """The table ``[monitor]``; of a long file usually told from what stands before its first list of tables.

    Raises ``ValueError`` where it is not TOML.
    """
    head = text.partition("\n[[")[0]
    try:
        found = tomllib.loads(head).get("monitor")
    except ValueError:  # it was cut inside a text
        found = None
    return tomllib.loads(text).get("monitor") if found is None else found


def _written(text: str) -> str:
    try:
        monitor = _monitor(text)
        found = monitor.get("data_dir") if isinstance(monitor, dict) else None
    except (ValueError, RecursionError):
        found = _searched(text)
    return found if isinstance(found, str) and found and "\0" not in found else DATA_DIR


def _searched(text: str) -> str | None:
    """The value of the first line that looks like ``data_dir = "..."``, in text that is not TOML."""
    match = _DATA_DIR_LINE.search(text)
    if match is None:
        return None
    try:
        return str(tomllib.loads(f"found = {match[1]}")["found"])
    except ValueError:
        return match[1][1:-1]


def database(data_dir: Path) -> Path:
    """The store's file in a data folder."""
    return data_dir / "slotwatch.sqlite3"
