"""The citizen API of ZMS: days, times and errors as JSON; also what its inner API answers. Pure.

Source of the shapes: the public repository of Munich's ``eappointment`` (zmscitizenapi). A list of days speaks of the
days that were asked for, a list of times of one day: an empty one is true of them only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from probes.contract import Page, Reading, Reason, Slots, Window
from probes.jsontext import Place, quote

MAX_LISTED = 1000
"""Slots listed in a reading."""

_NONE_AT_ALL = frozenset(["noAppointmentForThisScope", "noAppointmentsAtLocation"])
"""The office has nothing at all; older servers say so after any fault of theirs too, but then with status 500."""
_NONE_THEN = frozenset(["noAppointmentForThisDay"])
_CODES = {
    **dict.fromkeys(
        ["captchaMissing", "captchaInvalid", "captchaExpired", "captchaVerificationFailed", "captchaVerificationError"],
        Reason.CAPTCHA,
    ),
    "rateLimitExceeded": Reason.RATE_LIMITED,
    "IP_BLACKLISTED": Reason.FORBIDDEN,
    "ipBlacklisted": Reason.FORBIDDEN,
    "serviceUnavailable": Reason.MAINTENANCE,
    "appointmentNotAvailable": Reason.SLOT_JUST_TAKEN,
}
_BOOKABLE, _NOT_BOOKABLE = "bookable", ("notBookable", "full", "restricted")
"""What a day of the inner calendar says of itself."""
_SPANS = ({"startDate", "endDate"}, {"firstDay", "lastDay"})
_CHALLENGE = frozenset(["algorithm", "salt"])


@dataclass(slots=True)
class _Seen:
    """What one answer holds."""

    times: list[tuple[datetime, Place]] = field(default_factory=list)
    days: list[tuple[date, Place]] = field(default_factory=list)
    taken: list[Place] = field(default_factory=list)
    """Days that say they are not bookable."""
    empty: list[Place] = field(default_factory=list)
    """Lists of days or times that hold nothing."""
    next_day: tuple[date, Place] | None = None
    doubtful: bool = False
    """Something among the days or times was not understood, so nothing proves that none is free."""
    of_one_day: bool = False
    """The answer lists times, not days."""


def read_answer(page: Page) -> Reading:
    """What one JSON answer teaches."""
    answer = page.json
    if not isinstance(answer, dict):
        return _reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")
    inside = answer.get("data")
    body, top = (inside, ("data",)) if isinstance(inside, dict | list) else (answer, ())
    if isinstance(body, dict) and (challenge := _challenge(body, top)) is not None:
        return _at(page, Reason.CAPTCHA, "challenge", challenge)
    seen = _see(body, top, urlsplit(page.url).path)
    code, place = _error(answer)
    if code:
        return _coded(page, code, place, seen)
    if _reports_error(answer):
        return _reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")
    if seen.times or seen.days or seen.next_day:
        return _slots(page, seen)
    return _nothing(page, seen, body)


def _reading(page: Page, reason: Reason, rule: str, words: str = "", **more: Any) -> Reading:
    return Reading(reason, words, f"zms/{rule}", page_language=page.language, **more)


def _at(page: Page, reason: Reason, rule: str, place: Place, **more: Any) -> Reading:
    """A reading with the words at a place; a claim without words is none."""
    words = quote(page.text, page.visible, place)
    return _reading(page, reason, rule, words, **more) if words else _reading(page, Reason.UNRECOGNISED_PAGE, rule)


def _coded(page: Page, code: str, place: Place, seen: _Seen) -> Reading:
    """An answer with an error code; "no appointment" is one of them."""
    if code in _NONE_AT_ALL or code in _NONE_THEN:
        if page.status >= 500:
            return _at(page, Reason.UNRECOGNISED_PAGE, "error", place)
        if seen.times or seen.days:
            return _at(page, Reason.CONTRADICTORY_PAGE, "code-and-days", place)
        window = _asked_days(page.url, of_one_day=False)
        span = "period" if window is None and code in _NONE_THEN else ""
        return _at(page, Reason.NOTICE, "code", place, window=window, span=span)
    reason = _CODES.get(code, Reason.UNRECOGNISED_PAGE)
    return _at(page, reason, "error", place)


def _slots(page: Page, seen: _Seen) -> Reading:
    if seen.times:
        first = min(seen.times)
        listed = tuple(sorted({when for when, _ in seen.times})[:MAX_LISTED])
        slots = Slots(len(seen.times), first[0], listed)
        return _at(page, Reason.FREE_DATES, "times", first[1], slots=slots)
    if seen.days:
        day = min(seen.days)
        days = tuple(sorted({when for when, _ in seen.days})[:MAX_LISTED])
        return _at(page, Reason.FREE_DATES, "days", day[1], slots=Slots(len(seen.days), day[0], days))
    assert seen.next_day is not None
    return _at(page, Reason.FREE_DATES, "next-day", seen.next_day[1], slots=Slots(None, seen.next_day[0]))


def _nothing(page: Page, seen: _Seen, body: Any) -> Reading:
    """No free day and no time: none of the days asked for, where all of the answer is understood."""
    proof = [*seen.taken, *seen.empty]
    if seen.doubtful or not proof:
        return _reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")
    window = (None if seen.of_one_day else _own_days(body)) or _asked_days(page.url, of_one_day=seen.of_one_day)
    span = "" if window else "day" if seen.of_one_day else "period"
    return _at(page, Reason.EMPTY_CALENDAR, "empty", proof[0], slots=Slots(count=0), window=window, span=span)


def _challenge(body: Mapping[str, Any], top: Place) -> Place | None:
    """Where an ALTCHA challenge names its algorithm: it is the answer of the captcha's own endpoint."""
    for name, inside in (("parameters", body.get("parameters")), ("", body)):
        if isinstance(inside, dict) and inside.keys() >= _CHALLENGE and "signature" in body:
            return (*top, name, "algorithm") if name else (*top, "algorithm")
    return None


