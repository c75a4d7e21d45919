"""From ``[[host]]`` to how hosts are treated, and what renamed targets were called. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from monitor.config import checks
from monitor.config.document import Document
from monitor.config.explain import Fault
from monitor.config.schema import HostTable
from monitor.config.tables import check_unique, entries
from monitor.model import Target
from monitor.model.hosts import Manners


def hosts(document: Document) -> tuple[dict[str, Manners], list[dict[str, Any]]]:
    """How hosts are treated, by name, and what the effective configuration shows of it; reports what is wrong."""
    treated, shown = {}, []
    for entry in entries(document, "host"):
        row = entry.validated(HostTable)
        if row is None:
            continue
        treated[row.name] = Manners(
            requests_per_hour=row.requests_per_hour,
            min_interval=row.min_interval,
            ignore_robots=row.ignore_robots or "",
        )
        shown.append(entry.shown(row))
    check_unique(document, "host", "name")
    return treated, shown


def check_renamed(document: Document) -> None:
    """Report a former id that another target has, or that two targets give."""
    targets = list(entries(document, "target"))
    ids = [entry.table.get("id") for entry in targets]
    given: set[str] = set()
    for entry in targets:
        was = entry.table.get("was")
        if not isinstance(was, str):
            continue
        if was in ids:
            entry.report((Fault(("was",), f"{was[:64]!r} is the id of a target; give the id that is no longer used"),))
        elif was in given:
            entry.report((Fault(("was",), f"another target was {was[:64]!r} already"),))
        given.add(was)


def warnings(document: Document, treated: Iterable[str], targets: Iterable[Target]) -> Iterator[str]:
    """Hosts on which there is no target, and those whose table says nothing to this machine."""
    watched = {target.hostname: target.url for target in targets}
    for index, name in enumerate(treated):
        if name not in watched:
            yield document.warning(("host", index, "name"), "no target is on this host")
        elif checks.is_loopback(watched[name]):
            yield document.warning(("host", index, "name"), "nothing of this table holds for this machine itself")
