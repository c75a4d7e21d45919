"""Which migrations this program knows, by name: read without loading sqlite-utils. Pure."""

from __future__ import annotations

from collections.abc import Collection

MIGRATION_SET = "slotwatch"
MIGRATIONS = (
    *("m001_first", "m002_unnamed_days_and_language", "m003_annotations", "m004_incidents"),
    *("m005_politeness", "m006_custody", "m007_compact", "m008_evidence"),
)
"""In order; append-only. ``monitor.store.migrations`` holds one function for each name, tested to agree."""


def newer_than_program(applied: Collection[str]) -> list[str]:
    """Migrations in a file that this program does not know: the file was written by a newer slotwatch."""
    return sorted(set(applied) - set(MIGRATIONS))
