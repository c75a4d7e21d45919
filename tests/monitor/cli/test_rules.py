"""``rules`` and ``rules try``: what would have been told is what was told, and trying changes nothing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import CONFIG, Typed, live

QUICK = '[[rule]]\nname = "quick"\nwhen = "no_slots"\nfor = "1d"\ntags = ["titres"]\ntell = ["board"]\nrepeat = "2d"\n'


def test_rules_lists_those_in_force_a_line_each(typed: Typed, tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG + QUICK, "utf-8")
    code, output, errors = typed("rules")
    assert (code, errors) == (0, "")
    quick, own_trouble = output.splitlines()
    assert quick == (
        "quick: no_slots for 1d, at 3 looks or more; at tag titres; "
        "tells board at once, the rest in the digest; reminds every 2d; warning"
    )
    assert own_trouble == "default self: self, the monitor's own trouble; tells lawyers, board at once; critical"
    assert [row["name"] for row in json.loads(typed("rules", "--json")[1])] == ["quick", "default self"]


def test_rules_says_when_nobody_is_told(typed: Typed, tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG.partition("[[receiver]]")[0], "utf-8")
    output = typed("rules")[1]
    assert "default no_slots: no_slots for 3d" in output
    assert "Nobody is told" in output


def test_trying_the_rules_in_force_tells_what_was_owed(typed: Typed, october: Path):
    with closing(sqlite3.connect(october)) as sql:
        owed = sql.execute("SELECT key, urgent FROM notifications ORDER BY key").fetchall()
    tried = json.loads(typed("rules", "try", "--json")[1])
    told = [(f"{one['key']}/{name}", 1) for one in tried["notices"] for name in one["at_once"]]
    told += [(f"{one['key']}/{name}", 0) for one in tried["notices"] for name in one["digest"]]
    assert len(owed) > 30
    assert sorted(told) == owed


def test_other_rules_need_only_their_own_tables_and_change_nothing(typed: Typed, october: Path, tmp_path: Path):
    (tmp_path / "quick.toml").write_text(QUICK, "utf-8")
    before = hashlib.sha256(october.read_bytes()).hexdigest()
    code, output, errors = typed("rules", "try", "--rules", "quick.toml")
    assert (code, errors) == (0, "")
    table, _, timeline = output.partition("\n\n")
    lines = table.splitlines()
    assert lines[0].split()[:3] == ["when", "change", "target"]
    assert lines[1] == "2018-10-02 09:00 CEST  firing    palaiseau  'quick' -> at once to board"
    assert "no slot seen at 25 conclusive looks of 25" in lines[2]
    assert {line.split()[4] for line in lines[1::2]} == {"palaiseau"}, "evry has no such tag"
    assert [line for line in timeline.splitlines() if line.startswith(("palaiseau", "evry"))] == [
        "palaiseau  .F=r=RF=r=LF=r",
        "evry       ............",
    ]
    assert hashlib.sha256(october.read_bytes()).hexdigest() == before
    assert "nothing was sent or stored" in output


def test_the_days_limit_what_is_shown_not_what_is_folded(typed: Typed, october: Path, tmp_path: Path):
    (tmp_path / "quick.toml").write_text(QUICK, "utf-8")
    words = ("rules", "try", "--rules", "quick.toml", "--json")
    everything = json.loads(typed(*words)[1])
    some = json.loads(typed(*words, "--from", "2018-10-03", "--to", "2018-10-05")[1])
    assert some["looks"] == everything["looks"]
    assert some["notices"] == [one for one in everything["notices"] if "2018-10-03" <= one["at"][:10] <= "2018-10-05"]
    assert [one["change"] for one in some["notices"]] == ["reminder"], "its wait began before the first day shown"


def test_a_whole_other_configuration_may_be_tried(typed: Typed, october: Path, tmp_path: Path):
    other = CONFIG.replace('"lawyers"', '"press"') + QUICK.replace('"board"', '"press"')
    (tmp_path / "other.toml").write_text(other, "utf-8")
    tried = json.loads(typed("rules", "try", "--rules", "other.toml", "--target", "palaiseau", "--json")[1])
    assert {one["rule"] for one in tried["notices"]} == {"quick"}
    assert tried["notices"][0]["at_once"] == ["press"]


def test_receivers_of_the_tried_file_are_its_own(typed: Typed, october: Path, tmp_path: Path):
    receiver = '[[receiver]]\nname = "press"\nurl = "json://localhost"\nimmediate = false\n'
    (tmp_path / "quick.toml").write_text(receiver + QUICK.replace('"board"', '"press"'), "utf-8")
    tried = json.loads(typed("rules", "try", "--rules", "quick.toml", "--json")[1])
    assert {(tuple(one["at_once"]), tuple(one["digest"])) for one in tried["notices"]} == {((), ("press",))}


def test_looks_are_tried_under_the_schedules_of_their_time(typed: Typed, tmp_path: Path):
    live(tmp_path, {"palaiseau": "N" * 40 + "." * 12 + "N" * 40})
    (tmp_path / "config.toml").write_text(CONFIG.replace("[defaults]", '[defaults]\nmax_gap = "2d"'), "utf-8")
    (tmp_path / "quick.toml").write_text(QUICK, "utf-8")
    tried = json.loads(typed("rules", "try", "--rules", "quick.toml", "--json")[1])
    changes = [one["change"] for one in tried["notices"]]
    assert changes == ["firing", "lost", "firing"], "twelve hours were a hole when these looks were made"


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        (["--rules", "nowhere.toml"], "--rules: nowhere.toml is no file", "the file is named"),
        (
            ["--rules", "bad.toml"],
            "bad.toml: rule 'quick' (line 6): tell, item 1: there is no receiver 'bord'",
            "and line",
        ),
        (["--rules", "unknown.toml"], "unknown.toml: line 1: unknown table [[rul]]; did you mean [[rule]]?", "a slip"),
        (["--from", "October"], "--from 'October': write a day as year-month-day", "the option is named"),
        (["--from", "2018-10-05", "--to", "2018-10-04"], "--to 2018-10-04 is before --from 2018-10-05", "no such days"),
        (
            ["--target", "palaisea"],
            "--target: no target 'palaisea' was ever watched; did you mean 'palaiseau'?",
            "a slip",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_names_the_argument(
    typed: Typed, october: Path, tmp_path: Path, words: list[str], said: str, why: str
):
    (tmp_path / "bad.toml").write_text(QUICK.replace("board", "bord"), "utf-8")
    (tmp_path / "unknown.toml").write_text(QUICK.replace("rule", "rul"), "utf-8")
    code, output, errors = typed("rules", "try", *words)
    assert (code, output) == (2, ""), why
    assert said in errors, why
