"""What evidence costs: room per look once days are sealed and packed, time of sealing, exporting and verifying.

Writes only into a temporary folder and the file it is told. Looks go through the ledger as the monitor's do, at a
simulated time; two time-stamping authorities on loopback stamp each day; the commands' own functions do the rest.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))  # run as a script, only this folder is on the path

from benchmarks.goals import Goal  # noqa: E402
from benchmarks.measuring import Room, rooms  # noqa: E402
from benchmarks.offices import Site  # noqa: E402
from monitor.clock import SimulatedClock  # noqa: E402
from monitor.config.settings import Authority, EvidenceSettings  # noqa: E402
from monitor.context import context_record, host_id  # noqa: E402
from monitor.demo.authority import CRL_PATH, LocalAuthority  # noqa: E402
from monitor.demo.play import serve  # noqa: E402
from monitor.evidence import delivery  # noqa: E402
from monitor.evidence.export import Order, Written, export  # noqa: E402
from monitor.evidence.sealing import Sealer  # noqa: E402
from monitor.http.posting import Posting  # noqa: E402
from monitor.ledger import Ledger  # noqa: E402
from monitor.model import Exchange, Look, LookKind, Target  # noqa: E402
from monitor.store.bundling import source  # noqa: E402
from monitor.store.writer import Store  # noqa: E402
from probes.contract import Reading, Reason  # noqa: E402

START = datetime(2026, 1, 5, tzinfo=UTC)
EVERY = timedelta(minutes=10)
BYTES_PER_LOOK, EXPORT_SECONDS, VERIFY_SECONDS, SEAL_SECONDS = 350.0, 20.0, 5.0, 60.0
SHOWN = 1.0
"""Bytes per look below which a table has no line of its own."""
_AGENT = "slotwatch/benchmark (+https://observatory.example.org/about)"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one store."""

    coding: str
    targets: int
    days: int
    looks: int
    file_bytes: int
    free_bytes: int
    """In pages that hold nothing; the looks of the next day take them."""
    seal_seconds: float
    """Of the last day: lists, two stamps, packing."""
    record_ms: float
    """Storing one look, all included."""


