"""Every scenario of the simulator over a real socket: outcome, reason, quote, language, requests, no alarm."""

import re
from datetime import date

import pytest

from monitor.model import Limits
from monitor.watch.replay import replay
from probes.contract import Outcome, Reason, Window
from probes.ezbooking.simulator import SCENARIOS, Simulator
from probes.registry import PROBES
from tests.support.looking import WEDNESDAY, look_at, short_wait

FR = "Il n'existe plus de plage horaire libre pour votre demande de rendez-vous. Veuillez recommencer ultérieurement."
EN = "Booking planning has no more free time slot. Please try later."
WEEK = "Semaine du lundi 1 octobre 2018 au dimanche 7 octobre 2018"
WEEK_FROM = "Week from lundi 01 octobre 2018 to dimanche 07 octobre 2018"
CLOSED = "Attention : Cette page n'est pas disponible pour le moment !"
NO_CALENDAR = "Il n'y a pas calendrier disponible pour effectuer une demande de rendez-vous"

# G and P are GET and POST of the form's page or of a step, w a week fragment by its day offset.
TO_NOTICE, TO_WEEK = "G P/0 G/2", "G P/0 G/3 P/3 G/4"
ONE_OF_TWO = "G P/0 G/1 P/1 G/2 P/1"

CASES = [
    ("slots", "free-cells", "libre", "fr", TO_WEEK, "the calendar proves it, with a count"),
    ("slots-direct", "free-cells", "libre", "fr", "G P/0 G/4", "some sites skip step 3"),
    ("slots-many", "free-cells", "libre", "fr", TO_WEEK, "one week is enough to know"),
    ("slots-entities", "free-cells", "libre", "fr", TO_WEEK, "entities are decoded"),
    ("slots-week-from", "free-cells", "libre", "fr", TO_WEEK, "the header may leak English keys"),
    ("slots-in-week-3", "free-cells", "libre", "fr", f"{TO_WEEK} Gw35 Gw42", "empty weeks are turned"),
    ("slots-in-week-3-direct", "free-cells", "libre", "fr", "G P/0 G/4 Gw35 Gw42", "the same from step 4"),
    ("slots-beyond-the-links", "empty-calendar", WEEK, "fr", f"{TO_WEEK} Gw35", "true of its window, which says so"),
    ("empty-week-alone", "empty-calendar", WEEK, "fr", TO_WEEK, "one week's window"),
    ("empty-weeks", "empty-calendar", WEEK, "fr", f"{TO_WEEK} Gw35 Gw42", "the window grows with each week"),
    ("empty-week-from", "empty-calendar", WEEK_FROM, "en", TO_WEEK, "an English header is a language fact"),
    ("none", "notice", FR, "fr", TO_NOTICE, "the module's own notice"),
    ("none-at-step-1", "notice", FR, "fr", "G P/0 G/1", "some sites say it at step 1"),
    ("none-curly", "notice", FR, "fr", TO_NOTICE, "curly apostrophes"),
    ("none-entities", "notice", FR, "fr", TO_NOTICE, "HTML entities"),
    ("none-nfd", "notice", FR, "fr", TO_NOTICE, "decomposed accents"),
    ("none-utf-8-declared-latin-1", "notice", FR, "fr", TO_NOTICE, "a wrong charset header"),
    ("none-latin-1", "notice", FR, "fr", TO_NOTICE, "a right charset header"),
    ("none-latin-1-declared-utf-8", "notice", FR, "fr", TO_NOTICE, "the other wrong header"),
    ("none-english", "notice", EN, "en", TO_NOTICE, "none, and a language fact"),
    ("none-ajax-free", "notice", FR, "fr", TO_NOTICE, "what a person sees decides, not the fragments"),
    ("no-calendar", "no-calendar", NO_CALENDAR, "fr", "G P/0", "closed, not full"),
    ("disabled", "disabled", "Ce lien a été désactivé définitivement", "fr", "G", "closed for good"),
    ("unavailable", "suspended", CLOSED, "fr", "G", "closed for now"),
    ("unavailable-after-landing", "suspended", CLOSED, "fr", "G P/0", "the same after the terms"),
    ("unavailable-ajax-free", "suspended", CLOSED, "fr", "G", "free fragments behind a closed front prove nothing"),
    ("overloaded-200", "overloaded", "Service surchargé", None, "G", "an error page with 200"),
    ("overloaded-503", "overloaded", "Service surchargé", None, "G", "its words say more than its status"),
    ("overloaded-200-after-landing", "overloaded", "Service surchargé", None, "G P/0", "after the terms"),
    ("gateway-502", "http-5xx", "502 Bad Gateway", None, "G", "a gateway's page"),
    ("gateway-502-after-landing", "http-5xx", "502 Bad Gateway", None, "G P/0", "after the terms"),
    ("gateway-503", "http-5xx", "503 Service Temporarily Unavailable", None, "G", "unavailable is no maintenance"),
    ("gateway-504", "http-5xx", "504 Gateway Time-out", None, "G", "a gateway's page"),
    (
        "forbidden",
        "waf",
        "Request forbidden by administrative rules",
        None,
        "G",
        "we are kept out; the site is not down",
    ),
    ("not-found", "http-4xx", "404 Not Found", None, "G", "an error of the 400s"),
    ("rate-limited", "rate-limited", "Too Many Requests", None, "G", "we asked too often"),
    ("maintenance", "maintenance", "Site indisponible", None, "G", "maintenance with 200"),
    ("maintenance-503", "maintenance", "Site indisponible", None, "G", "maintenance with 503"),
    ("slow", "timeout", "", None, "G", "the look's time ran out"),
    ("reset", "connection", "", None, "G", "cut without an answer"),
    ("reset-after-landing", "connection", "", None, "G P/0 P/0", "once more on a new connection, then it is theirs"),
    ("truncated", "truncated", "", None, "G", "half a page proves nothing"),
    ("truncated-after-landing", "truncated", "", None, TO_NOTICE, "even where the sentence itself arrived"),
    ("https-only", "redirect", "https://127.0.0.1/booking/create/16105", None, "G", "another port is another place"),
    ("redirect-loop", "redirect", "", None, "G G/0 G G/0 G G/0", "in circles, bounded"),
    ("lost-session", "lost-session", "", None, "G P/0 G/0 G P/0 G/0", "once more with a fresh session, then given up"),
    ("lost-session-once", "notice", FR, "fr", "G P/0 G/0 G P/0 G/2", "the fresh session helps"),
    ("redesigned", "unrecognised-page", "", None, "G", "an unknown page is not 'none' and not 'slots'"),
    ("redesigned-after-landing", "unrecognised-page", "", None, "G P/0", "the same after the terms"),
    ("new-words", "unrecognised-page", "", None, TO_NOTICE, "a finish button without the known words proves nothing"),
    ("plannings-none", "notice", FR, "fr", f"{ONE_OF_TWO} G/2", "none only if all say so"),
    ("plannings-none-at-step-1", "notice", FR, "fr", "G P/0 G/1 P/1 P/1", "the same on the choice's own page"),
    ("plannings-second-free", "free-cells", "libre", "fr", f"{ONE_OF_TWO} G/3 P/3 G/4", "slots if any shows slots"),
    ("plannings-one-english", "notice", EN, "en", f"{ONE_OF_TWO} G/2", "the unexpected language is not hidden"),
    ("plannings-one-without-calendar", "no-calendar", NO_CALENDAR, "fr", ONE_OF_TWO, "else the least conclusive"),
    ("plannings-one-failing", "http-5xx", "502 Bad Gateway", None, ONE_OF_TWO, "a failure leaves the question open"),
    ("plannings-new-words", "unrecognised-page", "", None, f"{ONE_OF_TWO} G/2", "the least conclusive again"),
    ("plannings-changing-ids", "free-cells", "libre", "fr", f"{ONE_OF_TWO} G/3 P/3 G/4", "ids are read from the page"),
]
WITHOUT_PAGE = {"slow", "reset", "reset-after-landing", "truncated", "truncated-after-landing"}
"""Scenarios that end in a fault of the connection: their last exchange is no whole answer, so nothing is replayed."""


