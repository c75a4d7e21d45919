"""What each state of a day looks like: a colour pair and a symbol, in light, dark and print. Pure.

No state is told by its colour alone: each has a symbol of its own, and the same one in the terminal. The colours are
blue against orange with greys between, which the common kinds of colour blindness keep apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class DayMark(StrEnum):
    """What a day, or a spell, was like; the order is that of legends."""

    SLOTS = "slots"
    NONE = "none"
    CLOSED = "closed"
    ERROR = "error"
    TURNED_AWAY = "turned_away"
    GATED = "gated"
    UNREAD = "unread"
    """The page was not understood."""
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One state's sign: strokes in a box of 13 units, and what stands for it in a terminal."""

    strokes: tuple[tuple[float, float, str], ...]
    """Where each begins, and its relative SVG path from there."""
    width: float
    terminal: str
    plain: str
    """For terminals that know ASCII only."""


SYMBOLS: Mapping[DayMark, Symbol] = {
    DayMark.SLOTS: Symbol(((6.5, 6.5, "h.01"),), 6, "●", "O"),  # a stroke of no length with a round end is a disc
    DayMark.NONE: Symbol(((3.5, 6.5, "h6"),), 1.8, "–", "-"),
    DayMark.CLOSED: Symbol(((4, 4, "h5v5h-5z"),), 1.6, "■", "#"),
    DayMark.ERROR: Symbol(((4, 4, "l5 5"), (9, 4, "l-5 5")), 1.8, "×", "x"),
    DayMark.TURNED_AWAY: Symbol(((4, 9, "l5-5"),), 1.8, "/", "/"),
    DayMark.GATED: Symbol(((4.7, 3.7, "v5.6"), (8.3, 3.7, "v5.6")), 1.8, "║", "|"),
    DayMark.UNREAD: Symbol(((4.6, 4.9, "c0-2.6 3.9-2.6 3.9 0c0 1.4-2 1.4-2 2.9"), (6.5, 10.2, "h.01")), 1.6, "?", "?"),
    DayMark.NOT_MEASURED: Symbol((), 0, "·", "."),
}


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of one state: of its surface, of the symbol on it, and of its edge."""

    fill: str
    ink: str
    edge: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of a chart."""

    paper: str
    text: str
    line: str
    """Edges, hatching, axes."""
    value: str
    """The squares of a weekday and hour map."""
    marks: Mapping[DayMark, Paint]


LIGHT = Theme(
    paper="#ffffff",
    text="#1c1f23",
    line="#767c83",
    value="#00508a",
    marks={
        DayMark.SLOTS: Paint("#00508a", "#ffffff", "#00508a"),
        DayMark.NONE: Paint("#fbd3a3", "#5b3200", "#ae6a14"),
        DayMark.CLOSED: Paint("#dcd0ee", "#3f2469", "#7d61ab"),
        DayMark.ERROR: Paint("#a63d2f", "#ffffff", "#a63d2f"),
        DayMark.TURNED_AWAY: Paint("#dfe2e5", "#33383d", "#767c83"),
        DayMark.GATED: Paint("#fbf3b9", "#4c4200", "#8f7f1f"),
        DayMark.UNREAD: Paint("#cdeaf1", "#0d4554", "#3f8193"),
        DayMark.NOT_MEASURED: Paint("#ffffff", "#1c1f23", "#8a9097"),
    },
)
DARK = Theme(
    paper="#15181c",
    text="#e8eaed",
    line="#8d959d",
    value="#86c8ff",
    marks={
        DayMark.SLOTS: Paint("#86c8ff", "#00243f", "#86c8ff"),
        DayMark.NONE: Paint("#5c3b0e", "#ffdcae", "#b98036"),
        DayMark.CLOSED: Paint("#3e2f5a", "#e2d3ff", "#9a80cc"),
        DayMark.ERROR: Paint("#ef9184", "#2e0300", "#ef9184"),
        DayMark.TURNED_AWAY: Paint("#363c42", "#e3e6e9", "#939ba3"),
        DayMark.GATED: Paint("#474010", "#fff2a8", "#a8983a"),
        DayMark.UNREAD: Paint("#15414e", "#c6f1fc", "#58a0b4"),
        DayMark.NOT_MEASURED: Paint("#15181c", "#e8eaed", "#7d858d"),
    },
)
PRINT = Theme(
    paper="#ffffff",
    text="#000000",
    line="#555555",
    value="#000000",
    marks={
        DayMark.SLOTS: Paint("#000000", "#ffffff", "#000000"),
        DayMark.NONE: Paint("#dddddd", "#000000", "#555555"),
        DayMark.CLOSED: Paint("#ffffff", "#000000", "#000000"),
        DayMark.ERROR: Paint("#ffffff", "#000000", "#000000"),
        DayMark.TURNED_AWAY: Paint("#ffffff", "#000000", "#000000"),
        DayMark.GATED: Paint("#ffffff", "#000000", "#000000"),
        DayMark.UNREAD: Paint("#ffffff", "#000000", "#000000"),
        DayMark.NOT_MEASURED: Paint("#ffffff", "#000000", "#777777"),
    },
)
WIDEST = {"year": 26, "week": 36, "timeline": 44, "strip": 28}
"""How wide a chart of each kind is shown at most, in rem: beyond that its words would be larger than the page's."""


def stylesheet() -> str:
    """The CSS for pages with charts: sizes, dark mode, print. Without it charts are light and as wide as they may be.

    Charts carry the light colours as attributes, which any rule of a style sheet overrides.
    """
    sizes = "".join(f".sw-{kind}{{max-width:{rem}rem}}" for kind, rem in WIDEST.items())
    return "\n".join(
        [
            f".sw-chart{{display:block;width:100%;height:auto}}{sizes}",
            f"@media screen and (prefers-color-scheme:dark){{{_rules(DARK)}}}",
            f"@media print{{.sw-chart{{print-color-adjust:exact;break-inside:avoid}}{_rules(PRINT)}}}",
            "",
        ]
    )


def _rules(theme: Theme) -> str:
    rules = [
        f".sw-chart{{fill:{theme.text}}}",
        f".sw-paper{{fill:{theme.paper}}}",
        f".sw-line{{stroke:{theme.line}}}",
        f".sw-note{{fill:{theme.text};stroke:{theme.paper}}}",
        f".sw-value{{fill:{theme.value}}}",
    ]
    for mark, paint in theme.marks.items():
        rules.append(f".sw-{mark}{{fill:{paint.fill};stroke:{paint.edge}}}")
        rules.append(f".sw-{mark}-sign{{stroke:{paint.ink}}}")
    return "".join(rules)
