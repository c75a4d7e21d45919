"""The rdv_prefecture probe: look at a procedure's first page, and read slot pages that people saved. Pure.

The site asks for a captcha (``/cgu/``) before it shows slots (``/creneau/``): a look ends at the first page, as gated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from pydantic import BaseModel, ConfigDict, Field

from probes import announcements
from probes.contract import Allow, Card, Flow, Get, Page, Probe, Reading, Reason, Statement
from probes.html import Element, outermost
from probes.rdv_prefecture.creneau import is_ours, read_slots, releases

_PATH = re.compile(r"(?P<home>/rdvpref/reservation/demarche/\d{1,10})(?:/(?P<step>[a-z]{1,20})?(?:/.*)?)?")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,4}\)(https?://[^\s>]{1,300})")
_FIRST_PAGE, _TERMS, _SLOTS, _LOGIN = "", "cgu", "creneau", "login"
_CAPTCHA = "rdv-captchetat, #captchaFormulaireExtInput, input[name=captchaUsercode], #captchaFR_CaptchaImage"
_TAKE = re.compile(r"Prendre (?:un )?(?:rendez-vous|rdv)", re.IGNORECASE)
_BEFORE_CAPTCHA = re.compile(r"Constituez votre dossier", re.IGNORECASE)
_CAPTCHA_WORDS = re.compile(r"captcha", re.IGNORECASE)
_EXPIRED = re.compile(r"(?:Votre )?session (?:a |est )?expirée?", re.IGNORECASE)


class Options(BaseModel):
    """Options of an rdv_prefecture target."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    follow_cgu: bool = Field(
        default=False, description="Also ask for the page with the captcha, to see it, at one more request a look."
    )


def read(page: Page, options: Options) -> Reading:
    """What one page teaches alone, live or saved; the captcha wins over all else, for it comes before the slots."""
    del options  # every page says the same whichever way was taken
    if not page.is_html:
        return _reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")
    step = _step(page)
    if page.html.has(_CAPTCHA):
        wrong = "error=invalidCaptcha" in _address(page)
        return _reading(page, Reason.CAPTCHA, "captcha-wrong" if wrong else "captcha", _line(page, _CAPTCHA_WORDS))
    if step == _LOGIN:
        return _reading(page, Reason.LOGIN, "login", _title(page))
    if (step == _SLOTS or (step is None and is_ours(page))) and (reading := read_slots(page)):
        return reading
    if step == _TERMS and (words := _line(page, _BEFORE_CAPTCHA)):
        return _reading(page, Reason.CAPTCHA, "terms", words)
    button = _button(page, on_first_page=step == _FIRST_PAGE)
    if button or step == _FIRST_PAGE:
        return _first_page(page, button)
    return _without_answer(page)


def _first_page(page: Page, button: Element | None) -> Reading:
    """The first page holds no captcha itself: the way on from it does, and its button's words are quoted for that."""
    title = _title(page)
    said = (
        *([Statement("procedure", title)] if title else []),
        *releases(page),
        *(said for said in announcements.statements(page) if said.kind == "warning"),
    )
    if closed := announcements.closure(page):
        reading = _reading(page, closed.reason, closed.rule, closed.quote, closed.language)
    elif button:
        reading = _reading(page, Reason.CAPTCHA, "captcha-follows", button.text)
    else:
        reading = _without_answer(page)
    return replace(reading, statements=said)


def _without_answer(page: Page) -> Reading:
    if _step(page) is not None and (words := _line(page, _EXPIRED)):
        return _reading(page, Reason.LOST_SESSION, "session-expired", words)
    return _reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")


def _reading(page: Page, reason: Reason, rule: str, quote: str = "", language: str | None = "fr") -> Reading:
    return Reading(reason, quote[:200], f"rdv_prefecture/{rule}", language if quote else None, page.language)


def _address(page: Page) -> str:
    """Where the page came from: its URL, else the remark that some browsers write into a saved page."""
    if _PATH.fullmatch(urlsplit(page.url).path):
        return page.url
    remark = _SAVED_FROM.search(page.text[:2000])
    return remark[1] if remark else page.url


def _step(page: Page) -> str | None:
    found = _PATH.fullmatch(urlsplit(_address(page)).path)
    return (found["step"] or _FIRST_PAGE) if found else None


def _button(page: Page, *, on_first_page: bool) -> Element | None:
    """What leads to the captcha: a link to ``/cgu/``; on the first page itself the known words are enough."""
    for element in outermost(page.select("a, button")):
        way = _PATH.fullmatch(_path(page, element.attr("href")))
        leads_on = way is not None and way["step"] == _TERMS
        if element.text and (leads_on or (on_first_page and _TAKE.fullmatch(element.text))):
            return element
    return None


def _path(page: Page, href: str) -> str:
    try:
        return urlsplit(urljoin(page.url, href)).path
    except ValueError:
        return ""


def _title(page: Page) -> str:
    return next((heading.text[:200] for heading in outermost(page.select("h1, h2")) if heading.text), "")


def _line(page: Page, pattern: re.Pattern[str]) -> str:
    """The first visible line with these words, where it is short enough to be their own."""
    return next((line for line in page.visible.split("\n") if len(line) <= 200 and pattern.search(line)), "")


def _home(url: str) -> str:
    """The first page of the procedure, whatever page of it the URL names."""
    parts = urlsplit(url)
    found = _PATH.fullmatch(parts.path)
    if found is None:
        raise ValueError(
            "its URLs look like https://www.rdv-prefecture.interieur.gouv.fr/rdvpref/reservation/demarche/1234/"
        )
    return f"{parts.scheme}://{parts.netloc}{found['home']}/"


def allow(url: str, options: Options) -> tuple[Allow, ...]:
    """The first page and the page with the captcha (some procedures send every visitor there); nothing else."""
    del options
    home = re.escape(urlsplit(_home(url)).path.rstrip("/"))
    return (Allow("GET", rf"{home}/?"), Allow("GET", rf"{home}/cgu/?"))


def flow(url: str, options: Options) -> Flow:
    """The first page; with ``follow_cgu`` the next one, where the captcha itself can be seen."""
    first = read((yield Get(_home(url))), options)
    if not options.follow_cgu or first.rule != "rdv_prefecture/captcha-follows":
        return first
    gate = read((yield Get(f"{_home(url)}cgu/")), options)
    return replace(gate, statements=first.statements)


PROBE = Probe(
    name="rdv_prefecture",
    version=1,
    options=Options,
    flow=flow,
    read=read,
    allow=allow,
    card=Card(
        limits="one to four looks a day: slots stand behind a captcha, and the first page seldom changes",
        source="the site states no limit; one public project reports 403 and a security check after captcha answers",
        requests_per_look="1; 2 with follow_cgu",
    ),
)
