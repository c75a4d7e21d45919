"""``status``, ``history`` and ``texts``: read the store, load nothing heavy."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

import typer

from monitor.cli.choosing import (
    CsvOption,
    From,
    Offices,
    Tags,
    Targets,
    To,
    UnknownNameError,
    as_object,
    choice_of,
    chosen,
    days_of,
    hand_over,
    is_plain,
    only_one,
    present,
    put,
)
from monitor.cli.common import ConfigOption, JsonOption, database_path, did_you_mean, usage_error, width

if TYPE_CHECKING:
    from monitor.store.histories import Wanted
    from monitor.store.period_rows import Choice
    from monitor.store.reader import Reader

_MOST_LOOKS = 1_000_000_000
_Names = tuple[list[str] | None, list[str] | None, list[str] | None]


def status(
    target: Targets = None,
    tag: Tags = None,
    office: Offices = None,
    watch: Annotated[bool, typer.Option("--watch", help="Draw again every 5 seconds, until Ctrl-C.")] = False,
    nagios: Annotated[
        bool, typer.Option("--nagios", help="One line for Nagios and the like, and its exit codes.")
    ] = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what is wrong now: what fires, where every target stands, how the monitor itself is.

    Of each target: what was seen last, since when, the last 30 days a mark each, the last slot seen, and the share of
    the scheduled time that was observed; all that is known of those that --target names. Works when the rest of the
    configuration is broken.

    The exit code is 0, whatever fires. With --nagios it is 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN: by the severity of
    the rules that fire (info is OK); overdue looks and troubles of the monitor itself are CRITICAL; without a
    configuration, a readable store or any look it is UNKNOWN.

    Example: slotwatch status --office "Sous-préfecture de Palaiseau" --watch
    """
    names: _Names = (target, tag, office)
    if nagios:
        _tell_nagios(config, names, others=watch or as_json)
    only_one("status", watch=watch, json=as_json)
    if watch:
        _watch(database_path(config), names)
        return
    from monitor.store.reader import reading

    with reading(database_path(config)) as reader:
        if as_json:
            from monitor.clock import SystemClock
            from monitor.report import status as report

            choice = _choice(reader, names)
            hand_over(as_object(report.as_json(reader, SystemClock().now(), choice)))
        else:
            put(_status_lines(reader, names))


def _choice(reader: Reader, names: _Names) -> Choice:
    try:
        return choice_of(reader, *names)
    except UnknownNameError as error:
        usage_error(f"status: {error}")


def _status_lines(reader: Reader, names: _Names) -> Iterator[str]:
    from monitor.clock import SystemClock
    from monitor.report import status as report

    choice, now = _choice(reader, names), SystemClock().now()
    return report.as_text(reader, width(), now, choice, details=bool(names[0]), plain=is_plain())


def _watch(path: Path, names: _Names) -> None:
    """Draw the status until Ctrl-C; what goes wrong meanwhile is drawn in its place."""
    import asyncio

    from monitor.cli.watching import can_watch, watch
    from monitor.clock import SystemClock
    from monitor.report.plain import ascii_only
    from monitor.store.errors import StoreError
    from monitor.store.reader import reading

    if not can_watch():
        usage_error("status: --watch draws on a terminal, and this is none that can be drawn over; leave it out")
    with reading(path) as reader:
        _choice(reader, names)  # what is wrong with the names is said before anything is drawn

    def draw() -> list[str]:
        try:
            with reading(path) as reader:
                lines = list(_status_lines(reader, names))
        except StoreError as error:
            lines = [str(error)]
        return list(map(ascii_only, lines)) if is_plain() else lines

    with suppress(KeyboardInterrupt):
        asyncio.run(watch(draw, lambda: shutil.get_terminal_size((80, 24)).lines, SystemClock(), sys.stdout))


def _tell_nagios(config: Path | None, names: _Names, *, others: bool) -> NoReturn:
    """One line, and an exit code that plugins have: also what goes wrong here is told this way."""
    from monitor.clock import SystemClock
    from monitor.config.locate import LocateError
    from monitor.report.nagios import as_line, unknown
    from monitor.store.errors import StoreError
    from monitor.store.reader import reading

    try:
        with reading(database_path(config)) as reader:
            state, line = as_line(reader, SystemClock().now(), choice_of(reader, *names))
    except (LocateError, StoreError, UnknownNameError) as error:
        state, line = unknown(str(error))
    if others:
        state, line = unknown("status: give --nagios without --watch and --json")
    put([line])
    raise typer.Exit(state)


