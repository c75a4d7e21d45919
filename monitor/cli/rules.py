"""``rules``: the rules in force, and what these or others would have told of the stored past."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.common import (
    ConfigOption,
    JsonOption,
    did_you_mean,
    emit,
    load_config,
    progress,
    usage_error,
    width,
)

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.report.tries import Tried

app = typer.Typer(invoke_without_command=True)


@app.callback()
def rules(context: typer.Context, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Show the rules in force, or try rules on the stored past.

    Alone it shows one rule on a line: those of the configuration, or the default ones.

    Example: slotwatch rules
    """
    if context.invoked_subcommand is not None:
        if as_json or config:
            usage_error(f"rules: write the options behind '{context.invoked_subcommand}'")
        return
    from monitor.report.tries import rule_as_text

    loaded = load_config(config)
    in_force = loaded.effective["rule"]
    if as_json:
        emit([json.dumps(in_force, ensure_ascii=False, indent=2)])
        return
    emit(map(rule_as_text, in_force))
    if not in_force:
        emit([f"No rule is in force: {loaded.path} has none, and default_rules = false."])
    elif not loaded.receivers:
        emit(["", f"Nobody is told: {loaded.path} has no [[receiver]]."])


@app.command(name="try")
def try_(
    rules: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A TOML file with other [[rule]] tables; default: the rules in force."),
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="Show what was told from this day on.")] = (
        None
    ),
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Show what was told up to this day.")] = None,
    target: Annotated[str | None, typer.Option(metavar="ID", help="Only this target.")] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what rules would have told of the stored past, as a table and a time line. Sends and stores nothing.

    The file needs [[rule]] tables only; receivers and targets that it does not name are those of the configuration.
    Schedules and gaps are those under which each look was made. Past silences are left out, and so are rules about
    the monitor's own trouble. All looks are read, also with --from.

    Example: slotwatch rules try --rules stricter.toml --from 2018-10-01
    """
    from monitor.config.locate import database
    from monitor.report import tries
    from monitor.store.derived import reading_looks

    begins, ends = _day("--from", first), _day("--to", last)
    if begins and ends and ends < begins:
        usage_error(f"rules try: --to {ends} is before --from {begins}; swap them")
    loaded = load_config(config)
    effective = _effective(loaded, rules)
    with reading_looks(database(loaded.monitor.data_dir)) as looks:
        rows = {slug: row for row, slug, _ in looks.targets()}
        if target is not None and target not in rows:
            usage_error(f"rules try: --target: no target '{target}' was ever watched{did_you_mean(target, [*rows])}")
        with progress("trying", looks.count_looks(rows.get(target or ""))) as advance:
            tried = tries.try_rules(looks, effective, target, advance).between(begins, ends)
    if as_json:
        emit([json.dumps(tries.as_json(tried), ensure_ascii=False, indent=2)])
    else:
        emit(_shown(tried))


def _shown(tried: Tried) -> Iterator[str]:
    from monitor.report import tries

    if tried.told:
        yield from tries.as_table(tried, width())
        yield ""
    yield from tries.as_timeline(tried, width())
    notices = "1 notice" if len(tried.told) == 1 else f"{len(tried.told):,} notices"
    yield f"{notices} from {tried.looks:,} looks; nothing was sent or stored."


def _day(option: str, given: str | None) -> date | None:
    from monitor.config.checks import day

    try:
        return day(given) if given is not None else None
    except ValueError as error:
        usage_error(f"rules try: {option} '{given}': {error}")


def _effective(config: Config, file: Path | None) -> dict[str, Any]:
    """The effective configuration with the rules of another file. Raises ``ConfigError`` about that file."""
    if file is None:
        return config.effective
    if not file.is_file():
        usage_error(f"rules try: --rules: {file} is no file; name one with [[rule]] tables")
    from monitor.config.document import Document
    from monitor.config.problems import ConfigError
    from monitor.config.tables import check_tables
    from monitor.config.telling import telling
    from monitor.notify.receivers import receiver_problem

    document, base = Document(file, os.environ), Document(config.path, os.environ)
    if {"monitor", "target"} & document.values.keys():
        return load_config(file).effective
    for name in ("target", "receiver"):
        document.values.setdefault(name, base.values.get(name, []))
        document.written.setdefault(name, base.written.get(name, []))
    check_tables(document)
    told = telling(document, config.monitor.timezone, receiver_problem)
    if told is None:
        raise ConfigError(document.problems)
    return {**config.effective, **told.effective}
