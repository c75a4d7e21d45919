"""What the documentation shows as printed, and what it tells its reader to run in a shell, against the program."""

import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock
from monitor.config.load import load
from monitor.config.locate import database
from monitor.demo import story
from monitor.ledger import Ledger
from monitor.report import history, status
from monitor.store.reader import reading
from monitor.store.writer import Store
from probes.contract import Reading, Reason
from probes.registry import PROBES
from tests.docs.pages import REFERENCE, TEXTS, UNIT, blocks
from tests.support.looks import a_look

# What the program prints


def shape(text: str) -> list[str]:
    """Lines with every number, date, zone and quote taken out."""
    text = re.sub(r"“[^\n]*", "“…", text)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d \w+|\bnever\b", "MOMENT", text)
    text = re.sub(r"\((?:\d+ (?:d|h|min|s) ?)+\)|(?:\b\d+ (?:d|h|min|s)\b ?)+", "SPAN", text)
    return [re.sub(r"[\d,.]+", "N", line).rstrip() for line in text.strip().splitlines()]


@pytest.fixture(scope="module")
def demo_like(tmp_path_factory) -> Path:
    """A store with the demo's targets and a few looks at each."""
    folder: Path = tmp_path_factory.mktemp("demo")
    file = folder / "config.toml"
    file.write_text(story.CONFIG.format(url="http://127.0.0.1:1/booking/create/16105"), "utf-8")
    config = load(file, probes=PROBES, environ={})
    said = Reading(Reason.NOTICE, "Il n'existe plus de plage horaire libre", "ezbooking/notice-fr", "fr", "fr")
    with Store(database(folder)) as store:
        ledger = Ledger(store, SimulatedClock(story.START), config.monitor.vantage)
        ledger.configure(config.effective, config.targets)
        for target in config.targets:
            for hours in range(80 if target.id == "palaiseau-hourly" else 30):  # one of them fires
                look = a_look(said, story.START + timedelta(hours=hours), target=target)
                ledger.record(replace(look, probe="ezbooking/1"))
    return folder


def test_the_status_in_the_readme_is_what_the_program_prints(demo_like):
    with reading(database(demo_like)) as reader:
        printed = "\n".join(status.as_text(reader))
    shown = next(block for block in blocks(TEXTS["README.md"], "text") if "anchored looks" in block)
    assert shape(shown) == shape(printed)


def test_the_history_in_the_tutorial_is_what_the_program_prints(demo_like):
    with reading(database(demo_like)) as reader:
        printed = list(history.runs_as_text(reader, "palaiseau-hourly", "Europe/Paris"))
    shown = next(block for block in blocks(TEXTS["docs/tutorial.md"], "text") if "largest gap" in block)
    assert shape(shown)[:3] == shape("\n".join(printed))


# What the reader is told to run


@pytest.fixture
def chain_script() -> str:
    if not all(map(shutil.which, ("sh", "sqlite3", "sha256sum"))):
        pytest.skip("needs sh, sqlite3 and sha256sum")
    script = next(block for block in blocks(REFERENCE["data"], "sh") if "sha256sum" in block and "lines.jsonl" in block)
    return script.replace("target=my-town", "target=palaiseau-hourly")


def run_in(folder: Path, script: str) -> str:
    return subprocess.run(["sh", "-eu", "-c", script], cwd=folder, capture_output=True, text=True, check=True).stdout


def test_the_shell_check_of_the_chain_ends_at_the_hash_in_the_store(demo_like, chain_script, tmp_path):
    (tmp_path / "data").mkdir()
    shutil.copy(database(demo_like), database(tmp_path / "data"))
    said = run_in(tmp_path, chain_script)
    with closing(sqlite3.connect(database(demo_like))) as store:
        sql = "SELECT last_line_sha256 FROM standings JOIN targets t ON t.id = target WHERE t.slug = 'palaiseau-hourly'"
        last = store.execute(sql).fetchone()[0]
    assert said.splitlines() == [f"before the first line: {'0' * 64}", f"80 lines, the last one has the hash {last}"]


@pytest.mark.parametrize(
    ("attack", "why"),
    [
        ("UPDATE lines SET line = replace(line, 'no_slots', 'slots') WHERE sequence = 7", "changed"),
        ("DELETE FROM lines WHERE sequence = 7", "taken out"),
    ],
)
def test_the_shell_check_of_the_chain_finds_tampering(demo_like, chain_script, tmp_path, attack, why):
    (tmp_path / "data").mkdir()
    shutil.copy(database(demo_like), database(tmp_path / "data"))
    with closing(sqlite3.connect(database(tmp_path / "data"))) as store:
        store.execute("DROP TRIGGER lines_are_never_changed")
        store.execute("DROP TRIGGER lines_are_packed_not_deleted")
        store.execute(attack)
        store.commit()
    assert "the chain is broken before" in run_in(tmp_path, chain_script), why


def test_the_hash_of_the_configuration_can_be_worked_out_in_a_shell(demo_like, tmp_path):
    if not all(map(shutil.which, ("sh", "sqlite3", "sha256sum"))):
        pytest.skip("needs sh, sqlite3 and sha256sum")
    (tmp_path / "data").mkdir()
    shutil.copy(database(demo_like), database(tmp_path / "data"))
    script = next(block for block in blocks(REFERENCE["data"], "sh") if "configurations" in block)
    with reading(database(demo_like)) as reader:
        line = next(reader.lines("palaiseau-hourly"))
    assert run_in(tmp_path, script).split()[0] == json.loads(line)["ctx"]


def test_the_unit_is_described_line_by_line():
    page = TEXTS["docs/how-to/run-as-a-service.md"]
    keys = ["User", "StateDirectory", "ExecStart", "Restart", "RestartPreventExitStatus", "TimeoutStopSec"]
    assert [key for key in keys if f"`{key}=" not in page] == []
    assert "ExecStart=/opt/slotwatch/bin/slotwatch run -c /etc/slotwatch/config.toml" in UNIT
    assert 'data_dir = "/var/lib/slotwatch"' in page
    assert "StateDirectory=slotwatch\n" in UNIT
