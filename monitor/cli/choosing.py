"""What commands that show the store share: which targets and days are meant, and what this terminal can print."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.common import did_you_mean, emit, usage_error

if TYPE_CHECKING:
    from monitor.report.span import Span
    from monitor.store.period_rows import Choice, Watched
    from monitor.store.reader import Reader

Targets = Annotated[list[str] | None, typer.Option("--target", metavar="ID", help="Only this target; may be repeated.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Targets with this tag; may be repeated.")]
Offices = Annotated[
    list[str] | None, typer.Option("--office", metavar="OFFICE", help="Targets of this office; may be repeated.")
]
From = Annotated[str | None, typer.Option("--from", metavar="DAY", help="First local day: 2018-10-05, 2018-10, 2018.")]
To = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last local day, included.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV, for spreadsheets: a header, then a row for each.")]
_MANY = 20


class UnknownNameError(Exception):
    """A target, tag or office that the store does not know; the message names the option."""


def choice_of(
    reader: Reader, targets: Sequence[str] | None, tags: Sequence[str] | None, offices: Sequence[str] | None
) -> Choice:
    """Which targets are meant: what any of the options names, all without one. Raises ``UnknownNameError``."""
    from monitor.store.period_rows import Choice
    from monitor.store.periods import periods

    choice = Choice(targets=tuple(targets or ()), tags=tuple(tags or ()), offices=tuple(offices or ()))
    if choice.is_made:
        every = periods(reader).watched()
        known = {
            "target": (choice.targets, {one.slug for one in every}, "was ever watched"),
            "tag": (choice.tags, {tag for one in every for tag in one.tags}, "is known"),
            "office": (choice.offices, {one.office for one in every if one.office}, "is known"),
        }
        for option, (given, names, why) in known.items():
            for name in given:
                if name not in names:
                    raise UnknownNameError(f"--{option}: no {option} '{name}' {why}{_hint(name, names)}")
    return choice


def _hint(wrong: str, known: Collection[str]) -> str:
    """What may be meant; a list of what is known only where it is short."""
    hint = did_you_mean(wrong, sorted(known))
    return hint if hint.startswith("; did you mean") or len(known) <= _MANY else f"; {len(known):,} are known"


def chosen(
    command: str,
    reader: Reader,
    targets: Sequence[str] | None,
    tags: Sequence[str] | None,
    offices: Sequence[str] | None,
) -> list[Watched]:
    """The targets that are meant; an unknown name ends the command with exit code 2."""
    from monitor.store.periods import periods

    try:
        choice = choice_of(reader, targets, tags, offices)
    except UnknownNameError as error:
        usage_error(f"{command}: {error}")
    return periods(reader).watched(choice)


def days_of(
    command: str, since: str | None, until: str | None, today: date, *, since_option: str = "--from"
) -> Span | None:
    """The local days between two options, either of which may be missing; None without both. Ends with 2 for others."""
    from monitor.report.span import SpanError, span_of

    if since is None and until is None:
        return None
    try:
        return span_of(None, since or "1970-01-01", until, None, today=today)
    except SpanError as error:
        usage_error(f"{command}: {str(error).replace('--from', since_option)}")


def present(reader: Reader) -> datetime:
    """Now, which in a store of simulated looks is the latest of them."""
    from monitor.clock import SystemClock
    from monitor.report import incidents
    from monitor.store.judged import judged

    return incidents.present(reader, judged(reader), SystemClock().now())


def only_one(command: str, **given: bool) -> None:
    """Options that exclude each other, by name."""
    if len(both := [f"--{name}" for name, wanted in given.items() if wanted]) > 1:
        usage_error(f"{command}: give {' or '.join(both)}, not both")


def is_plain() -> bool:
    """Whether the terminal or the locale asks for ASCII only."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    unable = (sys.stdout.encoding or "ascii").lower().replace("-", "").replace("_", "") != "utf8"
    dumb = os.environ.get("TERM") == "dumb" and sys.stdout.isatty()
    return unable or dumb or locale in ("C", "POSIX")


def put(lines: Iterable[str]) -> None:
    """Print lines for people: without accents and typographic signs where this terminal knows none."""
    if is_plain():
        from monitor.report.plain import ascii_only

        lines = map(ascii_only, lines)
    emit(lines)


def hand_over(lines: Iterable[str]) -> None:
    """Print lines for programs: UTF-8, whatever this terminal knows, or what they say would be lost."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    emit(lines)


def as_object(value: Any) -> list[str]:
    """One JSON value on indented lines."""
    return [json.dumps(value, ensure_ascii=False, indent=2)]
