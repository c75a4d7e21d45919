"""``metadata.yaml``: what Datasette shows of the SQLite file: titles, descriptions, units, facets, queries. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from monitor.dataset.package import description, title
from monitor.dataset.tables import TABLES, Table
from monitor.dataset.words import Words

DATABASE = "slotwatch"
"""The name of the SQLite file, without its ending."""
_UNITS = ("s", "ms")
"""Those that Datasette knows; the others stand in the descriptions."""

QUERIES: Mapping[str, tuple[str, str]] = {
    "latest": (
        "Where each target stood at its latest look",
        """\
SELECT l.target, t.office, t.name, l.vantage, l.seen_by, max(l.started_at) AS looked_at, l.outcome, l.quote
FROM looks l JOIN targets t ON t.target = l.target
GROUP BY l.target, l.vantage ORDER BY t.office, l.target""",
    ),
    "months": (
        "Share of conclusive looks without a slot, by month (machines, anchored looks)",
        """\
SELECT target, substr(day, 1, 7) AS month, sum(anchored_looks) AS looks, sum(conclusive_looks) AS conclusive,
  sum(iif(outcome = 'slots', conclusive_looks, 0)) AS with_slot,
  round(100.0 * sum(iif(outcome <> 'slots', conclusive_looks, 0)) / sum(conclusive_looks), 1) AS percent_without
FROM days WHERE seen_by = 'machine' GROUP BY target, month ORDER BY target, month""",
    ),
    "longest_runs_without_slot": (
        "Longest runs of looks at which the page offered no slot",
        """\
SELECT target, vantage, seen_by, first_at, last_at, looks, largest_gap_seconds, quote
FROM spells WHERE outcome = 'no_slots' ORDER BY julianday(last_at) - julianday(first_at) DESC LIMIT 100""",
    ),
    "appearances": (
        "How long slots were shown: at least, and at most, as looks are spaced",
        """\
SELECT target, seen_by, json_extract(details, '$.first_at') AS first_seen_at,
  json_extract(details, '$.last_at') AS last_seen_at, json_extract(details, '$.min_seconds') AS at_least_seconds,
  json_extract(details, '$.max_seconds') AS at_most_seconds
FROM events WHERE kind = 'slots_gone' ORDER BY at DESC""",
    ),
    "messages": (
        "Every message that was shown, with its language",
        """\
SELECT target, language, text, seen_by, first_seen_at, last_seen_at, looks
FROM texts ORDER BY target, first_seen_at""",
    ),
    "errors": (
        "Days on which our machine got an error, or no answer",
        """\
SELECT target, day, reason, sum(anchored_looks + extra_looks) AS looks
FROM days WHERE outcome = 'failing' GROUP BY target, day, reason ORDER BY day DESC, target""",
    ),
    "turned_away": (
        "Days on which the site did not serve our robot",
        """\
SELECT target, day, reason, sum(anchored_looks + extra_looks) AS looks
FROM days WHERE outcome = 'refused' GROUP BY target, day, reason ORDER BY day DESC, target""",
    ),
    "retracted": (
        "Looks whose reading was said to be wrong later",
        """\
SELECT l.target, l.started_at, l.outcome, l.quote, a.at AS retracted_at, a.author, a.why
FROM looks l JOIN annotations a ON a.look = l.look WHERE a.kind = 'retracted' ORDER BY a.at DESC""",
    ),
    "others_beside_ours": (
        "Imported looks by month and outcome, with where they came from",
        """\
SELECT i.target, m."import", i.operator, i.vantage, i.source, substr(m.at, 1, 7) AS month, m.outcome, count(*) AS looks
FROM imported_looks m JOIN imports i ON i."import" = m."import"
GROUP BY i.target, m."import", month, m.outcome ORDER BY i.target, month""",
    ),
}
"""Name, and its title and statement: each counts what it may count, and nothing else."""


def metadata(about: Mapping[str, str], words: Words) -> str:
    """The text of the file."""
    tables = {table.name: _table(table, words) for table in TABLES}
    queries = {
        name: {"title": words.say(said), "sql": statement, "hide_sql": True}
        for name, (said, statement) in QUERIES.items()
    }
    shown = {
        "title": title(about, words),
        "description": description(about, words),
        "databases": {DATABASE: {"description": description(about, words), "tables": tables, "queries": queries}},
    }
    return "\n".join(_yaml(shown)) + "\n"


def _table(table: Table, words: Words) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "title": words.title(table),
        "description": words.meaning(table),
        "columns": {column.name: words.column(table, column) for column in table.columns},
    }
    if units := {column.name: column.unit for column in table.columns if column.unit in _UNITS}:
        shown["units"] = units
    if table.facets:
        shown["facets"] = list(table.facets)
    if table.newest:
        shown["sort_desc"] = table.newest
    return shown


def _yaml(value: Any, indent: str = "") -> Iterator[str]:
    """YAML as far as it is needed here: JSON's texts and lists are YAML too, longer texts stand as they are."""
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield f"{indent}{key}:"
            yield from _yaml(inner, f"{indent}  ")
        elif isinstance(inner, str) and "\n" in inner:
            yield f"{indent}{key}: |-"
            yield from (f"{indent}  {line}" for line in inner.splitlines())
        else:
            yield f"{indent}{key}: {json.dumps(inner, ensure_ascii=False)}"
