"""The calendar: every local day once, in its place."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from monitor.charts import ENGLISH, FRENCH, About, Day, DayMark, year_calendar
from tests.monitor.charts.test_svg import shown, titles

X = About("x", "x")


def days(first: date, last: date, mark: DayMark = DayMark.NONE) -> list[Day]:
    return [Day(first + timedelta(days=number), mark) for number in range((last - first).days + 1)]


def cells(svg: str) -> Counter[str]:
    """How many days of each state there are, without the samples in the legend, which have no title."""
    found: Counter[str] = Counter()
    for mark, inside in re.findall(r'<g class="sw-(\w+)"[^>]*>(.*?)</g>', svg, re.DOTALL):
        found[mark] += inside.count("<title>")
    return +found


@pytest.mark.parametrize(
    ("first", "last", "count", "months", "why"),
    [
        (date(2019, 1, 1), date(2019, 12, 31), 365, 12, "a year"),
        (date(2020, 1, 1), date(2020, 12, 31), 366, 12, "a leap year"),
        (date(2020, 2, 29), date(2020, 2, 29), 1, 1, "one day"),
        (date(2018, 12, 20), date(2019, 1, 10), 22, 2, "over New Year"),
        (date(2018, 10, 27), date(2018, 10, 29), 3, 1, "a day of 25 hours is a day"),
        (date(2018, 3, 24), date(2018, 3, 26), 3, 1, "and so is one of 23"),
        (date(2017, 6, 1), date(2019, 5, 31), 730, 24, "two years"),
    ],
)
def test_every_day_is_there_once(first, last, count, months, why):
    svg = year_calendar(X, days(first, last), ENGLISH)
    assert cells(svg) == {"none": count}, why
    assert len(re.findall('font-weight="bold"', svg)) == months, why
    starts = re.findall(r'<path d="(M[^"]*)"><title>', svg)
    assert len(set(starts)) == count, "no two in one place"


def test_the_leap_day_is_a_thursday_in_2024():
    svg = year_calendar(X, [Day(date(2024, 2, 29), DayMark.SLOTS)], ENGLISH)
    [x] = re.findall(r'<path d="M([\d.]+) [^"]*"><title>Thursday 29 February 2024: Slot shown<', svg)
    assert float(x) == 3 * 15 + 0.5, "the fourth column"


def test_a_week_begins_on_monday():
    svg = year_calendar(X, days(date(2018, 11, 1), date(2018, 11, 30)), ENGLISH)
    tops = [float(top) for top in re.findall(r'<path d="M[\d.]+ ([\d.]+)h[^"]*"><title>', svg)]
    first = tops[0]
    assert [(top - first) / 15 for top in tops] == [0] * 4 + [1] * 7 + [2] * 7 + [3] * 7 + [4] * 5, "from a Thursday"


def test_days_that_are_not_given_were_not_measured():
    given = [Day(date(2018, 10, 5), DayMark.SLOTS), Day(date(2018, 10, 8), DayMark.NONE)]
    svg = year_calendar(X, given, ENGLISH, first=date(2018, 10, 1), last=date(2018, 10, 10))
    assert cells(svg) == {"slots": 1, "none": 1, "not_measured": 8}
    assert "Days. Slot shown: 1. No slot offered: 1. No measurement: 8." in svg
    assert "Saturday 6 October 2018: No measurement" in titles(svg)


def test_what_is_said_of_a_day_is_the_callers_with_its_note():
    given = [Day(date(2018, 10, 5), DayMark.NONE, "5 October 2018: 23 of 24 looks", "a statement")]
    svg = year_calendar(X, given, ENGLISH)
    assert "5 October 2018: 23 of 24 looks · a statement" in titles(svg)
    assert "Day with a note" in shown(svg)
    assert "Day with a note" not in shown(year_calendar(X, [Day(date(2018, 10, 5), DayMark.NONE)], ENGLISH))


def test_the_legend_names_what_is_shown_and_no_more():
    words = shown(year_calendar(X, days(date(2018, 10, 1), date(2018, 10, 3), DayMark.GATED), FRENCH))
    assert words[-1] == "Non mesurable par un robot"
    assert words[0] == "octobre 2018"
    assert len(words) == 1 + 7 + 1


@pytest.mark.parametrize("columns", [1, 2, 3, 4, 6, 12])
def test_months_stand_in_so_many_columns(columns):
    svg = year_calendar(X, days(date(2019, 1, 1), date(2019, 12, 31)), ENGLISH, columns=columns)
    places = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" font-weight', svg)
    assert len({x for x, _ in places}) == columns
    assert len({y for _, y in places}) == 12 // columns


def test_nothing_is_said_to_be_nothing():
    assert shown(year_calendar(X, [], ENGLISH)) == ["Nothing measured yet"]
    assert cells(year_calendar(X, [], ENGLISH, first=date(2018, 10, 1), last=date(2018, 10, 4))) == {"not_measured": 4}


def test_what_cannot_be_is_refused():
    day = Day(date(2018, 10, 5), DayMark.NONE)
    with pytest.raises(ValueError, match="'x': a day is given twice"):
        year_calendar(X, [day, day], ENGLISH)
    with pytest.raises(ValueError, match="outside the span from 2018-10-06 to 2018-10-09"):
        year_calendar(X, [day], ENGLISH, first=date(2018, 10, 6), last=date(2018, 10, 9))
    with pytest.raises(ValueError, match="columns: 0"):
        year_calendar(X, [day], ENGLISH, columns=0)
