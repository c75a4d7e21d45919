"""``incidents`` and ``status``: what persisted is told with its denominators, and never as more than was seen."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from monitor.locale.words import trouble
from monitor.model import IncidentKind
from tests.monitor.cli.conftest import PastClock, Typed, live
from tests.support.looks import MONDAY


def test_incidents_shows_what_goes_on_and_what_ended_with_denominators(typed: Typed, october: Path):
    code, output, errors = typed("incidents")
    assert (code, errors) == (0, "")
    blocks = output.split("\n\n")
    assert "SIMULATED TIME" in blocks[0]
    going_on = next(" ".join(block.split()) for block in blocks if "palaiseau: No slot seen for a long time\n" in block)
    assert "Palaiseau: titres · Sous-préfecture" in going_on
    assert "going on, as of the latest look that said so" in going_on
    assert "no slot seen at 90 conclusive looks of 90, from 2018-10-11 00:00 CEST to 2018-10-14 17:00 CEST" in going_on
    assert "longest interval 1 h; 100 % of scheduled time observed" in going_on
    assert "rules: 'default no_slots' fires since 2018-10-14 00:00 CEST" in going_on
    assert "follows palaiseau/no_slots/2018-10-06T08:00Z-" in going_on
    assert ", which was lost from sight" in going_on
    assert "words “Plus aucune plage horaire libre” [fr]" in going_on
    assert "no longer observable since 2018-10-10 13:00 CEST" in output
    assert "ended at the look of 2018-10-06 09:00 CEST: Slot shown" in output
    assert "first words “No more free time slot” [en]" in output
    assert "last words “Plus aucune plage horaire libre” [fr]" in output
    assert "evry: Measurement prevented (captcha, login or queue)" in output
    assert "evry: Errors or no answer to our probe" in output


def test_filters_leave_the_rest_out(typed: Typed, october: Path):
    assert "evry" not in typed("incidents", "--target", "palaiseau")[1]
    kinds = {row["kind"] for row in json.loads(typed("incidents", "--kind", "blind", "--json")[1])["incidents"]}
    assert kinds == {"blind"}
    rows = json.loads(typed("incidents", "--open", "--json")[1])["incidents"]
    assert rows
    assert {row["state"] for row in rows} == {"open"}
    assert "No incident of kind closed goes on." in typed("incidents", "--open", "--kind", "closed")[1]


def test_json_carries_the_facts_of_a_notification_and_who_knows(typed: Typed, october: Path):
    typed("ack", "palaiseau/no_slots", "--by", "Claire", "--note", "letter sent")
    rows = json.loads(typed("incidents", "--open", "--json")[1])["incidents"]
    row = next(row for row in rows if (row["target"], row["kind"]) == ("palaiseau", "no_slots"))
    assert (row["looks"], row["conclusive"], row["largest_gap_seconds"], row["retracted"]) == (90, 90, 3600, 0)
    assert (row["acknowledged"]["by"], row["acknowledged"]["note"]) == ("Claire", "letter sent")
    assert [(rule["rule"], rule["state"]) for rule in row["rules"]] == [("default no_slots", "firing")]
    assert row["not_observed_since"] is None
    assert "acknowledged by Claire on " in typed("incidents", "--open")[1]


def test_what_nobody_looked_at_any_more_is_not_said_to_go_on(typed: Typed, tmp_path: Path):
    live(tmp_path, {"palaiseau": "N" * 80}, clock=PastClock(MONDAY))
    output = typed("incidents")[1]
    assert "not observed since 2018-10-04 16:00 CEST: no look has come to say whether it went on" in output
    assert "going on" not in output
    assert "palaiseau: No slot seen for a long time: not observed since 2018-10-04 16:00 CEST" in typed("status")[1]
    (row,) = [r for r in json.loads(typed("status", "--json")[1])["firing"] if r["kind"] == "no_slots"]
    assert row["not_observed_since"] == "2018-10-04T14:00:00.000000Z"


def test_looks_that_were_retracted_are_counted_as_such(typed: Typed, october: Path):
    looks = [json.loads(line) for line in typed("history", "palaiseau", "--json")[1].splitlines()]
    assert typed("retract", looks[-3]["uuid"], "--why", "another page")[0] == 0
    output = " ".join(typed("incidents", "--open", "--target", "palaiseau")[1].split())
    assert "the reading of 1 of these looks was retracted later, and is still counted here" in output


def test_status_tells_first_what_fires_then_what_waits(typed: Typed, october: Path):
    output = typed("status")[1]
    lines = output.splitlines()
    assert lines[2] == "Firing:"
    assert "  palaiseau: No slot seen for a long time: 3 d 17 h, to 2018-10-14 17:00 CEST" in lines
    assert (
        lines.index("Firing:")
        < next(
            number for number, line in enumerate(lines) if line.startswith("  palaiseau: No slot offered, at 190 looks")
        )
        < lines.index("Messages that are waiting (see slotwatch notify queue):")
    )
    state = json.loads(typed("status", "--json")[1])
    assert {row["target"] for row in state["firing"]} == {"palaiseau", "evry"}
    assert [row["receiver"] for row in state["receivers"]] == ["board", "lawyers"]
    assert all(row["owed"] > 5 and row["failures"] == 0 for row in state["receivers"])
    assert (state["troubles"], state["silences"]) == ([], [])


def test_status_with_something_firing_loads_nothing_heavy(october: Path):
    heavy = ["httpx", "apprise", "apscheduler", "bs4", "pydantic", "sqlite_utils"]
    for words in (["status"], ["incidents"], ["silence", "--list"]):
        script = (
            f"import sys; from monitor.cli import main; sys.argv = ['slotwatch', *{words!r}]\n"
            "try: main()\nexcept SystemExit as stop: assert not stop.code\n"
            f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            check=False,
            capture_output=True,
            text=True,
            cwd=october.parents[1],
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, "[]\n"), words


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        (["--open", "--all"], "not both", "they contradict each other"),
        (["--kind", "no_slot"], "--kind: there is no kind 'no_slot'; did you mean 'no_slots'?", "a slip is recognised"),
        (["--target", "palaisea"], "was ever watched; did you mean 'palaiseau'?", "names are those of the store"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_names_the_argument(typed: Typed, october: Path, words: list[str], said: str, why: str):
    code, output, errors = typed("incidents", *words)
    assert (code, output) == (2, ""), why
    assert said in errors, why


def test_every_kind_may_be_asked_for(typed: Typed, october: Path):
    assert [typed("incidents", "--kind", kind, "--all")[0] for kind in IncidentKind] == [0] * len(IncidentKind)


def test_status_tells_what_is_in_the_way_of_messages(typed: Typed, tmp_path: Path):
    path = live(tmp_path, {"palaiseau": "N" * 80}, clock=PastClock(MONDAY))
    with closing(sqlite3.connect(path)) as sql, sql:
        details = '{"free_bytes": 1, "total_bytes": 2}'
        sql.execute("INSERT INTO troubles VALUES (1, 'disk', '2018-10-04T09:00:00.000000Z', NULL, ?)", (details,))
        sql.execute("INSERT INTO troubles VALUES (2, 'clock', '2018-10-04T09:00Z', '2018-10-04T10:00Z', '{}')")
        sql.execute("INSERT INTO receivers (receiver, failures, last_error) VALUES ('lawyers', 1, 'error=500\x1b[31m')")
    typed("silence", "--target", "palaiseau", "--for", "2h", "--reason", "works")
    output = typed("status")[1]
    disk = trouble("disk", "en")
    assert f"Troubles of the monitor itself:\n  {disk} (noticed 2018-10-04 09:00 UTC)\n\n" in output
    assert "failed once: error=500 [31m\n" in output
    assert "Silences in force (see slotwatch silence --list):\n  1: palaiseau, any rule, until " in output
    state = json.loads(typed("status", "--json")[1])
    assert [(one["kind"], one["details"]["free_bytes"]) for one in state["troubles"]] == [("disk", 1)]
    assert [one["reason"] for one in state["silences"]] == ["works"]
