"""Plays a story at a simulator under a simulated clock, through the whole monitor, and says what would be told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from monitor.clock import SimulatedClock
from monitor.config.load import load
from monitor.demo.play import serve
from monitor.notify.messages import Message, compose
from monitor.observatory import observatory
from monitor.store.outbox import Outbox
from monitor.store.owed import Owed
from monitor.store.writer import Store
from probes.ezbooking.simulator import Scenario, Simulator
from probes.registry import PROBES

PATH = "/booking/create/16105"
CONFIG = """
[monitor]
contact = "https://example.org/observatory"
data_dir = "."

[[target]]
id = "palaiseau"
name = "Palaiseau, titres de séjour"
office = "Sous-préfecture de Palaiseau"
procedure = "Renouvellement d'un titre de séjour"
url = "{url}"
probe = "ezbooking"
expect_language = ["fr"]
allow_private = true

[[receiver]]
name = "lawyers"
url = "json://127.0.0.1:9/none"
"""


async def play(
    folder: Path,
    scenario: Scenario,
    runs: Iterable[tuple[datetime, datetime]],
    *,
    more: str = "",
    config: str = CONFIG,
) -> Path:
    """Watch a simulator hourly while the monitor runs (from, to); returns the store. ``more`` ends the config."""
    runs = list(runs)
    clock = SimulatedClock(runs[0][0])
    simulator = Simulator(scenario, now=clock.now)
    async with serve(simulator) as base:
        file = folder / "config.toml"
        file.write_text(config.format(url=base + PATH) + more, encoding="utf-8")
        settings = load(file, probes=PROBES, environ={})
        for begins, ends in runs:
            clock.move_to(begins)
            async with observatory(settings, PROBES, clock) as parts:
                assert parts.rounds is not None
                while (at := parts.rounds.next_wake()) is not None and at < ends:
                    clock.move_to(at)
                    await parts.rounds.run(parts.rounds.claim())
    assert simulator.alarms == []
    return folder / "slotwatch.sqlite3"


def owed(path: Path, receiver: str = "lawyers") -> list[Owed]:
    """What a receiver is owed, in order."""
    with Store(path) as store:
        return Outbox(store).owed(receiver)


def told(rows: Sequence[Owed]) -> list[str]:
    """What is told, as ``rule change``."""
    return [f"{row.rule} {row.change}" for row in rows]


def message(row: Owed, language: str) -> Message:
    """The message of one notification."""
    return compose("single", "reference", [[row]], language)


def incidents(path: Path) -> list[tuple[str, str, str, str, str]]:
    """Kind, state, first and latest look that said so, and what ended it, in order of opening."""
    sql = "SELECT kind, state, first_at, last_at, ended_by FROM incidents ORDER BY id"
    with closing(sqlite3.connect(path)) as connection:
        return [(*row,) for row in connection.execute(sql)]
