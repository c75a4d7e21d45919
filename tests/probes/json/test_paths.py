"""Paths into JSON answers: what they lead to, and what is said of those that cannot be read."""

from typing import Any

import pytest

from probes.json.paths import MAX_LENGTH, Path

ANSWER: dict[str, Any] = {
    "days": [{"slots": [{"at": 1}, {"at": 2}]}, {"slots": []}],
    "by.day": {"mon": [3], "tue": []},
    "none": None,
    "text": "abc",
    "*": "star",
}


@pytest.mark.parametrize(
    ("path", "values", "empty", "complete", "why"),
    [
        ("", [ANSWER], [], True, "the whole answer"),
        ("text", ["abc"], [], True, "a name"),
        ("days[*].slots[*].at", [1, 2], [("days", 1, "slots")], True, "every item of every list"),
        ("days[1].slots[*]", [], [("days", 1, "slots")], True, "one item by its number"),
        ('["by.day"].*[*]', [3], [("by.day", "tue")], True, "a name with a dot, and every member"),
        ('["*"]', ["star"], [], True, "a quoted star is a name"),
        ("days[*].times[*]", [], [], False, "a name that is not there"),
        ("days[9]", [], [], False, "a number that is not there"),
        ("none[*]", [], [], False, "null is no list"),
        ("text[*]", [], [], False, "nor is text, though it has a length"),
        ("days.*", [], [], False, "a list has no members"),
        ("text.length", [], [], False, "text has none either"),
    ],
)
def test_a_path_leads_to_values(path: str, values: list[Any], empty: list[Any], complete: bool, why: str):
    found = Path.parse(path).find(ANSWER)
    assert ([node.value for node in found.nodes], list(found.empty), found.complete) == (values, empty, complete), why


def test_places_lead_back_to_the_values():
    for node in Path.parse("days[*].slots[*].at").find(ANSWER).nodes:
        value: Any = ANSWER
        for step in node.place:
            value = value[step]
        assert value == node.value


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (".a", "path '.a': write one dot between names, and none before the first"),
        ("a[*]b", "path 'a[*]b': write one dot between names, and none before the first"),
        ("a..b", "path 'a..b': '..b' is neither a name, '.*', '[*]', '[0]' nor '[\"name\"]'"),
        ("a[", "path 'a[': '[' is neither"),
        ("a[-1]", "path 'a[-1]': '[-1]' is neither"),
        ("a[b]", "path 'a[b]': '[b]' is neither"),
        ("a]", "path 'a]': ']' is neither"),
        ("a.", "path 'a.': '.' is neither"),
        ("a*", "path 'a*': write one dot between names"),
        ("$..a", "path '$..a': '..a' is neither"),
        ("a" * (MAX_LENGTH + 1), f"a path is at most {MAX_LENGTH} characters long"),
    ],
)
def test_a_path_that_cannot_be_read_is_refused_in_words(path: str, words: str):
    with pytest.raises(ValueError, match="path") as refused:
        Path.parse(path)
    assert words in str(refused.value)


def test_a_path_visits_a_large_answer_once():
    answer: list[list[list[int]]] = [[[]] * 300] * 300
    found = Path.parse("[*][*][*]").find(answer)
    assert (found.nodes, len(found.empty)) == ((), 90_000)
