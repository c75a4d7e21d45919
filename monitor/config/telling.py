"""From ``[[receiver]]``, ``[[rule]]``, ``[notify]`` and ``[network]`` to who is told what and when. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from monitor.config import checks, references, rules
from monitor.config.alerting import NetworkTable, NotifyTable, ReceiverTable, RuleTable
from monitor.config.document import Document
from monitor.config.entry import Entry
from monitor.config.explain import Fault
from monitor.config.fields import WEEKDAYS
from monitor.config.settings import NetworkSettings, NotifySettings, Receiver
from monitor.config.tables import check_unique, entries, table
from monitor.model import Target

ReceiverProblem = Callable[[str], str | None]
_NOT_SHOWN = "(not shown)"


@dataclass(frozen=True, slots=True)
class Telling:
    """Everything about telling that a file without mistakes says."""

    receivers: tuple[Receiver, ...]
    notify: NotifySettings
    network: NetworkSettings
    written: tuple[rules.Row, ...]
    """The rules of the file, with their defaults; those in force are in ``effective``."""
    effective: dict[str, Any]


def telling(document: Document, timezone: str | None, receiver_problem: ReceiverProblem | None) -> Telling | None:
    """Who is told what and when; None after reporting what is wrong.

    ``timezone`` is the monitor's, if that is valid; for ``receiver_problem`` see ``monitor.config.load``.
    """
    told = [_receiver(entry, timezone, receiver_problem) for entry in entries(document, "receiver")]
    rows = [entry.validated(RuleTable) for entry in entries(document, "rule")]
    notify, network = table(document, "notify"), table(document, "network")
    sending, asked = notify.validated(NotifyTable), network.validated(NetworkTable)
    references.check_rules(document)
    references.check_private(document)
    check_unique(document, "receiver", "name")
    check_unique(document, "rule", "name")
    if document.problems or sending is None or asked is None:
        return None
    names = [row[0].name for row in told if row]
    as_written = [row.model_dump(mode="json", by_alias=True, exclude_unset=True) for row in rows if row]
    written = [rules.filled(row, names) for row in as_written]
    return Telling(
        receivers=tuple(row[0] for row in told if row),
        notify=NotifySettings(group=sending.group, give_up=sending.give_up, dead_man=sending.dead_man),
        network=NetworkSettings(canary=asked.canary, canary_is_default="canary" not in asked.model_fields_set),
        written=tuple(written),
        effective={
            "receiver": [row[1] for row in told if row],
            "rule": rules.in_force(written, names, defaults=sending.default_rules),
            "notify": {**notify.shown(sending), "dead_man": _NOT_SHOWN if sending.dead_man else None},
            "network": network.shown(asked),
        },
    )


def _receiver(
    entry: Entry, timezone: str | None, receiver_problem: ReceiverProblem | None
) -> tuple[Receiver, dict[str, Any]] | None:
    """One receiver, and what the effective configuration shows of it."""
    if timezone is not None:
        entry.inherit("timezone", timezone, ("monitor", "timezone"))
    row = entry.validated(ReceiverTable)
    if row is None:
        return None
    if receiver_problem and (problem := receiver_problem(row.url)):
        entry.report((Fault(("url",), problem.replace(row.url, _NOT_SHOWN)),))
    made = Receiver(
        name=row.name,
        url=row.url,
        language=row.language,
        digest=row.digest,
        digest_at=checks.parse_time(row.digest_at),
        digest_day=WEEKDAYS.index(row.digest_day),
        timezone=row.timezone,
        immediate=row.immediate,
        quiet=checks.parse_hours(row.quiet) if row.quiet else None,
        quiet_passes=row.quiet_passes,
        private=row.private,
    )
    return made, {**entry.shown(row), "url": _NOT_SHOWN}


def warnings(document: Document, told: Telling, targets: tuple[Target, ...]) -> Iterator[str]:
    """Rules that tell nobody, receivers that no rule tells, and a network that is not asked well."""
    if told.written and not told.receivers:
        yield document.warning(("rule", 0), "there is no [[receiver]]; no rule tells anybody")
    in_force = told.effective["rule"]
    meant, heard = _told(told.written or in_force), _told(in_force)
    for index, receiver in enumerate(told.receivers):
        hears = "is told of the monitor's own trouble only" if receiver.name in heard else "is told nothing"
        if receiver.name not in meant:
            yield document.warning(("receiver", index), f"no rule names it; it {hears}")
    yield from _about_canary(document, told.network, targets)


def _told(some: Iterable[rules.Row]) -> set[str]:
    """Who is told by some rules, sooner or later."""
    return {name for rule in some for name in (*rule["tell"], *(rule["escalate"] or {"tell": ()})["tell"])}


def _about_canary(document: Document, network: NetworkSettings, targets: tuple[Target, ...]) -> Iterator[str]:
    hosts = [checks.canary_host(canary) for canary in network.canary]
    if len(set(hosts)) < 2:
        yield document.warning(("network", "canary"), "write two hosts: if one fails alone, that is not our network")
    watched = {target.hostname: target.id for target in targets}
    for index, host in enumerate(hosts):
        if host in watched:
            yield document.warning(
                ("network", "canary", index),
                f"target {watched[host]!r} is on this host; name one that is not watched",
            )
