"""The history of one target: its spells for people, spells and single looks for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from monitor.clock import from_iso
from monitor.locale import SHORT
from monitor.report.format import cell, cut, local, printable, span
from monitor.store.histories import Wanted, histories
from monitor.store.reader import Reader
from probes.contract import Outcome

ALL = Wanted()
SIMULATED = "SIMULATED TIME: these looks were made at a simulator, under a simulated clock."
"""As ``monitor.report.incidents`` has it, which takes longer to load."""


def looks_as_json(reader: Reader, slug: str, wanted: Wanted = ALL) -> Iterator[str]:
    """One JSON object per look, in the order of storage; streamed."""
    for look in histories(reader).looks(slug, wanted):
        yield json.dumps(look, ensure_ascii=False)


def looks_as_csv(reader: Reader, slug: str, wanted: Wanted = ALL) -> Iterator[str]:
    """A header and one row per look; streamed, as ``csv_row`` writes it."""
    asked = histories(reader)
    yield csv_row(asked.look_columns())
    for look in asked.looks(slug, wanted):
        yield csv_row(look.values())


def runs_as_json(reader: Reader, slug: str, wanted: Wanted = ALL) -> Iterator[str]:
    """One JSON object per spell, oldest first."""
    simulated = int(reader.is_simulated())
    for run in histories(reader).runs(slug, wanted):
        yield json.dumps({**run, "simulated": simulated}, ensure_ascii=False)


def runs_as_csv(reader: Reader, slug: str, wanted: Wanted = ALL) -> Iterator[str]:
    """A header and one row per spell, oldest first."""
    asked, simulated = histories(reader), int(reader.is_simulated())
    yield csv_row([*asked.run_columns(), "simulated"])
    for run in asked.runs(slug, wanted):
        yield csv_row([*run.values(), simulated])


def csv_row(values: Iterable[Any]) -> str:
    """One row as RFC 4180 has it, without its last line feed; captured text cannot become a formula."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r").writerow([cell(value) for value in values])
    return line.getvalue()


def runs_as_text(reader: Reader, slug: str, zone: str, width: int = 80, wanted: Wanted = ALL) -> Iterator[str]:
    """The spells of a target, oldest first, each on two or three lines."""
    if reader.is_simulated():
        yield SIMULATED
    remarks, runs = reader.remarks(slug), histories(reader).runs(slug, wanted)
    if not runs:
        yield _NOTHING[wanted == ALL]
    people = {run["vantage"] for run in runs if run["vantage_kind"] != "machine"}
    for run in runs:
        yield from _run(run, [one for one in remarks if one["kind"] == "retracted"], zone, width, people)
    if remarks := [said for said in remarks if wanted.since <= from_iso(said["started_at"]) < wanted.until]:
        yield "Said of single looks later:"
    for said in remarks:
        look = f"{local(from_iso(said['started_at']), zone)}, {SHORT['en'][Outcome(said['outcome'])]}"
        said_at = f"{said['kind']} on {local(from_iso(said['at']), zone)} by {printable(said['author'])}"
        yield f"  {look} ({said['uuid'][:12]}): {said_at}"
        yield f"    {printable(said['why'])}"


_NOTHING = {True: "No look is stored yet.", False: "No look that was asked for is stored."}


def _run(
    run: Mapping[str, Any], retracted: Iterable[Mapping[str, Any]], zone: str, width: int, people: set[str]
) -> Iterator[str]:
    first, last = from_iso(run["first_at"]), from_iso(run["last_at"])
    looks = "1 look" if run["looks"] == 1 else f"{run['looks']:,} looks"
    gap = f", largest gap {span(timedelta(seconds=run['largest_gap_seconds']))}" if run["looks"] > 1 else ""
    within = {one["uuid"] for one in retracted if first <= from_iso(one["started_at"]) <= last}
    withdrawn = f"; {len(within)} of them retracted later" if within else ""
    who = f", seen by {printable(run['vantage'])}" if run["vantage"] in people else ""
    words = SHORT["en"][Outcome(run["outcome"])]
    yield f"{local(first, zone)} to {local(last, zone)}  {words}{who} ({looks}{gap}{withdrawn})"
    yield from quoted(run["quote"], run["quote_language"], width)


def quoted(quote: str | None, language: str | None, width: int) -> Iterator[str]:
    """The words of a page on one line, cut to fit, with their language."""
    if quote:
        tongue = f" [{printable(language)}]" if language else ""
        yield "    " + cut(f"“{printable(quote)}”", width - 4 - len(tongue)) + tongue


def looks_as_text(reader: Reader, slug: str, zone: str, width: int = 80, wanted: Wanted = ALL) -> Iterator[str]:
    """Single looks in the order of storage, a line each, and their words where they are new; streamed."""
    if reader.is_simulated():
        yield SIMULATED
    before: tuple[str | None, str | None] = (None, None)
    nothing = True
    for look in histories(reader).looks(slug, wanted):
        nothing = False
        yield cut(_look(look, zone), max(width, 100))
        words = look["quote"], look["quote_language"]
        if words != before:
            yield from quoted(*words, width)
        before = words
    if nothing:
        yield _NOTHING[wanted == ALL]


def _look(look: Mapping[str, Any], zone: str) -> str:
    """When, what, why; which of them is not one of the schedule; what was said of it later."""
    at: datetime = from_iso(look["started_at"])
    sort = "" if look["kind"] == "anchored" else ", extra"
    slots = f", {look['slots_count']:,} seen" if look["slots_count"] else ""
    said = f"; {printable(look['annotations'])}" if look["annotations"] else ""
    words = SHORT["en"][Outcome(look["outcome"])]
    return f"{local(at, zone)}  {look['uuid'][:12]}  {words} ({look['reason']}{slots}{sort}){said}"
