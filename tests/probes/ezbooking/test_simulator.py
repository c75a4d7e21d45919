"""The simulated ezbooking site behaves like the real ones, and rings when a look goes too far."""

from __future__ import annotations

import asyncio
import html
import logging
import re
import socket
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
import uvicorn
from bs4 import BeautifulSoup

from probes.ezbooking import sim_pages as pages
from probes.ezbooking.sim_scenarios import coming_slots, opening_monday
from probes.ezbooking.simulator import COOKIE, SCENARIOS, Scenario, Shows, Simulator, State

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2018, 10, 3, 10, 0, tzinfo=PARIS)  # a Wednesday
BASE = "/booking/create/16105"
ACCEPT = {"condition": "on", "nextButton": "Effectuer une demande de rendez-vous"}
NEXT = {"nextButton": "Etape suivante"}
FREE_LINK = re.compile(r'<td class="status-1 free"><a href="[^"]*/5/(\d+)">libre</a></td>')
WEEK_LINK = re.compile(r'href="([^"]*::assign::[^"]*)">Semaine suivante<')


def simulate(scenario: Scenario | State | str, **options: Any) -> Simulator:
    if isinstance(scenario, str):
        scenario = SCENARIOS[scenario]
    if isinstance(scenario, State):
        scenario = Scenario.always(scenario)
    return Simulator(scenario, **({"now": lambda: NOW} | options))


@asynccontextmanager
async def visitor(site: Simulator) -> AsyncIterator[httpx.AsyncClient]:
    """A browser with its own cookies, following redirects."""
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="http://example.test", follow_redirects=True) as client:
        yield client


async def accepted(site: Simulator, base: str = BASE) -> httpx.Response:
    async with visitor(site) as client:
        await client.get(base)
        return await client.post(f"{base}/0", data=ACCEPT)


async def test_the_landing_shows_the_terms_and_sets_the_session_cookie() -> None:
    site = simulate("none")
    async with visitor(site) as client:
        for path in (BASE, f"{BASE}/0", f"{BASE}/"):
            page = await client.get(path)
            assert page.status_code == 200
            assert f'<form name="create" id="FormBookingCreate" action="{BASE}/0" method="post">' in page.text
            assert 'type="checkbox" class="condition" id="condition" name="condition"' in page.text
            assert 'name="nextButton" value="Effectuer une demande de rendez-vous"' in page.text
            assert 'value="Annuler, consulter et gérer mes demandes de rendez-vous"' in page.text
            assert "<h1>Remise d'un titre de séjour</h1>" in page.text
        assert client.cookies[COOKIE]
    assert site.requests == [("GET", BASE), ("GET", f"{BASE}/0"), ("GET", f"{BASE}/")]


@pytest.mark.parametrize(
    ("name", "final", "marker", "why"),
    [
        ("none", "/2", pages.NONE_FRENCH, "one planning, nothing free: the notice"),
        ("none-at-step-1", "/1", pages.NONE_FRENCH, "some sites say so at step 1"),
        ("none-english", "/2", pages.NONE_ENGLISH, "the untranslated sentence"),
        ("new-words", "/2", 'name="finishButton" value="Terminer"', "the same page in words nobody knows"),
        ("slots", "/3", f'action="{BASE}/3"', "what to bring comes first"),
        ("slots-direct", "/4", f'action="{BASE}/4"', "step 3 is optional"),
        ("slots-in-week-3", "/3", 'value="Etape suivante"', "free cells in a later week lead on as well"),
        ("empty-weeks", "/3", f'action="{BASE}/3"', "a calendar without any free cell is still a calendar"),
        ("plannings-none", "/1", 'name="planning" id="planning16107" value="16107"', "several plannings: choose one"),
        ("no-calendar", "/0", f'<ul class="error"><li>{pages.NO_CALENDAR}</li></ul>', "stays where it was"),
        ("lost-session", "/0", 'id="condition"', "a forgotten session is back at the terms, without an error"),
        ("unavailable-after-landing", "/0", pages.UNAVAILABLE, "the terms come as usual, then it is closed"),
        ("redesigned-after-landing", "/0", "app-agenda", "nothing known is left"),
        ("none-ajax-free", "/2", pages.NONE_FRENCH, "the front stands by its notice"),
    ],
)
async def test_accepting_the_terms_leads_to_the_step_that_tells(name: str, final: str, marker: str, why: str) -> None:
    site = simulate(name)
    page = await accepted(site)
    assert page.url.path == BASE + final, why
    assert marker in page.text, why
    assert (page.status_code, site.alarms) == (200, []), why


