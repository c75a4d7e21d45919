import json
import subprocess
import sys
from datetime import time, timedelta

import pytest

from monitor.config.load import MonitorSettings, Receiver
from monitor.model import ActiveHours, Limits, Target

MONITOR = '[monitor]\ncontact = "mailto:us@observatory.fr"\n'
TARGET = '[[target]]\nid = "a"\nurl = "https://a.fr/x"\nprobe = "plain"\n'


def target(*lines: str) -> str:
    return MONITOR + TARGET + "\n".join(lines)


FULL = """\
[monitor]
contact = "us@observatory.fr"
project_page = "https://observatory.fr/about"
vantage = "attic"
timezone = "Europe/Brussels"
data_dir = "store"
concurrency = 3

[defaults]
every = "2h"
expect_language = "fr"
limits = { tags = 500, steps = 7 }

[[target]]
id = "b"
url = "http://127.0.0.1:8000/x#y"
probe = "plain"
every = "1s"
allow_private = true
limits.steps = 9

[[target]]
id = "a"
name = "Palaiseau"
url = "https://a.fr/x"
probe = "plain"
timezone = "Indian/Reunion"
office = "An office"
procedure = "A procedure"
territory = "91"
tags = ["one", "two"]
expect_language = ["fr-FR", "en"]
every = "30m"
reason = "Slots go fast"
active = { days = ["fri", "mon"], hours = "08:00-24:00" }
horizon = "90d"
terms_read = 2024-05-31
other_channels = "By post"
options.none.phrases = ["No $${slot}"]

[[receiver]]
name = "us"
url = "json://localhost"
language = "en"
digest = true

[[rule]]
when = "${ANYTHING}"
[network]
canary = ["https://a.fr"]
[[authority]]
url = 5
[site]
title = "x"
"""


def test_a_full_file_gives_settings_targets_and_receivers_with_defaults_applied(tmp_path, loaded):
    config = loaded(FULL)
    assert config.monitor == MonitorSettings(
        contact="us@observatory.fr",
        vantage="attic",
        timezone="Europe/Brussels",
        data_dir=tmp_path / "store",
        concurrency=3,
        project_page="https://observatory.fr/about",
    )
    assert config.targets == (
        Target(
            id="b",
            name="b",
            url="http://127.0.0.1:8000/x#y",
            probe="plain",
            options={},
            every=timedelta(seconds=1),
            timezone="Europe/Brussels",
            expect_language=("fr",),
            allow_private=True,
            limits=Limits(tags=500, steps=9),
        ),
        Target(
            id="a",
            name="Palaiseau",
            url="https://a.fr/x",
            probe="plain",
            options={"none": {"phrases": ["No ${slot}"]}},
            every=timedelta(minutes=30),
            timezone="Indian/Reunion",
            office="An office",
            procedure="A procedure",
            territory="91",
            tags=("one", "two"),
            expect_language=("fr-FR", "en"),
            active=ActiveHours(frozenset({0, 4}), time(8), time(0)),
            horizon=timedelta(days=90),
            terms_read="2024-05-31",
            other_channels="By post",
            reason="Slots go fast",
            limits=Limits(tags=500, steps=7),
        ),
    )
    assert config.receivers == (Receiver("us", "json://localhost", "en"),)
    assert config.warnings == ()


def test_a_target_has_the_defaults_of_the_model_where_nothing_else_is_written(loaded):
    (only,) = loaded(target()).targets
    assert (only.every, only.timezone, only.limits) == (timedelta(hours=1), "Europe/Paris", Limits())
    assert (only.active, only.horizon, only.terms_read, only.expect_language) == (None, None, "", ())


def test_the_effective_configuration_is_sorted_json_with_all_defaults(loaded):
    effective = loaded(target("[target.options]", "none.phrases = ['x']")).effective
    assert json.dumps(effective) == json.dumps(effective, sort_keys=True)
    assert effective == {
        "monitor": {
            "concurrency": 20,
            "contact": "mailto:us@observatory.fr",
            "data_dir": "data",
            "project_page": None,
            "timezone": "Europe/Paris",
            "vantage": "main",
        },
        "receiver": [],
        "target": [
            {
                "active": None,
                "allow_private": False,
                "every": "1h",
                "expect_language": [],
                "horizon": None,
                "id": "a",
                "limits": {
                    "decoded_bytes": 2097152,
                    "read_seconds": 30.0,
                    "redirects": 5,
                    "seconds": 180.0,
                    "steps": 40,
                    "tags": 40000,
                },
                "name": "a",
                "office": None,
                "options": {"none": {"phrases": ["x"]}, "planning": "all", "ratio": 1.0, "steps": [], "weeks": 4},
                "other_channels": "",
                "probe": "plain",
                "procedure": None,
                "reason": "",
                "tags": [],
                "terms_read": None,
                "territory": None,
                "timezone": "Europe/Paris",
                "url": "https://a.fr/x",
            }
        ],
    }


def test_numbers_that_json_lacks_become_text_in_the_effective_configuration(loaded):
    (row,) = loaded(target("options.ratio = inf")).effective["target"]
    assert row["options"]["ratio"] == "Infinity"


WARNINGS = [
    (MONITOR, "config.toml: there is no [[target]] yet; nothing will be watched", "an empty list is allowed"),
    (
        target().replace("observatory.fr", "example.org"),
        "config.toml: [monitor] (line 2): contact: an address of an example; offices cannot reach you there",
        "the example file was not changed",
    ),
    (
        target(TARGET.replace('"a"', '"b"')),
        "config.toml: target 'b' (line 9): url: target 'a' watches the same page in the same way",
        "the load is doubled for nothing",
    ),
]


@pytest.mark.parametrize(("text", "line", "why"), WARNINGS, ids=[row[2] for row in WARNINGS])
def test_what_is_allowed_but_hardly_meant_is_a_warning(tmp_path, loaded, text, line, why):
    assert [text.replace(f"{tmp_path}/", "") for text in loaded(text).warnings] == [line], why


def test_loading_a_configuration_loads_no_client_and_no_scheduler():
    code = (
        "import sys, monitor.config.load; print({m.split('.')[0] for m in sys.modules} & {'httpx', 'apprise', 'bs4'})"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"
