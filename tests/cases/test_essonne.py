"""Essonne, October 2018: no free slot said in English, then in French; the page never failed, and it never closed."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.clock import from_iso
from probes.ezbooking import sim_scenarios as sim
from probes.ezbooking.simulator import Scenario
from tests.support.playing import incidents, message, owed, play, told

PARIS = ZoneInfo("Europe/Paris")
GOLDEN = Path(__file__).parent / "golden"
DEFAULTS = {"no_slots": "default no_slots", "language": "default language"}


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2018, 10, day, hour, minute, tzinfo=PARIS).astimezone(UTC)


TRANSLATED = paris(9, 18)
"""Tuesday evening, 9 October."""
STORY = Scenario(
    [(paris(1, 8), sim.SCENARIOS["none-english"].at(paris(1, 8))), (TRANSLATED, sim.SCENARIOS["none"].at(TRANSLATED))]
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Watched hourly from Monday morning, the 1st, to Wednesday evening, the 10th."""
    return asyncio.run(play(tmp_path_factory.mktemp("essonne"), STORY, [(paris(1, 8), paris(10, 20))]))


def test_no_slots_goes_on_and_language_opens_and_ends_at_the_right_looks(store: Path):
    found = {kind: (state, from_iso(first), from_iso(last), by) for kind, state, first, last, by in incidents(store)}
    assert set(found) == {"no_slots", "unbookable", "language"}, "neither down nor closed nor blind, ever"
    with closing(sqlite3.connect(store)) as sql:
        looks = [
            (from_iso(at), language)
            for at, language in sql.execute("SELECT started_at, quote_language FROM looks ORDER BY id")
        ]
    english, french = [at for at, name in looks if name == "en"], [at for at, name in looks if name == "fr"]
    assert english[-1] < TRANSLATED < french[0]
    assert found["language"] == ("resolved", english[0], english[-1], "no_slots")
    assert found["no_slots"][:3] == ("open", looks[0][0], looks[-1][0])
    assert len(looks) == len(english) + len(french) == 229


def test_what_is_told_and_when(store: Path):
    rows = owed(store)
    assert told(rows) == [
        "default language firing",
        "default no_slots firing",
        "default language resolved",
        "default new_text new_text",
    ]
    at = {(row.rule, row.change): from_iso(row.facts["at"]) for row in rows}
    assert paris(1, 14) <= at["default language", "firing"] < paris(1, 16), "six hours after the first look"
    assert paris(4, 8) <= at["default no_slots", "firing"] < paris(4, 10), "three days after it"
    assert TRANSLATED <= at["default language", "resolved"] < paris(9, 20)
    assert [row.urgent for row in rows] == [True, True, False, False], "what begins is told at once"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sentences(store: Path, language: str):
    messages = [message(row, language) for row in owed(store)]
    text = "\n\n==========\n\n".join(f"{one.title}\n\n{one.text}" for one in messages)
    text = "\n".join(line for line in text.splitlines() if "http://127.0.0.1" not in line) + "\n"
    golden = GOLDEN / f"essonne.{language}.txt"
    if os.environ.get("SLOTWATCH_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_no_sentence_concludes_more_than_the_looks_do(store: Path):
    said = "\n".join(message(row, language).text.lower() for row in owed(store) for language in ("en", "fr"))
    for claim in (
        "bloqu",
        "panne",
        "bug",
        "disponible",
        "available",
        "broken",
        "crash",
        "outage",
        "aucun créneau depuis",
    ):
        assert claim not in said
    assert "229" not in said, "what was told on the 4th knows nothing of the 10th"
