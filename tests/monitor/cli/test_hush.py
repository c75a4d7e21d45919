"""``silence`` and ``ack``: what people ask not to be told of, and nothing half-written on bad input."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from monitor.clock import SystemClock, from_iso
from tests.monitor.cli.conftest import Typed


def stored(path: Path, table: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as sql:
        return sql.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


def test_a_silence_is_stored_listed_shown_and_ended(typed: Typed, october: Path):
    code, output, errors = typed(
        "silence", "--target", "palaiseau", "--for", "2h", "--reason", "works", "--by", "Claire"
    )
    assert (code, errors) == (0, "")
    assert "silence 1: nothing is told of palaiseau by any rule until " in output
    ((_, target, rule, since, until, *rest),) = stored(october, "silences")
    assert (target, rule, rest[:3]) == ("palaiseau", "", ["works", "Claire", None])
    assert (from_iso(until) - from_iso(since)).total_seconds() == 7200
    assert abs(SystemClock().now() - from_iso(since)).total_seconds() < 60
    assert "1  in force" in typed("silence", "--list")[1]
    assert "works (Claire)" in typed("silence", "--list")[1]
    assert typed("silence", "--end", "1")[0] == 0
    assert "1  over" in typed("silence", "--list")[1]
    (row,) = json.loads(typed("silence", "--list", "--json")[1])
    assert (row["in_force"], row["target"], row["author"]) == (False, "palaiseau", "Claire")


def test_a_day_alone_is_included_in_the_targets_own_zone(typed: Typed, october: Path):
    output = typed("silence", "--rule", "default down", "--until", "2090-07-14", "--reason", "works")[1]
    assert "by rule 'default down' until 2090-07-15 00:00 CEST" in output
    output = typed("silence", "--everything", "--until", "2090-01-02 14:00", "--reason", "move")[1]
    assert "any target by any rule until 2090-01-02 14:00 CET" in output
    output = typed("silence", "--everything", "--until", "2090-01-02T14:00+00:00", "--reason", "move")[1]
    assert "until 2090-01-02 15:00 CET" in output


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        (
            "--for 2h --reason x",
            "name a --target, a --rule or both; or --everything",
            "silencing all is said on purpose",
        ),
        ("--target palaiseau --everything --for 2h --reason x", "not both", "they contradict each other"),
        ("--target palaisea --for 2h --reason x", "has no target 'palaisea'; did you mean 'palaiseau'?", "a slip"),
        ("--rule down --for 2h --reason x", "no rule 'down' is in force; known: default no_slots", "their names"),
        ("--target palaiseau --reason x", "say how long, with --until or --for", "a silence has an end"),
        ("--target palaiseau --for 2h --until 2090-01-01 --reason x", "not both", "one end only"),
        ("--target palaiseau --for 2h", "--reason is missing", "others want to know why"),
        ("--target palaiseau --for 2", "--for '2' has no unit", "two what?"),
        ("--target palaiseau --until noon --reason x", "--until 'noon' is no time", "it is shown how to write one"),
        ("--target palaiseau --until 2018-10-05 --reason x", "is over already", "the past was told"),
        ("--target palaiseau --for 2h --reason \x1b[31m", "--reason", "no control character reaches a terminal"),
        ("--end 7", "silence 7 does not exist; in force: none", "nothing to end"),
        ("--list --target palaiseau", "--list and --end go alone", "it would look as if it were silenced"),
    ],
)
def test_a_bad_silence_is_explained_and_not_stored(typed: Typed, october: Path, words: str, said: str, why: str):
    code, output, errors = typed(
        "silence", *words.split(" "), *(["--reason", "x"] if words.endswith("--for 2") else [])
    )
    assert (code, output) == (2, ""), why
    assert said in errors, why
    assert stored(october, "silences") == []


def test_ack_takes_enough_of_a_key_or_its_number(typed: Typed, october: Path):
    code, output, errors = typed("ack", "palaiseau/no_slots", "--note", "letter  sent", "--by", "Claire")
    assert (code, errors) == (0, "")
    assert "is acknowledged by Claire" in output
    ((key, _, author, note, _),) = stored(october, "acknowledgements")
    assert key.startswith("palaiseau/no_slots/2018-10-10T22:00Z-")
    assert (author, note) == ("Claire", "letter sent")
    assert "nothing changed" in typed("ack", key.rpartition("-")[2], "--by", "Paul")[1], "the same, by its number"
    assert stored(october, "acknowledgements")[0][2] == "Claire"


@pytest.mark.parametrize(
    ("given", "said", "why"),
    [
        ("palaiseau/no_slot/2018", "no incident 'palaiseau/no_slot/2018'; did you mean 'palaiseau/no_slots/", "a slip"),
        ("evry/no_slots", "has ended: nobody is reminded of it any more", "there is nothing to stop"),
        ("", "an argument: is empty", "an empty word is not everything"),
        ("999999", "no incident '999999'", "no such number"),
        ("%", "no incident '%'", "no pattern"),
    ],
)
def test_a_bad_ack_is_explained_and_not_stored(typed: Typed, october: Path, given: str, said: str, why: str):
    code, output, errors = typed("ack", given)
    assert (code, output) == (2, ""), why
    assert said in errors, why
    assert stored(october, "acknowledgements") == []


def test_ack_names_all_that_could_be_meant(typed: Typed, october: Path):
    with closing(sqlite3.connect(october)) as sql, sql:
        sql.execute("UPDATE incidents SET state = 'open', ended_at = NULL WHERE kind = 'blind'")
    code, _, errors = typed("ack", "evry/")
    assert code == 2
    assert "could be evry/blind/" in errors
    assert " or evry/down/" in errors
