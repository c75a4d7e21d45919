"""A simulated eAppointment site (an ASGI app) that rings an alarm on every request a look must never send.

It keeps one session per ``JSESSIONID`` cookie, speaks DWR 2 or 3, and dates its answers by the clock it is handed.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from typing import Literal
from zoneinfo import ZoneInfo

from starlette.responses import HTMLResponse, Response

from probes.eappointment import sim_pages as pages
from probes.eappointment.sim_pages import Writing
from probes.simulated import Asked, Simulated, at_once, personal

BASE = "/eAppointmentdemo"
COOKIE = "JSESSIONID"
_OFFICE = ZoneInfo("Europe/Paris")
_CALL = re.compile(rf"{BASE}/dwr/call/plaincall/(\w+\.\w+)\.dwr")
_ENTRY = re.compile(rf"{BASE}/(?:appointment\.do|element/jsp/(?:specific/)?\w+\.jsp)?(?:;jsessionid=\w+)?")
_MOTIVE = re.compile(r"^c0-param\d=Object_Object:\{(\w+):reference:c0-e1\}$", re.MULTILINE)
_SITE = re.compile(r"^c0-param\d=string:(\w+)$", re.MULTILINE)
_READ_ONLY = ("AjaxMotive.motiveMultiSiteSubmit", "AjaxSelectionFormFeeder.getClosedDaysList")
_TELEPHONE = (("mobile", "false"), ("mobile", "true"))
"""Which page to show; not a number."""
_CHOOSING = re.compile(r"dayValue|hourValue|timeArea|selectedMotive|imgc|captcha", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """How the site behaves, for ever."""

    motives: Mapping[str, bool] = field(default_factory=lambda: {"20": False})
    """Keys, and whether there are availabilities."""
    message: str | None = pages.NONE
    months: int | None = None
    """What the page says of the calendar's length."""
    days: int = 42
    """How many days the list of closed days spans."""
    open_days: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By site: days that are not closed, counted from the day of the answer."""
    begins: int = 0
    """The first listed day, counted from the day of the answer."""

    dialect: Literal[2, 3] = 2
    writing: Writing = Writing.INLINE
    leading: tuple[Literal["postcode", "introduction", "sites"], ...] = ()
    """Pages before the motives, in order."""
    postcode: str = "94000"
    session_in_url: bool = False
    lost_sessions: int = 0
    """How many sessions are forgotten before their first call."""
    exception: str = ""
    whole_batch: bool = False
    page: str = ""
    """What answers every request, or from the calls on where ``late``."""
    status: int = 200
    late: bool = False
    undated: bool = False


@dataclass(slots=True)
class _Session:
    key: str
    step: int = 0
    lost: bool = False


_FOUND = Scenario(motives={"20": True}, message=None, open_days={"site7": (8, 9, 15)})

SCENARIOS: dict[str, Scenario] = {
    "none": Scenario(),
    "none-outlined": Scenario(writing=Writing.OUTLINED),
    "none-dwr-3": Scenario(dialect=3),
    "none-at-several": Scenario(motives={"20": False, "70": False}),
    "none-but-one": Scenario(motives={"20": False, "70": True, "120": False}),
    "none-in-new-words": Scenario(message="Tous les guichets ont été attribués."),
    "found": _FOUND,
    "found-outlined": replace(_FOUND, writing=Writing.OUTLINED),
    "found-dwr-3": replace(_FOUND, dialect=3),
    "found-and-all-closed": replace(_FOUND, open_days={}, months=1),
    "found-with-sundays-open": replace(_FOUND, open_days={"site7": (4, 8)}),
    "all-closed": Scenario(months=2, days=60),
    "all-closed-dwr-3": Scenario(days=42, dialect=3),
    "all-closed-for-less": Scenario(days=20),
    "all-closed-from-tomorrow": Scenario(begins=1),
    "all-closed-undated": Scenario(undated=True),
    "postcode": Scenario(leading=("postcode",)),
    "introduction": Scenario(leading=("introduction",)),
    "site-list": Scenario(leading=("sites",)),
    "session-in-url": Scenario(session_in_url=True),
    "lost-session": Scenario(lost_sessions=99),
    "lost-session-once": Scenario(lost_sessions=1),
    "no-cookies": Scenario(page=pages.statement(BASE, pages.NO_COOKIES)),
    "exception": Scenario(exception="Error"),
    "exception-dwr-3": Scenario(exception="Error", dialect=3, whole_batch=True),
    "session-exception": Scenario(exception="La session a expiré"),
    "error-title": Scenario(page=pages.statement(BASE, "Merci de recommencer.", "Page d'erreur")),
    "moved": Scenario(
        page=pages.statement(BASE, "La prise de rendez-vous se fait désormais sur le site www.example.fr")
    ),
    "suspended": Scenario(page=pages.statement(BASE, "La prise de rendez-vous est actuellement suspendue.")),
    "maintenance": Scenario(page=pages.maintenance()),
    "gateway-502": Scenario(page=pages.gateway(502, "Bad Gateway"), status=502),
    "gateway-502-late": Scenario(page=pages.gateway(502, "Bad Gateway"), status=502, late=True),
    "kept-out": Scenario(page=pages.gateway(403, "Forbidden"), status=403),
    "redesigned": Scenario(page=pages.redesigned()),
    "redesigned-late": Scenario(page=pages.redesigned(), late=True),
}
"""Every case, by name."""


class Simulator(Simulated[Scenario]):
    """One site as an ASGI app."""

    def __init__(
        self, scenario: Scenario, *, now: Callable[[], datetime], wait: Callable[[float], Awaitable[None]] = at_once
    ) -> None:
        super().__init__(scenario, now=now, wait=wait)
        self.bodies: list[str] = []
        """The body of each DWR call."""
        self._sessions: dict[str, _Session] = {}

    def _watch(self, asked: Asked) -> Iterator[str]:
        """Ring where a look must never go, and keep the calls."""
        kind, body = asked.request.headers.get("content-type", ""), asked.text
        names = [name for name, value in asked.query.items() if (name, value) not in _TELEPHONE]
        if call := _CALL.fullmatch(asked.path):
            self.bodies.append(body)
            if call[1] not in _READ_ONLY or f"c0-methodName={call[1].split('.')[1]}\n" not in body:
                yield "a call that may choose or hold something"
            if not kind.startswith("text/plain") or "callCount=1\n" not in body:
                yield "not one plain call"
        else:
            names += asked.fields
            if not _ENTRY.fullmatch(asked.path):
                yield "no page of the way to the motives"
        for name in names:
            yield from personal([name])
            if _CHOOSING.search(name):
                yield f"sent {name!r}, which belongs to a choice"

    def _answer(self, asked: Asked) -> Response:
        response = self._undated(asked)
        if not self.scenario.undated:
            response.headers["date"] = format_datetime(self._now(), usegmt=True)
        return response

    def _undated(self, asked: Asked) -> Response:
        call = _CALL.fullmatch(asked.path)
        site = self.scenario
        if site.page and (call or not site.late):
            return HTMLResponse(site.page, site.status)
        session = self._sessions.get(asked.request.cookies.get(COOKIE, ""))
        if call:
            return self._called(call[1], asked.text, session)
        if session is None:
            return self._opened(asked)
        return HTMLResponse(self._page(asked, asked.fields, session))

    def _opened(self, asked: Asked) -> Response:
        """A first visit: a session, and with it the first page or the way there."""
        session = _Session(f"{len(self._sessions) + 1:032X}")
        session.lost = len(self._sessions) < self.scenario.lost_sessions
        self._sessions[session.key] = session
        if self.scenario.session_in_url:
            response = Response(
                status_code=302, headers={"location": f"{BASE}/appointment.do;jsessionid={session.key}"}
            )
        else:
            response = HTMLResponse(self._page(asked, {}, session))
        response.set_cookie(COOKIE, session.key, path=BASE)
        return response

    def _page(self, asked: Asked, fields: Mapping[str, str], session: _Session) -> str:
        """The page of the session's step; a form that was filled in as it should leads to the next."""
        site, refused = self.scenario, False
        if asked.method == "POST" and session.step < len(site.leading):
            refused = site.leading[session.step] == "postcode" and fields.get("CP") != site.postcode
            session.step += not refused
        if "sitekey" in asked.query:
            session.step = len(site.leading)
        if session.step == len(site.leading):
            return pages.motives(BASE, {key: f"Motif {key}" for key in site.motives}, site.months)
        match site.leading[session.step]:
            case "postcode":
                return pages.postcode(BASE, refused)
            case "introduction":
                return pages.introduction(BASE)
            case "sites":
                return pages.introduction(BASE, ["site3", "site7"])

    def _called(self, method: str, body: str, session: _Session | None) -> Response:
        """The answer to a DWR call, in the site's dialect."""
        site = self.scenario
        asked = re.search(r"^batchId=(\d+)$", body, re.MULTILINE)
        batch = asked[1] if asked else "0"
        if session is None or session.lost:
            return HTMLResponse(pages.introduction(BASE))
        if site.exception or ("instanceId=0\n" in body) != (site.dialect == 3):
            said = site.exception or "The wrong number of parameters"
            text = pages.exception(said, dialect=site.dialect, batch=batch, whole_batch=site.whole_batch)
        elif method.startswith("AjaxMotive"):
            motive = _MOTIVE.search(body)
            found = site.motives.get(motive[1], False) if motive else False
            data = pages.verdict(found, None if found else site.message)
            text = pages.callback(data, dialect=site.dialect, batch=batch, writing=site.writing)
        else:
            place = _SITE.search(body)
            closed = pages.days(self._closed(place[1] if place else ""))
            text = pages.callback(closed, dialect=site.dialect, batch=batch)
        return Response(text, media_type="text/javascript; charset=utf-8")

    def _closed(self, place: str) -> list[date]:
        site, today = self.scenario, self._now().astimezone(_OFFICE).date()
        left_out = site.open_days.get(place, ())
        return [today + timedelta(days=n) for n in range(site.begins, site.days) if n not in left_out]
