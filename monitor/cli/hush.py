"""``silence`` and ``ack``: what people ask not to be told of. Incidents go on all the same, and are shown."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from monitor.cli.common import (
    ConfigOption,
    JsonOption,
    database_path,
    did_you_mean,
    emit,
    load_config,
    usage_error,
)

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.store.judged import Judged

_MOST_YEARS = 100

ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]


def silence(
    target: Annotated[str | None, typer.Option(metavar="ID", help="Tell nothing of this target.")] = None,
    rule: Annotated[str | None, typer.Option(metavar="NAME", help="Tell nothing by this rule.")] = None,
    everything: Annotated[bool, typer.Option("--everything", help="Tell nothing at all.")] = False,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help='Such as "2018-10-05 14:00", in the target\'s zone; a day alone is included.'
        ),
    ] = None,
    lasting: Annotated[str | None, typer.Option("--for", metavar="DURATION", help='Such as "2h" or "3d".')] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why, as others will read it.")] = None,
    by: ByOption = "operator",
    show: Annotated[bool, typer.Option("--list", help="Show the silences, those that are over too.")] = False,
    end: Annotated[int | None, typer.Option(metavar="NUMBER", help="End a silence now; see --list.")] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell nobody anything of a target, by a rule, or both together, for a time. Looks and incidents go on.

    What goes on when the silence is over is told then. What ended meanwhile is not.

    Example: slotwatch silence --target palaiseau --for 2d --reason works
    """
    chosen = bool(target or rule or everything or until or lasting or reason)
    if (show and end is not None) or ((show or end is not None) and chosen):
        usage_error("silence: --list and --end go alone; make a silence with --target or --rule, --until and --reason")
    if show:
        _list(config, as_json=as_json)
    elif end is not None:
        _end(config, end)
    elif not (target or rule or everything):
        usage_error("silence: name a --target, a --rule or both; or --everything")
    elif everything and (target or rule):
        usage_error("silence: give --everything or names, not both")
    elif (until is None) == (lasting is None):
        usage_error("silence: say how long, with --until or --for, not both")
    elif reason is None:
        usage_error("silence: --reason is missing; others will read it")
    else:
        words = _words("silence: --reason", reason), _words("silence: --by", by)
        _begin(config, target or "", rule or "", until=until, lasting=lasting, words=words)


def _begin(
    config: Path | None, target: str, rule: str, *, until: str | None, lasting: str | None, words: tuple[str, str]
) -> None:
    from monitor.clock import SystemClock
    from monitor.config.locate import database
    from monitor.report.format import local
    from monitor.store.hushing import Hushing
    from monitor.store.reader import reading
    from monitor.store.writer import Store

    loaded = load_config(config)
    zone = _known_zone(loaded, target, rule)
    now, path = SystemClock().now(), database(loaded.monitor.data_dir)
    ends = _moment(until, zone) if until is not None else now + _length(lasting or "")
    if ends <= now:
        usage_error(f"silence: --until {local(ends, zone)} is over already; name a time to come")
    with reading(path):
        pass  # there is one, and of this version
    with Store(path) as store:
        number = Hushing(store).silence(target, rule, since=now, until=ends, reason=words[0], author=words[1])
    print(f"silence {number}: nothing is told of {_scope(target, rule)} until {local(ends, zone)}")
    print(f"End it before with: slotwatch silence --end {number}")


def _scope(target: str, rule: str) -> str:
    return (target or "any target") + (f" by rule '{rule}'" if rule else " by any rule")


def _known_zone(config: Config, target: str, rule: str) -> str:
    """The zone of the target, or else of the monitor, after a check of both names."""
    zones = {one.id: one.timezone for one in config.targets}
    if target and target not in zones:
        usage_error(f"silence: --target: {config.path} has no target '{target}'{did_you_mean(target, [*zones])}")
    rules = [row["name"] for row in config.effective["rule"]]
    if rule and rule not in rules:
        usage_error(f"silence: --rule: no rule '{rule}' is in force{did_you_mean(rule, rules)}")
    return zones.get(target, config.monitor.timezone)


def _length(given: str) -> timedelta:
    from monitor.config.durations import parse

    try:
        return parse(given)
    except ValueError as error:
        usage_error(f"silence: --for {error}")


def _moment(given: str, zone: str) -> datetime:
    """A time as people write it; a day alone lasts to its end."""
    from monitor.clock import SystemClock

    try:
        moment = datetime.fromisoformat(given.strip())
    except ValueError:
        usage_error(f"silence: --until '{given}' is no time; write for example \"2018-10-05 14:00\" or 2018-10-05")
    if moment.year > SystemClock().now().year + _MOST_YEARS:
        usage_error(f"silence: --until '{given}' is more than {_MOST_YEARS} years ahead; name an earlier time")
    if moment.tzinfo is not None:
        return moment
    day_alone = len(given.strip()) <= len("2018-10-05")
    if day_alone:
        moment = datetime.combine(moment.date() + timedelta(days=1), time(0))
    return moment.replace(tzinfo=ZoneInfo(zone))


