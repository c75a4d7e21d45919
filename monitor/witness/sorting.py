"""Which files of an inbox make which look: by folder, by name, by side-car; what waits and what is refused. Pure.

A file belongs to a target by its folder's name, by the beginning of its own name (``bobigny__2026-11-21T0905__A.html``)
or by its side-car (``page.html.toml``). Files with the same name but for the ending are one look: a page and its
picture.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.config.problems import did_you_mean
from monitor.witness.errors import WitnessError
from monitor.witness.times import in_zone, is_time, moment
from probes.contract import Outcome, Reason

TAKEN, REFUSED = "taken", "refused"
"""Folders of the inbox that are ours."""
SETTLED = timedelta(seconds=5)
"""A file that has not changed for so long is whole."""
_LONELY = timedelta(days=1)
"""After that a side-car whose file never came is refused."""
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".opdownload", "~")
_HIDDEN = frozenset(".~@#$")
_OF_SYSTEMS = ("Thumbs.db", "desktop.ini", "Icon\r")
_CONFLICT = re.compile(
    r"sync-conflict-\d|conflicted copy|\(conflict|_conf\(|copie en conflit|\(conflit|\(case conflict", re.IGNORECASE
)
_ANSWERS = frozenset([*(outcome.value for outcome in Outcome), *(str(reason) for reason in Reason)])
_KEYS = ("target", "at", "by", "note", "says")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the inbox."""

    folder: str
    """Below the inbox; empty: in the inbox itself."""
    name: str
    changed_at: datetime
    """When the disk last noted a change of it, which nobody can set."""
    is_file: bool = True
    """A regular file, no link, device or folder."""

    @property
    def path(self) -> str:
        """Below the inbox."""
        return f"{self.folder}/{self.name}" if self.folder else self.name

    @property
    def stem(self) -> str:
        return self.name.rpartition(".")[0] or self.name

    @property
    def is_side_car(self) -> bool:
        return self.is_file and self.name.lower().endswith(".toml")


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one look."""

    files: tuple[Entry, ...]
    side_car: Entry | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, the side-car last: it still says what the others are if moving them is interrupted."""
        return (*self.files, self.side_car) if self.side_car else self.files


@dataclass(frozen=True, slots=True)
class Order:
    """What an inbox holds, each thing in one of these."""

    groups: tuple[Group, ...] = ()
    refused: tuple[tuple[Entry, WitnessError], ...] = ()
    waiting: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is said of a group beside its files, as written."""

    target: str = ""
    at: str | datetime = ""
    by: str = ""
    note: str = ""
    says: str = ""


def is_ignored(name: str) -> bool:
    """Whether a name is nobody's hand-over: hidden, a system's, or a file that is still being written."""
    return name[:1] in _HIDDEN or name.lower().endswith(_UNFINISHED) or name in _OF_SYSTEMS


def sort_out(entries: Iterable[Entry], now: datetime) -> Order:
    """Put everything in its place; files that may still grow wait, with all that belongs to them."""
    refused: list[tuple[Entry, WitnessError]] = []
    waiting: list[Entry] = []
    found: dict[tuple[str, str], list[Entry]] = {}
    cars: dict[tuple[str, str], Entry] = {}
    for entry in sorted(entries, key=lambda one: one.path):
        if is_ignored(entry.name):
            continue
        if problem := _problem(entry):
            refused.append((entry, problem))
        elif entry.is_side_car:
            cars[entry.folder, entry.stem] = entry
        else:
            found.setdefault((entry.folder, entry.stem), []).append(entry)
    groups = []
    for (folder, stem), files in found.items():
        own = next((cars.pop(key) for key in _cars_of(folder, stem, files) if key in cars), None)
        group = Group(tuple(files), own)
        whole = all(abs(now - entry.changed_at) >= SETTLED for entry in group.entries)
        if whole:
            groups.append(group)
        else:
            waiting += group.entries
    for car in cars.values():
        if now - car.changed_at > _LONELY:
            refused.append((car, _lonely()))
        else:
            waiting.append(car)
    return Order(tuple(groups), tuple(refused), tuple(waiting))


def _cars_of(folder: str, stem: str, files: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Where the side-car of these files may be: ``page.html.toml`` or ``page.toml``."""
    yield from ((folder, entry.name) for entry in files)
    yield folder, stem


