"""Looks from lease to ledger, and the rounds that plan them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock, SystemClock
from monitor.demo.play import serve
from monitor.http.plain import PlainHttp
from monitor.ledger import Ledger
from monitor.model import Limits, LookKind, Target
from monitor.model.hosts import HostState
from monitor.store.hosts import Hosts
from monitor.store.reader import reading
from monitor.store.writer import Store
from monitor.watch.canary import Canary
from monitor.watch.look import Watcher, WireBox
from monitor.watch.rounds import Rounds
from monitor.watch.turns import is_alive, this_process
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
    store: Store | None,
    wires: WireBox,
    targets: list[Target],
    clock: SimulatedClock,
    *,
    canary: Canary | None = None,
    **probes: Probe,
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
        canary=canary,
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


def hold(store: Store, one: Target, holder: str, until: datetime) -> None:
    assert isinstance(Hosts(store).hold(one.server, holder, WEDNESDAY, until, lambda _: None), HostState)


async def test_a_host_held_by_a_killed_process_is_taken_over(store: Store, wires: WireBox) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    clock = SimulatedClock(WEDNESDAY)
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        one = target(base + PATH)
        holder = f"pid {int(dead.stdout)}"
        hold(store, one, holder, WEDNESDAY + timedelta(hours=1))
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
            hold(store, one, f"pid {other.pid}", until)
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


CLOSED = "127.0.0.1:9"
"""A port of this machine where nobody listens."""


class Asked:
    """A canary's question, over a real socket, counted."""

    def __init__(self) -> None:
        self.count = 0

    async def __call__(self, where: str, seconds: float) -> bool:
        self.count += 1
        return await PlainHttp("slotwatch/test").reachable(where, seconds)


@pytest.mark.parametrize(
    ("canary_answers", "outcome", "reason", "rule", "why"),
    [
        (False, "offline", "offline", "canary/timeout", "nothing is said of a site while our own network is down"),
        (True, "failing", "timeout", "fetch/timeout", "our network works: it is the site"),
    ],
)
async def test_while_our_own_network_is_down_every_look_is_stored_as_offline_with_its_exchanges(
    store: Store, wires: WireBox, canary_answers: bool, outcome: str, reason: str, rule: str, why: str
) -> None:
    over, talks, asked = asyncio.Event(), [], Asked()

    async def hang(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append(asyncio.create_task(hang(reader, writer)))

    hosts = [f"127.0.0.{number}" for number in range(1, 6)]  # one at a time per host, these side by side
    clock = SimulatedClock(WEDNESDAY)
    async with await asyncio.start_server(accept, hosts, 0) as server:
        places = ["{}:{}".format(*sock.getsockname()) for sock in server.sockets]
        canary = Canary([places[0] if canary_answers else CLOSED], clock, asked)
        impatient = Limits(seconds=5, read_seconds=0.2)
        targets = [target(f"http://{at}{PATH}", id=f"t{n}", limits=impatient) for n, at in enumerate(places)]
        looks = watcher(store, wires, targets, clock, canary=canary)
        await asyncio.gather(*(looks.look(one, LookKind.ANCHORED) for one in targets))
        over.set()
        await asyncio.gather(*talks)
    assert asked.count == 1
    with reading(store.path) as reader:
        for one in targets:
            look = next(reader.looks(one.id))
            assert (look["outcome"], look["reason"], look["rule"], look["quote"]) == (outcome, reason, rule, None), why
            kept = store.connection.execute(
                "SELECT e.url, e.fault FROM exchanges e WHERE e.observation = ?", (look["id"],)
            )
            assert kept.fetchall() == [(one.url, "no further bytes within the time allowed")], "and what was asked"


async def test_the_canary_is_asked_once_a_minute_however_many_looks_fail(store: Store, wires: WireBox) -> None:
    clock, asked = SimulatedClock(WEDNESDAY), Asked()
    targets = [target(f"http://{CLOSED}{PATH}", id=f"t{number}") for number in range(20)]
    looks = watcher(store, wires, targets, clock, canary=Canary([CLOSED], clock, asked))
    seen = await asyncio.gather(*(looks.look(one, LookKind.ANCHORED) for one in targets))
    assert {one.look.reading.rule for one in seen if one} == {"canary/connection"}
    assert asked.count == 1
    clock.move_to(WEDNESDAY + timedelta(minutes=1))
    await looks.look(targets[0], LookKind.ANCHORED)
    assert asked.count == 2


HOUR = timedelta(hours=1)
AUTUMN = datetime(2018, 10, 28, 0, 30, tzinfo=UTC)
"""Half an hour before summer time ends in Paris."""
SPRING = datetime(2018, 3, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "set_by", "step", "why"),
    [
        (WEDNESDAY, timedelta(0), timedelta(0), "an hour passed, on both clocks"),
        (AUTUMN, timedelta(0), timedelta(0), "the night in which summer time ends sets no clock"),
        (SPRING, timedelta(0), timedelta(0), "nor does the one in which it begins"),
        (WEDNESDAY, HOUR, HOUR, "a leap forwards"),
        (WEDNESDAY, -HOUR, -HOUR, "a leap back"),
        (WEDNESDAY, timedelta(seconds=20), timedelta(0), "a small correction"),
    ],
)
async def test_a_look_says_by_how_much_the_clock_was_set_since_the_last_look_at_its_target(
    wires: WireBox, start: datetime, set_by: timedelta, step: timedelta, why: str
) -> None:
    clock = SimulatedClock(start)
    one, other = (target(f"http://{CLOSED}{PATH}", id=slug) for slug in ("one", "other"))
    looks = watcher(None, wires, [one, other], clock)
    first = await looks.look(one, LookKind.ANCHORED)
    clock.move_to(start + HOUR / 2)
    clock.step(set_by)
    new = await looks.look(other, LookKind.ANCHORED)
    clock.move_to(clock.now() + HOUR / 2)
    steps = [seen.look.clock_step for seen in (first, await looks.look(one, LookKind.EXTRA), new) if seen]
    assert steps == [timedelta(0), step, timedelta(0)], why
    again = await looks.look(one, LookKind.ANCHORED)
    assert again
    assert again.look.clock_step == timedelta(0), "it is told once"


