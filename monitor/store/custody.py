"""The custody log: what was done to the store itself, line by line, never changed. Touches that table only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monitor.clock import from_iso, iso
from monitor.store.errors import explained
from monitor.store.writer import Store


def note(store: Store, at: datetime, kind: str, details: Mapping[str, Any]) -> None:
    """Write down, for ever, what is done; in the transaction under way, or in one of its own."""
    text = json.dumps(details, ensure_ascii=False, sort_keys=True)
    with explained(store.path):
        store.connection.execute("INSERT INTO custody (at, kind, details) VALUES (?, ?, ?)", (iso(at), kind, text))


def entries(store: Store) -> list[tuple[datetime, str, dict[str, Any]]]:
    """When, what and how, oldest first."""
    with explained(store.path):
        rows = store.connection.execute("SELECT at, kind, details FROM custody ORDER BY id").fetchall()
    return [(from_iso(at), kind, json.loads(details)) for at, kind, details in rows]
