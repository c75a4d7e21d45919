"""From ``[[target]]`` tables to the monitor's targets. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from monitor.config import checks, durations
from monitor.config.entry import Entry
from monitor.config.explain import UNKNOWN, Fault, validate
from monitor.config.fields import WEEKDAYS, ActiveTable, MaintenanceTable
from monitor.config.problems import did_you_mean
from monitor.config.schema import GATED, TargetTable
from monitor.config.tables import Inherited
from monitor.model import ActiveHours, Limits, Target, dated
from probes.contract import Probe

Row = tuple[Target, dict[str, Any]]
"""A target, and what the effective configuration shows of it."""


def target(entry: Entry, inherited: Inherited, probes: Mapping[str, Probe]) -> Row | None:
    """One target with everything it inherits; None after reporting what is wrong with it."""
    written_options, written = entry.table.get("options", {}), entry.table.get("every")
    for key, (value, source) in inherited.items():
        entry.inherit(key, value, source)
    if isinstance(entry.table.get("id"), str):
        entry.inherit("name", entry.table["id"], (*entry.place, "id"))
    if entry.table.get("gated") is True and not isinstance(written, str):
        entry.table["every"] = _gated(entry.table.get("every"))
    row = entry.validated(TargetTable)
    options = _options(entry, written_options, probes)
    if row is None or options is None:
        return None
    return _target(row), {**entry.shown(row), "options": options}


def _gated(every: Any) -> Any:
    """The interval of a gated target that writes none: six hours, or that of [defaults] if it is longer."""
    try:
        return every if durations.parse(every) > GATED else durations.spell(GATED)
    except ValueError:
        return every if every is not None else durations.spell(GATED)


def _target(row: TargetTable) -> Target:
    return Target(
        id=row.id,
        name=row.name,
        url=row.url,
        probe=row.probe,
        options=row.options,
        every=row.every,
        timezone=row.timezone,
        office=row.office or "",
        procedure=row.procedure or "",
        territory=row.territory or "",
        tags=row.tags,
        expect_language=row.expect_language,
        active=_hours(row.active) if row.active else None,
        maintenance=tuple(map(_hours, row.maintenance)),
        max_gap=row.max_gap,
        gated=row.gated,
        horizon=row.horizon,
        terms_read=row.terms_read.isoformat() if row.terms_read else "",
        other_channels=row.other_channels,
        reason=row.reason,
        allow_private=row.allow_private,
        every_open=row.every_open,
        was=row.was or "",
        limits=Limits(**row.limits.model_dump()),
    )


def _hours(table: ActiveTable | MaintenanceTable) -> ActiveHours:
    start, end = checks.parse_hours(table.hours)
    return ActiveHours(frozenset(WEEKDAYS.index(day) for day in table.days), start, end)


def _options(entry: Entry, options: Any, probes: Mapping[str, Probe]) -> dict[str, Any] | None:
    """What the effective configuration shows of the options: as written, and the probe's defaults."""
    name = entry.table.get("probe")
    if not isinstance(name, str) or not isinstance(options, dict):
        return None  # reported with the other keys
    if name not in probes:
        entry.report((Fault(("probe",), _unknown_probe(entry, name, probes)),))
        return None
    secret = entry.document.expansion.touches((*entry.place, "options"))
    result = validate(probes[name].options, options, lambda _: secret, within=("options",))
    if isinstance(result, tuple):
        entry.report(tuple(_misplaced(fault) for fault in result))
        return None
    if problem := _url_problem(entry, probes[name], result):
        entry.report((Fault(("url",), problem),))
        return None
    return {**result.model_dump(mode="json"), **_written_options(entry)}


def _url_problem(entry: Entry, probe: Probe, options: Any) -> str:
    """Why the probe cannot walk from this URL; nothing for a URL that is reported with the other keys."""
    url = entry.table.get("url")
    try:
        checks.web_url(url if isinstance(url, str) else "")
    except ValueError:
        return ""
    try:
        probe.allow(dated(str(url), date(2000, 1, 1)), options)
    except ValueError as error:
        return f"the probe '{probe.name}' cannot read this page; {error}"
    return ""


def _written_options(entry: Entry) -> dict[str, Any]:
    table, index = entry.place
    options: dict[str, Any] = entry.document.written[str(table)][index].get("options", {})
    return options


def _unknown_probe(entry: Entry, name: str, probes: Mapping[str, Probe]) -> str:
    if entry.document.expansion.touches((*entry.place, "probe")):
        return f"unknown probe; known probes: {', '.join(sorted(probes))}"
    hint = did_you_mean(name, probes) or f"; known probes: {', '.join(sorted(probes))}"
    return f"unknown probe {name[:64]!r}{hint}"


def _misplaced(fault: Fault) -> Fault:
    """A target's own key below ``[target.options]`` is the commonest slip of TOML: say where it belongs."""
    _, *inside = fault.path
    if not fault.message.startswith(UNKNOWN) or not inside or inside[-1] not in TargetTable.model_fields:
        return fault
    key = inside[-1]
    where = ".".join(map(str, fault.path))
    shown = f"{UNKNOWN} '{where}'; {key} belongs to the target: write it above [target.options]"
    return Fault(fault.path, shown)
