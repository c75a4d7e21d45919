"""What commands share: exit codes, error lines, the configuration, progress on a terminal."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from monitor.config.settings import Config


class Exit(IntEnum):
    """What the exit code says."""

    FINE = 0
    FOUND = 1
    """Something is firing, or was inconclusive where that was asked."""
    USAGE = 2
    """Wrong usage or configuration."""
    FAILURE = 3
    """Our own failure."""


ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "-c",
        "--config",
        metavar="FILE",
        help="Configuration file. Default: $SLOTWATCH_CONFIG, else ./config.toml, else /etc/slotwatch/config.toml.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def complain(message: str) -> None:
    """One error on the terminal. What it quotes may come from anywhere: no control character gets there."""
    from monitor.report.format import printable

    for line in f"slotwatch: {message}".split("\n"):
        print(printable(line), file=sys.stderr)


def usage_error(message: str) -> NoReturn:
    """End with exit code 2: wrong usage or configuration."""
    complain(message)
    raise typer.Exit(Exit.USAGE)


def empty_argument(words: Sequence[str]) -> str | None:
    """What is wrong with an argument without a character; None without one.

    It comes from a variable that was never set, and as a folder it would mean the one that we are in.
    """
    for before, word in zip(["", *words], words, strict=False):
        option, _, value = word.partition("=")
        if not word or (option.startswith("--") and option != word and not value):
            named = option or (before if before.startswith("-") else "an argument")
            return f"{named}: is empty; write a value, or leave it out (a variable that is not set?)"
    return None


def explain(error: Exception) -> Exit:
    """Say what went wrong and give the exit code for it."""
    from monitor.config.locate import LocateError
    from monitor.config.problems import ConfigError
    from monitor.store.errors import NotThisStore, StoreError

    if isinstance(error, ConfigError | LocateError):
        print(error, file=sys.stderr)
        return Exit.USAGE
    if isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:
        complain("an argument is not UTF-8 text; write it anew")
        return Exit.USAGE
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        complain("the output could not be written: the disk is full")
        return Exit.FAILURE
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        complain("an argument is longer than the name of any file or folder")
        return Exit.USAGE
    if isinstance(error, StoreError):
        complain(str(error))
        return Exit.USAGE if isinstance(error, NotThisStore) else Exit.FAILURE
    traceback.print_exception(error)
    complain("this is a fault of slotwatch; please report it with the lines above")
    return Exit.FAILURE


def load_config(path: Path | None) -> Config:
    """The whole configuration, validated. Raises ``ConfigError`` or ``LocateError``."""
    from monitor.config.load import load
    from monitor.config.locate import find_config
    from monitor.notify.receivers import receiver_problem
    from probes.registry import PROBES

    return load(find_config(path, os.environ), probes=PROBES, environ=os.environ, receiver_problem=receiver_problem)


def database_path(path: Path | None) -> Path:
    """Where the store is, read so that it works when the rest of the configuration is broken."""
    from monitor.config.locate import data_dir, database, find_config

    return database(data_dir(find_config(path, os.environ)))


def show(text: str) -> None:
    """Print at once. A reader that has seen enough ends nothing: what is being done goes on, without words."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def emit(lines: Iterable[str]) -> None:
    """Print lines; a reader that has seen enough (``| head``) ends the command, and is no error."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains at the end
        raise typer.Exit(Exit.FINE) from None


def did_you_mean(wrong: str, known: list[str]) -> str:
    """``; did you mean 'x'?`` where something known is close, else a list of what is known."""
    from difflib import get_close_matches

    if close := get_close_matches(wrong, known, n=1):
        return f"; did you mean '{close[0]}'?"
    return f"; known: {', '.join(known)}" if known else ""


def width() -> int:
    """Columns of the terminal, at least 60; 80 in a pipe."""
    return max(shutil.get_terminal_size((80, 24)).columns, 60)


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Callable[[], None]]:
    """A progress bar on a terminal, nothing in a pipe; call the result once for each thing done.

    ``total`` is None where nobody knows it beforehand.
    """
    if not sys.stderr.isatty() or (total is not None and total < 2):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)
