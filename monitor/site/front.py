"""The front page, pages of territories and procedures, and the lists of what is not, or no longer, measured. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.catalogue import entries
from monitor.charts import About
from monitor.report.format import printable
from monitor.site.facts import Site, SiteTarget, Standing
from monitor.site.templating import drawn
from monitor.site.view import View, by_share, named_places, rows, seen_together, target_place

MOST_ON_FRONT = 60
"""Pages listed on the front page itself; where there are more, each territory has a page of its own."""
MOST_LISTED = 80
"""On one page of a list."""
_MOST_NAMED = 40


def territories(site: Site) -> dict[str, tuple[SiteTarget, ...]]:
    """The pages that are watched, by territory; that with the highest share without slot first."""
    found: dict[str, list[SiteTarget]] = {}
    for one in site.watched:
        found.setdefault(printable(one.watched.territory).strip(), []).append(one)

    def order(name: str) -> tuple[bool, bool, float, str]:
        seen = seen_together(found[name])
        share = seen.without_slots / seen.conclusive if seen.conclusive else 0.0
        return not name, not seen.conclusive, -share, name

    return {name: tuple(by_share(found[name])) for name in sorted(found, key=order)}


def territory_places(site: Site) -> dict[str, str]:
    """The place of each territory's page; none where all are on the front page."""
    return named_places("territory", territories(site)) if len(site.watched) > MOST_ON_FRONT else {}


def front(view: View, feeds: Sequence[tuple[str, str]], data: Sequence[tuple[str, str]]) -> bytes:
    """What is seen first."""
    site, w = view.site, view.words
    places, groups = territory_places(site), territories(site)
    left = MOST_ON_FRONT
    shown = []
    for name, targets in groups.items():
        some = targets[: max(left, 0)] if places else targets
        left -= len(some)
        shown.append(
            {
                "name": name or w.say("no-territory"),
                "link": view.page(places[name]) if places else "",
                "said": _territory(view, targets) if len(targets) > 1 else "",
                "rows": rows(view, some if not places else some[:3]),
            }
        )
    retired = site.of(Standing.RETIRED)
    return view.render(
        "front.html",
        view.title(),
        feeds=feeds,
        data=[(name, view.to(link)) for name, link in data],
        numbers=_numbers(view),
        until=view.until(),
        delay_note=view.delay_note(),
        maps=_maps(view),
        groups=shown,
        unmeasurable=_links(view, site.of(Standing.UNMEASURABLE)),
        retired=[(*link, dates(view, one)) for link, one in zip(_links(view, retired), retired, strict=False)],
        systems=[(name, view.page(place)) for name, place in system_places(site).items()],
        health={"title": w.say("updated-title"), "lines": _health(view)},
    )


def _territory(view: View, targets: Sequence[SiteTarget]) -> str:
    w, seen = view.words, seen_together(targets)
    return w.count(
        "in-territory", len(targets), without=w.number(seen.without_slots), conclusive=w.number(seen.conclusive)
    )


def _numbers(view: View) -> list[tuple[str, str]]:
    w, watched = view.words, view.site.watched
    seen = seen_together(watched)
    told = [one for one in watched if one.lately.machine.conclusive]
    none = [one for one in told if not one.lately.machine.with_slots]
    found = [(w.say("sum-pages"), w.number(len(watched)))]
    if seen.conclusive:
        share = w.say(
            "sum-share-of",
            share=w.share(seen.without_slots / seen.conclusive),
            without=w.number(seen.without_slots),
            conclusive=w.number(seen.conclusive),
        )
        found.append((w.say("sum-share"), share))
        found.append((w.say("sum-none"), w.say("sum-none-of", n=w.number(len(none)), all=w.number(len(told)))))
    going_on = sum(len(one.going_on) for one in watched)
    return [*found, (w.say("sum-incidents"), w.number(going_on))]


def _links(view: View, targets: Sequence[SiteTarget]) -> list[tuple[str, str]]:
    return [
        (printable(one.watched.name), view.page(target_place(one.slug)))
        for one in sorted(targets, key=lambda one: (one.watched.name, one.slug))[:_MOST_NAMED]
    ]


def dates(view: View, one: SiteTarget) -> str:
    """From when to when a target was watched, that is retired."""
    w, watched = view.words, one.watched
    if watched.retired_at is None:
        return ""
    moments = (view.site.edge.moment(at, watched.timezone).day for at in (watched.added_at, watched.retired_at))
    first, last = (w.day(day) for day in moments)
    return w.say("retired-on", first=first, last=last)


def _health(view: View) -> list[str]:
    site, w, zone = view.site, view.words, "Europe/Paris"
    lines = [w.say("updated-never")]
    if site.latest_look_at is not None:
        lines = [w.say("updated", moment=w.at(site.latest_look_at, zone))]
    if site.troubles:
        told = [w.say("trouble", name=w.trouble(one.kind), moment=w.at(one.since, zone)) for one in site.troubles]
        lines.append(w.say("troubled", list=w.voice.listed(told)))
    else:
        lines.append(w.say("healthy"))
    lines.append(w.say("sealed", day=site.sealed_until) if site.sealed_until else w.say("not-sealed"))
    return lines


def _maps(view: View) -> list[tuple[str, str, str]]:
    places, w = procedure_places(view.site), view.words
    return [
        (printable(name) or w.say("procedure-other"), view.page(places[name]), w.count("pages", len(targets)))
        for name, targets in view.site.procedures().items()
    ]


def procedure_places(site: Site) -> dict[str, str]:
    """The place of each procedure's page."""
    return named_places("procedure", site.procedures())


def system_places(site: Site) -> dict[str, str]:
    """The place of each booking system's page."""
    return named_places("system", {one.watched.probe for one in site.targets})


def procedure(view: View, name: str) -> bytes:
    """One procedure, with its map."""
    from monitor.site.departements.areas import areas
    from monitor.site.map import departements_map
    from monitor.site.phrases import tongue

    w, targets = view.words, view.site.procedures()[name]
    shown = printable(name)
    found = areas(targets, entries().values(), name, href=lambda code: f"#dep-{code}") if name else ()
    on_map = any(area.watched for area in found)
    heading = shown or w.say("procedure-other")
    about = About("map", heading)
    return view.render(
        "procedure.html",
        heading,
        lead=w.say("procedure-lead", name=shown) if name else w.say("procedure-other"),
        until=view.until(),
        map=drawn(departements_map(about, found, tongue(view.language))) if on_map else "",
        areas=_area_rows(found, view) if on_map else [],
        rows=rows(view, targets[:MOST_LISTED]),
    )


def _area_rows(found: Sequence[Any], view: View) -> list[Any]:
    from monitor.site.departements.table import rows as area_rows
    from monitor.site.phrases import tongue

    return list(area_rows(found, tongue(view.language)))


def listed(view: View, heading: str, lead: str, targets: Sequence[SiteTarget], *, place: str, number: int) -> bytes:
    """A list of targets; long ones go on on further pages."""
    pages = max(-(-len(targets) // MOST_LISTED), 1)
    some = targets[(number - 1) * MOST_LISTED : number * MOST_LISTED]
    shown = rows(view, some)
    for row, one in zip(shown, by_share(some), strict=True):
        if told := dates(view, one):
            row["said"] = told
    return view.render(
        "listed.html",
        heading,
        lead=lead,
        rows=shown,
        pages=pages,
        others=[(n, "" if n == number else view.page(numbered(place, n))) for n in range(1, pages + 1)],
    )


def numbered(place: str, number: int) -> str:
    """The place of a further page of a list."""
    return place if number == 1 else f"{place.removesuffix('.html')}-{number}.html"
