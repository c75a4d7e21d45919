"""What people ask not to be told of: writing silences and acknowledgements, each in one transaction."""

from __future__ import annotations

from datetime import datetime

from monitor.clock import iso
from monitor.store.writer import Store

_LATEST = "(SELECT ifnull(max(id), 0) FROM observed)"
"""What was judged before stays as it was, also where the clock is set back later."""


class Hushing:
    """Writes to the tables of silences and acknowledgements. Methods may raise ``StoreError``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sql = store.connection

    def silence(self, target: str, rule: str, *, since: datetime, until: datetime, reason: str, author: str) -> int:
        """Nothing is told of a target (empty: any) by a rule (empty: any) from one moment to another; its number."""
        with self._store.atomic():
            cursor = self._sql.execute(
                "INSERT INTO silences (target, rule, since, until, reason, author, behind)"
                f" VALUES (?, ?, ?, ?, ?, ?, {_LATEST})",
                (target, rule, iso(since), iso(until), reason, author),
            )
        return cursor.lastrowid or 0

    def end(self, number: int, at: datetime) -> bool:
        """End a silence before its time; false where it was over already, or there is none of this number."""
        with self._store.atomic():
            cursor = self._sql.execute(
                f"UPDATE silences SET ended_at = :at, ended_behind = {_LATEST}"
                " WHERE id = :id AND ended_at IS NULL AND until > :at",
                {"id": number, "at": iso(at)},
            )
        return cursor.rowcount > 0

    def acknowledge(self, incident: str, *, at: datetime, author: str, note: str) -> bool:
        """A person knows of an incident, by its key; false where one knew before, which stays as it was."""
        with self._store.atomic():
            cursor = self._sql.execute(
                f"INSERT INTO acknowledgements VALUES (?, ?, ?, ?, {_LATEST}) ON CONFLICT (incident) DO NOTHING",
                (incident, iso(at), author, note),
            )
        return cursor.rowcount > 0
