"""Made-up long histories are what the monitor would have stored; the benchmark over them judges as it says."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.goals import Goal
from benchmarks.growing import Built, build, config_text, known
from benchmarks.happening import START, Family, Shown
from benchmarks.history import COMMANDS, Row, goals, matrix, missing_of
from benchmarks.measuring import Ran, Room, bytes_per_look, run
from monitor.rebuild import rebuild
from monitor.store.integrity import problems
from monitor.store.judged import judged
from monitor.store.lines import Lines, Packed, pack
from monitor.store.reader import reading
from monitor.store.writer import Store
from probes.contract import Outcome

ROOT = Path(__file__).parents[2]
TARGETS, OBSERVATIONS = 20, 6_000


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(Built(tmp_path_factory.mktemp("grown") / "store", OBSERVATIONS, TARGETS, seed=6))


def year_of(number: int, families: int = 100, seed: int = 6) -> Iterator[Shown]:
    family = Family(number, families, seed)
    while family.due_at < START + timedelta(days=365):
        yield family.look()[1]


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything but when the schema was made."""
    with closing(sqlite3.connect(path)) as sql:
        tables = [row[0] for row in sql.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {table: sql.execute(f"SELECT * FROM {table}").fetchall() for table in tables if table[0] not in "_s"}


def test_the_store_is_whole_down_to_every_sealed_line(grown: Built):
    assert grown.observations == OBSERVATIONS
    assert list(problems(grown.store)) == []


def test_everything_derived_is_what_the_folds_make_of_the_looks(grown: Built):
    with reading(grown.store) as reader:
        before, incidents = judged(reader).fingerprints(), judged(reader).incident_hashes()
    with Store(grown.store) as store:
        assert rebuild(store) == OBSERVATIONS
    with reading(grown.store) as reader:
        assert judged(reader).fingerprints() == before
        assert judged(reader).incident_hashes() == incidents
    assert len(incidents) > TARGETS
    assert min(rows for rows, _ in before.values()) > 0


def test_past_days_are_packed_as_the_store_packs_them(grown: Built, tmp_path: Path):
    shutil.copy(grown.store, tmp_path / "copy.sqlite3")
    rows = f"SELECT {', '.join(Packed.__slots__)} FROM packed_lines WHERE target = 2 ORDER BY day"
    with Store(tmp_path / "copy.sqlite3") as store:
        sql = store.connection
        built = sql.execute(rows).fetchall()
        loose = [(2, 1, number, day, line) for _, _, day, *_ in built for number, line in Lines(sql).of_day(2, 1, day)]
        sql.execute("DROP TRIGGER packed_lines_are_never_deleted")
        sql.execute("DELETE FROM packed_lines WHERE target = 2")
        sql.executemany("INSERT INTO lines (target, vantage, sequence, day, line) VALUES (?, ?, ?, ?, ?)", loose)
        for day in (row[2] for row in built):
            pack(sql, 2, 1, day)
        assert len(built) > 10
        assert sql.execute(rows).fetchall() == built


def test_only_the_last_day_is_not_packed(grown: Built):
    with reading(grown.store) as reader:
        days = reader.connection.execute("SELECT max(day), count(DISTINCT day) FROM lines").fetchone()
    assert tuple(days) == (grown.last_at[:10], 1)


def test_the_same_seed_gives_the_same_store(tmp_path: Path):
    same, again, other = (build(Built(tmp_path / name, 600, 20, seed)) for name, seed in [("a", 1), ("b", 1), ("c", 2)])
    assert contents(same.store) == contents(again.store)
    assert contents(same.store)["observed"] != contents(other.store)["observed"]


def test_looks_are_rounded_down_to_whole_families(tmp_path: Path):
    assert build(Built(tmp_path, 608, 20, seed=1)).observations == 600


def test_a_store_is_used_again_only_for_the_same_wish(grown: Built):
    wish = Built(grown.folder, OBSERVATIONS, TARGETS, seed=6)
    assert known(wish) == grown
    assert known(Built(grown.folder, OBSERVATIONS, TARGETS, seed=7)) is None
    assert known(Built(grown.folder / "nowhere", OBSERVATIONS, TARGETS, seed=6)) is None


def test_a_year_of_many_families_shows_everything_a_page_can_show():
    seen = {shown.reading.outcome for number in range(8) for shown in year_of(number)}
    assert seen == set(Outcome)


def test_slots_are_rare_and_come_on_weekday_mornings():
    shown = [one for number in range(4) for one in year_of(number)]
    slots = [one.at.astimezone(one.zone) for one in shown if one.reading.outcome is Outcome.SLOTS]
    assert 0 < len(slots) < 0.05 * len(shown)
    assert {at.weekday() for at in slots} == {0, 1, 2, 3, 4}
    assert {at.hour for at in slots} <= {8, 9, 10, 11}


def test_behind_a_captcha_looks_come_four_times_a_day_and_find_little_else():
    shown = list(year_of(19))
    assert 350 * 4 < len(shown) < 366 * 4
    answered = {one.reading.outcome for one in shown if one.status == 200}
    assert answered == {Outcome.GATED, Outcome.UNRECOGNISED}


def test_the_monitor_is_away_now_and_then():
    days = {one.at.date() for one in year_of(0)}
    assert not [day for day in days if day.month % 3 == 0 and day.day == 17]
    assert len(days) > 355


def test_the_configuration_names_every_target_once():
    text = config_text([Family(number, 3, 6) for number in range(3)])
    assert text.count("[[target]]") == text.count('id = "office-00') == 30


def row(observations: int, command: str, seconds: float, problem: str = "") -> Row:
    return Row(observations, command, seconds, 0.1, 40.0, 1.0, problem)


MONTH, YEAR = "report, a month", "report, a year of one target"
JUDGED = [
    ([row(10_000, "status", 0.4), row(10_000_000, "status", 0.6)], [], [], "one and a half times as long is met"),
    ([row(10_000, "status", 0.4), row(10_000_000, "status", 0.61)], [], ["status"], "more is not"),
    ([row(1_000_000, "status", 9.0)], [], [], "the two sizes are compared, no other"),
    ([row(10_000, "status", 0.4), row(10_000_000, "status", 9, "exit code 3")], [], [], "what failed took no time"),
    ([row(10_000_000, MONTH, 1.0), row(10_000, YEAR, 0.2)], [], [], "reports may take a second"),
    ([row(10_000_000, MONTH, 1.1)], [], [MONTH], "a month over a second"),
    ([row(10_000_000, YEAR, 1.1)], [], [YEAR], "a year over a second"),
    ([], [Room(1_000_000, "observed", 251.0, 0.0)], ["room"], "too much room"),
    ([], [Room(1_000_000, "observed", 90.0, 0.0), Room(1_000_000, "captures", 900.0, 0.0)], [], "bytes aside"),
    ([], [Room(1_000_000, "observed", 200.0, 0.0), Room(1_000_000, "lines", 51.0, 0.0)], ["room"], "tables add up"),
    ([], [Room(10_000, "lines", 4000.0, 0.0)], [], "a small store holds little but today"),
]


@pytest.mark.parametrize(("rows", "rooms", "missed", "why"), JUDGED)
def test_a_goal_is_missed_where_the_figures_say_so(rows: list[Row], rooms: list[Room], missed: list[str], why: str):
    found: list[Goal] = [goal for goal in goals(rows, rooms) if not goal.met]
    assert len(found) == len(missed), why
    assert all(goal.what.startswith(words) for goal, words in zip(found, missed, strict=True)), why


def test_exact_bytes_are_no_part_of_the_room():
    assert bytes_per_look([Room(10, "observed", 60.5, 0.0), Room(10, "captures", 80.0, 0.0)]) == 60.5


def test_a_table_leaves_open_what_was_not_measured():
    cells = {("status", 1000): "0.1", ("status", 20): "0.2", ("history", 20): "0.3"}
    assert list(matrix("seconds", cells)) == [
        *("| seconds | 20 | 1,000 |", "|---|--:|--:|", "| status | 0.2 | 0.1 |", "| history | 0.3 |  |", "")
    ]


def test_a_command_that_ends_badly_is_a_problem_in_its_own_words(tmp_path: Path):
    ran = run(["status", "--config", str(tmp_path / "nothing.toml")], timeout=60)
    assert ran.problem.startswith("exit code 2: ")
    assert "nothing.toml" in ran.problem


MISSING = [
    ("report --from x", "", "exit code 2", "command report", "the command itself is not there"),
    ("history x --from y", "-c, --config FILE  --json", "", "option --from", "an option of it is not"),
    ("history x --json", "-c, --config FILE  --json", "", "", "all is there"),
]


@pytest.mark.parametrize(("line", "printed", "problem", "missing", "why"), MISSING)
def test_what_a_command_does_not_have_yet_is_named(line: str, printed: str, problem: str, missing: str, why: str):
    assert missing_of(line, Ran(0.1, 0.1, 30.0, printed, len(printed), problem)) == missing, why


def test_a_command_that_takes_too_long_is_ended():
    with pytest.raises(subprocess.TimeoutExpired):
        run(["--help"], timeout=0.01)


def test_the_benchmark_runs_as_a_script_and_rebuilds_what_it_built(tmp_path: Path):
    command = [sys.executable, str(ROOT / "benchmarks" / "history.py"), "--targets", "10", "--observations", "300"]
    command += ["--runs", "1", "--only", "status", "history", "--rebuild", "--stores", str(tmp_path)]
    command += ["--json", str(tmp_path / "told.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert [(one["command"], one["problem"]) for one in told["rows"]] == [
        *(("status", ""), ("history", ""), ("db rebuild", ""))
    ]
    assert all(one["wall_seconds"] > 0.05 and one["rss_mb"] > 10 for one in told["rows"])
    if told["rooms"]:  # SQLite may have been compiled without dbstat
        size = (tmp_path / "300" / "data" / "slotwatch.sqlite3").stat().st_size
        assert 0.9 < sum(one["bytes_per_look"] for one in told["rooms"]) * 300 / size <= 1
    assert "| status | 0." in done.stdout


def test_every_command_names_its_target_and_days_by_known_words():
    for line in COMMANDS.values():
        assert line.format(target="t", month="m", year="y", end="e")
