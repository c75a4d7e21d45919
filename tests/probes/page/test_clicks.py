"""Clicks: the request that a person's click would send, or the name of what the page lacks."""

import time
from typing import Any

import pytest

from probes.contract import Get, Page, Post
from probes.page.clicks import Missing, click, says
from probes.page.options import Step

HOME = "https://www.example.test/rdv/start?a=1#top"
BASE = "https://www.example.test/rdv/"


def clicked(body: str, **step: Any) -> Any:
    page = Page(HOME.partition("#")[0], 200, body.encode(), {"content-type": "text/html; charset=utf-8"})
    return click(Step.model_validate(step), page)


@pytest.mark.parametrize(
    ("pattern", "words", "expected", "why"),
    [
        ("Next", "next", True, "case does not matter"),
        ("Next", "Next week", False, "all the words count"),
        ("Next *", "Next week", True, "a star is any words"),
        ("*week*", "Next week »", True, "on both sides"),
        ("Next*", "Next", True, "or none"),
        ("»", "»", True, "a sign is a word"),
        ("l’agenda", "L'agenda", True, "quote marks are one"),
        ("a*b*c", "axxbxc", True, "several stars"),
        ("a*b*c", "axxb", False, "all pieces are needed"),
        ("a*b*a", "aba", True, "each at its own place"),
        ("a*a", "a", False, "not twice the same letter"),
        ("desk=2?", "desk=23", False, "other signs mean themselves"),
    ],
)
def test_a_pattern_says_all_the_words(pattern: str, words: str, expected: bool, why: str):
    assert says(pattern, words) is expected, why


def test_a_pattern_of_many_stars_costs_what_the_words_cost():
    began = time.process_time()
    assert not says("*".join("a" * 40) + "b", "a" * 100_000)
    assert time.process_time() - began < 5, "a quadratic search would need minutes"


NO_LINK, NO_FORM, NO_FIELD, NO_BUTTON, PERSONAL = (
    Missing(rule) for rule in ("no-link", "no-form", "no-field", "no-button", "personal-form")
)


@pytest.mark.parametrize(
    ("body", "step", "expected", "why"),
    [
        ("<a href=2>Next</a><a href=3>Next</a>", {"follow": "next"}, Get(BASE + "2"), "the first one"),
        ("<a href=1 hidden>Next</a><a href=3>Next</a>", {"follow": "Next"}, Get(BASE + "3"), "that can be seen"),
        ("<a>Next</a><a href=' '>Next</a>", {"follow": "Next"}, NO_LINK, "without an address it is no link"),
        ("<a href=2><img alt='Next'></a>", {"follow": "Next"}, Get(BASE + "2"), "a picture's words"),
        ("<a href=2 title='Next'>»</a>", {"follow": "Next"}, NO_LINK, "words that are seen come first"),
        ("<a class=n href='?b=2#x'>»</a>", {"follow_css": "a.n"}, Get(BASE + "start?b=2"), "without its fragment"),
        (
            "<a class=n>»</a><a class=n href=2>»</a>",
            {"follow_css": "a.n"},
            Get(BASE + "2"),
            "the first with an address",
        ),
        ("<base href=/x/><a href=2>Next</a>", {"follow": "Next"}, Get("https://www.example.test/x/2"), "from its base"),
        ("<a href='http://['>Next</a>", {"follow": "Next"}, Get(""), "what no browser opens is out of bounds"),
        ("<a href='https://www.example.test:x/'>Next</a>", {"follow": "Next"}, Get(""), "a port that is none"),
        ('{"a": 1}', {"follow": "Next"}, NO_LINK, "JSON has no links"),
        ("<p>Next", {"get": BASE + "2"}, Get(BASE + "2"), "a fixed URL needs no page"),
        ("<p>Next", {"post": BASE, "fields": {"a": "1"}}, Post(BASE, fields={"a": "1"}), "nor do fixed fields"),
    ],
)
def test_a_step_asks_for_what_the_page_offers(body: str, step: dict[str, Any], expected: Any, why: str):
    assert clicked(body, **step) == expected, why


DESKS = "<input type=hidden name=t value=9><input type=radio name=d value=1><input type=radio name=d value=2>"
GO = "<button name=go value=y>Next</button>"
SENT = {"t": "9", "go": "y", "d": "2"}


