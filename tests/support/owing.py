"""Notifications for tests of the outbox and of what is made of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.clock import iso
from monitor.config.settings import Receiver
from monitor.store.owed import Owed

START = datetime(2018, 10, 5, 9, 0, tzinfo=UTC)
"""A Friday, 11:00 in Paris."""


def a_receiver(name: str = "lawyers", url: str = "json://127.0.0.1:9/s3cret", **settings: Any) -> Receiver:
    """In Paris, with a weekly digest on Monday at 08:00."""
    return Receiver(**{"name": name, "url": url, "language": "en", "timezone": "Europe/Paris", **settings})


def an_owed(
    number: int,
    subject: str = "palaiseau/no_slots/1",
    change: str = "firing",
    *,
    after: timedelta = timedelta(0),
    receiver: str = "lawyers",
    **values: Any,
) -> Owed:
    """The n-th notification, owed some time after ``START``; urgent unless said otherwise."""
    return Owed(
        **{
            "id": number,
            "key": f"{subject}/{change}/{receiver}",
            "receiver": receiver,
            "subject": subject,
            "rule": "no-slots",
            "change": change,
            "urgent": True,
            "severity": "warning",
            "language": "",
            "owed_at": START + after,
            "facts": {},
            **values,
        }
    )


def as_row(owed: Owed) -> dict[str, Any]:
    """The columns that whoever owes it writes."""
    return {
        "key": owed.key,
        "receiver": owed.receiver,
        "subject": owed.subject,
        "rule": owed.rule,
        "change": owed.change,
        "urgent": int(owed.urgent),
        "severity": owed.severity,
        "language": owed.language,
        "owed_at": iso(owed.owed_at),
        "facts": json.dumps(owed.facts),
    }
