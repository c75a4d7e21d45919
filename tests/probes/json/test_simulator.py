"""The simulated endpoint rings for every request that a look must never send."""

import httpx
import pytest

from probes.json.simulator import ENDPOINT, SCENARIOS, Simulator
from tests.support.looking import WEDNESDAY


@pytest.mark.parametrize(
    ("method", "path", "body", "alarms", "why"),
    [
        ("GET", ENDPOINT, None, 0, "a look"),
        ("POST", ENDPOINT, {"office": 7}, 0, "a question"),
        ("POST", ENDPOINT, {"who": [{"lastName": "X"}]}, 1, "a person's name inside"),
        ("GET", f"{ENDPOINT}?email=x", None, 1, "an address in the query"),
        ("PUT", ENDPOINT, None, 1, "a change"),
        ("POST", "/api/book", {"slot": 1}, 1, "a booking"),
        ("GET", "/login", None, 1, "a login"),
    ],
)
async def test_it_rings(method: str, path: str, body: object, alarms: int, why: str):
    app = Simulator(SCENARIOS["slots"], now=lambda: WEDNESDAY)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sim.test") as client:
        await client.request(method, path, json=body)
    assert len(app.alarms) == alarms, (why, app.alarms)
