"""Builds the site: what is made from facts that did not change stays as it was. Reads the store, writes one folder.

Files come in groups, each with a key: a hash of all that its files are made from, and of the program's own text. Only
groups whose key changed are made again; so a build after one look costs the pages of one target, and the lists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from monitor import __version__
from monitor.charts import stylesheet
from monitor.config.settings import SiteSettings
from monitor.site import front, further_pages, incident_page, method_page, proof, target_page
from monitor.site import map as maps
from monitor.site.facts import Site, SiteTarget, Standing
from monitor.site.gathering import address_of, gather_site, story
from monitor.site.machine import data
from monitor.site.machine.cards import card_of_site
from monitor.site.machine.feeds import feeds_of_site
from monitor.site.machine.files import files_of_target
from monitor.site.machine.meta import dataset_of_site
from monitor.site.machine.places import ALL_CSV, ALL_JSON, OfTarget, feed_of_all
from monitor.site.machine.sitemap import leaf, robots, sitemaps
from monitor.site.tree import Manifest, Tree, digest_of, writing
from monitor.site.view import STYLE, View, incident_place, target_place
from monitor.store.publishing import publishing
from monitor.store.reader import Reader, reading

MOST_BYTES = 100_000
"""No page is larger, before compression."""
_PACKAGES = ("monitor.site", "monitor.charts", "monitor.locale", "monitor.report")
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are made together."""

    name: str
    key: str
    make: Callable[[], Files]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    files: int
    made: int
    """Files that were made anew, whether they turned out otherwise or not."""
    changed: int
    """Files that are new, other than before, or gone."""
    largest: tuple[str, int]
    """The largest page, of those that were made, and its bytes."""


def build(database: Path, settings: SiteSettings, folder: Path, now: datetime, *, full: bool = False) -> Built:
    """Bring the site in a folder up to date; ``full``: make every file anew. Raises ``StoreError`` or ``TreeError``."""
    with reading(database) as reader, writing(folder) as tree:
        return _built(groups(reader, settings, now, known_incidents(tree.manifest)), tree, full=full)


def _built(made_of: Iterable[Group], tree: Tree, *, full: bool) -> Built:
    before = tree.manifest.groups if tree.manifest else {}
    manifest, contents, made, largest = Manifest(), dict[str, bytes](), 0, ("", 0)
    shown = tree.manifest.files() if tree.manifest else {}
    for group in made_of:
        known = before.get(group.name)
        if known is not None and known[0] == group.key and not full:
            manifest.groups[group.name] = known
            continue
        files = group.make()
        digests = {path: digest_of(content) for path, content in files.items()}
        made += len(files)
        pages = [(path, len(content)) for path, content in files.items() if path.endswith(".html")]
        largest = max([largest, *pages], key=lambda one: one[1])
        contents.update((path, files[path]) for path, digest in digests.items() if shown.get(path) != digest)
        manifest.groups[group.name] = group.key, digests
    changed = tree.put(manifest, contents)
    return Built(len(manifest.files()), made, changed, largest)


def known_incidents(manifest: Manifest | None) -> frozenset[str]:
    """The addresses of incidents that a site had so far: they stay, whatever becomes of the incidents."""
    paths = manifest.files() if manifest else {}
    return frozenset(
        Path(path).name.removesuffix(".html") for path in paths if path.partition("/")[2].startswith("incident/")
    )


# Groups


