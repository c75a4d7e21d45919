"""Sites made from stores that were lived through, for the tests of what machines read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.clock import SimulatedClock
from monitor.config.settings import SiteSettings
from monitor.ledger import Ledger
from monitor.model import Target
from monitor.site.facts import Site, Story
from monitor.site.gathering import gather_site, story
from monitor.site.machine.files import files_of_site, files_of_target
from monitor.site.machine.sitemap import Leaf, leaf
from monitor.store.reader import reading
from monitor.store.writer import Store
from tests.support.looks import MONDAY, a_look, effective, moments
from tests.support.reporting import SEEN, target_of

BASE = "https://observatory.example.org"
DAY = timedelta(days=1)
STEP = timedelta(hours=6)


def page(slug: str, **changes: Any) -> Target:
    """A target that is looked at four times a day."""
    return target_of(slug, **{"every": STEP, "office": "Préfecture d'Exampleville", "territory": "Essonne", **changes})


class AsIfReal(SimulatedClock):
    """A clock that is moved by hand and says that it is a real one."""

    simulated = False


def store_of(
    path: Path, lines: Mapping[str, str], targets: Sequence[Target] | None = None, *, simulated: bool = True
) -> Path:
    """A store in which each line was lived through at one page, a letter for each six hours."""
    assert len({len(line) for line in lines.values()}) == 1, "all pages were looked at for the last time then"
    chosen = targets or [page(slug) for slug in lines]
    with Store(path) as store:
        ledger = Ledger(store, (SimulatedClock if simulated else AsIfReal)(MONDAY), "machine")
        ledger.configure(effective(*chosen), chosen)
        for one in chosen:
            for letter, at, kind in moments(lines[one.id], MONDAY, STEP):
                ledger.record(a_look(SEEN[letter], at, target=one, kind=kind))
    return path


def made(path: Path, now: datetime = MONDAY, **settings: Any) -> tuple[Site, list[Story]]:
    """The site of a store; where its time is simulated, now is its latest look."""
    with reading(path) as reader:
        site = gather_site(reader, SiteSettings(**{"base_url": BASE, **settings}), now)
        return site, [story(reader, site, one) for one in site.targets]


def files(site: Site, stories: Sequence[Story], leaves: Sequence[Leaf] | None = None) -> dict[str, bytes]:
    """Every file for machines, by its path."""
    pages = [leaf(site, "index.html")] if leaves is None else leaves
    every = [*files_of_site(site, pages), *(file for one in stories for file in files_of_target(one, site))]
    found = {file.path: file.content for file in every}
    assert len(found) == len(every), "no file is made twice"
    return found
