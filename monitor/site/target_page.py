"""One target's page, and the further pages of its messages. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from monitor.charts import About, Day, DayMark, Row, Segment, timeline, week_map, year_calendar
from monitor.clock import from_iso
from monitor.report.counts import Seen, seen_of
from monitor.report.figures import MARKS, day_marks
from monitor.report.format import printable
from monitor.report.holes import Hole
from monitor.report.period import Facts
from monitor.report.releases import Releases, week_hours
from monitor.report.sentence import sentence
from monitor.site import further_pages
from monitor.site.facts import PublishedLook, SiteTarget, Story
from monitor.site.labels import LABELS
from monitor.site.templating import drawn
from monitor.site.view import View, target_place
from monitor.store.period_rows import MACHINE, PERSON
from probes.contract import Outcome

_MOST_HOLES = 10
_TIMELINE = timedelta(days=90)
_MOST_SEGMENTS = 160
"""Of the time line: more, and only its last days are drawn."""
_SAID = timedelta(days=62)
"""Older days of the calendar say nothing when they are pointed at: a page stays small."""
_UNSAID = "-"


def page(
    view: View, story: Story, links: Sequence[tuple[str, str]], feeds: Sequence[tuple[str, str]], head: str
) -> bytes:
    """All that is told of one target; ``links`` are files about it."""
    w, target, site = view.words, story.target, view.site
    one, zone = target.watched, target.watched.timezone
    name = printable(one.name)
    texts = further_pages.shown_texts(story)
    return view.render(
        "target.html",
        name,
        description=_plain(sentence(target.lately, view.language)),
        feeds=feeds,
        head=drawn(head),
        about=[part for part in map(printable, (one.office, one.procedure, one.territory)) if part],
        latest=_latest(view, target.latest, zone),
        looked_at=w.say("looked-at", when=w.moment(target.looked_at, zone)) if target.looked_at else "",
        sentence=_plain(sentence(target.lately, view.language, simulated=site.simulated)),
        until=w.say("figures-until", day=w.day(site.edge.last_day(zone))),
        going_on=[
            further_pages.incident_link(view, incident) for incident in story.incidents if incident.state.goes_on
        ],
        past=[
            further_pages.incident_link(view, incident)
            for incident in further_pages.past(story)[: further_pages.MOST_PAST]
        ],
        past_more=view.page(further_pages.past_place(one.slug, 1))
        if len(further_pages.past(story)) > further_pages.MOST_PAST
        else "",
        calendar=_calendar(view, story, name),
        counts=_counts(view, story),
        timeline=_timeline(view, story, name),
        releases=_releases(view, story, name),
        texts=[further_pages.told(view, text, zone) for text in texts[: further_pages.MOST_TEXTS]],
        texts_more=view.page(further_pages.texts_place(one.slug, 1)) if len(texts) > further_pages.MOST_TEXTS else "",
        holes=_holes(view, story.year),
        holes_note=_holes_note(view, story.year),
        people=_people(view, story),
        channels=printable(str(target.options.get("other_channels") or "")),
        links=[
            (w.say("link-page"), one.url, True),
            *((title, view.to(link), False) for title, link in links),
            (w.say("link-verify"), view.page("verify.html"), False),
        ],
        hidden=w.points("hidden", delay=w.missed(site.edge.delay)),
        cite=cite(view, name, target_place(one.slug), zone),
    )


def _plain(text: str) -> str:
    return text.replace("'", "’")


def cite(view: View, title: str, place: str, zone: str) -> str:
    """How the page is named in a list of sources."""
    w = view.words
    return w.say(
        "cite-text",
        title=title,
        site=view.title(),
        url=view.absolute(f"{view.language}/{place}") if view.site.settings.base_url else f"{view.language}/{place}",
        day=w.day(view.site.edge.last_day(zone)),
    )


def _latest(view: View, look: PublishedLook | None, zone: str) -> dict[str, Any] | None:
    if look is None:
        return None
    w = view.words
    return {
        "sentence": w.meaning(look.outcome, look.reason),
        "quote": w.quotation(look.quote, look.language) if look.quote else None,
        "when": w.say("latest-when", when=w.moment(look.when, zone)),
    }


# Charts


def _calendar(view: View, story: Story, name: str) -> Any:
    if story.year is None:
        return ""
    marks, span = day_marks(story.year.rows_of(MACHINE)), story.year.span
    every = (span.first + timedelta(days=number) for number in range(span.days))
    days = [
        Day(day, marks.get(day.isoformat(), DayMark.NOT_MEASURED), "" if day > span.last - _SAID else _UNSAID)
        for day in every
    ]
    about = About("year", f"{view.words.say('calendar')}{view.words.say('colon')}{name}")
    svg = year_calendar(about, days, LABELS[view.language], first=span.first, last=span.last)
    return drawn(svg.replace(f"><title>{_UNSAID}</title></path>", "/>"))


def _timeline(view: View, story: Story, name: str) -> Any:
    if story.year is None:
        return ""
    zone = story.target.watched.timezone
    start, end = story.year.span.bounds(zone)
    start = max(start, end - _TIMELINE)
    while True:
        rows = [
            Row("" if who == MACHINE else view.words.say("timeline-people"), segments)
            for who in (MACHINE, PERSON)
            if (segments := _segments(view, story.year, who, (start, end)))
        ]
        if sum(len(row.segments) for row in rows) <= _MOST_SEGMENTS:
            break
        start = end - (end - start) / 2
    if not rows:
        return ""
    about = About("spells", f"{view.words.say('timeline')}{view.words.say('colon')}{name}")
    return drawn(timeline(about, rows, LABELS[view.language], start=start, end=end, zone=zone))


def _segments(view: View, facts: Facts, who: str, bounds: tuple[datetime, datetime]) -> list[Segment]:
    start, end = (moment.astimezone(UTC) for moment in bounds)
    found = []
    for row in facts.spells:
        first, last = from_iso(row.first_at), from_iso(row.last_at)
        if row.who != who or last < start or first > end:
            continue
        first, last = max(first, start), min(last, end)
        label = view.words.outcome(Outcome(row.outcome))
        found.append(Segment(first, max(last, first), MARKS[row.outcome], label))
    return found


def _releases(view: View, story: Story, name: str) -> dict[str, Any] | None:
    found, w = story.releases, view.words
    if found is None:
        return None
    if found.missing:
        return {"note": w.say("releases-wait", n=w.number(found.missing)), "map": ""}
    if not found.appearances:
        return {"note": w.say("releases-none"), "map": ""}
    about = About("week", f"{w.say('releases')}{w.say('colon')}{name}")
    return {"note": _spacing(view, story.target), "map": drawn(week_map(about, _hours(found), LABELS[view.language]))}


def _hours(found: Releases) -> Any:
    return week_hours(found)


def _spacing(view: View, target: SiteTarget) -> str:
    w = view.words
    return w.say("releases-note", every=w.say("every", length=w.lasting(target.watched.every)))


# Numbers


def _counts(view: View, story: Story) -> dict[str, Any] | None:
    if story.ever is None or story.year is None:
        return None
    w, seen = view.words, story.year.machine
    rows = [
        (
            w.outcome(one.outcome, one.reason),
            w.why(one.reason),
            w.number(one.anchored),
            w.number(one.extra),
            w.number(one.days),
        )
        for one in seen.reasons
    ]
    first, last = story.year.span.first, story.year.span.last
    years = _years(story.ever)
    return {
        "note": w.say("counts-note", first=w.day(first), last=w.day(last)),
        "rows": rows,
        "total": w.number(seen.anchored),
        "extra": w.number(seen.extra),
        "days": w.number(seen.days),
        "years": [_year_row(view, year, counted) for year, counted in years.items()] if len(years) > 1 else [],
    }


def _years(ever: Facts) -> Mapping[str, Seen]:
    rows = ever.rows_of(MACHINE)
    return {year: seen_of(row for row in rows if row.day[:4] == year) for year in sorted({row.day[:4] for row in rows})}


def _year_row(view: View, year: str, seen: Seen) -> tuple[str, ...]:
    w = view.words
    share = w.share(seen.without_slots / seen.conclusive) if seen.conclusive else "–"
    return year, w.number(seen.without_slots), w.number(seen.conclusive), w.number(seen.anchored), share


def _holes(view: View, year: Facts | None) -> list[str] | None:
    if year is None:
        return None
    w, zone = view.words, year.target.timezone
    longest = sorted(year.holes, key=lambda one: -one.unobserved)[:_MOST_HOLES]
    return [
        w.say("hole", length=w.missed(one.unobserved), when=_when(view, one, zone))
        for one in sorted(longest, key=lambda one: (one.day, one.since is None))
    ]


def _when(view: View, hole: Hole, zone: str) -> str:
    if hole.since and hole.until:
        return view.words.voice.between(hole.since, hole.until, zone).replace("'", "’")
    return view.words.day(date.fromisoformat(hole.day)) if hole.day else ""


def _holes_note(view: View, year: Facts | None) -> str:
    w = view.words
    if year is None or len(year.holes) <= _MOST_HOLES:
        return w.say("holes-note")
    return f"{w.say('holes-note')} {w.say('holes-more', n=w.number(_MOST_HOLES))}"


def _people(view: View, story: Story) -> list[str]:
    if story.ever is None or not story.ever.people.looks:
        return []
    w, seen = view.words, story.ever.people
    lines = [
        f"{w.outcome(one.outcome, one.reason)}{w.say('colon')}{w.count('looks', one.anchored + one.extra)}"
        for one in seen.reasons
    ]
    look = story.target.latest_by_people
    if look is not None:
        when = w.moment(look.when, story.target.watched.timezone)
        told = w.say("seen-on", outcome=w.outcome(look.outcome, look.reason), day=when)
        lines.append(f"{w.say('people-latest')}{w.say('colon')}{told}")
    return lines
