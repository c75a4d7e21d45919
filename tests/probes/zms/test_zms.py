"""What tables cannot say of the zms probe: its allow-list, its alarms, and real pages captured elsewhere."""

import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from monitor.watch.replay import classify
from probes.contract import Outcome, Page, Reason, allowed
from probes.zms.probe import PROBE, Options, read
from probes.zms.simulator import API, SCENARIOS, SEARCH, Scenario, Simulator
from tests.support.looking import WEDNESDAY, look_at

CORPUS = Path(__file__).parents[3].parent / "shared" / "corpus"
LISTING = CORPUS / "pages.jsonl"
HOST = "https://service.berlin.de"
TIMES = f"{API}/available-appointments-by-office/?date={{date}}&officeId=10489"


@pytest.mark.parametrize(
    ("path", "may", "why"),
    [
        (f"{SEARCH}?requestList=1", True, "the target itself"),
        (f"{SEARCH}?requestList=2", False, "another search"),
        ("/terminvereinbarung/termin/day/", True, "where a search ends"),
        ("/terminvereinbarung/termin/day/1638313200/", True, "a later month"),
        ("/terminvereinbarung/termin/taken/", True, "where a search without result ends"),
        ("/terminvereinbarung/termin/time/", True, "the times of the only day, which pick nothing"),
        ("/terminvereinbarung/termin/time/1638313200/", False, "a link of a day or of a time"),
        ("/terminvereinbarung/termin/time/1638313200/122210/", False, "a booking link"),
        ("/terminvereinbarung/termin/bookingdate/", False, "a booking"),
        (f"{API}/available-appointments-by-office/?date=2018-10-04&officeId=10489", True, "the times of a day"),
        (f"{API}/available-appointments-by-office/?date=tomorrow&officeId=10489", False, "no date"),
        (f"{API}/reserve-appointment/", False, "a reservation"),
    ],
)
def test_only_what_shows_availability_is_asked_for(path: str, may: bool, why: str):
    url = f"{HOST}{SEARCH}?requestList=1"
    lines = PROBE.allow(url, Options(appointments_url=TIMES))
    assert allowed("GET", HOST + path, url, lines) is may, why
    assert not allowed("POST", HOST + path, url, lines), "nothing is ever sent"


@pytest.mark.parametrize(
    ("url", "options", "words"),
    [
        ("/terminvereinbarung/termin/time/1638313200/", {}, "picks or books an appointment"),
        (f"{API}/reserve-appointment/", {}, "picks or books an appointment"),
        (SEARCH, {"appointments_url": f"https://elsewhere.test{TIMES}"}, "another host"),
        (SEARCH, {"appointments_url": f"{API}/update-appointment/?date={{date}}"}, "picks or books an appointment"),
    ],
)
def test_addresses_that_book_or_lead_elsewhere_are_refused(url: str, options: dict[str, str], words: str):
    with pytest.raises(ValueError, match=words):
        PROBE.allow(HOST + url, Options.model_validate(options))


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (f"{API}/available-appointments/", "write {date} once"),
        (f"{API}/{{date}}/", "write {date} once"),
        (f"{TIMES}&email=x", "personal data"),
        ("available/?date={date}", "no web address"),
        ("//elsewhere.test/?date={date}", "no web address"),
    ],
)
def test_a_template_says_where_the_day_stands(template: str, words: str):
    with pytest.raises(ValidationError, match=words):
        Options(appointments_url=template)


@pytest.mark.parametrize(
    ("method", "path", "alarms"),
    [
        ("GET", f"{SEARCH}?requestList=1", 0),
        ("GET", "/terminvereinbarung/termin/time/1539986400/", 1),
        ("GET", "/terminvereinbarung/termin/bookingdate/", 1),
        ("GET", "/terminvereinbarung/termin/eintragen.php", 1),
        ("GET", f"{API}/captcha-challenge/", 1),
        ("POST", f"{API}/reserve-appointment/", 2),
        ("GET", f"{SEARCH}?Nachname=X", 1),
    ],
)
async def test_the_simulator_rings(method: str, path: str, alarms: int):
    app = Simulator(SCENARIOS["slots"], now=lambda: WEDNESDAY)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sim.test") as client:
        await client.request(method, path)
    assert len(app.alarms) == alarms, app.alarms


async def test_a_redirect_to_one_slot_is_not_followed():
    app = Simulator(Scenario(free=(20,), lands_on="time/1539986400/"), now=lambda: WEDNESDAY)
    _, fetched = await look_at(app, SEARCH, probe="zms")
    assert fetched.reading.reason is Reason.REDIRECT
    assert (len(app.requests), app.alarms) == (1, [])


def answer(value: Any, status: int = 200, url: str = HOST) -> Page:
    return Page(url, status, json.dumps(value).encode(), {"content-type": "application/json"})


