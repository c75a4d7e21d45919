"""Which looks are drawn: a fixed rule, and what a person chose by hand is told apart."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.dossier.choosing import Choice, Why, choose
from monitor.dossier.errors import LookUnknownError
from monitor.dossier.looks import Look, read_record
from monitor.dossier.reading import SealedLine
from tests.monitor.dossier.sample import NONE, PARIS, Sample


def looks_of(sample: Sample) -> tuple[Look, ...]:
    lines = (SealedLine(17, sample.vantages[line["van"]], line, "line") for line in sample.lines)
    return read_record(sample.about["targets"][0], lines).looks


def at(*local_hours: tuple[int, int, int], **more: Any) -> Sample:
    """Looks on days of October 2018 in Paris: day, hour, minute."""
    sample = Sample()
    for day, hour, minute in local_hours:
        sample.look(datetime(2018, 10, day, hour, minute, tzinfo=PARIS), quote=NONE, **more)
    return sample


def picked(sample: Sample, *by_hand: str) -> list[tuple[int, int, int, tuple[Why, ...]]]:
    def shown(choice: Choice) -> tuple[int, int, int, tuple[Why, ...]]:
        local = choice.look.at.astimezone(PARIS)
        return local.day, local.hour, local.minute, choice.why

    return [shown(choice) for choice in choose(looks_of(sample), "Europe/Paris", by_hand)]


@pytest.mark.parametrize(
    ("hours", "chosen", "why"),
    [
        ([(1, 8, 59), (1, 9, 0), (1, 9, 1)], [(1, 9, 0)], "nine sharp is after nine"),
        ([(1, 8, 0), (1, 23, 59)], [(1, 23, 59)], "however late the first one comes"),
        ([(1, 8, 0)], [], "a day with early looks only has none"),
        ([(1, 9, 30), (2, 9, 10), (2, 9, 20)], [(1, 9, 30), (2, 9, 10)], "one each day"),
        ([(27, 9, 0), (28, 8, 30), (28, 9, 30)], [(27, 9, 0), (28, 9, 30)], "local time, also after summer time ended"),
        ([(2, 0, 30), (1, 23, 30), (2, 9, 0)], [(1, 23, 30), (2, 9, 0)], "by local days, not those of UTC"),
    ],
)
def test_the_first_look_of_each_day_after_nine_is_drawn(hours, chosen, why):
    assert picked(at(*hours)) == [(*moment, (Why.MORNING,)) for moment in chosen], why


def test_looks_outside_the_schedule_are_no_first_look_of_the_day():
    assert picked(at((1, 9, 0), kind="extra")) == []


def test_a_look_by_a_person_is_no_first_look_of_the_day():
    assert picked(at((1, 9, 0), van="permanence")) == []


@pytest.mark.parametrize("more", [{}, {"kind": "extra"}, {"van": "permanence", "kind": "witness"}])
def test_every_look_that_showed_slots_is_drawn(more: dict[str, Any]):
    sample = at((1, 9, 0))
    for hour in (10, 11):
        moment = datetime(2018, 10, 1, hour, tzinfo=PARIS)
        sample.look(moment, "free-dates", "9 h", outcome="slots", **more)
    assert picked(sample) == [(1, 9, 0, (Why.MORNING,)), (1, 10, 0, (Why.SLOTS,)), (1, 11, 0, (Why.SLOTS,))]


def test_both_reasons_are_given_where_both_hold():
    sample = Sample()
    sample.look(datetime(2018, 10, 1, 9, 5, tzinfo=PARIS), "free-dates", "9 h", outcome="slots")
    assert picked(sample) == [(1, 9, 5, (Why.MORNING, Why.SLOTS))]


def test_withdrawn_slots_are_drawn_too():
    sample = Sample()
    line = sample.look(datetime(2018, 10, 1, 8, tzinfo=PARIS), "free-dates", "9 h", outcome="slots")
    sample.remark(line, datetime(2018, 10, 2, tzinfo=UTC) + timedelta(hours=1), "another page")
    assert picked(sample) == [(1, 8, 0, (Why.SLOTS,))], "leaving them out would hide something"


def test_each_machine_has_its_own_first_look():
    sample = at((1, 9, 0))
    sample.vantages["paris"] = 3
    sample.look(datetime(2018, 10, 1, 9, 3, tzinfo=PARIS), quote=NONE, van="paris")
    assert [minute for _, _, minute, _ in picked(sample)] == [0, 3]


def test_a_hand_choice_is_labelled_unless_the_rule_had_taken_it():
    sample = at((1, 9, 0), (1, 15, 0))
    by_rule, by_hand = (line["id"] for line in sample.lines)
    assert picked(sample, by_rule, by_hand[:13]) == [(1, 9, 0, (Why.MORNING,)), (1, 15, 0, (Why.HAND,))]
    assert picked(sample, by_hand.replace("-", "").upper())[1][3] == (Why.HAND,)


@pytest.mark.parametrize("wanted", ["00000000-0000-0000-0000-000000000000", "abc", "", "'; DROP"])
def test_a_look_that_is_not_there_is_refused(wanted: str):
    with pytest.raises(LookUnknownError, match="no such look in the bundle"):
        picked(at((1, 9, 0)), wanted)
