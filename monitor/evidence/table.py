"""The table for people, ``observations.csv``, and the data package that describes it. Pure.

The rows are made by the verifier's own function, which stands in every bundle: what is written is what is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from monitor.evidence.verifiers.verify import COLUMNS, csv_row
from probes.contract import Outcome

NAME = "observations.csv"
HEADER = ",".join(COLUMNS) + "\r\n"
LINE_KINDS = ("anchored", "extra", "annotated", "retracted", "witness")

row = csv_row

_MEANINGS: Mapping[str, tuple[str, str, str]] = {
    "target": ("string", "id of the target", "identifiant de la cible"),
    "vantage": ("string", "from where it was looked", "d'où la consultation a été faite"),
    "sequence": ("integer", "number of the line in its chain", "numéro de la ligne dans sa chaîne"),
    "line_kind": ("string", "what the line is", "nature de la ligne"),
    "started_at": ("string", "when the look began, UTC", "début de la consultation, UTC"),
    "due_at": ("string", "when the schedule wanted it, UTC", "heure prévue, UTC"),
    "milliseconds": ("integer", "how long it took", "durée"),
    "outcome": ("string", "what was seen", "ce qui a été vu"),
    "reason": ("string", "by what", "à quoi cela a été vu"),
    "quote": ("string", "the words on the page", "les mots de la page"),
    "quote_language": ("string", "their language", "leur langue"),
    "page_language": ("string", "language that the page declares", "langue déclarée par la page"),
    "rule": ("string", "which rule read it", "règle de lecture"),
    "probe": ("string", "which probe read it, with its version", "sonde de lecture, avec sa version"),
    "slots_count": ("integer", "slots counted", "créneaux comptés"),
    "slots_earliest": ("string", "first slot seen: UTC time, or a date", "premier créneau vu : heure UTC, ou date"),
    "window_first": ("date", "first day of which the page speaks", "premier jour dont parle la page"),
    "window_last": ("date", "last day of which the page speaks", "dernier jour dont parle la page"),
    "window_label": ("string", "kind of span, where it names no days", "type de période, sans jours nommés"),
    "status": ("integer", "HTTP status of the last answer", "statut HTTP de la dernière réponse"),
    "url": ("string", "address of the last request", "adresse de la dernière requête"),
    "response_sha256": ("string", "SHA-256 of the last answer's bytes", "SHA-256 des octets de la dernière réponse"),
    "simulated": ("boolean", "whether the time is simulated", "temps simulé"),
    "received_at": ("string", "when a person's capture was received, UTC", "réception d'une capture, UTC"),
    "note": ("string", "a person's words; of an annotation: of what, by whom, why", "mots d'une personne"),
}


def table(lines: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The table's parts, to be written without changing line ends: RFC 4180, CRLF, UTF-8.

    The lines come by the target's number, then the vantage's, then in their order: the verifiers insist on it.
    """
    yield HEADER
    yield from map(row, lines)


def datapackage(*, name: str, title: str, sha256: str, size: int, language: str) -> dict[str, Any]:
    """A Frictionless data package (v1) of one resource, the table; ``sha256`` and ``size`` (bytes) are the file's."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "observations",
                "path": NAME,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "hash": f"sha256:{sha256}",
                "bytes": size,
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
                "schema": {
                    "fields": [_field(column, language) for column in COLUMNS],
                    "missingValues": [""],
                    "primaryKey": ["target", "vantage", "sequence"],
                },
            }
        ],
    }


def _field(column: str, language: str) -> dict[str, Any]:
    kind, english, french = _MEANINGS[column]
    described: dict[str, Any] = {
        "name": column,
        "type": kind,
        "description": french if language == "fr" else english,
    }
    if column in _CONSTRAINTS:
        described["constraints"] = _CONSTRAINTS[column]
    return described


_CONSTRAINTS: Mapping[str, Mapping[str, Any]] = {
    "target": {"required": True},
    "vantage": {"required": True},
    "sequence": {"required": True, "minimum": 0},
    "line_kind": {"required": True, "enum": list(LINE_KINDS)},
    "started_at": {"required": True, "pattern": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"},
    "outcome": {"enum": [str(outcome) for outcome in Outcome]},
    "response_sha256": {"pattern": "[0-9a-f]{64}"},
    "simulated": {"required": True},
}
