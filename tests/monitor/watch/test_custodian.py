"""The custody log of a running monitor: starts, signs of life, a clock that was set, what was missed, stops."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.clock import SimulatedClock
from monitor.model import ActiveHours
from monitor.store.custody import entries
from monitor.store.writer import Store
from monitor.watch.custodian import Custodian
from tests.support.looks import HOUR, MONDAY, a_target
from tests.support.writing import a_ledger

PALAISEAU, EVRY = a_target("palaiseau"), a_target("evry", every=timedelta(hours=3))
OFFICE = a_target("bureau", active=ActiveHours(frozenset(range(5)), time(8), time(18)))


class SteadyClock(SimulatedClock):
    """Its seconds that never step pass with the simulated time, and not with the test's."""

    def monotonic(self) -> float:
        return self.uptime()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_ledger(tmp_path / "slotwatch.db", PALAISEAU, EVRY, OFFICE) as (opened, _):
        yield opened


def said(store: Store) -> list[tuple[datetime, str, dict[str, Any]]]:
    return [entry for entry in entries(store) if entry[1] != "configured"]


def test_a_start_says_what_runs_and_which_looks_were_missed(store: Store):
    clock = SteadyClock(MONDAY)
    due = {"palaiseau": MONDAY - 5.5 * HOUR, "evry": MONDAY - 5.5 * HOUR, "gone": MONDAY - 99 * HOUR}
    Custodian(store, clock, lambda: 0.0000124).started([PALAISEAU, EVRY, OFFICE], due)
    ((at, kind, details),) = said(store)
    assert (at, kind) == (MONDAY, "started")
    assert details["process"] == os.getpid()
    assert details["simulated"] is True
    assert details["offset_microseconds"] == 12
    assert details["missed"] == {"1": 5, "2": 1}, "by bare numbers: this log is part of bundles about other targets"


@pytest.mark.parametrize(
    ("due_at", "missed", "why"),
    [
        (MONDAY + HOUR, {}, "it is not due yet"),
        (MONDAY - 0.5 * HOUR, {}, "less than an interval late"),
        (MONDAY - 3 * HOUR, {"3": 1}, "it opens at eight in Paris: an hour ago"),
        (
            MONDAY - 72 * HOUR,
            {"3": 10},
            "since Friday at nine: nine hours of Friday, and one of this morning",
        ),
    ],
)
def test_only_scheduled_hours_can_be_missed(store: Store, due_at: datetime, missed: dict[str, int], why: str):
    Custodian(store, SteadyClock(MONDAY)).started([OFFICE], {"bureau": due_at})
    found = said(store)[0][2]["missed"]
    assert found == missed, why


def test_it_gives_a_sign_of_life_every_hour(store: Store):
    clock = SteadyClock(MONDAY)
    custodian = Custodian(store, clock)
    for minute in range(1, 181):
        clock.move_to(MONDAY + timedelta(minutes=minute))
        custodian.mind()
    assert [(at - MONDAY, kind) for at, kind, _ in said(store)] == [(number * HOUR, "alive") for number in (1, 2, 3)]
    assert said(store)[0][2] == {"offset_microseconds": None}, "nobody can be asked how true the clock is"


@pytest.mark.parametrize(
    ("step", "noted", "why"),
    [
        (timedelta(hours=1), 3_600_000_000, "an hour forwards"),
        (timedelta(hours=-1), -3_600_000_000, "an hour back"),
        (timedelta(seconds=2), 2_000_000, "a little more than a second"),
        (timedelta(seconds=1), None, "less is drift that is being corrected"),
        (timedelta(0), None, "nobody touched it"),
    ],
)
def test_a_clock_that_was_set_is_noted_with_what_it_showed_before(
    store: Store, step: timedelta, noted: int | None, why: str
):
    clock = SteadyClock(MONDAY)
    custodian = Custodian(store, clock)
    clock.move_to(MONDAY + timedelta(minutes=1))
    custodian.mind()
    clock.step(step)
    custodian.mind()
    custodian.mind()
    told = [details for _, kind, details in said(store) if kind == "clock-set"]
    expected = {"microseconds": noted, "seen_after": "2018-10-01T07:01:00.000000Z"}
    assert told == ([expected] if noted is not None else []), why


def test_signs_of_life_go_on_however_the_clock_is_set(store: Store):
    clock = SteadyClock(MONDAY)
    custodian = Custodian(store, clock)
    clock.step(timedelta(days=-30))
    for _ in range(61):
        clock.move_to(clock.now() + timedelta(minutes=1))
        custodian.mind()
    assert [kind for _, kind, _ in said(store)] == ["clock-set", "alive"]


def test_a_stop_in_good_order_is_noted(store: Store):
    Custodian(store, SteadyClock(MONDAY)).stopped()
    assert [(kind, details) for _, kind, details in said(store)] == [("stopped", {"process": os.getpid()})]


def test_a_log_that_cannot_be_written_stops_no_look(store: Store, caplog: pytest.LogCaptureFixture):
    store.connection.execute("PRAGMA query_only = ON")
    with caplog.at_level(logging.WARNING):
        custodian = Custodian(store, SteadyClock(MONDAY))
        custodian.started([PALAISEAU], {"palaiseau": MONDAY})
        custodian.stopped()
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert "the custody log could not be written" in caplog.text
