"""Looks counted per quarter of an hour, one sign each: a day of a target is one short text. Touches one table."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from probes.contract import Outcome

_SIGNS = ".123456789abcdefghijklmnopqrstuvwxyz"
_QUARTERS = 96


def quarter_of(at: datetime) -> tuple[str, int]:
    """The UTC day of a moment, and the number of its quarter of an hour: 0 to 95."""
    at = at.astimezone(UTC)
    return f"{at:%Y-%m-%d}", at.hour * 4 + at.minute // 15


def signs(counts: Sequence[int]) -> str:
    """Counts per quarter as stored; more than 35 are not told apart."""
    return "".join(_SIGNS[min(count, len(_SIGNS) - 1)] for count in counts)


def counts(stored: str) -> list[int]:
    """The inverse of ``signs``."""
    return [_SIGNS.index(sign) for sign in stored]


def count_quarter(
    sql: sqlite3.Connection, chain: tuple[int, int], at: datetime, outcome: Outcome, anchored: int
) -> None:
    """One more look in its quarter, in the caller's transaction."""
    day, quarter = quarter_of(at)
    first = signs([int(number == quarter) for number in range(_QUARTERS)])
    sql.execute(
        "INSERT INTO quarter_hours VALUES (:target, :vantage, :day, :outcome, :anchored, :first)"
        " ON CONFLICT (target, vantage, day, outcome, anchored) DO UPDATE SET looks = substr(looks, 1, :quarter)"
        " || substr(:signs, instr(:signs, substr(looks, :quarter + 1, 1)) + 1, 1) || substr(looks, :quarter + 2)",
        {
            "target": chain[0],
            "vantage": chain[1],
            "day": day,
            "outcome": outcome.value,
            "anchored": anchored,
            "first": first,
            "quarter": quarter,
            "signs": f"{_SIGNS}{_SIGNS[-1]}",
        },
    )
