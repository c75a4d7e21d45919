"""What is known of one procedure in each département: pages watched of those known, the share without slot. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.catalogue import Entry
from monitor.site.departements import code_of, names
from monitor.site.facts import SiteTarget, Standing


class Shade(StrEnum):
    """How a département is drawn, and what stands beside it in words; the order is that of the legend."""

    NEVER = "never"
    """No conclusive look showed a slot."""
    RARELY = "rarely"
    """95 % and more of them showed none; the next three: 75 %, 50 %, fewer."""
    SELDOM = "seldom"
    OFTEN = "often"
    MOSTLY = "mostly"
    UNMEASURABLE = "unmeasurable"
    """A captcha, a login or the like comes before the slots of every page there."""
    UNANSWERED = "unanswered"
    """Watched, and no look could tell."""
    KNOWN = "known"
    """A page is known and not watched."""
    UNKNOWN = "unknown"


_STEPS = ((1.0, Shade.NEVER), (0.95, Shade.RARELY), (0.75, Shade.SELDOM), (0.5, Shade.OFTEN), (0.0, Shade.MOSTLY))


@dataclass(frozen=True, slots=True)
class Area:
    """One département, for one procedure."""

    code: str
    known: int = 0
    """Pages: those watched, and those in the catalogue that are not said to be gone."""
    watched: int = 0
    gated: int = 0
    """Of the pages watched, or where none is, of those known: those that no robot can measure."""
    conclusive: int = 0
    """Looks on schedule over the latest published days that told whether a slot was offered, and those with none."""
    without: int = 0
    href: str = ""
    """Its page; empty: none."""

    @property
    def name(self) -> str:
        return names()[self.code]

    @property
    def share(self) -> float | None:
        """The share of conclusive looks without slot; None: no conclusive look."""
        return self.without / self.conclusive if self.conclusive else None

    @property
    def shade(self) -> Shade:
        if (share := self.share) is not None:
            return next(shade for least, shade in _STEPS if share >= least)
        if self.gated and self.gated == (self.watched or self.known):  # all of them
            return Shade.UNMEASURABLE
        if self.watched:
            return Shade.UNANSWERED
        return Shade.KNOWN if self.known else Shade.UNKNOWN


def areas(
    targets: Iterable[SiteTarget],
    catalogue: Iterable[Entry],
    procedure: str,
    *,
    href: Callable[[str], str] = lambda _: "",
) -> tuple[Area, ...]:
    """Every département, in the order of the codes; ``href`` gives the address of a code's page where it is watched.

    Targets whose territory is no département count nowhere on the map: a table beside it must list them.
    """
    found = {code: Area(code) for code in names()}
    watched: set[str] = set()
    for one in targets:
        if one.standing is Standing.RETIRED or one.watched.procedure != procedure:
            continue
        watched |= {one.slug, one.watched.url}
        if code := code_of(one.watched.territory):
            found[code] = _with_target(found[code], one, href)
    for entry in catalogue:
        if entry.hidden or not same_procedure(entry.procedure, procedure) or {entry.id, entry.url} & watched:
            continue
        if area := found.get(entry.departement):
            gated = area.gated + (entry.gated and not area.watched)
            found[entry.departement] = replace(area, known=area.known + 1, gated=gated)
    return tuple(found.values())


def _with_target(area: Area, one: SiteTarget, href: Callable[[str], str]) -> Area:
    seen = one.lately.machine
    gated = one.standing is Standing.UNMEASURABLE or bool(one.options.get("gated"))
    return replace(
        area,
        known=area.known + 1,
        watched=area.watched + 1,
        gated=area.gated + gated,
        conclusive=area.conclusive + seen.conclusive,
        without=area.without + seen.without_slots,
        href=href(area.code),
    )


def same_procedure(one: str, other: str) -> bool:
    """Whether two names are of one procedure: the same words, or one goes on where the other ends."""
    first, second = _words(one), _words(other)
    shorter = min(len(first), len(second))
    return bool(shorter) and first[:shorter] == second[:shorter]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char)).split()
