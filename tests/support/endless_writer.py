"""Writes looks until it is killed, saying each committed one aloud: ``python -m tests.support.endless_writer FILE``."""

from __future__ import annotations

import itertools
import random
import sys
from datetime import timedelta
from pathlib import Path

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.model import LookKind
from monitor.store.writer import Store
from tests.support.looks import CONTEXT, MONDAY, READINGS, a_look, a_target, an_exchange, planned


def main(path: Path, round_number: int) -> None:
    """Two targets in turn, all outcomes, some bodies seen before and some new; prints target and sequence number."""
    dice = random.Random(round_number)
    clock = SimulatedClock(MONDAY + timedelta(days=round_number))
    targets = [a_target("palaiseau"), a_target("evry")]
    with Store(path) as store:
        ledger = Ledger(store, clock, "test")
        ledger.configure(CONTEXT, targets)
        for target in itertools.cycle(targets):
            clock.move_to(clock.now() + timedelta(minutes=dice.randint(1, 90)))
            bodies = [dice.choice([b"known", dice.randbytes(dice.randint(10, 40_000))]) for _ in range(2)]
            look = a_look(
                dice.choice([*READINGS, "N", "N", "N"]),
                clock.now(),
                target=target,
                kind=dice.choice(list(LookKind)),
                exchanges=tuple(map(an_exchange, bodies)),
            )
            recorded = ledger.record(look, planned(clock.now() + target.every))
            print(target.id, recorded.sequence, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
