"""A calendar of days, month by month, each day with its state. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

from monitor.charts.drawing import CELL, About, Box, Drawing, fitted, number
from monitor.charts.labels import Labels
from monitor.charts.paint import LIGHT, DayMark

_PITCH = CELL + 2
_GAP = 18
_MONTH = 7 * _PITCH - 2
_HEAD = 32
_SMALL = 9


@dataclass(frozen=True, slots=True)
class Day:
    """One local day of a target's zone."""

    day: date
    mark: DayMark
    title: str = ""
    """Said when it is pointed at, with its date; empty: the date and the name of its state."""
    note: str = ""
    """Something that happened on it: marks a corner, and is added to what is said."""


def year_calendar(
    about: About,
    days: Iterable[Day],
    labels: Labels,
    *,
    first: date | None = None,
    last: date | None = None,
    columns: int = 3,
) -> str:
    """SVG of every day from ``first`` to ``last`` (by default those of the days given), ``columns`` months in a row.

    Days that are not given were not measured. Raises ``ValueError`` where a day comes twice or stands outside.
    """
    given = list(days)
    known = {day.day: day for day in given}
    if len(known) < len(given):
        raise ValueError(f"calendar {about.id!r}: a day is given twice")
    first, last = first or min(known, default=None), last or max(known, default=None)
    if columns < 1:
        raise ValueError(f"calendar {about.id!r}: columns: {columns} is less than 1")
    drawing = Drawing(about, labels, columns * (_MONTH + _GAP) - _GAP)
    if first is None or last is None or last < first:
        return drawing.nothing("year")
    if known and (min(known) < first or max(known) > last):
        raise ValueError(f"calendar {about.id!r}: a day is outside the span from {first} to {last}")
    boxes = _months(drawing, first, last, columns)
    shown = {day: known.get(day, Day(day, DayMark.NOT_MEASURED)) for day in boxes}
    for mark in DayMark:
        if of_mark := [boxes[day]._replace(title=_said(one, labels)) for day, one in shown.items() if one.mark is mark]:
            drawing.cells(mark, of_mark)
    noted = [boxes[day] for day, one in shown.items() if one.note]
    counts = Counter(one.mark for one in shown.values())
    legend = drawing.mark_legend(counts)
    if noted:
        _corners(drawing, noted)
        legend.append((partial(_sample, drawing), labels.marker))
    drawing.legend(legend)
    return drawing.done("year", drawing.tally(labels.days, counts))


def _months(drawing: Drawing, first: date, last: date, columns: int) -> Mapping[date, Box]:
    """Write the names of months and weekdays, and say where each day goes."""
    boxes: dict[date, Box] = {}
    month, place, height = first.replace(day=1), 0, 0
    while month <= last:
        following = (month + timedelta(days=31)).replace(day=1)
        if place and place % columns == 0:
            drawing.y += height + 10
            height = 0
        x = place % columns * (_MONTH + _GAP)
        _names(drawing, month, x)
        for since in range((following - month).days):
            day = month + timedelta(days=since)
            week = (since + month.weekday()) // 7
            if first <= day <= last:
                height = max(height, _HEAD + (week + 1) * _PITCH)
                boxes[day] = Box(x + day.weekday() * _PITCH, drawing.y + _HEAD + week * _PITCH)
        month, place = following, place + 1
    drawing.y += height
    return boxes


def _names(drawing: Drawing, month: date, x: float) -> None:
    labels = drawing.labels
    name = fitted(f"{labels.months[month.month - 1]} {month.year}", _MONTH)
    drawing.write(name, x, drawing.y + 12, bold=True)
    for weekday, initial in enumerate(labels.initials):
        middle = x + weekday * _PITCH + CELL / 2
        drawing.write(initial, middle, drawing.y + 27, anchor="middle", size=_SMALL)


def _said(one: Day, labels: Labels) -> str:
    # Noon: the same day, whatever the zone of who asks.
    said = one.title or labels.colon.join(
        [
            labels.voice.day(datetime(one.day.year, one.day.month, one.day.day, 12, tzinfo=UTC), "UTC"),
            labels.marks[one.mark],
        ]
    )
    return f"{said} · {one.note}" if one.note else said


def _corners(drawing: Drawing, boxes: Iterable[Box]) -> None:
    """A triangle in the last upper corner of each box, which no symbol reaches."""
    ends = ((drawing.left(box.x + box.width), drawing.left(box.x + box.width - 6), box.y) for box in boxes)
    path = "".join(
        f"M{number(end)} {number(top)}H{number(other)}L{number(end)} {number(top + 6)}z" for end, other, top in ends
    )
    drawing.add(f'<path class="sw-note" d="{path}" fill="{LIGHT.text}" stroke="{LIGHT.paper}" pointer-events="none"/>')


def _sample(drawing: Drawing, box: Box) -> None:
    drawing.cells(DayMark.NOT_MEASURED, [box])
    _corners(drawing, [box])
