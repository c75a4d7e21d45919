"""What is said of an incident: each sentence as it is printed, and why it may say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.model import IncidentKind, Watchers
from monitor.model.judged import RuleState
from monitor.report.incidents import as_json, as_text, in_short, quotes, seen
from monitor.store.judged import Acknowledged, Known
from probes.contract import Reading, Reason
from tests.support.looks import HOUR, MONDAY, READINGS, a_rule, a_target
from tests.support.timeline import Life, a_life, live

READ = {**READINGS, "T": Reading(Reason.TIMEOUT)}
RARE = a_rule("rare", "scarce", over="1d", share=0.9)


def lived(line: str, *rules: dict[str, Any], watchers: Watchers = Watchers.MACHINE, **target: Any) -> Life:
    life = a_life(*rules, target=a_target(expect_language=("fr",), **target), watchers=watchers)
    live(life, line, rules[0]["name"] if rules else "", step=HOUR, readings=READ)
    return life


def known(life: Life, kind: str, **changes: Any) -> Known:
    incident = life.last(kind)
    states = tuple(state for (key, _), state in life.states.items() if key == incident.key)
    values = {"target": "palaiseau", "name": "Palaiseau", "office": "Bureau", "timezone": "Europe/Paris"}
    return Known(**{"incident": incident, "retracted": 0, "rules": states, "acknowledged": None, **values, **changes})


def text(one: Known, **options: Any) -> str:
    return "\n".join(as_text([one], options.pop("now", one.incident.last_at), options.pop("width", 200)))


@pytest.mark.parametrize(
    ("line", "kind", "said", "why"),
    [
        ("NNN", "no_slots", "no slot seen at 3 conclusive looks of 3, from 2018-10-01 09:00 CEST to", "the plain case"),
        ("NFNN", "no_slots", "no slot seen at 3 conclusive looks of 4, from", "an error is a look, and proves nothing"),
        ("N", "no_slots", "no slot seen at 1 conclusive look of 1, from", "one look is one"),
        ("nnn", "no_slots", "no slot seen at looks outside the schedule only, from", "extra looks make no denominator"),
        ("NCN", "unbookable", "no way to book seen at 3 conclusive looks of 3", "closed is no way to book either"),
        ("CC", "closed", "the page said that this procedure cannot be booked here at 2 looks of 2", "in its words"),
        ("FT", "down", "our machine got an error, or no answer, at 2 looks of 2", "ours is the machine that got it"),
        ("GG", "blind", "measurement prevented at 2 looks of 2", "nothing is said of the slots"),
        ("EEE", "language", "unexpected language (en) at 3 looks of 3", "which one"),
    ],
)
def test_the_claim_is_what_the_looks_showed(line: str, kind: str, said: str, why: str):
    assert said in next(seen(lived(line).last(kind), "Europe/Paris")), why


@pytest.mark.parametrize(
    ("line", "kind", "said", "why"),
    [
        ("FFF", "down", "our machine met http-5xx (3); the site itself sent these error pages", "its own pages"),
        (
            "FT",
            "down",
            "our machine met http-5xx (1), timeout (1); the cause is not established",
            "a timeout is anybody's",
        ),
        ("RR", "blind", "our machine met forbidden (2); this says nothing of what people saw", "we were kept out"),
    ],
)
def test_whose_fault_it_was_is_said_only_where_it_is_known(line: str, kind: str, said: str, why: str):
    assert list(seen(lived(line).last(kind), "Europe/Paris"))[1] == said, why


def test_two_places_that_met_errors_are_named():
    incident = replace(lived("FT").last("down"), vantages=frozenset({"paris", "lyon"}), switches=2)
    said = list(seen(incident, "Europe/Paris"))[1]
    assert said == "our machines met http-5xx (1), timeout (1) at several places: lyon, paris"


def test_time_that_does_not_count_is_named():
    one = known(lived("NCN", a_rule("none", "no_slots", "1h")), "no_slots")
    said = text(replace(one, incident=replace(one.incident, stepped=timedelta(minutes=90))))
    assert "2 h left out: the page said that booking is closed; 1 h 30 min left out: our clock was set" in said


def test_rare_slots_are_a_share_of_looks_over_a_span():
    life = lived("N" * 12 + "S" + "N" * 20, RARE)
    said = list(seen(life.last("scarce"), "Europe/Paris"))
    assert said[0].startswith(
        "no slot seen at 32 conclusive looks of 33 (96.9 %) in the 1 d up to 2018-10-02 17:00 CEST"
    )
    assert said[1].startswith(
        "the threshold of 90 % was reached from 2018-10-02 09:00 CEST to 2018-10-02 17:00 CEST (8 h)"
    )


@pytest.mark.parametrize(
    ("line", "later", "said", "why"),
    [
        ("NN", 0 * HOUR, "going on, as of the latest look that said so", "never 'since then'"),
        (
            "NN",
            20 * HOUR,
            "not observed since 2018-10-01 10:00 CEST: no look has come",
            "nobody looked: nothing is known",
        ),
        ("NCC", 0 * HOUR, "suspended: after 2018-10-01 09:00 CEST the page said", "it neither goes on nor is over"),
        (
            "N........F",
            0 * HOUR,
            "no longer observable since 2018-10-01 09:00 CEST: until 2018-10-01 15:00 CEST",
            "a hole",
        ),
        ("NNS", 0 * HOUR, "ended at the look of 2018-10-01 11:00 CEST: Slot shown", "the look that ended it is named"),
    ],
)
def test_where_it_stands_is_never_more_than_is_known(line: str, later: timedelta, said: str, why: str):
    life = lived(line, a_rule("none", "no_slots", "1h", min_checks=1))
    states = (RuleState("none", life.last("no_slots").key, MONDAY, fired_at=MONDAY, told_at=MONDAY),)
    one = known(life, "no_slots", rules=states)
    last = one.incident.ended_at or one.incident.last_at
    assert said in text(one, now=last + later), why


@pytest.mark.parametrize(
    ("gap", "said", "why"),
    [
        (timedelta(minutes=40), "longest interval 40 min;", "as it is"),
        (timedelta(hours=1, seconds=1), "longest interval 1 h 1 min;", "upwards: so much may have been missed"),
        (timedelta(days=1, minutes=1), "longest interval 1 d 1 h;", "to the hour where it is days"),
    ],
)
def test_what_may_have_been_missed_is_never_made_shorter(gap: timedelta, said: str, why: str):
    life = lived("NNN", a_rule("none", "no_slots", "1h"))
    one = known(life, "no_slots")
    assert said in text(replace(one, incident=replace(one.incident, largest_gap=gap))), why


def test_shares_are_cut_and_never_rounded_to_all():
    life = lived("NNN", a_rule("none", "no_slots", "1h"))
    one = known(life, "no_slots")
    incident = replace(one.incident, scheduled=timedelta(seconds=10_000), observed=timedelta(seconds=9_999))
    assert "99.9 % of scheduled time observed" in text(replace(one, incident=incident))


def test_only_a_rule_that_fired_makes_it_a_long_time():
    fired = known(lived("NNNN", a_rule("none", "no_slots", "1h")), "no_slots")
    waits = known(lived("NNNN", a_rule("none", "no_slots", "1d")), "no_slots")
    assert text(fired).startswith("palaiseau: No slot seen for a long time\n")
    assert text(waits).startswith("palaiseau: No slot seen\n")
    assert "rules: 'none' waits" in text(waits)


def test_what_no_rule_is_about_or_ever_fired_on_takes_a_line():
    aside = known(lived("NNN"), "no_slots")
    minor = known(lived("NNNS", a_rule("none", "no_slots", "1d")), "no_slots")
    shown = "2018-10-01 09:00 CEST to 2018-10-01 11:00 CEST, at 3 looks of 3"
    assert text(aside) == f"No rule is about these:\n  palaiseau: No slot seen, {shown}; going on\n"
    assert text(minor) == f"Ended before any rule fired:\n  palaiseau: No slot seen, {shown}; ended\n"


def test_what_people_saw_stands_apart():
    rule = a_rule("people", "no_slots", "1h", looks="people")
    people = known(lived("NNN", rule, watchers=Watchers.PEOPLE), "no_slots")
    machine = known(lived("NNN", a_rule("none", "no_slots", "1h")), "no_slots")
    lines = list(as_text([people, machine], MONDAY, 200))
    heading = lines.index("Seen by people in their own browsers, at the times they stated; counted apart:")
    assert "looks on 1 day in 1 calendar week" in "\n".join(lines[heading:])
    assert "scheduled time observed" in "\n".join(lines[:heading])
    assert "scheduled time observed" not in "\n".join(lines[heading:])
    assert "(people's looks)" in in_short(people, MONDAY)


def test_silences_escalations_and_who_knows_are_told():
    one = known(lived("NNN", a_rule("none", "no_slots", "1h")), "no_slots")
    key = one.incident.key
    rules = (
        RuleState(
            "a", key, MONDAY, fired_at=MONDAY, told_at=MONDAY, escalated_at=MONDAY + HOUR, stage=one.rules[0].stage
        ),
        RuleState("b", key, MONDAY, fired_at=MONDAY, stage=one.rules[0].stage),
    )
    said = text(replace(one, rules=rules, acknowledged=Acknowledged(MONDAY, "Claire", "letter\x1b[31m sent")))
    assert "'a' fires since 2018-10-01 09:00 CEST, escalated on 2018-10-01 10:00 CEST" in said
    assert "'b' fires since 2018-10-01 09:00 CEST, silenced: nobody was told" in said
    assert "acknowledged by Claire on 2018-10-01 09:00 CEST: letter [31m sent" in said
    assert "\x1b" not in said


def test_captured_words_cannot_reach_the_terminal_as_commands():
    incident = replace(lived("NN").last("no_slots"), first_quote="a\x1b]0;title\x07\nb", last_quote="c" * 500)
    lines = list(quotes(incident, 80))
    assert lines[0] == "  first words “a ]0;title  b” [fr]"
    assert all(line.isprintable() and len(line) <= 80 for line in lines)


def test_json_is_complete_for_every_kind():
    lines = {"down": "FF", "blind": "GG", "language": "EE", "closed": "CC", "unbookable": "CC", "no_slots": "NN"}
    for kind in IncidentKind:
        life = lived("N" * 40, RARE) if kind is IncidentKind.SCARCE else lived(lines[kind])
        row = as_json(known(life, kind), MONDAY)
        assert (row["kind"], row["target"], row["class"]) == (kind, "palaiseau", "machine")
    assert as_json(known(lived("N" * 40, RARE), "scarce"), MONDAY)["over_days"] == 1
