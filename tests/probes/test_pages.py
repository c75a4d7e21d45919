"""Every hand-written page of every probe, as its table says; a new booking system needs no test code."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.watch.replay import classify
from probes.contract import Outcome, Page, Reading, Reason, Slots, Window
from probes.registry import PROBES

PAGES = Path(__file__).parents[1] / "pages"
TABLES = {folder.name: tomllib.loads((folder / "cases.toml").read_text("utf-8")) for folder in sorted(PAGES.iterdir())}
CASES = [(name, case) for name, table in TABLES.items() for case in table["case"]]


def read(name: str, case: dict[str, Any]) -> Reading:
    table = TABLES[name]
    content = (PAGES / name / case["page"]).read_bytes()
    headers = {"content-type": case.get("content_type", "text/html; charset=utf-8")}
    page = Page(case.get("url", "https://www.example.test/"), case.get("status", 200), content, headers)
    return classify(page, [(PROBES[table["probe"]], case.get("options", table.get("options", {})))])


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}/{case['page']}" for name, case in CASES])
def test_a_page_teaches_what_its_table_says(name: str, case: dict[str, Any]) -> None:
    reading = read(name, case)
    seen = (str(reading.reason), reading.quote, reading.language)
    assert seen == (case["reason"], case.get("quote", ""), case.get("language")), case["why"]
    assert reading.slots.count == case.get("count", reading.slots.count if reading.window else None), case["why"]
    earliest = case.get("earliest")
    kind = datetime if "T" in str(earliest) else date
    assert reading.slots.earliest == (kind.fromisoformat(earliest) if earliest else None), case["why"]
    window = [date.fromisoformat(day) for day in case.get("window", [])]
    assert reading.window == (Window(*window) if window else None), case["why"]


@pytest.mark.parametrize("name", TABLES)
def test_tables_and_pages_agree(name: str) -> None:
    listed = [case["page"] for case in TABLES[name]["case"]]
    assert sorted(set(listed)) == sorted(file.name for file in (PAGES / name).iterdir() if file.name != "cases.toml")


@pytest.mark.parametrize("probe", PROBES)
def test_a_probe_has_a_case_for_each_answer_it_can_give(probe: str) -> None:
    readings = [read(name, case) for name, case in CASES if TABLES[name]["probe"] == probe]
    redesigned = [case for name, case in CASES if TABLES[name]["probe"] == probe and case.get("redesigned")]
    outcomes = {reading.outcome for reading in readings}
    never = {Outcome(name) for table in TABLES.values() if table["probe"] == probe for name in table.get("never", [])}
    assert {Outcome.SLOTS, Outcome.NO_SLOTS, Outcome.UNRECOGNISED} - never <= outcomes
    assert not never & outcomes
    assert redesigned, "a page of a new design must be shown to be unrecognised"


def test_a_claim_without_its_proof_cannot_be_made() -> None:
    for reason in (Reason.NOTICE, Reason.FREE_CELLS):
        with pytest.raises(ValueError, match="a claim needs a quote and a rule"):
            Reading(reason, slots=Slots(3))
