"""``notify``: receivers are tested for real; what is owed can be seen, repeated and dropped; no address is shown."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import CONFIG, Typed
from tests.support.receivers import an_http_receiver


def states(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as sql:
        return dict(sql.execute("SELECT state, count(*) FROM notifications GROUP BY state"))


def give_up(path: Path, receiver: str) -> int:
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute(
            "INSERT INTO receivers (receiver, failures, next_try_at, last_error) VALUES (?, 5, '2090-01-01T00:00Z', ?)",
            (receiver, "error=500"),
        )
        changed = "UPDATE notifications SET state = 'dead', why = 'not delivered for 7 days' WHERE receiver = ?"
        return sql.execute(changed, (receiver,)).rowcount


def test_a_test_reaches_the_receiver_and_the_answer_is_told(typed: Typed, tmp_path: Path):
    with an_http_receiver() as good, an_http_receiver(lambda _: 500) as bad:
        text = CONFIG.replace("json://127.0.0.1:9/s3cret-path", good.url).replace(
            "json://127.0.0.1:9/s3cret-board", bad.url
        )
        (tmp_path / "config.toml").write_text(text, "utf-8")
        code, output, errors = typed("notify", "test", "lawyers")
        assert (code, output, errors) == (0, "lawyers: accepted by its service\n", "")
        assert good.accepted[0]["title"] == "slotwatch: test message"
        assert "Nothing happened." in good.texts()[0]
        assert "test/lawyers/" in good.texts()[0], "a reference, as in every message"
        code, output, errors = typed("notify", "test")
    assert code == 1, "one of them did not take it"
    assert output.startswith("lawyers: accepted by its service\nboard: not accepted: ")
    assert "500" in output
    assert "s3cret" not in output + errors
    assert not (tmp_path / "data").exists(), "a test is not stored"


def test_queue_shows_what_is_owed_and_when_it_is_due(typed: Typed, october: Path):
    code, output, errors = typed("notify", "queue")
    assert (code, errors) == (0, "")
    assert "lawyers: " in output
    assert " owed, 0 given up" in output
    assert "at once " in output
    assert "/default no_slots/firing/lawyers" in output
    assert "owed since 2018-10-04 07:00 UTC" in output
    assert "s3cret" not in output
    rows = json.loads(typed("notify", "queue", "--json")[1])
    assert len(rows) == states(october)["owed"]
    assert {row["due"] for row in rows} == {"at once", "at once, in a digest"}, "all of it is years old"
    assert not any("url" in row or "facts" in row for row in rows)


def test_queue_works_when_the_configuration_is_broken(typed: Typed, october: Path, tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG + "evry = 3\n", "utf-8")
    code, output, _ = typed("notify", "queue")
    assert code == 0
    assert "  digest " in output, "without its hour, which the configuration tells"


def test_failures_and_dead_letters_are_shown_and_repeated(typed: Typed, october: Path):
    dead = give_up(october, "lawyers")
    output = typed("notify", "queue")[1]
    assert f"lawyers: 0 owed, {dead} given up; 5 failures in a row, the last: error=500" in output
    assert "not delivered for 7 days" in output
    assert f"{dead} given up, failed 5 times in a row: error=500" in typed("status")[1]
    key = json.loads(typed("notify", "queue", "--json")[1])[-1]["key"]
    assert typed("notify", "retry", key)[1].startswith("1 notification owed again")
    assert typed("notify", "retry", "--receiver", "lawyers")[1].startswith(f"{dead - 1} notifications owed again")
    assert "dead" not in states(october)
    assert typed("notify", "retry", "--all") == (0, "Nothing was given up.\n", "")


def test_drop_asks_first_and_what_was_dropped_can_be_repeated(typed: Typed, october: Path):
    before = states(october)
    code, _, errors = typed("notify", "drop", "--receiver", "board")
    assert (code, states(october)) == (2, before), "nobody was asked"
    assert "add --yes if that is meant" in errors
    assert typed("notify", "drop", "palaiseau/no_slots", "--yes")[0] == 0
    dropped = states(october)["dropped"]
    assert 0 < dropped < before["owed"]
    keys = [
        row["key"] for row in json.loads(typed("notify", "queue", "--all", "--json")[1]) if row["state"] == "dropped"
    ]
    assert all(key.startswith("palaiseau/no_slots") for key in keys)
    nothing = typed("notify", "retry", "--all")
    assert nothing == (0, "Nothing was given up.\n", ""), "what a person dropped is not repeated with the rest"
    assert typed("notify", "retry", "palaiseau/no_slots")[1].startswith(f"{dropped} notifications owed again")
    assert states(october) == before


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        ("test lawyer", "has no receiver 'lawyer'; did you mean 'lawyers'?", "a slip"),
        ("retry", "name what is meant, by KEYs or --receiver or --all", "never everything by accident"),
        ("drop", "name what is meant, by KEYs or --receiver", "never everything by accident"),
        ("drop --yes", "name what is meant", "--yes alone means nothing"),
        ("retry --all --receiver lawyers", "name what is meant", "one way only"),
        ("retry --receiver lawyer", "nothing was ever owed to 'lawyer'; did you mean 'lawyers'?", "a slip"),
        ("retry palaiseau/no_slots", "is owed; nothing to retry", "it is sent anyway"),
        ("drop nothing --yes", "no notification 'nothing'", "no such key"),
    ],
)
def test_bad_input_is_explained_and_changes_nothing(typed: Typed, october: Path, words: str, said: str, why: str):
    before = states(october)
    code, output, errors = typed("notify", *words.split())
    assert (code, output) == (2, ""), why
    assert said in errors, why
    assert states(october) == before


def test_one_bad_key_stops_the_good_ones(typed: Typed, october: Path):
    before = states(october)
    assert typed("notify", "drop", "palaiseau/no_slots", "nothing", "--yes")[0] == 2
    assert states(october) == before


def test_without_receivers_there_is_nothing_to_test(typed: Typed, tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG.partition("[[receiver]]")[0], "utf-8")
    code, _, errors = typed("notify", "test")
    assert (code, "has no [[receiver]] yet" in errors) == (2, True)
