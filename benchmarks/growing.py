"""A store with a long history, made in minutes: years of looks at a thousand targets, and all that follows from them.

Writes a configuration and the store it names into one folder. What differs from a store that was lived through is said
in ``README.md``; the looks themselves are those of ``happening.py``.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))  # run as a script, only this folder is on the path

from benchmarks.happening import FAMILY, START, Family  # noqa: E402
from benchmarks.storing import VANTAGE, Chain, Growing, chains_of, members  # noqa: E402
from monitor.clock import SimulatedClock  # noqa: E402
from monitor.config.load import load  # noqa: E402
from monitor.config.locate import database  # noqa: E402
from monitor.judge.judgement import FOLD_VERSION  # noqa: E402
from monitor.ledger import Ledger  # noqa: E402
from monitor.model.judged import Hush  # noqa: E402
from monitor.rebuild import InForce, TargetFold  # noqa: E402
from monitor.store.derived import Derived, Folded  # noqa: E402
from monitor.store.quarters import signs  # noqa: E402
from monitor.store.writer import Store, day_total_row  # noqa: E402
from probes.registry import PROBES  # noqa: E402

BUILDER = 2
"""Raised whenever the same arguments give another store."""
_CONFIG = """\
[monitor]
contact = "mailto:observatory@example.org"
vantage = "benchmark"
data_dir = "data"

[defaults]
expect_language = ["fr"]
"""
_TARGET = """
[[target]]
id = "{id}"
name = "{name}"
url = "{url}"
probe = "page"
every = "{every}h"
office = "{office}"
procedure = "Remise de titre de séjour"
territory = "{territory}"
timezone = "{timezone}"
tags = ["remise"]
gated = {gated}
options.none.phrases = ["Aucun créneau"]
"""


def in_turn(families: Sequence[Family]) -> Iterator[Family]:
    """Each family whenever it is due, in the order of time, without end."""
    hour = START
    while True:
        hour += timedelta(hours=1)
        for family in families:
            while family.due_at < hour:
                yield family


def derive(store: Store, families: Sequence[Family], chains: Sequence[Chain]) -> None:
    """Fold the looks at the first target of each family, as a rebuild does; the others were shown the same.

    Spells, and what is kept by the day, are written in the order of time, as if they had been lived through.
    """
    derived, by_day, spells = Derived(store), ByDay(), []
    cache: dict[int, Any] = {}
    for family in families:
        first, *_ = related = members(family, chains)
        fold = TargetFold(InForce(derived, (first.target.id,), first.target.timezone, cache), Hush())
        for look in derived.looks(first.row):
            fold.add(look)
        with store.atomic():
            for place, chain in enumerate(related):
                folded = of_relative(fold.folded(), first.target.id, chain.target.id, place)
                by_day.take(chain.row, folded)
                spells += [(chain.row, text, spell) for text, spell in folded.spells.get(1, ())]
                derived.replace(chain.row, replace(folded, spells={}, quarter_hours={}, days={}, day_totals={}))
    with store.atomic():
        by_day.write(store.connection)
        for row, text, spell in sorted(spells, key=lambda one: one[2].first_at):
            store.put_spell(None, row, 1, text, spell)


def of_relative(folded: Folded, slug: str, other: str, place: int) -> Folded:
    """What the folds make of a target that was shown the same as another, so many rows before it."""

    def key(known: str) -> str:
        """An incident's key: the target's id, kind and moment, and the observation that opened it."""
        rest, _, observation = known.removeprefix(slug).rpartition("-")
        return f"{other}{rest}-{int(observation) + place}" if known else ""

    return replace(
        folded,
        spells={
            vantage: [(None if text is None else text + place, spell) for text, spell in spells]
            for vantage, spells in folded.spells.items()
        },
        incidents=[replace(one, key=key(one.key), previous=key(one.previous)) for one in folded.incidents],
        states=[replace(one, incident=key(one.incident)) for one in folded.states],
        events=[(watchers, replace(one, observation=one.observation + place)) for watchers, one in folded.events],
    )


class ByDay:
    """Rows of the tables that are kept by the day, gathered to be written in the order of days."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[Any, ...]]] = {"quarter_hours": [], "days": [], "day_totals": []}

    def take(self, target: int, folded: Folded) -> None:
        """The rows of one target."""
        self._rows["quarter_hours"] += [(target, *key, signs(n)) for key, n in folded.quarter_hours.items()]
        self._rows["days"] += [(target, *key, *counts) for key, counts in folded.days.items()]
        totals = folded.day_totals.items()
        self._rows["day_totals"] += [(target, *key, *day_total_row(total)) for key, total in totals]

    def write(self, sql: sqlite3.Connection) -> None:
        """Store them in the caller's transaction."""
        for table, rows in self._rows.items():
            rows.sort(key=lambda row: (row[2], row[0]))
            if rows:
                sql.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


