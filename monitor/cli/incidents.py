"""``incidents``: what persisted, with its denominators. Reads the store, loads nothing heavy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.choosing import (
    CsvOption,
    From,
    Offices,
    Tags,
    Targets,
    To,
    as_object,
    chosen,
    days_of,
    hand_over,
    only_one,
    present,
    put,
)
from monitor.cli.common import ConfigOption, JsonOption, database_path, did_you_mean, usage_error, width

if TYPE_CHECKING:
    from monitor.report.span import Span
    from monitor.store.judged import Known
    from monitor.store.overview import Overview
    from monitor.store.period_rows import Watched

_RECENT = timedelta(days=30)


def incidents(
    only_open: Annotated[bool, typer.Option("--open", help="Only those that go on.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also those that ended long ago.")] = False,
    target: Targets = None,
    tag: Tags = None,
    office: Offices = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only those of one kind: no_slots, closed, down ...")
    ] = None,
    rule: Annotated[
        list[str] | None, typer.Option(metavar="RULE", help="Only those that this rule is about; may be repeated.")
    ] = None,
    since: From = None,
    until: To = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Show what persisted: those incidents that go on, and those that ended in the last 30 days.

    Each with the looks that said so and the looks there were, the longest interval between two of them, the share of
    the scheduled time that was observed, and the rules that fire. With --from or --to: those that were seen within
    these days. Works when the rest of the configuration is broken.

    Example: slotwatch incidents --open --target palaiseau
    """
    from monitor.model import IncidentKind
    from monitor.report import incidents as report
    from monitor.report.incidents_csv import as_csv as in_csv
    from monitor.store.overview import overview
    from monitor.store.reader import reading

    only_one("incidents", open=only_open, all=everything)
    only_one("incidents", json=as_json, csv=as_csv)
    if kind is not None and kind not in list(IncidentKind):
        usage_error(f"incidents: --kind: there is no kind '{kind}'{did_you_mean(kind, [*IncidentKind])}")
    with reading(database_path(config)) as reader:
        targets, questions, simulated = (
            chosen("incidents", reader, target, tag, office),
            overview(reader),
            reader.is_simulated(),
        )
        _require_rules(questions, rule)
        now = present(reader)
        span = days_of("incidents", since, until, now.date() + timedelta(days=1))
        recent = not (only_open or everything or span)
        found = _found(questions, targets, span, kind, rule, now - _RECENT if recent else None, only_open=only_open)
        if as_json:
            rows = [report.as_json(known, now) for known in found]
            hand_over(as_object({"simulated": simulated, "incidents": rows}))
        elif as_csv:
            hand_over(in_csv(found, now, simulated=simulated))
        else:
            lines = [report.SIMULATED, ""] if simulated else []
            put([*lines, *report.as_text(found, now, width())])
            if not found:
                about = (f" of kind {kind}" if kind else "") + (f" at {' or '.join(target)}" if target else "")
                put([f"No incident{about} {_nothing(only_open=only_open, recent=recent, span=span)}"])


def _require_rules(questions: Overview, rules: Sequence[str] | None) -> None:
    for rule in rules or ():
        if rule not in (known := questions.rule_names()):
            usage_error(f"incidents: --rule: no incident was ever under a rule '{rule}'{did_you_mean(rule, known)}")


def _found(
    questions: Overview,
    targets: Sequence[Watched],
    span: Span | None,
    kind: str | None,
    rules: Sequence[str] | None,
    ended_since: datetime | None,
    *,
    only_open: bool,
) -> list[Known]:
    from monitor.clock import iso
    from monitor.store.overview import EVER

    found = questions.incidents(
        [one.row for one in targets],
        going_on=only_open,
        ended_since=iso(ended_since) if ended_since else "",
        seen=span.around() if span else EVER,
        kind=kind,
        rules=rules,
    )
    if span is None:
        return found
    bounds = {one.slug: span.bounds(one.timezone) for one in targets}
    return [
        known
        for known in found
        if known.incident.last_at >= bounds[known.target][0] and known.incident.first_at < bounds[known.target][1]
    ]


def _nothing(*, only_open: bool, recent: bool, span: Span | None) -> str:
    within = f" between {span.first} and {span.last}" if span else ""
    if only_open:
        return f"goes on{within}."
    return (
        "goes on, and none ended in the last 30 days; --all shows older ones." if recent else f"was ever seen{within}."
    )
