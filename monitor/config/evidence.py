"""``[[authority]]``, ``[[publish]]``, ``[[rota]]``, ``[evidence]`` and ``[witness]``: keys, and what is made of them.

Reads the certificate files that the configuration names, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.config import checks
from monitor.config.document import Document
from monitor.config.entry import Entry
from monitor.config.evidence_tables import AuthorityTable, EvidenceTable, PublishTable, RotaTable, WitnessTable
from monitor.config.explain import Fault
from monitor.config.fields import WEEKDAYS
from monitor.config.locate import resolve
from monitor.config.problems import did_you_mean
from monitor.config.settings import Authority, EvidenceSettings, Publication, Rota, WitnessSettings
from monitor.config.tables import check_unique, entries, table

_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"
_MOST_BYTES = 1_000_000
_NO_PEM = (
    "{file}: holds no certificate in PEM form (-----BEGIN CERTIFICATE-----); if it is in DER form, convert it:"
    " openssl x509 -inform DER -in FILE -out FILE.pem"
)


@dataclass(frozen=True, slots=True)
class Proving:
    """Everything about evidence that a file without mistakes says."""

    evidence: EvidenceSettings
    witness: WitnessSettings
    effective: dict[str, Any]


def proving(document: Document) -> Proving | None:
    """How looks are sealed, stamped, made public, and taken from people; None after reporting what is wrong."""
    authorities = [(entry, entry.validated(AuthorityTable)) for entry in entries(document, "authority")]
    ways = [(entry, entry.validated(PublishTable)) for entry in entries(document, "publish")]
    rotas = [(entry, entry.validated(RotaTable)) for entry in entries(document, "rota")]
    evidence, witness = table(document, "evidence"), table(document, "witness")
    own, seen = evidence.validated(EvidenceTable), witness.validated(WitnessTable)
    for name in ("authority", "publish"):
        check_unique(document, name, "name")
    made = [_authority(entry, row) for entry, row in authorities if row]
    for entry, way in ways:
        _check_way(entry, way, document)
    for entry, rota in rotas:
        _check_rota(entry, rota, document)
    if document.problems or own is None or seen is None:
        return None
    return Proving(
        evidence=EvidenceSettings(
            operator=own.operator or "",
            sign_key=resolve(document.path, own.sign_key) if own.sign_key else None,
            authorities=tuple(one for one in made if one),
            publications=tuple(_publication(document.path, row) for _, row in ways if row),
        ),
        witness=WitnessSettings(
            inbox=resolve(document.path, seen.inbox) if seen.inbox else None,
            rotas=tuple(_rota(row) for _, row in rotas if row),
        ),
        effective={
            "authority": [
                {**entry.shown(row), "login": "(not shown)" if row.login else None} for entry, row in authorities if row
            ],
            "publish": [entry.shown(row) for entry, row in ways if row],
            "rota": [entry.shown(row) for entry, row in rotas if row],
            "evidence": evidence.shown(own),
            "witness": witness.shown(seen),
        },
    )


def _authority(entry: Entry, row: AuthorityTable) -> Authority | None:
    path = entry.document.path
    roots = _certificates(entry, "roots", resolve(path, row.roots))
    between = _certificates(entry, "intermediates", resolve(path, row.intermediates)) if row.intermediates else b""
    if roots is None or between is None:
        return None
    return Authority(
        name=row.name, url=row.url, login=row.login or "", roots=roots, intermediates=between, qualified=row.qualified
    )


def _certificates(entry: Entry, key: str, file: Path) -> bytes | None:
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES)
    except OSError as error:
        why = f"{file}: cannot be read: {error.strerror}; write the path of a PEM file with certificates"
        entry.report((Fault((key,), why),))
        return None
    if _CERTIFICATE not in content:
        entry.report((Fault((key,), _NO_PEM.format(file=file)),))
        return None
    return content


def _check_way(entry: Entry, row: PublishTable | None, document: Document) -> None:
    if row is None:
        return
    given = [key for key in ("command", "repository", "receiver") if getattr(row, key) is not None]
    if len(given) != 1:
        entry.report((Fault((given[-1] if given else "name",), "write one of command, repository and receiver"),))
    elif row.command == ():
        entry.report((Fault(("command",), "write a program and its arguments"),))
    if row.receiver is not None:
        _check_known(entry, ("receiver",), row.receiver, list(_names(document, "receiver", "name")))


def _check_rota(entry: Entry, row: RotaTable | None, document: Document) -> None:
    if row is None:
        return
    _check_known(entry, ("target",), row.target, list(_names(document, "target", "id")))
    receivers = list(_names(document, "receiver", "name"))
    for index, name in enumerate(row.tell):
        _check_known(entry, ("tell", index), name, receivers)


def _check_known(entry: Entry, place: tuple[str | int, ...], name: str, known: list[str]) -> None:
    if name not in known:
        what = "receiver" if place[0] in ("tell", "receiver") else "target"
        entry.report((Fault(place, f"no {what} is called {name!r}{did_you_mean(name, known)}"),))


def _names(document: Document, name: str, key: str) -> Iterator[str]:
    for entry in entries(document, name):
        if isinstance(value := entry.table.get(key), str):
            yield value


def _publication(path: Path, row: PublishTable) -> Publication:
    repository = resolve(path, row.repository) if row.repository else None
    return Publication(name=row.name, command=row.command or (), repository=repository, receiver=row.receiver or "")


def _rota(row: RotaTable) -> Rota:
    days = frozenset(WEEKDAYS.index(day) for day in row.days)
    return Rota(target=row.target, days=days, at=checks.parse_time(row.at), who=row.who, tell=row.tell)
