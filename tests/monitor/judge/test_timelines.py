"""Time lines of one letter per look: what each kind of incident and its rule make of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.model import Watchers
from probes.contract import Outcome, Reading, Reason
from tests.support.looks import HOUR, MONDAY, READINGS, a_rule, a_target, windowed
from tests.support.timeline import a_life, live

DAY = timedelta(days=1)

NO_SLOTS = [
    ("NNNN", "pppf", "fires on the first conclusive look at or after the duration"),
    ("NNN", "ppp", "two days are not three"),
    ("NNNFRG", "pppppp", "what proves nothing fires nothing"),
    ("NNNF?N", "pppppf", "and what proves something again fires, since the hole was short"),
    ("N...N", "p...p", "days nobody looked are not days without slots"),
    ("N..N", "p..f", "a hole of three days is two missed looks: shorter than max_gap"),
    ("NNNN.N", "pppf.f", "a hole shorter than max_gap changes nothing"),
    ("NNNN...N", "pppf...p", "a longer one: lost, and a new incident begins"),
    ("NNNNGGGG", "pppffffl", "behind a captcha it is lost, not firing for ever"),
    ("NNNNGGGGGN", "pppffffllp", "said once; what follows is another incident"),
    ("NNNNS", "pppfr", "a slot resolves"),
    ("NNNSN", "ppprp", "a slot before it fires ends the wait; the next is another"),
    ("NNNNC", "pppfs", "a closed page suspends: something else holds now"),
    ("NNNNCCCCC", "pppfsssss", "and goes on suspending: the page was read, so it is no hole"),
    ("NNNNCCN", "pppfssf", "until the words are there again"),
    ("NCCCCN", "pppppp", "days on which the page was closed are no days without slots"),
    ("NCCCCNNNN", "ppppppppf", "they do not count towards the duration"),
    ("NNNNCCS", "pppfssr", "a slot resolves what was suspended"),
    ("SSSS", "----", "slots open nothing"),
    ("FGR?", "----", "nor do errors, captchas, refusals, pages not understood"),
    ("nnnN", "pppp", "looks by hand extend the incident but count for no minimum of checks"),
    ("NnNN", "pppf", "a look by hand between anchored ones is a look"),
    ("NNNN<N", "pppff", "a clock set back ends nothing"),
]


@pytest.mark.parametrize(("line", "stages", "why"), NO_SLOTS)
def test_no_slots(line: str, stages: str, why: str):
    assert live(a_life(a_rule("r", "no_slots", "3d", min_checks=3 if "n" in line else 1)), line, "r") == stages, why


OTHERS = [
    ("closed", "CCCC", "pppf", "closed for three days"),
    ("closed", "CCCN", "pppr", "no slot ends it: the procedure can be booked here again, in principle"),
    ("closed", "CCCS", "pppr", "and so does a slot"),
    ("closed", "CCF?GRC", "ppppplp", "errors and captchas are holes"),
    ("unbookable", "NNCC", "pppf", "none and closed together: nobody could book"),
    ("unbookable", "NCNS", "pppr", "a slot ends it"),
    ("unbookable", "NFFC", "pppf", "errors are silent"),
    ("down", "FFFF", "pppf", "errors for three days"),
    ("down", "FFFN", "pppr", "an answer ends it, whatever it is"),
    ("down", "FFFG", "pppr", "even a captcha: the site is there"),
    ("down", "FFFR", "pppp", "being turned away says nothing of the site"),
    ("down", "FFR?F", "ppppf", "nor does a page not understood"),
    ("down", "FFFFRRRR", "pppffffl", "kept out for days: we can no longer tell"),
    ("blind", "GGGG", "pppf", "a captcha for three days"),
    ("blind", "GR?G", "pppf", "whatever prevents the measurement, it is one incident"),
    ("blind", "GGGN", "pppr", "an answer ends it"),
    ("blind", "GGGF", "pppp", "an error does not: we know no more than before"),
    (
        "blind",
        "GFFFFG",
        "pppplp",
        "errors for days: no longer known whether a captcha stands there",
    ),
    ("language", "EEEE", "pppf", "English on a site that was asked for French"),
    ("language", "EEEN", "pppr", "French ends it"),
    ("language", "EEFFE", "ppppf", "errors say nothing of the language"),
    ("language", "NNNN", "----", "French opens nothing"),
]


@pytest.mark.parametrize(("kind", "line", "stages", "why"), OTHERS)
def test_other_kinds(kind: str, line: str, stages: str, why: str):
    assert live(a_life(a_rule("r", kind, "3d")), line, "r") == stages, why


TOLD = [
    ("NNN", [], {}, "nothing before it fires"),
    ("NNNNNNN", ["firing"], {}, "once, not at every look"),
    ("NNNNS", ["firing", "resolved"], {}, "its end is told"),
    ("NNNS", [], {}, "the end of what never fired is not"),
    ("NNNNS", ["firing"], {"resolved": False}, "unless the rule does not want it"),
    ("NNNNGGGGG", ["firing", "lost"], {}, "that it can no longer be seen is told once"),
    ("NGGGGG", [], {}, "not if it never fired"),
    ("NNNNNNNN", ["firing", "reminder", "reminder"], {"repeat": "2d"}, "reminders"),
    ("NNNNGGG", ["firing"], {"repeat": "1d"}, "no reminder while nothing is seen: it would not be true"),
    ("NNNNCCCC", ["firing"], {"repeat": "1d"}, "nor while it is suspended"),
    ("NNNNNNN", ["firing", "escalated"], {"escalate": {"after": "5d", "tell": ["board"]}}, "others are told later"),
    ("NNNNS", ["firing", "resolved"], {"escalate": {"after": "5d", "tell": ["board"]}}, "but not if it ended before"),
]


@pytest.mark.parametrize(("line", "told", "changes", "why"), TOLD)
def test_what_is_told(line: str, told: list[str], changes: dict[str, object], why: str):
    life = a_life(a_rule("r", "no_slots", "3d", **changes))
    live(life, line, "r")
    assert [notice.change for notice in life.notices] == told, why


def test_those_who_were_told_later_are_told_of_the_end_too():
    life = a_life(a_rule("r", "no_slots", "3d", escalate={"after": "5d", "tell": ["board", "ngo"]}))
    live(life, "NNNNNNS", "r")
    assert [(notice.change, notice.tell) for notice in life.notices] == [
        ("firing", ("ngo",)),
        ("escalated", ("board", "ngo")),
        ("resolved", ("ngo", "board")),
    ]


def test_a_lost_incident_and_the_one_that_follows_are_linked():
    life = a_life(a_rule("r", "no_slots", "3d"))
    live(life, "NNNN...NS.N", "r")
    first, second, third = (incident for incident in life.incidents.values() if incident.kind == "no_slots")
    assert (first.state, first.ended_by, first.ended_at) == ("lost", "hole", MONDAY + 3 * DAY + 3.5 * DAY)
    assert (second.previous, second.state, third.previous) == (first.key, "resolved", "")


def test_a_rule_may_allow_smaller_holes_than_the_target():
    strict = a_rule("r", "no_slots", "3d", max_gap="36h")
    assert live(a_life(strict), "NNN.N.NNNN", "r") == "ppp.p.pppf", "each hole begins the wait anew"
    assert live(a_life(strict), "NNNN.N", "r") == "pppf.f", "after it fired, only the target's own gap counts"


def test_a_minimum_of_checks_counts_anchored_looks_since_the_wait_began():
    assert live(a_life(a_rule("r", "no_slots", "3d", min_checks=5)), "NNNNN", "r") == "ppppf"
    assert live(a_life(a_rule("r", "no_slots", "1d", min_checks=3, max_gap="36h")), "NN.NNN", "r") == "pp.ppf"


def test_a_statement_about_too_few_days_is_silent():
    readings = {**READINGS, "W": windowed(MONDAY.date(), MONDAY.date() + 7 * DAY)}
    life = a_life(a_rule("r", "no_slots", "3d"), a_rule("c", "closed", "3d"))
    for day, letter in enumerate("NWWN"):
        life.see(readings[letter], MONDAY + day * DAY, horizon=60 * DAY)
    incident = life.last("no_slots")
    assert (incident.looks, incident.conclusive, incident.proving) == (4, 2, 2)
    assert incident.causes == {"notice": 2}
    assert incident.largest_gap == 3 * DAY, "what a week says does not shorten the hole"


def test_denominators_count_anchored_looks_from_the_first_to_the_latest_that_said_so():
    life = a_life(a_rule("r", "no_slots", "3d"))
    live(life, "GNNFnNG", "r")
    incident = life.last("no_slots")
    assert (incident.looks, incident.conclusive, incident.proving) == (4, 3, 3), "the captchas outside do not count"
    assert (incident.looks_since, incident.days, incident.weeks) == (1, 4, 1)
    assert (incident.first_at, incident.last_at) == (MONDAY + DAY, MONDAY + 5 * DAY)


def test_the_first_and_the_last_words_and_all_languages_are_kept():
    life = a_life(a_rule("r", "no_slots", "3d"))
    live(life, "EEFN", "r")
    incident = life.last("no_slots")
    assert (incident.first_language, incident.last_language) == ("en", "fr")
    assert (incident.first_quote, incident.last_quote) == (READINGS["E"].quote, READINGS["N"].quote)
    assert incident.languages == {"en", "fr"}


ATTRIBUTIONS = [
    ([Reason.HTTP_5XX, Reason.OVERLOADED], ["main"], "theirs", "pages that the site itself sent"),
    ([Reason.TIMEOUT], ["main"], "unknown", "no answer: whose fault it is cannot be told"),
    ([Reason.HTTP_5XX, Reason.DNS], ["main"], "unknown", "one that could be ours is enough"),
    ([Reason.TIMEOUT] * 3, ["main", "other"], "theirs", "two vantages agree: one saw it while the other did"),
    ([Reason.TIMEOUT] * 2, ["main", "renamed"], "unknown", "one that was renamed is still one"),
]


@pytest.mark.parametrize(("reasons", "vantages", "attribution", "why"), ATTRIBUTIONS)
def test_whose_fault_it_may_be_called(reasons: list[Reason], vantages: list[str], attribution: str, why: str):
    from monitor.judge.incidents import attribution_of

    life = a_life()
    for hour, reason in enumerate(reasons):
        life.see(Reading(reason), MONDAY + hour * HOUR, vantage=vantages[hour % len(vantages)])
    assert attribution_of(life.last("down")) == attribution, why


KNOWN_GATED = [
    (Reading(Reason.CAPTCHA), False, "the captcha that a person knows of is no news"),
    (Reading(Reason.LOGIN), False, "nor is a login"),
    (Reading(Reason.FORBIDDEN), True, "to be turned away is news there too"),
    (Reading(Reason.UNRECOGNISED_PAGE, rule="landing/alive"), False, "a landing page never shows slots"),
    (Reading(Reason.UNRECOGNISED_PAGE, rule="landing/no-links"), True, "but one that lost its links is not understood"),
]


@pytest.mark.parametrize(("reading", "opens", "why"), KNOWN_GATED)
def test_a_target_known_to_be_gated(reading: Reading, opens: bool, why: str):
    life = a_life(target=a_target(gated=True))
    life.see(reading, MONDAY)
    assert bool([i for i in life.incidents.values() if i.kind == "blind"]) is opens, why


def test_the_language_is_judged_only_where_the_page_answers():
    gateway = Reading(Reason.HTTP_5XX, "Bad Gateway", "screen/x", "en")
    life = a_life()
    life.see(gateway, MONDAY)
    life.see(READINGS["S"], MONDAY + HOUR)
    assert {incident.kind.value for incident in life.incidents.values()} == {"down"}


def test_without_expected_languages_no_language_is_unexpected():
    life = a_life(target=a_target())
    life.see(READINGS["E"], MONDAY)
    assert "language" not in {incident.kind.value for incident in life.incidents.values()}


def test_regions_of_a_language_are_that_language():
    life = a_life(target=a_target(expect_language=("fr-FR",)))
    life.see(READINGS["N"], MONDAY)
    assert "language" not in {incident.kind.value for incident in life.incidents.values()}


def test_peoples_looks_have_their_own_profile_and_their_own_class():
    rule = a_rule("p", "no_slots", "7d", looks="people", min_checks=4, min_days=3, min_weeks=2)
    machine = a_rule("m", "no_slots", "3d")
    life = a_life(rule, machine, watchers=Watchers.PEOPLE)
    assert live(life, "n..n..nn", "p") == "p..p..pf", "4 looks on 4 days of 2 weeks, 7 days apart"
    assert life.stage("m") == "-", "the machine's rules do not look at people's looks"
    assert "/people/" in life.last("no_slots").key
    assert live(a_life(rule, watchers=Watchers.PEOPLE), "n......n......n......n", "p")[-1] == "f", "once a week will do"
    assert live(a_life(rule, watchers=Watchers.PEOPLE), "n.......n", "p") == "p.......p", "8 days are a hole"
    assert [i.looks for i in life.incidents.values() if i.kind == "no_slots"] == [4], "every look of a person counts"


def test_outcomes_are_sorted_for_every_kind():
    """Whatever a look teaches, each kind has an answer; only the table above decides which."""
    life = a_life()
    for hour, outcome in enumerate(Outcome):
        reason = next(reason for reason in Reason if reason.outcome is outcome)
        life.see(Reading(reason, "words", "test/any"), MONDAY + hour * HOUR)
    assert life.looks == len(Outcome)
