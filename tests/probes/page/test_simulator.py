"""The simulated town hall rings for every request that a look must never make, and for no other."""

from datetime import UTC, datetime

import httpx
import pytest

from probes.page.simulator import CALENDAR, HOME, SCENARIOS, Simulator

CHOICE = {"jeton": "f3a9", "guichet": "20", "suite": "Étape suivante"}


async def ask(method: str, path: str, scenario: str = "slots", **fields: str) -> tuple[httpx.Response, list[str]]:
    site = Simulator(SCENARIOS[scenario], now=lambda: datetime(2018, 10, 3, tzinfo=UTC))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://example.test") as client:
        return await client.request(method, path, data=fields or None), site.alarms


@pytest.mark.parametrize(
    ("method", "path", "fields", "alarm", "why"),
    [
        ("GET", "/rdv/reserve?t=0", {}, "GET /rdv/reserve: a page that no look may ask for", "it would hold a slot"),
        ("GET", "/rdv/login", {}, "GET /rdv/login: a page that no look may ask for", "a login"),
        ("GET", "/admin", {}, "GET /admin: a page that no look may ask for", "outside the folder"),
        ("POST", HOME, CHOICE, f"POST {HOME}: sent a form to where no form leads", "not the form's action"),
        ("POST", CALENDAR, {"annuler": "1"}, f"POST {CALENDAR}: pressed the button that cancels", "a cancellation"),
        ("POST", CALENDAR, {"nom": ""}, f"POST {CALENDAR}: sent the personal field 'nom'", "even empty"),
        ("GET", f"{CALENDAR}?email=a", {}, f"GET {CALENDAR}: sent the personal field 'email'", "in a query too"),
    ],
)
async def test_an_alarm_rings(method, path, fields, alarm, why):
    _, alarms = await ask(method, path, **fields)
    assert alarms == [alarm], why


@pytest.mark.parametrize(
    ("method", "path", "fields", "shown", "why"),
    [
        ("GET", HOME, {}, "Choisissez une démarche", "the first page"),
        ("POST", CALENDAR, CHOICE, "<h2>Semaine 1</h2>", "the form as the page wrote it leads to the calendar"),
        ("POST", CALENDAR, {**CHOICE, "jeton": ""}, "Choisissez une démarche", "without its hidden field it does not"),
        ("POST", CALENDAR, {**CHOICE, "guichet": "21"}, "Choisissez une démarche", "nor for another desk"),
        ("GET", f"{CALENDAR}?semaine=2", {}, "<h2>Semaine 3</h2>", "a week by its link"),
    ],
)
async def test_other_requests_are_answered_without_alarm(method, path, fields, shown, why):
    answer, alarms = await ask(method, path, **fields)
    assert (shown in answer.text, alarms) == (True, []), why
