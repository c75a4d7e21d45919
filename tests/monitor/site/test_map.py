"""The map: counted rightly, legible without colour, harmless, small, and the same in its table."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace

import pytest

from monitor.catalogue import Entry, State, entries
from monitor.charts import About, stylesheet
from monitor.report.counts import ReasonCount, Seen
from monitor.site import map as drawn
from monitor.site.departements import CREDIT, PARIS_SIZE, SIZE, Part, code_of, names, outlines
from monitor.site.departements.areas import Area, Shade, areas, same_procedure
from monitor.site.departements.table import caption, percent, rows
from monitor.site.facts import SiteTarget, Standing
from monitor.site.map import departements_map
from monitor.site.phrases import tongue
from probes.contract import Outcome
from tests.monitor.site.making import made, page, store_of

LANGUAGES = ("fr", "en", "ar")
SVG = "{http://www.w3.org/2000/svg}"
ABOUT = About("map", "Titre de séjour")
LINKED = [Area(code, 3, 2, 1, 1200, 1190, f"fr/departement/{code}.html") for code in names()]
MIXED = [
    Area("91", 3, 2, 0, 720, 718, "91.html"),
    Area("93", 2, 1, 0, 700, 700),
    Area("75", 2, 1, 1),
    Area("33", 2, 2, 1, 10, 4),
    Area("59", 1, 1, 0),
    Area("976", 1, 1, 0, 500, 430, "976.html"),
    Area("13", 1, 0, 0),
    Area("38", 1, 0, 1),
]


def elements(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter())


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in elements(svg) if one.tag == f"{SVG}text"]


def titles(svg: str) -> list[str]:
    return [one.text or "" for one in elements(svg) if one.tag == f"{SVG}title"][1:]


# Data


def test_there_are_all_departements_and_the_collectivities_with_residents():
    main = {one.code for one in outlines() if one.part is Part.MAIN}
    assert main == {*(f"{n:02}" for n in range(1, 96) if n != 20), "2A", "2B"}
    overseas = [one.code for one in outlines() if one.part is Part.OVERSEAS]
    assert overseas == ["971", "972", "973", "974", "976", "975", "977", "978", "986", "987", "988"]
    assert [one.code for one in outlines() if one.part is Part.PARIS] == ["75", "92", "93", "94"]


def test_every_outline_is_closed_inside_the_map_and_holds_its_number():
    for one in outlines():
        if one.part is Part.OVERSEAS:
            assert one.path == "", "a labelled box, not an outline"
            continue
        wide, high = SIZE if one.part is Part.MAIN else PARIS_SIZE
        for ring in re.findall(r"M[^M]*", one.path):
            assert ring.endswith("z")
            x, y = (int(number) for number in re.findall(r"-?\d+", ring)[:2])
            assert 0 <= x <= wide, one
            assert 0 <= y <= high, one
        assert 0 < one.x < wide, one
        assert 0 < one.y < high, one
        assert one.room > 0, one


@pytest.mark.parametrize(
    ("territory", "code", "why"),
    [
        ("Essonne", "91", "a name"),
        ("91", "91", "a code"),
        ("seine saint denis", "93", "whatever its dashes and capitals"),
        ("Rhone", "69", "or accents"),
        ("Côte-d’Or", "21", "or apostrophes"),
        ("2a", "2A", "Corsica has letters"),
        ("Mayotte", "976", "overseas too"),
        ("Île-de-France", "", "a region is none"),
        ("", "", "nothing is none"),
    ],
)
def test_a_territory_is_found_by_name_or_code(territory, code, why):
    assert code_of(territory) == code, why


def test_every_departement_of_the_catalogue_is_on_the_map():
    assert {one.departement for one in entries().values() if one.departement} <= names().keys()


# Counting


@pytest.mark.parametrize(
    ("one", "other", "same", "why"),
    [
        ("Titre de séjour", "titre de SEJOUR", True, "case and accents do not matter"),
        ("Titre de séjour", "Titre de séjour, guichet 2", True, "one goes on where the other ends"),
        ("Titre de séjour", "Titres de séjour", False, "another word"),
        ("Titre de séjour", "Remise d'un titre de séjour", False, "another procedure"),
        ("", "Titre de séjour", False, "an unknown one is none"),
    ],
)
def test_procedures_are_the_same_by_their_words(one, other, same, why):
    assert same_procedure(one, other) is same_procedure(other, one) is same, why


@pytest.fixture(scope="module")
def target(tmp_path_factory) -> SiteTarget:
    """One page of Essonne; tests give it other figures."""
    path = store_of(
        tmp_path_factory.mktemp("map") / "x.sqlite3",
        {"palaiseau": "NNNNNNNNNNNN"},
        [page("palaiseau", procedure="Titre de séjour")],
    )
    return made(path)[0].targets[0]


def given(target: SiteTarget, slug: str, conclusive: int, with_slots: int, **changes) -> SiteTarget:
    reason = ReasonCount("notice", Outcome.NO_SLOTS, conclusive, 0, conclusive, 1, "", "")
    seen = Seen(anchored=conclusive, conclusive=conclusive, with_slots=with_slots, reasons=(reason,))
    facts = replace(target.lately, seen={"machine": seen})
    of = {
        "standing": Standing.WATCHED,
        "territory": "Essonne",
        "procedure": "Titre de séjour",
        "options": {},
        **changes,
    }
    watched = replace(
        target.watched,
        slug=slug,
        url=f"https://rdv.example/{slug}",
        territory=of.pop("territory"),
        procedure=of.pop("procedure"),
    )
    return replace(target, watched=watched, lately=facts, **of)


def area(code: str, *targets: SiteTarget, catalogue: Iterable[Entry] = ()) -> Area:
    found = areas(targets, catalogue, "Titre de séjour", href=lambda code: f"{code}.html")
    return next(one for one in found if one.code == code)


def test_the_looks_of_all_pages_of_a_departement_are_added(target):
    one = area(
        "91", given(target, "a", 100, 0), given(target, "b", 300, 100), given(target, "c", 9, 9, territory="Paris")
    )
    assert (one.watched, one.known, one.without, one.conclusive, one.share) == (2, 2, 300, 400, 0.75)
    assert one.href == "91.html"


def test_retired_pages_other_procedures_and_other_territories_do_not_count(target):
    others = [
        given(target, "a", 100, 0, standing=Standing.RETIRED),
        given(target, "b", 100, 0, procedure="Naturalisation"),
        given(target, "c", 100, 0, territory="Exampleland"),
    ]
    found = areas(others, (), "Titre de séjour")
    assert {one.watched for one in found} == {0}
    assert {one.href for one in found} == {""}


def test_known_pages_are_those_watched_and_those_of_the_catalogue_that_are_not_gone(target):
    entry = replace(
        next(iter(entries().values())),
        departement="91",
        procedure="Titre de séjour",
        state=State.CURRENT,
        gated=False,
        url="https://rdv.example/x",
    )
    catalogue = [
        replace(entry, id="a"),
        replace(entry, id="elsewhere"),
        replace(entry, id="same-page", url="https://rdv.example/a"),
        replace(entry, id="old", state=State.STALE),
        replace(entry, id="other", procedure="Naturalisation"),
        replace(entry, id="nowhere", departement=""),
    ]
    one = area("91", given(target, "a", 10, 0), catalogue=catalogue)
    assert (one.watched, one.known) == (1, 2), "its own entry, by id or address, is not counted twice"


@pytest.mark.parametrize(
    ("one", "shade", "why"),
    [
        (Area("91"), Shade.UNKNOWN, "nothing is known"),
        (Area("91", 1), Shade.KNOWN, "known, not watched"),
        (Area("91", 1, 0, 1), Shade.UNMEASURABLE, "known to be behind a captcha"),
        (Area("91", 2, 0, 1), Shade.KNOWN, "only one of two is"),
        (Area("91", 2, 1, 1), Shade.UNMEASURABLE, "the one that is watched is gated"),
        (Area("91", 2, 2, 1), Shade.UNANSWERED, "the other one gave no answer"),
        (Area("91", 2, 2, 1, 10, 10), Shade.NEVER, "the other one answered"),
        (Area("91", 1, 1, 0, 100_000, 99_999), Shade.RARELY, "one slot in 100,000 looks is not none"),
        (Area("91", 1, 1, 0, 100, 95), Shade.RARELY, "steps begin at their number"),
        (Area("91", 1, 1, 0, 1000, 949), Shade.SELDOM, "and end below it"),
        (Area("91", 1, 1, 0, 100, 75), Shade.SELDOM, "75 %"),
        (Area("91", 1, 1, 0, 100, 74), Shade.OFTEN, "less"),
        (Area("91", 1, 1, 0, 100, 50), Shade.OFTEN, "half"),
        (Area("91", 1, 1, 0, 100, 49), Shade.MOSTLY, "less than half"),
        (Area("91", 1, 1, 0, 100, 0), Shade.MOSTLY, "slots at every look"),
    ],
)
def test_shades(one, shade, why):
    assert one.shade is shade, why


@pytest.mark.parametrize(
    ("share", "said"),
    [(1, "100"), (0.9999, ">99"), (0.99, "99"), (0.989, "98"), (0.5, "50"), (0.29, "29"), (0.004, "<1"), (0, "0")],
)
def test_only_all_is_100_and_only_none_is_0(share, said):
    assert percent(share, tongue("en").voice) == said


# Words


def test_the_table_says_what_the_map_shows():
    found = {row.code: row for row in rows(MIXED, tongue("en"))}
    assert list(found) == [one.code for one in MIXED]
    one = found["91"]
    assert (one.name, one.share, one.looks, one.pages) == ("Essonne", "99.7%", "718 of 720", "2 watched of 3 known")
    assert (one.href, one.note) == ("91.html", "")
    assert found["33"].note == "Some of them not measurable by a robot"
    assert (found["75"].share, found["75"].looks, found["75"].note) == ("–", "–", "Not measurable by a robot")
    assert found["13"].note == "Page known, not watched"


def test_departements_without_a_page_are_no_rows():
    assert rows([Area("01")], tongue("en")) == ()


def test_the_caption_counts_the_pages_of_the_country():
    assert caption(MIXED, tongue("en")) == "Booking pages: 8 watched of 13 known."
    assert caption(MIXED, tongue("fr")) == "Pages de rendez-vous\u00a0: 8 observées sur 13 connues."


# The drawing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("given", [[], MIXED, LINKED], ids=["none", "some", "all"])
def test_a_map_is_well_formed_small_and_harmless(language, given):
    svg = departements_map(ABOUT, given, tongue(language))
    assert len(svg.encode()) < 60_000
    for one in elements(svg):
        names_of = {key.rpartition("}")[2] for key in one.attrib}
        assert not {name for name in names_of if name.startswith("on") or name in ("style", "src")}
        assert not [value for value in one.attrib.values() if re.search(r"//|javascript:|url\((?!#)", value)]
        assert one.tag.removeprefix(SVG) not in ("script", "style", "image", "foreignObject", "use")
    assert svg.count("://") == 1, "the name space alone"
    assert svg == departements_map(ABOUT, given, tongue(language))


def test_all_that_is_referred_to_is_there_and_ids_are_unique():
    svg = departements_map(ABOUT, MIXED, tongue("fr"))
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert all(one.startswith("map-") for one in ids)
    assert {*re.findall(r"url\(#([^)]+)\)", svg)} <= {*ids}


def test_a_map_says_what_it_is_and_what_each_departement_was():
    svg = departements_map(ABOUT, MIXED, tongue("en"))
    root, *others = elements(svg)
    ids = {one.attrib["id"]: one.text for one in others if "id" in one.attrib}
    assert [ids[name] for name in root.attrib["aria-labelledby"].split()] == [
        "Titre de séjour",
        "Booking pages: 8 watched of 13 known.",
    ]
    assert "Booking pages: 8 watched of 13 known." in texts(svg), "for everybody"
    assert "Essonne (91): 99.7% of 720 conclusive looks without slot; 2 watched of 3 known" in titles(svg)
    assert any(one.startswith("Isère (38): 0 watched of 1 known; Not measurable") for one in titles(svg))


def test_links_stand_in_a_group_and_an_image_has_none():
    for given, role, count in ((MIXED, "group", 2), ([replace(one, href="") for one in MIXED], "img", 0)):
        svg = departements_map(ABOUT, given, tongue("en"))
        root, *others = elements(svg)
        links = [one for one in others if one.tag == f"{SVG}a"]
        assert root.attrib["role"] == role
        assert len(links) == count, "each département once, although Paris is drawn twice"
        assert all(link.find(f".//{SVG}title") is not None for link in links), "each says where it goes"


def test_each_state_is_told_without_colour():
    """Shares are dots of three sizes, full or none; each has its number. What is not measured is hatched or lined."""
    every = dict(zip(Shade, names(), strict=False))
    counts = {"never": 100, "rarely": 97, "seldom": 80, "often": 60, "mostly": 20}
    given = [
        Area(code, 1, 1, 0, 100, counts[shade])
        if shade in counts
        else {
            Shade.UNMEASURABLE: Area(code, 1, 1, 1),
            Shade.UNANSWERED: Area(code, 1, 1),
            Shade.KNOWN: Area(code, 1),
            Shade.UNKNOWN: Area(code),
        }[shade]
        for shade, code in every.items()
    ]
    assert [one.shade for one in given] == list(Shade)
    svg = departements_map(ABOUT, given, tongue("en"))
    patterns = {one.attrib["id"]: ET.tostring(one) for one in elements(svg) if one.tag == f"{SVG}pattern"}
    drawn_as = [
        patterns[f"map-{shade}"] for shade in ("rarely", "seldom", "often", "unmeasurable", "unanswered", "known")
    ]
    without = {re.sub(rb'(fill|stroke|class|id)="[^"]*"', b"", one) for one in drawn_as}
    assert len(without) == 6, "they differ in shape, not only in colour"
    assert {"100", "97", "80", "60", "20"} <= {*texts(svg)}


def test_a_partly_gated_departement_is_hatched_over_its_share():
    svg = departements_map(ABOUT, [Area("33", 2, 2, 1, 10, 4)], tongue("en"))
    assert svg.count('fill="url(#map-mostly-partly)"') == 2, "and in the legend"
    assert tongue("en").say("partly") in texts(svg)
    assert "40" in texts(svg)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outlines_are_credited_and_the_legend_names_each_state(language):
    shown = " ".join(texts(departements_map(ABOUT, MIXED, tongue(language))))
    assert CREDIT in shown
    assert {tongue(language).say(shade)[:20] for shade in {one.shade for one in MIXED if not one.conclusive}} <= {
        text[:20] for text in texts(departements_map(ABOUT, MIXED, tongue(language)))
    }


def test_a_language_from_right_to_left_turns_the_words_and_not_the_country():
    french, arabic = (elements(departements_map(ABOUT, MIXED, tongue(language))) for language in ("fr", "ar"))
    assert arabic[0].attrib["direction"] == "rtl"
    paths = [[one.attrib["d"] for one in found if one.tag == f"{SVG}path"][:96] for found in (french, arabic)]
    assert paths[0] == paths[1]
    first = [
        next(float(one.attrib["x"]) for one in found if one.text == "971 Guadeloupe") for found in (french, arabic)
    ]
    assert first[0] < 100 < 200 < first[1]


def test_numbers_keep_their_direction():
    svg = departements_map(ABOUT, [Area("33", 1, 1, 0, 1000, 999)], tongue("ar"))
    groups = [one for one in elements(svg) if [child.text for child in one] == [">99"]]
    assert [one.attrib["direction"] for one in groups] == ["ltr"], "it would read 99< otherwise"


def test_hostile_words_are_words():
    evil = '"><script>alert(1)</script>\u202e'
    svg = departements_map(About("map", evil), [replace(MIXED[0], href=evil[:-1])], tongue("en"))
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert elements(svg)[1].text == '"><script>alert(1)</script>', "and still quoted"


def test_every_class_is_one_that_the_stylesheets_know():
    svg = departements_map(ABOUT, MIXED, tongue("en"))
    sheets = stylesheet() + drawn.stylesheet()
    classes = {name for one in elements(svg) for name in one.attrib.get("class", "").split()}
    assert {name for name in classes if f".{name}" not in sheets} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_map_says_a_word_that_concludes(language):
    svg = departements_map(ABOUT, MIXED, tongue(language)).lower()
    assert not [word for word in ("bloqu", "panne", "bug", "disponible", "available", "blocked") if word in svg]
