"""Spells on a time axis, one row for each of those who looked; what nobody saw stays a hole. Pure.

Lengths are true to scale; where spells are too short to be told apart, the bar shows what most of them are. A spell
without room for its symbol has it above the bar: slots first, so that a short one is never lost among errors. Symbols
that would cover each other are drawn as one, which says how many they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.charts.drawing import CELL, SMALL, About, Box, Drawing, breadth, fitted, number
from monitor.charts.labels import Labels
from monitor.charts.paint import DayMark
from monitor.charts.ticks import ticks

_HEIGHT = 18
_VISIBLE = 3
"""A spell that stands alone is drawn at least so wide."""
_CRUMB = 1
"""Narrower pieces cannot be told apart; what most of them are decides."""
_SHORTEST = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Segment:
    """One spell: a run of looks with the same answer."""

    start: datetime
    end: datetime
    """The last look of the run; the same as ``start`` for one look."""
    mark: DayMark
    label: str = ""
    """Said, with its times, when it is pointed at; empty: the name of its state."""


@dataclass(frozen=True, slots=True)
class Row:
    """The spells seen from one vantage, or by people."""

    name: str
    segments: Sequence[Segment]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Turns moments into units, and runs of spells into words."""

    start: datetime
    end: datetime
    width: float
    zone: str
    labels: Labels

    def x(self, moment: datetime) -> float:
        """Where a moment is; those outside are at the edge."""
        share = (moment - self.start) / (self.end - self.start)
        return min(max(share, 0), 1) * self.width

    def said(self, run: Sequence[Segment]) -> str:
        """What a run of spells of one state is, and when."""
        names = {one.label for one in run}
        name = names.pop() if len(names) == 1 else ""
        name = name or self.labels.marks[run[0].mark]
        count = f"{self.labels.voice.number(len(run))} × " if len(run) > 1 else ""
        when = self.labels.voice.between(run[0].start, max(one.end for one in run), self.zone)
        return f"{count}{name}{self.labels.colon}{when}"


@dataclass(slots=True)
class _Piece:
    """What is drawn in one colour: a spell, or several that could not be told apart."""

    left: float
    right: float
    shares: dict[DayMark, float]
    """How much of it is of which state."""
    segments: list[Segment]

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def mark(self) -> DayMark:
        """What most of it is; of several, the first in the order of legends."""
        return max(DayMark, key=lambda mark: self.shares.get(mark, -1.0))

    def joins(self, following: _Piece) -> bool:
        """Whether the two are drawn as one: a crumb with what follows, or one state, hardly interrupted."""
        gap = following.left - self.right
        if gap >= _CRUMB:
            return False
        return self.width < _CRUMB or (self.mark is following.mark and 4 * gap < min(self.width, following.width))

    def absorb(self, following: _Piece) -> None:
        self.right = max(self.right, following.right)
        self.segments += following.segments
        for mark, width in following.shares.items():
            self.shares[mark] = self.shares.get(mark, 0) + width


def timeline(
    about: About,
    rows: Iterable[Row],
    labels: Labels,
    *,
    start: datetime,
    end: datetime,
    zone: str,
    width: int = 480,
) -> str:
    """SVG of spells between two moments (at least two hours apart, else ``end`` is later), days those of ``zone``.

    What lies outside is left out. Raises ``ValueError`` for times without a zone, or an end before its start.
    """
    rows = list(rows)
    for first, last in [(start, end), *((one.start, one.end) for row in rows for one in row.segments)]:
        if first.tzinfo is None or last.tzinfo is None or last < first:
            raise ValueError(f"timeline {about.id!r}: from {first} to {last}: give aware times, the earlier one first")
    drawing = Drawing(about, labels, width)
    # Differences of local times of one zone would forget that its clock was changed in between.
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    scale = _Scale(start, max(end, start + _SHORTEST), width, zone, labels)
    inside = [
        replace(row, segments=sorted(_inside(row.segments, start, scale.end), key=lambda one: (one.start, one.end)))
        for row in rows
    ]
    if not any(row.segments for row in inside):
        return drawing.nothing("timeline")
    for row in inside:
        _row(drawing, row, scale)
    _axis(drawing, scale)
    drawing.legend(drawing.mark_legend({DayMark.NOT_MEASURED, *(one.mark for row in inside for one in row.segments)}))
    return drawing.done("timeline", _described(drawing, inside, scale))


def _inside(segments: Iterable[Segment], start: datetime, end: datetime) -> list[Segment]:
    universal = (replace(one, start=one.start.astimezone(UTC), end=one.end.astimezone(UTC)) for one in segments)
    return [one for one in universal if one.end >= start and one.start <= end]


