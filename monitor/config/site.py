"""``[site]`` and ``[[reply]]``: keys, and what is made of them. Touches no file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.config.document import Document
from monitor.config.locate import resolve
from monitor.config.settings import Reply, SiteSettings
from monitor.config.site_tables import ReplyTable, SiteTable
from monitor.config.tables import entries, table


@dataclass(frozen=True, slots=True)
class Public:
    """Everything about the public site that a file without mistakes says."""

    site: SiteSettings
    effective: dict[str, Any]


def public(document: Document) -> Public | None:
    """How the site is made; None after reporting what is wrong."""
    own = table(document, "site")
    row = own.validated(SiteTable)
    replies = [(entry, entry.validated(ReplyTable)) for entry in entries(document, "reply")]
    if document.problems or row is None:
        return None
    return Public(
        site=_settings(document.path, row, [reply for _, reply in replies if reply]),
        effective={
            "site": own.shown(row),
            "reply": [entry.shown(reply) for entry, reply in replies if reply],
        },
    )


def _settings(path: Path, row: SiteTable, replies: list[ReplyTable]) -> SiteSettings:
    return SiteSettings(
        enabled=row.enabled,
        folder=resolve(path, row.folder) if row.folder else None,
        base_url=row.base_url or "",
        slots_delay=row.slots_delay,
        languages=tuple(row.languages),
        title=row.title or "",
        contact_for_offices=row.contact_for_offices or "",
        replies=tuple(
            Reply(
                one.incident,
                one.office,
                one.date,
                one.language,
                {str(language): text for language, text in one.text.items()},
            )
            for one in replies
        ),
    )
