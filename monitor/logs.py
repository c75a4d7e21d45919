"""How the log is written to standard error: for people or for programs, without secrets and control characters."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import TextIO

from monitor.clock import iso

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""All but the line feed and the tab; those that turn the direction of writing too."""
_NOISY = ("httpcore", "httpx", "apscheduler")
"""Libraries that report each of their steps."""
_HIDDEN = "…"
_SHORTEST = 6
"""A shorter part of an address would black out half of every sentence."""


class LogFormat(StrEnum):
    """What a line of the log looks like."""

    TEXT = "text"
    JSON = "json"


class _Safe(logging.Formatter):
    """A formatter that shows no secret, wherever in a message or in a traceback it stands."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def hidden(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text

    def exception(self, record: logging.LogRecord) -> str:
        text = self.formatException(record.exc_info) if record.exc_info else record.exc_text or ""
        return self.hidden(text)


class TextLines(_Safe):
    """``LEVEL logger: message``. Control characters are spelled out, and further lines are set in.

    So no page's words can look like a line of the log.
    """

    def format(self, record: logging.LogRecord) -> str:
        parts = [f"{record.levelname} {record.name}: {self.hidden(record.getMessage())}", self.exception(record)]
        text = "\n".join(filter(None, parts))
        return _CONTROL.sub(_spelled, text).replace("\n", "\n  ")


def _spelled(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


class JsonLines(_Safe):
    """One JSON object per line: time (UTC), level, logger, message, and exception where there is one. All ASCII."""

    def format(self, record: logging.LogRecord) -> str:
        row = {
            "time": iso(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self.hidden(record.getMessage()),
        }
        if exception := self.exception(record):
            row["exception"] = exception
        return json.dumps(row, ensure_ascii=True)


def in_use() -> LogFormat:
    """The format in which this process logs, for the processes that it starts."""
    handlers = logging.getLogger().handlers
    as_json = any(isinstance(handler.formatter, JsonLines) for handler in handlers)
    return LogFormat.JSON if as_json else LogFormat.TEXT


def secrets_of(urls: Iterable[str]) -> Iterator[str]:
    """What must not be shown of addresses that are secrets: the whole, and what follows the host, where keys stand."""
    for url in urls:
        yield url
        rest = url.partition("://")[2]
        if len(path := rest.partition("/")[2]) >= _SHORTEST:
            yield path


def configure(
    log_format: LogFormat,
    level: int,
    *,
    secrets: Iterable[str] = (),
    verbose: bool = False,
    stream: TextIO | None = None,
) -> None:
    """Write the log of this process to standard error, in place of what was set up before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter((JsonLines if log_format is LogFormat.JSON else TextLines)(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.INFO if verbose else logging.WARNING)
