"""The history of one target: its spells for people, its looks for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from monitor.clock import from_iso
from monitor.locale import SHORT
from monitor.report.format import cell, cut, local, printable, span
from monitor.store.reader import Reader
from probes.contract import Outcome


def looks_as_json(reader: Reader, slug: str) -> Iterator[str]:
    """One JSON object per look, in the order of storage."""
    for look in reader.looks(slug):
        yield json.dumps(look, ensure_ascii=False)


def looks_as_csv(reader: Reader, slug: str) -> Iterator[str]:
    """A header and one row per look; captured text cannot become a formula."""
    header_written = False
    for look in reader.looks(slug):
        if not header_written:
            yield _csv_row(look)
            header_written = True
        yield _csv_row(look.values())


def _csv_row(values: Any) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([cell(value) for value in values])
    return line.getvalue()


def runs_as_text(reader: Reader, slug: str, zone: str, width: int = 80) -> Iterator[str]:
    """The spells of a target, oldest first, each on two or three lines."""
    if reader.is_simulated():
        yield "SIMULATED TIME: these looks were made at a simulator, under a simulated clock."
    remarks, runs = reader.remarks(slug), reader.runs(slug)
    if not runs:
        yield "No look is stored yet."
    for run in runs:
        first, last = from_iso(run["first_at"]), from_iso(run["last_at"])
        looks = "1 look" if run["looks"] == 1 else f"{run['looks']:,} looks"
        gap = f", largest gap {span(timedelta(seconds=run['largest_gap_seconds']))}" if run["looks"] > 1 else ""
        words = SHORT["en"][Outcome(run["outcome"])]
        withdrawn = {
            r["uuid"] for r in remarks if r["kind"] == "retracted" and first <= from_iso(r["started_at"]) <= last
        }
        retracted = f"; {len(withdrawn)} of them retracted later" if withdrawn else ""
        yield f"{local(first, zone)} to {local(last, zone)}  {words} ({looks}{gap}{retracted})"
        if run["quote"]:
            language = f" [{run['quote_language']}]" if run["quote_language"] else ""
            quote = cut(f"“{printable(run['quote'])}”", width - 4 - len(language))
            yield f"    {quote}{language}"
    if remarks:
        yield "Said of single looks later:"
    for said in remarks:
        look = f"{local(from_iso(said['started_at']), zone)}, {SHORT['en'][Outcome(said['outcome'])]}"
        said_at = f"{said['kind']} on {local(from_iso(said['at']), zone)} by {printable(said['author'])}"
        yield f"  {look} ({said['uuid'][:12]}): {said_at}"
        yield f"    {printable(said['why'])}"
