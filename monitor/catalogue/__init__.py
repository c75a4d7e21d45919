"""Public booking pages known so far: ``pages.csv`` beside this module, which it reads, and nothing else.

The rows were gathered from public programs and the press, never by asking the sites. Their age is part of them.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("pages.csv")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_HOURLY, _SELDOM = "1h", "6h"
_LANDINGS = ("landing", "rdv_prefecture")
"""Probes whose cards ask for one to four looks a day."""


class State(StrEnum):
    """What is known of a page's life."""

    CURRENT = "current"
    """Seen in 2024 or later."""
    UNKNOWN = "unknown"
    """Seen before, and nothing says what became of it."""
    STALE = "stale"
    """Seen before, and most pages like it are gone."""
    RETIRED = "retired"
    """Said to be gone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that can be watched; an empty text is something that is not known."""

    id: str
    """Stays the same for ever, and is the target's id as well."""
    office: str
    """As people say it, in French."""
    territory: str
    """The département's name."""
    departement: str
    """Its official code: ``01``, ``2A``, ``976``."""
    procedure: str
    system: str
    """The booking system."""
    probe: str
    """The probe that reads it; empty where it cannot be watched as it stands."""
    url: str
    options: Mapping[str, Any]
    """Of that probe."""
    gated: bool
    """Whether a captcha is known to stand before the slots."""
    timezone: str
    """Where it is not that of Paris."""
    seen: str
    """A year, or first and last year."""
    state: State
    reason: str
    """Why this state."""
    note: str

    @property
    def hidden(self) -> bool:
        """Whether it is shown, and added, only if that is asked for."""
        return self.state in (State.STALE, State.RETIRED)

    @property
    def title(self) -> str:
        """Office and procedure; the id where one of them is not known, for several pages would have the same title."""
        return f"{self.office} – {self.procedure}" if self.office and self.procedure else self.id

    @property
    def life(self) -> str:
        """When it was seen last, in words that promise nothing."""
        seen = f"last seen in {self.seen[-4:]}"
        match self.state:
            case State.CURRENT:
                return seen
            case State.UNKNOWN | State.STALE:
                return f"{seen}; may no longer exist"
            case State.RETIRED:
                return f"{seen}; retired: {self.reason}"

    def target(self) -> dict[str, Any]:
        """The keys and values of its ``[[target]]``, in the order in which people read them."""
        wanted: dict[str, Any] = {
            "id": self.id,
            "name": self.title,
            "url": self.url,
            "probe": self.probe,
            "office": self.office,
            "procedure": self.procedure,
            "territory": self.territory,
            "expect_language": ["fr"],
            "timezone": self.timezone,
            "every": _SELDOM if self.gated or self.probe in _LANDINGS else _HOURLY,
            "gated": self.gated,
            "options": dict(self.options),
        }
        return {key: value for key, value in wanted.items() if value}

    def as_json(self) -> dict[str, Any]:
        """Everything known, for programs."""
        return asdict(self)


@cache
def entries() -> Mapping[str, Entry]:
    """All pages by their id, in the order of the file: by département."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: _entry(row) for row in csv.DictReader(file)}


def _entry(row: dict[str, str]) -> Entry:
    options, gated, state = json.loads(row.pop("options") or "{}"), row.pop("gated") == "yes", State(row.pop("state"))
    return Entry(options=options, gated=gated, state=state, **row)


def search(text: str, among: Iterable[Entry]) -> Iterator[Entry]:
    """The pages of which every word of a text begins some word. Accents and case do not matter.

    Beginnings only: with any part of a word, "Ain" would find every "Saint".
    """
    asked = _words(text)
    for entry in among:
        known = _words(" ".join(_searched(entry)))
        if all(any(word.startswith(wanted) for word in known) for wanted in asked):
            yield entry


def _searched(entry: Entry) -> tuple[str, ...]:
    numbers = _NUMBER.findall(entry.url)  # of the form or the procedure, by which people know a page
    return (entry.id, entry.office, entry.territory, entry.departement, entry.procedure, entry.system, *numbers)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))
