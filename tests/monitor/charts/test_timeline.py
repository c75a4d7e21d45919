"""The timeline: true to scale, holes stay holes, short slots are never lost, local days on the axis."""

import re
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from monitor.charts import ENGLISH, FRENCH, About, DayMark, Row, Segment, timeline
from monitor.charts.ticks import ticks
from tests.monitor.charts.examples import at, daily_slots
from tests.monitor.charts.test_svg import shown, titles

X = About("x", "x")
PARIS = ZoneInfo("Europe/Paris")
N, S, E = DayMark.NONE, DayMark.SLOTS, DayMark.ERROR


FIRST, LAST = at(1), at(31)


def draw(*segments: Segment, start: datetime = FIRST, end: datetime = LAST, width: int = 480) -> str:
    return timeline(X, [Row("", list(segments))], ENGLISH, start=start, end=end, zone="UTC", width=width)


def bars(svg: str, mark: DayMark, height: int = 17) -> list[tuple[float, float]]:
    """Left edge and width of the boxes of one state: in the bar, or (height 12) the symbols above it."""
    found: list[tuple[float, float]] = []
    for inside in re.findall(rf'<g class="sw-{mark}"[^>]*>(.*?)</g>', svg, re.DOTALL):
        for left, wide, high in re.findall(r'd="M([\d.]+) [\d.]+h(-?[\d.]+)v([\d.]+)[^"]*"><title>', inside):
            if float(high) == height:
                found.append((float(left) - 0.5, float(wide) + 1))
    return found


def test_lengths_are_true_to_scale_and_holes_stay_open():
    svg = draw(Segment(at(1), at(4), N), Segment(at(7), at(16), N))
    assert bars(svg, N) == [(0, 48), (96, 144)]
    assert "No measurement" in shown(svg)


def test_what_lies_outside_is_left_out_and_the_rest_is_cut():
    svg = draw(Segment(at(1, month=9), at(2, month=9), E), Segment(at(20, month=9), at(4), N))
    assert bars(svg, N) == [(0, 48)]
    assert bars(svg, E) == []
    assert (
        "No slot offered: between Thursday 20 September 2018 at 00:00 and Thursday 4 October 2018 at 00:00 (UTC)"
        in (titles(svg))
    ), "the words tell the whole spell"


def test_one_look_that_stands_alone_can_be_seen_and_has_its_symbol():
    svg = draw(Segment(at(16), at(16), N))
    assert bars(svg, N) == [(238.5, 3)]
    assert bars(svg, N, 12) == [(233.5, 13)]


def test_neighbours_never_meet():
    svg = draw(Segment(at(1), at(16), N), Segment(at(16, 1), at(16, 1), S), Segment(at(16, 2), at(31), N), width=4800)
    [(_, first), (second, _)] = bars(svg, N)
    [(left, wide)] = bars(svg, S)
    assert first < left < left + wide < second


def test_a_slot_too_short_to_be_drawn_still_has_its_symbol():
    begin, end = at(1, 0, 1), at(31, 0, 12)
    slot = Segment(at(5), at(5, 0.1), S, "One slot")
    svg = draw(Segment(begin, at(4, 23.9), N), slot, Segment(at(5, 0.2), end, N), start=begin, end=end)
    assert len(bars(svg, N)) == 1, "what parts the two cannot be seen"
    assert len(bars(svg, S, 12)) == 1
    assert any(title.startswith("One slot: between Friday 5 October 2018 at 00:00") for title in titles(svg))
    assert any(title.startswith("2 × No slot offered: between") for title in titles(svg))


def test_many_short_slots_do_not_make_it_look_as_if_there_were_always_some():
    svg = timeline(X, daily_slots(), ENGLISH, start=at(1, 0, 1), end=at(31, 23, 12), zone="UTC")
    assert bars(svg, S) == [] or sum(wide for _, wide in bars(svg, S)) < 5
    counts = [int(title.split(" × ")[0]) for title in titles(svg) if " × Slot shown" in title]
    assert sum(counts) == 365, "each is counted in a symbol"


def test_errors_do_not_cover_slots():
    errors = [Segment(at(day, hour), at(day, hour + 0.1), E) for day in (5, 6) for hour in range(0, 24, 2)]
    svg = draw(*errors, Segment(at(5, 11), at(5, 11.1), S), start=at(1, 0, 1), end=at(31, 0, 12))
    assert len(bars(svg, S, 12)) == 1
    assert bars(svg, E, 12) == [], "no room is left"


def test_a_hole_that_is_told_has_its_words_but_no_symbol_above():
    svg = draw(Segment(at(1), at(5), N), Segment(at(5), at(5, 6), DayMark.NOT_MEASURED, "Our own line was down"))
    assert bars(svg, DayMark.NOT_MEASURED, 12) == []
    assert any(title.startswith("Our own line was down: between") for title in titles(svg))


def test_a_flood_of_spells_stays_small():
    segments = [Segment(at(1, hour, 1), at(1, hour + 0.5, 1), [N, E][hour % 2]) for hour in range(8760)]
    svg = draw(*segments, start=at(1, 0, 1), end=at(1, 8760, 1))
    assert len(svg) < 100_000
    covered = sum(wide for mark in (N, E) for _, wide in bars(svg, mark))
    assert covered > 400, "and is not taken for a hole"


