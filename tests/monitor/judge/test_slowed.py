"""Where looks come less often because a site has long turned us away: how that is known, and that it is no hole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.model import Watchers
from monitor.model.judged import Memory
from probes.contract import Reading, Reason
from tests.support.looks import HOUR, MONDAY, READINGS, a_rule, a_target
from tests.support.timeline import a_life, live

DAY = timedelta(days=1)
SEEN = {**READINGS, "O": Reading(Reason.OFFLINE)}


@pytest.mark.parametrize(
    ("line", "outcome", "since", "why"),
    [
        ("R", "refused", 0, "since the first look"),
        ("NRR", "refused", 1, "since it turned us away"),
        ("RFR", "refused", 0, "an error leaves open whether it still does"),
        ("ROR", "refused", 0, "so does our own network"),
        ("F", "", None, "an error is no answer"),
        ("RGR", "refused", 2, "a captcha is another one"),
        ("RNR", "refused", 2, "it had let us in"),
        ("R?R", "refused", 2, "a page, though not understood"),
        ("NNE", "no_slots", 0, "other words, the same answer"),
    ],
)
def test_since_when_nothing_but_one_answer_was_seen(line: str, outcome: str, since: int | None, why: str):
    life = a_life(a_rule("r", "no_slots"))
    live(life, line, "r", readings=SEEN)
    memory = life.judgement.memory
    assert (memory.outcome, memory.outcome_since) == (outcome, None if since is None else MONDAY + since * DAY), why


@pytest.mark.parametrize(
    ("outcome", "lasted", "every", "why"),
    [
        ("refused", 7 * DAY, DAY, "a week"),
        ("refused", 7 * DAY - timedelta.resolution, None, "not quite"),
        ("gated", DAY, 6 * HOUR, "a day"),
        ("gated", DAY - timedelta.resolution, None, "not quite"),
        ("no_slots", 99 * DAY, None, "an answer slows nothing down"),
        ("", 99 * DAY, None, "nothing is known"),
    ],
)
def test_how_seldom_it_is_still_looked_at(outcome: str, lasted: timedelta, every: timedelta | None, why: str):
    assert Memory(outcome=outcome, outcome_since=MONDAY).slowed_to(MONDAY + lasted) == every, why


def test_without_a_beginning_nothing_is_slowed_down():
    assert Memory(outcome="refused").slowed_to(MONDAY) is None


@pytest.mark.parametrize(
    ("letter", "usual", "slow", "why"),
    [
        ("R", 7 * 24 + 1, DAY, "turned away: a look a day is all there is"),
        ("G", 25, 6 * HOUR, "a captcha: four a day"),
    ],
)
@pytest.mark.parametrize("max_gap", [None, 7 * HOUR])
def test_our_own_slowness_does_not_lose_what_prevents_us(
    letter: str, usual: int, slow: timedelta, why: str, max_gap: timedelta | None
):
    life = a_life(a_rule("blind", "blind", "1d"), target=a_target(every=HOUR, max_gap=max_gap))
    live(life, letter * usual, "blind", step=HOUR)
    begin = MONDAY + (usual - 1) * HOUR
    live(life, letter * 10, "blind", start=begin + slow, step=slow)
    assert [incident.state for incident in life.incidents.values()] == ["open"], why
    assert life.told() == ["blind firing"]
    assert life.last("blind").lost_after == begin + 10 * slow + 3.5 * slow, "three missed looks are a hole at any pace"


def test_it_is_a_hole_in_everything_else():
    life = a_life(a_rule("none", "no_slots", "1h"), target=a_target(every=HOUR, max_gap=9 * DAY))
    live(life, "NN" + "R" * (8 * 24), "none", step=HOUR)
    assert life.last("no_slots").lost_after == MONDAY + HOUR + 9 * DAY


def test_who_looks_seldom_anyway_is_not_slowed_down():
    terms = a_life(target=a_target(every=2 * DAY)).terms
    assert terms.slowed(DAY) is terms
    assert terms.slowed(None) is terms
    assert terms.slowed(3 * DAY).gap(Watchers.MACHINE) == 3.5 * 3 * DAY
    assert terms.slowed(3 * DAY).gap(Watchers.PEOPLE) == 7 * DAY
