"""``sitemap.xml``, with the languages of each page as alternates, and ``robots.txt``. Pure."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.site.facts import Site
from monitor.site.machine.places import ROBOTS, SITEMAP, File, address

_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
MOST = 50_000
"""Addresses in one file, by the protocol."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page in its languages."""

    paths: Mapping[str, str]
    """By language (BCP 47), from the site's root; the main language first."""
    changed: date | None = None


def leaf(site: Site, place: str, changed: date | None = None) -> Leaf:
    """A page that stands at the same place under each language."""
    return Leaf({language: f"{language}/{place}" for language in site.settings.languages}, changed)


def sitemaps(site: Site, leaves: Iterable[Leaf], *, most: int = MOST) -> Iterator[File]:
    """The list of pages, parted and headed by an index where it is too long; none without the site's address."""
    if not site.settings.base_url:
        return
    each = max(most // max(len(site.settings.languages), 1), 1)
    every = list(leaves)
    parts = [every[start : start + each] for start in range(0, len(every), each)] or [[]]
    if len(parts) == 1:
        yield File(SITEMAP, _list(site, parts[0]))
        return
    index = ET.Element("sitemapindex", {"xmlns": _SITEMAPS})
    for number, part in enumerate(parts, 1):
        path = f"sitemap-{number}.xml"
        ET.SubElement(ET.SubElement(index, "sitemap"), "loc").text = address(site, path)
        yield File(path, _list(site, part))
    yield File(SITEMAP, _written(index))


def _list(site: Site, leaves: Sequence[Leaf]) -> bytes:
    root = ET.Element("urlset", {"xmlns": _SITEMAPS, "xmlns:xhtml": _XHTML})
    for one in leaves:
        for path in one.paths.values():
            entry = ET.SubElement(root, "url")
            ET.SubElement(entry, "loc").text = address(site, path)
            if one.changed:
                ET.SubElement(entry, "lastmod").text = one.changed.isoformat()
            for language, other in one.paths.items():
                ET.SubElement(entry, "xhtml:link", _alternate(language, address(site, other)))
            main = next(iter(one.paths.values()))
            ET.SubElement(entry, "xhtml:link", _alternate("x-default", address(site, main)))
    return _written(root)


def _alternate(language: str, href: str) -> dict[str, str]:
    return {"rel": "alternate", "hreflang": language, "href": href}


def _written(root: ET.Element) -> bytes:
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def robots(site: Site) -> File:
    """Every robot may read everything: what is public is public."""
    lines = ["User-agent: *", "Allow: /"]
    if site.settings.base_url:
        lines.append(f"Sitemap: {address(site, SITEMAP)}")
    return File(ROBOTS, ("\n".join(lines) + "\n").encode())
