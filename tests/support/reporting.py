"""Histories for reports, lived through the ledger, and reports of them asked as the command line asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.model import Target, Watchers
from monitor.report.gathering import gather
from monitor.report.period import Facts
from monitor.report.span import Span
from monitor.store.period_rows import Choice
from monitor.store.periods import periods
from monitor.store.reader import reading
from monitor.store.writer import Store
from probes.contract import Reading, Reason, Slots, Statement, Window
from tests.support.looks import HOUR, MONDAY, READINGS, a_look, a_target, effective, moments

NOW = datetime(2019, 6, 1, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> =1+1 \x1b[31m\u202e[link](javascript:x) & `code`"
WINDOW = Window(date(2018, 10, 1), date(2018, 10, 2))
SEEN: dict[str, Reading] = {
    **READINGS,
    "W": Reading(Reason.EMPTY_CALENDAR, "0 libre", "test/cells", window=WINDOW),
    "1": Reading(Reason.FREE_DATES, "une date", "test/dates", slots=Slots(1, MONDAY + 30 * HOUR)),
    "2": Reading(
        Reason.FREE_DATES,
        "deux dates",
        "test/dates",
        slots=Slots(2, MONDAY + 30 * HOUR, (MONDAY + 30 * HOUR, MONDAY + 60 * HOUR)),
    ),
    "L": Reading(Reason.FREE_DATES, "plus tard", "test/dates", slots=Slots(1, datetime(2020, 1, 6, 9, tzinfo=UTC))),
    "D": Reading(Reason.TIMEOUT),
    "O": Reading(Reason.OFFLINE),
    "B": Reading(Reason.ROBOTS),
    "X": Reading(Reason.NOTICE, HOSTILE, "test/notice"),
    "T": Reading(
        Reason.NOTICE,
        "Rien",
        "test/notice",
        "fr",
        statements=(Statement("next-release", "Prochaine mise en ligne : vendredi à 14 h"),),
    ),
}
"""What each letter of a time line stands for."""


def target_of(slug: str = "palaiseau", **changes: Any) -> Target:
    """A page whose no-slot statements must reach 30 days, so that a shorter window is not conclusive."""
    given = {"horizon": timedelta(days=30), "name": slug.capitalize(), **changes}
    return a_target(slug, **given)


def live(
    path: Path,
    line: str,
    target: Target | None = None,
    *,
    start: datetime = MONDAY,
    step: timedelta = HOUR,
    watchers: Watchers = Watchers.MACHINE,
    vantage: str = "",
    beside: Sequence[Target] = (),
) -> None:
    """Live through a time line (see ``moments``) at one target; those beside it stay in the configuration."""
    target = target or target_of()
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(start), vantage or str(watchers), watchers)
        ledger.configure(effective(target, *beside), [target, *beside])
        for letter, at, kind in moments(line, start, step):
            ledger.record(a_look(SEEN[letter], at, target=target, kind=kind))


def retract(path: Path, number: int, why: str = "wrong phrase") -> None:
    """Retract the reading of a stored look, counted from 0."""
    from uuid import UUID

    with Store(path) as store:
        uuid = store.connection.execute("SELECT uuid FROM observed ORDER BY id LIMIT 1 OFFSET ?", (number,)).fetchone()[
            0
        ]
        ledger = Ledger(store, SimulatedClock(NOW), "test")
        ledger.annotate(UUID(bytes=uuid), kind="retracted", why=why, author="Claire")


def facts(
    path: Path,
    first: str = "2018-10-01",
    last: str = "2018-10-31",
    *,
    now: datetime = NOW,
    every: bool = False,
    **chosen: Any,
) -> list[Facts]:
    """What a report knows."""
    with reading(path) as reader:
        questions = periods(reader)
        span = Span(date.fromisoformat(first), date.fromisoformat(last))
        return gather(questions, questions.watched(Choice(**chosen)), span, now, every_spell=every)


def looks(path: Path, slug: str) -> list[dict[str, Any]]:
    """The looks at a target as stored, in order, whoever made them."""
    with closing(sqlite3.connect(path)) as sql:
        sql.row_factory = sqlite3.Row
        rows: Sequence[sqlite3.Row] = sql.execute(
            "SELECT o.*, v.kind AS who, t.timezone, x.text AS quote, x.language FROM observations o"
            " JOIN targets t ON t.id = o.target JOIN vantages v ON v.id = o.vantage LEFT JOIN texts x ON x.id = o.text"
            " WHERE t.slug = ? ORDER BY o.id",
            (slug,),
        ).fetchall()
    return [dict(row) for row in rows]
