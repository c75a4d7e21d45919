"""The ledger: everything that one look changes, in one transaction, and the sealed line that makes it evidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from monitor import __version__
from monitor.canonical import canonical, line_sha256
from monitor.clock import Clock, iso
from monitor.judge.facts import facts_of, is_urgent
from monitor.judge.fold import Fact, add_to_day, advance, dates_within_month, extend, is_conclusive
from monitor.judge.judgement import FOLD_VERSION, Circumstances, Verdict, judge
from monitor.judge.rules import Notice
from monitor.judge.stance import Sighting
from monitor.judge.terms import Terms, terms_of
from monitor.model import Exchange, Look, LookKind, Standing, Target, Watchers
from monitor.model.judged import Hush, Judgement, Memory
from monitor.store.custody import note
from monitor.store.judgements import Judgements
from monitor.store.outbox import Outbox
from monitor.store.witnesses import Testimony, Witnesses
from monitor.store.writer import Store, stored_moment
from probes.contract import Reading

LINE_VERSION = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Plan = Callable[[Memory], datetime]
"""When the next look is due, in view of what is remembered after this one."""


def _sha256(content: bytes) -> str | None:
    return hashlib.sha256(content).hexdigest() if content else None


def _sealed_exchange(exchange: Exchange) -> dict[str, Any]:
    return {
        "m": exchange.method,
        "url": exchange.url,
        "st": exchange.status,
        "ip": exchange.peer or None,
        "tls": exchange.tls or None,
        "crt": _sha256(exchange.certificates[0]) if exchange.certificates else None,
        "req": _sha256(exchange.request),
        "res": _sha256(exchange.response),
        "len": len(exchange.response),
        "err": exchange.fault or None,
    }


def _sealed_window(reading: Reading) -> list[str | None] | None:
    if reading.span:
        return [None, None, reading.span]
    return [str(reading.window.first), str(reading.window.last)] if reading.window else None


def sealed_line(
    look: Look,
    uuid: UUID,
    standing: Standing,
    *,
    vantage: str,
    context: str,
    simulated: bool,
    testimony: Testimony | None = None,
) -> str:
    """One look as one canonical JSON line; ``prev`` is the hash of this target's previous line, 64 zeros at first.

    Keys are documented in ``docs/reference/data.md``. ``context`` is the SHA-256 of the context record; ``testimony``
    is what a person's look has beside.
    """
    reading = look.reading
    return canonical(
        {
            "v": LINE_VERSION,
            "id": str(uuid),
            "tgt": look.target.id,
            "seq": standing.sequence,
            "van": vantage,
            "sim": simulated,
            "kind": look.kind.value,
            "due": iso(look.due_at) if look.due_at else None,
            "t0": iso(look.started_at),
            "ms": look.milliseconds,
            "ua": look.user_agent,
            "al": look.accept_language,
            "rob": look.robots or None,
            "ex": [_sealed_exchange(exchange) for exchange in look.exchanges],
            "probe": look.probe,
            "rule": reading.rule,
            "out": reading.outcome.value,
            "why": str(reading.reason),
            "q": reading.quote,
            "ql": reading.language,
            "qlb": reading.language_by or None,
            "pl": reading.page_language,
            "n": reading.slots.count,
            "first": stored_moment(reading.slots.earliest),
            "win": _sealed_window(reading),
            "said": [[said.kind, said.text, stored_moment(said.when)] for said in reading.statements],
            "ctx": context,
            "prev": standing.last_line_sha256,
            **(testimony.sealed() if testimony else {}),
        }
    )


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the ledger made of a look."""

    uuid: UUID
    sequence: int
    conclusive: bool
    line: str
    next_due_at: datetime | None
    memory: Memory
    """What is remembered of the target from now on."""


@dataclass(slots=True)
class _Known:
    """What was judged before, so that it is not read again at every look; another writer makes it stale."""

    version: int = -1
    judged: dict[int, Judgement] = field(default_factory=dict)
    hush: Hush = field(default_factory=Hush)

    def fresh(self, store: Store, judgements: Judgements) -> _Known:
        """The same, emptied if another connection wrote meanwhile."""
        version = store.data_version()
        if version != self.version:
            self.version, self.judged, self.hush = version, {}, judgements.hush()
        return self


