"""Statements beside looks: what each reason is to each of them, the counts, hostile words."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.model import Watchers
from monitor.report.claim import Meaning, Side, as_csv, as_json, document, side_of, weighed
from monitor.report.period_html import as_html
from monitor.report.period_markdown import as_markdown
from monitor.report.period_text import as_text
from probes.contract import Outcome, Reason
from tests.support.reporting import HOSTILE, NOW, facts, live

CASES = [
    ("slots", "free-cells free-dates positive-marker positive-phrase", "+", "+", "-", "slots were there"),
    ("none", "notice empty-calendar negative-phrase", "+", "-", "?", "none does not tell full from faulty"),
    ("closed here", "disabled suspended no-calendar", "-", "-", "+", "the page itself said so"),
    ("moved", "moved", "?", "?", "+", "it may work where it is now"),
    ("error pages", "http-4xx http-5xx overloaded maintenance stack-trace", "-", "?", "?", "the site sent them"),
    ("no answer", "timeout dns tls connection redirect truncated", "?", "?", "?", "the cause is not established"),
    ("gates", "captcha login queue", "?", "?", "?", "we stopped there"),
    ("refusals", "forbidden rate-limited waf robots", "?", "?", "?", "they say nothing of what people saw"),
    (
        "unread",
        (
            "unrecognised-page contradictory-page lost-session slot-just-taken too-large too-costly not-html steps "
            "blocked-address"
        ),
        "?",
        "?",
        "?",
        "nothing was proved",
    ),
    ("offline", "offline", "?", "?", "?", "our own network"),
]
SIGNS = {"+": Side.COMPATIBLE, "-": Side.CONTRARY, "?": Side.CANNOT_TELL}


@pytest.mark.parametrize(("name", "reasons", "works", "slots", "closed", "why"), CASES)
def test_each_reason_has_its_side(name, reasons, works, slots, closed, why):
    for reason in reasons.split():
        sides = [side_of(meaning, reason, conclusive=True) for meaning in Meaning]
        assert sides == [SIGNS[works], SIGNS[slots], SIGNS[closed]], f"{name}, {reason}: {why}"


def test_the_table_above_has_every_reason():
    assert sorted(reason for case in CASES for reason in case[1].split()) == sorted(map(str, Reason))


def test_a_statement_about_fewer_days_contradicts_nothing():
    assert side_of(Meaning.SLOTS, "empty-calendar", conclusive=False) is Side.CANNOT_TELL
    assert side_of(Meaning.WORKS, "empty-calendar", conclusive=False) is Side.COMPATIBLE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two days: all kinds of answers, looks by hand and by people."""
    live(tmp_path / "x.db", "NNSWWFFDGRB?COnsf" + "N" * 20)
    live(tmp_path / "x.db", "NSF", watchers=Watchers.PEOPLE)
    return tmp_path / "x.db"


@pytest.mark.parametrize("meaning", Meaning)
def test_the_sides_add_up_to_the_looks_on_schedule(path: Path, meaning: Meaning):
    (one,) = facts(path)
    found = weighed(one, meaning)
    assert sum(found.count(side) for side in Side) == one.machine.anchored == 34
    assert {entry.outcome for entry in found.entries} == set(Outcome)
    assert sum(entry.looks for entry in found.people) == 3, "people's looks are sorted apart"
    assert one.machine.extra == 3


def test_the_counts_of_a_story(path: Path):
    found = weighed(facts(path)[0], Meaning.WORKS)
    assert [found.count(side) for side in Side] == [25, 3, 6], "2 none, 1 slot, 2 windows, 20 none; 2 errors, 1 closed"
    found = weighed(facts(path)[0], Meaning.SLOTS)
    assert [found.count(side) for side in Side] == [1, 23, 10]
    found = weighed(facts(path)[0], Meaning.CLOSED)
    assert [found.count(side) for side in Side] == [1, 1, 32]


def test_programs_get_every_day(path: Path):
    found = [weighed(facts(path)[0], Meaning.WORKS)]
    value = as_json(found, "it works", NOW, simulated=True)
    assert (value["v"], value["claim"], value["kind"], value["from"], value["to"]) == (
        1,
        "it works",
        "works",
        "2018-10-01",
        "2018-10-31",
    )
    (target,) = value["targets"]
    assert target["anchored"] == target["compatible"] + target["contrary"] + target["cannot_tell"]
    assert sum(row["looks"] for row in target["looks"]) == target["anchored"]
    rows = [line.split(",") for line in as_csv(found)]
    assert sum(int(row[-1]) for row in rows[1:] if row[2] == "machine") == target["anchored"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_hostile_words_stay_words(path: Path, language: str):
    made = document([weighed(facts(path)[0], Meaning.WORKS)], HOSTILE, language, NOW, simulated=True)
    text, html, markdown = ("\n".join(form(made)) for form in (as_text, as_html, as_markdown))
    for said in (text, html, markdown):
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert "verdict" in said
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<script" not in markdown.replace("\\<", "")
    assert "[link](" not in markdown
