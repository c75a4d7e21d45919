"""The sender as a real process, with real receivers on loopback that fail, hang and recover, and kills at any point."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from monitor.config.settings import NotifySettings, Receiver
from monitor.notify.dispatch import back_off
from monitor.notify.orders import Orders, Pace
from monitor.store.outbox import Outbox, queue
from monitor.store.owed import Owed
from monitor.store.writer import Store
from tests.support.owing import a_receiver, an_owed, as_row
from tests.support.receivers import HttpReceiver, an_http_receiver, an_smtp_receiver

FAST = Pace(poll=0.05, limit=8.0, first_wait=0.2, longest_wait=0.4, grace=3.0)
AT_ONCE = NotifySettings(group=timedelta(0))
PATIENCE = 25.0


def now(ago: timedelta = timedelta(0)) -> datetime:
    return datetime.now(UTC) - ago


def until(condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> None:
    ends_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends_at, f"waited too long: {what}"
        time.sleep(0.02)


class Outside:
    """The daemon's side: owes to a database file, and starts senders on it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "slotwatch.db"
        self.store = Store(self.path)
        self.log = folder / "log"
        self._rows = 0

    def owe(self, subject: str, receiver: str = "web", change: str = "firing", **values: Any) -> str:
        """Returns the key of what is owed."""
        self._rows += 1
        owed: Owed = an_owed(self._rows, subject, change, receiver=receiver, **{"owed_at": now(), **values})
        with self.store.atomic():
            Outbox(self.store).owe([as_row(owed)])
        return owed.key

    def states(self) -> dict[str, str]:
        return dict(self.store.connection.execute("SELECT key, state FROM notifications"))

    def all_sent(self) -> bool:
        return set(self.states().values()) == {"sent"}

    def failures(self, receiver: str) -> int:
        return Outbox(self.store).receiver_state(receiver).failures

    @contextmanager
    def sender(
        self, *receivers: Receiver, notify: NotifySettings = AT_ONCE, pace: Pace = FAST, kill_at: int | None = None
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A sender that works as long as the block runs, unless it is killed; its stdin's end stops it."""
        arguments = [] if kill_at is None else [str(kill_at)]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.running_sender", *arguments], stdin=subprocess.PIPE, stderr=log
            )
        assert process.stdin is not None
        try:
            process.stdin.write(Orders(self.path, receivers, notify, pace).line())
            process.stdin.flush()
            yield process
        finally:
            process.stdin.close()
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()
                process.wait()


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    outside = Outside(tmp_path)
    yield outside
    outside.store.close()


def web(service: HttpReceiver, name: str = "web", **settings: Any) -> Receiver:
    return a_receiver(name, service.url, **settings)


def told(service: HttpReceiver) -> list[list[str]]:
    """The notifications' keys in each message that was accepted."""
    return [" ".join(text.split("\n")[1:]).split() for text in service.texts()]


# What arrives


def test_what_is_owed_arrives_and_is_marked(outside: Outside) -> None:
    before = outside.owe("s1")
    with an_http_receiver() as service, outside.sender(web(service)) as process:
        until(outside.all_sent, "what was owed before")
        after = outside.owe("s2")
        until(outside.all_sent, "what was owed while it ran")
        assert process.poll() is None
    assert told(service) == [[before], [after]]
    assert process.returncode == 0, "stdin's end is a clean end"


def test_mail_and_web_receivers_each_get_theirs(outside: Outside) -> None:
    outside.owe("s1", "post")
    outside.owe("s1", "web", language="fr")
    with (
        an_http_receiver() as service,
        an_smtp_receiver() as mail,
        outside.sender(web(service), a_receiver("post", mail.url)),
    ):
        until(outside.all_sent, "both")
    assert service.accepted[0]["title"] == "single fr"
    assert mail.mails[0]["Subject"] == "single en"
    assert [row[0] for row in outside.store.connection.execute("SELECT text FROM messages ORDER BY text")] == [
        "[s1/firing]\ns1/firing/post",
        "[s1/firing]\ns1/firing/web",
    ]


def test_the_same_rule_firing_for_many_targets_is_one_message(outside: Outside) -> None:
    keys = [outside.owe(f"s{number}") for number in range(5)]
    with an_http_receiver() as service, outside.sender(web(service), notify=NotifySettings(timedelta(seconds=1))):
        keys.append(outside.owe("s5"))
        until(outside.all_sent, "the group")
    assert told(service) == [keys]
    assert service.accepted[0]["title"] == "group en"


