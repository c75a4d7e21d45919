"""How closely it was watched: the longest interval and the holes, from one machine or several."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from monitor.model import ActiveHours
from tests.support.looks import HOUR, MONDAY
from tests.support.reporting import facts, live, target_of


@pytest.mark.parametrize(
    ("line", "longest", "holes", "why"),
    [  # from the hour of the look before a hole to that of the look after it; none within one day
        ("NNNN", 1, [], "as it should be"),
        ("NN.FNN", 3, [], "two missed looks are no hole"),
        ("NN" + "F" * 5 + "NN", 6, [], "six hours are the smallest hole"),
        ("NN" + "F" * 6 + "NN", 7, [None], "more than that: errors leave open what was there"),
        ("NN" + "." * 40 + "NN", 41, [(1, 42)], "nor did anybody look"),
        ("NN" + "W" * 40 + "NN", 41, [(1, 42)], "a statement about fewer days answers nothing"),
        ("NN" + "n" * 40 + "NN", 1, [], "looks outside the schedule answer too"),
        ("NN" + "C" * 40 + "NN", 1, [], "that booking is closed is an answer"),
    ],
)
def test_holes_are_time_that_nobody_can_speak_of(tmp_path: Path, line, longest, holes, why):
    live(tmp_path / "x.db", line)
    end = MONDAY + len(line) * HOUR
    (one,) = facts(tmp_path / "x.db", now=end)
    assert one.coverage.longest == longest * HOUR, why
    found = [
        ((hole.since - MONDAY) / HOUR, (hole.until - MONDAY) / HOUR) if hole.since and hole.until else None
        for hole in one.holes
    ]
    assert found == holes, why
    assert all(hole.ended for hole in one.holes)


@pytest.mark.parametrize(
    ("hours_later", "number", "why"), [(5, 0, "the next look may come"), (30, 1, "nobody has looked since")]
)
def test_what_is_open_at_the_end_is_a_hole(tmp_path: Path, hours_later: int, number: int, why: str):
    live(tmp_path / "x.db", "NN")
    (one,) = facts(tmp_path / "x.db", now=MONDAY + hours_later * HOUR)
    assert len(one.holes) == number, why
    if number:
        assert (one.holes[0].since, one.holes[0].ended) == (MONDAY + HOUR, False)
        assert one.holes[0].unobserved == 29 * HOUR


def test_nights_are_no_holes_where_nobody_is_to_look(tmp_path: Path):
    office = ActiveHours(frozenset(range(5)), time(9), time(17))
    line = ("N" * 8 + "." * 16) * 3
    live(tmp_path / "x.db", line, target_of(active=office))
    (one,) = facts(tmp_path / "x.db", now=MONDAY + 72 * HOUR)
    assert one.holes == ()
    assert one.coverage.longest == 17 * HOUR, "what may have been missed is counted day and night"
    assert one.coverage.observed == one.coverage.scheduled


def test_of_several_machines_a_hole_is_what_none_of_them_covered(tmp_path: Path):
    path = tmp_path / "x.db"
    live(path, "N" * 10 + "." * 30 + "N" * 5, vantage="one")
    live(path, "N" * 30, vantage="two", start=MONDAY + 8 * HOUR)
    (one,) = facts(path, now=MONDAY + 45 * HOUR)
    assert one.coverage.longest is not None
    assert one.coverage.longest <= 4 * HOUR, "three in truth: the other one looked meanwhile"
    assert one.holes == ()
    assert one.machine.anchored == 45, "all their looks count"


@pytest.mark.parametrize(
    ("hours", "since", "inside", "why"),
    [
        (22, "2018-10-01", True, "from one look to another on the same day"),
        (100, "2018-10-01", False, "over several days"),
        (100, "2018-10-04", False, "also where only the new one looked in the days asked for"),
    ],
)
def test_a_hole_between_one_machine_and_the_next_is_seen(
    tmp_path: Path, hours: int, since: str, inside: bool, why: str
):
    path = tmp_path / "x.db"
    midnight = MONDAY - 8.5 * HOUR
    live(path, "N", vantage="one", start=midnight)
    live(path, "NNN", vantage="two", start=midnight + hours * HOUR)
    (one,) = facts(path, since, now=midnight + (hours + 3) * HOUR)
    assert one.coverage.longest == hours * HOUR, why
    ends = (None, None) if inside else (midnight, midnight + hours * HOUR)
    assert [(hole.since, hole.until) for hole in one.holes] == [ends], why
    assert one.holes[0].unobserved == (hours - 1.5) * HOUR, why


def test_one_machine_that_takes_over_from_another_leaves_no_hole(tmp_path: Path):
    path = tmp_path / "x.db"
    midnight = MONDAY - 8.5 * HOUR
    live(path, "N" * 10, vantage="one", start=midnight)
    live(path, "N" * 30, vantage="two", start=midnight + 9.5 * HOUR)
    (one,) = facts(path, now=midnight + 40 * HOUR)
    assert (one.coverage.longest, one.holes) == (HOUR, ())


def test_a_retired_target_has_no_hole_after_it(tmp_path: Path):
    path = tmp_path / "x.db"
    live(path, "NNN")
    live(path, "NNN", target_of("other"), start=MONDAY + 3 * HOUR)
    (one, other) = sorted(facts(path, now=MONDAY + 100 * HOUR), key=lambda one: one.target.slug, reverse=True)
    assert one.target.retired_at is not None
    assert one.holes == ()
    assert len(other.holes) == 1


def test_days_without_any_look_are_one_hole(tmp_path: Path):
    live(tmp_path / "x.db", "NN")
    (one,) = facts(tmp_path / "x.db", "2018-10-03", "2018-10-09", now=datetime(2018, 10, 20, tzinfo=UTC))
    (hole,) = one.holes
    assert (hole.since, hole.until) == (MONDAY + HOUR, datetime(2018, 10, 9, 22, tzinfo=UTC))
    assert one.coverage.longest is None
    assert one.machine.looks == 0
    assert hole.unobserved > timedelta(days=7)