async def test_a_step_is_not_lost_with_a_look_that_was_not_stored(wires: WireBox) -> None:
    broken = True

    def flow(url: str, _options: object) -> Flow:
        if broken:
            raise RuntimeError("our bug")
        yield Get(url)
        return Reading(Reason.UNRECOGNISED_PAGE)

    clock = SimulatedClock(WEDNESDAY)
    one = target(f"http://{CLOSED}{PATH}", "trial")
    looks = watcher(None, wires, [one], clock, trial=replace(PROBES["ezbooking"], name="trial", flow=flow))
    broken = False
    await looks.look(one, LookKind.ANCHORED)
    clock.step(HOUR)
    broken = True
    assert await looks.look(one, LookKind.ANCHORED) is None
    broken = False
    seen = await looks.look(one, LookKind.ANCHORED)
    assert seen
    assert seen.look.clock_step == HOUR


def test_a_process_is_known_by_its_number_and_by_when_it_started() -> None:
    number, started = this_process().removeprefix("pid ").split("/")
    assert int(number) == os.getpid()
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    other = int(dead.stdout)
    for holder, alive, why in [
        (this_process(), True, "this one"),
        (f"pid {number}", True, "as older versions wrote it"),
        (f"pid {number}/{int(started) + 1}", False, "another process had the number before the machine was restarted"),
        (f"pid {other}/{started}", False, "dead"),
        (f"pid {other}", False, "dead, as older versions wrote it"),
        ("pid 1", True, "another user's"),
        ("somebody", True, "no name of ours: better to wait"),
    ]:
        assert is_alive(holder) is alive, why


def test_another_process_names_itself_as_it_is_seen_from_here() -> None:
    code = "from monitor.watch.turns import this_process; print(this_process(), flush=True); input()"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout
        holder = other.stdout.readline().strip()
        assert "/" in holder
        assert is_alive(holder)
        assert not is_alive(holder + "0"), "one that started at another time is not it"
        other.communicate("\n", timeout=10)
    assert not is_alive(holder)
