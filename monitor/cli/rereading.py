"""``replay``, ``annotate`` and ``retract``: what is made, later, of what was stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.common import ConfigOption, JsonOption, database_path, did_you_mean, load_config, progress, usage_error


def replay(
    target: Annotated[str | None, typer.Argument(metavar="[TARGET]", help="Only this target's looks.")] = None,
    probe: Annotated[str | None, typer.Option(metavar="NAME", help="Only looks read by this probe.")] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read stored pages again with today's probes and list every reading that would change. Changes nothing.

    Looks that ended in a fault of the connection, or whose bytes were pruned, have no whole page and are left out.

    Example: slotwatch replay palaiseau
    """
    from monitor.report.format import printable
    from monitor.store.reader import reading
    from monitor.watch.reread import reread
    from probes.registry import PROBES

    if probe is not None and probe not in PROBES:
        usage_error(f"replay: no probe '{probe}'{did_you_mean(probe, list(PROBES))}")
    probes = {name: known for name, known in PROBES.items() if probe in (None, name)}
    looks = changes = 0
    with reading(database_path(config)) as reader:
        if target is not None and not reader.has_target(target):
            usage_error(f"replay: no target '{target}' was ever watched{did_you_mean(target, reader.slugs())}")
        with progress("reading again", reader.count_looks(target)) as advance:
            for seen in reread(reader, probes, target):
                looks += 1
                advance()
                if not seen.changed:
                    continue
                changes += 1
                now = seen.reading
                after = {"outcome": now.outcome.value, "reason": str(now.reason), "quote": now.quote, "rule": now.rule}
                before = dict(zip(("outcome", "reason", "quote"), seen.before, strict=True))
                if as_json:
                    place = {"observation": seen.observation, "target": seen.target, "at": seen.at, "probe": seen.probe}
                    print(json.dumps({**place, "before": before, "after": after}, ensure_ascii=False))
                else:
                    print(f"{seen.at} {seen.target} ({seen.observation})")
                    print(f"  {before['outcome']} ({before['reason']}) “{printable(before['quote'])}”")
                    print(f"  -> {after['outcome']} ({after['reason']}) “{printable(after['quote'])}”")
    if not as_json:
        print(f"{looks:,} looks read again, {changes:,} would be read differently.")


ObservationArgument = Annotated[
    str, typer.Argument(metavar="OBSERVATION", help="Its UUID, or enough of its beginning; see history --json.")
]
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, as others will read it.")]
AuthorOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]


def annotate(
    observation: ObservationArgument, why: WhyOption, by: AuthorOption = "operator", config: ConfigOption = None
) -> None:
    """Add a remark to a stored look, as a later sealed line. The look itself is never changed.

    Example: slotwatch annotate 3f2a91 --why "the counter was closed that day"
    """
    _add(observation, "annotated", why, by, config)


def retract(
    observation: ObservationArgument, why: WhyOption, by: AuthorOption = "operator", config: ConfigOption = None
) -> None:
    """Withdraw a wrong reading by a later sealed line. The original stays and is shown with it everywhere.

    Example: slotwatch retract 3f2a91 --why "that word was part of an announcement"
    """
    _add(observation, "retracted", why, by, config)


def _add(observation: str, kind: str, why: str, author: str, config: Path | None) -> None:
    from uuid import UUID

    from monitor.clock import SystemClock
    from monitor.config.locate import database
    from monitor.ledger import Ledger
    from monitor.store.reader import reading
    from monitor.store.writer import Store

    path = database(load_config(config).monitor.data_dir)
    why, author = _words("--why", why, 1000), _words("--by", author, 100)
    prefix = observation.replace("-", "").lower()
    if not 6 <= len(prefix) <= 32 or any(char not in "0123456789abcdef" for char in prefix):
        usage_error(f"'{observation}' is no UUID; take one from 'slotwatch history TARGET --json', 6 digits at least")
    with reading(path) as reader:
        found = reader.observations_like(prefix)
    if len(found) != 1:
        usage_error(f"{'several observations begin' if found else 'no observation begins'} with '{observation}'")
    with Store(path) as store:
        Ledger(store, SystemClock(), "").annotate(UUID(found[0]), kind=kind, why=why, author=author)
    print(f"{found[0]} is {kind}: {why}")


def _words(option: str, given: str, longest: int) -> str:
    """What is sealed for ever is one line of plain words."""
    words = " ".join(given.split())
    if not words:
        usage_error(f"{option} is empty; others will read it")
    if len(words) > longest or not words.isprintable():
        usage_error(f"{option}: write one line of at most {longest} characters, none of them a control character")
    return words
