"""What a configuration asks of each host, in looks and requests, and whether its budget is enough. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.clock import iso
from monitor.config import durations
from monitor.http.addresses import is_loopback_host
from monitor.model import Target
from monitor.model.hosts import FREE, Manners
from monitor.model.judged import Memory
from monitor.watch.due import at_its_pace, hours_of
from probes.contract import Probe

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_WALK = timedelta(seconds=10)
"""What a look takes for each of its requests, the pause between them included, at the most usual."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of one host when all goes well. A day is one of an average week."""

    server: str
    targets: int
    looks_per_hour: float
    """In hours in which all its targets are looked at; so is ``requests_per_hour``."""
    looks_per_day: float
    requests_per_hour: float
    requests_per_day: float
    largest_look: int
    manners: Manners

    @property
    def problems(self) -> list[str]:
        """Why looks will come late."""
        found: list[str] = []
        budget = self.manners.requests_per_hour
        if budget is None:
            return found
        if self.requests_per_hour > budget:
            part = round(100 * (1 - budget / self.requests_per_hour))
            found.append(
                f"{self.requests_per_hour:.0f} requests an hour are wanted and {budget} allowed: about {part} % of the "
                "looks will not be made in their hour; make every longer, or ask the office and write a [[host]]"
            )
        elif self.largest_look > budget:
            found.append(f"one look needs about {self.largest_look} requests, and {budget} an hour are allowed")
        takes = self.looks_per_hour * self.manners.min_interval + self.requests_per_hour * _WALK
        if takes > _HOUR:
            wanted = durations.say(timedelta(minutes=round(takes / timedelta(minutes=1))))
            found.append(f"the looks of one hour take about {wanted}, one after the other: they will come late")
        return found


def requests_of(target: Target, probe: Probe) -> int:
    """Of how many requests an ordinary look is: as the probe's card says, and one for each step of its options."""
    steps = target.options.get("steps", ())
    return probe.card.requests + (len(steps) if isinstance(steps, list | tuple) else 0)


def loads(targets: Iterable[Target], manners: Mapping[str, Manners], probes: Mapping[str, Probe]) -> list[Load]:
    """The load of each host, by name."""
    by_server: dict[str, list[Target]] = {}
    for target in targets:
        by_server.setdefault(target.server, []).append(target)
    return [_load(server, watched, manners, probes) for server, watched in sorted(by_server.items())]


def _load(server: str, watched: list[Target], manners: Mapping[str, Manners], probes: Mapping[str, Probe]) -> Load:
    requests = {target.id: requests_of(target, probes[target.probe]) for target in watched}
    hourly = {target.id: _HOUR / target.every for target in watched}
    daily = {target.id: _looks_per_day(target) for target in watched}
    name = watched[0].hostname
    return Load(
        server=server,
        targets=len(watched),
        looks_per_hour=sum(hourly.values()),
        looks_per_day=sum(daily.values()),
        requests_per_hour=sum(hourly[slug] * requests[slug] for slug in hourly),
        requests_per_day=sum(daily[slug] * requests[slug] for slug in daily),
        largest_look=max(requests.values()),
        manners=FREE if is_loopback_host(name) else manners.get(name, Manners()),
    )


def _looks_per_day(target: Target) -> float:
    """Where a look a day meets three hours a day, it moves into them: it is made all the same."""
    every, hours = target.every, hours_of(target)
    return hours.fraction * _DAY / max(every * hours.fraction, min(every, hours.longest_day))


_HEAD = ("host", "targets", "looks/h", "looks/day", "requests/h", "requests/day", "at most/h")


def table(found: Iterable[Load]) -> Iterator[str]:
    """The loads as lines of a table, each with its problems below it; nothing where there are none."""
    found = list(found)
    rows = [_HEAD, *map(_cells, found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row, load in zip(rows, (None, *found), strict=True):
        name, *numbers = (
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        if found:
            yield "  ".join([name, *numbers])
        yield from (f"  warning: {problem}" for problem in (load.problems if load else ()))


def _cells(load: Load) -> tuple[str, ...]:
    rates = (load.looks_per_hour, load.looks_per_day, load.requests_per_hour, load.requests_per_day)
    return (load.server, str(load.targets), *map(_number, rates), str(load.manners.requests_per_hour or "-"))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == round(value) else f"{value:.1f}"


def slowed(targets: Iterable[Target], memories: Mapping[str, Memory], now: datetime) -> Iterator[str]:
    """Which targets are looked at less often than configured, and why."""
    for target in targets:
        memory = memories.get(target.id, Memory())
        slower = at_its_pace(target, memory, now)
        if slower.every != target.every and memory.outcome_since:
            yield (
                f"slowed down: {target.id} is looked at every {durations.say(slower.every)}, since nothing but "
                f"{memory.outcome} was seen from {iso(memory.outcome_since)[:16]}Z on"
            )
