"""Where each file for machines is on the site. Pure; the places of pages are those of ``view``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from monitor.site.facts import Site
from monitor.site.gathering import plain_name

ALL_JSON = "data/v1/targets.json"
ALL_CSV = "data/v1/targets.csv"
DATASET = "data/v1/dataset.jsonld"
CARD = "cards/site.png"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
SCHEMAS = ("target.schema.json", "targets.schema.json")


class File(NamedTuple):
    """One file of the site."""

    path: str
    """From the site's root."""
    content: bytes


@dataclass(frozen=True, slots=True)
class OfTarget:
    """The files of one target."""

    slug: str

    @property
    def json(self) -> str:
        return f"data/v1/target/{self.slug}.json"

    @property
    def csv(self) -> str:
        return f"data/v1/target/{self.slug}.csv"

    @property
    def dataset(self) -> str:
        return f"data/v1/target/{self.slug}.jsonld"

    @property
    def card(self) -> str:
        return f"cards/{self.slug}.png"

    def feed(self, language: str) -> str:
        return f"feeds/target/{self.slug}.{language}.xml"

    def badge(self, language: str) -> str:
        return f"badges/{self.slug}.{language}.svg"

    def endpoint(self, language: str) -> str:
        """The JSON that shields.io draws a badge from."""
        return f"badges/{self.slug}.{language}.json"

    def embed(self, language: str) -> str:
        """The small page for a frame, and the drawing on it alone."""
        return f"embed/{self.slug}.{language}.html"

    def strip(self, language: str) -> str:
        return f"embed/{self.slug}.{language}.svg"


def schema_of(name: str) -> str:
    """Where a schema of ``SCHEMAS`` is."""
    return f"schema/v1/{name}"


def feed_of_all(language: str) -> str:
    """The feed of every target."""
    return f"feeds/all.{language}.xml"


def feed_of_office(office: str, language: str) -> str:
    """The name's hash keeps offices apart whose names look alike in addresses, whichever others there are."""
    name = f"{plain_name(office)[:60]}-{hashlib.sha256(office.encode()).hexdigest()[:6]}".lstrip("-")
    return f"feeds/office/{name}.{language}.xml"


def address(site: Site, path: str) -> str:
    """The whole address of a file where the site's own is known, else its path from the root."""
    base = site.settings.base_url
    return f"{base}/{path}" if base else path


def in_each(site: Site, place: str) -> Mapping[str, str]:
    """The addresses of a page in each language."""
    return {language: address(site, f"{language}/{place}") for language in site.settings.languages}
