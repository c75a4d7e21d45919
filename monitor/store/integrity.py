"""Whether the file is whole: pages, references, captures, chains of sealed lines, day lists. Reads only."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.store.captures import unpacked
from monitor.store.custody_lines import custody_line
from monitor.store.database import open_for_reading
from monitor.store.errors import StoreError, explained
from monitor.store.lines import DamagedLines, Lines
from monitor.store.sealing import Seals

OnStep = Callable[[], None]

_RESTORE = "restore a backup, and keep this file for examination"
_BYTES = "its hash still says what they were; a backup may still hold them"

_FIRST = "0" * 64
_END = (2**63, "")
"""Behind the last sealed line."""

_ROWS = """
SELECT sequence, 'observation' AS what, id, started_at AS at, kind, outcome, reason,
  (SELECT text FROM texts WHERE texts.id = observations.text) AS quote
FROM observations WHERE target = :target AND vantage = :vantage
UNION ALL SELECT sequence, 'annotation', id, at, kind, NULL, NULL, why
FROM annotations WHERE target = :target AND vantage = :vantage ORDER BY sequence
"""
_EXCHANGES = """
SELECT lower(hex(a.sha256)), iif(b.id IS NULL, NULL, lower(hex(b.sha256))) FROM exchanged e
LEFT JOIN captures a ON a.id = e.request LEFT JOIN captures b ON b.id = e.response
WHERE e.observation = ? ORDER BY e.position
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be."""

    where: str
    """Table and row."""
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.remedy}"


def amount(path: Path) -> int:
    """Of how many steps ``problems`` is: captures and sealed lines. Raises ``StoreError``."""
    with closing(open_for_reading(path)) as sql, explained(path):
        counts = ("captures", "observed", "annotations")
        return sum(int(sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in counts)


def problems(path: Path, on_step: OnStep = lambda: None) -> Iterator[Problem]:
    """All that is wrong with the file itself and with what is sealed. What is derived is not looked at.

    Where the file is damaged, what can still be read is checked. Raises ``StoreError`` where it cannot be opened.
    """
    with closing(open_for_reading(path)) as sql:
        for check in (_pages, _references, _captures, _chains, _custody, _lists, _texts):
            try:
                with explained(path):
                    yield from check(sql, on_step)
            except StoreError as error:
                yield Problem("file", f"cannot be read to its end ({error.__cause__})", _RESTORE)


def _pages(sql: sqlite3.Connection, _: OnStep) -> Iterator[Problem]:
    for (said,) in sql.execute("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Problem("file", " ".join(str(said).split()), _RESTORE)


def _references(sql: sqlite3.Connection, _: OnStep) -> Iterator[Problem]:
    for table, row, parent, _number in sql.execute("PRAGMA foreign_key_check"):
        yield Problem(f"{table} row {row}", f"refers to a row of {parent} that is not there", _RESTORE)


def _captures(sql: sqlite3.Connection, on_step: OnStep) -> Iterator[Problem]:
    for row in sql.execute("SELECT id, sha256, bytes, encoding, base, content FROM captures"):
        on_step()
        wrong = unpacked(sql, row)
        if isinstance(wrong, str):
            yield Problem(f"captures row {row['id']} (sha256 {row['sha256'].hex()[:16]}...)", wrong, _BYTES)


def _chains(sql: sqlite3.Connection, on_step: OnStep) -> Iterator[Problem]:
    pairs = (
        "SELECT o.target, o.vantage, t.slug, v.name FROM (SELECT target, vantage FROM observed"
        " UNION SELECT target, vantage FROM lines UNION SELECT target, vantage FROM packed_lines) o"
        " JOIN targets t ON t.id = o.target JOIN vantages v ON v.id = o.vantage"
    )
    chained = set()
    for target, vantage, slug, name in sql.execute(pairs).fetchall():
        chained.add((target, vantage))
        sql.execute("BEGIN")  # one moment: looks may be stored meanwhile
        try:
            yield from _chain(sql, target, vantage, f"{slug} from {name}", on_step)
        finally:
            sql.execute("ROLLBACK")
    for row in sql.execute("SELECT target, vantage, sequence FROM standings").fetchall():
        if tuple(row)[:2] not in chained:
            yield Problem(f"standings of target {row['target']}", "speaks of looks that are not there", _RESTORE)


def _chain(sql: sqlite3.Connection, target: int, vantage: int, name: str, on_step: OnStep) -> Iterator[Problem]:
    """One chain; after a break the next lines are checked against the line that is there."""
    damaged: list[Problem] = []
    sealed = _sealed(Lines(sql), target, vantage, name, damaged)
    previous, sequence, (number, text) = _FIRST, 0, next(sealed)
    for row in sql.execute(_ROWS, {"target": target, "vantage": vantage}):
        on_step()
        where = f"{row['what']}s row {row['id']} ({name}, number {row['sequence']})"
        while number < row["sequence"]:
            yield _of_nothing(name, number)
            previous, (number, text) = _sha256(text), next(sealed)
        if row["sequence"] != sequence:
            yield Problem(where, f"the looks before it are not there, from number {sequence} on", _RESTORE)
        sequence = row["sequence"] + 1
        if number > row["sequence"]:
            if previous:  # of several that follow each other, the first is named
                yield Problem(where, "its sealed line is not there", _RESTORE)
            previous = ""
            continue
        line = _read(text)
        if previous and line.get("prev") != previous:
            yield Problem(where, "its sealed line does not follow from the one before: one was changed", _RESTORE)
        if differing := [*_differing(row, line), *_exchanged(sql, row, line)]:
            yield Problem(where, f"not what its sealed line says: {', '.join(differing)}", _RESTORE)
        previous, (number, text) = _sha256(text), next(sealed)
    while (number, text) != _END:
        yield _of_nothing(name, number)
        number, text = next(sealed)
    yield from damaged
    standing = sql.execute(
        "SELECT sequence, last_line_sha256 FROM standings WHERE target = ? AND vantage = ?", (target, vantage)
    ).fetchone()
    if standing is None or tuple(standing) != (sequence, previous):
        what = "not where the chain of sealed lines ends: the last ones were changed, or are not there"
        yield Problem(f"standings of {name}", what, _RESTORE)


def _sealed(lines: Lines, target: int, vantage: int, name: str, damaged: list[Problem]) -> Iterator[tuple[int, str]]:
    """The lines of a chain and ``_END``; of days that cannot be unpacked there are none."""
    for day in lines.days(target, vantage):
        try:
            yield from lines.of_day(target, vantage, day)
        except DamagedLines as error:
            damaged.append(Problem(f"packed_lines of {name}, {day}", error.what, _RESTORE))
    yield _END


def _of_nothing(name: str, number: int) -> Problem:
    return Problem(f"sealed line {number} of {name}", "no look and no remark belongs to it", _RESTORE)


def _sha256(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


def _read(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _differing(row: sqlite3.Row, line: dict[str, Any]) -> Iterator[str]:
    """The columns that do not say what is sealed."""
    said = {"sequence": line.get("seq"), "kind": line.get("kind")}
    if row["what"] == "observation":
        said |= {"started_at": line.get("t0"), "outcome": line.get("out"), "reason": line.get("why")}
        said["quote"] = line.get("q") or None
    else:
        said |= {"at": line.get("t0"), "why": line.get("why")}
    columns = {"started_at": "at", "why": "quote"}
    for name, sealed in said.items():
        if row[columns.get(name, name)] != sealed:
            yield name


def _exchanged(sql: sqlite3.Connection, row: sqlite3.Row, line: dict[str, Any]) -> Iterator[str]:
    if row["what"] != "observation":
        return
    sealed = [(one.get("req"), one.get("res")) for one in line.get("ex", []) if isinstance(one, dict)]
    stored = [(one[0] if one[0] != _NOTHING else None, one[1]) for one in sql.execute(_EXCHANGES, (row["id"],))]
    if stored != sealed:
        yield "exchanges"


_NOTHING = hashlib.sha256(b"").hexdigest()
"""A request of which nothing was sent is sealed as none."""


def _custody(sql: sqlite3.Connection, _: OnStep) -> Iterator[Problem]:
    before = ""
    for number, row in enumerate(sql.execute("SELECT id, at, kind, details, line FROM custody ORDER BY id"), 1):
        expected = custody_line(number, row["at"], row["kind"], _read(row["details"]), before)
        if (row["id"], row["line"]) != (number, expected):
            what = "does not follow from the line before it, or does not say what is sealed"
            yield Problem(f"custody row {row['id']}", what, _RESTORE)
            return  # all behind it would be named too
        before = row["line"]


def _lists(sql: sqlite3.Connection, _: OnStep) -> Iterator[Problem]:
    """Whether what a day's list names is what is there: a list is what third parties have stamped."""
    seals, lines = Seals(sql), Lines(sql)
    for day in seals.days():
        try:
            seal = seals.of_day(day)
        except StoreError as error:
            yield Problem(f"seals row {day}", str(error).partition(";")[0], _RESTORE)
            continue
        assert seal is not None, "it was there a moment ago, and is never deleted"
        named = {path: digest for digest, path in (row.split("  ", 1) for row in seal.text.splitlines())}
        there = {f"obs/{one.target}/{one.vantage}/{day}.jsonl": one.sha256 for one in lines.day_files(day)}
        if log := seals.custody_file(day):
            there[f"custody/{day}.jsonl"] = _sha256(log)
        stated = {path: digest for path, digest in named.items() if path.startswith(("obs/", "custody/"))}
        for path in sorted(there.keys() | stated.keys()):
            if there.get(path) != stated.get(path):
                yield Problem(f"seals row {day}", f"its list and what is there differ in {path}", _RESTORE)


def _texts(sql: sqlite3.Connection, _: OnStep) -> Iterator[Problem]:
    query = (
        "SELECT t.id, t.looks, ifnull(o.looks, 0) AS found FROM texts t LEFT JOIN"
        " (SELECT text, count(*) AS looks FROM observations WHERE text IS NOT NULL GROUP BY text) o ON o.text = t.id"
        " WHERE t.looks <> ifnull(o.looks, 0)"
    )
    for row in sql.execute(query):
        yield Problem(f"texts row {row['id']}", f"counts {row['looks']} looks in the place of {row['found']}", _RESTORE)
