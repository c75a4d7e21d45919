"""What a long history costs: time and memory of commands over ten thousand to ten million looks, and room on disk.

Writes only into the folder of stores it is told, or a temporary one. Stores are made by ``growing.py`` in a process of
its own; commands run as a user runs them, each in a fresh process, with what they print going to a file.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))  # run as a script, only this folder is on the path

from benchmarks.goals import Goal  # noqa: E402
from benchmarks.measuring import Ran, Room, bytes_per_look, rooms, run  # noqa: E402

FEW, MANY = 10_000, 10_000_000
"""Looks of the two stores between which ``status`` must hardly differ."""
RATIO, REPORT_SECONDS, BYTES = 1.5, 1.0, 250.0
JUDGED_BY_ROOM = 1_000_000
"""Looks from which on the room is judged: that of smaller stores is mostly today's, which is not packed yet."""
SHOWN = 1.0
"""Bytes per look in the largest store, below which a table has no line of its own."""
COMMANDS = {
    "status": "status",
    "status --json": "status --json",
    "report, a month": "report --from {month} --to {end}",
    "report, a year of one target": "report --from {year} --to {end} --target {target}",
    "releases": "releases {target}",
    "history": "history {target}",
    "history, a month": "history {target} --from {month}",
    "history --json": "history {target} --json",
    "incidents": "incidents",
}
"""By what they are called here, the arguments of each command."""


@dataclass(frozen=True, slots=True)
class Store:
    """A store, and what its commands are asked about."""

    folder: Path
    observations: int
    build_seconds: float
    target: str
    """The one with the longest list of spells: the costliest to tell of."""
    last_at: datetime

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def database(self) -> Path:
        return self.folder / "data" / "slotwatch.sqlite3"

    def arguments(self, command: str) -> list[str]:
        """A line of ``COMMANDS`` with this store's days and target."""
        end = self.last_at.date()
        days = {"month": end - timedelta(days=30), "year": end - timedelta(days=365), "end": end}
        return COMMANDS[command].format(target=self.target, **days).split()


@dataclass(frozen=True, slots=True)
class Row:
    """One command over one store; medians."""

    observations: int
    command: str
    wall_seconds: float
    cpu_seconds: float
    rss_mb: float
    printed_kb: float
    problem: str = ""


def measured(stores: Sequence[Store], names: Iterable[str], runs: int, timeout: float) -> Iterator[Row]:
    """Each command over every store, the stores in turn, so that what disturbs the machine disturbs them alike."""
    for name in names:
        missing = missing_of(COMMANDS[name], run([COMMANDS[name].split()[0], "--help"], timeout))
        if missing:
            print(f"skipped: {name}: there is no {missing} (yet)", file=sys.stderr)
            continue
        found: dict[Store, list[Ran]] = {store: [] for store in stores}
        for _ in range(runs + 1):  # the first one warms up
            for store, tries in found.items():
                if not any(one.problem for one in tries):
                    tries.append(run([*store.arguments(name), "--config", str(store.config)], timeout))
        yield from (_row(store, name, tries) for store, tries in found.items())


def missing_of(line: str, helped: Ran) -> str:
    """The command or option of a line of ``COMMANDS`` that this slotwatch does not have; empty: all is there."""
    if helped.problem:
        return f"command {line.split(maxsplit=1)[0]}"
    options = (word for word in line.split() if word.startswith("--"))
    return next((f"option {option}" for option in options if option not in helped.printed), "")


def _row(store: Store, name: str, tries: Sequence[Ran]) -> Row:
    counted = tries[1:] or tries
    return Row(
        observations=store.observations,
        command=name,
        wall_seconds=round(median(one.wall_seconds for one in counted), 3),
        cpu_seconds=round(median(one.cpu_seconds for one in counted), 3),
        rss_mb=round(median(one.rss_mb for one in counted), 1),
        printed_kb=round(counted[-1].size / 1000, 1),
        problem=tries[-1].problem,
    )


def rebuilt(store: Store, timeout: float) -> Row:
    """``db rebuild`` on a copy, which must change nothing: what was built is what the folds make of the looks."""
    with tempfile.TemporaryDirectory(dir=store.folder) as folder:
        copy = replace(store, folder=Path(folder))
        copy.database.parent.mkdir()
        shutil.copy(store.config, copy.config)
        shutil.copy(store.database, copy.database)
        ran = run(["db", "rebuild", "--config", str(copy.config)], timeout)
    row = _row(store, "db rebuild", [ran])
    as_built = ran.problem or ran.printed.endswith("Nothing changed.")
    return row if as_built else replace(row, problem=f"it changed what was built: {ran.printed}")


def goals(rows: Sequence[Row], found: Sequence[Room]) -> Iterator[Goal]:
    """Every goal that these figures can be judged by."""
    wall = {(row.observations, row.command): row.wall_seconds for row in rows if not row.problem}
    if (few := wall.get((FEW, "status"))) and (many := wall.get((MANY, "status"))):
        yield Goal(f"status on {MANY:,} looks, {RATIO} times that on {FEW:,}", many, RATIO * few, "s")
    for (observations, command), seconds in wall.items():
        if command.startswith("report"):
            yield Goal(f"{command}, {observations:,} looks", seconds, REPORT_SECONDS, "s")
    for observations in sorted({room.observations for room in found if room.observations >= JUDGED_BY_ROOM}):
        each = bytes_per_look(room for room in found if room.observations == observations)
        yield Goal(f"room without exact bytes, {observations:,} looks", each, BYTES, "bytes/look")