def grow(path: Path, targets: int, days: int, coding: str, authorities: Sequence[Authority]) -> Figures:
    """A store of so many targets, looked at every 10 minutes, each day sealed when it is past."""
    clock = SimulatedClock(START)
    watched = [_target(number) for number in range(targets)]
    sites = [Site(number, coding) for number in range(targets)]
    dice, spent, seal_seconds = random.Random(7), 0.0, 0.0
    with Store(path) as store:
        ledger = Ledger(store, clock, "main")
        ledger.configure(_effective(watched), watched, _record(store))
        for day in range(days):
            for slot in range(timedelta(days=1) // EVERY):
                due = START + timedelta(days=day) + slot * EVERY
                clock.move_to(due)
                began = time.perf_counter()
                for target, site in zip(watched, sites, strict=True):
                    ledger.record(_look(target, site, due, dice))
                spent += time.perf_counter() - began
            clock.move_to(START + timedelta(days=day + 1, minutes=15))
            began = time.perf_counter()
            asyncio.run(_seal(store, clock, authorities))
            seal_seconds = time.perf_counter() - began
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        page, free = (
            int(store.connection.execute(f"PRAGMA {it}").fetchone()[0]) for it in ("page_size", "freelist_count")
        )
    looks = targets * days * (timedelta(days=1) // EVERY)
    return Figures(
        coding, targets, days, looks, path.stat().st_size, page * free, round(seal_seconds, 2),
        round(1000 * spent / looks, 2),
    )  # fmt: skip


def _target(number: int) -> Target:
    url = f"https://office-{number}.example.org/booking/create/{number}"
    return Target(f"office-{number}", f"Office {number}", url, "page", {}, EVERY, "Europe/Paris", office="Office")


def _effective(targets: Sequence[Target]) -> dict[str, Any]:
    rows = [{"id": one.id, "timezone": one.timezone, "every": "10m", "expect_language": ["fr"]} for one in targets]
    return {"monitor": {"vantage": "main"}, "target": rows, "rule": [], "receiver": []}


def _record(store: Store) -> str:
    from monitor.config.load import load
    from probes.registry import PROBES

    with tempfile.TemporaryDirectory(prefix="slotwatch-benchmark-") as folder:
        file = Path(folder) / "config.toml"
        file.write_text('[monitor]\ncontact = "https://observatory.example.org/about"\n', "utf-8")
        config = load(file, probes=PROBES, environ={})
    host = host_id(store.salt())
    return context_record(config, user_agent=_AGENT, database=store.engine_version(), simulated=True, host=host)


def _look(target: Target, site: Site, due: datetime, dice: random.Random) -> Look:
    at = due + timedelta(microseconds=dice.randrange(1, 90_000_000))
    request = f"GET /booking/create HTTP/1.1\r\nHost: {target.url.split('/')[2]}\r\nUser-Agent: {_AGENT}\r\n\r\n"
    certificates = (f"certificate of {target.id}".encode() * 40,)
    exchange = Exchange(
        "GET", target.url, request.encode(), site.answer(at), 200, "192.0.2.7:443", "TLSv1.3", certificates
    )
    quote = "Il n'existe plus de plage horaire libre pour votre demande de rendez-vous."
    reading = Reading(Reason.NEGATIVE_PHRASE, quote, "page/no-slots", "fr", "fr")
    return Look(
        target=target, probe="page/2", kind=LookKind.ANCHORED, due_at=due, started_at=at,
        milliseconds=dice.randrange(90, 900), reading=reading, exchanges=(exchange,), accept_language="fr",
        user_agent=_AGENT, robots="obeyed",
    )  # fmt: skip


async def _seal(store: Store, clock: SimulatedClock, authorities: Sequence[Authority]) -> None:
    settings = EvidenceSettings(authorities=tuple(authorities))
    done = await Sealer(store, clock, settings, Posting(_AGENT), tell=_nobody).run()
    if done.failed:
        raise OSError(f"not sealed: {done.failed}")


async def _nobody(_receiver: str, _title: str, _text: str) -> str:
    return ""


@asynccontextmanager
async def authorities(folder: Path) -> AsyncIterator[list[Authority]]:
    """Two that work, on loopback."""
    made: dict[str, LocalAuthority] = {}

    def app_of(name: str) -> Any:
        async def app(scope: Any, receive: Any, send: Any) -> None:
            await made[name](scope, receive, send)

        return app

    async with serve(app_of("one")) as first, serve(app_of("two")) as second:
        found = []
        for name, base in (("one", first), ("two", second)):
            made[name] = LocalAuthority.create(folder / name, crl_url=base + CRL_PATH)
            found.append(Authority(name, f"{base}/tsr", made[name].roots))
        yield found


def exported(path: Path, folder: Path, days: int, given: Sequence[Authority]) -> tuple[Written, float]:
    """A bundle of the first target and how long it took."""
    last = f"{START + timedelta(days=days - 1):%Y-%m-%d}"
    order = Order(("office-0",), f"{START:%Y-%m-%d}", last, "fr", "Observatory", "us@example.org", tuple(given))
    began = time.perf_counter()
    with source(path) as store:
        written = export(store, order, folder)
    return written, time.perf_counter() - began


def verified(folder: Path, program: Sequence[str]) -> tuple[float, str]:
    """How long a verifier took, and what it said of checks that failed."""
    began = time.perf_counter()
    ran = subprocess.run([*program, "--lang", "en"], cwd=folder, capture_output=True, text=True, check=False)
    said = [line for line in ran.stdout.splitlines() if "[NO]" in line or "[FAIL" in line]
    return time.perf_counter() - began, "; ".join(said) or ("" if ran.returncode == 0 else ran.stdout[-300:])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Room and time of evidence: sealed and packed days, exports, verification.",
        epilog="Exit codes: 0; 1 a goal was missed, or something failed; 2 usage.",
    )
    parser.add_argument("--targets", type=int, default=20, metavar="N", help="of the store that is weighed (20)")
    parser.add_argument("--days", type=int, default=10, metavar="N", help="of the store that is weighed (10)")
    parser.add_argument("--many", type=int, default=100, metavar="N", help="targets of the day that is sealed (100)")
    parser.add_argument("--export-days", type=int, default=90, metavar="N", help="of the target that is exported (90)")
    parser.add_argument(
        "--codings", nargs="+", default=["identity", "gzip"], choices=["identity", "gzip"],
        help="how the sites send their pages (default: both); the goals are about the first",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to a file")
    return parser.parse_args()


def _weighed(rows: Sequence[tuple[Figures, list[Room]]]) -> Iterator[str]:
    """The tables of each store, side by side."""
    yield "| bytes per look (unused) | " + " | ".join(f"{one.coding}, {one.days} days" for one, _ in rows) + " |"
    yield "|---|" + "--:|" * len(rows)
    largest = rows[0][1]
    for name in [room.table for room in largest]:
        cells = [next((room for room in found if room.table == name), None) for _, found in rows]
        if any(cell and cell.bytes_per_look >= SHOWN for cell in cells):
            said = [f"{cell.bytes_per_look:.1f} ({cell.unused:.0%})" if cell else "" for cell in cells]
            yield f"| {name} | {' | '.join(said)} |"
    yield "| all pages that hold something | " + " | ".join(f"{in_use(one):.1f}" for one, _ in rows) + " |"
    yield "| the file as it lies there | " + " | ".join(f"{one.file_bytes / one.looks:.1f}" for one, _ in rows) + " |"
    yield ""


def in_use(one: Figures) -> float:
    """Bytes per look without the pages that the next day's looks will take."""
    return (one.file_bytes - one.free_bytes) / one.looks


def _goals(first: Figures, seconds: dict[str, float]) -> list[Goal]:
    return [
        Goal(f"room, all included, {first.coding}", in_use(first), BYTES_PER_LOOK, "bytes/look"),
        Goal("export of one target", seconds["export"], EXPORT_SECONDS, "s"),
        Goal("verify.py", seconds["verify.py"], VERIFY_SECONDS, "s"),
        Goal("sealing a day of many targets", seconds["seal"], SEAL_SECONDS, "s"),
    ]


def measure(arguments: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Everything, as it is printed and written."""

    async def all_of_it() -> dict[str, Any]:
        async with authorities(folder) as given:
            return await asyncio.to_thread(_measure, arguments, folder, given)

    return asyncio.run(all_of_it())


def _measure(arguments: argparse.Namespace, folder: Path, given: Sequence[Authority]) -> dict[str, Any]:
    rows = []
    for coding in arguments.codings:
        path = folder / f"{coding}.sqlite3"
        figures = grow(path, arguments.targets, arguments.days, coding, given)
        rows.append((figures, rooms(path, figures.looks)))
        print(f"{coding}: {figures}", file=sys.stderr)
    many = grow(folder / "many.sqlite3", arguments.many, 1, arguments.codings[0], given)
    path = folder / "long.sqlite3"
    long = grow(path, 1, arguments.export_days, arguments.codings[0], given)
    written, export_seconds = exported(path, folder / "out", arguments.export_days, given)
    failed = asyncio.run(_stamped(written.folder, given))
    seconds = {"seal": many.seal_seconds, "export": export_seconds}
    problems = list(failed)
    for name, program in (("verify.py", [sys.executable, "verify.py"]), ("verify.sh", ["bash", "verify.sh"])):
        seconds[name], wrong = verified(written.folder, program)
        problems += [f"{name}: {wrong}"] if wrong else []
    size = sum(file.stat().st_size for file in written.folder.rglob("*") if file.is_file())
    print(*_weighed(rows), sep="\n")
    print("| what | figure |\n|---|--:|")
    for name, took in seconds.items():
        print(f"| {name}, s | {took:.2f} |")
    print(f"| looks in the bundle | {written.looks:,} |\n| the bundle's folder, MB | {size / 1e6:.1f} |")
    print(f"| storing a look, ms | {rows[0][0].record_ms} |")
    with closing(sqlite3.connect(path)) as sql:
        tokens = sql.execute("SELECT avg(length(answer)), count(*) FROM stamps WHERE state = 'verified'").fetchone()
    print(f"| a token, bytes | {tokens[0]:.0f} |\n")
    return {
        "figures": [asdict(one) for one, _ in rows] + [asdict(many), asdict(long)],
        "rooms": [asdict(room) for _, found in rows for room in found],
        "seconds": {name: round(took, 2) for name, took in seconds.items()},
        "bundle_bytes": size,
        "goals": [{**asdict(goal), "met": goal.met} for goal in _goals(rows[0][0], seconds)],
        "problems": problems,
    }


async def _stamped(folder: Path, given: Sequence[Authority]) -> list[str]:
    return await delivery.stamps(folder, given, SimulatedClock(START), Posting(_AGENT))


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with tempfile.TemporaryDirectory(prefix="slotwatch-benchmark-") as folder:
            told = measure(arguments, Path(folder))
    except (subprocess.SubprocessError, OSError) as error:
        print(f"evidence: {error}", file=sys.stderr)
        return 1
    judged = [Goal(**{name: one[name] for name in ("what", "measured", "limit", "unit")}) for one in told["goals"]]
    print(*(f"- {goal}" for goal in judged), sep="\n")
    if arguments.json:
        about = {"python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version}
        arguments.json.write_text(json.dumps(about | told, indent=1) + "\n", encoding="utf-8")
    print(*told["problems"], sep="\n", end="\n" if told["problems"] else "", file=sys.stderr)
    return 1 if told["problems"] or not all(goal.met for goal in judged) else 0


if __name__ == "__main__":
    sys.exit(main())
