"""Charts of letters for a terminal: a line of days, a map of weekdays and hours. Read without colour. Pure.

``plain`` is for terminals and logs that know ASCII only (``LANG=C``, ``TERM=dumb``): their words lose the accents.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from monitor.charts.drawing import clean
from monitor.charts.labels import Labels
from monitor.charts.paint import SYMBOLS, DayMark
from monitor.charts.week import ENOUGH, NO_HOUR, STEPS, Week, checked, classes, level

_SHADES = ("·", "░", "▒", "▓", "█")
_PLAIN_SHADES = (".", "-", "+", "*", "#")
_FEW = "?"


def sparkline(marks: Iterable[DayMark], *, plain: bool = False) -> str:
    """One character for each day, in order."""
    return "".join(SYMBOLS[mark].plain if plain else SYMBOLS[mark].terminal for mark in marks)


def sparkline_legend(marks: Iterable[DayMark], labels: Labels, *, plain: bool = False, width: int = 80) -> list[str]:
    """What the characters mean of those marks that are there, in lines of at most ``width`` characters."""
    shown = set(marks)
    entries = [f"{sparkline([mark], plain=plain)} {labels.marks[mark]}" for mark in DayMark if mark in shown]
    return _lines(entries, plain=plain, width=width)


def week_text(
    hours: Week, labels: Labels, *, steps: Sequence[float] = STEPS, enough: int = ENOUGH, plain: bool = False
) -> list[str]:
    """The weekday and hour map in lines of at most 80 characters, with its scale.

    Raises ``ValueError`` as ``week.checked`` does.
    """
    checked(hours, steps)
    if not any(one.looks for one in hours.values()):
        return _lines([labels.empty], plain=plain, width=80)
    shades = _PLAIN_SHADES if plain else _SHADES
    levels = {
        (weekday, hour): level(hours.get((weekday, hour), NO_HOUR), steps, enough)
        for weekday in range(7)
        for hour in range(24)
    }
    names = [_shown(name, plain=plain)[:8] for name in labels.short_weekdays]
    margin = max(len(name) for name in names)
    lines = [" " * margin + "".join(f" {hour:02}" for hour in range(24))]
    for weekday, name in enumerate(names):
        cells = (_letters(levels[weekday, hour], shades) for hour in range(24))
        lines.append((name.ljust(margin) + "".join(f" {cell}" for cell in cells)).rstrip())
    entries = [f"{shade * 2} {meaning}" for shade, meaning in zip(shades, classes(labels, steps), strict=True)]
    if -1 in levels.values():
        entries.append(f"{_FEW * 2} {labels.fewer.format(n=enough)}")
    if None in levels.values():
        entries.append(f"[  ] {labels.no_look}")
    return [*lines, "", *_lines(entries, plain=plain, width=80)]


def _letters(at: int | None, shades: Sequence[str]) -> str:
    if at is None:
        return "  "
    return (_FEW if at < 0 else shades[at]) * 2


def _shown(text: str, *, plain: bool) -> str:
    text = clean(text)
    if not plain:
        return text
    text = text.replace("≤", "<=")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _lines(entries: Iterable[str], *, plain: bool, width: int) -> list[str]:
    lines: list[str] = []
    for entry in entries:
        text = _shown(entry, plain=plain)
        if lines and len(lines[-1]) + 3 + len(text) <= width:
            lines[-1] += f"   {text}"
        else:
            lines.append(text[:width])
    return lines
