"""Quotes from JSON answers stand on the page, and are the words of the value that was asked for."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.contract import Page
from probes.jsontext import MAX_QUOTE, Place, quote


def page(text: str) -> Page:
    return Page("https://www.example.test/", 200, text.encode(), {"content-type": "application/json"})


@pytest.mark.parametrize(
    ("text", "place", "words", "why"),
    [
        ('{"a": {"b": [1, 2]}}', ("a", "b"), '"b": [1, 2]', "with its name"),
        ('{"a": {"b": [1, 2]}}', ("a", "b", 1), '"b": [1, 2', "an item with the name of its list"),
        ("[]", (), "[]", "the whole answer"),
        ('[{"x": 1}, {"x": 1}]', (1,), '[{"x": 1}, {"x": 1}', "a list without a name from its beginning"),
        (')]}\',\n{"a": true}', ("a",), '"a": true', "behind a prefix"),
        ('{"a":\n\n  [ ]}', ("a",), '"a": [ ]', "line breaks are spaces"),
        ('{"\\u00e9": "\\u00e0"}', ("é",), '"é": "à"', "escapes as they are read"),
        ('{"a": 1, "a": 2}', ("a",), '"a": 2', "of equal names the last"),
        ('{"1": "x"}', (1,), "", "a name is no position"),
        ('{"a": 1}', ("b",), "", "not there"),
        ('{"a": [1', ("a",), "", "not JSON"),
        ("no JSON at all", ("a",), "", "nothing that could begin one"),
        ('{"a": "' + "x" * 500 + '"}', ("a",), '"a": "' + "x" * 194, "bounded"),
        ('{"long": ["' + "x" * 500 + '", 7]}', ("long", 1), "7", "an item far behind its name stands alone"),
    ],
)
def test_a_value_is_quoted_as_it_stands(text: str, place: Place, words: str, why: str):
    assert quote(text, page(text).visible, place) == words, why


def places(value: Any, place: Place = ()) -> list[Place]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(found for name, one in inside for found in places(one, (*place, name)))]


ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=4), inside, max_size=3),
    max_leaves=12,
)


@given(ANSWERS.filter(lambda value: isinstance(value, dict | list)), st.booleans(), st.sampled_from([None, 2]))
def test_every_quote_of_any_answer_stands_on_the_page(value: Any, ascii_only: bool, indent: int | None):
    seen = page(json.dumps(value, ensure_ascii=ascii_only, indent=indent))
    for place in places(value):
        words = quote(seen.text, seen.visible, place)
        assert words in seen.visible.replace("\n", " ")
        assert len(words) <= MAX_QUOTE


def test_a_deep_and_a_long_answer_are_quoted_within_bounds():
    deep = "[" * 400 + "]" * 400
    assert quote(deep, deep, (0,) * 399)
    long = json.dumps({"days": [{"slots": []}] * 20_000})
    assert quote(long, long, ("days", 19_999, "slots")) == '"slots": []'
