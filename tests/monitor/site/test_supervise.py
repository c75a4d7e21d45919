"""The site's process: started after new looks, and now and then without, one at a time; a failure is tried again."""

import asyncio
import logging
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock
from monitor.config.settings import SiteSettings
from monitor.ledger import Ledger
from monitor.site.supervise import SiteProcess
from monitor.store.writer import Store
from tests.support.looks import MONDAY, a_look, a_target, effective

MINUTE = timedelta(minutes=1)
SCRIPT = """
import pathlib, sys
folder = pathlib.Path(sys.argv[1])
(folder / f"began-{len(list(folder.glob('began-*')))}").touch()
print("public: 12 files")
sys.exit(1 if (folder / "fail").exists() else 0)
"""


class Daemon:
    """What the daemon does about the site, minute by minute."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.site = SiteProcess(store, (sys.executable, "-c", SCRIPT, str(folder)), seconds=20)
        self.settings = SiteSettings(folder=folder / "public")
        self.ledger = Ledger(store, SimulatedClock(MONDAY), "test")
        self.ledger.configure(effective(a_target()), [a_target()])

    def look(self, minute: int) -> None:
        self.ledger.record(a_look("N", MONDAY + minute * MINUTE))

    async def builds(self, minute: int) -> int:
        """How many builds there were once the daemon has minded the site at a minute."""
        self.site.keep(MONDAY + minute * MINUTE, self.folder / "config.toml", self.settings)
        if self.site._running is not None:
            await asyncio.wait_for(asyncio.shield(self.site._running), 20)
        return len(list(self.folder.glob("began-*")))


@pytest.fixture
async def daemon(tmp_path):
    with Store(tmp_path / "slotwatch.db") as store:
        made = Daemon(store, tmp_path)
        yield made
        await made.site.stop()


async def test_it_is_built_at_the_start_after_looks_and_every_hour(daemon):
    assert await daemon.builds(0) == 1, "at the start"
    assert await daemon.builds(6) == 1, "nothing is new"
    daemon.look(7)
    assert await daemon.builds(8) == 2, "a look"
    daemon.look(9)
    assert await daemon.builds(10) == 2, "too soon: more looks may come"
    assert await daemon.builds(13) == 3
    assert await daemon.builds(72) == 3
    assert await daemon.builds(73) == 4, "days go by without looks too"


async def test_what_failed_is_tried_again_and_said(daemon, tmp_path, caplog):
    (tmp_path / "fail").touch()
    with caplog.at_level(logging.WARNING):
        assert await daemon.builds(0) == 1
    assert "site: public: 12 files" in caplog.text
    (tmp_path / "fail").unlink()
    assert await daemon.builds(5) == 2
    assert await daemon.builds(10) == 2


async def test_a_clock_that_was_set_back_does_not_keep_it_from_building(daemon):
    assert await daemon.builds(600) == 1
    daemon.look(1)
    assert await daemon.builds(2) == 2


async def test_without_a_folder_or_where_it_is_switched_off_nothing_is_built(daemon):
    daemon.settings = replace(daemon.settings, enabled=False)
    assert await daemon.builds(0) == 0
    daemon.settings = SiteSettings()
    assert await daemon.builds(1) == 0


async def test_a_command_that_is_not_there_is_a_warning(daemon, caplog):
    daemon.site = SiteProcess(daemon.store, ("no-such-program",))
    assert await daemon.builds(0) == 0
    assert "the site could not be built" in caplog.text