def groups(
    reader: Reader, settings: SiteSettings, now: datetime, published: frozenset[str] = frozenset()
) -> Iterator[Group]:
    """Every group of the site as of now. ``published``: addresses of incidents that must stay."""
    site = gather_site(reader, settings, now)
    configured = (site.contact, site.project_page, site.configured_since, site.simulated)
    base = _hash(program(), repr(settings), repr(configured))
    everything = _hash(base, *(one.key for one in site.targets))
    yield Group("fixed", _hash(base, *_procedure_names(site)), partial(_fixed, site))
    for one in site.targets:
        yield Group(f"target/{one.slug}", _hash(base, one.key), partial(_target, reader, site, one, published))
    days = proof.sealed_days(reader)
    yield Group("verify", _hash(base, repr(days)), partial(proof.files, reader, _views(site, "verify.html"), days))
    measured = method_page.Measured(
        publishing(reader).requests(*method_page.last_day_of(site)), publishing(reader).probes()
    )
    configured_pages = (f"{one.watched} {one.standing} {one.options}" for one in site.targets)
    yield Group("method", _hash(base, *configured_pages, repr(measured)), partial(_method, site, measured))
    health = _hash(everything, repr(site.latest_look_at), repr(site.troubles), site.sealed_until)
    yield Group("front", health, partial(_front, site))
    listed = [one.key for one in site.targets if one.standing is not Standing.WATCHED or front.territory_places(site)]
    yield Group("lists", _hash(base, *listed), partial(_lists, site))
    for name, targets in site.procedures().items():
        key = _hash(base, name, *_procedure_names(site), *(one.key for one in targets))
        yield Group(f"procedure/{name}", key, partial(_procedure, site, name))
    yield Group("machines", health, partial(_machines, site))
    told = (f"{one.watched} {one.incidents} {site.edge.last_day(one.watched.timezone)}" for one in site.targets)
    yield Group("feeds", _hash(base, *told), partial(_feeds_of_site, site))
    slugs = {one.slug for one in site.targets}
    moved = {old: now for old, now in publishing(reader).former_ids().items() if old not in slugs and now in slugs}
    yield Group("moved", _hash(base, repr(sorted(moved.items()))), partial(_moved, site, moved))
    gone = published - {one.address for target in site.targets for one in target.incidents}
    yield Group("gone", _hash(everything, *sorted(gone)), partial(_gone, reader, site, published))


def _procedure_names(site: Site) -> list[str]:
    return sorted(site.procedures())


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def program() -> str:
    """A hash of all program text that shapes files: another version of it makes every file again."""
    found = hashlib.sha256(__version__.encode())
    for package in _PACKAGES:
        for file in _texts(resources.files(package)):
            found.update(file.read_bytes())
    return found.hexdigest()


def _texts(folder: Traversable) -> Iterator[Traversable]:
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.is_dir() and file.name != "__pycache__":
            yield from _texts(file)
        elif file.name.rpartition(".")[2] in ("py", "html", "css", "toml", "po", "csv"):
            yield file


def _views(site: Site, place: str) -> Iterator[View]:
    return (View(site, language, place) for language in site.settings.languages)


def _fixed(site: Site) -> Files:
    css = resources.files("monitor.site").joinpath("site.css").read_text(encoding="utf-8")
    files = {STYLE: f"{css}{stylesheet()}{maps.stylesheet()}".encode()}
    for view in _views(site, "not-found.html"):
        files[view.path] = view.render("notfound.html", view.words.say("not-found"))
    return files


def _target(reader: Reader, site: Site, target: SiteTarget, published: frozenset[str]) -> Files:
    told = story(reader, site, target)
    files = {file.path: file.content for file in files_of_target(told, site)}
    known = {one.address for one in told.incidents} | published
    for view in _views(site, target_place(target.slug)):
        files[view.path] = target_page.page(view, told, _links(view, target), _feeds(view, target), "")
    for number in range(1, further_pages.texts_pages(told) + 1):
        for view in _views(site, further_pages.texts_place(target.slug, number)):
            files[view.path] = further_pages.texts_page(view, told, number)
    for number in range(1, further_pages.past_pages(told) + 1):
        for view in _views(site, further_pages.past_place(target.slug, number)):
            files[view.path] = further_pages.past_page(view, told, number)
    for incident in told.incidents:
        for view in _views(site, incident_place(incident.address)):
            files[view.path] = incident_page.page(view, incident, target, known)
    return files


def _links(view: View, target: SiteTarget) -> list[tuple[str, str]]:
    place, w = OfTarget(target.slug), view.words
    feed = [(w.say("link-feed"), place.feed(view.language))] if view.site.settings.base_url else []
    return [
        (w.say("link-json"), place.json),
        (w.say("link-csv"), place.csv),
        *feed,
        (w.say("link-badge"), place.badge(view.language)),
        (w.say("link-embed"), place.embed(view.language)),
    ]


