"""What must not be claimed when our own network, our clock or our machine fails, or when a captcha is put in front."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor.clock import SimulatedClock, from_iso
from monitor.config.load import load
from monitor.demo.play import serve
from monitor.observatory import observatory
from probes.ezbooking import sim_scenarios as sim
from probes.ezbooking.simulator import Scenario, Simulator
from probes.registry import PROBES
from tests.support.audit import audit
from tests.support.faulty_story import CAPTCHA
from tests.support.playing import CONFIG, PATH, incidents, message, owed, play, told

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = datetime(2018, 10, 1, 6, 0, tzinfo=UTC)
NONE = sim.SCENARIOS["none"].at(START)
ABSENT_FOR_A_DAY = '[[rule]]\nname = "absent"\nwhen = "no_slots"\nfor = "1d"\n'


def looks(path: Path) -> list[tuple[datetime, str]]:
    """When each look was made, and its outcome."""
    with closing(sqlite3.connect(path)) as sql:
        return [
            (from_iso(at), outcome) for at, outcome in sql.execute("SELECT started_at, outcome FROM looks ORDER BY id")
        ]


def of_kind(path: Path, kind: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as sql:
        sql.row_factory = sqlite3.Row
        return [dict(row) for row in sql.execute("SELECT * FROM incidents WHERE kind = ? ORDER BY id", (kind,))]


@contextmanager
def a_port(*, answers: bool) -> Iterator[int]:
    """A loopback port that takes connections, or refuses them."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if answers:
            listener.listen(64)
        yield listener.getsockname()[1]


# Our own network


def cut_for(hours: int) -> Scenario:
    """No slot; then for some hours no answer at all; then no slot again."""
    cut = sim.SCENARIOS["reset"].at(START)
    return Scenario([(START, NONE), (START + 20 * HOUR, cut), (START + (20 + hours) * HOUR, NONE)])


async def test_an_outage_of_our_own_network_is_never_told_as_the_sites(tmp_path: Path):
    with a_port(answers=False) as port:
        more = f'[network]\ncanary = ["127.0.0.1:{port}"]\n'
        store = await play(tmp_path, cut_for(30), [(START, START + 60 * HOUR)], more=more)
    assert [outcome for _, outcome in looks(store)] == ["no_slots"] * 21 + ["offline"] * 30 + ["no_slots"] * 10
    assert not of_kind(store, "down"), "we got no answer anywhere"
    assert not of_kind(store, "blind")
    assert told(owed(store)) == [], "the absence was not seen for three days in a row: nothing to be told"
    first, second = of_kind(store, "no_slots")
    assert from_iso(first["last_at"]) < START + 20 * HOUR, "nothing is claimed of hours in which we could not look"
    assert (first["state"], second["previous"]) == ("lost", first["key"])


async def test_a_short_outage_of_our_own_network_is_a_hole_that_the_message_owns_up_to(tmp_path: Path):
    with a_port(answers=False) as port:
        more = f'[network]\ncanary = ["127.0.0.1:{port}"]\n' + ABSENT_FOR_A_DAY
        store = await play(tmp_path, cut_for(4), [(START, START + 30 * HOUR)], more=more)
    (absent,) = owed(store)
    incident = absent.facts["incident"]
    assert incident["looks"] - incident["conclusive"] == 4, "offline looks are in the denominator and prove nothing"
    assert timedelta(seconds=incident["largest_gap_seconds"]) > 4 * HOUR
    assert incident["causes"] == {"notice": incident["proving"]}
    assert not of_kind(store, "down")


async def test_where_others_answer_the_fault_is_told_without_saying_whose_it_is(tmp_path: Path):
    with a_port(answers=True) as port:
        more = f'[network]\ncanary = ["127.0.0.1:{port}"]\n'
        store = await play(tmp_path, cut_for(30), [(START, START + 60 * HOUR)], more=more)
    assert told(owed(store)) == ["default down firing", "default down resolved"]
    (down,) = of_kind(store, "down")
    assert down["causes"] == '{"connection": 30}'
    assert [row.facts["incident"]["attribution"] for row in owed(store)] == ["unknown", "unknown"]


# Nights in which the local clock is changed


