"""A store of a few sealed days on this machine's own recent calendar: two targets, stamped by two authorities."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.clock import SimulatedClock, SystemClock
from monitor.config.settings import Authority, EvidenceSettings
from monitor.evidence.export import Order
from monitor.evidence.sealing import Sealer
from monitor.http.posting import Posting
from monitor.ledger import Ledger
from monitor.store.writer import Store
from tests.support.authorities import an_authority
from tests.support.looks import HOUR, a_look, a_target, an_exchange, effective

MINE, OTHER = a_target("palaiseau", other_channels="au guichet"), a_target("evry")
DAYS = 2
"""Yesterday and the day before: tokens made now are in time for both."""


@dataclass(frozen=True)
class SealedStore:
    """A store, its authorities, and the days (UTC) on which it was written."""

    path: Path
    authorities: tuple[Authority, ...]
    first: str
    last: str

    def order(self, language: str = "fr", **changes: object) -> Order:
        order = Order(
            ("palaiseau",), self.first, self.last, language, "Observatoire *Test*", "us@x.fr", self.authorities
        )
        return replace(order, **changes)  # type: ignore[arg-type]


async def nobody(_receiver: str, _title: str, _text: str) -> str:
    return "nobody is told in a test"


def fill(path: Path, first: datetime, *, days: int = DAYS, every: timedelta = 6 * HOUR, body: str = "x" * 900) -> None:
    """Looks at both targets; the answers differ a little each time, as those of real servers do."""
    clock = SystemClock()
    with Store(path) as store:
        ledger = Ledger(store, clock, "test")
        ledger.configure(effective(MINE, OTHER), [MINE, OTHER])
        at, number = first, 0
        while at < first + timedelta(days=days):
            for target in (MINE, OTHER):
                page = f"<p>Plus aucune plage horaire libre</p><!-- {target.id} {number} {body} -->".encode()
                letter = "S" if number % 7 == 5 else "N"
                ledger.record(a_look(letter, at, target=target, exchanges=(an_exchange(page),)))
            at, number = at + every, number + 1
        store.atomic()


def sealer(store: Store, *authorities: Authority, settings: EvidenceSettings | None = None) -> Sealer:
    """One that seals with these authorities, by the clock of this machine."""
    given = settings or EvidenceSettings(authorities=authorities)
    return Sealer(store, SystemClock(), given, Posting("slotwatch/test"), tell=nobody)


@asynccontextmanager
async def a_sealed_store(tmp_path: Path) -> AsyncIterator[SealedStore]:
    """Sealed day by day as a monitor does it, but for the day on which it was really stamped, which is today."""
    path = tmp_path / "slotwatch.sqlite3"
    first = (datetime.now(UTC) - timedelta(days=DAYS)).replace(hour=0, minute=5, second=0, microsecond=0)
    fill(path, first)
    async with an_authority(tmp_path / "one", name="one") as one, an_authority(tmp_path / "two", name="two") as two:
        with Store(path) as store:
            done = await sealer(store, one.authority, two.authority).run()
        assert len(done.sealed) == DAYS, done
        assert not done.failed, done.failed
        last = first + timedelta(days=DAYS - 1)
        yield SealedStore(path, (one.authority, two.authority), f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}")


__all__ = ["MINE", "OTHER", "SealedStore", "SimulatedClock", "a_sealed_store", "fill", "sealer"]
