"""The charts of a report: a calendar of days, and a time line of spells. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from monitor.charts import ENGLISH, FRENCH, About, Day, DayMark, Labels, Segment, timeline, year_calendar
from monitor.charts import Row as TimelineRow
from monitor.clock import from_iso
from monitor.locale import words
from monitor.report.document import saying
from monitor.report.format import printable
from monitor.report.period import Facts
from monitor.store.period_rows import MACHINE, PERSON
from probes.contract import Outcome

if TYPE_CHECKING:
    from monitor.store.period_rows import DayRow

LABELS: Mapping[str, Labels] = {"en": ENGLISH, "fr": FRENCH}
MARKS: Mapping[str, DayMark] = {
    Outcome.SLOTS: DayMark.SLOTS,
    Outcome.NO_SLOTS: DayMark.NONE,
    Outcome.CLOSED: DayMark.CLOSED,
    Outcome.FAILING: DayMark.ERROR,
    Outcome.REFUSED: DayMark.TURNED_AWAY,
    Outcome.GATED: DayMark.GATED,
    Outcome.UNRECOGNISED: DayMark.UNREAD,
    Outcome.OFFLINE: DayMark.NOT_MEASURED,
}
_ANSWERS = (Outcome.SLOTS, Outcome.NO_SLOTS, Outcome.CLOSED)
_MOST_DAYS = 800


def day_marks(rows: Iterable[DayRow]) -> dict[str, DayMark]:
    """What each local day was like: slots if any look showed some, else none or closed if any look said so.

    Else what most looks met.
    """
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        of_day = counts.setdefault(row.day, {})
        of_day[row.outcome] = of_day.get(row.outcome, 0) + row.anchored + row.extra
    return {day: MARKS[_decides(of_day)] for day, of_day in counts.items()}


def _decides(counts: Mapping[str, int]) -> str:
    answer = next((outcome for outcome in _ANSWERS if counts.get(outcome)), None)
    return answer or max(sorted(counts), key=lambda outcome: counts[outcome])


def figures(facts: Facts, language: str, number: int, now: datetime) -> tuple[str, ...]:
    """SVG elements for one target; ``number`` keeps their ids apart on a page."""
    voice, labels, name = saying(language), LABELS[language], facts.target.name
    start, end = facts.span.bounds(facts.target.timezone)
    drawn = []
    if facts.span.days <= _MOST_DAYS:
        days = [Day(date.fromisoformat(day), mark) for day, mark in sorted(day_marks(facts.rows_of(MACHINE)).items())]
        about = About(f"days{number}", voice.say("Days of {name}", name=printable(name)))
        drawn.append(year_calendar(about, days, labels, first=facts.span.first, last=facts.span.last))
    rows = [
        TimelineRow("" if who == MACHINE else voice.say("Looks by people"), segments)
        for who in (MACHINE, PERSON)
        if (segments := _segments(facts, who, (start, end), language))
    ]
    if rows:
        about = About(
            f"spells{number}", voice.say("Runs of looks with the same answer at {name}", name=printable(name))
        )
        until = max(min(end, now), start)
        drawn.append(timeline(about, rows, labels, start=start, end=until, zone=facts.target.timezone))
    return tuple(drawn)


def _segments(facts: Facts, who: str, bounds: tuple[datetime, datetime], language: str) -> list[Segment]:
    start, end = (moment.astimezone(UTC) for moment in bounds)
    found = []
    for row in facts.spells:
        if row.who != who:
            continue
        first, last = max(from_iso(row.first_at), start), min(from_iso(row.last_at), end)
        label = words.short(Outcome(row.outcome), language)
        found.append(Segment(first, max(last, first), MARKS[row.outcome], label))
    return found
