"""Day lists: what they name, what nobody can change, and how two runs at the same time get on."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.store.custody import note
from monitor.store.errors import StoreError
from monitor.store.lines import Lines, pack
from monitor.store.sealing import Seals, Stamp, list_path, token_path, utc_day
from monitor.store.writer import Store
from tests.support.looks import HOUR, MONDAY, a_look, a_target, an_exchange, effective
from tests.support.writing import a_ledger

DAY = timedelta(days=1)
MINE, OTHER = a_target("palaiseau"), a_target("evry")
FIRST, SECOND, THIRD = ("2018-10-01", "2018-10-02", "2018-10-03")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two targets on three days; the second one is left out on the second day."""
    with a_ledger(tmp_path / "slotwatch.db", MINE, OTHER) as (opened, ledger):
        for number in range(12):
            at = MONDAY + number * 6 * HOUR
            for target in (MINE, OTHER):
                if target is MINE or at.day != 2:
                    ledger.record(a_look("N", at, target=target, exchanges=(an_exchange(b"%d" % number * 99),)))
        yield opened


def names(text: str) -> list[str]:
    return [line[66:] for line in text.splitlines()]


def seal(store: Store, day: str, *authorities: str) -> Seals:
    seals = Seals(store.connection)
    with store.atomic():
        digest = seals.put(day, seals.text_for(day), "", MONDAY + 9 * DAY)
        seals.owe(list_path(day), digest, authorities, MONDAY + 9 * DAY)
    return seals


def test_a_list_names_every_chain_the_custody_log_and_new_contexts(store: Store):
    text = Seals(store.connection).text_for(FIRST)
    context = Seals(store.connection).contexts_of(FIRST)
    assert names(text) == [f"context/{context[0]}.json", f"custody/{FIRST}.jsonl"] + [
        f"obs/{target}/1/{FIRST}.jsonl" for target in (1, 2)
    ]
    lines = "".join(line for _, line in Lines(store.connection).of_day(1, 1, FIRST))
    assert f"{hashlib.sha256(lines.encode()).hexdigest()}  obs/1/1/{FIRST}.jsonl\n" in text
    assert "palaiseau" not in text


def test_the_next_list_names_the_list_before_and_the_tokens_that_hold(store: Store):
    seals = seal(store, FIRST, "good", "bad", "none")
    good, bad, _ = seals.stamps(list_path(FIRST))
    for stamp, answer in ((good, b"token"), (bad, b"garbage")):
        assert seals.answered(stamp.id, b"question", answer, MONDAY)
    verified(seals, good)
    text = seals.text_for(SECOND)
    assert f"{hashlib.sha256(b'token').hexdigest()}  {token_path(FIRST, 'good')}\n" in text
    assert f"{seals.of_day(FIRST).sha256}  {list_path(FIRST)}\n" in text  # type: ignore[union-attr]
    assert names(text) == [list_path(FIRST), token_path(FIRST, "good"), f"obs/1/1/{SECOND}.jsonl"] or (
        names(text) == [token_path(FIRST, "good"), list_path(FIRST), f"obs/1/1/{SECOND}.jsonl"]
    )


def verified(seals: Seals, stamp: Stamp, why: str = "") -> None:
    now = next(one for one in seals.stamps() if one.id == stamp.id)
    seals.verified(now, stamped_at=MONDAY, certificates="", not_after=None, why=why)


def test_packing_changes_no_list(store: Store):
    seals = Seals(store.connection)
    loose = seals.text_for(FIRST)
    with store.atomic():
        pack(store.connection, 1, 1, FIRST)
    assert seals.text_for(FIRST) == loose


def test_days_to_be_sealed_are_those_on_which_something_was_written(store: Store):
    seals = Seals(store.connection)
    assert seals.unsealed_days(THIRD) == [FIRST, SECOND]
    note(store, MONDAY + 4 * DAY, "alive", {})
    assert seals.unsealed_days("2018-10-31") == [FIRST, SECOND, THIRD, "2018-10-04", "2018-10-05"]
    seal(store, FIRST)
    assert seals.unsealed_days(THIRD) == [SECOND]


def test_days_that_an_earlier_version_packed_are_sealed_too(store: Store):
    for target in (1, 2):
        with store.atomic():
            pack(store.connection, target, 1, FIRST)
    store.connection.execute("DROP TRIGGER custody_is_never_deleted")
    store.connection.execute("DELETE FROM custody")
    assert Seals(store.connection).unsealed_days(SECOND) == [FIRST]


def test_a_context_is_named_once_by_the_list_of_its_first_day(store: Store):
    seal(store, FIRST)
    clock = SimulatedClock(MONDAY + DAY)
    Ledger(store, clock, "test").configure(effective(MINE, OTHER), [MINE, OTHER], '{"v":1,"os":"another"}\n')
    seals = Seals(store.connection)
    assert len(seals.contexts_of(FIRST)) == 1
    assert seals.contexts_of(SECOND) == [hashlib.sha256(b'{"v":1,"os":"another"}\n').hexdigest()]