def short(method: str, path: str) -> str:
    """``P/0`` for a POST to step 0, ``Gw35`` for the week fragment at offset 35."""
    return method[0] + re.sub(r".*assign::\d+::\d+::", "w", path).removeprefix("/booking/create/16105")


def test_every_scenario_of_the_simulator_has_a_case() -> None:
    assert sorted(case[0] for case in CASES) == sorted(SCENARIOS)


@pytest.mark.parametrize(("name", "reason", "quote", "language", "requests", "why"), CASES, ids=[c[0] for c in CASES])
async def test_a_scenario_is_read_right(
    name: str, reason: str, quote: str, language: str | None, requests: str, why: str
) -> None:
    simulator = Simulator(SCENARIOS[name], now=lambda: WEDNESDAY, wait=short_wait)
    limits = Limits(seconds=0.4) if name == "slow" else None
    target, fetched = await look_at(simulator, "/booking/create/16105", limits=limits)
    reading = fetched.reading
    assert (reading.reason, reading.quote, reading.language) == (Reason(reason), quote, language), why
    assert " ".join(short(*request) for request in simulator.requests) == requests, why
    assert simulator.alarms == [], why
    if name not in WITHOUT_PAGE:
        stored = [(exchange.method, exchange.url, exchange.response) for exchange in fetched.exchanges]
        assert replay(PROBES["ezbooking"], target.url, target.options, stored) == reading, "stored bytes read the same"


