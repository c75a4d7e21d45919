"""Recomputes from the observations of a database all that is derived from them; reads the file with plain sqlite3."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import zstandard

from monitor.clock import from_iso, iso
from monitor.judge.fold import Fact, advance, spells
from monitor.model import LookKind, Standing
from monitor.store.lines import Lines
from probes.contract import Outcome

Row = dict[str, Any]
NOTHING = hashlib.sha256(b"").hexdigest()
"""A request of which nothing was sent is sealed as none."""
SIGNS = ".123456789abcdefghijklmnopqrstuvwxyz"
"""How a number of looks is written, in a quarter of an hour: more than 35 are not told apart."""


def audit(path: Path) -> int:
    """Assert that a database is whole and agrees with itself; returns the number of observations."""
    with closing(sqlite3.connect(path)) as sql:
        sql.row_factory = sqlite3.Row
        assert sql.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
        observations = _rows(
            sql,
            "SELECT o.*, ifnull(x.text, '') AS quote, t.timezone FROM observations o"
            " JOIN targets t ON t.id = o.target LEFT JOIN texts x ON x.id = o.text ORDER BY o.id",
        )
        series: dict[tuple[int, int], list[Row]] = {}
        for row in observations:
            series.setdefault((row["target"], row["vantage"]), []).append(row)
        for key, rows in series.items():
            last = _audit_chain(dict(Lines(sql).of_chain(*key)), rows)
            _audit_folds(sql, rows, *last)
        assert _count(sql, "standings") == len(series) == len(Lines(sql).chains())
        _audit_counts(sql, observations)
        _audit_days(sql, observations)
        _audit_texts(sql, observations)
        _audit_captures(sql, observations)
    return len(observations)


def chain(lines: list[str]) -> str:
    """Assert that each line carries the hash of the one before, 64 zeros at first; returns the last line's hash."""
    previous = "0" * 64
    for number, line in enumerate(lines):
        assert json.loads(line)["prev"] == previous, f"the chain is broken at line {number}"
        previous = hashlib.sha256(line.encode()).hexdigest()
    return previous


