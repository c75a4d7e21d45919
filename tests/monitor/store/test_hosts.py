"""What is remembered of hosts, and of targets that were renamed or moved."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.canonical import canonical, line_sha256
from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.model import Target, Watchers
from monitor.model.hosts import HostState, RobotsCopy, Wait
from monitor.rebuild import rebuild
from monitor.store.hosts import RUN, Hosts, running
from monitor.store.judgements import Judgements, memories
from monitor.store.migrations import migrations
from monitor.store.reader import reading
from monitor.store.writer import Store
from tests.support.audit import audit, derived
from tests.support.looks import HOUR, MONDAY, a_look, a_rule, a_target, an_exchange, effective, planned

HOST = "rdv.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "slotwatch.db") as opened:
        yield opened


def free(_state: HostState) -> None:
    return None


def test_one_process_holds_a_host_and_the_next_begins_with_what_it_left(store: Store):
    hosts, until = Hosts(store), MONDAY + HOUR
    held = hosts.hold(HOST, "pid 1", MONDAY, until, free)
    assert held == HostState()
    taken = hosts.hold(HOST, "pid 2", MONDAY, until, free)
    assert isinstance(taken, Wait)
    assert (taken.holder, taken.until) == ("pid 1", until)
    left = HostState(free_at=MONDAY + HOUR, recent=((MONDAY, 3), (MONDAY, 1)), level=2, paused="it asked")
    hosts.release(HOST, "pid 2", left)
    assert hosts.state(HOST).holder == "pid 1", "who does not hold it gives nothing back"
    hosts.release(HOST, "pid 1", left)
    state = hosts.state(HOST)
    assert (state.holder, state.free_at, state.recent) == ("", left.free_at, left.recent)
    assert (state.level, state.paused) == (left.level, left.paused)
    wait = Wait(MONDAY + 2 * HOUR, "its pace")
    assert hosts.hold(HOST, "pid 2", MONDAY, until, lambda _: wait) == wait


@pytest.mark.parametrize(
    ("at", "taken", "why"),
    [
        (MONDAY + HOUR - timedelta.resolution, False, "it is held"),
        (MONDAY + HOUR, True, "the lease of a process that does not come back ends by itself"),
    ],
)
def test_a_lease_ends(store: Store, at, taken: bool, why: str):
    hosts = Hosts(store)
    hosts.hold(HOST, "pid 1", MONDAY, MONDAY + HOUR, free)
    assert isinstance(hosts.hold(HOST, "pid 2", at, at + HOUR, free), HostState) is taken, why


def test_a_host_is_taken_from_a_dead_process_and_from_no_other(store: Store):
    hosts = Hosts(store)
    hosts.hold(HOST, "pid 1", MONDAY, MONDAY + HOUR, free)
    hosts.forget_holder(HOST, "pid 2")
    assert hosts.state(HOST).holder == "pid 1"
    hosts.forget_holder(HOST, "pid 1")
    assert hosts.state(HOST).holder == ""


def test_a_robots_txt_is_kept_as_it_came(store: Store):
    hosts = Hosts(store)
    assert hosts.robots("https://rdv.example") is None
    for copy in (
        RobotsCopy("https://rdv.example", MONDAY, 200, b"User-agent: *\r\nDisallow: /\xff"),
        RobotsCopy("https://rdv.example", MONDAY + HOUR, 404),
    ):
        hosts.put_robots(copy)
        assert hosts.robots("https://rdv.example") == copy


def test_who_runs_and_under_which_configuration_is_seen_from_outside(store: Store):
    assert running(store.path) == ("", "")
    Hosts(store).hold(RUN, "pid 7/9", MONDAY, MONDAY + HOUR, free)
    context = effective(a_target())
    Ledger(store, SimulatedClock(MONDAY), "test").configure(context, [a_target()])
    assert running(store.path) == ("pid 7/9", line_sha256(canonical(context)))


def test_leases_of_an_older_version_are_kept(tmp_path: Path):
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before="m005_politeness")
        sql.execute(
            "INSERT INTO hosts VALUES ('(run)', 'pid 1', '2018-10-01T08:00:00.000000Z', ?)", ("2018-10-01T07:00Z",)
        )
    with Store(path) as store:
        state = Hosts(store).state(RUN)
    assert (state.holder, state.held_until, state.recent, state.level) == ("pid 1", MONDAY + HOUR, (), 0)


def test_of_how_many_requests_the_latest_look_was(store: Store):
    ledger = Ledger(store, SimulatedClock(MONDAY), "test")
    ledger.configure(effective(a_target()), [a_target()])
    assert store.requests_of_last_look("palaiseau") == 0
    robots = an_exchange(url="https://rdv.example/robots.txt")
    ledger.record(a_look("N", exchanges=(robots, an_exchange(), an_exchange())))
    assert store.requests_of_last_look("palaiseau") == 2, "robots.txt is asked once a day only"
    ledger.record(a_look("N", MONDAY + HOUR))
    assert store.requests_of_last_look("palaiseau") == 1


# Renamed, moved, retired

RULES = (a_rule("none", "no_slots", "3h"), a_rule("down", "down", "1h"))


def live(path: Path, target: Target, line: str, start: int) -> None:
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(MONDAY + start * HOUR), "test")
        ledger.configure(effective(target, rules=RULES), [target])
        for number, letter in enumerate(line, start):
            ledger.record(a_look(letter, MONDAY + number * HOUR, target=target), planned(MONDAY + (number + 1) * HOUR))


def test_a_renamed_target_goes_on_under_its_new_id(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    live(path, a_target("essonne"), "NNNN", 0)
    renamed = a_target("palaiseau", was="essonne")
    live(path, renamed, "NNFFN", 4)
    live(path, renamed, "S", 9)
    assert audit(path) == 10
    with reading(path) as reader:
        (state,) = reader.target_states()
        assert (state.slug, state.observations, state.anchored) == ("palaiseau", 10, 10)
        assert state.retired_at is None
        lines = [json.loads(line) for line in reader.lines("palaiseau")]
        assert [line["tgt"] for line in lines] == ["essonne"] * 4 + ["palaiseau"] * 6, "what is sealed stays"
        assert [line["seq"] for line in lines] == list(range(10)), "in one chain"
        assert all(reader.target_in_force(look["id"])["id"] for look in reader.looks("palaiseau"))
    with closing(sqlite3.connect(path)) as sql:
        incidents = sql.execute("SELECT key, state FROM incidents WHERE kind = 'no_slots'").fetchall()
        assert incidents == [("essonne/no_slots/2018-10-01T07:00Z-1", "resolved")], "one absence, not two"
        assert sql.execute("SELECT slug, target FROM former_ids").fetchall() == [("essonne", 1)]
        assert sql.execute("SELECT next_due_at FROM due_times").fetchall() == [("2018-10-01T17:00:00.000000Z",)]


def test_a_rebuild_knows_the_former_ids(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    live(path, a_target("essonne", every=HOUR / 2), "NNNNFF", 0)
    live(path, a_target("palaiseau", was="essonne"), "NNFFFFN", 6)
    before = derived(path)
    with Store(path) as store:
        assert rebuild(store) == 13
    assert derived(path) == before


def test_a_name_may_be_used_anew_and_given_back(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    live(path, a_target("a"), "N", 0)
    live(path, a_target("b", was="a"), "N", 1)
    live(path, a_target("a", was="b"), "N", 2)
    live(path, a_target("b", was="a"), "N", 3)
    live(path, a_target("a"), "N", 4)
    with reading(path) as reader:
        assert {(state.slug, state.observations, state.retired_at is None) for state in reader.target_states()} == {
            ("b", 4, False),
            ("a", 1, True),
        }, "a new page under an old name has its own history"


def test_a_former_id_that_was_never_looked_at_means_nothing(store: Store):
    target = a_target("palaiseau", was="essonne")
    Ledger(store, SimulatedClock(MONDAY), "test").configure(effective(target), [target])
    assert store.connection.execute("SELECT count(*) FROM former_ids").fetchone() == (0,)


def test_a_target_that_moved_keeps_its_history_and_each_look_its_url(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    for number, url in enumerate(("https://old.example/x", "https://new.example/x")):
        target = replace(a_target(), url=url)
        context = effective(target)
        context["target"][0]["url"] = url
        with Store(path) as store:
            ledger = Ledger(store, SimulatedClock(MONDAY + number * HOUR), "test")
            ledger.configure(context, [target])
            ledger.record(a_look("N", MONDAY + number * HOUR, target=target))
    with reading(path) as reader:
        (state,) = reader.target_states()
        assert (state.url, state.observations) == ("https://new.example/x", 2)
        urls = [reader.target_in_force(look["id"])["url"] for look in reader.looks("palaiseau")]
    assert urls == ["https://old.example/x", "https://new.example/x"]


def test_what_is_remembered_is_read_with_and_without_what_is_newer(store: Store):
    ledger = Ledger(store, SimulatedClock(MONDAY), "test")
    ledger.configure(effective(a_target()), [a_target()])
    for number, letter in enumerate("NGFGF"):
        ledger.record(a_look(letter, MONDAY + number * HOUR))
    known = Judgements(store.connection).memories(Watchers.MACHINE)
    assert known == memories(store.path, Watchers.MACHINE)
    assert (known["palaiseau"].outcome, known["palaiseau"].outcome_since) == ("gated", MONDAY + HOUR)
    store.connection.execute("UPDATE memories SET memory = json_remove(memory, '$.outcome', '$.outcome_since')")
    assert Judgements(store.connection).memories(Watchers.MACHINE)["palaiseau"].outcome == ""
