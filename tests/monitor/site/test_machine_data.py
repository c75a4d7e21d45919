"""The JSON, CSV and Dataset files: as their schemas say, with denominators, and nothing younger than it may be."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from monitor.config.settings import Reply
from monitor.site.facts import Site, Story
from monitor.site.machine import data, meta, places
from monitor.site.machine.files import files_of_target
from monitor.site.machine.places import OfTarget, feed_of_office
from probes.contract import Outcome
from tests.monitor.site.making import BASE, DAY, STEP, files, made, page, store_of
from tests.support.looks import MONDAY
from tests.support.reporting import HOSTILE, retract

LINES = {
    "palaiseau": "N" * 60 + "SS" + "N" * 20 + "F" * 6 + "E" * 8 + "N" * 64,
    "evry": "NNSS" * 40,
    "gate": "G" * 160,
    "hostile": "X" * 160,
}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> tuple[Site, list[Story], dict[str, bytes]]:
    """A site of 40 days, and all of its files for machines."""
    path = store_of(tmp_path_factory.mktemp("site") / "x.sqlite3", LINES)
    retract(path, 30)
    site, stories = made(path, replies=(Reply("no-such", "Préfecture", date(2018, 10, 20), "fr", {"fr": "Non."}),))
    return site, stories, files(site, stories)


@cache
def schema(name: str) -> Draft202012Validator:
    found = {file.path: file.content for file in data.schemas()}
    value = json.loads(found[places.schema_of(name)])
    Draft202012Validator.check_schema(value)
    return Draft202012Validator(value, format_checker=Draft202012Validator.FORMAT_CHECKER)


def value(told: tuple[Site, list[Story], dict[str, bytes]], path: str) -> Any:
    return json.loads(told[2][path])


def test_all_json_is_as_its_schema_says(told):
    schema("targets.schema.json").validate(value(told, places.ALL_JSON))
    for slug in LINES:
        schema("target.schema.json").validate(value(told, OfTarget(slug).json))


def test_a_site_on_which_nothing_is_published_yet_is_as_its_schema_says(tmp_path):
    site, stories = made(store_of(tmp_path / "x.sqlite3", {"palaiseau": "N"}))
    assert stories[0].ever is None
    found = files(site, stories)
    one = json.loads(found[OfTarget("palaiseau").json])
    schema("target.schema.json").validate(one)
    schema("targets.schema.json").validate(json.loads(found[places.ALL_JSON]))
    assert (one["ever"], one["days"]) == (None, [])
    assert len(rows(found[OfTarget("palaiseau").csv])) == 0
    assert one["latest"]["outcome"] == "no_slots", "absence is told at once"
    assert one["latest"]["at"] is None, "with its day alone"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"v": 2}, "another version is another schema"),
        ({"surprise": 1}, "no key that is not explained"),
        ({"figures_until": "yesterday"}, "moments are moments"),
        ({"standing": "broken"}, "standings are on a closed list"),
    ],
)
def test_the_schema_refuses(told, change, why):
    one = {**value(told, OfTarget("evry").json), **change}
    assert not schema("target.schema.json").is_valid(one), why


def test_every_key_of_the_schema_is_used(told):
    assert {*value(told, OfTarget("evry").json)} == {*schema("target.schema.json").schema["properties"]}
    assert {*value(told, places.ALL_JSON)} == {*schema("targets.schema.json").schema["properties"]}


def test_shares_have_their_denominators_and_days_add_up(told):
    for slug in LINES:
        one = value(told, OfTarget(slug).json)
        seen = one["year"]["machine"]
        for name in ("anchored", "extra", "conclusive", "without_slots"):
            assert sum(day[name] for day in one["days"]) == seen[name], (slug, name)
        assert seen["conclusive"] == seen["with_slots"] + seen["without_slots"]
        assert sum(sum(day["outcomes"].values()) for day in one["days"]) == seen["anchored"] + seen["extra"]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_csv_says_the_same_as_the_json(told):
    for slug in LINES:
        days = value(told, OfTarget(slug).json)["days"]
        table = rows(told[2][OfTarget(slug).csv])
        assert [(row["day"], row["looks_by"], int(row["conclusive"]), int(row["without_slots"])) for row in table] == [
            (day["day"], day["looks_by"], day["conclusive"], day["without_slots"]) for day in days
        ]
        for row, day in zip(table, days, strict=True):
            assert {name: int(row[name]) for name in Outcome if row[name] != "0"} == day["outcomes"]
            assert row["simulated"] == "1", "every line says that its time is not real"


def test_the_table_of_all_targets_has_a_row_for_each(told):
    table = rows(told[2][places.ALL_CSV])
    assert {row["target"] for row in table} == {*LINES}
    assert {row["departement"] for row in table} == {"91"}
    one = next(row for row in table if row["target"] == "evry")
    assert (one["conclusive"], one["without_slots"], one["with_slots"]) == ("120", "60", "60")


def test_figures_end_with_the_last_published_day(told):
    site = told[0]
    last = site.edge.last_day("Europe/Paris").isoformat()
    for slug in LINES:
        one = value(told, OfTarget(slug).json)
        assert max(day["day"] for day in one["days"]) == last
        assert one["lately"]["to"] == last
        for spell in (*one["spells"], *one["texts"]):
            assert spell["first_at"] < one["figures_until"]
            assert spell["last_at"] is None or spell["last_at"] < one["figures_until"]


def test_days_after_the_edge_are_left_out_whatever_is_handed_over(told):
    site, stories, _ = told
    earlier = replace(site, edge=replace(site.edge, now=site.now - 5 * DAY))
    one = next(one for one in stories if one.target.slug == "evry")
    last = earlier.edge.last_day("Europe/Paris").isoformat()
    days = json.loads(data.target_json(one, earlier).content)["days"]
    assert max(day["day"] for day in days) == last
    assert max(row["day"] for row in rows(data.target_csv(one, earlier).content)) == last


def test_public_words_come_with_the_data(told):
    words = value(told, places.ALL_JSON)["words"]
    assert {*words} == {outcome.value for outcome in Outcome}
    assert words["no_slots"]["en"].startswith("No slot offered: the page said so")
    assert {*words["no_slots"]} == {"fr", "en", "ar"}


def test_words_of_slots_are_left_out(told):
    """They name hours and days of slots, which resellers want."""
    one = value(told, OfTarget("evry").json)
    assert "slots" in {spell["outcome"] for spell in one["spells"]}
    assert {spell["quote"] for spell in one["spells"] if spell["outcome"] == "slots"} == {""}
    assert "slots" not in {text["outcome"] for text in one["texts"]}
    assert "09:30" not in told[2][OfTarget("evry").json].decode()


def test_hostile_words_are_quoted_and_nothing_else(told):
    for path, content in told[2].items():
        if path.endswith(".png"):
            continue
        text = content.decode()
        assert "\u202e" not in text, path
        assert "\x1b" not in text, path
        if not path.endswith(".json"):
            assert "<script>" not in text, path
    assert "alert(1)" in value(told, OfTarget("hostile").json)["texts"][0]["text"]
    assert "alert(1)" in HOSTILE


# Slots that are too young


def with_tail(tail: str) -> dict[str, str]:
    return {"palaiseau": "N" * 60 + tail, "evry": "NNSS" * 10 + "N" * 20 + tail}


@pytest.mark.parametrize("tail", ["S", "SS", "NS", "SSS", "NNFSS"])
@pytest.mark.parametrize("hours", [0, 5])
def test_slots_younger_than_the_delay_change_no_file(tmp_path, tail, hours):
    """Every file is what it would be had the looks that showed them not been made."""
    now = MONDAY + (59 + len(tail)) * STEP + timedelta(hours=hours)
    fresh = store_of(tmp_path / "fresh.sqlite3", with_tail(tail), simulated=False)
    without = store_of(tmp_path / "without.sqlite3", with_tail(tail.rstrip("S")), simulated=False)
    told, same = (files(*made(path, now)) for path in (fresh, without))
    assert {*told} == {*same}
    assert [path for path in told if told[path] != same[path]] == []
    later = files(*made(fresh, now + 3 * DAY))
    assert later[OfTarget("evry").json] != told[OfTarget("evry").json], "later they are told"


def test_no_moment_of_a_fresh_slot_is_in_any_file(tmp_path):
    line = with_tail("NSSN")
    path = store_of(tmp_path / "x.sqlite3", line)
    site, stories = made(path)
    shown = [MONDAY + place * STEP for place, letter in enumerate(line["evry"]) if letter == "S"]
    fresh = [at for at in shown if at > site.edge.slots_until]
    assert len(fresh) == 2
    everything = b"\n".join(files(site, stories).values())
    for at in fresh:
        for form in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"):
            assert at.strftime(form).encode() not in everything
    assert b"slots_appeared" not in everything
    for one in json.loads(files(site, stories)[places.ALL_JSON])["targets"]:
        assert one["latest"]["outcome"] == "no_slots"


def test_slots_are_told_when_they_are_old_enough(tmp_path):
    site, stories = made(store_of(tmp_path / "x.sqlite3", {"evry": "N" * 40 + "SS" + "N" * 12}))
    one = json.loads(files(site, stories)[OfTarget("evry").json])
    assert one["ever"]["machine"]["with_slots"] == 2
    assert [spell["outcome"] for spell in one["spells"]] == ["no_slots", "slots", "no_slots"]


# Addresses


def test_addresses_are_whole_where_the_site_knows_its_own(told):
    one = value(told, OfTarget("evry").json)
    assert one["json"] == f"{BASE}/data/v1/target/evry.json"
    assert one["pages"]["fr"] == f"{BASE}/fr/target/evry.html"
    assert one["schema"] == f"{BASE}/schema/v1/target.schema.json"


def test_all_addresses_of_files_for_machines_exist(told):
    found = told[2]
    for slug in LINES:
        one = value(told, OfTarget(slug).json)
        for address in (one["json"], one["csv"], one["schema"]):
            assert address.removeprefix(f"{BASE}/") in found


def test_without_an_address_links_are_paths_and_feeds_are_not_made(tmp_path):
    site, stories = made(store_of(tmp_path / "x.sqlite3", {"evry": "N" * 20}), base_url="")
    found = files(site, stories)
    one = json.loads(found[OfTarget("evry").json])
    schema("target.schema.json").validate(one)
    assert one["csv"] in found
    assert not [path for path in found if path.startswith(("feeds", "sitemap"))]
    assert meta.open_graph(site, "fr", "fr/index.html", "x", "y") == ()
    assert b"Sitemap" not in found[places.ROBOTS]


def test_offices_that_look_alike_have_feeds_of_their_own():
    names = ["Préfecture d'Évry", "prefecture d evry", "محافظة", "県庁", "x" * 300]
    found = {feed_of_office(name, "fr") for name in names}
    assert len(found) == len(names)
    assert all(path.isascii() and len(path) < 100 for path in found)


def test_files_are_the_same_as_long_as_nothing_is_told_that_is_new(tmp_path):
    path = store_of(tmp_path / "x.sqlite3", {"evry": "NNSS" * 20})
    assert files(*made(path)) == files(*made(path))
    site, stories = made(path)
    later = replace(site, edge=replace(site.edge, now=site.now + timedelta(minutes=5)))
    assert {*files_of_target(stories[0], later)} == {*files_of_target(stories[0], site)}


# Datasets


def test_datasets_say_what_they_are_and_where_their_files_are(told):
    found = told[2]
    whole = value(told, places.DATASET)
    assert whole["@type"] == "Dataset"
    assert {part["@id"].removeprefix(f"{BASE}/") for part in whole["hasPart"]} == {
        OfTarget(slug).dataset for slug in LINES
    }
    for one in (whole, value(told, OfTarget("evry").dataset)):
        assert 50 <= len(one["description"]) <= 5000, "what search engines take"
        assert "ne dit pas si c’est complet ou défaillant" in one["description"]
        assert one["description"].startswith("Temps simulé"), "simulated time is always labelled"
        for download in one["distribution"]:
            assert download["contentUrl"].removeprefix(f"{BASE}/") in found
    assert value(told, OfTarget("evry").dataset)["temporalCoverage"] == "2018-10-01/2018-11-08"


def test_open_graph_values_name_the_card_and_the_languages(told):
    site, found = told[0], told[2]
    values = meta.open_graph(site, "fr", "fr/target/evry.html", "Évry", "Ce qui a été vu", slug="evry")
    known = dict(values)
    assert known["og:title"] == "Évry"
    assert known["og:url"] == f"{BASE}/fr/target/evry.html"
    assert known["og:image"].removeprefix(f"{BASE}/") in found
    assert known["og:image:alt"].startswith("Une bande de 30 jours")
    assert [content for name, content in values if name == "og:locale:alternate"] == ["en_GB", "ar_AR"]
    whole = dict(meta.open_graph(site, "en", "en/index.html", "x", "y"))
    assert whole["og:image"].removeprefix(f"{BASE}/") in found


def test_moments_are_utc(told):
    one = value(told, OfTarget("evry").json)
    assert datetime.fromisoformat(one["figures_until"]).tzinfo == UTC


def test_a_retracted_look_is_told_beside_its_incident(told):
    incidents = value(told, OfTarget("palaiseau").json)["incidents"]
    remarks = [remark for one in incidents for remark in one["remarks"]]
    assert {remark["kind"] for remark in remarks} == {"retracted"}
    assert {*remarks[0]} == {"look", "kind", "at", "why"}, "who said it stays out of public files"


def test_a_target_may_be_without_office_territory_and_procedure(tmp_path):
    site, stories = made(store_of(tmp_path / "x.sqlite3", {"bare": "N" * 20}, [page("bare", office="", territory="")]))
    found = files(site, stories)
    schema("target.schema.json").validate(json.loads(found[OfTarget("bare").json]))
    assert not [path for path in found if path.startswith("feeds/office")]


# The reference page

PAGE = (Path(__file__).parents[3] / "docs/reference/site-data.md").read_text("utf-8")
NAMED = {name for code in re.findall(r"`([^`\n]+)`", PAGE) for name in (code, code.removeprefix("<id>."))}


def test_every_key_and_column_is_on_the_reference_page():
    keys = {key for name in places.SCHEMAS for key in schema(name).schema["properties"]}
    assert {*keys, *data.COLUMNS} - {"words", "targets"} - NAMED == set()


def test_every_kind_of_file_is_on_the_reference_page(told):
    for path in told[2]:
        shape = re.sub(r"\.(fr|en|ar)\.", ".<language>.", path)
        shape = re.sub(rf"(?<=/)({'|'.join(LINES)})(?=\.)", "<id>", shape)
        shape = re.sub(r"(?<=office/)[^.]+", "<office>", shape)
        assert shape in NAMED, path
