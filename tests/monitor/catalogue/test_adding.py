"""Targets are added to a configuration file, and not one other byte of it changes."""

import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config.adding import add_targets, toml_lines, with_targets
from monitor.config.load import load
from monitor.config.problems import ConfigError
from probes.registry import PROBES

NEW = {
    "id": "new",
    "name": 'Préfecture « "x" \\ »',
    "url": "https://www.example.gouv.fr/booking/create/1",
    "probe": "ezbooking",
    "every": "1h",
    "options": {"planning": ["1", "2"]},
}
SITES = {
    **NEW,
    "id": "sites",
    "url": "https://rdv.example.gouv.fr/eAppointment57/appointment.do",
    "probe": "eappointment",
    "options": {"sites": {"site1": "27"}, "dwr": 3},
}
MONITOR = '[monitor]\ncontact = "mailto:a@b.fr"\n'
OLD = '[[target]]\nid = "old"\nurl = "https://www.example.gouv.fr/booking/create/2"\nprobe = "ezbooking"\n'
LISTED = '{id = "old", url = "https://www.example.gouv.fr/booking/create/2", probe = "ezbooking"}'


def add(file: Path, *targets, dry_run=False):
    return add_targets(file, targets or [NEW], probes=PROBES, environ={}, dry_run=dry_run)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(MONITOR + OLD, "utf-8")
    return file


def test_the_lines_are_toml_with_these_values():
    assert tomllib.loads(toml_lines([NEW, SITES])) == {"target": [NEW, SITES]}
    assert 'sites = {site1 = "27"}' in toml_lines([SITES])


BLOCKS = st.sampled_from(
    [
        '# a comment, a \\ and a """ in it',
        "",
        "   \t",
        MONITOR + "   # indented",
        "[defaults] # behind\n\tevery='2h'   # ''' odd",
        "active = { days = ['mon'], hours = '08:00-20:00' } # inline",
        "note = '''\n[[target]]\n# not one\n'''",
        OLD + "[target.options]\nplanning = [ # c\n  '1', # d\n]",
        OLD.replace("old", "other") + '[[target.options.steps]]\nfollow = "x"',
        "[[host]]\nname = 'www.example.org'",
        "# [[target]]\n# id = 'new'",
    ]
)


@given(st.lists(BLOCKS, unique=True, max_size=8), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_all_that_was_there_stays_byte_for_byte(blocks, newline, ends):
    text = "\n".join(blocks) + ("\n" if ends else "")
    text = text.replace("\n", newline)
    before = tomllib.loads(text)
    after = with_targets(text, [NEW, SITES])
    assert after.startswith(text)
    assert tomllib.loads(after) == {**before, "target": [*before.get("target", []), NEW, SITES]}
    addition = after[len(text) :]
    assert ("\r\n" in addition) == ("\r\n" in text)
    assert addition.count("\n") == addition.count("\r\n") or "\r\n" not in text


@pytest.mark.parametrize("text", ["# a", "# a\n", "# a\r\n", ""])
def test_an_empty_line_parts_the_addition_from_what_was_there(text):
    lines = with_targets(text, [NEW]).splitlines()
    assert lines[:3] == (["# a", "", "[[target]]"] if text else toml_lines([NEW]).splitlines()[:3])


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("target = [{x}]\n", "on one line"),
        ("target = [ {x}, ] # all", "a comma behind the last"),
        ("target = []\n", "an empty list"),
        ("target = [ # c\n  {x}, # d\n]\n", "one on a line"),
        ("target = [\r\n  {x},\r\n]\r\n", "CRLF"),
    ],
)
def test_a_list_of_targets_gets_one_more_inside_it(before, why):
    text = before.replace("{x}", LISTED) + MONITOR
    after = with_targets(text, [SITES])
    start = text.rindex("]", 0, text.index("[monitor]"))
    assert after.endswith(text[start:]), why
    assert tomllib.loads(after)["target"] == [*tomllib.loads(text)["target"], SITES], why


