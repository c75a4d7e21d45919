"""``demo``: a whole outage in a minute, the monitor's truth about it, and evidence of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.common import Exit, complain, progress, usage_error, width


def demo(
    directory: Annotated[
        Path | None,
        typer.Option("--dir", metavar="DIR", help="Where to leave the files; default: a new temporary folder."),
    ] = None,
) -> None:
    """Watch a simulated préfecture through two weeks of October 2018: real sockets, simulated clock.

    It ends with evidence of what was seen: a bundle, its checks, and PDF pieces.

    Example: slotwatch demo --dir demo
    """
    import asyncio
    import tempfile

    from monitor.config.locate import database
    from monitor.demo import story
    from monitor.demo.play import play
    from monitor.report import history, status
    from monitor.store.reader import reading

    folder = directory or Path(tempfile.mkdtemp(prefix="slotwatch-demo-"))
    _prepare(folder)
    print("A simulated préfecture, two weeks of October 2018 (Europe/Paris):")
    for begins, _, words in story.CHAPTERS:
        print(f"  {begins:%a %d %b %H:%M}  {words}")
    print("Watching it over loopback, once an hour and every 10 minutes ...", flush=True)
    with progress("days", (story.END - story.START).days) as on_day:
        looks, alarms = asyncio.run(play(folder, on_day))
    print(f"{looks:,} looks made.\n")
    proved = _prove(folder)
    print()
    with reading(database(folder)) as reader:
        for line in status.as_text(reader, width()):
            print(line)
        faults = reader.faults(1000)
        print("What the 10-minute looks saw, spell by spell:")
        for line in history.runs_as_text(reader, "palaiseau-10min", "Europe/Paris", width()):
            print(f"  {line}")
    _tell(folder, database(folder))
    _site(folder, database(folder))
    print("\nThe hourly looks met neither of the two appearances, and claim nothing about what they did not see.")
    print(f"\nThe files are in {folder}:")
    print(f"  config.toml          try: {sys.argv[0]} status -c {folder / 'config.toml'}")
    print("  slotwatch.sqlite3    every look, with the exact bytes and its sealed line")
    print("  messages.fr.txt      what would have been told, word for word; also in English")
    print("  record_.../          a bundle that can be checked without slotwatch; its README.md says how")
    print("  dossier/             PDF pieces made from it")
    print(f"  site/                the public site; open {folder / 'site' / 'index.html'} in a browser")
    if not proved:
        complain("the bundle of the demo did not pass its own checks")
        raise typer.Exit(Exit.FAILURE)
    if faults:
        complain(f"looks ended in a fault of slotwatch, the first of them: {faults[-1]['summary']}")
        raise typer.Exit(Exit.FAILURE)
    if alarms:
        complain("the simulator rang an alarm: " + "; ".join(alarms))
        raise typer.Exit(Exit.FAILURE)


def _tell(folder: Path, store: Path) -> None:
    """Show what the default rules would have told, and leave the words in two files."""
    from monitor.demo.told import messages

    print("\nWhat the default rules would have told (nothing was sent):")
    for language in ("en", "fr"):
        told = list(messages(store, language))
        text = "\n\n".join(f"{'=' * 80}\n{title}\n\n{words}" for _, _, title, words in told)
        (folder / f"messages.{language}.txt").write_text(text + "\n", encoding="utf-8")
        for at, urgent, title, _ in told if language == "en" else ():
            print(f"  {at:%a %d %b %H:%M}  {'at once  ' if urgent else 'in digest'}  {title.partition('] ')[2]}")


def _prove(folder: Path) -> bool:
    """Seal, export, verify, and make the pieces; whether every check that applies was passed."""
    import asyncio

    from monitor.demo.proof import prove, said
    from monitor.evidence.openssl import OpensslError

    print("Sealing each day, with a time-stamping authority of the demo's own ...", flush=True)
    try:
        with progress("proving", None) as advance:
            proof = asyncio.run(prove(folder, advance))
    except OpensslError as error:
        print(f"not shown: {error}")
        return True
    for line in said(proof):
        print(line)
    return all(check.ok is not False for check in proof.checks)


def _site(folder: Path, store: Path) -> None:
    """Build the public site of what was seen."""
    from monitor.config.settings import SiteSettings
    from monitor.demo import story
    from monitor.site.build import build

    build(store, SiteSettings(contact_for_offices="https://example.org/observatory"), folder / "site", story.END)


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        occupied = [name for name in ("config.toml", "slotwatch.sqlite3") if (folder / name).exists()]
    except OSError as error:
        usage_error(f"demo: {folder}: {error.strerror or error}; name a folder that can be made")
    if occupied:
        usage_error(f"demo: {folder} already holds {' and '.join(occupied)}; name an empty folder, or delete them")
