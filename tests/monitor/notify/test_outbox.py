"""The outbox over real files: what is owed stays owed until it is sent, given up or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.store.errors import StoreError
from monitor.store.outbox import Outbox, queue
from monitor.store.owed import Outgoing, Owed, ReceiverState
from monitor.store.writer import Store
from tests.support.owing import START, an_owed, as_row

MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "slotwatch.db") as store:
        yield store


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return Outbox(store)


def owe(store: Store, *rows: Owed) -> None:
    with store.atomic():
        Outbox(store).owe(map(as_row, rows))


def claim(outbox: Outbox, *rows: int, key: str = "k", receiver: str = "lawyers") -> Outgoing:
    message = outbox.claim(receiver, key, rows, title="T", text="t", html="h", now=START)
    assert message is not None
    return message


def states(outbox: Outbox) -> dict[int, str]:
    return dict(outbox._sql.execute("SELECT id, state FROM notifications"))


def test_what_is_owed_is_read_back_in_its_order(store: Store, outbox: Outbox) -> None:
    rows = [an_owed(1, facts={"at": "é"}), an_owed(2, change="resolved", urgent=False, language="fr")]
    owe(store, *rows, an_owed(3, receiver="press"))
    assert outbox.owed("lawyers") == rows
    assert set(outbox.waiting()) == {"lawyers", "press"}


def test_the_same_is_owed_once(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1))
    owe(store, an_owed(1), an_owed(2, "s2"))
    assert [row.subject for row in outbox.owed("lawyers")] == ["palaiseau/no_slots/1", "s2"]


def test_a_debt_is_undone_with_the_look_that_caused_it(store: Store, outbox: Outbox) -> None:
    def look() -> None:
        with store.atomic():
            outbox.owe([as_row(an_owed(1))])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        look()
    assert not outbox.waiting()


def test_a_row_that_is_no_notification_is_refused_not_ignored(store: Store, outbox: Outbox) -> None:
    import sqlite3

    with pytest.raises(sqlite3.IntegrityError), store.atomic():
        outbox.owe([{**as_row(an_owed(1)), "severity": "awful"}])


def test_only_what_another_connection_commits_is_a_change(store: Store, outbox: Outbox) -> None:
    assert outbox.changed()
    assert not outbox.changed()
    with Store(store.path) as other:
        owe(other, an_owed(1))
    assert outbox.changed()
    assert not outbox.changed()


def test_something_new_changes_a_receivers_mark(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1), an_owed(2, receiver="press"))
    before = outbox.waiting()
    owe(store, an_owed(3, "s3"))
    after = outbox.waiting()
    assert before["lawyers"] != after["lawyers"]
    assert before["press"] == after["press"]


def test_a_claimed_message_waits_to_be_sent_as_it_is(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1), an_owed(2, "s2"))
    message = claim(outbox, 1)
    assert outbox.unsent("lawyers") == message
    assert outbox.unsent("press") is None
    assert [row.id for row in outbox.owed("lawyers")] == [2]
    assert [row.id for row in outbox.claimed(message)] == [1]


def test_the_same_may_be_told_to_two_receivers(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1), an_owed(2, receiver="press"))
    claim(outbox, 1, key="palaiseau/no_slots/1/firing")
    claim(outbox, 2, key="palaiseau/no_slots/1/firing", receiver="press")
    keys = [row[0] for row in store.connection.execute("SELECT key FROM messages ORDER BY id")]
    assert keys == ["palaiseau/no_slots/1/firing/lawyers", "palaiseau/no_slots/1/firing/press"]


def test_what_one_message_tells_no_other_does(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1), an_owed(2, "s2"))
    claim(outbox, 1)
    assert outbox.claim("lawyers", "other", [1, 2], title="T", text="t", html="h", now=START) is None
    assert [row.id for row in outbox.owed("lawyers")] == [2]


def test_what_was_dropped_meanwhile_is_not_claimed(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1), an_owed(2, "s2"))
    outbox.drop([2], "by hand", START)
    assert outbox.claim("lawyers", "k", [1, 2], title="T", text="t", html="h", now=START) is None
    assert outbox.unsent("lawyers") is None


def test_sent_is_sent_and_ends_a_row_of_failures(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1))
    outbox.failed(claim(outbox, 1), "error 500", START, START + MINUTE, keep=False)
    outbox.sent(claim(outbox, 1), START + MINUTE, digest=True)
    assert states(outbox) == {1: "sent"}
    assert not outbox.waiting()
    assert outbox.unsent("lawyers") is None
    assert outbox.receiver_state("lawyers") == ReceiverState(last_tried_at=START + MINUTE)


def test_a_failure_frees_what_the_message_told(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1), an_owed(2, "s2"))
    for failures in (1, 2):
        outbox.failed(claim(outbox, 1), "error 500", START, START + MINUTE, keep=False)
        assert outbox.receiver_state("lawyers") == ReceiverState(failures, START + MINUTE, "error 500", START)
    assert outbox.unsent("lawyers") is None
    assert [row.id for row in outbox.owed("lawyers")] == [1, 2]


def test_a_message_that_may_have_arrived_is_kept_as_it_is(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1))
    message = claim(outbox, 1)
    outbox.failed(message, "no answer", START, START + MINUTE, keep=True)
    assert outbox.unsent("lawyers") == message
    assert outbox.receiver_state("lawyers").failures == 1


def test_dead_letters_are_shown_and_can_be_owed_anew(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1), an_owed(2, "s2"))
    outbox.failed(claim(outbox, 1), "error 500", START, START + MINUTE, keep=True)
    outbox.give_up([1], "not delivered for 7 days: error 500", START)
    assert outbox.unsent("lawyers") is None, "a message that was given up is not sent by the next sender"
    shown = [(row["id"], row["state"], row["why"], row["failures"]) for row in queue(store.connection)]
    assert shown == [(1, "dead", "not delivered for 7 days: error 500", 1), (2, "owed", "", 1)]

    assert outbox.retry([1, 2], START + MINUTE) == 1, "the other one is owed already"
    assert [(row.id, row.owed_at) for row in outbox.owed("lawyers")] == [(1, START + MINUTE), (2, START)]
    assert outbox.receiver_state("lawyers").next_try_at is None, "it is tried without delay"


def test_a_person_may_drop_what_is_owed_or_dead_and_change_their_mind(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1), an_owed(2, "s2"), an_owed(3, "s3"))
    outbox.give_up([2], "too old", START)
    assert outbox.drop([1, 2], "no longer wanted", START) == 2
    assert states(outbox) == {1: "dropped", 2: "dropped", 3: "owed"}
    assert outbox.retry([1], START) == 1
    assert [row.id for row in outbox.owed("lawyers")] == [1, 3]


def test_dropping_one_of_a_messages_notifications_frees_the_others(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1), an_owed(2, "s2"))
    message = claim(outbox, 1, 2)
    outbox.drop([1], "by hand", START)
    assert outbox.unsent("lawyers") is None
    assert [row.id for row in outbox.owed("lawyers")] == [2]
    outbox.sent(message, START)
    assert states(outbox) == {1: "dropped", 2: "sent"}, "it was on its way: what was told is told"


def test_what_was_sent_can_neither_be_dropped_nor_given_up_nor_retried(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1))
    outbox.sent(claim(outbox, 1), START)
    outbox.give_up([1], "too old", START)
    assert outbox.drop([1], "by hand", START) == 0
    assert outbox.retry([1], START) == 0
    assert states(outbox) == {1: "sent"}


def test_what_is_owed_to_nobody_known_is_given_up_with_that_reason(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1), an_owed(2, receiver="gone"), an_owed(3, "s3", receiver="gone"))
    claim(outbox, 2, receiver="gone")
    assert outbox.give_up_all_but(["lawyers"], START) == ["gone"]
    assert states(outbox) == {1: "owed", 2: "dead", 3: "dead"}
    assert outbox.unsent("gone") is None
    why = {row["why"] for row in queue(store.connection) if row["state"] == "dead"}
    assert why == {"receiver 'gone' is not in the configuration"}


def test_a_locked_database_is_an_error_in_words_and_changes_nothing(store: Store, outbox: Outbox) -> None:
    owe(store, an_owed(1))
    message = claim(outbox, 1)
    store.connection.execute("PRAGMA busy_timeout = 20")
    with Store(store.path) as other, other.atomic(), pytest.raises(StoreError, match="locked by another process"):
        outbox.sent(message, START)
    assert states(outbox) == {1: "owed"}
    assert outbox.unsent("lawyers") == message
