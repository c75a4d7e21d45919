"""``status`` and ``history``: read the store, load nothing heavy."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from monitor.cli.common import ConfigOption, JsonOption, database_path, did_you_mean, emit, usage_error, width


def status(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Show what fires, where every target stands, and what messages are waiting.

    Of each target: what was seen last, since when, and how closely it was watched. Works when the rest of the
    configuration is broken.
    """
    from monitor.clock import SystemClock
    from monitor.report import status as report
    from monitor.store.reader import reading

    now = SystemClock().now()
    with reading(database_path(config)) as reader:
        if as_json:
            emit([json.dumps(report.as_json(reader, now), ensure_ascii=False, indent=2)])
        else:
            emit(report.as_text(reader, width(), now))


def history(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="The target's id.")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV: a header, then one row per look.")] = False,
) -> None:
    """Show the history of one target: its spells, or with --json or --csv every look, one per line."""
    from monitor.report import history as report
    from monitor.store.reader import reading

    if as_json and as_csv:
        usage_error("history: give --json or --csv, not both")
    with reading(database_path(config)) as reader:
        if not reader.has_target(target):
            usage_error(f"history: no target '{target}' was ever watched{did_you_mean(target, reader.slugs())}")
        if as_json:
            lines = report.looks_as_json(reader, target)
        elif as_csv:
            lines = report.looks_as_csv(reader, target)
        else:
            lines = report.runs_as_text(reader, target, reader.timezone(target), width())
        emit(lines)
