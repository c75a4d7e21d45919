"""The top level of the file: which tables there are, with which brackets, and what targets inherit. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from monitor.config.document import Document
from monitor.config.entry import Entry
from monitor.config.explain import UNKNOWN
from monitor.config.lines import KeyPath
from monitor.config.problems import did_you_mean
from monitor.config.schema import DefaultsTable, MonitorTable, Root

_KNOWN = tuple(Root.model_fields)
_LISTS = ("target", "host", "receiver", "rule", "authority", "publish", "rota", "reply")
"""Tables written with double brackets, one for each entry."""


def check_tables(document: Document) -> None:
    """Report top-level tables that do not exist or have the wrong brackets, and keys outside any table."""
    for name, value in document.values.items():
        many = isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
        if name not in _KNOWN:
            document.report_table(name, _unknown(name, value, many=many))
        elif name in _LISTS and not many:
            document.report_table(name, f"{name}: write {_brackets(name)}, with double brackets, once for each {name}")
        elif name not in _LISTS and not isinstance(value, dict):
            document.report_table(name, f"{name}: write {_brackets(name)}, with single brackets, only once")


def _brackets(name: str) -> str:
    return f"[[{name}]]" if name in _LISTS else f"[{name}]"


def _unknown(name: str, value: object, *, many: bool) -> str:
    if many or isinstance(value, dict):
        close = get_close_matches(name, _KNOWN, n=1)
        known = ", ".join(map(_brackets, _KNOWN))
        hint = f"; did you mean {_brackets(close[0])}?" if close else f"; known tables: {known}"
        return f"unknown table {f'[[{name}]]' if many else f'[{name}]'}{hint}"
    hint = "; write it below [monitor]" if name in MonitorTable.model_fields else did_you_mean(name, _KNOWN)
    return f"{UNKNOWN} {name!r} outside any table{hint}"


def table(document: Document, name: str) -> Entry:
    """A table written once; empty where it is not written, or not as a table."""
    value = document.values.get(name)
    return Entry(document, (name,), value if isinstance(value, dict) else {})


def entries(document: Document, name: str) -> Iterator[Entry]:
    """The tables of a list of tables."""
    value = document.values.get(name)
    for index, entry in enumerate(value if isinstance(value, list) else []):
        if isinstance(entry, dict):
            yield Entry(document, (name, index), entry)


Inherited = dict[str, tuple[Any, KeyPath]]
"""Values that a target takes over if it has none of its own, each with where it was written."""


def inherited(document: Document, settings: MonitorTable | None) -> Inherited:
    """The valid values of ``[defaults]``, and the monitor's time zone; invalid ones are reported once, here."""
    defaults = table(document, "defaults")
    result = defaults.faults(DefaultsTable)
    faults = result if isinstance(result, tuple) else ()
    defaults.report(faults)
    wrong = {fault.path[0] for fault in faults}
    values: Inherited = {key: (value, ("defaults", key)) for key, value in defaults.table.items() if key not in wrong}
    if settings is not None:
        values.setdefault("timezone", (settings.timezone, ("monitor", "timezone")))
    return values


def check_unique(document: Document, name: str, key: str) -> None:
    """Report every value of a key that an earlier table of the same name has, with both lines."""
    first: dict[str, int | None] = {}
    for entry in entries(document, name):
        value, place = entry.table.get(key), (*entry.place, key)
        if not isinstance(value, str):
            continue
        if value in first:
            article = "an" if key[0] in "aeiou" else "a"
            message = f"already used at line {first[value]}; every {name} needs {article} {key} of its own"
            document.report(place, message)
        else:
            first[value] = document.line(place)
