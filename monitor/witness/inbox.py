"""A folder whose files are taken as people's looks: reads it, moves what is settled, and stores through a keeper.

Each look is stored in one transaction, and only then are its files moved. A process that is killed in between finds
them again, recognises what it has stored, and only moves them.
"""

from __future__ import annotations

import errno
import logging
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from monitor.model import Target
from monitor.store.witnesses import TakenAlready
from monitor.witness.errors import WitnessError
from monitor.witness.personal import Concern
from monitor.witness.reading import Reader
from monitor.witness.saved import MOST_BYTES
from monitor.witness.sorting import REFUSED, TAKEN, Entry, Group, Order, Zones, is_ignored, side_car, sort_out
from monitor.witness.taking import Given, Keeper, Said, Witnessed, take

log = logging.getLogger(__name__)

_MOST_SIDE_CAR = 65_536
_MOST_ENTRIES = 10_000
_RESOURCES = ("_files", "_fichiers", "_dateien", "_archivos", "_ficheiros", "_bestanden")
"""What browsers call the folder with the pictures of a page that is saved whole."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a group of files."""

    names: tuple[str, ...]
    """Below the inbox, as they were."""
    witnessed: Witnessed | None = None
    """The look; None where the files were refused."""
    uuid: str = ""
    """Of the stored look."""
    refused: WitnessError | None = None
    again: bool = False
    """The look had been stored before; now its files were moved."""


