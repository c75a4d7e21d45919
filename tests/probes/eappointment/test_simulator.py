"""The simulated site rings for every request that a look must never send, and only for those."""

import httpx
import pytest

from probes.eappointment.simulator import BASE, SCENARIOS, Simulator
from tests.support.looking import WEDNESDAY

PLAIN = {"content-type": "text/plain"}
CALL = f"{BASE}/dwr/call/plaincall"
DAYS = "callCount=1\nc0-methodName=getClosedDaysList\nbatchId=0\n"

REQUESTS: list[tuple[str, str, str, dict[str, str], str, str]] = [
    ("GET", "/appointment.do?sitekey=P941&mobile=false", "", {}, "", "an office's entry"),
    ("POST", "/appointment.do", "CP=94000", {}, "", "a postcode of its area"),
    ("GET", "/appointment.do?mobile=0612345678", "", {}, "personal field 'mobile'", "a telephone"),
    ("POST", "/element/jsp/appointment.jsp", "email=a", {}, "personal field 'email'", "an address"),
    ("POST", "/element/jsp/appointment.jsp", "hourValue=09", {}, "belongs to a choice", "an hour"),
    ("GET", "/captcha?1", "", {}, "no page of the way", "the captcha of step 4"),
]


async def alarms(method: str, path: str, body: str, headers: dict[str, str]) -> list[str]:
    app = Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        await client.request(method, path, content=body, headers=headers)
    return app.alarms


@pytest.mark.parametrize(("method", "path", "body", "headers", "alarm", "why"), REQUESTS)
async def test_pages_ring_for_people_and_choices(method, path, body, headers, alarm, why):
    rung = await alarms(method, BASE + path, body, headers)
    assert len(rung) == bool(alarm), why
    assert alarm in "".join(rung), why


@pytest.mark.parametrize(
    ("method", "body", "headers", "alarm", "why"),
    [
        ("AjaxSelectionFormFeeder.getClosedDaysList", DAYS, PLAIN, "", "reads"),
        ("AjaxSelectionFormFeeder.getClosedDaysList", DAYS, {}, "not one plain call", "another content type"),
        ("AjaxSelectionFormFeeder.getClosedDaysList", DAYS.replace("1", "2"), PLAIN, "not one plain call", "two calls"),
        ("AjaxSelectionFormFeeder.confirmAppointment", DAYS, PLAIN, "choose or hold", "books"),
        ("AjaxAvailableTimeArea.savePreselectedRdv", DAYS, PLAIN, "choose or hold", "holds"),
        ("AjaxMotive.motiveMultiSiteSubmit", DAYS, PLAIN, "choose or hold", "another method than the address says"),
    ],
)
async def test_calls_ring_unless_they_only_read(method, body, headers, alarm, why):
    rung = await alarms("POST", f"{CALL}/{method}.dwr", body, headers)
    assert len(rung) == bool(alarm), why
    assert alarm in "".join(rung), why
