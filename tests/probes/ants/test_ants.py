"""What the tables of the ANTS search do not say: URLs and options, days without an offset, bounds, alarms."""

import json
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from probes.ants.probe import MAX_LISTED, PROBE, Options, allow
from probes.ants.simulator import SCENARIOS, Simulator
from probes.contract import Page, Reading, Reason, Window
from tests.support.looking import WEDNESDAY, look_at

API = "https://api.rendezvouspasseport.ants.gouv.fr/api/SlotsFromPosition"
PLACE = "longitude=3.05&latitude=50.63"


def read(answer: Any, url: str = API, **options: Any) -> Reading:
    page = Page(url, 200, json.dumps(answer).encode(), {"content-type": "application/json"})
    return PROBE.read(page, Options(**options))


def town(*times: str) -> dict[str, Any]:
    return {"city_name": "LILLE", "available_slots": [{"datetime": time, "callback_url": "x"} for time in times]}


@pytest.mark.parametrize(
    ("url", "options", "words", "why"),
    [
        (f"{API}?{PLACE}&address=1+rue+X", {}, "leave 'address' out", "an address is a person's"),
        (f"{API}?{PLACE}&days=3", {}, "leave 'days' out", "an option of ours, not of the API"),
        (f"{API}?{PLACE}&radius_km=40", {}, "radius_km: Input should be", "the API answers 403, which is no refusal"),
        (f"{API}?{PLACE}&start_date=2018-10-03&end_date=2018-10-02", {}, "end_date is before", "no such days"),
        (f"{API}?{PLACE}&start_date=2018-02-30", {}, "day is out of range", "no such day"),
        (f"{API}?{PLACE}&reason=CNI", {"reason": "PASSPORT"}, "'reason' is given twice", "which of them?"),
        (API, {"longitude": 3.05}, "give the longitude and the latitude", "the API demands both"),
        ("https://api.example.test/api/Other", {}, "its URLs look like", "another page"),
    ],
)
def test_a_search_that_cannot_be_made_is_refused(url: str, options: dict[str, Any], words: str, why: str) -> None:
    checked = Options(**options)
    with pytest.raises(ValueError, match=words) as refused:
        allow(url, checked)
    assert "\n" not in str(refused.value), why


def test_url_and_options_make_one_search() -> None:
    options = Options(radius_km=5, documents_number=2, start_date="2018-10-03", days=7)
    (line,) = allow(f"{API}?{PLACE}", options)
    sent = f"/api/SlotsFromPosition?{PLACE}&radius_km=5&documents_number=2&start_date=2018-10-03&end_date=2018-10-09"
    assert line.matches("GET", sent)
    assert not line.matches("GET", f"{sent}&address=1"), "and no other"
    assert not line.matches("POST", sent)


def test_slots_without_an_offset_are_told_by_their_days() -> None:
    reading = read([town("2018-10-09T09:00:00+00:00", "2018-10-08T09:00:00")])
    assert (reading.slots.count, reading.slots.earliest) == (2, date(2018, 10, 8))


def test_many_slots_are_counted_and_some_are_listed() -> None:
    times = [
        f"2018-10-{day:02}T{hour:02}:{minute:02}:00Z"
        for day in range(1, 29)
        for hour in range(8, 17)
        for minute in (0, 30)
    ]
    reading = read([town(*reversed(times))])
    assert (reading.slots.count, len(reading.slots.listed)) == (len(times), MAX_LISTED)
    assert reading.slots.earliest == reading.slots.listed[0] == datetime(2018, 10, 1, 8, tzinfo=UTC)


def test_the_days_may_be_the_options() -> None:
    reading = read([town()], start_date="2018-10-03", end_date="2018-10-05")
    assert reading.window == Window(date(2018, 10, 3), date(2018, 10, 5))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ([town("9999-12-31T23:00:00-10:00")], "a moment that leaves the calendar"),
        ([town("2018-10-08")], "a day is not a slot"),
        ([town("soon")], "no moment"),
        ([{"city_name": 3, "available_slots": []}], "a town without a name"),
        ([[], None, 1, "x"], "no objects"),
        ([{"city_name": "LILLE", "available_slots": {}}], "no list"),
        ("available_slots", "a text"),
    ],
)
def test_what_is_not_understood_proves_nothing(answer: Any, why: str) -> None:
    options = {"start_date": "2018-10-03", "end_date": "2018-10-05"}
    assert read(answer, **options).reason is Reason.UNRECOGNISED_PAGE, why


async def test_one_look_is_one_request() -> None:
    simulator = Simulator(SCENARIOS["nothing"], now=lambda: WEDNESDAY)
    path = f"/api/SlotsFromPosition?{PLACE}&start_date=2018-10-03&end_date=2018-10-05"
    _, fetched = await look_at(simulator, path, probe="ants")
    assert (fetched.reading.rule, len(simulator.requests)) == ("ants/empty-not-proof", 1)


@pytest.mark.parametrize(
    ("method", "path", "alarm"),
    [
        ("GET", "/api/Other", "left the search"),
        ("POST", "/api/SlotsFromPosition", "left the search"),
        ("GET", "/api/SlotsFromPosition?address=1", "sent the personal parameter 'address'"),
        ("GET", "/api/SlotsFromPosition?radius_km=40", "a radius that the API refuses"),
    ],
)
async def test_the_simulator_rings_where_a_look_must_not_go(method: str, path: str, alarm: str) -> None:
    simulator = Simulator(SCENARIOS["nothing"], now=lambda: WEDNESDAY)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(simulator), base_url="http://api.test") as client:
        await client.request(method, path)
    assert any(alarm in rung for rung in simulator.alarms)