@pytest.mark.parametrize(
    ("changed_at", "first", "last", "hours"),
    [
        (datetime(2018, 10, 28, 1, tzinfo=UTC), "UTC+2", "UTC+1", 25),
        (datetime(2019, 3, 31, 1, tzinfo=UTC), "UTC+1", "UTC+2", 23),
    ],
)
async def test_a_night_in_which_clocks_change_gains_and_loses_neither_look_nor_hour(
    tmp_path: Path, changed_at: datetime, first: str, last: str, hours: int
):
    begins = changed_at - 14 * HOUR
    store = await play(tmp_path, Scenario.always(NONE), [(begins, begins + 40 * HOUR)], more=ABSENT_FOR_A_DAY)
    times = [at for at, _ in looks(store)]
    assert len(times) == 1 + 40, "one at the start, then on the grid"
    assert all(0.9 * HOUR <= later - earlier <= 1.1 * HOUR for earlier, later in pairwise(times[1:]))
    with closing(sqlite3.connect(store)) as sql:
        day = changed_at.astimezone(ZoneInfo("Europe/Paris")).date().isoformat()
        assert sql.execute("SELECT anchored FROM days WHERE day = ?", (day,)).fetchall() == [(hours,)]
    (absent,) = owed(store)
    fired_at = from_iso(absent.facts["at"])
    assert DAY <= fired_at - times[0] < DAY + 1.1 * HOUR, "a day is 24 hours, whatever the clock on the wall shows"
    assert absent.facts["incident"]["duration_seconds"] == (fired_at - times[0]).total_seconds()
    text = message(absent, "en").text
    assert text.index(first) < text.index(last), "each time with the offset that was in force"


# A clock that is set


@dataclass(frozen=True)
class Lived:
    store: Path
    looks: list[tuple[datetime, timedelta]]
    """When each was made by the clock, and after how much time that really passed."""


async def live_through(folder: Path, leap: timedelta, leaps_after: timedelta, ends_after: timedelta) -> Lived:
    """Watch hourly, with the daemon's check of itself each minute; meanwhile somebody sets the clock."""
    clock, made = SimulatedClock(START), []
    async with serve(Simulator(Scenario.always(NONE), now=clock.now)) as base:
        file = folder / "config.toml"
        file.write_text(CONFIG.format(url=base + PATH) + ABSENT_FOR_A_DAY, encoding="utf-8")
        async with observatory(load(file, probes=PROBES, environ={}), PROBES, clock) as parts:
            assert parts.rounds is not None
            assert parts.health is not None
            while clock.uptime() < ends_after.total_seconds():
                if clock.uptime() == leaps_after.total_seconds():
                    clock.step(leap)
                parts.health.check()
                parts.rounds.replan()
                if wanted := parts.rounds.claim():
                    made.append((clock.now(), timedelta(seconds=clock.uptime())))
                    await parts.rounds.run(wanted)
                clock.move_to(clock.now() + timedelta(minutes=1))
    return Lived(folder / "slotwatch.sqlite3", made)


@pytest.mark.parametrize("leap", [HOUR, -HOUR], ids=["forwards", "back"])
async def test_a_clock_that_leaps_makes_no_absence_longer_than_it_was_seen(tmp_path: Path, leap: timedelta):
    lived = await live_through(tmp_path, leap, 10 * HOUR + timedelta(minutes=30), 30 * HOUR)
    # Nobody sends here, so after an hour the outbox is a trouble too.
    rows = [row for row in owed(lived.store) if (row.facts["trouble"] or {}).get("kind") != "outbox"]
    assert told(rows) == ["default self firing", "absent firing"], "that the clock was set is told once, of ourselves"
    assert rows[0].facts["trouble"]["details"] == {"seconds": leap.total_seconds()}
    assert [(kind, state) for kind, state, *_ in incidents(lived.store)] == [
        ("no_slots", "open"),
        ("unbookable", "open"),
    ]
    after = dict(lived.looks)[from_iso(rows[1].facts["at"])]
    assert after >= DAY, "it fires after a day that was really lived"
    for incident in (rows[1].facts["incident"], *of_kind(lived.store, "no_slots")):
        assert from_iso(incident["last_at"]) - from_iso(incident["first_at"]) <= lived.looks[-1][1] + max(
            leap, 0 * HOUR
        )
    assert timedelta(seconds=rows[1].facts["incident"]["duration_seconds"]) <= after
    missed = 1.1 * HOUR + max(leap, 0 * HOUR)  # whether the skipped hour was lived through cannot be told
    assert timedelta(seconds=rows[1].facts["incident"]["largest_gap_seconds"]) <= missed, "nor is any interval hidden"
    assert audit(lived.store) == len(lived.looks)