# Receivers that fail, hang, recover, or are gone


def test_a_receiver_that_fails_gets_one_message_when_it_recovers(outside: Outside) -> None:
    outside.owe("s1")
    with an_http_receiver(lambda _: 500) as service, outside.sender(web(service)):
        until(lambda: outside.failures("web") >= 2, "failures")
        assert set(outside.states().values()) == {"owed"}
        outside.owe("s2", rule="down")
        outside.owe("s1", change="resolved")
        time.sleep(0.3)
        service.behave = lambda _: 200
        until(outside.all_sent, "recovery")
        state = Outbox(outside.store).receiver_state("web")
    assert told(service) == [["s1/firing/web", "s1/resolved/web", "s2/firing/web"]]
    assert (state.failures, state.next_try_at, state.last_error) == (0, None, "")


def test_a_hung_receiver_is_killed_and_delays_nobody(outside: Outside) -> None:
    outside.owe("s1", "hung")
    pace = Pace(poll=0.05, limit=2.0, first_wait=0.1, longest_wait=0.2)
    with (
        an_http_receiver(lambda _: None) as hung,
        an_http_receiver() as service,
        outside.sender(web(hung, "hung"), web(service), pace=pace),
    ):
        until(lambda: hung.asked, "the hung one was asked")
        outside.owe("s1", "web")
        until(service.texts, "the other one")
        assert outside.failures("hung") == 0, "it still hung then"
        until(lambda: outside.failures("hung") == 1, "its end")
        outside.owe("s2", "hung")
        hung.behave = lambda _: 200
        until(outside.all_sent, "recovery")
    assert told(hung) == [["s1/firing/hung"], ["s2/firing/hung"]]
    assert [one["message"] for one in hung.asked[:-1]] == [hung.asked[0]["message"]] * (len(hung.asked) - 1), (
        "it may have taken the first one: nothing but that very message came until it answered"
    )


def test_five_days_of_backlog_become_one_message(outside: Outside) -> None:
    subjects = [(f"s{day}", f"rule-{day % 3}", now(timedelta(days=5 - day))) for day in range(5)]
    keys = [outside.owe(subject, rule=rule, owed_at=at) for subject, rule, at in subjects]
    with an_http_receiver() as service, outside.sender(web(service)):
        until(outside.all_sent, "the backlog")
    assert told(service) == [keys]


def test_what_was_never_tried_is_tried_once_however_old_and_then_given_up(outside: Outside) -> None:
    key = outside.owe("s1", owed_at=now(timedelta(days=8)))
    young = outside.owe("s2")
    with an_http_receiver(lambda _: 500) as service, outside.sender(web(service)):
        until(lambda: outside.states()[key] == "dead", "the end")
        why = next(row["why"] for row in queue(outside.store.connection) if row["key"] == key)
        service.behave = lambda _: 200
        until(lambda: outside.states()[young] == "sent", "what is not too old")
    assert why == "not delivered for 7 days: Failed to send JSON POST notification: Internal server error., error=500."
    assert told(service) == [[young]]


def test_what_is_owed_to_a_receiver_that_was_removed_is_a_dead_letter(outside: Outside) -> None:
    gone, kept = outside.owe("s1", "gone"), outside.owe("s1")
    with an_http_receiver() as service, outside.sender(web(service)):
        until(lambda: outside.states() == {gone: "dead", kept: "sent"}, "both ends")


def test_a_dead_letter_is_sent_when_a_person_says_so(outside: Outside) -> None:
    outside.owe("s1", "gone")
    with an_http_receiver() as service:
        with outside.sender(web(service)):
            until(lambda: set(outside.states().values()) == {"dead"}, "given up")
        with outside.sender(web(service, "gone")):
            Outbox(outside.store).retry([1], now())
            until(outside.all_sent, "told after all")


def test_a_message_without_words_is_our_fault_and_stops_nobody_else(outside: Outside) -> None:
    bad, good = outside.owe("unspeakable", "press"), outside.owe("s1")
    with an_http_receiver() as service, outside.sender(web(service), web(service, "press")):
        until(lambda: outside.failures("press") >= 1 and outside.states()[good] == "sent", "both")
        assert outside.states()[bad] == "owed"
        assert "could not be composed" in Outbox(outside.store).receiver_state("press").last_error


# The process itself


