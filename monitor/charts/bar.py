"""One bar of shares with its denominator in words, for badges and for pages that embed one. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.charts.drawing import About, Box, Drawing, wrapped
from monitor.charts.labels import Labels
from monitor.charts.paint import DayMark

_HEIGHT = 18
_NARROWEST = 3


def strip(about: About, counts: Mapping[DayMark, int], caption: str, labels: Labels, *, width: int = 320) -> str:
    """SVG of a bar parted by how often each state was seen, under a caption that says the share and of how many.

    Raises ``ValueError`` for a count below 0.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError(f"strip {about.id!r}: a count is below 0")
    drawing = Drawing(about, labels, width)
    for line in wrapped(caption, width):
        drawing.y += 15
        drawing.write(line, 0, drawing.y)
    drawing.y += 8
    seen = {mark: counts[mark] for mark in DayMark if counts.get(mark)}
    if not seen:
        return drawing.nothing("strip")
    x = 0.0
    counted = {mark: f"{labels.marks[mark]}{labels.colon}{labels.voice.number(count)}" for mark, count in seen.items()}
    for mark, wide in zip(seen, _widths(list(seen.values()), width), strict=True):
        drawing.cells(mark, [Box(x, drawing.y, wide, _HEIGHT, counted[mark])])
        x += wide
    drawing.y += _HEIGHT
    drawing.legend((drawing.swatch(mark), text) for mark, text in counted.items())
    return drawing.done("strip", f"{caption}. {drawing.tally(labels.counted, seen)}")


def _widths(counts: list[int], width: int) -> list[float]:
    """The width of each part; the rarest can still be seen, at the cost of the others."""
    spare = width - _NARROWEST * len(counts)
    return [_NARROWEST + spare * count / sum(counts) for count in counts]