def test_rows_are_named_and_described():
    rows = [Row("Robot", [Segment(at(1), at(9), N)]), Row("Personnes", [Segment(at(3), at(3), S)])]
    svg = timeline(X, rows, FRENCH, start=at(1), end=at(31), zone="Europe/Paris")
    assert shown(svg)[:2] == ["Robot", "Personnes"]
    assert "Robot. Périodes. Aucun créneau proposé\u00a0: 1. Personnes. Périodes. Créneau affiché\u00a0: 1." in svg


def test_many_rows_are_described_whole():
    rows = [Row(f"Robot {number}", [Segment(at(1), at(9), N)]) for number in range(20)]
    svg = timeline(X, rows, ENGLISH, start=at(1), end=at(31), zone="UTC")
    assert "Robot 19. Spells. No slot offered: 1.</desc>" in svg


def test_nothing_is_said_to_be_nothing():
    for rows in ([], [Row("a", [])], [Row("a", [Segment(at(1, month=1), at(2, month=1), N)])]):
        svg = timeline(X, rows, ENGLISH, start=at(1), end=at(31), zone="UTC")
        assert shown(svg) == ["Nothing measured yet"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (at(2), at(1)),
        (at(1).replace(tzinfo=None), at(2)),
        (at(1), at(2).replace(tzinfo=None)),
    ],
)
def test_times_that_cannot_be_are_refused(start, end):
    with pytest.raises(ValueError, match=r"'x': from .* give aware times, the earlier one first"):
        draw(start=start, end=end)
    with pytest.raises(ValueError, match="give aware times"):
        draw(Segment(start, end, N))


# The axis


@pytest.mark.parametrize(
    ("start", "length", "marks", "why"),
    [
        (at(1, 0.5), timedelta(hours=2), ["3:00 1 Oct", "4:00"], "hours"),
        (at(1), timedelta(hours=30), ["6:00 1 Oct", "12:00", "18:00", "0:00 2 Oct", "6:00"], "a day and a bit"),
        (at(1), timedelta(days=6), ["2 Oct 2018", "3 Oct", "4 Oct", "5 Oct", "6 Oct", "7 Oct"], "days"),
        (at(1), timedelta(days=30), ["8 Oct 2018", "15 Oct", "22 Oct", "29 Oct"], "Mondays"),
        (
            at(15, 0, 11),
            timedelta(days=130),
            ["Dec 2018", "Jan 2019", "Feb", "Mar"],
            "months over New Year",
        ),
        (at(15), timedelta(days=70), ["22 Oct 2018", "5 Nov", "19 Nov", "3 Dec", "17 Dec"], "every other Monday"),
        (at(15), timedelta(days=600), ["Jan 2019", "Apr", "Jul", "Oct", "Jan 2020", "Apr"], "quarters"),
        (at(15, 0, 6), timedelta(days=365 * 5), ["2019", "2020", "2021", "2022", "2023"], "years"),
        (
            at(15, 0, 6),
            timedelta(days=365 * 15),
            ["2020", "2022", "2024", "2026", "2028", "2030", "2032"],
            "more years",
        ),
    ],
)
def test_marks_are_at_whole_local_times(start, length, marks, why):
    found = ticks(start, start + length, PARIS, ENGLISH, 8)
    assert [f"{one.text} {one.below}".strip() for one in found] == marks, why
    assert len(found) <= 8


@pytest.mark.parametrize(
    ("first", "hours", "why"),
    [
        (datetime(2018, 10, 26, 12, tzinfo=PARIS), [24, 25, 24], "summer time ends"),
        (datetime(2018, 3, 23, 12, tzinfo=PARIS), [24, 23, 24], "summer time begins"),
    ],
)
def test_a_day_has_its_own_length_when_the_clock_changes(first, hours, why):
    found = ticks(first, first + timedelta(days=4), PARIS, ENGLISH, 6)
    instants = [one.at.timestamp() / 3600 for one in found]
    assert [later - earlier for earlier, later in pairwise(instants)][: len(hours)] == hours, why


def test_the_hour_that_comes_twice_is_marked_twice():
    found = ticks(at(27, 23, 10), at(28, 3, 10), PARIS, ENGLISH, 9)
    assert [one.text for one in found] == ["1:00", "2:00", "2:00", "3:00", "4:00"]


def test_zones_of_half_hours_have_whole_local_hours():
    half = timezone(timedelta(hours=5, minutes=30))
    found = ticks(at(1), at(1, 3), ZoneInfo("Asia/Kolkata"), ENGLISH, 9)
    assert [one.at for one in found] == [datetime(2018, 10, 1, hour, tzinfo=half) for hour in (6, 7, 8)]


def test_local_times_are_where_the_same_moments_are():
    spells = [Segment(at(27, 20), at(28, 6), N), Segment(at(28, 7), at(28, 12), E)]
    local = [Segment(one.start.astimezone(PARIS), one.end.astimezone(PARIS), one.mark) for one in spells]
    start, end = at(27, 18), at(28, 18)
    assert draw(*local, start=start.astimezone(PARIS), end=end.astimezone(PARIS)) == draw(*spells, start=start, end=end)


def test_a_first_look_a_minute_ago_has_an_axis():
    svg = draw(Segment(at(1), at(1, 0.01), N), start=at(1), end=at(1, 0.01))
    assert "1:00" in shown(svg)
