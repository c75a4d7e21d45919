import re
from pathlib import Path

import pytest

from monitor.config.load import ConfigError, load

MONITOR = '[monitor]\ncontact = "mailto:us@observatory.fr"\n'
TARGET = '[[target]]\nid = "a"\nurl = "https://a.fr/x"\nprobe = "plain"\n'
STARTS = {"file": "", "monitor": MONITOR, "target": MONITOR + TARGET}
CASE = re.compile(r"^=== (file|monitor|target): (.+)\n((?:.*\n)*?)---\n((?:(?!===).+\n)+)", re.MULTILINE)
TEXT = (Path(__file__).parent / "bad.txt").read_text(encoding="utf-8")
CASES = [(STARTS[start] + body, told.splitlines(), why) for start, why, body, told in CASE.findall(TEXT)]


def test_every_case_of_the_file_is_read():
    assert len(CASES) == TEXT.count("\n=== ") > 80


@pytest.mark.parametrize(("text", "lines", "why"), CASES, ids=[row[2] for row in CASES])
def test_each_mistake_is_told_in_exact_words(told, text, lines, why):
    assert told(text) == lines, why


UNWRITABLE = [
    (b"[monitor]\nx = '\xe9'\n", "not UTF-8 text (line 2): save the file as UTF-8", "a file in Latin-1"),
    (b"x = " + b"[" * 5000, "lists or tables are nested too deep", "beyond the parser's depth"),
    (b"x = " + b"1" * 5000, "a number has too many digits", "beyond the language's limit"),
]


@pytest.mark.parametrize(("content", "line", "why"), UNWRITABLE, ids=[row[2] for row in UNWRITABLE])
def test_content_beyond_the_parser_is_told_in_words(told, content, line, why):
    assert told(content) == [line], why


def test_a_folder_of_zones_is_no_zone(told):
    (line,) = told(MONITOR + 'timezone = "Europe"')
    assert line.startswith("[monitor] (line 3): timezone: unknown time zone 'Europe'")


def test_tables_nested_beyond_reason_are_told_and_not_looked_into(told):
    (line,) = told(MONITOR + TARGET + ("options = " + "{ a = " * 40 + "1" + " }" * 40))
    assert line.startswith("target 'a' (line 7): options.a.a.")
    assert line.endswith("nested more than 30 tables or lists deep; write it flatter")


def test_a_file_that_cannot_be_read_is_told_with_what_to_do(tmp_path, probes):
    cases = [
        (tmp_path / "none.toml", "there is no such file; `slotwatch init` makes one"),
        (tmp_path, "this is a folder; name the file in it, or let `slotwatch init` make one"),
        (tmp_path / "a\0b", "the file cannot be read: no file can have this name"),
    ]
    for path, message in cases:
        with pytest.raises(ConfigError) as caught:
            load(path, probes=probes, environ={})
        assert str(caught.value) == f"{path}: {message}"
