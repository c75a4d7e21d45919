"""A strip of the latest published days for other sites: the drawing alone, and a small page for a frame. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

from monitor.charts import About, DayMark, strip
from monitor.report.figures import MARKS
from monitor.site.facts import Site, SiteTarget
from monitor.site.machine.places import File, OfTarget
from monitor.site.phrases import Tongue, tongue
from monitor.site.view import STYLE, target_place
from monitor.site.words import harmless

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
"""Of the page in a frame; web servers must not add ``frame-ancestors 'none'`` to what is under ``embed/``."""


def caption(one: SiteTarget, said: Tongue) -> str:
    """The share without slot over the latest published days, with its denominator and days."""
    seen, span, name = one.lately.machine, one.lately.span, harmless(one.watched.name)
    days = {"first": said.words.day(span.first), "last": said.words.day(span.last)}
    if not seen.conclusive:
        return said.say("strip_unanswered", name=name, **days)
    share, looks = said.voice.share(seen.without_slots / seen.conclusive), said.voice.number(seen.conclusive)
    return said.say("strip", name=name, share=share, n=looks, **days)


def drawing(site: Site, one: SiteTarget, said: Tongue) -> str:
    """SVG of looks on schedule by what they showed."""
    counts: Counter[DayMark] = Counter()
    for reason in one.lately.machine.reasons:
        counts[MARKS[reason.outcome]] += reason.anchored
    words = caption(one, said)
    words = f"{said.say('simulated')} {words}" if site.simulated else words
    return strip(About("strip", harmless(one.watched.name)), counts, words, said.labels)


def embeds(site: Site, one: SiteTarget) -> Iterator[File]:
    """The drawing and the page around it in each language."""
    place = OfTarget(one.slug)
    for language in site.settings.languages:
        said = tongue(language)
        svg = drawing(site, one, said)
        yield File(place.strip(language), svg.encode())
        yield File(place.embed(language), _page(site, one, said, svg).encode())


def _page(site: Site, one: SiteTarget, said: Tongue, svg: str) -> str:
    base, language = site.settings.base_url, said.language
    target = f"{language}/{target_place(one.slug)}"
    # Without the site's address links are relative: the page stands one folder below the root.
    link = f"{base}/{target}" if base else f"../{target}"
    title = escape(f"{harmless(one.watched.name)}{said.labels.colon}{said.say('badge')}")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{said.words.direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f'<title>{title}</title>\n<link rel="stylesheet" href="../{STYLE}">\n</head>\n<body class="embed">\n'
        f'<main>\n{svg}<p><a href="{escape(link)}" target="_top">{escape(said.say("strip_link"))}</a></p>\n'
        "</main>\n</body>\n</html>\n"
    )
