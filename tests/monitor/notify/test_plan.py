"""Who is told what and when: one line for each case, the last column says why."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from monitor.config.settings import NotifySettings, Receiver
from monitor.notify.hours import next_digest, quiet_until
from monitor.notify.plan import Owed, Plan, held_until, is_given_up, language_of, plan
from monitor.store.owed import ReceiverState
from tests.support.owing import START, a_receiver, an_owed

SETTINGS = NotifySettings()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY_8 = datetime(2018, 10, 8, 6, 0, tzinfo=UTC)
"""The first digest hour after START: 08:00 in Paris."""
NIGHT: dict[str, Any] = {"quiet": (time(22), time(7))}
AT_23 = 12 * HOUR
"""After START: 23:00 in Paris; the quiet hours end 8 hours later."""
OVER: dict[str, Any] = {"facts": {"incident": {"ended_by": "slots"}}, "urgent": False}
FINE = ReceiverState()
FAILED = ReceiverState(failures=2, next_try_at=START + HOUR, last_error="error 500", last_tried_at=START + 30 * MINUTE)


def firing(number: int, subject: str = "", after: timedelta = timedelta(0), **values: Any) -> Owed:
    return an_owed(number, subject or f"s{number}", after=after, **values)


def later(number: int, subject: str, change: str, after: timedelta = MINUTE, **values: Any) -> Owed:
    return an_owed(number, subject, change, after=after, **values)


def shape(planned: Plan) -> list[str]:
    """``single 1``, ``group 1|2``, ``digest 1+4|2``: kind, then items as the ids of their rows."""
    return [
        f"{composition.kind} " + "|".join("+".join(str(row.id) for row in item) for item in composition.items)
        for composition in planned.now
    ]


def decide(
    rows: list[Owed], after: timedelta, state: ReceiverState = FINE, **settings: Any
) -> tuple[list[str], datetime | None]:
    planned = plan(a_receiver(**settings), rows, state, SETTINGS, START + after)
    return shape(planned), planned.again


Case = tuple[list[Owed], timedelta, list[str], timedelta | None, str]

AT_ONCE: list[Case] = [
    ([], HOUR, [], None, "nothing owed, nothing to do until something is"),
    ([firing(1)], 2 * MINUTE, ["single 1"], None, "urgent: after the time in which others may join"),
    ([firing(1)], MINUTE, [], 2 * MINUTE, "until then it waits"),
    ([firing(1), firing(2, after=MINUTE)], 2 * MINUTE, ["group 1|2"], None, "the first that is ready takes along all"),
    (
        [firing(1), firing(2, after=MINUTE, rule="down")],
        2 * MINUTE,
        ["single 1"],
        3 * MINUTE,
        "another rule is another message, at its own time",
    ),
    (
        [firing(1), later(2, "s2", "resolved"), later(3, "s3", "resolved")],
        3 * MINUTE,
        ["single 1", "group 2|3"],
        None,
        "what began and what ended are not told in one table",
    ),
    (
        [firing(1), later(2, "s1", "resolved")],
        2 * MINUTE,
        ["single 1+2"],
        None,
        "over before it could be told: one truthful message, not a stale pair",
    ),
    (
        [firing(1), later(2, "s1", "lost", urgent=False)],
        2 * MINUTE,
        ["single 1+2"],
        None,
        "what began is told in time although it was lost since",
    ),
    (
        [firing(1), later(2, "s1", "resolved", **OVER)],
        3 * MINUTE,
        [],
        MONDAY_8 - START,
        "that slots ended it waits for the digest, so the beginning does too",
    ),
    (
        [firing(1), later(2, "s1", "resolved", **{**OVER, "urgent": True})],
        2 * MINUTE,
        ["single 1+2"],
        None,
        "a private receiver is told of slots at once",
    ),
    (
        [later(1, "s1", "reminder", timedelta(0), urgent=False), later(2, "s1", "escalated"), firing(3, urgent=False)],
        3 * MINUTE,
        ["single 1+2"],
        MONDAY_8 - START,
        "what is urgent takes along what waits of its own subject, never of others",
    ),
    (
        [firing(1, after=30 * DAY)],
        timedelta(0),
        ["single 1"],
        None,
        "owed by a clock that ran ahead: it has waited for long enough",
    ),
    (
        [firing(1), firing(2, rule="down"), firing(3, after=3 * HOUR, rule="blind")],
        3 * HOUR,
        ["digest 1|2|3"],
        None,
        "left over from when nobody sent: one message, not a storm",
    ),
    ([firing(1)], 3 * HOUR, ["single 1"], None, "a single leftover is a message of its own"),
]

DIGESTS: list[Case] = [
    ([firing(1, urgent=False)], DAY, [], MONDAY_8 - START, "not urgent: at the next digest hour"),
    ([firing(1, urgent=False)], MONDAY_8 - START, ["digest 1"], None, "at that hour"),
    (
        [firing(1, urgent=False), firing(2, rule="down", urgent=False, after=MONDAY_8 - START + HOUR)],
        MONDAY_8 - START + 2 * HOUR,
        ["digest 1|2"],
        None,
        "a missed digest is made up for once, with all that waits by then",
    ),
    (
        [firing(2, urgent=False, after=MONDAY_8 - START + HOUR)],
        MONDAY_8 - START + 2 * HOUR,
        [],
        MONDAY_8 - START + 7 * DAY,
        "owed after the hour: next week",
    ),
    (
        [firing(1, urgent=False), firing(2, after=MONDAY_8 - START - 2 * MINUTE)],
        MONDAY_8 - START,
        ["single 2", "digest 1"],
        None,
        "what is urgent is not buried in a digest of the same hour",
    ),
    (
        [firing(1, urgent=False, after=30 * DAY)],
        MONDAY_8 - START,
        ["digest 1"],
        None,
        "owed by a clock that ran ahead: in the next digest all the same",
    ),
]

DIGESTS_ONLY: list[Case] = [
    ([firing(1)], DAY, [], MONDAY_8 - START, "who wants digests only gets what began in one"),
    ([firing(1, severity="critical")], 2 * MINUTE, ["single 1"], None, "but what is critical does not wait"),
    ([firing(1, "self/disk/x")], 2 * MINUTE, ["single 1"], None, "nor does the monitor's own trouble"),
]

QUIET: list[Case] = [
    ([firing(1, after=AT_23)], AT_23 + HOUR, [], AT_23 + 8 * HOUR, "held until the quiet hours end"),
    (
        [firing(1, after=AT_23), firing(2, after=AT_23 + HOUR, rule="down"), firing(3, after=AT_23 + 8 * HOUR)],
        AT_23 + 8 * HOUR,
        ["digest 1|2|3"],
        None,
        "then it goes out together",
    ),
    (
        [firing(1, after=AT_23), firing(2, after=AT_23, severity="critical")],
        AT_23 + 3 * MINUTE,
        ["single 2"],
        AT_23 + 8 * HOUR,
        "severity passes, alone",
    ),
    (
        [firing(1, after=AT_23 + 8 * HOUR - 5 * MINUTE), firing(2, after=AT_23 + 8 * HOUR - 5 * MINUTE, rule="down")],
        AT_23 + 8 * HOUR,
        ["digest 1|2"],
        None,
        "also what was held for minutes only",
    ),
    (
        [firing(1, after=AT_23 - 3 * HOUR)],
        AT_23,
        [],
        AT_23 + 8 * HOUR,
        "should have gone out before: held all the same",
    ),
    ([firing(1, after=AT_23 - HOUR - MINUTE)], AT_23 + HOUR, [], AT_23 + 8 * HOUR, "ready just as they begin: held"),
    (
        [firing(1, after=AT_23 - HOUR - MINUTE), firing(2, after=AT_23 - HOUR - 3 * MINUTE)],
        AT_23 - HOUR - MINUTE,
        ["group 1|2"],
        None,
        "before they begin nothing is held",
    ),
    (
        [firing(1, urgent=False)],
        MONDAY_8 - START - 2 * HOUR,
        [],
        MONDAY_8 - START,
        "a digest has its own hour",
    ),
]

FAILING: list[Case] = [
    ([firing(1)], 59 * MINUTE, [], HOUR, "left alone until its next try"),
    (
        [firing(1), firing(2, rule="down"), firing(3, rule="blind", after=HOUR)],
        HOUR,
        ["digest 1|2|3"],
        None,
        "then all that is urgent goes out as one message",
    ),
    (
        [firing(1), firing(2, urgent=False)],
        HOUR,
        ["single 1"],
        MONDAY_8 - START,
        "what waits for the digest still does",
    ),
    (
        [firing(1, after=55 * MINUTE), firing(2, after=55 * MINUTE, rule="down")],
        HOUR,
        ["digest 1|2"],
        None,
        "also what is not late",
    ),
    (
        [firing(1, urgent=False), firing(2, after=MONDAY_8 - START - 5 * MINUTE)],
        MONDAY_8 - START,
        ["digest 1|2"],
        None,
        "at the digest hour the digest tells that too",
    ),
    ([firing(1, after=HOUR)], HOUR, [], HOUR + 2 * MINUTE, "what was owed just now waits as ever"),
]


@pytest.mark.parametrize(("rows", "after", "now", "again", "why"), AT_ONCE + DIGESTS)
def test_what_goes_out(rows: list[Owed], after: timedelta, now: list[str], again: timedelta | None, why: str) -> None:
    assert decide(rows, after) == (now, again and START + again), why


@pytest.mark.parametrize(("rows", "after", "now", "again", "why"), DIGESTS_ONLY)
def test_what_goes_out_to_those_who_want_digests_only(
    rows: list[Owed], after: timedelta, now: list[str], again: timedelta | None, why: str
) -> None:
    assert decide(rows, after, immediate=False) == (now, again and START + again), why


@pytest.mark.parametrize(("rows", "after", "now", "again", "why"), QUIET)
def test_what_goes_out_in_and_after_quiet_hours(
    rows: list[Owed], after: timedelta, now: list[str], again: timedelta | None, why: str
) -> None:
    assert decide(rows, after, **NIGHT) == (now, again and START + again), why


@pytest.mark.parametrize(("rows", "after", "now", "again", "why"), FAILING)
def test_what_goes_out_to_a_receiver_that_failed(
    rows: list[Owed], after: timedelta, now: list[str], again: timedelta | None, why: str
) -> None:
    assert decide(rows, after, FAILED) == (now, again and START + again), why


def tried(after: timedelta, failures: int = 9) -> ReceiverState:
    return ReceiverState(failures, START + after, "error 500", START + after)


@pytest.mark.parametrize(
    ("rows", "state", "dead", "why"),
    [
        ([firing(1)], tried(7 * DAY + HOUR), (1,), "a try failed when its time had passed"),
        ([firing(1)], tried(6 * DAY), (), "the last try was before that: one more is made"),
        ([firing(1)], ReceiverState(), (), "the machine was off: what was never tried is not given up"),
        ([firing(1)], tried(8 * DAY, failures=0), (), "the receiver works: it will get it"),
        ([firing(1, urgent=False)], tried(9 * DAY), (), "its time counts from the digest it belonged to"),
        ([firing(1, urgent=False)], tried(10 * DAY), (1,), "and ends as others' does"),
        ([firing(1), later(2, "s1", "resolved", 7 * DAY)], tried(8 * DAY), (), "an end does not lose its beginning"),
        ([firing(1), later(2, "s2", "firing", 7 * DAY)], tried(8 * DAY), (1,), "other subjects are on their own"),
    ],
)
def test_what_is_given_up(rows: list[Owed], state: ReceiverState, dead: tuple[int, ...], why: str) -> None:
    planned = plan(a_receiver(), rows, state, SETTINGS, START + 20 * DAY)
    assert planned.dead == dead, why
    assert planned.why == ("not delivered for 7 days: error 500" if dead else "")
    assert not {row for composition in planned.now for row in composition.rows} & set(dead)


def test_quiet_hours_do_not_shorten_the_time_that_is_tried() -> None:
    rows, ends_at = [firing(1, after=AT_23)], AT_23 + 8 * HOUR + 7 * DAY
    for after, dead in [(ends_at - HOUR, ()), (ends_at + HOUR, (1,))]:
        assert plan(a_receiver(**NIGHT), rows, tried(after), SETTINGS, START + 20 * DAY).dead == dead


def test_a_next_try_in_a_far_future_comes_from_a_wrong_clock_and_is_not_waited_for() -> None:
    state = ReceiverState(failures=1, next_try_at=START + DAY, last_tried_at=START)
    assert decide([firing(1)], HOUR, state)[0] == ["single 1"]


def test_a_message_that_may_have_arrived_waits_for_back_off_and_quiet_hours_and_is_given_up_too() -> None:
    receiver, rows = a_receiver(**NIGHT), [firing(1, after=AT_23 - 3 * HOUR)]
    assert held_until(receiver, rows, FAILED, SETTINGS, START) == FAILED.next_try_at
    assert held_until(receiver, rows, ReceiverState(), SETTINGS, START + AT_23) == START + AT_23 + 8 * HOUR
    assert held_until(receiver, rows, ReceiverState(), SETTINGS, START + AT_23 + 9 * HOUR) is None
    assert is_given_up(receiver, rows, tried(8 * DAY), SETTINGS, START + 8 * DAY)
    assert not is_given_up(receiver, rows, tried(2 * DAY), SETTINGS, START + 8 * DAY)


def test_a_key_names_no_receiver_and_is_the_same_for_the_same_notifications() -> None:
    def key(*rows: Owed) -> str:
        return plan(a_receiver(), rows, ReceiverState(), SETTINGS, START + 3 * MINUTE).now[0].key

    assert key(firing(1)) == "s1/firing"
    assert key(firing(1), firing(2)) == key(firing(7, "s1"), firing(9, "s2"))
    assert key(firing(1), firing(2)) == key(firing(1, receiver="press"), firing(2, receiver="press"))
    assert key(firing(1), firing(2)) != key(firing(1), firing(3))
    assert key(firing(1), later(2, "s1", "resolved")) != key(firing(1))


@pytest.mark.parametrize(
    ("languages", "language", "why"),
    [
        (["", ""], "en", "the receiver's own"),
        (["fr", "fr"], "fr", "the rules want it"),
        (["fr", ""], "en", "they do not agree"),
        (["fr", "en"], "en", "nor here"),
    ],
)
def test_the_language_of_a_message(languages: list[str], language: str, why: str) -> None:
    rows = [firing(number, language=wanted) for number, wanted in enumerate(languages)]
    (composition,) = plan(a_receiver(), rows, ReceiverState(), SETTINGS, START + HOUR).now
    assert language_of(composition, a_receiver()) == language, why


def paris(text: str, fold: int = 0) -> datetime:
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Paris"), fold=fold)


@pytest.mark.parametrize(
    ("settings", "since", "at", "why"),
    [
        ({}, paris("2018-10-08T08:00"), paris("2018-10-08T08:00"), "at the hour itself"),
        ({}, paris("2018-10-08T08:01"), paris("2018-10-15T08:00"), "a minute later: in a week"),
        ({}, paris("2018-10-27T12:00"), paris("2018-10-29T08:00"), "eight by the clock, also when it went back"),
        ({"digest_day": 6}, paris("2018-10-08T12:00"), paris("2018-10-14T08:00"), "on Sunday"),
        ({"digest": "daily"}, paris("2018-10-08T12:00"), paris("2018-10-09T08:00"), "every day"),
        (
            {"digest": "daily", "digest_at": time(2, 30)},
            paris("2019-03-31T00:00"),
            paris("2019-03-31T03:30"),
            "the clock skips that hour",
        ),
        (
            {"digest": "daily", "digest_at": time(2, 30)},
            paris("2018-10-28T00:00"),
            paris("2018-10-28T02:30"),
            "it shows it twice: the first",
        ),
        (
            {"digest": "daily", "digest_at": time(2, 30)},
            paris("2018-10-28T02:31"),
            paris("2018-10-29T02:30"),
            "and once only",
        ),
    ],
)
def test_the_next_digest(settings: dict[str, Any], since: datetime, at: datetime, why: str) -> None:
    assert next_digest(a_receiver(**settings), since) == at.astimezone(UTC), why


@pytest.mark.parametrize(
    ("quiet", "moment", "until", "why"),
    [
        (None, paris("2018-10-08T03:00"), None, "none are set"),
        ((22, 7), paris("2018-10-08T21:59"), None, "not yet"),
        ((22, 7), paris("2018-10-08T22:00"), paris("2018-10-09T07:00"), "until the next day"),
        ((22, 7), paris("2018-10-09T06:59"), paris("2018-10-09T07:00"), "after midnight"),
        ((22, 7), paris("2018-10-09T07:00"), None, "over"),
        ((12, 14), paris("2018-10-09T13:00"), paris("2018-10-09T14:00"), "within a day"),
        ((22, 0), paris("2018-10-09T23:00"), paris("2018-10-10T00:00"), "until midnight"),
        ((22, 7), paris("2018-10-27T23:00"), paris("2018-10-28T07:00"), "an hour longer when the clock goes back"),
        ((22, 2), paris("2018-10-28T01:30"), paris("2018-10-28T02:00"), "the first of two such hours"),
        ((22, 3), paris("2018-10-28T02:30", fold=1), paris("2018-10-28T03:00"), "the second of the doubled hour"),
        ((9, 9), paris("2018-10-09T09:00"), None, "a span without length"),
    ],
)
def test_quiet_hours(quiet: tuple[int, int] | None, moment: datetime, until: datetime | None, why: str) -> None:
    receiver: Receiver = a_receiver(quiet=quiet and (time(quiet[0]), time(quiet[1])))
    assert quiet_until(receiver, moment.astimezone(UTC)) == (until and until.astimezone(UTC)), why


def test_quiet_hours_that_end_within_a_doubled_hour_end_the_second_time_too() -> None:
    receiver = a_receiver(quiet=(time(22), time(2, 30)))
    again = paris("2018-10-28T02:10", fold=1).astimezone(UTC)
    assert quiet_until(receiver, again) == again + 20 * MINUTE
