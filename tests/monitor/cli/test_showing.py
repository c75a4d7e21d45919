"""``status``, ``history``, ``texts`` and ``incidents`` as typed: golden texts, filters, narrow and plain terminals."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.cli.watching import SECONDS, watch
from monitor.clock import SimulatedClock
from monitor.config.load import load
from monitor.config.locate import database
from monitor.ledger import Ledger
from monitor.store.writer import Store
from probes.contract import Reading, Reason
from probes.registry import PROBES
from tests.monitor.cli.conftest import CONFIG, PastClock, Typed, live
from tests.support.looks import HOUR, MONDAY, READINGS, a_look

GOLDEN = Path(__file__).parent / "golden"
WIDTHS = (60, 80, 200)
ASCII = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
"""With LANG=C: Python takes it at its word."""
EVIL = "=cmd|'/C calc'!A0\x1b]0;owned\x07\u202egnirts " + "x" * 10_000
HOSTILE = """\
[[target]]
id = "athis"
name = "Athis\u202e-Mons"
office = "=Bureau \u2066des titres"
url = "http://127.0.0.1:9/booking/create/3"
probe = "ezbooking"
tags = ["titres", "essonne"]
timezone = "America/Guadeloupe"
active = { days = ["mon", "tue", "wed", "thu", "fri"], hours = "08:00-18:00" }
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten days of three targets: slots, holes, a captcha, errors, and a page that attacks its reader."""
    folder: Path = tmp_path_factory.mktemp("showing")
    lines = {
        "palaiseau": "E" * 40 + "N" * 20 + "S" + "N" * 90 + "." * 10 + "N" * 80,
        "evry": "N" * 30 + "G" * 60 + "F" * 30,
    }
    path = live(folder, lines, config=CONFIG + HOSTILE)
    loaded = load(folder / "config.toml", probes=PROBES, environ={})
    clock = SimulatedClock(MONDAY + 241 * HOUR)
    with Store(path) as writing:
        ledger = Ledger(writing, clock, "main")
        ledger.configure(loaded.effective, loaded.targets)
        (athis,) = [target for target in loaded.targets if target.id == "athis"]
        for reading in (Reading(Reason.NEGATIVE_PHRASE, EVIL, "test/evil", "fr"), READINGS["?"], READINGS["S"]):
            ledger.record(a_look(reading, clock.now(), target=athis))
            clock.move_to(clock.now() + HOUR)
    return folder / "config.toml"


def golden(name: str, text: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("SLOTWATCH_REWRITE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


SHOWN = {
    "status": ["status"],
    "status-target": ["status", "--target", "palaiseau"],
    "history": ["history", "palaiseau"],
    "history-looks": ["history", "athis", "--looks"],
    "texts": ["texts"],
    "incidents": ["incidents", "--target", "palaiseau"],
    "nagios": ["status", "--nagios"],
}


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_printed(typed: Typed, monkeypatch: pytest.MonkeyPatch, store: Path, name: str, columns: int):
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    code, output, errors = typed(*SHOWN[name], "-c", store)
    assert (code, errors) == (1 if name == "nagios" else 0, "")
    output = re.sub(r"\b[0-9a-f]{12}\b", "0123456789ab", output)
    golden(f"{name}-{columns}", output)
    assert {unicodedata.category(char) for char in output.replace("\n", "")} & {"Cc", "Cf"} == set(), "nothing acts"
    if name.startswith("status"):
        assert max(map(len, output.splitlines())) <= max(columns, 100)


def test_no_golden_file_is_left_over():
    assert {file.stem for file in GOLDEN.iterdir()} == {f"{name}-{columns}" for name in SHOWN for columns in WIDTHS}


def in_a_pipe(store: Path, *words: str, **environment: str) -> bytes:
    """What a process of its own writes into a pipe, with a locale that knows ASCII only unless told otherwise."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "monitor", *words, "-c", str(store)],
        check=False,
        capture_output=True,
        cwd=Path(__file__).parents[3],
        env={**kept, "LANG": "C", **environment},
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (1 if "--nagios" in words else 0, b"")
    return done.stdout


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, ASCII, {"PYTHONIOENCODING": "latin-1"}], ids=["C", "ascii", "latin-1"]
)
def test_a_terminal_that_knows_ascii_only_loses_no_sign(store: Path, name: str, environment: dict[str, str]):
    output = in_a_pipe(store, *SHOWN[name], **environment).decode("ascii")
    if name == "status":
        assert re.search(r"^    \.{10,}[-O|x.]+  last slot seen", output, re.MULTILINE)
        assert "O Slot shown   - No slot offered" in output
        assert "Sous-prefecture" in output


