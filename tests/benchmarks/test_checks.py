"""The cost benchmark judges as it says: which goals there are, what meets them, which figures of the others count."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.goals import Row, goals, ms_per_check
from benchmarks.peers import BLACKBOX, URLWATCH, PeerRow, find

ROOT = Path(__file__).parents[2]


def row(targets: int = 1000, mode: str = "unchanged", ms: float = 1.0, pages: str = "mix", **changed: float) -> Row:
    figures = {"wall_seconds": 2.0, "rss_mb": 90.0, "first_look_seconds": 1.0, "ready_seconds": 0.5, "stored_kb": 3.0}
    return Row(targets, pages, mode, ms, cpu_seconds=[], problems=[], **{**figures, **changed})


def peer(name: str, targets: int = 1000, mode: str = "unchanged", ms: float = 2.0, start: float = 0.0) -> PeerRow:
    cpu = (0.0, ms * targets / 1000, 99.0)
    return PeerRow(
        name, "1", targets, "mix", mode, cpu_seconds=cpu, start_seconds=start, wall_seconds=(1.0,), rss_mb=95
    )


JUDGED = [
    (row(ms=1.0), [peer(URLWATCH, ms=2.0)], [], "exactly half is met"),
    (row(ms=1.1), [peer(URLWATCH, ms=2.0)], ["half of urlwatch's"], "more than half is not"),
    (row(ms=1.1), [peer(URLWATCH, ms=2.0, start=0.4)], [], "its start is part of each of its passes"),
    (row(ms=1.1), [peer(BLACKBOX, ms=1.0)], ["blackbox_exporter's"], "all of blackbox_exporter's"),
    (row(mode="changed", ms=9.0), [peer(BLACKBOX, mode="changed", ms=1.0)], [], "which reads nothing: unchanged only"),
    (row(mode="changed", ms=9.0), [peer(URLWATCH, ms=2.0)], [], "another mode's figures are no measure"),
    (row(targets=200, ms=9.0), [peer(URLWATCH, ms=2.0)], [], "nor another number's"),
    (row(pages="60", ms=9.0), [peer(URLWATCH, ms=2.0)], [], "nor other pages'"),
    (row(rss_mb=96.0), [peer(URLWATCH)], ["memory"], "memory with many targets"),
    (row(targets=200, rss_mb=96.0), [peer(URLWATCH, targets=200)], [], "not with few"),
    (row(first_look_seconds=3.1), [], ["first look"], "the first look needs no other"),
    (row(wall_seconds=10.1), [], ["one pass"], "nor does a pass"),
    (row(targets=200, first_look_seconds=9.0, wall_seconds=99.0), [], [], "both are about many targets"),
]


@pytest.mark.parametrize(("ours", "others", "missed", "why"), JUDGED)
def test_a_goal_is_missed_where_the_figures_say_so(ours: Row, others: list[PeerRow], missed: list[str], why: str):
    found = [goal.what for goal in goals([ours], others) if not goal.met]
    assert len(found) == len(missed), why
    assert all(words in what for words, what in zip(missed, found, strict=True)), why


def test_a_peer_is_judged_by_its_median_pass() -> None:
    assert ms_per_check(peer(URLWATCH, ms=2.0, start=0.5)) == pytest.approx(2.5)


def test_a_peer_is_found_by_option_before_anything_else(tmp_path: Path) -> None:
    program = tmp_path / "mine"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert find(URLWATCH, str(program)) == str(program)
    assert find(URLWATCH, str(tmp_path / "nothing")) is None, "what was asked for and is not there is not replaced"


def test_a_run_measures_and_an_absent_peer_is_named(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, str(ROOT / "benchmarks/checks.py"), "--targets", "4", "--passes", "1", "--hosts", "2"]
    command += ["--modes", "unchanged", "--json", str(figures)]
    absent = ["--urlwatch", str(tmp_path / "urlwatch"), "--blackbox", str(tmp_path / "blackbox")]
    ran = subprocess.run([*command, *absent], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 1
    assert "urlwatch is absent: python3 -m venv" in ran.stderr
    assert "blackbox_exporter is absent: apt-get install" in ran.stderr
    told = json.loads(figures.read_text(encoding="utf-8"))
    assert [one["targets"] for one in told["rows"]] == [4]
    assert told["rows"][0]["problems"] == []
    assert told["rows"][0]["ms_per_check"] > 0
    assert subprocess.run([*command, "--alone"], capture_output=True, timeout=120, check=False).returncode == 0
