import json
from datetime import timedelta

import pytest

MONITOR = '[monitor]\ncontact = "mailto:us@observatory.fr"\n'
TARGET = '[[target]]\nid = "a"\nurl = "https://a.fr/x"\nprobe = "plain"\n'


def target(*lines: str) -> str:
    return MONITOR + TARGET + "\n".join(lines)


def monitor(*lines: str) -> str:
    return MONITOR + "\n".join(lines)


def url(text: str) -> str:
    return target().replace("https://a.fr/x", text)


SECRET = "hunter2-\u00e9"
RECEIVER = monitor("[[receiver]]", 'name = "us"', 'url = "mailto://me:${PW}@mail.fr"')

SECRET_PLACES = [
    ('name = "${PW}"', "an ordinary key"),
    ('horizon = "${SPAN}"', "a value that is rewritten"),
    ('options = { none = { phrases = ["x", "y ${PW}"] } }', "inside the options"),
]


@pytest.mark.parametrize(("line", "why"), SECRET_PLACES)
def test_the_effective_configuration_shows_variables_not_their_values(loaded, line, why):
    environ = {"PW": SECRET, "SPAN": "77h"}
    config = loaded(target(line), environ=environ)
    shown = json.dumps(config.effective, ensure_ascii=False)
    assert not [value for value in (*environ.values(), "hunter2", "3d5h") if value in shown], why
    assert "${" in shown
    assert any(value in repr(config.targets[0]) for value in (SECRET, "hours=77", "seconds=18000"))


def test_what_a_target_inherits_from_variables_is_not_shown_either(loaded):
    text = monitor("[defaults]", 'horizon = "${SPAN}"', TARGET)
    config = loaded(text, environ={"SPAN": "77h"})
    (row,) = config.effective["target"]
    assert row["horizon"] == "${SPAN}"
    assert config.targets[0].horizon == timedelta(hours=77)
    assert not [value for value in ("77h", "3d5h") if value in json.dumps(config.effective)]


JUDGED_BY = [
    (target('every = "${X}"'), "an interval makes holes"),
    (target('maintenance = [{ hours = "${X}" }]'), "so do windows, deep inside a list"),
    (target('expect_language = ["${X}"]'), "a language fault depends on it"),
    (target().replace('"a"', '"${X}"'), "an id stands in every line"),
    (monitor('timezone = "${X}"'), "targets count their days in it"),
    (monitor("[defaults]", 'active.hours = "${X}"'), "targets take it over"),
    (monitor("[[rule]]", 'name = "r"', 'when = "down"', 'for = "${X}"'), "a rule's wait"),
    (
        monitor("[[rule]]", 'name = "r"', 'when = "down"', 'escalate = { after = "${X}", tell = ["us"] }'),
        "all of a rule",
    ),
    (monitor("[[receiver]]", 'name = "${X}"', 'url = "json://x"'), "rules tell it by that"),
]


@pytest.mark.parametrize(("text", "why"), JUDGED_BY, ids=[row[1] for row in JUDGED_BY])
def test_what_incidents_are_judged_by_cannot_be_hidden_in_a_variable(told, text, why):
    lines = told(text, environ={"X": "1d"})
    assert "write the value itself; variables are not replaced here" in lines[0], why


BAD_SECRETS = [
    (target('horizon = "${PW}"', 'name = "x\\ny"'), "a validator that quotes what it refuses"),
    (
        monitor("[[receiver]]", 'name = "x"', 'url = "json://x"', 'digest_day = "${PW}"'),
        "a word that resembles none of those allowed",
    ),
    (monitor("[[receiver]]", 'name = "x"', 'url = "json://x"', 'timezone = "${PW}"'), "a zone"),
    (target('timezone = "${PW}"'), "a zone that must not be hidden"),
    (monitor("[network]", 'canary = ["${PW}"]'), "a host"),
    (monitor("[notify]", 'dead_man = "${PW}"'), "no URL at all"),
    (target('evry = "${PW}"'), "below an unknown key"),
    (target("options = { key = '${PW}', other = '${PW}' }").replace("plain", "needy"), "a probe's own rule"),
    (target("options.planning = '${PW}'"), "an option's alternatives"),
    (target().replace('"a"', '"${PW}"') + TARGET.replace('"a"', '"${PW}"'), "an id, which names the target"),
    (target().replace("plain", "${PW}"), "a probe's name"),
    (url("https://${PW}:${PW}@a.fr"), "a URL"),
    (url("https://${PW}:99999/"), "a URL with a wrong port"),
    (monitor('vantage = "${PW}"'), "the monitor's own table"),
    (MONITOR.replace("mailto:us@observatory.fr", "${PW}"), "the contact"),
    (monitor("[defaults]", 'horizon = "${PW}"', TARGET), "a default"),
    (monitor("[[receiver]]", 'name = "us\\n"', 'url = "json://${PW}"'), "beside a mistake"),
    (monitor("[[receiver]]", 'name = "${PW}\\n"', 'url = "json://x"'), "a receiver's name"),
]


