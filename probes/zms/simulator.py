"""A simulated ZMS (an ASGI app): classic pages and citizen API; alarms ring for what a look must never send."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.responses import HTMLResponse, Response

from probes.simulated import Asked, Simulated, personal

ZONE = ZoneInfo("Europe/Berlin")
SEARCH = "/terminvereinbarung/termin/restart/"
API = "/buergeransicht/api/citizen"
_TERMIN = "/terminvereinbarung/termin"
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_NEVER = re.compile(
    r"/termin/time/\d|bookingdate|eintragen|/termin/(?:register|cancel|manage)|-appointment/|captcha-(?:challenge|verify)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """How the site behaves. Days are counted from the day of the request."""

    free: tuple[int, ...] = ()
    """Days with free slots."""
    lands_on: str = ""
    """Where the search leads, below ``/termin/``; empty: to the calendar where a day is free, else to "taken"."""
    without_times: tuple[int, ...] = ()
    """Days that the API lists although none of their times is free."""
    next_day: int | None = None
    """The next bookable day outside the API's calendar."""
    code: str = ""
    """The error code that the API answers with."""
    body: str = ""
    """What answers everything instead, as HTML."""
    status: int = 200
    delay: float = 0.0
    """Seconds before an answer."""


def _page(title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="de"><head><title>{title}</title></head><body><nav>Termin&shy;vereinbarung</nav>'
        f"<h1>Terminvereinbarung</h1>{content}</body></html>"
    )


def _headline(words: str, below: str = "") -> str:
    return f'<!doctype html><html lang="de"><body><h1 class="title">{words}</h1><p>{below}</p></body></html>'


TAKEN = _headline("Leider sind aktuell keine Termine für ihre Auswahl verfügbar.", "Terminsuche wiederholen")
STOPPED = _headline("Für diese Dienstleistung gibt es zurzeit keine Termine.")
TOO_OFTEN = _headline("Zu viele Zugriffe", "Bitte versuchen Sie es in einer Stunde noch einmal.")
EXPIRED = _headline("Ihre Sitzung ist abgelaufen", "Bitte beginnen Sie von vorne.")
LANDING = _page("Anmeldung einer Wohnung", "<p>Termine buchen und suchen</p><a href='#'>Termin berlinweit suchen</a>")
REDESIGNED = _page("Terminvergabe", "<div class='grid'><button>Mo 8</button><button>Di 9</button></div>")

SCENARIOS: dict[str, Scenario] = {
    "slots": Scenario(free=(20, 41)),
    "slots-in-month-4": Scenario(free=(100,), lands_on="day/"),
    "one-day-only": Scenario(free=(20,), lands_on="time/"),
    "none": Scenario(),
    "stopped": Scenario(lands_on="stop/"),
    "empty-months": Scenario(lands_on="day/"),
    "days-without-times": Scenario(free=(1,), without_times=(1,)),
    "first-day-without-times": Scenario(free=(1, 2), without_times=(1,)),
    "next-bookable-day": Scenario(next_day=200),
    "no-appointment": Scenario(code="noAppointmentForThisScope"),
    "captcha": Scenario(code="captchaMissing"),
    "too-many-mails": Scenario(code="tooManyAppointmentsWithSameMail"),
    "too-often": Scenario(body=TOO_OFTEN),
    "maintenance": Scenario(body=_headline("Die Terminverwaltung wird momentan gewartet")),
    "session-expired": Scenario(body=EXPIRED),
    "landing": Scenario(body=LANDING),
    "redesigned": Scenario(body=REDESIGNED),
}