@pytest.mark.parametrize("words", [("history", "palaiseau", "--csv"), ("texts", "--csv"), ("texts", "--json")])
def test_what_is_for_programs_is_utf_8_whatever_the_terminal_knows(store: Path, words: tuple[str, ...]):
    ascii_only = in_a_pipe(store, *words, **ASCII)
    assert ascii_only == in_a_pipe(store, *words, LANG="C.UTF-8")
    if words[0] == "texts":
        assert "Sous-préfecture".encode() in ascii_only


def test_tables_are_as_rfc_4180_has_them_and_no_cell_is_a_formula(store: Path):
    for words in (["texts"], ["history", "athis"], ["history", "athis", "--spells"], ["incidents", "--all"]):
        output = in_a_pipe(store, *words, "--csv", LANG="C.UTF-8").decode()
        assert output.endswith("\r\n")
        assert output.count("\n") == output.count("\r\n"), words
        rows = list(csv.reader(io.StringIO(output, newline="")))
        assert len({len(row) for row in rows}) == 1, words
        cells = [cell for row in rows[1:] for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))] == [], words
    assert any(cell == "'" + EVIL for cell in rows_of(store, "texts", "text")), "the words themselves are whole"


def rows_of(store: Path, command: str, column: str, *words: str) -> list[str]:
    output = in_a_pipe(store, command, *words, "--csv", LANG="C.UTF-8").decode()
    return [row[column] for row in csv.DictReader(io.StringIO(output, newline=""))]


# status


@pytest.mark.parametrize(
    ("words", "targets", "why"),
    [
        ([], {"palaiseau", "evry", "athis"}, "everything"),
        (["--target", "evry"], {"evry"}, "one"),
        (["--target", "evry", "--target", "athis"], {"evry", "athis"}, "it may be repeated"),
        (["--tag", "titres"], {"palaiseau", "athis"}, "all that have it"),
        (["--office", "Sous-préfecture"], {"palaiseau"}, "by office"),
        (["--office", "Sous-préfecture", "--tag", "essonne"], {"palaiseau", "athis"}, "choices add up"),
    ],
)
def test_targets_may_be_chosen(typed: Typed, store: Path, words: list[str], targets: set[str], why: str):
    state = json.loads(typed("status", "--json", *words, "-c", store)[1])
    assert {row["slug"] for row in state["targets"]} == targets, why
    assert {row["target"] for row in state["firing"]} <= targets, why
    rows = json.loads(typed("incidents", "--json", "--all", *words, "-c", store)[1])["incidents"]
    assert {row["target"] for row in rows} <= targets, why
    lines = typed("texts", "--json", *words, "-c", store)[1].splitlines()
    assert {json.loads(line)["target"] for line in lines} == targets, why


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--target", "evri"], "status: --target: no target 'evri' was ever watched; did you mean 'evry'?"),
        (["--tag", "titre"], "status: --tag: no tag 'titre' is known; did you mean 'titres'?"),
        (["--office", ""], "--office: is empty"),
        (["--office", "Sous-prefecture"], "did you mean 'Sous-préfecture'?"),
        (["--watch"], "status: --watch draws on a terminal"),
        (["--watch", "--json"], "status: give --watch or --json, not both"),
    ],
    ids=" ".join,
)
def test_status_names_the_wrong_option(typed: Typed, store: Path, words: list[str], said: str):
    code, output, errors = typed("status", *words, "-c", store)
    assert (code, output) == (2, "")
    assert said in errors


def test_status_as_json_explains_its_marks(typed: Typed, store: Path):
    state = json.loads(typed("status", "--json", "-c", store)[1])
    by_slug = {row["slug"]: row for row in state["targets"]}
    days = by_slug["palaiseau"]["days"]
    assert len(days) == 30
    assert {state["day_marks"][mark] for mark in days} == {"not_measured", "none", "slots"}
    assert by_slug["palaiseau"]["first_day"] == "2018-09-12", "the latest look of all is the present"
    assert 0 < by_slug["palaiseau"]["observed_seconds"] <= by_slug["palaiseau"]["scheduled_seconds"]
    assert by_slug["athis"]["vantage_kind"] == "machine"
    assert state["overdue"] == state["troubles"] == []
    assert state["latest_look_at"] == "2018-10-11T10:00:00.000000Z"


