"""Time lines of one letter per hour: what they make of spells and standings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.judge.fold import Fact, advance, extend, is_conclusive, spells
from monitor.model import Spell, Standing
from probes.contract import Outcome, Reading
from tests.support.looks import FRENCH, HOUR, MONDAY, READINGS, moments, windowed

unhurried = settings(deadline=None)  # the machine may be busy with other things
LINES = st.text(alphabet="NESCFGR?nesfg..<", max_size=40)


def _facts(line: str) -> list[Fact]:
    return [
        Fact(at, kind, READINGS[letter].outcome, READINGS[letter].quote, READINGS[letter].outcome.conclusive, f"{at}")
        for letter, at, kind in moments(line)
    ]


def _letter(spell: Spell) -> str:
    return next(
        letter
        for letter, reading in READINGS.items()
        if (reading.outcome, reading.quote) == (spell.outcome, spell.quote)
    )


def _standing(line: str) -> Standing:
    standing = Standing()
    for fact in _facts(line):
        standing = advance(standing, fact)
    return standing


def _hour(at: datetime | None) -> int | None:
    return None if at is None else round((at - MONDAY) / HOUR)


SPELLS = [
    ("", "", "no look, no spell"),
    ("N", "N1", "one look is a spell without a gap"),
    ("NNN", "N3/1", "the same words again: the same spell, an hour apart"),
    ("NEN", "N1 E1 N1", "other words are another spell, and coming back is a third"),
    ("NNSNN", "N2/1 S1 N2/1", "one slot ends a run without slots"),
    ("NFN", "N1 F1 N1", "an error is a spell of its own: runs are maximal runs of equal looks"),
    ("GRG??", "G1 R1 G1 ?2/1", "outcomes without words are told apart by the outcome alone"),
    ("SSCC", "S2/1 C2/1", "closing is another outcome"),
    ("NN...N", "N3/4", "hours nobody looked are in the gap, not in the looks"),
    ("N..NNN", "N4/3", "the largest gap stays, also when looks become regular again"),
    ("NN.N..N", "N4/3", "the largest gap grows"),
    ("N...E", "N1 E1", "a gap between two spells belongs to neither"),
    ("NnNn", "N4/1", "extra looks lengthen a spell"),
    ("NNN<N", "N4/1", "a clock set back makes no negative gap"),
    ("NN<<<N.N", "N4/1", "nor a gap until the clock has caught up"),
    ("N.N<NNNNN", "N7/2", "and the gap before it stays"),
]


@pytest.mark.parametrize(("line", "expected", "why"), SPELLS, ids=[f"{case[0] or 'nothing'}" for case in SPELLS])
def test_looks_make_spells(line: str, expected: str, why: str):
    found = [
        f"{_letter(spell)}{spell.looks}" + (f"/{spell.largest_gap // HOUR}" if spell.looks > 1 else "")
        for spell in spells(_facts(line))
    ]
    assert " ".join(found) == expected, why


def test_a_spell_says_from_when_to_when_and_counts_anchored_looks_apart():
    first, second, third = spells(_facts("NnN.nEss"))
    assert first == Spell(Outcome.NO_SLOTS, FRENCH, MONDAY, MONDAY + 4 * HOUR, 4, 2, 2 * HOUR)
    assert (second.looks, second.anchored, second.first_at, second.last_at) == (
        1,
        1,
        MONDAY + 5 * HOUR,
        second.first_at,
    )
    assert (third.outcome, third.looks, third.anchored) == (Outcome.SLOTS, 2, 0)


STANDINGS = [
    # line, looks, anchored, conclusive, hole, last conclusive, last slot
    ("", 0, 0, 0, 0, None, None, "nothing yet"),
    ("N", 1, 1, 1, 0, 0, None, "one look has no hole"),
    ("NNEN", 4, 4, 4, 1, 3, None, "words do not matter to the hole"),
    ("NFFN", 4, 4, 2, 3, 3, None, "errors are a hole"),
    ("NGR?N", 5, 5, 2, 4, 4, None, "so is all that proves nothing"),
    ("N...N", 2, 2, 2, 4, 4, None, "so is not looking"),
    ("FFFN", 4, 4, 1, 3, 3, None, "the hole before the first proof counts from the first look"),
    ("NNFF", 4, 4, 2, 1, 1, None, "what is still open is not between two proofs"),
    ("N..N.N", 3, 3, 3, 3, 5, None, "the largest hole stays"),
    ("NSN", 3, 3, 3, 1, 2, 1, "a slot is remembered after it went"),
    ("SNNs", 4, 3, 3, 1, 3, 3, "an extra look sees slots and closes holes, and counts in no share"),
    ("NnnN", 4, 2, 2, 1, 3, None, "extra looks make no denominator"),
    ("FFfN", 4, 3, 1, 3, 3, None, "an extra error neither"),
    ("CCNS", 4, 4, 4, 1, 3, 3, "closed is an answer"),
    ("NNN<N", 4, 4, 4, 1, 2, None, "a clock set back moves the last proof not back"),
    ("FFFF<<N", 5, 5, 1, 0, -2, None, "nor makes a hole negative"),
]


@pytest.mark.parametrize(
    ("line", "looks", "anchored", "conclusive", "hole", "last_conclusive", "last_slot", "why"),
    STANDINGS,
    ids=[f"{case[0] or 'nothing'}" for case in STANDINGS],
)
def test_looks_make_a_standing(
    line: str,
    looks: int,
    anchored: int,
    conclusive: int,
    hole: int,
    last_conclusive: int | None,
    last_slot: int | None,
    why: str,
):
    standing = _standing(line)
    assert (standing.sequence, standing.anchored, standing.conclusive) == (looks, anchored, conclusive), why
    assert standing.largest_hole == hole * HOUR, why
    assert (_hour(standing.last_conclusive_at), _hour(standing.last_slot_at)) == (last_conclusive, last_slot), why


@pytest.mark.parametrize(
    ("line", "first", "last", "why"),
    [
        (".N.N", 1, 3, "from the first look to the last"),
        ("NN<N", 0, 1, "a clock set back does not move the last look back"),
        ("F", 0, 0, "any look counts, also one that proves nothing"),
    ],
)
def test_a_standing_says_when_the_target_was_looked_at(line: str, first: int, last: int, why: str):
    standing = _standing(line)
    assert (_hour(standing.first_at), _hour(standing.last_at)) == (first, last), why
    assert standing.last_line_sha256 == _facts(line)[-1].line_sha256, "the next line is chained to the last stored one"


@unhurried
@given(LINES)
def test_spells_are_the_maximal_runs_of_equal_looks(line: str):
    facts, found = _facts(line), spells(_facts(line))
    assert sum(spell.looks for spell in found) == len(facts)
    assert sum(spell.anchored for spell in found) == _standing(line).anchored
    assert all(_letter(a) != _letter(b) for a, b in pairwise(found))
    assert [fact.outcome for fact in facts] == [spell.outcome for spell in found for _ in range(spell.looks)]


@unhurried
@given(LINES)
def test_no_gap_and_no_hole_is_ever_negative_whatever_the_clock_does(line: str):
    assert all(spell.largest_gap >= timedelta(0) and spell.last_at >= spell.first_at for spell in spells(_facts(line)))
    assert _standing(line).largest_hole >= timedelta(0)


@unhurried
@given(LINES, st.integers(0, 40))
def test_folding_may_stop_anywhere_and_go_on_from_the_last_spell(line: str, cut: int):
    facts = _facts(line)
    found = spells(facts[:cut])
    for fact in facts[cut:]:
        spell = extend(found[-1] if found else None, fact)
        found = [*found[: -1 if spell.looks > 1 else len(found)], spell]
    assert found == spells(facts)


DAY = date(2018, 10, 1)
FORTNIGHT = timedelta(days=14)


@pytest.mark.parametrize(
    ("reading", "horizon", "expected", "why"),
    [
        (READINGS["N"], FORTNIGHT, True, "a notice without a window speaks of all days"),
        (windowed(DAY, DAY + FORTNIGHT), FORTNIGHT, True, "the window reaches the horizon, its last day included"),
        (windowed(DAY, DAY + FORTNIGHT - timedelta(days=1)), FORTNIGHT, False, "it ends a day too early"),
        (windowed(DAY + timedelta(days=7), DAY + FORTNIGHT), FORTNIGHT, True, "calendars may open a week ahead"),
        (windowed(DAY + timedelta(days=8), DAY + FORTNIGHT), FORTNIGHT, False, "it says nothing of the first week"),
        (windowed(DAY - timedelta(days=9), DAY + 2 * FORTNIGHT), FORTNIGHT, True, "more than asked for"),
        (windowed(DAY, DAY), None, True, "without a horizon the window is all that can be reached"),
        (windowed(DAY, DAY), timedelta(0), True, "a horizon of nothing asks about today"),
        (replace(READINGS["N"], span="day"), None, False, "which day was meant is not known"),
        (replace(READINGS["N"], span="month"), timedelta(0), False, "not even whether today is one of its days"),
        (replace(READINGS["S"], span="week"), None, True, "a slot is a slot, whenever it is"),
        (READINGS["S"], FORTNIGHT, True, "a slot is a slot"),
        (READINGS["C"], FORTNIGHT, True, "closed is an answer"),
        *((READINGS[letter], FORTNIGHT, False, "it proves nothing") for letter in "FGR?"),
    ],
)
def test_a_look_is_conclusive_if_it_answers_for_all_the_days_asked_about(
    reading: Reading, horizon: timedelta | None, expected: bool, why: str
):
    assert is_conclusive(reading, DAY, horizon) is expected, why


def test_times_are_compared_as_moments_not_as_clock_faces():
    paris = datetime.fromisoformat("2018-10-28T02:30:00+02:00")
    later = [paris, paris.astimezone(UTC) + HOUR]
    a, b = (Fact(at, fact.kind, fact.outcome, fact.quote, True) for at, fact in zip(later, _facts("NN"), strict=True))
    assert extend(extend(None, a), b).largest_gap == HOUR
