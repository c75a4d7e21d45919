"""The tables of data to take away, as ``monitor.dataset.tables`` declares them, and the queries that come with them."""

# ruff: noqa: INP001 - a script beside the pages, not a package

from __future__ import annotations

from monitor.dataset.metadata import QUERIES
from monitor.dataset.tables import TABLES, Column


def table_pages() -> str:
    """One section per table, one row per column; then the canned queries."""
    parts = []
    for table in TABLES:
        key = ", ".join(f"`{name}`" for name in table.key)
        refers = "".join(f" `{column}` names a row of `{other}`." for column, other in table.refers.items())
        head = "| column | type | unit | meaning |\n| --- | --- | --- | --- |"
        rows = [f"| `{one.name}` | {one.kind} | {one.unit} | {_meaning(one)} |" for one in table.columns]
        about = f"{table.meaning} Key: {key}.{refers}"
        parts.append("\n".join([f"### `{table.name}`\n", f"{about}\n", head, *rows]))
    queries = [f"| `{name}` | {title} |" for name, (title, _) in QUERIES.items()]
    parts.append("\n".join(["### Queries in `metadata.yaml`\n", "| name | what it answers |\n| --- | --- |", *queries]))
    return "\n\n".join(parts)


def _meaning(column: Column) -> str:
    choice = f"; one of {', '.join(f'`{value}`' for value in column.choice)}" if column.choice else ""
    return f"{column.meaning}{choice}{'' if column.empty else '; never empty'}"
