"""When a person looked, as they write it."""

from __future__ import annotations

import pytest

from monitor.clock import iso
from monitor.witness.errors import WitnessError
from monitor.witness.times import is_time, moment

PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    ("text", "zone", "at", "why"),
    [
        ("2026-11-21 09:05", PARIS, "2026-11-21T08:05", "winter time of the target's zone"),
        ("2026-07-21T09:05", PARIS, "2026-07-21T07:05", "summer time"),
        ("2026-11-21T0905", PARIS, "2026-11-21T08:05", "as file names write it, where colons are forbidden"),
        ("2026-11-21_09h05", PARIS, "2026-11-21T08:05", "as the French write it"),
        (" 2026-11-21 09:05:30 ", PARIS, "2026-11-21T08:05", "with seconds, and blanks around it"),
        ("2026-11-21 09:05+05:30", PARIS, "2026-11-21T03:35", "an offset comes before the zone"),
        ("2026-11-21T09:05Z", PARIS, "2026-11-21T09:05", "UTC"),
        ("2026-11-21 09:05", "Indian/Reunion", "2026-11-21T05:05", "overseas"),
        ("2026-10-25 02:30+02:00", PARIS, "2026-10-25T00:30", "the first of the two, told apart by its offset"),
        ("2026-10-25 02:30+01:00", PARIS, "2026-10-25T01:30", "the second"),
        ("2026-10-25 03:00", PARIS, "2026-10-25T02:00", "just after the hour that comes twice"),
    ],
)
def test_times_are_those_of_the_targets_zone_unless_they_say_otherwise(text, zone, at, why):
    assert is_time(text)
    assert iso(moment(text, zone))[:16] == at, why


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("yesterday", "is no time", "no words"),
        ("21/11/2026 09:05", "is no time", "day and month could be mistaken"),
        ("2026-11-21", "is no time", "a day alone is no look"),
        ("2026-13-21 09:05", "no such day", "a month that does not exist"),
        ("2026-02-29 09:05", "no such day", "no leap year"),
        ("2026-11-21 25:05", "no such day", "an hour that does not exist"),
        ("2026-03-29 02:30", "does not exist in Europe/Paris", "clocks were put forward over it"),
        ("2026-10-25 02:30", "2026-10-25T02:30+02:00 (the first time) or 2026-10-25T02:30+01:00", "it came twice"),
    ],
)
def test_other_times_are_refused_with_what_to_write(text, words, why):
    with pytest.raises(WitnessError) as refused:
        moment(text, PARIS)
    assert words in refused.value.english, why
    assert refused.value.french != refused.value.english
