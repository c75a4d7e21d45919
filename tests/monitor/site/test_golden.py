"""Pages of a small site as golden files, read by a person; people's looks, retractions and late readings on them."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.model import Watchers
from monitor.site.build import build
from monitor.store.writer import Store
from tests.support import site
from tests.support.looks import a_look, effective
from tests.support.reporting import retract

GOLDEN = Path(__file__).parent / "golden"
REWRITE = bool(os.environ.get("SLOTWATCH_REWRITE_GOLDEN"))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Ten days of two pages, a person's look at one that no robot can measure, and a reading that was retracted."""
    folder = tmp_path_factory.mktemp("small")
    path, start = folder / "slotwatch.db", site.NOW - timedelta(days=10)
    site.year(path, chosen=("bobigny", "rouen"), start=start, last=[("bobigny", "S", site.NOW - timedelta(days=4))])
    chosen = [one for one in site.targets() if one.id in ("bobigny", "rouen")]
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(site.NOW), "claire", Watchers.PEOPLE)
        contact = {"vantage": "test", "contact": "mailto:us@a.org"}
        ledger.configure({**effective(*chosen, rules=site.RULES), "monitor": contact}, chosen)
        ledger.record(a_look("N", site.NOW - timedelta(days=3), target=chosen[1]))
        ledger.record(a_look("S", site.NOW - timedelta(hours=2), target=chosen[1]))
    retract(path, 2, why="wrong <b>phrase</b>")
    build(path, site.SETTINGS, folder / "public", site.NOW)
    return folder / "public"


@pytest.mark.parametrize(
    "place",
    [
        "fr/index.html",
        "en/index.html",
        "en/target/rouen.html",
        "fr/target/bobigny.html",
        "ar/target/rouen.html",
        "fr/method.html",
    ],
)
def test_pages_read_as_they_were_agreed_upon(small, place):
    text, file = (small / place).read_text("utf-8"), GOLDEN / place.replace("/", "-")
    if REWRITE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    assert file.read_text("utf-8") == text, "read the difference; SLOTWATCH_REWRITE_GOLDEN=1 accepts it"


def test_people_s_looks_are_told_apart_and_their_slots_late(small):
    page = (small / "en/target/rouen.html").read_text("utf-8")
    assert "Looks by people" in page
    assert "Monday" not in page.partition("Latest that may be told")[2].partition("</p>")[0]
    assert "No slot offered: 1 look" in page.replace("\u00a0", " ")
    assert "Slot shown" not in page.partition('<section aria-labelledby="people">')[2]


def test_a_retraction_stands_beside_the_incident(small):
    pages = [path.read_text("utf-8") for path in (small / "en/incident").glob("bobigny-no-slots-*.html")]
    assert any("Reading retracted" in page and "wrong &lt;b&gt;phrase&lt;/b&gt;" in page for page in pages)
