"""The json probe on JSON answers that were captured elsewhere: right, or not at all; skipped where they are absent."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from monitor.watch.replay import classify
from probes.contract import Outcome, Page, Reading
from probes.json.probe import PROBE

ROOT = Path(__file__).parents[3]
CORPUS = ROOT.parent / "shared" / "corpus"
LISTING = CORPUS / "pages.jsonl"
CLAIMS = (Outcome.SLOTS, Outcome.NO_SLOTS)

pytestmark = pytest.mark.skipif(not LISTING.exists(), reason="no captured pages")

FREE_OR_TAKEN = {"key": "isAvailable", "values": [True], "taken": [False]}
SYSTEMS: Mapping[str, dict[str, Any]] = {
    "Doctolib API": {"list": "availabilities[*].slots[*]", "when": "start_date", "next_slot": "next_slot"},
    "Keldoc API": {"next_slot": "date"},
    "Bimedoc API": {"list": "slots[*]", "when": "datetime", "empty_means": "none"},
    "Maiia API": {"count": "availabilityCount", "earliest": "firstPhysicalStartDateTime"},
    "Mapharma API": {"list": "*[*]", "free": {"key": "places_dispo", "above": 0}},
    "AvecMonDoc API": {"list": "[*].slots[*]", "free": FREE_OR_TAKEN, "when": "businessHours.start"},
    "Southcoast Health (Epic) API": {"list": "dateToSlots.*.*.slots[*]", "empty_means": "none"},
    "ais.usvisa-info.com days.json": {"list": "[*]", "when": "date"},
    "Texas DPS scheduler API": {"list": "Booking[*]", "empty_means": "none"},
    "impfterminservice.de API (HTTP 400)": {
        "list": "termine[*]",
        "error_when": [{"path": "error", "values": ["Anfragelimit erreicht."], "reason": "rate-limited"}],
    },
    "ZMS citizen API (Munich/Berlin eappointment)": {
        "list": "data.days[*]",
        "empty_means": "none",
        "window_first": "data.startDate",
        "window_last": "data.endDate",
    },
}
"""What an operator would write for each system of the corpus."""

UNREAD = {
    "vitemadose-keldoc-phone-only.json": "it says in words that one must telephone: no value says none",
    "zms-get-appointments.json": "another call of that API than the one configured",
    "zms-get-appointments-free.json": "another call",
    "zms-get-appointments-empty.json": "another call",
    "zms-get-calendar-empty-days.json": "another call, whose days have other names",
}
"""Answers that this configuration does not read, and why that is right."""

SEEN = [
    (
        "vitemadose-doctolib-next.json",
        '"next_slot": "2021-04-10T12:00:00.000+02:00"',
        None,
        "2021-04-10T10:00:00+00:00",
    ),
    ("vitemadose-keldoc-next-rdv.json", '"date": "2021-04-20T16:55:00.000+02:00"', None, "2021-04-20T14:55:00+00:00"),
    ("vitemadose-avecmondoc-week2.json", '"isAvailable": true', 4, "2021-05-27T09:00:00+00:00"),
    ("vitemadose-maiia-yes.json", '"availabilityCount": 1', 1, "2021-05-26T12:55:00+00:00"),
    ("vitemadose-bimedoc-no.json", '"slots": [ ]', 0, None),
    ("ma-southcoast-no.json", '"dateToSlots": {}', 0, None),
    ("quoted-usvisa-days.json", '[{"date":"2023-02-08","business_day":true}', 3, "2023-02-08"),
]


def answers() -> dict[str, dict[str, str]]:
    lines = LISTING.read_text("utf-8").splitlines() if LISTING.exists() else []
    return {row["file"]: row for row in map(json.loads, lines) if row["file"].endswith(".json")}


def look(file: str, options: Mapping[str, Any]) -> tuple[Page, Reading]:
    content = (CORPUS / "pages" / file).read_bytes()
    page = Page(f"https://www.example.test/{file}", 200, content, {"content-type": "application/json"})
    return page, classify(page, [(PROBE, options)])


def test_answers_are_read_right_or_not_at_all():
    right = []
    for file, row in answers().items():
        page, reading = look(file, SYSTEMS[row["system"]])
        if reading.outcome in CLAIMS:
            assert reading.outcome.value == row["label"], file
            assert reading.quote in page.visible.replace("\n", " "), file
            right.append(file)
        elif row["label"] in ("slots", "no_slots"):
            assert file in UNREAD, (file, reading)
    claims = [file for file, row in answers().items() if row["label"] in ("slots", "no_slots")]
    assert len(right) == len(claims) - len(UNREAD)


@pytest.mark.parametrize(("file", "quote", "count", "earliest"), SEEN)
def test_chosen_answers_are_quoted_and_counted(file: str, quote: str, count: int | None, earliest: str | None):
    _, reading = look(file, SYSTEMS[answers()[file]["system"]])
    first = reading.slots.earliest
    assert (reading.quote, reading.slots.count, first.isoformat() if first else None) == (quote, count, earliest)


def test_no_configuration_makes_a_claim_from_another_system():
    wrong = []
    for file, row in answers().items():
        for system, options in SYSTEMS.items():
            _, reading = look(file, options)
            if reading.outcome in CLAIMS and system != row["system"] and reading.outcome.value != row["label"]:
                wrong.append((file, system, reading.outcome.value, reading.quote))
    assert not wrong
