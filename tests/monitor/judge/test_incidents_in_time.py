"""Incidents and the clock: scheduled hours, changes of the clocks, leaps, long absences, rarity."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.judge.hours import Hours
from monitor.judge.terms import Terms
from monitor.model import ActiveHours, Watchers
from monitor.model.judged import Hush, Silence
from tests.support.looks import HOUR, MONDAY, READINGS, a_rule, a_target
from tests.support.timeline import a_life, live

DAY = timedelta(days=1)
PARIS = "Europe/Paris"
OFFICE = ActiveHours(frozenset(range(5)), time(9), time(17))
NIGHT = ActiveHours(frozenset(range(7)), time(22), time(6))
WEEKDAYS = ActiveHours(frozenset(range(5)))


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(PARIS)).astimezone(UTC)  # type: ignore[arg-type,misc]


BETWEEN = [
    (None, (), (2018, 10, 1, 0), (2018, 10, 3, 12), 60, "day and night"),
    (OFFICE, (), (2018, 10, 1, 0), (2018, 10, 2, 0), 8, "one working day"),
    (OFFICE, (), (2018, 10, 5, 16), (2018, 10, 8, 10), 2, "over a weekend: one hour on each side"),
    (OFFICE, (), (2018, 10, 6, 10), (2018, 10, 7, 10), 0, "a weekend alone"),
    (NIGHT, (), (2018, 10, 1, 12), (2018, 10, 2, 12), 8, "one night"),
    (NIGHT, (), (2018, 10, 1, 23), (2018, 10, 2, 1), 2, "within a night"),
    (NIGHT, (), (2018, 10, 27, 12), (2018, 10, 28, 12), 9, "the night on which the clocks go back"),
    (NIGHT, (), (2018, 3, 24, 12), (2018, 3, 25, 12), 7, "the night on which they go forward"),
    (None, (NIGHT,), (2018, 10, 1, 12), (2018, 10, 2, 12), 16, "a maintenance window every night"),
    (OFFICE, (ActiveHours(frozenset({0}), time(12), time(13)),), (2018, 10, 1, 0), (2018, 10, 2, 0), 7, "at noon"),
    (OFFICE, (), (2018, 10, 2, 0), (2018, 10, 1, 0), 0, "backwards is nothing"),
]


@pytest.mark.parametrize(("active", "closed", "start", "end", "hours", "why"), BETWEEN)
def test_scheduled_time(active, closed, start, end, hours: float, why: str):
    scheduled = Hours(PARIS, active, closed)
    first, last = paris(*start), paris(*end)
    assert scheduled.between(first, last) == hours * HOUR, why
    if hours:
        assert scheduled.between(first, scheduled.after(first, hours * HOUR)) == hours * HOUR, why


def test_no_time_is_ever_reached_that_is_never_scheduled():
    never = Hours(PARIS, OFFICE, (ActiveHours(),))
    assert never.after(MONDAY, HOUR) > MONDAY + 3000 * DAY
    assert (never.fraction, never.longest_day) == (1e-3, timedelta(0))


INCLUDED = [
    (OFFICE, (2018, 10, 1, 9), True, "from the first minute"),
    (OFFICE, (2018, 10, 1, 17), False, "to the last, not after"),
    (NIGHT, (2018, 10, 1, 5), True, "the early hours belong to the evening before"),
    (NIGHT, (2018, 10, 1, 12), False, "noon is not at night"),
    (None, (2018, 10, 1, 12), True, "always"),
]


@pytest.mark.parametrize(("active", "moment", "inside", "why"), INCLUDED)
def test_whether_looks_are_made_at_a_moment(active, moment, inside: bool, why: str):
    assert Hours(PARIS, active).includes(paris(*moment)) is inside, why
    assert Hours(PARIS, active, (ActiveHours(),)).includes(paris(*moment)) is False, "all is maintenance"


GAPS = [
    (HOUR, None, 6 * HOUR, "hourly: at least six hours"),
    (10 * timedelta(minutes=1), None, 6 * HOUR, "every ten minutes too"),
    (3 * HOUR, None, 10.5 * HOUR, "three missed looks, not two"),
    (DAY, None, 3.5 * DAY, "once a day"),
    (HOUR, OFFICE, 6 * HOUR, "in office hours: six of them"),
    (DAY, OFFICE, 3.5 * 8 * HOUR, "once a day in office hours: three and a half days of eight hours"),
    (7 * DAY, OFFICE, 3.5 * 40 * HOUR, "once a week in office hours: three and a half weeks of forty hours"),
]


@pytest.mark.parametrize(("every", "active", "gap", "why"), GAPS)
def test_what_a_hole_is_without_being_told(every: timedelta, active, gap: timedelta, why: str):
    assert Terms("x", PARIS, every, Hours(PARIS, active)).gap(Watchers.MACHINE) == gap, why
    assert Terms("x", PARIS, every, Hours(PARIS, active)).gap(Watchers.PEOPLE) == 7 * DAY, "people look when they can"


def test_a_weekend_outside_of_the_active_hours_is_no_hole():
    life = a_life(a_rule("r", "no_slots", "3d"), target=a_target(every=HOUR, active=OFFICE))
    for at in [paris(2018, 10, day, 9 + hour) for day in (4, 5, 8, 9) for hour in range(8)]:
        life.see(READINGS["N"], at)
    assert life.stage("r") == "f"
    incident = life.last("no_slots")
    assert incident.looks == 32, "one incident over the weekend"
    assert incident.scheduled == incident.observed == timedelta(hours=31), "all scheduled time was observed"
    assert incident.largest_gap == paris(2018, 10, 8, 9) - paris(2018, 10, 5, 16), (
        "what may have been missed: the weekend"
    )


def test_the_share_of_scheduled_time_observed_falls_with_every_hole():
    life = a_life(a_rule("r", "no_slots", "3d"), target=a_target(every=HOUR))
    live(life, "NNN....NNN", "r", step=HOUR)
    incident = life.last("no_slots")
    assert (incident.scheduled, incident.observed) == (9 * HOUR, 5.5 * HOUR)


@pytest.mark.parametrize("night", [(2018, 10, 27, 20), (2018, 3, 24, 20)], ids=["one hour more", "one hour less"])
def test_no_hour_is_claimed_that_a_change_of_the_clocks_added_or_took(night: tuple[int, ...]):
    life = a_life(a_rule("r", "no_slots", "12h"), target=a_target(every=HOUR))
    assert live(life, "N" * 14, "r", start=paris(*night), step=HOUR) == "p" * 12 + "ff"
    assert life.last("no_slots").duration == 13 * HOUR
    assert life.last("no_slots").days == 2


def test_a_clock_set_forwards_by_an_hour_adds_no_hour_to_the_claim():
    life = a_life(a_rule("r", "no_slots", "6h"), target=a_target(every=HOUR))
    for hour in range(6):
        life.see(READINGS["N"], MONDAY + hour * HOUR)
    life.see(READINGS["N"], MONDAY + 6.5 * HOUR, clock_step=HOUR)
    assert (life.stage("r"), life.last("no_slots").duration) == ("p", 5.5 * HOUR)
    assert life.last("no_slots").largest_gap == 1.5 * HOUR, "but what was skipped may have been missed"


def test_a_clock_set_back_by_an_hour_ends_nothing_and_shortens_the_claim_only():
    life = a_life(a_rule("r", "no_slots", "6h"), target=a_target(every=HOUR))
    for hour in range(6):
        life.see(READINGS["N"], MONDAY + hour * HOUR)
    life.see(READINGS["N"], MONDAY + 5 * HOUR, clock_step=-HOUR)
    assert (life.stage("r"), life.last("no_slots").duration) == ("p", 5 * HOUR)
    life.see(READINGS["N"], MONDAY + 6 * HOUR)
    assert life.stage("r") == "f"


def test_a_clock_set_forwards_by_more_than_a_hole_is_one_for_who_knows_whether_the_machine_was_off():
    life = a_life(a_rule("r", "no_slots", "3h"), target=a_target(every=HOUR))
    for hour in range(4):
        life.see(READINGS["N"], MONDAY + hour * HOUR)
    life.see(READINGS["N"], MONDAY + 4 * HOUR + 7 * DAY, clock_step=7 * DAY)
    first, second = (i for i in life.incidents.values() if i.kind == "no_slots")
    assert (first.state, first.duration, second.previous) == ("lost", 3 * HOUR, first.key)


def test_a_leap_that_is_taken_back_leaves_nothing_in_the_future():
    life = a_life(a_rule("r", "no_slots", "6h"), target=a_target(every=HOUR))
    for hour in range(4):
        life.see(READINGS["N"], MONDAY + hour * HOUR)
    life.see(READINGS["N"], MONDAY + 4 * HOUR + 30 * DAY, clock_step=30 * DAY)
    life.see(READINGS["N"], MONDAY + 5 * HOUR, clock_step=-30 * DAY)
    incident = life.last("no_slots")
    assert (incident.first_at, incident.last_at) == (MONDAY + 5 * HOUR, MONDAY + 5 * HOUR)
    assert incident.lost_after == MONDAY + 11 * HOUR, "and it can be lost when it should"
    for hour in range(6, 12):
        life.see(READINGS["N"], MONDAY + hour * HOUR)
    assert (life.stage("r"), life.last("no_slots").duration) == ("f", 6 * HOUR)


def test_a_pause_that_a_clock_set_back_moves_stays_a_pause():
    life = a_life(a_rule("r", "no_slots", "3h"), target=a_target(every=HOUR))
    for hour, letter in enumerate("NNC"):
        life.see(READINGS[letter], MONDAY + hour * HOUR)
    life.see(READINGS["C"], MONDAY + 2 * HOUR, clock_step=-HOUR)
    life.see(READINGS["N"], MONDAY + 3 * HOUR)
    assert life.last("no_slots").duration == timedelta(0), "of four hours by the clock, three of them closed"


def test_days_before_a_hole_that_began_the_wait_anew_do_not_count():
    target = a_target(every=HOUR, max_gap=3 * DAY)
    life = a_life(a_rule("r", "no_slots", "2h", max_gap="8h", min_days=3), target=target)
    for hours in (0, 24, 48, 72, 73, 74, 75):
        life.see(READINGS["N"], MONDAY + hours * HOUR)
    assert (life.stage("r"), life.last("no_slots").days) == ("p", 4)


def test_a_daemon_that_was_off_for_five_days_claims_none_of_them():
    life = a_life(a_rule("r", "no_slots", "3d"), target=a_target(every=HOUR))
    live(life, "N" * 80, "r", step=HOUR)
    life.see(READINGS["N"], MONDAY + 79 * HOUR + 5 * DAY)
    assert life.told() == ["r firing", "r lost"]
    first, second = (i for i in life.incidents.values() if i.kind == "no_slots")
    assert (first.duration, second.duration, second.previous) == (79 * HOUR, timedelta(0), first.key)
    assert life.stage("r") == "p", "the wait begins anew"


def test_a_captcha_put_in_front_in_the_third_week_does_not_prolong_what_was_seen_before():
    rules = [a_rule("none", "no_slots", "3d"), a_rule("blind", "blind", "1d"), a_rule("gate", "captcha_appeared")]
    life = a_life(*rules, target=a_target(every=HOUR))
    live(life, "N" * 24 * 15 + "G" * 24 * 5, "none", step=HOUR)
    assert life.told() == ["none firing", "gate captcha_appeared", "none lost", "blind firing"]
    assert life.last("no_slots").duration == 15 * DAY - HOUR
    assert life.last("no_slots").ended_at == MONDAY + 15 * DAY - HOUR + 6 * HOUR


def _scarce(*letters: str, over: str = "3d", **changes: object) -> list[str]:
    life = a_life(a_rule("rare", "scarce", None, over=over, share=0.9, **changes), target=a_target(every=HOUR))
    live(life, "".join(letters), "rare", step=HOUR)
    return life.told()


DAY_OF_NONE = "N" * 24
SCARCE = [
    ((DAY_OF_NONE * 3,), [], "not quite three days yet"),
    ((DAY_OF_NONE * 4,), ["rare firing"], "three days without any slot: rare"),
    ((DAY_OF_NONE * 4, "S", DAY_OF_NONE * 2), ["rare firing"], "one slot does not wipe out days of scarcity"),
    ((DAY_OF_NONE * 4, "S" * 12), ["rare firing", "rare resolved"], "half a day of slots does"),
    ((DAY_OF_NONE * 4, "G" * 12), ["rare firing", "rare lost"], "behind a captcha it is no longer known"),
    ((("N" * 4 + "S" * 4) * 15,), [], "half of the looks with slots is not rare"),
    ((DAY_OF_NONE * 4, "s" * 30), ["rare firing", "rare lost"], "looks by hand make no share"),
]


@pytest.mark.parametrize(("letters", "told", "why"), SCARCE)
def test_scarce(letters: tuple[str, ...], told: list[str], why: str):
    assert _scarce(*letters) == told, why


def test_scarce_holds_its_numbers():
    life = a_life(a_rule("rare", "scarce", None, over="3d", share=0.9), target=a_target(every=HOUR))
    live(life, DAY_OF_NONE * 4 + "SS" + "N" * 20, "rare", step=HOUR)
    incident = life.last("scarce")
    assert incident.variant == "0.9/3d"
    assert (incident.with_slots, incident.without_slots) == (2, 77), (
        "of three local days and the one that is not yet over"
    )


def test_a_threshold_that_no_rule_has_any_more_ends_its_incident_without_a_word():
    from monitor.judge.terms import terms_of
    from tests.support.looks import effective

    target = a_target(every=HOUR)
    life = a_life(a_rule("rare", "scarce", None, over="3d", share=0.9), target=target)
    live(life, DAY_OF_NONE * 4, "rare", step=HOUR)
    life.terms = terms_of(effective(target, rules=[a_rule("rare", "scarce", None, over="2d", share=0.9)]))[target.id]
    life.see(READINGS["N"], MONDAY + 96 * HOUR)
    old, new = (i for i in life.incidents.values() if i.kind == "scarce")
    assert (old.state, old.ended_by, new.state, new.variant) == ("lost", "rule", "open", "0.9/2d")
    assert life.told() == ["rare firing", "rare firing"]


def test_a_rule_taken_away_tells_nothing_more_and_one_that_comes_back_begins_anew():
    from monitor.judge.terms import terms_of
    from tests.support.looks import effective

    target = a_target(every=DAY)
    rule = a_rule("r", "no_slots", "3d")
    life = a_life(rule, target=target)
    live(life, "NNNN", "r")
    life.terms = terms_of(effective(target))[target.id]
    life.see(READINGS["N"], MONDAY + 4 * DAY)
    assert (life.stage("r"), life.told()) == ("w", ["r firing"])
    life.terms = terms_of(effective(target, rules=[rule]))[target.id]
    life.see(READINGS["N"], MONDAY + 5 * DAY)
    assert (life.stage("r"), life.told()) == ("f", ["r firing", "r firing"])


def test_a_rule_that_comes_later_counts_what_was_seen_before_it():
    from monitor.judge.terms import terms_of
    from tests.support.looks import effective

    target = a_target(every=DAY)
    life = a_life(target=target)
    live(life, "NNNNN", "r")
    life.terms = terms_of(effective(target, rules=[a_rule("r", "no_slots", "3d")]))[target.id]
    life.see(READINGS["N"], MONDAY + 5 * DAY)
    assert life.told() == ["r firing"]


def _silenced(line: str, since: int, until: int, *, target: str = "palaiseau", rule: str = "r") -> list[str]:
    life = a_life(a_rule("r", "no_slots", "3d", repeat="2d"))
    life.hush = Hush((Silence(target, rule, MONDAY + since * DAY, MONDAY + until * DAY),))
    live(life, line, "r")
    return life.told()


SILENCES = [
    ("NNNNN", 0, 9, {}, [], "nothing is told while it is silent"),
    ("NNNNNN", 0, 5, {}, ["r firing"], "when the silence is over, what still goes on is told"),
    ("NNNNSN", 0, 5, {}, [], "what ended meanwhile is not"),
    ("NNNNNNNN", 4, 9, {}, ["r firing"], "no reminders in silence"),
    ("NNNN", 0, 9, {"target": "other"}, ["r firing"], "another target's silence"),
    ("NNNN", 0, 9, {"rule": "other"}, ["r firing"], "another rule's silence"),
    ("NNNN", 0, 9, {"target": ""}, [], "every target's silence"),
    ("NNNN", 0, 9, {"rule": ""}, [], "every rule's silence"),
]


@pytest.mark.parametrize(("line", "since", "until", "of", "told", "why"), SILENCES)
def test_silences(line: str, since: int, until: int, of: dict[str, str], told: list[str], why: str):
    assert _silenced(line, since, until, **of) == told, why


def test_what_is_acknowledged_is_neither_repeated_nor_escalated_but_its_end_is_told():
    life = a_life(a_rule("r", "no_slots", "3d", repeat="1d", escalate={"after": "5d", "tell": ["board"]}))
    live(life, "NNNN", "r")
    life.hush = Hush(acknowledged={life.last("no_slots").key: life.looks})
    for day, letter in enumerate("NNNNS", 4):
        life.see(READINGS[letter], MONDAY + day * DAY)
    assert life.told() == ["r firing", "r resolved"]
