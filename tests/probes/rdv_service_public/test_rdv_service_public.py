"""What the tables of RDV Service Public do not say: URLs, days without an hour, lists, hostile links, alarms."""

import time
from datetime import UTC, date, datetime

import httpx
import pytest

from probes.contract import Page, Reading, Reason, allowed
from probes.rdv_service_public.dates import moment
from probes.rdv_service_public.probe import PROBE, Options, allow
from probes.rdv_service_public.simulator import SCENARIOS, Simulator
from tests.support.looking import WEDNESDAY, look_at

SEARCH = "https://rdv.anct.gouv.fr/prendre_rdv?departement=75&public_link_organisation_id=2458"


def read(body: str, url: str = SEARCH) -> Reading:
    page = Page(url, 200, f"<html lang='fr'><body>{body}</body></html>".encode(), {"content-type": "text/html"})
    return PROBE.read(page, Options())


@pytest.mark.parametrize(
    ("url", "words", "why"),
    [
        ("/prendre_rdv?departement=75&address=1+rue+X", "'address' .* one person's search", "an address is a person's"),
        ("/prendre_rdv?departement=75&latitude=48.85", "'latitude' .* one person's search", "so is a position"),
        ("/prendre_rdv?invitation_token=AB12CD34", "'invitation_token' .* one person's", "an invitation is personal"),
        ("/prendre_rdv?user%5Bemail%5D=x", r"'user\[email\]' .* one person's search", "a field known to be personal"),
        ("/prendre_rdv?departement=75&date=2018-10-08", "'date' .* the same week", "looks would stay in one week"),
        ("/prendre_rdv?departement=75&debug=1", "'debug' .* public search", "nobody knows what it does"),
        ("/users/rdv_wizard_step/new", "its URLs look like", "the booking itself"),
        ("/", "its URLs look like", "the front page has no search"),
    ],
)
def test_a_url_that_is_no_public_search_is_refused(url: str, words: str, why: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        allow(f"https://rdv.anct.gouv.fr{url}", Options())
    assert "\n" not in str(refused.value), why


@pytest.mark.parametrize(
    ("path", "sent", "why"),
    [
        ("/prendre_rdv?departement=75&date=2018-10-08", True, "another week of a search"),
        ("/prendre_rdv?organisation_ids%5B%5D=1&organisation_ids[]=2", True, "brackets plain or escaped"),
        ("/?departement=75&public_link_organisation_id=2458", True, "where a short link leads"),
        ("/org/2458/prefecture-du-val", True, "a short link"),
        ("/users/sign_in", True, "the login page is only read"),
        ("/prendre_rdv?departement=75&address=1+rue+X", False, "a person's address, even from a redirect"),
        ("/users/rdv_wizard_step/new?starts_at=2018-10-04", False, "a slot's link leads into the booking"),
        ("/users/rdvs/31/participations/new", False, "so does a workshop's"),
        ("/users/sign_in?user=1", False, "nothing is sent to the login"),
    ],
)
def test_only_the_public_search_may_be_asked(path: str, sent: bool, why: str) -> None:
    assert allowed("GET", f"https://rdv.anct.gouv.fr{path}", SEARCH, allow(SEARCH, Options())) is sent, why
    assert not allowed("POST", f"https://rdv.anct.gouv.fr{path}", SEARCH, allow(SEARCH, Options()))


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("2018-10-04 09:00:00 +0200", datetime(2018, 10, 4, 7, tzinfo=UTC), "as Rails writes it"),
        ("2018-10-04 09:00:00 0200", datetime(2018, 10, 4, 7, tzinfo=UTC), "its plus sign read as a space"),
        ("2018-10-04T09:00:00.000-04:00", datetime(2018, 10, 4, 13, tzinfo=UTC), "Martinique, with milliseconds"),
        ("2018-10-04 07:00:00 UTC", datetime(2018, 10, 4, 7, tzinfo=UTC), "a zone by name"),
        ("2018-10-04 09:00", date(2018, 10, 4), "an hour without an offset is not a moment"),
        ("2018-10-08", date(2018, 10, 8), "a week's link"),
        ("2018-13-40", None, "no day of any calendar"),
        ("9999-12-31 23:00:00 -1000", None, "a moment that leaves the calendar"),
        ("demain", None, "no moment"),
    ],
)
def test_moments_in_links(text: str, expected: datetime | date | None, why: str) -> None:
    assert moment(text) == expected, why


