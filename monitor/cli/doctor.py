"""``doctor``: what works, what is missing for which feature, and what to do next."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.common import ConfigOption, Exit, JsonOption, emit

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.report.letter import TurnedAway

_LITTLE_ROOM = 500_000_000
_REFUSED_DAYS = 7


class State(StrEnum):
    """How a part is."""

    FINE = "ok"
    MISSING = "missing"
    """A feature is not there; all else works."""
    WRONG = "WRONG"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: State
    words: str
    remedy: str = ""
    """What to type or do next."""


def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Ask nobody, not even the canary.")] = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what works, what is missing for which feature, and what to do next. Changes nothing.

    Looks at the configuration, the store, the disk, the clock, the canary, and the programs that evidence needs. Where
    a site turned the robot away it says: stop, and prints the letter to the office. Exit code 1 if something is wrong.

    Example: slotwatch doctor
    """
    loaded, findings = _configuration(config)
    turned: list[TurnedAway] = []
    if loaded is not None:
        findings += [*_store(loaded), *_disk(loaded)]
        turned = _turned_away(loaded)
        findings += _refusals(turned)
        findings += [*_network(loaded, offline=offline), *_telling(loaded), *_evidence(loaded)]
    findings += [*_clock(), *_programs()]
    if as_json:
        print(json.dumps([asdict(one) for one in findings], ensure_ascii=False, indent=2))
    else:
        emit(_said(findings))
        emit(_letters(turned, loaded))
    if any(one.state is State.WRONG for one in findings):
        raise typer.Exit(Exit.FOUND)


