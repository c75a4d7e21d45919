"""``slotwatch run`` as a process, by the real clock: a simulated site, real receivers, and what arrives there."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.config.settings import NotifySettings
from monitor.demo.play import serve
from monitor.notify.orders import Orders
from monitor.notify.supervise import SenderProcess
from monitor.store.outbox import Outbox
from monitor.store.owed import Owed
from monitor.store.writer import Store
from probes.ezbooking.simulator import SCENARIOS, Simulator
from tests.support.audit import audit
from tests.support.owing import a_receiver, as_row
from tests.support.receivers import HttpReceiver, SmtpReceiver, an_http_receiver, an_smtp_receiver
from tests.support.telling import incident_row

SECONDS = 30.0
CONFIG = """
[monitor]
contact = "https://example.org/observatory"
data_dir = "."

[[target]]
id = "palaiseau"
name = "Palaiseau, titres de séjour"
office = "Sous-préfecture de Palaiseau"
url = "{base}/booking/create/16105"
probe = "ezbooking"
every = "1s"
expect_language = ["fr"]
allow_private = true

[[receiver]]
name = "press"
url = "{press}"
language = "en"

[[receiver]]
name = "lawyers"
url = "{lawyers}"
language = "fr"

[[receiver]]
name = "ours"
url = "{ours}"
language = "en"
private = true

[[rule]]
name = "absence"
when = "no_slots"
for = "1s"
min_checks = 2
deliver = "all"

