"""A small badge for each target: as SVG, and as the JSON that shields.io draws one from. Pure.

It says at how many conclusive looks of the latest published days no slot was seen: never that there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from monitor.charts import DayMark
from monitor.charts.drawing import breadth, number
from monitor.charts.paint import LIGHT
from monitor.site.facts import Site, SiteTarget, Standing
from monitor.site.machine.places import File, OfTarget
from monitor.site.phrases import Tongue, tongue
from monitor.site.words import harmless

_HEIGHT, _PAD, _LETTERS = 20, 7, 11
_LABEL = ("#33383d", "#ffffff")
_HOUR = 3600


def message(one: SiteTarget, said: Tongue) -> tuple[DayMark, str]:
    """What a target's badge says, and in the colour of which state."""
    seen = one.lately.machine
    if one.standing is Standing.RETIRED:
        return DayMark.NOT_MEASURED, said.say("badge_retired")
    if one.standing is Standing.UNMEASURABLE:
        return DayMark.GATED, said.say("badge_unmeasurable")
    if not seen.conclusive:
        return DayMark.TURNED_AWAY, said.say("badge_unanswered")
    looks = said.voice.number(seen.conclusive)
    if not seen.with_slots:
        return DayMark.NONE, said.say("badge_none", n=looks)
    share = seen.without_slots / seen.conclusive
    mark = DayMark.NONE if share >= 0.5 else DayMark.SLOTS
    return mark, said.say("badge_some", share=said.voice.share(share), n=looks)


def badges(site: Site, one: SiteTarget) -> Iterator[File]:
    """Both forms in each language."""
    for language in site.settings.languages:
        said = tongue(language)
        mark, text = message(one, said)
        label = said.say("badge")
        if site.simulated:
            text = f"{text} · {said.say('badge_simulated')}"
        place = OfTarget(one.slug)
        yield File(place.badge(language), badge(harmless(one.watched.name), label, text, mark, said).encode())
        color = LIGHT.marks[mark]
        endpoint = {
            "schemaVersion": 1,
            "label": label,
            "message": text,
            "color": (color.edge if mark is not DayMark.SLOTS else color.fill).removeprefix("#"),
            "cacheSeconds": _HOUR,
        }
        yield File(place.endpoint(language), (json.dumps(endpoint, ensure_ascii=False) + "\n").encode())


def badge(name: str, label: str, text: str, mark: DayMark, said: Tongue) -> str:
    """SVG of two boxes, which the language's reader begins with the label."""
    paint = LIGHT.marks[mark]
    parts = [(label, *_LABEL), (text, paint.fill, paint.ink)]
    if said.labels.from_right:
        parts.reverse()
    spoken = escape(f"{name}{said.labels.colon}{label}{said.labels.colon}{text}")
    x, boxes, letters = 0.0, [], []
    for words, fill, ink in parts:
        wide = round(breadth(words, _LETTERS) * 1.06) + 2 * _PAD
        boxes.append(f'<rect x="{number(x)}" width="{wide}" height="{_HEIGHT}" fill="{fill}"/>')
        middle = number(x + wide / 2)
        room = f'textLength="{wide - 2 * _PAD}" lengthAdjust="spacingAndGlyphs"'
        letters.append(f'<text x="{middle}" y="14" fill="{ink}" {room}>{escape(words)}</text>')
        x += wide
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(x)}" height="{_HEIGHT}" '
        f'viewBox="0 0 {number(x)} {_HEIGHT}" role="img" aria-label="{spoken}" lang="{said.language}">'
        f"<title>{spoken}</title>{''.join(boxes)}"
        f'<path d="M.5 .5H{number(x - 0.5)}V{_HEIGHT - 0.5}H.5z" fill="none" stroke="{paint.edge}"/>'
        f'<g font-family="Verdana,DejaVu Sans,sans-serif" font-size="{_LETTERS}" text-anchor="middle" '
        f'direction="{"rtl" if said.labels.from_right else "ltr"}">{"".join(letters)}</g></svg>\n'
    )
