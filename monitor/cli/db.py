"""``db``: check, back up, prune and shrink the store, and make anew what is derived; also while it is in use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import keeping
from monitor.cli.common import ConfigOption, database_path, progress, usage_error

_PERCENT = 100

app = typer.Typer(help="Check, back up, prune or shrink the store; rebuild what is derived.", no_args_is_help=True)


@app.command()
def rebuild(config: ConfigOption = None) -> None:
    """Make everything that is derived anew from the looks: spells, counts, incidents, rule states, events.

    The same looks give the same, so this changes something only after an update of slotwatch, or if the file was
    damaged or edited. Nobody is told anything. A running 'slotwatch run' may go on.

    Example: slotwatch db rebuild
    """
    from monitor.rebuild import rebuild as make_anew
    from monitor.store.judged import judged
    from monitor.store.reader import reading
    from monitor.store.writer import Store

    path = database_path(config)
    with reading(path) as reader:
        total, questions = reader.count_looks(), judged(reader)
        before, incidents = questions.fingerprints(), questions.incident_hashes()
    with Store(path) as store, progress("folding", total) as advance:
        looks = make_anew(store, advance)
    with reading(path) as reader:
        questions = judged(reader)
        after, incidents_after = questions.fingerprints(), questions.incident_hashes()
    print(f"{'1 look' if looks == 1 else f'{looks:,} looks'} folded anew.")
    changes = [_incidents(incidents, incidents_after)] if incidents != incidents_after else []
    changes += [_rows(name, before[name][0], after[name][0]) for name in after if before[name] != after[name]]
    print("\n".join(["Changed:", *changes]) if changes else "Nothing changed.")


def _incidents(before: dict[str, int], after: dict[str, int]) -> str:
    new, gone = after.keys() - before.keys(), before.keys() - after.keys()
    other = sum(before[key] != after[key] for key in before.keys() & after.keys())
    return f"  incidents: {len(new):,} new, {len(gone):,} gone, {other:,} different, of {len(after):,}"


def _rows(table: str, before: int, after: int) -> str:
    return f"  {table}: {after:,} rows" + (f", {before:,} before" if before != after else ", with other values")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy, whole in one file.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    config: ConfigOption = None,
) -> None:
    """Copy the store to another file, also while 'slotwatch run' writes to it. The copy is checked before it is kept.

    To use it, put it in the data folder as slotwatch.sqlite3 while nothing runs.

    Example: slotwatch db backup slotwatch-2018-10-05.sqlite3
    """
    from monitor.store.backup import backup as copy

    source = database_path(config)
    if file.is_dir():
        usage_error(f"db backup: {file} is a folder; name a file in it")
    if not file.parent.is_dir():
        usage_error(f"db backup: there is no folder {file.parent}; make it, or name a file elsewhere")
    try:
        with progress("copying", _PERCENT) as advance:
            size = copy(source, file, replace=force, on_pages=_in_percent(advance))
    except FileExistsError:
        usage_error(f"db backup: {file} exists already; it was not touched. Name another, or replace it with --force")
    except OSError as error:
        usage_error(f"db backup: {file}: {error.strerror or error}; name a file that can be written")
    print(f"{file}: {size / 1e6:,.1f} MB, whole and checked.")


def _in_percent(advance: Callable[[], None]) -> Callable[[int, int], None]:
    """A bar of a hundred steps for any number of pages."""
    shown = 0

    def on_pages(copied: int, total: int) -> None:
        nonlocal shown
        reached = _PERCENT * copied // max(total, 1)
        for _ in range(reached - shown):
            advance()
        shown = max(shown, reached)

    return on_pages


app.command()(keeping.check)
app.command()(keeping.prune)
app.command()(keeping.vacuum)
