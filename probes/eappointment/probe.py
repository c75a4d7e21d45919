"""The eAppointment probe: opens a session, asks the site whether motives have availabilities, reads closed days. Pure.

Steps of the site: 1 postcode, site list or introduction, 2 motives, 3 place, day and hour, 4 personal data. The probe
stops at 2: its verdict and the closed days of 3 are DWR calls. Nothing is chosen, held or sent of a person.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from probes.contract import Allow, Card, Flow, Get, Page, Post, Probe, Reading, Reason, Request, allowed, combine
from probes.eappointment.closed_days import Horizon, read_closed_days
from probes.eappointment.dwr import Call, Dialect, read_reply
from probes.eappointment.options import Options
from probes.eappointment.reading import MOTIVE, POSTCODE, is_ours, offered_motives, offers, read_page, reading
from probes.html import Form

_PATH = re.compile(r"(?P<base>/eAppointment[A-Za-z0-9_.-]{0,60})(?:/.*)?")
_SESSION = re.compile(r"\bjsessionid=([A-Za-z0-9._!-]{8,120})", re.IGNORECASE)
_LATER_STEPS = "#hourValueSelect, #dayValueId, [class*=availabilityColumn], img[src*=captcha]"
_LEADING_PAGES = 3
"""Postcode, site list and introduction may come before the motives."""

Walk = Generator[Request, Page, Reading]


def read(page: Page, options: Options) -> Reading:
    """What one page or answer of an eAppointment site teaches, alone."""
    del options  # every page says the same whatever was asked for
    return read_page(page)


def _base(url: str) -> str:
    """The application's path. Raises ``ValueError`` for an address without one."""
    found = _PATH.fullmatch(urlsplit(url).path)
    if found is None:
        raise ValueError("an eAppointment URL looks like https://www.example.fr/eAppointment/appointment.do")
    return found["base"]


def allow(url: str, options: Options) -> tuple[Allow, ...]:
    """The entry pages of the application, the forms before the motives, and two DWR calls."""
    parts, base = urlsplit(url), re.escape(_base(url))
    session = r"(?:;jsessionid=[A-Za-z0-9._!-]{1,120})?"
    page = rf"{base}/(?:appointment\.do|element/jsp/(?:specific/)?[A-Za-z0-9_-]{{1,60}}\.jsp)?{session}"
    names = "sitekey|mobile|preselectservice|preselectsite" + ("|CP" if options.postcode else "")
    query = rf"(?:\?(?:{names})=[A-Za-z0-9_-]{{0,40}}(?:&(?:{names})=[A-Za-z0-9_-]{{0,40}}){{0,4}})?"
    home = re.escape(parts.path + (f"?{parts.query}" if parts.query else ""))
    call = r"(?:AjaxMotive\.motiveMultiSiteSubmit|AjaxSelectionFormFeeder\.getClosedDaysList)\.dwr"
    return (
        Allow("GET", home),
        Allow("GET", page + query),
        Allow("POST", page),
        Allow("POST", rf"{base}/dwr/call/plaincall/{call}"),
    )


def flow(url: str, options: Options) -> Flow:
    """Ask; once more, with a fresh session, where the site lost ours."""
    seen = yield from _walk(url, options)
    if seen.reason is Reason.LOST_SESSION:
        seen = yield from _walk(url, options)
    return seen


def _walk(url: str, options: Options) -> Walk:
    parts, base = urlsplit(url), _base(url)
    entry = url
    if options.sitekey:
        query = urlencode({"sitekey": options.sitekey, "mobile": str(options.mobile).lower()})
        entry = f"{parts.scheme}://{parts.netloc}{base}/appointment.do?{query}"
    page = yield Get(entry, fresh_session=True)
    caller = _Caller(f"{parts.scheme}://{parts.netloc}{base}", base, options)
    caller.note(page)
    for _ in range(_LEADING_PAGES):
        onward = _onward(page, url, options)
        if onward is None:
            break
        page = yield onward
        caller.note(page)
    if options.motives == ():
        return (yield from _sites(page, caller, options))
    wanted = offered_motives(page) if options.motives == "all" else list(options.motives)
    if not wanted or not page.is_html or not page.html.has(MOTIVE):
        return read_page(page)
    if not all(offers(page, motive) for motive in wanted):
        return reading(page, Reason.UNRECOGNISED_PAGE, "motive-not-offered")
    return (yield from _motives(page, wanted, caller, options))


def _motives(page: Page, wanted: list[str], caller: _Caller, options: Options) -> Walk:
    """The site's verdict on each motive, and the open days behind the first that has any."""
    readings = []
    for motive in wanted:
        call = Call(
            "AjaxMotive",
            "motiveMultiSiteSubmit",
            (f"Object_Object:{{{motive}:reference:c0-e1}}",),
            (f"number:{options.quantity}",),
        )
        answer = yield from caller.ask(call)
        verdict = _answered(answer)
        if verdict.reason is Reason.POSITIVE_MARKER:
            return (yield from _found(page, verdict, caller, options))
        readings.append(verdict)
    return combine(readings)


