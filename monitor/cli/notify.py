"""``notify``: test receivers, see what is owed to them, send it again or drop it. Never shows a receiver's address."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.common import (
    ConfigOption,
    Exit,
    JsonOption,
    database_path,
    did_you_mean,
    emit,
    load_config,
    progress,
    usage_error,
)

if TYPE_CHECKING:
    from monitor.config.settings import Receiver
    from monitor.store.judged import Judged
    from monitor.store.outbox import Outbox

app = typer.Typer(help="Test receivers; see, repeat or drop what is owed to them.", no_args_is_help=True)

Row = dict[str, Any]
Due = tuple[str, datetime | None]
"""In a word or two when something goes out, and the moment as far as it is known."""
_RANKS = ("info", "warning", "critical")
KeysArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[KEY]...", help="As notify queue shows them; a beginning means all such.")
]
ReceiverOption = Annotated[str | None, typer.Option(metavar="NAME", help="Everything of this receiver.")]


@app.command(name="test")
def try_out(
    receiver: Annotated[str | None, typer.Argument(metavar="[RECEIVER]", help="Its name; default: all.")] = None,
    config: ConfigOption = None,
) -> None:
    """Send a message that is marked as a test, now, and say what the receiver's service answered.

    Exit code 1 if one of them was not accepted.

    Example: slotwatch notify test lawyers
    """
    from monitor.clock import SystemClock, iso
    from monitor.notify.courier import send_test
    from monitor.notify.deliver import Delivery
    from monitor.notify.messages import trial

    loaded = load_config(config)
    known = {one.name: one for one in loaded.receivers}
    if not known:
        usage_error(f"notify test: {loaded.path} has no [[receiver]] yet")
    if receiver is not None and receiver not in known:
        usage_error(f"notify test: {loaded.path} has no receiver '{receiver}'{did_you_mean(receiver, [*known])}")
    clock, all_accepted = SystemClock(), True
    chosen = [known[receiver]] if receiver is not None else list(known.values())
    with progress("sending", len(chosen)) as advance:
        for one in chosen:
            message = trial(f"test/{one.name}/{iso(clock.now())}", one.name, one.language)
            answer = send_test(Delivery(one.url, message.title, message.text, message.html), clock)
            advance()
            doubt = " (it may have arrived all the same)" if answer.doubt else ""
            said = f"not accepted: {answer.error}{doubt}" if answer.error else "accepted by its service"
            print(f"{one.name}: {said}", flush=True)
            all_accepted = all_accepted and not answer.error
    if not all_accepted:
        raise typer.Exit(Exit.FOUND)


@app.command()
def queue(
    everything: Annotated[bool, typer.Option("--all", help="Also what was sent or dropped.")] = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what is owed to whom, when it is due, and what was given up.

    Works when the rest of the configuration is broken; then the times of digests are not told.

    Example: slotwatch notify queue
    """
    from monitor.clock import SystemClock
    from monitor.store.judged import judged
    from monitor.store.reader import reading

    states = ("owed", "dead", "sent", "dropped") if everything else ("owed", "dead")
    with reading(database_path(config)) as reader:
        rows = judged(reader).notifications(states)
    receivers, now = _receivers(config), SystemClock().now()
    listed = [(row, _due(row, receivers.get(row["receiver"]), now)) for row in rows]
    if as_json:
        emit([json.dumps([_json(*one) for one in listed], ensure_ascii=False, indent=2)])
    else:
        emit(_queue(listed, everything=everything))


def _receivers(config: Path | None) -> dict[str, Receiver]:
    """By name; none where the configuration is broken: what is owed is shown all the same."""
    from monitor.config.load import load
    from monitor.config.locate import find_config
    from monitor.config.problems import ConfigError
    from probes.registry import PROBES

    try:
        return {one.name: one for one in load(find_config(config, os.environ), probes=PROBES).receivers}
    except ConfigError:
        return {}


def _due(row: Row, receiver: Receiver | None, now: datetime) -> Due:
    from monitor.clock import from_iso
    from monitor.notify.hours import next_digest, quiet_until

    if row["state"] != "owed":
        return row["state"], None
    next_try_at = from_iso(row["next_try_at"]) if row["failures"] and row["next_try_at"] else None
    if next_try_at is not None and next_try_at > now:
        return "next try", next_try_at
    haste = row["severity"] == "critical" or row["subject"].startswith("self/")
    if not row["urgent"] or (receiver and not receiver.immediate and not haste):
        at = next_digest(receiver, from_iso(row["owed_at"])) if receiver else None
        return ("digest", at) if at is None or at > now else ("at once, in a digest", None)
    passes = receiver is None or _RANKS.index(row["severity"]) >= _RANKS.index(receiver.quiet_passes)
    held = None if passes or receiver is None else quiet_until(receiver, now)
    return ("quiet until", held) if held else ("at once", None)


def _json(row: Row, due: Due) -> Row:
    from monitor.clock import iso

    words, at = due
    flags = {name: bool(row[name]) for name in ("urgent", "in_message")}
    return {**row, **flags, "due": words, "due_at": iso(at) if at else None}


