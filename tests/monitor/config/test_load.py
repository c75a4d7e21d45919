import json
import subprocess
import sys
from datetime import time, timedelta

import pytest

from monitor.config.load import MonitorSettings
from monitor.config.settings import NetworkSettings, NotifySettings, Receiver
from monitor.model import ActiveHours, Limits, Target
from monitor.model.hosts import Manners

MONITOR = '[monitor]\ncontact = "mailto:us@observatory.fr"\n'
TARGET = '[[target]]\nid = "a"\nurl = "https://a.fr/x"\nprobe = "plain"\n'


RECEIVER = '[[receiver]]\nname = "us"\nurl = "json://x"\n'
RULE = '[[rule]]\nname = "r"\nwhen = "no_slots"\n'


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
gated = true
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
maintenance = [{ hours = "08:00-08:30" }, { days = ["mon"], hours = "23:00-02:00" }]
max_gap = "12h"
every_open = "15m"
was = "old"
horizon = "90d"
terms_read = 2024-05-31
other_channels = "By post"
options.none.phrases = ["No $${slot}"]

[[host]]
name = "a.fr"
requests_per_hour = 90
min_interval = "2s"
reason = "They agreed"
ignore_robots = "They agreed"

[[receiver]]
name = "us"
url = "json://localhost"
language = "en"
digest = "daily"
digest_at = "7:30"
timezone = "Indian/Reunion"
immediate = false
quiet = "22:00-07:00"
quiet_passes = "warning"
private = true

[[receiver]]
name = "board"
url = "json://localhost/board"
digest_day = "fri"

[[rule]]
name = "nothing"
when = "no_slots"
tell = ["us"]
escalate = { after = "7d", tell = ["board"] }
[notify]
group = "30s"
give_up = "2d"
dead_man = "https://ping.fr/x"
[network]
canary = ["https://c.fr/x", "b.fr:80"]
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
            gated=True,
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
            maintenance=(
                ActiveHours(frozenset(range(7)), time(8), time(8, 30)),
                ActiveHours(frozenset({0}), time(23), time(2)),
            ),
            max_gap=timedelta(hours=12),
            every_open=timedelta(minutes=15),
            was="old",
            horizon=timedelta(days=90),
            terms_read="2024-05-31",
            other_channels="By post",
            reason="Slots go fast",
            limits=Limits(tags=500, steps=7),
        ),
    )
    us = Receiver(
        name="us",
        url="json://localhost",
        language="en",
        digest="daily",
        digest_at=time(7, 30),
        timezone="Indian/Reunion",
        immediate=False,
        quiet=(time(22), time(7)),
        quiet_passes="warning",
        private=True,
    )
    board = Receiver("board", "json://localhost/board", digest_day=4, timezone="Europe/Brussels")
    assert config.receivers == (us, board)
    assert config.notify == NotifySettings(timedelta(seconds=30), timedelta(days=2), "https://ping.fr/x")
    assert config.network == NetworkSettings(("https://c.fr/x", "b.fr:80"), canary_is_default=False)
    assert config.hosts == {"a.fr": Manners(90, timedelta(seconds=2), ignore_robots="They agreed")}
    assert config.warnings == ()


def test_a_target_has_the_defaults_of_the_model_where_nothing_else_is_written(loaded):
    (only,) = loaded(target()).targets
    assert (only.every, only.timezone, only.limits) == (timedelta(hours=1), "Europe/Paris", Limits())
    assert (only.active, only.horizon, only.terms_read, only.expect_language) == (None, None, "", ())
    assert (only.maintenance, only.max_gap, only.gated) == ((), None, False)
    assert (only.every_open, only.was) == (None, "")


def test_what_is_told_and_asked_has_defaults_too(loaded):
    config = loaded(target("[[receiver]]", 'name = "us"', 'url = "json://x"'))
    assert config.receivers == (Receiver("us", "json://x"),)
    assert config.notify == NotifySettings()
    assert config.network == NetworkSettings(("www.wikipedia.org", "www.debian.org"), canary_is_default=True)


def test_a_canary_that_is_written_is_no_default_even_if_it_is_the_same(loaded):
    config = loaded(target("[network]", 'canary = ["www.wikipedia.org", "www.debian.org"]'))
    assert not config.network.canary_is_default


