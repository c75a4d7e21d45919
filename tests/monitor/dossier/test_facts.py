"""What the looks of a bundle add up to: numbers with their denominators, in the days and weeks of the target's zone."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from monitor.dossier.adding import gather, iso_week
from monitor.dossier.errors import BundleError
from monitor.dossier.facts import Facts, as_json
from monitor.dossier.looks import read_record
from monitor.dossier.reading import SealedLine
from probes.contract import Outcome
from tests.monitor.dossier.sample import ARABIC, ENGLISH, HOSTILE, NONE, PARIS, TERMS, Sample, story

MONDAY = datetime(2018, 10, 1, 7, tzinfo=UTC)
LETTERS = {
    "N": ("notice", "no_slots", NONE),
    "S": ("free-dates", "slots", "9 h"),
    "C": ("suspended", "closed", "suspendu"),
    "G": ("captcha", "gated", ""),
    "R": ("forbidden", "refused", ""),
    "F": ("timeout", "failing", ""),
    "U": ("unrecognised-page", "unrecognised", ""),
    "O": ("offline", "offline", ""),
}


def facts_of(sample: Sample, **changes: Any) -> Facts:
    about = sample.about | {"targets": [sample.about["targets"][0] | changes]}
    target = about["targets"][0]
    lines: Iterable[SealedLine] = (
        SealedLine(17, sample.vantages[line["van"]], line, f"line {number}") for number, line in enumerate(sample.lines)
    )
    return gather(about, target, read_record(target, lines))


def looked(letters: str, start: datetime = MONDAY, step: timedelta = timedelta(hours=1), **more: Any) -> Sample:
    """One letter per look; a dot: nobody looked; a small letter: outside the schedule."""
    sample = Sample()
    for number, letter in enumerate(letters):
        if letter != ".":
            why, outcome, quote = LETTERS[letter.upper()]
            kind = "anchored" if letter.isupper() else "extra"
            sample.look(start + number * step, why, quote, outcome=outcome, kind=kind, **more)
    return sample


@pytest.fixture(scope="module")
def told() -> Facts:
    return facts_of(story())


@pytest.mark.parametrize(
    ("letters", "looks", "conclusive", "by", "extra", "why"),
    [
        ("NNS", 3, 3, {"no_slots": 2, "slots": 1}, 0, "slots and absences"),
        ("NnSs", 2, 2, {"no_slots": 1, "slots": 1}, 2, "looks outside the schedule are in no share"),
        (
            "CFRGUO",
            6,
            1,
            dict.fromkeys(["closed", "failing", "refused", "gated", "unrecognised", "offline"], 1),
            0,
            "each",
        ),
        ("FFF", 3, 0, {"failing": 3}, 0, "errors are no absences"),
        ("nn", 0, 0, {}, 2, "looks outside the schedule alone give no denominator"),
    ],
)
def test_each_look_of_the_schedule_is_counted_once(letters, looks, conclusive, by, extra, why):
    (series,) = facts_of(looked(letters)).machines
    assert (series.counts.looks, series.counts.conclusive, series.counts.extra) == (looks, conclusive, extra), why
    assert series.counts.by == by, why


def test_days_and_weeks_add_up_to_the_whole(told: Facts):
    (series,) = told.machines
    for parts in (series.days, series.weeks):
        assert sum(part.counts.looks for part in parts) == series.counts.looks == 804
        assert sum(part.counts.conclusive for part in parts) == series.counts.conclusive == 755
        assert sum(part.counts.of("no_slots") for part in parts) == series.counts.of("no_slots") == 751
        assert sum(part.people for part in parts) == len(told.people) == 3
    assert sum(series.counts.by.values()) == series.counts.looks


def test_the_day_on_which_summer_time_ends_has_25_looks(told: Facts):
    looks = {day.day: day.counts.looks for day in told.machines[0].days}
    assert looks[date(2018, 10, 28)] == 25
    assert looks[date(2018, 10, 27)] == 24


def test_the_day_on_which_summer_time_begins_has_23_looks():
    sample = looked("N" * 72, datetime(2019, 3, 30, tzinfo=PARIS).astimezone(UTC))
    sample.about |= {"from": "2019-03-30", "to": "2019-03-31"}
    (series,) = facts_of(sample).machines
    assert [day.counts.looks for day in series.days] == [24, 23, 24, 1]


@pytest.mark.parametrize(
    ("day", "week", "why"),
    [
        (date(2018, 12, 31), (2019, 1), "a Monday: the first week of the next year"),
        (date(2018, 12, 30), (2018, 52), "the Sunday before"),
        (date(2021, 1, 3), (2020, 53), "a year with 53 weeks ends in January"),
        (date(2021, 1, 4), (2021, 1), "the first Monday"),
        (date(2019, 9, 13), (2019, 37), "a Friday"),
        (date(2019, 9, 18), (2019, 38), "the Wednesday after: 5 days later, another week"),
    ],
)
def test_weeks_are_those_of_iso_8601(day: date, week: tuple[int, int], why: str):
    assert iso_week(day) == week, why


def test_weeks_around_new_year_are_local_and_in_order():
    late = datetime(2018, 12, 30, 22, 30, tzinfo=UTC)
    sample = looked("NNNN", late, timedelta(hours=1))
    sample.about |= {"from": "2018-12-30", "to": "2018-12-31"}
    (series,) = facts_of(sample).machines
    assert [(week.year, week.week, week.counts.looks) for week in series.weeks] == [(2018, 52, 1), (2019, 1, 3)]
    assert series.without_slot
    assert (series.without_slot.days, series.without_slot.weeks) == (2, 2), "23:30 is still Sunday, 0:30 is Monday"


def test_elapsed_time_is_not_the_number_of_weeks():
    sample = looked("N.....N", datetime(2019, 9, 13, 8, tzinfo=UTC), timedelta(hours=20))
    span = facts_of(sample).machines[0].without_slot
    assert span
    assert (span.looks, span.weeks, span.elapsed) == (2, 2, timedelta(days=5)), "two weeks by the calendar, five days"


@pytest.mark.parametrize(
    ("letters", "hours", "holes", "why"),
    [
        ("NNN", 1, 0, "the ordinary interval"),
        ("NFFN", 3, 0, "looks without an answer lie within the interval"),
        ("N.......N", 8, 1, "longer than six hours: a hole"),
        ("FFFFFFFFNN", 8, 1, "from the first look to the first conclusive one"),
        ("NNRRRRRRRR", 8, 1, "from the last conclusive one to the last look"),
        ("FFF", None, 0, "no conclusive look: no interval between two of them"),
        ("N.n.N", 2, 0, "a look outside the schedule is a look"),
    ],
)
def test_the_longest_interval_lies_between_conclusive_looks(letters, hours, holes, why):
    (series,) = facts_of(looked(letters)).machines
    assert (series.longest and series.longest.length) == (hours and timedelta(hours=hours)), why
    assert len(series.holes) == holes, why


def test_a_hole_says_what_lay_within():
    (hole,) = facts_of(looked("NFFFFRRRN")).machines[0].holes
    assert dict(hole.within) == {Outcome.FAILING: 4, Outcome.REFUSED: 3}


def test_slots_get_the_same_account_as_absences():
    (series,) = facts_of(looked("NNSFSNN")).machines
    hour = timedelta(hours=1)
    assert [(run.outcome, run.looks, run.least, run.most) for run in series.runs] == [
        (Outcome.NO_SLOTS, 2, hour, None),
        (Outcome.SLOTS, 2, 2 * hour, 4 * hour),
        (Outcome.NO_SLOTS, 2, hour, None),
    ]


def test_a_run_tells_how_many_slots_and_which_was_the_first(told: Facts):
    first, second = (run for run in told.machines[0].runs if run.outcome is Outcome.SLOTS)
    assert (first.most_slots, first.earliest) == (2, "2018-11-12T08:20:00.000000Z")
    assert (second.first.astimezone(PARIS).hour, second.looks) == (9, 2)


def test_a_withdrawn_reading_counts_for_nothing_and_is_shown_with_its_original(told: Facts):
    (one,) = told.remarks
    assert one.look
    assert one.look.retraction is one.remark
    assert (one.look.outcome, one.look.quote) == (Outcome.NO_SLOTS, NONE)
    day = next(day for day in told.machines[0].days if day.day == date(2018, 10, 31))
    assert (day.counts.of("retracted"), day.counts.conclusive, day.counts.looks) == (1, 23, 24)


def test_a_withdrawn_slot_is_no_run_of_slots():
    sample = looked("NSN")
    sample.remark(sample.lines[1], MONDAY + timedelta(days=1), "another page")
    (series,) = facts_of(sample).machines
    assert [run.outcome for run in series.runs] == [Outcome.NO_SLOTS]
    assert series.longest
    assert series.longest.length == timedelta(hours=2)


def test_an_annotation_changes_no_number_and_a_remark_on_a_look_elsewhere_is_kept():
    sample = looked("NS")
    sample.remark(sample.lines[1], MONDAY + timedelta(days=1), "seen by a person too", "annotated")
    sample.remark({"id": "elsewhere", "van": "serveur-association"}, MONDAY + timedelta(days=2), "wrong page")
    facts = facts_of(sample)
    assert facts.machines[0].counts.by == {"slots": 1, "no_slots": 1}
    assert [(one.remark.kind, one.look is None) for one in facts.remarks] == [("annotated", False), ("retracted", True)]


def test_people_are_apart_with_both_times(told: Facts):
    assert [series.vantage.name for series in told.machines] == ["serveur-association"]
    waited = [look.received - look.at for look in told.people if look.received]
    assert waited == [timedelta(hours=7, minutes=21)] * 3


def test_two_machines_are_two_series():
    sample = looked("NN")
    sample.vantages["paris"] = 3
    sample.about["targets"][0]["vantages"].append({"number": 3, "name": "paris", "kind": "machine"})
    sample.look(MONDAY, quote=NONE, van="paris")
    assert [(one.vantage.name, one.counts.looks) for one in facts_of(sample).machines] == [
        ("serveur-association", 2),
        ("paris", 1),
    ]


def test_messages_are_exact_with_language_and_times(told: Facts):
    messages = {message.quote: message for message in told.machines[0].messages}
    assert list(messages) == [
        ENGLISH,
        "2 plages horaires libres : lundi 12 novembre 9 h 20, 9 h 40",
        NONE,
        HOSTILE,
        ARABIC,
    ]
    assert (messages[ENGLISH].language, messages[ENGLISH].page_language) == ("en", "fr")
    assert messages[ENGLISH].extra == 1
    assert messages[ARABIC].looks == 24
    assert messages[HOSTILE].first.astimezone(PARIS).date() == date(2018, 11, 20)


def test_errors_have_days_of_their_own(told: Facts):
    troubles = [(one.day, one.outcome, one.looks, one.of, one.causes) for one in told.machines[0].troubles]
    assert troubles == [
        (date(2018, 11, 6), Outcome.FAILING, 24, 24, (("http-5xx", 502, 24),)),
        (date(2018, 11, 14), Outcome.FAILING, 16, 24, (("timeout", None, 16),)),
        (date(2018, 11, 14), Outcome.REFUSED, 8, 24, (("forbidden", 403, 8),)),
    ]


@pytest.mark.parametrize(
    ("window", "horizon", "column", "why"),
    [
        (None, None, "no_slots", "not limited"),
        ([None, None, "week"], None, "limited", "days without a name answer for nothing"),
        (["2018-10-01", "2018-10-14"], None, "no_slots", "all that the probe can reach, unless a horizon says more"),
        (["2018-10-01", "2018-10-14"], 30 * 86400, "limited", "ends before the horizon"),
        (["2018-10-01", "2018-11-14"], 30 * 86400, "no_slots", "reaches the horizon"),
        (["2018-10-20", "2018-11-14"], 30 * 86400, "limited", "begins too late"),
    ],
)
def test_none_of_some_days_is_not_none_at_all(window, horizon, column, why):
    (series,) = facts_of(looked("N", win=window), horizon_seconds=horizon).machines
    assert series.counts.by == {column: 1}, why
    assert series.counts.conclusive == (column == "no_slots"), why


def test_what_the_office_said_is_dated(told: Facts):
    said = {one.kind: one for one in told.said}
    assert set(said) == {"procedure", "terms"}
    assert said["terms"].text == TERMS
    assert said["procedure"].looks == 31
    assert said["procedure"].first.astimezone(PARIS).hour == 8


def test_the_load_is_measured(told: Facts):
    assert told.asked.total == 805
    assert told.asked.most_a_day == 25
    assert told.asked.requests[0][0] == "GET"
    assert told.asked.robots == ("obeyed",)


def test_days_that_nobody_looked_are_days_of_the_record():
    sample = looked("N")
    sample.about |= {"from": "2018-09-30", "to": "2018-10-03"}
    days = facts_of(sample).machines[0].days
    assert [(day.day.day, day.counts.looks) for day in days] == [(30, 0), (1, 1), (2, 0), (3, 0)]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"timezone": "Mars/Olympus"}, "no such zone"),
        ({"timezone": "../../etc/passwd"}, "no name of a zone"),
        ({"timezone": "Europe"}, "a folder of zones"),
        ({"every_seconds": "often"}, "no number"),
    ],
)
def test_a_target_that_cannot_be_is_refused(changes: dict[str, Any], why: str):
    with pytest.raises(BundleError, match="target palaiseau"):
        facts_of(looked("N"), **changes)


def test_facts_are_json(told: Facts):
    again = json.loads(json.dumps(as_json(told), ensure_ascii=False, allow_nan=False))
    assert again["machines"][0]["counts"] == {
        "looks": 804,
        "conclusive": 755,
        "by": {"slots": 4, "no_slots": 751, "failing": 40, "refused": 8, "retracted": 1},
        "extra": 1,
    }
    assert again["machines"][0]["without_slot"]["weeks"] == 5
    assert again["first_day"] == "2018-10-22"
    assert again["every"] == 3600