def test_a_day_without_an_hour_is_a_local_day() -> None:
    reading = read("<a href='/x?id=4'>Maison</a><p>Prochaine disponibilité le lundi 15 octobre 2018 à 09h00</p>")
    assert (reading.reason, reading.slots.earliest) == (Reason.FREE_DATES, date(2018, 10, 15))
    assert reading.statements[0].when == date(2018, 10, 15)


def test_times_of_which_one_has_no_offset_are_told_by_their_days() -> None:
    first, other = "starts_at=2018-10-05T09:00", "starts_at=2018-10-04+09%3A00%3A00+%2B0200"
    reading = read(f"<a href='/x?{first}'>09:00</a><a href='/x?{other}'>09:00</a>")
    assert (reading.slots.count, reading.slots.listed) == (2, (date(2018, 10, 4), date(2018, 10, 5)))


def test_places_are_listed_by_their_next_moments() -> None:
    slots = [datetime(2018, 10, 15, 7, tzinfo=UTC), datetime(2018, 10, 29, 8, tzinfo=UTC)]
    texts = ["lundi 29 octobre 2018 à 09h00", "lundi 15 octobre 2018 à 09h00"]
    links = ["2018-10-29 09:00:00 +0100", "2018-10-15 09:00:00 +0200"]
    body = "".join(
        f"<p><a href='/prendre_rdv?date={link.replace('+', '%2B')}'>Prochaine disponibilité le {text}</a></p>"
        for text, link in zip(texts, links, strict=True)
    )
    reading = read(body)
    assert (reading.slots.count, list(reading.slots.listed)) == (None, slots), "how many there are is not said"


async def test_an_agents_name_is_not_quoted() -> None:
    reading = read("<a href='/x?starts_at=2018-10-04'>09:00<br><small>A. Durand</small></a>")
    assert reading.quote == "09:00"


async def test_the_weeks_of_a_short_link_are_not_guessed() -> None:
    simulator = Simulator(SCENARIOS["empty-weeks"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/org/2458", probe="rdv_service_public")
    assert fetched.reading.reason is Reason.EMPTY_CALENDAR
    assert [path for _, path in simulator.requests] == ["/org/2458"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Prochaine disponibilité le " * 20_000, "words without their day"),
        ("<p>Le motif</p> n'est plus" * 10_000, "the beginning of the closure"),
        ("<p>lundi<br>1 oct.</p>" * 5_000, "columns without end"),
        ("<a href='http://[?date=2018-10-01&starts_at=1'>09:00 semaine suivante</a>" * 2_000, "links nobody can open"),
        (
            "<a href='/x?date=8999-12-31'>semaine suivante</a><p>lundi<br>1 jan.</p><p>Pas de créneau disponible</p>",
            "far",
        ),
    ],
)
def test_hostile_pages_are_read_in_time_and_prove_nothing(body: str, why: str) -> None:
    began = time.process_time()
    assert read(body).reason in {Reason.UNRECOGNISED_PAGE, Reason.FREE_CELLS}, why
    assert time.process_time() - began < 20, why


@pytest.mark.parametrize(
    ("method", "path", "alarm"),
    [
        ("GET", "/users/rdv_wizard_step/new?starts_at=2018-10-04", "left the public search"),
        ("POST", "/users/sign_in", "sent something"),
        ("GET", "/prendre_rdv?address=1", "sent the personal parameter 'address'"),
    ],
)
async def test_the_simulator_rings_where_a_look_must_not_go(method: str, path: str, alarm: str) -> None:
    simulator = Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)
    transport = httpx.ASGITransport(simulator)
    async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        await client.request(method, path)
    assert any(alarm in rung for rung in simulator.alarms)
