"""The time line of tried rules: marks that need no colour, as many as fit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from monitor.judge.rules import Notice
from monitor.judge.terms import Rule
from monitor.report.tries import LEGEND, Past, Told, Tried, as_timeline, rule_as_text
from tests.support.looks import MONDAY, a_rule

FIRST = date(2018, 10, 1)


def a_day(number: int) -> date:
    return FIRST + timedelta(days=number)


def past(target: str = "palaiseau", days: str = "xxxxxxxxxx", *firing: tuple[int, int]) -> Past:
    seen = frozenset(a_day(number) for number, mark in enumerate(days) if mark == "x")
    return Past(target, seen, tuple((a_day(first), a_day(last)) for first, last in firing))


def told(day: int, change: str, target: str = "p") -> Told:
    notice = Notice(f"key/{change}", "key", Rule("none", "no_slots"), change, (), is_new=True)
    return Told(MONDAY + timedelta(days=day), target, "Europe/Paris", notice, (), ())


@pytest.mark.parametrize(
    ("days", "firing", "changes", "line", "why"),
    [
        ("xxxxx", [], [], ".....", "looked at, and nothing told"),
        ("xx..x", [], [], "..  .", "days nobody looked are blank"),
        ("xxxxx", [(1, 3)], [(1, "firing"), (3, "resolved")], ".F=R.", "it fires, still fires, and ends"),
        ("xxxxx", [(1, 4)], [(1, "firing"), (2, "reminder"), (3, "escalated")], ".FrE=", "each change has its letter"),
        ("x...x", [(0, 0)], [(0, "firing"), (4, "lost")], "F   L", "a hole is not said to go on"),
        ("xxxxx", [(1, 3)], [(1, "firing"), (1, "new_text"), (4, "new_text")], ".F==e", "a beginning before an event"),
        ("xxxxx", [(0, 4)], [], "=====", "what began before the days shown"),
    ],
)
def test_a_day_is_a_mark(days: str, firing: list[tuple[int, int]], changes: list[tuple[int, str]], line: str, why: str):
    tried = Tried(5, [told(*change) for change in changes], [past("p", days, *firing)])
    assert list(as_timeline(tried)) == [
        f"   {FIRST} to {a_day(4)}, one mark for a day",
        f"p  {line}",
        f"   {LEGEND}",
    ], why


@pytest.mark.parametrize(
    ("number", "width", "step"), [(54, 80, "a day"), (55, 80, "2 days"), (365, 80, "7 days"), (365, 400, "a day")]
)
def test_the_line_fits_the_terminal(number: int, width: int, step: str):
    head, line, _ = as_timeline(Tried(1, [told(number - 1, "firing", "p" * 40)], [past("p" * 40, "x" * number)]), width)
    assert head.endswith(f"one mark for {step}")
    assert len(line) <= width
    assert line.startswith("p" * 23 + "…  ...")
    assert line.endswith("F")


def test_targets_share_one_scale_and_keep_their_own_marks():
    tried = Tried(9, [told(1, "firing", "evry")], [past("palaiseau", "..xxx"), past("evry", "xxxxx", (1, 4))])
    lines = list(as_timeline(tried))[1:3]
    assert lines == ["palaiseau    ...", "evry       .F==="]


def test_without_looks_there_is_no_line():
    assert list(as_timeline(Tried(0, [], [past(days="")]))) == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            a_rule("a", "down", "6h", min_checks=3),
            "a: down for 6h, at 3 looks or more; at every target; tells ngo at once",
        ),
        (
            a_rule("b", "scarce", over="14d"),
            "b: scarce at 95 % of conclusive looks over 14d; at every target; tells ngo",
        ),
        (
            a_rule("c", "closed", "3d", targets=["x"], tags=["y", "z"]),
            "c: closed for 3d; at target x or tag y, z; tells",
        ),
        (a_rule("d", "new_text", deliver="digest"), "d: new_text; at every target; tells ngo in the digest; warning"),
        (
            a_rule("e", "no_slots", "7d", looks="people", min_days=3),
            "e: people's looks: no_slots for 7d, on 3 days or more;",
        ),
        (
            a_rule("f", "blind", "1d", max_gap="2h", tell=[]),
            "f: blind for 1d, without a hole above 2h; at every target; ",
        ),
        (a_rule("g", "self", deliver="all"), "g: self, the monitor's own trouble; tells ngo at once; warning"),
    ],
)
def test_a_rule_is_one_readable_line(rule: dict[str, Any], said: str):
    assert rule_as_text(rule).startswith(said)


def test_a_rule_says_who_is_told_later_and_what_is_not():
    rule = a_rule(
        "h", "no_slots", repeat="7d", escalate={"after": "30d", "tell": ["board"]}, resolved=False, language="fr"
    )
    assert rule_as_text(rule).endswith(
        "tells ngo at once, the rest in the digest; reminds every 7d; after 30d also board; not its end; warning; in fr"
    )
