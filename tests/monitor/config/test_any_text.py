import json
from collections.abc import Mapping
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.config.load import ConfigError, load
from monitor.judge.terms import terms_of
from probes.contract import Probe

MONITOR = '[monitor]\ncontact = "mailto:us@observatory.fr"\n'
TARGET = '[[target]]\nid = "a"\nurl = "https://a.fr/x"\nprobe = "plain"\n'
RULE = '[[receiver]]\nname = "x"\nurl = "json://x"\n[[rule]]\nname = "r"\nwhen = "no_slots"\n'
SECRET = "hunter2-\u00e9"


def _survives(folder: Path, probes: Mapping[str, Probe], content: bytes) -> None:
    path = folder / "config.toml"
    path.write_bytes(content)
    try:
        config = load(path, probes=probes, environ={"PW": SECRET, "ODD": "\udcff", "EMPTY": ""})
    except ConfigError as error:
        text = str(error)
    else:
        terms_of(config.effective)  # what loads can be judged
        text = json.dumps(config.effective, allow_nan=False, ensure_ascii=False)
    if SECRET.encode() not in content:
        assert SECRET not in text
    assert text


same_folder = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(content=st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
@same_folder
def test_any_bytes_are_loaded_or_refused(tmp_path, probes, content):
    _survives(tmp_path, probes, content)


KEYS = (
    "id name url probe options office procedure territory tags expect_language timezone every reason active horizon "
    "terms_read other_channels allow_private limits contact vantage data_dir concurrency project_page language evry "
    "maintenance max_gap gated when for min_checks share over targets tags offices tell repeat escalate resolved "
    "severity deliver looks digest digest_at digest_day immediate quiet quiet_passes private group give_up dead_man "
    "default_rules canary"
).split()
VALUES = (
    '"x" "a.b" "${PW}" "${ODD}" "${EMPTY}" "${NONE}" "$${" "10s" "30m" "1d" "fr" "plain" "needy" '
    '"Europe/Paris" "Europe" "https://a.fr" "http://10.0.0.1" "https://[" "us@a.fr" 1 '
    '0 -5 1.5 nan inf true [] {} ["x"] [1,["${PW}"]] [{}] '
    '{days=["mon"]} {hours="08:00-09:00"} {tags=500} {planning="all"} {none={phrases=["${PW}"]}} {ratio=nan} '
    '"no_slots" "scarce" "slots_appeared" "self" "new" "people" "daily" "08:00" "22:00-07:00" "a.fr:1" ["a.fr"] '
    '{after="9d",tell=["x"]} [{hours="01:00-02:00"}] {after=1,tell="x"} [["x"]] '
    '{file="x"} {file="/"} {key="${ODD}"} 2024-05-31 2024-05-31T10:00:00Z 10:00:00'
).split(" ")
HEADERS = (
    "[monitor] [defaults] [[target]] [[receiver]] [target] [[monitor]] [[targets]] [site] [target.options] "
    "[target.limits] [[rule]] [notify] [network] [rule.escalate]"
).split()
statements = st.sampled_from(HEADERS) | st.builds("{} = {}".format, st.sampled_from(KEYS), st.sampled_from(VALUES))


@given(lines=st.lists(statements, max_size=12), start=st.sampled_from(["", MONITOR + TARGET, MONITOR + TARGET + RULE]))
@settings(same_folder, max_examples=300)
def test_any_mixture_of_keys_and_values_is_loaded_or_refused(tmp_path, probes, lines, start):
    _survives(tmp_path, probes, (start + "\n".join(dict.fromkeys(lines))).encode())
