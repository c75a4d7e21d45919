"""A story is lived through with a hundred kills, services out of order and a locked file: nothing is lost or made up.

What is expected comes from the same story, lived through undisturbed. ``SLOTWATCH_FAULT_SEED`` names another seed.
"""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import threading
import time
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random

import pytest

from monitor.notify.messages import compose
from monitor.store.owed import Owed
from tests.support.audit import audit, derived
from tests.support.disturbed import PATIENCE, Disturbed, Lives, Services, words_of
from tests.support.faulty_monitor import Life
from tests.support.faulty_story import written
from tests.support.playing import incidents, owed
from tests.support.receivers import an_http_receiver, an_smtp_receiver
from tests.support.ways import a_way

SEED = int(os.environ.get("SLOTWATCH_FAULT_SEED", "2018"))
MONITOR = (
    *[("configured", "before"), ("configured", "inside"), ("configured", "after")] * 2,
    *[("minded", "before"), ("minded", "after")],
    *[("held", "before"), ("held", "after"), ("released", "before"), ("released", "after")] * 2,
    *[("looked", "before"), ("looked", "inside"), ("looked", "after")] * 5,
    *[("owed", "before"), ("owed", "inside"), ("owed", "after")] * 7,
)
"""Where the monitor is killed: at each kind of transaction, and on each side of its COMMIT."""
MIGRATED = (("migrated", "before"), ("migrated", "after"))
"""Where it is killed at first."""
SENDER = (
    *[("begun", "before"), ("begun", "after")] * 2,
    *[("composing", "before")] * 4,
    *[("claimed", "before"), ("claimed", "inside"), ("claimed", "after")] * 4,
    *[("sending", "before")] * 8,
    *[("failed", "before"), ("failed", "inside"), ("failed", "after")] * 2,
    *[("marked", "before"), ("marked", "inside"), ("marked", "after")] * 4,
)
"""Where the sender is killed; ``sending`` is within the second after a delivery began."""
STORE = "slotwatch.sqlite3"


@dataclass(frozen=True)
class Outcome:
    """The story, lived through twice."""

    calm: Path
    path: Path
    told: dict[str, list[tuple[str, str]]]
    killed: Counter[str]
    locks: Counter[str]
    seconds: float

    def messages(self, receiver: str) -> dict[tuple[str, str], list[str]]:
        """By title and words of each message that the store knows of: the keys of what it tells."""
        column = "text" if receiver == "web" else "html"
        sql = (
            f"SELECT m.title, m.{column}, n.key FROM notifications n JOIN messages m ON m.id = n.message"
            " WHERE n.receiver = ? AND n.state = 'sent' AND m.sent_at IS NOT NULL ORDER BY m.id, n.id"
        )
        with closing(sqlite3.connect(self.path)) as connection:
            rows = connection.execute(sql, [receiver]).fetchall()
        messages = groupby(rows, lambda row: words_of(row[0], row[1]))
        return {words: [key for *_, key in told] for words, told in messages}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    begins = time.monotonic()
    print("seed", SEED)
    dice = Random(SEED)
    calm, stormy = tmp_path_factory.mktemp("calm"), tmp_path_factory.mktemp("stormy")
    monitor_plan, sender_plan = dice.sample(MONITOR, len(MONITOR)), dice.sample(SENDER, len(SENDER))
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP))
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        web, mail = stack.enter_context(an_http_receiver()), stack.enter_context(an_smtp_receiver())
        no = b"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ways = (
            stack.enter_context(a_way(web.port, no, lambda: len(web.accepted))),
            stack.enter_context(a_way(mail.port, b"421 later\r\n", lambda: len(mail.mails))),
        )
        services = Services(web, mail, ways)
        config = written(f"http://127.0.0.1:{listener.getsockname()[1]}", *(one.url for one in services.receivers))
        for folder in (calm, stormy):
            (folder / "config.toml").write_text(config, encoding="utf-8")
        undisturbed = Lives(calm, listener)
        stack.callback(undisturbed.close)
        assert undisturbed.live(Life("monitor")) == 0
        monitor, sender = Lives(stormy, listener), Lives(stormy, listener)
        stack.callback(monitor.close)
        stack.callback(sender.close)
        disturbed = Disturbed(stormy / STORE, monitor, sender, services, SEED)
        sending = threading.Thread(target=disturbed.send, args=[sender_plan], daemon=True)
        for kind, side in MIGRATED:
            monitor.live(Life("monitor", kind, side))
        sending.start()
        disturbed.watch(monitor_plan, len(sender_plan))
        sending.join(PATIENCE)
        assert not sending.is_alive()
        disturbed.go_on()
        killed, seconds = monitor.killed + sender.killed, time.monotonic() - begins
        return Outcome(calm / STORE, stormy / STORE, services.told(), killed, disturbed.locks, seconds)


