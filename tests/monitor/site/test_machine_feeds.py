"""Feeds, lists of pages and robots.txt: as their standards say, with ids that stay."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import feedparser
import pytest

from monitor.config.settings import Reply
from monitor.model import Watchers
from monitor.model.judged import State
from monitor.site.facts import Moment
from monitor.site.machine.feeds import MOST, feeds_of_site, feeds_of_target, summary_lines, updated
from monitor.site.machine.places import ROBOTS, SITEMAP, feed_of_all, feed_of_office
from monitor.site.machine.sitemap import Leaf, leaf, robots, sitemaps
from monitor.site.phrases import tongue
from monitor.store.period_rows import RemarkRow
from tests.monitor.site.making import BASE, STEP, made, page, store_of

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LINES = {"palaiseau": "N" * 60 + "SS" + "N" * 60, "hostile": "X" * 122, "evry": "F" * 122, "quiet": "NS" * 61}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pages = [page(slug, office="Préfecture de l'Essonne") for slug in ("palaiseau", "hostile", "evry")]
    path = store_of(tmp_path_factory.mktemp("feeds") / "x.sqlite3", LINES, [*pages, page("quiet", office="")])
    return made(path)[0]


@pytest.fixture(scope="module")
def found(site) -> dict[str, bytes]:
    every = [*feeds_of_site(site), *(file for one in site.targets for file in feeds_of_target(site, one))]
    return {file.path: file.content for file in every}


def parsed(content: bytes):
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def test_there_is_a_feed_of_all_of_each_office_and_of_each_target_in_each_language(found):
    languages = ("fr", "en", "ar")
    assert {*found} == {
        *(feed_of_all(language) for language in languages),
        *(feed_of_office("Préfecture de l'Essonne", language) for language in languages),
        *(f"feeds/target/{slug}.{language}.xml" for slug in LINES for language in languages),
    }


def test_every_feed_has_all_that_the_standard_requires(found):
    for path, content in found.items():
        feed, root = parsed(content).feed, ET.fromstring(content)
        assert feed.title
        assert feed.author
        assert feed.id.startswith("tag:observatory.example.org,2026:"), path
        assert next(link.href for link in feed.links if link.rel == "self") == f"{BASE}/{path}"
        language = path.rsplit(".", 2)[1]
        assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language
        for entry in parsed(content).entries:
            assert entry.title
            assert entry.summary
            assert entry.link.startswith(f"{BASE}/{language}/incident/")
            assert entry.published_parsed <= entry.updated_parsed, entry.id


def test_ids_are_unique_and_the_same_incident_has_the_same_one_in_every_feed(found):
    for language in ("fr", "en", "ar"):
        whole = {entry.id: entry for entry in parsed(found[feed_of_all(language)]).entries}
        assert len(whole) == len(parsed(found[feed_of_all(language)]).entries)
        for slug in LINES:
            for entry in parsed(found[f"feeds/target/{slug}.{language}.xml"]).entries:
                assert whole[entry.id].updated == entry.updated, "one entry, one time"
                assert whole[entry.id].summary == entry.summary
    feeds = [parsed(content).feed.id for content in found.values()]
    assert len({*feeds}) == len(feeds)


def test_ids_do_not_change_with_words_or_times(site, found):
    other = replace(site, settings=replace(site.settings, title="Autre titre", base_url=f"{BASE}/elsewhere"))
    again = {file.path: file.content for file in feeds_of_site(other)}
    for path, content in again.items():
        before, after = parsed(found[path]), parsed(content)
        assert before.feed.id == after.feed.id
        assert [entry.id for entry in before.entries] == [entry.id for entry in after.entries]


def test_a_feed_was_updated_when_its_latest_entry_was(found):
    for content in found.values():
        feed = parsed(content)
        assert feed.feed.updated == max((entry.updated for entry in feed.entries), default=feed.feed.updated)
        times = [entry.updated for entry in feed.entries]
        assert times == sorted(times, reverse=True), "the latest first"


def test_a_feed_without_entries_is_one(found):
    feed = parsed(found["feeds/target/quiet.fr.xml"])
    assert (len(feed.entries), feed.feed.updated) == (0, "2018-10-01T07:00:00Z")


def test_an_entry_tells_its_denominators_and_what_it_does_not_know(found):
    entry = next(
        one for one in parsed(found["feeds/target/palaiseau.en.xml"]).entries if one.tags[0].term == "no_slots"
    )
    assert entry.title == "Palaiseau – No slot seen for a long time: going on, as far as it is told"
    assert re.search(r"\d+ of \d+ conclusive looks said so, of \d+ looks; counted up to", entry.summary)
    assert "The longest time between two looks was 6 hours; something shorter may have been missed." in entry.summary
    assert "“Plus aucune plage horaire libre”" in entry.summary


def test_hostile_words_are_text(found):
    content = found["feeds/target/hostile.fr.xml"]
    text = content.decode()
    assert "<script" not in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    summaries = [entry.text or "" for entry in ET.fromstring(content).iter(f"{ATOM}summary")]
    assert all("<script>alert(1)</script>" in one for one in summaries)
    assert {entry.attrib["type"] for entry in ET.fromstring(content).iter(f"{ATOM}summary")} == {"text"}


def test_entries_change_when_what_is_told_changes(site):
    one = next(one for one in site.targets if one.slug == "palaiseau")
    incident = next(found for found in one.incidents if found.state is State.OPEN)
    day, at = date(2018, 10, 20), datetime(2018, 10, 20, 12, tzinfo=UTC)
    remark = RemarkRow(1, "machine", "retracted", "2018-10-25T08:00:00.000000Z", "a", "b", "", "no_slots", "notice", "")
    remark = remark._replace(look_at="2018-10-20T07:00:00.000000Z")
    reply = Reply(incident.address, "Préfecture", date(2018, 10, 27), "fr", {"fr": "Non."})
    first = Moment(day, at)
    cases = [
        (replace(incident, first=first), (), at, "it began"),
        (replace(incident, first=first, last=Moment(day, at + STEP)), (), at, "each look is no news"),
        (replace(incident, first=Moment(day, None)), (), datetime(2018, 10, 19, 22, tzinfo=UTC), "its day alone"),
        (
            replace(incident, first=first, state=State.RESOLVED, ended=Moment(day, at + STEP)),
            (),
            at + STEP,
            "it ended",
        ),
        (
            replace(incident, first=first, state=State.LOST, ended=None, last=Moment(day, at + 2 * STEP)),
            (),
            at + 2 * STEP,
            "it was lost from sight",
        ),
        (
            replace(incident, first=first, remarks=(remark,)),
            (),
            datetime(2018, 10, 25, 8, tzinfo=UTC),
            "a look was retracted",
        ),
        (
            replace(incident, first=first),
            (reply,),
            datetime(2018, 10, 26, 22, tzinfo=UTC),
            "the office replied",
        ),
        (
            replace(
                incident,
                first=first,
                remarks=(remark._replace(outcome="slots", look_at="2018-10-31T12:00:00.000000Z"),),
            ),
            (),
            at,
            "remarks on slots that are too young say nothing yet",
        ),
    ]
    for changed, replies, when, why in cases:
        told = replace(site, settings=replace(site.settings, replies=replies))
        assert updated(told, changed, one) == when, why


def test_a_feed_ends_with_its_latest_entries(site):
    one = next(one for one in site.targets if one.slug == "palaiseau")
    many = tuple(
        replace(one.incidents[0], address=f"x-{n}", first=Moment(date(2018, 10, 1), site.now - timedelta(hours=n)))
        for n in range(MOST + 10)
    )
    feed = parsed(next(iter(feeds_of_target(site, replace(one, incidents=many)))).content)
    assert len(feed.entries) == MOST
    assert feed.entries[0].id.endswith("/x-0/fr")


# Pages


def test_the_list_of_pages_names_each_in_each_language(site):
    (file,) = sitemaps(site, [leaf(site, "index.html"), leaf(site, "target/evry.html", date(2018, 10, 5))])
    assert file.path == SITEMAP
    urls = ET.fromstring(file.content).findall(f"{SITEMAPS}url")
    assert len(urls) == 6
    for url in urls:
        links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall(f"{XHTML}link")}
        assert {*links} == {"fr", "en", "ar", "x-default"}
        assert url.findtext(f"{SITEMAPS}loc") in links.values(), "each lists itself"
        assert links["x-default"] == links["fr"]
    assert [url.findtext(f"{SITEMAPS}lastmod") for url in urls] == [None] * 3 + ["2018-10-05"] * 3


def test_a_long_list_is_parted_under_an_index(site):
    leaves = [leaf(site, f"target/{n}.html") for n in range(5)]
    *parts, index = sitemaps(site, leaves, most=6)
    assert index.path == SITEMAP
    named = [urlsplit(one.text or "").path[1:] for one in ET.fromstring(index.content).iter(f"{SITEMAPS}loc")]
    assert named == [part.path for part in parts] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    counts = [len(ET.fromstring(part.content).findall(f"{SITEMAPS}url")) for part in parts]
    assert counts == [6, 6, 3]
    assert all(count <= 6 for count in counts)


def test_addresses_in_the_list_are_escaped(site):
    (file,) = sitemaps(site, [Leaf({"fr": "fr/a&b.html"})])
    assert ET.fromstring(file.content).findtext(f"{SITEMAPS}url/{SITEMAPS}loc") == f"{BASE}/fr/a&b.html"


def test_robots_may_read_all_and_are_told_of_the_list(site):
    file = robots(site)
    assert (file.path, file.content.decode().splitlines()) == (
        ROBOTS,
        ["User-agent: *", "Allow: /", f"Sitemap: {BASE}/sitemap.xml"],
    )


def test_what_is_special_of_an_incident_is_said(site):
    one = next(one for one in site.targets if one.slug == "palaiseau")
    incident = replace(one.incidents[0], last=Moment(date(2018, 10, 20), None))
    reply = Reply(incident.address, "Préfecture\u202e", date(2018, 10, 27), "fr", {"fr": "Non."})
    told = replace(site, settings=replace(site.settings, replies=(reply,)))
    remark = RemarkRow(1, "machine", "retracted", "", "a", "b", "", "no_slots", "notice", "")
    cases = [
        (replace(incident, watchers=Watchers.PEOPLE), "Looks by people, counted apart from those of the robot."),
        (replace(incident, state=State.LOST), "No longer observable after Saturday 20 October 2018."),
        (replace(incident, proving=None, conclusive=8, looks=9), "8 conclusive looks, of 9; counted up to "),
        (replace(incident, remarks=(remark,)), "A reading was annotated or retracted later: see the page."),
        (incident, "Reply of Préfecture[U+202E]."),
    ]
    for changed, said in cases:
        assert any(line.startswith(said) for line in summary_lines(tongue("en"), changed, one, told)), said


def test_what_is_not_counted_yet_is_left_out(site):
    one = next(one for one in site.targets if one.slug == "palaiseau")
    young = replace(one.incidents[0], counted_until=None, largest_gap=None, first_quote="", last_quote="")
    real = replace(site, simulated=False)
    assert [line.split(" ")[0] for line in summary_lines(tongue("en"), young, one, real)] == ["First", "Latest"]