def test_what_people_saw_has_no_schedule_and_is_named(typed: Typed, tmp_path: Path):
    path = live(tmp_path, {"palaiseau": "NN", "evry": "G"})
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute("UPDATE vantages SET kind = 'person'")
    output = typed("status")[1]
    assert "  palaiseau, seen by people: No slot offered, at 2 looks in a row\n" in output
    assert " observed\n" not in output
    assert "(seen by main" not in typed("history", "palaiseau")[1]
    assert "No slot offered, seen by main (2 looks" in typed("history", "palaiseau")[1]


def test_looks_that_nobody_makes_any_more_are_overdue(typed: Typed, tmp_path: Path):
    path = live(tmp_path, {"palaiseau": "NN", "evry": "N"}, clock=PastClock(MONDAY))
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute("REPLACE INTO due_times SELECT id, '2018-10-01T09:00:00.000000Z' FROM targets")
    said = "looks at 2 targets are overdue, since 2018-10-01 09:00 UTC (evry): is 'slotwatch run'"
    assert said in " ".join(typed("status")[1].split())
    state = json.loads(typed("status", "--json")[1])
    assert [row["target"] for row in state["overdue"]] == ["evry", "palaiseau"]


def test_status_tells_how_far_sealing_has_come(typed: Typed, tmp_path: Path):
    path = live(tmp_path, {"palaiseau": "NN"})
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute("INSERT INTO seals VALUES ('2018-09-30', '2018-10-01T00:05:00.000000Z', x'00', x'00', '')")
        columns = "subject, sha256, authority, state, owed_at, next_try_at"
        owed = f"INSERT INTO stamps ({columns}) VALUES (?, x'00', ?, ?, ?, '')"
        sql.execute(owed, ("day/2018-09-29.sha256", "one", "verified", "2018-09-30T00:05:00.000000Z"))
        sql.execute(owed, ("day/2018-09-30.sha256", "one", "owed", "2018-10-01T00:05:00.000000Z"))
    said = " ".join(typed("status")[1].split())
    assert "sealed up to 2018-09-30 (UTC) 1 time stamp is owed since 2018-10-01 00:05 UTC" in said
    sealing = json.loads(typed("status", "--json")[1])["sealing"]
    assert sealing == {"last_day": "2018-09-30", "owed": 1, "owed_since": "2018-10-01T00:05:00.000000Z"}


def test_a_store_without_a_look_says_what_to_do(typed: Typed, tmp_path: Path):
    live(tmp_path, {"palaiseau": "."})
    code, output, _ = typed("status")
    assert (code, output.count("not looked at yet")) == (0, 2)
    assert typed("texts")[1] == "No message that was asked for is stored.\n"
    assert typed("history", "palaiseau")[1] == "No look is stored yet.\n"


# --nagios


@pytest.mark.parametrize(
    ("change", "words", "code", "said", "why"),
    [
        ("", [], 1, "SLOTWATCH WARNING - 1 firing at 2 targets: palaiseau: No slot seen for a long time", "a warning"),
        ("", ["--target", "evry"], 0, "SLOTWATCH OK - nothing fires at 1 target | firing=0;;;0 targets=1", "not there"),
        (
            "UPDATE configurations SET effective = replace(effective, '\"warning\"', '\"critical\"')",
            [],
            2,
            "SLOTWATCH CRITICAL - 1 firing",
            "by the severity of the rule",
        ),
        (
            "UPDATE configurations SET effective = replace(effective, '\"warning\"', '\"info\"')",
            [],
            0,
            "SLOTWATCH OK - 1 firing",
            "told, and no alarm",
        ),
        (
            "INSERT INTO troubles VALUES (1, 'disk', '2018-10-04T09:00:00.000000Z', NULL, '{}')",
            ["--target", "evry"],
            2,
            "SLOTWATCH CRITICAL - the monitor itself: Our disk was nearly full; nothing fires",
            "whichever target is asked about",
        ),
        (
            "REPLACE INTO due_times SELECT id, '2018-10-01T09:00:00.000000Z' FROM targets",
            [],
            2,
            "SLOTWATCH CRITICAL - the monitor itself: looks are overdue at 2, first at evry",
            "nobody looks",
        ),
        (
            "",
            ["--target", "evri"],
            3,
            "SLOTWATCH UNKNOWN - --target: no target 'evri'",
            "a plugin that is set up wrong",
        ),
        ("", ["--json"], 3, "SLOTWATCH UNKNOWN - status: give --nagios without", "nothing else on the line"),
    ],
)
def test_a_plugin_tells_it_in_one_line_and_its_exit_code(
    typed: Typed, tmp_path: Path, change: str, words: list[str], code: int, said: str, why: str
):
    path = live(tmp_path, {"palaiseau": "N" * 80, "evry": "S"}, clock=PastClock(MONDAY))
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute(change)
    ended, output, errors = typed("status", "--nagios", *words)
    assert (ended, errors) == (code, ""), output
    assert output.startswith(said), why
    assert output.count("\n") == 1
    assert output.count("|") == (code != 3), "what follows it are figures"