def opened(folder: Path, observations: int, targets: int, seed: int) -> Store:
    """The store of a folder, made if it is not there. Raises ``subprocess.CalledProcessError``."""
    command = [sys.executable, str(HERE / "growing.py"), str(folder), "--observations", str(observations)]
    command += ["--targets", str(targets), "--seed", str(seed)]
    subprocess.run(command, check=True, stdout=sys.stderr)
    told = json.loads((folder / "built.json").read_text(encoding="utf-8"))
    database = folder / "data" / "slotwatch.sqlite3"
    longest = (
        "SELECT t.slug FROM spells s JOIN targets t ON t.id = s.target GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        (target,) = connection.execute(longest).fetchone()
    last_at = datetime.fromisoformat(told["last_at"])
    return Store(folder, told["observations"], told["seconds"], target, last_at)


def matrix(title: str, cells: Mapping[tuple[str, int], str]) -> Iterator[str]:
    """A Markdown table of cells by name and number of looks, ending in an empty line; nothing without cells."""
    if not cells:
        return
    sizes = sorted({size for _, size in cells})
    yield f"| {title} | {' | '.join(f'{size:,}' for size in sizes)} |"
    yield f"|---|{'--:|' * len(sizes)}"
    for name in dict.fromkeys(name for name, _ in cells):
        yield f"| {name} | {' | '.join(cells.get((name, size), '') for size in sizes)} |"
    yield ""


def _lines(stores: Sequence[Store], rows: Sequence[Row], found: Sequence[Room]) -> Iterator[str]:
    """All tables."""
    figures: dict[str, Callable[[Row], str]] = {
        "seconds": lambda row: f"{row.wall_seconds:.2f}",
        "CPU seconds": lambda row: f"{row.cpu_seconds:.2f}",
        "largest resident set, MB": lambda row: f"{row.rss_mb:.0f}",
        "printed, KB": lambda row: f"{row.printed_kb:,.0f}",
    }
    for title, figure in figures.items():
        yield from matrix(
            title, {(row.command, row.observations): "failed" if row.problem else figure(row) for row in rows}
        )
    largest = max((room.observations for room in found), default=0)
    order = {room.table: -room.bytes_per_look for room in found if room.observations == largest}
    shown = sorted((room for room in found if -order[room.table] >= SHOWN), key=lambda room: order[room.table])
    cells = {(room.table, room.observations): f"{room.bytes_per_look:.1f} ({room.unused:.0%})" for room in shown}
    for store in stores if found else ():
        each = bytes_per_look(room for room in found if room.observations == store.observations)
        cells["all but captures", store.observations] = f"{each:.1f}"
    yield from matrix("bytes/look (unused)", cells)
    made = {("CPU minutes", store.observations): f"{store.build_seconds / 60:.1f}" for store in stores}
    yield from matrix("made in", made)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Time, memory and room of commands over long histories.",
        epilog="Exit codes: 0; 1 a goal was missed, or a command failed or took too long; 2 usage.",
    )
    parser.add_argument("--observations", type=int, nargs="+", default=[FEW, 1_000_000], metavar="N")
    parser.add_argument("--targets", type=int, default=1000, metavar="N", help="default: 1000; a multiple of 10")
    parser.add_argument("--seed", type=int, default=6, help="another number, another history (default 6)")
    parser.add_argument(
        "--stores", type=Path, metavar="DIR", help="keep the stores there, and use those that are there"
    )
    parser.add_argument("--runs", type=int, default=5, help="of each command, after one that warms up (default 5)")
    parser.add_argument("--only", choices=COMMANDS, nargs="+", default=list(COMMANDS), help="default: all commands")
    parser.add_argument("--rebuild", action="store_true", help="also 'db rebuild' on a copy: 0.2 ms a look and more")
    parser.add_argument("--timeout", type=float, default=7200.0, metavar="S", help="seconds for one run (default 7200)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to a file")
    arguments = parser.parse_args()
    if arguments.runs < 1 or arguments.targets < 10 or arguments.targets % 10:
        parser.error("--runs is at least 1, --targets a multiple of 10")
    if min(arguments.observations) < arguments.targets:
        parser.error("--observations is at least --targets")
    return arguments


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="slotwatch-benchmark-") as folder:
        yield Path(folder)


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with _folder(arguments.stores) as folder:
            wanted = (arguments.targets, arguments.seed)
            stores = [opened(folder / str(size), size, *wanted) for size in sorted(set(arguments.observations))]
            rows = list(measured(stores, arguments.only, arguments.runs, arguments.timeout))
            rows += [rebuilt(store, arguments.timeout) for store in stores if arguments.rebuild]
            found = [room for store in stores for room in rooms(store.database, store.observations)]
    except (subprocess.SubprocessError, OSError) as error:
        print(f"history: {error}", file=sys.stderr)
        return 1
    judged = list(goals(rows, found))
    print(*_lines(stores, rows, found), *(f"- {goal}" for goal in judged), sep="\n")
    if arguments.json:
        told: dict[str, Any] = {"python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version}
        told |= {
            "runs": arguments.runs,
            "rows": [asdict(row) for row in rows],
            "rooms": [asdict(room) for room in found],
        }
        told |= {"goals": [{**asdict(goal), "met": goal.met} for goal in judged]}
        arguments.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    problems = [f"{row.command}, {row.observations:,} looks: {row.problem}" for row in rows if row.problem]
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return 1 if problems or not all(goal.met for goal in judged) else 0


if __name__ == "__main__":
    sys.exit(main())
