"""A store as the demo leaves it, with its looks written down instead of made. Writes below the folder it is given."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.clock import SimulatedClock
from monitor.config.load import load
from monitor.config.locate import database
from monitor.config.settings import Config
from monitor.demo import story
from monitor.evidence.operation import seal_all
from monitor.ledger import Ledger
from monitor.model import Look
from monitor.store.writer import Store
from probes.contract import Reading, Reason, Slots
from probes.registry import PROBES
from tests.support.looks import a_look

_ENGLISH = "Booking planning has no more free time slot. Please try later."
_FRENCH = (
    "Il n'existe plus de plage horaire libre pour votre demande de rendez-vous. Veuillez recommencer ultérieurement."
)
_SHOWN = {
    "none-english": Reading(Reason.NOTICE, _ENGLISH, "ezbooking/notice-en", "en", "fr"),
    "none": Reading(Reason.NOTICE, _FRENCH, "ezbooking/notice-fr", "fr", "fr"),
    "overloaded-200": Reading(Reason.OVERLOADED, "Service surchargé", "ezbooking/overloaded", "fr", "fr"),
    "gateway-502": Reading(Reason.HTTP_5XX, "502 Bad Gateway", "screen/http-5xx"),
}


_FIRST = {"palaiseau-10min": timedelta(minutes=1, seconds=5), "palaiseau-hourly": timedelta(minutes=53)}
"""When the schedule's own minute comes after the look at the start, as in the demo."""


def write(folder: Path) -> None:
    """The demo's configuration and store in a folder, up to the last look; no day is sealed yet."""
    file = folder / "config.toml"
    file.write_text(story.CONFIG.format(url="http://127.0.0.1:1/booking/create/16105"), "utf-8")
    config = load(file, probes=PROBES, environ={})
    with Store(database(folder)) as store:
        ledger = Ledger(store, SimulatedClock(story.START), config.monitor.vantage)
        ledger.configure(config.effective, config.targets)
        for look in sorted(_looks(config), key=lambda look: look.started_at):
            ledger.record(look)


def seal(folder: Path) -> None:
    """Seal all its days; nobody stamps them."""
    config = load(folder / "config.toml", probes=PROBES, environ={})
    asyncio.run(seal_all(config, SimulatedClock(story.END + timedelta(days=1)), _nobody))


def _looks(config: Config) -> Iterator[Look]:
    for target in config.targets:
        yield a_look(_reading(story.START), story.START, target=target)
        at = story.START + _FIRST[target.id]
        while at < story.END:
            yield a_look(_reading(at), at, target=target)
            at += target.every


def _reading(at: datetime) -> Reading:
    name = [name for begins, name, _ in story.CHAPTERS if begins.astimezone(UTC) <= at][-1]
    if name == "slots":
        return Reading(Reason.FREE_CELLS, "libre", "ezbooking/free", "fr", "fr", slots=Slots(5, at + timedelta(days=3)))
    return _SHOWN[name]


async def _nobody(_receiver: str, _title: str, _text: str) -> str:
    return "nobody is told"