class Ledger:
    """Writes looks for one vantage under one configuration."""

    def __init__(self, store: Store, clock: Clock, vantage: str, watchers: Watchers = Watchers.MACHINE) -> None:
        self._store = store
        self._clock = clock
        self._vantage_name = vantage
        self._watchers = watchers
        self._vantage = 0
        self._configuration = 0
        self._context = ""
        self._targets: dict[str, int] = {}
        self._terms: dict[str, Terms] = {}
        self._private: frozenset[str] = frozenset()
        self._judgements = Judgements(store.connection)
        self._outbox = Outbox(store)
        self._known = _Known()

    def configure(self, effective: Mapping[str, Any], targets: Iterable[Target], record: str | None = None) -> None:
        """Take a configuration into force: a dated row, its targets known, those that left it retired.

        ``record`` are the circumstances of the looks to come (see ``monitor.context``), which sealed lines name by
        their hash; without it, only which configuration was in force. Raises ``StoreError``, also for a store whose
        looks were made in time of the other kind.
        """
        now, targets, text = self._clock.now(), list(targets), canonical(effective)
        digest = line_sha256(text)
        record = record or canonical({"v": 1, "program": f"slotwatch {__version__}", "configuration_sha256": digest})
        self._terms = terms_of(effective)
        self._private = frozenset(row["name"] for row in effective.get("receiver", []) if row.get("private"))
        with self._store.atomic():
            self._store.require_time(simulated=self._clock.simulated)
            kind = "person" if self._watchers is Watchers.PEOPLE else "machine"
            self._vantage = self._store.put_vantage(self._vantage_name, kind)
            known = self._store.latest_configuration()
            self._configuration = self._store.configure(text, digest, __version__, now)
            self._context = self._store.put_context(record, now)
            if self._configuration != known:
                said = {"configuration": digest, "context": self._context, "program": __version__}
                note(self._store, now, "configured", said)
            self._targets = {target.id: self._store.put_target(target, now) for target in targets}
            self._store.retire_all_but([target.id for target in targets], now)
            if self._judgements.version() is None:
                self._judgements.put_version(FOLD_VERSION)

    def record(self, look: Look, plan: Plan | None = None, testimony: Testimony | None = None) -> Recorded:
        """Store one look and all that follows from it, or nothing of it.

        ``plan`` moves the schedule in the same transaction, so that a look is neither lost nor made twice.
        ``testimony``: what a person handed over; raises ``TakenAlready`` where that is stored.
        """
        target, vantage, store, reading = self._targets[look.target.id], self._vantage, self._store, look.reading
        zone = ZoneInfo(look.target.timezone)
        local_day = look.started_at.astimezone(zone).date()
        dates = dates_within_month(reading.slots, look.started_at, zone)
        terms = self._terms.get(look.target.id) or Terms(look.target.id, look.target.timezone)
        conclusive = is_conclusive(reading, local_day, look.target.horizon)
        uuid, simulated = uuid4(), self._clock.simulated
        with store.atomic():
            before = store.standing(target, vantage)
            line = sealed_line(
                look,
                uuid,
                before,
                vantage=self._vantage_name,
                context=self._context,
                simulated=simulated,
                testimony=testimony,
            )
            text, new_text = store.put_text(target, reading, look.started_at)
            row = {
                "target": target,
                "sequence": before.sequence,
                "vantage": vantage,
                "configuration": self._configuration,
                "simulated": simulated,
                **_columns(look),
            }
            answer = {"conclusive": conclusive, "text": text, "dates_within_month": dates, **_answer(look)}
            observation = store.add_observation(uuid, row, answer)
            # A person's look is a line of the day on which it came: declared days open no past file again.
            written_at = testimony.received_at if testimony else look.started_at
            store.add_line(target, vantage, before.sequence, written_at, line)
            if testimony:
                Witnesses(store.connection).add(observation, look.target.id, look.started_at, testimony)
            store.add_exchanges(observation, target, look.exchanges)
            store.add_statements(observation, reading)
            fact = Fact(
                look.started_at, look.kind, reading.outcome, reading.quote, conclusive, line_sha256(line), dates
            )
            last = store.last_spell(target, vantage)
            spell = extend(last[1] if last else None, fact)
            store.put_spell(last[0] if last and spell.looks > 1 else None, target, vantage, text, spell)
            store.count(
                target,
                vantage,
                at=look.started_at,
                local_day=local_day.isoformat(),
                reason=reading.reason,
                kind=look.kind,
                conclusive=conclusive and self._counts(look),
            )
            if conclusive:
                total = add_to_day(store.day_total(target, vantage, local_day.isoformat()), fact, before, terms)
                store.put_day_total(target, vantage, local_day.isoformat(), total)
            store.put_standing(target, vantage, advance(before, fact))
            seen = self._sighting(look, observation, conclusive=conclusive, new_text=new_text)
            verdict = self._judge(look.target, target, seen, terms)
            next_due_at = plan(verdict.after.memory) if plan else None
            if next_due_at is not None:
                store.put_due_time(target, next_due_at)
        self._known.judged[target] = verdict.after  # only what was committed is known
        return Recorded(uuid, before.sequence, conclusive, line, next_due_at, verdict.after.memory)

    def _counts(self, look: Look) -> bool:
        """Whether a look counts in shares: those of the schedule, and all of people's."""
        return look.kind is LookKind.ANCHORED or self._watchers is Watchers.PEOPLE

    def _sighting(self, look: Look, observation: int, *, conclusive: bool, new_text: bool) -> Sighting:
        reading = look.reading
        return Sighting(
            at=look.started_at,
            observation=observation,
            outcome=reading.outcome,
            reason=reading.reason,
            counted=self._counts(look),
            conclusive=conclusive,
            rule=reading.rule,
            quote=reading.quote,
            language=reading.language if reading.quote else None,
            probe=look.probe,
            vantage=self._vantage_name,
            new_text=new_text,
            statements=tuple((said.kind, said.text, stored_moment(said.when) or "") for said in reading.statements),
            clock_step=look.clock_step,
        )

    def _judge(self, target: Target, row: int, seen: Sighting, terms: Terms) -> Verdict:
        """What the look changes for incidents and rules, stored with it, and what is owed to whom."""
        known = self._known.fresh(self._store, self._judgements)
        before = known.judged.pop(row, None) or self._judgements.load(row, self._watchers)
        given = Circumstances(
            terms,
            self._watchers,
            known.hush,
            lambda first, last: self._judgements.tally(row, first, last),
        )
        verdict = judge(before, seen, given)
        self._judgements.save(
            row,
            self._watchers,
            before,
            verdict.after,
            incidents=verdict.incidents,
            states=verdict.states,
            events=verdict.events,
        )
        self._outbox.owe([owed for notice in verdict.notices for owed in self._owed(notice, target, row, seen)])
        return verdict

    def _owed(self, notice: Notice, target: Target, row: int, seen: Sighting) -> Iterator[dict[str, Any]]:
        if not notice.tell:
            return
        retracted = self._judgements.retracted(row, notice.incident) if notice.incident else 0
        facts = facts_of(
            notice,
            target,
            at=seen.at,
            watchers=self._watchers,
            simulated=self._clock.simulated,
            retracted=retracted,
        )
        for receiver in notice.tell:
            yield {
                "key": f"{notice.key}/{receiver}",
                "receiver": receiver,
                "subject": notice.subject,
                "rule": notice.rule.name,
                "change": notice.change,
                "urgent": int(is_urgent(notice, private=receiver in self._private)),
                "severity": notice.rule.severity,
                "language": notice.rule.language,
                "owed_at": iso(self._clock.now()),
                "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
            }

    def annotate(self, observation: UUID, *, kind: str, why: str, author: str) -> str:
        """Say something of an observation, later and for ever: ``annotated``, or ``retracted`` for a wrong reading.

        The observation stays as it was; the new sealed line follows in its target's chain. Returns that line.
        Raises ``LookupError`` for an unknown observation.
        """
        uuid, now = uuid4(), self._clock.now()
        with self._store.atomic():
            found = self._store.find_observation(observation)
            if found is None:
                raise LookupError(f"no observation {observation.hex}")
            row, target, vantage, slug = found
            before = self._store.standing(target, vantage)
            line = canonical(
                {
                    "v": LINE_VERSION,
                    "id": str(uuid),
                    "tgt": slug,
                    "seq": before.sequence,
                    "van": self._store.vantage_name(vantage),
                    "sim": self._clock.simulated,
                    "kind": kind,
                    "t0": iso(now),
                    "of": str(observation),
                    "why": why,
                    "by": author,
                    "prev": before.last_line_sha256,
                }
            )
            said = {"kind": kind, "at": iso(now), "author": author, "why": why}
            place = {"observation": row, "target": target, "vantage": vantage, "sequence": before.sequence}
            self._store.add_annotation(uuid, {**place, **said})
            self._store.add_line(target, vantage, before.sequence, now, line)
            after = replace(before, sequence=before.sequence + 1, last_line_sha256=line_sha256(line))
            self._store.put_standing(target, vantage, after)
            note(self._store, now, kind, {"of": str(observation), "line": line_sha256(line)})
        return line

    def record_fault(self, target: Target | None, summary: str, details: str) -> None:
        """Keep an internal fault: ours, never the site's."""
        self._store.add_fault(self._targets.get(target.id) if target else None, self._clock.now(), summary, details)


def _columns(look: Look) -> dict[str, Any]:
    late = (look.started_at - look.due_at) // _MICROSECOND if look.due_at else None
    return {
        "anchored": look.kind is LookKind.ANCHORED,
        "late": late,
        "started": (look.started_at - _EPOCH) // _MICROSECOND,
        "milliseconds": look.milliseconds,
        "slots_count": look.reading.slots.count,
        "slots_earliest": stored_moment(look.reading.slots.earliest),
        "clock_step_seconds": look.clock_step.total_seconds() or None,
    }


def _answer(look: Look) -> dict[str, Any]:
    reading = look.reading
    return {
        "outcome": reading.outcome.value,
        "reason": str(reading.reason),
        "rule": reading.rule,
        "probe": look.probe,
        "page_language": reading.page_language,
        "window_first": str(reading.window.first) if reading.window else None,
        "window_last": str(reading.window.last) if reading.window else None,
        "window_label": reading.span or None,
        "language_by": reading.language_by or None,
    }
