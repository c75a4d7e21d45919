"""Every message that was ever shown: its words, language, when, how often, and what it was taken for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from monitor.clock import from_iso
from monitor.locale import SHORT
from monitor.report.format import cut, local, printable
from monitor.report.history import SIMULATED, csv_row, quoted
from probes.contract import Outcome

_COLUMNS = ("target", "name", "office", "timezone", "text", "language", "first_seen_at", "last_seen_at", "looks")


def as_json(rows: Iterable[Mapping[str, Any]], *, simulated: bool) -> Iterator[str]:
    """One JSON object per message and target; times are UTC."""
    for row in rows:
        yield json.dumps({**row, "outcomes": _outcomes(row), "simulated": int(simulated)}, ensure_ascii=False)


def as_csv(rows: Iterable[Mapping[str, Any]], *, simulated: bool) -> Iterator[str]:
    """A header and one row per message and target."""
    yield csv_row([*_COLUMNS, "outcomes", "simulated"])
    for row in rows:
        yield csv_row([*(row[name] for name in _COLUMNS), " ".join(_outcomes(row)), int(simulated)])


def as_text(rows: Iterable[Mapping[str, Any]], width: int = 80, *, simulated: bool) -> Iterator[str]:
    """The messages of each target, those shown first at the top."""
    if simulated:
        yield SIMULATED
        yield ""
    found = False
    for target, messages in groupby(rows, key=lambda row: (row["target"], row["name"], row["office"])):
        found, (slug, name, office) = True, target
        yield slug
        if title := " · ".join(filter(None, [name if name != slug else "", office])):
            yield cut(f"  {printable(title)}", width)
        for row in messages:
            yield from quoted(row["text"], row["language"] or "language not determined", width)
            yield from _seen(row, width)
        yield ""
    if not found:
        yield "No message that was asked for is stored."


def _seen(row: Mapping[str, Any], width: int) -> Iterator[str]:
    looks = "1 look" if row["looks"] == 1 else f"{row['looks']:,} looks"
    words = " / ".join(SHORT["en"][Outcome(outcome)] for outcome in _outcomes(row))
    first, last = (local(from_iso(row[name]), row["timezone"]) for name in ("first_seen_at", "last_seen_at"))
    when = f"on {first}" if row["looks"] == 1 else f"from {first} to {last}"
    line = f"      {words}, at {looks} {when}"
    if len(line) <= width:
        yield line
    else:
        yield cut(f"      {words}, at {looks}", width)
        yield f"      {when}"


def _outcomes(row: Mapping[str, Any]) -> list[str]:
    return row["outcomes"].split(",") if row["outcomes"] else []