@pytest.mark.parametrize(("text", "why"), BAD_SECRETS, ids=[row[1] for row in BAD_SECRETS])
def test_no_problem_shows_a_secret(told, text, why):
    lines = told(text, environ={"PW": SECRET})
    assert lines, why
    assert not [line for line in lines if "hunter2" in line], why


def test_a_refused_secret_is_told_by_its_place(told):
    (line,) = told(target('horizon = "${PW}"'), environ={"PW": SECRET})
    assert line == (
        "target 'a' (line 7): horizon: this value is not accepted here; it comes from a variable or a secret file and "
        "is not shown"
    )


def test_a_receivers_url_is_shown_nowhere(loaded):
    config = loaded(RECEIVER, environ={"PW": SECRET})
    assert config.receivers[0].url == f"mailto://me:{SECRET}@mail.fr"
    (row,) = config.effective["receiver"]
    assert (row["name"], row["url"]) == ("us", "(not shown)")
    assert SECRET not in repr(config)
    assert "mail.fr" not in json.dumps(config.effective)


DEAD_MEN = [
    ('dead_man = "https://ping.fr/hunter2"', "as it is"),
    ('dead_man = "https://ping.fr/${PW}"', "with a variable"),
    ('dead_man = { file = "ping" }', "in a file"),
]


@pytest.mark.parametrize(("line", "why"), DEAD_MEN, ids=[row[1] for row in DEAD_MEN])
def test_the_dead_mans_url_is_shown_nowhere(tmp_path, loaded, line, why):
    (tmp_path / "ping").write_text("https://ping.fr/hunter2\n", encoding="utf-8")
    config = loaded(monitor("[notify]", line), environ={"PW": "hunter2"})
    assert config.notify.dead_man == "https://ping.fr/hunter2", why
    assert config.effective["notify"]["dead_man"] == "(not shown)"
    assert not [shown for shown in (repr(config), json.dumps(config.effective)) if "ping.fr" in shown]


def test_a_refused_receiver_url_is_told_without_the_url(loaded, told):
    def refuse(url: str) -> str:
        return f"no such service: {url}"

    assert told(RECEIVER, environ={"PW": SECRET}, receiver_problem=refuse) == [
        "receiver 'us' (line 5): url: no such service: (not shown)"
    ]
    assert loaded(RECEIVER, environ={"PW": SECRET}, receiver_problem=lambda url: None).receivers


def test_a_secret_file_is_read_beside_the_configuration_or_from_the_credentials(tmp_path, loaded):
    text = monitor("[[receiver]]", 'name = "us"', 'url = { file = "us.url" }')
    (tmp_path / "us.url").write_text(f"\n json://{SECRET} \n", encoding="utf-8")
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "us.url").write_text("json://other", encoding="utf-8")
    assert loaded(text).receivers[0].url == f"json://{SECRET}"
    environ = {"CREDENTIALS_DIRECTORY": str(credentials)}
    assert loaded(text, environ=environ).receivers[0].url == "json://other"


BAD_FILES = [
    (None, "cannot be read: No such file or directory", "not there"),
    (b"", "is empty or larger than 64 KiB", "empty"),
    (b" \n", "is empty or larger than 64 KiB", "blank"),
    (b"x" * 70_000, "is empty or larger than 64 KiB", "too large for a URL"),
    (b"hunter2 \xff", "is not UTF-8 text", "not text"),
]


@pytest.mark.parametrize(("content", "message", "why"), BAD_FILES, ids=[row[2] for row in BAD_FILES])
def test_a_secret_file_that_cannot_be_used_is_told_by_name(tmp_path, told, content, message, why):
    if content is not None:
        (tmp_path / "us.url").write_bytes(content)
    text = monitor("[[receiver]]", 'name = "us"', 'url = { file = "us.url" }')
    assert told(text) == [f"receiver 'us' (line 5): url: the secret file '{tmp_path}/us.url' {message}"], why
