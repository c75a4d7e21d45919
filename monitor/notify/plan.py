"""What one receiver is told now, in how many messages, or when to look again. Pure.

Notifications of one subject that wait together are one item: a receiver never gets "it began" of what is known to be
over, and never the end before the beginning. Items then go out one by one, in groups, or in a digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from monitor.config.settings import NotifySettings, Receiver
from monitor.notify.hours import next_digest, quiet_until
from monitor.store.owed import Owed, ReceiverState

__all__ = ["Composition", "Item", "Owed", "Plan", "held_until", "is_given_up", "language_of", "not_delivered", "plan"]

Item = tuple[Owed, ...]
"""What waits of one subject, oldest first."""

_RANKS: Mapping[str, int] = {"info": 0, "warning": 1, "critical": 2}
_LATE = timedelta(minutes=10)
"""What should have gone out longer ago than this goes out together: we were off, or a person retries many."""
_LONGEST_WAIT = timedelta(hours=5)
"""More than any back-off: a next try further ahead comes from a clock that was wrong."""


@dataclass(frozen=True, slots=True)
class Composition:
    """One message to be: which items it tells, and how they belong together."""

    key: str
    """Printed in the message; the same notifications always give the same."""
    kind: str
    """single, group (one rule, many subjects) or digest (whatever waited)."""
    items: tuple[Item, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """The ids of all its notifications, in the order in which they were owed."""
        return tuple(sorted(row.id for row in chain.from_iterable(self.items)))


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do about one receiver."""

    now: tuple[Composition, ...] = ()
    """Messages to send now, one after the other."""
    again: datetime | None = None
    """When something else is due; None: when something new is owed."""
    dead: tuple[int, ...] = ()
    """Notifications to give up."""
    why: str = ""
    """Of those."""


def plan(
    receiver: Receiver, rows: Iterable[Owed], state: ReceiverState, settings: NotifySettings, now: datetime
) -> Plan:
    """Decide for one receiver. ``rows`` are those that are owed and in no message, in the order of their ids."""
    alive: list[_Waiting] = []
    dead: list[_Waiting] = []
    for item in _items(rows):
        one = _Waiting.of(item, receiver, settings, now)
        (dead if one.is_given_up(state, settings) else alive).append(one)
    given_up = tuple(row.id for one in dead for row in one.item)
    why = not_delivered(state, settings) if dead else ""
    if (until := _backing_off(state, now)) is not None:
        return Plan((), until if alive else None, given_up, why)
    chosen = _chosen(alive, now, catching_up=state.failures > 0)
    told = {row for composition in chosen for row in composition.rows}
    again = min((one.due for one in alive if one.item[0].id not in told), default=None)
    return Plan(tuple(chosen), again, given_up, why)


def held_until(
    receiver: Receiver, rows: Iterable[Owed], state: ReceiverState, settings: NotifySettings, now: datetime
) -> datetime | None:
    """Until when a message of these notifications, composed and tried before, waits; None where it may go out."""
    if (until := _backing_off(state, now)) is not None:
        return until
    held = all(_Waiting.of(item, receiver, settings, now).held for item in _items(rows))
    return quiet_until(receiver, now) if held else None


def _backing_off(state: ReceiverState, now: datetime) -> datetime | None:
    """Until when a receiver that failed is left alone; None where it may be tried."""
    if not state.failures or state.next_try_at is None or not now < state.next_try_at <= now + _LONGEST_WAIT:
        return None
    return state.next_try_at


def is_given_up(
    receiver: Receiver, rows: Iterable[Owed], state: ReceiverState, settings: NotifySettings, now: datetime
) -> bool:
    """Whether all of these notifications, of a message that may or may not have arrived, were tried for long enough."""
    return all(_Waiting.of(item, receiver, settings, now).is_given_up(state, settings) for item in _items(rows))


def not_delivered(state: ReceiverState, settings: NotifySettings) -> str:
    """Why something was given up, in words."""
    hours = round(settings.give_up / timedelta(hours=1))
    age = f"{hours // 24} days" if hours % 24 == 0 and hours > 24 else f"{hours} hours"
    return f"not delivered for {age}: {state.last_error}"


def language_of(composition: Composition, receiver: Receiver) -> str:
    """That of the rules where all want the same, else the receiver's own."""
    wanted = {row.language for row in chain.from_iterable(composition.items)}
    return (wanted.pop() if len(wanted) == 1 else "") or receiver.language


