"""Incidents as a table: one row each, the keys of the JSON as columns. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from monitor.report.history import csv_row
from monitor.report.incidents import as_json
from monitor.store.judged import Known

_COLUMNS = (
    *("target", "name", "office", "timezone", "class", "kind", "variant", "key", "previous", "state"),
    *("first_at", "last_at", "ended_at", "ended_by", "lost_after", "not_observed_since"),
    *("duration_seconds", "suspended_seconds", "looks", "conclusive", "proving", "retracted", "largest_gap_seconds"),
    *("scheduled_seconds", "observed_seconds", "days", "weeks", "with_slots", "without_slots", "over_days"),
    *("first_quote", "first_language", "last_quote", "last_language", "languages", "causes", "cause", "attribution"),
    *("vantages", "rules", "acknowledged"),
)
_NESTED = ("causes", "rules", "acknowledged")
"""Cells that hold JSON."""


def as_csv(found: Iterable[Known], now: datetime, *, simulated: bool) -> Iterator[str]:
    """A header and one row per incident; times are UTC, lengths are seconds."""
    yield csv_row([*_COLUMNS, "simulated"])
    for known in found:
        row = as_json(known, now)
        yield csv_row([*(_cell(name, row[name]) for name in _COLUMNS), int(simulated)])


def _cell(name: str, value: Any) -> Any:
    if name in _NESTED:
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None
    return " ".join(value) if isinstance(value, list) else value