[notify]
group = "{group}"
"""


@dataclass
class World:
    """A site, three receivers, and the monitor that stands between them."""

    folder: Path
    site: Simulator
    press: HttpReceiver
    lawyers: SmtpReceiver
    ours: HttpReceiver

    @property
    def store(self) -> Path:
        return self.folder / "slotwatch.sqlite3"

    def shows(self, name: str) -> None:
        self.site.scenario = SCENARIOS[name]

    @asynccontextmanager
    async def run(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """``slotwatch run`` as long as the block runs."""
        with (self.folder / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "monitor", "run", "-c", str(self.folder / "config.toml")), stderr=log
            )
        try:
            yield process
            if process.returncode is None:
                process.terminate()
                assert await asyncio.wait_for(process.wait(), SECONDS) == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    def changes(self, receiver: str) -> list[tuple[str, str]]:
        """What a receiver is owed, or was: change and state."""
        if not self.store.exists():
            return []
        with closing(sqlite3.connect(self.store)) as sql:
            try:
                rows = sql.execute("SELECT change, state FROM notifications WHERE receiver = ? ORDER BY id", [receiver])
            except sqlite3.OperationalError:  # being made
                return []
            return [(change, state) for change, state in rows]

    def references(self) -> dict[str, list[str]]:
        """Of each message that came, for each receiver."""
        mails = [str(_part(mail, "plain")) for mail in self.lawyers.mails]
        texts = {"press": self.press.texts(), "ours": self.ours.texts(), "lawyers": mails}
        pattern = re.compile(r"(?:Reference:|Référence\s*:)\s+(\S+)\.")
        return {name: [pattern.findall(text)[0] for text in found] for name, found in texts.items()}


def _part(mail: Any, kind: str) -> str:
    return str(mail.get_body((kind,)).get_content())


async def until(condition: Callable[[], Any], what: str) -> None:
    try:
        async with asyncio.timeout(SECONDS):
            while not condition():
                await asyncio.sleep(0.02)
    except TimeoutError:
        pytest.fail(f"waited too long: {what}")


@pytest.fixture
def receivers() -> Iterator[tuple[HttpReceiver, SmtpReceiver, HttpReceiver]]:
    with an_http_receiver() as press, an_smtp_receiver() as lawyers, an_http_receiver() as ours:
        yield press, lawyers, ours


@asynccontextmanager
async def a_world(
    folder: Path, receivers: tuple[HttpReceiver, SmtpReceiver, HttpReceiver], group: str = "1s"
) -> AsyncIterator[World]:
    site = Simulator(SCENARIOS["none"], now=lambda: datetime.now(UTC))
    async with serve(site) as base:
        world = World(folder, site, *receivers)
        urls = {"press": world.press.url, "lawyers": world.lawyers.url, "ours": world.ours.url}
        (folder / "config.toml").write_text(CONFIG.format(base=base, group=group, **urls), encoding="utf-8")
        yield world
    assert site.alarms == []
    assert "Traceback" not in (folder / "log").read_text()
    audit(world.store)


async def test_what_begins_is_told_to_all_and_that_slots_were_shown_at_once_only_to_our_own(tmp_path: Path, receivers):
    async with a_world(tmp_path, receivers) as world, world.run():
        await until(lambda: world.press.accepted and world.lawyers.mails and world.ours.accepted, "that it begins")
        world.shows("slots")
        await until(lambda: len(world.ours.accepted) == 2, "that slots were shown")
        await until(lambda: ("resolved", "owed") in world.changes("press"), "what is owed to the others")
    english, french = world.press.accepted[0], world.lawyers.mails[0]
    assert english["title"] == "No slot seen for a long time: Palaiseau, titres de séjour"
    assert "No slot seen" in english["message"]
    assert "Il n'existe plus de plage horaire libre" in english["message"], "the page's words, in their language"
    subject = " ".join(str(french["Subject"]).split())
    assert subject == "Absence prolongée de créneau : Palaiseau, titres de séjour"
    text, html = _part(french, "plain"), _part(french, "html")
    assert "Sous-préfecture de Palaiseau" in text
    assert "plus de plage horaire libre" in html
    assert "<p>" in html
    over = world.ours.accepted[1]["message"]
    assert "/booking/create" not in over, "no link to the slots"
    assert world.changes("press") == world.changes("lawyers") == [("firing", "sent"), ("resolved", "owed")]
    assert world.changes("ours") == [("firing", "sent"), ("resolved", "sent")]


async def test_stopping_and_starting_in_between_loses_and_doubles_nothing(tmp_path: Path, receivers):
    async with a_world(tmp_path, receivers, group="3s") as world:
        async with world.run():
            await until(lambda: world.changes("press"), "that something is owed")
        assert world.changes("press") == [("firing", "owed")], "it was still waiting for others of its kind"
        async with world.run():
            await until(lambda: world.press.accepted and world.lawyers.mails and world.ours.accepted, "the messages")
            await until(lambda: world.changes("lawyers") == [("firing", "sent")], "the mark")
        async with world.run():
            looks = len(world.site.requests)
            await until(lambda: len(world.site.requests) > looks + 9, "some more looks")
    for name, found in world.references().items():
        assert len(found) == 1, f"{name} was told once"
        assert world.changes(name) == [("firing", "sent")]


@pytest.mark.parametrize("again", ["reload", "restart"])
async def test_what_a_killed_sender_left_behind_is_sent_by_the_next(tmp_path: Path, receivers, again: str):
    async with a_world(tmp_path, receivers, group="2s") as world:
        async with world.run() as daemon:
            await until(lambda: world.changes("press"), "that something is owed")
            (sender,) = _senders(daemon.pid)
            os.kill(sender, signal.SIGKILL)
            if again == "reload":
                await until(lambda: not _senders(daemon.pid), "its end")
                daemon.send_signal(signal.SIGHUP)
                await until(lambda: world.lawyers.mails and world.press.accepted, "the next sender")
        if again == "restart":
            assert not world.press.accepted
            assert not world.lawyers.mails
            async with world.run():
                await until(lambda: world.lawyers.mails and world.press.accepted, "the next sender")
                await until(lambda: ("firing", "sent") in world.changes("lawyers"), "the mark")
    for name in ("press", "lawyers"):
        assert len(world.references()[name]) == 1
        assert world.changes(name)[0] == ("firing", "sent")


async def test_a_killed_daemon_takes_its_sender_along_and_loses_nothing(tmp_path: Path, receivers):
    async with a_world(tmp_path, receivers, group="2s") as world:
        async with world.run() as daemon:
            await until(lambda: world.changes("press"), "that something is owed")
            (sender,) = _senders(daemon.pid)
            daemon.kill()
            await daemon.wait()
        await until(lambda: not _is_running(sender), "the end of the sender")
        async with world.run():
            await until(lambda: world.press.accepted and world.lawyers.mails and world.ours.accepted, "the messages")
            await until(lambda: world.changes("ours") == [("firing", "sent")], "the mark")
    assert all(len(set(found)) == 1 for found in world.references().values())


async def test_a_sender_that_was_killed_is_started_again_when_it_is_looked_after(tmp_path: Path, receivers):
    press, _, _ = receivers
    orders = Orders(tmp_path / "store", (a_receiver("press", press.url),), NotifySettings(group=timedelta(0)))
    sender = SenderProcess(orders)
    with Store(orders.database) as store:
        await sender.start()
        try:
            (first,) = _senders(os.getpid())
            await sender.keep()
            assert _senders(os.getpid()) == [first], "it is at work"
            os.kill(first, signal.SIGKILL)
            while first in _senders(os.getpid()) or not _senders(os.getpid()):
                await asyncio.sleep(0.02)
                await sender.keep()
            with store.atomic():
                Outbox(store).owe([as_row(a_notification(incident_row("no_slots")))])
            await until(lambda: press.accepted, "what was owed")
        finally:
            await sender.stop()
    assert _senders(os.getpid()) == []


def a_notification(row: Owed) -> Owed:
    return replace(row, receiver="press", owed_at=datetime.now(UTC))


def _senders(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [
        int(child) for child in children if "monitor.notify.sender" in _command(int(child)) and _is_running(int(child))
    ]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False
