"""Stored pages are drawn from their bytes alone: no script, no network, no way out of the page."""

import gzip
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from monitor.dossier.rendering import (
    MOST_SLICES,
    SLICE,
    WIDTH,
    Browser,
    NoBrowserError,
    NotDrawn,
    Picture,
    StoredPage,
    find_chromium,
    stored_page,
)

URL = "https://rdv.example/a"


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"))
    return head.encode() + b"\r\n" + body


@pytest.mark.parametrize(
    ("response", "result", "why"),
    [
        (answer(b"<p>x", "Content-Type: text/html"), StoredPage(URL, b"<p>x", "text/html"), "a page"),
        (answer(b"<p>x"), StoredPage(URL, b"<p>x", "text/html"), "a page without a type"),
        (
            answer(gzip.compress(b"<p>x"), "Content-Type: text/html; charset=utf-8", "Content-Encoding: gzip"),
            StoredPage(URL, b"<p>x", "text/html; charset=utf-8"),
            "decompressed",
        ),
        (answer(b"<p>no", status="502 Bad Gateway"), StoredPage(URL, b"<p>no", "text/html"), "error pages are pages"),
        (answer(b"<p>x", "Content-Encoding: gzip"), NotDrawn("not-readable"), "what does not decompress"),
        (answer(b"%PDF", "Content-Type: application/pdf"), NotDrawn("not-page", "application/pdf"), "no page"),
        (answer(b" \n"), NotDrawn("not-blank"), "nothing to draw"),
        (b"\x00\x01", NotDrawn("not-http"), "no HTTP at all"),
        (b"<!doctype html><html><p>x", StoredPage(URL, b"<!doctype html><html><p>x", "text/html"), "a saved page"),
    ],
)
def test_what_is_shown_comes_from_the_exact_bytes(response: bytes, result: object, why: str):
    assert stored_page(response, URL) == result, why


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "chrome://settings", "data:text/html,x"])
def test_only_addresses_of_the_web_are_opened(url: str):
    assert stored_page(answer(b"<p>x"), url) == NotDrawn("not-http")


def test_a_browser_that_does_not_start_is_said():
    with pytest.raises(NoBrowserError) as raised, Browser("/bin/false"):
        pass
    assert raised.value.why == "no-start"


needs_chromium = pytest.mark.skipif(
    find_chromium() is None and not os.environ.get("CI"), reason="no Chromium on this machine"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as opened:
        yield opened


@pytest.fixture
def connections() -> Iterator[tuple[int, list[object]]]:
    """A port on this machine, and who came to it."""
    came: list[object] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                came.append(address)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], came
        done.set()
        thread.join()


def drawn(browser: Browser, body: str) -> Picture | NotDrawn:
    return browser.draw(StoredPage(URL, body.encode(), "text/html; charset=utf-8"))


TEXT = "<!doctype html><h1>Aucun créneau</h1>"


@needs_chromium
def test_a_page_is_drawn_and_the_same_bytes_give_the_same_picture(browser: Browser):
    first, second = drawn(browser, TEXT), drawn(browser, TEXT)
    assert isinstance(first, Picture)
    assert first == second
    (png,) = first.slices
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == WIDTH
    assert drawn(browser, TEXT.replace("Aucun", "Un")) != first


@needs_chromium
def test_scripts_do_not_run(browser: Browser):
    script = "<script>document.body.innerHTML='<h1>changed</h1>'</script>"
    assert drawn(browser, TEXT + script) == drawn(browser, TEXT)
    only = "<script>document.write('<h1>x</h1>')</script>"
    assert drawn(browser, only) == NotDrawn("not-blank"), "a page made by scripts alone draws nothing, and says so"


@needs_chromium
def test_nothing_is_fetched(browser: Browser, connections: tuple[int, list[object]]):
    port, came = connections
    there = f"http://127.0.0.1:{port}"
    page = (
        f"{TEXT}<link rel=stylesheet href={there}/a.css><link rel=preconnect href={there}>"
        f"<link rel=preload as=image href={there}/p.png><link rel=icon href={there}/i.ico>"
        f"<img src={there}/b.png><iframe src={there}/c></iframe><object data={there}/d></object>"
        f"<style>@import url({there}/e.css);h1{{background:url({there}/f)}}</style>"
    )
    assert isinstance(drawn(browser, page), Picture)
    assert came == []
    with socket.create_connection(("127.0.0.1", port)) as control:
        control.recv(1)  # ends once the listener took the connection
    assert len(came) == 1, "who comes is noticed"


@needs_chromium
def test_a_page_that_sends_the_reader_on_stays_itself(browser: Browser, connections: tuple[int, list[object]]):
    port, came = connections
    refresh = f"<meta http-equiv=refresh content='0;url=http://127.0.0.1:{port}/'>"
    assert drawn(browser, refresh + TEXT.removeprefix("<!doctype html>")) == drawn(
        browser, TEXT.removeprefix("<!doctype html>")
    )
    assert came == []


@needs_chromium
def test_local_files_are_not_shown(browser: Browser):
    there, nowhere = (
        f"{TEXT}<iframe src='{url}' height=600></iframe>" for url in ("file:///etc/passwd", "about:blank")
    )
    assert drawn(browser, there) == drawn(browser, nowhere)


@needs_chromium
def test_a_long_page_is_cut_into_pictures_and_says_where_it_ends(browser: Browser):
    long = drawn(browser, f"{TEXT}<div style='height:{SLICE}px'></div>end")
    assert isinstance(long, Picture)
    assert (len(long.slices), long.is_cut) == (2, False)
    endless = drawn(browser, f"{TEXT}<div style='height:{SLICE * 50}px'></div>end")
    assert isinstance(endless, Picture)
    assert (len(endless.slices), endless.is_cut) == (MOST_SLICES, True)
    assert int.from_bytes(endless.slices[0][20:24]) == SLICE


@needs_chromium
def test_a_page_that_is_all_one_white_is_said_to_draw_nothing(browser: Browser):
    assert drawn(browser, "<p style='color:white'>hidden</p>") == NotDrawn("not-blank")