def test_a_list_into_which_nothing_fits_safely_is_refused(tmp_path):
    file = tmp_path / "config.toml"
    text = f"target = [\n  {LISTED} # no comma\n  # a comment\n]\n{MONITOR}"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"line 1: target: write the targets as \[\[target\]\] tables"):
        add(file)
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xef\xbb\xbf" + MONITOR.encode(), "a byte order mark"),
        ((MONITOR + OLD).replace("\n", "\r\n").encode(), "CRLF"),
        ((MONITOR + "# café\n" + OLD).strip().encode(), "no line break at the end"),
        ((MONITOR + OLD + "# the end").encode(), "a comment without line break at the end"),
    ],
)
def test_the_bytes_of_the_file_stay(tmp_path, content, why):
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    add(file, NEW, SITES)
    assert file.read_bytes().startswith(content), why
    assert [target.id for target in load(file, probes=PROBES, environ={}).targets][-2:] == ["new", "sites"], why
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"], "no draft is left"


def test_mode_and_owner_stay(config):
    config.chmod(0o640)
    before = config.stat()
    add(config)
    after = config.stat()
    assert (stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid) == (0o640, before.st_uid, before.st_gid)
    assert after.st_ino != before.st_ino, "replaced whole"


def test_a_link_stays_a_link_and_secrets_are_sought_beside_it(config, tmp_path):
    (tmp_path / "etc").mkdir()
    link = tmp_path / "etc" / "slotwatch.toml"
    link.symlink_to(config)
    (tmp_path / "etc" / "lawyers.url").write_text("json://localhost", "utf-8")
    config.write_text(
        MONITOR + OLD + '[[receiver]]\nname = "l"\nlanguage = "fr"\nurl = { file = "lawyers.url" }\n', "utf-8"
    )
    add(link)
    assert link.is_symlink()
    assert 'id = "new"' in config.read_text("utf-8")
    assert sorted(path.name for path in link.parent.iterdir()) == ["lawyers.url", "slotwatch.toml"]


@pytest.mark.parametrize(
    ("text", "message", "why"),
    [
        ("[monitor\n", "config.toml: not valid TOML (line 1): column 9: Expected", "broken TOML"),
        (
            MONITOR + OLD.replace("old", "new"),
            "config.toml: target 'new' (line 3): is in the file already",
            "the id is taken",
        ),
        (MONITOR + "[target]\nid = 1\n", "config.toml: line 3: target: write [[target]], with double", "one table"),
        (OLD, "config.toml: [monitor]: contact: missing", "the file did not pass before"),
        (
            MONITOR + OLD + 'was = "new"\n',
            "config.toml: target 'old' (line 7): was: 'new' is the id of a target",
            "an older target had the id",
        ),
        (
            MONITOR + '[defaults]\nmax_gap = "1h"\n',
            "config.toml: [defaults] (line 4): max_gap: 1 h is too short",
            "what it inherits",
        ),
    ],
)
def test_nothing_is_written_where_something_is_wrong(tmp_path, text, message, why):
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        add(file)
    assert str(caught.value).replace(f"{tmp_path}{os.sep}", "").startswith(message), why
    assert file.read_text("utf-8") == text, why
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"], "no draft is left"


def test_a_read_only_file_stays_as_it_is(config):
    config.chmod(0o444)
    before = config.read_bytes()
    with pytest.raises(ConfigError, match=r"the file is read-only for this user; --dry-run prints the lines"):
        add(config)
    assert config.read_bytes() == before


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(ConfigError, match="this is a folder"):
        add(tmp_path)


def test_a_dry_run_writes_nothing(config):
    before = config.read_bytes()
    lines, _ = add(config, dry_run=True)
    assert lines == toml_lines([NEW])
    assert config.read_bytes() == before


def test_the_same_page_under_another_name_is_a_warning(config):
    _, warnings = add(config, {**NEW, "url": "https://www.example.gouv.fr/booking/create/2", "options": {}})
    assert [warning.replace(str(config), "") for warning in warnings] == [
        ": target 'new' (line 11): url: target 'old' watches the same page in the same way"
    ]


@pytest.mark.parametrize(
    ("written", "every", "why"),
    [
        ("", "1h", "its own"),
        ('every = "30m"', "1h", "one more often is not meant for it"),
        ('every = "1h"', None, "that of [defaults] says the same"),
        ('every = "1d"', None, "that of [defaults] asks for less"),
    ],
)
def test_the_interval_is_left_to_the_defaults_where_they_are_as_polite(tmp_path, written, every, why):
    file = tmp_path / "config.toml"
    file.write_text(f"{MONITOR}[defaults]\n{written}\n", "utf-8")
    add(file)
    assert tomllib.loads(file.read_text("utf-8"))["target"][0].get("every") == every, why
