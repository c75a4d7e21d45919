"""What other sites and search engines read of a page: Open Graph values, and schema.org Datasets as files. Pure.

A Dataset is a file of its own to which a page links, for a script element would be against the site's policy.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from monitor.site.facts import Site, SiteTarget, Story
from monitor.site.machine import cards, places
from monitor.site.machine.places import File, OfTarget, address
from monitor.site.phrases import Tongue, tongue
from monitor.site.view import target_place
from monitor.site.words import harmless

_LOCALES = {"fr": "fr_FR", "en": "en_GB", "ar": "ar_AR"}
DATASET_TYPE = "application/ld+json"
"""Of the ``<link rel="describedby">`` by which a page names its Dataset."""


def open_graph(
    site: Site, language: str, path: str, title: str, description: str, *, slug: str = ""
) -> tuple[tuple[str, str], ...]:
    """Names and contents of a page's ``<meta property>`` elements, not escaped.

    ``slug``: the target whose card is shown; empty: that of the site. Without the site's address there are none.
    """
    if not site.settings.base_url:
        return ()
    said = tongue(language)
    return (
        ("og:type", "website"),
        ("og:site_name", harmless(site.settings.title) or said.words.say("title")),
        ("og:title", harmless(title)),
        ("og:description", harmless(description)),
        ("og:url", address(site, path)),
        ("og:locale", _LOCALES[language]),
        *(("og:locale:alternate", _LOCALES[other]) for other in site.settings.languages if other != language),
        ("og:image", address(site, OfTarget(slug).card if slug else places.CARD)),
        ("og:image:type", "image/png"),
        ("og:image:width", str(cards.WIDTH)),
        ("og:image:height", str(cards.HEIGHT)),
        ("og:image:alt", said.say("card")),
        ("twitter:card", "summary_large_image"),
    )


def dataset_of_target(story: Story, site: Site) -> File:
    """One target's days, as a Dataset."""
    one = story.target
    name = harmless(one.watched.name)
    place = OfTarget(one.slug)
    value = {
        **_dataset(site, place.dataset, "dataset", name, f"“{name}”"),
        "url": address(site, f"{site.settings.languages[0]}/{target_place(one.slug)}"),
        "distribution": _downloads(site, place.json, place.csv),
        **_covers(one, story),
    }
    return _file(place.dataset, value)


def dataset_of_site(site: Site) -> File:
    """All targets, as a Dataset that has theirs as its parts."""
    said = tongue(site.settings.languages[0])
    value = {
        **_dataset(site, places.DATASET, "dataset_all", "", said.say("dataset_every")),
        "url": address(site, f"{said.language}/index.html"),
        "distribution": _downloads(site, places.ALL_JSON, places.ALL_CSV),
        "hasPart": [{"@type": "Dataset", "@id": address(site, OfTarget(one.slug).dataset)} for one in site.targets],
    }
    return _file(places.DATASET, value)


def _dataset(site: Site, path: str, heading: str, name: str, of: str) -> dict[str, Any]:
    said = tongue(site.settings.languages[0])
    note = said.say("dataset_note", name=of, delay=said.voice.missed(site.edge.delay))
    maker = {"@type": "Organization", "name": harmless(site.settings.title) or said.words.say("title")}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": address(site, path),
        "name": said.say(heading, name=name),
        "description": f"{said.say('simulated')} {note}" if site.simulated else note,
        "inLanguage": list(site.settings.languages),
        "isAccessibleForFree": True,
        "creator": {**maker, "url": site.settings.base_url} if site.settings.base_url else maker,
        "measurementTechnique": "slotwatch",
        "variableMeasured": [_variable(said, key) for key in ("anchored", "conclusive", "without_slots")],
    }


def _variable(said: Tongue, column: str) -> Mapping[str, str]:
    return {"@type": "PropertyValue", "name": column, "unitText": said.labels.counted}


def _downloads(site: Site, as_json: str, as_csv: str) -> list[dict[str, str]]:
    formats = (("application/json", as_json), ("text/csv", as_csv))
    return [
        {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address(site, path)} for kind, path in formats
    ]


def _covers(one: SiteTarget, story: Story) -> dict[str, Any]:
    """Where and when it was measured."""
    covers: dict[str, Any] = {}
    if story.ever:
        covers["temporalCoverage"] = f"{story.ever.span.first}/{story.ever.span.last}"
    if one.watched.territory:
        covers["spatialCoverage"] = {"@type": "Place", "name": harmless(one.watched.territory)}
    return covers


def _file(path: str, value: Mapping[str, Any]) -> File:
    return File(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())
