"""Reads another observatory's bundle, folder or zip file, once the ten checks have passed. Unpacks nothing itself.

What is read is what was checked: each file is held against the hash in ``SHA256SUMS``.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from monitor.clock import from_iso
from monitor.evidence.verification import BundleError, Verified, verify
from monitor.store.importing import ImportedLook
from probes.contract import Outcome

_SUMS = "SHA256SUMS"
_OUTCOMES = frozenset(str(outcome) for outcome in Outcome)
_MOST_COUNT = 10**9
_UNKNOWN_FORM = "a sealed line is not in the form that this program knows; update it, then try again"


class NotTaken(Exception):
    """A bundle that is not taken; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Vantage:
    """From where a bundle's looks at one target were made."""

    number: int
    name: str
    kind: str
    """``machine`` or ``person``."""


class Files:
    """The files of a bundle by their paths in it; ``raw`` reads one of them."""

    def __init__(self, raw: Callable[[str], bytes]) -> None:
        self._raw = raw
        self.sums = raw(_SUMS)
        rows = [line.split("  ", 1) for line in self.sums.decode().splitlines()]
        self._hashes = {path: digest for digest, path in rows}

    def paths(self, pattern: str) -> list[str]:
        """The listed files whose whole path fits, sorted."""
        return sorted(path for path in self._hashes if re.fullmatch(pattern, path))

    def read(self, path: str) -> bytes:
        """The bytes of a listed file. Raises ``NotTaken`` where they are not those that were checked."""
        content = self._raw(path)
        if hashlib.sha256(content).hexdigest() != self._hashes[path]:
            raise NotTaken(f"{path} was changed while it was read; try again")
        return content


class OtherBundle:
    """A bundle that was verified."""

    def __init__(self, files: Files, verified: Verified) -> None:
        self._files = files
        self.verified = verified
        self.sha256 = hashlib.sha256(files.sums).hexdigest()
        self._about: Mapping[str, Any] = json.loads(files.read("bundle.json"))

    @property
    def operator(self) -> str:
        """Who made it, by its own word."""
        return str(self._about.get("operator", {}).get("name", ""))

    @property
    def simulated(self) -> bool:
        return bool(self._about["simulated"])

    def target(self, wanted: str | None, ours: str) -> Mapping[str, Any]:
        """The target that is meant: the one that was named, the only one, or the one that is called as ours.

        Raises ``NotTaken`` where it is not clear which.
        """
        targets: list[Mapping[str, Any]] = self._about["targets"]
        if wanted is None and len(targets) == 1:
            return targets[0]
        named = [one for one in targets if (wanted or ours) in (one["id"], *one.get("former_ids", ()))]
        if len(named) != 1:
            known = ", ".join(str(one["id"]) for one in targets)
            raise NotTaken(f"it holds looks at {known}; say which are meant with --their-target ID")
        return named[0]

    def vantages(self, target: Mapping[str, Any]) -> list[Vantage]:
        """From where a target was looked at, those with looks in the bundle."""
        found = [Vantage(int(one["number"]), str(one["name"]), str(one["kind"])) for one in target["vantages"]]
        return [one for one in found if self._days(target, one)]

    def _days(self, target: Mapping[str, Any], vantage: Vantage) -> list[str]:
        return self._files.paths(rf"obs/{int(target['number'])}/{vantage.number}/\d{{4}}-\d\d-\d\d\.jsonl")

    def lines(self, target: Mapping[str, Any], vantage: Vantage) -> Iterator[Mapping[str, Any]]:
        """The sealed lines of a target and vantage, in the order of their chain; day by day in memory."""
        for path in self._days(target, vantage):
            for raw in self._files.read(path).splitlines(keepends=True):
                yield json.loads(raw)


def is_look(line: Mapping[str, Any]) -> bool:
    """Whether a line tells of a look; others were said of one later."""
    return line["kind"] not in ("annotated", "retracted")


def look_of(line: Mapping[str, Any]) -> ImportedLook:
    """The look that a line tells of. Raises ``NotTaken`` where it is not in the form that this program knows."""
    try:
        count, quote, language = line.get("n"), line.get("q"), line.get("ql")
        at: datetime = from_iso(line["t0"])
        known = line["out"] in _OUTCOMES and at.tzinfo is not None
        known = known and (count is None or (type(count) is int and 0 <= count < _MOST_COUNT))
        known = known and all(text is None or isinstance(text, str) for text in (quote, language))
    except (KeyError, TypeError, ValueError) as error:
        raise NotTaken(_UNKNOWN_FORM) from error
    if not known:
        raise NotTaken(_UNKNOWN_FORM)
    return ImportedLook(at, line["out"], count, quote or "", language)


def uuid_of(line: Mapping[str, Any], key: str) -> bytes:
    """The 16 bytes of the look that a line is, or speaks of. Raises ``NotTaken``."""
    try:
        return UUID(line[key]).bytes
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotTaken(_UNKNOWN_FORM) from error


@contextmanager
def opened(path: Path) -> Iterator[OtherBundle]:
    """Verify a bundle, and open it. Raises ``NotTaken`` where a check fails, with what failed."""
    try:
        verified = verify(path)
    except BundleError as error:
        raise NotTaken(str(error)) from error
    if failed := [check for check in verified.checks if check.ok is False]:
        said = [f"  check {check.number} failed: {check.sentence['en']}" for check in failed]
        raise NotTaken("\n".join([f"{path}: this bundle does not pass its checks; nothing was imported", *said]))
    try:
        if path.is_dir():
            yield OtherBundle(Files(lambda name: (path / name).read_bytes()), verified)
            return
        with zipfile.ZipFile(path) as archive:
            yield OtherBundle(Files(_in_zip(archive)), verified)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise NotTaken(f"{path}: could not be read: {error}") from error


def _in_zip(archive: zipfile.ZipFile) -> Callable[[str], bytes]:
    """Reads a file of an archive that was checked; all of it may stand in one folder."""
    tops = {name.partition("/")[0] for name in archive.namelist()}
    inside = f"{tops.pop()}/" if len(tops) == 1 else ""
    return lambda name: archive.read(f"{inside}{name}")
