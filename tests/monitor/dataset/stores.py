"""Stores to be exported: a history with all in it that there can be. Writes real database files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import UUID

from monitor.clock import SimulatedClock, iso
from monitor.ledger import Ledger
from monitor.model import LookKind, Target, Watchers
from monitor.report.span import Span
from monitor.store.exporting import Exporting, Part, one_moment
from monitor.store.period_rows import Choice
from monitor.store.periods import periods
from monitor.store.writer import Store
from probes.contract import Reading, Reason, Slots, Statement
from tests.support.looks import FRENCH, HOUR, MONDAY, READINGS, a_look, a_target, effective, planned

HOSTILE = '=HYPERLINK("http://x","é")\t\x07, "libre"\nligne 2'


def live(path: Path, lines: dict[str, str], *targets: Target, clock: SimulatedClock | None = None) -> Path:
    """Hourly looks at each target, a letter each (lower case: extra)."""
    clock, targets = clock or SimulatedClock(MONDAY), targets or tuple(map(a_target, lines))
    with Store(path) as store:
        ledger = Ledger(store, clock, "paris")
        ledger.configure(effective(*targets), targets)
        for hours in range(max(map(len, lines.values()))):
            clock.move_to(MONDAY + hours * HOUR)
            for target in targets:
                letter = lines[target.id][hours : hours + 1].strip(".")
                if letter:
                    kind = LookKind.EXTRA if letter.islower() else LookKind.ANCHORED
                    reading = a_reading(letter.upper())
                    ledger.record(a_look(reading, clock.now(), target=target, kind=kind), planned(clock.now()))
    return path


def a_reading(letter: str) -> Reading:
    """Those of ``READINGS``; H: hostile words; A: statements of the office; the others hint at slots."""
    said = (Statement("next-release", "=Lundi à 9 h", MONDAY + 100 * HOUR), Statement("warning", "Attention"))
    more = {
        "H": Reading(Reason.NEGATIVE_PHRASE, HOSTILE, "test/phrase", "fr", "fr"),
        "A": Reading(Reason.NOTICE, FRENCH, "test/notice", "fr", "fr", statements=said),
        "P": Reading(Reason.POSITIVE_PHRASE, "Choisissez un créneau", "test/phrase"),
        "X": Reading(Reason.CONTRADICTORY_PAGE),
        "J": Reading(Reason.SLOT_JUST_TAKEN),
        "V": Reading(Reason.NOTICE, FRENCH, "test/notice", statements=(Statement("next-availability", "le 3", None),)),
        "W": Reading(Reason.UNRECOGNISED_PAGE, slots=Slots(2)),
        "D": Reading(Reason.UNRECOGNISED_PAGE, slots=Slots(None, MONDAY + 90 * HOUR)),
        "K": Reading(Reason.FREE_DATES, "3 créneaux", "test/dates", slots=Slots(3, (MONDAY + 90 * HOUR).date(), ())),
    }
    return more.get(letter) or READINGS[letter]


def add_import(path: Path, slug: str, looks: Sequence[tuple[datetime, str, int | None, str]], **checks: object) -> None:
    """Rows of an import as the program stores them."""
    with closing(sqlite3.connect(path)) as sql, sql:
        row = sql.execute("SELECT id FROM targets WHERE slug = ?", (slug,)).fetchone()[0]
        values = (iso(MONDAY), "csv", row, "@other", "home", "looks.csv", bytes(32), "a note", json.dumps(checks))
        number = sql.execute(
            "INSERT INTO imports (at, kind, target, operator, vantage, source, sha256, note, checks)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        ).lastrowid
        for position, (at, outcome, count, quote) in enumerate(looks):
            row = (number, position, iso(at), outcome, count, quote, "fr")
            sql.execute("INSERT INTO imported_looks VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def add_person(path: Path, targets: Sequence[Target], slug: str, letters: str, start: datetime) -> None:
    """A person's looks at one of the targets, an hour apart, as a witness leaves them."""
    clock = SimulatedClock(start)
    with Store(path) as store:
        ledger = Ledger(store, clock, "rota", Watchers.PEOPLE)
        ledger.configure(effective(*targets), targets)
        place = next(one for one in targets if one.id == slug)
        for number, letter in enumerate(letters):
            clock.move_to(start + number * HOUR)
            ledger.record(a_look(letter, clock.now(), target=place, kind=LookKind.EXTRA), planned(None))
            last = store.connection.execute("SELECT max(id) FROM observed").fetchone()[0]
            row = (last, iso(clock.now() + HOUR), "a volunteer", "note", "declared", bytes(32))
            store.connection.execute("INSERT INTO witnessed VALUES (?, ?, ?, ?, ?, ?)", row)


def retract(path: Path, targets: Sequence[Target], number: int, at: datetime, why: str = "=read wrongly") -> None:
    """A later word on the look with this number in the order of storage."""
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(at), "paris")
        ledger.configure(effective(*targets), targets)
        row = store.connection.execute("SELECT uuid FROM observed WHERE id = ?", (number,)).fetchone()
        ledger.annotate(UUID(bytes=row[0]), kind="retracted", why=why, author="operator")


def everything(path: Path) -> Path:
    """Two targets with all there can be: slots, refusals, statements, people, imports, a retraction, hostile words."""
    targets = a_target(expect_language=("fr",)), a_target("evry", tags=("titres",), name="=Évry")
    live(path, {"palaiseau": "ENNASSnKNFFRG?N" + "N" * 30, "evry": "HHNC" + "G" * 20}, *targets)
    add_person(path, targets, "evry", "SN", MONDAY + 50 * HOUR)
    retract(path, targets, 3, MONDAY + 60 * HOUR)
    looks = [(MONDAY, "no_slots", 0, "=none"), (MONDAY + HOUR, "slots", 2, "")]
    add_import(path, "evry", looks, vantage_kind="machine", target="theirs", retracted=[1])
    return path


def parts(path: Path, span: Span | None = None, choice: Choice | None = None) -> list[Part]:
    """What is wanted, as the command works it out."""
    with one_moment(path) as reader:
        found = []
        for one in periods(reader).watched(choice):
            since, until = span.bounds(one.timezone) if span else (None, None)
            days = (span.first, span.last) if span else (None, None)
            found.append(Part(one.row, one.slug, one.timezone, since, until, *days))
        return found


def told(
    path: Path, table: str, fresh_after: datetime | None = None, span: Span | None = None
) -> list[tuple[object, ...]]:
    """The rows of a table as exported."""
    wanted = parts(path, span)
    with one_moment(path) as reader:
        return list(Exporting(reader, wanted, fresh_after).rows(table))
