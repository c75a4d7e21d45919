"""What a map of départements shows, as rows of a table and in words: for those who do not see it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.locale.voice import Voice
from monitor.site.departements.areas import Area, Shade
from monitor.site.phrases import Tongue

_NOTED = (Shade.UNMEASURABLE, Shade.UNANSWERED, Shade.KNOWN, Shade.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Row:
    """One département in the table beside the map; texts are in the language asked for, not escaped."""

    code: str
    name: str
    href: str
    share: str
    """The share of conclusive looks without slot; a dash where there is none."""
    looks: str
    """``709 of 720``: without slot of conclusive ones."""
    pages: str
    """``3 watched of 11 known``."""
    note: str
    """Why there is no share, or that a part cannot be measured; empty: nothing to say."""


def rows(areas: Iterable[Area], tongue: Tongue) -> tuple[Row, ...]:
    """The départements of which a page is known, as a table says them: by code, those overseas last."""
    return tuple(row_of(area, tongue) for area in areas if area.known)


def row_of(area: Area, tongue: Tongue) -> Row:
    """What is said of one département."""
    said = tongue.voice.number
    looks = tongue.say("of", without=said(area.without), conclusive=said(area.conclusive))
    return Row(
        code=area.code,
        name=area.name,
        href=area.href,
        share="–" if area.share is None else tongue.voice.share(area.share),
        looks=looks if area.conclusive else "–",
        pages=_watched_of_known(area.watched, area.known, tongue),
        note=_note(area, tongue),
    )


def _note(area: Area, tongue: Tongue) -> str:
    if area.gated and area.conclusive:
        return tongue.say("partly")
    return tongue.say(area.shade) if area.shade in _NOTED else ""


def _watched_of_known(watched: int, known: int, tongue: Tongue) -> str:
    return tongue.say("pages", watched=tongue.voice.number(watched), known=tongue.voice.number(known))


def caption(areas: Iterable[Area], tongue: Tongue) -> str:
    """How much of what is known is watched, in all départements."""
    every = tuple(areas)
    pages = _watched_of_known(sum(one.watched for one in every), sum(one.known for one in every), tongue)
    return tongue.say("caption", pages=pages)


def percent(share: float, voice: Voice) -> str:
    """A share in whole percent, cut so that only all is 100 and only none is 0: ``>99``, ``<1``."""
    if 0.99 < share < 1:
        return f">{voice.number(99)}"
    if 0 < share < 0.01:
        return f"<{voice.number(1)}"
    return voice.number(int(share * 100 + 1e-9))
