"""Lives through an accelerated month: ``python -m tests.soak.month TARGETS DAYS [MINUTES [WAIT]]`` says how.

The clock is simulated and moves in steps of half an hour; the schedule, the sockets, the store and the bounds on what
hostile sites may cost are those of the product, the waits only shorter. Without a limit in MINUTES it takes what it
takes; with one, it stops at the end of the day then under way.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.clock import SimulatedClock, from_iso
from monitor.config.load import load
from monitor.config.settings import Config
from monitor.metrics import resident_bytes
from monitor.model import Limits, LookKind, Target
from monitor.model.judged import Memory
from monitor.observatory import Observatory, observatory, settle_memory
from monitor.store.database import open_for_reading
from monitor.watch.due import at_its_pace, next_due
from probes.registry import PROBES
from tests.soak.hostile_sites import SITES
from tests.support.audit import audit

START = datetime(2018, 10, 1, 6, 0, tzinfo=UTC)
STEP = timedelta(minutes=30)
LIMITS = Limits(decoded_bytes=200_000, seconds=0.8, read_seconds=0.4)
"""The waits of the product are a hundred times as long; the way through them is the same."""
CONFIG = """
[monitor]
contact = "https://example.org/observatory"
data_dir = "."
concurrency = 20
[defaults]
allow_private = true
[notify]
default_rules = true
"""
TARGET = """
[[target]]
id = "{kind}-{number}"
url = "http://127.0.0.1:{port}/page"
probe = "page"
options.none = {{ phrases = ["Plus aucune plage horaire libre"] }}
options.slots = {{ phrases = ["Choisissez votre créneau"] }}
"""


def configured(folder: Path, ports: Sequence[int], limits: Limits) -> Config:
    """One target per port, with short waits."""
    kinds = list(SITES)
    rows = [
        TARGET.format(kind=kinds[number % len(kinds)], number=number, port=port) for number, port in enumerate(ports)
    ]
    file = folder / "config.toml"
    file.write_text(CONFIG + "".join(rows), encoding="utf-8")
    config = load(file, probes=PROBES, environ={})
    return replace(config, targets=tuple(replace(target, limits=limits) for target in config.targets))


def descriptors() -> int:
    """Open files of this process."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


async def live(parts: Observatory, clock: SimulatedClock, days: int, seconds: float) -> list[dict[str, int]]:
    """Make what is due, as the daemon does; returns memory and open files at the end of each day."""
    assert parts.rounds is not None
    assert parts.health is not None
    measured, began = [], time.monotonic()
    for day in range(1, days + 1):
        while clock.now() < START + timedelta(days=day):
            clock.move_to(clock.now() + STEP)
            await parts.rounds.run(parts.rounds.claim())
        parts.health.check()
        measured.append({"day": day, "resident_bytes": resident_bytes(), "descriptors": descriptors()})
        print(json.dumps(measured[-1]), file=sys.stderr, flush=True)
        if time.monotonic() - began > seconds:
            break
    return measured


def expected(target: Target, outcome: str, since: datetime, made: datetime) -> datetime:
    """When the schedule wants the next look at a site that has always shown the same, by the pure functions."""
    return next_due(at_its_pace(target, Memory(outcome=outcome, outcome_since=since), made), made)


def schedule_faults(path: Path, targets: Sequence[Target], until: datetime) -> dict[str, int]:
    """How many due times were missed, made twice, or made late by more than one step."""
    found: Counter[str] = Counter(missed=0, doubled=0, late=0)
    with closing(open_for_reading(path)) as sql:
        for target in targets:
            rows = [
                (from_iso(due), from_iso(started), outcome)
                for due, started, outcome in sql.execute(
                    "SELECT o.due_at, o.started_at, o.outcome FROM observations o JOIN targets t ON t.id = o.target"
                    " WHERE t.slug = ? ORDER BY o.id",
                    (target.id,),
                )
            ]
            first = rows[0][1]
            due = [one[0] for one in rows[1:]]
            wanted = [expected(target, outcome, first, started) for _, started, outcome in rows]
            found["missed"] += sum(one > other for one, other in zip(due, wanted, strict=False)) + (wanted[-1] <= until)
            found["doubled"] += sum(one < other for one, other in zip(due, wanted, strict=False))
            found["late"] += sum(started - at > STEP for at, started, _ in rows)
    return dict(found)


def outcomes(path: Path) -> dict[str, dict[str, int]]:
    """By kind of site, how often each outcome and reason was read."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in SITES}
    with closing(open_for_reading(path)) as sql:
        for slug, outcome, reason, number in sql.execute(
            "SELECT t.slug, o.outcome, o.reason, count(*) FROM observations o JOIN targets t ON t.id = o.target"
            " GROUP BY 1, 2, 3"
        ):
            found[slug.rpartition("-")[0]][f"{outcome}/{reason}"] += number
    return {kind: dict(counts) for kind, counts in found.items()}


async def _warm(config: Config) -> None:
    """Load what the first looks would, which takes longer than the short waits: a few looks with the usual ones."""
    usual = replace(config, targets=tuple(replace(target, limits=Limits()) for target in config.targets))
    async with observatory(usual, PROBES, SimulatedClock(START), dry_run=True) as parts:
        for target in usual.targets[: len(SITES)]:
            if target.id.partition("-")[0] not in ("silent", "drip"):
                await parts.watcher.look(target, LookKind.EXTRA)


def soak(folder: Path, targets: int, days: int, seconds: float = 1e9, limits: Limits = LIMITS) -> dict[str, Any]:
    """Live through some days against that many sites, and say what was found."""
    sites = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.hostile_sites", str(targets)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert sites.stdout is not None
        config, clock, began = (
            configured(folder, json.loads(sites.stdout.readline()), limits),
            SimulatedClock(START),
            time.monotonic(),
        )
        path = folder / "slotwatch.sqlite3"

        async def whole() -> list[dict[str, int]]:
            async with observatory(config, PROBES, clock) as parts:
                settle_memory()  # as the daemon does
                return await live(parts, clock, days, seconds)

        asyncio.run(_warm(config))
        measured = asyncio.run(whole())
        took = time.monotonic() - began
    finally:
        sites.communicate("")
    with closing(open_for_reading(path)) as sql:
        faults = sql.execute("SELECT summary, count(*) FROM faults GROUP BY 1").fetchall()
    return {
        "targets": targets,
        "days": len(measured),
        "seconds": round(took, 1),
        "looks": audit(path),
        "measured": measured,
        "schedule": schedule_faults(path, config.targets, clock.now()),
        "outcomes": outcomes(path),
        "faults": [tuple(row) for row in faults],
        "database_bytes": path.stat().st_size,
    }


if __name__ == "__main__":
    numbers = [float(word) for word in sys.argv[1:]]
    waits = replace(LIMITS, seconds=numbers[3], read_seconds=numbers[3] / 2) if numbers[3:] else LIMITS
    limit = numbers[2] * 60 if numbers[2:] else 1e9
    with tempfile.TemporaryDirectory() as place:
        print(json.dumps(soak(Path(place), int(numbers[0]), int(numbers[1]), limit, waits), indent=1))
