"""``db check``, ``db prune`` and ``db vacuum``: whether the store is whole, and keeping it small."""

from __future__ import annotations

import asyncio
import re
import sys
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.common import ConfigOption, Exit, complain, database_path, progress, usage_error

if TYPE_CHECKING:
    from monitor.clock import Clock
    from monitor.store.pruning import Plan
    from monitor.store.writer import Store

_SHOWN = 50
_UNITS = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


def check(config: ConfigOption = None) -> None:
    """Check that the store is whole, and that what is derived agrees with the looks. Changes nothing.

    Checked are the file's pages and references, the bytes of every capture against their hash, every chain of sealed
    lines, and all that is derived, by folding the looks again. A running 'slotwatch run' may go on. Ends with 3 where
    something is wrong, and says what and what to do.

    Example: slotwatch db check
    """
    from monitor.report.agreement import disagreements
    from monitor.report.format import printable
    from monitor.store.integrity import amount, problems
    from monitor.store.reader import reading

    path = database_path(config)
    with reading(path) as reader:
        looks = reader.count_looks()
    with progress("checking", amount(path) + looks) as advance:
        found = list(islice(problems(path, advance), _SHOWN + 1))
        if not found:  # what is derived from damaged looks need not be compared
            found = list(islice(disagreements(path, advance), _SHOWN + 1))
    if not found:
        print(f"{path}: whole; {_looks(looks)}, and all that is derived agrees with them.")
        return
    for problem in found[:_SHOWN]:
        print(printable(str(problem)))
    if len(found) > _SHOWN:
        print("... and more")
    complain(f"{path}: not as it should be; the lines above say what, and what to do")
    raise typer.Exit(Exit.FAILURE)


def _looks(number: int) -> str:
    return "1 look" if number == 1 else f"{number:,} looks"


OlderOption = Annotated[
    str, typer.Option("--older-than", metavar="AGE", help="Give up bytes that no younger look needs: 90d.")
]
KeepOption = Annotated[
    str | None,
    typer.Option("--keep-bytes", metavar="SIZE", help="Only as many, oldest first, as to come down to this: 2GB."),
]


def prune(
    older_than: OlderOption,
    keep_bytes: KeepOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: ConfigOption = None,
) -> None:
    """Give up the bytes of old pages for ever. Looks, readings, sealed lines and hashes all stay.

    The bytes of the first and the last look of each run of looks with the same outcome and words stay too, as do those
    of incidents, events and remarks. A running 'slotwatch run' may go on. The store's file stays as large as it is,
    with room for what comes: 'slotwatch db vacuum' makes it smaller.

    Example: slotwatch db prune --older-than 90d --keep-bytes 2GB
    """
    from monitor.clock import SystemClock
    from monitor.store import pruning
    from monitor.store.judged import judged
    from monitor.store.reader import reading
    from monitor.store.writer import Store

    age, most, path, clock = _age(older_than), _bytes(keep_bytes), database_path(config), SystemClock()
    with reading(path) as reader:
        simulated, latest = reader.is_simulated(), judged(reader).latest_look_at()
        targets = len(reader.slugs())
    now = latest if simulated and latest else clock.now()
    with progress("choosing", targets) as advance:
        plan = pruning.plan(path, now - age, keep_bytes=most, on_target=advance)
    _say_plan(plan)
    if dry_run or not plan.captures:
        return
    if not yes:
        if not sys.stdin.isatty():
            usage_error("db prune: these bytes would be gone for ever; add --yes if that is meant, or --dry-run")
        typer.confirm("Gone for ever. Prune?", abort=True)
    with Store(path) as store, progress("pruning", plan.captures) as advance:
        captures, size = asyncio.run(pruning.prune(store, plan, clock, advance))
        room = pruning.room(store)
    print(f"Pruned: {captures:,} captures, {_size(size)}. Kept: {_size(plan.stored_bytes - size)}.")
    print(f"The file has {_size(room.total)}, of them {_size(room.free)} free; 'slotwatch db vacuum' gives them back.")


def _say_plan(plan: Plan) -> None:
    print(f"Stored: {plan.stored_captures:,} captures, {_size(plan.stored_bytes)} compressed.")
    what = f"{plan.captures:,} captures, {_size(plan.bytes)}" if plan.captures else "nothing"
    print(f"May go: {what}, that no look since {plan.before:%Y-%m-%d %H:%M} UTC and no evidence needs.")


def _age(text: str) -> timedelta:
    from monitor.config.durations import parse

    try:
        return parse(text)
    except ValueError as error:
        usage_error(f"db prune: --older-than: {error}")


def _bytes(text: str | None) -> int | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,15}(?:\.\d{1,6})?)\s*([KMGT]?B)", text.strip().upper(), re.ASCII)
    if not match:
        usage_error(f'db prune: --keep-bytes: {text[:40]!r} is no size; write for example "500MB" or "2GB"')
    return int(float(match[1]) * _UNITS[match[2]])


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB"


def vacuum(config: ConfigOption = None) -> None:
    """Make the store's file smaller: give pages that hold nothing back to the system.

    It is done in steps of a few milliseconds, while 'slotwatch run' may go on. Only a file that an earlier version
    made is written anew once, as a whole: then nothing may run, and the disk must have room for it twice.

    Example: slotwatch db vacuum
    """
    from monitor.clock import SystemClock
    from monitor.store import pruning
    from monitor.store.reader import reading
    from monitor.store.writer import Store

    path, clock = database_path(config), SystemClock()
    with reading(path):  # there is a store, and it is ours
        pass
    with Store(path) as store:
        before = pruning.room(store)
        if pruning.is_incremental(store):
            with progress("giving back", 100) as advance:
                asyncio.run(pruning.give_back(store, clock, advance))
        else:
            _write_anew(store, path, clock)
        after = pruning.room(store)
    print(f"{path}: {_size(before.total)} before, {_size(after.total)} now.")


def _write_anew(store: Store, path: Path, clock: Clock) -> None:
    from monitor.model.hosts import Wait
    from monitor.store.hosts import RUN, Hosts
    from monitor.store.pruning import write_anew
    from monitor.watch.turns import is_alive, this_process

    hosts, now, holder = Hosts(store), clock.now(), this_process()
    held = hosts.hold(RUN, holder, now, now + timedelta(days=1), lambda _: None)
    if isinstance(held, Wait) and not is_alive(held.holder):
        hosts.forget_holder(RUN, held.holder)
        held = hosts.hold(RUN, holder, now, now + timedelta(days=1), lambda _: None)
    if isinstance(held, Wait):
        process = held.holder.partition("/")[0]
        usage_error(f"db vacuum: {path} must be written anew once; stop 'slotwatch run' ({process}) for that first")
    try:
        write_anew(store)
    finally:
        hosts.forget_holder(RUN, holder)
