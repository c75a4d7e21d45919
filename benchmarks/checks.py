"""CPU and memory per check of the whole monitor, against a loopback server; writes only in a temporary folder.

The server (``server.py``) and the monitor run in processes of their own, so that only the monitor is counted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
PAGES = {"mix": (8, 8, 8, 60), "8": (8,), "60": (60,)}
"""Sizes in KB, dealt out to the targets in turn."""
MODES = ("unchanged", "changed")
STEP = timedelta(minutes=65)
"""From pass to pass: an hour, and more than the jitter of the schedule, so that every target is due again."""

CONFIG = """\
[monitor]
contact = "https://benchmark.example.org/"
vantage = "benchmark"
data_dir = "data"

[defaults]
every = "1h"
expect_language = ["en"]
allow_private = true # the server is on this machine
"""
TARGET = """
[[target]]
id = "page-{number}"
url = "http://127.0.0.1:{port}/p/{number}?size={size}&mode={mode}"
probe = "page"
options.none.phrases = {phrases}
options.slots.css = {css}
"""


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


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; medians over the measured passes."""

    targets: int
    pages: str
    mode: str
    ms_per_check: float
    cpu_seconds: list[float] = field(repr=False)
    wall_seconds: float
    rss_mb: float
    first_look_seconds: float
    ready_seconds: float
    stored_kb: float
    problems: list[str] = field(repr=False)


# In the parent process


@contextmanager
def _server(hosts: int) -> Iterator[dict[str, Any]]:
    """The server's ports and the options that read its pages; it is gone at the end."""
    command = [sys.executable, str(HERE / "server.py"), "--hosts", str(hosts)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.kill()


def config_text(targets: int, pages: str, mode: str, server: dict[str, Any]) -> str:
    """A configuration that spreads the targets evenly over the server's ports, and the sizes over each port."""
    ports, options = server["ports"], server["options"]
    blocks = [CONFIG]
    for number in range(targets):
        turn = number + number // len(ports)  # without the second part a port would only ever serve one size
        blocks.append(
            TARGET.format(
                number=number,
                port=ports[number % len(ports)],
                size=PAGES[pages][turn % len(PAGES[pages])],
                mode=mode,
                phrases=json.dumps(options["none"]["phrases"]),
                css=json.dumps(options["slots"]["css"]),
            )
        )
    return "".join(blocks)


def measure(config: str, passes: int, timeout: float, profile: Path | None) -> Measured:
    """Run the monitor over a configuration in a fresh process. Raises ``subprocess.SubprocessError``."""
    with tempfile.TemporaryDirectory(prefix="slotwatch-benchmark-") as folder:
        file = Path(folder, "config.toml")
        file.write_text(config, encoding="utf-8")
        command = [sys.executable, __file__, "--monitor", str(file), "--passes", str(passes)]
        command += ["--profile", str(profile)] if profile else []
        command += ["--began", str(time.monotonic())]
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=timeout, check=True)
        told = json.loads(done.stdout)
        return Measured(**{**told, "passes": tuple(Pass(**one) for one in told["passes"])})


def _row(targets: int, pages: str, mode: str, measured: Measured) -> Row:
    cpu = median(one.cpu_seconds for one in measured.passes)
    return Row(
        targets=targets,
        pages=pages,
        mode=mode,
        ms_per_check=round(cpu / targets * 1000, 2),
        cpu_seconds=[round(one.cpu_seconds, 3) for one in measured.passes],
        wall_seconds=round(median(one.wall_seconds for one in measured.passes), 2),
        rss_mb=round(measured.rss_mb, 1),
        first_look_seconds=round(measured.first_look_seconds, 2),
        ready_seconds=round(measured.ready_seconds, 2),
        stored_kb=round(measured.stored_kb, 2),
        problems=list(measured.problems),
    )


# In the monitor's process


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def _monitor(file: Path, passes: int, began: float) -> Measured:
    """The real code path: configuration, observatory, rounds; only the clock is simulated."""
    from monitor.clock import SimulatedClock, SystemClock
    from monitor.config.load import load
    from monitor.config.locate import database
    from monitor.daemon import observatory
    from monitor.model import Target
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


