"""Badges, cards and strips: what they say, that they are well-formed, and that nothing in them fetches or runs."""

import json
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace
from itertools import pairwise

import html5lib
import pytest

from monitor.charts import DayMark
from monitor.charts.paint import LIGHT
from monitor.site.facts import Site, SiteTarget, Standing
from monitor.site.machine.badges import badges, message
from monitor.site.machine.cards import HEIGHT, WIDTH, card_of_site, card_of_target
from monitor.site.machine.embed import POLICY, caption, embeds
from monitor.site.machine.places import OfTarget
from monitor.site.machine.png import Picture
from monitor.site.phrases import tongue
from tests.monitor.site.making import made, page, store_of

LANGUAGES = ("fr", "en", "ar")
LINES = {
    "none": "N" * 164,
    "some": "N" * 80 + "SNNN" * 5 + "N" * 64,
    "most": "SSSN" * 41,
    "gate": "G" * 164,
    "error": "F" * 164,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    evil = 'Évry "><script>alert(1)</script>\u202e'
    pages = [page(slug, name=evil if slug == "some" else slug) for slug in LINES]
    return made(store_of(tmp_path_factory.mktemp("pictures") / "x.sqlite3", LINES, pages))[0]


def target(site: Site, slug: str) -> SiteTarget:
    return next(one for one in site.targets if one.slug == slug)


@pytest.mark.parametrize(
    ("slug", "mark", "said", "why"),
    [
        ("none", DayMark.NONE, "none at 120 looks", "the denominator, never that there is none"),
        ("some", DayMark.NONE, "none at 95.8% of 120 looks", "the share and the denominator"),
        ("most", DayMark.SLOTS, "none at 25% of 120 looks", "slots at most looks"),
        ("gate", DayMark.GATED, "not measurable by a robot", "nothing is claimed behind a captcha"),
        ("error", DayMark.TURNED_AWAY, "no conclusive look", "errors prove nothing"),
    ],
)
def test_a_badge_says_what_was_seen_at_how_many_looks(site, slug, mark, said, why):
    assert message(target(site, slug), tongue("en")) == (mark, said), why


def test_the_badge_of_a_retired_target_says_so(site):
    one = replace(target(site, "none"), standing=Standing.RETIRED)
    assert message(one, tongue("fr")) == (DayMark.NOT_MEASURED, "plus observée")


@pytest.mark.parametrize("slug", LINES)
def test_badges_are_well_formed_and_the_same_in_both_forms(site, slug):
    found = {file.path: file.content for file in badges(site, target(site, slug))}
    assert len(found) == 2 * len(LANGUAGES)
    for language in LANGUAGES:
        endpoint = json.loads(found[OfTarget(slug).endpoint(language)])
        assert {*endpoint} == {"schemaVersion", "label", "message", "color", "cacheSeconds"}, "what shields.io takes"
        assert endpoint["schemaVersion"] == 1
        assert re.fullmatch(r"[0-9a-f]{6}", endpoint["color"])
        root = ET.fromstring(found[OfTarget(slug).badge(language)])
        texts = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
        wanted = [endpoint["label"], endpoint["message"]]
        assert texts == (wanted[::-1] if language == "ar" else wanted), "the label where reading begins"
        assert tongue(language).say("badge_simulated") in endpoint["message"], "simulated time is always labelled"
        assert float(root.attrib["width"]) < 520


@pytest.mark.parametrize("slug", LINES)
def test_nothing_in_badges_and_strips_runs_styles_or_fetches(site, slug):
    for file in (*badges(site, target(site, slug)), *embeds(site, target(site, slug))):
        if file.path.endswith(".svg"):
            text = file.content.decode()
            assert text.count("://") == 1, "the name space alone"
            for one in ET.fromstring(text).iter():
                assert one.tag.rpartition("}")[2] not in ("script", "style", "image", "foreignObject")
                assert not [key for key in one.attrib if key.startswith("on") or key in ("style", "href", "src")]
            assert "\u202e" not in text


@pytest.mark.parametrize(("fill", "ink"), [(paint.fill, paint.ink) for paint in LIGHT.marks.values()])
def test_badges_can_be_read(fill, ink):
    assert contrast(fill, ink) >= 4.5


def contrast(one: str, other: str) -> float:
    def light(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# Strips


def test_a_strip_says_its_share_its_denominator_and_its_days(site):
    said = caption(target(site, "most"), tongue("en"))
    assert said == ("most: no slot at 25% of 120 conclusive looks, Thursday 11 October 2018 to Friday 9 November 2018")
    assert caption(target(site, "gate"), tongue("en")).startswith("gate: no conclusive look, ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_a_frame_is_valid_and_closed(site, language):
    found = {file.path: file.content.decode() for file in embeds(site, target(site, "some"))}
    text = found[OfTarget("some").embed(language)]
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert document.attrib["lang"] == language
    assert document.attrib["dir"] == ("rtl" if language == "ar" else "ltr")
    assert not list(document.iter("script"))
    assert not [one for one in document.iter() if isinstance(one.tag, str) and {"style", "onclick"} & {*one.attrib}]
    assert next(one.attrib["content"] for one in document.iter("meta") if "http-equiv" in one.attrib) == POLICY
    assert [one.attrib["href"] for one in document.iter("link")] == ["../style.css"]
    link = next(document.iter("a"))
    assert link.attrib["href"].endswith(f"/{language}/target/some.html")
    assert link.attrib["target"] == "_top", "it opens the page itself, not a page in a frame"
    assert found[OfTarget("some").strip(language)] in text
    assert len(text.encode()) < 6000


def test_the_page_for_a_frame_works_without_the_sites_address(site):
    unknown = replace(site, settings=replace(site.settings, base_url=""))
    text = next(file for file in embeds(unknown, target(site, "none")) if file.path.endswith("fr.html"))
    assert 'href="../fr/target/none.html"' in text.content.decode()


# Cards


def decoded(content: bytes) -> tuple[int, int, list[list[str]]]:
    """Width, height and the colours of all pixels; checks the sum of each chunk."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    at, chunks = 8, {}
    while at < len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + size]
        assert zlib.crc32(kind + body) == struct.unpack(">I", content[at + 8 + size : at + 12 + size])[0]
        chunks[kind] = body
        at += 12 + size
    width, height, *form = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert form == [8, 3, 0, 0, 0]
    palette = [f"#{chunks[b'PLTE'][n : n + 3].hex()}" for n in range(0, len(chunks[b"PLTE"]), 3)]
    raw = zlib.decompress(chunks[b"IDAT"])
    assert len(raw) == (width + 1) * height
    lines = [raw[row * (width + 1) : (row + 1) * (width + 1)] for row in range(height)]
    assert {line[0] for line in lines} == {0}
    return width, height, [[palette[pixel] for pixel in line[1:]] for line in lines]


def test_a_picture_is_what_was_drawn():
    picture = Picture(8, 4, "#ffffff")
    picture.fill(-2, 1, 4, 2, "#00508a")
    picture.fill(6, 3, 10, 10, "#a63d2f")
    picture.fill(9, 0, 2, 2, "#a63d2f")
    width, height, pixels = decoded(picture.png())
    assert (width, height) == (8, 4)
    assert pixels[0] == ["#ffffff"] * 8
    assert pixels[1] == pixels[2] == ["#00508a"] * 2 + ["#ffffff"] * 6
    assert pixels[3] == ["#ffffff"] * 6 + ["#a63d2f"] * 2


def test_a_picture_has_256_colours_at_most():
    picture = Picture(1, 1, "#000000")
    for shade in range(1, 256):
        picture.fill(0, 0, 1, 1, f"#0000{shade:02x}")
    with pytest.raises(ValueError, match="256 colours at most; #ffffff is one more"):
        picture.fill(0, 0, 1, 1, "#ffffff")


@pytest.mark.parametrize(
    ("slug", "mark"),
    [("none", DayMark.NONE), ("most", DayMark.SLOTS), ("gate", DayMark.GATED), ("error", DayMark.ERROR)],
)
def test_a_card_shows_its_days_in_the_colours_of_what_was_seen(site, slug, mark):
    width, height, pixels = decoded(card_of_target(target(site, slug)).content)
    assert (width, height) == (WIDTH, HEIGHT) == (1200, 630), "what sites that show cards ask for"
    assert {pixels[70 + row * 124][70 + column * 108] for row in range(3) for column in range(10)} == {
        LIGHT.marks[mark].fill
    }
    assert LIGHT.marks[mark].ink in {color for row in pixels for color in row}, "and with its symbol"


def test_the_bar_of_a_card_is_shared_out_as_the_looks_were(site):
    pixels = decoded(card_of_target(target(site, "most")).content)[2][500]
    slots, none = (pixels.count(LIGHT.marks[mark].fill) for mark in (DayMark.SLOTS, DayMark.NONE))
    assert abs(slots / (slots + none) - 0.75) < 0.02


def test_the_card_of_the_site_has_a_line_for_each_target_with_an_answer(site):
    width, height, pixels = decoded(card_of_site(site).content)
    assert (width, height) == (WIDTH, HEIGHT)
    edges = [row[61] for row in pixels]
    assert edges.count(LIGHT.paper) < HEIGHT
    lines = sum(before == LIGHT.paper != after for before, after in pairwise(edges))
    assert lines == 3, "those of which no look could tell have none"


def test_cards_are_small_and_the_same_each_time(site):
    for one in site.targets:
        assert card_of_target(one) == card_of_target(one)
        assert len(card_of_target(one).content) < 10_000
    assert len(card_of_site(site).content) < 10_000


@pytest.mark.parametrize(
    ("letter", "mark"),
    [("C", DayMark.CLOSED), ("R", DayMark.TURNED_AWAY), ("?", DayMark.UNREAD), (".", DayMark.NOT_MEASURED)],
)
def test_every_state_has_its_own_square(tmp_path, letter, mark):
    site, _ = made(store_of(tmp_path / "x.sqlite3", {"one": letter * 12 + "N" * 8}))
    pixels = decoded(card_of_target(site.targets[0]).content)[2]
    paint = LIGHT.marks[mark]
    used = {color for row in pixels for color in row}
    assert {paint.fill, paint.edge} <= used
    assert paint.ink in used or mark is DayMark.NOT_MEASURED


def test_a_target_without_any_look_has_a_card_of_empty_days(tmp_path):
    site, _ = made(store_of(tmp_path / "x.sqlite3", {"one": "N"}))
    pixels = decoded(card_of_target(site.targets[0]).content)[2]
    empty = LIGHT.marks[DayMark.NOT_MEASURED]
    assert {color for row in pixels for color in row} <= {LIGHT.paper, empty.fill, empty.edge}
