"""What receivers and rules say of other tables: names, ids, tags and offices that must exist. Pure.

Checked on the tables as written, so that a mistake elsewhere in one does not hide what is wrong with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from monitor.config import rules
from monitor.config.document import Document
from monitor.config.entry import Entry
from monitor.config.explain import Fault
from monitor.config.lines import KeyPath
from monitor.config.problems import did_you_mean
from monitor.config.tables import entries
from monitor.model import SELF

_MOST_PRIVATE = 5


def check_private(document: Document) -> None:
    """Report every private receiver after the fifth."""
    private = [entry for entry in entries(document, "receiver") if entry.table.get("private") is True]
    for entry in private[_MOST_PRIVATE:]:
        entry.report((Fault(("private",), "at most five receivers may be private; this is one more"),))


def check_rules(document: Document) -> None:
    """Report what is wrong with the rules in view of the receivers, the targets and each other."""
    for entry in entries(document, "rule"):
        entry.report(tuple(_faults(entry, document)))


def _faults(entry: Entry, document: Document) -> Iterator[Fault]:
    receivers, targets = list(entries(document, "receiver")), list(entries(document, "target"))
    when = str(entry.table.get("when"))
    names = _texts(one.table.get("name") for one in receivers)
    yield from _unknown(entry, ("tell",), "receiver", names)
    yield from _unknown(entry, ("escalate", "tell"), "receiver", names)
    yield from _unknown(entry, ("targets",), "target", _texts(one.table.get("id") for one in targets))
    yield from _unknown(entry, ("tags",), "tag", [tag for one in targets for _, tag in _listed(one.table, ("tags",))])
    yield from _unknown(entry, ("offices",), "office", _texts(one.table.get("office") for one in targets))
    if entry.table.get("name") == rules.DEFAULT_SELF and when != SELF:
        yield Fault(("name",), "a default rule is called so; choose another name")
    told = [name for _, name in _listed(entry.table, ("tell",))] if "tell" in entry.table else names
    later = {name for _, name in _listed(entry.table, ("escalate", "tell"))}
    if later & set(names) and not rules.misfit("escalate", when) and later <= set(told):
        told_at_first = "" if "tell" in entry.table else ", as tell is not written"
        yield Fault(("escalate",), f"all its receivers are told from the beginning{told_at_first}; name others in tell")
    if when in rules.POSITIVES and entry.table.get("deliver") in ("new", "all"):
        public = [one.table["name"] for one in receivers if one.table.get("private") is not True and _named(one, told)]
        if public:
            yield Fault(("deliver",), _positive(str(public[0])))


def _positive(name: str) -> str:
    return (
        f"that slots were shown is told at once to private receivers only, and {name[:64]!r} is none; write deliver = "
        '"digest", or in tell only receivers with private = true'
    )


def _named(entry: Entry, names: Sequence[str]) -> bool:
    return isinstance(entry.table.get("name"), str) and entry.table["name"] in names


def _unknown(entry: Entry, path: KeyPath, what: str, known: Sequence[str]) -> Iterator[Fault]:
    if rules.misfit(str(path[0]), str(entry.table.get("when"))):
        return  # the key itself is the mistake
    listed = _listed(entry.table, path)
    for index, name in listed:
        if name not in known:
            hint = did_you_mean(name, known) or (f"; no {what} is written yet" if not known else "")
            yield Fault((*path, index), f"there is no {what} {name[:64]!r}{hint}")
        elif name in (earlier for number, earlier in listed if number < index):
            yield Fault((*path, index), f"{name[:64]!r} is named twice")


def _listed(table: dict[str, Any], path: KeyPath) -> list[tuple[int, str]]:
    """The texts of a list that may not be there, or be something else, with their numbers."""
    value: Any = table
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return [
        (index, item) for index, item in enumerate(value if isinstance(value, list) else []) if isinstance(item, str)
    ]


def _texts(values: Iterable[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]
