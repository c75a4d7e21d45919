"""A simulated ezbooking site (an ASGI app) that rings an alarm on every request a look must never send.

It keeps one session per ``eZSESSID`` cookie, as the real sites do; the clock and the waiting are handed in.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from probes.ezbooking import sim_pages as pages
from probes.ezbooking.sim_scenarios import SCENARIOS, Scenario, Shows, State, coming_slots, opening_monday
from probes.simulated import Asked, Simulated, at_once, personal

__all__ = ["COOKIE", "SCENARIOS", "Scenario", "Shows", "Simulator", "State"]

COOKIE = "eZSESSID"
_FORM = re.compile(r"(?P<base>(?:/index\.php)?/booking/create/(?P<id>\d+))(?:/(?P<step>\d*)(?:/.*)?)?")
_WEEK = re.compile(
    r"(?P<prefix>(?:/index\.php)?)/ezjscore/call/bookingserver::planning::assign"
    r"::(?P<id>\d+)::(?P<planning>\d+)::(?P<offset>-?\d{1,5})"
)


@dataclass(slots=True)
class _Session:
    cookie: str
    ids: tuple[int, ...]
    """What this session is told the plannings' ids are."""
    told: bool = False
    """The visitor has the cookie."""
    accepted: bool = False
    planning: int | None = None
    """The place of the chosen planning on the page."""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class _Visit:
    method: str
    base: str
    step: int
    fields: Mapping[str, str]
    session: _Session


@dataclass(frozen=True, slots=True)
class _Reply:
    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


_NOT_FOUND = _Reply(pages.gateway(404), 404)


def _redirect(location: str, status: int = 302) -> _Reply:
    return _Reply(status=status, headers={"location": location})


