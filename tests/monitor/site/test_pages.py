"""Every page of a site of a simulated year: sound HTML, no way out, whole links, nothing of hostile captures."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest

from monitor.config.settings import Reply, SiteSettings
from monitor.site.build import MOST_BYTES, build
from monitor.site.view import META_POLICY
from monitor.site.words import LANGUAGES
from tests.support import site

BASE = "https://observatory.example/"
VOID = {"script", "iframe", "object", "embed", "form", "img", "base", "style", "audio", "video", "applet"}
FORBIDDEN = ("bloqué", "en panne", "panne", " bug", "disponible", "aucun créneau depuis")


def pages(built: Path) -> list[Path]:
    return sorted(path for path in built.rglob("*.html") if "embed" not in path.parts)


def parsed(path: Path) -> Any:
    """The page's tree; any error in it is raised."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(path.read_text("utf-8"))


def elements(tree: Any) -> list[Any]:
    return [one for one in tree.iter() if isinstance(one.tag, str)]


def test_there_is_a_page_of_every_kind_in_every_language(built):
    found = {str(path.relative_to(built)) for path in pages(built)}
    for language in LANGUAGES:
        for place in (
            *("index.html", "method.html", "verify.html", "retired.html", "not-measurable.html", "not-found.html"),
            *("target/evry.html", "procedure/titres-de-sejour.html", "system/page.html", "texts/evry/1.html"),
        ):
            wanted = f"{language}/{place}"
            assert wanted in found or place.startswith("texts/"), wanted
        assert any(path.startswith(f"{language}/incident/bobigny-no-slots-") for path in found)
    assert "index.html" in found