def _queue(rows: list[tuple[Row, Due]], *, everything: bool) -> Iterator[str]:
    from monitor.clock import from_iso
    from monitor.report.format import local, printable

    for name, group in groupby(rows, key=lambda one: one[0]["receiver"]):
        those = list(group)
        owed, dead = (sum(row["state"] == state for row, _ in those) for state in ("owed", "dead"))
        yield f"{name}: {owed:,} owed, {dead:,} given up{_failing(those[0][0])}"
        for row, (words, at) in those:
            when = f"{words} {local(at, 'UTC')}" if at else words
            yield f"  {when:32}  {printable(row['key'])}"
            if row["state"] != "sent":
                why = f"; {printable(row['why'])}" if row["why"] else ""
                yield f"  {'':32}  owed since {local(from_iso(row['owed_at']), 'UTC')}{why}"
        yield ""
    if not rows:
        yield "Nothing was ever owed to anybody." if everything else "Nothing is owed to anybody, nothing was given up."
    elif any(row["state"] == "dead" for row, _ in rows):
        yield "What was given up is sent again with 'slotwatch notify retry', and put away with 'notify drop'."


def _failing(row: Row) -> str:
    from monitor.report.format import printable

    if not row["failures"]:
        return ""
    failures = "1 failure" if row["failures"] == 1 else f"{row['failures']:,} failures in a row"
    return f"; {failures}, the last: {printable(row['last_error'])}"


@app.command()
def retry(
    keys: KeysArgument = None,
    receiver: ReceiverOption = None,
    everything: Annotated[bool, typer.Option("--all", help="All that was given up.")] = False,
    config: ConfigOption = None,
) -> None:
    """Owe again what was given up; with its key, also what was dropped. A running 'slotwatch run' sends it.

    Example: slotwatch notify retry --receiver lawyers
    """
    from monitor.clock import SystemClock

    wanted = ("dead", "dropped") if keys else ("dead",)
    chosen = _chosen("retry", config, keys or [], receiver, wanted, everything=everything)
    changed = _change(config, lambda outbox: outbox.retry(_ids(chosen), SystemClock().now()))
    print(f"{_notifications(changed)} owed again; 'slotwatch notify queue' shows what becomes of them.")


@app.command()
def drop(
    keys: KeysArgument = None,
    receiver: ReceiverOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: ConfigOption = None,
) -> None:
    """Put away what is owed or was given up: it is not sent. It stays in 'notify queue --all'.

    Example: slotwatch notify drop --receiver lawyers --yes
    """
    from monitor.clock import SystemClock

    chosen = _chosen("drop", config, keys or [], receiver, ("owed", "dead"), everything=False)
    if not yes:
        if not sys.stdin.isatty():
            usage_error(f"notify drop: {_notifications(len(chosen))} would not be sent; add --yes if that is meant")
        for row in chosen[:10]:
            print(f"  {row['key']}")
        typer.confirm(f"{_notifications(len(chosen))} will not be sent. Drop?", abort=True)
    changed = _change(config, lambda outbox: outbox.drop(_ids(chosen), "dropped by a person", SystemClock().now()))
    print(f"{_notifications(changed)} dropped.")


def _notifications(number: int) -> str:
    return "1 notification" if number == 1 else f"{number:,} notifications"


def _ids(rows: Iterable[Row]) -> list[int]:
    return [row["id"] for row in rows]


def _change(config: Path | None, change: Callable[[Outbox], int]) -> int:
    from monitor.store.outbox import Outbox
    from monitor.store.writer import Store

    with Store(database_path(config)) as store:
        return change(Outbox(store))


def _chosen(
    command: str,
    config: Path | None,
    keys: list[str],
    receiver: str | None,
    states: tuple[str, ...],
    *,
    everything: bool,
) -> list[Row]:
    """The notifications that are meant; ends the command where one does not exist, or none is left to change."""
    from monitor.store.judged import judged
    from monitor.store.reader import reading

    ways = "KEYs or --receiver" + (" or --all" if command == "retry" else "")
    if sum((bool(keys), receiver is not None, everything)) != 1:
        usage_error(f"notify {command}: name what is meant, by {ways}")
    with reading(database_path(config)) as reader:
        questions = judged(reader)
        if keys:
            found = {row["id"]: row for key in keys for row in _like(command, questions, key, states)}
            return list(found.values())
        rows = questions.notifications(states)
        names = questions.receiver_names()
    chosen = [row for row in rows if receiver in (None, row["receiver"])]
    if receiver is not None and receiver not in names:
        usage_error(f"notify {command}: nothing was ever owed to '{receiver}'{did_you_mean(receiver, names)}")
    if not chosen:
        whom = f" to {receiver}" if receiver is not None else ""
        print(f"Nothing was given up{whom}." if command == "retry" else f"Nothing is owed{whom}, nothing was given up.")
        raise typer.Exit(Exit.FINE)
    return chosen


def _like(command: str, questions: Judged, key: str, states: tuple[str, ...]) -> list[Row]:
    from monitor.config.problems import did_you_mean as close_to

    found = questions.notifications_like(key) if key.strip() else []
    if not found:
        keys = [row["key"] for row in questions.notifications(states)]
        usage_error(f"notify {command}: no notification '{key}'{close_to(key, keys)}; see slotwatch notify queue --all")
    chosen = [row for row in found if row["state"] in states]
    if not chosen:
        usage_error(f"notify {command}: {found[0]['key']} is {found[0]['state']}; nothing to {command}")
    return chosen
