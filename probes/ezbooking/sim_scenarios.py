"""What a simulated ezbooking site does, and when: states, scenarios over time, and the catalogue of all cases. Pure."""

from __future__ import annotations

import csv
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from probes.ezbooking import sim_pages as pages
from probes.ezbooking.sim_pages import Writing


class Shows(StrEnum):
    """What the site answers."""

    NOTICE = "notice"
    """The terms, then the page with ``sentence``."""
    CALENDAR = "calendar"
    """The terms, then what to bring, then the calendar, with free cells or without."""
    NO_CALENDAR = "no-calendar"
    """The terms, then the terms again with an error above them."""
    PAGE = "page"
    """``body`` with ``status`` and ``headers``, whatever was asked."""
    LOOP = "loop"
    """Redirects in a circle."""
    RESET = "reset"
    """The connection is cut without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How the site behaves for a while. Raises ``ValueError`` for slots without a zone."""

    shows: Shows = Shows.NOTICE
    sentence: str = pages.NONE_FRENCH
    none_step: int = 2
    """The step that says "none": 2, on some sites 1."""

    slots: tuple[datetime, ...] = ()
    """Free slots, as they are."""
    count: int = 0
    """So many free slots more, counted from the moment of each request, so that they never lie in the past."""
    weeks_ahead: int = 0
    """How many weeks after the opening week those begin."""
    weeks: int = 6
    """How many weeks the calendar's links reach; 1: there is no link."""
    direct: bool = False
    """The terms lead to the calendar (step 4) without step 3."""
    english_header: bool = False
    padded_days: bool = False
    """``01 octobre`` instead of ``1 octobre``."""
    ajax_slots: int | None = None
    """How many slots the week fragments show where they contradict the pages."""

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    writing: Writing = Writing.PLAIN
    charset: str = "utf-8"
    """Of the bytes."""
    declared: str = ""
    """Charset that the header claims; empty: the true one."""

    landing_first: bool = False
    """The first page comes as usual; ``page``, ``loop``, ``reset``, ``delay`` and ``sent`` only strike after it."""
    delay: float = 0.0
    """Seconds before an answer begins."""
    sent: float = 1.0
    """The share of the body that is sent before the connection ends."""
    https_only: bool = False
    """Plain http is redirected to https."""
    lost_sessions: float = 0
    """How many sessions are forgotten at their POST, each for good; ``math.inf``: all."""
    per_planning: tuple[State, ...] = ()
    """Where plannings differ: the state of each, in the page's order."""
    changing_ids: bool = False
    """Plannings get other ids in each session."""

    def __post_init__(self) -> None:
        if any(slot.tzinfo is None for slot in self.slots):
            raise ValueError("slots must know their zone")

    def of(self, planning: int | None) -> State:
        """The state of one planning (its place on the page); None: of the site."""
        return self if planning is None or planning >= len(self.per_planning) else self.per_planning[planning]


@dataclass(frozen=True, slots=True)
class Scenario:
    """States over time: each is in force from its moment on, the first also before. ``ValueError`` out of order."""

    steps: tuple[tuple[datetime, State], ...]

    def __init__(self, steps: Sequence[tuple[datetime, State]]) -> None:
        if not steps:
            raise ValueError("a scenario needs a state")
        if any(moment.tzinfo is None for moment, _ in steps):
            raise ValueError("moments must know their zone")
        if any(later[0] <= earlier[0] for earlier, later in pairwise(steps)):
            raise ValueError("moments must come in ascending order")
        object.__setattr__(self, "steps", tuple(steps))

    @classmethod
    def always(cls, state: State) -> Scenario:
        """One state, for ever."""
        return cls([(datetime.min.replace(tzinfo=UTC), state)])

    @classmethod
    def replay(cls, csv_text: str, zone: tzinfo) -> Scenario:
        """What somebody counted: lines of ``time,free count``, ISO times (in ``zone`` where they name none), ascending.

        Count 0 is the notice. Raises ``ValueError`` naming the line.
        """
        steps: list[tuple[datetime, State]] = []
        for number, row in enumerate(csv.reader(csv_text.splitlines()), start=1):
            if not row or (number == 1 and [cell.strip() for cell in row] == ["time", "free count"]):
                continue
            try:
                moment, count = _counted(row, zone)
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from None
            if steps and moment <= steps[-1][0]:
                raise ValueError(f"line {number}: not later than the line before")
            steps.append((moment, State(shows=Shows.CALENDAR if count else Shows.NOTICE, count=count)))
        return cls(steps)

    def at(self, moment: datetime) -> State:
        """The state in force."""
        place = bisect_right(self.steps, moment, key=lambda step: step[0])
        return self.steps[max(0, place - 1)][1]


def _counted(row: Sequence[str], zone: tzinfo) -> tuple[datetime, int]:
    if len(row) != 2:
        raise ValueError(f"{len(row)} values where a time and a count were expected")
    moment, count = datetime.fromisoformat(row[0].strip()), int(row[1])
    if count < 0:
        raise ValueError(f"{count} free slots")
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)), count


def opening_monday(now: datetime, slots: Sequence[datetime] = ()) -> date:
    """The week the calendar opens on: that of the next working day, or of a slot from today on if it comes earlier."""
    today = now.astimezone(pages.ZONE).date()
    coming = [day for slot in slots if (day := slot.astimezone(pages.ZONE).date()) >= today]
    return _monday(min([_working_day(today + timedelta(days=1)), *coming]))


