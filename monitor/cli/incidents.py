"""``incidents``: what persisted, with its denominators. Reads the store, loads nothing heavy."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Annotated

import typer

from monitor.cli.common import ConfigOption, JsonOption, database_path, did_you_mean, emit, usage_error, width

_RECENT = timedelta(days=30)


def incidents(
    only_open: Annotated[bool, typer.Option("--open", help="Only those that go on.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also those that ended long ago.")] = False,
    target: Annotated[str | None, typer.Option(metavar="ID", help="Only those of one target.")] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only those of one kind: no_slots, closed, down ...")
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what persisted: those incidents that go on, and those that ended in the last 30 days.

    Each with the looks that said so and the looks there were, the longest interval between two of them, the share of
    the scheduled time that was observed, and the rules that fire. Works when the rest of the configuration is broken.

    Example: slotwatch incidents --open --target palaiseau
    """
    from monitor.clock import SystemClock
    from monitor.model import IncidentKind
    from monitor.report import incidents as report
    from monitor.store.judged import judged
    from monitor.store.reader import reading

    if only_open and everything:
        usage_error("incidents: give --open or --all, not both")
    if kind is not None and kind not in list(IncidentKind):
        usage_error(f"incidents: --kind: there is no kind '{kind}'{did_you_mean(kind, [*IncidentKind])}")
    with reading(database_path(config)) as reader:
        if target is not None and not reader.has_target(target):
            usage_error(
                f"incidents: --target: no target '{target}' was ever watched{did_you_mean(target, reader.slugs())}"
            )
        questions = judged(reader)
        now = report.present(reader, questions, SystemClock().now())
        since = None if everything else now if only_open else now - _RECENT
        found = questions.incidents(ended_since=since, target=target, kind=kind)
        if only_open:
            found = [known for known in found if known.incident.state.goes_on]
        if as_json:
            rows = [report.as_json(known, now) for known in found]
            emit([json.dumps({"simulated": reader.is_simulated(), "incidents": rows}, ensure_ascii=False, indent=2)])
            return
        if reader.is_simulated():
            emit([report.SIMULATED, ""])
        emit(report.as_text(found, now, width()))
        if not found:
            about = (f" of kind {kind}" if kind else "") + (f" at {target}" if target else "")
            emit([f"No incident{about} {_NOTHING[only_open, everything]}"])


_NOTHING = {
    (True, False): "goes on.",
    (False, True): "was ever seen.",
    (False, False): "goes on, and none ended in the last 30 days; --all shows older ones.",
}