def test_every_page_is_sound_html_without_a_way_out(built):
    for path in pages(built):
        tree = parsed(path)
        ids = []
        for one in elements(tree):
            assert one.tag.rpartition("}")[2] not in VOID, f"{path}: <{one.tag}>"
            assert not [name for name in one.attrib if name.startswith("on") or name == "style"], (
                f"{path}: {one.attrib}"
            )
            ids += [one.attrib["id"]] if "id" in one.attrib else []
            for name in ("src", "srcset", "action", "data", "poster", "background"):
                assert name not in one.attrib, f"{path}: {name}"
            if one.tag == "a" and urlsplit(one.attrib["href"]).scheme in ("http", "https"):
                assert "nofollow" in one.attrib.get("rel", ""), f"{path}: {one.attrib}"
            if one.tag == "link" and one.attrib["rel"] not in ("canonical", "alternate"):
                assert not urlsplit(one.attrib["href"]).netloc, f"{path}: {one.attrib}"
        assert len(set(ids)) == len(ids), f"{path}: an id stands there twice"
        policies = [
            one.attrib["content"] for one in elements(tree) if one.attrib.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policies == [META_POLICY], path


def test_every_page_is_small(built):
    largest = max(pages(built), key=lambda path: path.stat().st_size)
    assert largest.stat().st_size < MOST_BYTES, f"{largest}: {largest.stat().st_size} bytes"


def dead_links(built: Path) -> tuple[list[str], int]:
    """Links within the site that lead nowhere, and how many there are in all."""
    files = {str(path.relative_to(built)) for path in built.rglob("*") if path.is_file()}
    trees = {str(path.relative_to(built)): parsed(path) for path in pages(built)}
    ids = {place: {one.attrib["id"] for one in elements(tree) if "id" in one.attrib} for place, tree in trees.items()}
    dead, seen = [], 0
    for place, tree in trees.items():
        for one in elements(tree):
            link = one.attrib.get("href") if one.tag.rpartition("}")[2] in ("a", "link") else None
            if not link or not (whole := urljoin(BASE + place, link)).startswith(BASE):
                continue
            target, _, fragment = unquote(whole.removeprefix(BASE)).partition("#")
            seen += 1
            if target not in files or (fragment and fragment not in ids[target]):
                dead.append(f"{place}: {link}")
    return dead, seen


def test_every_link_within_the_site_answers(built):
    dead, seen = dead_links(built)
    assert dead == []
    assert seen > 1000


def test_every_link_answers_where_the_site_s_address_is_not_known(year, tmp_path):
    build(year, SiteSettings(languages=("en",)), tmp_path / "public", site.NOW)
    assert dead_links(tmp_path / "public")[0] == []
    assert "http" not in (tmp_path / "public/en/index.html").read_text("utf-8").replace("http-equiv", "")


def test_every_page_names_itself_in_every_language_and_says_its_direction(built):
    for path in pages(built):
        place = str(path.relative_to(built))
        language = place.partition("/")[0] if "/" in place else "fr"
        rest = place.partition("/")[2] or place
        tree = parsed(path)
        root = next(one for one in elements(tree) if one.tag == "html")
        assert root.attrib["lang"] == language
        assert root.attrib["dir"] == ("rtl" if language == "ar" else "ltr")
        alternates = {
            one.attrib["hreflang"]: one.attrib["href"]
            for one in elements(tree)
            if one.tag == "link" and "hreflang" in one.attrib
        }
        assert alternates == {other: f"{BASE}{other}/{rest}" for other in LANGUAGES}, place


def text_of(path: Path) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", path.read_text("utf-8")))


def test_hostile_words_leave_only_their_quotation(built):
    whole = "".join(path.read_text("utf-8") for path in pages(built))
    assert "<script" not in whole
    assert "&lt;script&gt;alert(" in whole, "it is quoted"
    assert not set(whole) & set("\u202e\u2066\u2069\u202b\u202c\u200e\u200f\x1b\x00\x07"), (
        "nothing turns the page around"
    )
    assert "[U+202E]" in whole
    assert "x" * 700 not in whole, "enormous words are cut"
    assert "\u0489" * 4 not in whole, "marks are not piled up"


def test_hostile_words_stand_in_quotations_alone(built):
    hostile = ("alert('x')", "gnisrever", "evil.example", "onload=x")
    found = 0
    for path in pages(built):
        tree = parsed(path)
        for one in elements(tree):
            if one.tag == "blockquote":
                found += any(word in "".join(one.itertext()) for word in hostile)
                assert one.attrib["dir"] in ("ltr", "rtl", "auto")
                for child in list(one):
                    one.remove(child)
        left = "".join(text for one in elements(tree) if one.tag == "body" for text in one.itertext())
        assert not any(word in left for word in hostile), path
    assert found > 10


def test_quotations_say_their_language(built):
    quotes = [one.attrib for one in elements(parsed(built / "fr/target/nanterre.html")) if one.tag == "blockquote"]
    assert {"lang": "en", "dir": "ltr"} in quotes


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_target_page_tells_denominators_and_where_figures_end(built, language):
    text = " ".join(text_of(built / language / "target/bobigny.html").split())
    told = {
        "fr": ("172", "lundi 1er octobre 2018", "Temps simulé", "Aucun créneau proposé", "mercredi 3 octobre 2018"),
        "en": ("172", "Monday 1 October 2018", "Simulated time", "No slot offered", "Wednesday 3 October 2018"),
        "ar": ("172", "الاثنين 1 أكتوبر 2018", "زمن محاكى", "لم يُعرض أي موعد", "الأربعاء 3 أكتوبر 2018"),
    }[language]
    for words in told:
        assert words in text, words


def test_words_that_claim_too_much_stand_nowhere(built):
    for path in pages(built):
        tree = parsed(path)
        for one in elements(tree):
            if one.tag == "blockquote":
                one.clear()
        text = " ".join("".join(tree.itertext()).split()).lower()
        assert [word for word in FORBIDDEN if word in text] == [], path


def test_the_front_page_sorts_by_the_share_without_slot(built):
    text = text_of(built / "en/index.html")
    order = [text.index(name) for name in ("Bobigny, titres", "Évry, titres <b>", "Nanterre, titres")]
    assert order == sorted(order)
    assert "171 of 172 conclusive looks" in text
    assert text.index("Rouen, permis") > text.index("Before the slots of these pages stands a captcha")
    assert "Watched from Monday 2 October 2017 to" in text


def test_an_office_s_reply_stands_beside_the_incident(year, tmp_path):
    build(year, site.SETTINGS, tmp_path / "one", site.NOW)
    page = next((tmp_path / "one/fr/incident").glob("bobigny-no-slots-*.html"))
    reply = Reply(
        page.stem,
        "Préfecture <i>",
        date(2018, 10, 2),
        "fr",
        {"fr": "Nous ouvrons <b>vendredi</b>.", "en": "On Friday."},
    )
    built = build(year, replace(site.SETTINGS, replies=(reply,)), tmp_path / "one", site.NOW)
    assert built.changed >= 3
    french, english = (
        (tmp_path / "one" / language / "incident" / page.name).read_text("utf-8") for language in ("fr", "en")
    )
    assert "Nous ouvrons &lt;b&gt;vendredi&lt;/b&gt;." in french
    assert "Nous ouvrons" in english
    assert "On Friday." in english
    assert "Translation, not by the office" in english


def test_the_style_sheet_asks_for_nothing(built):
    css = Path(built / "style.css").read_text("utf-8")
    assert not re.findall(r"@import|url\(|expression", css)
