"""What happens once, and what is remembered for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.clock import iso
from monitor.model import EventKind
from monitor.model.judged import Hush, Silence
from probes.contract import Reading, Reason, Statement
from tests.support.looks import FRENCH, HOUR, MONDAY, READINGS, a_rule
from tests.support.timeline import Life, a_life, live

EVENTS = [
    ("N", "first", "the first look ever"),
    ("NN", "first", "the same again is no news"),
    ("NS", "first appeared", "slots appear"),
    ("SS", "first", "slots at the first look were there before us: that they appeared was not seen"),
    ("NSSN", "first appeared gone", "and go"),
    ("NSFN", "first appeared gone", "an error in between tells nothing"),
    ("NSFS", "first appeared", "slots before and after an error did not appear twice"),
    ("NSCS", "first appeared gone new appeared", "a closed page shows no slot; its words are new"),
    ("NE", "first new", "other words"),
    ("NEN", "first new", "words that were seen before are not new"),
    ("NFG", "first captcha", "a captcha comes in front"),
    ("NGG", "first captcha", "once"),
    ("NGNG", "first captcha captcha", "again after it was away"),
    ("GG", "first", "one that stood there from the beginning did not appear"),
]
SHORT = {
    EventKind.FIRST_LOOK: "first",
    EventKind.SLOTS_APPEARED: "appeared",
    EventKind.SLOTS_GONE: "gone",
    EventKind.NEW_TEXT: "new",
    EventKind.CAPTCHA_APPEARED: "captcha",
    EventKind.PROBE_CHANGED: "probe",
    EventKind.TERMS_CHANGED: "terms",
    EventKind.ANNOUNCEMENT_CHANGED: "announcement",
    EventKind.RELEASE_STATED: "release",
}


def _happened(life: Life) -> str:
    return " ".join(SHORT[event.kind] for event in life.events)


@pytest.mark.parametrize(("line", "events", "why"), EVENTS)
def test_events(line: str, events: str, why: str):
    life = a_life()
    live(life, line, "r")
    assert _happened(life) == events, why


def test_the_lifetime_of_slots_is_an_interval_given_by_the_spacing_of_looks():
    life = a_life()
    live(life, "NSSFN", "r", step=HOUR)
    gone = life.events[-1]
    assert dict(gone.details) == {
        "none_before": iso(MONDAY),
        "first_at": iso(MONDAY + HOUR),
        "last_at": iso(MONDAY + 2 * HOUR),
        "none_after": iso(MONDAY + 4 * HOUR),
        "min_seconds": 3600.0,
        "max_seconds": 4 * 3600.0,
    }


@pytest.mark.parametrize("line", ["NS......SN", "NSFFFFFFSN", "NSGGGGGGSN"])
def test_slots_before_and_after_a_hole_did_not_last_over_it(line: str):
    life = a_life()
    live(life, line, "r")
    (gone,) = [event.details for event in life.events if event.kind == "slots_gone"]
    assert (gone["min_seconds"], gone["max_seconds"]) == (0, None)
    assert [event.kind.value for event in life.events].count("slots_appeared") == 1, "nor did they appear again"


def test_slots_before_and_after_the_clock_was_set_did_not_last_over_it():
    life = a_life()
    for hour, letter in enumerate("NSSN"):
        step = timedelta(hours=1) if hour == 2 else timedelta(0)
        life.see(READINGS[letter], MONDAY + hour * HOUR, clock_step=step)
    assert life.events[-1].details["min_seconds"] == 0


def test_slots_that_were_there_from_the_beginning_have_no_longest_lifetime():
    life = a_life()
    live(life, "SN", "r", step=HOUR)
    gone = next(event.details for event in life.events if event.kind == "slots_gone")
    assert (gone["max_seconds"], gone["none_before"], gone["min_seconds"]) == (None, None, 0)


def test_a_new_probe_version_is_an_event():
    life = a_life()
    life.see(READINGS["N"], MONDAY)
    life.see(READINGS["N"], MONDAY + HOUR, probe="page/2")
    assert (_happened(life), dict(life.events[-1].details)) == ("first probe", {"before": "page/1", "after": "page/2"})


def _saying(*statements: Statement) -> Reading:
    return Reading(Reason.NOTICE, FRENCH, "test/notice", "fr", statements=statements)


def test_statements_about_releases_are_told_when_they_are_new():
    life = a_life()
    said = Statement("next-release", "Ouverture vendredi")
    life.see(_saying(said), MONDAY)
    life.see(_saying(said), MONDAY + HOUR)
    life.see(_saying(said, Statement("next-release", "Ouverture lundi")), MONDAY + 2 * HOUR)
    assert [event.details["text"] for event in life.events if event.kind == "release_stated"] == [
        "Ouverture vendredi",
        "Ouverture lundi",
    ]


@pytest.mark.parametrize(
    ("kind", "event"), [("terms", "terms"), ("warning", "announcement"), ("procedure", "announcement")]
)
def test_a_change_of_terms_or_announcements_names_what_came_and_went(kind, event: str):
    life = a_life()
    life.see(_saying(Statement(kind, "a"), Statement(kind, "b")), MONDAY)
    life.see(READINGS["F"], MONDAY + HOUR)  # an error page says nothing of the terms
    life.see(_saying(Statement(kind, "b"), Statement(kind, "c")), MONDAY + 2 * HOUR)
    assert _happened(life) == f"first {event}", "what is there at first did not change"
    assert dict(life.events[-1].details) == {"added": ["c"], "removed": ["a"]}


def test_rules_tell_of_events_and_silences_hold_for_them():
    rules = [a_rule("new", "new_text"), a_rule("open", "slots_appeared"), a_rule("people", "new_text", looks="people")]
    life = a_life(*rules)
    life.hush = Hush((Silence("", "new", MONDAY, MONDAY + timedelta(days=1)),))
    live(life, "NESEC", "r", step=12 * HOUR)
    assert life.told() == ["open slots_appeared", "new new_text"], "the first new words came in silence"
    positive, words = life.notices
    assert (positive.is_positive, words.is_positive) == (True, False)
    assert positive.key == "palaiseau/slots_appeared/2018-10-02T07:00Z-3/open"


POSITIVES = [
    (READINGS["S"], True, "slots at the first look"),
    (READINGS["N"], False, "none at the first look"),
    (_saying(Statement("next-availability", "Prochain rendez-vous le 5")), True, "the office names the next slot"),
    (_saying(Statement("next-release", "Ouverture vendredi")), False, "a release that everybody is told of"),
]


@pytest.mark.parametrize(("reading", "positive", "why"), POSITIVES)
def test_what_would_help_touts_is_marked(reading: Reading, positive: bool, why: str):
    life = a_life(a_rule("first", "first_look"), a_rule("said", "release_stated"))
    life.see(reading, MONDAY)
    assert any(notice.is_positive for notice in life.notices) is positive, why
