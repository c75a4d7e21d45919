"""The commands as a user types them: output, exit codes, bad input."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.cli import main
from monitor.demo.play import serve
from monitor.store.reader import reading
from probes.ezbooking.simulator import SCENARIOS, Simulator
from tests.support.audit import chain
from tests.support.looking import WEDNESDAY

KEYS = ["outcome", "reason", "quote", "rule", "language", "slots", "window", "statements", "seconds"]
HEAVY = ["httpx", "apprise", "apscheduler", "bs4", "pydantic", "sqlite_utils"]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Type a command in an empty folder; gives exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SLOTWATCH_CONFIG", raising=False)

    def typed(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["slotwatch", *map(str, words)])
        code: Any = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
        output, errors = capsys.readouterr()
        return int(code), output, errors

    return typed


@pytest.fixture
def site() -> Iterator[Callable[[str], str]]:
    """Serves a scenario of the simulator from a thread of its own, as another machine would."""
    import asyncio

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    serving: list[Any] = []

    def start(scenario: str) -> str:
        async def enter() -> str:
            server = serve(Simulator(SCENARIOS[scenario], now=lambda: WEDNESDAY))
            serving.append(server)
            return await server.__aenter__()

        return asyncio.run_coroutine_threadsafe(enter(), loop).result(10)

    yield start
    for server in serving:
        asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def configure(folder: Path, *bases: str) -> Path:
    tables = ['[monitor]\ncontact = "https://example.org/observatory"\n']
    for number, base in enumerate(bases, start=1):
        tables.append(
            f'[[target]]\nid = "t{number}"\nurl = "{base}/booking/create/16105"\nprobe = "ezbooking"\n'
            'expect_language = ["fr"]\nallow_private = true\n'
        )
    file = folder / "config.toml"
    file.write_text("\n".join(tables), encoding="utf-8")
    return file


def test_check_prints_one_object_per_look_with_the_promised_keys(
    run: Run, site: Callable[[str], str], tmp_path: Path
) -> None:
    configure(tmp_path, site("none-english"), site("slots"))
    code, output, errors = run("check", "--json")
    assert (code, errors) == (0, "")
    looks = {look["target"]: look for look in map(json.loads, output.splitlines())}
    assert [list(look) for look in looks.values()] == [["target", *KEYS]] * 2
    assert looks["t1"]["outcome"] == "no_slots"
    assert looks["t1"]["quote"] == "Booking planning has no more free time slot. Please try later."
    assert looks["t1"]["language"] == {"quote": "en", "page": "fr", "expected": ["fr"]}
    assert looks["t1"]["slots"] == {"count": None, "earliest": None}
    assert looks["t2"]["slots"]["count"] == 5
    assert datetime.fromisoformat(looks["t2"]["slots"]["earliest"]) > WEDNESDAY


def test_check_stores_extra_looks_and_history_shows_them(run: Run, site: Callable[[str], str], tmp_path: Path) -> None:
    configure(tmp_path, site("none"))
    assert run("check", "t1")[0] == 0
    code, output, _ = run("history", "t1", "--json")
    look = json.loads(output)
    assert (code, look["kind"], look["outcome"], look["simulated"]) == (0, "extra", "no_slots", 0)
    code, output, _ = run("history", "t1", "--csv")
    rows = list(csv.DictReader(output.splitlines()))
    assert [row["reason"] for row in rows] == ["notice"]
    code, output, _ = run("history", "t1")
    assert "No slot offered (1 look)" in output
    assert "[fr]" in output


def test_status_tells_what_was_seen(run: Run, site: Callable[[str], str], tmp_path: Path) -> None:
    configure(tmp_path, site("none"))
    run("check")
    code, output, _ = run("status")
    assert code == 0
    assert "  t1: No slot offered, at 1 look" in output
    assert "last slot seen       never" in run("status", "--target", "t1")[1]
    code, output, _ = run("status", "--json")
    (target,) = json.loads(output)["targets"]
    assert (target["slug"], target["outcome"], target["observations"]) == ("t1", "no_slots", 1)
    assert (target["anchored"], target["conclusive"]) == (0, 0), "an extra look makes no denominator"


def test_a_dry_run_stores_nothing(run: Run, site: Callable[[str], str], tmp_path: Path) -> None:
    configure(tmp_path, site("none"))
    code, output, _ = run("check", "--dry-run", "-v")
    assert code == 0
    assert "GET http://127.0.0.1" in output, "-v shows every step"
    assert not (tmp_path / "data").exists()


def test_strict_asks_for_a_conclusion(run: Run, site: Callable[[str], str], tmp_path: Path) -> None:
    configure(tmp_path, site("gateway-502"))
    assert run("check")[0] == 0
    assert run("check", "--strict")[0] == 1


def test_classify_reads_saved_pages_and_saved_responses(run: Run, tmp_path: Path) -> None:
    sentence = "<div id=inner_Booking>Booking planning has no more free time slot. Please try later.</div>"
    (tmp_path / "page.html").write_text(sentence)
    (tmp_path / "response.http").write_bytes(
        f"HTTP/1.1 200 OK\r\nContent-Length: {len(sentence)}\r\nContent-Type: text/html\r\n\r\n{sentence}".encode()
    )
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.html").write_bytes(b"")
    files = ["page.html", "response.http", "noise.bin", "empty.html"]
    code, output, errors = run("classify", *files, "--json")
    readings = [json.loads(line) for line in output.splitlines()]
    assert (code, errors) == (0, "")
    assert [list(reading) for reading in readings] == [["file", *KEYS]] * 4
    assert [reading["file"] for reading in readings] == files
    assert [reading["reason"] for reading in readings] == ["notice", "notice", "not-html", "unrecognised-page"]
    assert run("classify", "noise.bin", "--strict")[0] == 1
    code, output, _ = run("classify", "page.html", "--status", "503")
    assert "Error or no answer (failing, http-5xx)" in output


def test_classify_can_use_a_targets_own_phrases(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[monitor]\ncontact = "https://example.org/o"\n[[target]]\nid = "desk"\nurl = "https://example.org/desk"\n'
        'probe = "page"\n[target.options.none]\nphrases = ["nothing * today"]\n'
    )
    (tmp_path / "page.html").write_text("<p>There is nothing left today.</p>")
    code, output, _ = run("classify", "page.html", "--target", "desk", "--json")
    assert (code, json.loads(output)["quote"]) == (0, "nothing left today")


def test_init_writes_a_file_that_check_accepts(run: Run, tmp_path: Path) -> None:
    url = "https://www.example.gouv.fr/booking/create/12345"
    code, output, _ = run("init", "--contact", "observatory@example.org", "--url", url, "--id", "palaiseau")
    assert code == 0
    assert "role address" in output, "the office will see the contact"
    code, output, _ = run("config", "check")
    assert code == 0
    assert "1 target" in output
    before = (tmp_path / "config.toml").read_bytes()
    code, _, errors = run("init", "--contact", "other@example.org")
    assert (code, (tmp_path / "config.toml").read_bytes()) == (2, before)
    assert "exists already" in errors


def test_the_schema_is_json(run: Run) -> None:
    code, output, _ = run("config", "schema")
    assert code == 0
    assert "target" in json.loads(output)["properties"]


@pytest.mark.parametrize(
    ("words", "code", "said", "why"),
    [
        (["status"], 2, "slotwatch init", "no configuration: say how to make one"),
        (["check"], 2, "slotwatch init", "the same for every command"),
        (["run", "-c", "nowhere.toml"], 2, "nowhere.toml", "the file is named"),
        (["classify", "nowhere.html"], 2, "nowhere.html: No such file", "the file is named"),
        (["classify", "."], 2, "Is a directory", "a folder is no page"),
        (["classify", "page.html", "--probe", "ezboking"], 2, "did you mean 'ezbooking'?", "a slip is recognised"),
        (["classify", "page.html", "--status", "99"], 2, "--status", "the argument is named"),
        (["classify", "page.html", "--url", "https://[bad"], 2, "--url", "an address that is none"),
        (["classify"], 2, "FILE", "something is missing"),
        (["init"], 2, "--contact is missing", "no questions without a terminal"),
        (["init", "--contact", "nobody"], 2, "contact", "an invalid answer writes nothing"),
        (
            ["init", "--contact", "a@example.org", "-c", "no/such/folder/c.toml"],
            2,
            "no/such/folder",
            "the path is named",
        ),
        (["watch"], 2, "No such command", "an unknown command"),
        (["demo", "--dir", "page.html"], 2, "page.html", "a file is no folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_explained(run: Run, tmp_path: Path, words: list[str], code: int, said: str, why: str) -> None:
    (tmp_path / "page.html").write_text("<p>page</p>")
    ended, output, errors = run(*words)
    assert ended == code, why
    assert said in errors, why
    assert "Traceback" not in output + errors, why
    assert sorted(file.name for file in tmp_path.iterdir()) == ["page.html"], "nothing is half-written"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["check", "t11"], 2, "no target 't11'; did you mean 't1'?"),
        (["status"], 2, "there is no database yet"),
        (["history", "t1"], 2, "there is no database yet"),
        (["history", "t1", "--json", "--csv"], 2, "not both"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_with_a_configuration(run: Run, tmp_path: Path, words: list[str], code: int, said: str) -> None:
    configure(tmp_path, "http://127.0.0.1:1")
    ended, _, errors = run(*words)
    assert (ended, said in errors) == (code, True), errors


def test_a_file_that_is_no_database_is_our_failure(run: Run, tmp_path: Path) -> None:
    configure(tmp_path, "http://127.0.0.1:1")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "slotwatch.sqlite3").write_bytes(b"not a database" * 100)
    for words in (["status"], ["check"], ["run", "--once"], ["history", "t1"]):
        code, _, errors = run(*words)
        assert code == 3, words
        assert "slotwatch.sqlite3: the database is not a slotwatch database" in errors


def test_status_works_when_the_rest_of_the_configuration_is_broken(
    run: Run, site: Callable[[str], str], tmp_path: Path
) -> None:
    file = configure(tmp_path, site("none"))
    run("check")
    for broken in ("\n[[target]]\nid = 3\nevry = '1h'\n", "\n[[[what\n"):
        file.write_text(file.read_text() + broken)
        assert run("check")[0] == 2
        code, output, _ = run("status")
        assert code == 0
        assert "No slot offered" in output


def test_status_loads_nothing_heavy(run: Run, site: Callable[[str], str], tmp_path: Path) -> None:
    configure(tmp_path, site("none"))
    run("check")
    script = (
        "import sys; from monitor.cli import main; sys.argv = ['slotwatch', 'status']\n"
        "try: main()\nexcept SystemExit as stop: assert not stop.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, cwd=tmp_path, timeout=30
    )
    assert (done.returncode, done.stderr) == (0, "[]\n")
    assert "No slot offered" in done.stdout


def test_the_reader_of_our_output_may_leave(run: Run, site: Callable[[str], str], tmp_path: Path) -> None:
    configure(tmp_path, site("none"))
    run("check")
    command = f"{sys.executable} -m monitor status | true"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], check=False, capture_output=True, text=True, cwd=tmp_path, timeout=30
    )
    assert "Traceback" not in done.stderr


def test_replay_lists_what_would_be_read_differently(run: Run, site: Callable[[str], str], tmp_path: Path) -> None:
    configure(tmp_path, site("none"))
    run("check")
    code, output, _ = run("replay")
    assert (code, output) == (0, "1 looks read again, 0 would be read differently.\n")
    with closing(sqlite3.connect(tmp_path / "data" / "slotwatch.sqlite3")) as sql, sql:
        sql.execute("DROP TRIGGER readings_are_never_changed")
        sql.execute("UPDATE readings SET outcome = 'slots', reason = 'free-cells'")
    code, output, _ = run("replay", "t1", "--json")
    (change,) = map(json.loads, output.splitlines())
    assert (change["before"]["outcome"], change["after"]["outcome"]) == ("slots", "no_slots")
    assert run("replay", "--probe", "page", "--json")[1] == "", "only looks read by that probe"
    assert run("replay", "--probe", "ezboking")[0] == 2
    assert run("replay", "t9")[0] == 2


def test_a_wrong_reading_is_withdrawn_by_a_later_line_and_stays(
    run: Run, site: Callable[[str], str], tmp_path: Path
) -> None:
    configure(tmp_path, site("none"))
    run("check")
    run("check")
    first, second = (json.loads(line) for line in run("history", "t1", "--json")[1].splitlines())
    code, output, _ = run("retract", first["uuid"][:10], "--why", "a notice of another\n desk", "--by", "the operator")
    assert (code, "is retracted: a notice of another desk" in output) == (0, True)
    assert run("annotate", second["uuid"], "--why", "seen by a person too")[0] == 0
    run("check")
    looks = [json.loads(line) for line in run("history", "t1", "--json")[1].splitlines()]
    assert [look["outcome"] for look in looks] == ["no_slots"] * 3, "nothing is edited"
    assert [look["annotations"] for look in looks] == [
        "retracted: a notice of another desk",
        "annotated: seen by a person too",
        None,
    ]
    text = run("history", "t1")[1]
    assert "retracted on" in text
    assert "by the operator" in text
    assert "No slot offered (3 looks, largest gap" in text
    assert "; 1 of them retracted later)" in text
    status = run("status", "--target", "t1")[1]
    assert "at 3 looks in a row, 1 of them retracted later" in status
    assert "2 remarks were made on single looks later" in status
    (target,) = json.loads(run("status", "--json")[1])["targets"]
    assert (target["observations"], target["remarks"]) == (3, 2)
    with reading(tmp_path / "data" / "slotwatch.sqlite3") as reader:
        lines = list(reader.lines("t1"))
    assert [json.loads(line)["kind"] for line in lines] == ["extra", "extra", "retracted", "annotated", "extra"]
    assert json.loads(lines[2])["of"].replace("-", "") == first["uuid"]
    chain(lines)


@pytest.mark.parametrize(
    ("observation", "why", "said"),
    [
        ("xyz", "because", "is no UUID"),
        ("abc", "because", "is no UUID"),
        ("123456", "because", "no observation begins with '123456'"),
        ("123456", " ", "--why is empty"),
        ("123456", "a\x1b[31mred", "none of them a control character"),
        ("123456", "a" * 1001, "at most 1000 characters"),
    ],
)
def test_an_unknown_look_cannot_be_retracted(
    run: Run, site: Callable[[str], str], tmp_path: Path, observation: str, why: str, said: str
) -> None:
    configure(tmp_path, site("none"))
    run("check")
    code, _, errors = run("retract", observation, "--why", why)
    assert (code, said in errors) == (2, True), errors


def test_explain_says_which_rules_matched_and_what_was_ignored(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[monitor]\ncontact = "https://example.org/o"\n[[target]]\nid = "desk"\nurl = "https://example.org/desk"\n'
        'probe = "page"\n[target.options.none]\nphrases = ["nothing * today"]\ncss = ["p.none"]\n'
    )
    (tmp_path / "page.html").write_text("<p>There is nothing left today.</p><p>If no slot is available, come back.</p>")
    (tmp_path / "error.html").write_text("<h1>502 Bad Gateway</h1>")
    code, output, _ = run("classify", "page.html", "--target", "desk", "--explain")
    assert code == 0
    assert "screen: nothing stands in the way" in output
    assert "none: phrase 'nothing * today': at 9 “nothing left today”" in output
    assert "none: selector 'p.none': nothing visible" in output
    assert "ignored: at " in output, "the condition decides nothing, and it says why"
    code, output, errors = run("classify", "error.html", "--explain", "--json")
    assert json.loads(output)["reason"] == "http-5xx"
    assert "no probe reads the page" in errors, "the JSON stays JSON"


def test_check_v_shows_how_the_last_page_was_read(run: Run, site: Callable[[str], str], tmp_path: Path) -> None:
    configure(tmp_path, site("none"))
    _, output, _ = run("check", "--dry-run", "-v")
    assert "ezbooking/1: no_slots (notice) by ezbooking/notice-fr" in output
