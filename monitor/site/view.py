"""One page in the making: its language, its place among the pages, and the links from there. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.report.counts import Seen, together
from monitor.report.format import printable
from monitor.site.facts import PublicIncident, Site, SiteTarget
from monitor.site.gathering import plain_name
from monitor.site.templating import drawn, render
from monitor.site.words import Words, words

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""What web servers should send; a page's own element leaves out what only a header may say."""
META_POLICY = POLICY.rpartition("; ")[0]
STYLE = "style.css"


@dataclass(frozen=True, slots=True)
class View:
    """A page in one language; ``place`` is its path without the language, which is the same in all of them."""

    site: Site
    language: str
    place: str
    at_root: bool = False
    """Whether this is the copy of the front page that stands above the languages."""

    @property
    def words(self) -> Words:
        return words(self.language)

    @property
    def path(self) -> str:
        return self.place if self.at_root else f"{self.language}/{self.place}"

    def to(self, path: str) -> str:
        """A relative link to a file of the site."""
        return "../" * self.path.count("/") + path

    def page(self, place: str) -> str:
        """A relative link to a page in the same language."""
        return self.to(f"{self.language}/{place}")

    def absolute(self, path: str) -> str:
        """The whole address of a file where the site's is known, else a relative link."""
        base = self.site.settings.base_url
        return f"{base}/{path}" if base else self.to(path)

    def title(self) -> str:
        """What the site is called."""
        return printable(self.site.settings.title) or self.words.say("title")

    def alternates(self) -> list[tuple[str, str, str]]:
        """Language, its own name and relative link of this page in each language."""
        return [
            (language, words(language).say("name"), self.to(f"{language}/{self.place}"))
            for language in self.site.settings.languages
        ]

    def contact_link(self) -> str:
        """Where offices write; empty where nobody said."""
        contact = self.site.contact
        return contact if contact.startswith(("https://", "mailto:")) or not contact else f"mailto:{contact}"

    def until(self) -> str:
        """Up to which day figures go; the zones of an observatory's pages hardly ever differ."""
        zones = [one.watched.timezone for one in self.site.targets]
        zone = max(sorted(set(zones)), key=zones.count, default="Europe/Paris")
        return self.words.say("figures-until", day=self.words.day(self.site.edge.last_day(zone)))

    def delay_note(self) -> str:
        """Why slots are told late, and how late."""
        return self.words.say("delay-note", delay=self.words.missed(self.site.edge.delay))

    def open_graph(self, heading: str, description: str) -> Sequence[tuple[str, str]]:
        """What other sites show of a link to this page."""
        from monitor.site.machine.meta import open_graph

        slug = self.place.removeprefix("target/").removesuffix(".html") if self.place.startswith("target/") else ""
        return open_graph(self.site, self.language, self.path, heading, description, slug=slug)

    def render(self, template: str, heading: str, *, description: str = "", **values: Any) -> bytes:
        """The whole page."""
        return render(
            template,
            view=self,
            w=self.words,
            site=self.site,
            heading=heading,
            description=description or self.words.say("lead"),
            policy=META_POLICY,
            style=self.to(STYLE),
            **values,
        ).encode()


def target_place(slug: str) -> str:
    """Where a target's page is, without its language."""
    return f"target/{slug}.html"


def incident_place(address: str) -> str:
    """Where an incident's page is, for ever."""
    return f"incident/{address}.html"


def named_places(folder: str, names: Iterable[str]) -> dict[str, str]:
    """By name, the place of its page; names that look alike in addresses get a number."""
    found: dict[str, str] = {}
    for name in sorted(names):
        plain, number = plain_name(name) or "other", 1
        while f"{folder}/{plain}{f'-{number}' if number > 1 else ''}.html" in found.values():
            number += 1
        found[name] = f"{folder}/{plain}{f'-{number}' if number > 1 else ''}.html"
    return found


def seen_together(targets: Iterable[SiteTarget]) -> Seen:
    """The machine's looks at several targets over the latest days."""
    return together([one.lately.machine for one in targets])


def by_share(targets: Iterable[SiteTarget]) -> list[SiteTarget]:
    """The highest share of looks without slot first; those without a conclusive look last."""
    return sorted(targets, key=lambda one: (one.share_without is None, -(one.share_without or 0), one.slug))


def row(view: View, one: SiteTarget) -> dict[str, Any]:
    """One target in a list."""
    w, seen, share = view.words, one.lately.machine, one.share_without
    said = w.say("no-share", looks=w.count("looks", seen.anchored))
    if share is not None:
        said = w.say(
            "share-of",
            without=w.number(seen.without_slots),
            conclusive=w.number(seen.conclusive),
            share=w.share(share),
            looks=w.count("looks", seen.anchored),
        )
    look = one.latest
    latest = w.say("not-seen-yet")
    if look is not None:
        latest = w.say("seen-on", outcome=w.outcome(look.outcome, look.reason), day=w.day(look.when.day))
    return {
        "name": printable(one.watched.name),
        "office": printable(one.watched.office),
        "procedure": printable(one.watched.procedure),
        "link": view.page(target_place(one.slug)),
        "said": said,
        "share": None if share is None else w.share(share),
        "width": 0 if share is None else round(100 * share),
        "latest": latest,
        "incidents": [
            {
                "link": view.page(incident_place(incident.address)),
                "said": w.say("since", condition=condition(view, incident), when=w.day(incident.first.day)),
            }
            for incident in one.going_on
        ],
    }


def rows(view: View, targets: Iterable[SiteTarget]) -> list[dict[str, Any]]:
    """Targets in a list, the highest share without slot first."""
    return [row(view, one) for one in by_share(targets)]


def condition(view: View, incident: PublicIncident) -> str:
    """The public name of an incident."""
    return view.words.condition(incident.kind, incident.cause)


def figures(svgs: Sequence[str]) -> list[Any]:
    """Drawings for a template."""
    return [drawn(svg) for svg in svgs]
