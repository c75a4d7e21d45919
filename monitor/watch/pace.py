"""What a host may be asked, and when: intervals, budgets, pauses that it asked for, backing off. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.clock import iso
from monitor.model.hosts import HostState, Manners, Wait
from monitor.watch.due import fraction
from probes.contract import Outcome, Reason

HOUR = timedelta(hours=1)
LONGEST_WAIT = timedelta(hours=24)
"""A site that asks for more is asked again after so long: its Retry-After may be a mistake."""
LONGEST_CRAWL_DELAY = timedelta(minutes=10)
WAIT_STATUSES = frozenset((403, 429, 503))
"""Of these answers Retry-After is honoured."""
_FIRST_PAUSE = timedelta(minutes=5)
_LONGEST_PAUSE = timedelta(hours=6)
_HIGHEST = 8
"""5 min doubled seven times is more than 6 h: higher levels would only take longer to come down from."""
_REFUSALS = frozenset((Reason.RATE_LIMITED, Reason.WAF, Reason.FORBIDDEN, Reason.OVERLOADED))
_UNHEARD = frozenset((Outcome.REFUSED, Outcome.FAILING, Outcome.OFFLINE))
_NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a look gave that its host's pace depends on."""

    requests: int
    reason: Reason | None = None
    """None: the look ended with an error of ours."""
    statuses: tuple[int, ...] = ()
    asked_to_wait: timedelta | None = None
    """By Retry-After, if it was sent with one of ``WAIT_STATUSES``."""
    crawl_delay: timedelta = _NONE
    """That its robots.txt asks for."""


def wait_until(state: HostState, now: datetime, manners: Manners, requests: int) -> Wait | None:
    """Until when a look of so many requests must wait; None: it may begin.

    A look that needs more than the budget begins when the hour before it is empty.
    """
    paused = state.free_at if state.free_at - now <= _longest(state, manners) else now  # the clock was set back since
    budgeted = _in_budget(state, now, manners, requests)
    if max(paused, budgeted) <= now:
        return None
    if paused >= budgeted:
        why = state.paused or "the interval between two looks at one host"
        return Wait(paused, why, asked=bool(state.paused))
    return Wait(budgeted, f"its budget of {manners.requests_per_hour} requests an hour is used up")


def _longest(state: HostState, manners: Manners) -> timedelta:
    """How far ahead ``free_at`` can lie."""
    if not manners.backs_off:
        return manners.min_interval
    return LONGEST_WAIT if state.paused else max(manners.min_interval, LONGEST_CRAWL_DELAY)


def _in_budget(state: HostState, now: datetime, manners: Manners, requests: int) -> datetime:
    """When so many requests more fit into the budget of the hour before them.

    A look counts until an hour after its end: each of its requests has then left every hour that begins.
    """
    if manners.requests_per_hour is None:
        return now
    recent = sorted(_recent(state, now))
    used, at = sum(number for _, number in recent), now
    for ended, number in recent:
        if used + requests <= manners.requests_per_hour:
            break
        used -= number
        at = ended + HOUR
    return max(at, now)


def _recent(state: HostState, now: datetime) -> Iterator[tuple[datetime, int]]:
    """The looks of the last hour; what lies more than an hour ahead was noted before the clock was set back."""
    return (look for look in state.recent if -HOUR <= now - look[0] < HOUR)


def after_look(state: HostState, now: datetime, manners: Manners, answered: Answered, seed: str = "") -> HostState:
    """What is remembered of a host when a look has ended, nobody holding it."""
    recent = tuple(_recent(state, now))
    if answered.requests and manners.requests_per_hour is not None:
        recent = (*recent, (now, answered.requests))
    interval = max(manners.min_interval, min(answered.crawl_delay, LONGEST_CRAWL_DELAY))
    after = replace(state, holder="", recent=recent, free_at=now + interval, paused="")
    if not manners.backs_off:
        return after
    level = _level(state.level, answered)
    pauses = []
    if level > state.level or (level == _HIGHEST and _is_refused(answered)):
        why = answered.reason if answered.reason in _REFUSALS else "HTTP 503"
        pauses.append((_pause(level, f"{seed}/{iso(now)}"), f"we back off after an answer that refused us ({why})"))
    if answered.asked_to_wait is not None:
        asked = min(answered.asked_to_wait, LONGEST_WAIT)
        pauses.append((asked, "it asked us to wait (Retry-After)"))
    length, why = max(pauses, default=(_NONE, ""))
    if length > interval:
        after = replace(after, free_at=now + length, paused=why)
    return replace(after, level=level)


def _is_refused(answered: Answered) -> bool:
    return answered.reason in _REFUSALS or 503 in answered.statuses


def _level(level: int, answered: Answered) -> int:
    """One more after a refusal, one less after a look that was served; an error says nothing about our pace."""
    if _is_refused(answered):
        return min(level + 1, _HIGHEST)
    served = answered.reason is not None and answered.reason.outcome not in _UNHEARD and answered.statuses
    return max(level - 1, 0) if served else level


def _pause(level: int, seed: str) -> timedelta:
    """5 min, 10 min, ... 6 h, and up to a tenth more: several machines shall not come back at the same second."""
    pause = min(_FIRST_PAUSE * (1 << level - 1), _LONGEST_PAUSE)
    return pause * (1 + fraction("pause", seed) / 10)


def asked_wait(value: str, date: str, now: datetime) -> timedelta | None:
    """How long a Retry-After asks us to wait, in seconds or until a date; None for what makes no sense.

    ``date`` is the answer's own Date, from which a date is counted: its clock may be wrong, or ours (RFC 9110, 10.2.3).
    """
    value = value.strip()
    if re.fullmatch(r"\d{1,10}", value, re.ASCII):
        return timedelta(seconds=min(int(value), LONGEST_WAIT.total_seconds()))
    until = _http_date(value)
    if until is None:
        return None
    wait = until - (_http_date(date) or now)
    return min(wait, LONGEST_WAIT) if wait >= _NONE else None


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