NO_APPOINTMENT = {"errors": [{"errorCode": "noAppointmentForThisScope", "statusCode": 404}]}


@pytest.mark.parametrize(
    ("headline", "reason", "language"),
    [
        ("Zu viele Zugriffe", Reason.RATE_LIMITED, "de"),
        ("Forbidden access", Reason.FORBIDDEN, "en"),
        ("Die Terminverwaltung wird momentan gewartet", Reason.MAINTENANCE, "de"),
        ("Ihre Sitzung ist abgelaufen", Reason.CAPTCHA, "de"),
    ],
)
def test_the_site_s_own_obstacles_are_known_without_the_screen(headline: str, reason: Reason, language: str):
    page = Page(HOST, 200, f"<h1>{headline}</h1>".encode(), {"content-type": "text/html"})
    reading = read(page, Options())
    assert (reading.reason, reading.quote, reading.language) == (reason, headline, language)


def test_a_404_with_the_code_for_none_is_read_as_none():
    assert read(answer(NO_APPOINTMENT, 404), Options()).reason is Reason.NOTICE


def test_the_same_code_after_a_fault_of_the_server_proves_nothing():
    assert read(answer(NO_APPOINTMENT, 500), Options()).reason is Reason.UNRECOGNISED_PAGE


def test_an_empty_day_without_a_name_answers_for_no_horizon():
    reading = read(answer({"appointmentTimestamps": []}), Options())
    assert (reading.outcome, reading.window, reading.span) == (Outcome.NO_SLOTS, None, "day")
    reading = read(answer({"availableDays": []}), Options())
    assert (reading.outcome, reading.window, reading.span) == (Outcome.NO_SLOTS, None, "period")


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"data": []},
        {"data": None, "errors": "x"},
        {"errors": [None, {"errorCode": 7}]},
        {"availableDays": [None, 1, {"year": "²", "month": 1, "day": 1}, {"date": "2024-13-40"}]},
        {"offices": "none"},
        {"startDate": "2024-08-21", "endDate": [], "days": [{"date": "2024-08-22", "status": []}]},
        {"offices": {"1": {"2": [[[[1724313600]]]]}}},
        {"appointmentTimestamps": [True, -1, 1e300, "²²", {"date": []}]},
        {"data": {"0": {"appointments": [], "status": "free"}, "²": {"appointments": [1]}}},
    ],
)
def test_answers_of_odd_shapes_show_no_slots(value: Any):
    assert read(answer(value), Options()).outcome is not Outcome.SLOTS


def test_deeply_nested_times_are_not_followed():
    nested = "[" * 300 + "1724313600" + "]" * 300
    page = Page(HOST, 200, f'{{"appointmentTimestamps": {nested}}}'.encode(), {"content-type": "application/json"})
    assert read(page, Options()).outcome is Outcome.UNRECOGNISED


@pytest.mark.skipif(not LISTING.exists(), reason="no captured pages")
def test_captured_pages_are_read_right_or_not_at_all():
    right, unread = [], []
    for row in map(json.loads, LISTING.read_text("utf-8").splitlines()):
        content = (CORPUS / "pages" / row["file"]).read_bytes()
        kind = "application/json" if row["file"].endswith(".json") else "text/html"
        page = Page("https://www.example.test/", 200, content, {"content-type": kind})
        reading = classify(page, [(PROBE, {})])
        ours = "service.berlin.de" in row["system"] or row["system"].startswith("ZMS")
        if reading.outcome in (Outcome.SLOTS, Outcome.NO_SLOTS):
            assert (ours, reading.outcome.value) == (True, row["label"]), row["file"]
            assert reading.quote in page.visible.replace("\n", " "), row["file"]
            right.append(row["file"])
        elif ours and row["label"] in ("slots", "no_slots"):
            unread.append(row["file"])
        elif ours:
            assert reading.outcome.value == {"captcha": "gated"}.get(row["label"], "unrecognised"), row["file"]
    # The form for personal data follows a picked slot: it shows what one person was offered, not what is free.
    assert (len(right), unread) == (13, ["berlin2016-enter-details.htm"])


@pytest.mark.parametrize(
    "html",
    [
        "<div class=timetable>" + "<table><tr><td>" * 6000,
        "<div class=calendar-month-table><table><tr><th class=month>Mai 2021</th></tr>"
        + "<tr><td class=buchbar>1" * 9000,
        "<div class=calendar-month-table><th class=month>Mai 2021</th>" * 6000,
        "<h1>" * 30_000,
    ],
    ids=["rows", "cells", "months", "headlines"],
)
def test_tables_nested_thousands_deep_are_read_at_once(html: str):
    began = time.process_time()
    read(Page(HOST, 200, html.encode(), {"content-type": "text/html"}), Options())
    assert time.process_time() - began < 20, "a quadratic reader would need minutes"
