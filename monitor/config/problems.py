"""What is wrong with a configuration file, in words for the person who wrote it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to repair. Its text never holds a secret."""

    file: str
    line: int | None
    """Counted from 1; None where the file has no such line."""
    where: str
    """``target 'palaiseau'`` or ``[monitor]``; empty for the file as a whole."""
    key: str
    """Dotted, inside ``where``; empty where the message names the key itself."""
    message: str

    def __str__(self) -> str:
        place = f"{self.where} (line {self.line})" if self.where and self.line else self.where
        if self.line and not self.where:
            place = f"line {self.line}"
        return ": ".join(part for part in (self.file, place, self.key, self.message) if part)


class ConfigError(Exception):
    """The configuration cannot be used; all its problems at once, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str], show: str = "'{}'") -> str:
    """``; did you mean 'every'?``, or nothing where no known word is close."""
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {show.format(close[0])}?" if close else ""
