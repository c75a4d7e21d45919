"""All files for machines: those of one target, and those of the whole site. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.site.facts import Site, Story
from monitor.site.machine import data, meta
from monitor.site.machine.badges import badges
from monitor.site.machine.cards import card_of_site, card_of_target
from monitor.site.machine.embed import embeds
from monitor.site.machine.feeds import feeds_of_site, feeds_of_target
from monitor.site.machine.places import File
from monitor.site.machine.sitemap import Leaf, robots, sitemaps


def files_of_target(story: Story, site: Site) -> Iterator[File]:
    """What programs read of one target: the same as long as nothing that is told of it, or of the site, changes."""
    yield data.target_json(story, site)
    yield data.target_csv(story, site)
    yield meta.dataset_of_target(story, site)
    yield from feeds_of_target(site, story.target)
    yield from badges(site, story.target)
    yield from embeds(site, story.target)
    yield card_of_target(story.target)


def files_of_site(site: Site, leaves: Iterable[Leaf]) -> Iterator[File]:
    """What programs read of all targets together; ``leaves`` are the pages that search engines are told of."""
    yield data.whole_json(site)
    yield data.whole_csv(site)
    yield from data.schemas()
    yield meta.dataset_of_site(site)
    yield from feeds_of_site(site)
    yield card_of_site(site)
    yield from sitemaps(site, leaves)
    yield robots(site)
