"""The running monitor's desk: one file that cannot be taken never keeps the others waiting."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.clock import SystemClock, from_iso
from monitor.config.load import load
from monitor.config.settings import Config
from monitor.store.writer import Store
from monitor.witness.desk import Desk
from probes.registry import BY_CONTENT, PROBES
from tests.monitor.witness.handed import page

CONFIG = """
[monitor]
data_dir = "data"
contact = "https://example.org/robot"

[witness]
inbox = "inbox"
"""
TARGET = """
[[target]]
id = "{0}"
name = "{0}"
url = "https://rdv.example/booking/create/1"
probe = "ezbooking"
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG + TARGET.format("bobigny") + TARGET.format("sevres"), "utf-8")
    (tmp_path / "inbox").mkdir()
    return load(path, probes=PROBES)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "slotwatch.sqlite3") as store:
        yield store


def put(config: Config, name: str, content: bytes, minutes: int = 10) -> None:
    """A file, last written so long ago by its own date."""
    assert config.witness.inbox is not None
    file = config.witness.inbox / name
    file.write_bytes(content)
    at = datetime.now(UTC).timestamp() - 60 * minutes
    os.utime(file, (at, at))


async def mind(store: Store, config: Config) -> list[tuple[str, int]]:
    """One turn; target and minute of every look that is stored then."""
    clock = SystemClock()
    await Desk(store, Later(clock), PROBES, BY_CONTENT).mind(config)
    rows = store.connection.execute("SELECT target, started_at FROM looks ORDER BY id")
    return [(row[0], round((clock.now() - from_iso(row[1])) / timedelta(minutes=1))) for row in rows]


class Later:
    """The clock of a machine on which every file has been there for a minute."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self.simulated = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._clock, name)

    def now(self) -> datetime:
        return self._clock.now() + timedelta(minutes=1)


async def test_what_cannot_be_moved_away_keeps_nothing_else_waiting(store, config):
    put(config, "refused", b"in the place of our folder")
    put(config, "sevres__a.html", page())
    assert await mind(store, config) == [("sevres", 10)]


async def test_looks_are_stored_in_the_order_of_their_times(store, config):
    for name, minutes in (("a", 10), ("b", 30), ("c", 20)):
        put(config, f"bobigny__{name}.html", page(f"<p>{name}</p>"), minutes)
    assert await mind(store, config) == [("bobigny", 30), ("bobigny", 20), ("bobigny", 10)]


async def test_one_turn_takes_a_few_and_the_next_goes_on(store, config):
    for number in range(7):
        put(config, f"bobigny__{number}.html", page(f"<p>{number}</p>"))
    assert len(await mind(store, config)) == 5
    assert len(await mind(store, config)) == 7


async def test_an_inbox_with_the_configuration_in_it_is_left_alone(store: Store, config: Config, tmp_path: Path):
    put(config, "bobigny_2026-11-20_0905.html", page())
    everywhere = replace(config, witness=replace(config.witness, inbox=tmp_path))
    assert await mind(store, everywhere) == []
    assert config.path.exists()
    assert not (tmp_path / "refused").exists()
