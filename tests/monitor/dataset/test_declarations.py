"""The one declaration of the tables, against the statements that fill them, the French words and the documentation."""

import re
import tomllib
from pathlib import Path

import pytest

from monitor.dataset import words
from monitor.dataset.metadata import QUERIES
from monitor.dataset.tables import SCHEMA, TABLES, Kind
from monitor.store.exporting import Exporting, one_moment
from tests.monitor.dataset.stores import live

PAGE = (Path(__file__).parents[3] / "docs" / "data.md").read_text("utf-8")
COUNTED = ("spells", "events")
"""Their numbers are counted while they are written."""
HELP = ["row_of_target", "row_of_spell"]


@pytest.mark.parametrize(
    "table", [one for one in TABLES if one.name not in ("about", "texts")], ids=lambda one: one.name
)
def test_what_is_asked_of_the_store_are_the_declared_columns_in_their_order(table, tmp_path):
    path = live(tmp_path / "x.sqlite3", {"palaiseau": "N"})
    with one_moment(path) as reader:
        asked = Exporting(reader, []).columns(table.name)
    asked = [name for name in asked if name not in HELP]
    assert asked == [name for name in table.names if name != "number" or table.name not in COUNTED]


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_keys_references_facets_and_orders_name_columns_that_there_are(table):
    named = {*table.key, *table.refers, *table.facets, *([table.newest] if table.newest else [])}
    assert named <= set(table.names)
    assert len(set(table.names)) == len(table.names)
    for column, other in table.refers.items():
        assert column in next(one for one in TABLES if one.name == other).key
    empty = [column.name for column in table.columns if column.name in table.key and column.empty]
    assert empty == [], "a key is never empty"


def test_everything_that_is_said_is_said_in_french_and_nothing_else():
    french = tomllib.loads(Path(words.__file__).with_name("french.toml").read_text("utf-8"))
    sentences = french.pop("sentences")
    shared = french.pop("shared")
    for table in TABLES:
        own = french.pop(table.name)
        assert set(own) - {"title", "meaning"} | set(shared) >= set(table.names), table.name
        assert set(own) - {"title", "meaning"} <= set(table.names), table.name
    assert french == {}
    assert {title for title, _ in QUERIES.values()} <= set(sentences)
    assert not re.search(r"disponible|panne|bloqué|\bbug|tentative|constat\b", str(sentences) + str(french))


def test_the_schema_in_the_documentation_is_that_of_the_program():
    assert f"schema {SCHEMA}" in PAGE
    documented: dict[str, list[tuple[str, ...]]] = {}
    for line in PAGE.partition("<!-- begin dataset")[2].partition("<!-- end dataset")[0].splitlines():
        if found := re.match(r"### `(\w+)`", line):
            documented[found[1]] = []
        elif found := re.match(r"\| `(\w+)` \| (\w+) \| (.*?) \| (.*) \|$", line):
            documented[list(documented)[-1]].append((found[1], found[2], found[3]))
    declared = {
        table.name: [(column.name, str(column.kind), column.unit) for column in table.columns] for table in TABLES
    }
    assert documented == declared


def test_only_text_may_hold_words_from_outside():
    for table in TABLES:
        for column in table.columns:
            if column.name in (
                "quote",
                "text",
                "why",
                "note",
                "operator",
                "author",
                "name",
                "details",
                "url",
                "source",
            ):
                assert column.kind is Kind.TEXT, f"{table.name}.{column.name} would reach a spreadsheet as it is"