def test_without_anything_to_ask_a_plugin_says_unknown(typed: Typed, tmp_path: Path):
    code, output, _ = typed("status", "--nagios")
    assert (code, output[:51]) == (3, "SLOTWATCH UNKNOWN - no configuration file found; tr")
    (tmp_path / "config.toml").write_text(CONFIG)
    assert typed("status", "--nagios")[:2][0] == 3
    (tmp_path / "data").mkdir()
    database(tmp_path / "data").write_bytes(b"rubbish" * 1000)
    code, output, _ = typed("status", "--nagios")
    assert (code, "not a slotwatch database" in output) == (3, True)


# --watch


class ImpatientClock(SimulatedClock):
    """Whoever sleeps for the third time is woken by Ctrl-C."""

    slept = 0

    async def sleep(self, seconds: float) -> None:
        self.slept += 1
        if self.slept == 3:
            raise KeyboardInterrupt
        await super().sleep(seconds)


async def test_the_screen_is_drawn_over_and_given_back():
    out, frames = io.StringIO(), iter([["one", "two"], ["a", "b", "c", "d", "e"], ["three"]])
    clock = ImpatientClock(MONDAY)
    with pytest.raises(KeyboardInterrupt):
        await watch(lambda: next(frames), lambda: 4, clock, out)
    assert clock.now() - MONDAY == 2 * timedelta(seconds=SECONDS)
    drawn = out.getvalue()
    assert drawn.startswith("\x1b[?1049h\x1b[?25l\x1b[Hone\x1b[K\r\ntwo\x1b[K\x1b[J\x1b[H")
    assert "a\x1b[K\r\nb\x1b[K\r\nc\x1b[K\r\n... 2 more lines: --target, --tag and --office show less" in drawn
    assert drawn.endswith("\x1b[Hthree\x1b[K\x1b[J\x1b[?25h\x1b[?1049l"), "the terminal is as it was"
    assert "\x1b[2J" not in drawn, "it does not flicker"


def test_watching_ends_with_ctrl_c_on_a_terminal_of_its_own(store: Path):
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "monitor", "status", "--watch", "--office", "Sous-préfecture", "-c", str(store)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "24", "LANG": "C.UTF-8"}
    with subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True, env=environment
    ) as process:
        os.close(terminal)
        drawn = b""
        while b"\x1b[J" not in drawn:
            drawn += os.read(main, 4096)
        process.send_signal(signal.SIGINT)
        while b"\x1b[?1049l" not in drawn:
            drawn += os.read(main, 4096)
        assert process.wait(20) == 0
    os.close(main)
    assert b"palaiseau: No slot offered" in drawn
    assert b"evry" not in drawn.split(b"The monitor")[0]
    assert b"Traceback" not in drawn


# history and texts


