"""``db rebuild`` and ``db backup`` as typed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import CONFIG, Typed
from tests.support.audit import audit


def test_rebuild_says_how_many_looks_and_that_nothing_changed(typed: Typed, october: Path):
    code, output, errors = typed("db", "rebuild")
    assert (code, output, errors) == (0, "571 looks folded anew.\nNothing changed.\n", "")


def test_rebuild_says_what_it_mended(typed: Typed, october: Path):
    with closing(sqlite3.connect(october)) as sql, sql:
        sql.execute("DELETE FROM spells WHERE id = 1")
        sql.execute("UPDATE standings SET anchored = 1")
        sql.execute("UPDATE incidents SET looks = looks + 1 WHERE kind = 'language'")
        sql.execute("DELETE FROM rule_states WHERE incident LIKE 'evry/down/%'")
        sql.execute("DELETE FROM incidents WHERE kind = 'down'")
    code, output, _ = typed("db", "rebuild")
    assert code == 0
    assert "  incidents: 1 new, 0 gone, 1 different, of " in output
    assert "  spells: 9 rows, 8 before" in output
    assert "  standings: 2 rows, with other values" in output
    assert "  rule_states: " in output
    assert "quarter_hours" not in output
    assert typed("db", "rebuild")[1].endswith("Nothing changed.\n")


def test_backup_copies_everything_and_never_replaces_a_file_unasked(typed: Typed, october: Path, tmp_path: Path):
    code, output, errors = typed("db", "backup", "copy.db")
    assert (code, errors) == (0, "")
    assert output.startswith("copy.db: ")
    assert audit(tmp_path / "copy.db") == 571
    (tmp_path / "copy.db").write_bytes(b"mine")
    code, _, errors = typed("db", "backup", "copy.db")
    assert (code, (tmp_path / "copy.db").read_bytes()) == (2, b"mine")
    assert "copy.db exists already; it was not touched" in errors
    assert typed("db", "backup", "copy.db", "--force")[0] == 0
    assert audit(tmp_path / "copy.db") == 571


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        (["nowhere/copy.db"], "there is no folder nowhere", "the folder is named"),
        (["data"], "data is a folder; name a file in it", "a folder is no file"),
        (["data/slotwatch.sqlite3"], "data/slotwatch.sqlite3 exists already", "the store itself"),
        (["data/slotwatch.sqlite3", "--force"], "a database in use", "never onto the store itself"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_bad_goal_is_explained_and_nothing_written(
    typed: Typed, october: Path, tmp_path: Path, words: list[str], said: str, why: str
):
    before = sorted(file.name for file in tmp_path.rglob("*"))
    code, output, errors = typed("db", "backup", *words)
    assert (code, output) == (2, ""), why
    assert said in errors, why
    assert sorted(file.name for file in tmp_path.rglob("*")) == before
    assert audit(october) == 571


def test_without_a_store_there_is_nothing_to_do_and_none_is_made(typed: Typed, tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    asked = [
        ["db", "rebuild"],
        ["db", "backup", "copy.db"],
        ["incidents"],
        ["rules", "try"],
        ["notify", "queue"],
        ["notify", "retry", "--all"],
        ["notify", "drop", "x", "--yes"],
        ["silence", "--everything", "--for", "1h", "--reason", "x"],
        ["silence", "--list"],
        ["silence", "--end", "1"],
        ["ack", "x"],
    ]
    for words in asked:
        code, output, errors = typed(*words)
        assert (code, output) == (2, ""), words
        assert "there is no database yet" in errors, words
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]
