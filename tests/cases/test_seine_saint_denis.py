"""Seine-Saint-Denis, 2019: months of looks by day and by night, two short appearances."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.store.writer import Store
from tests.support.looks import HOUR, a_look, a_rule, a_target, effective
from tests.support.playing import message, owed

BEGINS = datetime(2019, 2, 1, 7, 0, tzinfo=UTC)
LOOKS = 24 * 90
SHOWN = {24 * 40 + 3, 24 * 71 + 15, 24 * 71 + 16}
"""A slot at one look in March, and at two looks in April."""
RULES = (
    a_rule("none", "no_slots", "3d", tell=["lawyers"]),
    a_rule("rare", "scarce", None, tell=["lawyers"], deliver="digest"),
    a_rule("open", "slots_appeared", None, tell=["lawyers"], deliver="digest"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bobigny") / "slotwatch.sqlite3"
    target = a_target("bobigny", name="Bobigny, titres de séjour")
    with Store(path) as opened:
        clock = SimulatedClock(BEGINS)
        ledger = Ledger(opened, clock, "main")
        ledger.configure(effective(target, rules=RULES), [target])
        for number in range(LOOKS):
            clock.move_to(BEGINS + number * HOUR)
            ledger.record(a_look("S" if number in SHOWN else "N", clock.now(), target=target, exchanges=()))
    return path


def _incidents(path: Path, kind: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(path)) as sql:
        sql.row_factory = sqlite3.Row
        return [dict(row) for row in sql.execute("SELECT * FROM incidents WHERE kind = ? ORDER BY id", (kind,))]


def test_scarcity_holds_over_both_appearances(store: Path):
    (scarce,) = _incidents(store, "scarce")
    assert (scarce["state"], scarce["ended_at"]) == ("open", None)
    assert (scarce["with_slots"], scarce["without_slots"]) == (0, 14 * 24 + 9)
    assert scarce["looks"] == LOOKS - 14 * 24, "open from the day on which two weeks had been watched"


def test_each_appearance_ends_an_absence_and_the_next_begins(store: Path):
    absences = _incidents(store, "no_slots")
    assert [absence["state"] for absence in absences] == ["resolved", "resolved", "open"]
    assert [absence["proving"] for absence in absences] == [24 * 40 + 3, 24 * 31 + 11, LOOKS - 24 * 71 - 17]
    assert all(absence["largest_gap_seconds"] == 3600 for absence in absences)


def test_what_is_told(store: Path):
    rows = owed(store)
    assert [f"{row.rule} {row.change}" for row in rows] == [
        "none firing",
        "rare firing",
        *("none resolved", "open slots_appeared", "none firing") * 2,
    ]
    positives = [row for row in rows if row.change in ("resolved", "slots_appeared")]
    assert not any(row.urgent for row in positives), "that slots were shown is told late: fresh ones are sold"
    assert [row.urgent for row in rows if row.change == "firing"] == [True, False, True, True]


def test_positives_name_no_slot_and_no_hour(store: Path):
    for row in owed(store):
        if row.change == "slots_appeared":
            text = message(row, "fr").text + message(row, "en").text
            assert "rdv.example" not in text, "no link"
            assert "09:30" not in text, "no slot"
            assert "count" not in json.dumps(row.facts["event"]), "not even in the outbox"


def test_the_sentence_of_the_last_absence_holds_its_denominators(store: Path):
    (absence,) = [row for row in owed(store) if row.change == "firing" and row.rule == "none"][-1:]
    facts = absence.facts["incident"]
    assert timedelta(seconds=facts["duration_seconds"]) == timedelta(days=3)
    assert (facts["looks"], facts["conclusive"], facts["proving"]) == (73, 73, 73)
    assert "73" in message(absence, "fr").text
