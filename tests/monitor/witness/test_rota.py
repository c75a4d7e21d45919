"""Whose turn it is, and what reminds them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from monitor.clock import iso
from monitor.config.settings import Rota
from monitor.locale.catalog import LANGUAGES
from monitor.notify.messages import compose
from monitor.notify.rota_words import WORDS
from monitor.store.outbox import Outbox
from monitor.store.owed import Owed
from monitor.store.writer import Store
from monitor.witness.rota import Reminders, due, notifications, whose
from tests.support.looks import MONDAY, a_target

TARGET = a_target()
TARGETS = {TARGET.id: TARGET}
ROTA = Rota(TARGET.id, frozenset({0, 3}), time(9), ("A", "B", "C"), ("team", "board"))
NINE = datetime(2018, 10, 1, 7, 0, tzinfo=UTC)
"""Monday, 09:00 in Paris."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "at", "why"),
    [
        (NINE, NINE, "at its time"),
        (NINE - MINUTE, None, "not a minute before"),
        (NINE + 11 * HOUR, NINE, "late, after the machine was off"),
        (NINE + 12 * HOUR, None, "in the evening the day is over"),
        (NINE + DAY, None, "Tuesday is no day of the rota"),
        (NINE + 3 * DAY, NINE + 3 * DAY, "Thursday is"),
        (datetime(2018, 10, 29, 8, 0, tzinfo=UTC), datetime(2018, 10, 29, 8, 0, tzinfo=UTC), "in winter it is later"),
    ],
)
def test_a_turn_is_due_from_its_time_until_the_evening(now, at, why):
    assert [turn.at for turn in due([ROTA], TARGETS, now)] == ([at] if at else []), why


@pytest.mark.parametrize(
    ("at", "day", "expected", "why"),
    [
        (time(2, 30), date(2026, 3, 29), "2026-03-29T01:30", "an hour that clocks skip is the one after"),
        (time(2, 30), date(2026, 10, 25), "2026-10-25T00:30", "of one that comes twice, the first"),
        (time(23, 30), date(2026, 11, 21), "2026-11-21T22:30", "shortly before midnight"),
    ],
)
def test_clocks_that_change_neither_lose_nor_double_a_turn(at, day, expected, why):
    rota = replace(ROTA, at=at, days=frozenset(range(7)))
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - 3 * HOUR
    found = {turn.at for minutes in range(0, 36 * 60, 10) for turn in due([rota], TARGETS, start + minutes * MINUTE)}
    that_day = [iso(one)[:16] for one in sorted(found) if iso(one).startswith(str(day))]
    assert that_day[0] == expected, why
    assert len(that_day) == 1


def test_a_turn_of_last_night_is_still_due_after_midnight():
    rota = replace(ROTA, at=time(23, 30))
    (turn,) = due([rota], TARGETS, NINE + 16 * HOUR)  # 01:00 on Tuesday in Paris
    assert turn.at == NINE + 14 * HOUR + 30 * MINUTE


def test_a_rota_of_a_target_that_is_gone_reminds_nobody():
    assert due([replace(ROTA, target="gone")], TARGETS, NINE) == []


@pytest.mark.parametrize(
    ("who", "days", "expected", "why"),
    [
        (("A", "B", "C"), {0, 3}, "ABCABC", "in turn, over weeks"),
        (("A", "B"), {0}, "BABABA", "once a week"),
        (("A",), {0, 3}, "AAAAAA", "one person alone"),
        ((), {0}, "", "nobody is named"),
    ],
)
def test_everybody_has_their_turn(who, days, expected, why):
    rota = replace(ROTA, who=who, days=frozenset(days))
    all_days = [MONDAY.date() + timedelta(days=number) for number in range(42)]
    turns = [whose(rota, day) for day in all_days if day.weekday() in rota.days]
    assert "".join(turns)[:6] == expected, why


def test_whose_turn_it_is_does_not_depend_on_what_was_missed():
    later = due([ROTA], TARGETS, NINE + 7 * DAY)[0]
    assert later.label == whose(ROTA, date(2018, 10, 8))


# Notifications


def owed(label: str = "A") -> Owed:
    (turn,) = due([replace(ROTA, who=(label,) if label else ())], TARGETS, NINE)
    row = next(notifications(turn, at=NINE, simulated=False))
    return Owed(id=1, **{**row, "urgent": True, "owed_at": NINE, "facts": json.loads(row["facts"])})


def test_each_receiver_is_owed_one_row_with_a_key_of_its_own():
    (turn,) = due([ROTA], TARGETS, NINE)
    rows = list(notifications(turn, at=NINE + HOUR, simulated=True))
    assert [row["receiver"] for row in rows] == ["team", "board"]
    assert rows[0]["key"] == "rota/palaiseau/2018-10-01T07:00:00.000000Z/team"
    assert json.loads(rows[0]["facts"])["simulated"] is True


def test_a_reminder_is_owed_once_whatever_is_restarted(tmp_path: Path):
    with Store(tmp_path / "slotwatch.db") as store:
        for moment in (NINE, NINE + MINUTE):
            for _ in range(2):  # as after a restart
                reminders = Reminders(store, [ROTA], [TARGET])
                reminders.owe(moment, simulated=False)
                assert reminders.owe(moment, simulated=False) == 0
        assert len(Outbox(store).owed("team")) == 1
        Reminders(store, [ROTA], [TARGET]).owe(NINE + 3 * DAY, simulated=False)
        assert len(Outbox(store).owed("team")) == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("label", ["A", ""])
@pytest.mark.parametrize("kind", ["single", "digest"])
def test_a_reminder_says_who_what_and_where(kind, label, language):
    made = compose(kind, "k", [[owed(label)]], language)
    for words in ("Palaiseau", "https://rdv.example/palaiseau", "slotwatch witness sheet palaiseau", "MHTML"):
        assert words in made.text
    assert f"palaiseau__2018-10-01T0900__{label or 'A'}__closed.png" in made.text
    assert "{" not in made.text


def test_the_words_exist_in_every_language_with_the_same_places():
    for sentences in WORDS.values():
        assert set(sentences) == set(LANGUAGES)
        assert len({text.count("{") for text in sentences.values()}) == 1


def test_a_hostile_label_stays_on_its_line():
    assert "\n\n\x1b" not in compose("single", "k", [[owed("A\n\n\x1b[31m")]], "en").text
