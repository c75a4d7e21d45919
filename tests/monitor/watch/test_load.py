"""What a configuration asks of each host, before anything is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from monitor.model import ActiveHours, Target
from monitor.model.hosts import Manners
from monitor.model.judged import Memory
from monitor.watch.load import loads, slowed, table
from probes.registry import PROBES
from tests.support.looks import HOUR, MONDAY
from tests.support.schedule import watched

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("changes", "per_hour", "per_day", "why"),
    [
        ({}, 1, 24, "hourly, day and night"),
        ({"every": 10 * MINUTE}, 6, 144, "the most there is"),
        ({"active": ActiveHours(start=time(8), end=time(20))}, 1, 12, "half the day"),
        ({"active": ActiveHours(frozenset(range(5)), time(8), time(20))}, 1, 60 / 7, "on workdays"),
        (
            {"every": DAY, "active": ActiveHours(start=time(9), end=time(12))},
            1 / 24,
            1,
            "a look a day is made all the same",
        ),
        ({"maintenance": (ActiveHours(start=time(0), end=time(6)),)}, 1, 18, "not at night"),
        ({"every": 7 * DAY}, 1 / 168, 1 / 7, "weekly"),
    ],
)
def test_looks_in_an_hour_and_in_a_day(changes: dict[str, Any], per_hour: float, per_day: float, why: str):
    (load,) = loads([watched("one", **changes)], {}, PROBES)
    assert [load.looks_per_hour, load.looks_per_day] == pytest.approx([per_hour, per_day]), why


def _with_steps(slug: str, steps: int, every: timedelta = HOUR) -> Target:
    target = watched(slug, every=every)
    return replace(target, options={**target.options, "steps": [{"follow": "x"}] * steps})


@pytest.mark.parametrize(
    ("targets", "manners", "words", "why"),
    [
        (60, Manners(), [], "60 an hour are just enough"),
        (61, Manners(), ["61 requests an hour are wanted and 60 allowed: about 2 %"], "one too many"),
        (300, Manners(), ["about 80 %", "the looks of one hour take about 1 h 15 min"], "far too many"),
        (100, Manners(requests_per_hour=100), [], "as the office agreed"),
        (60, Manners(min_interval=MINUTE), ["the looks of one hour take about 1 h 10 min"], "no time for all"),
    ],
)
def test_what_will_come_late_is_said_before(targets: int, manners: Manners, words: list[str], why: str):
    (load,) = loads([watched(f"t{number}") for number in range(targets)], {"rdv.example": manners}, PROBES)
    assert len(load.problems) == len(words), why
    assert all(said in problem for said, problem in zip(words, load.problems, strict=True)), load.problems


def test_a_look_beyond_the_budget_is_said_too():
    (load,) = loads([_with_steps("one", 5, DAY)], {"rdv.example": Manners(requests_per_hour=3)}, PROBES)
    assert load.problems == ["one look needs about 6 requests, and 3 an hour are allowed"]


def test_the_table_names_each_host_once_and_this_machine_without_limit():
    targets = [
        watched("a"),
        _with_steps("b", 2),
        watched("c", "other.example:8080"),
        watched("d", "127.0.0.1", every=MINUTE),
    ]
    lines = list(table(loads(targets, {}, PROBES)))
    assert [line.split() for line in lines] == [
        ["host", "targets", "looks/h", "looks/day", "requests/h", "requests/day", "at", "most/h"],
        ["127.0.0.1", "1", "60", "1,440", "60", "1,440", "-"],
        ["other.example:8080", "1", "1", "24", "1", "24", "60"],
        ["rdv.example", "2", "2", "48", "4", "96", "60"],
    ]
    assert len({len(line) for line in lines}) == 1
    assert list(table([])) == []


def test_what_is_slowed_down_says_so_and_why():
    memories = {
        "away": Memory(outcome="refused", outcome_since=MONDAY),
        "gated": Memory(outcome="gated", outcome_since=MONDAY),
        "seldom": Memory(outcome="gated", outcome_since=MONDAY),
        "fine": Memory(outcome="no_slots", outcome_since=MONDAY),
    }
    targets = [watched(slug, every=DAY if slug == "seldom" else HOUR) for slug in [*memories, "new"]]
    assert list(slowed(targets, memories, MONDAY + 8 * DAY)) == [
        "slowed down: away is looked at every 1 d, since nothing but refused was seen from 2018-10-01T07:00Z on",
        "slowed down: gated is looked at every 6 h, since nothing but gated was seen from 2018-10-01T07:00Z on",
    ]
