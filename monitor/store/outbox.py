"""The outbox: what is owed to whom, what is being sent, what was given up. Touches the store's tables of notifications.

A notification's way: owed; claimed by a message; then sent, or owed again. Two ends are not delivery: dead (given up
after its time) and dropped (by a person). A message that is stored and not marked as sent may have arrived.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from monitor.clock import from_iso, iso
from monitor.store.errors import explained
from monitor.store.owed import Outgoing, Owed, ReceiverState
from monitor.store.writer import Store

_COLUMNS = "id, key, receiver, subject, rule, change, urgent, severity, language, owed_at, facts"
_MARKS = "SELECT value FROM json_each(?)"


class Outbox:
    """Reads and changes the outbox, each change in one transaction. Methods may raise ``StoreError``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sql = store.connection
        self._seen_version: int | None = None

    def owe(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Owe these notifications, each once for its key, in the transaction under way. Rows are columns by name."""
        for row in rows:
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            self._sql.execute(
                f"INSERT INTO notifications ({columns}) VALUES ({marks}) ON CONFLICT (key) DO NOTHING",
                tuple(row.values()),
            )

    # What there is to do

    def changed(self) -> bool:
        """Whether another connection committed anything since this was last asked; costs next to nothing."""
        with explained(self._store.path):
            version = int(self._sql.execute("PRAGMA data_version").fetchone()[0])
        before, self._seen_version = self._seen_version, version
        return version != before

    def waiting(self) -> dict[str, tuple[Any, ...]]:
        """The receivers who are owed something, each with a mark that differs when there is something new for it."""
        sql = (
            "SELECT n.receiver, count(*), max(n.id), r.next_try_at FROM notifications n"
            " LEFT JOIN receivers r ON r.receiver = n.receiver WHERE n.state = 'owed' GROUP BY n.receiver"
        )
        return {receiver: tuple(mark) for receiver, *mark in self._rows(sql)}

    def owed(self, receiver: str) -> list[Owed]:
        """What a receiver is owed and no message tells yet, in the order in which it was owed."""
        return self._owed("receiver = ? AND message IS NULL", receiver)

    def claimed(self, message: Outgoing) -> list[Owed]:
        """The notifications that a message tells and that are still owed."""
        return self._owed("message = ?", message.id)

    def receiver_state(self, receiver: str) -> ReceiverState:
        """How a receiver answered lately."""
        sql = "SELECT failures, next_try_at, last_error, last_tried_at FROM receivers WHERE receiver = ?"
        for failures, next_try_at, last_error, last_tried_at in self._rows(sql, receiver):
            return ReceiverState(failures, _time(next_try_at), last_error, _time(last_tried_at))
        return ReceiverState()

    def unsent(self, receiver: str) -> Outgoing | None:
        """The message to this receiver of which nobody knows whether it arrived: it is sent again as it is."""
        sql = (
            "SELECT m.id, m.receiver, m.title, m.text, m.html, json_group_array(n.id) FROM messages m"
            " JOIN notifications n ON n.message = m.id AND n.state = 'owed'"
            " WHERE m.receiver = ? AND m.sent_at IS NULL GROUP BY m.id ORDER BY m.id LIMIT 1"
        )
        for message, name, title, text, html, rows in self._rows(sql, receiver):
            return Outgoing(message, name, title, text, html, tuple(json.loads(rows)))
        return None

    # What becomes of it

    def claim(
        self, receiver: str, key: str, rows: Sequence[int], *, title: str, text: str, html: str, now: datetime
    ) -> Outgoing | None:
        """Store a message before it is sent; None if one of its notifications is no longer free to be told.

        ``key`` is what the message shows; it is stored with the receiver, as the same may be told to several.
        """
        with self._store.atomic():
            free = self._rows(
                f"SELECT count(*) FROM notifications WHERE id IN ({_MARKS}) AND state = 'owed' AND message IS NULL",
                json.dumps(rows),
            )
            if free[0][0] != len(rows):
                return None
            cursor = self._sql.execute(
                "INSERT INTO messages (key, receiver, composed_at, title, text, html) VALUES (?, ?, ?, ?, ?, ?)",
                (f"{key}/{receiver}", receiver, iso(now), title, text, html),
            )
            message = cursor.lastrowid or 0
            self._sql.execute(
                f"UPDATE notifications SET message = ? WHERE id IN ({_MARKS})", (message, json.dumps(rows))
            )
        return Outgoing(message, receiver, title, text, html, tuple(rows))

    def sent(self, message: Outgoing, now: datetime, *, digest: bool = False) -> None:
        """The receiver's service accepted the message."""
        with self._store.atomic():
            self._sql.execute("UPDATE messages SET sent_at = ? WHERE id = ?", (iso(now), message.id))
            # By their ids: a person may have dissolved the message meanwhile, and what was told is told.
            self._sql.execute(
                "UPDATE notifications SET state = 'sent', settled_at = ?,"
                f" message = (SELECT id FROM messages WHERE id = ?) WHERE id IN ({_MARKS}) AND state = 'owed'",
                (iso(now), message.id, json.dumps(message.rows)),
            )
            self._answered(
                message.receiver,
                {
                    "failures": 0,
                    "next_try_at": None,
                    "last_error": "",
                    "last_tried_at": iso(now),
                    "last_sent_at": iso(now),
                    **({"last_digest_at": iso(now)} if digest else {}),
                },
            )

    def failed(self, message: Outgoing, error: str, now: datetime, next_try_at: datetime, *, keep: bool) -> None:
        """The message was not accepted, or nobody knows (``keep``): then it stays, to be sent again as it is."""
        with self._store.atomic():
            if not keep:
                self._dissolve([message.id])
            self._failed(message.receiver, error, now, next_try_at)

    def stumbled(self, receiver: str, error: str, now: datetime, next_try_at: datetime) -> None:
        """Nothing could be sent to a receiver, for a reason of our own."""
        with self._store.atomic():
            self._failed(receiver, error, now, next_try_at)

    def give_up(self, rows: Collection[int], why: str, now: datetime) -> None:
        """These are dead letters from now on: shown, and sent again only if a person says so."""
        with self._store.atomic():
            self._settle(rows, "dead", why, now)

    def give_up_all_but(self, receivers: Collection[str], now: datetime) -> list[str]:
        """Give up what is owed to receivers that are not among these; returns their names."""
        with self._store.atomic():
            gone = self._rows(
                f"SELECT id, receiver FROM notifications WHERE state = 'owed' AND receiver NOT IN ({_MARKS})",
                json.dumps(list(receivers)),
            )
            names = sorted({receiver for _, receiver in gone})
            for name in names:
                rows = [row for row, receiver in gone if receiver == name]
                self._settle(rows, "dead", f"receiver {name!r} is not in the configuration", now)
        return names

    def drop(self, rows: Collection[int], why: str, now: datetime) -> int:
        """A person does not want these told; returns how many were still owed, or dead."""
        with self._store.atomic():
            return self._settle(rows, "dropped", why, now)

    def retry(self, rows: Collection[int], now: datetime) -> int:
        """Owe dead and dropped ones anew, as of now, and try their receivers without delay; returns how many."""
        chosen = json.dumps(list(rows))
        with self._store.atomic():
            self._sql.execute(
                "UPDATE receivers SET next_try_at = NULL"
                f" WHERE receiver IN (SELECT receiver FROM notifications WHERE id IN ({_MARKS}))",
                (chosen,),
            )
            return self._sql.execute(
                "UPDATE notifications SET state = 'owed', owed_at = ?, settled_at = NULL, why = '', message = NULL"
                f" WHERE id IN ({_MARKS}) AND state IN ('dead', 'dropped')",
                (iso(now), chosen),
            ).rowcount

    # Inside a transaction

    def _settle(self, rows: Collection[int], state: str, why: str, now: datetime) -> int:
        chosen = json.dumps(list(rows))
        messages = self._rows(
            "SELECT DISTINCT m.id FROM notifications n JOIN messages m ON m.id = n.message"
            f" WHERE n.id IN ({_MARKS}) AND m.sent_at IS NULL",
            chosen,
        )
        self._dissolve([message for (message,) in messages])
        before = "('owed', 'dead')" if state == "dropped" else "('owed')"
        return self._sql.execute(
            f"UPDATE notifications SET state = ?, settled_at = ?, why = ? WHERE id IN ({_MARKS}) AND state IN {before}",
            (state, iso(now), why, chosen),
        ).rowcount

    def _dissolve(self, messages: Collection[int]) -> None:
        """Free the notifications of messages that were not sent: they may be told together with others."""
        chosen = json.dumps(list(messages))
        self._sql.execute(f"UPDATE notifications SET message = NULL WHERE message IN ({_MARKS})", (chosen,))
        self._sql.execute(f"DELETE FROM messages WHERE id IN ({_MARKS}) AND sent_at IS NULL", (chosen,))

    def _failed(self, receiver: str, error: str, now: datetime, next_try_at: datetime) -> None:
        failures = self.receiver_state(receiver).failures + 1
        self._answered(
            receiver,
            {"failures": failures, "next_try_at": iso(next_try_at), "last_error": error, "last_tried_at": iso(now)},
        )

    def _answered(self, receiver: str, values: Mapping[str, Any]) -> None:
        self._sql.execute(
            "INSERT INTO receivers (receiver, failures, last_error) VALUES (?, 0, '') ON CONFLICT DO NOTHING",
            (receiver,),
        )
        changes = ", ".join(f"{name} = ?" for name in values)
        self._sql.execute(f"UPDATE receivers SET {changes} WHERE receiver = ?", (*values.values(), receiver))

    def _owed(self, which: str, *values: Any) -> list[Owed]:
        sql = f"SELECT {_COLUMNS} FROM notifications WHERE state = 'owed' AND {which} ORDER BY id"
        return [_owed(row) for row in self._rows(sql, *values)]

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with explained(self._store.path):
            return self._sql.execute(sql, values).fetchall()


_QUEUE = """
SELECT n.id, n.receiver, n.state, n.key, n.subject, n.rule, n.change, n.urgent, n.severity, n.owed_at, n.settled_at,
  n.why, n.message IS NOT NULL AS claimed, ifnull(r.failures, 0) AS failures, r.next_try_at, ifnull(r.last_error, '')
  AS last_error
FROM notifications n LEFT JOIN receivers r ON r.receiver = n.receiver
WHERE n.state IN ('owed', 'dead') ORDER BY n.receiver, n.id
"""


def queue(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """What is owed and what was given up, for ``slotwatch notify queue``; reads only, times as stored."""
    cursor = connection.execute(_QUEUE)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _time(text: str | None) -> datetime | None:
    return from_iso(text) if text else None


def _owed(row: tuple[Any, ...]) -> Owed:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    values |= {
        "urgent": bool(values["urgent"]),
        "owed_at": from_iso(values["owed_at"]),
        "facts": json.loads(values["facts"]),
    }
    return Owed(**values)