def _found(page: Page, verdict: Reading, caller: _Caller, options: Options) -> Walk:
    """Days and a count for a positive verdict, which stands without them; every day closed contradicts it."""
    horizon = Horizon.of(page, options.horizon_days)
    all_closed = bool(options.sites)
    for site, service in options.sites.items():
        answer = yield from caller.ask(_closed_days(site, service))
        days = read_closed_days(answer, horizon)
        if days and days.reason is Reason.FREE_DATES:
            return days
        all_closed = all_closed and days is not None
    if all_closed:
        return reading(page, Reason.CONTRADICTORY_PAGE, "found-and-all-days-closed", verdict.quote)
    return verdict


def _sites(page: Page, caller: _Caller, options: Options) -> Walk:
    """The closed days alone, for sites whose motives need not be asked about."""
    before = read_page(page)
    if before.outcome.conclusive or not (is_ours(page) and page.html.has("#nextButtonId, script[src*='/dwr/']")):
        return before
    horizon = Horizon.of(page, options.horizon_days)
    readings = []
    for site, service in options.sites.items():
        answer = yield from caller.ask(_closed_days(site, service))
        days = read_closed_days(answer, horizon) or _answered(answer)
        if days.reason is Reason.FREE_DATES:
            return days
        readings.append(days)
    return combine(readings)


def _closed_days(site: str, service: str) -> Call:
    return Call("AjaxSelectionFormFeeder", "getClosedDaysList", (f"string:{site}", f"string:{service}"))


def _answered(answer: Page) -> Reading:
    """What an answer teaches where a DWR reply was due: a page instead of it is the site's way to start over."""
    seen = read_page(answer)
    starts_over = answer.is_html and answer.html.has(f"{MOTIVE}, {POSTCODE}, #nextButtonId")
    if starts_over and not seen.outcome.conclusive:
        return reading(answer, Reason.LOST_SESSION, "page-instead-of-answer")
    return seen


@dataclass(slots=True)
class _Caller:
    """Makes the DWR calls of one walk: counts them, and learns which version the site speaks."""

    application: str
    base: str
    options: Options
    dialect: Dialect = 2
    session: str = ""
    batch: int = 0

    def __post_init__(self) -> None:
        if self.options.dwr != "auto":
            self.dialect = self.options.dwr

    def note(self, page: Page) -> None:
        """The session's id, as a browser's script could read it; DWR 2 may compare it with the cookie."""
        found = _SESSION.search(page.headers.get("set-cookie", "")) or _SESSION.search(page.url)
        if found:
            self.session = found[1]

    def ask(self, call: Call) -> Generator[Request, Page, Page]:
        """One call; again in the other dialect where the answer turns out to speak it."""
        answer = yield self._post(call)
        reply = read_reply(answer.text) if self.options.dwr == "auto" else None
        if reply and reply.dialect != self.dialect:
            self.dialect = reply.dialect
            answer = yield self._post(call)
        return answer

    def _post(self, call: Call) -> Post:
        page = f"{self.base}/element/jsp/appointment.jsp"
        body = call.body(self.dialect, page=page, batch=self.batch, session=self.session)
        self.batch += 1
        return Post.text(call.path(self.application), body)


def _onward(page: Page, url: str, options: Options) -> Request | None:
    """The click that leads from a page before the motives to the next; None where there is none to make.

    A page that already asks for day, hour, captcha or anything typed is never sent.
    """
    if not page.is_html or not is_ours(page) or page.html.has(f"{MOTIVE}, {_LATER_STEPS}"):
        return None
    if page.html.has(POSTCODE):
        if options.postcode and (form := page.form(f"form:has({POSTCODE})")):
            return _sent(form, url, options, CP=options.postcode)
        return None
    form = page.form("form:has(#nextButtonId)")
    if form is None or page.html.has("form:has(#nextButtonId) :is(input:not([type]), input[type=text i], textarea)"):
        return None
    lists = page.select("select#ISiteBeanKeySelect")
    if not lists:
        return _sent(form, url, options)
    if len(options.sites) == 1 and (name := lists[0].attr("name")):  # several would need a walk each
        return _sent(form, url, options, **{name: next(iter(options.sites))})
    return None


def _sent(form: Form, url: str, options: Options, **fields: str) -> Request | None:
    """The form's request, or None where its address is a script or leads out of the application's entry pages."""
    filled = form.fill(**fields)
    address = form.action if form.method == "POST" else f"{form.action.split('?')[0]}?{urlencode(filled)}"
    if not allowed(form.method, address, url, allow(url, options)):
        return None
    return Post(address, filled) if form.method == "POST" else Get(address)


PROBE = Probe(
    name="eappointment",
    version=1,
    options=Options,
    flow=flow,
    read=read,
    allow=allow,
    card=Card(
        limits="one look an hour; 5 to 10 s between requests; back off on 403, 502 and 503",
        source="no limit is stated; some of the sites stand behind a protection that turns robots away",
        requests_per_look="1 page (up to 4 with postcode, site list, introduction), 1 call for each motive, 1 for each "
        "site; 1 more to learn that a site speaks DWR 3",
        requests=3,
    ),
    headers=frozenset({"set-cookie", "date"}),  # the session's id for its calls; the day on which its calendar begins
)
