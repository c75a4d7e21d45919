"""What the tables do not say: statements, listed days, addresses, and that the simulator rings."""

from datetime import date
from pathlib import Path

import httpx
import pytest

from probes.contract import Page, Reading, Statement, allowed
from probes.rdv_prefecture.probe import PROBE
from probes.rdv_prefecture.simulator import HOME, SCENARIOS, Simulator
from tests.support.looking import WEDNESDAY

PAGES = Path(__file__).parents[2] / "pages" / "rdv_prefecture"
SITE = "https://www.rdv-prefecture.interieur.gouv.fr"
OPTIONS = PROBE.options()


def read(name: str, url: str = "https://saved.invalid/") -> Reading:
    return PROBE.read(Page(url, 200, (PAGES / name).read_bytes(), {}), OPTIONS)


def test_releases_are_kept_word_for_word_with_their_dates() -> None:
    assert read("none.html").statements == (
        Statement(
            "last-release",
            "Dernière mise en ligne de rendez-vous : le 04/05/2026 à 11:58"
            " pour des créneaux de la semaine du 18/05/2026",
            date(2026, 5, 4),
        ),
        Statement(
            "next-release",
            "Prochaine mise en ligne de nouveaux rendez-vous : le 11/05/2026 à 12:00"
            " pour des créneaux de la semaine du 25/05/2026",
            date(2026, 5, 11),
        ),
    )


def test_days_are_listed_in_their_order_whatever_that_of_the_columns() -> None:
    assert read("slots.html").slots.listed == (date(2026, 5, 18), date(2026, 5, 19))


@pytest.mark.parametrize(
    ("name", "span", "why"),
    [
        ("none.html", "", "without a limit"),
        ("none-from-this-date.html", "", "its data deny every slot"),
        ("none-this-week.html", "", "its week is named: a window"),
        ("none-some-week.html", "week", "its week is not named"),
        ("none-from-some-date.html", "period", "days before some date are left open"),
    ],
)
def test_a_limit_without_its_days_is_kept_as_a_limit(name: str, span: str, why: str) -> None:
    reading = read(name)
    assert (str(reading.outcome), reading.span) == ("no_slots", span), why


@pytest.mark.parametrize("url", ["https://saved.invalid/", f"{SITE}{HOME}/", f"{SITE}{HOME}/creneau/"])
@pytest.mark.parametrize(
    "content", [b"Prendre un rendez-vous", b'{"premierJour":""}', b"<html><a href='http://[cgu/'>Aller</a></html>"]
)
def test_what_is_no_page_of_the_system_teaches_nothing(url: str, content: bytes) -> None:
    assert PROBE.read(Page(url, 200, content, {}), OPTIONS).rule == "rdv_prefecture/nothing-known"


def test_a_next_availability_is_a_statement_too() -> None:
    (said,) = read("next-availability.html").statements
    assert (said.kind, said.when) == ("next-availability", date(2026, 6, 1))


def test_a_redirect_from_the_slots_to_the_terms_is_gated() -> None:
    seen = read("captcha.html", f"{SITE}{HOME}/cgu/")
    assert (str(seen.outcome), seen.rule) == ("gated", "rdv_prefecture/captcha")
    assert read("captcha-wrong.html", f"{SITE}{HOME}/cgu/?error=invalidCaptcha").rule == "rdv_prefecture/captcha-wrong"


def test_only_the_first_page_and_the_captchas_page_may_be_asked_for() -> None:
    home = f"{SITE}{HOME}/creneau/"
    lines = PROBE.allow(home, OPTIONS)
    for path, expected in [
        ("/", True),
        ("", True),
        ("/cgu/", True),
        ("/creneau/", False),
        ("/login/", False),
        ("/cgu/_validerCaptcha", False),
        ("/?trhId=3", False),
    ]:
        assert allowed("GET", f"{SITE}{HOME}{path}", home, lines) is expected, path
    assert not allowed("POST", f"{SITE}{HOME}/cgu/", home, lines)
    assert not allowed("GET", f"{SITE}/rdvpref/reservation/demarche/2200/", home, lines), "another procedure"


def test_an_address_of_another_kind_is_refused_with_an_example() -> None:
    with pytest.raises(ValueError, match="its URLs look like"):
        PROBE.allow(f"{SITE}/rdvpref/", OPTIONS)


@pytest.mark.parametrize(
    ("method", "path", "alarm", "leads_to"),
    [
        ("GET", f"{HOME}/creneau/", "went past the captcha's page", f"{HOME}/cgu/"),
        ("POST", f"{HOME}/cgu/_validerCaptcha", "touched the captcha", f"{HOME}/cgu/?error=invalidCaptcha"),
        ("POST", f"{HOME}/", "a look only reads", None),
        ("GET", f"{HOME}/login/", "went past the captcha's page", None),
        ("GET", f"{HOME}/?email=a", "the personal field 'email'", None),
        ("GET", f"{HOME}/", None, None),
        ("GET", f"{HOME}/cgu/", None, None),
    ],
)
async def test_the_simulator_rings_when_a_look_goes_too_far(
    method: str, path: str, alarm: str | None, leads_to: str | None
) -> None:
    site = Simulator(SCENARIOS["landing"], now=lambda: WEDNESDAY)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://example.test") as client:
        answer = await client.request(method, path)
    assert answer.headers.get("location") == leads_to
    assert site.requests == [(method, path)]
    assert any(alarm in ring for ring in site.alarms) if alarm else not site.alarms
