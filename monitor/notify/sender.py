"""The sender: a process of its own that empties the outbox, so that no receiver ever delays a look.

``python -m monitor.notify.sender`` reads ``Orders`` as one line on stdin and works until stdin ends (whoever started it
stopped it or died) or SIGTERM comes. It loads neither apprise nor a validation library: those are loaded by the
short-lived processes that deliver.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from random import Random
from select import select

from monitor import logs
from monitor.clock import Clock, SystemClock
from monitor.notify.courier import Courier
from monitor.notify.dispatch import Compose, Sender
from monitor.notify.orders import Orders, Pace
from monitor.store.errors import StoreError
from monitor.store.outbox import Outbox
from monitor.store.writer import Store

log = logging.getLogger(__name__)


class Ears:
    """Hears when to stop: stdin's end or SIGTERM. An interrupt from the keyboard is for whoever started this."""

    def __init__(self, stdin: int) -> None:
        self.stopped = False
        self._stdin = stdin
        self._signals, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda _number, _frame: None)
        signal.set_wakeup_fd(self._wake)

    def read_line(self) -> bytes:
        """The one line on stdin; what is left of it where it ends early."""
        line = b""
        while not line.endswith(b"\n") and (piece := os.read(self._stdin, 65_536)):
            line += piece
        return line

    def listen(self, seconds: float, couriers: Iterable[Courier] = ()) -> None:
        """Wait until the time is over, an answer comes or it is time to stop."""
        sources: list[int | Courier] = [self._stdin, self._signals, *couriers]
        heard, _, _ = select(sources, [], [], seconds)
        if self._signals in heard or (self._stdin in heard and not os.read(self._stdin, 4096)):
            self.stopped = True


def run(compose: Compose, clock: Clock, dice: Random, stdin: int = 0) -> int:
    """Do what the module says; returns the exit code."""
    ears = Ears(stdin)
    line = ears.read_line()
    if not line.endswith(b"\n"):
        return 0  # whoever started this changed its mind
    orders = Orders.of(line)
    store = _open(orders, ears)
    if store is None:
        return 0
    with store:
        lock = _only_sender(orders, ears)
        if lock is None:
            return 0
        sender = Sender(orders, Outbox(store), clock, compose, dice)
        _work(sender, orders, ears)
        _finish(sender, orders.pace, clock)
        os.close(lock)
    return 0


def lock_file(database: Path) -> Path:
    """The empty file beside the database that the one sender of a store holds locked."""
    return database.with_name(f"{database.name}.sender")


def _open(orders: Orders, ears: Ears) -> Store | None:
    while not ears.stopped:
        try:
            return Store(orders.database)
        except StoreError as error:
            log.warning("%s", error)
            ears.listen(orders.pace.poll)
    return None


def _only_sender(orders: Orders, ears: Ears) -> int | None:
    """Wait until no other process empties this outbox. The lock goes with this process, however it ends."""
    file = os.open(lock_file(orders.database), os.O_RDWR | os.O_CREAT, 0o600)
    while not ears.stopped:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.info("another sender is at work; waiting for its end")
            ears.listen(orders.pace.poll)
        else:
            return file
    os.close(file)
    return None


def _work(sender: Sender, orders: Orders, ears: Ears) -> None:
    trouble, pace = "", orders.pace
    while not ears.stopped:
        try:
            seconds, trouble = sender.step(), ""
        except StoreError as error:
            if str(error) != trouble:
                log.warning("%s", error)
            seconds, trouble = pace.poll, str(error)
        if orders.once and not sender.under_way:
            return
        ears.listen(seconds, sender.under_way)


def _finish(sender: Sender, pace: Pace, clock: Clock) -> None:
    """Give deliveries under way a moment; what is not known to have arrived then is sent again by the next sender."""
    ends_at = clock.uptime() + pace.grace
    while sender.under_way and (left := ends_at - clock.uptime()) > 0:
        select(sender.under_way, [], [], left)
        with suppress(StoreError):
            sender.settle()
    sender.abandon()


def main() -> int:
    """The sender as the daemon starts it; its argument is the format of the daemon's log."""
    from monitor.notify.messages import compose

    logs.configure(logs.LogFormat(sys.argv[1]) if sys.argv[1:] else logs.LogFormat.TEXT, logging.INFO)
    return run(compose, SystemClock(), Random())  # noqa: S311 spreads retries; nothing secret depends on it


if __name__ == "__main__":
    sys.exit(main())
