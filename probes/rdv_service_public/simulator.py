"""A simulated RDV Service Public (an ASGI app) that rings an alarm on every request a look must never send.

One office's public search in many states; the clock is handed in. Days are those of Paris.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from starlette.responses import HTMLResponse, Response

from probes.rdv_service_public import sim_pages as pages
from probes.simulated import Asked, Simulated, unknown

__all__ = ["SCENARIOS", "Scenario", "Simulator"]

_PARIS = ZoneInfo("Europe/Paris")
_SEARCH = frozenset(
    ["departement", "city_code", "service_id", "lieu_id", "motif_id", "motif_name_with_location_type"]
    + ["public_link_organisation_id", "user_selected_organisation_id", "date", "autofocus"]
)
_LOGIN = "/users/sign_in"


class _Visit(NamedTuple):
    """What a page is made from."""

    query: pages.Query
    today: date
    first: date
    """The first day of the week that was asked for."""

    def slot(self, days: int, hour: int) -> datetime:
        """A moment that many days from today."""
        return datetime.combine(self.today + timedelta(days=days), time(hour), tzinfo=_PARIS)

    def week(self, slots: list[datetime], *, later: datetime | None = None, opened: int = 7, more: bool = True) -> str:
        return pages.week(self.query, self.first, slots, later=later, opened=opened, more=more)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One state of the site: what it answers to a search."""

    body: Callable[[_Visit], str]
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    location: str = ""
    """Where a search is redirected."""
    delay: float = 0.0
    """Seconds before an answer begins."""


def _says(html: str) -> Callable[[_Visit], str]:
    return lambda _: html


def _closing(opened: int) -> Callable[[_Visit], str]:
    """Weeks of which only the first days from today on are open to booking."""

    def body(visit: _Visit) -> str:
        left = opened - (visit.first - visit.today).days
        return visit.week([], opened=max(0, min(7, left)), more=left > 0)

    return body


_THROTTLED = json.dumps({"errors": ["Limite d'appels API atteinte. Merci de patienter."]}, ensure_ascii=False)

SCENARIOS: dict[str, Scenario] = {
    "slots": Scenario(lambda visit: visit.week([visit.slot(1, 9), visit.slot(1, 10), visit.slot(2, 14)])),
    "slots-over-the-clock-change": Scenario(lambda visit: pages.places(visit.query, [visit.slot(26, 9)])),
    "slots-in-week-3": Scenario(lambda visit: visit.week([visit.slot(15, 9)])),
    "slots-later": Scenario(lambda visit: visit.week([], later=visit.slot(12, 9))),
    "places": Scenario(lambda visit: pages.places(visit.query, [visit.slot(9, 14), visit.slot(3, 9)])),
    "organisations": Scenario(lambda visit: pages.organisations(visit.query, visit.slot(3, 9))),
    "workshops": Scenario(_says(pages.workshops(2))),
    "none": Scenario(_says(pages.card(pages.NONE))),
    "none-try-later": Scenario(_says(pages.card(pages.NONE_LATER))),
    "none-older": Scenario(_says(pages.card(pages.NONE_OLDER))),
    "none-and-waiting-list": Scenario(_says(pages.site(f"<p>{pages.NONE}</p>{pages.WAITING_LIST}"))),
    "waiting-list-alone": Scenario(_says(pages.site(pages.WAITING_LIST))),
    "public-link": Scenario(
        _says(pages.card(pages.NONE)), location="/prendre_rdv?departement=75&public_link_organisation_id=2458"
    ),
    "empty-weeks": Scenario(lambda visit: visit.week([])),
    "empty-week-alone": Scenario(lambda visit: visit.week([], more=False)),
    "empty-then-closed": Scenario(_closing(10)),
    "closed-days": Scenario(_closing(0)),
    "contradictory": Scenario(lambda visit: visit.week([visit.slot(1, 9)]).replace("<h3>", f"<p>{pages.NONE}</p><h3>")),
    "withdrawn": Scenario(_says(pages.withdrawn())),
    "no-department": Scenario(_says(pages.card(pages.NO_DEPARTMENT))),
    "motifs": Scenario(lambda visit: pages.motifs(visit.query)),
    "login": Scenario(_says(""), location=_LOGIN),
    "throttled": Scenario(_says(_THROTTLED), status=429, kind="application/json"),
    "throttled-with-200": Scenario(_says(pages.card("Limite d'appels API atteinte. Merci de patienter."))),
    "out-of-order": Scenario(_says(pages.out_of_order())),
    "out-of-order-503": Scenario(_says(pages.out_of_order()), status=503),
    "error": Scenario(_says(pages.site("<h1>Erreur</h1>")), status=500),
    "not-found": Scenario(_says(pages.site("<h1>Page introuvable</h1>")), status=404),
    "elsewhere": Scenario(_says(""), location="https://127.0.0.1/users/rdv_wizard_step/new?motif_id=7"),
    "slow": Scenario(_says(pages.card(pages.NONE)), delay=5.0),
    "redesigned": Scenario(_says(pages.site("<section data-times='0'>Choisissez un horaire</section>"))),
}


class Simulator(Simulated[Scenario]):
    """One office's search as an ASGI app."""

    def _watch(self, asked: Asked) -> Iterator[str]:
        if asked.method != "GET":
            yield "sent something"
        if asked.path not in {"/", "/prendre_rdv", _LOGIN} and not asked.path.startswith("/org/"):
            yield "left the public search"
        yield from unknown(asked.query, _SEARCH)

    def _answer(self, asked: Asked) -> Response:
        scenario = self.scenario
        if asked.path == _LOGIN:
            return HTMLResponse(pages.login())
        if scenario.location and scenario.location != asked.target:
            return Response(status_code=302, headers={"location": scenario.location})
        today = self._now().astimezone(_PARIS).date()
        day = asked.query.get("date", "")
        first = date.fromisoformat(day[:10]) if day else today
        query = {name: value for name, value in asked.query.items() if name not in {"date", "autofocus"}}
        body = scenario.body(_Visit(query, today, first))
        return Response(body, scenario.status, media_type=scenario.kind)