def _number(count: int, one: str, many: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def _said(findings: list[Finding]) -> Iterator[str]:
    for one in findings:
        yield f"{one.state:<8} {one.what}: {one.words}"
        if one.remedy:
            yield f"         next: {one.remedy}"


def _letters(turned: list[TurnedAway], config: Config | None) -> Iterator[str]:
    if not turned or config is None:
        return
    from monitor.report.letter import letter

    yield ""
    yield "You have been refused: stop there, and write to the office. The letter, in French, then in English:"
    for one in turned:
        for language in ("fr", "en"):
            yield ""
            yield from (f"  | {line}" for line in letter(one, config.monitor.contact, language).splitlines())


def _configuration(path: Path | None) -> tuple[Config | None, list[Finding]]:
    from monitor.cli.common import load_config
    from monitor.config.locate import LocateError, find_config
    from monitor.config.problems import ConfigError

    what = "configuration"
    try:
        file = find_config(path, os.environ)
        loaded = load_config(path)
    except LocateError as error:
        return None, [Finding(what, State.WRONG, str(error), "slotwatch init")]
    except ConfigError as error:
        return None, [Finding(what, State.WRONG, f"{len(error.problems)} faults", "slotwatch config check")]
    words = f"{file}: {_number(len(loaded.targets), 'target')}"
    if not loaded.targets:
        return loaded, [Finding(what, State.MISSING, f"{words}; nothing is watched", "slotwatch catalogue search TEXT")]
    remedy = "slotwatch config check" if loaded.warnings else ""
    warned = f", {_number(len(loaded.warnings), 'warning')}" if loaded.warnings else ""
    return loaded, [Finding(what, State.FINE, f"{words}{warned}", remedy)]


def _store(config: Config) -> Iterator[Finding]:
    from monitor.clock import SystemClock
    from monitor.config.locate import database
    from monitor.report.format import span
    from monitor.store.errors import NotThisStore, StoreError
    from monitor.store.judged import judged
    from monitor.store.reader import reading

    path = database(config.monitor.data_dir)
    try:
        with reading(path) as reader:
            looks, latest = reader.count_looks(), judged(reader).latest_look_at()
            simulated = reader.is_simulated()
    except NotThisStore as error:
        state = State.WRONG if path.exists() else State.MISSING
        yield Finding("store", state, str(error), "slotwatch check" if state is State.MISSING else "")
        return
    except StoreError as error:
        yield Finding("store", State.WRONG, str(error), "slotwatch db check")
        return
    words = f"{path}: {looks:,} looks"
    if simulated:
        yield Finding("store", State.FINE, f"{words}, in simulated time")
    elif latest is None:
        yield Finding("store", State.MISSING, f"{words}", "slotwatch run")
    else:
        ago = SystemClock().now() - latest
        longest = max((target.every for target in config.targets), default=ago)
        late = ago > 3 * longest
        words += f", the latest {span(ago)} ago"
        yield Finding(
            "store", State.WRONG if late else State.FINE, words, "slotwatch run; is it running?" if late else ""
        )


def _disk(config: Config) -> Iterator[Finding]:
    folder = config.monitor.data_dir
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    words = f"{free / 1e9:,.1f} GB free for {config.monitor.data_dir}"
    if free < _LITTLE_ROOM:
        yield Finding("disk", State.WRONG, words, "slotwatch db prune --older-than 90d, or a larger disk")
    elif not os.access(folder, os.W_OK):
        yield Finding("disk", State.WRONG, f"{folder}: this user may not write there", "change its owner")
    else:
        yield Finding("disk", State.FINE, words)


def _turned_away(config: Config) -> list[TurnedAway]:
    from datetime import timedelta

    from monitor.clock import SystemClock
    from monitor.config.locate import database
    from monitor.report.letter import TurnedAway
    from monitor.store.errors import StoreError
    from monitor.store.reader import reading

    watched, now = {target.id for target in config.targets}, SystemClock().now()
    try:
        with reading(database(config.monitor.data_dir)) as reader:
            states = [] if reader.is_simulated() else reader.target_states()
    except StoreError:
        return []
    return [
        TurnedAway(one.slug, one.name, one.url, one.office, one.timezone, one.since, one.run_looks)
        for one in states
        if one.slug in watched and one.outcome == "refused" and one.since is not None
        if one.last_at is not None and now - one.last_at < timedelta(days=_REFUSED_DAYS)
    ]


def _refusals(turned: list[TurnedAway]) -> Iterator[Finding]:
    for one in turned:
        words = f"{one.target}: the site has turned the robot away since {one.since:%Y-%m-%d %H:%M} UTC"
        yield Finding(
            "refusal", State.WRONG, words, "stop there: take it out of the configuration, and write to the office"
        )


def _network(config: Config, *, offline: bool) -> Iterator[Finding]:
    from monitor.http.addresses import is_loopback_host

    if offline:
        yield Finding("network", State.MISSING, "not asked (--offline)")
        return
    if config.targets and all(is_loopback_host(target.hostname) for target in config.targets):
        yield Finding("network", State.FINE, "not needed: all targets are on this machine")
        return
    from monitor import __version__
    from monitor.http.plain import PlainHttp
    from monitor.watch.canary import ASK_SECONDS
    from monitor.watch.fetch import Identity

    identity = Identity.of(__version__, config.monitor.contact, config.monitor.project_page)
    plain = PlainHttp(identity.user_agent)

    async def ask() -> list[bool]:
        return await asyncio.gather(*(plain.reachable(name, ASK_SECONDS) for name in config.network.canary))

    answers = dict(zip(config.network.canary, asyncio.run(ask()), strict=True))
    silent = [name for name, answered in answers.items() if not answered]
    if answers and len(silent) == len(answers):
        yield Finding("network", State.WRONG, f"no canary answers: {', '.join(silent)}", "is this machine connected?")
    elif silent:
        yield Finding(
            "network", State.FINE, f"it works, but {', '.join(silent)} does not answer", "choose another canary"
        )
    else:
        yield Finding("network", State.FINE, f"{', '.join(answers)} answer")


def _telling(config: Config) -> Iterator[Finding]:
    if config.receivers:
        yield Finding("messages", State.FINE, _number(len(config.receivers), "receiver"), "slotwatch notify test")
    else:
        yield Finding(
            "messages", State.MISSING, "nobody is told anything", "write a [[receiver]] (docs/how-to/be-alerted.md)"
        )


def _evidence(config: Config) -> Iterator[Finding]:
    settings = config.evidence
    if settings.authorities:
        yield Finding(
            "time stamps",
            State.FINE,
            _number(len(settings.authorities), "authority", "authorities"),
            "slotwatch seal status",
        )
    else:
        words = "no [[authority]]: nobody can tell when something was written"
        yield Finding("time stamps", State.MISSING, words, "write an [[authority]] (docs/how-to/keep-evidence.md)")
    if not settings.publications:
        words = "no [[publish]]: nobody can tell whether the last days were cut off"
        yield Finding("publication", State.MISSING, words, "write a [[publish]] (docs/how-to/keep-evidence.md)")
    if settings.sign_key is not None and not os.access(settings.sign_key, os.R_OK):
        yield Finding("signature", State.WRONG, f"{settings.sign_key}: cannot be read", "change its owner or mode")


def _clock() -> Iterator[Finding]:
    from monitor.context import clock_source

    source = clock_source()
    if source.startswith("not known"):
        remedy = "install chrony: evidence says what sets the clock"
        yield Finding("clock", State.MISSING, source, remedy)
    else:
        yield Finding("clock", State.FINE, f"set by {source}")


def _programs() -> Iterator[Finding]:
    from monitor.dossier.rendering import find_chromium

    def program(what: str, name: str, use: str, remedy: str) -> Finding:
        found = shutil.which(name)
        return Finding(what, State.FINE, found) if found else Finding(what, State.MISSING, f"needed {use}", remedy)

    def package(what: str, module: str, use: str, extra: str) -> Finding:
        if find_spec(module) is not None:
            return Finding(what, State.FINE, "installed")
        return Finding(what, State.MISSING, f"needed {use}", f"install slotwatch[{extra}]")

    yield Finding("python", State.FINE, sys.version.split()[0])
    yield program("openssl", "openssl", "for time stamps and 'slotwatch verify'", "install openssl")
    yield program("ssh-keygen", "ssh-keygen", "for the operator's signature (sign_key)", "install openssh-client")
    yield package("typst", "typst", "for PDF pieces (slotwatch dossier)", "dossier")
    yield package("playwright", "playwright", "to draw pages in the dossier", "browser")
    chromium = find_chromium()
    if chromium:
        yield Finding("browser", State.FINE, chromium)
    else:
        yield Finding(
            "browser", State.MISSING, "needed to draw pages in the dossier", "install Chromium (Debian: chromium)"
        )
    yield package("pyarrow", "pyarrow", "for Parquet files (slotwatch data --parquet)", "parquet")
