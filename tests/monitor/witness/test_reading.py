"""What a person's page teaches, and what a person may declare."""

from __future__ import annotations

import pytest

from monitor.witness.errors import WitnessError
from monitor.witness.reading import NOT_QUOTED, Reader, declared
from probes.contract import Outcome, Page, Reason
from probes.registry import BY_CONTENT, PROBES
from tests.monitor.witness.handed import FREE, NONE, URL, page
from tests.support.looks import a_target

CAPTCHA = page('<form><div class="g-recaptcha" data-sitekey="x"></div><input type="submit"></form>')
TERMS = page('<form id="FormBookingCreate"><input type="checkbox" name="condition"></form>')


def reader(probe: str) -> Reader:
    target = a_target()
    return Reader.of(
        type(target)(**{**{name: getattr(target, name) for name in target.__slots__}, "probe": probe}),
        PROBES,
        BY_CONTENT,
    )


def a_page(content: bytes) -> Page:
    return Page(URL, 200, content, {"content-type": "text/html"})


@pytest.mark.parametrize(
    ("probe", "pages", "reason", "rule", "by", "why"),
    [
        ("ezbooking", [page()], Reason.NOTICE, "witness/ezbooking/notice-fr", "ezbooking", "the target's own probe"),
        ("ezbooking", [FREE], Reason.POSITIVE_MARKER, "witness/ezbooking/step-3", "ezbooking", "a slot is one too"),
        ("landing", [page()], Reason.NOTICE, "witness/ezbooking/notice-fr", "ezbooking", "what comes behind a captcha"),
        ("ezbooking", [CAPTCHA], Reason.CAPTCHA, None, "ezbooking", "the captcha itself was saved"),
        ("ezbooking", [TERMS], Reason.UNRECOGNISED_PAGE, "witness/ezbooking/terms", "ezbooking", "not far enough"),
        ("ezbooking", [page(), FREE], Reason.POSITIVE_MARKER, None, "ezbooking", "slots if any planning shows slots"),
        ("ezbooking", [page(), TERMS], Reason.UNRECOGNISED_PAGE, None, "ezbooking", "no slot only if all say so"),
        ("ezbooking", [page("<p>Bonjour</p>")], Reason.UNRECOGNISED_PAGE, None, None, "nothing on it proves anything"),
    ],
)
def test_pages_are_read_by_the_probe_that_knows_them(probe, pages, reason, rule, by, why):
    reading, label = reader(probe).read([a_page(content) for content in pages])
    assert reading.reason is reason, why
    assert reading.rule.startswith("witness/")
    assert rule is None or reading.rule == rule, why
    assert by is None or label.split("/")[0] == by, why


def test_the_words_of_the_page_prove_what_was_read():
    reading, _ = reader("ezbooking").read([a_page(page())])
    assert (reading.quote, reading.language, reading.page_language) == (NONE, "fr", "fr")


@pytest.mark.parametrize(
    ("said", "reason", "why"),
    [
        ("slots", Reason.POSITIVE_PHRASE, "the usual reason"),
        ("no_slots", Reason.NEGATIVE_PHRASE, "the usual reason"),
        ("closed", Reason.SUSPENDED, "for now claims less than for good"),
        ("gated", Reason.CAPTCHA, "a captcha most often"),
        ("queue", Reason.QUEUE, "a reason is more exact"),
        ("failing", Reason.TIMEOUT, "nothing is laid at the site's door"),
        ("http-5xx", Reason.HTTP_5XX, "unless the person says so"),
        ("unrecognised", Reason.UNRECOGNISED_PAGE, "none of these"),
    ],
)
def test_people_declare_an_outcome_or_a_reason(said, reason, why):
    reading = declared(said)
    assert (reading.reason, reading.rule) == (reason, "witness/declared"), why
    assert reading.quote == (NOT_QUOTED if reason.outcome.conclusive else "")
    assert reading.language is None, "nobody read the page's words"


@pytest.mark.parametrize("said", ["none", "offline", "robots", "too-large", "SLOTS"])
def test_what_no_page_shows_to_a_person_is_no_declaration(said):
    with pytest.raises(WitnessError, match="say one of: slots, no_slots"):
        declared(said)


def test_every_outcome_but_our_own_network_can_be_declared():
    for outcome in Outcome:
        if outcome is not Outcome.OFFLINE:
            assert declared(outcome.value).outcome is outcome
