"""A map of weekdays and hours: a square in each cell, the larger the higher the share. Pure.

Size tells it, not colour, so it reads the same in grey and on paper. The terminal's map is in ``terminal``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from monitor.charts.drawing import About, Box, Drawing, breadth, number, pointed
from monitor.charts.labels import Labels
from monitor.charts.paint import LIGHT

STEPS = (0.1, 0.25, 0.5, 1.0)
"""Upper bounds of the four classes of shares above nothing."""
ENOUGH = 4
"""Looks behind a share before it is shown: as many as there are of an hour in four weeks."""
_PITCH = 17
_SIDE = 15
_SIZES = (4, 6, 9, 13)
_EVERY = 3
"""Hours that are written."""


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of one weekday, over all weeks."""

    share: float | None
    """From 0 to 1; None: nothing is known."""
    looks: int
    """How many are behind it."""
    title: str = ""
    """Said when it is pointed at; empty: weekday, hour, share and number of looks."""


Week = Mapping[tuple[int, int], Hour]
"""By weekday (Monday = 0) and local hour (0 to 23); what is missing has no look."""
NO_HOUR = Hour(None, 0)


def checked(hours: Week, steps: Sequence[float]) -> None:
    """Raise ``ValueError`` for hours that do not exist, shares that are none, and classes other than four rising."""
    if len(steps) != len(_SIZES) or list(steps) != sorted(set(steps)) or not 0 < steps[0] <= steps[-1] <= 1:
        raise ValueError(f"steps {tuple(steps)}: give {len(_SIZES)} rising shares above 0, up to 1")
    for (weekday, hour), one in hours.items():
        if not (0 <= weekday < 7 and 0 <= hour < 24):
            raise ValueError(f"weekday {weekday}, hour {hour}: weekdays are 0 (Monday) to 6, hours 0 to 23")
        if one.looks < 0 or (one.share is not None and not 0 <= one.share <= 1):
            raise ValueError(f"weekday {weekday}, hour {hour}: share {one.share} of {one.looks} looks cannot be")


def level(hour: Hour, steps: Sequence[float], enough: int) -> int | None:
    """The class of a share: 0 for nothing, then 1 to 4; -1: too few looks; None: no look."""
    if hour.share is None or hour.looks == 0:
        return None
    if hour.looks < enough:
        return -1
    return min(bisect_left(steps, hour.share) + 1, len(steps)) if hour.share > 0 else 0


def classes(labels: Labels, steps: Sequence[float]) -> list[str]:
    """What the classes from 0 on mean: ``0%``, ``≤ 10%`` and so on."""
    share = labels.voice.share
    return [share(0), *(f"≤\u00a0{share(step)}" for step in steps)]


def week_map(about: About, hours: Week, labels: Labels, *, steps: Sequence[float] = STEPS, enough: int = ENOUGH) -> str:
    """SVG of a share for each weekday and hour, with its scale; hours with fewer looks than ``enough`` are hatched.

    Raises ``ValueError`` as ``checked`` does.
    """
    checked(hours, steps)
    names = max(breadth(name) for name in labels.short_weekdays) + 11
    drawing = Drawing(about, labels, names + 24 * _PITCH)
    if not any(one.looks for one in hours.values()):
        return drawing.nothing("week")
    for hour in range(0, 24, _EVERY):
        drawing.write(labels.hour.format(hour=hour), names + hour * _PITCH, drawing.y + 11)
    drawing.y += 18
    found: dict[int | None, list[Box]] = {}
    for weekday, name in enumerate(labels.short_weekdays):
        top = drawing.y + weekday * _PITCH
        drawing.write(name, 0, top + 11.5)
        for hour in range(24):
            one = hours.get((weekday, hour), NO_HOUR)
            box = Box(names + hour * _PITCH, top, _SIDE, _SIDE, one.title or _said(weekday, hour, one, labels))
            found.setdefault(level(one, steps, enough), []).append(box)
    drawing.y += 7 * _PITCH
    order: list[int | None] = [0, 1, 2, 3, 4, -1, None]
    for at in order:
        if at in found:
            _cells(drawing, at, found[at])
    meanings = dict(zip(order, classes(labels, steps), strict=False))
    meanings[-1] = labels.fewer.format(n=labels.voice.number(enough))
    meanings[None] = labels.no_look
    # The whole scale is shown, so that the largest square seen is not taken for the largest there is.
    listed = [at for at in order if at in found or at in (0, 1, 2, 3, 4)]
    drawing.legend([(partial(_sample, drawing, at), meanings[at]) for at in listed])
    return drawing.done("week", "")


def _said(weekday: int, hour: int, one: Hour, labels: Labels) -> str:
    when = f"{labels.weekdays[weekday]} {labels.hour.format(hour=hour)}"
    if one.share is None or one.looks == 0:
        return f"{when}{labels.colon}{labels.no_look}"
    looks = labels.looks.format(n=labels.voice.number(one.looks))
    return f"{when}{labels.colon}{labels.voice.share(one.share)} ({looks})"


def _sample(drawing: Drawing, at: int | None, box: Box) -> None:
    _cells(drawing, at, [box._replace(y=box.y - 1, width=_SIDE, height=_SIDE)])


def _cells(drawing: Drawing, at: int | None, boxes: Sequence[Box]) -> None:
    dashes = ' stroke-dasharray="1 3"' if at is None else ""
    drawing.add(
        f'<g class="sw-line" fill="{LIGHT.paper}" fill-opacity="0" stroke="{LIGHT.line}" stroke-width=".8"{dashes}>'
    )
    for box in boxes:
        drawing.add(pointed(f'<path d="{drawing.outline(box)}"', "path", box.title))
    drawing.add("</g>")
    if at == -1:
        drawing.line("".join(_hatching(drawing, box) for box in boxes))
    elif at:
        squares = "".join(_square(drawing, box, _SIZES[at - 1]) for box in boxes)
        drawing.add(f'<path class="sw-value" d="{squares}" fill="{LIGHT.value}" pointer-events="none"/>')


def _square(drawing: Drawing, box: Box, side: float) -> str:
    margin = (_SIDE - side) / 2
    left, top = number(drawing.left(box.x, _SIDE) + margin), number(box.y + margin)
    return f"M{left} {top}h{side}v{side}h-{side}z"


def _hatching(drawing: Drawing, box: Box) -> str:
    left, top, end = drawing.left(box.x, _SIDE) + 0.5, box.y + 0.5, _SIDE - 1
    path = ""
    for along in (5, 10, 15, 20):
        x, y = (0, along) if along <= end else (along - end, end)
        path += f"M{number(left + x)} {number(top + y)}l{number(y - x)} {number(x - y)}"
    return path