def _feeds(view: View, target: SiteTarget) -> list[tuple[str, str]]:
    """Feeds name themselves by the site's address: without it there are none."""
    path = OfTarget(target.slug).feed(view.language)
    return [(view.words.say("link-feed"), view.to(path))] if view.site.settings.base_url else []


def _method(site: Site, measured: method_page.Measured) -> Files:
    files = {view.path: method_page.method(view, measured) for view in _views(site, "method.html")}
    for name, place in front.system_places(site).items():
        for view in _views(site, place):
            files[view.path] = method_page.system(view, name, measured)
    return files


def _front(site: Site) -> Files:
    files: dict[str, bytes] = {}
    for view in (View(site, site.settings.languages[0], "index.html", at_root=True), *_views(site, "index.html")):
        w = view.words
        feeds = [(w.say("link-feed-all"), feed_of_all(view.language))] if site.settings.base_url else []
        links = [(w.say("link-json"), ALL_JSON), (w.say("link-csv"), ALL_CSV), *feeds]
        files[view.path] = front.front(view, [(name, view.to(path)) for name, path in feeds], links)
    return files


def _lists(site: Site) -> Files:
    files: dict[str, bytes] = {}
    lists: list[tuple[str, Callable[[View], tuple[str, str]], tuple[SiteTarget, ...]]] = [
        ("not-measurable.html", partial(_heading, "unmeasurable"), site.of(Standing.UNMEASURABLE)),
        ("retired.html", partial(_heading, "retired"), site.of(Standing.RETIRED)),
    ]
    territories = front.territories(site)
    for name, place in front.territory_places(site).items():
        lists.append((place, partial(_territory_heading, name), territories[name]))
    for place, heading, targets in lists:
        for number in range(1, max(-(-len(targets) // front.MOST_LISTED), 1) + 1):
            for view in _views(site, front.numbered(place, number)):
                files[view.path] = front.listed(view, *heading(view), targets, place=place, number=number)
    return files


def _heading(key: str, view: View) -> tuple[str, str]:
    told = view.site.of(Standing.UNMEASURABLE if key == "unmeasurable" else Standing.RETIRED)
    return view.words.say(key), view.words.say(f"{key}-lead" if told else f"{key}-none")


def _territory_heading(name: str, view: View) -> tuple[str, str]:
    return name or view.words.say("no-territory"), view.words.say("sorted-note")


def _procedure(site: Site, name: str) -> Files:
    place = front.procedure_places(site)[name]
    return {view.path: front.procedure(view, name) for view in _views(site, place)}


def _machines(site: Site) -> Files:
    places = ["index.html", "method.html", "verify.html", "not-measurable.html", "retired.html"]
    places += [*front.procedure_places(site).values(), *front.system_places(site).values()]
    places += front.territory_places(site).values()
    leaves = [leaf(site, place) for place in places]
    for one in site.targets:
        last = site.edge.last_day(one.watched.timezone)
        leaves.append(leaf(site, target_place(one.slug), last))
        leaves += [leaf(site, incident_place(incident.address), incident.last.day) for incident in one.incidents]
    files = [data.whole_json(site), data.whole_csv(site), *data.schemas(), dataset_of_site(site), card_of_site(site)]
    return {file.path: file.content for file in (*files, *sitemaps(site, leaves), robots(site))}


def _feeds_of_site(site: Site) -> Files:
    """Apart from the others: most looks change nothing that they tell."""
    return {file.path: file.content for file in feeds_of_site(site)}


def _moved(site: Site, moved: Mapping[str, str]) -> Files:
    """Pages at the addresses that renamed targets had."""
    files: dict[str, bytes] = {}
    for old, now in moved.items():
        for view in _views(site, target_place(old)):
            files[view.path] = view.render(
                "moved.html", view.words.say("moved"), link=view.page(target_place(now)), name=now
            )
    return files


def _gone(reader: Reader, site: Site, published: frozenset[str]) -> Files:
    """Pages for incidents that a site had, and that a later reading does not find."""
    if not published:
        return {}
    kept = publishing(reader).incidents([one.watched.row for one in site.targets])
    left = published - {address_of(one.incident.key) for one in kept}
    files: dict[str, bytes] = {}
    for address in sorted(left):
        for view in _views(site, incident_place(address)):
            files[view.path] = view.render("gone.html", view.words.say("gone-title"))
    return files
