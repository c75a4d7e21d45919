"""Atom feeds (RFC 4287) of incidents: of every target, of each office, of each target. Pure.

Ids are tag URIs (RFC 4151) that stay as long as the site's address. An entry is updated when its condition began, ended
or was lost, when a look of it was annotated or retracted, and when the office replied; not at each look.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from monitor.clock import from_iso
from monitor.model.judged import State
from monitor.site.facts import Moment, PublicIncident, Site, SiteTarget
from monitor.site.machine import places
from monitor.site.machine.places import File, OfTarget, address
from monitor.site.phrases import Tongue, tongue
from monitor.site.view import incident_place, target_place
from monitor.site.words import harmless

MOST = 60
"""Entries of a feed, the latest changed first."""
_ATOM = "http://www.w3.org/2005/Atom"
_BEGUN = 2026
"""The year in tag URIs: no site is older."""
ET.register_namespace("", _ATOM)


@dataclass(frozen=True, slots=True)
class Told:
    """One incident with its target, and when what is told of it changed last."""

    incident: PublicIncident
    target: SiteTarget
    updated: datetime


@dataclass(frozen=True, slots=True)
class _Feed:
    path: str
    key: str
    """What its id ends with, without the language."""
    title: str
    page: str
    """Place of its page, without the language."""
    told: Sequence[Told]
    since: datetime
    """When it was updated where it has no entry."""


def feeds_of_site(site: Site) -> Iterator[File]:
    """The feeds of all targets and of each office, in each language; none without the site's address."""
    if not site.settings.base_url:
        return
    offices: dict[str, list[SiteTarget]] = {}
    for one in site.targets:
        if one.watched.office:
            offices.setdefault(one.watched.office, []).append(one)
    for language in site.settings.languages:
        said = tongue(language)
        title = harmless(site.settings.title) or said.words.say("title")
        heading = f"{title} – {said.say('feed_all')}"
        yield _file(site, said, _Feed(places.feed_of_all(language), "all", heading, "", *_changes(site, site.targets)))
        for office, targets in sorted(offices.items()):
            path = places.feed_of_office(office, language)
            key, heading = (
                path.rpartition(".xml")[0].rpartition(".")[0],
                said.say("feed_office", office=harmless(office)),
            )
            yield _file(site, said, _Feed(path, key, heading, "", *_changes(site, targets)))


def feeds_of_target(site: Site, one: SiteTarget) -> Iterator[File]:
    """The feed of one target in each language; none without the site's address."""
    if not site.settings.base_url:
        return
    for language in site.settings.languages:
        said = tongue(language)
        heading = said.say("feed_target", name=harmless(one.watched.name))
        feed = _Feed(
            OfTarget(one.slug).feed(language),
            f"target/{one.slug}",
            heading,
            target_place(one.slug),
            *_changes(site, [one]),
        )
        yield _file(site, said, feed)


def _changes(site: Site, targets: Iterable[SiteTarget]) -> tuple[list[Told], datetime]:
    """What is told, the latest changed first, and since when nothing was, where nothing is."""
    chosen = list(targets)
    told = [Told(incident, one, updated(site, incident, one)) for one in chosen for incident in one.incidents]
    told.sort(key=lambda one: (one.updated, one.incident.address), reverse=True)
    since = min((one.watched.added_at for one in chosen), default=datetime(_BEGUN, 1, 1, tzinfo=UTC))
    return told[:MOST], since.replace(microsecond=0)


def updated(site: Site, incident: PublicIncident, one: SiteTarget) -> datetime:
    """When what is told of an incident changed last; a moment that is told with its day alone is its first one."""
    zone = one.watched.timezone
    found = [_earliest(incident.first, zone)]
    if not incident.state.goes_on:
        found.append(_earliest(incident.ended or incident.last, zone))
    found += [from_iso(row.at) for row in incident.remarks if not site.edge.hides(row.outcome, from_iso(row.look_at))]
    found += [_midnight(reply.date, zone) for reply in site.settings.replies if reply.incident == incident.address]
    return min(max(found), site.now).replace(microsecond=0)


def _earliest(moment: Moment, zone: str) -> datetime:
    return moment.at or _midnight(moment.day, zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)