async def test_the_terms_must_be_accepted() -> None:
    site = simulate("slots")
    async with visitor(site) as client:
        page = await client.post(f"{BASE}/0", data={"nextButton": ACCEPT["nextButton"]})
        assert 'id="condition"' in page.text
        for step in (1, 2, 3, 4):
            assert (await client.get(f"{BASE}/{step}")).url.path == f"{BASE}/0"
        assert (await client.post(f"{BASE}/3", data=NEXT)).url.path == f"{BASE}/0"


async def test_sessions_are_kept_apart_by_their_cookie() -> None:
    site = simulate("slots")
    async with visitor(site) as first, visitor(site) as second:
        await first.get(BASE)
        await second.get(BASE)
        assert first.cookies[COOKIE] != second.cookies[COOKIE]
        await first.post(f"{BASE}/0", data=ACCEPT)
        assert (await first.get(f"{BASE}/4")).url.path == f"{BASE}/4"
        assert (await second.get(f"{BASE}/4")).url.path == f"{BASE}/0"


async def test_what_to_bring_leads_to_the_calendar() -> None:
    site = simulate("slots")
    async with visitor(site) as client:
        await client.post(f"{BASE}/0", data=ACCEPT)
        page = await client.post(f"{BASE}/3", data=NEXT)
    assert page.url.path == f"{BASE}/4"
    assert '<th colspan="7">Semaine du lundi 1 octobre 2018 au dimanche 7 octobre 2018</th>' in page.text
    assert "Légende : " in page.text
    assert 'value="Première plage horaire libre"' in page.text
    seconds = [int(second) for second in FREE_LINK.findall(page.text)]
    assert sorted(seconds) == [int(slot.timestamp()) for slot in coming_slots(NOW, 5)]
    assert site.posted == [(f"{BASE}/0", ACCEPT), (f"{BASE}/3", NEXT)]
    assert site.alarms == []


@pytest.mark.parametrize(
    ("name", "free", "why"),
    [
        ("slots-direct", [5, 0, 0, 0, 0, 0], "this week already, and six weeks are linked"),
        ("slots-in-week-3-direct", [0, 0, 5, 0, 0, 0], "the third week has slots"),
        ("empty-weeks", [0, 0, 0], "three weeks, nothing in any"),
        ("empty-week-alone", [0], "one week and no link to another"),
        ("slots-beyond-the-links", [0, 0], "what no link leads to is not seen"),
    ],
)
async def test_week_links_turn_the_calendar(name: str, free: list[int], why: str) -> None:
    site = simulate(name)
    async with visitor(site) as client:
        await client.post(f"{BASE}/0", data=ACCEPT)
        page = await client.get(f"{BASE}/4")
        counts, headers = [len(FREE_LINK.findall(page.text))], [page.text]
        while link := WEEK_LINK.search(page.text):
            page = await client.get(link[1])
            assert "<html" not in page.text, "a fragment"
            counts.append(len(FREE_LINK.findall(page.text)))
            headers.append(page.text)
    assert counts == free, why
    for number, text in enumerate(headers):
        monday = NOW.date() + timedelta(days=7 * number - NOW.weekday())
        assert f"Semaine du {pages.french_date(monday)} au " in text, why
        assert ("Semaine précédente" in text) == (number > 0), why


async def test_the_english_header_keeps_french_dates() -> None:
    page = await accepted(simulate(replace(SCENARIOS["slots-week-from"].steps[0][1], direct=True)))
    assert "Week from lundi 01 octobre 2018 to dimanche 07 octobre 2018" in page.text


async def test_explicit_slots_are_shown_in_the_zone_of_the_office() -> None:
    late = datetime(2018, 10, 28, 23, 30, tzinfo=UTC)  # Monday 0:30 in Paris, after the change of clocks
    site = simulate(State(shows=Shows.CALENDAR, slots=(late,), direct=True), now=lambda: late - timedelta(days=3))
    async with visitor(site) as client:
        page = await client.post(f"{BASE}/0", data=ACCEPT)
    assert "Semaine du lundi 29 octobre 2018 au dimanche 4 novembre 2018" in page.text
    assert FREE_LINK.findall(page.text) == [str(int(late.timestamp()))]


