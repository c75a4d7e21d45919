"""Writes looks to real database files, as the daemon would but without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.model import Target
from monitor.store.writer import Store
from tests.support.looks import MONDAY, a_look, a_target, effective, moments, planned


@contextmanager
def a_ledger(path: Path, *targets: Target) -> Iterator[tuple[Store, Ledger]]:
    """A store and its ledger, configured for these targets (one by default), at a simulated Monday."""
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(MONDAY), "test")
        targets = targets or (a_target(),)
        ledger.configure(effective(*targets), targets)
        yield store, ledger


def write(path: Path, line: str) -> None:
    """Store the looks of a time line (see ``moments``) in one run of the program."""
    with a_ledger(path) as (_, ledger):
        for letter, at, kind in moments(line):
            ledger.record(a_look(letter, at, kind=kind), planned(at))
