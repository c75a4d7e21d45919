"""From files that a person hands over to a look that can be stored: recognised, cleaned, read or declared.

``take`` is pure; ``Keeper`` stores, through the ledger.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from monitor.clock import Clock
from monitor.ledger import Ledger, Recorded
from monitor.model import Look, LookKind, Target, Watchers
from monitor.store.errors import explained
from monitor.store.witnesses import HandedOver, Taken, Testimony, Witnesses
from monitor.store.writer import Store
from monitor.witness import personal
from monitor.witness.errors import WitnessError
from monitor.witness.personal import Warned
from monitor.witness.reading import Reader, declared
from monitor.witness.saved import Saved, recognise
from probes.contract import Outcome, Reading

VANTAGE = "person"
MOST_FILES = 20
"""Of one look."""
_LONGEST_LABEL = 40
_LONGEST_NAME = 120
_LONGEST_NOTE = 1000
_FAR = timedelta(minutes=30)
"""So far from the declared time a page's own date is worth a word."""


@dataclass(frozen=True, slots=True)
class Given:
    """One file as it was found."""

    name: str
    content: bytes
    modified_at: datetime | None = None
    """What the disk says of it; None: nothing."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says beside the files."""

    at: datetime | None = None
    """When they looked; None: not told, then the page's own date is taken, else the file's."""
    by: str = ""
    note: str = ""
    says: str = ""
    """What a picture shows: an outcome or a reason."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A person's look, ready to be stored."""

    look: Look
    testimony: Testimony
    warned: tuple[Warned, ...] = ()
    notes: tuple[str, ...] = ()
    """What whoever takes it should know beside that, in English."""

    @property
    def vantage(self) -> str:
        """The name of the person's vantage."""
        return f"{VANTAGE}:{self.testimony.author}" if self.testimony.author else VANTAGE


def take(
    files: Sequence[Given],
    target: Target,
    reader: Reader,
    said: Said,
    *,
    received_at: datetime,
    known_since: datetime | None = None,
    keep_metadata: bool = False,
) -> Witnessed:
    """The look that these files make at a target. Nothing is stored. Raises ``WitnessError``.

    ``known_since``: when the target was added; None: just now. See ``Said`` for what is declared.
    """
    if not 0 < len(files) <= MOST_FILES:
        raise WitnessError(
            f"{len(files)} files are not one look; hand over 1 to {MOST_FILES} files",
            f"{len(files)} fichiers ne font pas une consultation ; déposez de 1 à {MOST_FILES} fichiers",
        )
    recognised = [_about(file.name, recognise, file.content) for file in files]
    cleaned = [
        _about(file.name, lambda saved: personal.cleaned(saved, keep_metadata=keep_metadata), saved)
        for file, saved in zip(files, recognised, strict=True)
    ]
    declared_at, time_by = _time(said.at, files, recognised)
    _require_possible(declared_at, received_at, known_since, target)
    reading, probe, says = _read(recognised, target, reader, said.says)
    testimony = Testimony(
        received_at=received_at,
        author=label(said.by),
        note=one_line(said.note, _LONGEST_NOTE),
        says=says,
        time_by=time_by,
        files=tuple(
            HandedOver(file_name(file.name), saved.kind.value, content, stripped)
            for file, saved, (content, stripped) in zip(files, recognised, cleaned, strict=True)
        ),
    )
    look = Look(
        target=target.at(declared_at),
        probe=probe,
        kind=LookKind.EXTRA,
        due_at=None,
        started_at=declared_at,
        milliseconds=0,
        reading=reading,
        exchanges=(),
        accept_language="",
        user_agent="",
    )
    pages = [saved.page for saved in recognised if saved.page is not None]
    warned = tuple(one for page in pages for one in personal.warnings(page))
    notes = (
        *_label_notes(testimony.author),
        *_address_notes(recognised, target),
        *_date_notes(recognised, declared_at, target),
    )
    if keep_metadata:
        notes += tuple(f"kept on purpose: {what}" for saved in recognised for what in personal.metadata_in(saved))
    return Witnessed(look, testimony, warned, notes)


def _about(name: str, do: Any, value: Any) -> Any:
    """Do it, and name the file in what goes wrong."""
    try:
        return do(value)
    except WitnessError as error:
        raise WitnessError(f"{name}: {error.english}", f"{name} : {error.french}") from None


# Time


def _time(
    at: datetime | None, files: Sequence[Given], recognised: Sequence[Saved]
) -> tuple[datetime, Literal["person", "page", "file"]]:
    if at is not None:
        return at, "person"
    if stated := next((saved.saved_at for saved in recognised if saved.saved_at), None):
        return stated, "page"
    if modified := next((file.modified_at for file in files if file.modified_at), None):
        return modified, "file"
    raise WitnessError(
        "nothing tells when this was seen; say it with --at", "rien n'indique quand cela a été vu ; donnez la date"
    )


