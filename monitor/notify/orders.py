"""What the sender is told when it starts: one line of JSON, with secrets, that goes through a pipe and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from monitor.config.settings import NotifySettings, Receiver


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the sender works; the defaults are meant, tests want it faster."""

    poll: float = 1.0
    """Seconds after which it looks for new notifications at the latest."""
    limit: float = 30.0
    """Seconds that one delivery may take."""
    first_wait: float = 30.0
    """Seconds after the first failure; doubled after each further one."""
    longest_wait: float = 4 * 3600.0
    grace: float = 5.0
    """Seconds that deliveries under way get when the sender is stopped."""
    at_once: int = 8
    """Deliveries at the same time."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Which outbox to empty, to whom, and how."""

    database: Path
    receivers: tuple[Receiver, ...]
    notify: NotifySettings
    pace: Pace = Pace()
    once: bool = False
    """End when nothing is left that could go now, instead of waiting for more."""

    def line(self) -> bytes:
        """For the sender's stdin. It holds secrets."""
        return (
            json.dumps(
                {
                    "database": str(self.database),
                    "receivers": [_plain(receiver) for receiver in self.receivers],
                    "group": self.notify.group.total_seconds(),
                    "give_up": self.notify.give_up.total_seconds(),
                    "pace": _plain(self.pace),
                    "once": self.once,
                }
            ).encode()
            + b"\n"
        )

    @classmethod
    def of(cls, line: bytes) -> Orders:
        """The inverse of ``line``. Raises ``ValueError`` or ``KeyError`` for anything else."""
        orders = json.loads(line)
        return cls(
            database=Path(orders["database"]),
            receivers=tuple(map(_receiver, orders["receivers"])),
            notify=NotifySettings(
                group=timedelta(seconds=orders["group"]), give_up=timedelta(seconds=orders["give_up"])
            ),
            pace=Pace(**orders["pace"]),
            once=orders["once"],
        )


def _plain(value: Receiver | Pace) -> dict[str, Any]:
    return {field.name: _json(getattr(value, field.name)) for field in fields(value)}


def _json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_json(part) for part in value]
    return value.isoformat() if isinstance(value, time) else value


def _receiver(plain: Mapping[str, Any]) -> Receiver:
    start_end = [time.fromisoformat(text) for text in plain["quiet"] or ()]
    quiet = (start_end[0], start_end[1]) if start_end else None
    return Receiver(**{**plain, "digest_at": time.fromisoformat(plain["digest_at"]), "quiet": quiet})
