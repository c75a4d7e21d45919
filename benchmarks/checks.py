"""CPU and memory per check of the whole monitor, and of two others, against one loopback server; judged by goals.

Writes only in temporary folders. The server (``server.py``), the monitor (``looking.py``) and the two others
(``peers.py``) run in processes of their own, so that each is counted alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))  # run as a script, only this folder is on the path

from benchmarks.goals import Goal, Row, goals, ms_per_check  # noqa: E402
from benchmarks.looking import Measured, Pass  # noqa: E402
from benchmarks.peers import HOW_TO_GET, PeerFailed, PeerRow, find, measured  # noqa: E402

PAGES = {"mix": (8, 8, 8, 60), "8": (8,), "60": (60,)}
"""Sizes in KB, dealt out to the targets in turn."""
MODES = ("unchanged", "changed")

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
url = "{url}"
probe = "page"
options.none.phrases = {phrases}
options.slots.css = {css}
"""


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


def _url(number: int, pages: str, mode: str, ports: list[int]) -> str:
    turn = number + number // len(ports)  # without the second part a port would only ever serve one size
    size = PAGES[pages][turn % len(PAGES[pages])]
    return f"http://127.0.0.1:{ports[number % len(ports)]}/p/{number}?size={size}&mode={mode}"


def config_text(targets: int, pages: str, mode: str, server: dict[str, Any]) -> str:
    """A configuration that spreads the targets evenly over the server's ports, and the sizes over each port."""
    ports, options = server["ports"], server["options"]
    words = {"phrases": json.dumps(options["none"]["phrases"]), "css": json.dumps(options["slots"]["css"])}
    blocks = [TARGET.format(number=n, url=_url(n, pages, mode, ports), **words) for n in range(targets)]
    return "".join([CONFIG, *blocks])


def look(config: str, passes: int, timeout: float, profile: Path | None) -> Measured:
    """Run the monitor over a configuration in a fresh process. Raises ``subprocess.SubprocessError``."""
    with tempfile.TemporaryDirectory(prefix="slotwatch-benchmark-") as folder:
        file = Path(folder, "config.toml")
        file.write_text(config, encoding="utf-8")
        command = [sys.executable, str(HERE / "looking.py"), str(file), "--passes", str(passes)]
        command += ["--profile", str(profile)] if profile else []
        command += ["--began", str(time.monotonic())]
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=timeout, check=True)
        told = json.loads(done.stdout)
        return Measured(**{**told, "passes": tuple(Pass(**one) for one in told["passes"])})


def _row(targets: int, pages: str, mode: str, told: Measured) -> Row:
    cpu = median(one.cpu_seconds for one in told.passes)
    return Row(
        targets=targets,
        pages=pages,
        mode=mode,
        ms_per_check=round(cpu / targets * 1000, 2),
        cpu_seconds=[round(one.cpu_seconds, 3) for one in told.passes],
        wall_seconds=round(median(one.wall_seconds for one in told.passes), 2),
        rss_mb=round(told.rss_mb, 1),
        first_look_seconds=round(told.first_look_seconds, 2),
        ready_seconds=round(told.ready_seconds, 2),
        stored_kb=round(told.stored_kb, 2),
        problems=list(told.problems),
    )


COLUMNS = ("targets", "pages", "mode", "ms/check", "pass s", "RSS MB", "ready s", "1st look s", "KB/look", "problems")
_WIDTHS = (7, 5, 9, 8, 7, 6, 7, 10, 7, 8)


def line(cells: Iterable[object]) -> str:
    """One line of a Markdown table that is readable as it is."""
    return "| " + " | ".join(str(cell).rjust(width) for cell, width in zip(cells, _WIDTHS, strict=True)) + " |"


def row_line(row: Row) -> str:
    """A row's figures as a line of the table."""
    figures = (row.ms_per_check, row.wall_seconds, row.rss_mb, row.ready_seconds, row.first_look_seconds, row.stored_kb)
    return line((row.targets, row.pages, row.mode, *figures, len(row.problems)))


PEER_COLUMNS = ("targets", "pages", "mode", "program", "ms/check", "of it start", "ours of it", "pass s", "RSS MB")


def peer_line(peer: PeerRow, ours: Row) -> str:
    """A peer's figures, and what share of its CPU the monitor needed for the same."""
    each = ms_per_check(peer)
    start = peer.start_seconds / peer.targets * 1000
    share = f"{ours.ms_per_check / each:.0%}"
    cells = (peer.targets, peer.pages, peer.mode, peer.peer, f"{each:.2f}", f"{start:.2f}", share)
    return "| " + " | ".join(map(str, (*cells, f"{median(peer.wall_seconds):.2f}", peer.rss_mb))) + " |"


