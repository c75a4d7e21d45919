"""One response as a probe sees it: decoded as a browser would, and never an exception, whatever the bytes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.contract import Reason
from probes.screen import MAX_TAGS, screen
from probes.webpage import Page, decode


def page(content: bytes, content_type: str = "text/html", **headers: str) -> Page:
    return Page("https://www.example.test/", 200, content, {"content-type": content_type, **headers})


HTML, LATIN = "text/html", "text/html; charset=iso-8859-1"

DECODED = [
    ("créneau".encode(), HTML, "créneau", "UTF-8 needs no declaration"),
    ("créneau".encode(), LATIN, "créneau", "valid UTF-8 wins over a wrong header"),
    (b"<meta charset=windows-1251>" + "créneau".encode(), HTML, None, "and over a wrong declaration in the page"),
    ("créneau".encode("cp1252"), f"{HTML}; charset=utf-8", "créneau", "what is not UTF-8 is not, whatever is declared"),
    ("l’heure".encode("cp1252"), LATIN, "l’heure", "browsers read ISO-8859-1 as Windows-1252"),
    ("l’heure".encode("cp1252"), 'text/html;charset="ISO_8859-1"', "l’heure", "in quotes, under another name"),
    ("ığ".encode("cp1254"), f"{HTML}; charset=iso-8859-9", "ığ", "Turkish likewise"),
    (
        "„termín”".encode("cp1250"),
        f"{HTML}; Charset = windows-1250",
        "„termín”",
        "the header decides between code pages",
    ),
    ("予約①".encode("cp932"), f"{HTML}; charset=Shift_JIS", "予約①", "with the letters that Windows added"),
    ("没有空位".encode("gb18030"), f"{HTML}; charset=gb2312", "没有空位", "Chinese likewise"),
    ("записи нет".encode("koi8-r"), f"{HTML}; charset=koi8-r", "записи нет", "Russian of the nineties"),
    (b'<meta charset="windows-1251">' + "нет".encode("cp1251"), HTML, None, "the page's own declaration"),
    (b"<META content='text/html; charset=iso-8859-2'>" + "ł".encode("iso-8859-2"), HTML, None, "the older one"),
    (b"<?xml version='1.0' encoding='iso-8859-15'?>" + "€".encode("iso-8859-15"), HTML, None, "XML's"),
    (b" " * 5000 + b"<meta charset=koi8-r>\xe9", HTML, None, "a late one is not looked for"),
    (b"\xef\xbb\xbfa\xc3\xa9", LATIN, "aé", "a byte order mark wins and is no text"),
    ("é".encode("utf-16"), HTML, "é", "UTF-16 with its mark"),
    (b"\xfe\xff\x00\xe9", HTML, "é", "the other byte order"),
    ("é".encode("utf-16-le"), f"{HTML}; charset=utf-16le", "é", "without a mark, declared"),
    (b"<meta charset=utf-16>cr\xe9neau", HTML, "<meta charset=utf-16>créneau", "what could be read is not UTF-16"),
    ("été, créneau".encode()[:-1] + b"\xc3", HTML, "été, créne" + "a\ufffd", "cut in the middle of a character"),
    ("été ".encode() * 9 + b"\xff\xfe\xff", HTML, "été " * 9 + "\ufffd" * 3, "some bad bytes in UTF-8"),
    ("é ".encode() + b"\xff", HTML, "é \ufffd", "as many bad ones as good: still UTF-8"),
    (b"cr\xe9neau", HTML, "créneau", "one accent is enough to see that it is not"),
    (b"cr\xe9neau r\xe9serv\xe9", HTML, "créneau réservé", "nothing declared: Windows-1252"),
    ("créneau".encode().decode("cp1252").encode(), HTML, "crÃ©neau", "what the site garbled stays as people see it"),
    (b"caf\xe9", f"{HTML}; charset=x-unknown", "café", "an unknown name declares nothing"),
    (b"caf\xe9", f"{HTML}; charset=rot13", "café", "no character set"),
    (b"caf\xe9", f"{HTML}; charset=idna", "café", "Python's own, which raises"),
    (
        b"caf\xe9 \\ud800",
        f"{HTML}; charset=unicode_escape",
        "café \\ud800",
        "Python's own, which makes half characters",
    ),
    (b"caf\xe9 +2AA-", f"{HTML}; charset=utf-7", "café +2AA-", "no browser reads it any more"),
    (b"", LATIN, "", "nothing"),
]


@pytest.mark.parametrize(("content", "content_type", "expected", "why"), DECODED)
def test_bytes_are_decoded_as_a_browser_would(content: bytes, content_type: str, expected: str | None, why: str):
    text = decode(content, content_type)
    if expected is not None:
        assert text == expected, why
    else:
        assert text.endswith(("créneau", "нет", "ł", "€", "é")), why


KINDS = [
    (b"<p>x</p>", "text/html", (True, True), "HTML"),
    (b"<p>x</p>", "", (True, True), "without a header"),
    (b"<!DOCTYPE html>x", "application/json", (True, True), "HTML in place of JSON"),
    (b"<html>x", "image/png", (True, True), "HTML whatever the header says"),
    (b"hello", "text/html", (True, True), "the header alone"),
    (b"hello", "text/plain", (True, False), "plain text"),
    (b"a < b", "text/plain", (True, False), "a sign is no markup"),
    (b'{"a": "<p>x</p>"}', "text/html", (True, False), "JSON in place of HTML"),
    (b"[1", "text/html", (True, True), "JSON that is cut is none"),
    (b"<rss/>", "application/rss+xml", (True, False), "a feed"),
    (b"\x89PNG\r\n<html>", "text/html", (False, False), "a picture whatever the header says"),
    (b"%PDF-1.7 <p>", "", (False, False), "a PDF"),
    (b"PK\x03\x04", "text/html", (False, False), "an archive"),
    (b"ab\x00\x01c", "text/html", (False, False), "binary"),
    ("<p>é".encode("utf-16"), "text/html", (True, True), "not the zeros of UTF-16"),
    (b"a,b", "application/octet-stream", (False, False), "what the site calls binary and does not look like a page"),
]


@pytest.mark.parametrize(("content", "content_type", "expected", "why"), KINDS)
def test_a_body_decides_what_it_is(content: bytes, content_type: str, expected: tuple[bool, bool], why: str):
    shown = page(content, content_type)
    assert (shown.is_text, shown.is_html) == expected, why


def test_what_is_not_text_shows_nothing():
    picture = page(b"\x89PNG <p class=free>Aucun</p><form>", "text/html")
    assert (picture.visible, picture.select("p"), picture.forms, picture.form("form"), picture.json) == (
        ("", [], [], None, None)
    )


@pytest.mark.parametrize(
    ("content", "expected", "why"),
    [
        (b'{"slots": []}', {"slots": []}, "as sent"),
        (b")]}',\n[1]", [1], "Angular's prefix"),
        (b" while(1); [1]", [1], "another"),
        (b"for (;;);{}", {}, "another"),
        (b"/**/[]", [], "another"),
        (b"\xef\xbb\xbf[1]", [1], "behind a byte order mark"),
        (b'"text"', "text", "a text alone"),
        (b"12", None, "a number alone is a page of one number"),
        (b"null", None, "nothing to read"),
        (b'{"slots": [', None, "cut"),
        (b"<html>[]", None, "HTML in place of JSON"),
        (b"{{ template }}", None, "a page's own braces"),
        (b"[" * 100_000, None, "deeper than can be read"),
        (b"[" + b"9" * 5_000 + b"]", None, "a number longer than can be read"),
        (b"", None, "nothing"),
    ],
)
def test_json_is_read_where_it_is_json(content: bytes, expected: object, why: str):
    assert page(content, "application/json").json == expected, why


@pytest.mark.parametrize(
    ("content", "expected", "why"),
    [
        (b'{"a": "cr\\u00e9neau"}', '{"a": "créneau"}', "an accent as many servers write it"),
        (b'["\\ud83d\\udcc5"]', '["📅"]', "two escapes, one character"),
        (b'["\\ud83d x"]', '["\ufffd x"]', "half a character is none"),
        (b'["\\\\u00e9"]', '["\\\\u00e9"]', "a backslash that is meant"),
        (b'["a\\u000ab\\u202ec"]', '["a\nbc"]', "what comes out is normalised like the rest"),
        (b'{\n  "slots": [\n  ]\n}', '{\n"slots": [\n]\n}', "one line per line"),
        (b'{"a": "cr\\u00e9', '{"a": "cr\\u00e9', "what is no JSON is as sent"),
    ],
)
def test_json_is_searched_as_it_is_meant(content: bytes, expected: str, why: str):
    assert page(content, "application/json").visible == expected, why


@pytest.mark.parametrize(
    ("content", "header", "expected", "why"),
    [
        (b"<html lang=fr>", "en", "fr", "the page speaks for itself"),
        (b"<html>", "en-GB, fr", "en-gb", "else the header, its first"),
        (b'{"lang": "fr"}', "de", "de", "JSON has only the header"),
        (b"<html>", "", None, "nothing is declared"),
        (b"<html>", " , fr", None, "nor by half a header"),
    ],
)
def test_a_page_declares_its_language(content: bytes, header: str, expected: str | None, why: str):
    assert page(content, **{"content-language": header}).language == expected, why


def test_a_form_is_found_by_its_selector():
    shown = page(b"<form id=a></form><form id=b action=/next></form>")
    form = shown.form("#b")
    assert form is not None
    assert form.action == "https://www.example.test/next"
    assert shown.form("#c") is None
    assert len(shown.forms) == 2


MARKUP = st.sampled_from(
    [
        b"<p class=free>",
        b"<form action='",
        b"<input type=hidden name=",
        b"http://[",
        b"<html lang=",
        b"<?xml encoding='",
    ]
    + [
        b"<meta charset=",
        b"<!--",
        b"<![CDATA[",
        b"&#x110000;",
        b"&",
        b"\\ud800",
        b'{"a":',
        b"[",
        b'"',
        b")]}'",
        b"\x00",
    ]
    + [b"<template>", b"</", b">", b"<svg>", b"<table><td>", b"style='display:", b"\xff\xfe", b"idna", b"%PDF-"]
)
CONTENTS = st.lists(MARKUP | st.binary(max_size=12) | st.text(max_size=6).map(str.encode), max_size=20).map(b"".join)
TYPES = st.sampled_from(["", "text/html", "application/json", "image/png", "text/plain; charset="]) | st.text(
    max_size=30
)


@given(CONTENTS, TYPES, st.sampled_from(["", "idna", "utf-16", "hz", "iso-2022-jp", "undefined", "cp037"]))
def test_no_bytes_make_a_page_raise(content: bytes, content_type: str, charset: str):
    shown = page(content, f"{content_type}; charset={charset}")
    told = [shown.text, shown.visible, shown.language or "", shown.html.title]
    told += [element.words for element in shown.select("p, td, input, [class]")]
    told += [text for form in shown.forms for text in (form.action, form.method, *form.hidden.values())]
    assert shown.json is None or not shown.is_html
    assert "\x1b" not in shown.visible
    "".join(told).encode()  # half characters could not be stored or shown


def test_more_tags_than_a_page_is_worth_are_not_even_parsed():
    shown = page(b"<a " * (MAX_TAGS + 1))
    reading = screen(shown)
    assert reading is not None
    assert (reading.reason, reading.rule) == (Reason.TOO_COSTLY, "screen/tags")
    assert not {"text", "html", "json"} & vars(shown).keys(), "counted on the bytes, before anything is decoded"


def test_two_megabytes_of_hostile_markup_cost_next_to_nothing():
    hostile = page(b"<div><a href='" * (2 * 1024 * 1024 // 14))
    began = time.process_time()
    reading = screen(hostile)
    assert reading is not None
    assert reading.reason is Reason.TOO_COSTLY
    assert time.process_time() - began < 5, "a quadratic search would need minutes"