async def test_fragments_need_no_session_and_may_contradict_the_front() -> None:
    path = "/ezjscore/call/bookingserver::planning::assign::16105::16106::28"
    for name, free in (("none", 0), ("slots", 5), ("none-ajax-free", 3), ("unavailable-ajax-free", 3)):
        async with visitor(simulate(name)) as client:
            fragment = await client.get(path)
            assert len(FREE_LINK.findall(fragment.text)) == free, name
            assert COOKIE not in client.cookies, name
            assert (await client.get(path.replace("16106", "16199"))).status_code == 404, name


@pytest.mark.parametrize(
    ("method", "path", "fields", "sentence", "why"),
    [
        ("GET", f"{BASE}/5/1538384400", {}, "step 5 holds a slot", "a plain GET reserves the slot"),
        ("GET", f"/index.php{BASE}/5/1538384400", {}, "step 5 holds a slot", "by the other path as well"),
        ("GET", "/booking/create//16105//5/1538384400", {}, "step 5 holds a slot", "doubled slashes"),
        ("GET", "/booking/create/999/5/1538384400", {}, "step 5 holds a slot", "whatever the form"),
        ("POST", f"{BASE}/4", NEXT, "takes the first free slot", "the button of the calendar"),
        ("GET", f"{BASE}/6", {}, "step 6", "the captcha"),
        ("POST", f"{BASE}/8", {}, "step 8", "the personal form"),
        ("POST", f"{BASE}/0", ACCEPT | {"email": "a@example.org"}, "personal field 'email'", "personal data"),
        ("POST", "/elsewhere", {"dateNaissance": ""}, "personal field 'dateNaissance'", "even empty, even elsewhere"),
        ("GET", f"{BASE}?nom=x", {}, "personal field 'nom'", "in the address"),
        ("POST", f"{BASE}/0", {"condition": "on", "manageButton": "x"}, "manage somebody's", "the other button"),
    ],
)
@pytest.mark.parametrize("name", ["slots", "none", "forbidden"])
async def test_an_alarm_rings(
    name: str, method: str, path: str, fields: dict[str, str], sentence: str, why: str
) -> None:
    site = simulate(name)
    async with visitor(site) as client:
        await client.request(method, path, data=fields or None)
    assert len(site.alarms) == 1, why
    assert sentence in site.alarms[0], why
    assert site.alarms[0].startswith(f"{method} /"), why


async def test_a_body_that_is_no_plain_form_rings() -> None:
    site = simulate("slots")
    async with visitor(site) as client:
        await client.post(f"{BASE}/0", json={"email": "a@example.org"})
    assert "something else than a plain form" in site.alarms[0]


async def test_each_planning_answers_for_itself() -> None:
    failing = SCENARIOS["gateway-502"].steps[0][1]
    closed = State(shows=Shows.NO_CALENDAR)
    free = State(shows=Shows.CALENDAR, count=3, direct=True)
    states = (State(), State(none_step=1, sentence=pages.NONE_ENGLISH), free, failing, closed)
    site = simulate(State(per_planning=states), plannings=dict.fromkeys([990, 1000, 1001, 1028, 1029], "Guichet"))
    seen = {}
    async with visitor(site) as client:
        await client.post(f"{BASE}/0", data=ACCEPT)
        for planning in re.findall(
            r'name="planning" id="planning\d+" value="(\d+)"', (await client.get(f"{BASE}/1")).text
        ):
            page = await client.post(f"{BASE}/1", data=NEXT | {"planning": planning})
            seen[planning] = page.status_code, page.url.path.removeprefix(BASE)
            assert (pages.NONE_FRENCH in page.text) == (planning == "990")
            assert (pages.NONE_ENGLISH in page.text) == (planning == "1000")
            assert len(FREE_LINK.findall(page.text)) == (3 if planning == "1001" else 0)
            assert (pages.NO_CALENDAR in page.text) == (planning == "1029")
    assert seen == {
        "990": (200, "/2"),
        "1000": (200, "/1"),
        "1001": (200, "/4"),
        "1028": (502, "/1"),
        "1029": (200, "/1"),
    }
    assert site.alarms == []


async def test_planning_ids_may_change_between_sessions() -> None:
    site = simulate("plannings-changing-ids")
    ids = []
    for _ in range(2):
        async with visitor(site) as client:
            page = await client.post(f"{BASE}/0", data=ACCEPT)
            ids.append(re.findall(r'name="planning" id="planning\d+" value="(\d+)"', page.text))
            page = await client.post(f"{BASE}/1", data=NEXT | {"planning": ids[0][1]})
            known = len(ids) == 1
            assert page.url.path == (f"{BASE}/3" if known else f"{BASE}/1"), "yesterday's id is not on the list"
    assert set(ids[0]).isdisjoint(ids[1])
    assert len(ids[1]) == 2


