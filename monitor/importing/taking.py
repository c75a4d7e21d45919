"""Takes looks of others into the store: all of a file or bundle, or nothing. Reads files; writes through the store."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from monitor.importing.bundle import NotTaken, OtherBundle, Vantage, is_look, look_of, opened, uuid_of
from monitor.importing.csvfile import CsvLooks
from monitor.store.importing import Imported, ImportedLook, Imports, Origin
from monitor.store.writer import Store

_EACH = 1000


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be imported, and what is said of it."""

    path: Path
    target: str
    """Our target's id, which was watched."""
    operator: str = ""
    vantage: str = ""
    note: str = ""
    zone: ZoneInfo | None = None
    """Of times without an offset."""
    their_target: str | None = None


@dataclass(frozen=True, slots=True)
class _Stage:
    chain: int
    advance: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was imported, and what a person should know of it."""

    imports: tuple[Imported, ...]
    overlapping: tuple[Imported, ...] = ()
    """Earlier imports of looks at the same target in the same span of time."""
    same_moment: int = 0
    """Looks with the moment of another one."""
    left_out: tuple[str, ...] = ()
    """Columns of the file that were not read."""


def take(store: Store, order: Order, now: datetime, advance: Callable[[], None] = lambda: None) -> Taken:
    """Import a CSV file, or a bundle: a folder or a zip file. ``advance`` is called for each thousand looks.

    Raises ``BadFile``, ``NotTaken``, ``OSError`` and ``StoreError``; then nothing was imported.
    """
    if order.path.exists() and not (order.path.is_dir() or order.path.is_file()):
        raise NotTaken(f"{order.path}: no plain file; save what comes from it to a file first")
    is_bundle = order.path.is_dir() or _is_zip(order.path)
    if is_bundle and not _has_bundle(order.path):
        raise NotTaken(f"{order.path}: neither a bundle nor a CSV file; save a spreadsheet as CSV in UTF-8")
    return _take_bundle(store, order, now, advance) if is_bundle else _take_csv(store, order, now, advance)


def _is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def _has_bundle(path: Path) -> bool:
    """Whether it is worth checking: a spreadsheet is a zip file, too."""
    if path.is_dir():
        return (path / "bundle.json").is_file()
    try:
        with zipfile.ZipFile(path) as archive:
            return any(PurePosixPath(name).name == "bundle.json" for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def _take_csv(store: Store, order: Order, now: datetime, advance: Callable[[], None]) -> Taken:
    imports = Imports(store)
    with order.path.open("rb") as stream:
        looks = CsvLooks(stream, order.zone, now)
        imports.stage(_counted(looks, advance))
    origin = Origin(
        kind="csv",
        target=order.target,
        operator=order.operator,
        vantage=order.vantage,
        source=order.path.name,
        sha256=looks.sha256,
        note=order.note,
    )
    overlapping = imports.overlapping(order.target, *imports.staged_span())
    same_moment = imports.same_moment()
    with store.atomic():
        _require_new(imports, looks.sha256, order)
        added = imports.add(origin, now)
    return Taken((added,), tuple(overlapping), same_moment, looks.left_out)


def _counted(looks: Iterable[ImportedLook], advance: Callable[[], None]) -> Iterator[ImportedLook]:
    for number, look in enumerate(looks):
        if number % _EACH == 0:
            advance()
        yield look


def _require_new(imports: Imports, sha256: str, order: Order) -> None:
    if known := imports.same_file(sha256, order.target):
        raise NotTaken(
            f"{order.path}: was imported already on {known.at:%Y-%m-%d}, as import {known.number};"
            f" 'slotwatch import --remove {known.number}' takes it out"
        )


def _take_bundle(store: Store, order: Order, now: datetime, advance: Callable[[], None]) -> Taken:
    if order.operator or order.vantage or order.zone:
        raise NotTaken("a bundle states its own operator, vantage and times; leave out what says otherwise")
    imports = Imports(store)
    with opened(order.path) as bundle:
        store.require_time(simulated=bundle.simulated)
        _require_new(imports, bundle.sha256, order)
        target = bundle.target(order.their_target, order.target)
        staged = []
        for chain, vantage in enumerate(bundle.vantages(target)):
            retracted = _stage(imports, bundle, target, vantage, _Stage(chain, advance))
            if retracted is not None:
                checks = {"target": target["id"], "vantage_kind": vantage.kind, **_checked(bundle)}
                origin = Origin(
                    kind="bundle",
                    target=order.target,
                    operator=bundle.operator,
                    vantage=vantage.name,
                    source=order.path.resolve().name,
                    sha256=bundle.sha256,
                    note=order.note,
                    checks={**checks, "retracted": retracted},
                )
                staged.append((chain, origin))
    if not staged:
        raise NotTaken(f"{order.path}: holds no look at {target['id']}")
    overlapping = imports.overlapping(order.target, *imports.staged_span())
    with store.atomic():
        _require_new(imports, staged[0][1].sha256, order)
        added = [imports.add(origin, now, chain) for chain, origin in staged]
    return Taken(tuple(added), tuple(overlapping))


def _checked(bundle: OtherBundle) -> dict[str, Any]:
    checks = {check.name: "not applicable" if check.ok is None else "passed" for check in bundle.verified.checks}
    return {"checks": checks, "certificates": [list(one) for one in bundle.verified.certificates]}


def _stage(
    imports: Imports, bundle: OtherBundle, target: Mapping[str, Any], vantage: Vantage, staging: _Stage
) -> list[int] | None:
    """Put the looks of a chain aside, and return the places of those that it retracts; None where it has no look."""
    later = (line for line in bundle.lines(target, vantage) if line["kind"] == "retracted")
    withdrawn = {uuid_of(line, "of") for line in later}
    retracted: list[int] = []

    def looks() -> Iterator[ImportedLook]:
        for place, line in enumerate(filter(is_look, bundle.lines(target, vantage))):
            uuid = uuid_of(line, "id")
            if imports.holds(uuid):
                raise NotTaken("these are this store's own looks; they need no import")
            if uuid in withdrawn:
                retracted.append(place)
            yield look_of(line)

    return retracted if imports.stage(_counted(looks(), staging.advance), staging.chain) else None
