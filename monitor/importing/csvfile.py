"""Reads a CSV file of looks line by line: what is not plainly understood is refused, with its line and what to do."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from monitor.importing.times import BadMoment, moment
from monitor.report.format import cut, printable
from monitor.store.importing import ImportedLook
from probes.contract import Outcome

MOST_LINE = 16_384
"""Bytes of one line."""
MOST_ROWS = 1_000_000
MOST_COUNT = 1_000_000
"""More slots than any page shows: rather a number of something else."""
SHOWN = 20
"""Problems that are told one by one."""
_PIECE = 1 << 16
_COLUMNS = {
    "time": ("time", "date", "at"),
    "count": ("count", "slots"),
    "outcome": ("outcome", "status"),
    "quote": ("quote", "text", "message"),
    "language": ("language", "lang"),
}
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_OUTCOMES = tuple(str(outcome) for outcome in Outcome)
_EXPECTED = "the first line must name its columns: time, and count or outcome"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line, and what to do."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}"


class BadFile(Exception):
    """A file that is not taken. ``problems`` are the first of them, ``count`` is their number."""

    def __init__(self, problems: Sequence[Problem], count: int) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)
        self.count = count


class _Bad(Exception):
    """What is wrong with the line at hand."""


@dataclass(frozen=True, slots=True)
class _Header:
    delimiter: str
    width: int
    places: dict[str, int]
    left_out: tuple[str, ...]


class CsvLooks:
    """The looks of a file, streamed. ``zone`` is that of times without an offset."""

    def __init__(self, stream: BinaryIO, zone: ZoneInfo | None, now: datetime) -> None:
        self._stream, self._zone, self._now = stream, zone, now
        self._hasher = hashlib.sha256()
        self.left_out: tuple[str, ...] = ()
        """Columns that are not read; known once the first look was."""

    @property
    def sha256(self) -> str:
        """Of what was read so far: of the file when all was."""
        return self._hasher.hexdigest()

    def __iter__(self) -> Iterator[ImportedLook]:
        """Raises ``BadFile`` when all is read and something was wrong: then nothing of it may be kept."""
        problems: list[Problem] = []
        count = rows = 0
        header: _Header | None = None
        for number, raw in self._lines():
            try:
                text = _decoded(raw, first=number == 1)
                if header is None:
                    header = _header(text)
                    self.left_out = header.left_out
                elif text.strip():
                    rows += 1
                    look = self._look(text, header)
                    if not count:
                        yield look
            except _Bad as bad:
                count += 1
                problems += [Problem(number, str(bad))] if count <= SHOWN else []
                if header is None:
                    break
            if rows > MOST_ROWS:
                raise BadFile([Problem(number, f"more than {MOST_ROWS:,} looks; split the file")], 1)
        if not count and (header is None or not rows):
            problems, count = [Problem(1, f"no look is in the file; {_EXPECTED}")], 1
        if count:
            raise BadFile(problems, count)

    def _lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Number and bytes of each line; None for one that is too long, of which nothing is kept."""
        number = 0
        while piece := self._stream.readline(MOST_LINE + 1):
            self._hasher.update(piece)
            number += 1
            if len(piece) <= MOST_LINE or piece.endswith(b"\n"):
                yield number, piece
                continue
            while not piece.endswith(b"\n") and (piece := self._stream.readline(_PIECE)):
                self._hasher.update(piece)
            yield number, None

    def _look(self, text: str, header: _Header) -> ImportedLook:
        cells = _cells(text, header.delimiter)
        if len(cells) != header.width:
            raise _Bad(f"has {_some(len(cells), 'cell')}, the first line {header.width}; put text in double quotes")
        found = {name: cells[place].strip() for name, place in header.places.items()}
        try:
            at = moment(found["time"], self._zone, self._now)
        except BadMoment as bad:
            raise _Bad(f"{_shown(found['time'])} {bad}") from bad
        count = _count(found["count"]) if found.get("count") else None
        return ImportedLook(
            at=at,
            outcome=_outcome(found.get("outcome", ""), count),
            slots_count=count,
            quote=found.get("quote", ""),
            language=found.get("language") or None,
        )


def _shown(text: str) -> str:
    """Words of the file, made harmless for a terminal."""
    return f"'{cut(printable(text), 40)}'"


def _some(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def _decoded(raw: bytes | None, *, first: bool) -> str:
    if raw is None:
        raise _Bad(f"is longer than {MOST_LINE:,} bytes; is this the right file?")
    if first and raw.startswith(_WIDE):
        raise _Bad("the file is not UTF-8; save it as CSV in UTF-8")
    if b"\0" in raw:
        raise _Bad("holds a byte that no text has (NUL); save the file as CSV in UTF-8")
    try:
        text = raw.removeprefix(_BOM).decode() if first else raw.decode()
    except UnicodeDecodeError as error:
        raise _Bad(f"is not UTF-8 at its byte {error.start + 1}; save the file as CSV in UTF-8") from error
    text = text.removesuffix("\n").removesuffix("\r")
    if "\r" in text:
        raise _Bad("holds a line end inside (CR); save the file with the line ends of Windows or Unix")
    return text


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise _Bad(f"its double quotes do not match ({error}); a text may not go over several lines") from error


def _header(text: str) -> _Header:
    for delimiter in (",", ";", "\t"):
        names = [name.strip().casefold() for name in _cells(text, delimiter)]
        places: dict[str, int] = {}
        for meaning, known in _COLUMNS.items():
            found = [place for place, name in enumerate(names) if name in known]
            if len(found) > 1:
                twice = " and ".join(_shown(names[place]) for place in found)
                raise _Bad(f"{twice} both mean the {meaning}; keep one of them")
            if found:
                places[meaning] = found[0]
        if "time" in places and ("count" in places or "outcome" in places):
            others = tuple(printable(name) for place, name in enumerate(names) if place not in places.values())
            return _Header(delimiter, len(names), places, others)
    raise _Bad(f"{_shown(text)} names no such columns; {_EXPECTED}")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise _Bad(f"{_shown(text)} is no count; write a whole number, 0 or more")
    if len(text) > 12 or int(text) > MOST_COUNT:
        raise _Bad(f"{_shown(text)} is more slots than any page shows (at most {MOST_COUNT:,})")
    return int(text)


def _outcome(text: str, count: int | None) -> str:
    """The outcome as written; of a count alone: 0 is no_slots, more is slots."""
    counted = None if count is None else "slots" if count else "no_slots"
    if not text:
        if counted is None:
            raise _Bad("has neither a count nor an outcome; write one, or take the line out")
        return counted
    if text.casefold() not in _OUTCOMES:
        raise _Bad(f"{_shown(text)} is no outcome; write one of {', '.join(_OUTCOMES)}")
    if counted is not None and (text.casefold() == "slots") != (counted == "slots"):
        raise _Bad(f"a count of {count} and the outcome {_shown(text)} contradict each other")
    return text.casefold()