async def test_only_the_first_session_may_be_lost() -> None:
    site = simulate("lost-session-once")
    async with visitor(site) as client:
        for _ in range(2):
            assert (await client.post(f"{BASE}/0", data=ACCEPT)).url.path == f"{BASE}/0", "for good"
    assert (await accepted(site)).url.path == f"{BASE}/2"


async def test_index_php_is_another_way_in() -> None:
    site = simulate("slots-direct")
    page = await accepted(site, f"/index.php{BASE}")
    assert page.url.path == f"/index.php{BASE}/4"
    assert f'href="/index.php{BASE}/5/' in page.text
    assert 'href="/index.php/ezjscore/call/' in page.text
    async with visitor(site) as client:
        link = WEEK_LINK.search(page.text)
        assert link is not None
        assert (await client.get(link[1])).status_code == 200


@pytest.mark.parametrize(
    ("name", "status", "marker", "why"),
    [
        ("overloaded-200", 200, b"<h1>Service surcharg&eacute;</h1>", "an error page with a good status"),
        ("overloaded-503", 503, b"<h1>Service surcharg&eacute;</h1>", "and with a bad one"),
        ("gateway-502", 502, b"<h1>502 Bad Gateway</h1>", "nginx"),
        ("gateway-503", 503, b"<h1>503 Service Temporarily Unavailable</h1>", "nginx"),
        ("gateway-504", 504, b"<h1>504 Gateway Time-out</h1>", "nginx"),
        ("forbidden", 403, b"Request forbidden by administrative rules.", "HAProxy"),
        ("not-found", 404, b"404 Not Found", "no such form"),
        ("rate-limited", 429, b"429 Too Many Requests", "too many requests"),
        ("maintenance", 200, b"<h1>Site indisponible</h1>", "in words"),
        ("disabled", 200, pages.DISABLED.encode(), "switched off for good"),
        ("unavailable", 200, pages.UNAVAILABLE.encode(), "switched off for now"),
        ("redesigned", 200, b"app-agenda", "nothing known on it"),
    ],
)
async def test_a_fault_answers_everything(name: str, status: int, marker: bytes, why: str) -> None:
    async with visitor(simulate(name)) as client:
        for page in (
            await client.get(BASE),
            await client.post(f"{BASE}/0", data=ACCEPT),
            await client.get(f"{BASE}/4"),
        ):
            assert (page.status_code, marker in page.content) == (status, True), why
            assert COOKIE not in client.cookies, "the module never saw the request"
            assert page.headers.get("retry-after") == ("120" if status == 429 else None)


async def test_other_addresses_are_not_found() -> None:
    async with visitor(simulate("none")) as client:
        for path in ("/", "/robots.txt", "/booking/create/16106", "/booking/create/abc"):
            assert (await client.get(path)).status_code == 404, path


@pytest.mark.parametrize(
    ("name", "charset", "declared", "raw", "why"),
    [
        ("none", "utf-8", "utf-8", "n'existe … ultérieurement", "straight apostrophe"),
        ("none-curly", "utf-8", "utf-8", "n’existe … ultérieurement", "typographic apostrophe"),
        ("none-entities", "utf-8", "utf-8", "n&#039;existe … ult&eacute;rieurement", "references"),
        ("none-nfd", "utf-8", "utf-8", "n'existe … ulte\u0301rieurement", "combining accents"),
        ("none-utf-8-declared-latin-1", "utf-8", "iso-8859-1", "n'existe … ultérieurement", "a wrong header"),
        ("none-latin-1", "iso-8859-1", "iso-8859-1", "n'existe … ultérieurement", "another charset, declared"),
        ("none-latin-1-declared-utf-8", "iso-8859-1", "utf-8", "n'existe … ultérieurement", "and wrongly declared"),
    ],
)
async def test_the_same_words_in_many_ways_of_writing(
    name: str, charset: str, declared: str, raw: str, why: str
) -> None:
    page = await accepted(simulate(name))
    assert page.headers["content-type"] == f"text/html; charset={declared}", why
    text = page.content.decode(charset)
    for part in raw.split(" … "):
        assert part in text, why
    read = unicodedata.normalize("NFC", html.unescape(text)).replace("’", "'")
    assert pages.NONE_FRENCH in read, why


