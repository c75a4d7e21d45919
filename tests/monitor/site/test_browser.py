"""The site in headless Chromium: no request elsewhere, no error, no barrier; small, printed, dark, right to left."""

import os
import shutil
import threading
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest

from monitor.site.serving import server

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
PAGES = [
    "index.html",
    "fr/index.html",
    "en/target/evry.html",
    "fr/target/nanterre.html",
    "ar/target/evry.html",
    "ar/index.html",
    "en/procedure/titres-de-sejour.html",
    "fr/procedure/permis-de-conduire.html",
    "en/method.html",
    "fr/system/page.html",
    "fr/verify.html",
    "en/retired.html",
    "ar/not-measurable.html",
    "fr/not-found.html",
]
WIDE = (
    "[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll') && !e.closest('svg') && "
    "e.getBoundingClientRect().width && (e.getBoundingClientRect().right > innerWidth + 1 || "
    "e.getBoundingClientRect().left < -1) && !e.classList.contains('skip')).map(e => e.outerHTML.slice(0, 120))"
)


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM and not os.environ.get("CI"):
        pytest.skip("there is no Chromium here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM or None, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def base(built):
    with server(built) as shown:
        thread = threading.Thread(target=shown.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{shown.server_port}/"
        shown.shutdown()
        thread.join(10)


@pytest.fixture
def opened(chromium, base):
    """Opens a page; gives it, and what went wrong or out meanwhile."""
    with ExitStack() as contexts:

        def outside(url: str) -> list[str]:
            return [] if url.startswith((base, "data:,")) else [url]

        def open_page(path, *, width=1400, **settings):
            context = chromium.new_context(viewport={"width": width, "height": 900}, **settings)
            contexts.callback(context.close)
            page, wrong = context.new_page(), []
            page.on("console", lambda message: wrong.append(message.text))
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("requestfailed", lambda request: wrong.append(request.url))
            page.on("request", lambda request: wrong.extend(outside(request.url)))
            page.goto(base + path)
            return page, wrong

        yield open_page


def incident(built: Path) -> str:
    return "fr/incident/" + min(path.name for path in (built / "fr/incident").iterdir())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_raises_no_error_and_asks_for_nothing_elsewhere(opened, path):
    page, wrong = opened(path)
    assert wrong == []
    assert page.context.cookies() == []
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.styleSheets.length") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, "incident"])
def test_axe_finds_no_violation(opened, built, path, scheme):
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    path = incident(built) if path == "incident" else path
    # The policy forbids every script, the tool's own too.
    page, _ = opened(path, color_scheme=scheme, bypass_csp=True)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize("width", [320, 600, 1400])
@pytest.mark.parametrize("path", [*PAGES, "incident"])
def test_nothing_is_wider_than_the_window(opened, built, path, width):
    page, _ = opened(incident(built) if path == "incident" else path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(WIDE) == []


def test_the_keyboard_reaches_everything_in_the_order_in_which_it_is_read(opened):
    page, _ = opened("fr/target/evry.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0, "it is seen when it is reached"
    wanted = page.evaluate("document.querySelectorAll('a[href], [tabindex=\"0\"]').length")
    tops, names = [], set()
    for number in range(wanted - 1):
        page.keyboard.press("Tab")
        top, outline, name = page.evaluate(
            "(e => [e.getBoundingClientRect().top + scrollY, getComputedStyle(e).outlineStyle, e.outerHTML])"
            "(document.activeElement)"
        )
        assert outline != "none", name
        tops.append(top)
        names.add(f"{number}{name}")
    main = [top for top in tops if top > 250]
    assert all(later >= earlier - 60 for earlier, later in pairwise(main))
    assert len(names) == wanted - 1


def test_arabic_runs_from_the_right(opened):
    page, _ = opened("ar/index.html")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    left, right = page.evaluate(
        "(r => [r.left, innerWidth - r.right])(document.querySelector('h1 bdi').getBoundingClientRect())"
    )
    assert right < left


def test_dark_is_dark_and_print_is_light(opened):
    background = "getComputedStyle(document.body).backgroundColor"
    page, _ = opened("fr/target/evry.html", color_scheme="dark")
    assert page.evaluate(background) == "rgb(21, 24, 28)"
    page.emulate_media(media="print")
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('header nav')).display") == "none"


def test_a_page_prints(opened):
    page, _ = opened("fr/target/evry.html")
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_page_reads_well_without_its_style_sheet(opened):
    page, _ = opened("fr/index.html")
    page.evaluate("document.styleSheets[0].disabled = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1400
