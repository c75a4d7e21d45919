"""The nouns of politeness: what a host may be asked, and what is remembered of how it was asked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Manners:
    """How a host is treated, whatever the number of targets on it; see ``[[host]]`` in the configuration."""

    requests_per_hour: int | None = 60
    """In any hour, the looks by hand and the question for robots.txt included; None: not counted."""
    min_interval: timedelta = timedelta(seconds=5)
    """From the end of one look to the beginning of the next."""
    backs_off: bool = True
    """Whether a refusal makes us wait, and Retry-After is honoured."""
    ignore_robots: str = ""
    """Why its robots.txt is not asked; empty: it is asked and obeyed."""


FREE = Manners(requests_per_hour=None, min_interval=timedelta(0), backs_off=False)
"""For this machine's own addresses, so that simulators can be driven fast."""


@dataclass(frozen=True, slots=True)
class HostState:
    """What is remembered of one host, through restarts and whoever asks it."""

    holder: str = ""
    """The process that talks to it now; empty: none."""
    held_until: datetime = LONG_AGO
    free_at: datetime = LONG_AGO
    """When the next look may begin, as far as the latest one decides it."""
    recent: tuple[tuple[datetime, int], ...] = ()
    """The looks of about the last hour: when each ended, and how many requests it was."""
    level: int = 0
    """Of backing off: 0 is none, and each more doubles the pause."""
    paused: str = ""
    """Why nothing is asked until ``free_at``; empty: there is no more than the usual interval."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A host may not be asked before a moment, and why."""

    until: datetime
    why: str
    holder: str = ""
    """The process that talks to it; empty: it is the pace that forbids it."""
    asked: bool = False
    """Whether it is the host's own doing: it asked us to wait, or turned us away."""


@dataclass(frozen=True, slots=True)
class RobotsCopy:
    """A robots.txt as it came, or that there was none (its body is then empty)."""

    host: str
    """Scheme, name and port."""
    fetched_at: datetime
    status: int
    body: bytes = b""
