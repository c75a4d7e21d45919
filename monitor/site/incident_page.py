"""The page of one incident: what was seen, how often of how many, what was said later, the office's reply. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from monitor.clock import from_iso
from monitor.config.settings import Reply
from monitor.model import Watchers
from monitor.model.judged import State
from monitor.report.format import printable
from monitor.site.facts import PublicIncident, SiteTarget
from monitor.site.target_page import cite
from monitor.site.view import View, condition, incident_place, target_place
from monitor.store.period_rows import RemarkRow

_MOST_REMARKS = 30
_MOST_CAUSES = 5
_LONG = 2400
"""Characters of a reply's paragraph: it is printed whole."""


def page(view: View, incident: PublicIncident, target: SiteTarget, known: Collection[str]) -> bytes:
    """One incident's page; ``known``: the addresses of all incidents that have one."""
    w, zone, name = view.words, target.watched.timezone, printable(target.watched.name)
    heading = f"{condition(view, incident)}{w.say('colon')}{name}"
    replies = [one for one in view.site.settings.replies if one.incident == incident.address]
    return view.render(
        "incident.html",
        heading,
        target={
            "name": name,
            "office": printable(target.watched.office),
            "link": view.page(target_place(target.slug)),
        },
        dates=_dates(view, incident, zone),
        counts=_counts(view, incident),
        previous=view.page(incident_place(incident.previous)) if incident.previous in known else "",
        quotes=_quotes(view, incident),
        remarks=[_remark(view, row, zone) for row in incident.remarks[:_MOST_REMARKS]],
        replies=[_reply(view, one) for one in replies],
        no_reply=w.say("reply-none", contact=view.site.contact.removeprefix("mailto:")) if view.site.contact else "",
        cite=cite(view, heading, incident_place(incident.address), zone),
        delay_note=view.delay_note(),
    )


def _dates(view: View, incident: PublicIncident, zone: str) -> list[tuple[str, str]]:
    w = view.words
    found = [
        (w.say("incident-state"), w.say(f"state-{incident.state}")),
        (w.say("incident-first"), w.moment(incident.first, zone)),
        (w.say("incident-last"), w.moment(incident.last, zone)),
    ]
    if incident.ended is not None and incident.state is State.RESOLVED:
        found.append((w.say("incident-ended"), w.moment(incident.ended, zone)))
    return found


def _counts(view: View, incident: PublicIncident) -> list[str]:
    w = view.words
    lines = [w.say("incident-not-counted")]
    if incident.counted_until is not None:
        given = {
            "conclusive": w.number(incident.conclusive),
            "looks": w.number(incident.looks),
            "day": w.day(incident.counted_until.day),
        }
        lines = [w.say("incident-looks", **given)]
        if incident.proving is not None and incident.proving <= incident.conclusive and incident.conclusive:
            lines = [w.say("incident-counted", proving=w.number(incident.proving), **given)]
    if incident.largest_gap:
        lines.append(w.say("incident-gap", gap=w.missed(incident.largest_gap)))
    if incident.causes:
        causes = [w.why(cause) for cause in incident.causes[:_MOST_CAUSES]]
        lines.append(w.say("incident-causes", list=w.voice.listed(causes)))
    if incident.watchers is Watchers.PEOPLE:
        lines.append(w.say("incident-people"))
    lines.append(w.say("incident-fired") if incident.fired else w.say("incident-long"))
    return lines


def _quotes(view: View, incident: PublicIncident) -> list[tuple[str, dict[str, Any], str]]:
    w, found = view.words, []
    given = [(incident.first_quote, incident.first_language, "first")]
    if incident.last_quote != incident.first_quote:
        given.append((incident.last_quote, incident.last_language, "last"))
    for text, language, which in given:
        if text:
            quote = w.quotation(text, language)
            said = w.say("language-is", language=quote["language"]) if quote["language"] else ""
            found.append((w.say(f"incident-{which}-words"), quote, said))
    return found


def _remark(view: View, row: RemarkRow, zone: str) -> dict[str, Any]:
    w, edge = view.words, view.site.edge
    when, at = (w.moment(edge.moment(from_iso(text), zone), zone) for text in (row.look_at, row.at))
    said = w.say("remark", kind=w.say(f"remark-{row.kind}"), when=when, at=at, author=printable(row.author))
    return {"said": said, "why": w.quotation(row.why)}


def _reply(view: View, reply: Reply) -> dict[str, Any]:
    w = view.words
    translated = reply.text.get(view.language, "") if view.language != reply.language else ""
    return {
        "by": w.say("reply-by", office=printable(reply.office), day=w.day(reply.date)),
        "original": _paragraphs(view, reply.text[reply.language], reply.language),
        "translation": _paragraphs(view, translated, view.language),
    }


def _paragraphs(view: View, text: str, language: str) -> list[dict[str, Any]]:
    return [view.words.quotation(line, language, _LONG) for line in text.splitlines() if line.strip()]