def history(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="The target's id.")],
    since: From = None,
    until: To = None,
    outcome: Annotated[
        list[str] | None, typer.Option(metavar="OUTCOME", help="Only slots, no_slots, failing ...; may be repeated.")
    ] = None,
    last: Annotated[
        int | None,
        typer.Option("--last", "--limit", metavar="N", min=1, max=_MOST_LOOKS, help="Only the latest so many."),
    ] = None,
    looks: Annotated[
        bool | None, typer.Option("--looks/--spells", help="Single looks, or runs of equal ones.", show_default=False)
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Show the history of one target: its spells, the runs of looks with the same answer and words.

    A spell is shown whole where it reaches into the days asked for. With --json (an object per line) and --csv the
    single looks are told, unless --spells asks otherwise.

    Example: slotwatch history palaiseau --looks --from 2018-10-05 --outcome slots
    """
    from monitor.report import history as report
    from monitor.store.reader import reading

    only_one("history", json=as_json, csv=as_csv)
    _require_outcomes(outcome)
    single = looks if looks is not None else as_json or as_csv
    with reading(database_path(config)) as reader:
        if not reader.has_target(target):
            usage_error(f"history: no target '{target}' was ever watched{did_you_mean(target, reader.slugs())}")
        zone = reader.timezone(target)
        wanted = _wanted(reader, zone, (since, until), outcome, last)
        if as_json:
            hand_over((report.looks_as_json if single else report.runs_as_json)(reader, target, wanted))
        elif as_csv:
            hand_over((report.looks_as_csv if single else report.runs_as_csv)(reader, target, wanted))
        else:
            put((report.looks_as_text if single else report.runs_as_text)(reader, target, zone, width(), wanted))


def _require_outcomes(outcomes: list[str] | None) -> None:
    from probes.contract import Outcome

    for outcome in outcomes or ():
        if outcome not in list(Outcome):
            usage_error(f"history: --outcome: there is no '{outcome}'{did_you_mean(outcome, [*Outcome])}")


def _wanted(
    reader: Reader, zone: str, days: tuple[str | None, str | None], outcomes: list[str] | None, last: int | None
) -> Wanted:
    from monitor.store.histories import Wanted

    if days == (None, None):
        return Wanted(outcomes=outcomes, last=last)
    span = days_of("history", *days, present(reader).astimezone(ZoneInfo(zone)).date())
    assert span is not None
    begins, ends = span.bounds(zone)
    return Wanted(begins, ends, outcomes, last)


def texts(
    target: Annotated[str | None, typer.Argument(metavar="[TARGET]", help="A target's id; default: all.")] = None,
    targets: Targets = None,
    tag: Tags = None,
    office: Offices = None,
    language: Annotated[
        list[str] | None,
        typer.Option(metavar="LANG", help="Only messages in fr, en ...; und: not determined; may be repeated."),
    ] = None,
    new_since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only messages first shown on that local day or later.")
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Show every message that pages ever showed: its words and language, when it was first and last seen, how often.

    Looks are counted whole, those made by hand and by people included. --json prints an object per line.

    Example: slotwatch texts --language en --new-since 2018-10-01
    """
    from monitor.report import texts as report
    from monitor.store.histories import histories
    from monitor.store.reader import reading

    only_one("texts", json=as_json, csv=as_csv)
    with reading(database_path(config)) as reader:
        asked, simulated = histories(reader), reader.is_simulated()
        meant = chosen("texts", reader, [*([target] if target else []), *(targets or ())], tag, office)
        for one in language or ():
            if one not in (known := asked.languages()):
                usage_error(f"texts: --language: no message in '{one}' was ever shown{did_you_mean(one, known)}")
        rows = asked.texts([one.row for one in meant], languages=language)
        if new_since is not None:
            rows = _new(rows, present(reader), new_since)
        if as_json:
            hand_over(report.as_json(rows, simulated=simulated))
        elif as_csv:
            hand_over(report.as_csv(rows, simulated=simulated))
        else:
            put(report.as_text(rows, width(), simulated=simulated))


def _new(rows: Iterator[dict[str, Any]], now: datetime, day: str) -> Iterator[dict[str, Any]]:
    """The messages first shown on a day, of the target's own zone, or later."""
    from monitor.clock import iso

    span = days_of("texts", day, None, now.date() + timedelta(days=1), since_option="--new-since")
    zones: dict[str, str] = {}

    def begins(zone: str) -> str:
        if zone not in zones:
            zones[zone] = iso(span.bounds(zone)[0]) if span else ""
        return zones[zone]

    return (row for row in rows if row["first_seen_at"] >= begins(row["timezone"]))
