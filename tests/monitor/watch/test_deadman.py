"""The dead-man's ping: when it is sent, and that its address stays a secret."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from monitor.clock import SimulatedClock
from monitor.watch.deadman import DeadMan
from tests.support.looks import MONDAY

MINUTE = timedelta(minutes=1)


class Service:
    """The service behind the dead-man's ping; each answer as told, then the last one again."""

    def __init__(self, *answers: str | Exception) -> None:
        self.answers = list(answers)
        self.pings = 0

    async def __call__(self, url: str, _seconds: float) -> str:
        assert url == URL
        self.pings += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


URL = "https://alive.example/5ecret"


async def test_the_dead_mans_ping_comes_at_most_once_a_minute_and_only_while_all_is_well() -> None:
    clock, service = SimulatedClock(MONDAY), Service("")
    dead_man = DeadMan(URL, clock, service)
    pings = []
    for healthy, seconds in [(True, 0), (True, 59), (True, 1), (False, 60), (False, 60), (True, 1), (True, 60)]:
        clock.move_to(clock.now() + timedelta(seconds=seconds))
        await dead_man.beat(healthy=healthy)
        pings.append(service.pings)
    assert pings == [1, 1, 2, 2, 2, 3, 4]


async def test_a_ping_that_fails_is_logged_once_without_its_url(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    clock = SimulatedClock(MONDAY)
    dead_man = DeadMan(URL, clock, Service("", "HTTP 404", "HTTP 404", ValueError(f"bad {URL}"), ""))
    for _ in range(6):
        await dead_man.beat(healthy=True)
        clock.move_to(clock.now() + MINUTE)
    assert [record.getMessage() for record in caplog.records] == [
        "the dead-man's ping failed: HTTP 404",
        "the dead-man's ping failed: an error of ours (ValueError)",
        "the dead-man's ping arrives again",
    ]
    assert "5ecret" not in caplog.text
