"""The status of every target and what is owed, from standings, spells and open incidents: never from single looks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from monitor.clock import from_iso, iso
from monitor.locale import SHORT, words
from monitor.report import incidents
from monitor.report.format import cut, local, printable, span
from monitor.store.judged import Answers, Judged, Known, StoredSilence, judged
from monitor.store.reader import Reader, TargetState
from probes.contract import Outcome

_LONGEST = 100
"""What fires is said in whole, also where the terminal must wrap it."""


def as_json(reader: Reader, now: datetime | None = None) -> dict[str, Any]:
    """Everything that ``status`` shows, for programs; times are UTC, lengths are seconds; ``now`` as in ``as_text``."""
    questions = judged(reader)
    now = _present(reader, questions, now)
    firing = [] if now is None else [incidents.as_json(known, now) for known in _firing(questions)]
    silences = [] if now is None else [one for one in questions.silences() if one.in_force(now)]
    return {
        "simulated": reader.is_simulated(),
        "firing": firing,
        "targets": [_plain(state) for state in reader.target_states()],
        "receivers": [_plain(one) for one in questions.receivers()],
        "troubles": [{**one, "details": json.loads(one["details"])} for one in questions.troubles()],
        "silences": [_plain(one) for one in silences],
        "internal_faults": reader.faults(5),
    }


def _plain(state: TargetState | Answers | StoredSilence) -> dict[str, Any]:
    values = asdict(state)
    return {name: iso(value) if isinstance(value, datetime) else value for name, value in values.items()}


def as_text(reader: Reader, width: int = 80, now: datetime | None = None) -> Iterator[str]:
    """The status as lines for a terminal; without ``now``, and in simulated time, as of the latest look."""
    states, questions = reader.target_states(), judged(reader)
    now = _present(reader, questions, now)
    if reader.is_simulated():
        yield incidents.SIMULATED
        yield ""
    if now is not None and (firing := _firing(questions)):
        yield "Firing:"
        yield from (cut(f"  {incidents.in_short(known, now)}", max(width, _LONGEST)) for known in firing)
        yield ""
    if not states:
        yield "No target has been watched yet. Look once with 'slotwatch check', or start 'slotwatch run'."
    for state in states:
        yield from _target_lines(state, width)
        yield ""
    if now is not None:
        yield from _telling(questions, now)
    if faults := reader.faults(3):
        yield "Internal faults (ours, not the sites'), latest first:"
        yield from (
            cut(f"  {fault['at']} {fault['target'] or '-'}: {printable(fault['summary'])}", width) for fault in faults
        )


def _present(reader: Reader, questions: Judged, now: datetime | None) -> datetime | None:
    return questions.latest_look_at() if now is None or reader.is_simulated() else now


def _firing(questions: Judged) -> list[Known]:
    return [known for known in questions.going_on() if known.firing]


def _telling(questions: Judged, now: datetime) -> Iterator[str]:
    """What is in the way of messages: the monitor's own troubles, receivers that fail, silences."""
    if troubles := questions.troubles():
        yield "Troubles of the monitor itself:"
        yield from (f"  {words.trouble(one['kind'], 'en')} (noticed {_utc(one['since'])})" for one in troubles)
        yield ""
    receivers = [one for one in questions.receivers() if one.owed or one.dead or one.failures]
    if receivers:
        yield "Messages that are waiting (see slotwatch notify queue):"
        yield from (f"  {_receiver(one)}" for one in receivers)
        yield ""
    if silences := [one for one in questions.silences() if one.in_force(now)]:
        yield "Silences in force (see slotwatch silence --list):"
        for one in silences:
            what = f"{one.target or 'any target'}, {f'rule {one.rule!r}' if one.rule else 'any rule'}"
            yield f"  {one.id}: {what}, until {local(one.until, 'UTC')}: {printable(one.reason)}"
        yield ""


def _utc(stored: str) -> str:
    return local(from_iso(stored), "UTC")


def _receiver(one: Answers) -> str:
    owed = f"{one.owed:,} owed since {local(one.oldest_owed_at, 'UTC')}" if one.owed else ""
    dead = f"{one.dead:,} given up" if one.dead else ""
    failed = f"failed {'once' if one.failures == 1 else f'{one.failures:,} times in a row'}" if one.failures else ""
    error = f": {printable(one.last_error)}" if one.failures and one.last_error else ""
    return f"{one.receiver}: {', '.join(filter(None, (owed, dead, failed)))}{error}"


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