def _run_monitor(arguments: argparse.Namespace) -> None:
    """Measure, and print the result as JSON; with ``--profile`` also where the time goes."""
    work = _monitor(arguments.monitor, arguments.passes, arguments.began)
    if arguments.profile:
        import cProfile

        with cProfile.Profile() as profile:
            measured = asyncio.run(work)
        profile.dump_stats(arguments.profile)
    else:
        measured = asyncio.run(work)
    print(json.dumps(asdict(measured)))


# The command


COLUMNS = ("targets", "pages", "mode", "ms/check", "pass s", "RSS MB", "ready s", "1st look s", "KB/look", "problems")
_WIDTHS = (7, 5, 9, 8, 7, 6, 7, 10, 7, 8)


def line(cells: Iterable[object]) -> str:
    """One line of a Markdown table that is readable as it is."""
    return "| " + " | ".join(str(cell).rjust(width) for cell, width in zip(cells, _WIDTHS, strict=True)) + " |"


def row_line(row: Row) -> str:
    """A row's figures as a line of the table."""
    figures = (row.ms_per_check, row.wall_seconds, row.rss_mb, row.ready_seconds, row.first_look_seconds, row.stored_kb)
    return line((row.targets, row.pages, row.mode, *figures, len(row.problems)))


def _machine() -> dict[str, Any]:
    """What the figures depend on; no names."""
    import os
    import sqlite3

    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "sqlite": sqlite3.sqlite_version,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="CPU and memory per check, everything stored, pages from a loopback server.",
        epilog="Exit codes: 0; 1 a look failed or taught something unexpected, or a run took too long; 2 usage.",
    )
    parser.add_argument("--targets", type=int, nargs="+", default=[200, 1000], metavar="N", help="default: 200 1000")
    parser.add_argument("--passes", type=int, default=3, help="measured passes after the warm-up (default 3)")
    parser.add_argument(
        "--pages", choices=PAGES, nargs="+", default=list(PAGES), help="mix: 75%% of 8 KB, 25%% of 60 KB"
    )
    parser.add_argument("--modes", choices=MODES, nargs="+", default=list(MODES), help="does the content change?")
    parser.add_argument("--hosts", type=int, default=20, help="ports of the server: hosts to the monitor (default 20)")
    parser.add_argument("--timeout", type=float, default=600.0, metavar="S", help="seconds for one run (default 600)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to a file")
    parser.add_argument("--profile", type=Path, metavar="FILE", help="also write cProfile's statistics of the last run")
    parser.add_argument("--monitor", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--began", type=float, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if min(*arguments.targets, arguments.passes, arguments.hosts, 1) < 1:
        parser.error("--targets, --passes and --hosts are at least 1")
    return arguments


def main() -> int:
    arguments = _arguments()
    if arguments.monitor:
        _run_monitor(arguments)
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the processes below end with us
    rows: list[Row] = []
    print(line(COLUMNS), "|" + "|".join("-" * (width + 1) + ":" for width in _WIDTHS) + "|", sep="\n", flush=True)
    with _server(arguments.hosts) as server:
        for targets, pages, mode in product(arguments.targets, arguments.pages, arguments.modes):
            config = config_text(targets, pages, mode, server)
            try:
                measured = measure(config, arguments.passes, arguments.timeout, arguments.profile)
            except subprocess.SubprocessError as error:
                print(f"checks: {targets} targets, {pages}, {mode}: {error}", file=sys.stderr)
                return 1
            rows.append(_row(targets, pages, mode, measured))
            print(row_line(rows[-1]), flush=True)
    if arguments.json:
        told = {"machine": _machine(), "passes": arguments.passes, "rows": [asdict(row) for row in rows]}
        arguments.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    problems = [problem for row in rows for problem in row.problems]
    print("\n".join(problems[:20]), file=sys.stderr, end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