def test_a_locked_database_delays_and_loses_nothing(outside: Outside) -> None:
    outside.owe("s1")

    def slowly(_: dict[str, Any]) -> int:
        time.sleep(0.5)
        return 200

    with an_http_receiver(slowly) as service, outside.sender(web(service)):
        until(lambda: service.asked, "the delivery")
        with outside.store.atomic():  # it cannot mark what it sent, for longer than it waits for a lock
            until(lambda: "locked by another process" in outside.log.read_text(), "that it is noticed")
            assert service.accepted
        until(outside.all_sent, "the mark")
    assert len(service.asked) == 1, "what waits to be marked is not sent again"


def test_the_next_sender_waits_for_the_end_of_the_one_before(outside: Outside) -> None:
    outside.owe("s1")
    with an_http_receiver(lambda _: None) as service, outside.sender(web(service)) as first:
        until(lambda: service.asked, "the first one at work")
        with outside.sender(web(service)) as second:
            outside.owe("s2")
            time.sleep(0.5)
            assert (len(service.asked), first.poll(), second.poll()) == (1, None, None)
            service.behave = lambda _: 200
            os.kill(first.pid, signal.SIGKILL)
            until(outside.all_sent, "the second one takes over")
    assert told(service) == [["s1/firing/web"], ["s2/firing/web"]]


def test_sigterm_lets_what_is_under_way_arrive(outside: Outside) -> None:
    outside.owe("s1")

    def slowly(_: dict[str, Any]) -> int:
        os.kill(process.pid, signal.SIGTERM)
        time.sleep(0.3)
        return 200

    with an_http_receiver() as service, outside.sender(web(service)) as process:
        service.behave = slowly
        process.wait(PATIENCE)
    assert process.returncode == 0
    assert outside.all_sent()


def test_what_hangs_is_abandoned_when_the_sender_is_stopped(outside: Outside) -> None:
    outside.owe("s1")
    pace = Pace(poll=0.05, grace=0.2)
    with an_http_receiver(lambda _: None) as service, outside.sender(web(service), pace=pace) as process:
        until(lambda: service.asked, "the delivery")
        os.kill(process.pid, signal.SIGTERM)
        process.wait(5)
    assert process.returncode == 0
    assert set(outside.states().values()) == {"owed"}


def test_no_secret_is_on_a_command_line_in_the_environment_or_in_the_log(outside: Outside) -> None:
    outside.owe("s1")
    with an_http_receiver(lambda _: None) as service, outside.sender(web(service)) as process:
        until(lambda: service.asked, "the delivery")
        (child,) = children(process.pid)
        for number in (process.pid, child):
            for name in ("cmdline", "environ"):
                assert b"s3cret-path" not in Path(f"/proc/{number}/{name}").read_bytes()
        service.over.set()
        until(lambda: outside.failures("web") >= 1, "the failure")
    assert "s3cret" not in outside.log.read_text()
    assert "web was not told" in outside.log.read_text()
    assert b"s3cret" not in b"".join(file.read_bytes() for file in outside.path.parent.glob("slotwatch.db*"))


def test_a_delivery_has_none_of_the_senders_files_open(outside: Outside) -> None:
    outside.owe("s1")
    with an_http_receiver(lambda _: None) as service, outside.sender(web(service)) as process:
        until(lambda: service.asked, "the delivery")
        (child,) = children(process.pid)
        opened = {number: " ".join(open_files(number)) for number in (process.pid, child)}
        assert "slotwatch.db.sender" in opened[process.pid]
        assert "slotwatch.db" not in opened[child]
        service.over.set()


def test_the_resident_process_loads_none_of_the_heavy_libraries() -> None:
    code = "import sys, monitor.notify.sender; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"apprise", "pydantic", "httpx", "requests", "bs4", "lxml", "typer", "ctypes"}
    assert not heavy & set(loaded)
    assert "monitor.notify.dispatch" in loaded


def test_an_idle_sender_costs_next_to_nothing(outside: Outside) -> None:
    outside.owe("s1", urgent=False, owed_at=now())
    pace = Pace(poll=0.02)
    with an_http_receiver() as service, outside.sender(web(service), pace=pace) as process:
        until(lambda: "slotwatch.db.sender" in str(list(outside.path.parent.iterdir())), "its start")
        time.sleep(0.3)
        before = cpu_seconds(process.pid)
        time.sleep(1.0)
        assert cpu_seconds(process.pid) - before < 0.1, "fifty wakes in a second, each one question to the database"


