"""The short way to know that bytes came after an answer's end agrees with the long one, whatever the bytes."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.http.body import has_surplus, parse_response

HEAD = st.sampled_from(
    [b"HTTP/1.1 200 OK", b"HTTP/1.1 404 ", b"HTTP/1.0 200 OK", b"HTTP/1.1 204 No Content", b"HTTP/1.1 304 Not Modified"]
    + [b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK", b"HTTP/1.1 200", b"http/1.1 200 OK", b"HTTP/1.1 502 Bad"]
)
HEADER = st.sampled_from(
    [b"Content-Length: 3", b"content-length:3 ", b"Content-Length: 0", b"Content-Length: +3", b"Content-Length: 3, 3"]
    + [b"Content-Length: 4", b"Transfer-Encoding: chunked", b"Content-Length : 3", b" folded: Content-Length: 1"]
    + [b"X: content-length: 9", b"Connection: close", b"X\x00: 1", b"", b"Content-Length: \xb3", b"X-Content-Length: 1"]
)
BODY = st.sampled_from(
    [b"", b"abc", b"abcd", b"ab", b"3\r\nabc\r\n0\r\n\r\n", b"3\r\nabc\r\n0\r\n\r\nx", b"\r\n", b"\n"]
)
END = st.sampled_from([b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r"])


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    """A head with headers, mostly well formed, and a body that may be longer or shorter than it says."""
    lines = [draw(HEAD), *draw(st.lists(HEADER, max_size=4))]
    return b"".join(line + draw(END) for line in lines) + draw(END) + draw(BODY)


@settings(deadline=None)  # the machine may be busy
@given(answers(), st.sampled_from(["GET", "POST", "HEAD"]))
@example(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\n\r\n", "GET")
@example(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "GET")
@example(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabcd", "GET")
@example(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "HEAD")
def test_bytes_after_the_end_are_seen_as_the_parser_sees_them(raw: bytes, method: str) -> None:
    try:
        expected = bool(parse_response(raw, request_method=method).surplus)
    except ValueError:
        return  # not an answer: the connection was given up before anybody asks
    assert has_surplus(raw, method) == expected


@pytest.mark.parametrize(("rest", "expected"), [(b"", False), (b"x", True)])
def test_a_plain_answer_is_judged_by_its_length(rest: bytes, expected: bool) -> None:
    assert has_surplus(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello" + rest, "GET") is expected