@dataclass(frozen=True, slots=True)
class Built:
    """A store and what it was made of."""

    folder: Path
    observations: int
    targets: int
    seed: int
    seconds: float = 0.0
    """Of CPU that making it took."""
    last_at: str = ""

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def store(self) -> Path:
        return database(self.folder / "data")


def config_text(families: Sequence[Family]) -> str:
    """A configuration whose targets are those of the families, in turn."""
    blocks = [_CONFIG]
    for family in families:
        for place in range(FAMILY):
            number = family.number * FAMILY + place
            values = {
                "id": f"office-{number:04}",
                "name": f"Exampleville {number}: remise de titre",
                "url": f"https://www.office-{number}.example/booking/create/{1000 + number}",
                "every": family.every // timedelta(hours=1),
                "office": f"Préfecture d'Exampleville {number // 4}",
                "territory": f"Exampleville {family.number}",
                "timezone": family.zone.key,
                "gated": str(family.gated).lower(),
            }
            blocks.append(_TARGET.format(**values))
    return "".join(blocks)


def build(wanted: Built) -> Built:
    """Make the store of a folder that holds none. The number of looks is rounded down to whole families."""
    began = time.process_time()
    families = [Family(number, wanted.targets // FAMILY, wanted.seed) for number in range(wanted.targets // FAMILY)]
    wanted.folder.mkdir(parents=True, exist_ok=True)
    wanted.config.write_text(config_text(families), encoding="utf-8")
    config = load(wanted.config, probes=PROBES)
    with Store(wanted.store) as store:
        Ledger(store, SimulatedClock(START), VANTAGE).configure(config.effective, config.targets)
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = MEMORY", "cache_size = -2000000"):
            store.connection.execute(f"PRAGMA {pragma}")
        chains = chains_of(store, config.targets)
        growing = Growing(store, families, chains, wanted.seed)
        day = START
        for family in in_turn(families):
            if growing.looks + FAMILY > wanted.observations:
                break
            if family.due_at - day > timedelta(days=1):
                growing.flush()
                day = family.due_at
            growing.look(family)
        growing.finish()
        derive(store, families, chains)
        (last,) = store.connection.execute("SELECT started_at FROM observations ORDER BY id DESC LIMIT 1").fetchone()
        store.connection.execute("PRAGMA journal_mode = WAL")
    built = replace(wanted, observations=growing.looks, seconds=round(time.process_time() - began, 1), last_at=last)
    (wanted.folder / "built.json").write_text(
        json.dumps({**_signature(wanted), **_told(built)}) + "\n", encoding="utf-8"
    )
    return built


def _signature(wanted: Built) -> dict[str, Any]:
    """What must be the same for a store to be used again."""
    made_of = {"observations": wanted.observations, "targets": wanted.targets, "seed": wanted.seed}
    return {"wanted": made_of, "builder": BUILDER, "fold": FOLD_VERSION}


def _told(built: Built) -> dict[str, Any]:
    return {"observations": built.observations, "seconds": built.seconds, "last_at": built.last_at}


def known(wanted: Built) -> Built | None:
    """The store of a folder, if it is what is wanted."""
    try:
        told = json.loads((wanted.folder / "built.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    same = all(told.get(name) == value for name, value in _signature(wanted).items())
    return replace(wanted, **{name: told[name] for name in ("observations", "seconds", "last_at")}) if same else None


def main() -> int:
    parser = argparse.ArgumentParser(description="Make a store with a long history, for history.py.")
    parser.add_argument("folder", type=Path, help="a new one, or one that holds the same already")
    parser.add_argument("--observations", type=int, default=100_000, metavar="N", help="default: 100000")
    parser.add_argument("--targets", type=int, default=1000, metavar="N", help="default: 1000; a multiple of 10")
    parser.add_argument("--seed", type=int, default=6, help="another number, another history (default 6)")
    arguments = parser.parse_args()
    if arguments.targets < FAMILY or arguments.targets % FAMILY or arguments.observations < arguments.targets:
        parser.error("--targets is a multiple of 10, and --observations at least as many")
    wanted = Built(arguments.folder, arguments.observations, arguments.targets, arguments.seed)
    if known(wanted):
        with Store(wanted.store):  # made by an older program, it is brought up to date as a user's would be
            return 0
    if (arguments.folder / "data").exists():
        parser.error(f"{arguments.folder} holds another store; name another folder, or remove that one")
    built = build(wanted)
    print(f"{built.observations:,} looks in {built.seconds:.0f} s of CPU, the last at {built.last_at}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