def derived(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that follows from the looks and not from when, or in how many runs of the program, they were stored."""
    queries = {
        "spells": "SELECT * FROM runs ORDER BY target, vantage, id",  # ids are the order of storage, of all targets
        "days": "SELECT * FROM days",
        "day_totals": "SELECT * FROM day_totals",
        "quarter_hours": "SELECT * FROM quarter_hours",
        "texts": "SELECT * FROM texts",
        "standings": "SELECT target, vantage, sequence, anchored, conclusive, first_at, last_at, last_conclusive_at,"
        " last_slot_at, largest_hole_seconds FROM standings",
        "incidents": "SELECT * FROM incidents ORDER BY key",  # its first column is the order of opening
        "rule_states": "SELECT * FROM rule_states ORDER BY incident, rule",
        "events": "SELECT target, class, observation, at, kind, details FROM events ORDER BY observation, kind",
        "memories": "SELECT * FROM memories",
    }
    with closing(sqlite3.connect(path)) as sql:
        found = {name: sql.execute(query).fetchall() for name, query in queries.items()}
    return {
        name: [row[1:] for row in rows] if name in ("spells", "incidents") else rows for name, rows in found.items()
    }


def _rows(sql: sqlite3.Connection, query: str, *values: object) -> list[Row]:
    return [dict(row) for row in sql.execute(query, values)]


def _count(sql: sqlite3.Connection, table: str) -> int:
    return int(sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _audit_chain(lines: dict[int, str], rows: list[Row]) -> tuple[int, str]:
    """The number of lines, which the rows are handed, and the hash of the last one."""
    assert [*lines] == list(range(len(lines))), "a sequence has a gap"
    for row in rows:
        row["sealed_line"] = lines[row["sequence"]]
        line = json.loads(row["sealed_line"])
        sealed = (line["seq"], line["t0"], line["out"], line["why"], line["q"], line["kind"])
        assert sealed == tuple(row[name] for name in ("sequence", "started_at", "outcome", "reason", "quote", "kind"))
        assert line["due"] == row["due_at"]
    observed = [number for number, line in lines.items() if json.loads(line)["kind"] in ("anchored", "extra")]
    assert observed == [row["sequence"] for row in rows], "a look and its line belong together"
    return len(lines), chain([*lines.values()])


def _fact(row: Row) -> Fact:
    digest = hashlib.sha256(row["sealed_line"].encode()).hexdigest()
    kind, outcome = LookKind(row["kind"]), Outcome(row["outcome"])
    return Fact(from_iso(row["started_at"]), kind, outcome, row["quote"], bool(row["conclusive"]), digest)


def _audit_folds(sql: sqlite3.Connection, rows: list[Row], lines: int, last_line: str) -> None:
    key, facts, standing = (rows[0]["target"], rows[0]["vantage"]), [_fact(row) for row in rows], Standing()
    for fact in facts:
        standing = advance(standing, fact)
    times = (standing.first_at, standing.last_at, standing.last_conclusive_at, standing.last_slot_at)
    expected = (lines, last_line, standing.anchored, standing.conclusive)
    expected_times = tuple(iso(at) if at else None for at in times)
    stored = sql.execute("SELECT * FROM standings WHERE target = ? AND vantage = ?", key).fetchone()
    assert tuple(stored)[2:] == (*expected, *expected_times, standing.largest_hole.total_seconds())

    runs = sql.execute(
        "SELECT s.outcome, ifnull(x.text, ''), s.first_at, s.last_at, s.looks, s.anchored, s.largest_gap_seconds"
        " FROM spells s LEFT JOIN texts x ON x.id = s.text WHERE s.target = ? AND s.vantage = ? ORDER BY s.id",
        key,
    )
    assert [tuple(run) for run in runs] == [
        (spell.outcome.value, spell.quote, iso(spell.first_at), iso(spell.last_at))
        + (spell.looks, spell.anchored, spell.largest_gap.total_seconds())
        for spell in spells(facts)
    ]


def _audit_counts(sql: sqlite3.Connection, observations: list[Row]) -> None:
    quarters: Counter[tuple[Any, ...]] = Counter()
    days: Counter[tuple[Any, ...]] = Counter()
    people = {row[0] for row in sql.execute("SELECT id FROM vantages WHERE kind = 'person'")}
    for row in observations:
        at = from_iso(row["started_at"]).astimezone(UTC)
        key, anchored = (row["target"], row["vantage"]), row["kind"] == "anchored"
        quarters[*key, f"{at:%Y-%m-%d}", row["outcome"], anchored, at.hour * 4 + at.minute // 15] += 1
        answer = (*key, _local_day(row), row["reason"], row["outcome"])
        days[*answer, "anchored" if anchored else "extra"] += 1
        days[*answer, "conclusive"] += bool(row["conclusive"] and (anchored or row["vantage"] in people))
    counted = {
        (*key, number): SIGNS.index(sign)
        for *key, signs in sql.execute("SELECT * FROM quarter_hours")
        for number, sign in enumerate(signs)
        if sign != "."
    }
    assert counted == {key: min(looks, 35) for key, looks in quarters.items()}
    stored: Counter[tuple[Any, ...]] = Counter()
    for *key, anchored, extra, conclusive in sql.execute("SELECT * FROM days"):
        stored.update({(*key, "anchored"): anchored, (*key, "extra"): extra, (*key, "conclusive"): conclusive})
    assert +stored == +days


def _audit_days(sql: sqlite3.Connection, observations: list[Row]) -> None:
    """First and last conclusive look of each local day, and on how many of its looks how many dates were shown."""
    expected: dict[tuple[Any, ...], list[Row]] = {}
    for row in observations:
        if row["conclusive"]:
            expected.setdefault((row["target"], row["vantage"], _local_day(row)), []).append(row)
    query = (
        "SELECT target, vantage, day, first_conclusive_at, last_conclusive_at, two_dates, one_date, later_dates,"
        " scheduled_seconds >= observed_seconds FROM day_totals"
    )
    stored = {tuple(row[:3]): tuple(row)[3:] for row in sql.execute(query)}
    assert stored == {
        day: (min(row["started_at"] for row in rows), max(row["started_at"] for row in rows))
        + tuple(sum(_shown(row) == number for row in rows) for number in (2, 1, 0))
        + (1,)
        for day, rows in expected.items()
    }


def _shown(row: Row) -> int | None:
    return row["dates_within_month"] if row["outcome"] == "slots" and row["kind"] == "anchored" else None


def _local_day(row: Row) -> str:
    return f"{from_iso(row['started_at']).astimezone(ZoneInfo(row['timezone'])):%Y-%m-%d}"


def _audit_texts(sql: sqlite3.Connection, observations: list[Row]) -> None:
    seen: dict[int, list[str]] = {}
    for row in observations:
        if row["text"] is not None:
            seen.setdefault(row["text"], []).append(row["started_at"])
    stored = sql.execute("SELECT id, first_seen_at, last_seen_at, looks FROM texts").fetchall()
    expected = {(text, times[0], max(times), len(times)) for text, times in seen.items()}
    assert {tuple(row) for row in stored} == expected


def _audit_captures(sql: sqlite3.Connection, observations: list[Row]) -> None:
    unpack, digests = zstandard.ZstdDecompressor().decompress, {}
    for row in sql.execute("SELECT * FROM captures"):
        digests[row["id"]] = row["sha256"].hex()
        if row["encoding"] == "pruned":
            assert row["content"] == b""
            continue
        if row["encoding"] == "patch":
            base = sql.execute("SELECT content, encoding FROM captures WHERE id = ?", (row["base"],)).fetchone()
            assert base["encoding"] == "zstd"
            against = zstandard.ZstdCompressionDict(unpack(base["content"]), dict_type=zstandard.DICT_TYPE_RAWCONTENT)
            content = zstandard.ZstdDecompressor(dict_data=against).decompress(row["content"])
        else:
            content = unpack(row["content"])
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (digests[row["id"]], row["bytes"])
    for row in observations:
        query = "SELECT request, response FROM exchanges WHERE observation = ? ORDER BY position"
        stored = [
            (digests[asked] if digests[asked] != NOTHING else None, digests.get(got))
            for asked, got in sql.execute(query, (row["id"],))
        ]
        sealed = [(exchange["req"], exchange["res"]) for exchange in json.loads(row["sealed_line"])["ex"]]
        assert stored == sealed, "an observation and its captures disagree"
    used = {value for row in sql.execute("SELECT certificates, request, response FROM exchanges") for value in row}
    assert set(digests) == used - {None}, "a capture belongs to no exchange"
