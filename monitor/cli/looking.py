"""``check``, ``classify``, ``run`` and ``reload``: look at pages now, read saved ones, or keep watching."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from monitor import logs
from monitor.cli.common import (
    ConfigOption,
    Exit,
    JsonOption,
    complain,
    did_you_mean,
    load_config,
    progress,
    show,
    usage_error,
)
from monitor.logs import LogFormat

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.model import Look, Target
    from monitor.watch.look import Seen
    from probes.contract import Probe

StrictOption = Annotated[bool, typer.Option("--strict", help="Exit with 1 if anything was inconclusive.")]
VerboseOption = Annotated[bool, typer.Option("-v", "--verbose", help="Show every step of the flow.")]


def check(
    targets: Annotated[list[str] | None, typer.Argument(metavar="[TARGET]...", help="Ids; default: all.")] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look, but store nothing.")] = False,
    verbose: VerboseOption = False,
    strict: StrictOption = False,
) -> None:
    """Look now, once, at some targets or at all of them. The looks are stored as extra looks.

    With --json: one object per line, as the looks end.

    Example: slotwatch check palaiseau --dry-run -v
    """
    loaded = load_config(config)
    wanted = _chosen(loaded, targets or [])
    conclusive = asyncio.run(_check(loaded, wanted, as_json=as_json, dry_run=dry_run, verbose=verbose))
    if strict and not conclusive:
        raise typer.Exit(Exit.FOUND)


def _chosen(config: Config, ids: list[str]) -> list[Target]:
    known = {target.id: target for target in config.targets}
    for wrong in [slug for slug in ids if slug not in known]:
        usage_error(f"check: {config.path} has no target '{wrong}'{did_you_mean(wrong, list(known))}")
    if not known:
        usage_error(f"check: {config.path} has no [[target]] yet")
    return [known[slug] for slug in dict.fromkeys(ids)] or list(known.values())


async def _check(config: Config, targets: list[Target], *, as_json: bool, dry_run: bool, verbose: bool) -> bool:
    from monitor.clock import SystemClock
    from monitor.model import LookKind
    from monitor.observatory import observatory
    from monitor.report.looks import look_as_json, look_as_text
    from monitor.watch.turns import Paused
    from probes.registry import PROBES

    all_conclusive, failed = True, False
    async with observatory(config, PROBES, SystemClock(), dry_run=dry_run) as parts:
        looks = [asyncio.create_task(parts.watcher.look(target, LookKind.EXTRA)) for target in targets]
        try:
            with progress("looking", len(targets)) as advance:
                for looking in asyncio.as_completed(looks):
                    try:
                        seen: Seen | None = await looking
                    except Paused as paused:
                        print(f"not looked at: {paused}", file=sys.stderr)
                        all_conclusive = False
                        continue
                    finally:
                        advance()
                    if seen is None:
                        failed = True
                        continue
                    steps = [*seen.fetched.steps, *_trace(seen.look)] if verbose else []
                    show(look_as_json(seen.look) if as_json else look_as_text(seen.look, steps))
                    if steps and as_json:
                        print("\n".join(steps), file=sys.stderr)
                    all_conclusive = all_conclusive and seen.look.reading.outcome.conclusive
        finally:  # interrupted: the looks give their hosts back before the store is closed
            for look in looks:
                look.cancel()
            await asyncio.gather(*looks, return_exceptions=True)
    if failed:
        raise typer.Exit(Exit.FAILURE)
    return all_conclusive


def _trace(look: Look) -> Iterator[str]:
    """How the last page of a look was read; nothing where no whole page came."""
    from monitor.watch.explain import explain
    from monitor.watch.replay import page_of
    from probes.contract import Page
    from probes.registry import PROBES

    of_the_walk = look.exchanges and not look.reading.rule.startswith("robots/")
    last = look.exchanges[-1] if of_the_walk else None
    page = page_of(last.response, last.url, last.method, look.target.limits) if last and not last.fault else None
    if isinstance(page, Page):
        yield from explain(page, [(PROBES[look.target.probe], look.target.options)])


def classify(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Saved pages or whole HTTP responses.")],
    probe: Annotated[str | None, typer.Option(metavar="NAME", help="Read with this probe only.")] = None,
    url: Annotated[str, typer.Option(metavar="URL", help="Where the page came from.")] = "https://saved.invalid/",
    status: Annotated[int, typer.Option(min=100, max=599, help="Its HTTP status.")] = 200,
    content_type: Annotated[str, typer.Option(metavar="T", help="Its Content-Type header.")] = "",
    target: Annotated[str | None, typer.Option(metavar="ID", help="Read with a configured target's options.")] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    strict: StrictOption = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show which rules matched where, and what was ignored.")
    ] = False,
) -> None:
    """Say what would be concluded from saved responses, offline. Stores nothing, asks nobody.

    Example: slotwatch classify --explain page.html
    """
    from monitor.clock import SystemClock
    from monitor.report.format import printable
    from monitor.report.looks import reading_as_text, saved_as_json
    from monitor.watch.explain import explain as trace
    from monitor.watch.identify import LanguageModel
    from monitor.watch.replay import classify as conclude
    from probes.language import with_language

    _require_address(url)
    probes, identifier = _readers(probe, target, config), LanguageModel()
    clock, all_conclusive = SystemClock(), True
    for file, page in _saved_pages(files, url, status, content_type):
        began = clock.monotonic()
        reading = with_language(page if not hasattr(page, "content") else conclude(page, probes), identifier)
        seconds = clock.monotonic() - began
        print(saved_as_json(str(file), reading, seconds) if as_json else reading_as_text(str(file), reading))
        if explain and hasattr(page, "content"):
            for line in trace(page, probes):
                print(f"  {printable(line)}", file=sys.stderr if as_json else sys.stdout)
        all_conclusive = all_conclusive and reading.outcome.conclusive
    if strict and not all_conclusive:
        raise typer.Exit(Exit.FOUND)


def _require_address(url: str) -> None:
    try:
        sound = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname) and url.isprintable()
    except ValueError:
        sound = False
    if not sound or " " in url:
        usage_error(f"classify: --url {url[:80]!r} is no web address; write it whole, with https://")


def _readers(probe: str | None, target: str | None, config: Path | None) -> list[tuple[Probe, Mapping[str, object]]]:
    from probes.registry import BY_CONTENT, PROBES

    if target is not None:
        chosen = _chosen(load_config(config), [target])[0]
        return [(PROBES[chosen.probe], dict(chosen.options))]
    if probe is not None and probe not in PROBES:
        usage_error(f"classify: no probe '{probe}'{did_you_mean(probe, list(PROBES))}")
    return [(PROBES[probe], {})] if probe else list(BY_CONTENT)


def _saved_pages(files: list[Path], url: str, status: int, content_type: str) -> Iterator[tuple[Path, Any]]:
    """Each file as a page, or as the reading that its shape alone gives. All files are opened before any is judged."""
    from monitor.watch.replay import page_of
    from probes.contract import Page

    contents = []
    for file in files:
        try:
            contents.append((file, sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()))
        except OSError as error:
            usage_error(f"classify: {file}: {error.strerror or error}; name a file that can be read")
    for file, content in contents:
        if content.startswith(b"HTTP/1."):
            yield file, page_of(content, url)
        else:
            headers = {"content-type": content_type} if content_type else {}
            yield file, Page(url, status, content, headers)


def run(
    config: ConfigOption = None,
    once: Annotated[bool, typer.Option("--once", help="Make all looks that are due, then exit (for cron).")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Log more.")] = False,
    log_format: Annotated[
        LogFormat, typer.Option("--log-format", help="Lines for people, or one JSON object per line.")
    ] = LogFormat.TEXT,
) -> None:
    """Watch all targets on schedule until SIGTERM or SIGINT.

    Example: slotwatch run -c /etc/slotwatch/config.toml
    """
    from monitor.clock import SystemClock
    from monitor.daemon import run_daemon
    from monitor.observatory import run_once
    from probes.registry import PROBES

    usual = logging.WARNING if once else logging.INFO  # cron mails every line
    level = logging.DEBUG if verbose else usual

    def settings(file: Path | None) -> Config:
        """Read the configuration; from then on the log hides its secrets."""
        read = load_config(file)
        addresses = [receiver.url for receiver in read.receivers]
        addresses += [read.notify.dead_man] if read.notify.dead_man else []
        addresses += [authority.address for authority in read.evidence.authorities if authority.login]
        logs.configure(log_format, level, secrets=logs.secrets_of(addresses), verbose=verbose)
        return read

    logs.configure(log_format, level, verbose=verbose)
    loaded = settings(config)
    for warning in loaded.warnings:
        logging.getLogger(__name__).warning("%s", warning)
    if not once:
        asyncio.run(run_daemon(loaded, PROBES, SystemClock(), lambda: settings(loaded.path)))
        return
    with progress("looking", len(loaded.targets)) as advance:
        asyncio.run(run_once(loaded, PROBES, SystemClock(), lambda _target, _seen: advance()))


def reload(config: ConfigOption = None) -> None:
    """Make a running 'slotwatch run' read its configuration file again. A file with mistakes is not sent to it.

    Example: slotwatch reload
    """
    print(tell(load_config(config)))


def tell(loaded: Config, patience: float = 5.0) -> str:
    """Tell the running process to reload, and say what came of it within so many seconds."""
    from monitor.canonical import canonical, line_sha256
    from monitor.clock import SystemClock
    from monitor.config.locate import database
    from monitor.store.hosts import running
    from monitor.watch.turns import is_alive

    path, clock = database(loaded.monitor.data_dir), SystemClock()
    holder, _ = running(path)
    if not holder or not is_alive(holder):
        usage_error(f"reload: no 'slotwatch run' uses {path}; {loaded.path} is fine, and read when one is started")
    pid = int(holder.removeprefix("pid ").partition("/")[0])
    try:
        os.kill(pid, signal.SIGHUP)
    except PermissionError:
        usage_error(f"reload: process {pid} belongs to another user; type this command as that user")
    wanted, tried_at = line_sha256(canonical(loaded.effective)), clock.monotonic()
    while running(path)[1] != wanted:
        if clock.monotonic() - tried_at > patience:
            complain(f"process {pid} was told, but has not taken {loaded.path} into force; its log says why")
            raise typer.Exit(Exit.FAILURE)
        asyncio.run(clock.sleep(0.05))
    return f"{loaded.path} is in force in process {pid}"
