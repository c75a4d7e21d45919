"""What the demo would have told people: the outbox of its store, put into words. Sends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from monitor.clock import from_iso
from monitor.demo.story import RECEIVER, ZONE
from monitor.notify.messages import compose
from monitor.store.outbox import Outbox
from monitor.store.writer import Store


def messages(database: Path, language: str) -> Iterator[tuple[datetime, bool, str, str]]:
    """When, whether at once or in the next digest, title and text of each message, in the order of the story."""
    with Store(database) as store:
        rows = Outbox(store).owed(RECEIVER)
    for row in rows:
        message = compose("single", row.key.rpartition("/")[0], [[row]], language)
        yield from_iso(row.facts["at"]).astimezone(ZONE), row.urgent, message.title, message.text
