"""The canary: when it is asked, what it decides, and that it never hides a site's fault."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import pytest

from monitor.clock import SimulatedClock
from monitor.http.plain import PlainHttp
from monitor.watch.canary import Canary
from probes.contract import Outcome, Reading, Reason
from tests.support.looking import WEDNESDAY

OFFICE = "rdv.example"
DOUBTFUL = ("dns", "connection", "tls", "timeout")


class Names:
    """Answers for each name as told: True, False, an exception, or (None) never; counts the questions."""

    def __init__(self, answers: Mapping[str, bool | Exception | None]) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []
        self.given_up: list[str] = []

    async def __call__(self, name: str, _seconds: float) -> bool:
        self.asked.append(name)
        answer = self.answers[name]
        if isinstance(answer, Exception):
            await asyncio.sleep(0)
            raise answer
        if answer is None:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.given_up.append(name)
                raise
        return bool(answer)


@pytest.mark.parametrize(
    ("answers", "online", "why"),
    [
        ({"one": True, "two": True}, True, "both answer"),
        ({"one": False, "two": True}, True, "one is enough: the other may be down itself"),
        ({"one": None, "two": True}, True, "and the slow one is not waited for"),
        ({"one": False, "two": False}, False, "nobody answers"),
        ({"one": ValueError("no host"), "two": False}, True, "an error of ours must not hide a site's fault"),
        ({}, True, "without names nothing is known of our network"),
    ],
)
async def test_our_network_works_while_anybody_answers(
    answers: dict[str, bool | Exception | None], online: bool, why: str
) -> None:
    names = Names(answers)
    canary = Canary(list(answers), SimulatedClock(WEDNESDAY), names)
    assert await canary.online() is online, why
    assert names.asked == list(answers), "all are asked, side by side"
    assert names.given_up == [name for name, answer in answers.items() if answer is None]


async def test_a_minute_long_one_answer_serves_everybody() -> None:
    names, clock = Names({"one": False}), SimulatedClock(WEDNESDAY)
    canary = Canary(["one"], clock, names)
    assert not any(await asyncio.gather(*(canary.online() for _ in range(20))))
    clock.step(timedelta(hours=1))
    clock.move_to(clock.now() + timedelta(seconds=59))
    assert not await canary.online()
    assert names.asked == ["one"], "asked once, whatever the clock is set to"
    clock.move_to(clock.now() + timedelta(seconds=1))
    names.answers["one"] = True
    assert await canary.online(), "a minute later it is asked again"


async def test_who_waits_for_an_answer_may_leave_without_taking_it_from_the_others() -> None:
    names = Names({"one": None})
    canary = Canary(["one"], SimulatedClock(WEDNESDAY), names)
    first, second = asyncio.create_task(canary.online()), asyncio.create_task(canary.online())
    await asyncio.sleep(0.01)
    names.answers["one"] = False
    first.cancel()
    assert await second is False
    assert names.asked == ["one", "one"]
    assert first.cancelled()


@pytest.mark.parametrize("reason", list(Reason), ids=str)
async def test_it_is_asked_only_for_what_a_broken_network_of_ours_looks_like(reason: Reason) -> None:
    names = Names({"one": False})
    claim = reason.outcome in (Outcome.SLOTS, Outcome.NO_SLOTS)
    reading = Reading(reason, "words" if claim else "", "some/rule")
    judged = await Canary(["one"], SimulatedClock(WEDNESDAY), names).judged(reading, OFFICE)
    if str(reason) in DOUBTFUL:
        assert judged == Reading(Reason.OFFLINE, rule=f"canary/{reason}")
    else:
        assert (judged, names.asked) == (reading, [])


@pytest.mark.parametrize(
    ("host", "is_default", "outcome", "why"),
    [
        (OFFICE, True, Outcome.OFFLINE, "nobody chose the canary, and it is asked about the world"),
        (OFFICE, False, Outcome.OFFLINE, "somebody chose it"),
        ("127.0.0.1", True, Outcome.FAILING, "the world says nothing of this machine: a demo works without network"),
        ("localhost", True, Outcome.FAILING, "by name, too"),
        ("127.0.0.1", False, Outcome.OFFLINE, "whoever chose a canary wants it asked"),
    ],
)
async def test_a_canary_that_nobody_chose_is_not_asked_about_this_machine(
    host: str, is_default: bool, outcome: Outcome, why: str
) -> None:
    names = Names({"one": False})
    canary = Canary(["one"], SimulatedClock(WEDNESDAY), names, is_default=is_default)
    assert (await canary.judged(Reading(Reason.TIMEOUT), host)).outcome is outcome, why


async def test_a_configured_name_that_is_no_place_hides_nothing(caplog: pytest.LogCaptureFixture) -> None:
    canary = Canary(["one.example:https"], SimulatedClock(WEDNESDAY), PlainHttp("slotwatch/test").reachable)
    reading = Reading(Reason.DNS, rule="fetch/dns")
    assert await canary.judged(reading, OFFICE) is reading
    assert "one.example:https could not be asked" in caplog.text
