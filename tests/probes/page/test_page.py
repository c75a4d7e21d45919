"""The page probe: a claim only where the operator's words or elements are seen, and only configured requests."""

import time
from typing import Any

import pytest

from probes.contract import Get, Page, Post, Reading, allowed
from probes.page.options import Options
from probes.page.probe import MAX_QUOTE, PROBE, allow, flow, read

HOME = "https://www.example.test/rdv"
WORDS = {"none": {"phrases": ["no hay citas"]}, "slots": {"phrases": ["hay citas"]}}
CELLS = {"none": {"css": [".full"]}, "slots": {"css": ["td.free", "td.free a"]}}


def page(body: str, **headers: str) -> Page:
    return Page(HOME, 200, body.encode(), {"content-type": "text/html; charset=utf-8", **headers})


def reading_of(body: str, options: dict[str, Any]) -> Reading:
    return read(page(body), Options.model_validate(options))


BOTH = "contradictory-page"
UNKNOWN = "unrecognised-page"
READ = [
    (WORDS, "<p>Hay citas el lunes", "positive-phrase", "Hay citas", "in the page's own case"),
    (WORDS, "<p>No hay  citas.", "negative-phrase", "No hay citas", "'hay citas' inside 'no hay citas' proves nothing"),
    (WORDS, "<p>No <b>hay</b> citas. No hay citas", "negative-phrase", "No hay citas", "however often"),
    (WORDS, "<p>No hay citas.<p>Hay citas el lunes", BOTH, "No hay citas", "elsewhere on the page it proves the other"),
    (WORDS, "<p>Hay citas<p>No hay citas", BOTH, "No hay citas", "in any order"),
    (WORDS, "<p>Pida su cita", UNKNOWN, "", "neither"),
    (WORDS, "<p hidden>No hay citas</p><p>Hay citas", "positive-phrase", "Hay citas", "what is hidden is not said"),
    (WORDS, "<title>No hay citas</title><!--Hay citas-->", UNKNOWN, "", "nor a title or a comment"),
    (WORDS, "<p>Hay<br>citas", "positive-phrase", "Hay citas", "a quote is one line"),
    (WORDS, '{"texto": "No hay citas"}', "negative-phrase", "No hay citas", "a phrase in JSON"),
    (WORDS, "", UNKNOWN, "", "an empty page"),
    (CELLS, "<table><td class=free><a>8</a><td class=free>9", "free-cells", "8", "the first cell is quoted"),
    (CELLS, "<p class=full>Completo", "negative-phrase", "Completo", "an element of its own for none"),
    (CELLS, "<p class=full>Completo<table><td class=free>8", BOTH, "Completo", "elements contradict as words do"),
    (CELLS, "<p class=full></p><table><td class=free>8", "free-cells", "8", "an element without words proves nothing"),
    (CELLS, "<table><td class=free><td class=free><i></i>", UNKNOWN, "", "for slots too"),
    (CELLS, "<table hidden><td class=free>8", UNKNOWN, "", "nor does a hidden one"),
    (CELLS, "<table><td class=free><a title='8 h'></a></table>", "free-cells", "8 h", "a title stands for text"),
    ({"none": CELLS["none"], "slots": WORDS["slots"]}, "<p class=full>No hay citas", BOTH, "No hay citas", "kinds mix"),
    ({}, "<p>No hay citas", UNKNOWN, "", "nothing is ever guessed"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "body", "reason", "quote", "why"), READ)
def test_a_page_proves_what_the_operator_said_proves_it(
    options: dict[str, Any], body: str, reason: str, quote: str, why: str
):
    reading = reading_of(body, options)
    assert (str(reading.reason), reading.quote) == (reason, quote), why


def test_cells_are_counted_once_and_named_by_their_rule():
    reading = reading_of("<table><td class=free><a>8</a><td class=free><a>9</a><td class=free><td>10", CELLS)
    assert (reading.slots.count, reading.rule) == (2, "page/slots-css")
    assert reading_of("<p>hay citas", WORDS).slots.count is None
    assert reading_of("<p>no hay citas", WORDS).rule == "page/none"


def test_a_quote_of_half_a_page_is_cut():
    reading = reading_of(f"<table><td class=free>{'x ' * 1000}", CELLS)
    assert len(reading.quote) == MAX_QUOTE