class Simulator(Simulated[Scenario]):
    """The site as an ASGI app."""

    def _watch(self, asked: Asked) -> Iterator[str]:
        if asked.method != "GET" or asked.body:
            yield "a look sends nothing"
        if _NEVER.search(asked.path):
            yield "picks or books an appointment, or asks for a captcha"
        yield from personal(asked.query)

    def _answer(self, asked: Asked) -> Response:
        path, shown = asked.path, self.scenario
        if shown.body:
            return HTMLResponse(shown.body, shown.status)
        if path == SEARCH:
            place = shown.lands_on or ("day/" if shown.free else "taken/")
            return Response(status_code=302, headers={"location": f"{_TERMIN}/{place}", "set-cookie": "zms=1; path=/"})
        if found := re.fullmatch(rf"{_TERMIN}/day/(?:(\d+)/)?", path):
            return self._calendar(int(found[1]) if found[1] else None)
        if path.startswith(f"{API}/available-"):
            return _json(self._api(path.removeprefix(API), asked.query.get("date", "")))
        pages = {"taken/": TAKEN, "stop/": STOPPED, "time/": self._timetable()}
        content = pages.get(path.removeprefix(f"{_TERMIN}/"))
        return HTMLResponse(content or "not found", 200 if content else 404)

    def _today(self) -> date:
        return self._now().astimezone(ZONE).date()

    def _days(self) -> list[date]:
        return [self._today() + timedelta(days=offset) for offset in self.scenario.free]

    def _calendar(self, stamp: int | None) -> Response:
        first = datetime.fromtimestamp(stamp, ZONE).date() if stamp else self._today()
        second = _next_month(first)
        link = f'<a title="nächster Monat" href="{_TERMIN}/day/{_midnight(second)}/">»</a>'
        legend = '<span class="buchbar"></span>verfügbar <span class="nichtbuchbar"></span>ausgebucht'
        months = self._month(first, "") + self._month(second, link)
        return HTMLResponse(_page("Auswahl des Tages", f"<p>{legend}</p>{months}"))

    def _month(self, day: date, link: str) -> str:
        first, free, cells = day.replace(day=1), self._days(), []
        for offset in range(monthrange(day.year, day.month)[1]):
            one = first + timedelta(days=offset)
            words = f"{one.day:02d}"
            if one in free:
                href = f"{_TERMIN}/time/{_midnight(one)}/"
                booking = f'<a title="An diesem Tag einen Termin buchen" href="{href}">{words}</a>'
                cells.append(f'<td class="buchbar">{booking}</td>')
            else:
                cells.append(f'<td class="{"nichtbuchbar" if one.weekday() < 5 else ""}">{words}</td>')
        head = f'<th class="month" colspan="5">{_MONTHS[day.month - 1]} {day.year}</th><th class="next">{link}</th>'
        return f'<div class="calendar-month-table"><table><tr>{head}</tr><tr>{"".join(cells)}</tr></table></div>'

    def _timetable(self) -> str:
        day = self._days()[0] if self.scenario.free else self._today()
        link = f'<a href="{_TERMIN}/time/{_midnight(day) + 36000}/122210/">Bürgeramt 1</a>'
        rows = f'<tr><th class="buchbar">10:00</th><td class="frei">{link}</td></tr>'
        named = f"<p>Sa. {day.day}. {_MONTHS[day.month - 1]} {day.year}</p>"
        return _page("Auswahl des Termins", f'{named}<div class="timetable"><table>{rows}</table></div>')

    def _api(self, call: str, asked: str) -> dict[str, Any]:
        shown, today = self.scenario, self._today()
        if shown.code:
            return {"errors": [{"errorCode": shown.code, "errorMessage": "...", "statusCode": 200}]}
        if call.startswith("/available-appointments"):
            silent = {str(today + timedelta(days=offset)) for offset in shown.without_times}
            nine = [_midnight(day) + 9 * 3600 for day in self._days() if str(day) == asked and asked not in silent]
            return {"offices": [{"officeId": 10489, "appointments": nine}] if nine else []}
        days = [{"time": str(day), "providerIDs": "10489"} for day in self._days()]
        answer: dict[str, Any] = {"availableDays": days}
        if shown.next_day is not None:
            answer["nextBookableDate"] = str(today + timedelta(days=shown.next_day))
        return answer


def _json(value: Any) -> Response:
    return Response(json.dumps(value), media_type="application/json")


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), ZONE).timestamp())
