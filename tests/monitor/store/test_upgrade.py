"""A store of every earlier schema, with looks in it, is brought up to date, and what persisted in it is known."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.model import Look
from monitor.rebuild import is_stale, rebuild
from monitor.report.agreement import disagreements
from monitor.store.integrity import problems
from monitor.store.lines import Lines
from monitor.store.migrations import migrations
from monitor.store.schema import MIGRATIONS
from monitor.store.writer import Store
from probes.contract import Reading, Reason, Statement
from tests.support.audit import audit, derived
from tests.support.looks import HOUR, MONDAY, a_look, a_rule, a_target, an_exchange, effective, moments, windowed
from tests.support.old_stores import OLD, OldStore
from tests.support.writing import a_ledger, write

LINE = "NNNNESNNNNnNNFFGG" + "." * 30 + "N<NSsN"
TARGETS = (a_target(), a_target("evry", timezone="Indian/Reunion"))
EFFECTIVE = effective(*TARGETS, rules=[a_rule("none", "no_slots", "3h")])
SAID = (Statement("last-release", "Publiés vendredi", date(2018, 9, 28)), Statement("terms", "conditions"))


def _looks(steps: int) -> Iterator[Look]:
    """What a program that knew so many migrations could see and store."""
    for number, (letter, at, kind) in enumerate(moments(LINE)):
        answers = (an_exchange(random.Random(number // 3).randbytes(50)), an_exchange(status=None, fault="timeout"))
        earlier = timedelta(microseconds=(0, 1, 400, 500, 501, 999_999)[number % 6])  # SQLite knows milliseconds only
        yield a_look(letter, at - earlier, target=TARGETS[number % 2], kind=kind, exchanges=answers)
    at += 9 * HOUR
    yield a_look(windowed(date(2018, 10, 3), date(2018, 11, 30), *SAID), at, target=TARGETS[0], exchanges=())
    if steps >= 2:
        week = Reading(Reason.NOTICE, "Rien cette semaine", "test/week", "fr", "en", language_by="rule", span="week")
        yield a_look(week, at + HOUR, target=TARGETS[0])
    if steps >= 4:
        yield replace(a_look("N", at + 2 * HOUR, target=TARGETS[0]), clock_step=timedelta(seconds=-90))


KEPT = {
    "observations": "id, uuid, target, sequence, vantage, configuration, kind, due_at, started_at, milliseconds,"
    " simulated, outcome, reason, conclusive, text, rule, probe, page_language, slots_count, slots_earliest,"
    " window_first, window_last",
    "exchanges": "*",
    "statements": "*",
    "texts": "*",
    "captures": "id, bytes, encoding, content",
    **dict.fromkeys(["configurations", "targets", "vantages", "standings"], "*"),
}


def _content(path: Path, steps: int) -> dict[str, list[tuple[Any, ...]]]:
    """All that is no sum, in the words of a program that knew so many migrations."""
    kept = dict(KEPT)
    if steps >= 2:
        kept["observations"] += ", window_label, language_by"
    if steps >= 3:
        kept["annotations"] = "id, uuid, observation, target, vantage, sequence, kind, at, author, why"
    if steps >= 4:
        kept["observations"] += ", clock_step_seconds"
    if steps >= 6:
        kept["custody"] = "id, at, kind, details"
    with closing(sqlite3.connect(path)) as sql:
        found = {name: sql.execute(f"SELECT {columns} FROM {name} ORDER BY 1, 2") for name, columns in kept.items()}
        hashes = sql.execute(
            "SELECT id, lower(iif(typeof(sha256) = 'blob', hex(sha256), sha256)) FROM captures ORDER BY 1"
        )
        return {**{name: rows.fetchall() for name, rows in found.items()}, "hashes": hashes.fetchall()}


def _sealed(path: Path, steps: int) -> list[tuple[Any, ...]]:
    """The lines as they were stored beside their rows."""
    tables = ["observations"] + ["annotations"] * (steps >= 3)
    query = " UNION ALL ".join(f"SELECT target, sequence, sealed_line FROM {table}" for table in tables)
    with closing(sqlite3.connect(path)) as sql:
        return sql.execute(f"{query} ORDER BY 1, 2").fetchall()


def _old(path: Path, until: str) -> int:
    """Write a store of that time; returns the number of looks."""
    number = 0
    with OldStore(path, until, EFFECTIVE) as store:
        for number, look in enumerate(_looks(store.steps), 1):
            store.record(look)
            if number in (5, 20) and store.steps >= 3:
                store.annotate(look.target.id, number - 2, "a page of another « office »\u2028")
        if store.steps >= 6:
            store.prune(4)
    return number


def _lived(path: Path, steps: int) -> None:
    """The same looks, by the program of today."""
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(MONDAY), "test")
        ledger.configure(EFFECTIVE, TARGETS)
        uuids = []
        for number, look in enumerate(_looks(steps), 1):
            uuids.append(ledger.record(look).uuid)
            if number in (5, 20) and steps >= 3:
                ledger.annotate(uuids[number - 3], kind="retracted", why="a page of another « office »", author="op")


@pytest.mark.parametrize("until", OLD)
def test_an_older_store_keeps_all_that_it_holds_and_its_chains(tmp_path: Path, until: str):
    path, steps = tmp_path / "old.sqlite3", MIGRATIONS.index(until)
    looks = _old(path, until)
    before, sealed = _content(path, steps), _sealed(path, steps)
    Store(path).close()
    assert _content(path, steps) == before
    with closing(sqlite3.connect(path)) as sql:
        lines = Lines(sql)
        assert [(target, *line) for target, _ in lines.chains() for line in lines.of_chain(target, 1)] == sealed
        days = sql.execute("SELECT count(*) FROM lines GROUP BY target, vantage, day").fetchall()
        assert len(days) == 4, "two chains, two days each: a remark made by an earlier clock opens no past day again"
    assert len(before["observations"]) == looks > 20
    assert [str(problem) for problem in problems(path)] == []


@pytest.mark.parametrize("until", OLD)
def test_what_follows_from_the_looks_of_an_older_store_is_what_living_through_them_gives(tmp_path: Path, until: str):
    old, new, steps = tmp_path / "old.sqlite3", tmp_path / "new.sqlite3", MIGRATIONS.index(until)
    looks = _old(old, until)
    _lived(new, steps)
    with Store(old) as store:
        assert is_stale(store), "what the older program judged and counted is made anew"
        assert rebuild(store) == looks
        assert not is_stale(store)
    assert derived(old) == derived(new)
    assert list(disagreements(old)) == []
    assert [str(problem) for problem in problems(old)] == []


@pytest.mark.parametrize("until", OLD)
def test_looks_go_on_in_an_older_store(tmp_path: Path, until: str):
    path = tmp_path / "old.sqlite3"
    looks = _old(path, until)
    with a_ledger(path, *TARGETS) as (store, ledger):
        rebuild(store)
        for number in range(5):
            ledger.record(a_look("N", MONDAY + (200 + number) * HOUR))
    assert [str(problem) for problem in problems(path)] == []
    assert list(disagreements(path)) == []
    assert audit(path) == looks + 5


# What migrations after the seventh find: tables of today


def _aged(new: Path, old: Path, until: str) -> None:
    """The same looks as a file in which migrations from ``until`` on were never made."""
    with closing(sqlite3.connect(old)) as sql:
        migrations.apply(Database(sql), stop_before=until)
        sql.commit()
        sql.execute("ATTACH ? AS new", (str(new),))
        tables = [row[0] for row in sql.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in tables:
            if not table.startswith(("_sqlite", "sqlite_")):
                names = ", ".join(row[1] for row in sql.execute(f"PRAGMA main.table_info({table})"))
                sql.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM new.{table}")
        sql.commit()


@pytest.mark.parametrize("until", MIGRATIONS[7:])
def test_a_compact_store_is_brought_up_to_date_with_all_that_it_holds(tmp_path: Path, until: str):
    new, old = tmp_path / "new.sqlite3", tmp_path / "old.sqlite3"
    write(new, LINE)
    _aged(new, old, until)
    Store(old).close()
    assert derived(old) == derived(new)
    assert list(problems(old)) == []
    assert audit(old) == audit(new)