async def test_free_cells_give_count_earliest_and_list() -> None:
    simulator = Simulator(SCENARIOS["slots"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105/4")
    slots = fetched.reading.slots
    assert slots.count == len(slots.listed) == 5
    assert slots.earliest == slots.listed[0] == min(slots.listed)
    assert slots.listed[0] > WEDNESDAY, "the time in the link, in UTC"


async def test_an_empty_calendar_speaks_only_of_its_weeks() -> None:
    simulator = Simulator(SCENARIOS["empty-weeks"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105")
    assert fetched.reading.outcome is Outcome.NO_SLOTS
    assert fetched.reading.window == Window(date(2018, 10, 1), date(2018, 10, 21))


async def test_the_number_of_weeks_turned_is_the_targets() -> None:
    simulator = Simulator(SCENARIOS["empty-weeks"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105", options={"weeks": 1})
    assert fetched.reading.window == Window(date(2018, 10, 1), date(2018, 10, 7))
    assert not any("ezjscore" in path for _, path in simulator.requests)


async def test_a_target_may_name_its_planning() -> None:
    simulator = Simulator(SCENARIOS["plannings-second-free"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105", options={"planning": "16106"})
    assert fetched.reading.reason is Reason.NOTICE, "the other planning's slots are not this target's"


async def test_a_planning_that_is_not_offered_proves_nothing() -> None:
    simulator = Simulator(SCENARIOS["plannings-none"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105", options={"planning": ["4711"]})
    assert fetched.reading.reason is Reason.UNRECOGNISED_PAGE
    assert fetched.reading.rule == "ezbooking/planning-not-offered"


async def test_the_same_form_below_index_php() -> None:
    simulator = Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/index.php/booking/create/16105")
    assert fetched.reading.reason is Reason.NOTICE
    assert simulator.alarms == []


async def test_polite_headers_are_sent_and_kept() -> None:
    simulator = Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105", expect_language=("fr-FR", "en"))
    sent = fetched.exchanges[0].request.decode()
    assert "User-Agent: Mozilla/5.0 (compatible; slotwatch/test; +https://example.org/observatory)\r\n" in sent
    assert "Accept-Language: fr-FR, fr;q=0.9, en;q=0.8\r\n" in sent
    assert "Cookie" not in sent, "each look begins without cookies"
    assert "Cookie: eZSESSID" in fetched.exchanges[1].request.decode(), "and keeps its own"
