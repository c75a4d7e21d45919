"""The contract's own rules: which requests may be sent, and one reading for several plannings."""

from datetime import date

import pytest

from probes.contract import Allow, Reading, Reason, Window, allowed, combine

HERE = (Allow("GET", "/start(\\?.*)?"), Allow("POST", "/start"))


@pytest.mark.parametrize(
    ("method", "url", "home", "sent", "why"),
    [
        ("GET", "https://a.test/start", "https://a.test/start", True, "the target's own page"),
        ("POST", "https://a.test/start", "https://a.test/start", True, "a form on it"),
        ("GET", "https://a.test/start?x=1", "https://a.test/start", True, "the query is part of the line"),
        ("GET", "https://a.test/start/5", "https://a.test/start", False, "the whole path counts"),
        ("GET", "https://A.test:443/start", "https://a.test/start", True, "the default port is the same port"),
        ("GET", "https://a.test/start", "http://a.test/start", True, "http may rise to https"),
        ("GET", "http://a.test/start", "https://a.test/start", False, "https never falls"),
        ("GET", "https://b.test/start", "https://a.test/start", False, "another host"),
        ("GET", "https://a.test:444/start", "https://a.test/start", False, "another port"),
        ("GET", "https://u@a.test/start", "https://a.test/start", False, "credentials"),
        ("GET", "https://xn--prfecture-c4a.test/start", "https://préfecture.test/start", True, "punycode is the name"),
        ("GET", f"https://{'é' * 70}.test/start", f"https://{'é' * 70}.test/start", True, "a name too long to encode"),
    ],
)
def test_only_listed_requests_to_the_targets_host_are_sent(method: str, url: str, home: str, sent: bool, why: str):
    assert allowed(method, url, home, HERE) is sent, why


def none(window: Window | None = None, language: str = "fr") -> Reading:
    return Reading(Reason.NOTICE, "rien", "x/notice", language, "fr", window=window)


SHORT, LONG = Window(date(2018, 10, 1), date(2018, 10, 7)), Window(date(2018, 10, 1), date(2018, 10, 28))
SLOTS = Reading(Reason.FREE_CELLS, "libre", "x/cells")


@pytest.mark.parametrize(
    ("readings", "combined", "why"),
    [
        ([none(), SLOTS], SLOTS, "slots if any shows slots"),
        ([none(LONG), none(SHORT), none()], none(SHORT), "none is said of the shortest window only"),
        ([none(), none(language="en")], none(language="en"), "another language is a fact of its own"),
        ([none(), Reading(Reason.NO_CALENDAR)], Reading(Reason.NO_CALENDAR), "else the least conclusive"),
        ([Reading(Reason.NO_CALENDAR), Reading(Reason.HTTP_5XX)], Reading(Reason.HTTP_5XX), "a failure leaves it open"),
    ],
)
def test_several_plannings_make_one_reading(readings: list[Reading], combined: Reading, why: str):
    assert combine(readings) == combined, why