@pytest.mark.parametrize("leap", [HOUR, -HOUR], ids=["forwards", "back"])
async def test_a_clock_that_leaps_neither_stops_the_looks_nor_makes_many_at_once(tmp_path: Path, leap: timedelta):
    lived = await live_through(tmp_path, leap, 10 * HOUR + timedelta(minutes=30), 16 * HOUR)
    spaces = [later - earlier for (_, earlier), (_, later) in pairwise(lived.looks)]
    assert max(spaces) <= 1.2 * HOUR
    assert sum(space < timedelta(minutes=50) for space in spaces) <= 2, "one look may come early, at the leap"


# A machine that was off


async def test_five_days_without_a_look_are_never_part_of_an_absence(tmp_path: Path):
    off, on = START + 4 * DAY, START + 9 * DAY
    store = await play(tmp_path, Scenario.always(NONE), [(START, off), (on, on + 4 * DAY)])
    assert told(owed(store)) == ["default no_slots firing", "default no_slots lost", "default no_slots firing"]
    first, second = of_kind(store, "no_slots")
    assert from_iso(first["last_at"]) < off
    assert (first["state"], first["ended_by"]) == ("lost", "hole")
    assert from_iso(first["ended_at"]) <= off + 7 * HOUR, "lost when the wait was over, not when we came back"
    assert from_iso(second["first_at"]) >= on
    assert second["previous"] == first["key"]
    _, lost, again = owed(store)
    assert timedelta(seconds=lost.facts["incident"]["duration_seconds"]) < 4 * DAY
    assert on + 3 * DAY <= from_iso(again.facts["at"]), "three days of looks, counted anew"
    assert again.facts["incident"]["conclusive"] == again.facts["incident"]["looks"] < 75


async def test_an_absence_that_was_not_told_before_the_machine_went_off_is_not_told_as_lost(tmp_path: Path):
    off, on = START + 2 * DAY, START + 7 * DAY
    store = await play(tmp_path, Scenario.always(NONE), [(START, off), (on, on + 2 * DAY)])
    assert told(owed(store)) == [], "two days, five days unknown, two days: never three"
    assert [incident["state"] for incident in of_kind(store, "no_slots")] == ["lost", "open"]


# A captcha


async def test_a_captcha_in_the_third_week_prolongs_no_absence(tmp_path: Path):
    put_up = START + 15 * DAY
    story = Scenario([(START, NONE), (put_up, CAPTCHA)])
    store = await play(tmp_path, story, [(START, put_up + 3 * DAY)])
    assert told(owed(store)) == [
        "default no_slots firing",
        "default scarce firing",
        "default captcha_appeared captcha_appeared",
        "default no_slots lost",
        "default scarce lost",
        "default blind firing",
    ]
    at = {(row.rule, row.change): from_iso(row.facts["at"]) for row in owed(store)}
    assert put_up + 5 * HOUR < at["default no_slots", "lost"] < put_up + 7 * HOUR
    assert put_up + DAY <= at["default blind", "firing"] < put_up + DAY + 2 * HOUR
    for kind in ("no_slots", "unbookable", "scarce"):
        (absence,) = of_kind(store, kind)
        assert from_iso(absence["last_at"]) < put_up, kind
        assert absence["state"] == "lost"
        assert absence["causes"] == f'{{"notice": {absence["proving"]}}}'
    (blind,) = of_kind(store, "blind")
    assert (blind["state"], from_iso(blind["first_at"]) >= put_up) == ("open", True)
    lost = next(row for row in owed(store) if row.change == "lost")
    assert "since" not in message(lost, "en").title, "it is not current any more"
