"""The JSON and CSV files of the public site, version 1. Pure: a function of what may be told.

``docs/reference/site-data.md`` explains them, the schemas beside this module hold for them. Times are UTC, lengths
seconds, shares left to the reader beside their two numbers; null is what is not known, or not told yet.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from monitor.clock import from_iso, iso
from monitor.report.document import harmless
from monitor.report.format import cell
from monitor.report.period import Facts, ShownText
from monitor.report.period_json import seen_json
from monitor.site.departements import code_of
from monitor.site.facts import Moment, PublicIncident, PublishedLook, Site, SiteTarget, Story
from monitor.site.machine import places
from monitor.site.machine.places import File, OfTarget, address
from monitor.site.view import incident_place, target_place
from monitor.site.words import words
from monitor.store.period_rows import SpellRow
from probes.contract import Outcome

VERSION = 1
_COUNTS = ("anchored", "extra", "conclusive", "without_slots")
_OUTCOMES = tuple(outcome.value for outcome in Outcome)
_PLACES = {outcome: len(_COUNTS) + place for place, outcome in enumerate(_OUTCOMES)}
COLUMNS = ("target", "day", "looks_by", *_COUNTS, *_OUTCOMES, "simulated")
"""Of a target's CSV; counts named after an outcome are anchored and extra looks, those before are anchored ones."""
TARGET_COLUMNS = (
    *("target", "name", "office", "procedure", "territory", "departement", "timezone", "standing", "from", "to"),
    *("anchored", "conclusive", "without_slots", "with_slots", "simulated"),
)


def whole_json(site: Site) -> File:
    """All targets in short."""
    languages = site.settings.languages
    return _file(
        places.ALL_JSON,
        {
            **_head(site, "targets.schema.json"),
            "as_of": iso(site.now),
            "title": harmless(site.settings.title),
            "contact": harmless(site.contact),
            "sealed_until": site.sealed_until or None,
            "words": {
                outcome.value: {language: words(language).meaning(outcome) for language in languages}
                for outcome in Outcome
            },
            "targets": [_summary(one, site) for one in site.targets],
        },
    )


def target_json(story: Story, site: Site) -> File:
    """Everything that is told of one target."""
    one, zone = story.target, story.target.watched.timezone
    end = site.edge.figures_until(zone)
    year = story.year
    return _file(
        OfTarget(one.slug).json,
        {
            **_head(site, "target.schema.json"),
            "figures_until": iso(end),
            **_summary(one, site),
            "ever": _counts(story.ever),
            "year": _counts(year),
            "days": list(_days(year, site)) if year else [],
            "spells": [_spell(row, iso(end)) for row in year.spells if row.first_at < iso(end)] if year else [],
            "texts": [
                _text(text, end)
                for text in (story.ever.texts if story.ever else ())
                if text.outcome is not Outcome.SLOTS and text.first_at < end
            ],
            "incidents": [_incident(incident, site) for incident in story.incidents],
        },
    )


def schemas() -> Iterator[File]:
    """The JSON Schemas, as they are shipped."""
    folder = resources.files("monitor.site.machine") / "schema"
    for name in places.SCHEMAS:
        yield File(places.schema_of(name), (folder / name).read_bytes())


