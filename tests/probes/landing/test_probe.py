"""What the tables do not say: rules, statements, links that may be asked for, options, and that the simulator rings."""

from datetime import date

import httpx
import pytest

from probes.contract import Get, Page, Statement, allowed
from probes.landing.probe import MAX_LINKS, PROBE
from probes.landing.simulator import HOME, LINKS, SCENARIOS, Simulator, page
from tests.support.looking import WEDNESDAY

URL = f"https://www.example.test{HOME}"


def seen(html: str, url: str = URL) -> Page:
    return Page(url, 200, html.encode(), {"content-type": "text/html; charset=utf-8"})


@pytest.mark.parametrize(
    ("scenario", "options", "rule", "why"),
    [
        ("alive", {}, "landing/alive", "links and no closure"),
        ("alive", {"expect": ["titre de séjour", "gratuite"]}, "landing/alive", "as expected, whatever the case"),
        ("alive", {"expect": ["titre de voyage"]}, "landing/expected-words-missing", "not the page that was meant"),
        ("alive", {"links": "a.procedure"}, "landing/no-links", "the operator's selector finds nothing"),
        ("redesigned", {}, "landing/no-links", "nothing leads to booking"),
    ],
)
def test_the_rule_says_whether_the_page_is_the_one_that_was_meant(
    scenario: str, options: dict[str, object], rule: str, why: str
) -> None:
    site = SCENARIOS[scenario]
    reading = PROBE.read(seen(site.body or page(site)), PROBE.options.model_validate(options))
    assert reading.rule == rule, why


def test_procedures_and_announcements_are_statements() -> None:
    said = PROBE.read(seen(page(SCENARIOS["release"])), PROBE.options()).statements
    procedures = [one.text for one in said if one.kind == "procedure"]
    assert procedures == ["Prendre ce rendez-vous", "Annuler un rendez-vous", *LINKS.values()]
    assert said[-1] == Statement(
        "next-release", "Prochaine mise en ligne de créneaux : lundi 8 octobre 2018.", date(2018, 10, 8)
    )


def test_a_site_map_is_not_listed_whole() -> None:
    links = "".join(f"<a href='/rdv/{n}'>Rendez-vous {n}</a>" for n in range(200))
    assert len(PROBE.read(seen(f"<h1>Plan du site</h1>{links}"), PROBE.options()).statements) == MAX_LINKS


@pytest.mark.parametrize(
    ("href", "asked", "why"),
    [
        ("/rdv/permis", True, "a page of the same host"),
        ("https://www.example.test/rdv/permis#top", True, "the same with its host and a fragment"),
        ("https://rdv.example.test/permis", False, "another host"),
        ("mailto:rdv@example.test", False, "no page"),
        ("javascript:rdv()", False, "no page"),
        ("http://[rdv", False, "no address at all"),
        ("#rdv", False, "the page itself"),
        ("/booking/create/16105", True, "the first step of a booking form holds nothing"),
        ("/booking/create/16105/5/1538557200", False, "a step that holds a slot"),
        ("/rdv/creneau/7", False, "a slot"),
        ("/rdv/annulation?id=3", False, "cancels"),
        ("/rdv/logout", False, "ends a session"),
        ("/rdv?mail=a@example.test", False, "somebody's address"),
    ],
)
def test_only_harmless_links_of_the_same_host_are_asked_for(href: str, asked: bool, why: str) -> None:
    options = PROBE.options(check_links=10)
    flow = PROBE.flow(URL, options)
    assert next(flow) == Get(URL)
    try:
        request = flow.send(seen(f"<h1>Rendez-vous</h1><a href='{href}'>Rendez-vous</a>"))
    except StopIteration:
        assert not asked, why
    else:
        assert asked, why
        assert allowed("GET", request.url, URL, PROBE.allow(URL, options))


def test_without_check_links_only_the_page_itself_is_allowed() -> None:
    lines = PROBE.allow(URL, PROBE.options())
    assert allowed("GET", URL + "/", URL, lines)
    assert not allowed("GET", URL + "/permis", URL, lines)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"links": "a["}, "CSS selector 'a\\['"),
        ({"expect": ["a*"]}, "at least three letters"),
        ({"check_links": 11}, "less than or equal to 10"),
        ({"link": "a"}, "Extra inputs"),
    ],
)
def test_options_that_cannot_work_are_refused(options: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        PROBE.options.model_validate(options)


@pytest.mark.parametrize(
    ("method", "path", "alarm"),
    [
        ("POST", HOME, "only read"),
        ("GET", "/booking/create/16105/5/1538557200", "held or cancelled"),
        ("GET", "/admin", "no page that the office lists"),
        ("GET", f"{HOME}?nom=x", "the personal field 'nom'"),
        ("GET", next(iter(LINKS)), None),
    ],
)
async def test_the_simulator_rings_when_a_look_goes_too_far(method: str, path: str, alarm: str | None) -> None:
    site = Simulator(SCENARIOS["alive"], now=lambda: WEDNESDAY)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://example.test") as client:
        await client.request(method, path)
    assert any(alarm in ring for ring in site.alarms) if alarm else not site.alarms
