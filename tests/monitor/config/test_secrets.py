import json

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
    ('tags = ["x", "y ${PW}"]', "inside a list"),
    ('expect_language = "${LANG}"', "a value that becomes a list"),
    ('horizon = "${SPAN}"', "a value that is rewritten"),
    ('options = { none = { phrases = ["${PW}"] } }', "inside the options"),
]


@pytest.mark.parametrize(("line", "why"), SECRET_PLACES)
def test_the_effective_configuration_shows_variables_not_their_values(loaded, line, why):
    environ = {"PW": SECRET, "LANG": "tlh-hunter2", "SPAN": "77h"}
    config = loaded(target(line), environ=environ)
    shown = json.dumps(config.effective, ensure_ascii=False)
    assert not [value for value in (*environ.values(), "hunter2", "3d5h") if value in shown], why
    assert "${" in shown
    assert any(value in repr(config.targets[0]) for value in (SECRET, "tlh-hunter2", "hours=77", "seconds=18000"))


def test_what_a_target_inherits_from_variables_is_not_shown_either(loaded):
    text = monitor('timezone = "${ZONE}"', "[defaults]", 'horizon = "${SPAN}"', 'active.hours = "${HOURS}"', TARGET)
    environ = {"ZONE": "Indian/Reunion", "SPAN": "77h", "HOURS": "08:01-20:01"}
    config = loaded(text, environ=environ)
    (row,) = config.effective["target"]
    assert (row["timezone"], row["horizon"], row["active"]["hours"]) == ("${ZONE}", "${SPAN}", "${HOURS}")
    assert config.targets[0].timezone == config.monitor.timezone == "Indian/Reunion"
    assert not [value for value in (*environ.values(), "3d5h") if value in json.dumps(config.effective)]


def test_an_id_from_a_variable_is_not_shown_as_the_name_either(loaded):
    config = loaded(target().replace('"a"', '"${PW}"'), environ={"PW": "hunter2"})
    assert config.targets[0].name == "hunter2"
    assert "hunter2" not in json.dumps(config.effective)


BAD_SECRETS = [
    (target('every = "${PW}"', 'name = "x\\ny"'), "a validator that quotes what it refuses"),
    (target('active.days = ["${PW}"]'), "a word that resembles none of those allowed"),
    (target('timezone = "${PW}"'), "a zone"),
    (target('expect_language = ["${PW}"]'), "a language"),
    (target('evry = "${PW}"'), "below an unknown key"),
    (target("options = { key = '${PW}', other = '${PW}' }").replace("plain", "needy"), "a probe's own rule"),
    (target("options.planning = '${PW}'"), "an option's alternatives"),
    (target().replace('"a"', '"${PW}"') + TARGET.replace('"a"', '"${PW}"'), "an id, which names the target"),
    (target().replace("plain", "${PW}"), "a probe's name"),
    (url("https://${PW}:${PW}@a.fr"), "a URL"),
    (url("https://${PW}:99999/"), "a URL with a wrong port"),
    (monitor('vantage = "${PW}"'), "the monitor's own table"),
    (MONITOR.replace("mailto:us@observatory.fr", "${PW}"), "the contact"),
    (monitor("[defaults]", 'every = "${PW}"', TARGET), "a default"),
    (monitor("[[receiver]]", 'name = "us\\n"', 'url = "json://${PW}"'), "beside a mistake"),
    (monitor("[[receiver]]", 'name = "${PW}\\n"', 'url = "json://x"'), "a receiver's name"),
]


@pytest.mark.parametrize(("text", "why"), BAD_SECRETS, ids=[row[1] for row in BAD_SECRETS])
def test_no_problem_shows_a_secret(told, text, why):
    lines = told(text, environ={"PW": SECRET})
    assert lines, why
    assert not [line for line in lines if "hunter2" in line], why


def test_a_refused_secret_is_told_by_its_place(told):
    (line,) = told(target('every = "${PW}"'), environ={"PW": SECRET})
    assert line == (
        "target 'a' (line 7): every: this value is not accepted here; it comes from a variable or a secret file and is "
        "not shown"
    )


def test_a_receivers_url_is_shown_nowhere(loaded):
    config = loaded(RECEIVER, environ={"PW": SECRET})
    assert config.receivers[0].url == f"mailto://me:{SECRET}@mail.fr"
    assert config.effective["receiver"] == [{"language": "fr", "name": "us", "url": "(not shown)"}]
    assert SECRET not in repr(config)
    assert "mail.fr" not in json.dumps(config.effective)


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
