"""Slots younger than ``slots_delay`` are nowhere in the site: it is the same, byte for byte, as if unseen."""

import re
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.site.build import build
from monitor.site.facts import Edge
from monitor.site.gathering import gather_site, story
from monitor.store.reader import reading
from monitor.store.writer import Store
from probes.contract import Outcome
from tests.support import site
from tests.support.looks import a_look, effective

HOUR = timedelta(hours=1)
SHORT = site.NOW - timedelta(days=45)


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """Six weeks of two pages, up to the day before."""
    path = tmp_path_factory.mktemp("short") / "slotwatch.db"
    site.year(path, chosen=("bobigny", "evry"), start=SHORT, end=site.NOW - timedelta(days=3))
    return path


def after(path: Path, short: Path, looks: Iterable[tuple[str, str, datetime]]) -> Path:
    """The same weeks, and then these: target, letter, moment. The last of all is one of Bobigny without slot."""
    shutil.copy(short, path)
    by_name = {one.id: one for one in site.targets() if one.id in ("bobigny", "evry")}
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(site.NOW), "test")
        configuration = {
            **effective(*by_name.values(), rules=site.RULES),
            "monitor": {"vantage": "test", "contact": "mailto:us@a.org"},
        }
        ledger.configure(configuration, list(by_name.values()))
        for slug, letter, at in sorted(looks, key=lambda one: one[2]):
            ledger.record(a_look(site.reading_of(letter, at), at, target=by_name[slug]))
        ledger.record(a_look("N", site.NOW, target=by_name["bobigny"]))
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_site_is_the_same_whether_or_not_fresh_slots_were_seen(short, tmp_path):
    none = [("evry", "N", site.NOW - hours * HOUR) for hours in (60, 50, 40, 30, 26, 10, 5, 1)]
    fresh = [("evry", "S", site.NOW - hours * HOUR) for hours in (23, 22, 12, 4, 3)]
    build(after(tmp_path / "with.db", short, none + fresh), site.SETTINGS, tmp_path / "with", site.NOW)
    build(after(tmp_path / "without.db", short, none), site.SETTINGS, tmp_path / "without", site.NOW)
    seen, unseen = files(tmp_path / "with"), files(tmp_path / "without")
    assert [path for path in sorted(seen.keys() | unseen.keys()) if seen.get(path) != unseen.get(path)] == []
    assert len(seen) > 100


def test_no_file_names_a_fresh_slot_or_the_hour_of_its_look(short, tmp_path):
    at = site.NOW - timedelta(hours=3, minutes=21)
    path = after(tmp_path / "one.db", short, [("evry", "S", at)])
    build(path, site.SETTINGS, tmp_path / "site", site.NOW)
    reading_ = site.reading_of("S", at)
    hours = (reading_.quote.encode(), f"{at:%H:%M}".encode(), f"{at + 2 * HOUR:%H:%M}".encode())
    for name, content in files(tmp_path / "site").items():
        assert not any(word in content for word in hours), name


def test_slots_are_told_once_they_are_old_enough(short, tmp_path):
    path = after(tmp_path / "one.db", short, [("evry", "S", site.NOW - 25 * HOUR)])
    with reading(path) as reader:
        (one,) = (one for one in gather_site(reader, site.SETTINGS, site.NOW).targets if one.slug == "evry")
    assert one.latest is not None
    assert one.latest.outcome is Outcome.SLOTS
    assert not one.going_on, "the end of the absence is told too"


def test_absence_is_told_at_once_with_its_day(short, tmp_path):
    path = after(tmp_path / "one.db", short, [("evry", "S", site.NOW - 30 * HOUR), ("evry", "N", site.NOW - HOUR)])
    with reading(path) as reader:
        (one,) = (one for one in gather_site(reader, site.SETTINGS, site.NOW).targets if one.slug == "evry")
    assert one.latest is not None
    assert one.latest.outcome is Outcome.NO_SLOTS
    assert (one.latest.when.day, one.latest.when.at) == (site.NOW.date(), None)


def told(path: Path) -> str:
    """All that may be told, without what only says that looks were made at all."""
    with reading(path) as reader:
        whole = gather_site(reader, site.SETTINGS, site.NOW)
        parts: list[Any] = []
        for one in whole.targets:
            tale = story(reader, whole, one)
            parts.append((one.standing, one.lately, one.latest, one.latest_by_people, one.incidents, tale.incidents))
            parts.append((tale.ever, tale.year, tale.releases and tale.releases.appeared))
    # Incidents carry the number of the look that opened them: looks that are not told leave a gap there.
    return re.sub(r"Z?-\d+'", "'", repr(parts), flags=re.IGNORECASE)


LOOKS = st.lists(
    st.tuples(st.sampled_from("NNNSSSFGCE"), st.integers(1, 71)), unique_by=lambda one: one[1], min_size=1, max_size=24
)


@given(LOOKS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_told_does_not_depend_on_fresh_slots(short, tmp_path, looks):
    dated = [("evry", letter, site.NOW - hours * HOUR) for letter, hours in looks]
    edge = Edge(site.NOW, site.SETTINGS.slots_delay)
    kept = [one for one in dated if not (one[1] == "S" and edge.hides("slots", one[2]))]
    assert told(after(tmp_path / "a.db", short, dated)) == told(after(tmp_path / "b.db", short, kept))


@given(st.integers(0, 60 * 24 * 60), st.integers(1, 24 * 9))
def test_figures_end_with_a_day_that_is_older_than_the_delay(minutes, hours):
    now = site.NOW + timedelta(minutes=minutes)
    edge = Edge(now, hours * HOUR)
    for zone in ("Europe/Paris", "America/Cayenne", "Pacific/Noumea", "Indian/Reunion"):
        until = edge.figures_until(zone)
        assert until <= edge.slots_until
        assert edge.slots_until - until < timedelta(hours=25)
        assert edge.moment(until, zone).at is None
        assert edge.moment(until - timedelta(seconds=1), zone).at is not None
        assert edge.moment(until - timedelta(seconds=1), zone).day == edge.last_day(zone)