def test_the_language_is_the_one_the_page_declares():
    options = Options.model_validate(WORDS)
    assert read(page("<html lang=es><p>hay citas"), options).page_language == "es"
    assert read(page("<p>hay citas", **{"content-language": "ca"}), options).page_language == "ca"
    assert read(page("<p>hay citas"), options).language is None, "nobody detected it"


def test_a_page_full_of_both_phrases_costs_what_its_length_costs():
    def seconds(times: int) -> float:
        shown, options = page("<p>no hay citas " * times), Options.model_validate(WORDS)
        assert shown.visible
        began = time.process_time()
        assert str(read(shown, options).reason) == "negative-phrase"
        return time.process_time() - began

    quarter, whole = seconds(5_000), seconds(20_000)
    assert whole <= max(8 * quarter, 0.5)


STEPS = {
    "steps": [
        {"post": f"{HOME}/choose", "fields": {"planning": "12", "next": {"value": "Suivant", "type": "submit"}}},
        {"get": f"{HOME}/dates?month=1"},
    ]
}


def walked(options: dict[str, Any], *bodies: str) -> tuple[list[Get | Post], Reading]:
    """The requests of a walk over some pages, in their order, and how it ended."""
    walk, answers = flow(HOME, Options.model_validate(options)), iter(bodies)
    asked = [next(walk)]
    try:
        while True:
            asked.append(walk.send(page(next(answers))))
    except StopIteration as ended:
        return asked, ended.value


def test_the_walk_makes_the_configured_requests_in_order_and_reads_the_last_page():
    asked, reading = walked({**WORDS, **STEPS}, "<p>Un", "<p>Deux", "<p>no hay citas")
    assert asked == [
        Get(HOME),
        Post(f"{HOME}/choose", fields={"planning": "12", "next": "Suivant"}),
        Get(f"{HOME}/dates?month=1"),
    ]
    assert str(reading.reason) == "negative-phrase"


WEEK = {**WORDS, "speaks_of": "week"}
NONE, OFFER, NEITHER = "<p>no hay citas", "<p>hay citas", "<p>Semana"
NEXT = "<p><a href=otra>Otra semana</a>"


@pytest.mark.parametrize(
    ("options", "bodies", "reason", "rule", "span", "why"),
    [
        (WORDS, [NONE], "negative-phrase", "none", "", "an answer on the way ends the walk"),
        (WORDS, [OFFER], "positive-phrase", "slots", "", "either answer"),
        (WORDS, [NONE + OFFER], UNKNOWN, "no-link", "", "both are no answer, and there is no way on"),
        (WORDS, [NONE + OFFER + NEXT, NONE], "negative-phrase", "none", "", "nor does it keep from going on"),
        (WORDS, [NEITHER], UNKNOWN, "no-link", "", "no link is no answer"),
        (WORDS, [NEITHER + NEXT, NEITHER], UNKNOWN, "nothing-known", "", "the last page is read"),
        (WEEK, [NONE + NEXT, NONE], "negative-phrase", "none", "week", "none of a week does not end the walk"),
        (WEEK, [NONE + NEXT, OFFER], "positive-phrase", "slots", "", "a slot is a slot in any week"),
        (WEEK, [OFFER + NEXT], "positive-phrase", "slots", "", "and ends the walk"),
        (WEEK, [NONE], "negative-phrase", "none", "week", "without a further week, this one's answer stands"),
        (WEEK, [NONE + NEXT, NEITHER], UNKNOWN, "nothing-known", "", "a later page that says nothing proves nothing"),
        (WORDS, ["<a href=//b.test/>Otra semana</a>"], UNKNOWN, "elsewhere", "", "a link off the host"),
        ({}, [NEITHER + NEXT, NEITHER], UNKNOWN, None, "", "without evidence the lexicon decides on the last page"),
    ],
)
def test_a_walk_ends_where_the_operators_evidence_proves_an_answer(options, bodies, reason, rule, span, why):
    asked, found = walked({**options, "steps": [{"follow": "Otra *"}]}, *bodies)
    assert (str(found.reason), found.span) == (reason, span), why
    assert rule is None or found.rule == f"page/{rule}", why
    assert [request.url for request in asked] == [HOME, "https://www.example.test/otra"][: len(bodies)], why