def coming_slots(now: datetime, count: int, weeks_ahead: int = 0) -> tuple[datetime, ...]:
    """``count`` half hours from 9 to 16 on working days, from the next one (or the Monday ``weeks_ahead``) on.

    The same all day long, so that two looks on one day see the same slots.
    """
    day = _working_day(now.astimezone(pages.ZONE).date() + timedelta(days=1))
    if weeks_ahead:
        day = _monday(day) + timedelta(weeks=weeks_ahead)
    slots: list[datetime] = []
    while len(slots) < count:
        slots += [datetime.combine(day, time(9 + half // 2, half % 2 * 30), pages.ZONE) for half in range(14)]
        day = _working_day(day + timedelta(days=1))
    return tuple(slots[:count])


def _working_day(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


_FREE = State(shows=Shows.CALENDAR, count=5)
_NONE = State()
_UNAVAILABLE = State(shows=Shows.PAGE, body=pages.statement("Prise de rendez-vous", pages.UNAVAILABLE))


def _page(body: str, status: int = 200, *, landing_first: bool = False, **headers: str) -> State:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return State(shows=Shows.PAGE, body=body, status=status, headers=named, landing_first=landing_first)


_STATES: dict[str, State] = {
    "slots": _FREE,
    "slots-direct": replace(_FREE, direct=True),
    "slots-many": replace(_FREE, count=116),
    "slots-entities": replace(_FREE, writing=Writing.ENTITIES),
    "slots-week-from": replace(_FREE, english_header=True, padded_days=True),
    "slots-in-week-3": replace(_FREE, weeks_ahead=2),
    "slots-in-week-3-direct": replace(_FREE, weeks_ahead=2, direct=True),
    "slots-beyond-the-links": replace(_FREE, weeks_ahead=2, weeks=2),
    "empty-week-alone": replace(_FREE, count=0, weeks=1),
    "empty-weeks": replace(_FREE, count=0, weeks=3),
    "empty-week-from": replace(_FREE, count=0, weeks=1, english_header=True, padded_days=True),
    "none": _NONE,
    "none-at-step-1": replace(_NONE, none_step=1),
    "none-curly": replace(_NONE, writing=Writing.CURLY),
    "none-entities": replace(_NONE, writing=Writing.ENTITIES),
    "none-nfd": replace(_NONE, writing=Writing.NFD),
    "none-utf-8-declared-latin-1": replace(_NONE, declared="iso-8859-1"),
    "none-latin-1": replace(_NONE, charset="iso-8859-1"),
    "none-latin-1-declared-utf-8": replace(_NONE, charset="iso-8859-1", declared="utf-8"),
    "none-english": replace(_NONE, sentence=pages.NONE_ENGLISH),
    "none-ajax-free": replace(_NONE, ajax_slots=3),
    "no-calendar": State(shows=Shows.NO_CALENDAR),
    "disabled": _page(pages.statement("Prise de rendez-vous", pages.DISABLED)),
    "unavailable": _UNAVAILABLE,
    "unavailable-after-landing": replace(_UNAVAILABLE, landing_first=True),
    "unavailable-ajax-free": replace(_UNAVAILABLE, ajax_slots=3),
    "overloaded-200": _page(pages.overloaded()),
    "overloaded-503": _page(pages.overloaded(), 503),
    "overloaded-200-after-landing": _page(pages.overloaded(), landing_first=True),
    "gateway-502": _page(pages.gateway(502), 502),
    "gateway-502-after-landing": _page(pages.gateway(502), 502, landing_first=True),
    "gateway-503": _page(pages.gateway(503), 503),
    "gateway-504": _page(pages.gateway(504), 504),
    "forbidden": _page(pages.forbidden(), 403),
    "not-found": _page(pages.gateway(404), 404),
    "rate-limited": _page(pages.gateway(429), 429, retry_after="120"),
    "maintenance": _page(pages.maintenance()),
    "maintenance-503": _page(pages.maintenance(), 503),
    "slow": replace(_NONE, delay=60.0),
    "reset": State(shows=Shows.RESET),
    "reset-after-landing": State(shows=Shows.RESET, landing_first=True),
    "truncated": replace(_NONE, sent=0.5),
    "truncated-after-landing": replace(_NONE, sent=0.9, landing_first=True),  # the sentence itself arrives
    "https-only": replace(_NONE, https_only=True),
    "redirect-loop": State(shows=Shows.LOOP),
    "lost-session": replace(_NONE, lost_sessions=math.inf),
    "lost-session-once": replace(_NONE, lost_sessions=1),
    "redesigned": _page(pages.redesigned()),
    "redesigned-after-landing": _page(pages.redesigned(), landing_first=True),
    "new-words": replace(_NONE, sentence="Tous les guichets ont été attribués. Merci de votre compréhension."),
    "plannings-none": State(per_planning=(_NONE, _NONE)),
    "plannings-none-at-step-1": State(per_planning=(replace(_NONE, none_step=1),) * 2),
    "plannings-second-free": State(per_planning=(_NONE, _FREE)),
    "plannings-one-english": State(per_planning=(_NONE, replace(_NONE, sentence=pages.NONE_ENGLISH))),
    "plannings-one-without-calendar": State(per_planning=(_NONE, State(shows=Shows.NO_CALENDAR))),
    "plannings-one-failing": State(per_planning=(_NONE, _page(pages.gateway(502), 502))),
    "plannings-new-words": State(per_planning=(_NONE, replace(_NONE, sentence="Ce guichet est réattribué."))),
    "plannings-changing-ids": State(per_planning=(_NONE, _FREE), changing_ids=True),
}

SCENARIOS: dict[str, Scenario] = {name: Scenario.always(state) for name, state in _STATES.items()}
"""Every case known of real sites, by name, each lasting for ever."""