def test_a_seal_is_kept_as_it_was_made_and_never_changed(store: Store):
    seals = seal(store, FIRST)
    kept = seals.of_day(FIRST)
    assert kept is not None
    assert kept.sha256 == hashlib.sha256(kept.text.encode()).hexdigest()
    assert (seals.days(), seals.last_day(), seals.of_day(SECOND)) == ([FIRST], FIRST, None)
    for change in ("UPDATE seals SET signature = 'x'", "DELETE FROM seals"):
        with pytest.raises(sqlite3.IntegrityError, match="seals are never"):
            store.connection.execute(change)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        seals.put(FIRST, "another list", "", MONDAY)


def test_a_list_that_cannot_be_unpacked_is_no_list(store: Store):
    seals = seal(store, FIRST)
    store.connection.execute("DROP TRIGGER seals_are_never_changed")
    store.connection.execute("UPDATE seals SET list = x'00'")
    with pytest.raises(StoreError, match=f"the list of {FIRST} cannot be unpacked"):
        seals.of_day(FIRST)


def test_who_was_asked_before_is_not_owed_again(store: Store):
    seals = seal(store, FIRST, "one")
    seals.owe(list_path(FIRST), "0" * 64, ["one", "two"], MONDAY)
    assert [(stamp.authority, stamp.tries) for stamp in seals.stamps()] == [("one", 0), ("two", 0)]
    assert seals.stamps()[0].sha256 == seals.of_day(FIRST).sha256  # type: ignore[union-attr]


def test_stamps_are_due_when_their_time_has_come(store: Store):
    seals, soon = seal(store, FIRST, "one"), MONDAY + 10 * DAY
    (stamp,) = seals.due(soon)
    seals.failed(stamp, "nobody is there", soon + HOUR)
    assert seals.due(soon) == []
    (again,) = seals.due(soon + HOUR)
    assert (again.tries, again.why, again.state) == (1, "nobody is there", "owed")
    seals.put_off(again, soon + DAY)
    assert [one.tries for one in seals.due(soon + DAY)] == [1], "put off for no fault of its own"
    seals.failed(again, "for ever", None)
    assert seals.due(soon + 99 * DAY) == []
    assert seals.stamps()[0].state == "given-up"


def test_of_two_runs_at_the_same_time_the_first_answer_stays(store: Store):
    """The next list may name that token already: another one in its place would break the chain of lists."""
    seals = seal(store, FIRST, "one")
    (mine,) = (yours,) = seals.due(MONDAY + 10 * DAY)
    assert seals.answered(mine.id, b"q1", b"first", MONDAY)
    assert not seals.answered(yours.id, b"q2", b"second", MONDAY)
    verified(seals, mine)
    seals.failed(yours, "it did not answer me", MONDAY + 11 * DAY)
    (stamp,) = seals.stamps()
    assert (stamp.state, stamp.answer, stamp.tries) == ("verified", b"first", 0)


def test_what_was_verified_of_another_answer_is_not_written_to_this_one(store: Store):
    seals = seal(store, FIRST, "one")
    (stamp,) = seals.stamps()
    seals.answered(stamp.id, b"q", b"garbage", MONDAY)
    stale = seals.stamps()[0]
    seals.failed(stale, "garbage", MONDAY)
    seals.answered(stamp.id, b"q", b"token", MONDAY)
    seals.verified(stale, stamped_at=MONDAY, certificates="", not_after=None, why="")
    assert (seals.stamps()[0].state, seals.stamps()[0].answer) == ("answered", b"token")


def test_a_revocation_list_is_kept_once_as_long_as_it_is_the_same(store: Store):
    seals = Seals(store.connection)
    assert seals.revocations("one") is None
    for number, content in enumerate((b"first", b"first", b"second")):
        seals.put_revocations("one", MONDAY + number * DAY, "http://127.0.0.1/crl", content)
    assert seals.revocations("one") == b"second"
    assert store.connection.execute("SELECT count(*) FROM revocations").fetchone() == (2,)


def test_publications_are_owed_done_tried_again_and_given_up(store: Store):
    seals, later = seal(store, FIRST), MONDAY + DAY
    seals.owe_publication(FIRST, ["www", "git"], MONDAY)
    seals.owe_publication(FIRST, ["www"], later)
    assert seals.publications_due(MONDAY) == [(FIRST, "git", 0), (FIRST, "www", 0)]
    seals.published(FIRST, "www", MONDAY)
    seals.not_published(FIRST, "git", "no remote", later)
    assert (seals.publications_due(MONDAY), seals.publications_due(later)) == ([], [(FIRST, "git", 1)])
    seals.not_published(FIRST, "git", "gone", None)
    assert seals.publications() == [(FIRST, "git", "given-up", "gone"), (FIRST, "www", "done", "")]


@pytest.mark.parametrize(
    ("moment", "day"),
    [(MONDAY, FIRST), (datetime.fromisoformat("2018-10-02T01:30:00+02:00"), FIRST)],
)
def test_days_are_those_of_utc(moment: datetime, day: str):
    assert utc_day(moment) == day