def _error(answer: Mapping[str, Any]) -> tuple[str, Place]:
    """The first error code and where it stands, or an empty one."""
    errors = answer.get("errors")
    for number, one in enumerate(errors if isinstance(errors, list) else []):
        if isinstance(one, dict) and isinstance(one.get("errorCode"), str):
            return one["errorCode"], ("errors", number, "errorCode")
    code = answer.get("errorCode")
    return (code, ("errorCode",)) if isinstance(code, str) else ("", ())


def _reports_error(answer: Mapping[str, Any]) -> bool:
    meta = answer.get("meta")
    return bool(answer.get("errors")) or (isinstance(meta, dict) and bool(meta.get("error")))


def _see(body: Any, top: Place, path: str) -> _Seen:
    """Days and times of an answer, whichever of the known shapes it has; names that others use too need company."""
    seen = _Seen()
    if isinstance(body, dict):
        calendar = any(body.keys() >= names for names in _SPANS)
        for name in ("availableDays", "days") if calendar else ("availableDays",):
            if isinstance(body.get(name), list):
                _see_days(body[name], (*top, name), seen)
        if (when := _day(body.get("nextBookableDate"))) is not None:
            seen.next_day = when, (*top, "nextBookableDate")
        offices = body.get("offices") or (body.get("offices") if "/available-appointments" in path else None)
        if "appointmentTimestamps" in body or offices is not None:
            seen.of_one_day = True
            _see_times(body.get("appointmentTimestamps"), (*top, "appointmentTimestamps"), seen)
            _see_times(offices, (*top, "offices"), seen)
    for place, process in _processes(body, top):
        seen.of_one_day = True
        if process.get("status") == "free":  # else somebody's own appointment
            _see_times(process["appointments"], (*place, "appointments"), seen)
        elif not process["appointments"] and not process.get("status"):
            seen.empty.append((*place, "appointments"))
        else:
            seen.doubtful = True
    return seen


def _processes(body: Any, top: Place) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The inner API's list of free processes, which it writes as an object with numbers for names, or as a list."""
    members = body.items() if isinstance(body, dict) else enumerate(body)
    for name, one in members:
        numbered = isinstance(name, int) or name.isdigit()
        if numbered and isinstance(one, dict) and "authKey" in one and isinstance(one.get("appointments"), list):
            yield (*top, name), one


def _see_days(days: list[Any], place: Place, seen: _Seen) -> None:
    if not days:
        seen.empty.append(place)
    for number, day in enumerate(days):
        at = (*place, number)
        when = _day(day)
        status = day.get("status") if isinstance(day, dict) else None
        if when is None or (status is not None and status != _BOOKABLE and status not in _NOT_BOOKABLE):
            seen.doubtful = True
        elif status in _NOT_BOOKABLE:
            seen.taken.append((*at, "status"))
        elif isinstance(day, dict) and (name := next((n for n in ("appointments", "offices") if n in day), None)):
            before = len(seen.times)
            _see_times(day[name], (*at, name), seen)
            seen.doubtful = seen.doubtful or len(seen.times) == before  # a day is listed, its times are not
        else:
            seen.days.append((when, at))


def _see_times(value: Any, place: Place, seen: _Seen, depth: int = 0) -> None:
    """Unix times in lists, in lists by office, or in appointments with a ``date``."""
    if value is None:
        return
    if not isinstance(value, list | dict) or depth > 2:
        seen.doubtful = True
        return
    if not value:
        seen.empty.append(place)
    for name, one in enumerate(value) if isinstance(value, list) else value.items():
        at: Place = (*place, name)
        stamp = one.get("date") if isinstance(one, dict) else one
        if isinstance(one, list):
            _see_times(one, at, seen, depth + 1)
        elif isinstance(one, dict) and isinstance(one.get("appointments"), list):
            _see_times(one["appointments"], (*at, "appointments"), seen, depth + 1)
        elif (when := _time(stamp)) is not None:
            seen.times.append((when, (*at, "date") if isinstance(one, dict) else at))
        else:
            seen.doubtful = True


def _time(value: Any) -> datetime | None:
    """Unix seconds, as a number or as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 10**8 < value < 10**11:
        return None
    return datetime.fromtimestamp(value, UTC)


def _day(value: Any) -> date | None:
    """``"2024-08-22"``, an object with ``date`` or ``time``, or one with ``year``, ``month`` and ``day``."""
    if isinstance(value, dict):
        if "year" in value:
            parts = [value.get(name) for name in ("year", "month", "day")]
            value = "-".join(f"{part:02d}" if isinstance(part, int) else "" for part in parts)
        else:
            value = value.get("date", value.get("time"))
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _own_days(body: Any) -> Window | None:
    """The days that a calendar says it covers."""
    if not isinstance(body, dict):
        return None
    for names in (("startDate", "endDate"), ("firstDay", "lastDay")):
        if window := _window(*(_day(body.get(name)) for name in names)):
            return window
    return None


def _asked_days(url: str, *, of_one_day: bool) -> Window | None:
    """The days that the URL asks for."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    one = _day(query.get("date"))
    if one is not None or of_one_day:
        return _window(one, one)
    return _window(_day(query.get("startDate")), _day(query.get("endDate")))


def _window(first: date | None, last: date | None) -> Window | None:
    return Window(first, last) if first and last and first <= last else None
