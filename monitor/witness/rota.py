"""Whose turn it is to look, and the notifications that remind them; ``Reminders`` owes them through the outbox."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from monitor.clock import iso
from monitor.config.settings import Rota
from monitor.judge.facts import FACTS_VERSION, target_facts
from monitor.model import Target, Watchers
from monitor.store.outbox import Outbox
from monitor.store.writer import Store

KIND = "rota"
LATE = timedelta(hours=12)
"""A reminder that could not be owed for so long is not owed any more: the day is over."""
_MONDAY = date(2018, 1, 1)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Turn:
    """One time at which somebody is to look at a target."""

    rota: Rota
    target: Target
    at: datetime
    """UTC."""
    label: str
    """Of whoever's turn it is; empty where the rota names nobody."""

    @property
    def subject(self) -> str:
        """How its notifications name it."""
        return f"{KIND}/{self.target.id}/{iso(self.at)}"


def due(rotas: Sequence[Rota], targets: Mapping[str, Target], now: datetime) -> list[Turn]:
    """The turns that began within the last hours, those before their time or of yesterday are not among them."""
    return [
        turn
        for rota in rotas
        if rota.target in targets
        for turn in _near(rota, targets[rota.target], now)
        if turn.at <= now < turn.at + LATE
    ]


def _near(rota: Rota, target: Target, now: datetime) -> Iterator[Turn]:
    today = now.astimezone(ZoneInfo(target.timezone)).date()
    for day in (today - timedelta(days=1), today):
        if day.weekday() in rota.days:
            # An hour that clocks skip is the one after; of one that comes twice, the first.
            local = datetime.combine(day, rota.at, ZoneInfo(target.timezone))
            yield Turn(rota, target, local.astimezone(now.tzinfo), whose(rota, day))


def whose(rota: Rota, day: date) -> str:
    """Whose turn a day is: everybody in the order of the rota, day after day, whatever was missed."""
    if not rota.who:
        return ""
    weeks, weekday = divmod((day - _MONDAY).days, _WEEK)
    turns = weeks * len(rota.days) + sum(1 for one in rota.days if one < weekday)
    return rota.who[turns % len(rota.who)]


def notifications(turn: Turn, *, at: datetime, simulated: bool) -> Iterator[dict[str, Any]]:
    """The rows of ``notifications`` that remind of a turn, one for each receiver."""
    facts = {
        "v": FACTS_VERSION,
        "simulated": simulated,
        "at": iso(turn.at),
        "class": Watchers.PEOPLE.value,
        "rule": KIND,
        "target": target_facts(turn.target),
        "incident": None,
        "event": None,
        "trouble": None,
        "rota": {"label": turn.label},
    }
    for receiver in turn.rota.tell:
        yield {
            "key": f"{turn.subject}/{receiver}",
            "receiver": receiver,
            "subject": turn.subject,
            "rule": KIND,
            "change": KIND,
            "urgent": 1,
            "severity": "info",
            "language": "",
            "owed_at": iso(at),
            "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
        }


class Reminders:
    """Owes each reminder once, about once a minute; the store remembers it over restarts."""

    def __init__(self, store: Store, rotas: Sequence[Rota], targets: Sequence[Target]) -> None:
        self._store = store
        self._outbox = Outbox(store)
        self._rotas = rotas
        self._targets = {target.id: target for target in targets}
        self._owed: frozenset[str] = frozenset()

    def owe(self, now: datetime, *, simulated: bool) -> int:
        """Owe what is due now, and return how many turns were new to this process. Raises ``StoreError``."""
        turns = due(self._rotas, self._targets, now)
        new = [turn for turn in turns if turn.subject not in self._owed]
        if new:
            rows = [row for turn in new for row in notifications(turn, at=now, simulated=simulated)]
            with self._store.atomic():
                self._outbox.owe(rows)
        self._owed = frozenset(turn.subject for turn in turns)
        return len(new)