@pytest.mark.parametrize(
    ("method", "url", "expected", "why"),
    [
        ("GET", HOME, True, "the target's URL"),
        ("GET", f"{HOME}/", True, "a final slash is the same page"),
        ("GET", "http://www.example.test/rdv", False, "encryption is not given up"),
        ("POST", HOME, False, "nothing is sent to it"),
        ("GET", f"{HOME}?page=2", False, "another query is another page"),
        ("GET", f"{HOME}/other", False, "nor is what lies below"),
        ("GET", "https://www.example.test/", False, "nor what lies above"),
        ("GET", "https://www.example.test/xrdv", False, "nor what ends alike"),
        ("POST", f"{HOME}/choose", True, "a step"),
        ("GET", f"{HOME}/choose", True, "where the answer to a form may redirect to"),
        ("GET", f"{HOME}/dates?month=1", True, "another step"),
        ("GET", f"{HOME}/dates", False, "its query belongs to it"),
        ("GET", f"{HOME}/dates?month=11", False, "all of it"),
        ("POST", f"{HOME}/dates?month=1", False, "by its method alone"),
        ("GET", "https://other.test/rdv", False, "another host"),
        ("GET", "https://www.example.test:8443/rdv", False, "another port"),
        ("GET", "https://me@www.example.test/rdv", False, "nobody logs in"),
    ],
)
def test_only_configured_requests_are_allowed(method: str, url: str, expected: bool, why: str):
    lines = allow(HOME, Options.model_validate(STEPS))
    assert allowed(method, url, HOME, lines) is expected, why


CLICKS = {"steps": [{"get": f"{HOME}/dates?month=1"}, {"follow": "Otra *"}]}


@pytest.mark.parametrize(
    ("options", "method", "url", "expected", "why"),
    [
        (CLICKS, "GET", f"{HOME}/dates?month=2", True, "any harmless page of the target's folder"),
        (CLICKS, "GET", f"{HOME}/dates?month=2&action=reserve", False, "but those that act"),
        (CLICKS, "POST", f"{HOME}/dates", False, "a link sends nothing"),
        (CLICKS, "GET", "https://other.test/rdv", False, "another host"),
        (CLICKS, "GET", "http://www.example.test/rdv/2", False, "encryption is not given up"),
        ({"steps": [{"submit": "form"}]}, "POST", f"{HOME}/dates", True, "a form sends to the folder"),
        ({"steps": [{"submit": "form"}]}, "POST", f"{HOME}/confirm", False, "but not to what acts"),
        ({**CLICKS, "within": "/rdv/"}, "GET", f"{HOME}/2", True, "below the operator's prefix"),
        ({**CLICKS, "within": "/rdv/"}, "GET", "https://www.example.test/2", False, "not beside it"),
        ({**CLICKS, "within": "/cal"}, "GET", HOME, True, "the target itself always"),
        ({**CLICKS, "within": "/cal"}, "GET", f"{HOME}/dates?month=1", True, "a fixed step always"),
    ],
)
def test_clicks_are_allowed_below_a_prefix(options: dict[str, Any], method: str, url: str, expected: bool, why: str):
    assert allowed(method, url, HOME, allow(HOME, Options.model_validate(options))) is expected, why


def test_a_step_on_another_host_is_refused_in_words():
    options = Options.model_validate({"steps": [{"get": "https://other.test/rdv"}]})
    with pytest.raises(
        ValueError, match=r"https://other\.test/rdv is on another host; a look stays on the target's own"
    ):
        allow(HOME, options)


@pytest.mark.parametrize(
    ("home", "asked", "expected", "why"),
    [
        ("https://www.example.test", "https://www.example.test/", True, "no path is the first page"),
        ("https://www.example.test/", "https://www.example.test", True, "either way"),
        ("https://www.example.test/a.b", "https://www.example.test/axb", False, "a dot is a dot"),
        ("https://www.example.test/(x)+", "https://www.example.test/(x)+", True, "and a plus a plus"),
        ("http://www.example.test/a", "https://www.example.test/a", True, "encryption may be gained"),
        ("https://www.example.test/a?b=1#c", "https://www.example.test/a?b=1", True, "a fragment is never sent"),
    ],
)
def test_an_address_is_allowed_as_it_is_written(home: str, asked: str, expected: bool, why: str):
    assert allowed("GET", asked, home, allow(home, Options())) is expected, why


def test_the_probe_is_what_its_folder_says():
    assert PROBE.label == "page/1"
    assert (PROBE.flow, PROBE.read, PROBE.allow, PROBE.options) == (flow, read, allow, Options)
