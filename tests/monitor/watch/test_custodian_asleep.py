"""A machine that sleeps is no machine whose clock was set: the custody log, which is sealed, must not say so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from monitor.clock import SimulatedClock
from monitor.store.custody import entries
from monitor.watch.custodian import Custodian
from tests.support.looks import HOUR, MONDAY
from tests.support.writing import a_ledger


class Sleeper(SimulatedClock):
    """Linux's monotonic clock stands still while the machine sleeps; its uptime does not."""

    def monotonic(self) -> float:
        return 0.0


def test_a_night_asleep_is_no_clock_that_was_set_but_a_sign_of_life_that_is_owed(tmp_path: Path):
    with a_ledger(tmp_path / "slotwatch.db") as (store, _):
        clock = Sleeper(MONDAY)
        custodian = Custodian(store, clock)
        clock.move_to(MONDAY + 8 * HOUR)
        custodian.mind()
        clock.step(timedelta(hours=-2))
        custodian.mind()
        told = [kind for _, kind, _ in entries(store)]
    assert told[told.index("configured") + 1 :] == ["alive", "clock-set"]
