"""Whatever happened, a report counts what the single looks say: over random histories, zones, DST and spans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.clock import SimulatedClock, from_iso
from monitor.ledger import Ledger
from monitor.model import LookKind, Watchers
from monitor.report.counts import Seen, together
from monitor.report.period import Facts
from monitor.report.span import Span
from monitor.store.writer import Store
from tests.support.looks import HOUR, a_look, effective
from tests.support.reporting import SEEN, facts, live, looks, target_of

ZONES = ["Europe/Paris", "Indian/Reunion", "America/St_Johns", "Pacific/Apia"]
STARTS = [
    datetime(2018, 10, 26, 20, 30, tzinfo=UTC),  # two days before summer time ends in Paris
    datetime(2018, 3, 24, 3, 0, tzinfo=UTC),  # a day before it begins
    datetime(2018, 12, 31, 10, 0, tzinfo=UTC),
]
EVERY = timedelta(hours=1)
HOLE = timedelta(hours=6)
"""The ``max_gap`` of a target that is looked at every hour."""


@dataclass(frozen=True)
class Lived:
    """A random history at two targets, and the days that are asked for."""

    zones: tuple[str, str]
    start: datetime
    looks: tuple[tuple[int, str, LookKind, bool, timedelta], ...]
    """Target, letter, kind, whether a person looked, and how long until the next look."""
    skip: int
    days: int


HISTORIES = st.builds(
    Lived,
    st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
    st.sampled_from(STARTS),
    st.lists(
        st.tuples(
            st.sampled_from([0, 0, 1]),
            st.sampled_from("NNNNESS12LCFDGRB?WOT"),
            st.sampled_from([LookKind.ANCHORED, LookKind.ANCHORED, LookKind.EXTRA]),
            st.sampled_from([False, False, False, True]),
            st.sampled_from([HOUR / 7, HOUR, HOUR, 3 * HOUR, 9 * HOUR, 26 * HOUR, 80 * HOUR]),
        ),
        min_size=1,
        max_size=40,
    ).map(tuple),
    st.integers(-1, 4),
    st.integers(1, 6),
)
names = count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("counts")


def _live(path: Path, lived: Lived) -> datetime:
    targets = [target_of(f"t{number}", timezone=zone, every=EVERY) for number, zone in enumerate(lived.zones)]
    at = lived.start
    with Store(path) as store:
        ledgers = {}
        for watchers in Watchers:
            ledgers[watchers] = Ledger(store, SimulatedClock(at), watchers, watchers)
            ledgers[watchers].configure(effective(*targets), targets)
        for place, letter, kind, by_person, wait in lived.looks:
            watchers = Watchers.PEOPLE if by_person else Watchers.MACHINE
            ledgers[watchers].record(a_look(SEEN[letter], at, target=targets[place], kind=kind))
            at += wait
    return at


def _local(look: dict[str, Any]) -> date:
    return from_iso(look["started_at"]).astimezone(ZoneInfo(look["timezone"])).date()


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_totals_are_those_of_the_single_looks(folder: Path, lived: Lived):
    path = folder / f"{next(names)}.db"
    now = _live(path, lived)
    first = lived.start.date() + timedelta(days=lived.skip)
    span = Span(first, first + timedelta(days=lived.days - 1))
    found = facts(path, str(span.first), str(span.last), now=now)
    for one in found:
        inside = [look for look in looks(path, one.target.slug) if span.first <= _local(look) <= span.last]
        machine = [look for look in inside if look["who"] == "machine"]
        _check_counts(one.machine, machine)
        _check_counts(one.people, [look for look in inside if look["who"] == "person"], all_count=True)
        _check_refusals(one, machine)
        _check_texts(one, inside)
        everything = [look for look in looks(path, one.target.slug) if look["who"] == "machine"]
        _check_interval(one, everything, span)
        _check_appearances(one, everything, span)
        _check_absence(one, machine)
    _check_sum(together([one.machine for one in found]), [one.machine for one in found])


def _check_counts(seen: Seen, those: list[dict[str, Any]], *, all_count: bool = False) -> None:
    anchored = [look for look in those if look["kind"] == "anchored"]
    counted = those if all_count else anchored
    conclusive = [look for look in counted if look["conclusive"]]
    shown = [look for look in counted if look["outcome"] == "slots"]
    assert (seen.anchored, seen.extra) == (len(anchored), len(those) - len(anchored))
    assert (seen.conclusive, seen.with_slots) == (len(conclusive), len(shown))
    assert seen.without_slots == sum(look["outcome"] != "slots" for look in conclusive)
    slot_days = {_local(look) for look in shown}
    assert seen.days == len({_local(look) for look in counted})
    assert seen.answered_days == len({_local(look) for look in conclusive})
    assert seen.slot_days == len(slot_days)
    assert seen.extra_slot_days == len({_local(look) for look in those if look["outcome"] == "slots"} - slot_days)
    dates = Counter(look["dates_within_month"] for look in shown if look["kind"] == "anchored")
    assert (seen.two_dates, seen.one_date, seen.later_dates) == (dates[2], dates[1], dates[0])
    if not all_count:
        assert seen.dates_known == len(conclusive) - dates[None]
    for one in seen.reasons:
        of_reason = [look for look in those if look["reason"] == one.reason]
        assert one.anchored == sum(look["kind"] == "anchored" for look in of_reason)
        assert one.anchored + one.extra == len(of_reason)
        assert one.conclusive == sum(look in counted and look["conclusive"] for look in of_reason)
        days = {str(_local(look)) for look in of_reason}
        assert (one.days, one.first, one.last) == (len(days), min(days), max(days))
    assert {one.reason for one in seen.reasons} == {look["reason"] for look in those}


def _check_refusals(one: Facts, machine: list[dict[str, Any]]) -> None:
    refused = [look for look in machine if look["outcome"] == "refused"]
    assert sum(run.anchored + run.extra for run in one.refused) == len(refused)
    days = {str(_local(look)) for look in refused}
    assert days == {day for run in one.refused for day in days if run.first <= day <= run.last}
    for run, following in pairwise(one.refused):
        assert date.fromisoformat(following.first) - date.fromisoformat(run.last) > timedelta(days=1)


def _check_texts(one: Facts, inside: list[dict[str, Any]]) -> None:
    wanted = {(look["who"], look["quote"], look["outcome"]) for look in inside if look["quote"]}
    wanted = {text for text in wanted if text[2] != "slots"}
    found = {(text.who, text.text, text.outcome.value) for text in one.texts}
    assert wanted <= found
    start, end = one.span.bounds(one.target.timezone)
    assert all(text.first_at < end and text.last_at >= start for text in one.texts)


def _check_interval(one: Facts, machine: list[dict[str, Any]], span: Span) -> None:
    gaps, before = [], None
    for look in machine:
        at = from_iso(look["started_at"])
        if look["conclusive"]:
            if span.first <= _local(look) <= span.last:
                gaps.append(at - (before or from_iso(machine[0]["started_at"])))
            before = at
    assert one.coverage.longest == max(gaps, default=None)


def _naive_appearances(machine: list[dict[str, Any]]) -> list[list[datetime | None]]:
    """First, last, none before, none after: look by look."""
    found: list[list[datetime | None]] = []
    none_at: datetime | None = None
    is_open = False
    for look in machine:
        at = from_iso(look["started_at"])
        if look["outcome"] == "slots":
            hole = is_open and at - (found[-1][1] or at) > HOLE
            if is_open and not hole:
                found[-1][1] = at
            else:
                found.append([at, at, None if is_open else none_at, None])
            is_open = True
        elif look["conclusive"]:
            if is_open:
                found[-1][3] = at
            none_at, is_open = at, False
    return found


def _check_appearances(one: Facts, machine: list[dict[str, Any]], span: Span) -> None:
    start, end = span.bounds(one.target.timezone)
    everything = _naive_appearances(machine)
    naive = [each for each in everything if each[1] >= start and each[0] < end]  # type: ignore[operator]
    found = [[each.first_at, each.last_at, each.none_before, each.none_after] for each in one.appearances]
    known = [each for each in naive if each[3] or each is everything[-1]]  # the others were lost from sight in a hole
    for each in known:
        assert each in found
    for each in found:
        if each not in known:
            inside = [wanted for wanted in naive if wanted[0] <= each[0] <= each[1] <= wanted[1]]  # type: ignore[operator]
            assert len(inside) == 1, "nothing is said to have been shown longer than looks tell"
            assert each[3] is None
            assert each[2] in (inside[0][2], None)
    assert bool(found) == bool(naive)
    for one_of in one.appearances:
        assert one_of.most is None or one_of.most >= one_of.least >= timedelta(0)


def _check_absence(one: Facts, machine: list[dict[str, Any]]) -> None:
    conclusive = [look for look in machine if look["conclusive"]]
    shown = sorted(from_iso(look["started_at"]) for look in conclusive if look["outcome"] == "slots")
    others = [from_iso(look["started_at"]) for look in conclusive if look["outcome"] != "slots"]
    every = sorted(from_iso(look["started_at"]) for look in conclusive)
    edges = sorted({*shown, *every[:1], *every[-1:]})
    without = [
        (first, last)
        for first, last in pairwise(edges)
        if any(first <= at <= last for at in others)  # else nobody saw that there were none
    ]
    if one.absence is None:
        assert not without
        return
    assert one.absence.length == max(last - first for first, last in without)
    assert (one.absence.since, one.absence.until) in without
    assert one.absence.from_slots == (one.absence.since in shown)
    assert one.absence.to_slots == (one.absence.until in shown)
    zone = ZoneInfo(one.target.timezone)
    days = [at.astimezone(zone).date() for at in (one.absence.since, one.absence.until)]
    slot_days = {_local(look) for look in machine if look["outcome"] == "slots"}
    on_days = [
        look
        for look in machine
        if look["kind"] == "anchored" and days[0] <= _local(look) <= days[1] and _local(look) not in slot_days
    ]
    assert one.absence.days == len({_local(look) for look in on_days})
    assert one.absence.anchored == len(on_days)
    assert one.absence.conclusive == sum(look["conclusive"] for look in on_days)


def _check_sum(total: Seen, parts: list[Seen]) -> None:
    for name in ("anchored", "extra", "conclusive", "with_slots", "without_slots", "days", "slot_days", "dates_known"):
        assert getattr(total, name) == sum(getattr(part, name) for part in parts)
    assert sum(one.anchored for one in total.reasons) == total.anchored


def test_the_property_above_sees_every_kind_of_fact(folder: Path):
    """Histories that never show anything would prove nothing."""
    path = folder / "rich.db"
    live(path, "NNSSNN" + "R" * 30 + "NN12LNsn" + "." * 20 + "NNFFWG?ECN", target_of("t0"))
    (one,) = facts(path)
    assert all((one.absence, one.appearances, one.texts, one.refused, one.holes))
    assert all((one.machine.two_dates, one.machine.one_date, one.machine.later_dates, one.machine.extra))


def test_many_targets_are_read_like_one(folder: Path):
    """Beyond some number of targets tables are read from end to end."""
    path = folder / "many.db"
    targets = [target_of(f"t{number:03}") for number in range(60)]
    with Store(path) as store:
        ledger = Ledger(store, SimulatedClock(STARTS[0]), "test")
        ledger.configure(effective(*targets), targets)
        for hour, letter in enumerate("NSSNFT"):
            for target in targets:
                ledger.record(a_look(SEEN[letter], STARTS[0] + hour * HOUR, target=target))
    together_read = facts(path)
    assert len(together_read) == 60
    for one in together_read[::20]:
        assert facts(path, targets=[one.target.slug]) == [one]
    assert facts(path, targets=["t000", "t001"]) == together_read[:2]
