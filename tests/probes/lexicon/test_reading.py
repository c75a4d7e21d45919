"""Whole pages read by the lexicon: what is claimed, of which days, and what a page around the words takes back."""

from datetime import date

import pytest

from probes.contract import Page, Reason, Window
from probes.lexicon.reading import read_with_lexicon

NONE = "<p>Sorry, no free appointments are available.</p>"
NONE_QUOTE = "Sorry, no free appointments are available."


def page(body: str, content_type: str = "text/html; charset=utf-8") -> Page:
    return Page("https://www.example.test/", 200, body.encode(), {"content-type": content_type})


PAGES = [
    (
        f"<html lang=fr><h1>RDV</h1>{NONE}",
        Reason.NEGATIVE_PHRASE,
        "lexicon/en/none-free",
        "",
        "words of another language",
    ),
    ("<p>Choose a time", Reason.UNRECOGNISED_PAGE, "lexicon/nothing-known", "", "a heading offers nothing"),
    (f"{NONE}<p>3 appointments available", Reason.CONTRADICTORY_PAGE, "lexicon/en/both", "", "both are said"),
    (f"{NONE}<a href=/b>09:15</a>", Reason.CONTRADICTORY_PAGE, "lexicon/en/both", "", "a time can be chosen"),
    (f"{NONE}<button>9:15 am</button>", Reason.CONTRADICTORY_PAGE, "lexicon/en/both", "", "a time on a button"),
    (f"{NONE}<button disabled>09:15</button>", Reason.NEGATIVE_PHRASE, "lexicon/en/none-free", "", "not to be chosen"),
    (f"{NONE}<p>Open 09:15", Reason.NEGATIVE_PHRASE, "lexicon/en/none-free", "", "opening hours"),
    (f"{NONE}<table><tr><td><a href=/d>12</a></table>", Reason.CONTRADICTORY_PAGE, "lexicon/en/both", "", "a free day"),
    (f"{NONE}<p>Loading available slots", Reason.UNRECOGNISED_PAGE, "lexicon/en/loading", "", "not yet filled"),
    (
        "<ul><li>Paris: open<li>No appointments available<li>Lyon: open</ul>",
        Reason.UNRECOGNISED_PAGE,
        "lexicon/en/one-of-several",
        "",
        "one place of several",
    ),
    (
        "<table><tr><th>When<tr><td>No appointments available</table>",
        Reason.NEGATIVE_PHRASE,
        "lexicon/en/none-free",
        "",
        "a table with a heading and nothing else",
    ),
    (
        "<ul><li>No appointments available</ul>",
        Reason.NEGATIVE_PHRASE,
        "lexicon/en/none-free",
        "",
        "the only message of a list",
    ),
    (
        "<div>No appointments available</div><div>Lyon</div><div>No appointments available</div>",
        Reason.UNRECOGNISED_PAGE,
        "lexicon/en/one-of-several",
        "",
        "said twice: of two places",
    ),
    (
        "<p>No slots available today",
        Reason.NEGATIVE_PHRASE,
        "lexicon/en/none-free",
        "day",
        "which day today is, nobody says",
    ),
    (f"{NONE}<a href=/n>Next week</a>", Reason.NEGATIVE_PHRASE, "lexicon/en/none-free", "week", "one week is shown"),
    (f"{NONE}<a href=/n>Semaine suivante</a>", Reason.NEGATIVE_PHRASE, "lexicon/en/none-free", "week", "in French"),
    (f"{NONE}<button>Next month</button>", Reason.NEGATIVE_PHRASE, "lexicon/en/none-free", "month", "one month"),
    (
        f"{NONE}<input type=date>",
        Reason.NEGATIVE_PHRASE,
        "lexicon/en/none-free",
        "period",
        "a date is chosen on the page",
    ),
    (f"<h2>12 May</h2>{NONE}", Reason.NEGATIVE_PHRASE, "lexicon/en/none-free", "day", "a day stands above"),
    (
        "<p>This time is no longer available.",
        Reason.SLOT_JUST_TAKEN,
        "lexicon/en/slot-taken",
        "",
        "of the others nothing is said",
    ),
    ("<p style='display:none'>No slots available", Reason.UNRECOGNISED_PAGE, "lexicon/nothing-known", "", "a template"),
    ("<script>var a='No slots available'</script>", Reason.UNRECOGNISED_PAGE, "lexicon/nothing-known", "", "a program"),
    ("<p>3 appointments available", Reason.UNRECOGNISED_PAGE, "lexicon/nothing-known", "", "2 may be a step's number"),
]


@pytest.mark.parametrize(("body", "reason", "rule", "span", "why"), PAGES, ids=[row[-1] for row in PAGES])
def test_a_page_says_no_more_than_its_words(body: str, reason: Reason, rule: str, span: str, why: str):
    reading = read_with_lexicon(page(body))
    assert (reading.reason, reading.rule, reading.span) == (reason, rule, span), why
    assert reading.quote in page(body).visible


def test_a_named_day_is_a_window():
    reading = read_with_lexicon(page("<p>Aucun créneau disponible le 12/05/2021."))
    assert reading.reason is Reason.NEGATIVE_PHRASE
    assert reading.window == Window(date(2021, 5, 12), date(2021, 5, 12))
    assert (reading.span, reading.language) == ("", "fr")


def test_a_statement_without_limit_comes_before_a_limited_one():
    reading = read_with_lexicon(page(f"<p>No slots available today.</p>{NONE}"))
    assert (reading.quote, reading.span, reading.window) == (NONE_QUOTE, "", None)


def test_a_dated_line_is_an_offer():
    reading = read_with_lexicon(page("<html lang=fr><p>Prochaine disponibilité le 20/04/2021</p>"))
    assert reading.reason is Reason.POSITIVE_PHRASE
    assert (reading.slots.earliest, reading.slots.count) == (date(2021, 4, 20), None)
    assert (reading.language, reading.page_language) == ("fr", "fr")


def test_json_holds_every_message_of_a_program():
    reading = read_with_lexicon(page('{"none": "No slots available", "some": "3 slots available"}', "application/json"))
    assert (reading.reason, reading.rule) == (Reason.UNRECOGNISED_PAGE, "lexicon/json")


def test_plain_text_is_read():
    assert read_with_lexicon(page("No slots available.", "text/plain")).reason is Reason.NEGATIVE_PHRASE


def test_a_layout_row_is_no_row_of_a_list():
    rest = "Please read this with care. " * 20
    reading = read_with_lexicon(page(f"<table><tr><td>Office<tr><td>{NONE}{rest}</table>"))
    assert reading.reason is Reason.NEGATIVE_PHRASE