class Simulator(Simulated[Scenario]):
    """One booking form as an ASGI app. ``plannings``: ids and labels, default as many as the scenario tells apart."""

    def __init__(
        self,
        scenario: Scenario,
        *,
        now: Callable[[], datetime],
        form_id: int = 16105,
        plannings: Mapping[int, str] | None = None,
        title: str = "Remise d'un titre de séjour",
        wait: Callable[[float], Awaitable[None]] = at_once,
    ) -> None:
        super().__init__(scenario, now=now, wait=wait)
        self.form_id = form_id
        self.posted: list[tuple[str, dict[str, str]]] = []
        """Path and fields of each POST."""
        count = max([1, *(len(state.per_planning) for _, state in scenario.steps)])
        self._plannings = dict(plannings or {form_id + n: f"Calendrier - guichet {n}" for n in range(1, count + 1)})
        self._places = {id_: place for place, id_ in enumerate(self._plannings)}
        self._title = title
        self._sessions: dict[str, _Session] = {}

    def _watch(self, asked: Asked) -> Iterator[str]:
        """Ring where a look must never go, and keep the posted fields."""
        fields, kind = asked.fields, asked.request.headers.get("content-type", "")
        if asked.method == "POST":
            self.posted.append((asked.path, fields))
            if asked.body and not kind.startswith("application/x-www-form-urlencoded"):
                yield "sent something else than a plain form"
        form = _FORM.fullmatch(re.sub("/+", "/", asked.path))
        step = int(form["step"] or 0) if form else 0
        if step >= 5:
            yield f"step {step} holds a slot or asks for personal data"
        if step == 4 and asked.method == "POST":
            yield "pressed the calendar's button, which takes the first free slot"
        if "manageButton" in fields:
            yield "asked to manage somebody's appointments"
        yield from personal([*fields, *asked.query])

    def _answer(self, asked: Asked) -> ASGIApp:
        state, reply, url = self.scenario.at(self._now()), _NOT_FOUND, asked.request.url
        if state.https_only and url.scheme == "http":
            reply = _redirect(str(url.replace(scheme="https", port=None)), 301)
        elif (form := _FORM.fullmatch(asked.path)) and int(form["id"]) == self.form_id:
            session = self._session(asked.request.cookies.get(COOKIE, ""), state)
            visit = _Visit(asked.method, form["base"], int(form["step"] or 0), asked.fields, session)
            state = _in_force(state, visit)
            reply = _fault(state, asked.path) or _with_cookie(self._page(visit, state), visit.session)
        elif (week := _WEEK.fullmatch(asked.path)) and int(week["id"]) == self.form_id:
            state, reply = self._fragment(week, state)

        async def send_it(_scope: Scope, receive: Receive, send: Send) -> None:
            if state.delay:
                await self._wait(state.delay)
            if state.shows is Shows.RESET:
                await _reset(receive, send)
            else:
                await _answer(reply, state, receive, send)

        return send_it

    def _session(self, cookie: str, site: State) -> _Session:
        if cookie in self._sessions:
            self._sessions[cookie].told = True
            return self._sessions[cookie]
        number = len(self._sessions) + 1
        shift = 10_000 * number if site.changing_ids else 0
        session = _Session(f"{number:026x}", tuple(id_ + shift for id_ in self._plannings))
        self._places |= {id_: place for place, id_ in enumerate(session.ids)}
        self._sessions[session.cookie] = session
        return session

    def _page(self, visit: _Visit, state: State) -> _Reply:
        """What the booking module itself answers."""
        session, base, title = visit.session, visit.base, self._title
        if visit.step >= 5 or (visit.step, visit.method) == (4, "POST"):
            return _Reply(pages.statement(title, "Contrôle de sécurité"))
        if visit.method == "POST":
            return self._posted(visit, state)
        if visit.step == 0:
            return _Reply(pages.landing(base, title))
        if visit.step == 1 and len(session.ids) > 1:  # public bots come here without having accepted anything
            return _Reply(pages.choice(base, title, self._choices(session)))
        if not session.accepted or session.planning is None or state.shows is Shows.NO_CALENDAR:
            return _redirect(f"{base}/0")
        if visit.step not in (steps := _steps(state)):
            return _redirect(f"{base}/{steps[0]}")
        if visit.step == 3:
            return _Reply(pages.leaflet(base, title))
        if visit.step == 4:
            return _Reply(pages.calendar(base, title, self._week(base, session.ids[session.planning], 0, state)))
        return _Reply(pages.notice(base, title, state.sentence, visit.step))

    def _posted(self, visit: _Visit, state: State) -> _Reply:
        session, base, title, several = visit.session, visit.base, self._title, len(visit.session.ids) > 1
        if self._forgets(session):
            session.accepted, session.planning = False, None
            return _redirect(f"{base}/0")
        match visit.step:
            case 0 if "condition" not in visit.fields or "nextButton" not in visit.fields:
                return _Reply(pages.landing(base, title))
            case 0:
                session.accepted, session.planning = True, None if several else 0
                if several:
                    return _redirect(f"{base}/1")
                if state.shows is Shows.NO_CALENDAR:
                    return _Reply(pages.landing(base, title, pages.NO_CALENDAR))
                return _redirect(f"{base}/{_steps(state)[0]}")
            case 1 if several:
                return self._chosen(visit, state)
            case 3 if session.accepted and state.shows is Shows.CALENDAR:
                return _redirect(f"{base}/4")
            case _:
                return _redirect(f"{base}/0")

    def _chosen(self, visit: _Visit, state: State) -> _Reply:
        session, base, title = visit.session, visit.base, self._title
        session.accepted = True
        if session.planning is None or state.shows is Shows.NO_CALENDAR:
            error = "" if session.planning is None else pages.NO_CALENDAR
            return _Reply(pages.choice(base, title, self._choices(session), error))
        if _steps(state)[0] == 1:
            return _Reply(pages.notice(base, title, state.sentence, 1))
        return _redirect(f"{base}/{_steps(state)[0]}")

    def _forgets(self, session: _Session) -> bool:
        """Whether the site has lost this session; it loses as many as the state says, and those for good."""
        lost = sum(known.lost for known in self._sessions.values())
        session.lost = session.lost or lost < self.scenario.at(self._now()).lost_sessions
        return session.lost

    def _choices(self, session: _Session) -> list[tuple[int, str]]:
        return list(zip(session.ids, self._plannings.values(), strict=True))

    def _fragment(self, week: re.Match[str], site: State) -> tuple[State, _Reply]:
        """One week for the calendar's script; asks for no session, as on the real sites."""
        place = self._places.get(int(week["planning"]))
        if place is None:
            return site, _NOT_FOUND
        state = site.of(place)
        if state.ajax_slots is not None:
            state = replace(state, shows=Shows.CALENDAR, count=state.ajax_slots)
        base = f"{week['prefix']}/booking/create/{self.form_id}"
        number = (int(week["offset"]) - _origin(place)) // 7
        return state, _fault(state, base) or _Reply(self._week(base, int(week["planning"]), number, state))

    def _week(self, base: str, planning: int, number: int, state: State) -> str:
        """The calendar's table for the week that many weeks after the opening one, with its links."""
        now, prefix = self._now(), base.removesuffix(f"/booking/create/{self.form_id}")
        slots = (*state.slots, *coming_slots(now, state.count, state.weeks_ahead))
        call = f"{prefix}/ezjscore/call/bookingserver::planning::assign::{self.form_id}::{planning}::"
        links = [
            (f"{call}{_origin(self._places[planning]) + other * 7}", label)
            for other, label in ((number - 1, "Semaine précédente"), (number + 1, "Semaine suivante"))
            if 0 <= other < state.weeks
        ]
        return pages.week(
            base,
            opening_monday(now, slots) + timedelta(weeks=number),
            slots if state.shows is Shows.CALENDAR else (),
            links,
            english=state.english_header,
            padded=state.padded_days,
        )


