import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config.lines import KeyPath, Lines

TEXT = '''\
# a comment with [brackets] and = signs
title = "a # no comment"
[monitor]
contact = """two
lines with "quotes" and [x]
y = 1"""
after = 1

[[target]]   # first
id = 'a'
tags = [
  "one", # a comment, with a comma
  "two",

  { deep = [1, 2], "quoted key" = 3 },
]
[target.options]
planning = "all"
none.phrases = ["x"]
[[target]]
"id" = "b"
options = { none = { phrases = ["x"] }, "a.b" = 1 }
limits.tags = 5
when = 2024-01-01 10:00:00
ratio = 1.5
[[target.step]]
get = 1
[[target.step]]
get = 2
["odd ] name".sub]
key = \'\'\'
[not.a.table]\'\'\'\'
last = 1
'''

TABLE = [
    (("title",), 2, "a key outside any table"),
    (("monitor",), 3, "a table's header"),
    (("monitor", "contact"), 4, "a text over several lines has the line of its key"),
    (("monitor", "y"), 3, "what looks like a key inside a text is none: the table's line"),
    (("monitor", "after"), 7, "lines inside texts are counted"),
    (("target", 0), 9, "the first of a list of tables"),
    (("target", 0, "id"), 10, "a key of the first"),
    (("target", 0, "tags", 1), 13, "an item of a list over several lines"),
    (("target", 0, "tags", 2, "quoted key"), 15, "a quoted key of an inline table in a list"),
    (("target", 0, "options", "planning"), 18, "a sub-table belongs to the latest entry"),
    (("target", 0, "options", "none", "phrases"), 19, "a dotted key"),
    (("target", 0, "missing"), 9, "a missing key has its table's line"),
    (("target", 1), 20, "the second of a list of tables"),
    (("target", 1, "id"), 21, "a quoted key"),
    (("target", 1, "options", "none", "phrases", 0), 22, "inline tables within each other"),
    (("target", 1, "options", "a.b"), 22, "a quoted key with a dot is one key"),
    (("target", 1, "limits", "tags"), 23, "a dotted key in a list of tables"),
    (("target", 1, "ratio"), 25, "dates and numbers with dots and spaces do not disturb"),
    (("target", 1, "step", 0, "get"), 27, "lists of tables within lists of tables"),
    (("target", 1, "step", 1, "get"), 29, "and their second entry"),
    (("odd ] name", "sub", "last"), 33, "a quoted table name, and a text that ends in four quotes"),
    (("nothing",), None, "what is not there has no line"),
]


@pytest.mark.parametrize(("path", "line", "why"), TABLE, ids=[row[2] for row in TABLE])
def test_every_key_has_the_line_on_which_it_is_written(path, line, why):
    tomllib.loads(TEXT)  # the table is about valid TOML
    assert Lines(TEXT).of(path) == line, why


def test_a_table_written_after_its_sub_table_has_its_own_line():
    assert Lines("[a.b]\nx = 1\n[a]\ny = 2\n").of(("a", "missing")) == 3


def test_windows_line_ends_are_counted_once():
    assert Lines("[a]\r\nx = 1\r\ny = [\r\n1,\r\n2]\r\n").of(("a", "y", 1)) == 5


names = st.text(alphabet="ab-_1", min_size=1, max_size=3) | st.text(alphabet="a .]['=#é", max_size=4)
values = st.recursive(
    st.integers() | st.booleans() | st.text(alphabet="a\"'[]{}=,#\\ \n", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)


def _quoted(text: str) -> str:
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\u{ord(c):04x}" for c in text) + '"'


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + "".join(f"\n {_literal(item)}," for item in value) + "\n]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)} = {_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, str):
        # lone quotes stay as they are: they must not end the text for the scanner
        many = '"""\n' + value.replace("\\", "\\\\").replace('""', '"\\u0022') + '"""'
        return many if "\n" in value else _quoted(value)
    return str(value)


@given(st.lists(st.dictionaries(names, values, max_size=3), min_size=1, max_size=3))
def test_written_keys_are_found_on_their_lines_whatever_their_values(tables):
    text = ""
    expected: dict[KeyPath, int] = {}
    for index, table in enumerate(tables):
        expected["t", index] = text.count("\n") + 1
        text += "[[t]]\n"
        for key, value in table.items():
            expected["t", index, key] = text.count("\n") + 1
            text += f"{_quoted(key)} = {_literal(value)}\n"
    assert tomllib.loads(text)["t"] == tables
    lines = Lines(text)
    assert {path: lines.of(path) for path in expected} == expected


def _paths(value: object, at: KeyPath = ()) -> list[KeyPath]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, item in inner for path in _paths(item, (*at, key)))]


@given(
    st.lists(
        st.sampled_from(["a", "b", "[", "]", "{", "}", "=", ".", ",", '"', "'", "#", "\\", "\n", " ", "1"]), max_size=14
    )
)
@settings(max_examples=300)
def test_every_path_of_any_toml_has_a_line_of_its_own(marks):
    text = "".join(marks)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(Lines(text).known) >= set(_paths(document)[1:])