def test_the_effective_configuration_is_sorted_json_with_all_defaults(loaded):
    text = target('maintenance = [{ hours = "1:00-02:00" }]', 'max_gap = "12h"', "options.none.phrases = ['x']")
    effective = loaded(text + "\n[notify]\ndefault_rules = false\n").effective
    assert json.dumps(effective) == json.dumps(effective, sort_keys=True)
    assert effective == {
        "monitor": {
            "concurrency": 20,
            "contact": "mailto:us@observatory.fr",
            "data_dir": "data",
            "metrics_file": None,
            "metrics_port": None,
            "project_page": None,
            "timezone": "Europe/Paris",
            "vantage": "main",
        },
        "authority": [],
        "evidence": {"operator": None, "sign_key": None},
        "publish": [],
        "reply": [],
        "rota": [],
        "site": {
            "base_url": None,
            "contact_for_offices": None,
            "enabled": True,
            "folder": None,
            "languages": ["fr", "en", "ar"],
            "slots_delay": "1d",
            "title": None,
        },
        "witness": {"inbox": None},
        "host": [],
        "network": {"canary": ["www.wikipedia.org", "www.debian.org"]},
        "notify": {"dead_man": None, "default_rules": False, "give_up": "7d", "group": "2m"},
        "receiver": [],
        "rule": [],
        "target": [
            {
                "active": None,
                "allow_private": False,
                "every": "1h",
                "every_open": None,
                "expect_language": [],
                "gated": False,
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
                "maintenance": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "hours": "1:00-02:00"}],
                "max_gap": "12h",
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
                "was": None,
            }
        ],
    }


def test_a_receiver_is_shown_with_its_defaults_and_without_its_url(loaded):
    assert loaded(target("[[receiver]]", 'name = "us"', 'url = "json://x"')).effective["receiver"] == [
        {
            "digest": "weekly",
            "digest_at": "08:00",
            "digest_day": "mon",
            "immediate": True,
            "language": "fr",
            "name": "us",
            "private": False,
            "quiet": None,
            "quiet_passes": "critical",
            "timezone": "Europe/Paris",
            "url": "(not shown)",
        }
    ]


GAPS = [
    ('every = "6h"\nmax_gap = "12h"', "one look may be missed"),
    ('every = "6h"\nactive.hours = "08:00-20:00"\nmax_gap = "6h"', "of 12 scheduled hours a day; the night is none"),
    ('every = "1d"\nmaintenance = [{ hours = "00:00-12:00" }]\nmax_gap = "1d"', "the same"),
]


@pytest.mark.parametrize(("lines", "why"), GAPS, ids=[row[1] for row in GAPS])
def test_a_gap_that_leaves_room_for_a_missed_look_is_accepted(loaded, lines, why):
    assert loaded(target(lines)).targets[0].max_gap, why


def test_numbers_that_json_lacks_become_text_in_the_effective_configuration(loaded):
    (row,) = loaded(target("options.ratio = inf")).effective["target"]
    assert row["options"]["ratio"] == "Infinity"


