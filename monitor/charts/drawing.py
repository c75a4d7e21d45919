"""What every chart is drawn with: escaped text, cells with symbols, legends, one SVG element around it. Pure.

There is no script, no style, no link and no reference in it, so it suits a page with any Content-Security-Policy.
Lengths are the units of the view box, meant as pixels at full size; ``x`` is counted from the side where the language
begins to read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from monitor.charts.labels import Labels
from monitor.charts.paint import LIGHT, SYMBOLS, DayMark

CELL = 13
"""The side of a day."""
LETTER = 12
"""The size of letters."""
SMALL = 11
_LONGEST = 300
_LONGEST_DESCRIPTION = 3000
_ID = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_KEPT_SPACES = "\u00a0\u202f"
"""No-break spaces, which French wants."""
_MARKS = 3
"""Combining marks in a row; more would paint over what is above."""


@dataclass(frozen=True, slots=True)
class About:
    """What a chart says of itself to those who do not see it."""

    id: str
    """Unique on the page: the ids in the chart begin with it. ASCII letters, digits, ``-`` and ``_``."""
    title: str
    description: str = ""
    """Empty: the chart counts what it shows."""
    headed: bool = False
    """Whether the title is drawn too, for a chart that stands alone."""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"id of a chart {self.id!r}: use a letter, then ASCII letters, digits, '-' and '_'")


class Box(NamedTuple):
    """Where something stands, and what is said when it is pointed at."""

    x: float
    y: float
    width: float = CELL
    height: float = CELL
    title: str = ""


Swatch = Callable[[Box], None]
"""Draws a sample for a legend."""


def clean(text: str, longest: int = _LONGEST) -> str:
    """The text on one line, cut to so many characters, without control, direction and other invisible characters."""
    shown: list[str] = []
    marks = 0
    for char in text[: 4 * longest]:
        category = unicodedata.category(char)
        marks = marks + 1 if category[0] == "M" else 0
        if char in _KEPT_SPACES:
            shown.append(char)
        elif category[0] in "CZ":
            shown.append("" if category in ("Cf", "Cs") else " ")
        elif marks <= _MARKS:
            shown.append(char)
    plain = " ".join(part for part in "".join(shown).split(" ") if part)
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def written(text: str) -> str:
    """The text as it may stand in an element or attribute."""
    return escape(clean(text))


def number(length: float) -> str:
    """A length in as few characters as a tenth of a unit needs."""
    text = f"{length:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def breadth(text: str, size: float = LETTER) -> float:
    """About how wide a text is; no font is at hand to measure it."""
    em = sum(1.05 if unicodedata.east_asian_width(char) in "WF" else 0.54 for char in text)
    return em * size


def fitted(text: str, width: float, size: float = LETTER) -> str:
    """The text, its end replaced by an ellipsis where it is about wider than that."""
    text = clean(text)
    if breadth(text, size) <= width:
        return text
    while text and breadth(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


class Drawing:
    """A chart in the making, from top to bottom; ``y`` is where the next part goes."""

    def __init__(self, about: About, labels: Labels, width: float) -> None:
        self.about = about
        self.labels = labels
        self.width = width
        self.y: float = 4
        self._from_right = labels.from_right
        self._parts: list[str] = []
        if about.headed:
            self._head()

    def _head(self) -> None:
        for line in wrapped(clean(self.about.title), self.width, 14):
            self.y += 16
            self.write(line, 0, self.y, size=14, bold=True)
        self.y += 10

    def left(self, x: float, width: float = 0) -> float:
        """The left edge, as SVG counts, of something that begins at ``x`` and is so wide."""
        return self.width - x - width if self._from_right else x

    def add(self, element: str) -> None:
        self._parts.append(element)

    def write(
        self, text: str, x: float, y: float, *, anchor: str = "start", size: int = LETTER, bold: bool = False
    ) -> None:
        """Write on the base line ``y``; ``anchor``: whether the text starts, has its middle or ends at ``x``."""
        attributes = f' text-anchor="{anchor}"' if anchor != "start" else ""
        attributes += f' font-size="{size}"' if size != LETTER else ""
        attributes += ' font-weight="bold"' if bold else ""
        self.add(f'<text x="{number(self.left(x))}" y="{number(y)}"{attributes}>{written(text)}</text>')

    def line(self, path: str, *, dashes: str = "", width: float = 1) -> None:
        """Draw strokes that say nothing by themselves."""
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self.add(
            f'<path class="sw-line" d="{path}" fill="none" stroke="{LIGHT.line}" stroke-width="{number(width)}"'
            f'{dashed} pointer-events="none"/>'
        )

    def outline(self, box: Box) -> str:
        """The path around the inside of a box."""
        left, wide = self.left(box.x, box.width) + 0.5, box.width - 1
        return f"M{number(left)} {number(box.y + 0.5)}h{number(wide)}v{number(box.height - 1)}h{number(-wide)}z"

    def cells(self, mark: DayMark, boxes: Iterable[Box]) -> None:
        """Draw boxes of one state, each with as many symbols as there is room for."""
        paint, symbol, boxes = LIGHT.marks[mark], SYMBOLS[mark], list(boxes)
        dashes = ' stroke-dasharray="2 2"' if mark is DayMark.NOT_MEASURED else ""
        self.add(f'<g class="sw-{mark}" fill="{paint.fill}" stroke="{paint.edge}"{dashes}>')
        for box in boxes:
            self.add(pointed(f'<path d="{self.outline(box)}"', "path", box.title))
        self.add("</g>")
        if signs := "".join(sign for box in boxes for sign in self._signs(mark, box)):
            self.add(
                f'<path class="sw-{mark}-sign" d="{signs}" fill="none" stroke="{paint.ink}" '
                f'stroke-width="{number(symbol.width)}" stroke-linecap="round" pointer-events="none"/>'
            )

    def _signs(self, mark: DayMark, box: Box) -> Iterator[str]:
        if box.width < CELL - 2 or box.height < CELL - 2:
            return
        count = max(int(box.width // (2 * CELL)), 1)
        left, top = self.left(box.x, box.width), box.y + (box.height - CELL) / 2
        for place in range(count):
            start = left + box.width * (place + 0.5) / count - CELL / 2
            for x, y, path in SYMBOLS[mark].strokes:
                yield f"M{number(start + x)} {number(top + y)}{path}"

    def legend(self, entries: Iterable[tuple[Swatch, str]]) -> None:
        """Write small samples with their meaning, as many in a line as there is room for."""
        x: float = 0
        self.y += 8
        for swatch, meaning in entries:
            text = fitted(meaning, self.width - CELL - 6, SMALL)
            wide = CELL + 6 + breadth(text, SMALL)
            if x and x + wide > self.width:
                x, self.y = 0, self.y + 18
            swatch(Box(x, self.y))
            self.write(text, x + CELL + 6, self.y + 10.5, size=SMALL)
            x += wide + 14
        self.y += CELL + 6

    def mark_legend(self, shown: Iterable[DayMark]) -> list[tuple[Swatch, str]]:
        """Entries for the states that are shown, in their order."""
        shown = set(shown)
        return [(self.swatch(mark), self.labels.marks[mark]) for mark in DayMark if mark in shown]

    def swatch(self, mark: DayMark) -> Swatch:
        """Draws one day of a state."""
        return lambda box: self.cells(mark, [box])

    def tally(self, counted: str, counts: Mapping[DayMark, int]) -> str:
        """How often each state is there: ``Days. Slot shown: 3. No slot offered: 300.``, in one line."""
        names, colon, voice = self.labels.marks, self.labels.colon, self.labels.voice
        said = (f"{names[mark]}{colon}{voice.number(counts[mark])}." for mark in DayMark if counts.get(mark))
        return " ".join([f"{counted}.", *said])

    def nothing(self, kind: str) -> str:
        """The chart of nothing at all."""
        self.write(self.labels.empty, 0, self.y + 14)
        self.y += 22
        return self.done(kind, "")

    def done(self, kind: str, counted: str) -> str:
        """The whole SVG element; ``counted`` describes what it shows where the caller did not."""
        about = self.about
        wide, high = number(self.width), number(self.y)
        description = escape(clean(about.description or counted or self.labels.empty, _LONGEST_DESCRIPTION))
        opening = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" '
            f'class="sw-chart sw-{kind}" aria-labelledby="{about.id}-title {about.id}-desc" '
            f'lang="{escape(self.labels.language)}" direction="{"rtl" if self._from_right else "ltr"}" '
            f'font-family="system-ui,sans-serif" font-size="{LETTER}" fill="{LIGHT.text}">'
        )
        return "\n".join(
            [
                opening,
                f'<title id="{about.id}-title">{written(about.title)}</title>',
                f'<desc id="{about.id}-desc">{description}</desc>',
                f'<rect class="sw-paper" width="{wide}" height="{high}" fill="{LIGHT.paper}"/>',
                *self._parts,
                "</svg>\n",
            ]
        )


def pointed(opening: str, name: str, title: str) -> str:
    """An element, opened but for its last sign, with what is said when it is pointed at."""
    return f"{opening}><title>{written(title)}</title></{name}>" if title else f"{opening}/>"


def wrapped(text: str, width: float, size: float = LETTER) -> list[str]:
    """The text in lines that are about at most so wide."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and breadth(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(fitted(word, width, size))
    return lines