def _require_possible(
    declared_at: datetime, received_at: datetime, known_since: datetime | None, target: Target
) -> None:
    zone = ZoneInfo(target.timezone)
    shown, now = (f"{one.astimezone(zone):%Y-%m-%d %H:%M %Z}" for one in (declared_at, received_at))
    if declared_at > received_at:
        raise WitnessError(
            f"declared for {shown}, which is after now ({now}); look at the date and at the clocks",
            f"la consultation est datée du {shown}, après maintenant ({now}) ; vérifiez la date et les horloges",
        )
    since = (known_since or received_at).astimezone(zone).date()
    if declared_at.astimezone(zone).date() < since:
        raise WitnessError(
            f"declared for {shown}, but '{target.id}' is watched since {since} only; what is older belongs to"
            " 'slotwatch dossier --with'",
            f"la consultation est datée du {shown}, mais « {target.id} » n'est suivi que depuis le {since}",
        )


# Reading


def _read(
    recognised: Sequence[Saved], target: Target, reader: Reader, says: str
) -> tuple[Reading, str, Literal["read", "declared"]]:
    """The reading, the probe that it is of, and whether it was read or declared.

    What a page proves is never overruled by what a person says of it.
    """
    claimed = declared(says) if says else None
    pages = [saved.page for saved in recognised if saved.page is not None]
    own = reader.probes[0][0].label
    if not pages:
        if claimed is None:
            known = ", ".join(one.value for one in Outcome if one is not Outcome.OFFLINE)
            raise WitnessError(
                f"pictures and PDF files are not read: say what they show with --says ({known})",
                "les images et les PDF ne sont pas lus : dites ce qu'ils montrent (slots, no_slots, closed, gated,"
                f" failing), par exemple dans le nom du fichier : {target.id}__2026-11-21T0905__A__no_slots.png",
            )
        return claimed, own, "declared"
    reading, probe = reader.read(pages)
    if claimed is None or claimed.outcome is reading.outcome:
        return reading, probe, "read"
    if reading.outcome is not Outcome.UNRECOGNISED:
        raise WitnessError(
            f"the page was read as {reading.outcome} ({reading.reason}, rule {reading.rule}), not as {says}; leave out"
            " what it says, or hand over another page",
            f"la page a été lue comme {reading.outcome} ({reading.reason}), et non {says} ; n'indiquez rien, ou déposez"
            " une autre page",
        )
    return replace(claimed, page_language=reading.page_language), own, "declared"


# Words


def one_line(text: str, longest: int) -> str:
    """The text on one line, without characters that do not show, and no longer than that."""
    shown = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join(shown.split())[:longest].rstrip()


def label(text: str) -> str:
    """A person's label. Raises ``WitnessError`` for one that is too long to be one."""
    short = one_line(text, _LONGEST_LABEL + 1)
    if len(short) > _LONGEST_LABEL:
        raise WitnessError(
            f"--by: a label has at most {_LONGEST_LABEL} characters; a letter is enough",
            f"l'étiquette de la personne a au plus {_LONGEST_LABEL} caractères ; une lettre suffit",
        )
    return short


def file_name(name: str) -> str:
    """A file's name as it is sealed: letters, digits and a few signs, on any system."""
    plain = re.sub(r"[^\w.() -]", "_", one_line(name.replace("\\", "/").rsplit("/", 1)[-1], 1000))
    stem, dot, suffix = plain.rpartition(".")
    return (f"{stem[: _LONGEST_NAME - len(suffix)]}{dot}{suffix}" if dot else plain[:_LONGEST_NAME]).lstrip(".") or "_"


def _label_notes(author: str) -> tuple[str, ...]:
    if "@" in author or " " in author:
        return (f"the label {author!r} looks like a name or an address; it is sealed for ever, and a letter is enough",)
    return ()


def _address_notes(recognised: Sequence[Saved], target: Target) -> tuple[str, ...]:
    hosts = {urlsplit(saved.url).hostname or "" for saved in recognised if saved.url.startswith("http")}
    return tuple(
        f"the page says that it comes from {host}, not from {target.hostname}"
        for host in sorted(hosts - {target.hostname})
    )


def _date_notes(recognised: Sequence[Saved], declared_at: datetime, target: Target) -> tuple[str, ...]:
    zone = ZoneInfo(target.timezone)
    return tuple(
        f"the page says that it was saved at {saved.saved_at.astimezone(zone):%Y-%m-%d %H:%M %Z}"
        for saved in recognised
        if saved.saved_at and abs(saved.saved_at - declared_at) > _FAR
    )


# Storing


class Keeper:
    """Stores people's looks, each under the vantage of whoever made it."""

    def __init__(self, store: Store, clock: Clock, effective: Mapping[str, Any], targets: Sequence[Target]) -> None:
        self._store = store
        self._clock = clock
        self._effective = effective
        self._targets = targets
        self._witnesses = Witnesses(store.connection)

    def known_since(self, target: Target) -> datetime | None:
        """When a target was added; None: the store has not heard of it yet."""
        with explained(self._store.path):
            return self._witnesses.known_since(target.id)

    def taken(self, witnessed: Witnessed) -> Taken | None:
        """The look as which the same files were stored before."""
        look = witnessed.look
        with explained(self._store.path):
            return self._witnesses.taken(look.target.id, look.started_at, witnessed.testimony.hashes)

    def keep(self, witnessed: Witnessed) -> Recorded:
        """Store it. Raises ``TakenAlready``, and ``StoreError``; then nothing is stored.

        Each look has a ledger of its own: two that stay would not see what the other has judged.
        """
        ledger = Ledger(self._store, self._clock, witnessed.vantage, Watchers.PEOPLE)
        ledger.configure(self._effective, self._targets)
        return ledger.record(witnessed.look, testimony=witnessed.testimony)