def test_history_is_filtered_as_a_naive_reader_would(typed: Typed, store: Path):
    looks = [json.loads(line) for line in typed("history", "palaiseau", "--json", "-c", store)[1].splitlines()]
    assert [look["id"] for look in looks] == sorted(look["id"] for look in looks)
    wanted = [look for look in looks if "2018-10-03T22" <= look["started_at"] < "2018-10-05T22"]
    days = ("--from", "2018-10-04", "--to", "2018-10-05", "-c", store)
    assert [json.loads(line) for line in typed("history", "palaiseau", "--json", *days)[1].splitlines()] == wanted
    slots = typed("history", "palaiseau", "--json", "--outcome", "slots", "-c", store)[1].splitlines()
    assert [json.loads(line) for line in slots] == [look for look in looks if look["outcome"] == "slots"]
    last = typed("history", "palaiseau", "--json", "--limit", "7", "-c", store)[1].splitlines()
    assert [json.loads(line) for line in last] == looks[-7:]
    spells = [
        json.loads(line) for line in typed("history", "palaiseau", "--spells", "--json", "-c", store)[1].splitlines()
    ]
    assert sum(spell["looks"] for spell in spells) == len(looks)
    within = [spell for spell in spells if spell["last_at"] >= "2018-10-03T22" and spell["first_at"] < "2018-10-05T22"]
    found = typed("history", "palaiseau", "--spells", "--json", *days)[1].splitlines()
    assert [json.loads(line) for line in found] == within


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        (["history", "palaisau"], "no target 'palaisau' was ever watched; did you mean 'palaiseau'?", "a slip"),
        (["history", "evry", "--outcome", "slot"], "--outcome: there is no 'slot'; did you mean 'slots'?", "a slip"),
        (["history", "evry", "--from", "yesterday"], "--from 'yesterday' is no day", "the option is named"),
        (["history", "evry", "--from", "2018-10-09", "--to", "2018-10-01"], "exchange them", "backwards"),
        (["history", "evry", "--last", "0"], "--last", "nothing is no number of looks"),
        (["texts", "--new-since", "then"], "texts: --new-since 'then' is no day", "the option is named"),
        (["texts", "--language", "xx"], "texts: --language: no message in 'xx' was ever shown", "what there is"),
        (["texts", "evri"], "did you mean 'evry'?", "a slip"),
        (["texts", "--json", "--csv"], "texts: give --json or --csv, not both", "they contradict each other"),
        (["incidents", "--json", "--csv"], "incidents: give --json or --csv, not both", "they contradict each other"),
        (["incidents", "--rule", "nothing"], "no incident was ever under a rule 'nothing'", "names of the store"),
        (["incidents", "--from", "2019"], "--from 2019-01-01 is in the future", "simulated time is what counts"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_explained(typed: Typed, store: Path, words: list[str], said: str, why: str):
    code, output, errors = typed(*words, "-c", store)
    assert (code, output) == (2, ""), why
    assert said in errors, why


def test_nothing_found_is_said(typed: Typed, store: Path):
    assert typed("history", "evry", "--outcome", "slots", "-c", store)[1].endswith(
        "No look that was asked for is stored.\n"
    )
    assert typed("history", "evry", "--looks", "--to", "2018-09-01", "-c", store)[1].endswith("asked for is stored.\n")
    assert typed("texts", "evry", "--language", "en", "-c", store)[1].endswith(
        "No message that was asked for is stored.\n"
    )
    header = typed("history", "evry", "--csv", "--outcome", "slots", "-c", store)[1]
    assert header.startswith("id,target,vantage,started_at,")
    assert (
        "between 2018-09-01 and 2018-09-01"
        in typed(*("incidents", "--from", "2018-09-01", "--to", "2018-09-01", "-c", store))[1]
    )


def test_texts_are_counted_and_dated(typed: Typed, store: Path):
    rows = [json.loads(line) for line in typed("texts", "palaiseau", "--json", "-c", store)[1].splitlines()]
    assert [(row["language"], row["looks"], row["outcomes"]) for row in rows] == [
        ("en", 40, ["no_slots"]),
        ("fr", 190, ["no_slots"]),
        (None, 1, ["slots"]),
    ]
    assert rows[1]["first_seen_at"] == "2018-10-02T23:00:00.000000Z"
    new = typed("texts", "palaiseau", "--json", "--new-since", "2018-10-03", "-c", store)[1].splitlines()
    assert [json.loads(line) for line in new] == rows[1:], "the third of October had begun in Paris"
    assert len(typed("texts", "--json", "--language", "und", "-c", store)[1].splitlines()) == 2


def test_incidents_of_some_days_are_those_seen_then(typed: Typed, store: Path):
    every = json.loads(typed("incidents", "--json", "--all", "-c", store)[1])["incidents"]
    found = json.loads(typed("incidents", "--json", "--from", "2018-10-03", "--to", "2018-10-03", "-c", store)[1])[
        "incidents"
    ]
    begin, end = "2018-10-02T22:00", "2018-10-03T22:00"
    assert {row["key"] for row in found} == {
        row["key"] for row in every if row["last_at"] >= begin and row["first_at"] < end and row["target"] != "athis"
    }
    assert len(found) < len(every)
    blind = json.loads(typed("incidents", "--json", "--all", "--rule", "default blind", "-c", store)[1])["incidents"]
    assert {row["kind"] for row in blind} == {"blind"}


# Speed and lightness

HEAVY = [
    "httpx",
    "apprise",
    "apscheduler",
    "bs4",
    "pydantic",
    "sqlite_utils",
    "rich",
    "lxml",
    "cryptography",
]


@pytest.mark.parametrize(
    "words",
    [["status"], ["status", "--json"], ["status", "--nagios"], ["texts"], ["incidents", "--csv"], ["history", "evry"]],
    ids=" ".join,
)
def test_what_shows_the_store_loads_nothing_heavy(store: Path, words: list[str]):
    script = (
        f"import sys; from monitor.cli import main; sys.argv = ['slotwatch', *{words!r}, '-c', {str(store)!r}]\n"
        "try: main()\nexcept SystemExit as stop: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "[]\n")
