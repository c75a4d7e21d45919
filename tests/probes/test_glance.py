"""What is read from the parser's events is what the tree would say, whatever the page: BeautifulSoup is the measure."""

import gc
import warnings
import weakref
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from probes.html import Element, Html, visible_text
from probes.text import normalise

PAGES = sorted((Path(__file__).parents[1] / "pages").rglob("*.html"))
SELECTORS = (
    "h1",
    "td.free",
    "*",
    "a[href]",
    ".a.free",
    "#b",
    "p:not(.a)",
    "div p, b > i",
    "input[type=submit i]",
    "[class~=free]",
    "[class*='a f' i]",
    "[rel='x y']",
    "a[href!='/a']",
    "li:nth-of-type(2)",
    ":is(h1, td)[class]",
    "form:has(input)",
    "[ID=B i]",
    "TD",
)


def tree(text: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return BeautifulSoup(text.replace("\x00", ""), "lxml")


def agrees(text: str) -> None:
    """Each answer of the page is the one that is read from a tree."""
    page, soup = Html(text, "https://www.example.test/"), tree(text)
    assert page.visible == visible_text(soup)
    title = soup.find("title")
    assert page.title == (normalise(title.get_text()).replace("\n", " ") if title else "")
    root = soup.find("html")
    declared = str((root.get("lang") or root.get("xml:lang") or "") if root else "")
    assert page.language == (declared.strip().lower()[:35] or None)
    reference = Html(text, "https://www.example.test/")
    reference.__dict__["_glance"] = None  # as where only the tree answers
    headings = reference.select("h1")
    assert page.heading == (headings[0].text if headings else "")
    for css in SELECTORS:
        assert [shape(found) for found in page.select(css)] == [shape(found) for found in reference.select(css)], css
        assert page.has(css) == reference.has(css), css
    assert list(page.forms()) == list(reference.forms())


def shape(found: Element) -> tuple[str, str, str]:
    return found.tag.name, str(found.tag.attrs), found.text


NAMES = (
    "p div span b i h1 table tr td th ul li a form input button select option textarea pre br hr img title head html"
)
NAMES += " body script style template svg ruby rt rp dialog noscript iframe frameset plaintext base label x-y"
ATTRIBUTES = (
    "hidden", "class=free", "class='a  free'", 'class="d-none d-md-block"', "class=hide", "id=b", "id=B", "a=1", "A=2",
    "type=hidden", "type=SUBMIT", "value='ok\nnow'", "style='display : none'", "open", "lang=fr", "xml:lang=de",
    "href=/a", "rel='x \n y'", "{x}hidden", "{x", "CLASS=free", "xmlns=x", "xmlns:v=y", "v:a=1", "name=n", "action=/go",
)  # fmt: skip
TEXTS = st.sampled_from(
    ["a", " ", "\n", "\t", "\r\n", "cré\nneau", "&nbsp;", "&#0;", "&#30;", "&lt;", "&amp", "\x00", "\x0c", "\x1e", "´"]
    + ["<", ">", "]]>", "é\u0301", "\u2028", "<!-- c -->", "<!--", "<![CDATA[d]]>", "<?php e ?>", "<!doctype html>"]
    + ["<?xml version='1.0'?>", "\ufeff", "{", "</", "<p", "<a href='"]
)  # fmt: skip


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Tags in any order, closed or not, with text and rubbish between them."""
    parts = []
    for _ in range(draw(st.integers(0, 25))):
        name = draw(st.sampled_from(NAMES.split()))
        match draw(st.sampled_from("ooootttc/")):
            case "o":
                given = " ".join(draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=3)))
                parts.append(f"<{name} {given}>")
            case "c":
                parts.append(f"</{name}>")
            case "/":
                parts.append(f"<{name}/>")
            case _:
                parts.append(draw(TEXTS))
    return "".join(parts)


@settings(deadline=None)  # the machine may be busy
@given(markup())
@example("")
@example("plain")
@example("<title>a<b>c</b></title>")
@example("<svg><title>inside</title></svg><title>b</title>")
@example("<ruby><rt><title>kind</title></rt></ruby>")
@example("<h1 hidden>a</h1><h1>b<h1>c</h1></h1>")
@example("<div>" * 300 + "<h1>deep")
@example("<p {x}hidden>seen?</p>")
@example("<html class=hide><html lang=fr><body>x")
@example("<input type=submit value='a'>b</input>c")
def test_a_glance_says_what_the_tree_says(text: str) -> None:
    agrees(text)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_glance_says_what_the_tree_says_of_every_page_we_keep(file: Path) -> None:
    agrees(file.read_bytes().decode("utf-8", errors="replace"))


def test_a_page_whose_answer_needs_no_element_makes_no_tree() -> None:
    page = Html("<title>T</title><h1>H</h1><p class=a>no slot</p><td class=full>1", "https://www.example.test/")
    assert (page.title, page.heading, page.visible) == ("T", "H", "H\nno slot\n1")
    assert page.select("td.free") == []
    assert not page.has("form, .calendar")
    assert not list(page.forms())
    assert "_soup" not in page.__dict__


def test_a_tree_is_made_where_an_element_could_match() -> None:
    page = Html("<table><td class='free x'>1", "https://www.example.test/")
    assert [found.text for found in page.select("td.free")] == ["1"]
    assert "_soup" in page.__dict__


def test_a_page_that_was_read_is_let_go_at_once() -> None:
    page = Html("<h1>H</h1><p class=a>b", "https://www.example.test/")
    assert page.visible == "H\nb"
    read = weakref.ref(page.__dict__["_glance"])
    gc.disable()  # which would find it sooner or later
    try:
        del page
        assert read() is None
    finally:
        gc.enable()
