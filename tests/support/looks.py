"""Builders of targets, readings, exchanges and looks, and time lines of one letter per look. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from monitor.config.durations import spell
from monitor.model import ActiveHours, Exchange, Look, LookKind, Target
from probes.contract import Reading, Reason, Slots, Statement, Window

MONDAY = datetime(2018, 10, 1, 7, 0, tzinfo=UTC)
"""09:00 in Paris."""
HOUR = timedelta(hours=1)
FRENCH = "Plus aucune plage horaire libre"
ENGLISH = "No more free time slot"


def effective(
    *targets: Target, rules: Iterable[Mapping[str, Any]] = (), receivers: Iterable[str] = ()
) -> dict[str, Any]:
    """An effective configuration of these targets and rules (see ``a_rule``), as the ledger is handed it."""
    return {
        "monitor": {"vantage": "test"},
        "target": [_target_row(target) for target in targets],
        "rule": list(rules),
        "receiver": [{"name": name, "private": name.startswith("private")} for name in receivers],
    }


def _hours_row(hours: ActiveHours) -> dict[str, Any]:
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    end = f"{hours.end:%H:%M}" if hours.end != time(0, 0) else "24:00"
    return {"days": [days[day] for day in sorted(hours.days)], "hours": f"{hours.start:%H:%M}-{end}"}


def _target_row(target: Target) -> dict[str, Any]:
    return {
        "id": target.id,
        "timezone": target.timezone,
        "every": spell(target.every),
        "active": _hours_row(target.active) if target.active else None,
        "maintenance": [_hours_row(window) for window in target.maintenance],
        "max_gap": spell(target.max_gap) if target.max_gap else None,
        "gated": target.gated,
        "expect_language": list(target.expect_language),
        "tags": list(target.tags),
        "office": target.office,
    }


def a_rule(name: str, when: str, lasting: str | None = None, **changes: Any) -> dict[str, Any]:
    """A rule as the effective configuration shows it; ``lasting`` is its ``for``."""
    row = {
        "name": name,
        "when": when,
        "for": lasting,
        "min_checks": 1,
        "min_days": 1,
        "min_weeks": 1,
        "max_gap": None,
        "share": 0.95,
        "over": "14d",
        "targets": [],
        "tags": [],
        "offices": [],
        "tell": ["ngo"],
        "repeat": None,
        "escalate": None,
        "resolved": True,
        "severity": "warning",
        "language": None,
        "deliver": "new",
        "looks": "machine",
    }
    return {**row, **changes}


CONTEXT: Mapping[str, object] = {"monitor": {"vantage": "test"}, "target": []}
"""The effective configuration of a monitor without targets."""

READINGS: Mapping[str, Reading] = {
    "N": Reading(Reason.NOTICE, FRENCH, "test/notice", "fr", "fr"),
    "E": Reading(Reason.NOTICE, ENGLISH, "test/notice", "en", "fr"),
    "S": Reading(Reason.FREE_CELLS, "09:30", "test/cells", slots=Slots(3, MONDAY + 30 * HOUR)),
    "C": Reading(Reason.DISABLED, "Lien désactivé", "test/disabled", "fr", "fr"),
    "F": Reading(Reason.HTTP_5XX),
    "G": Reading(Reason.CAPTCHA),
    "R": Reading(Reason.FORBIDDEN),
    "?": Reading(Reason.UNRECOGNISED_PAGE),
}
"""What each letter of a time line stands for."""


def a_target(
    slug: str = "palaiseau",
    *,
    every: timedelta = HOUR,
    timezone: str = "Europe/Paris",
    active: ActiveHours | None = None,
    horizon: timedelta | None = None,
    name: str = "Palaiseau",
    **changes: Any,
) -> Target:
    """A page to watch."""
    url = f"https://rdv.example/{slug}"
    given = {"active": active, "horizon": horizon, "office": "Bureau", **changes}
    return Target(slug, name, url, "page", {}, every, timezone, **given)


def an_exchange(
    body: bytes = b"<p>Plus aucune plage horaire libre</p>",
    *,
    url: str = "https://rdv.example/palaiseau",
    status: int | None = 200,
    certificates: tuple[bytes, ...] = (b"leaf", b"root"),
    fault: str = "",
) -> Exchange:
    """One request and its answer; without a status nothing came back."""
    response = b"" if status is None else b"HTTP/1.1 %d OK\r\nContent-Length: %d\r\n\r\n%b" % (status, len(body), body)
    request = b"GET /palaiseau HTTP/1.1\r\nHost: rdv.example\r\n\r\n"
    return Exchange("GET", url, request, response, status, "192.0.2.1:443", "TLSv1.3", certificates, fault)


def a_look(
    reading: Reading | str = "N",
    at: datetime = MONDAY,
    *,
    target: Target | None = None,
    kind: LookKind = LookKind.ANCHORED,
    exchanges: tuple[Exchange, ...] | None = None,
) -> Look:
    """A finished look; ``reading`` may be a letter of ``READINGS``."""
    reading = READINGS[reading] if isinstance(reading, str) else reading
    return Look(
        target=target or a_target(),
        probe="page/1",
        kind=kind,
        due_at=at - timedelta(seconds=2) if kind is LookKind.ANCHORED else None,
        started_at=at,
        milliseconds=312,
        reading=reading,
        exchanges=(an_exchange(),) if exchanges is None else exchanges,
        accept_language="fr",
        user_agent="slotwatch/test",
    )


def planned(at: datetime | None) -> Any:
    """The next look is planned for a moment, whatever is remembered."""
    return lambda _memory: at


def windowed(first: date, last: date, *statements: Statement) -> Reading:
    """No slot, said of some days only."""
    return Reading(Reason.EMPTY_CALENDAR, "0 libre", "test/cells", window=Window(first, last), statements=statements)


def moments(line: str, start: datetime = MONDAY, step: timedelta = HOUR) -> Iterator[tuple[str, datetime, LookKind]]:
    """A time line, one letter per hour: an upper-case letter is an anchored look, a lower-case one an extra look.

    ``.`` is an hour in which nobody looked; at ``<`` the clock is set back three hours.
    """
    at = start
    for letter in line:
        if letter == "<":
            at -= 3 * step
            continue
        if letter != ".":
            yield letter.upper(), at, LookKind.EXTRA if letter.islower() else LookKind.ANCHORED
        at += step
