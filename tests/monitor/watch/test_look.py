"""Looks from lease to ledger, and the rounds that plan them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock, SystemClock
from monitor.demo.play import serve
from monitor.ledger import Ledger
from monitor.model import LookKind, Target
from monitor.store.reader import reading
from monitor.store.writer import Store
from monitor.watch.look import Watcher, WireBox
from monitor.watch.rounds import Rounds
from probes.contract import Flow, Get, Outcome, Probe, Reading, Reason
from probes.ezbooking.simulator import SCENARIOS, Simulator
from probes.registry import PROBES
from tests.support.looking import IDENTITY, WEDNESDAY, target

PATH = "/booking/create/16105"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "slotwatch.sqlite3") as opened:
        yield opened


@pytest.fixture
async def wires() -> AsyncIterator[WireBox]:
    box = WireBox()
    yield box
    await box.aclose()


def watcher(
    store: Store | None, wires: WireBox, targets: list[Target], clock: SimulatedClock, **probes: Probe
) -> Watcher:
    ledger = None
    if store is not None:
        ledger = Ledger(store, clock, "test")
        ledger.configure({"target": [{"id": one.id, "options": {}} for one in targets]}, targets)
    return Watcher(
        probes={**PROBES, **probes},
        identity=IDENTITY,
        clock=clock,
        make_wire=wires,
        concurrency=20,
        store=store,
        ledger=ledger,
    )


async def test_a_look_is_stored_with_its_bytes(store: Store, wires: WireBox) -> None:
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        one = target(base + PATH)
        seen = await watcher(store, wires, [one], SimulatedClock(WEDNESDAY)).look(one, LookKind.EXTRA)
    assert seen is not None
    with reading(store.path) as reader:
        look = next(reader.looks("one"))
        assert (look["outcome"], look["kind"], look["simulated"]) == ("no_slots", "extra", 1)
        stored = reader.responses(look["id"])
    assert [response for _, _, response in stored] == [exchange.response for exchange in seen.look.exchanges]


class OneLanguage:
    """An engine that calls everything Esperanto."""

    name = "engine 1"

    def identify(self, text: str) -> tuple[str, float] | None:
        return "eo", 0.9


@pytest.mark.parametrize(
    ("knows", "stored", "why"),
    [(None, ("eo", "engine 1/0.90"), "no rule knew it"), ("fr", ("fr", "rule"), "the rule's language comes first")],
)
async def test_the_language_of_a_quote_is_stored_with_what_determined_it(
    store: Store, wires: WireBox, knows: str | None, stored: tuple[str, str], why: str
) -> None:
    def flow(url: str, _options: object) -> Flow:
        yield Get(url)
        return Reading(Reason.NEGATIVE_PHRASE, "aucun créneau", "trial/words", knows)

    trial = replace(PROBES["ezbooking"], name="trial", flow=flow)
    clock = SimulatedClock(WEDNESDAY)
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        one = target(base + PATH, "trial")
        ledger = Ledger(store, clock, "test")
        ledger.configure({}, [one])
        looking = Watcher(
            probes={"trial": trial},
            identity=IDENTITY,
            clock=clock,
            make_wire=wires,
            concurrency=1,
            store=store,
            ledger=ledger,
            identifier=OneLanguage(),
        )
        await looking.look(one, LookKind.EXTRA)
    with reading(store.path) as reader:
        look = next(reader.looks("one"))
    assert (look["quote_language"], look["language_by"]) == stored, why


async def test_a_dry_run_looks_and_stores_nothing(wires: WireBox) -> None:
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        one = target(base + PATH)
        seen = await watcher(None, wires, [one], SimulatedClock(WEDNESDAY)).look(one, LookKind.EXTRA)
    assert seen is not None
    assert seen.recorded is None
    assert seen.look.reading.outcome is Outcome.NO_SLOTS


async def test_a_fault_of_ours_is_kept_apart_and_stops_nobody_else(store: Store, wires: WireBox) -> None:
    def broken(_url: str, _options: object) -> Flow:
        yield Get(f"https://example.test/{1 // 0}")
        return Reading(Reason.UNRECOGNISED_PAGE)

    bad = Probe(
        "bad", 1, PROBES["page"].options, broken, PROBES["page"].read, PROBES["page"].allow, PROBES["page"].card
    )
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        faulty, sound = target(base + PATH, "bad", id="faulty"), target(base + PATH, id="sound")
        looks = watcher(store, wires, [faulty, sound], SimulatedClock(WEDNESDAY), bad=bad)
        first, second = await asyncio.gather(looks.look(faulty, LookKind.EXTRA), looks.look(sound, LookKind.EXTRA))
    assert first is None
    assert second is not None
    with reading(store.path) as reader:
        assert list(reader.looks("faulty")) == [], "our bug is no observation of the site"
        assert [(fault["target"], fault["summary"]) for fault in reader.faults()] == [
            ("faulty", "ZeroDivisionError: integer division or modulo by zero")
        ]


async def test_one_look_at_a_time_per_host(store: Store, wires: WireBox) -> None:
    under_way, most = 0, 0

    async def app(scope: object, receive: object, send: object) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.02)
        await Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)(scope, receive, send)  # type: ignore[arg-type]
        under_way -= 1

    async with serve(app) as base:
        targets = [target(base + PATH, id=f"t{number}") for number in range(4)]
        looks = watcher(store, wires, targets, SimulatedClock(WEDNESDAY))
        await asyncio.gather(*(looks.look(one, LookKind.EXTRA) for one in targets))
    assert most == 1


async def test_a_host_held_by_a_killed_process_is_taken_over(store: Store, wires: WireBox) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    clock = SimulatedClock(WEDNESDAY)
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        one = target(base + PATH)
        holder = f"pid {int(dead.stdout)}"
        assert store.hold_host(one.host, holder, WEDNESDAY, WEDNESDAY + timedelta(hours=1)) is None
        seen = await watcher(store, wires, [one], clock).look(one, LookKind.EXTRA)
    assert seen is not None
    assert clock.now() < WEDNESDAY + timedelta(minutes=1), "it was not waited for"


async def test_a_host_held_by_another_process_is_waited_for(store: Store, wires: WireBox) -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    clock = SimulatedClock(WEDNESDAY)
    try:
        async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
            one = target(base + PATH)
            until = WEDNESDAY + timedelta(seconds=30)
            assert store.hold_host(one.host, f"pid {other.pid}", WEDNESDAY, until) is None
            seen = await watcher(store, wires, [one], clock).look(one, LookKind.EXTRA)
    finally:
        other.communicate(b"\n", timeout=10)
    assert seen is not None
    assert seen.look.started_at >= until


async def test_due_times_survive_a_restart_and_late_looks_come_once(store: Store, wires: WireBox) -> None:
    clock = SimulatedClock(WEDNESDAY)
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        one = target(base + PATH)
        looks = watcher(store, wires, [one], clock)
        rounds = Rounds([one], watcher=looks, store=store, clock=clock)
        await rounds.run(rounds.claim())
        assert rounds.claim() == [], "one look an hour"
        planned = rounds.next_wake()
        again = Rounds([one], watcher=looks, store=store, clock=clock)
        assert again.next_wake() == planned, "the plan is in the store"
        clock.move_to(WEDNESDAY + timedelta(hours=9))
        late = again.claim()
        assert [wanted.at for wanted in late] == [planned]
        assert again.claim() == [], "what is under way is not started twice"
        await again.run(late)
        assert again.claim() == [], "missed hours are holes, not looks to be made up for"
    with reading(store.path) as reader:
        assert [(look["kind"], look["outcome"]) for look in reader.looks("one")] == [("anchored", "no_slots")] * 2


def test_the_system_clock_is_not_simulated() -> None:
    assert not SystemClock().simulated
    assert SystemClock().now().utcoffset() == timedelta(0)
