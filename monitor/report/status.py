"""The status of every target, from standings and current spells: its cost follows the number of targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from monitor.clock import iso
from monitor.locale import SHORT
from monitor.report.format import cut, local, printable, span
from monitor.store.reader import Reader, TargetState
from probes.contract import Outcome


def as_json(reader: Reader) -> dict[str, Any]:
    """Everything that ``status`` shows, for programs; times are UTC, lengths are seconds."""
    return {
        "simulated": reader.is_simulated(),
        "targets": [_target_json(state) for state in reader.target_states()],
        "internal_faults": reader.faults(5),
    }


def _target_json(state: TargetState) -> dict[str, Any]:
    values = asdict(state)
    return {name: iso(value) if isinstance(value, datetime) else value for name, value in values.items()}


def as_text(reader: Reader, width: int = 80) -> Iterator[str]:
    """The status as lines for a terminal."""
    states = reader.target_states()
    if reader.is_simulated():
        yield "SIMULATED TIME: these looks were made at a simulator, under a simulated clock."
        yield ""
    if not states:
        yield "No target has been watched yet. Look once with 'slotwatch check', or start 'slotwatch run'."
    for state in states:
        yield from _target_lines(state, width)
        yield ""
    if faults := reader.faults(3):
        yield "Internal faults (ours, not the sites'), latest first:"
        yield from (
            cut(f"  {fault['at']} {fault['target'] or '-'}: {printable(fault['summary'])}", width) for fault in faults
        )


def _target_lines(state: TargetState, width: int) -> Iterator[str]:
    retired = f" (retired {local(state.retired_at, state.timezone)})" if state.retired_at else ""
    yield f"{state.slug}{retired}"
    if title := " · ".join(filter(None, [state.name if state.name != state.slug else "", state.office])):
        yield cut(f"  {printable(title)}", width)
    if state.outcome is None or state.since is None or state.last_at is None:
        yield "  not looked at yet"
        return
    zone = state.timezone
    looks = "1 look" if state.run_looks == 1 else f"{state.run_looks:,} looks in a row"
    retracted = f", {state.run_retracted} of them retracted later" if state.run_retracted else ""
    yield f"  {SHORT['en'][Outcome(state.outcome)]}, at {looks}{retracted}"
    yield f"    from {local(state.since, zone)} to {local(state.last_at, zone)} ({span(state.last_at - state.since)})"
    if state.quote:
        language = f" [{state.quote_language}]" if state.quote_language else ""
        yield f"    {cut(f'“{printable(state.quote)}”', width - 4 - len(language))}{language}"
    yield f"  last conclusive look {local(state.last_conclusive_at, zone)}"
    yield f"  last slot seen       {local(state.last_slot_at, zone)}"
    yield f"  anchored looks       {state.anchored:,}, conclusive {state.conclusive:,}{_share(state)}"
    yield f"  largest hole         {_hole(state)}"
    if state.remarks:
        remarks = "1 remark was" if state.remarks == 1 else f"{state.remarks:,} remarks were"
        yield f"  {remarks} made on single looks later: see slotwatch history {state.slug}"


def _share(state: TargetState) -> str:
    return f" ({100 * state.conclusive / state.anchored:.1f} %)" if state.anchored else ""


def _hole(state: TargetState) -> str:
    """The longest time without a conclusive look, the one that is still open included."""
    since = state.last_conclusive_at or state.first_at
    still_open = (state.last_at - since) if state.last_at and since else timedelta(0)
    return span(max(timedelta(seconds=state.largest_hole_seconds), still_open))
