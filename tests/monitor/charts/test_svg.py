"""Every chart: approved by a person, well-formed, harmless whatever it is told, the same each time."""

import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from monitor.charts import (
    ENGLISH,
    About,
    Day,
    DayMark,
    Hour,
    Labels,
    Row,
    Segment,
    strip,
    stylesheet,
    timeline,
    week_map,
    year_calendar,
)
from monitor.charts.drawing import clean, fitted
from tests.monitor.charts.examples import EXAMPLES, HOSTILE, LABELS, at, year_of_days

GOLDEN = Path(__file__).parent / "golden"
REWRITE = os.environ.get("SLOTWATCH_REWRITE_GOLDEN") == "1"
ELEMENTS = {"svg", "title", "desc", "rect", "g", "path", "text"}


def elements(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter())


def name(element: ET.Element) -> str:
    return element.tag.removeprefix("{http://www.w3.org/2000/svg}")


def titles(svg: str) -> list[str]:
    return [one.text or "" for one in elements(svg) if name(one) == "title"]


def shown(svg: str) -> list[str]:
    return [one.text or "" for one in elements(svg) if name(one) == "text"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_charts_look_as_a_person_has_approved(example):
    path, svg = GOLDEN / f"{example}.svg", EXAMPLES[example]()
    if REWRITE:
        path.write_text(svg, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == svg, "look at the picture; SLOTWATCH_REWRITE_GOLDEN=1 accepts it"


def test_no_golden_file_is_left_over():
    assert {path.name for path in GOLDEN.glob("*.svg")} == {f"{example}.svg" for example in EXAMPLES}


@pytest.mark.parametrize("example", EXAMPLES)
def test_nothing_in_a_chart_runs_styles_or_fetches(example):
    svg = EXAMPLES[example]()
    for element in elements(svg):
        assert name(element) in ELEMENTS
        assert not [key for key in element.attrib if re.match(r"on|style|.*href|src", key)]
        assert not [value for value in element.attrib.values() if re.search(r"url\(|//|javascript:", value)]
    assert svg.count("://") == 1, "the name space alone"


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_chart_says_what_it_is_to_those_who_do_not_see_it(example):
    root, *others = elements(EXAMPLES[example]())
    assert root.attrib["role"] == "img"
    ids = {one.attrib["id"]: one for one in others if "id" in one.attrib}
    assert root.attrib["aria-labelledby"].split() == list(ids)
    assert [name(one) for one in ids.values()] == ["title", "desc"]
    assert all(one.text for one in ids.values())


def test_ids_are_unique_on_a_page_with_every_chart():
    ids = [one.attrib["id"] for make in EXAMPLES.values() for one in elements(make()) if "id" in one.attrib]
    assert len(ids) == len(set(ids)) == 2 * len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_chart_has_no_size_but_its_proportions_and_stays_inside_them(example):
    root, *others = elements(EXAMPLES[example]())
    assert not {"width", "height"} & root.attrib.keys()
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for path in (one.attrib["d"] for one in others if name(one) == "path"):
        for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", path):
            assert 0 <= float(x) <= width, path
            assert 0 <= float(y) <= height, path
    for text in (one for one in others if name(one) == "text"):
        assert 0 <= float(text.attrib["x"]) <= width
        assert 0 <= float(text.attrib["y"]) <= height


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_same_chart_is_the_same_each_time(example):
    assert EXAMPLES[example]() == EXAMPLES[example]()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_a_chart_runs_the_way_its_language_does(language, direction):
    root, *others = elements(year_calendar(About("x", "x"), year_of_days(count=20), LABELS[language]))
    assert (root.attrib["lang"], root.attrib["direction"]) == (language, direction)
    names = [float(one.attrib["x"]) for one in others if name(one) == "text" and "font-weight" in one.attrib]
    assert (names == sorted(names)) is (direction == "ltr"), "January comes where reading begins"


def test_time_runs_from_right_to_left_in_arabic():
    rows = [Row("", [Segment(at(1), at(2), DayMark.NONE), Segment(at(8), at(9), DayMark.ERROR)])]
    for language, first in [("fr", "none"), ("ar", "error")]:
        svg = timeline(About("x", "x"), rows, LABELS[language], start=at(1), end=at(9), zone="UTC")
        starts = {
            mark: float(re.findall(rf'"sw-{mark}"[^>]*>\n<path d="M([\d.]+)', svg)[0]) for mark in ("none", "error")
        }
        assert min(starts, key=starts.__getitem__) == first


# Captured words


def hostile_charts() -> list[str]:
    said = About("x", HOSTILE, headed=True)
    day = Day(at(1).date(), DayMark.NONE, HOSTILE, HOSTILE)
    row = Row(HOSTILE, [Segment(at(1), at(2), DayMark.NONE, HOSTILE)])
    return [
        year_calendar(said, [day], ENGLISH),
        week_map(said, {(0, 0): Hour(0.5, 9, HOSTILE)}, ENGLISH),
        timeline(said, [row], ENGLISH, start=at(1), end=at(3), zone="UTC"),
        strip(said, {DayMark.NONE: 1}, HOSTILE, ENGLISH),
    ]


@pytest.mark.parametrize("svg", hostile_charts(), ids=["year", "week", "timeline", "strip"])
def test_hostile_words_are_words(svg):
    assert "script" not in {name(one) for one in elements(svg)}
    assert "<script" not in svg
    assert not [char for char in svg if char != "\n" and not char.isprintable() and char not in "\u00a0\u202f"]
    assert any('<script>alert("x")</script>' in title for title in titles(svg)), "and still quoted"
    assert svg.encode("utf-8").decode("utf-8") == svg


@pytest.mark.parametrize(
    ("text", "kept", "why"),
    [
        ("a\u202eb\u2066c\u200fd", "abcd", "nothing that turns the direction"),
        ("a\x00b\x07c\u0085d", "a b c d", "no control characters"),
        ("a\nb\u2028c\td", "a b c d", "one line"),
        ("\ud83d", "", "half a character"),
        ("a\ufffeb\uffffc", "a b c", "what XML forbids"),
        ("😀 é 漢", "😀 é 漢", "letters of any kind stay"),
        ("1\u202f714 %\u00a0: b", "1\u202f714 %\u00a0: b", "French spaces stay"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 3, "no tower of marks"),
        ("x" * 301, "x" * 299 + "…", "no flood"),
        ("x" * 10_000_000, "x" * 299 + "…", "nor the time to read one"),
    ],
)
def test_words_are_cleaned(text, kept, why):
    assert clean(text) == kept, why


def test_long_names_are_cut_to_what_fits():
    assert fitted("short", 100) == "short"
    assert fitted("a very long name of an office", 60) == "a very l…"
    assert fitted("漢字漢字漢字漢字", 60) == "漢字漢字…", "wide letters need more room"


@pytest.mark.parametrize("wrong", ["", "1a", "a b", 'a"b', "é", "a\n", "a'onload="])
def test_ids_are_plain(wrong):
    with pytest.raises(ValueError, match="use a letter, then ASCII letters"):
        About(wrong, "x")


def test_labels_must_be_whole():
    with pytest.raises(ValueError, match="chart labels for 'fr': months: give 12"):
        _shortened("months")
    with pytest.raises(ValueError, match="weekdays: give 7"):
        _shortened("weekdays")


def _shortened(field: str) -> Labels:
    values = {name: getattr(LABELS["fr"], name) for name in Labels.__dataclass_fields__}
    return Labels(**{**values, field: values[field][1:]})


def test_the_style_sheet_fetches_nothing_and_rules_every_class_in_use():
    css = stylesheet()
    assert not re.search(r"url|@import|<|expression", css)
    assert css.count("{") == css.count("}")
    used = {one for make in EXAMPLES.values() for one in re.findall(r"\bsw-[\w-]+", make())}
    assert {f".{one}" for one in used} <= set(re.findall(r"\.sw-[\w-]+", css))
