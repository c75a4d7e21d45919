"""Cards that other sites show beside a link: the latest published days as squares, and a bar of shares. Pure.

There are no letters on them, for no font can be counted on: their words are the page's title and the image's ``alt``.
Each state has its symbol as well as its colour, as on every chart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from monitor.charts import DayMark
from monitor.charts.paint import LIGHT
from monitor.report.figures import MARKS, day_marks
from monitor.site.facts import Site, SiteTarget
from monitor.site.machine import places
from monitor.site.machine.places import File, OfTarget
from monitor.site.machine.png import Picture
from monitor.store.period_rows import MACHINE

WIDTH, HEIGHT = 1200, 630
_MARGIN = 60
_ACROSS = 10
"""Days in a row of a target's card."""
_ROWS = 12
"""Targets on the card of the site."""
Box = tuple[int, int, int, int]
"""Left, top, width, height."""


def card_of_target(one: SiteTarget) -> File:
    """The latest published days, ten in a row, and how the looks on schedule are shared out."""
    counts: Counter[DayMark] = Counter()
    for reason in one.lately.machine.reasons:
        counts[MARKS[reason.outcome]] += reason.anchored
    return File(OfTarget(one.slug).card, _drawn(tuple(_marks(one)), tuple(counts.items())))


@lru_cache(maxsize=256)  # pages of which no slot was seen at any look have the same card
def _drawn(marks: tuple[DayMark, ...], counts: tuple[tuple[DayMark, int], ...]) -> bytes:
    picture = Picture(WIDTH, HEIGHT, LIGHT.paper)
    pitch = (WIDTH - 2 * _MARGIN) // _ACROSS
    for place, mark in enumerate(marks):
        left, top = _MARGIN + place % _ACROSS * pitch, _MARGIN + place // _ACROSS * 124
        _square(picture, (left, top, pitch - 10, 112), mark)
    _bar(picture, Counter(dict(counts)), HEIGHT - _MARGIN - 80)
    return picture.png()


def card_of_site(site: Site) -> File:
    """One line of days for each of a dozen targets: those with the highest share without slot."""
    picture = Picture(WIDTH, HEIGHT, LIGHT.paper)
    told = [one for one in site.watched if one.share_without is not None]
    chosen = sorted(told, key=lambda one: (-(one.share_without or 0), one.slug))[:_ROWS]
    high = min((HEIGHT - 2 * _MARGIN) // max(len(chosen), 1), 120)
    for row, one in enumerate(chosen):
        marks = _marks(one)
        pitch = (WIDTH - 2 * _MARGIN) // len(marks)
        for place, mark in enumerate(marks):
            _square(picture, (_MARGIN + place * pitch, _MARGIN + row * high, pitch - 4, high - 6), mark)
    return File(places.CARD, picture.png())


def _marks(one: SiteTarget) -> Sequence[DayMark]:
    """What each of the latest published days was like, the oldest first."""
    known, span = day_marks(one.lately.rows_of(MACHINE)), one.lately.span
    days = (span.first + timedelta(days=since) for since in range(span.days))
    return [known.get(day.isoformat(), DayMark.NOT_MEASURED) for day in days]


def _bar(picture: Picture, counts: Counter[DayMark], top: int) -> None:
    whole, left = sum(counts.values()), 0
    wide = WIDTH - 2 * _MARGIN - 10
    if not whole:
        _square(picture, (_MARGIN, top, wide, 80), DayMark.NOT_MEASURED)
        return
    seen = 0
    for mark in DayMark:
        if counts[mark]:
            seen += counts[mark]
            # The rarest can still be seen.
            right = max(wide * seen // whole, left + 6)
            _square(picture, (_MARGIN + left, top, right - left, 80), mark)
            left = right


def _square(picture: Picture, box: Box, mark: DayMark) -> None:
    """One day, or one part of the bar, with its symbol where there is room."""
    paint, (left, top, width, height) = LIGHT.marks[mark], box
    picture.fill(left, top, width, height, paint.edge)
    picture.fill(left + 2, top + 2, width - 4, height - 4, paint.fill)
    if width < 24:
        return
    size = min(width, height) // 4
    x, y, thick = left + width // 2, top + height // 2, max(size // 4, 3)
    match mark:
        case DayMark.SLOTS:
            picture.disc(x, y, size * 2 // 3, paint.ink)
        case DayMark.NONE:
            picture.fill(x - size, y - thick // 2, 2 * size, thick, paint.ink)
        case DayMark.CLOSED:
            picture.fill(x - size, y - size, 2 * size, 2 * size, paint.ink)
            picture.fill(x - size + thick, y - size + thick, 2 * (size - thick), 2 * (size - thick), paint.fill)
        case DayMark.ERROR:
            picture.slant(x - size, y - size, 2 * size, thick, paint.ink)
            picture.slant(x - size, y - size, 2 * size, thick, paint.ink, falling=True)
        case DayMark.TURNED_AWAY:
            picture.slant(x - size, y - size, 2 * size, thick, paint.ink)
        case DayMark.GATED:
            picture.fill(x - size // 2 - thick, y - size, thick, 2 * size, paint.ink)
            picture.fill(x + size // 2, y - size, thick, 2 * size, paint.ink)
        case DayMark.UNREAD:
            picture.fill(x - thick // 2, y - size, thick, size * 5 // 4, paint.ink)
            picture.disc(x, y + size * 3 // 4, thick * 2 // 3, paint.ink)
        case DayMark.NOT_MEASURED:
            picture.disc(x, y, 2, paint.edge)
