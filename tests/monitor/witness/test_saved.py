"""What a file is, by its content alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.witness.errors import WitnessError
from monitor.witness.saved import MOST_BYTES, Kind, recognise
from tests.monitor.witness.handed import NONE, URL, gif, jpeg, mhtml, page, pdf, png, riff

SINGLE = (
    "<!--\n Page saved with SingleFile \n url: https://rdv.example/x \n"
    " saved date: Sat Nov 21 2026 09:05:33 GMT+0100 (heure normale d’Europe centrale)\n-->"
)
INNER = "Content-Type: multipart/alternative; boundary=x\r\n\r\n"
FRAME = (
    "------b1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n"
    "Content-Location: https://other.example/frame\r\n\r\n<html><body>frame</body></html>\r\n"
)


@pytest.mark.parametrize(
    ("content", "kind", "why"),
    [
        (page(), Kind.HTML, "a saved page"),
        (page().decode().encode("utf-16"), Kind.HTML, "a page in UTF-16, with its mark"),
        (mhtml(), Kind.MHTML, "a web archive of Chromium"),
        (png(), Kind.PNG, "a screenshot"),
        (jpeg(), Kind.JPEG, "a photograph"),
        (riff((b"VP8 ", b"xx")), Kind.WEBP, "a picture from the web"),
        (gif(), Kind.GIF, "an old picture"),
        (pdf(), Kind.PDF, "a printed page"),
    ],
)
def test_files_are_told_by_their_content(content, kind, why):
    assert recognise(content).kind is kind, why


@pytest.mark.parametrize(
    ("content", "words", "why"),
    [
        (b"", "empty", "a file that sync has only named yet"),
        (b"PK\x03\x04rest", "zip archive", "a whole folder, or a document"),
        (b"bplist00\xd1", "Safari", "Safari's own archive"),
        (b"\x00\x00\x00\x20ftypheic", "HEIF", "a telephone's photograph"),
        (b"Plus de place", "not known", "text without markup proves nothing of a page"),
        (b"\x7fELF\x00\x00", "not known", "a program"),
        (b"\x00" * (MOST_BYTES + 1), "20 MB", "larger than the limit"),
        (b"Subject: x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n", "no page", "nothing inside"),
        (
            b"Subject: x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" + INNER.encode() * 6,
            "too many parts",
            "parts inside parts inside parts",
        ),
        (
            b"Subject: x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" + b"\n--x" * 3000,
            "too many parts",
            "thousands of parts",
        ),
        (
            b"Subject: x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" + b"\n" * 600_000,
            "too many parts",
            "more lines than can be read in time",
        ),
    ],
)
def test_what_is_not_taken_is_refused_with_what_it_is(content, words, why):
    with pytest.raises(WitnessError) as refused:
        recognise(content)
    assert words in refused.value.english, why
    assert refused.value.french != refused.value.english


@pytest.mark.parametrize(
    ("content", "url", "saved_at", "why"),
    [
        (page(), "", None, "a page that says nothing of itself"),
        (
            page(comment=f"<!-- saved from url=(0041){URL} -->"),
            URL,
            None,
            "the comment that browsers write",
        ),
        (
            page(comment=SINGLE),
            "https://rdv.example/x",
            datetime(2026, 11, 21, 8, 5, 33, tzinfo=UTC),
            "SingleFile says when",
        ),
        (mhtml(), URL, datetime(2026, 11, 21, 8, 5, 33, tzinfo=UTC), "the head of a web archive"),
        (mhtml(date="Sat, 99 Nov"), URL, None, "a date that is none"),
        (mhtml(date="Sat, 21 Nov 1970 08:05:33 +0000"), URL, None, "a date before the web"),
        (mhtml(date="Sat, 21 Nov 2026 08:05:33"), URL, None, "a date of no zone is no moment"),
        (page(comment="<!-- saved from url=(0009)javascript:alert(1) -->"), "", None, "no address of the web"),
    ],
)
def test_address_and_date_are_those_that_the_file_states(content, url, saved_at, why):
    saved = recognise(content)
    assert (saved.url, saved.saved_at) == (url, saved_at), why


def test_the_page_of_a_web_archive_is_its_main_document_decoded():
    saved = recognise(mhtml())
    assert saved.page is not None
    assert saved.page.content == page()
    assert NONE in saved.page.visible


def test_a_frame_is_not_taken_for_the_page_whatever_its_place():
    archive = mhtml(more=FRAME, start="https://other.example/frame")
    saved = recognise(archive)
    assert saved.page is not None
    assert "frame" in saved.page.visible, "the head of the archive says which part is the page"
    plain = recognise(mhtml(more=FRAME)).page
    assert plain is not None
    assert NONE in plain.visible


def test_a_page_in_an_old_character_set_is_read_as_it_declares():
    content = page('<meta charset="windows-1252"><p>À guichets fermés</p>').decode().encode("cp1252")
    saved = recognise(content)
    assert saved.page is not None
    assert "À guichets fermés" in saved.page.visible