@dataclass(frozen=True)
class Inbox:
    """One folder and the targets whose looks it takes."""

    folder: Path
    targets: Mapping[str, Target]
    reader: Callable[[Target], Reader]
    known_since: Mapping[str, datetime] = field(default_factory=dict)
    """When each target was added; those that are missing were added just now."""

    def order(self, now: datetime) -> Order:
        """What is there. Raises ``OSError`` where the folder cannot be read."""
        return sort_out(_entries(self.folder), now)

    def prepare(self, group: Group, received_at: datetime) -> Witnessed:
        """The look that a group makes: reads the files and nothing else. Raises ``WitnessError`` and ``OSError``."""
        car = side_car(self._bytes(group.side_car, _MOST_SIDE_CAR)) if group.side_car else None
        zones = Zones({slug: target.timezone for slug, target in self.targets.items()})
        named = zones.named(group, car)
        target = self.targets[named.target]
        given = [self._given(entry) for entry in group.files]
        given.sort(key=lambda file: not file.name.lower().endswith((".html", ".htm", ".mhtml", ".mht")))
        witnessed = take(
            given,
            target,
            self.reader(target),
            Said(named.at, named.by, named.note, named.says),
            received_at=received_at,
            known_since=self.known_since.get(target.id),
        )
        if any(warned.concern is Concern.FILLED for warned in witnessed.warned):
            # Nobody reads a warning here; by hand it may be taken after a look at it.
            raise WitnessError(
                "the page has form fields that look filled in by a person; save it before anything is typed, or have"
                " it taken by hand with 'slotwatch witness'",
                "la page contient des champs de formulaire qui semblent remplis ; enregistrez-la avant toute saisie",
            )
        return witnessed

    def settle(self, group: Group, witnessed: Witnessed, keeper: Keeper) -> Result:
        """Store a prepared look, then move its files. Raises ``StoreError`` and ``OSError``; then nothing is moved."""
        again, uuid = False, ""
        try:
            uuid = keeper.keep(witnessed).uuid.hex
        except TakenAlready as before:
            again, uuid = True, before.taken.uuid.hex
        self._move(group, f"{TAKEN}/{witnessed.testimony.received_at.astimezone(UTC):%Y-%m}")
        return Result(_names(group), witnessed, uuid, again=again)

    def refuse(self, group: Group, why: WitnessError) -> Result:
        """Move a group out of the way, with a text beside it that says why in French and in English."""
        for goal in self._move(group, REFUSED):
            _write(goal.with_name(f"{goal.name}.why.txt"), f"{why.french}\n\n{why.english}\n")
        return Result(_names(group), refused=why)

    # The disk

    def _given(self, entry: Entry) -> Given:
        path = self.folder / entry.path
        content = self._bytes(entry, MOST_BYTES)
        return Given(entry.name, content, datetime.fromtimestamp(path.stat().st_mtime, UTC))

    def _bytes(self, entry: Entry, most: int) -> bytes:
        """The bytes of a plain file, one more than allowed at most: links and devices are not opened."""
        handle = os.open(self.folder / entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(errno.EINVAL, "not a plain file")
            return file.read(most + 1)

    def _move(self, group: Group, where: str) -> list[Path]:
        """Move the files into one of our folders, the side-car last; what stands there is never overwritten."""
        goals = []
        folder = self.folder / where
        _make(folder, self.folder)
        for entry in group.entries:
            goal = _free(folder / entry.name)
            (self.folder / entry.path).rename(goal)
            goals.append(goal)
            self._move_resources(entry, folder)
        return goals

    def _move_resources(self, entry: Entry, folder: Path) -> None:
        """The folder with a whole page's pictures goes with it; nothing of it is sealed."""
        for ending in _RESOURCES:
            beside = self.folder / entry.folder / f"{entry.stem}{ending}"
            if beside.is_dir() and not beside.is_symlink():
                beside.rename(_free(folder / beside.name))


def require_apart(folder: Path, *others: Path) -> None:
    """Refuse a folder that holds any of these: whatever lies in an inbox is moved. Raises ``WitnessError``."""
    inside = folder.resolve()
    for other in others:
        if other.resolve().is_relative_to(inside):
            raise WitnessError(
                f"{other} is in it, and an inbox is emptied; name a folder that is for people's files alone",
                f"{other} s'y trouve, et une boîte de dépôt est vidée ; indiquez un dossier qui ne sert qu'à cela",
            )


def sweep(inbox: Inbox, keeper: Keeper, now: datetime, most: int | None = None) -> tuple[list[Result], Order]:
    """Take what is whole: at most so many looks, in the order of their declared times. For one pass.

    Raises ``OSError`` where the inbox cannot be read, and ``StoreError``; what was stored before stays stored.
    """
    order = inbox.order(now)
    if not order.groups and not order.refused:
        return [], order
    known = {slug: since for slug, target in inbox.targets.items() if (since := keeper.known_since(target))}
    inbox = replace(inbox, known_since=known)
    results = [inbox.refuse(Group((entry,)), why) for entry, why in order.refused]
    ready: list[tuple[Group, Witnessed]] = []
    for group in order.groups:
        if most is not None and len(ready) >= most:
            break
        try:
            ready.append((group, inbox.prepare(group, now)))
        except WitnessError as why:
            results.append(inbox.refuse(group, why))
        except OSError as error:  # it went away, or may not be read: at the next pass perhaps
            log.warning("inbox: %s cannot be read: %s", group.files[0].path, error.strerror)
    for group, witnessed in sorted(ready, key=lambda one: one[1].look.started_at):
        try:
            results.append(inbox.settle(group, witnessed, keeper))
        except OSError as error:
            log.warning("inbox: %s cannot be moved: %s", group.files[0].path, error.strerror)
    return results, order


def _names(group: Group) -> tuple[str, ...]:
    return tuple(entry.path for entry in group.entries)


def _entries(folder: Path) -> Iterator[Entry]:
    """What is in the inbox and in its folders, one level deep; our own folders and those of pages' pictures aside."""
    for number, found in enumerate(os.scandir(folder)):
        if number >= _MOST_ENTRIES:
            return
        if found.is_dir(follow_symlinks=False):
            if not is_ignored(found.name) and found.name not in (TAKEN, REFUSED) and not _is_resources(found.name):
                yield from _inside(folder, found.name)
        else:
            yield _entry("", found)


def _inside(folder: Path, name: str) -> Iterator[Entry]:
    for number, found in enumerate(os.scandir(folder / name)):
        if number >= _MOST_ENTRIES:
            return
        if not (found.is_dir(follow_symlinks=False) and _is_resources(found.name)):
            yield _entry(name, found)


def _is_resources(name: str) -> bool:
    return name.lower().endswith(_RESOURCES)


def _entry(folder: str, found: os.DirEntry[str]) -> Entry:
    about = found.stat(follow_symlinks=False)
    changed_at = datetime.fromtimestamp(about.st_ctime, UTC)
    return Entry(folder, found.name, changed_at, stat.S_ISREG(about.st_mode))


def _make(folder: Path, inbox: Path) -> None:
    """Our folder inside the inbox; a link in its place would lead our files elsewhere."""
    for part in [*reversed(folder.relative_to(inbox).parents)][1:] + [folder.relative_to(inbox)]:
        here = inbox / part
        here.mkdir(exist_ok=True)
        if here.is_symlink():
            raise OSError(errno.ELOOP, f"{here}: a link; remove it")


def _free(goal: Path) -> Path:
    """The path, or one with a number where something has that name already."""
    number, free = 2, goal
    while os.path.lexists(free):
        free = goal.with_name(f"{goal.stem}-{number}{goal.suffix}")
        number += 1
    return free


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.rename(path)
