"""What ``history`` and ``texts`` ask: spells, looks, and every message that was ever shown. Reads only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.clock import iso
from monitor.store.reader import Reader

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_EARLIEST, _LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

_CHOSEN_LOOKS = """
SELECT o.id AS id FROM targets t CROSS JOIN observed o ON o.target = t.id CROSS JOIN readings r ON r.id = o.reading
WHERE t.slug = :slug AND o.started >= :since_us AND o.started < :until_us
  AND (:outcomes IS NULL OR r.outcome IN (SELECT value FROM json_each(:outcomes)))
ORDER BY o.id DESC LIMIT :last
"""
_LOOKS = f"""
SELECT l.* FROM (SELECT id FROM ({_CHOSEN_LOOKS}) ORDER BY id LIMIT -1) i CROSS JOIN looks l ON l.id = i.id
"""
"""Only numbers are sorted: what is told of each look is fetched as it is read. Without its limit SQLite drops the order
of what is joined; with it, it keeps it."""
_RUNS = """
SELECT s.id, t.slug AS target, v.name AS vantage, s.outcome, x.text AS quote, x.language AS quote_language, s.first_at,
  s.last_at, s.looks, s.anchored, s.largest_gap_seconds, v.kind AS vantage_kind
FROM targets t CROSS JOIN spells s ON s.target = t.id CROSS JOIN vantages v ON v.id = s.vantage
LEFT JOIN texts x ON x.id = s.text
WHERE t.slug = :slug AND s.last_at >= :since AND s.first_at < :until
  AND (:outcomes IS NULL OR s.outcome IN (SELECT value FROM json_each(:outcomes)))
ORDER BY s.id DESC LIMIT :last
"""
_RUN_COLUMNS = (
    *("id", "target", "vantage", "outcome", "quote", "quote_language", "first_at", "last_at", "looks", "anchored"),
    *("largest_gap_seconds", "vantage_kind"),
)
_TEXTS = """
SELECT t.slug AS target, t.name AS name, t.office AS office, t.timezone AS timezone, x.text AS text,
  x.language AS language, x.first_seen_at AS first_seen_at, x.last_seen_at AS last_seen_at, x.looks AS looks,
  (SELECT group_concat(outcome) FROM (SELECT DISTINCT r.outcome FROM readings r WHERE r.text = x.id ORDER BY 1))
  AS outcomes
FROM targets t CROSS JOIN texts x ON x.target = t.id
WHERE t.id IN (SELECT value FROM json_each(:targets)) AND x.last_seen_at >= :since
  AND (:languages IS NULL OR ifnull(x.language, 'und') IN (SELECT value FROM json_each(:languages)))
ORDER BY t.retired_at IS NOT NULL, t.office, t.slug, x.first_seen_at, x.id
"""
_LANGUAGES = "SELECT DISTINCT ifnull(language, 'und') FROM texts ORDER BY 1"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a history is asked for."""

    since: datetime = _EARLIEST
    until: datetime = _LATEST
    """The first moment that is left out."""
    outcomes: Sequence[str] | None = None
    """None: every one."""
    last: int | None = None
    """At most so many, the latest; None: all."""

    def values(self, slug: str) -> dict[str, Any]:
        """The parameters of the statements."""
        return {
            "slug": slug,
            "since": iso(self.since),
            "until": iso(self.until),
            "since_us": (self.since - _EPOCH) // _MICROSECOND,
            "until_us": (self.until - _EPOCH) // _MICROSECOND,
            "outcomes": None if self.outcomes is None else json.dumps(list(self.outcomes)),
            "last": -1 if self.last is None else self.last,
        }


class Histories:
    """The questions, over a connection that only reads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    def look_columns(self) -> list[str]:
        """What is told of each look: the columns of the view ``looks``."""
        return [column[0] for column in self._sql.execute("SELECT * FROM looks LIMIT 0").description]

    def looks(self, slug: str, wanted: Wanted) -> Iterator[dict[str, Any]]:
        """Looks at a target in the order of storage, with the columns of the view ``looks``; streamed."""
        for row in self._sql.execute(_LOOKS, wanted.values(slug)):
            yield dict(row)

    def run_columns(self) -> Sequence[str]:
        """What is told of each spell."""
        return _RUN_COLUMNS

    def runs(self, slug: str, wanted: Wanted) -> list[dict[str, Any]]:
        """The spells that reach into the time asked for, oldest first; each is whole, also beyond that time."""
        return [dict(row) for row in reversed(self._sql.execute(_RUNS, wanted.values(slug)).fetchall())]

    def texts(
        self, targets: Sequence[int], *, languages: Sequence[str] | None = None, since: str = ""
    ) -> Iterator[dict[str, Any]]:
        """Every message that these targets (rows of their table) ever showed, each target's in the order of time.

        ``since``: only those seen since a moment as stored; ``languages``: ``und`` is what could not be determined.
        """
        given = {
            "targets": json.dumps(list(targets)),
            "languages": None if languages is None else json.dumps(list(languages)),
            "since": since,
        }
        for row in self._sql.execute(_TEXTS, given):
            yield dict(row)

    def languages(self) -> list[str]:
        """Those in which anything was ever shown; ``und``: not determined."""
        return [row[0] for row in self._sql.execute(_LANGUAGES)]


def histories(reader: Reader) -> Histories:
    """The same store and the same moment of it, asked about what was shown over time."""
    return Histories(reader.connection)