async def test_a_slow_site_waits_as_long_as_it_is_told() -> None:
    waited = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    site = simulate(State(delay=60.0, landing_first=True), wait=wait)
    async with visitor(site) as client:
        await client.get(BASE)
        assert waited == []
        await client.post(f"{BASE}/0", data=ACCEPT, follow_redirects=False)
        assert waited == [60.0]


async def test_a_reset_cuts_the_connection() -> None:
    async with visitor(simulate("reset")) as client:
        with pytest.raises(ConnectionResetError):
            await client.get(BASE)
    async with visitor(simulate("reset-after-landing")) as client:
        assert (await client.get(BASE)).status_code == 200
        with pytest.raises(ConnectionResetError):
            await client.post(f"{BASE}/0", data=ACCEPT)


async def test_a_truncated_page_is_shorter_than_declared_though_its_sentence_arrives() -> None:
    page = await accepted(simulate("truncated-after-landing"))
    assert pages.NONE_FRENCH in page.text
    assert "</html>" not in page.text
    assert len(page.content) < int(page.headers["content-length"])


async def test_plain_http_is_sent_to_https() -> None:
    async with visitor(simulate("https-only")) as client:
        answer = await client.get(BASE, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (301, f"https://example.test{BASE}")
        assert (await client.get(BASE)).url.scheme == "https"
        assert (await client.get(f"http://example.test:8080{BASE}", follow_redirects=False)).headers["location"] == (
            f"https://example.test{BASE}"
        )


async def test_a_redirect_loop_never_ends() -> None:
    async with visitor(simulate("redirect-loop")) as client:
        with pytest.raises(httpx.TooManyRedirects):
            await client.get(BASE)


async def test_states_follow_one_another() -> None:
    clock = [NOW]
    site = simulate(
        Scenario([(NOW, State()), (NOW + timedelta(hours=1), State(shows=Shows.CALENDAR, count=1))]),
        now=lambda: clock[0],
    )
    for moment, step in ((-1, "/2"), (0, "/2"), (59, "/2"), (60, "/3"), (6000, "/3")):
        clock[0] = NOW + timedelta(minutes=moment)
        assert (await accepted(site)).url.path == BASE + step, moment


async def test_a_session_sees_the_present_state() -> None:
    clock = [NOW]
    scenario = Scenario([(NOW, State(shows=Shows.CALENDAR, count=1)), (NOW + timedelta(hours=1), State())])
    site = simulate(scenario, now=lambda: clock[0])
    async with visitor(site) as client:
        assert (await client.post(f"{BASE}/0", data=ACCEPT)).url.path == f"{BASE}/3"
        clock[0] += timedelta(hours=1)
        assert (await client.get(f"{BASE}/4")).url.path == f"{BASE}/2", "the slot went while the visitor was reading"


async def test_a_count_is_replayed() -> None:
    text = "time,free count\n2018-10-01T08:00,0\n2018-10-01T09:00,24\n2018-10-01T08:30+01:00,0\n"
    scenario = Scenario.replay(text, PARIS)
    clock = [NOW]
    site = simulate(scenario, now=lambda: clock[0])
    for hour, minute, free in ((7, 0, 0), (8, 59, 0), (9, 0, 24), (9, 29, 24), (9, 30, 0), (20, 0, 0)):
        clock[0] = datetime(2018, 10, 1, hour, minute, tzinfo=PARIS)
        async with visitor(site) as client:
            await client.post(f"{BASE}/0", data=ACCEPT)
            page = await client.get(f"{BASE}/4")
            assert len(FREE_LINK.findall(page.text)) == free, (hour, minute)
            assert (pages.NONE_FRENCH in page.text) == (free == 0), (hour, minute)


@pytest.mark.parametrize(
    ("text", "message", "why"),
    [
        ("time,free count\n2018-10-01T08:00,0\nyesterday,0\n", "line 3: .*isoformat", "no time"),
        ("2018-10-01T08:00,many\n", "line 1: .*'many'", "no number"),
        ("2018-10-01T08:00,-1\n", "line 1: -1 free slots", "fewer than none"),
        ("2018-10-01T08:00\n", "line 1: 1 values", "half a line"),
        ("2018-10-01T08:00,0\n\n2018-10-01T08:00,1\n", "line 3: not later", "two counts at one time"),
        ("time,free count\n", "needs a state", "nothing at all"),
    ],
)
def test_a_replay_names_its_bad_line(text: str, message: str, why: str) -> None:
    with pytest.raises(ValueError, match=message):
        Scenario.replay(text, PARIS)


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([(NOW, State()), (NOW, State())], "ascending"),
        ([(NOW.replace(tzinfo=None), State())], "zone"),
        ([], "needs a state"),
    ],
)
def test_a_scenario_is_in_order(steps: list[tuple[datetime, State]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Scenario(steps)


def test_slots_know_their_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        State(slots=(datetime(2018, 10, 5, 9, 0),))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "monday", "first", "why"),
    [
        (3, "2018-10-01", "2018-10-04", "Wednesday: from tomorrow on, this week"),
        (5, "2018-10-08", "2018-10-08", "Friday: the next working day is in the next week"),
        (6, "2018-10-08", "2018-10-08", "Saturday"),
        (7, "2018-10-08", "2018-10-08", "Sunday"),
    ],
)
def test_the_calendar_opens_on_the_week_of_the_next_working_day(day: int, monday: str, first: str, why: str) -> None:
    now = datetime(2018, 10, day, 12, 0, tzinfo=PARIS)
    assert str(opening_monday(now)) == monday, why
    assert str(coming_slots(now, 1)[0].date()) == first, why
    assert opening_monday(now, [now]) == now.date() - timedelta(days=now.weekday()), "a slot today is on the first page"
    assert opening_monday(now, [now - timedelta(days=9)]) == opening_monday(now), "a slot of the past is not"


