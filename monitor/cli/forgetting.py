"""``forget``: the bytes of chosen looks go for ever, their hashes stay."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.choosing import days_of
from monitor.cli.common import ConfigOption, JsonOption, database_path, did_you_mean, progress, usage_error

if TYPE_CHECKING:
    from monitor.store.forgetting import Chosen, Plan

_LONGEST = {"--why": 300, "--by": 100}


def forget(
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason: sealed for ever, so name nobody.")],
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="[TARGET]...", help="Ids of targets.", show_default=False)
    ] = None,
    looks: Annotated[
        list[str] | None, typer.Option("--look", metavar="UUID", help="One look; 6 digits at least. May be repeated.")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day (UTC): 2018-10-01, 2018-10, 2018.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day (UTC), included.")] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="LABEL", help="Who asks for it: a label, not a name.")
    ] = "operator",
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Also bytes that looks beside the chosen ones have as well.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give up for ever what sites answered and people handed over in chosen looks. Hashes and sealed lines stay.

    Chains, lists and time stamps still verify; a bundle says how many contents are absent. Words that were quoted from
    a page, and notes of people, are part of sealed lines and stay. So do copies elsewhere: backups, bundles that were
    handed out. Reason and label go into the custody log, which is part of every bundle.

    Example: slotwatch forget --look 7f3a09 --why "a person's name was on the page"
    """
    from monitor.clock import SystemClock
    from monitor.store import forgetting
    from monitor.store.custody import numbers
    from monitor.store.writer import Store

    said = {"why": _words("--why", why), "by": _words("--by", by)}
    path = database_path(config)
    chosen = _chosen(path, targets or [], looks or [], first, last)
    plan = forgetting.plan(path, chosen, everywhere=everywhere)
    if not as_json:
        _say(plan)
    if dry_run or not plan.captures:
        _print_json(plan, 0, wanted=as_json)
        return
    if not yes:
        if as_json or not sys.stdin.isatty():
            usage_error("forget: these bytes would be gone for ever; add --yes if that is meant, or --dry-run")
        typer.confirm("Gone for ever. Forget?", abort=True)
    with Store(path) as store, progress("forgetting", len(plan.captures)) as advance:
        of = {
            "targets": sorted(numbers(store, chosen.targets).values()),
            "looks": [uuid.hex() for uuid in chosen.uuids],
            "from": first or "",
            "to": last or "",
        }
        gone = asyncio.run(forgetting.forget(store, plan, SystemClock(), {**said, **of}, advance))
    _print_json(plan, gone, wanted=as_json)
    if not as_json:
        print(f"Forgotten: {_contents(gone)}. Their hashes stay, and the custody log says so.")
        print("Backups and bundles made before still hold them: see docs/evidence.md.")


def _chosen(path: Path, targets: list[str], looks: list[str], first: str | None, last: str | None) -> Chosen:
    from monitor.store.forgetting import Chosen
    from monitor.store.reader import reading

    if not targets and not looks:
        usage_error("forget: name a TARGET, or a look with --look; nothing is forgotten by default")
    span = days_of("forget", first, last, date.max)
    with reading(path) as reader:
        known = reader.slugs()
        for slug in targets:
            if slug not in known:
                usage_error(f"forget: no target '{slug}' was ever watched{did_you_mean(slug, known)}")
        uuids = []
        for look in looks:
            prefix = look.replace("-", "").lower()
            if not 6 <= len(prefix) <= 32 or set(prefix) - set("0123456789abcdef"):
                usage_error(f"forget: --look: '{look}' is no UUID; take one from 'slotwatch history TARGET --json'")
            found = reader.observations_like(prefix)
            if len(found) != 1:
                usage_error(f"forget: --look: {'several looks begin' if found else 'no look begins'} with '{look}'")
            uuids.append(bytes.fromhex(found[0]))
    days = (str(span.first), str(span.last)) if span else (str(date.min), str(date.max))
    return Chosen(tuple(targets), *days, tuple(uuids))


def _words(option: str, given: str) -> str:
    """What is sealed for ever is one line of plain words."""
    words, longest = " ".join(given.split()), _LONGEST[option]
    if not words:
        usage_error(f"forget: {option} is empty; others will read it")
    if len(words) > longest or not words.isprintable():
        usage_error(f"forget: {option}: write one line of at most {longest} characters, without control characters")
    return words


def _say(plan: Plan) -> None:
    print(f"Chosen: {plan.looks:,} {'look' if plan.looks == 1 else 'looks'}.")
    print(f"Would go: {_contents(len(plan.captures))}, {plan.bytes / 1e6:,.1f} MB before compression.")
    if plan.shared:
        stay = "stays" if plan.shared == 1 else "stay"
        print(f"Other looks have the same bytes: {_contents(plan.shared)} {stay}; --everywhere lets them go, too.")


def _contents(number: int) -> str:
    return "1 content" if number == 1 else f"{number:,} contents"


def _print_json(plan: Plan, forgotten: int, *, wanted: bool) -> None:
    if wanted:
        said = {"looks": plan.looks, "contents": len(plan.captures), "bytes": plan.bytes, "shared": plan.shared}
        print(json.dumps({**said, "forgotten": forgotten}, indent=2))