def _file(site: Site, said: Tongue, feed: _Feed) -> File:
    root = ET.Element(_name("feed"), {"xml:lang": said.language})
    page = address(site, f"{said.language}/{feed.page or 'index.html'}")
    _text(root, "id", _tag(site, f"feed/{feed.key}/{said.language}"))
    _text(root, "title", feed.title)
    note = said.say("feed_note", delay=said.voice.missed(site.edge.delay))
    _text(root, "subtitle", f"{said.say('simulated')} {note}" if site.simulated else note)
    _text(root, "updated", _moment(max((one.updated for one in feed.told), default=feed.since)))
    _text(ET.SubElement(root, _name("author")), "name", harmless(site.settings.title) or said.words.say("title"))
    _link(root, "self", address(site, feed.path), "application/atom+xml")
    _link(root, "alternate", page, "text/html")
    _text(root, "generator", "slotwatch")
    for one in feed.told:
        _entry(root, site, said, one)
    ET.indent(root, " ")
    return File(feed.path, ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _entry(root: ET.Element, site: Site, said: Tongue, one: Told) -> None:
    entry, incident = ET.SubElement(root, _name("entry")), one.incident
    _text(entry, "id", _tag(site, f"incident/{incident.address}/{said.language}"))
    _text(entry, "title", f"{harmless(one.target.watched.name)} – {_state(said, incident)}")
    _text(entry, "published", _moment(_earliest(incident.first, one.target.watched.timezone)))
    _text(entry, "updated", _moment(one.updated))
    _link(entry, "alternate", address(site, f"{said.language}/{incident_place(incident.address)}"), "text/html")
    ET.SubElement(entry, _name("category"), {"term": incident.kind.value})
    summary = _text(entry, "summary", "\n".join(summary_lines(said, incident, one.target, site)))
    summary.set("type", "text")


def _state(said: Tongue, incident: PublicIncident) -> str:
    phrase = {State.LOST: "gone", State.RESOLVED: "past"}.get(incident.state, "going")
    return said.say(phrase, condition=said.words.condition(incident.kind, incident.variant))


def summary_lines(said: Tongue, incident: PublicIncident, one: SiteTarget, site: Site) -> list[str]:
    """What is told of an incident, with its denominators, a sentence in each line."""
    zone, number = one.watched.timezone, said.voice.number
    lines = [said.say("simulated")] if site.simulated else []
    lines.append(said.say("first", moment=said.words.moment(incident.first, zone)))
    lines.append(said.say("last", moment=said.words.moment(incident.last, zone)))
    if incident.counted_until:
        counts = {"conclusive": number(incident.conclusive), "looks": number(incident.looks)}
        until = said.words.moment(incident.counted_until, zone)
        if incident.proving is None:
            lines.append(said.say("counted_only", moment=until, **counts))
        else:
            lines.append(said.say("counted", proving=number(incident.proving), moment=until, **counts))
    if incident.largest_gap:
        lines.append(said.say("gap", length=said.voice.missed(incident.largest_gap)))
    if incident.watchers.value == "people":
        lines.append(said.say("people"))
    if incident.state is State.LOST:
        lines.append(said.say("lost", moment=said.words.moment(incident.last, zone)))
    elif incident.ended:
        lines.append(said.say("ended", moment=said.words.moment(incident.ended, zone)))
    if quote := harmless(incident.last_quote or incident.first_quote):
        lines.append(f"{said.say('words')}{said.labels.colon}{said.voice.quoted(quote)}")
    if incident.remarks:
        lines.append(said.say("corrected"))
    replies = [reply for reply in site.settings.replies if reply.incident == incident.address]
    return [*lines, *(said.say("replied", office=harmless(reply.office)) for reply in replies)]


def _tag(site: Site, key: str) -> str:
    return f"tag:{urlsplit(site.settings.base_url).hostname},{_BEGUN}:slotwatch/{key}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _name(tag: str) -> str:
    return f"{{{_ATOM}}}{tag}"


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, _name(tag))
    element.text = text
    return element


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, _name("link"), {"rel": rel, "type": kind, "href": href})
