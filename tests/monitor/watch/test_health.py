"""The monitor's own health: what counts as trouble, when it begins and ends, and who is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.clock import SimulatedClock, iso
from monitor.judge.terms import Rule
from monitor.ledger import Ledger
from monitor.model import Target
from monitor.store.outbox import Outbox
from monitor.store.troubles import Backlog, Troubles
from monitor.store.writer import Store
from monitor.watch.health import MEGABYTE, Health, Space, State, TroubleKind, begun, ended, space_of, troubles
from tests.support.looks import CONTEXT, HOUR, MONDAY, a_target

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
GIGABYTE = 1000 * MEGABYTE
PLENTY = Space(100 * GIGABYTE, 200 * GIGABYTE)
TELL = Rule("self", "self", tell=("lawyers",), severity="critical")


def state(**changes: Any) -> State:
    """All is well, a day after the start, but for the changes."""
    return State(**{"now": MONDAY + DAY, "running_since": MONDAY, **changes})


def kinds(one: State) -> list[str]:
    return [trouble.kind.value for trouble in troubles(one)]


@pytest.mark.parametrize(
    ("every", "late", "running", "expected", "why"),
    [
        (HOUR, timedelta(minutes=30), DAY, [], "half an interval may pass"),
        (HOUR, timedelta(minutes=31), DAY, ["overdue"], "not more"),
        (10 * MINUTE, 10 * MINUTE, DAY, [], "of a short interval, ten minutes"),
        (10 * MINUTE, 11 * MINUTE, DAY, ["overdue"], "not more"),
        (DAY, 11 * HOUR, DAY, [], "a look a day is not urgent"),
        (HOUR, 5 * DAY, 30 * MINUTE, [], "we were off for five days: that is no trouble of this run"),
        (HOUR, 5 * DAY, 31 * MINUTE, ["overdue"], "but the first looks after it must come"),
        (HOUR, None, 31 * MINUTE, ["overdue"], "a target never looked at was due at the start"),
        (HOUR, None, 30 * MINUTE, [], "which takes a while"),
        (HOUR, -HOUR, DAY, [], "planned"),
    ],
)
def test_when_a_look_is_overdue(
    every: timedelta, late: timedelta | None, running: timedelta, expected: list[str], why: str
) -> None:
    now = MONDAY + DAY
    due_times = {} if late is None else {"palaiseau": now - late}
    one = state(running_since=now - running, targets=[a_target(every=every)], due_times=due_times)
    assert kinds(one) == expected, why


def test_the_most_overdue_target_is_named() -> None:
    targets = [a_target(slug, name=slug.title()) for slug in ("antony", "palaiseau", "bobigny")]
    due_times = {"antony": MONDAY + 21 * HOUR, "palaiseau": MONDAY + 20 * HOUR, "bobigny": MONDAY + 25 * HOUR}
    (found,) = troubles(state(targets=targets, due_times=due_times))
    assert found.details == {
        "targets": 2,
        "of": 3,
        "most": {"id": "palaiseau", "name": "Palaiseau"},
        "due_at": iso(MONDAY + 20 * HOUR),
        "late_seconds": 4 * 3600,
    }


@pytest.mark.parametrize(
    ("waits", "failures", "held_until", "running", "expected", "why"),
    [
        (HOUR, 0, None, DAY, [], "an hour may pass"),
        (61 * MINUTE, 0, None, DAY, ["outbox"], "not more"),
        (61 * MINUTE, 0, None, 5 * MINUTE, [], "we have only begun: the sender is at it"),
        (9 * HOUR, 0, HOUR, DAY, [], "quiet hours hold it for another hour"),
        (9 * HOUR, 0, -HOUR, DAY, [], "they ended an hour ago"),
        (9 * HOUR, 0, -61 * MINUTE, DAY, ["outbox"], "longer ago"),
        (9 * HOUR, 3, HOUR, DAY, ["outbox"], "held, but what was tried failed"),
        (9 * HOUR, 2, HOUR, DAY, [], "twice is not often"),
        (9 * HOUR, 3, None, MINUTE, ["outbox"], "a receiver that failed before we were started fails"),
        (30 * MINUTE, 9, None, DAY, [], "it may still come within the hour"),
    ],
)
def test_when_messages_are_stuck(
    waits: timedelta, failures: int, held_until: timedelta | None, running: timedelta, expected: list[str], why: str
) -> None:
    now = MONDAY + DAY
    backlog = Backlog("lawyers", 2, now - waits, 0, failures, "the service said 503")
    held = {} if held_until is None else {"lawyers": now + held_until}
    assert kinds(state(running_since=now - running, backlogs=[backlog], held_until=held)) == expected, why


def test_dead_letters_are_trouble_and_their_receiver_is_named() -> None:
    sound = Backlog("press", 1, MONDAY + DAY - MINUTE)
    (found,) = troubles(state(backlogs=[Backlog("lawyers", dead=2, failures=9, last_error="no such user"), sound]))
    assert found.details == {
        "receivers": [
            {
                "name": "lawyers",
                "waiting": 0,
                "oldest_at": None,
                "dead": 2,
                "failures": 9,
                "last_error": "no such user",
            }
        ]
    }


@pytest.mark.parametrize(
    ("free", "total", "expected", "why"),
    [
        (200, 4_000, [], "a small disk: 200 MB are left"),
        (199, 4_000, ["disk"], "fewer"),
        (639, 32_000, ["disk"], "a fiftieth of a usual card"),
        (641, 32_000, [], "more"),
        (1_001, 8_000_000, [], "of a large disk, a gigabyte is enough"),
        (999, 8_000_000, ["disk"], "not less"),
    ],
)
def test_when_the_disk_is_nearly_full(free: int, total: int, expected: list[str], why: str) -> None:
    assert kinds(state(space=Space(free * MEGABYTE, total * MEGABYTE))) == expected, why


@pytest.mark.parametrize(
    ("changes", "expected", "why"),
    [
        ({}, [], "all is well; what is not known is no trouble"),
        ({"step": timedelta(seconds=60)}, [], "a minute is little"),
        ({"step": timedelta(seconds=-61)}, ["clock"], "set back"),
        ({"step": HOUR}, ["clock"], "set forwards"),
        ({"faults": 1, "last_fault": "KeyError: 'x'"}, ["faults"], "an error of ours"),
        ({"faults": 1, "space": Space(0, 1)}, ["disk", "faults"], "one does not hide another"),
        ({"lag": 10.0}, [], "a busy moment"),
        ({"lag": 10.1}, ["lag"], "too busy for its work"),
    ],
)
def test_what_else_is_trouble(changes: dict[str, Any], expected: list[str], why: str) -> None:
    assert kinds(state(**changes)) == expected, why


@pytest.mark.parametrize(
    ("targets", "answered", "running", "expected", "why"),
    [
        ([a_target()], 25 * HOUR, 2 * DAY, ["unanswered"], "no answer anywhere for more than a day"),
        ([a_target()], DAY, 2 * DAY, [], "a day is not more than a day"),
        ([a_target()], None, 9 * DAY, [], "where there never was an answer, none is missed: landing pages give none"),
        ([a_target()], 5 * DAY, HOUR, [], "we were off meanwhile"),
        ([a_target(every=DAY)], 2 * DAY, 9 * DAY, [], "one look a day: three of them may pass"),
        ([a_target(every=DAY)], 4 * DAY, 9 * DAY, ["unanswered"], "not four"),
        ([a_target(every=DAY), a_target("evry")], 2 * DAY, 9 * DAY, ["unanswered"], "the most frequent one decides"),
        ([a_target(gated=True)], 9 * DAY, 9 * DAY, [], "behind a captcha nothing is answered"),
    ],
)
def test_when_no_look_gives_an_answer(
    targets: list[Target], answered: timedelta | None, running: timedelta, expected: list[str], why: str
) -> None:
    now = MONDAY + 10 * DAY
    due_times = {target.id: now for target in targets}
    last = None if answered is None else now - answered
    one = state(now=now, running_since=now - running, targets=targets, answered_at=last, due_times=due_times)
    assert kinds(one) == expected, why


@pytest.mark.parametrize(
    ("line", "expected", "why"),
    [
        ("fffff", ".+...", "told at the second check"),
        ("f.f.f", ".....", "what comes and goes at once is not told"),
        ("ff.ff", ".+...", "one good check does not end it"),
        ("ff..f", ".+.-.", "two do; then it begins anew"),
        ("ff..ff", ".+.-.+", "with two more"),
    ],
)
def test_a_trouble_begins_and_ends_with_two_checks_that_agree(line: str, expected: str, why: str) -> None:
    assert follow(line, TroubleKind.FAULTS) == expected, why


def test_a_full_disk_is_told_at_once() -> None:
    assert follow("d.dd..", TroubleKind.DISK) == "+....-"


CHECKS: dict[str, dict[str, Any]] = {"f": {"faults": 1}, "d": {"space": Space(0, 1)}, ".": {}}
"""What each letter stands for."""


def follow(line: str, kind: TroubleKind) -> str:
    """One letter per check: ``+`` it begins, ``-`` it ends."""
    going_on: set[str] = set()
    before: set[str] = set()
    marks = ""
    for letter in line:
        found = troubles(state(**CHECKS[letter]))
        new, over = begun(found, going_on, before), ended(found, going_on, before)
        marks += "+" if new else "-" if over else "."
        going_on = (going_on | {one.kind for one in new}) - set(over)
        before = {one.kind for one in found}
        assert going_on <= {kind}
    return marks


class Observatory:
    """A store with one target, a clock that is moved by hand, and a disk whose space is told."""

    def __init__(self, folder: Path) -> None:
        self.clock = SimulatedClock(MONDAY)
        self.store = Store(folder / "slotwatch.sqlite3")
        self.space: Space | None = PLENTY
        self.target: Target = a_target()
        self.rules = [TELL]
        self.ledger = Ledger(self.store, self.clock, "test")
        self.ledger.configure(CONTEXT, [self.target])
        self.restart()

    def restart(self, *targets: Target) -> None:
        self.health = Health(
            clock=self.clock,
            store=self.store,
            owe=Outbox(self.store).owe,
            targets=targets,
            rules=self.rules,
            space=lambda _folder: self.space,
        )

    def check(self, times: int = 1) -> list[str]:
        """Checks a minute apart; what goes on after the last."""
        going_on: list[str] = []
        for _ in range(times):
            self.clock.move_to(self.clock.now() + MINUTE)
            going_on = self.health.check()
        return going_on

    def owed(self) -> list[tuple[str, str, int]]:
        """Receiver, change and urgency of each notification, in order."""
        sql = "SELECT receiver, change, urgent FROM notifications ORDER BY id"
        return list(self.store.connection.execute(sql))

    def troubles(self) -> list[tuple[str, str, str | None]]:
        return list(self.store.connection.execute("SELECT kind, since, until FROM troubles ORDER BY id"))

    def silence(self, rule: str, until: datetime, target: str = "", ended_at: datetime | None = None) -> None:
        row = (target, rule, iso(MONDAY), iso(until), "works", "me", iso(ended_at) if ended_at else None)
        sql = "INSERT INTO silences (target, rule, since, until, reason, author, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        self.store.connection.execute(sql, row)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Observatory]:
    observatory = Observatory(tmp_path)
    yield observatory
    observatory.store.close()


def test_a_trouble_is_told_once_and_its_end_waits_for_the_digest(here: Observatory) -> None:
    here.ledger.record_fault(here.target, "KeyError: 'x'", "trace")
    assert here.check() == []
    assert here.check() == ["faults"]
    began = here.clock.now()
    assert here.check(57) == ["faults"]
    assert here.owed() == [("lawyers", "firing", 1)]
    assert here.check(3) == [], "an hour after the fault"
    over = here.clock.now()
    assert here.owed() == [("lawyers", "firing", 1), ("lawyers", "resolved", 0)]
    assert here.troubles() == [("faults", iso(began), iso(over))]
    rows = here.store.connection.execute("SELECT key, subject, rule, severity, facts FROM notifications ORDER BY id")
    (key, subject, rule, severity, _), (last_key, *_, facts) = rows
    assert (key, last_key) == (f"{subject}/firing/lawyers", f"{subject}/resolved/lawyers")
    assert (subject, rule, severity) == (f"self/faults/{iso(began)}", "self", "critical")
    assert json.loads(facts) == {
        "v": 1,
        "simulated": True,
        "at": iso(over),
        "class": "machine",
        "rule": "self",
        "target": None,
        "incident": None,
        "event": None,
        "trouble": {
            "kind": "faults",
            "since": iso(began),
            "until": iso(over),
            "details": {"count": 1, "last": "KeyError: 'x'"},
        },
    }


@pytest.mark.parametrize(
    ("rules", "expected", "why"),
    [
        ([], [], "nobody is to be told; the trouble is stored all the same"),
        ([Rule("down", "down", tell=("press",))], [], "a rule about sites says nothing of us"),
        ([Rule("self", "self", tell=("a", "b"))], [("a", "f", 1), ("b", "f", 1), ("a", "r", 0), ("b", "r", 0)], "each"),
        ([Rule("self", "self", tell=("a",), deliver="all")], [("a", "f", 1), ("a", "r", 1)], "all at once"),
        ([Rule("self", "self", tell=("a",), deliver="digest")], [("a", "f", 0), ("a", "r", 0)], "nothing at once"),
        ([Rule("self", "self", tell=("a",), resolved=False)], [("a", "f", 1)], "the end is not told"),
        (
            [Rule("one", "self", tell=("a",), resolved=False), Rule("two", "self", tell=("a", "b"))],
            [("a", "f", 1), ("b", "f", 1), ("b", "r", 0)],
            "a receiver of two rules is told once, by the first",
        ),
    ],
)
def test_who_is_told_is_for_the_rules_to_say(
    here: Observatory, rules: list[Rule], expected: list[tuple[str, str, int]], why: str
) -> None:
    here.rules = rules
    here.restart()
    here.space = Space(0, GIGABYTE)
    assert here.check() == ["disk"]
    here.space = PLENTY
    assert here.check(2) == []
    assert [(name, change[0], urgent) for name, change, urgent in here.owed()] == expected, why
    assert len(here.troubles()) == 1


@pytest.mark.parametrize(
    ("rule", "target", "ended_at", "expected", "why"),
    [
        ("self", "", None, [], "the rule is silenced"),
        ("", "", None, [], "every rule is"),
        ("down", "", None, [("lawyers", "firing", 1)], "another rule is"),
        ("self", "palaiseau", None, [("lawyers", "firing", 1)], "of one target only"),
        ("self", "", MONDAY, [("lawyers", "firing", 1)], "somebody ended the silence"),
    ],
)
def test_a_silence_holds_for_our_own_trouble_too_and_what_goes_on_after_it_is_told(
    here: Observatory,
    rule: str,
    target: str,
    ended_at: datetime | None,
    expected: list[tuple[str, str, int]],
    why: str,
) -> None:
    here.silence(rule, MONDAY + 10 * MINUTE, target, ended_at)
    here.space = Space(0, GIGABYTE)
    here.check(9)
    assert here.owed() == expected, why
    here.check(2)
    assert here.owed() == [("lawyers", "firing", 1)]


def test_who_was_not_told_that_it_began_is_not_told_that_it_ended(here: Observatory) -> None:
    here.silence("self", MONDAY + 5 * MINUTE)
    here.space = Space(0, GIGABYTE)
    here.check()
    here.space = PLENTY
    assert here.check(10) == []
    assert here.owed() == []


@pytest.mark.parametrize("step", [HOUR, -HOUR])
def test_a_clock_that_was_set_is_told_once_and_makes_nobody_late(here: Observatory, step: timedelta) -> None:
    here.restart(here.target)
    with here.store.atomic():
        here.store.put_due_time(1, MONDAY + 15 * MINUTE)
    here.check(10)
    here.clock.step(step)
    assert here.check() == [], "it does not last"
    assert here.owed() == [("lawyers", "firing", 1)]
    assert here.check(20) == [], "an hour that did not pass is no delay"
    assert here.owed() == [("lawyers", "firing", 1)]
    ((kind, since, until),) = here.troubles()
    assert (kind, since) == ("clock", until)
    (facts,) = here.store.connection.execute("SELECT facts FROM notifications").fetchone()
    assert json.loads(facts)["trouble"]["details"] == {"seconds": step.total_seconds()}


def test_the_nights_in_which_summer_time_begins_or_ends_are_no_trouble(here: Observatory) -> None:
    for night in ("2018-10-27T23:00Z", "2019-03-30T23:00Z"):
        here.clock.move_to(datetime.fromisoformat(night))
        here.restart()
        assert here.check(300) == []
    assert here.troubles() == []


def test_a_machine_that_slept_makes_nobody_late(here: Observatory) -> None:
    with here.store.atomic():
        here.store.put_due_time(1, MONDAY + 15 * MINUTE)
    here.restart(here.target)
    here.check()
    here.clock.move_to(MONDAY + DAY)
    assert here.check(30) == []
    assert here.check(3) == ["overdue"], "but whoever is awake must look"


def test_a_restart_neither_tells_again_nor_ends_at_once_what_goes_on(here: Observatory) -> None:
    here.space = Space(0, GIGABYTE)
    here.check()
    here.restart()
    assert here.check(3) == ["disk"]
    assert here.owed() == [("lawyers", "firing", 1)]
    here.space = PLENTY
    here.restart()
    assert here.check() == ["disk"], "one good check does not end it"
    assert here.check() == []
    assert [change for _, change, _ in here.owed()] == ["firing", "resolved"]


def test_what_a_receiver_has_not_got_is_read_from_the_outbox(here: Observatory) -> None:
    owe = Outbox(here.store).owe

    def row(number: int, receiver: str, *, urgent: int = 1, **more: Any) -> dict[str, Any]:
        key, names = f"k{number}", ("subject", "rule", "change")
        same = {"key": key, "receiver": receiver, **dict.fromkeys(names, "x"), "urgent": urgent, "facts": "{}"}
        return {**same, "severity": "info", "language": "", "owed_at": iso(MONDAY + number * MINUTE), **more}

    def dead(at: datetime) -> dict[str, Any]:
        return {"state": "dead", "settled_at": iso(at)}

    with here.store.atomic():
        owe(
            [
                row(1, "lawyers", urgent=0),
                row(2, "lawyers"),
                row(3, "lawyers"),
                row(4, "lawyers", **dead(MONDAY)),
                row(5, "press", urgent=0),
                row(6, "archive", **dead(MONDAY - DAY)),
                row(7, "nobody", state="sent"),
                row(8, "office"),
            ]
        )
        here.store.connection.execute(
            "INSERT INTO receivers (receiver, failures, last_error) VALUES ('lawyers', 4, 'refused'), ('press', 9, 'x')"
        )
    assert Troubles(here.store, owe).backlogs(MONDAY) == [
        Backlog("lawyers", 2, MONDAY + 2 * MINUTE, 1, 4, "refused"),
        Backlog("office", 1, MONDAY + 8 * MINUTE),
    ]


def test_the_space_of_a_real_disk_is_known_and_that_of_no_disk_is_not(tmp_path: Path) -> None:
    space = space_of(tmp_path)
    assert space
    assert 0 < space.free <= space.total
    assert space_of(tmp_path / "absent") is None
