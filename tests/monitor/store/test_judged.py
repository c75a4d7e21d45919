"""Questions about what was judged, and what people asked not to be told of."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.model.judged import State
from monitor.store.derived import reading_looks
from monitor.store.errors import NotThisStore
from monitor.store.hushing import Hushing
from monitor.store.judged import judged
from monitor.store.judgements import Judgements
from monitor.store.outbox import Outbox
from monitor.store.reader import reading
from monitor.store.writer import Store
from tests.support.looks import HOUR, MONDAY
from tests.support.owing import START, an_owed, as_row
from tests.support.writing import write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three spells without slot, two of them over."""
    write(tmp_path / "slotwatch.db", "NNNSNNSNN")
    return tmp_path / "slotwatch.db"


def test_those_that_go_on_come_first_then_the_latest(path: Path):
    with reading(path) as reader:
        found = judged(reader).incidents(kind="no_slots")
        assert [(known.incident.state, known.incident.looks) for known in found] == [
            (State.OPEN, 2),
            (State.RESOLVED, 2),
            (State.RESOLVED, 3),
        ]
        assert {known.incident.kind.value for known in judged(reader).going_on()} == {"no_slots", "unbookable"}
        assert judged(reader).incidents(target="evry") == []
        assert judged(reader).latest_look_at() == MONDAY + 8 * HOUR


@pytest.mark.parametrize(
    ("since", "number", "why"),
    [(0, 3, "all"), (3, 3, "the first ended just then"), (4, 2, "one ended before"), (99, 1, "one goes on")],
)
def test_those_that_ended_before_a_moment_are_left_out(path: Path, since: int, number: int, why: str):
    with reading(path) as reader:
        found = judged(reader).incidents(ended_since=MONDAY + since * HOUR, kind="no_slots")
    assert len(found) == number, why


@pytest.mark.parametrize(
    ("given", "number", "why"),
    [
        ("palaiseau/no_slots/2018-10-01T07:00Z-1", 1, "a key"),
        ("palaiseau/no_slots/2018-10-01T07:00Z-", 1, "its beginning"),
        ("palaiseau/no_slots", 3, "all that begin so"),
        ("8", 2, "the number in which two of them end"),
        ("1", 2, "and not what only ends in the same digit"),
        ("palaiseau/%", 0, "no pattern"),
        ("PALAISEAU", 0, "letter by letter"),
    ],
)
def test_an_incident_is_found_by_its_key(path: Path, given: str, number: int, why: str):
    with reading(path) as reader:
        assert len(judged(reader).keys_like(given)) == number, why


def test_what_people_ask_for_is_what_the_folds_are_handed(path: Path):
    with Store(path) as store:
        hushing, hush = Hushing(store), Judgements(store.connection).hush
        number = hushing.silence(
            "palaiseau", "", since=MONDAY, until=MONDAY + 9 * HOUR, reason="works", author="Claire"
        )
        last = store.connection.execute("SELECT max(id) FROM observations").fetchone()[0]
        assert hush().is_silent("palaiseau", "any", MONDAY + 8 * HOUR, last + 1)
        assert not hush().is_silent("palaiseau", "any", MONDAY + 8 * HOUR, last), "what was judged before stays"
        assert not hush().is_silent("evry", "any", MONDAY + 8 * HOUR, last + 1)
        assert hushing.end(number, MONDAY + 2 * HOUR)
        assert not hushing.end(number, MONDAY + 3 * HOUR), "it has ended, and stays ended when it did"
        assert not hush().is_silent("palaiseau", "any", MONDAY + HOUR, last + 1), "no look came in between"
        assert hushing.acknowledge("key", at=MONDAY, author="Claire", note="")
        assert not hushing.acknowledge("key", at=MONDAY + HOUR, author="Paul", note="")
        assert hush().acknowledged == {"key": last}
    with reading(path) as reader:
        (silence,) = judged(reader).silences()
        assert (silence.in_force(MONDAY + HOUR), silence.in_force(MONDAY + 2 * HOUR)) == (True, False)
        known = judged(reader).acknowledged("key")
        assert known is not None
        assert known.author == "Claire"


def test_receivers_are_those_who_wait_were_given_up_on_or_answered(path: Path):
    with Store(path) as store:
        outbox = Outbox(store)
        with store.atomic():
            outbox.owe(as_row(an_owed(n, f"s/{n}", receiver=name)) for n, name in enumerate(["a", "a", "b", "c"]))
        outbox.stumbled("a", "error=500", START, START + timedelta(hours=1))
        outbox.give_up([3], "too old", START)
        outbox.drop([4], "dropped", START)
    with reading(path) as reader:
        found = {one.receiver: one for one in judged(reader).receivers()}
        assert set(found) == {"a", "b"}
        assert (found["a"].owed, found["a"].failures, found["a"].oldest_owed_at) == (2, 1, START)
        assert (found["b"].owed, found["b"].dead) == (0, 1)
        assert judged(reader).receiver_names() == ["a", "b", "c"]
        assert [row["receiver"] for row in judged(reader).notifications(["dropped"])] == ["c"]
        assert [row["state"] for row in judged(reader).notifications_like("s/2")] == ["dead"]


def test_a_fingerprint_shows_every_change(path: Path):
    with reading(path) as reader:
        before, incidents = judged(reader).fingerprints(), judged(reader).incident_hashes()
    with Store(path) as store:
        store.connection.execute("UPDATE events SET id = id + 100")
        store.connection.execute("UPDATE quarter_hours SET looks = replace(looks, '1', '2')")
        store.connection.execute("UPDATE incidents SET days = 9 WHERE id = 1")
    with reading(path) as reader:
        after, incidents_after = judged(reader).fingerprints(), judged(reader).incident_hashes()
    assert [table for table in after if after[table] != before[table]] == ["quarter_hours"], "an order is no content"
    assert sum(incidents[key] != incidents_after[key] for key in incidents) == 1


def test_looks_are_streamed_without_a_writer(path: Path, tmp_path: Path):
    with reading_looks(path) as looks:
        ((row, slug, zone),) = looks.targets()
        assert (slug, zone) == ("palaiseau", "Europe/Paris")
        assert [look.outcome.value for look in looks.looks(row, 6)] == ["slots", "no_slots", "no_slots"]
        assert (looks.count_looks(), looks.count_looks(row), looks.count_looks(99)) == (9, 9, 0)
    with pytest.raises(NotThisStore), reading_looks(tmp_path / "nowhere.db"):
        pass