def test_coming_slots_are_half_hours_of_working_days() -> None:
    slots = coming_slots(NOW, 116)
    assert len(set(slots)) == 116
    assert list(slots) == sorted(slots)
    assert {slot.weekday() for slot in slots} == set(range(5))
    assert {slot.hour for slot in slots} == set(range(9, 16))


@pytest.mark.parametrize("name", [name for name in SCENARIOS if not name.startswith("reset")])
async def test_every_scenario_answers_an_honest_walk_without_alarm(name: str) -> None:
    site = simulate(name)
    async with visitor(site) as client:
        client.max_redirects = 3
        try:
            page = await client.get(BASE)
            page = await client.post(f"{BASE}/0", data=ACCEPT)
            if 'name="planning"' in page.text:
                place = re.findall(r'name="planning" id="planning\d+" value="(\d+)"', page.text)[-1]
                page = await client.post(f"{BASE}/1", data=NEXT | {"planning": place})
            if page.url.path.endswith("/3"):
                await client.post(f"{BASE}/3", data=NEXT)
        except httpx.TooManyRedirects:
            assert name == "redirect-loop"
    assert site.alarms == []
    assert len(site.requests) >= 2


async def test_the_pages_have_the_nesting_of_the_real_ones() -> None:
    form = "html[lang=fr] > body > div:nth-of-type(1) > div:nth-of-type(2) > div:nth-of-type(3) > div > div > form"
    landing = BeautifulSoup((await accepted(simulate("lost-session"))).content, "lxml")
    assert [box["id"] for box in landing.select(f"{form} > div:nth-of-type(1) > input")] == ["condition"]
    choice = BeautifulSoup((await accepted(simulate("plannings-none"))).content, "lxml")
    assert [radio["name"] for radio in choice.select(f"{form} > fieldset > p > input")] == ["planning", "planning"]
    assert [button["name"] for button in choice.select(f"{form} > div > input")] == ["nextButton"]


@asynccontextmanager
async def served(site: Simulator) -> AsyncIterator[str]:
    """The site on a real loopback socket; the server must not complain of it."""
    server = uvicorn.Server(uvicorn.Config(site, ws="none", log_config=None))
    with socket.create_server(("127.0.0.1", 0)) as listening:  # listens before the server starts: nothing to wait for
        task = asyncio.create_task(server.serve([listening]))
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task


@pytest.mark.parametrize(
    ("name", "message", "why"),
    [
        ("reset", "without sending a response", "no answer at all"),
        ("reset-after-landing", "without sending a response", "no answer to the POST"),
        ("truncated", "without sending complete message body", "the page ends before its declared end"),
        ("truncated-after-landing", "without sending complete message body", "the page after the terms does"),
    ],
)
async def test_on_a_real_socket_the_connection_really_ends(
    name: str, message: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(simulate(name)) as url, httpx.AsyncClient(base_url=url, follow_redirects=True) as client:
        if name.endswith("after-landing"):
            assert (await client.get(BASE)).status_code == 200, why
        with pytest.raises(httpx.RemoteProtocolError, match=message):
            await client.post(f"{BASE}/0", data=ACCEPT)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == [], why