def _in_force(site: State, visit: _Visit) -> State:
    """The state that answers this request: the site's, or from the choice on that of the chosen planning."""
    session, choosing = visit.session, (visit.method, visit.step) == ("POST", 1)
    if choosing:
        wanted = visit.fields.get("planning", "")
        session.planning = next((place for place, id_ in enumerate(session.ids) if str(id_) == wanted), None)
    if site.landing_first and (visit.method, visit.step) == ("GET", 0):
        return replace(site, shows=Shows.NOTICE, delay=0.0, sent=1.0)
    return site.of(session.planning) if choosing or visit.step > 1 else site


def _steps(state: State) -> tuple[int, ...]:
    """The steps that this state has after the terms, the one they lead to first."""
    if state.shows is Shows.CALENDAR:
        return (4,) if state.direct else (3, 4)
    return (state.none_step,)


def _fault(state: State, path: str) -> _Reply | None:
    """What a state answers to everything, or None where the module itself answers."""
    match state.shows:
        case Shows.PAGE:
            return _Reply(state.body, state.status, state.headers)
        case Shows.LOOP:
            return _redirect(path.removesuffix("/0") if path.endswith("/0") else f"{path}/0")
        case _:
            return None


def _with_cookie(reply: _Reply, session: _Session) -> _Reply:
    if session.told:
        return reply
    return replace(reply, headers={**reply.headers, "set-cookie": f"{COOKIE}={session.cookie}; path=/; HttpOnly"})


def _origin(place: int) -> int:
    """The day offset of a planning's opening week: it differs from planning to planning, so it tells no date."""
    return 28 + 147 * place


async def _answer(reply: _Reply, state: State, receive: Receive, send: Send) -> None:
    body = pages.write(reply.body, state.writing).encode(state.charset, errors="xmlcharrefreplace")
    kind = f"text/html; charset={state.declared or state.charset}"
    headers = {"content-type": kind, "content-length": str(len(body)), **reply.headers}
    sent = body[: int(len(body) * state.sent)]
    transport = _transport(send) if len(sent) < len(body) else None
    raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": raw})
    await send({"type": "http.response.body", "body": sent, "more_body": transport is not None})
    if transport is not None:
        transport.close()  # not abort: what was written still goes out
        await _gone(receive)


async def _reset(receive: Receive, send: Send) -> None:
    """End the connection without an answer; ``ConnectionResetError`` where the server lends no transport.

    uvicorn's ``send`` is a bound method of the request's cycle, which knows the socket's transport.
    """
    transport = _transport(send)
    if transport is None:
        raise ConnectionResetError("the simulated site cut the connection")
    transport.abort()
    await _gone(receive)


def _transport(send: Send) -> Any | None:
    return getattr(getattr(send, "__self__", None), "transport", None)


async def _gone(receive: Receive) -> None:
    """Wait until the server has noticed: it complains of an app that returns before."""
    while (await receive())["type"] != "http.disconnect":
        pass
