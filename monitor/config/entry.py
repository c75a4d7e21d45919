"""One table of the file on its way to validation, with the values it takes from elsewhere. Pure."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from monitor.config.document import Document
from monitor.config.explain import Fault, M, validate
from monitor.config.lines import KeyPath
from monitor.config.secrets import origin


class Entry:
    """A table, where it stands, and where those of its values were written that it inherits."""

    def __init__(self, document: Document, place: KeyPath, table: dict[str, Any]) -> None:
        self.document = document
        self.place = place
        self.table = dict(table)
        self._written_at: dict[KeyPath, KeyPath] = {}

    def at(self, path: KeyPath) -> KeyPath:
        """Where a value was written."""
        return origin((*self.place, *path), self._written_at)

    def inherit(self, key: str, value: Any, source: KeyPath) -> None:
        """Take a value from elsewhere, unless this table has its own; of a table within it, key by key."""
        own = self.table.get(key)
        if own is None:
            self.table[key] = value
            self._written_at[*self.place, key] = source
        elif key == "limits" and isinstance(value, dict) and isinstance(own, dict):
            self.table[key] = {**value, **own}
            self._written_at.update({(*self.place, key, part): (*source, part) for part in value if part not in own})

    def faults(self, model: type[M]) -> M | tuple[Fault, ...]:
        """The valid table, or what is wrong with it."""
        return validate(model, self.table, lambda path: self.document.expansion.touches(self.at(path)))

    def validated(self, model: type[M]) -> M | None:
        """The valid table; None after reporting what is wrong with it."""
        result = self.faults(model)
        if not isinstance(result, tuple):
            return result
        self.report(result)
        return None

    def report(self, faults: tuple[Fault, ...]) -> None:
        """Add faults to the document's problems, where they were written."""
        for fault in faults:
            self.document.report(self.at(fault.path), fault.message)

    def shown(self, row: BaseModel) -> dict[str, Any]:
        """The valid table as JSON values with defaults, and with what the file says in place of secrets.

        Options are left out: only their probe knows their form.
        """
        values = row.model_dump(mode="json", by_alias=True, exclude={"options"})
        hidden = self.document.expansion
        return {key: hidden.shown(value, (*self.place, key), self._written_at) for key, value in values.items()}
