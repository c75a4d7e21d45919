"""Personal metadata leave pictures without a pixel changed; of pages people are warned."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.witness import exif as exif_data
from monitor.witness.errors import WitnessError
from monitor.witness.personal import Concern, cleaned, metadata_in, warnings
from monitor.witness.saved import Saved, recognise
from probes.contract import Page
from tests.monitor.witness.handed import (
    GIF_HEAD,
    GIF_PICTURE,
    JFIF,
    PICTURE,
    chunk,
    exif,
    gif,
    jpeg,
    page,
    pdf,
    png,
    riff,
    segment,
)

ICC = segment(0xE2, b"ICC_PROFILE\x00\x01\x01profile")
ADOBE = segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01")
GAMMA = chunk(b"gAMA", struct.pack(">I", 45455))
VP8X = b"\x2c\x00\x00\x00\x00\x00\x00\x00\x00\x00"
XMP_PACKET = b'<?xpacket begin="" id="x"?><x>Jane</x><?xpacket end="w"?>'
COMMENT = b"\x21\xfe\x04Jane\x00"
LOOPS = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
XMP_GIF = b"\x21\xff\x0bXMP DataXMP\x04Jane\x00"


@pytest.mark.parametrize(
    ("before", "after", "stripped", "why"),
    [
        (jpeg(), jpeg(), (), "nothing personal: the same bytes"),
        (jpeg(ICC, ADOBE), jpeg(ICC, ADOBE), (), "colours depend on these"),
        (
            jpeg(segment(0xE1, exif((0x010F, 1), (0x8825, 1))), ICC),
            jpeg(ICC),
            ("Exif", "Exif: camera", "Exif: place"),
            "camera and place go, and are named",
        ),
        (
            jpeg(segment(0xE1, exif((0x0112, 6), (0x010F, 1)))),
            jpeg(segment(0xE1, exif_data.only_orientation(6))),
            ("Exif", "Exif: camera"),
            "how to turn the picture stays",
        ),
        (
            jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x/>"), segment(0xED, b"Photoshop 3.0\x008BIM")),
            jpeg(),
            ("XMP", "IPTC"),
            "what editors write",
        ),
        (jpeg(segment(0xFE, b"for Jane")), jpeg(), ("comment",), "a comment"),
        (jpeg(segment(0xE5, b"maker")), jpeg(), ("block APP5",), "blocks that nobody knows go too"),
        (jpeg(behind=b"ftypmp42"), jpeg(), ("data behind the picture",), "a film that a telephone appends"),
        (png(), png(), (), "nothing personal: the same bytes"),
        (png(GAMMA), png(GAMMA), (), "how pixels look stays"),
        (
            png(chunk(b"tEXt", b"Author\x00Jane"), GAMMA, chunk(b"tIME", b"\x07\xea\x0b\x15\x08\x05\x21")),
            png(GAMMA),
            ("text: Author", "date"),
            "texts and dates go",
        ),
        (png(chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00<x/>")), png(), ("XMP",), "XMP in a text"),
        (
            png(chunk(b"eXIf", exif((0x8825, 1)).removeprefix(exif_data.HEADER))),
            png(),
            ("Exif", "Exif: place"),
            "Exif in PNG has no head",
        ),
        (png(chunk(b"vpAg", b"x")), png(), ("chunk vpAg",), "chunks of no standard"),
        (png() + b"Jane", png(), ("data behind the picture",), "what was appended"),
        (
            riff((b"VP8X", VP8X), (b"VP8 ", b"pixels"), (b"EXIF", exif((0x013B, 1))), (b"XMP ", b"<x/>")),
            riff((b"VP8X", b"\x20" + VP8X[1:]), (b"VP8 ", b"pixels")),
            ("Exif", "Exif: author", "XMP"),
            "the flags say afterwards that there is none; that of the profile stays",
        ),
        (riff((b"VP8 ", b"odd")) + b"more", riff((b"VP8 ", b"odd")), ("data behind the picture",), "padding stays"),
        (gif(LOOPS), gif(LOOPS), (), "an animation goes on"),
        (gif(COMMENT, LOOPS, XMP_GIF), gif(LOOPS), ("comment", "XMP"), "comments and XMP go"),
        (
            pdf(),
            pdf("/Author (        ) /Producer (      )"),
            ("document information: Author", "document information: Producer"),
            "blanked in place: every offset stays",
        ),
        (pdf("/Pages 3 0 R"), pdf("/Pages 3 0 R"), (), "nothing personal: the same bytes"),
        (pdf("/Author ()", XMP_PACKET), None, ("XMP",), "a packet in clear is blanked"),
        (pdf("/Author <4A616E65>"), pdf("/Author <        >"), ("document information: Author",), "in hexadecimal"),
        (pdf(r"/Author (J\) (x) Doe)"), pdf("/Author (           )"), ("document information: Author",), "brackets"),
    ],
)
def test_metadata_go_and_the_picture_stays(before, after, stripped, why):
    content, found = cleaned(recognise(before), keep_metadata=False)
    assert found == stripped, why
    assert after is None or content == after, why
    assert b"Jane" not in content
    assert cleaned(recognise(content), keep_metadata=False)[0] == content, "nothing more to take out"


@pytest.mark.parametrize(
    ("content", "words", "why"),
    [
        (png()[:-6], "cut short", "a sync that has not finished"),
        (jpeg()[:-2], "cut short", "without its end"),
        (jpeg(b"\x00\x00"), "damaged", "no marker where one should be"),
        (riff((b"VP8 ", b"pixels"))[:-2], "cut short", "shorter than it says"),
        (GIF_HEAD + GIF_PICTURE, "cut short", "without its end"),
        (GIF_HEAD[:9], "cut short", "not even a head"),
        (jpeg(*[segment(0xFE, b"")] * 20_001), "damaged", "bounded work"),
        (png(*[chunk(b"tEXt", b"")] * 20_001), "damaged", "bounded work"),
        (gif(*[b"\x21\xfe\x00"] * 20_001), "damaged", "bounded work"),
        (riff(*[(b"none", b"")] * 20_001), "damaged", "bounded work"),
        (pdf(more=b"/Encrypt 5 0 R\n"), "encrypted", "what is encrypted cannot be seen"),
        (pdf(more=b"Exif\x00\x00"), "Exif", "a photograph inside"),
        (pdf(more=b"/Type /EmbeddedFile\n"), "attached", "a file inside"),
        (pdf(more=b"/Type /Metadata /Subtype /XML /Filter /FlateDecode\n"), "XMP", "compressed metadata"),
        (pdf().replace(b"1 0 obj", b"9 0 obj"), "compressed", "its information is not in clear"),
        (pdf("/Author (Jane) " + "x" * 11_000), "too long", "bounded work"),
        (pdf(more=b"<?xpacket begin='' ?>Jane"), "no end", "XMP that goes on for ever"),
        (pdf(more=b"".join(b"/Info %d 0 R\n" % number for number in range(2, 30))), "too often", "bounded work"),
    ],
)
def test_what_cannot_be_cleaned_is_refused(content, words, why):
    saved = recognise(content)
    with pytest.raises(WitnessError) as refused:
        cleaned(saved, keep_metadata=False)
    assert words in refused.value.english, why
    assert cleaned(saved, keep_metadata=True) == (content, ()), "on purpose it is sealed as it is"
    assert metadata_in(saved) == ("unknown",)


@given(st.binary(max_size=300), st.sampled_from([png(), jpeg(), gif(), riff((b"VP8 ", b"xx")), pdf()]))
def test_damaged_files_are_cleaned_or_refused_and_nothing_else(noise, start):
    for content in (start[:20] + noise, start[: len(start) // 2] + noise + start[len(start) // 2 :]):
        try:
            saved = recognise(content)
            again, _ = cleaned(saved, keep_metadata=False)
        except WitnessError:
            continue
        assert cleaned(Saved(saved.kind, again), keep_metadata=False)[0] == again


def test_a_clean_png_still_holds_the_same_pixels():
    content, _ = cleaned(recognise(png(chunk(b"tEXt", b"Author\x00Jane"), width=40)), keep_metadata=False)
    at = content.index(b"IDAT")
    (size,) = struct.unpack(">I", content[at - 4 : at])
    assert zlib.decompress(content[at + 4 : at + 4 + size]) == b"\x00" + b"\x80" * 40


def test_a_clean_jpeg_ends_with_the_same_picture():
    content, _ = cleaned(recognise(jpeg(segment(0xFE, b"Jane"))), keep_metadata=False)
    assert content == b"\xff\xd8" + JFIF + PICTURE + b"\xff\xd9"


@pytest.mark.parametrize(
    ("data", "told", "turned", "why"),
    [
        (exif((0x0112, 8)), (), 8, "how to turn it is not personal"),
        (exif((0x0112, 9)), (), 1, "a value that means nothing"),
        (exif((0x8825, 1), (0x0110, 1), (0x010F, 1)), ("camera", "place"), 1, "each word once, sorted"),
        (exif((0x8825, 1))[:20], (), 1, "cut short"),
        (b"Exif\x00\x00", (), 1, "nothing inside"),
        (exif_data.only_orientation(6), (), 6, "what is written can be read"),
    ],
)
def test_exif_is_told_in_words(data, told, turned, why):
    assert (exif_data.told(data), exif_data.orientation(data)) == (told, turned), why


@pytest.mark.parametrize(
    ("inner", "concern", "found", "why"),
    [
        ('<input name="nom" value="Martin">', Concern.FILLED, ("nom",), "the name of the field, never its value"),
        ('<input type="email" name="x" value="a@b.example">', Concern.FILLED, ("x",), "the type is enough"),
        ("<textarea name='adresse'>12 rue</textarea>", Concern.FILLED, ("adresse",), "a text that was typed"),
        ('<input type="submit" name="nom" value="Suivant">', None, (), "a button is not typed into"),
        ('<input name="nom" value="">', None, (), "an empty field"),
        ('<input name="planning" value="12">', None, (), "no personal field"),
        ("<p>Bonjour Jeanne Martin</p>", Concern.ACCOUNT, ("Jeanne Martin",), "a greeting by name"),
        ("<p>Bonjour Madame, Monsieur</p>", None, (), "a greeting to anybody"),
        ("<p>contact@rdv.example</p>", Concern.MAIL, ("contact@rdv.example",), "an address"),
        ("<p>Tél. 01 23 45 67 89</p>", Concern.TELEPHONE, ("01 23 45 67 89",), "a French number"),
        ("<p>+33 6 12 34 56 78</p>", Concern.TELEPHONE, ("+33 6 12 34 56 78",), "an international one"),
        ("<p>du 01/02/2026 au 12345678901</p>", None, (), "dates and numbers of files are no telephones"),
        ('<img src="file:///home/jane/p.png">', Concern.DISK, ("file:///home/jane/p.png",), "whose disk it was"),
    ],
)
def test_people_are_warned_of_what_a_page_may_hold_of_them(inner, concern, found, why):
    content = page(inner)
    warned = list(warnings(Page("https://rdv.example/", 200, content, {})))
    assert [(one.concern, one.found) for one in warned] == ([(concern, found)] if concern else []), why


def test_a_page_too_large_to_be_searched_says_so():
    content = page("<p>x</p>" * 400_000)
    assert [one.concern for one in warnings(Page("", 200, content, {}))] == [Concern.UNSEARCHED]