def _words(option: str, given: str) -> str:
    from monitor.config.checks import one_line

    try:
        return one_line(" ".join(given.split()))
    except ValueError as error:
        usage_error(f"{option}: {error}, without control characters")


def _list(config: Path | None, *, as_json: bool) -> None:
    from monitor.clock import SystemClock, iso
    from monitor.report.format import local, printable
    from monitor.store.judged import judged
    from monitor.store.reader import reading

    now = SystemClock().now()
    with reading(database_path(config)) as reader:
        silences = judged(reader).silences()
    if as_json:
        rows = [{**asdict(one), "in_force": one.in_force(now)} for one in silences]
        plain = [{name: iso(v) if isinstance(v, datetime) else v for name, v in row.items()} for row in rows]
        emit([json.dumps(plain, ensure_ascii=False, indent=2)])
        return
    for one in silences:
        span = f"{local(one.since, 'UTC')} to {local(one.ended_at or one.until, 'UTC')}"
        state = "in force" if one.in_force(now) else "over"
        print(f"{one.id}  {state:8}  {span}  {_scope(one.target, one.rule)}")
        print(f"   {printable(one.reason)} ({printable(one.author)})")
    if not silences:
        print("There is no silence.")


def _end(config: Path | None, number: int) -> None:
    from monitor.clock import SystemClock
    from monitor.store.hushing import Hushing
    from monitor.store.judged import judged
    from monitor.store.reader import reading
    from monitor.store.writer import Store

    path, now = database_path(config), SystemClock().now()
    with reading(path) as reader:
        silences = judged(reader).silences()
    found = next((one for one in silences if one.id == number), None)
    if found is None or not found.in_force(now):
        in_force = [str(one.id) for one in silences if one.in_force(now)]
        wrong = "is over already" if found else "does not exist"
        usage_error(f"silence: --end: silence {number} {wrong}; in force: {', '.join(in_force) or 'none'}")
    with Store(path) as store:
        Hushing(store).end(number, now)
    print(f"silence {number} has ended: {_scope(found.target, found.rule)}")


def ack(
    incident: Annotated[
        str, typer.Argument(metavar="INCIDENT", help="Its key, enough of its beginning, or the number it ends in.")
    ],
    by: ByOption = "operator",
    note: Annotated[str, typer.Option(metavar="TEXT", help="What is being done, for example.")] = "",
    config: ConfigOption = None,
) -> None:
    """Say that a person knows of an incident: no more reminders and no escalation until it ends. Its end is told.

    Works when the rest of the configuration is broken.

    Example: slotwatch ack palaiseau/no_slots --note "letter sent"
    """
    from monitor.clock import SystemClock
    from monitor.report.format import local, printable
    from monitor.store.hushing import Hushing
    from monitor.store.judged import judged
    from monitor.store.reader import reading
    from monitor.store.writer import Store

    author, words = _words("ack: --by", by), _words("ack: --note", note) if note.strip() else ""
    path = database_path(config)
    with reading(path) as reader:
        questions = judged(reader)
        key = _key(incident.strip(), questions)
        known = questions.acknowledged(key)
    if known is not None:
        print(f"{key} is known already, to {printable(known.author)} since {local(known.at, 'UTC')}; nothing changed.")
        return
    with Store(path) as store:
        Hushing(store).acknowledge(key, at=SystemClock().now(), author=author, note=words)
    print(f"{key} is acknowledged by {author}: no reminders and no escalation until it ends.")


def _key(given: str, questions: Judged) -> str:
    """The one incident that goes on and is meant."""
    from monitor.config.problems import did_you_mean as close_to

    found = questions.keys_like(given) if given else []
    with_rule = {known.incident.key: bool(known.rules) for known in questions.going_on()}
    going_on = [key for key, state in found if state.goes_on]
    meant = [key for key in going_on if with_rule.get(key)] or going_on  # others are told to nobody
    if len(meant) > 1:
        usage_error(f"ack: '{given}' could be {' or '.join(meant)}; write more of it")
    if found and not meant:
        usage_error(f"ack: {found[-1][0]} has ended: nobody is reminded of it any more")
    if not found:
        usage_error(f"ack: no incident '{given}'{close_to(given, with_rule)}; see slotwatch incidents --open")
    return meant[0]
