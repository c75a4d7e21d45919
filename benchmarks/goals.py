"""What a check may cost, judged against two other monitors measured in the same run. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.peers import BLACKBOX, URLWATCH, PeerRow

JUDGED = "mix"
"""The pages that the goals are about: three of 8 KB, one of 60 KB."""
MANY = 1000
"""Targets of the goals on memory and time."""
FIRST_LOOK_SECONDS, PASS_SECONDS = 3.0, 10.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; medians over the measured passes."""

    targets: int
    pages: str
    mode: str
    ms_per_check: float
    cpu_seconds: list[float]
    wall_seconds: float
    rss_mb: float
    first_look_seconds: float
    ready_seconds: float
    stored_kb: float
    problems: list[str]


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure and its limit."""

    what: str
    measured: float
    limit: float
    unit: str

    @property
    def met(self) -> bool:
        return self.measured <= self.limit

    def __str__(self) -> str:
        verdict = "met" if self.met else f"MISSED by {self.measured / self.limit - 1:.0%}"
        return f"{self.what}: {self.measured:.2f} {self.unit}, at most {self.limit:.2f}: {verdict}"


def ms_per_check(row: PeerRow) -> float:
    """A peer's CPU per page as it is used: a program that is started for every pass pays for its start every time."""
    return (median(row.cpu_seconds) + row.start_seconds) / row.targets * 1000


def goals(rows: Iterable[Row], peers: Sequence[PeerRow]) -> list[Goal]:
    """Every goal that these rows can be judged by."""
    return [goal for row in rows if row.pages == JUDGED for goal in _goals(row, peers)]


def _goals(row: Row, peers: Sequence[PeerRow]) -> Iterator[Goal]:
    which = f"{row.targets} targets, {row.mode}"
    beside = {
        peer.peer: peer for peer in peers if (peer.targets, peer.pages, peer.mode) == (row.targets, row.pages, row.mode)
    }
    if urlwatch := beside.get(URLWATCH):
        yield Goal(f"{which}: CPU, half of urlwatch's", row.ms_per_check, ms_per_check(urlwatch) / 2, "ms/check")
        if row.targets >= MANY:
            yield Goal(f"{which}: memory, urlwatch's", row.rss_mb, urlwatch.rss_mb, "MB")
    if row.mode == "unchanged" and (blackbox := beside.get(BLACKBOX)):
        yield Goal(f"{which}: CPU, blackbox_exporter's", row.ms_per_check, ms_per_check(blackbox), "ms/check")
    if row.targets >= MANY:
        yield Goal(f"{which}: first look", row.first_look_seconds, FIRST_LOOK_SECONDS, "s")
        yield Goal(f"{which}: one pass", row.wall_seconds, PASS_SECONDS, "s")
