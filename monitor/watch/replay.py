"""Stored or saved responses read again by the same code as live ones: no network, no clock, no store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from monitor.http.body import BodyTooLarge, BodyTruncated, BodyUnreadable, decode_body, parse_response
from monitor.http.session import BODY_REASONS
from monitor.model import Limits
from monitor.watch.fetch import elsewhere
from monitor.watch.robots import is_robots_txt
from probes.contract import Allow, Page, Probe, Reading, Reason, allowed, readable
from probes.screen import screen

_REDIRECTS = (301, 302, 303, 307, 308)


def page_of(response: bytes, url: str, method: str = "GET", limits: Limits | None = None) -> Page | Reading:
    """The page in a stored response (exact bytes), or the reading that its shape alone gives."""
    limits = limits or Limits()
    try:
        raw = parse_response(response, request_method=method)
    except ValueError:
        return Reading(Reason.CONNECTION, rule="fetch/connection")
    if not raw.complete:
        return Reading(Reason.TRUNCATED, rule="fetch/truncated")
    try:
        content = decode_body(raw.body, raw.headers.get("content-encoding", ""), limits.decoded_bytes)
    except (BodyTooLarge, BodyTruncated, BodyUnreadable) as error:
        reason = BODY_REASONS[type(error)]
        return Reading(reason, rule=f"fetch/{reason}")
    return Page(url, raw.status, content, raw.headers)


def replay(
    probe: Probe, url: str, options: Mapping[str, object], responses: Sequence[tuple[str, str, bytes]]
) -> Reading:
    """Walk a probe's flow again over stored exchanges: ``(method, URL, exact response bytes)`` in their order.

    Gives the reading that the look gave, as long as the probe's version is the same; a walk that now asks for another
    page than the one stored ends as ``unrecognised/steps``. What was asked for robots.txt is no part of the walk.
    """
    checked = probe.options.model_validate(dict(options))
    flow, stored = probe.flow(url, checked), (one for one in responses if not is_robots_txt(one[1]))
    try:
        next(flow)
        while True:
            page = _next_page(stored, url, probe.allow(url, checked))
            if isinstance(page, Reading):
                return page
            page = replace(page, headers=readable(page.headers, probe.headers))  # what a live look shows
            if in_the_way := screen(page, own_statuses=probe.own_statuses):
                return in_the_way
            flow.send(page)
    except StopIteration as done:
        reading: Reading = done.value
        return reading
    finally:
        flow.close()


def _next_page(stored: Iterator[tuple[str, str, bytes]], home: str, allow: Sequence[Allow]) -> Page | Reading:
    """The next page that is no redirect: those were followed by the driver, not seen by the probe."""
    ended = Reading(Reason.STEPS, rule="replay/no-more-pages")
    for method, url, response in stored:
        page = page_of(response, url, method)
        if isinstance(page, Reading) or page.status not in _REDIRECTS or "location" not in page.headers:
            return page
        onward = urljoin(url, page.headers["location"])
        if not allowed("GET", onward, home, allow):
            return elsewhere(onward)
        ended = Reading(Reason.REDIRECT, rule="fetch/redirects")
    return ended


def classify(page: Page, probes: Sequence[tuple[Probe, Mapping[str, object]]]) -> Reading:
    """What would be concluded from one page alone: screened, then read by each probe until one knows it."""
    if len(page.content) > Limits().decoded_bytes:
        return Reading(Reason.TOO_LARGE, rule="fetch/too-large")
    own = frozenset().union(*(probe.own_statuses for probe, _ in probes))
    if in_the_way := screen(page, own_statuses=own):
        return in_the_way
    reading = Reading(Reason.UNRECOGNISED_PAGE, rule="replay/no-probe", page_language=page.language)
    for probe, options in probes:
        reading = probe.read(page, probe.options.model_validate(dict(options)))
        if not reading.is_foreign:
            return reading
    return reading