def _row(drawing: Drawing, row: Row, scale: _Scale) -> None:
    if row.name:
        drawing.write(fitted(row.name, drawing.width), 0, drawing.y + 12, bold=True)
        drawing.y += 18
    pieces = _pieces(row.segments, scale)
    if above := _above(pieces, scale):
        for mark, found in above.items():
            drawing.cells(mark, [box._replace(y=drawing.y) for box in found])
        drawing.y += CELL + 2
    # What was not measured is what nothing is drawn over.
    drawing.cells(DayMark.NOT_MEASURED, [Box(0, drawing.y, scale.width, _HEIGHT)])
    for mark in reversed(DayMark):
        if of_mark := [piece for piece in pieces if piece.mark is mark]:
            drawing.cells(mark, [_box(piece, mark, scale, drawing.y) for piece in of_mark])
    drawing.y += _HEIGHT + 8


def _box(piece: _Piece, mark: DayMark, scale: _Scale, y: float) -> Box:
    said = scale.said([one for one in piece.segments if one.mark is mark])
    return Box(piece.left, y, piece.width, _HEIGHT, said)


def _pieces(segments: Sequence[Segment], scale: _Scale) -> list[_Piece]:
    """What the bar is made of, from its start: never more than there is room to see."""
    pieces: list[_Piece] = []
    for at, one in enumerate(segments):
        left, right = scale.x(one.start), scale.x(one.end)
        before = scale.x(segments[at - 1].end) if at else 0
        after = scale.x(segments[at + 1].start) if at + 1 < len(segments) else scale.width
        # A short one takes half of the hole on either side at most, so that neighbours never meet.
        wanted = max(_VISIBLE - (right - left), 0) / 2
        left -= min(wanted, max(left - before, 0) / 2)
        right += min(wanted, max(after - right, 0) / 2)
        piece = _Piece(left, right, {one.mark: right - left}, [one])
        while pieces and pieces[-1].joins(piece):
            pieces[-1].absorb(piece)
            piece = pieces.pop()
        pieces.append(piece)
    return pieces


def _above(pieces: Sequence[_Piece], scale: _Scale) -> dict[DayMark, list[Box]]:
    """Symbols for spells whose piece has none of theirs, where there is room."""
    small = [one for piece in pieces for one in piece.segments if one.mark is not piece.mark or piece.width < CELL - 2]
    taken: list[tuple[float, list[Segment]]] = []
    for one in sorted(small, key=lambda one: list(DayMark).index(one.mark)):
        if one.mark is DayMark.NOT_MEASURED:
            continue
        left = (scale.x(one.start) + scale.x(one.end) - CELL) / 2
        left = min(max(left, 0), scale.width - CELL)
        covered = next((run for other, run in taken if abs(other - left) <= CELL + 1), None)
        if covered is None:
            taken.append((left, [one]))
        elif covered[0].mark is one.mark:
            covered.append(one)
    found: dict[DayMark, list[Box]] = {}
    for left, run in taken:
        found.setdefault(run[0].mark, []).append(Box(left, 0, title=scale.said(run)))
    return found


def _axis(drawing: Drawing, scale: _Scale) -> None:
    widest = max(breadth(month, SMALL) for month in drawing.labels.short_months) + 4 * SMALL
    found = ticks(scale.start, scale.end, ZoneInfo(scale.zone), drawing.labels, int(scale.width // widest))
    places = [scale.x(tick.at) for tick in found]
    drawing.line("".join(f"M{number(drawing.left(x))} {number(drawing.y - 5)}v6" for x in places))
    for x, tick in zip(places, found, strict=True):
        # A word at an edge begins or ends there, so that nothing of it is cut off.
        half = breadth(tick.text, SMALL) / 2
        anchor = "start" if x < half else "end" if x > scale.width - half else "middle"
        drawing.write(tick.text, x, drawing.y + 13, anchor=anchor, size=SMALL)
        if tick.below:
            drawing.write(tick.below, x, drawing.y + 27, anchor=anchor, size=SMALL, bold=True)
    drawing.y += 32 if any(tick.below for tick in found) else 18


def _described(drawing: Drawing, rows: Sequence[Row], scale: _Scale) -> str:
    labels = drawing.labels
    parts = [f"{labels.voice.between(scale.start, scale.end, scale.zone)}."]
    for row in rows:
        counts = Counter(one.mark for one in row.segments)
        parts.append(f"{row.name}. " * bool(row.name) + drawing.tally(labels.spells, counts))
    return " ".join(parts)
