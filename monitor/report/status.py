"""Where everything stands, for people and for programs: what fires, every target, the monitor itself."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from monitor.charts import ENGLISH, DayMark, sparkline, sparkline_legend
from monitor.clock import from_iso, iso
from monitor.locale import SHORT, words
from monitor.report import incidents
from monitor.report.format import cut, local, printable, span, up
from monitor.report.overview import DAYS, MACHINE, PERSON, Health, Page, Standings, overview
from monitor.store.judged import Answers, StoredSilence, judged
from monitor.store.overview import Sealed
from monitor.store.period_rows import Choice
from monitor.store.reader import Reader, TargetState
from probes.contract import Outcome

_LONGEST = 100
"""What fires is said in whole, also where the terminal must wrap it."""
_MARKS = {
    "": DayMark.NOT_MEASURED,
    Outcome.SLOTS.value: DayMark.SLOTS,
    Outcome.NO_SLOTS.value: DayMark.NONE,
    Outcome.CLOSED.value: DayMark.CLOSED,
    Outcome.FAILING.value: DayMark.ERROR,
    Outcome.REFUSED.value: DayMark.TURNED_AWAY,
    Outcome.GATED.value: DayMark.GATED,
    Outcome.UNRECOGNISED.value: DayMark.UNREAD,
    Outcome.OFFLINE.value: DayMark.NOT_MEASURED,
}


def as_json(reader: Reader, now: datetime | None = None, choice: Choice | None = None) -> dict[str, Any]:
    """Everything that ``status`` shows, for programs; times are UTC, lengths are seconds; ``now`` as in ``as_text``."""
    found = overview(reader, _present(reader, now), choice)
    health = found.health
    return {
        "simulated": found.simulated,
        "firing": [incidents.as_json(known, found.now) for known in found.firing],
        "targets": [_page_json(page) for page in found.pages],
        "day_marks": {sparkline([mark], plain=True): mark.value for mark in DayMark},
        "latest_look_at": iso(health.latest_at) if health else None,
        "overdue": [{"target": one.target, "due_at": iso(one.due_at)} for one in health.overdue] if health else [],
        "receivers": [_plain(one) for one in health.receivers] if health else [],
        "troubles": [{**one, "details": json.loads(one["details"])} for one in health.troubles] if health else [],
        "silences": [_plain(one) for one in health.silences] if health else [],
        "sealing": _plain(health.sealed) if health else None,
        "internal_faults": reader.faults(5),
    }


def _page_json(page: Page) -> dict[str, Any]:
    return {
        **_plain(page.state),
        "vantage_kind": page.who or None,
        "first_day": str(page.first_day),
        "days": _sparkline(page, plain=True),
        "scheduled_seconds": page.scheduled.total_seconds() if page.who == MACHINE else None,
        "observed_seconds": page.observed.total_seconds() if page.who == MACHINE else None,
    }


def _plain(state: TargetState | Answers | StoredSilence | Sealed) -> dict[str, Any]:
    values = asdict(state)
    return {name: iso(value) if isinstance(value, datetime) else value for name, value in values.items()}


def _present(reader: Reader, now: datetime | None) -> datetime:
    """Without a moment, that of the latest look; in a store without any, when there is nothing to tell, any will do."""
    return now or judged(reader).latest_look_at() or from_iso("1970-01-02T00:00:00Z")


def as_text(
    reader: Reader,
    width: int = 80,
    now: datetime | None = None,
    choice: Choice | None = None,
    *,
    details: bool = False,
    plain: bool = False,
) -> Iterator[str]:
    """The status as lines for a terminal; without ``now``, and in simulated time, as of the latest look.

    ``details``: every target on ten lines instead of three; ``plain``: the marks of days are ASCII signs.
    """
    found = overview(reader, _present(reader, now), choice)
    if found.simulated:
        yield incidents.SIMULATED
        yield ""
    if found.firing:
        yield "Firing:"
        lines = (f"  {incidents.in_short(known, found.now)}" for known in found.firing)
        yield from (cut(line, max(width, _LONGEST)) for line in lines)
        yield ""
    if not found.pages:
        yield "No target has been watched yet. Look once with 'slotwatch check', or start 'slotwatch run'."
        return
    yield from _targets(found, width, details=details, plain=plain)
    if found.health:
        yield from _itself(found.health, found.now, width)
    if faults := reader.faults(3):
        yield "Internal faults (ours, not the sites'), latest first:"
        yield from (
            cut(f"  {fault['at']} {fault['target'] or '-'}: {printable(fault['summary'])}", width) for fault in faults
        )


def _targets(found: Standings, width: int, *, details: bool, plain: bool) -> Iterator[str]:
    """The targets by office, those that are no longer watched last, and what the marks mean."""
    for (retired, office), pages in groupby(found.pages, lambda page: _group(page.state)):
        named = printable(office) if office else "Without an office"
        yield cut(f"{named} (no longer watched)" if retired else named, width)
        several = list(pages)
        for page in several:
            apart = sum(page.state.slug == other.state.slug for other in several) > 1
            yield from (_detailed if details else _brief)(page, width, apart=apart, plain=plain)
        yield ""
    marks = {_MARKS[outcome] for page in found.pages for outcome in page.days}
    if any(page.state.outcome for page in found.pages):
        said = f"One mark for each of the last {DAYS} local days, today last; observed: of their scheduled time."
        yield from textwrap.wrap(said, width)
        yield from (f"  {line}" for line in sparkline_legend(marks, ENGLISH, plain=plain, width=width - 2))
        yield ""


def _group(state: TargetState) -> tuple[bool, str]:
    return state.retired_at is not None, state.office


def _brief(page: Page, width: int, *, apart: bool, plain: bool) -> Iterator[str]:
    state, zone = page.state, page.state.timezone
    heading = _heading(page, apart=apart)
    if state.outcome is None or state.since is None or state.last_at is None:
        yield from _packed([f"{heading}: not looked at yet"], width)
        return
    stands = f"{heading}: {SHORT['en'][Outcome(state.outcome)]}, {_in_a_row(state)}"
    seen = f"from {local(state.since, zone)} to {local(state.last_at, zone)} ({span(state.last_at - state.since)})"
    seen = seen if state.run_looks > 1 else f"on {local(state.last_at, zone)}"
    yield from _packed([stands, *_observed(page), seen], width)
    yield from _packed(
        [_sparkline(page, plain=plain), f"last slot seen {local(state.last_slot_at, zone)}"], width, indent=4
    )


def _heading(page: Page, *, apart: bool) -> str:
    state = page.state
    names = {MACHINE: "", PERSON: ", seen by people", "": ""}
    who = names.get(page.who, f", from elsewhere ({printable(page.who)})")
    vantage = f" (from {printable(state.vantage)})" if apart and page.who == MACHINE else ""
    retired = f" (retired {local(state.retired_at, state.timezone)})" if state.retired_at else ""
    return f"{state.slug}{who}{vantage}{retired}"


def _in_a_row(state: TargetState) -> str:
    looks = "1 look" if state.run_looks == 1 else f"{state.run_looks:,} looks in a row"
    return f"at {looks}" + (f", {state.run_retracted} of them retracted later" if state.run_retracted else "")


def _observed(page: Page) -> Iterator[str]:
    if page.who != MACHINE or page.share is None or page.state.retired_at:
        return
    yield f"{_percent(page.share)} observed" if page.state.anchored else "never looked at on schedule"


def _sparkline(page: Page, *, plain: bool) -> str:
    return sparkline((_MARKS[outcome] for outcome in page.days), plain=plain)


def _packed(pieces: Iterable[str], width: int, *, indent: int = 2) -> Iterator[str]:
    """As many pieces to a line as fit; all lines but the first are set in further, as is what is longer than a line."""
    lines: list[str] = []
    for piece in pieces:
        if lines and len(lines[-1]) + 2 + len(piece) <= width:
            lines[-1] += f"  {piece}"
        else:
            line = " " * (4 if lines else indent) + piece
            lines += [line] if len(line) <= width else textwrap.wrap(line, width, subsequent_indent="      ")
    yield from lines


def _detailed(page: Page, width: int, *, apart: bool, plain: bool) -> Iterator[str]:
    state, zone = page.state, page.state.timezone
    yield f"  {_heading(page, apart=apart)}"
    if state.name != state.slug:
        yield cut(f"    {printable(state.name)}", width)
    yield f"    {printable(state.url)}"
    if state.outcome is None or state.since is None or state.last_at is None:
        yield "    not looked at yet"
        return
    yield f"    {SHORT['en'][Outcome(state.outcome)]}, {_in_a_row(state)}"
    seen = f"from {local(state.since, zone)} to {local(state.last_at, zone)} ({span(state.last_at - state.since)})"
    yield from _packed([seen], width, indent=6)
    if state.quote:
        language = f" [{printable(state.quote_language)}]" if state.quote_language else ""
        yield f"      {cut(f'“{printable(state.quote)}”', width - 6 - len(language))}{language}"
    yield f"    last conclusive look {local(state.last_conclusive_at, zone)}"
    yield f"    last slot seen       {local(state.last_slot_at, zone)}"
    yield f"    anchored looks       {state.anchored:,}, conclusive {state.conclusive:,}{_share(state)}"
    yield f"    largest hole         {_hole(state)}"
    yield f"    last {DAYS} days         {_sparkline(page, plain=plain)}"
    yield from (f"    scheduled time       {said}" for said in _observed(page))
    if state.remarks:
        remarks = "1 remark was" if state.remarks == 1 else f"{state.remarks:,} remarks were"
        yield f"    {remarks} made on single looks later: see slotwatch history {state.slug}"


def _share(state: TargetState) -> str:
    return f" ({_percent(state.conclusive / state.anchored)})" if state.anchored else ""


def _percent(share: float) -> str:
    """Cut to one decimal: 99.98 % of something is never all of it."""
    return f"{math.floor(round(share * 1000, 6)) / 10:g} %"


def _hole(state: TargetState) -> str:
    """The longest time without a conclusive look, the one that is still open included."""
    since = state.last_conclusive_at or state.first_at
    still_open = (state.last_at - since) if state.last_at and since else timedelta(0)
    return span(up(max(timedelta(seconds=state.largest_hole_seconds), still_open)))


def _itself(health: Health, now: datetime, width: int) -> Iterator[str]:
    """Whether looks are made, what is in the way of messages, and how far sealing has come."""
    latest = f"latest look {local(health.latest_at, 'UTC')} ({span(now - health.latest_at)} ago)"
    yield "The monitor itself:"
    yield from _packed([latest, _lateness(health), *_sealing(health)], width)
    yield ""
    if health.troubles:
        yield "Troubles of the monitor itself:"
        for one in health.troubles:
            yield f"  {words.trouble(one['kind'], 'en')} (noticed {local(from_iso(one['since']), 'UTC')})"
        yield ""
    if receivers := [one for one in health.receivers if one.owed or one.dead or one.failures]:
        yield "Messages that are waiting (see slotwatch notify queue):"
        yield from (f"  {_receiver(one)}" for one in receivers)
        yield ""
    if health.silences:
        yield "Silences in force (see slotwatch silence --list):"
        for silence in health.silences:
            what = f"{silence.target or 'any target'}, {f'rule {silence.rule!r}' if silence.rule else 'any rule'}"
            yield f"  {silence.id}: {what}, until {local(silence.until, 'UTC')}: {printable(silence.reason)}"
        yield ""


def _lateness(health: Health) -> str:
    if not health.overdue:
        return "no look is overdue"
    first, number = health.overdue[0], len(health.overdue)
    looks = "1 look is overdue" if number == 1 else f"looks at {number:,} targets are overdue"
    since = f"since {local(first.due_at, 'UTC')} ({first.target})"
    return f"{looks}, {since}: is 'slotwatch run' running?"


def _sealing(health: Health) -> Iterator[str]:
    sealed = health.sealed
    yield f"sealed up to {sealed.last_day} (UTC)" if sealed.last_day else "no day is sealed yet"
    if sealed.owed:
        stamps = "1 time stamp is owed" if sealed.owed == 1 else f"{sealed.owed:,} time stamps are owed"
        yield f"{stamps} since {local(sealed.owed_since, 'UTC')}"


def _receiver(one: Answers) -> str:
    owed = f"{one.owed:,} owed since {local(one.oldest_owed_at, 'UTC')}" if one.owed else ""
    dead = f"{one.dead:,} given up" if one.dead else ""
    failed = f"failed {'once' if one.failures == 1 else f'{one.failures:,} times in a row'}" if one.failures else ""
    error = f": {printable(one.last_error)}" if one.failures and one.last_error else ""
    return f"{one.receiver}: {', '.join(filter(None, (owed, dead, failed)))}{error}"
