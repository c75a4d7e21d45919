"""A simulated ANTS search (an ASGI app) that rings an alarm on every request a look must never send."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import Response

from probes.simulated import Asked, Simulated, unknown

__all__ = ["SCENARIOS", "Scenario", "Simulator"]

_PATH = "/api/SlotsFromPosition"
_SEARCH = frozenset(["longitude", "latitude", "start_date", "end_date", "radius_km", "reason", "documents_number"])
_RADII = frozenset(["0.99", "5", "10", "15", "20", "25", "30"])


def _town(name: str, times: list[datetime], stamp: str = "%Y-%m-%dT%H:%M:%S+00:00") -> dict[str, Any]:
    """One town hall of an answer."""
    return {
        "id": "1213",
        "name": f"Mairie de {name}",
        "longitude": 3.03,
        "latitude": 50.54,
        "city_name": name.upper(),
        "zip_code": "59113",
        "available_slots": [
            {"datetime": when.strftime(stamp), "callback_url": f"https://www.example.test/rdv/{number}"}
            for number, when in enumerate(times)
        ],
    }


def _times(now: datetime, count: int, first_in: int = 3) -> list[datetime]:
    """So many moments, a quarter of an hour apart, from some days after now on."""
    return [now + timedelta(days=first_in, minutes=15 * number) for number in range(count)]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One state of the API: what it answers to a search that it accepts."""

    body: Callable[[datetime], Any]
    """The JSON value, or the text where ``kind`` is another."""
    status: int = 200
    kind: str = "application/json"
    delay: float = 0.0
    """Seconds before an answer begins."""


def _says(body: Any) -> Callable[[datetime], Any]:
    return lambda _: body


SCENARIOS: dict[str, Scenario] = {
    "slots": Scenario(
        lambda now: [_town("Lille", _times(now, 2, 5)), _town("Seclin", _times(now, 1)), _town("Lens", [])]
    ),
    "slots-short-stamp": Scenario(lambda now: [_town("Lille", _times(now, 2), "%Y-%m-%dT%H:%MZ")]),
    "slots-without-zone": Scenario(lambda now: [_town("Lille", _times(now, 2), "%Y-%m-%dT%H:%M:%S")]),
    "slots-many": Scenario(lambda now: [_town("Lille", _times(now, 600))]),
    "towns-empty": Scenario(_says([_town("Lille", []), _town("Seclin", [])])),
    "nothing": Scenario(_says([])),
    "unreadable-slots": Scenario(_says([{**_town("Lille", []), "available_slots": [{"datetime": None}]}])),
    "other-objects": Scenario(_says([{"city": "Lille", "slots": []}])),
    "error-with-200": Scenario(_says({"detail": "Something went wrong"})),
    "html": Scenario(_says("<html><body><h1>Recherche</h1><p>Bienvenue</p></body></html>"), kind="text/html"),
    "no-token": Scenario(_says({"detail": "X-HUB-RDV-AUTH-TOKEN header invalid"}), status=401),
    "forbidden": Scenario(_says({"detail": "Not authenticated"}), status=403),
    "throttled": Scenario(_says({"error": "Rate limit exceeded: 30 per 1 minute"}), status=429),
    "error": Scenario(_says("Internal Server Error"), status=500, kind="text/plain"),
    "slow": Scenario(_says([]), delay=5.0),
    "redesigned": Scenario(_says({"version": 2, "meeting_points": []})),
}


class Simulator(Simulated[Scenario]):
    """The search as an ASGI app."""

    def _watch(self, asked: Asked) -> Iterator[str]:
        if asked.method != "GET" or asked.path != _PATH:
            yield "left the search"
        yield from unknown(asked.query, _SEARCH)
        if asked.query.get("radius_km", "30") not in _RADII:
            yield "asked for a radius that the API refuses"

    def _answer(self, asked: Asked) -> Response:
        scenario = self.scenario
        if asked.path != _PATH:
            return _json({"detail": "Not Found"}, 404)
        if not {"longitude", "latitude", "start_date", "end_date"} <= asked.query.keys():
            return _json({"detail": [{"msg": "field required", "type": "value_error.missing"}]}, 422)
        body = scenario.body(self._now())
        if scenario.kind == "application/json":
            return _json(body, scenario.status)
        return Response(body, scenario.status, media_type=scenario.kind)


def _json(value: Any, status: int) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), status, media_type="application/json")
