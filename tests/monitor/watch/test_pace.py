"""What a host may be asked and when: intervals, budgets, pauses it asked for, backing off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.hosts import FREE, HostState, Manners
from monitor.watch.pace import Answered, after_look, asked_wait, wait_until
from probes.contract import Reason
from tests.support.looks import MONDAY

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
HOUR = 60 * MINUTE
USUAL = Manners()


def state(*ago: tuple[int, int], free_in: timedelta = timedelta(0), paused: str = "", level: int = 0) -> HostState:
    """Looks that ended so many minutes ago, each with its number of requests."""
    recent = tuple((MONDAY - minutes * MINUTE, requests) for minutes, requests in ago)
    return HostState(free_at=MONDAY + free_in, recent=recent, paused=paused, level=level)


@pytest.mark.parametrize(
    ("before", "requests", "manners", "minutes", "why"),
    [
        (HostState(), 3, USUAL, 0, "a host that was never asked"),
        (state(free_in=5 * SECOND), 3, USUAL, 5 / 60, "the interval between two looks"),
        (state(free_in=30 * MINUTE, paused="it asked"), 3, USUAL, 30, "it asked us to wait"),
        (state(free_in=24 * HOUR, paused="it asked"), 3, USUAL, 24 * 60, "the longest pause there is"),
        (state(free_in=25 * HOUR, paused="it asked"), 3, USUAL, 0, "no pause is longer: the clock was set back"),
        (state(free_in=30 * MINUTE), 3, USUAL, 0, "no interval is so long: the clock was set back"),
        (state(free_in=30 * MINUTE), 3, Manners(min_interval=HOUR), 30, "unless it is configured so"),
        (state((10, 57)), 3, USUAL, 0, "the budget is just enough"),
        (state((10, 58)), 3, USUAL, 50, "one too many: until that look has left the hour"),
        (state((59, 1), (40, 30), (10, 29)), 1, USUAL, 1, "until the first has left it"),
        (state((59, 1), (40, 30), (10, 29)), 5, USUAL, 20, "and as many as are needed"),
        (state((60, 60)), 1, USUAL, 0, "an hour ago is not in the hour"),
        (state((10, 60), (70, 60)), 1, USUAL, 50, "what lies before it does not count"),
        (state((5, 1)), 100, USUAL, 55, "a look beyond the budget waits until the hour is empty"),
        (state(), 100, USUAL, 0, "and is then made"),
        (state((-30, 60)), 1, USUAL, 90, "noted before the clock was set back by half an hour"),
        (state((-90, 60)), 1, USUAL, 0, "set back by more: it says nothing any more"),
        (state((10, 60), free_in=5 * MINUTE, paused="it asked"), 1, USUAL, 50, "the later of the two"),
        (state((10, 900)), 1, FREE, 0, "this machine has no budget"),
        (state((10, 90)), 1, replace(USUAL, requests_per_hour=91), 0, "a budget that was agreed"),
    ],
)
def test_until_when_a_look_waits(before: HostState, requests: int, manners: Manners, minutes: float, why: str):
    wait = wait_until(before, MONDAY, manners, requests)
    assert (wait.until if wait else MONDAY) == MONDAY + minutes * MINUTE, why


def test_a_wait_says_why():
    used = wait_until(state((10, 60)), MONDAY, USUAL, 1)
    asked = wait_until(state(free_in=HOUR, paused="it asked us to wait (Retry-After)"), MONDAY, USUAL, 1)
    assert used
    assert asked
    assert (used.why, used.asked) == ("its budget of 60 requests an hour is used up", False)
    assert (asked.why, asked.asked) == ("it asked us to wait (Retry-After)", True)


def served(requests: int = 1, reason: Reason = Reason.NOTICE) -> Answered:
    return Answered(requests, reason, (200,))


def refused(status: int = 503, reason: Reason = Reason.OVERLOADED, wait: timedelta | None = None) -> Answered:
    return Answered(1, reason, (status,), wait)


@pytest.mark.parametrize(
    ("answered", "manners", "level", "at_least", "at_most", "after", "why"),
    [
        (served(), USUAL, 0, 5 * SECOND, 5 * SECOND, 0, "the interval"),
        (replace(served(), crawl_delay=30 * SECOND), USUAL, 0, 30 * SECOND, 30 * SECOND, 0, "robots.txt asks for more"),
        (replace(served(), crawl_delay=HOUR), USUAL, 0, 10 * MINUTE, 10 * MINUTE, 0, "but not for ever"),
        (replace(served(), crawl_delay=SECOND), USUAL, 0, 5 * SECOND, 5 * SECOND, 0, "nor for less"),
        (refused(), USUAL, 0, 5 * MINUTE, 5.5 * MINUTE, 1, "overloaded"),
        (refused(429, Reason.RATE_LIMITED), USUAL, 1, 10 * MINUTE, 11 * MINUTE, 2, "too often: twice as long"),
        (refused(403, Reason.WAF), USUAL, 2, 20 * MINUTE, 22 * MINUTE, 3, "a protection"),
        (refused(403, Reason.FORBIDDEN), USUAL, 5, 160 * MINUTE, 176 * MINUTE, 6, "forbidden"),
        (refused(503, Reason.MAINTENANCE), USUAL, 0, 5 * MINUTE, 5.5 * MINUTE, 1, "503 with other words"),
        (refused(), USUAL, 7, 6 * HOUR, 6.6 * HOUR, 8, "six hours are the longest"),
        (refused(), USUAL, 8, 6 * HOUR, 6.6 * HOUR, 8, "and it stays there"),
        (served(), USUAL, 3, 5 * SECOND, 5 * SECOND, 2, "recovery, one level for each look that was served"),
        (served(reason=Reason.CAPTCHA), USUAL, 3, 5 * SECOND, 5 * SECOND, 2, "a captcha is an answer"),
        (
            Answered(1, Reason.HTTP_5XX, (500,)),
            USUAL,
            3,
            5 * SECOND,
            5 * SECOND,
            3,
            "an error says nothing of our pace",
        ),
        (Answered(1, Reason.TIMEOUT), USUAL, 3, 5 * SECOND, 5 * SECOND, 3, "nor does silence"),
        (Answered(0, Reason.ROBOTS), USUAL, 3, 5 * SECOND, 5 * SECOND, 3, "nor a look that asked nothing"),
        (Answered(1, Reason.OFFLINE), USUAL, 3, 5 * SECOND, 5 * SECOND, 3, "nor our own network"),
        (Answered(2), USUAL, 3, 5 * SECOND, 5 * SECOND, 3, "nor an error of ours"),
        (refused(wait=2 * HOUR), USUAL, 0, 2 * HOUR, 2 * HOUR, 1, "it asked for more than we would have waited"),
        (
            refused(wait=2 * SECOND),
            USUAL,
            0,
            5 * MINUTE,
            5.5 * MINUTE,
            1,
            "it asked for less: we back off all the same",
        ),
        (replace(served(), asked_to_wait=timedelta(days=9)), USUAL, 0, 24 * HOUR, 24 * HOUR, 0, "a day is the longest"),
        (refused(wait=2 * HOUR), FREE, 0, timedelta(0), timedelta(0), 0, "simulators are driven fast"),
    ],
)
def test_when_the_next_look_may_begin(
    answered: Answered,
    manners: Manners,
    level: int,
    at_least: timedelta,
    at_most: timedelta,
    after: int,
    why: str,
):
    new = after_look(HostState(holder="us", level=level), MONDAY, manners, answered, "seed")
    assert at_least <= new.free_at - MONDAY <= at_most, why
    assert (new.level, new.holder) == (after, ""), why
    assert bool(new.paused) == (at_least >= 5 * MINUTE and not answered.crawl_delay), why


def test_the_pauses_of_two_hosts_differ_and_those_of_one_can_be_foretold():
    one, again, other = (after_look(HostState(), MONDAY, USUAL, refused(), seed).free_at for seed in ("a", "a", "b"))
    assert one == again != other


def test_what_is_remembered_does_not_grow():
    known = HostState()
    for number in range(500):
        known = after_look(known, MONDAY + number * MINUTE, USUAL, served(2))
    assert len(known.recent) == 60
    assert after_look(known, MONDAY + 600 * MINUTE, USUAL, Answered(0, Reason.ROBOTS)).recent == ()
    assert after_look(HostState(), MONDAY, FREE, served()).recent == ()


@given(st.integers(1, 20), st.lists(st.tuples(st.integers(1, 12), st.integers(0, 90)), max_size=60))
def test_no_hour_has_more_requests_than_the_budget(budget: int, looks: list[tuple[int, int]]):
    """Unless one look alone needs more; that one then has its hour for itself."""
    manners, known, now, made = Manners(budget), HostState(), MONDAY, list[tuple[datetime, int]]()
    for requests, minutes in looks:
        now += minutes * MINUTE
        while wait := wait_until(known, now, manners, requests):
            assert wait.until > now
            now = wait.until
        made.append((now, requests))
        known = after_look(known, now, manners, served(requests))
    for at, requests in made:
        within = [number for other, number in made if timedelta(0) <= at - other < HOUR]
        assert sum(within) <= budget or within == [requests]
    assert all(second[0] - first[0] >= USUAL.min_interval for first, second in pairwise(made))


NOON = "Mon, 01 Oct 2018 12:00:00 GMT"


@pytest.mark.parametrize(
    ("value", "date", "seconds", "why"),
    [
        ("120", "", 120, "seconds"),
        (" 7 ", "", 7, "with spaces around"),
        ("0", "", 0, "at once"),
        ("86401", "", 86_400, "a day at most"),
        ("9999999999", "", 86_400, "whatever is asked"),
        ("99999999999", "", None, "a number that is no time"),
        ("-5", "", None, "no time to wait"),
        ("1.5", "", None, "not a whole number"),
        ("soon", "", None, "words"),
        ("", "", None, "nothing"),
        ("٣", "", None, "digits of other scripts are no digits here"),
        ("Mon, 01 Oct 2018 12:10:00 GMT", NOON, 600, "a date, by the answer's own clock"),
        ("Mon, 01 Oct 2018 07:10:00 GMT", "", 600, "a date, by ours: it is 07:00"),
        ("Monday, 01-Oct-18 12:10:00 GMT", NOON, 600, "an old form of dates"),
        ("Mon Oct  1 12:10:00 2018", NOON, 600, "the oldest"),
        ("Mon, 01 Oct 2018 11:59:00 GMT", NOON, None, "a date in the past"),
        ("Fri, 31 Dec 9999 23:59:59 GMT", NOON, 86_400, "a day at most"),
        ("Mon, 99 Oct 2018 12:10:00 GMT", NOON, None, "no date"),
        ("Mon, 01 Oct 2018 12:10:00 GMT", "garbled", 18_600, "without a date of its own, ours"),
    ],
)
def test_how_long_retry_after_asks_us_to_wait(value: str, date: str, seconds: int | None, why: str):
    wait = asked_wait(value, date, MONDAY)
    assert (wait.total_seconds() if wait is not None else None) == seconds, why
