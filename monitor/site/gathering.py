"""Reads from the store all that the site tells, through the one edge of ``facts``. Reads only."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from monitor.clock import from_iso
from monitor.config.settings import SiteSettings
from monitor.judge.incidents import cause_of
from monitor.model import IncidentKind, Watchers
from monitor.model.judged import Incident, State
from monitor.report.gathering import gather
from monitor.report.period import Facts
from monitor.report.releases import releases
from monitor.report.span import Span
from monitor.site.facts import (
    RECENT,
    Edge,
    PublicIncident,
    PublishedLook,
    Site,
    SiteTarget,
    Standing,
    Story,
    Trouble,
)
from monitor.store.judged import judged
from monitor.store.overview import overview
from monitor.store.period_rows import MACHINE, PERSON, RemarkRow, Watched
from monitor.store.periods import periods
from monitor.store.publishing import Kept, Look, Publishing, published, publishing
from monitor.store.reader import Reader
from probes.contract import Outcome

_YEAR = timedelta(days=364)
_SCARCITY = (IncidentKind.NO_SLOTS, IncidentKind.UNBOOKABLE, IncidentKind.SCARCE)
"""What slots end, and what begins anew after them."""
_PROVES: Mapping[IncidentKind, tuple[str, ...]] = {
    IncidentKind.NO_SLOTS: ("no_slots",),
    IncidentKind.CLOSED: ("closed",),
    IncidentKind.UNBOOKABLE: ("no_slots", "closed"),
    IncidentKind.DOWN: ("failing",),
}
_UNREADABLE = (Outcome.GATED, Outcome.REFUSED)
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_MOMENT = timedelta(microseconds=1)


def gather_site(reader: Reader, settings: SiteSettings, now: datetime) -> Site:
    """Everything but the targets' stories, as of now, which in a store of simulated looks is the latest of them."""
    latest, simulated = judged(reader).latest_look_at(), reader.is_simulated()
    edge = Edge(latest if simulated and latest else now, settings.slots_delay)
    questions = publishing(reader)
    row, since, effective = questions.configuration()
    monitor = effective.get("monitor", {})
    return Site(
        edge=edge,
        settings=settings,
        simulated=simulated,
        contact=settings.contact_for_offices or str(monitor.get("contact") or ""),
        project_page=str(monitor.get("project_page") or ""),
        targets=tuple(_targets(reader, questions, edge, row, effective)),
        latest_look_at=questions.latest_on_schedule(),
        troubles=tuple(_troubles(reader)),
        sealed_until=_sealed_until(reader),
        effective=effective,
        configured_since=since,
    )


def _sealed_until(reader: Reader) -> str:
    return overview(reader).sealed().last_day or ""


def _troubles(reader: Reader) -> Iterator[Trouble]:
    for row in judged(reader).troubles():
        yield Trouble(row["kind"], from_iso(row["since"]))


def _targets(
    reader: Reader, questions: Publishing, edge: Edge, configuration: int, effective: Mapping[str, Any]
) -> Iterator[SiteTarget]:
    every = periods(reader).watched()
    lately = _lately(reader, every, edge)
    states, looked, latest = questions.states(), questions.looked_at(), questions.latest(edge.slots_until)
    kept = _by_target(questions.incidents([one.row for one in every], edge.now - timedelta(days=RECENT)))
    options = {row["id"]: row for row in effective.get("target", [])}
    for one in every:
        look = _look(latest.get((one.row, MACHINE)), edge, one)
        people = _look(latest.get((one.row, PERSON)), edge, one)
        incidents = tuple(public_incidents(questions, kept.get(one.row, ()), one, edge, latest=(look, people)))
        facts = lately[one.row]
        what = (states.get(one.row), one, configuration, edge.last_day(one.timezone), look, people, incidents)
        yield SiteTarget(
            watched=one,
            standing=_standing(one, facts),
            lately=facts,
            latest=look,
            latest_by_people=people,
            looked_at=edge.moment(looked[one.row], one.timezone) if one.row in looked else None,
            incidents=incidents,
            options=options.get(one.slug, {}),
            key=hashlib.sha256(repr(what).encode()).hexdigest(),
        )


def _lately(reader: Reader, targets: Sequence[Watched], edge: Edge) -> dict[int, Facts]:
    found: dict[int, Facts] = {}
    for zone in dict.fromkeys(one.timezone for one in targets):
        until, chosen = edge.figures_until(zone), [one for one in targets if one.timezone == zone]
        facts = gather(published(reader, until), chosen, edge.lately(zone), until)
        found.update(zip((one.row for one in chosen), facts, strict=True))
    return found


def _standing(target: Watched, lately: Facts) -> Standing:
    if target.retired_at is not None:
        return Standing.RETIRED
    seen = lately.machine
    unreadable = sum(one.anchored + one.extra for outcome in _UNREADABLE for one in seen.of(outcome))
    return Standing.UNMEASURABLE if not seen.conclusive and 2 * unreadable > seen.looks else Standing.WATCHED


def _look(look: Look | None, edge: Edge, target: Watched) -> PublishedLook | None:
    if look is None:
        return None
    outcome = Outcome(look.outcome)
    quote = "" if outcome is Outcome.SLOTS else look.quote
    return PublishedLook(outcome, look.reason, edge.moment(look.at, target.timezone), quote, look.language)


def _by_target(kept: Iterable[Kept]) -> dict[int, list[Kept]]:
    found: dict[int, list[Kept]] = {}
    for one in kept:
        found.setdefault(one.target, []).append(one)
    return found


# Incidents


def address_of(key: str) -> str:
    """An incident's permanent name in addresses."""
    return plain_name(key)


