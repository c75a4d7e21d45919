"""The monitor's side of ``checks.py``, in a process of its own: nothing else is counted. Prints one JSON line."""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

STEP = timedelta(minutes=65)
"""From pass to pass: an hour, and more than the jitter of the schedule, so that every target is due again."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One look at every target."""

    cpu_seconds: float
    """User and system time of the monitor's process."""
    wall_seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What the monitor's process tells of itself."""

    passes: tuple[Pass, ...]
    """Without the first one, which warms up."""
    rss_mb: float
    """The process's largest resident set."""
    first_look_seconds: float
    """From the start of the process, interpreter and imports included, to the first look stored."""
    ready_seconds: float
    """Of these, until the configuration is read and the store is open."""
    stored_kb: float
    """Size of the database file per look, first pass included."""
    problems: tuple[str, ...]
    """Looks that failed or taught something else than "no slot"."""


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def _monitor(file: Path, passes: int, began: float) -> Measured:
    """The real code path: configuration, observatory, rounds; only the clock is simulated."""
    from monitor.clock import SimulatedClock, SystemClock
    from monitor.config.load import load
    from monitor.config.locate import database
    from monitor.model import Target
    from monitor.observatory import observatory, settle_memory
    from monitor.watch.look import Seen
    from probes.contract import Outcome
    from probes.registry import PROBES

    problems: list[str] = []
    first_look_at: list[float] = []

    def check(target: Target, seen: Seen | None) -> None:
        if not first_look_at:
            first_look_at.append(time.monotonic())
        if seen is None or seen.recorded is None:
            problems.append(f"{target.id}: not stored")
        elif seen.look.reading.outcome is not Outcome.NO_SLOTS:
            problems.append(f"{target.id}: {seen.look.reading.outcome} ({seen.look.reading.reason})")

    config, clock = load(file, probes=PROBES, environ={}), SimulatedClock(SystemClock().now())
    measured: list[Pass] = []
    async with observatory(config, PROBES, clock) as parts:
        settle_memory()  # as the daemon does
        ready_at, rounds = time.monotonic(), parts.rounds
        assert rounds is not None
        for _ in range(passes + 1):
            cpu, wall = _cpu_seconds(), time.monotonic()
            wanted = rounds.claim()
            await rounds.run(wanted, check)
            measured.append(Pass(_cpu_seconds() - cpu, time.monotonic() - wall))
            if len(wanted) != len(config.targets):
                problems.append(f"{len(wanted)} of {len(config.targets)} targets were due")
            clock.move_to(clock.now() + STEP)
    looks = (passes + 1) * len(config.targets)
    return Measured(
        passes=tuple(measured[1:]),
        rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        first_look_seconds=first_look_at[0] - began,
        ready_seconds=ready_at - began,
        stored_kb=database(config.monitor.data_dir).stat().st_size / looks / 1024,
        problems=tuple(problems),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Look at every target of a configuration, pass after pass.")
    parser.add_argument("config", type=Path)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument(
        "--began", type=float, required=True, help="when the process was started, on the monotonic clock"
    )
    parser.add_argument("--profile", type=Path, help="also write cProfile's statistics")
    arguments = parser.parse_args()
    work = _monitor(arguments.config, arguments.passes, arguments.began)
    if arguments.profile:
        import cProfile

        with cProfile.Profile() as profile:
            measured = asyncio.run(work)
        profile.dump_stats(arguments.profile)
    else:
        measured = asyncio.run(work)
    print(json.dumps(asdict(measured)))


if __name__ == "__main__":
    main()
