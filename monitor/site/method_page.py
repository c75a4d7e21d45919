"""How pages are looked at: the method page, one page for each booking system, and how to verify. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from monitor.config import durations
from monitor.report.format import printable
from monitor.site.facts import Site, SiteTarget, Standing
from monitor.site.front import MOST_LISTED, system_places
from monitor.site.view import View, target_place
from probes.contract import Outcome, Reason

_MOST_HOSTS = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured of our own looks."""

    requests: Mapping[int, int]
    """By target's row, on the last published day."""
    probes: Sequence[str]
    """Every probe and version that ever read a page."""


def method(view: View, measured: Measured) -> bytes:
    """The method page."""
    site, w = view.site, view.words
    since = site.configured_since
    meanings = [w.meaning(outcome) for outcome in Outcome]
    meanings.insert(5, w.meaning(Outcome.REFUSED, str(Reason.ROBOTS)))
    return view.render(
        "method.html",
        w.say("method"),
        since=w.say("method-since", moment=w.at(since, "Europe/Paris")) if since else "",
        meanings=meanings,
        delay_note=view.delay_note(),
        rules=[_rule(view, row) for row in site.effective.get("rule", []) if row.get("when") in _WHEN],
        hosts=_hosts(view, measured),
        systems=[(name, view.page(place)) for name, place in system_places(site).items()],
        contact=w.say("method-contact-note", contact=_contact(site)),
    )


def _contact(site: Site) -> str:
    return str(site.effective.get("monitor", {}).get("contact") or "–").removeprefix("mailto:")


_WHEN = ("no_slots", "closed", "unbookable", "scarce", "down", "blind", "language")


def _rule(view: View, row: Mapping[str, Any]) -> str:
    w = view.words
    parts = [w.say("method-rule", name=printable(str(row["name"])), condition=w.condition(row["when"]))]
    if row["when"] == "scarce":
        if row.get("share") and row.get("over"):
            span = w.lasting(durations.parse(row["over"]))
            parts.append(w.say("method-rule-share", share=w.share(float(row["share"])), span=span))
    elif row.get("for"):
        parts.append(w.say("method-rule-for", length=w.lasting(durations.parse(row["for"]))))
    if row.get("min_checks"):
        parts.append(w.say("method-rule-checks", looks=w.count("looks", int(row["min_checks"]))))
    return ", ".join(parts) if view.language != "ar" else "، ".join(parts)


def host_of(one: SiteTarget) -> str:
    """The host of a target's page."""
    return urlsplit(one.watched.url).hostname or ""


def _hosts(view: View, measured: Measured) -> list[tuple[str, ...]]:
    w, by_host = view.words, dict[str, list[SiteTarget]]()
    for one in view.site.targets:
        if one.standing is not Standing.RETIRED:
            by_host.setdefault(host_of(one), []).append(one)
    treated = {str(row["name"]): row for row in view.site.effective.get("host", [])}
    found: list[tuple[str, ...]] = []
    for host in sorted(by_host)[:_MOST_HOSTS]:
        targets = by_host[host]
        row = treated.get(host, {})
        why = [str(row.get(key)) for key in ("reason", "ignore_robots") if row.get(key)]
        why += dict.fromkeys(str(one.options["reason"]) for one in targets if one.options.get("reason"))
        requests = sum(measured.requests.get(one.watched.row, 0) for one in targets)
        spacing = min(one.watched.every for one in targets)
        told = printable(" · ".join(why))
        found.append((host, w.number(len(targets)), w.number(requests), w.lasting(spacing), told))
    return found


def system(view: View, name: str, measured: Measured) -> bytes:
    """The page of a booking system."""
    w = view.words
    targets = [one for one in view.site.targets if one.watched.probe == name and one.standing is not Standing.RETIRED]
    shown = printable(name)
    return view.render(
        "system.html",
        w.say("system-title", name=shown),
        lead=w.say("system-lead", name=shown),
        versions=", ".join(printable(one) for one in measured.probes if one.partition("/")[0] == name),
        pages=[_page(view, one, measured) for one in _first(targets)],
    )


def _first(targets: Iterable[SiteTarget]) -> list[SiteTarget]:
    return sorted(targets, key=lambda one: (one.watched.name, one.slug))[: 3 * MOST_LISTED]


def _page(view: View, one: SiteTarget, measured: Measured) -> dict[str, str]:
    w, requests = view.words, measured.requests.get(one.watched.row)
    return {
        "name": printable(one.watched.name),
        "link": view.page(target_place(one.slug)),
        "every": w.say("every", length=w.lasting(one.watched.every)),
        "requests": w.say("per-requests", n=w.count("requests", requests)) if requests else "",
        "vantage": printable(str(view.site.effective.get("monitor", {}).get("vantage") or "")),
        "reason": printable(str(one.options.get("reason") or "")),
    }


@dataclass(frozen=True, slots=True)
class SealedDay:
    """One sealed day, with its public files."""

    day: str
    sha256: str
    files: tuple[tuple[str, str], ...]
    """Authority (empty for the list itself) and path."""


def verify(view: View, days: Sequence[SealedDay]) -> bytes:
    """How to verify, and the latest lists."""
    w = view.words
    return view.render(
        "verify.html",
        w.say("verify"),
        days=[
            {
                "day": one.day,
                "hash": one.sha256,
                "files": [
                    (w.say("verify-token", authority=name) if name else w.say("verify-list"), view.to(path))
                    for name, path in one.files
                ],
            }
            for one in days
        ],
    )


def last_day_of(site: Site) -> tuple[Any, Any]:
    """From when to when requests are counted: the last published day, in UTC."""
    day = site.edge.figures_until("UTC")
    return day - timedelta(days=1), day
