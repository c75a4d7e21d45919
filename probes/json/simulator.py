"""A simulated JSON endpoint (an ASGI app) that rings an alarm on every request a look must never send."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import Response

from probes.simulated import Asked, Simulated, personal

ENDPOINT = "/api/slots"
_NEVER = re.compile(r"book|reserve|hold|confirm|cancel|login|sign-?in|captcha", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What the endpoint answers. ``days`` are counted from the moment of the request."""

    days: tuple[int, ...] = ()
    """Days that have a free slot, at nine in the morning UTC."""
    span: int = 7
    """How many days the list speaks of."""
    next_day: int | None = None
    """The next slot outside the list."""
    taken: bool = False
    """Slots that are taken are listed too."""
    body: str | None = None
    """An answer instead of all this."""
    status: int = 200
    content_type: str = "application/json"
    prefix: str = ""
    """What stands before the JSON."""
    location: str = ""
    delay: float = 0.0
    """Seconds before the answer."""
    methods: tuple[str, ...] = field(default=("GET",))

    def answer(self, now: datetime) -> str:
        """The body."""
        if self.body is not None:
            return self.body
        start = now.replace(hour=9, minute=0, second=0, microsecond=0)
        listed: list[dict[str, Any]] = []
        for offset in range(self.span):
            moment = start + timedelta(days=offset)
            slots = [{"start": moment.isoformat(), "status": "AVAILABLE"}] if offset in self.days else []
            if self.taken:
                slots.append({"start": (moment + timedelta(hours=1)).isoformat(), "status": "FULL"})
            listed.append({"date": str(moment.date()), "slots": slots})
        answer: dict[str, Any] = {"from": listed[0]["date"], "to": listed[-1]["date"], "days": listed}
        if self.next_day is not None:
            answer["next_slot"] = (start + timedelta(days=self.next_day)).isoformat()
        return self.prefix + json.dumps(answer)


_ELSEWHERE = (
    '<!doctype html><html lang="en"><title>Waiting</title><h1>Please wait</h1><p>You are number 4211.</p></html>'
)

SCENARIOS: dict[str, Scenario] = {
    "slots": Scenario(days=(1, 3)),
    "slots-among-taken": Scenario(days=(2,), taken=True),
    "slots-behind-a-prefix": Scenario(days=(1,), prefix=")]}',\n"),
    "slots-by-post": Scenario(days=(1,), methods=("POST",)),
    "next-slot-only": Scenario(next_day=30),
    "empty": Scenario(),
    "all-taken": Scenario(taken=True),
    "error-code": Scenario(body='{"days": [], "error": {"code": 4008, "type": "Information"}}'),
    "blocked-code": Scenario(body='{"error": {"code": "403201"}}'),
    "another-structure": Scenario(body='{"schedule": {"slots": []}}'),
    "html-instead": Scenario(body=_ELSEWHERE, content_type="text/html"),
    "server-error": Scenario(body='{"error": "internal"}', status=500),
    "too-many": Scenario(body='{"error": "quota"}', status=429),
    "slow": Scenario(delay=60.0),
}


class Simulator(Simulated[Scenario]):
    """The endpoint as an ASGI app."""

    def _answer(self, asked: Asked) -> Response:
        shown = self.scenario
        if asked.path != ENDPOINT:
            return Response("not found", 404)
        if asked.method not in shown.methods:
            return Response("method not allowed", 405)
        headers = {"location": shown.location} if shown.location else {}
        return Response(shown.answer(self._now()), shown.status, headers, media_type=shown.content_type)

    def _watch(self, asked: Asked) -> Iterator[str]:
        if asked.method not in ("GET", "POST"):
            yield "a look only reads"
        if _NEVER.search(asked.path):
            yield "books, holds, logs in or solves a captcha"
        yield from personal([*asked.query, *_names(asked.body)])
        if asked.body and not asked.request.headers.get("content-type", "").startswith("application/json"):
            yield "sent something else than JSON"


def _names(body: bytes) -> Iterator[str]:
    """All names in a JSON body."""
    try:
        stack = [json.loads(body or b"null")]
    except ValueError:
        return
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            yield from one
            stack += one.values()
        elif isinstance(one, list):
            stack += one
