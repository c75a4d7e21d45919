"""Empties the outbox, one pass after the other: composes, sends, then marks. Touches the store, starts deliveries."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from monitor.clock import Clock
from monitor.config.settings import Receiver
from monitor.notify.courier import Courier
from monitor.notify.deliver import Answer, Delivery
from monitor.notify.orders import Orders, Pace
from monitor.notify.plan import Composition, held_until, is_given_up, language_of, not_delivered, plan
from monitor.store.outbox import Outbox
from monitor.store.owed import Outgoing, Owed, ReceiverState

log = logging.getLogger(__name__)

_LOOK_AGAIN_SECONDS = 60.0
"""At least so often what waits for its time is looked at: the clock may be set while it waits."""
_JITTER = 0.2


class Message(Protocol):
    """What a composition becomes."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...


Compose = Callable[[str, str, Sequence[Sequence[Owed]], str], Message]
"""``compose(kind, key, items, language)``, see ``monitor.notify.messages``."""


def back_off(failures: int, dice: Random, pace: Pace) -> timedelta:
    """How long to leave a receiver alone after so many failures in a row: doubling, up to hours, never in step."""
    seconds = min(pace.first_wait * 2.0 ** min(failures - 1, 30), pace.longest_wait)
    return timedelta(seconds=seconds * dice.uniform(1 - _JITTER, 1 + _JITTER))


@dataclass(frozen=True, slots=True)
class _Trip:
    """A message on its way."""

    courier: Courier
    message: Outgoing
    digest: bool
    again: bool
    """It was sent before, and nobody knows whether it arrived."""


