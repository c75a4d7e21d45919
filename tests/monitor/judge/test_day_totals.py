"""What a local day adds up to: dates within a month, first and last conclusive look, scheduled and observed time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.judge.fold import Fact, add_to_day, advance, dates_within_month
from monitor.judge.hours import Hours
from monitor.judge.terms import Terms
from monitor.model import ActiveHours, DayTotal, LookKind, Standing
from probes.contract import Slots
from tests.support.looks import HOUR, MONDAY, READINGS, moments

PARIS = ZoneInfo("Europe/Paris")
REUNION = ZoneInfo("Indian/Reunion")
NEAR, LATE = date(2018, 11, 1), date(2018, 11, 2)
"""The 31st and the 32nd day after that of the looks, 1 October."""


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


DATES = [
    (Slots(), None, "nothing is said of slots"),
    (Slots(count=0), None, "nor by a number"),
    (Slots(count=1), None, "one slot, and its day is not told"),
    (Slots(count=5), None, "five slots, and no day"),
    (Slots(count=1, earliest=NEAR), 1, "the only slot is on the 31st day"),
    (Slots(count=1, earliest=LATE), 0, "the only slot is one day later"),
    (Slots(count=3, earliest=NEAR), None, "three slots, and only the first day is known: it may be one day or more"),
    (Slots(earliest=NEAR), None, "a first day, and no number"),
    (Slots(count=3, earliest=LATE), 0, "where the first is late, all are"),
    (Slots(earliest=LATE), 0, "however many"),
    (Slots(listed=(NEAR,)), 1, "one day is listed"),
    (Slots(count=2, listed=(NEAR, NEAR)), 1, "two slots of one day"),
    (Slots(count=9, earliest=NEAR, listed=(date(2018, 10, 2), NEAR)), 2, "two days"),
    (Slots(listed=(date(2018, 10, 2), date(2018, 10, 3), NEAR)), 2, "three days are two and more"),
    (Slots(listed=(NEAR, LATE, date(2018, 12, 24))), 1, "later days do not count"),
    (Slots(listed=(LATE, date(2018, 12, 24))), 0, "only later days"),
    (Slots(listed=(_utc("2018-11-01T22:59"),)), 1, "23:59 on the 31st day in Paris"),
    (Slots(listed=(_utc("2018-11-01T23:00"),)), 0, "midnight in Paris, the day after it"),
    (Slots(listed=(_utc("2018-10-05T21:30"), _utc("2018-10-05T22:30"))), 2, "two days in Paris, one in UTC"),
    (Slots(listed=(_utc("2018-10-05T07:00"), date(2018, 10, 5))), 1, "the same day, with and without an hour"),
    (Slots(count=1, earliest=_utc("2018-11-01T22:59")), 1, "a first slot with its hour"),
]


@pytest.mark.parametrize(("slots", "expected", "why"), DATES, ids=[case[-1] for case in DATES])
def test_dates_within_a_month_are_none_one_two_or_not_told(slots: Slots, expected: int | None, why: str):
    assert dates_within_month(slots, MONDAY, PARIS) == expected, why


@pytest.mark.parametrize(
    ("at", "zone", "expected", "why"),
    [
        ("2018-09-30T22:30", PARIS, 1, "it is 1 October in Paris already"),
        ("2018-09-30T21:59", PARIS, 0, "there it is still September"),
        ("2018-09-30T20:00", REUNION, 1, "and two hours later on Réunion"),
    ],
)
def test_the_month_begins_with_the_local_day_of_the_look(at: str, zone: ZoneInfo, expected: int, why: str):
    assert dates_within_month(Slots(listed=(NEAR,)), _utc(at), zone) == expected, why


# A day


def _day(line: str, terms: Terms, dates: int | None = None) -> DayTotal:
    """The total of all conclusive looks of a time line, as if they were of one day."""
    standing, total = Standing(), None
    for letter, at, kind in moments(line):
        outcome = READINGS[letter].outcome
        fact = Fact(at, kind, outcome, "", outcome.conclusive, dates=dates)
        if outcome.conclusive:
            total = add_to_day(total, fact, standing, terms)
        standing = advance(standing, fact)
    assert total is not None
    return total


OFFICE = Hours("Europe/Paris", ActiveHours(frozenset(range(5)), time(9), time(12)))
HOURLY, ROUNDS = Terms(every=HOUR), Terms(every=HOUR, timezone="Europe/Paris", hours=OFFICE)
TOTALS = [
    ("N", HOURLY, (0, 0, 0, 0, 0), "the first look of all has nothing before it"),
    ("NNN", HOURLY, (0, 2, 1, 2, 2), "every hour is covered"),
    ("N.N", HOURLY, (0, 2, 2, 2, 1.5), "of two hours one and a half is covered by usual spacing"),
    ("N....NN", HOURLY, (0, 6, 5, 6, 2.5), "the largest gap stays"),
    ("FFN", HOURLY, (2, 2, 2, 2, 1.5), "before the first conclusive look, time counts from the first look of all"),
    ("NFFN", HOURLY, (0, 3, 3, 3, 1.5), "errors answer nothing: the time between is not covered"),
    ("NnN", HOURLY, (0, 2, 1, 2, 2), "an extra look covers time as well"),
    ("NN<N", HOURLY, (-1, 1, 1, 1, 1), "a clock that was set back makes no negative time, and an earlier first look"),
    ("NN......................N", ROUNDS, (0, 24, 23, 3, 2.5), "hours in which nobody was to look are no gap in them"),
]


@pytest.mark.parametrize(("line", "terms", "expected", "why"), TOTALS, ids=[case[-1] for case in TOTALS])
def test_a_day_knows_its_first_and_last_look_and_how_much_of_it_was_observed(
    line: str, terms: Terms, expected: tuple[float, ...], why: str
):
    total = _day(line, terms)
    first, last, gap, scheduled, observed = (HOUR * hours for hours in expected)
    assert total == DayTotal(MONDAY + first, MONDAY + last, gap, scheduled, observed), why


@pytest.mark.parametrize(
    ("line", "dates", "expected", "why"),
    [
        ("SSN", 2, (2, 0, 0), "two looks showed two dates and more; no slot is none of them"),
        ("SSN", 1, (0, 2, 0), "one date"),
        ("SSN", 0, (0, 0, 2), "only later ones"),
        ("SSN", None, (0, 0, 0), "where the page did not tell, nothing is counted"),
        ("Sss", 2, (1, 0, 0), "extra looks count in no share"),
        ("NNN", 2, (0, 0, 0), "no slot, whatever dates are named"),
    ],
)
def test_looks_are_counted_by_the_dates_that_they_showed(
    line: str, dates: int | None, expected: tuple[int, ...], why: str
):
    total = _day(line, HOURLY, dates)
    assert (total.two_dates, total.one_date, total.later_dates) == expected, why


def test_a_new_day_begins_with_the_gap_that_reaches_into_it():
    standing = replace(Standing(), first_at=MONDAY - 9 * HOUR, last_conclusive_at=MONDAY - 3 * HOUR)
    fact = Fact(MONDAY, LookKind.ANCHORED, READINGS["N"].outcome, "", conclusive=True)
    assert add_to_day(None, fact, standing, HOURLY) == DayTotal(MONDAY, MONDAY, 3 * HOUR, 3 * HOUR, HOUR * 1.5)


def test_moments_are_compared_whatever_their_zone():
    before = DayTotal(MONDAY, MONDAY)
    later = (MONDAY + HOUR).astimezone(PARIS)
    fact = Fact(later, LookKind.ANCHORED, READINGS["N"].outcome, "", conclusive=True)
    total = add_to_day(before, fact, Standing(), HOURLY)
    assert (total.first_conclusive_at, total.last_conclusive_at) == (MONDAY, MONDAY + HOUR)
    assert total.largest_gap == timedelta(0), "nothing was looked at before"
    assert later.tzinfo is not UTC
