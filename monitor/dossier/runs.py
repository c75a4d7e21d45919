"""What follows what: runs of looks with one answer, and intervals in which there was none. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.dossier.looks import Look
from probes.contract import Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive conclusive looks, anchored or extra, with the same outcome."""

    outcome: Outcome
    first: datetime
    last: datetime
    looks: int
    before: datetime | None
    """The last conclusive look before it; None: there is none in the bundle."""
    after: datetime | None
    most_slots: int | None
    """The highest number of slots that was counted at one of the looks."""
    earliest: str
    """The earliest slot seen: a moment in UTC or a local day, as sealed."""

    @property
    def least(self) -> timedelta:
        """For so long, at least, looks gave that answer."""
        return self.last - self.first

    @property
    def most(self) -> timedelta | None:
        """It cannot have lasted longer between two other answers; None where a neighbour is missing."""
        return self.after - self.before if self.before and self.after else None


@dataclass(frozen=True, slots=True)
class Interval:
    """Time between two consecutive conclusive looks, or at an end of the series, and the looks within."""

    first: datetime
    last: datetime
    within: Mapping[Outcome, int]
    """Looks that gave no answer, those with a withdrawn reading included."""

    @property
    def length(self) -> timedelta:
        return self.last - self.first


def runs_of(conclusive: Sequence[Look]) -> tuple[Run, ...]:
    """The runs of conclusive looks, which are in the order of their time."""
    groups: list[list[Look]] = []
    for look in conclusive:
        if groups and groups[-1][-1].outcome is look.outcome:
            groups[-1].append(look)
        else:
            groups.append([look])
    return tuple(_run(groups, place) for place in range(len(groups)))


def _run(groups: Sequence[Sequence[Look]], place: int) -> Run:
    looks = groups[place]
    return Run(
        outcome=looks[0].outcome,
        first=looks[0].at,
        last=looks[-1].at,
        looks=len(looks),
        before=groups[place - 1][-1].at if place else None,
        after=groups[place + 1][0].at if place + 1 < len(groups) else None,
        most_slots=max((look.slots for look in looks if look.slots is not None), default=None),
        earliest=min((look.earliest for look in looks if look.earliest), default=""),
    )


def holes_of(looks: Sequence[Look], conclusive: Sequence[Look]) -> tuple[Interval, ...]:
    """All intervals between consecutive conclusive looks; at both ends, those up to the first and last look of all."""
    return tuple(_intervals(looks, conclusive)) if conclusive else ()


def _intervals(looks: Sequence[Look], conclusive: Sequence[Look]) -> Iterator[Interval]:
    sure = {look.id for look in conclusive}
    start, within = looks[0].at, Counter[Outcome]()
    for look in looks:
        if look.id not in sure:
            within[look.outcome] += 1
            continue
        if look.at > start:
            yield Interval(start, look.at, dict(within))
        start, within = look.at, Counter()
    if looks[-1].at > start:
        yield Interval(start, looks[-1].at, dict(within))
