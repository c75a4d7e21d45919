import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.config.load import load
from monitor.config.schema import Root, json_schema

URLS = dict.fromkeys(("LAWYERS_URL", "BOARD_URL", "DEAD_MAN_URL"), "https://localhost/x") | {"AUTHORITY_LOGIN": "a:b"}
EXAMPLE = Path(__file__).parents[3] / "config.example.toml"


@pytest.fixture
def probes():
    return pytest.importorskip("probes.registry").PROBES


def fields(node: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of every object in a JSON Schema, with the place where it is defined."""
    if isinstance(node, dict):
        for key, value in node.get("properties", {}).items():
            yield f"{at}.{key}", value
        for key, value in node.items():
            if key in ("$defs", "properties"):
                for name, inner in value.items():
                    yield from fields(inner, f"{at}.{name}" if key == "properties" else name)


def test_every_key_has_a_description(probes):
    found = dict(fields(json_schema(probes)))
    assert len(found) > 40
    in_a_file = ("ReceiverTable.url.file", "NotifyTable.dead_man.file", "AuthorityTable.login.file")
    ours = {place: field for place, field in found.items() if place not in in_a_file}
    assert [place for place, field in ours.items() if not field.get("description")] == []


def test_the_schema_is_json_and_all_its_references_lead_somewhere(probes):
    schema = json_schema(probes)
    text = json.dumps(schema)
    used = set(re.findall(r'"#/\$defs/([^"]+)"', text))
    assert used
    assert used - set(schema["$defs"]) == set()
    assert set(schema["properties"]) == set(Root.model_fields)
    assert schema["required"] == ["monitor"]


def test_the_schema_ties_each_probe_to_its_options(probes):
    target = json_schema(probes)["$defs"]["TargetTable"]
    assert target["properties"]["probe"]["enum"] == sorted(probes)
    assert [rule["if"]["properties"]["probe"]["const"] for rule in target["allOf"]] == sorted(probes)


def test_durations_and_days_are_text_in_the_schema():
    target = json_schema({})["$defs"]["TargetTable"]["properties"]
    assert target["every"]["type"] == "string"
    assert re.search(target["every"]["pattern"], "1h30m")
    assert not re.search(target["every"]["pattern"], "30")
    assert target["every"]["default"] == "1h"
    assert {"type": "string", "format": "date", "examples": ["2024-05-31"]} in target["terms_read"]["anyOf"]


def test_the_example_file_loads_with_the_real_probes(probes):
    config = load(EXAMPLE, probes=probes, environ={})
    assert len(config.targets) == 3
    assert {target.probe for target in config.targets} == {"ezbooking", "page"}
    assert [line.partition(": ")[2] for line in config.warnings] == [
        "[monitor] (line 15): contact: an address of an example; offices cannot reach you there"
    ]


def test_the_example_file_still_loads_with_all_its_optional_keys(tmp_path, probes):
    everything = re.sub(r"^#(?=[a-z\[])", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path = tmp_path / "config.toml"
    path.write_text(everything, encoding="utf-8")
    (tmp_path / "authorities").mkdir()
    for name in ("authority-a.pem", "authority-a-between.pem"):
        (tmp_path / "authorities" / name).write_text("-----BEGIN CERTIFICATE-----\n")
    config = load(path, probes=probes, environ=URLS)
    assert config.targets[0].reason
    assert config.receivers[0].language == "fr"
    assert config.notify.dead_man
    assert config.evidence.authorities[0].address == "https://a:b@authority.example.org/tsr"
    assert "a:b" not in str(config.effective)
    assert config.witness.rotas[0].who == ("A", "B")
    assert [rule["name"] for rule in config.effective["rule"]] == ["no slot for days", "hardly a slot", "default self"]


def test_the_example_file_shows_the_defaults_of_what_hardly_anybody_changes(probes):
    example = tomllib.loads(re.sub(r"^#(?=[a-z\[])", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    tables = json_schema(probes)["$defs"]
    for name in ("notify", "network"):
        keys = tables[f"{name.capitalize()}Table"]["properties"]
        shown = {key: keys[key]["default"] for key in example[name] if key != "dead_man"}
        assert shown == {key: value for key, value in example[name].items() if key != "dead_man"}


def test_the_example_file_shows_every_key(probes):
    text = EXAMPLE.read_text(encoding="utf-8")
    shown = set(re.findall(r"^#?([a-z_]+) = ", text, re.MULTILINE)) | set(re.findall(r"[{,] ([a-z_]+) = ", text))
    shown |= set(re.findall(r"^#?\[+(?:target\.)?([a-z]+)\]", text, re.MULTILINE))
    tables = json_schema(probes)["$defs"]
    names = [name for name in tables if name.endswith("Table")]
    keys = {key for name in names for key in tables[name]["properties"]} | set(Root.model_fields)
    assert keys - shown == set()
