"""``catalogue``: public booking pages known so far; find one, and add it to the configuration."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.choosing import as_object, hand_over, put
from monitor.cli.common import ConfigOption, Exit, JsonOption, complain, usage_error, width

if TYPE_CHECKING:
    from monitor.catalogue import Entry

app = typer.Typer(help="Find public booking pages known so far, and watch them.", no_args_is_help=True)

_UNKNOWN = "not known"


@app.command()
def search(
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="Words; all of them must be found.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also pages last seen years ago, and pages said to be gone.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Search the known pages.

    By office, procedure, département and booking system; every word must be found. Accents and case do not matter,
    and the beginning of a word is enough. Nobody is asked: whether a page still
    exists, the first look will tell.

    Example: slotwatch catalogue search bobigny titre
    """
    from monitor import catalogue

    words = " ".join(text or ())
    found = list(catalogue.search(words, catalogue.entries().values()))
    shown = [entry for entry in found if everything or not entry.hidden]
    hidden = len(found) - len(shown)
    if as_json:
        rows = [entry.as_json() for entry in shown]
        hand_over(as_object({"pages": rows, "hidden": hidden}))
        return
    put([*(line for entry in shown for line in _listed(entry)), *_count(len(shown), hidden)])


def _listed(entry: Entry) -> Iterator[str]:
    code = f" ({entry.departement})" if entry.departement else ""
    gate = "; a captcha stands before the slots" if entry.gated else ""
    yield entry.id
    yield from _wrapped(f"{entry.office or f'office {_UNKNOWN}'}{code} – {entry.procedure or f'procedure {_UNKNOWN}'}")
    yield from _wrapped(f"{entry.system}; {entry.life}{gate}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text, width(), initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False, break_long_words=False
    )


def _count(shown: int, hidden: int) -> Iterator[str]:
    if shown:
        yield ""
    rest = "last seen years ago or said to be gone; --all shows them"
    match shown, hidden:
        case 0, 0:
            yield "No such page is known. To watch one all the same: docs/how-to/watch-a-page.md"
        case _, 0:
            yield f"{_pages(shown)}."
        case _:
            yield from textwrap.wrap(f"{_pages(shown) if shown else 'No page'}; {hidden} more hidden: {rest}.", width())
    if shown:
        yield "Next: slotwatch catalogue show ID, then slotwatch catalogue add ID"


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


@app.command()
def show(
    page: Annotated[str, typer.Argument(metavar="ID", help="The page's id, as 'catalogue search' shows it.")],
    as_json: JsonOption = False,
) -> None:
    """Show all that is known of a page, and what to do next.

    Example: slotwatch catalogue show bobigny-remise-titre
    """
    entry = _entry("catalogue show", page)
    if as_json:
        hand_over(as_object(entry.as_json()))
        return
    known = {
        "office": entry.office,
        "département": " ".join(filter(None, (entry.departement, entry.territory))),
        "procedure": entry.procedure,
        "system": entry.system,
        "probe": entry.probe or "none",
        "url": entry.url,
        "time zone": entry.timezone or "that of the configuration",
        "options": json.dumps(dict(entry.options), ensure_ascii=False) if entry.options else "none",
        "captcha": "stands before the slots" if entry.gated else "none known",
        "seen": entry.seen,
        "state": f"{entry.state}: {entry.reason}",
        "note": entry.note or "none",
    }
    rows = (line for key, value in known.items() for line in _row(key, value))
    put([entry.id, *rows, "", *_what_next(entry)])


def _row(key: str, value: str) -> list[str]:
    indent = " " * 15
    return textwrap.wrap(
        value or _UNKNOWN,
        width(),
        initial_indent=f"  {key:<13}",
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _what_next(entry: Entry) -> Iterator[str]:
    if not entry.probe:
        yield from textwrap.wrap(f"It cannot be added as it stands: {entry.note}.", width())
        return
    if entry.hidden:
        yield from textwrap.wrap(f"It was {entry.life}.", width())
    yield f"Next: slotwatch catalogue add {entry.id}{' --stale' if entry.hidden else ''}"
    yield f"then: slotwatch check {entry.id}"


@app.command()
def add(
    pages: Annotated[list[str], typer.Argument(metavar="ID...", help="Pages, as 'catalogue search' shows them.")],
    config: ConfigOption = None,
    stale: Annotated[bool, typer.Option("--stale", help="Also a page that may be gone.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the lines, and leave the file as it is; they are not checked.")
    ] = False,
) -> None:
    """Add pages to the configuration file.

    Each becomes a [[target]] behind all that is in the file. Comments, order and layout stay as they are. The file is
    written only if it passes 'slotwatch config check' with the addition.

    Example: slotwatch catalogue add bobigny-remise-titre -c config.toml
    """
    from monitor.config.adding import add_targets
    from monitor.config.locate import find_config
    from monitor.config.problems import ConfigError
    from monitor.notify.receivers import receiver_problem
    from probes.registry import PROBES

    chosen = [_addable(page, stale=stale) for page in dict.fromkeys(pages)]
    path = find_config(config, os.environ)
    try:
        lines, warnings = add_targets(
            path,
            [entry.target() for entry in chosen],
            probes=PROBES,
            receiver_problem=receiver_problem,
            dry_run=dry_run,
        )
    except ConfigError as error:
        complain("catalogue add: nothing was added:")
        print(error, file=sys.stderr)
        raise typer.Exit(Exit.USAGE) from None
    if dry_run:
        put(lines.splitlines())
    else:
        put(_added(path, chosen, warnings, config))


def _entry(command: str, page: str) -> Entry:
    from monitor.catalogue import entries
    from monitor.config.problems import did_you_mean

    known = entries()
    if page not in known:
        hint = did_you_mean(page, known) or "; 'slotwatch catalogue search' finds them"
        usage_error(f"{command}: no page {page!r} is known{hint}")
    return known[page]


def _addable(page: str, *, stale: bool) -> Entry:
    entry = _entry("catalogue add", page)
    if not entry.probe:
        usage_error(f"catalogue add: '{page}' cannot be added as it stands: {entry.note}")
    if entry.hidden and not stale:
        usage_error(f"catalogue add: '{page}' was {entry.life}; --stale adds it all the same")
    return entry


def _added(path: Path, chosen: list[Entry], warnings: tuple[str, ...], config: Path | None) -> Iterator[str]:
    for entry in chosen:
        yield from textwrap.wrap(f"{path}: added {entry.id} ({entry.title})", width(), break_on_hyphens=False)
        if entry.gated:
            yield "  A captcha stands before the slots: only the page before it is looked at."
        if entry.system == "ezbooking":
            yield "  Each look accepts the form's conditions: read them, and set terms_read."
    yield from (f"  warning: {warning}" for warning in warnings)
    place = f" -c {config}" if config else ""
    yield f"Next: slotwatch check {' '.join(entry.id for entry in chosen)}{place}"
    yield "A running 'slotwatch run' takes it in with 'slotwatch reload'."