def plain_name(text: str) -> str:
    """Any text in lower-case ASCII letters, digits and dashes; empty where nothing of it is left."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", letters).strip("-")


def public_incidents(
    questions: Publishing,
    kept: Sequence[Kept],
    target: Watched,
    edge: Edge,
    *,
    latest: tuple[PublishedLook | None, PublishedLook | None],
    remarks: Sequence[RemarkRow] = (),
) -> Iterator[PublicIncident]:
    """Incidents of one target with all that may be told of them; ``latest``: the looks told last, a person's second.

    What slots ended that are not told yet still goes on; what began after them is not told yet either.
    """
    ended = {_sort(one.incident): one.incident.ended_at for one in kept if _ended_unseen(one.incident, edge)}
    for one in kept:
        end = ended.get(_sort(one.incident))
        if end is not None and one.incident.first_at >= end:
            continue
        told = _public(questions, one, target, edge, remarks)
        look = latest[one.incident.watchers is Watchers.PEOPLE]
        if end is not None and look is not None and look.outcome in _PROVES.get(told.kind, ()):
            told = replace(told, last=look.when, last_quote=look.quote, last_language=look.language)
        yield told


def _sort(incident: Incident) -> tuple[str, str, str]:
    return str(incident.kind), incident.variant, str(incident.watchers)


def _ended_unseen(incident: Incident, edge: Edge) -> bool:
    if incident.ended_at is None or incident.ended_by in ("hole", "rule"):
        return False
    by_slots = incident.ended_by == Outcome.SLOTS or incident.kind in _SCARCITY
    return by_slots and edge.hides(Outcome.SLOTS, incident.ended_at)


def _public(
    questions: Publishing, kept: Kept, target: Watched, edge: Edge, remarks: Sequence[RemarkRow]
) -> PublicIncident:
    one, zone = _as_told(kept.incident, edge), target.timezone
    end = edge.figures_until(zone)
    counted_until = edge.moment(one.last_at, zone)
    counts: tuple[int, int, int | None] = one.looks, one.conclusive, one.proving
    if one.last_at >= end:
        counted_until, counts = edge.moment(end - _MOMENT, zone), _counted(questions, one, target, end - _MOMENT)
    looks, conclusive, proving = counts
    inside = (row for row in remarks if one.first_at <= from_iso(row.look_at) <= one.last_at)
    return PublicIncident(
        key=one.key,
        address=address_of(one.key),
        target=target.slug,
        kind=one.kind,
        variant=one.variant,
        cause=cause_of(one),
        watchers=one.watchers,
        first=edge.moment(one.first_at, zone),
        last=edge.moment(one.last_at, zone),
        state=one.state,
        ended=edge.moment(one.ended_at, zone) if one.ended_at else None,
        ended_by=one.ended_by,
        fired=kept.fired,
        counted_until=counted_until if one.first_at < end else None,
        looks=looks,
        conclusive=conclusive,
        proving=None if one.kind is IncidentKind.SCARCE else proving,
        largest_gap=one.largest_gap or None,
        previous=address_of(one.previous) if one.previous else "",
        first_quote=one.first_quote,
        first_language=one.first_language,
        last_quote=one.last_quote,
        last_language=one.last_language,
        causes=tuple(sorted(one.causes, key=lambda cause: (-one.causes[cause], cause))),
        remarks=tuple(row for row in inside if not edge.hides(row.outcome, from_iso(row.look_at))),
    )


def _as_told(one: Incident, edge: Edge) -> Incident:
    """An incident as it may be told: that it was lost from sight is told as late as slots, for only looks tell it."""
    if _ended_unseen(one, edge) or (one.ended_by == "hole" and one.lost_after > edge.slots_until):
        return replace(one, state=State.OPEN, ended_at=None, ended_by="")
    if one.state.goes_on and one.lost_after <= edge.slots_until:
        return replace(one, state=State.LOST, ended_at=one.lost_after, ended_by="hole", suspended_at=None)
    return one


def _counted(questions: Publishing, one: Incident, target: Watched, until: datetime) -> tuple[int, int, int | None]:
    """What is counted of an incident up to the end of figures, not up to the latest look: see ``facts``."""
    if one.first_at > until:
        return 0, 0, None
    who = MACHINE if one.watchers is Watchers.MACHINE else PERSON
    counted = questions.counted(target.row, who, one.first_at, until)
    proves = _PROVES.get(one.kind)
    simple = one.kind in (IncidentKind.DOWN, IncidentKind.CLOSED)
    proving = sum(row.looks if simple else row.conclusive for row in counted if proves and row.outcome in proves)
    return sum(row.looks for row in counted), sum(row.conclusive for row in counted), proving if proves else None


# One target


def story(reader: Reader, site: Site, target: SiteTarget) -> Story:
    """All that is told of one target; cost follows its days, spells and events."""
    one, edge, zone = target.watched, site.edge, target.watched.timezone
    until, questions = edge.figures_until(zone), publishing(reader)
    asked = published(reader, until)
    remarks = list(periods(reader).remarks([one], "", "9999"))
    incidents = tuple(
        public_incidents(
            questions,
            list(questions.incidents([one.row])),
            one,
            edge,
            latest=(target.latest, target.latest_by_people),
            remarks=remarks,
        )
    )
    first = asked.first_day(one)
    span = edge.span(date.fromisoformat(first), zone) if first else None
    if span is None:
        return Story(target, incidents, None, None, None)
    year = Span(max(span.first, span.last - _YEAR), span.last)
    return Story(
        target=target,
        incidents=incidents,
        ever=gather(asked, [one], span, until)[0],
        year=gather(asked, [one], year, until, every_spell=True)[0],
        releases=releases(asked, one, year, until),
    )