def test_orders_go_through_a_pipe_unchanged() -> None:
    from datetime import time as clock

    receivers = (a_receiver(quiet=(clock(22), clock(7)), digest_at=clock(9, 30)), a_receiver("press", private=True))
    orders = Orders(Path("slotwatch.db"), receivers, NotifySettings(timedelta(minutes=1), timedelta(days=3)), FAST)
    line = orders.line()
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert Orders.of(line) == orders
    assert "s3cret" not in repr(orders)


def test_back_off_doubles_to_hours_and_never_in_step() -> None:
    dice, pace = Random(1), Pace()
    for failures, seconds in [(1, 30), (2, 60), (5, 480), (10, 4 * 3600), (10_000, 4 * 3600)]:
        waits = [back_off(failures, dice, pace).total_seconds() for _ in range(200)]
        assert seconds * 0.8 <= min(waits) < seconds * 0.85
        assert seconds * 1.15 < max(waits) <= seconds * 1.2


# Kill -9 at any point


def test_a_sender_killed_while_it_sends_takes_its_delivery_along(outside: Outside) -> None:
    outside.owe("s1")
    with an_http_receiver(lambda _: None) as service, outside.sender(web(service)) as process:
        until(lambda: service.asked, "the delivery")
        (child,) = children(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        until(lambda: not is_running(child), "the end of the delivery", seconds=5)


def test_a_message_accepted_but_not_marked_comes_again_byte_for_byte(outside: Outside) -> None:
    outside.owe("s1")

    def accept_and_kill(_: dict[str, Any]) -> int:
        os.kill(process.pid, signal.SIGKILL)
        return 200

    with an_http_receiver(accept_and_kill) as service:
        with outside.sender(web(service)) as process:
            until(lambda: process.poll() is not None, "the kill")
        service.behave = lambda _: 200
        outside.owe("s1", change="resolved")
        with outside.sender(web(service)):
            until(outside.all_sent, "the next sender")
    assert told(service) == [["s1/firing/web"], ["s1/firing/web"], ["s1/resolved/web"]]
    assert service.accepted[0] == service.accepted[1]


def test_a_message_in_doubt_stays_the_same_however_often_it_is_refused(outside: Outside) -> None:
    outside.owe("s1")

    def accept_and_kill(_: dict[str, Any]) -> int:
        os.kill(process.pid, signal.SIGKILL)
        return 200

    with an_http_receiver(accept_and_kill) as service:
        with outside.sender(web(service)) as process:
            until(lambda: process.poll() is not None, "the kill")
        service.behave = lambda _: 500
        outside.owe("s2")
        with outside.sender(web(service)):
            until(lambda: outside.failures("web") >= 2, "refusals")
            service.behave = lambda _: 200
            until(outside.all_sent, "recovery")
    assert told(service) == [["s1/firing/web"], ["s1/firing/web"], ["s2/firing/web"]]


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_by_kills_before_any_statement_and_duplicates_have_the_same_key(
    outside: Outside, seed: int
) -> None:
    """A message costs about a dozen statements, from its claim to its mark; each run is killed before one of them."""
    dice = Random(seed)
    print("seed", seed)
    calmly = Pace(poll=5.0)  # so that the statements are those of messages, not of waiting
    expected = [outside.owe("s1"), outside.owe("s2", rule="down")]
    kills = 0
    with an_http_receiver() as service:
        for round_number in range(4):
            with outside.sender(web(service), pace=calmly, kill_at=dice.randint(1, 14)) as process:
                until(lambda: process.poll() is not None or outside.all_sent(), "a kill or the end")
            kills += process.returncode == -signal.SIGKILL
            expected.append(outside.owe(f"r{round_number}", change=dice.choice(["firing", "resolved"])))
        with outside.sender(web(service)):
            until(outside.all_sent, "the rest")
    assert kills, "no run was killed: the test shows nothing"
    by_key: dict[str, set[str]] = {}
    for message in service.accepted:
        by_key.setdefault(message["message"].split("\n")[0], set()).add(json.dumps(message, sort_keys=True))
    assert {len(bodies) for bodies in by_key.values()} == {1}, "the same key is the same message, byte for byte"
    once = [key for bodies in by_key.values() for body in bodies for key in json.loads(body)["message"].split()[1:]]
    assert sorted(once) == sorted(expected), "each notification in exactly one message"


def children(parent: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def open_files(number: int) -> list[str]:
    return [str(link.readlink()) for link in Path(f"/proc/{number}/fd").iterdir()]


def is_running(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def cpu_seconds(number: int) -> float:
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / float(os.sysconf("SC_CLK_TCK"))
