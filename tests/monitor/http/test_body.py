import contextlib
import gzip
import os
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.http.body import (
    BodyError,
    BodyTooLarge,
    BodyTruncated,
    BodyUnreadable,
    RawResponse,
    decode_body,
    parse_response,
)

TEXT = b"Il n'existe plus de plage horaire libre. " * 20
LIMIT = 10_000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


ZIPPED = gzip.compress(TEXT)

READABLE = [
    (TEXT, "", TEXT, "no coding"),
    (TEXT, "identity", TEXT, "named, though it need not be"),
    (ZIPPED, "gzip", TEXT, "the usual"),
    (ZIPPED, "x-gzip", TEXT, "its old name"),
    (ZIPPED, " GZip ", TEXT, "names have no case"),
    (zlib.compress(TEXT), "deflate", TEXT, "zlib, as the standard says"),
    (raw_deflate(TEXT), "deflate", TEXT, "bare, as old servers send it"),
    (gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", b"one two", "several members are one body"),
    (ZIPPED + b"\x00\x00\x00", "gzip", TEXT, "padding after the last member"),
    (ZIPPED + b"<!-- cached -->", "gzip", TEXT, "a server's note after the last member; browsers show the page"),
    (gzip.compress(ZIPPED), "gzip, gzip", TEXT, "twice over"),
    (gzip.compress(zlib.compress(TEXT)), "deflate, gzip", TEXT, "undone from the last to the first"),
    (gzip.compress(b""), "gzip", b"", "a compressed nothing"),
    (b"", "gzip", b"", "an answer without a body still names its coding"),
    (b"", "deflate", b"", "likewise"),
]


@pytest.mark.parametrize(("raw", "coding", "body", "why"), READABLE)
def test_a_body_is_decoded_as_browsers_do(raw, coding, body, why):
    assert decode_body(raw, coding, LIMIT) == body, why


UNREADABLE = [
    (TEXT, "br", BodyUnreadable, "we never ask for brotli"),
    (TEXT, "gzip, zstd", BodyUnreadable, "one unknown coding is enough"),
    (b"", "br", BodyUnreadable, "unknown is unknown, even for nothing"),
    (TEXT, "gzip", BodyUnreadable, "says gzip and is not"),
    (b"\xff" * 50, "deflate", BodyUnreadable, "neither kind of deflate"),
    (ZIPPED[:-8] + b"\x00" * 8, "gzip", BodyUnreadable, "the checksum is wrong"),
    (ZIPPED, "gzip, gzip, gzip, gzip", BodyUnreadable, "more than three codings"),
    (gzip.compress(b"") * 200, "gzip", BodyUnreadable, "more members than any server sends"),
    (ZIPPED[:-9], "gzip", BodyTruncated, "cut within the data"),
    (ZIPPED[:-1], "gzip", BodyTruncated, "cut within the checksum"),
    (ZIPPED[:5], "gzip", BodyTruncated, "cut within the header"),
    (ZIPPED + ZIPPED[:20], "gzip", BodyTruncated, "cut within the second member"),
    (zlib.compress(TEXT)[:-1], "deflate", BodyTruncated, "cut, zlib"),
    (raw_deflate(TEXT)[:-1], "deflate", BodyTruncated, "cut, bare"),
]


@pytest.mark.parametrize(("raw", "coding", "error", "why"), UNREADABLE)
def test_a_body_that_cannot_be_decoded_says_how(raw, coding, error, why):
    with pytest.raises(BodyError) as caught:
        decode_body(raw, coding, LIMIT)
    assert type(caught.value) is error, why


@pytest.mark.parametrize("coding", ["", "gzip", "deflate", "gzip, gzip"])
@pytest.mark.parametrize(("size", "fits"), [(LIMIT - 1, True), (LIMIT, True), (LIMIT + 1, False)])
def test_the_limit_counts_decoded_bytes_exactly(coding, size, fits):
    body = raw = b"x" * size
    for name in filter(None, coding.split(", ")):
        raw = gzip.compress(raw) if name == "gzip" else zlib.compress(raw)
    if fits:
        assert decode_body(raw, coding, LIMIT) == body
    else:
        with pytest.raises(BodyTooLarge):
            decode_body(raw, coding, LIMIT)


@pytest.mark.parametrize("members", [1, 50])
def test_a_bomb_never_unfolds_beyond_the_limit(members):
    bomb = gzip.compress(b"\x00" * 20_000_000 if members == 1 else b"\x00" * 400_000, 9) * members
    tracemalloc.start()
    try:
        with pytest.raises(BodyTooLarge):
            decode_body(bomb, "gzip", 500_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3_000_000


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", "identity", "gzip, deflate"]))
def test_hostile_bytes_decode_or_say_why_not(raw, coding):
    with contextlib.suppress(BodyError):
        assert len(decode_body(raw, coding, 100)) <= 100


def test_incompressible_bytes_survive():
    noise = os.urandom(LIMIT)
    assert decode_body(gzip.compress(noise), "gzip", LIMIT) == noise


OK = b"HTTP/1.1 200 OK\r\n"

RESPONSES = [
    (
        OK + b"cONTENT-lENGTH: 3\r\nX-A:  1 \r\nx-a: 2\r\n\r\nabc",
        RawResponse(200, {"content-length": "3", "x-a": "1, 2"}, b"abc", True),
        "names in lower case, repeated values joined, spaces around them gone",
    ),
    (
        OK + b"Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\n",
        RawResponse(200, {"transfer-encoding": "chunked"}, b"abcde", True),
        "chunks joined, extensions and trailers dropped",
    ),
    (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        + OK
        + b"Content-Length: 0\r\n\r\n",
        RawResponse(200, {"content-length": "0"}, b"", True),
        "interim answers are passed over",
    ),
    (b"HTTP/1.0 200 OK\r\n\r\nabc", RawResponse(200, {}, b"abc", True), "a body that lasts until the end"),
    (b"HTTP/1.1 404\n\nabc", RawResponse(404, {}, b"abc", True), "bare line feeds and no phrase, as old servers do"),
    (OK + b"X: \xe9t\xe9\r\n\r\n", RawResponse(200, {"x": "\xe9t\xe9"}, b"", True), "header bytes read as Latin-1"),
    (
        OK + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b",
        RawResponse(200, {"content-encoding": "gzip", "content-length": "2"}, b"\x1f\x8b", True),
        "content coding is left as it is",
    ),
    (
        OK + b"Content-Length: 5\r\n\r\nabc",
        RawResponse(200, {"content-length": "5"}, b"abc", False),
        "ended before its Content-Length",
    ),
    (
        OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5\r\nde",
        RawResponse(200, {"transfer-encoding": "chunked"}, b"abcde", False),
        "ended within a chunk",
    ),
    (
        OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        RawResponse(200, {"transfer-encoding": "chunked"}, b"abc", False),
        "ended without the last chunk",
    ),
    (
        OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nnonsense\r\n",
        RawResponse(200, {"transfer-encoding": "chunked"}, b"abc", False),
        "broken framing: what came before it",
    ),
    (
        OK + b"Content-Length: 2\r\n\r\nabcd",
        RawResponse(200, {"content-length": "2"}, b"ab", True, b"cd"),
        "bytes beyond the declared end belong to no answer",
    ),
    (
        b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nabc",
        RawResponse(204, {"content-length": "5"}, b"", True, b"abc"),
        "204 has no body, whatever it declares",
    ),
]


@pytest.mark.parametrize(("raw", "response", "why"), RESPONSES)
def test_stored_bytes_read_back(raw, response, why):
    assert parse_response(raw) == response, why


def test_an_answer_to_head_has_no_body():
    raw = OK + b"Content-Length: 5\r\n\r\n"
    assert parse_response(raw, request_method="HEAD").complete
    assert not parse_response(raw, request_method="GET").complete


NO_RESPONSES = [
    (b"", "end before its headers do", "nothing came"),
    (OK + b"Content-Len", "end before its headers do", "cut within the headers"),
    (b"HTTP/1.1 100 Continue\r\n\r\n", "end before its headers do", "only an interim answer"),
    (b"<html>hello</html>\r\n\r\n", "illegal status line", "no HTTP at all"),
    (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "illegal status line", "another protocol"),
    (OK + b"Content-Length: two\r\n\r\n", "bad Content-Length", "headers that make no sense"),
    (OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", "bad Content-Length", "a number too long to convert"),
    (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", "without a pending proposal", "a switch nobody asked for"),
]


@pytest.mark.parametrize(("raw", "words", "why"), NO_RESPONSES)
def test_bytes_that_are_no_response_say_so(raw, words, why):
    with pytest.raises(ValueError, match="no HTTP response: ") as caught:
        parse_response(raw)
    assert words in str(caught.value), why


@given(st.binary(max_size=200), st.sampled_from([b"", OK, OK + b"Transfer-Encoding: chunked\r\n\r\n", OK + b"\r\n"]))
def test_any_bytes_read_back_or_raise_value_error(tail, head):
    with contextlib.suppress(ValueError):
        assert len(parse_response(head + tail).body) <= len(tail)


@given(st.integers(min_value=0, max_value=200))
def test_cut_anywhere_a_response_is_never_taken_as_complete(cut):
    raw = OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"4\r\nabcd\r\n" * 20 + b"0\r\n\r\n"
    cut = min(cut, len(raw) - 1)
    try:
        assert not parse_response(raw[:cut]).complete
    except ValueError:
        assert cut < len(OK) + 30