def _file(path: str, value: Mapping[str, Any]) -> File:
    return File(path, (json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode())


def _head(site: Site, schema: str) -> dict[str, Any]:
    return {
        "v": VERSION,
        "schema": address(site, places.schema_of(schema)),
        "simulated": site.simulated,
        "slots_delay_seconds": site.edge.delay.total_seconds(),
    }


def _summary(one: SiteTarget, site: Site) -> dict[str, Any]:
    target = one.watched
    return {
        "target": target.slug,
        "name": harmless(target.name),
        "office": harmless(target.office),
        "procedure": harmless(target.procedure),
        "territory": harmless(target.territory),
        "departement": code_of(target.territory) or None,
        "url": target.url,
        "system": target.probe,
        "timezone": target.timezone,
        "every_seconds": target.every.total_seconds(),
        "added_on": target.added_at.date().isoformat(),
        "retired_on": target.retired_at.date().isoformat() if target.retired_at else None,
        "standing": one.standing.value,
        "latest": _look(one.latest),
        "latest_by_people": _look(one.latest_by_people),
        "lately": _counts(one.lately),
        "going_on": [incident.address for incident in one.going_on],
        "pages": places.in_each(site, target_place(target.slug)),
        "json": address(site, OfTarget(target.slug).json),
        "csv": address(site, OfTarget(target.slug).csv),
    }


def _look(look: PublishedLook | None) -> dict[str, Any] | None:
    if look is None:
        return None
    return {
        "outcome": look.outcome.value,
        "reason": look.reason,
        **_when(look.when),
        "quote": harmless(look.quote),
        "language": look.language,
    }


def _when(moment: Moment) -> dict[str, str | None]:
    return {"day": moment.day.isoformat(), "at": iso(moment.at) if moment.at else None}


def _counts(facts: Facts | None) -> dict[str, Any] | None:
    """The looks of one span with their denominators."""
    if facts is None:
        return None
    return {
        "from": facts.span.first.isoformat(),
        "to": facts.span.last.isoformat(),
        "machine": seen_json(facts.machine),
        "people": seen_json(facts.people) if facts.people.looks else None,
        "largest_interval_seconds": _seconds(facts.coverage.longest),
        "holes": len(facts.holes),
    }


def _seconds(length: timedelta | None) -> float | None:
    return length.total_seconds() if length is not None else None


def _days(facts: Facts, site: Site) -> Iterator[dict[str, Any]]:
    for day, who, counts in _by_day(facts, site):
        yield {
            "day": day,
            "looks_by": who,
            **dict(zip(_COUNTS, counts, strict=False)),
            "outcomes": {name: count for name, count in zip(_OUTCOMES, counts[len(_COUNTS) :], strict=True) if count},
        }


def _by_day(facts: Facts, site: Site) -> list[tuple[str, str, list[int]]]:
    """The looks of each published day and kind of vantage: ``_COUNTS``, then those of each outcome."""
    last = min(facts.span.last, site.edge.last_day(facts.target.timezone)).isoformat()
    found: dict[tuple[str, str], list[int]] = {}
    for row in facts.rows:
        if row.day > last:
            continue
        counts = found.setdefault((row.day, row.who), [0] * (len(_COUNTS) + len(_OUTCOMES)))
        counts[0] += row.anchored
        counts[1] += row.extra
        counts[2] += row.conclusive
        counts[3] += row.conclusive if row.outcome != Outcome.SLOTS else 0
        counts[_PLACES[row.outcome]] += row.anchored + row.extra
    return [(day, who, counts) for (day, who), counts in sorted(found.items())]


def _spell(row: SpellRow, end: str) -> dict[str, Any]:
    """One run of looks; its moments are texts as stored, which sort as they follow each other."""
    whole = row.last_at < end
    return {
        "looks_by": row.who,
        "outcome": row.outcome,
        "quote": "" if row.outcome == Outcome.SLOTS else harmless(row.text),
        "language": row.language,
        "first_at": row.first_at,
        "last_at": row.last_at if whole else None,
        "largest_gap_seconds": row.gap if whole else None,
    }


def _text(text: ShownText, end: datetime) -> dict[str, Any]:
    return {
        "looks_by": text.who,
        "outcome": text.outcome.value,
        "text": harmless(text.text),
        "language": text.language,
        "first_at": iso(text.first_at),
        "last_at": iso(text.last_at) if text.last_at < end else None,
    }


def _incident(one: PublicIncident, site: Site) -> dict[str, Any]:
    return {
        "incident": one.address,
        "pages": places.in_each(site, incident_place(one.address)),
        "kind": one.kind.value,
        "cause": one.variant,
        "watchers": one.watchers.value,
        "state": one.state.value,
        "fired": one.fired,
        "first": _when(one.first),
        "last": _when(one.last),
        "ended": _when(one.ended) if one.ended else None,
        "ended_by": one.ended_by,
        "counted_until": _when(one.counted_until) if one.counted_until else None,
        "looks": one.looks,
        "conclusive": one.conclusive,
        "proving": one.proving,
        "largest_gap_seconds": _seconds(one.largest_gap),
        "previous": one.previous or None,
        "reasons": list(one.causes),
        "first_quote": harmless(one.first_quote),
        "first_language": one.first_language,
        "last_quote": harmless(one.last_quote),
        "last_language": one.last_language,
        "remarks": [
            {"look": row.uuid, "kind": row.kind, "at": iso(from_iso(row.at)), "why": harmless(row.why)}
            for row in one.remarks
            if not site.edge.hides(row.outcome, from_iso(row.look_at))
        ],
    }


# CSV


def target_csv(story: Story, site: Site) -> File:
    """Every published day of one target, a row for each kind of looks."""
    slug, end = story.target.slug, f",{int(site.simulated)}\r\n"
    # Ids, days and numbers need no quotes, and no spreadsheet runs them: thousands of lines are written in little time.
    lines = [",".join(COLUMNS), "\r\n"]
    for day, who, counts in _by_day(story.ever, site) if story.ever else ():
        lines += (f"{slug},{day},{who},", ",".join(map(str, counts)), end)
    return File(OfTarget(slug).csv, "".join(lines).encode())


def whole_csv(site: Site) -> File:
    """All targets with the counts of their latest published days."""
    rows = []
    for one in site.targets:
        target, seen, span = one.watched, one.lately.machine, one.lately.span
        about = [target.slug, target.name, target.office, target.procedure, target.territory]
        counts = [seen.anchored, seen.conclusive, seen.without_slots, seen.with_slots, int(site.simulated)]
        place = [code_of(target.territory), target.timezone, one.standing.value, span.first, span.last]
        rows.append([*(harmless(text) for text in about), *place, *counts])
    return File(places.ALL_CSV, _csv(TARGET_COLUMNS, rows))


def _csv(columns: tuple[str, ...], rows: list[list[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode()
