"""Several plannings of one target make one reading."""

from datetime import date

import pytest

from probes.contract import Reading, Reason, Window, combine

DAY = date(2018, 10, 1)
NONE = Reading(Reason.NOTICE, "rien", "test/rule")
WEEK = Reading(Reason.EMPTY_CALENDAR, "0", "test/rule", window=Window(DAY, date(2018, 10, 7)))
UNNAMED = Reading(Reason.NEGATIVE_PHRASE, "nichts", "test/rule", span="day")
FREE = Reading(Reason.FREE_CELLS, "9 h", "test/rule")
CAPTCHA = Reading(Reason.CAPTCHA)


@pytest.mark.parametrize(
    ("readings", "expected", "why"),
    [
        ([NONE, WEEK], WEEK, "all that is known is that week"),
        ([WEEK, UNNAMED], UNNAMED, "days without a name limit more than a week"),
        ([UNNAMED, NONE], UNNAMED, "in any order"),
        ([UNNAMED, FREE], FREE, "one slot is a slot"),
        ([UNNAMED, CAPTCHA], CAPTCHA, "one planning was not seen at all"),
    ],
)
def test_absence_is_claimed_for_the_shortest_span(readings: list[Reading], expected: Reading, why: str) -> None:
    assert combine(readings) is expected, why