class Sender:
    """One pass after the other through what is owed; at most one delivery at a time for each receiver."""

    def __init__(self, orders: Orders, outbox: Outbox, clock: Clock, compose: Compose, dice: Random) -> None:
        self._orders = orders
        self._receivers = {receiver.name: receiver for receiver in orders.receivers}
        self._outbox = outbox
        self._clock = clock
        self._compose = compose
        self._dice = dice
        self._trips: dict[str, _Trip] = {}
        self._arrived: list[tuple[_Trip, Answer]] = []
        """Answers that are not yet written down: until they are, their receivers get nothing else."""
        self._marks: dict[str, tuple[object, ...]] = {}
        self._look_at: dict[str, float] = {}
        """When to plan for a receiver again, on the clock that is never set."""
        self._begun = False
        self._stale = True
        """Whether something may be owed that was not noticed yet."""

    @property
    def under_way(self) -> list[Courier]:
        """Deliveries whose answers are awaited."""
        return [trip.courier for trip in self._trips.values()]

    def step(self) -> float:
        """Do what there is to do now; returns for how many seconds there is nothing, unless an answer comes.

        Raises ``StoreError``; then the same is tried at the next step, and nothing is sent twice meanwhile.
        """
        self.settle()
        if not self._begun:
            self._begin()
        self._notice()
        for name in sorted(self._look_at, key=self._look_at.__getitem__):
            if self._look_at[name] > self._clock.uptime() or len(self._trips) >= self._orders.pace.at_once:
                break
            if name not in self._trips:
                self._look_at[name] = self._clock.uptime() + self._orders.pace.poll  # if the store cannot be read now
                self._serve(self._receivers[name])
        return self._idle()

    def settle(self) -> None:
        """Take the answers that came, and write them down. Raises ``StoreError``: they are kept for the next time."""
        for name, trip in list(self._trips.items()):
            if (answer := trip.courier.poll()) is not None:
                self._arrived.append((trip, answer))
                del self._trips[name]
        while self._arrived:
            self._write_down(*self._arrived[0])
            name = self._arrived.pop(0)[0].message.receiver
            self._look_at[name] = self._clock.uptime()

    def abandon(self) -> None:
        """End what is under way: it is sent again, as it is, by the next sender."""
        for trip in self._trips.values():
            trip.courier.kill()
        self._trips.clear()

    def _begin(self) -> None:
        for name in self._outbox.give_up_all_but(self._receivers, self._clock.now()):
            log.warning("gave up what was owed to %s: no such receiver is in the configuration", name)
        self._begun = True

    def _notice(self) -> None:
        """Find out for whom there is something new."""
        self._stale = self._outbox.changed() or self._stale
        if not self._stale:
            return
        marks = self._outbox.waiting()
        self._stale = False
        for name, mark in marks.items():
            if name in self._receivers and self._marks.get(name) != mark:
                self._look_at[name] = self._clock.uptime()
        self._marks = marks

    def _serve(self, receiver: Receiver) -> None:
        now = self._clock.now()
        state = self._outbox.receiver_state(receiver.name)
        doubtful = self._outbox.unsent(receiver.name)
        if doubtful is not None and self._was_enough(receiver, doubtful, state, now):
            doubtful = None
        if doubtful is not None:
            rows = self._outbox.claimed(doubtful)
            if (until := held_until(receiver, rows, state, self._orders.notify, now)) is not None:
                self._look_again(receiver, until, now)
            else:
                self._send(receiver, doubtful, digest=False, again=True)
            return
        planned = plan(receiver, self._outbox.owed(receiver.name), state, self._orders.notify, now)
        if planned.dead:
            self._outbox.give_up(planned.dead, planned.why, now)
            log.warning("gave up %d notifications to %s: %s", len(planned.dead), receiver.name, planned.why)
        if planned.now:
            self._look_again(receiver, now, now)  # for what comes after it, or if it was taken from under us
            self._tell(receiver, planned.now[0], state, now)
        elif planned.again is not None:
            self._look_again(receiver, planned.again, now)
        else:
            del self._look_at[receiver.name]

    def _was_enough(self, receiver: Receiver, message: Outgoing, state: ReceiverState, now: datetime) -> bool:
        rows = self._outbox.claimed(message)
        if not is_given_up(receiver, rows, state, self._orders.notify, now):
            return False
        why = f"{not_delivered(state, self._orders.notify)}; it may have arrived"
        self._outbox.give_up([row.id for row in rows], why, now)
        log.warning("gave up %d notifications to %s: %s", len(rows), receiver.name, why)
        return True

    def _tell(self, receiver: Receiver, composition: Composition, state: ReceiverState, now: datetime) -> None:
        language = language_of(composition, receiver)
        try:
            composed = self._compose(composition.kind, composition.key, composition.items, language)
        except Exception as error:  # our bug: other receivers are told, this one is tried again, and it shows
            log.exception("a message to %s could not be composed", receiver.name)
            wait = back_off(state.failures + 1, self._dice, self._orders.pace)
            why = f"the message could not be composed: {type(error).__name__}"
            self._outbox.stumbled(receiver.name, why, now, now + wait)
            return
        message = self._outbox.claim(
            receiver.name,
            composition.key,
            composition.rows,
            title=composed.title,
            text=composed.text,
            html=composed.html,
            now=now,
        )
        if message is not None:
            self._send(receiver, message, digest=composition.kind == "digest", again=False)

    def _send(self, receiver: Receiver, message: Outgoing, *, digest: bool, again: bool) -> None:
        delivery = Delivery(receiver.url, message.title, message.text, message.html)
        try:
            courier = Courier(delivery, self._clock, self._orders.pace.limit)
        except OSError as error:
            self._failed(message, Answer(f"no process could be started: {error.strerror}"), again=again)
            return
        self._trips[receiver.name] = _Trip(courier, message, digest, again)

    def _write_down(self, trip: _Trip, answer: Answer) -> None:
        if answer.error:
            self._failed(trip.message, answer, again=trip.again)
        else:
            self._outbox.sent(trip.message, self._clock.now(), digest=trip.digest)
            log.info("told %s: %s", trip.message.receiver, trip.message.title)

    def _failed(self, message: Outgoing, answer: Answer, *, again: bool) -> None:
        now = self._clock.now()
        failures = self._outbox.receiver_state(message.receiver).failures + 1
        wait = back_off(failures, self._dice, self._orders.pace)
        self._outbox.failed(message, answer.error, now, now + wait, keep=answer.doubt or again)
        log.warning("%s was not told (failure %d in a row): %s", message.receiver, failures, answer.error)

    def _look_again(self, receiver: Receiver, at: datetime, now: datetime) -> None:
        seconds = min(max((at - now).total_seconds(), 0.0), _LOOK_AGAIN_SECONDS)
        self._look_at[receiver.name] = self._clock.uptime() + seconds

    def _idle(self) -> float:
        ends = [courier.seconds_left for courier in self.under_way]
        looks = [at - self._clock.uptime() for name, at in self._look_at.items() if name not in self._trips]
        full = len(self._trips) >= self._orders.pace.at_once
        return max(min([self._orders.pace.poll, *ends, *([] if full else looks)]), 0.0)