@pytest.mark.parametrize(
    ("inside", "step", "expected", "why"),
    [
        (DESKS + GO, {}, SENT, "hidden fields, the choice and the only button"),
        (DESKS, {}, {"t": "9", "d": "2"}, "a form may have no button"),
        (DESKS + GO + "<button name=no>Cancel</button>", {}, NO_BUTTON, "one of two is not guessed"),
        (DESKS + "<button name=no>Cancel</button>" + GO, {"button": "Next"}, SENT, "by its words"),
        (DESKS + "<button name=no>Cancel</button>" + GO, {"button": "go=*"}, SENT, "by its name"),
        (DESKS + GO, {"button": "Continue"}, NO_BUTTON, "a button that is gone"),
        (DESKS + "<button type=button name=go>Next</button>", {"button": "Next"}, NO_BUTTON, "one that sends nothing"),
        (DESKS + "<button disabled name=go>Next</button>", {"button": "Next"}, NO_BUTTON, "one that is switched off"),
        (DESKS + "<input type=SUBMIT name=go value=y>", {"button": "Y"}, SENT, "an input is a button too"),
        (DESKS + "<button>Next</button>", {}, {"t": "9", "d": "2"}, "a button without a name sends nothing"),
        ("<select name=d><option value=1>2<option value=2>x</select>", {}, {"d": "2"}, "an option by its value"),
        ("<select name=d><option> 2 <option>3</select>", {}, {"d": "2"}, "or, without one, by its words"),
        ("<select name=d><option value=1>2</select>", {}, NO_FIELD, "not by the words of one with a value"),
        ("<select name=d><option value=2 disabled>x</select>", {}, NO_FIELD, "nor one that is full"),
        ("<input type=radio name=d value=1>", {}, NO_FIELD, "a desk that is gone"),
        ("<input type=radio name=d value=2 disabled>", {}, NO_FIELD, "or switched off"),
        ("<div hidden><input type=radio name=d value=2></div>", {}, {"d": "2"}, "styled buttons hide the real ones"),
        ("<input name=d>", {}, {"d": "2"}, "a field to type into takes anything"),
        ("<input type=hidden name=d value=1>", {}, {"d": "2"}, "as a script would set it"),
        ("<p>Desks", {}, NO_FIELD, "no such field"),
        (DESKS + "<input type=checkbox name=news value=1 checked>", {}, {"t": "9", "d": "2"}, "nothing else is sent"),
        (DESKS + "<input type=hidden name=email value=x>", {}, {"t": "9", "d": "2"}, "least of all what is personal"),
        (DESKS + "<input type=EMAIL name=c>", {}, PERSONAL, "a type that is personal"),
        (DESKS + "<input type=password name=c>", {}, PERSONAL, "a login"),
        (DESKS + "<textarea name=adresse></textarea>", {}, PERSONAL, "a name that is personal"),
        (DESKS + "<input name=q1 autocomplete=given-name>", {}, PERSONAL, "what the browser would fill in"),
        (DESKS + "<input form=f name=phone>", {}, PERSONAL, "inside"),
    ],
)
def test_a_form_is_sent_as_a_click_would(inside: str, step: dict[str, Any], expected: Any, why: str):
    wanted = {"submit": "#f", "fields": {"d": "2"}, **step}
    asked = clicked(f"<form id=f method=POST action=go>{inside}</form>", **wanted)
    assert asked == (expected if isinstance(expected, Missing) else Post(BASE + "go", fields=expected)), why


@pytest.mark.parametrize(
    ("form", "expected", "why"),
    [
        ("<form>", Get(BASE + "start?t=1"), "to the page itself, its query replaced"),
        ("<form method=post>", Post(BASE + "start?a=1", fields={"t": "1"}), "which a POST keeps"),
        ("<base href=/x/><form method=post>", Post(BASE + "start?a=1", fields={"t": "1"}), "whatever its base"),
        ("<form action='/c?x=1#y'>", Get("https://www.example.test/c?t=1"), "a GET replaces the action's query"),
        ("<form action='http://['>", Get(""), "what no browser opens is out of bounds"),
        ("<form method=post action=a><button formaction=b>", Post(BASE + "b", fields={"t": "1"}), "as the button says"),
        ("<form method=post><button formmethod=get>", Get(BASE + "start?t=1"), "in this too"),
        ("<form hidden>", NO_FORM, "a form that nobody sees"),
        ("<div>", NO_FORM, "no form at all"),
        ("<input type=tel form=f><form id=f>", PERSONAL, "a field may stand outside its form"),
        ("<input type=tel form=g><form id=f>", Get(BASE + "start?t=1"), "and belong to another"),
    ],
)
def test_a_form_says_where_and_how_it_is_sent(form: str, expected: Any, why: str):
    assert clicked(f"{form}<input type=hidden name=t value=1>", submit="form, div") == expected, why
