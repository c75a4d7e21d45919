"""What the outbox holds, as values: what is owed, messages made of it, how receivers answered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Owed:
    """One notification that is owed to one receiver."""

    id: int
    key: str
    """What happened and to whom it is told: ``palaiseau/no_slots/2018-10-05T09:00Z-17/firing/lawyers``."""
    receiver: str
    subject: str
    """The incident, event or trouble; order is kept within it."""
    rule: str
    change: str
    """firing, reminder, escalated, resolved, lost; or the kind of the event."""
    urgent: bool
    """Told at once; else in the next digest."""
    severity: str
    """info, warning or critical."""
    language: str
    """That the rule wants; empty: the receiver's own."""
    owed_at: datetime
    facts: Mapping[str, Any]
    """What was known when it was owed."""


@dataclass(frozen=True, slots=True)
class ReceiverState:
    """How a receiver answered lately."""

    failures: int = 0
    """In a row."""
    next_try_at: datetime | None = None
    """After a failure."""
    last_error: str = ""
    last_tried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A composed message and the notifications that it tells. Stored before it is sent, so that it can be repeated."""

    id: int
    receiver: str
    title: str
    text: str
    html: str
    rows: tuple[int, ...]
    """The ids of its notifications."""
