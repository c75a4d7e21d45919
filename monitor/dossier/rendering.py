"""Stored pages drawn as pictures by a Chromium that is already there: no script, no network, within a time limit.

The page is hostile input. The browser is given the stored bytes of one answer and nothing else: every other request is
refused, names do not resolve, and a page that sends the reader on stays where it is.
"""

from __future__ import annotations

import math
import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from monitor.http.body import BodyError, decode_body, parse_response
from monitor.model import Limits

if TYPE_CHECKING:
    from playwright.sync_api import Browser as _Chromium
    from playwright.sync_api import BrowserContext, FloatRect, Route
    from playwright.sync_api import Page as Tab

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH = 1280
SLICE = 1250
"""Pixels of one picture's height: as much as stays legible on a printed page."""
MOST_SLICES = 4
_SCREEN = 900
"""Pixels of the window's height, for pages that ask for it."""
_MILLISECONDS = 15_000
_SHOWN_TYPES = ("text/", "application/xhtml", "application/xml", "application/json")
_ARGUMENTS = ("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", "--hide-scrollbars")
_EMPTY = b"<!doctype html><title>-</title>"


class NoBrowserError(Exception):
    """No picture can be drawn on this machine; ``why`` is a key of the words, the message is in English."""

    def __init__(self, why: str, message: str) -> None:
        super().__init__(message)
        self.why = why


@dataclass(frozen=True, slots=True)
class StoredPage:
    """What the browser is shown: an address and a decoded body."""

    url: str
    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as PNG files from top to bottom."""

    slices: tuple[bytes, ...]
    is_cut: bool
    """The page goes on below."""


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """Why there is no picture: a key of the words, and what kind of content it was where that matters."""

    why: str
    kind: str = ""


def stored_page(response: bytes, url: str, method: str = "GET") -> StoredPage | NotDrawn:
    """The page in the exact bytes of an answer, or in a file that a person saved (it has no head). Pure."""
    if urlsplit(url).scheme not in ("http", "https"):
        return NotDrawn("not-http")
    try:
        raw = parse_response(response, request_method=method)
        body = decode_body(raw.body, raw.headers.get("content-encoding", ""), Limits().decoded_bytes)
    except ValueError:
        is_saved = b"<html" in response[:4096].lower()
        return StoredPage(url, response, "text/html") if is_saved else NotDrawn("not-http")
    except BodyError:
        return NotDrawn("not-readable")
    content_type = raw.headers.get("content-type") or "text/html"
    kind = content_type.split(";")[0].strip().lower()
    if not kind.startswith(_SHOWN_TYPES):
        return NotDrawn("not-page", kind[:60])
    return StoredPage(url, body, content_type) if body.strip() else NotDrawn("not-blank")


def find_chromium() -> str | None:
    """The path of an installed Chromium or Chrome."""
    return next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


class Browser:
    """One browser for all pictures. Raises ``NoBrowserError`` where there is none, or where it does not start."""

    def __init__(self, executable: str | None = None) -> None:
        self._executable = executable or find_chromium()
        self._stack = ExitStack()
        self._chromium: _Chromium | None = None
        self._blanks: dict[int, bytes] = {}
        self.version = ""
        self.has_sandbox = not (hasattr(os, "geteuid") and os.geteuid() == 0)
        """Chromium refuses its own sandbox to root: run as another user, since stored pages are hostile input."""

    def __enter__(self) -> Self:
        if not self._executable:
            raise NoBrowserError("no-chromium", f"no Chromium was found on this machine ({', '.join(CHROMIUMS)})")
        try:
            from playwright.sync_api import Error, sync_playwright
        except ImportError as error:
            raise NoBrowserError(
                "no-playwright", "the package 'playwright' is not installed (slotwatch[browser])"
            ) from error
        playwright = self._stack.enter_context(sync_playwright())
        try:
            self._chromium = playwright.chromium.launch(
                executable_path=self._executable, chromium_sandbox=self.has_sandbox, args=list(_ARGUMENTS)
            )
        except Error as error:
            self._stack.close()
            first = str(error).strip().splitlines()[0]
            raise NoBrowserError("no-start", f"{self._executable} did not start: {first[:200]}") from error
        self._stack.callback(self._chromium.close)
        self.version = self._chromium.version
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def draw(self, page: StoredPage) -> Picture | NotDrawn:
        """The page as pictures; a page that draws nothing, or not in time, has none."""
        from playwright.sync_api import Error

        try:
            slices, height = self._slices(page)
            if all(picture == self._blank(_height(picture)) for picture in slices):
                return NotDrawn("not-blank")
        except Error:
            return NotDrawn("not-drawn")
        return Picture(slices, is_cut=height > SLICE * MOST_SLICES)

    def _blank(self, height: int) -> bytes:
        """What an empty page looks like: Chromium draws the same page as the same bytes."""
        if height not in self._blanks:
            self._blanks[height] = self._slices(StoredPage("http://empty.invalid/", _EMPTY, "text/html"), height)[0][0]
        return self._blanks[height]

    def _slices(self, page: StoredPage, height: int = 0) -> tuple[tuple[bytes, ...], int]:
        """Pictures from top to bottom, and the page's height; the page's own, unless one is given."""
        assert self._chromium, "a browser is entered before it draws"
        with self._chromium.new_context(
            java_script_enabled=False,
            offline=True,
            viewport={"width": WIDTH, "height": height or _SCREEN},
            service_workers="block",
            accept_downloads=False,
        ) as context:
            context.set_default_timeout(_MILLISECONDS)
            tab = _opened(context, page)
            height = height or max(int(tab.evaluate("document.documentElement.scrollHeight")), 1)
            slices = [_slice(tab, number, height) for number in range(min(math.ceil(height / SLICE), MOST_SLICES))]
        return tuple(slices), height


def _height(png: bytes) -> int:
    return int.from_bytes(png[20:24])


def _slice(tab: Tab, number: int, height: int) -> bytes:
    top = number * SLICE
    clip: FloatRect = {"x": 0, "y": top, "width": WIDTH, "height": min(SLICE, height - top)}
    return tab.screenshot(full_page=True, clip=clip, animations="disabled")


def _opened(context: BrowserContext, page: StoredPage) -> Tab:
    served: list[str] = []

    def answer(route: Route) -> None:
        if not served:
            served.append(route.request.url)
            route.fulfill(status=200, headers={"content-type": page.content_type}, body=page.body)
        elif route.request.is_navigation_request():
            route.fulfill(status=204)  # a frame stays empty, and a page that sends the reader on stays itself
        else:
            route.abort()

    context.route("**/*", answer)
    tab = context.new_page()
    tab.goto(page.url, wait_until="load")
    return tab
