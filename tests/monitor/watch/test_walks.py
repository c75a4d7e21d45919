"""What is remembered of walks: exactly what the pages decide, nothing longer than it may be, and never a fault."""

from collections.abc import Mapping
from dataclasses import replace

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from monitor.clock import SimulatedClock
from monitor.model import Limits, Target
from monitor.watch.fetch import Fetched, ImpureProbe, fetch
from monitor.watch.walks import Walks, begin, extend
from probes.contract import Allow, Card, Flow, Get, Page, Post, Probe, Reading, Reason, Statement
from probes.webpage import READ_HEADERS, readable
from tests.support.looking import IDENTITY, WEDNESDAY, target

HOME = "https://rdv.example.test/start"
PAGE = Page(HOME, 200, b"<p>x", {"content-type": "text/html"})


class Words(BaseModel):
    """Options of the trial probe."""

    words: str = "full"


class Site:
    """Answers each path with its text, and remembers what it was asked."""

    def __init__(self, **pages: str) -> None:
        self.pages = pages
        self.headers: dict[str, str] = {"Content-Type": "text/html"}
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        text = self.pages[request.url.path.strip("/")]
        return httpx.Response(200, headers=self.headers, stream=httpx.ByteStream(text.encode()))


class Trial:
    """A probe that counts how often it reads."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.probe = Probe(
            name="trial",
            version=1,
            options=Words,
            flow=self.flow,
            read=lambda page, _: Reading(Reason.UNRECOGNISED_PAGE, quote=page.visible),
            allow=lambda _url, _options: (Allow("GET", ".*"),),
            card=Card("", "", ""),
        )

    def flow(self, url: str, options: Words) -> Flow:
        first = yield Get(url)
        self.read.append(first.visible)
        second = yield Get(url.replace("start", first.visible.split()[0]))
        self.read.append(second.visible)
        return Reading(Reason.UNRECOGNISED_PAGE, quote=f"{second.visible} {options.words}", rule="trial/read")


async def look(site: Site, probe: Probe, walks: Walks, seen: Target | None = None) -> Fetched:
    clock = SimulatedClock(WEDNESDAY)
    return await fetch(seen or target(HOME, "trial"), probe, wire=site, identity=IDENTITY, clock=clock, walks=walks)


async def test_the_same_pages_are_asked_for_again_and_not_read_again() -> None:
    site, trial, walks = Site(start="next page", next="none"), Trial(), Walks()
    first, second = await look(site, trial.probe, walks), await look(site, trial.probe, walks)
    assert first.reading == second.reading
    assert first.reading.quote == "none full"
    assert site.asked == ["/start", "/next"] * 2, "evidence is made anew, only its reading is known"
    assert trial.read == ["next page", "none"]


CHANGES = [
    ({"start": "next, other"}, "the first page differs: its request may too"),
    ({"next": "some"}, "the second page differs, after a first one that is known"),
]


@pytest.mark.parametrize(("changed", "why"), CHANGES)
async def test_a_changed_page_is_read_by_a_probe_that_saw_the_others(changed: Mapping[str, str], why: str) -> None:
    site, trial, walks = Site(start="next page", next="none"), Trial(), Walks()
    await look(site, trial.probe, walks)
    site.pages.update({"next,": "none", **changed})
    again = await look(site, trial.probe, walks)
    assert again.reading == (await look(site, trial.probe, Walks())).reading, why


async def test_a_step_that_was_forgotten_is_worked_out_between_two_that_are_known() -> None:
    site, trial, walks = Site(start="next page", next="none"), Trial(), Walks()
    whole = await look(site, trial.probe, walks)
    known = Walks()
    trace = begin(HOME, {}, Limits().tags)
    for path in ("start", "next"):
        page = Page(HOME.replace("start", path), 200, site.pages[path].encode(), {"content-type": "text/html"})
        trace = extend(trace, page)
    step = walks.recall(trial.probe, trace)
    assert step == whole.reading
    known.remember(trial.probe, trace, step)
    assert (await look(site, trial.probe, known)).reading == whole.reading


async def test_options_and_limits_belong_to_what_is_remembered() -> None:
    site, trial, walks = Site(start="next page", next="none"), Trial(), Walks()
    await look(site, trial.probe, walks)
    other = target(HOME, "trial", options={"words": "taken"})
    assert (await look(site, trial.probe, walks, other)).reading.quote == "none taken"
    costly = target(HOME, "trial", limits=Limits(tags=0))
    site.pages["start"] = "<b>next page"
    assert (await look(site, trial.probe, walks, costly)).reading.reason is Reason.TOO_COSTLY


async def test_a_raised_version_reads_everything_anew() -> None:
    site, trial, walks = Site(start="next page", next="none"), Trial(), Walks()
    await look(site, trial.probe, walks)
    await look(site, replace(trial.probe, version=2), walks)
    assert len(trial.read) == 4


async def test_what_no_rule_is_shown_makes_no_page_another_one() -> None:
    site, trial, walks = Site(start="next page", next="none"), Trial(), Walks()
    await look(site, trial.probe, walks)
    site.headers |= {"Date": "Wed, 03 Oct 2018 09:00:00 GMT", "Set-Cookie": "s=1", "X-Request-Id": "17"}
    await look(site, trial.probe, walks)
    assert len(trial.read) == 2
    site.headers["Content-Language"] = "en"
    await look(site, trial.probe, walks)
    assert len(trial.read) == 4, "a header that decides is part of the page"


async def test_a_probe_is_shown_the_headers_it_declares_and_no_others() -> None:
    shown: list[Mapping[str, str]] = []

    def flow(url: str, _options: object) -> Flow:
        page = yield Get(url)
        shown.append(page.headers)
        return Reading(Reason.UNRECOGNISED_PAGE)

    site, plain = Site(start="x"), replace(Trial().probe, flow=flow)
    site.headers |= {"Date": "Wed, 03 Oct 2018 09:00:00 GMT", "Age": "3"}
    walks = Walks()
    await look(site, plain, walks)
    dated = replace(plain, headers=frozenset({"date"}))
    await look(site, dated, walks)
    site.headers["Date"] = "Thu, 04 Oct 2018 09:00:00 GMT"
    await look(site, dated, walks)
    assert [sorted(headers) for headers in shown] == [["content-type"], *[["content-type", "date"]] * 2]


async def test_a_probe_that_asks_otherwise_after_the_same_pages_is_our_bug() -> None:
    ways = iter(["next", "other"])

    def flow(url: str, _options: object) -> Flow:
        way = next(ways)
        yield Get(url)
        page = yield Get(url.replace("start", way))
        return Reading(Reason.UNRECOGNISED_PAGE, quote=page.visible)

    site, walks = Site(start="x", next="1", other="1"), Walks()
    probe = replace(Trial().probe, flow=flow)
    await look(site, probe, walks)
    site.pages["next"] = "2"
    with pytest.raises(ImpureProbe, match=r"other where it asked for .*next before"):
        await look(site, probe, walks)


async def test_a_fault_of_the_network_is_never_remembered() -> None:
    site, trial, walks = Site(start="next page", next="none"), Trial(), Walks()
    steps = target(HOME, "trial", limits=Limits(steps=1))
    assert (await look(site, trial.probe, walks, steps)).reading.reason is Reason.STEPS
    assert (await look(site, trial.probe, walks)).reading.quote == "none full"


HEADERS = st.dictionaries(st.sampled_from(sorted(READ_HEADERS)), st.text(max_size=3), max_size=3)


@settings(deadline=None)  # the machine may be busy
@given(
    st.tuples(st.sampled_from([HOME, HOME + "x"]), st.integers(200, 201), st.binary(max_size=4), HEADERS),
    st.tuples(st.sampled_from([HOME, HOME + "x"]), st.integers(200, 201), st.binary(max_size=4), HEADERS),
)
def test_two_pages_have_one_trace_only_if_they_are_one(
    one: tuple[str, int, bytes, dict[str, str]], other: tuple[str, int, bytes, dict[str, str]]
) -> None:
    trace = begin(HOME, {}, 1)
    assert (extend(trace, Page(*one)) == extend(trace, Page(*other))) == (one == other)


def test_headers_are_shown_by_name() -> None:
    given_ = {"content-type": "text/html", "date": "now", "set-cookie": "a"}
    assert readable(given_) == {"content-type": "text/html"}
    assert readable(given_, {"date"}) == {"content-type": "text/html", "date": "now"}


STEPS = [
    Get(HOME),
    Post(HOME, fields={"a": "b" * 2000}),
    Post.text(HOME, "c" * 2000),
    Reading(Reason.UNRECOGNISED_PAGE, quote="d" * 2000, statements=(Statement("warning", "e" * 2000),)),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: type(step).__name__)
def test_the_memory_is_bounded_in_entries_and_in_bytes(step: Get | Post | Reading) -> None:
    probe = Trial().probe
    few, small = Walks(most=3), Walks(most_bytes=20_000)
    for number in range(30):
        for walks in (few, small):
            walks.remember(probe, bytes([number]), step)
    assert len(few) == 3
    assert 0 < len(small) < 20
    assert few.recall(probe, bytes([26])) is None
    assert few.recall(probe, bytes([29])) == step


def test_what_is_used_stays() -> None:
    walks, probe = Walks(most=2), Trial().probe
    for number in (1, 2):
        walks.remember(probe, bytes([number]), Get(HOME))
    walks.recall(probe, bytes([1]))
    walks.remember(probe, bytes([3]), Get(HOME))
    assert walks.recall(probe, bytes([1])) == Get(HOME)
    assert walks.recall(probe, bytes([2])) is None