def _problem(entry: Entry) -> WitnessError | None:
    if not entry.is_file:
        return WitnessError(
            "no plain file (a link, a folder or a device); hand over the file itself",
            "ce n'est pas un simple fichier (lien, dossier ou autre) ; déposez le fichier lui-même",
        )
    if _CONFLICT.search(entry.name):
        return WitnessError(
            "a copy that a syncing program made of two different ones; hand over the right one under its own name",
            "copie en conflit créée par la synchronisation ; déposez la bonne version sous son nom",
        )
    return None


def _lonely() -> WitnessError:
    return WitnessError(
        "the file that this text is about never came; hand over both under the same name",
        "le fichier que ce texte décrit n'est pas arrivé ; déposez les deux sous le même nom",
    )


# What names and side-cars say


def side_car(content: bytes) -> Sidecar:
    """What a side-car says. Raises ``WitnessError`` for what is not TOML, and for keys that are not known."""
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WitnessError(
            f'the side-car is not TOML: {error}; write lines like by = "A"',
            f'le fichier .toml est mal écrit : {error} ; écrivez des lignes comme by = "A"',
        ) from None
    for key, value in table.items():
        if key not in _KEYS:
            raise WitnessError(
                f"the side-car has an unknown key {key[:40]!r}{did_you_mean(key, list(_KEYS))}",
                f"le fichier .toml a une clé inconnue {key[:40]!r} ; clés connues : {', '.join(_KEYS)}",
            )
        if not isinstance(value, str) and not (key == "at" and isinstance(value, datetime)):
            raise WitnessError(
                f"the side-car's {key} is no text; put it in quotes", f"dans le .toml, {key} doit être entre guillemets"
            )
    return Sidecar(**table)


@dataclass(frozen=True, slots=True)
class Named:
    """What folder, name and side-car say together."""

    target: str
    at: datetime | None = None
    by: str = ""
    note: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Zones:
    """The targets that there are, and the zone of each."""

    by_id: Mapping[str, str] = field(default_factory=dict)

    def named(self, group: Group, car: Sidecar | None) -> Named:
        """Which look a group is. The side-car's word comes before the name's. Raises ``WitnessError``."""
        entry, car = group.files[0], car or Sidecar()
        parts = [part.strip() for part in entry.stem.split("__")]
        of_name = parts[0] if len(parts) > 1 and parts[0] in self.by_id else ""
        if not of_name and not entry.folder and len(parts) > 1:
            of_name = parts[0]  # it stands where an id should: what is wrong with it is said below
        target = car.target or entry.folder or of_name
        self._require(target)
        if of_name and of_name != target:
            raise WitnessError(
                f"the folder or side-car says {target!r}, the file's name {of_name!r}; make them agree",
                f"le dossier ou le .toml dit « {target} », le nom du fichier « {of_name} » ; corrigez l'un des deux",
            )
        named = Named(target)
        if of_name or any(map(is_time, parts)):  # else the name is a page's title, and says nothing
            named = self._from_name(named, parts[1:] if of_name else parts)
        at = car.at
        if isinstance(at, datetime):
            named = replace(named, at=at if at.tzinfo else in_zone(at, self.by_id[target]))
        elif at:
            named = replace(named, at=moment(at, self.by_id[target]))
        return replace(named, by=car.by or named.by, note=car.note, says=car.says or named.says)

    def _require(self, target: str) -> None:
        known: Collection[str] = self.by_id
        if not target:
            raise WitnessError(
                "nothing says which page this is: put it into a folder named like the target, or begin its name with"
                " the target and two underscores",
                "rien ne dit de quelle page il s'agit : mettez le fichier dans le dossier qui porte le nom de la page,"
                " ou commencez son nom par ce nom et deux tirets bas",
            )
        if target not in known:
            raise WitnessError(
                f"no target is called {target[:60]!r}{did_you_mean(target, list(known))}",
                f"aucune page suivie ne s'appelle « {target[:60]} » ; noms connus : {', '.join(sorted(known)[:20])}",
            )

    def _from_name(self, named: Named, parts: Sequence[str]) -> Named:
        """Time, label and answer in a file's name, in any order: each is known by its shape."""
        for part in parts:
            if is_time(part):
                named = replace(named, at=moment(part, self.by_id[named.target]))
            elif part in _ANSWERS:
                named = replace(named, says=part)
            elif part and named.by:
                near = did_you_mean(part, _ANSWERS)
                raise WitnessError(
                    f"the file's name holds {part[:40]!r}, which is no time and no answer{near}",
                    f"le nom du fichier contient « {part[:40]} », qui n'est ni une heure ni une réponse connue",
                )
            elif part:
                named = replace(named, by=part)
        return named
