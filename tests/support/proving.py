"""A store of two past days and its configuration, with an authority that answers from a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.authorities import an_authority
from tests.support.sealed import DAYS, fill

CONFIG = """\
[monitor]
contact = "https://example.org/observatory"
data_dir = "data"
[[target]]
id = "palaiseau"
url = "http://127.0.0.1:9/booking/create/1"
probe = "ezbooking"
allow_private = true
[[target]]
id = "evry"
url = "http://127.0.0.1:9/booking/create/2"
probe = "ezbooking"
allow_private = true
"""
AUTHORITY = """\
[[authority]]
name = "local"
url = "{url}"
roots = "root.pem"
"""


@dataclass(frozen=True)
class Past:
    """Two days that are over, at two targets."""

    folder: Path
    first: str
    last: str

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def database(self) -> Path:
        return self.folder / "data" / "slotwatch.sqlite3"

    @property
    def bundle(self) -> str:
        """Its name, of the first target and both days."""
        return f"releve_palaiseau_{self.first}_{self.last}"


def the_past(folder: Path, *, more: str = "") -> Past:
    """Looks that nobody sealed yet, and a configuration that names no authority but what ``more`` says."""
    first = (datetime.now(UTC) - timedelta(days=DAYS)).replace(hour=0, minute=5, second=0, microsecond=0)
    (folder / "data").mkdir()
    past = Past(folder, f"{first:%Y-%m-%d}", f"{first + timedelta(days=DAYS - 1):%Y-%m-%d}")
    fill(past.database, first)
    past.config.write_text(CONFIG + more, "utf-8")
    return past


@contextmanager
def answering(folder: Path) -> Iterator[str]:
    """An authority at work as long as the block runs; its root certificate lies in the folder. Gives its table."""
    ready, over, told = threading.Event(), threading.Event(), list[str]()

    async def work() -> None:
        async with an_authority(folder / "keys") as served:
            (folder / "root.pem").write_bytes(served.authority.roots)
            told.append(AUTHORITY.format(url=served.authority.url))
            ready.set()
            while not over.is_set():
                await asyncio.sleep(0.02)

    thread = threading.Thread(target=asyncio.run, args=[work()], daemon=True)
    thread.start()
    try:
        assert ready.wait(20)
        yield told[0]
    finally:
        over.set()
        thread.join(20)