def _processor() -> str:
    """The processor's own name, as Linux gives it."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _machine() -> dict[str, Any]:
    """What the figures depend on; no names."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "sqlite": sqlite3.sqlite_version,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="CPU and memory per check, everything stored, beside urlwatch and blackbox_exporter.",
        epilog="Exit codes: 0; 1 a goal was missed, a peer is absent, a look failed or taught something unexpected, or "
        "a run took too long; 2 usage.",
    )
    parser.add_argument("--targets", type=int, nargs="+", default=[200, 1000], metavar="N", help="default: 200 1000")
    parser.add_argument("--passes", type=int, default=3, help="measured passes after the warm-up (default 3)")
    parser.add_argument(
        "--pages", choices=PAGES, nargs="+", default=["mix"], help="default mix: 75%% of 8 KB, 25%% of 60 KB"
    )
    parser.add_argument("--modes", choices=MODES, nargs="+", default=list(MODES), help="does the content change?")
    parser.add_argument("--hosts", type=int, default=20, help="ports of the server: hosts to the monitor (default 20)")
    parser.add_argument("--timeout", type=float, default=600.0, metavar="S", help="seconds for one run (default 600)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to a file")
    parser.add_argument("--profile", type=Path, metavar="FILE", help="also write cProfile's statistics of the last run")
    parser.add_argument("--urlwatch", metavar="FILE", help="the program, where it is not on the path")
    parser.add_argument("--blackbox", metavar="FILE", help="the program, where it is not on the path")
    parser.add_argument("--alone", action="store_true", help="without the others: only time is judged")
    arguments = parser.parse_args()
    if min(*arguments.targets, arguments.passes, arguments.hosts, 1) < 1:
        parser.error("--targets, --passes and --hosts are at least 1")
    return arguments


def _peers(arguments: argparse.Namespace) -> dict[str, str | None]:
    """The programs to compare with; None where one is absent."""
    given = dict(zip(HOW_TO_GET, (arguments.urlwatch, arguments.blackbox), strict=True))
    return {} if arguments.alone else {peer: find(peer, given[peer]) for peer in HOW_TO_GET}


def _run(arguments: argparse.Namespace, programs: Mapping[str, str | None]) -> tuple[list[Row], list[PeerRow]]:
    """Everything side by side, so that what disturbs the machine disturbs all. Raises what a run raises."""
    rows: list[Row] = []
    beside: list[PeerRow] = []
    with _server(arguments.hosts) as server:
        for targets, pages, mode in product(arguments.targets, arguments.pages, arguments.modes):
            told = look(
                config_text(targets, pages, mode, server), arguments.passes, arguments.timeout, arguments.profile
            )
            rows.append(_row(targets, pages, mode, told))
            print(row_line(rows[-1]), flush=True)
            urls = [_url(number, pages, mode, server["ports"]) for number in range(targets)]
            for peer, program in programs.items():
                if program:
                    beside.append(measured(peer, program, urls, arguments.passes, pages=pages, mode=mode))
    return rows, beside


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the processes below end with us
    machine, programs = _machine(), _peers(arguments)
    print(line(COLUMNS), "|" + "|".join("-" * (width + 1) + ":" for width in _WIDTHS) + "|", sep="\n", flush=True)
    try:
        rows, beside = _run(arguments, programs)
    except (subprocess.SubprocessError, OSError, PeerFailed) as error:
        print(f"checks: {error}", file=sys.stderr)
        return 1
    judged = goals(rows, beside)
    _print_peers(rows, beside, judged)
    if arguments.json:
        told = {"machine": machine, "passes": arguments.passes, "rows": [asdict(row) for row in rows]}
        told |= {"peers": [asdict(row) for row in beside]}
        told |= {"goals": [{**asdict(goal), "met": goal.met} for goal in judged]}
        arguments.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    problems = [problem for row in rows for problem in row.problems][:20]
    problems += [f"{peer} is absent: {HOW_TO_GET[peer]}" for peer, program in programs.items() if not program]
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return 1 if problems or not all(goal.met for goal in judged) else 0


def _print_peers(rows: list[Row], beside: list[PeerRow], judged: list[Goal]) -> None:
    ours = {(row.targets, row.pages, row.mode): row for row in rows}
    if beside:
        print("\n| " + " | ".join(PEER_COLUMNS) + " |\n|" + "--:|" * len(PEER_COLUMNS))
    for peer in beside:
        print(peer_line(peer, ours[peer.targets, peer.pages, peer.mode]))
    print("", *(f"- {goal}" for goal in judged), sep="\n" if judged else "")


if __name__ == "__main__":
    sys.exit(main())
