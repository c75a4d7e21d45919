"""``datapackage.json``: what the CSV files hold, after the Frictionless Data Package standard (v1). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from monitor.dataset.tables import SCHEMA, Column, Kind, Table
from monitor.dataset.words import Words
from monitor.dataset.writing import Written, csv_name

NAME = "slotwatch-data"
"""By which an export of ours is known again."""
_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.MOMENT: "datetime",
    Kind.DAY: "date",
}


def datapackage(written: Sequence[Written], about: Mapping[str, str], words: Words) -> dict[str, Any]:
    """The description of the files as written; ``about`` is what the table of that name says."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": title(about, words),
        "description": description(about, words),
        "created": about["made_at"],
        "version": str(SCHEMA),
        "schema": SCHEMA,
        "simulated": about["simulated"] == "true",
        "about": dict(about),
        "resources": [_resource(one, words) for one in written],
    }


def title(about: Mapping[str, str], words: Words) -> str:
    """What the data are; simulated time is said first."""
    told = words.say("Looks at public booking pages")
    return f"{words.say('SIMULATED TIME')}: {told}" if about["simulated"] == "true" else told


def description(about: Mapping[str, str], words: Words) -> str:
    """What must be known before any number is quoted."""
    parts = [
        words.say("What a program saw, look by look; nothing is said of the time between two looks."),
        words.say("When you count, count anchored looks, and people's and imported looks apart from a machine's."),
        words.say("An empty cell means: not known, or there is none. Moments are UTC, days are local."),
        words.say("In the CSV files, a text that a spreadsheet would run as a formula has an apostrophe in front."),
    ]
    if about["simulated"] == "true":
        parts.insert(0, words.say("The time is simulated: nothing of this was ever seen."))
    if about["public"] == "true":
        parts.append(words.say("Of a target that showed slots lately, all is told as it stood before them."))
    return " ".join(parts)


def _resource(written: Written, words: Words) -> dict[str, Any]:
    table = written.table
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": csv_name(table),
        "title": words.title(table),
        "description": words.meaning(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{written.sha256}",
        "bytes": written.size,
        "rows": written.rows,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {
            "fields": [_field(table, column, words) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": other.replace("_", "-"), "fields": [column]}}
                for column, other in table.refers.items()
            ],
        },
    }


def _field(table: Table, column: Column, words: Words) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.empty else {"required": True}
    if column.choice:
        constraints["enum"] = list(column.choice)
    field = {"name": column.name, "type": _TYPES[column.kind], "description": words.column(table, column)}
    if column.unit:
        field["unit"] = column.unit
    return {**field, "constraints": constraints} if constraints else field