def test_all_kills_took_place(outcome: Outcome):
    assert sum(outcome.killed.values()) >= 100, f"seed {SEED}: {outcome.killed}"
    assert set(outcome.killed) == {f"{kind} {side}" for kind, side in (*MONITOR, *SENDER, *MIGRATED)}
    assert outcome.locks["taken"] == 5
    print(f"seed {SEED}: {outcome.seconds:.0f} s", *sorted(outcome.killed.items()), outcome.locks, sep="\n  ")
    for receiver, messages in outcome.told.items():
        print(f"  {receiver}: {len(messages)} messages taken, {len(set(messages))} different")


@pytest.mark.parametrize("receiver", ["web", "mail"])
def test_every_expected_notification_arrived(outcome: Outcome, receiver: str):
    known, arrived = outcome.messages(receiver), set(outcome.told[receiver])
    told = [key for words in arrived for key in known.get(words, ())]
    expected = [row.key for row in owed(outcome.calm, receiver)]
    assert len(expected) > 100, "enough to lose"
    assert sorted(told) == sorted(expected), f"seed {SEED}"


@pytest.mark.parametrize("receiver", ["web", "mail"])
def test_what_belongs_together_arrived_in_its_order(outcome: Outcome, receiver: str):
    known, subjects = outcome.messages(receiver), {row.key: row.subject for row in owed(outcome.calm, receiver)}
    arrived = dict.fromkeys(key for words in outcome.told[receiver] for key in known[words])
    by_subject = sorted(arrived, key=subjects.__getitem__)  # which leaves those of one subject as they came
    assert by_subject == sorted(subjects, key=subjects.__getitem__), f"seed {SEED}"


@pytest.mark.parametrize("receiver", ["web", "mail"])
def test_duplicates_have_the_same_reference_and_the_same_words(outcome: Outcome, receiver: str):
    known = outcome.messages(receiver)
    assert set(outcome.told[receiver]) == set(known), f"seed {SEED}: every message is one that the store knows of"
    references = [_reference(words) for words in known]
    assert len(set(references)) == len(references), f"seed {SEED}: other words have another reference"
    assert len(outcome.told[receiver]) > len(known), "there were duplicates: else this test shows nothing"


@pytest.mark.parametrize(("receiver", "language"), [("web", "en"), ("mail", "fr")])
def test_no_message_says_what_the_undisturbed_monitor_would_not_say(outcome: Outcome, receiver: str, language: str):
    rows = {row.key: row for row in owed(outcome.calm, receiver)}
    for words, keys in outcome.messages(receiver).items():
        subjects: dict[str, list[Owed]] = {}
        for key in keys:
            subjects.setdefault(rows[key].subject, []).append(rows[key])
        said = [compose(kind, _reference(words), [*subjects.values()], language) for kind in ("single", "digest")]
        composed = [words_of(one.title, one.text if receiver == "web" else one.html) for one in said]
        assert words in composed, f"seed {SEED}"


def test_incidents_rule_states_and_all_else_are_those_of_the_undisturbed_monitor(outcome: Outcome):
    assert len(incidents(outcome.calm)) > 40
    assert derived(outcome.path) == derived(outcome.calm), f"seed {SEED}"
    assert _notifications(outcome.path) == _notifications(outcome.calm), f"seed {SEED}"


def test_the_sealed_chain_is_whole(outcome: Outcome):
    assert audit(outcome.path) == audit(outcome.calm) > 800, f"seed {SEED}"


def _reference(words: tuple[str, str]) -> str:
    found = re.search(r"(?:Reference|Référence)\s*: (?:<[^>]*>)?([^<\s]+?)\.\s", words[1])
    assert found, words[1][-400:]
    return found[1]


def _notifications(path: Path) -> list[tuple[object, ...]]:
    sql = "SELECT key, receiver, subject, rule, change, urgent, severity, language, owed_at, facts FROM notifications"
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"{sql} ORDER BY id").fetchall()
