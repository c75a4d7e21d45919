"""Commands as a user types them, and stores that hold a history."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from monitor.cli import main
from monitor.clock import SimulatedClock
from monitor.config.load import load
from monitor.config.locate import database
from monitor.ledger import Ledger
from monitor.store.writer import Store
from probes.registry import PROBES
from tests.support.looks import HOUR, MONDAY, a_look

Typed = Callable[..., tuple[int, str, str]]
"""Exit code, output, errors."""

CONFIG = """\
[monitor]
contact = "https://example.org/observatory"
[defaults]
expect_language = ["fr"]
allow_private = true
[[target]]
id = "palaiseau"
name = "Palaiseau: titres"
office = "Sous-préfecture"
url = "http://127.0.0.1:9/booking/create/1"
probe = "ezbooking"
tags = ["titres"]
[[target]]
id = "evry"
url = "http://127.0.0.1:9/booking/create/2"
probe = "ezbooking"
[[receiver]]
name = "lawyers"
url = "json://127.0.0.1:9/s3cret-path"
language = "en"
[[receiver]]
name = "board"
url = "json://127.0.0.1:9/s3cret-board"
"""


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Typed:
    """Type a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SLOTWATCH_CONFIG", raising=False)
    monkeypatch.setenv("COLUMNS", "110")

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["slotwatch", *map(str, words)])
        code: Any = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
        output, errors = capsys.readouterr()
        return int(code), output, errors

    return run


class PastClock(SimulatedClock):
    """Long ago, in a store whose time is taken for real."""

    simulated = False


def live(folder: Path, lines: Mapping[str, str], *, config: str = CONFIG, clock: SimulatedClock | None = None) -> Path:
    """Write a configuration and live through hourly looks at its targets, a letter each; gives the database."""
    file = folder / "config.toml"
    file.write_text(config, "utf-8")
    loaded = load(file, probes=PROBES, environ={})
    path, clock = database(loaded.monitor.data_dir), clock or SimulatedClock(MONDAY)
    with Store(path) as store:
        ledger = Ledger(store, clock, "main")
        ledger.configure(loaded.effective, loaded.targets)
        for hours in range(max(map(len, lines.values()))):
            clock.move_to(MONDAY + hours * HOUR)
            for target in loaded.targets:
                letter = lines.get(target.id, "")[hours : hours + 1].strip(".")
                if letter:
                    ledger.record(a_look(letter, clock.now(), target=target))
    return path


@pytest.fixture
def october(tmp_path: Path) -> Path:
    """Two weeks: English, French, a slot, a hole at one target; a captcha, a refusal and errors at the other."""
    palaiseau = "E" * 100 + "N" * 20 + "S" + "N" * 100 + "." * 10 + "N" * 90
    evry = "N" * 90 + "G" * 60 + "N" * 40 + "R" * 50 + "F" * 20
    return live(tmp_path, {"palaiseau": palaiseau, "evry": evry})