_TRIES = 5
"""In a row: a machine that was off for a week and has no network yet must not give up at its first try."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An item and when it may go out."""

    item: Item
    urgent: bool
    since: datetime
    """From when on it could have gone out: its time to be delivered counts from then."""
    due: datetime
    """When it goes out, on its own account."""
    held: bool
    """Held back now, by quiet hours."""
    late: bool
    """Was held back by quiet hours or is left over from long ago: it goes out together with all that waits."""

    @classmethod
    def of(cls, item: Item, receiver: Receiver, settings: NotifySettings, now: datetime) -> _Waiting:
        urgent = _is_urgent(item, receiver)
        ready = _ready(item, receiver, settings, now) if urgent else _digest(item, receiver, now)
        if urgent and max(_RANKS[row.severity] for row in item) >= _RANKS[receiver.quiet_passes]:
            return cls(item, urgent, since=ready, due=ready, held=False, late=now - ready > _LATE)
        quiet = quiet_until(receiver, ready)
        return cls(
            item,
            urgent,
            since=quiet or ready,
            due=quiet_until(receiver, max(ready, now)) or ready,
            held=quiet_until(receiver, now) is not None,
            late=urgent and (quiet is not None or now - ready > _LATE),
        )

    @property
    def group(self) -> tuple[str, str]:
        """What is told together in one table."""
        return self.item[-1].rule, self.item[-1].change

    def is_given_up(self, state: ReceiverState, settings: NotifySettings) -> bool:
        """Whether a try failed when all its time had passed: what was never tried is never given up.

        What belongs together is given up together, when the newest of it is too old.
        """
        if state.failures < _TRIES or state.last_tried_at is None:
            return False
        return state.last_tried_at - max(self.since, self.item[-1].owed_at) >= settings.give_up


def _ready(item: Item, receiver: Receiver, settings: NotifySettings, now: datetime) -> datetime:
    """When an urgent item goes out if nothing is quiet."""
    first = min(row.owed_at for row in item if _wants_haste(row, receiver))
    # What was owed by a clock that ran ahead has waited for long enough.
    return first + settings.group if first <= now else now


def _digest(item: Item, receiver: Receiver, now: datetime) -> datetime:
    """The digest in which an item goes out; the next one from now on if it was owed by a clock that ran ahead."""
    first = item[0].owed_at
    return next_digest(receiver, first if first <= now else now - _LATE)


def _items(rows: Iterable[Owed]) -> list[Item]:
    subjects: dict[str, list[Owed]] = {}
    for row in rows:
        subjects.setdefault(row.subject, []).append(row)
    return [tuple(item) for item in subjects.values()]


def _wants_haste(row: Owed, receiver: Receiver) -> bool:
    """The monitor's own trouble and what is critical do not wait, even for those who want digests only."""
    return row.urgent and (receiver.immediate or row.subject.startswith("self/") or row.severity == "critical")


def _is_urgent(item: Item, receiver: Receiver) -> bool:
    if _ended_by_slots(item[-1]) and not item[-1].urgent:
        return False  # that slots were shown waits for the digest, also where the beginning was urgent
    return any(_wants_haste(row, receiver) for row in item)


def _ended_by_slots(row: Owed) -> bool:
    incident = row.facts.get("incident") or {}
    return row.change == "resolved" and bool(incident.get("ended_by") == "slots")


def _chosen(alive: Sequence[_Waiting], now: datetime, *, catching_up: bool) -> list[Composition]:
    """The messages to send now."""
    due = [one for one in alive if one.due <= now]
    digest = [one for one in alive if not one.urgent] if any(not one.urgent for one in due) else []
    urgent = [one for one in alive if one.urgent and not one.held]
    if due and (catching_up or any(one.late for one in due)):
        together = urgent + digest
        return [_compose(together, "digest" if digest or len(together) > 1 else "single")]
    groups: dict[tuple[str, str], list[_Waiting]] = {}
    for one in urgent:
        groups.setdefault(one.group, []).append(one)
    chosen = [
        _compose(group, "group" if len(group) > 1 else "single")
        for group in groups.values()
        if any(one.due <= now for one in group)
    ]
    return chosen + ([_compose(digest, "digest")] if digest else [])


def _compose(waiting: Iterable[_Waiting], kind: str) -> Composition:
    items = tuple(sorted((one.item for one in waiting), key=lambda item: item[0].id))
    rows = sorted(chain.from_iterable(items), key=lambda row: row.id)
    keys = [row.key.removesuffix(f"/{row.receiver}") for row in rows]
    key = keys[0] if len(keys) == 1 else hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]
    return Composition(key, kind, items)
