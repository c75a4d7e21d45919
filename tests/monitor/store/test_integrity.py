"""Whatever was changed in the file behind the program's back is found, and named with its row."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from monitor.report.agreement import disagreements
from monitor.store.custody import note
from monitor.store.integrity import amount, problems
from monitor.store.sealing import Seals
from monitor.store.writer import Store
from tests.monitor.store.test_errors import _damage
from tests.support.looks import HOUR, MONDAY, a_look, an_exchange, moments
from tests.support.writing import a_ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two weeks of looks with words, slots, errors, holes and a remark."""
    recorded = UUID(int=0)
    path, line = tmp_path / "slotwatch.db", "NNNEEENNSNN" * 9 + "." * 20 + "FFGGRR??nNNN"
    with a_ledger(path) as (_, ledger):
        for number, (letter, at, kind) in enumerate(moments(line)):
            exchange = an_exchange(random.Random(number).randbytes(500))
            recorded = ledger.record(a_look(letter, at, kind=kind, exchanges=(exchange,))).uuid
        ledger.annotate(recorded, kind="annotated", why="looked at again", author="operator")
        ledger.record(a_look("N", MONDAY + 500 * HOUR))
    return path


def change(path: Path, *statements: str) -> None:
    """Edit the file as somebody could who wants to."""
    with closing(sqlite3.connect(path)) as sql, sql:
        for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            sql.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            sql.execute(statement)


def test_a_sound_store_has_no_problem_and_every_step_is_shown(path: Path):
    steps: list[int] = []
    assert list(problems(path, lambda: steps.append(1))) == []
    assert len(steps) == amount(path)
    assert list(disagreements(path)) == []


SEALED = [
    (
        "UPDATE readings SET outcome = 'slots' WHERE id = (SELECT reading FROM observed WHERE id = 5)",
        "observations row 5 ",
        "outcome",
        "a reading",
    ),
    ("UPDATE observed SET started = started + 1 WHERE id = 5", "observations row 5 ", "started_at", "a time"),
    (
        "UPDATE readings SET text = NULL WHERE id = (SELECT reading FROM observed WHERE id = 5)",
        "observations row 5 ",
        "quote",
        "the words",
    ),
    ("UPDATE annotations SET why = 'other'", "annotations row 1 ", "why", "a remark"),
    ("UPDATE exchanged SET response = 1 WHERE observation = 5", "observations row 5 ", "exchanges", "other bytes"),
    ("DELETE FROM exchanged WHERE observation = 5", "observations row 5 ", "exchanges", "no bytes"),
    (
        "UPDATE lines SET line = replace(line, 'horaire', 'solaire') WHERE sequence = 0",
        "observations row 2 ",
        "does not follow from the one before",
        "a line; that of the next look shows it",
    ),
    ("DELETE FROM observed WHERE id = 5", "observations row 6 ", "are not there, from number 4 on", "a look"),
    (
        "DELETE FROM observed WHERE id = (SELECT max(id) FROM observed)",
        "standings of palaiseau from test",
        "not where the chain of sealed lines ends",
        "the last look",
    ),
    ("UPDATE captures SET content = x'00' WHERE id = 3", "captures row 3 ", "cannot be unpacked", "packed bytes"),
    (
        "UPDATE captures SET content = (SELECT content FROM captures WHERE id = 4) WHERE id = 3",
        "captures row 3 ",
        "not those of its hash|or more in the place of",
        "bytes of another",
    ),
    ("UPDATE captures SET bytes = 7 WHERE id = 3", "captures row 3 ", "8 bytes or more in the place of 7", "a length"),
    ("UPDATE captures SET encoding = 'pruned' WHERE id = 3", "captures row 3 ", "not empty", "half pruned"),
    ("UPDATE texts SET looks = 1 WHERE id = 1", "texts row 1", "counts 1 looks in the place of", "a count"),
    ("DELETE FROM vantages", "row", "refers to a row of vantages that is not there", "a row others refer to"),
]


