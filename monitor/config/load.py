"""Makes a ``Config`` of the configuration file. Reads that file, its secret files and the environment it is given."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from monitor.config import checks, hosts
from monitor.config.document import Document
from monitor.config.evidence import proving
from monitor.config.locate import resolve
from monitor.config.problems import ConfigError, Problem
from monitor.config.schema import MonitorTable
from monitor.config.settings import Config, MonitorSettings, Receiver
from monitor.config.site import public
from monitor.config.tables import check_tables, check_unique, entries, inherited, table
from monitor.config.targets import target
from monitor.config.telling import ReceiverProblem, telling, warnings
from monitor.model import Target
from probes.contract import Probe

__all__ = ["Config", "ConfigError", "MonitorSettings", "Problem", "Receiver", "load"]


def load(
    path: Path,
    *,
    probes: Mapping[str, Probe],
    environ: Mapping[str, str] = os.environ,
    receiver_problem: ReceiverProblem | None = None,
) -> Config:
    """The configuration in a file, with all defaults applied. Raises ``ConfigError`` with all problems at once.

    ``receiver_problem`` says what is wrong with a receiver's URL, or None, and does not quote it; without
    it those URLs are not checked.
    """
    document = Document(path, environ)
    check_tables(document)
    monitor = table(document, "monitor")
    settings = monitor.validated(MonitorTable)
    from_elsewhere = inherited(document, settings)
    watched = [target(entry, from_elsewhere, probes) for entry in entries(document, "target")]
    treated, shown = hosts.hosts(document)
    told = telling(document, settings.timezone if settings else None, receiver_problem)
    check_unique(document, "target", "id")
    hosts.check_renamed(document)
    proved, published = proving(document), public(document)
    if document.problems or settings is None or told is None or proved is None or published is None:
        raise ConfigError(document.problems)
    targets = tuple(row[0] for row in watched if row)
    effective = {
        "monitor": monitor.shown(settings),
        "target": [row[1] for row in watched if row],
        "host": shown,
        **told.effective,
        **proved.effective,
        **published.effective,
    }
    return Config(
        path=path,
        monitor=_settings(path, settings),
        targets=targets,
        receivers=told.receivers,
        notify=told.notify,
        network=told.network,
        hosts=treated,
        evidence=proved.evidence,
        witness=proved.witness,
        site=published.site,
        warnings=(
            *_warnings(document, settings, targets),
            *hosts.warnings(document, treated, targets),
            *warnings(document, told, targets),
        ),
        effective=_plain(effective),
    )


def _settings(path: Path, row: MonitorTable) -> MonitorSettings:
    return MonitorSettings(
        contact=row.contact,
        vantage=row.vantage,
        timezone=row.timezone,
        data_dir=resolve(path, row.data_dir),
        concurrency=row.concurrency,
        project_page=row.project_page,
        metrics_file=resolve(path, row.metrics_file) if row.metrics_file is not None else None,
        metrics_port=row.metrics_port,
    )


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """JSON values with sorted keys; numbers that JSON does not have become text."""
    plain = json.loads(to_json(value, inf_nan_mode="strings"))
    ordered: dict[str, Any] = json.loads(json.dumps(plain, sort_keys=True))
    return ordered


def _warnings(document: Document, settings: MonitorTable, targets: Sequence[Target]) -> Iterator[str]:
    if checks.is_example(settings.contact):
        yield document.warning(("monitor", "contact"), "an address of an example; offices cannot reach you there")
    if not targets:
        yield f"{document.path}: there is no [[target]] yet; nothing is watched (slotwatch catalogue search TEXT)"
    seen: list[Target] = []
    for index, row in enumerate(targets):
        same = next((o for o in seen if (o.url, o.probe, o.options) == (row.url, row.probe, row.options)), None)
        if same:
            other = document.label(("target", targets.index(same)))
            yield document.warning(("target", index, "url"), f"{other} watches the same page in the same way")
        seen.append(row)