WARNINGS = [
    (
        MONITOR,
        "config.toml: there is no [[target]] yet; nothing is watched (slotwatch catalogue search TEXT)",
        "an empty list is allowed",
    ),
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
    (
        target("[network]", 'canary = ["b.fr"]'),
        "config.toml: [network] (line 8): canary: write two hosts: if one fails alone, that is not our network",
        "a canary may die alone",
    ),
    (
        target("[network]", 'canary = ["B.fr:80", "https://b.fr/x"]'),
        "config.toml: [network] (line 8): canary: write two hosts: if one fails alone, that is not our network",
        "two ways to one host are one",
    ),
    (
        target("[network]", 'canary = ["b.fr", "a.fr"]'),
        "config.toml: [network] (line 8): canary, item 2: target 'a' is on this host; name one that is not watched",
        "its own outage would be excused as ours",
    ),
    (
        target(RULE, RULE.replace('"r"', '"s"')),
        "config.toml: rule 'r' (line 7): there is no [[receiver]]; no rule tells anybody",
        "rules without anybody, told once",
    ),
    (
        target(RECEIVER, RECEIVER.replace("us", "them"), RULE + 'tell = ["us"]'),
        "config.toml: receiver 'them' (line 11): no rule names it; it is told of the monitor's own trouble only",
        "forgotten by the rules",
    ),
    (
        target(RECEIVER, RECEIVER.replace("us", "b"), RULE + 'tell = ["us"]', "[notify]", "default_rules = false"),
        "config.toml: receiver 'b' (line 11): no rule names it; it is told nothing",
        "not even of own trouble",
    ),
    (
        target(RECEIVER, "[notify]", "default_rules = false"),
        "config.toml: receiver 'us' (line 7): no rule names it; it is told nothing",
        "no rules at all",
    ),
]
NO_WARNINGS = [
    (target(), "nobody to tell, but no rule was written either"),
    (target(RECEIVER), "the default rules tell all"),
    (target(RECEIVER, RULE), "a rule tells all if it names none"),
    (
        target(
            RECEIVER, RECEIVER.replace("us", "b"), RULE + 'tell = ["us"]\nescalate = { after = "9d", tell = ["b"] }'
        ),
        "later",
    ),
    (target(RECEIVER, "[[rule]]", 'name = "r"', 'when = "self"', 'tell = ["us"]'), "own trouble, as it is wanted"),
    (target("[network]", 'canary = ["b.fr", "c.fr"]'), "two canaries"),
]


@pytest.mark.parametrize(("text", "why"), NO_WARNINGS, ids=[row[1] for row in NO_WARNINGS])
def test_what_may_well_be_meant_is_no_warning(loaded, text, why):
    assert loaded(text).warnings == (), why


@pytest.mark.parametrize(("text", "line", "why"), WARNINGS, ids=[row[2] for row in WARNINGS])
def test_what_is_allowed_but_hardly_meant_is_a_warning(tmp_path, loaded, text, line, why):
    assert [text.replace(f"{tmp_path}/", "") for text in loaded(text).warnings] == [line], why


def test_loading_a_configuration_loads_no_client_and_no_scheduler():
    code = (
        "import sys, monitor.config.load; print({m.split('.')[0] for m in sys.modules} & {'httpx', 'apprise', 'bs4'})"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"


# Politeness

HOST = '[[host]]\nname = "a.fr"\n'


@pytest.mark.parametrize(
    ("defaults", "lines", "every", "why"),
    [
        ("", ["gated = true"], 6, "the default of a gated page"),
        ('every = "1h"', ["gated = true"], 6, "a default for all is not meant for gated pages"),
        ('every = "8h"', ["gated = true"], 8, "unless it is longer"),
        ("gated = true", [], 6, "known to be gated by default"),
        ("gated = true", ["gated = false"], 1, "and this one is not"),
        ("", ["gated = true", 'every = "1d"'], 24, "what the target says itself"),
    ],
)
def test_how_often_a_gated_page_is_looked_at(loaded, defaults, lines, every, why):
    (only,) = loaded(f"{MONITOR}[defaults]\n{defaults}\n{TARGET}" + "\n".join(lines)).targets
    assert only.every == timedelta(hours=every), why


def test_the_reasons_of_a_host_are_in_the_effective_configuration(loaded):
    config = loaded(target(HOST + 'requests_per_hour = 61\nreason = "They agreed"\nignore_robots = "By letter"'))
    assert config.effective["host"] == [
        {
            "name": "a.fr",
            "requests_per_hour": 61,
            "min_interval": "5s",
            "reason": "They agreed",
            "ignore_robots": "By letter",
        }
    ]


@pytest.mark.parametrize(
    ("url", "name", "warning", "why"),
    [
        ("https://a.fr/x", "b.fr", "host 'b.fr' (line 9): name: no target is on this host", "a slip"),
        (
            "http://127.0.0.1/x",
            "127.0.0.1",
            "host '127.0.0.1' (line 9): name: nothing of this table holds for this machine itself",
            "simulators are never spared",
        ),
    ],
)
def test_a_host_table_that_does_nothing_is_warned_of(loaded, url, name, warning, why):
    text = TARGET.replace("https://a.fr/x", url).replace('"plain"', '"plain"\nallow_private = true\n[[host]]')
    config = loaded(f'{MONITOR}{text}name = "{name}"')
    assert [line.partition("config.toml: ")[2] for line in config.warnings] == [warning], why