LISTED = [
    (
        "UPDATE custody SET details = '{}' WHERE id = 2",
        ["custody row 2: does not follow"],
        "what the log tells is not what its line seals",
    ),
    (
        "UPDATE custody SET line = replace(line, 'configured', 'stopped') WHERE id = 1",
        ["custody row 1: does not follow", "seals row 2018-10-01: its list and what is there differ in custody/"],
        "a line itself",
    ),
    ("DELETE FROM custody WHERE id = 1", ["custody row 2: ", "seals row 2018-10-01: "], "the first line"),
    ("UPDATE seals SET sha256 = zeroblob(32)", ["seals row 2018-10-01: the list of"], "the hash that was stamped"),
    (
        "UPDATE lines SET day = '2018-10-01' WHERE day = '2018-10-02'",
        ["seals row 2018-10-01: its list and what is there differ in obs/1/1/2018-10-01.jsonl"],
        "lines that are said to be of a sealed day",
    ),
]


@pytest.mark.parametrize(("statement", "found", "why"), LISTED, ids=[case[-1] for case in LISTED])
def test_what_third_parties_have_stamped_is_compared_with_what_is_there(
    path: Path, statement: str, found: list[str], why: str
):
    with Store(path) as store:
        seals = Seals(store.connection)
        with store.atomic():
            note(store, MONDAY + HOUR, "alive", {})
            seals.put("2018-10-01", seals.text_for("2018-10-01"), "", MONDAY + 24 * HOUR)
    assert list(problems(path)) == []
    change(path, statement)
    said = [str(problem) for problem in problems(path)]
    assert [any(text.startswith(words) for text in said) for words in found] == [True] * len(found), (why, said)


@pytest.mark.parametrize(("statement", "where", "what", "why"), SEALED, ids=[case[-1] for case in SEALED])
def test_what_was_changed_is_found(path: Path, statement: str, where: str, what: str, why: str):
    change(path, "PRAGMA foreign_keys = OFF", statement)
    found = [str(problem) for problem in problems(path)]
    assert any(where in one and any(words in one for words in what.split("|")) for one in found), (why, found)


@pytest.mark.parametrize(
    "table",
    ["spells", "standings", "quarter_hours", "days", "day_totals", "memories", "events", "incidents", "rule_states"],
)
def test_what_is_derived_and_does_not_follow_from_the_looks_is_named(path: Path, table: str):
    columns = {
        "rule_states": "skipped = skipped + 1",
        "quarter_hours": "looks = replace(looks, '1', '2')",
        "day_totals": "scheduled_seconds = scheduled_seconds + 1",
        "standings": "anchored = anchored + 1",
        "memories": "memory = replace(memory, 'none_at', 'never_at')",
        "events": "at = '2018'",
        "incidents": "proving = proving + 1",
    }
    if table == "rule_states":  # the ledger of these tests has no rules
        key = "(SELECT key FROM incidents LIMIT 1)"
        times = "'2018-10-01T07:00:00.000000Z', 0, 0, 0, NULL, NULL, NULL"
        change(path, f"INSERT INTO rule_states VALUES ('made-up', {key}, 'firing', {times})")
    else:
        counted = "looks" if table == "spells" else "anchored"
        change(path, f"UPDATE {table} SET {columns.get(table, f'{counted} = {counted} + 1')}")
    (found,) = [str(problem) for problem in disagreements(path)]
    assert found.startswith(f"{table} of palaiseau: ")
    assert "'slotwatch db rebuild' makes it anew" in found


@pytest.mark.parametrize("table", ["captures", "exchanged", "spells", "standings", "observed", "lines"])
def test_damaged_pages_are_reported_and_the_rest_is_checked_all_the_same(path: Path, table: str):
    _damage(path, table)
    found = [str(problem) for problem in problems(path)]
    assert any(one.startswith("file: ") and "restore a backup" in one for one in found), found
