"""Which requests are allowed, which options make sense, and what the calls carry: what tables of walks cannot say."""

from datetime import date

import pytest
from pydantic import ValidationError

from probes.contract import Page, Reason, allowed
from probes.eappointment.closed_days import Horizon, answered_on, read_closed_days
from probes.eappointment.options import Options
from probes.eappointment.probe import PROBE, allow
from probes.eappointment.simulator import SCENARIOS, Simulator
from tests.support.looking import WEDNESDAY, look_at

HOME = "https://rdv.example.fr/eAppointment_PREF/appointment.do?preselectservice=DEPOT"
APP = "https://rdv.example.fr/eAppointment_PREF"
CALL = f"{APP}/dwr/call/plaincall"


@pytest.mark.parametrize(
    ("method", "url", "expected", "why"),
    [
        ("GET", HOME, True, "the target itself"),
        ("GET", f"{APP}/appointment.do;jsessionid=0A1B.worker_gfa1", True, "where it redirects"),
        ("GET", f"{APP}/element/jsp/specific/pref94.jsp", True, "a postcode page"),
        ("GET", f"{APP}/appointment.do?sitekey=P941&mobile=false", True, "an office"),
        ("GET", f"{APP}/appointment.do?sitekey=P941&userZip=94000", False, "a visitor's postcode"),
        ("GET", f"{APP}/captcha?1", False, "step 4"),
        ("POST", f"{CALL}/AjaxMotive.motiveMultiSiteSubmit.dwr", True, "the verdict"),
        ("POST", f"{CALL}/AjaxSelectionFormFeeder.getClosedDaysList.dwr", True, "closed days"),
        ("POST", f"{CALL}/AjaxAvailableTimeArea.savePreselectedRdv.dwr", False, "holds a slot"),
        ("POST", f"{CALL}/AjaxSelectionFormFeeder.confirmAppointment.dwr", False, "books"),
        ("GET", "https://rdv.example.fr/eAppointment/appointment.do", False, "another application"),
    ],
)
def test_only_the_way_to_the_verdict_is_allowed(method: str, url: str, expected: bool, why: str):
    assert allowed(method, url, HOME, allow(HOME, Options())) is expected, why


def test_an_address_without_the_application_is_refused():
    with pytest.raises(ValueError, match="an eAppointment URL looks like"):
        PROBE.allow("https://rdv.example.fr/", Options())


@pytest.mark.parametrize(
    ("options", "problem", "why"),
    [
        ({"motives": []}, "nothing to ask", "neither motives nor sites"),
        ({"motives": ["70}"]}, "String should match", "a key is a word"),
        ({"sites": {"a\nb": "1"}}, "String should match", "a line break would be another parameter"),
        ({"sites": {"a\n": "1"}}, "String should match", "not even at the end"),
        ({"postcode": "Créteil"}, "String should match", "five digits"),
        ({"motive": ["70"]}, "Extra inputs", "unknown keys"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(options: dict[str, object], problem: str, why: str):
    with pytest.raises(ValidationError) as raised:
        Options.model_validate(options)
    assert problem in str(raised.value), why


async def test_the_calls_name_the_session_that_the_site_opened():
    app = Simulator(SCENARIOS["found"], now=lambda: WEDNESDAY)
    options = {"sites": {"site7": "20012"}, "quantity": 2}
    await look_at(app, "/eAppointmentdemo/appointment.do", probe="eappointment", options=options)
    verdict, days = app.bodies
    assert f"httpSessionId={1:032X}\n" in verdict
    assert "c0-e1=number:2\n" in verdict
    assert "batchId=0\n" in verdict
    assert "c0-param1=string:site7\nc0-param2=string:20012\nbatchId=1\n" in days


def answer(days: str, dated: str) -> Page:
    text = f"//#DWR-REPLY\ndwr.engine._remoteHandleCallback('0','0',[{days}]);"
    return Page("https://x.test/", 200, text.encode(), {"content-type": "text/javascript", "date": dated})


@pytest.mark.parametrize(
    ("header", "expected", "why"),
    [
        ("Wed, 03 Oct 2018 09:00:00 GMT", date(2018, 10, 3), "the office's day"),
        ("Wed, 03 Oct 2018 22:30:00 GMT", date(2018, 10, 4), "which begins before the day of Greenwich"),
        ("Thu, 04 Oct 2018 09:00:00 GMT, Wed, 03 Oct 2018 09:00:00 GMT", date(2018, 10, 3), "the application's own"),
        ("yesterday", None, "no date"),
        ("Wed, 99 Oct 2018 09:00:00 GMT", None, "no such day"),
    ],
)
def test_the_answer_says_on_which_day_it_was_made(header: str, expected: date | None, why: str):
    assert answered_on(answer("", header)) == expected, why


@pytest.mark.parametrize(
    ("months", "days", "first", "expected", "why"),
    [
        (1, None, date(2018, 10, 3), date(2018, 10, 31), "this month"),
        (3, None, date(2018, 11, 30), date(2019, 1, 31), "over the year's end"),
        (None, 42, date(2018, 10, 3), date(2018, 11, 13), "the first day counts"),
        (None, None, date(2018, 10, 3), None, "nobody said"),
    ],
)
def test_a_horizon_ends_where_page_or_target_say(months, days, first, expected, why):
    assert Horizon(months, days).last(first) == expected, why


def test_days_without_order_are_quoted_by_the_beginning_of_the_answer():
    page = answer('"2018-10-06","2018-10-03","2018-10-04"', "Wed, 03 Oct 2018 09:00:00 GMT")
    reading = read_closed_days(page, Horizon(None, None))
    assert reading is not None
    assert (reading.reason, reading.slots.listed) == (Reason.FREE_DATES, (date(2018, 10, 5),))
    assert reading.quote in page.visible


@pytest.mark.parametrize("days", ['"2018-10-03",7', '"2018-10-03","2018-02-31"', "null", ""])
def test_a_list_of_anything_else_proves_nothing(days: str):
    assert read_closed_days(answer(days, "Wed, 03 Oct 2018 09:00:00 GMT"), Horizon(None, 1)) is None
