"""``db check``, ``db prune`` and ``db vacuum`` as typed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import SystemClock
from monitor.store.hosts import RUN, Hosts
from monitor.store.lines import Lines, pack_row, put_packed
from monitor.store.writer import Store
from monitor.watch.turns import this_process
from tests.monitor.cli.conftest import CONFIG, Typed
from tests.support.audit import audit
from tests.support.looks import HOUR, MONDAY, a_look, a_target, an_exchange
from tests.support.writing import a_ledger


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Forty looks, each with a page of its own, in simulated time."""
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    path = tmp_path / "data" / "slotwatch.sqlite3"
    with a_ledger(path, a_target("palaiseau")) as (_, ledger):
        for number in range(40):
            exchange = an_exchange(b"<p>%d</p>" % number * 3000)
            ledger.record(a_look("N", MONDAY + number * HOUR, exchanges=(exchange,)))
    return path


def test_check_says_that_all_is_well(typed: Typed, october: Path):
    code, output, errors = typed("db", "check")
    assert (code, errors) == (0, "")
    assert output.endswith("slotwatch.sqlite3: whole; 571 looks, and all that is derived agrees with them.\n")


def test_check_reads_packed_lines_too(typed: Typed, october: Path):
    with Store(october) as store:
        for day in Lines(store.connection).loose_days("2018-10-20"):
            row = pack_row(store.connection, *day)
            with store.atomic():
                assert put_packed(store.connection, row)
    assert typed("db", "check")[0] == 0
    with closing(sqlite3.connect(october)) as sql, sql:
        sql.execute("DROP TRIGGER packed_lines_are_never_changed")
        sql.execute("UPDATE packed_lines SET content = substr(content, 9) WHERE day = '2018-10-09'")
    code, output, _ = typed("db", "check")
    assert code == 3
    assert "packed_lines of palaiseau from main, 2018-10-09: " in output
    assert "restore a backup, and keep this file for examination" in output


def test_check_says_what_is_wrong_and_what_to_do(typed: Typed, october: Path):
    with closing(sqlite3.connect(october)) as sql, sql:
        sql.execute("UPDATE spells SET looks = looks + 1 WHERE id = 1")
    code, output, errors = typed("db", "check")
    assert code == 3
    assert output == (
        "spells of palaiseau: 1 rows that follow from the looks are missing, 1 do not follow;"
        " 'slotwatch db rebuild' makes it anew from the looks\n"
    )
    assert "not as it should be" in errors
    assert typed("db", "rebuild")[0] == 0
    assert typed("db", "check")[0] == 0
    with closing(sqlite3.connect(october)) as sql, sql:
        sql.execute("UPDATE captures SET content = x'00'")
    code, output, errors = typed("db", "check")
    assert code == 3
    assert "captures row 1 " in output
    assert "its hash still says what they were" in output


def test_a_dry_run_changes_nothing_and_nothing_goes_unasked(typed: Typed, pages: Path):
    code, output, _ = typed("db", "prune", "--older-than", "10h", "--dry-run")
    assert code == 0
    assert output.splitlines()[0].startswith("Stored: 42 captures, ")
    assert "May go: 28 captures" in output, "of the thirty older ones the first stays"
    code, _, errors = typed("db", "prune", "--older-than", "10h")
    assert (code, "add --yes if that is meant" in errors) == (2, True)
    with Store(pages) as store:
        assert store.connection.execute("SELECT count(*) FROM captures WHERE encoding = 'pruned'").fetchone() == (0,)
        assert store.connection.execute("SELECT count(*) FROM custody WHERE kind <> 'configured'").fetchone() == (0,)


def test_prune_then_vacuum_then_check(typed: Typed, pages: Path):
    code, output, _ = typed("db", "prune", "--older-than", "10h", "--keep-bytes", "0MB", "--yes")
    assert code == 0
    assert "Pruned: 28 captures" in output
    code, output, errors = typed("db", "vacuum")
    assert (code, errors, " before, " in output) == (0, "", True)
    code, output, _ = typed("db", "check")
    assert (code, "whole; 40 looks" in output) == (0, True)
    assert audit(pages) == 40
    assert "May go: nothing" in typed("db", "prune", "--older-than", "10h", "--yes")[1]


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        (["--older-than", "ninety"], "--older-than: 'ninety' is not a duration", "no duration"),
        (["--older-than", "90d", "--keep-bytes", "much"], "--keep-bytes: 'much' is no size", "no size"),
        (["--older-than", "90d", "--keep-bytes", "2 GiB"], "'2 GiB' is no size", "another kind of giga"),
    ],
)
def test_wrong_ages_and_sizes_are_explained(typed: Typed, pages: Path, words: list[str], said: str, why: str):
    code, output, errors = typed("db", "prune", *words)
    assert (code, output) == (2, ""), why
    assert said in errors, why


def test_an_old_file_is_written_anew_only_while_nothing_runs(typed: Typed, pages: Path):
    with closing(sqlite3.connect(pages)) as sql:
        sql.execute("PRAGMA journal_mode = DELETE")
        sql.execute("PRAGMA auto_vacuum = NONE")
        sql.execute("VACUUM")
    clock = SystemClock()
    with Store(pages) as store:
        hosts, until = Hosts(store), clock.now() + timedelta(days=1)
        hosts.hold(RUN, this_process(), clock.now(), until, lambda _: None)
    code, _, errors = typed("db", "vacuum")
    assert (code, "stop 'slotwatch run' (pid " in errors) == (2, True)
    with Store(pages) as store:
        Hosts(store).forget_holder(RUN, this_process())
    assert typed("db", "vacuum")[0] == 0
    with Store(pages) as store:
        assert store.connection.execute("PRAGMA auto_vacuum").fetchone() == (2,)
        assert Hosts(store).state(RUN).holder == ""
    assert audit(pages) == 40


def test_without_a_store_there_is_nothing_to_keep_and_none_is_made(typed: Typed, tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    for words in (["check"], ["prune", "--older-than", "90d", "--yes"], ["vacuum"]):
        code, output, errors = typed("db", *words)
        assert (code, output, "there is no database yet" in errors) == (2, "", True), words
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]
