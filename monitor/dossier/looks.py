"""Sealed lines as the looks and remarks they speak of. Pure: what a line says, checked for its shape, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from monitor.clock import from_iso
from monitor.dossier.errors import BundleError
from monitor.dossier.reading import SealedLine
from monitor.model import LookKind
from probes.contract import Outcome, Reason

_REMARKS = ("annotated", "retracted")
_REASONS = {str(reason): reason for reason in Reason}


@dataclass(frozen=True, slots=True)
class Vantage:
    """Where and by whom it was looked."""

    number: int
    name: str
    is_person: bool


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One request of a look and what came back."""

    method: str
    url: str
    status: int | None
    response: str | None
    """SHA-256 of the exact bytes; None: nothing came."""
    fault: str

    @property
    def is_robots_txt(self) -> bool:
        return urlsplit(self.url).path == "/robots.txt"


@dataclass(frozen=True, slots=True)
class Remark:
    """What was said of a look later: ``annotated``, or ``retracted`` for a reading that was wrong."""

    of: str
    kind: str
    at: datetime
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class Look:
    """One look as its sealed line tells it."""

    id: str
    vantage: Vantage
    sequence: int
    at: datetime
    anchored: bool
    outcome: Outcome
    reason: str
    quote: str
    quote_language: str | None
    page_language: str | None
    rule: str
    probe: str
    slots: int | None
    earliest: str
    window: tuple[date, date] | None
    span: str
    """``day``, ``week`` ...: what the statement is limited to, where the page does not name its days."""
    exchanges: tuple[Exchanged, ...]
    statements: tuple[tuple[str, str, str], ...]
    user_agent: str
    accept_language: str
    robots: str
    context: str
    simulated: bool
    received: datetime | None = None
    """When a person's look reached us; its ``at`` is what the person declared."""
    note: str = ""
    says: str = ""
    """Of a person's look: ``read`` by a probe, or ``declared`` by the person."""
    remarks: tuple[Remark, ...] = ()

    @property
    def retraction(self) -> Remark | None:
        """The latest one; such a look counts for nothing."""
        return next((one for one in reversed(self.remarks) if one.kind == "retracted"), None)

    @property
    def page(self) -> Exchanged | None:
        """The last page of the walk of which bytes came: what the reading is about."""
        return next((one for one in reversed(self.exchanges) if one.response and not one.is_robots_txt), None)

    def day(self, zone: ZoneInfo) -> date:
        """The local day of the target's zone."""
        return self.at.astimezone(zone).date()

    def is_conclusive(self, zone: ZoneInfo, horizon: timedelta | None) -> bool:
        """Whether it answers "could an appointment be booked?" for all the days that the target asks about.

        The rule of the ledger: "none" of a span that ends before the horizon, or whose days the page does not name,
        is true of that span only; and a withdrawn reading answers nothing.
        """
        if self.retraction or not self.outcome.conclusive:
            return False
        if self.outcome is not Outcome.NO_SLOTS:
            return True
        if self.span:
            return False
        if self.window is None or horizon is None:
            return True
        today = self.day(zone)
        return self.window[0] <= today + timedelta(days=7) and self.window[1] >= today + horizon


@dataclass(frozen=True, slots=True)
class Record:
    """All that a target's lines tell."""

    looks: tuple[Look, ...]
    """In the order of their time; each with what was said of it later."""
    strangers: tuple[Remark, ...]
    """Remarks on looks that are not in the bundle."""


def read_record(target: Mapping[str, Any], lines: Iterable[SealedLine]) -> Record:
    """The looks of one target and the remarks on them. Raises ``BundleError`` for a line of another shape."""
    vantages = _vantages(target)
    looks: list[Look] = []
    remarks: dict[str, list[Remark]] = {}
    for line in lines:
        try:
            if line.value["kind"] in _REMARKS:
                remark = _remark(line.value)
                remarks.setdefault(remark.of, []).append(remark)
            else:
                name = str(line.value["van"])
                looks.append(_look(line.value, vantages.get(line.vantage) or Vantage(line.vantage, name, False)))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise BundleError(f"{line.where}: not a line that this program understands: {error!r}") from error
    known = {look.id for look in looks}
    full = (replace(look, remarks=tuple(remarks[look.id])) if look.id in remarks else look for look in looks)
    strangers = [one for of, some in remarks.items() if of not in known for one in some]
    return Record(tuple(sorted(full, key=lambda look: (look.at, look.vantage.number, look.sequence))), tuple(strangers))


def _vantages(target: Mapping[str, Any]) -> dict[int, Vantage]:
    found = {}
    for one in target.get("vantages") or ():
        number = int(one["number"])
        found[number] = Vantage(number, str(one.get("name") or number), one.get("kind") == "person")
    return found


def _remark(value: Mapping[str, Any]) -> Remark:
    return Remark(str(value["of"]), str(value["kind"]), _moment(value["t0"]), str(value["why"]), str(value["by"]))


def _look(value: Mapping[str, Any], vantage: Vantage) -> Look:
    reason = _REASONS[value["why"]]
    window: Any = value.get("win") or ()
    if reason.outcome is not (outcome := Outcome(value["out"])):
        raise ValueError(f"{reason} is no reason for {outcome}")
    named = bool(window) and window[0] is not None
    return Look(
        id=str(value["id"]),
        vantage=vantage,
        sequence=int(value["seq"]),
        at=_moment(value["t0"]),
        anchored=value["kind"] == LookKind.ANCHORED,
        outcome=outcome,
        reason=str(reason),
        quote=str(value.get("q") or ""),
        quote_language=str(value["ql"]) if value.get("ql") else None,
        page_language=str(value["pl"]) if value.get("pl") else None,
        rule=str(value.get("rule") or ""),
        probe=str(value.get("probe") or ""),
        slots=None if value.get("n") is None else int(value["n"]),
        earliest=str(value.get("first") or ""),
        window=(date.fromisoformat(window[0]), date.fromisoformat(window[1])) if named else None,
        span=str(window[2]) if len(window) > 2 else "",
        exchanges=tuple(_exchanged(one) for one in value.get("ex") or ()),
        statements=tuple((str(kind), str(text), str(when or "")) for kind, text, when in value.get("said") or ()),
        user_agent=str(value.get("ua") or ""),
        accept_language=str(value.get("al") or ""),
        robots=str(value.get("rob") or ""),
        context=str(value.get("ctx") or ""),
        simulated=bool(value.get("sim")),
        received=_moment(value["rcv"]) if value.get("rcv") else None,
        note=str(value.get("note") or ""),
        says=str(value.get("says") or ""),
    )


def _exchanged(value: Mapping[str, Any]) -> Exchanged:
    status = value.get("st")
    return Exchanged(
        str(value["m"]),
        str(value["url"]),
        None if status is None else int(status),
        str(value["res"]) if value.get("res") else None,
        str(value.get("err") or ""),
    )


def _moment(text: Any) -> datetime:
    moment = from_iso(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text}: a moment without its zone")
    return moment
