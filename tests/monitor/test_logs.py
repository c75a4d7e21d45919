"""The log: one line is one event, in words for people or for programs, and what is secret never stands in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from monitor import logs
from monitor.logs import LogFormat

SECRET = "tgram://123456:AAabcdef/42"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def written(log_format: LogFormat, message: str, *args: object, error: Exception | None = None) -> str:
    stream = io.StringIO()
    secrets = logs.secrets_of([SECRET, "https://hc.example/ping/0b5e-77"])
    logs.configure(log_format, logging.INFO, secrets=secrets, stream=stream)
    log = logging.getLogger("monitor.test")
    log.debug("not this")
    try:
        log.warning(message, *args) if error is None else _fail(error)
    except ValueError:
        log.exception(message, *args)
    return stream.getvalue()


def _fail(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(
    ("message", "expected", "why"),
    [
        ("watching", "WARNING monitor.test: watching\n", "level, who, what"),
        ("a\nb", "WARNING monitor.test: a\n  b\n", "further lines are set in: none can pass for a line of its own"),
        ("x\nERROR monitor: lie", "WARNING monitor.test: x\n  ERROR monitor: lie\n", "as this one would"),
        ("\x1b[2J\x07é\r", "WARNING monitor.test: \\x1b[2J\\x07é\\r\n", "no sign moves the terminal"),
        ("a\u202eb\u2028c\x85", "WARNING monitor.test: a\\u202eb\\u2028c\\x85\n", "nor turns or breaks the line"),
        (f"to {SECRET}!", "WARNING monitor.test: to …!\n", "no receiver's address"),
        ("GET /ping/0b5e-77 200", "WARNING monitor.test: GET /… 200\n", "nor the part of it that is a key"),
    ],
)
def test_lines_for_people(message: str, expected: str, why: str):
    assert written(LogFormat.TEXT, message.replace("%", "%%")) == expected, why


def test_a_line_for_programs_is_one_object_of_ascii():
    line = written(LogFormat.JSON, "%s: créneau\n\u2028\x1b[0m", "palaiseau")
    assert line.endswith("\n")
    assert line.count("\n") == 1
    assert line.isascii()
    row = json.loads(line)
    assert set(row) == {"time", "level", "logger", "message"}
    assert row["message"] == "palaiseau: créneau\n\u2028\x1b[0m"
    assert (row["level"], row["logger"]) == ("warning", "monitor.test")
    assert row["time"].endswith("Z")
    assert len(row["time"]) == len("2018-10-05T09:00:00.000000Z")


@pytest.mark.parametrize("log_format", list(LogFormat))
def test_a_traceback_is_part_of_its_event_and_shows_no_secret(log_format: LogFormat):
    text = written(log_format, "it failed", error=ValueError(f"cannot reach {SECRET}"))
    assert "AAabcdef" not in text
    assert "ValueError: cannot reach" in text
    if log_format is LogFormat.JSON:
        row = json.loads(text)
        assert (row["message"], row["level"]) == ("it failed", "error")
        assert row["exception"].startswith("Traceback")
    else:
        assert all(line.startswith(("ERROR monitor.test", "  ")) for line in text.splitlines())


@pytest.mark.parametrize("log_format", list(LogFormat))
def test_the_format_is_handed_on_to_other_processes(log_format: LogFormat):
    logs.configure(log_format, logging.INFO)
    assert logs.in_use() is log_format


def test_without_a_format_of_ours_it_is_text():
    logging.getLogger().handlers[:] = [logging.StreamHandler()]
    assert logs.in_use() is LogFormat.TEXT


def test_libraries_report_their_steps_only_where_that_was_asked_for():
    for verbose, level in ((False, logging.WARNING), (True, logging.INFO)):
        logs.configure(LogFormat.TEXT, logging.DEBUG, verbose=verbose)
        assert logging.getLogger("httpx").level == level
