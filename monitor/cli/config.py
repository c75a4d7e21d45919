"""``init`` and ``config``: make a configuration file, check it, print its schema."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.common import ConfigOption, complain, emit, load_config, usage_error

if TYPE_CHECKING:
    from monitor.config.settings import Config

app = typer.Typer(help="Check the configuration file, or print its schema.", no_args_is_help=True)

_TEMPLATE = """\
# slotwatch: see config.example.toml and docs/reference/configuration.md for every key.

[monitor]
# Every request carries this contact: the offices you watch will see it, and can ask you to stop.
contact = {contact}
vantage = {vantage}
timezone = {timezone}
data_dir = "data"
"""
_TARGET = """
[[target]]
id = {id}
url = {url}
probe = {probe}
expect_language = ["fr"]
every = "1h"
"""
_EXAMPLE = """
# One public page to watch; remove the # signs and put in your own.
# [[target]]
# id = "palaiseau"
# url = "https://www.example.gouv.fr/booking/create/12345"
# probe = "ezbooking"
# expect_language = ["fr"]
# every = "1h"
"""


def init(
    config: Annotated[Path, typer.Option("-c", "--config", metavar="FILE", help="The file to write.")] = Path(
        "config.toml"
    ),
    contact: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="E-mail address or https page that offices will see.")
    ] = None,
    vantage: Annotated[str, typer.Option(metavar="NAME", help="A name for the place you observe from.")] = "main",
    timezone: Annotated[str, typer.Option(metavar="ZONE", help="Zone of the offices.")] = "Europe/Paris",
    url: Annotated[str | None, typer.Option(metavar="URL", help="A first public page to watch.")] = None,
    probe: Annotated[str | None, typer.Option(metavar="NAME", help="How to read it; default: by its URL.")] = None,
    target: Annotated[str, typer.Option("--id", metavar="ID", help="A short id for it.")] = "first",
) -> None:
    """Write a first configuration file, asking for what no option gave. An existing file is never touched.

    Example: slotwatch init --contact observatory@example.org
    """
    if config.exists():
        usage_error(f"init: {config} exists already; it was not touched. Edit it, or name another with -c")
    if contact is None:
        contact = _ask(
            "The offices you watch will see a contact in every request, and can ask you to stop.\n"
            "Use a role address (observatory@your-organisation.org), not your own name.\nContact",
            "init: --contact is missing; give the role address or page that offices will see",
        )
    elif "@" in contact:
        print("The offices you watch will see this address in every request; a role address is best.")
    if url is None and sys.stdin.isatty():
        url = typer.prompt("A public booking page to watch (empty: later)", default="", show_default=False) or None
    text = _TEMPLATE.format(contact=_toml(contact), vantage=_toml(vantage), timezone=_toml(timezone))
    if url is None:
        text += _EXAMPLE
    else:
        text += _TARGET.format(id=_toml(target), url=_toml(url), probe=_toml(probe or _probe_for(url)))
    _write_checked(config, text)
    following = "slotwatch check" if url else "slotwatch catalogue search TEXT, to find a page, then slotwatch check"
    print(f"{config} is written. Next: {following} -c {config}")


def _ask(question: str, without_terminal: str) -> str:
    if not sys.stdin.isatty():
        usage_error(without_terminal)
    answer: str = typer.prompt(question)
    return answer


def _toml(text: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _probe_for(url: str) -> str:
    return "ezbooking" if "/booking/create/" in url else "page"


def _write_checked(path: Path, text: str) -> None:
    """Write the file whole and valid, or not at all."""
    from monitor.config.load import load
    from monitor.config.problems import ConfigError
    from probes.registry import PROBES

    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8")
    except OSError as error:
        usage_error(f"init: {path}: {error.strerror or error}; name a file that can be written")
    try:
        load(draft, probes=PROBES, environ=os.environ)
        os.link(draft, path)  # unlike a rename, never replaces a file that appeared meanwhile
    except ConfigError as error:
        complain("init: nothing was written, since these answers do not make a valid configuration:")
        usage_error(str(error).replace(str(draft), str(path)))
    except FileExistsError:
        usage_error(f"init: {path} exists already; it was not touched")
    finally:
        draft.unlink(missing_ok=True)


@app.command()
def check(config: ConfigOption = None) -> None:
    """Check the configuration file and print what it would do: how often each host is asked, and what comes late.

    Example: slotwatch config check -c config.toml
    """
    from monitor.watch.load import loads, table
    from probes.registry import PROBES

    loaded = load_config(config)
    count = "1 target" if len(loaded.targets) == 1 else f"{len(loaded.targets)} targets"
    about = (
        *table(loads(loaded.targets, loaded.hosts, PROBES)),
        *_slowed_down(loaded),
        *(f"warning: {warning}" for warning in (*loaded.warnings, *_out_of_place(loaded))),
    )
    emit([f"{loaded.path}: fine. {count}, data in {loaded.monitor.data_dir}", *(f"  {line}" for line in about)])


def _out_of_place(loaded: Config) -> list[str]:
    """What this machine lacks for the file to work here; elsewhere it may be right."""
    found, metrics = [], loaded.monitor.metrics_file
    if loaded.monitor.data_dir.exists() and not loaded.monitor.data_dir.is_dir():
        found.append(f"data_dir {loaded.monitor.data_dir} is a file here; name a folder")
    if metrics is not None and (metrics.is_dir() or not metrics.parent.is_dir()):
        found.append(f"metrics_file {metrics} cannot be written here; name a file in a folder that is there")
    return found


def _slowed_down(loaded: Config) -> list[str]:
    """What the store knows of targets that are looked at less often; nothing where it cannot be read."""
    from monitor.clock import SystemClock
    from monitor.config.locate import database
    from monitor.model import Watchers
    from monitor.store.errors import StoreError
    from monitor.store.judgements import memories
    from monitor.watch.load import slowed

    try:
        known = memories(database(loaded.monitor.data_dir), Watchers.MACHINE)
    except StoreError:
        return []
    return list(slowed(loaded.targets, known, SystemClock().now()))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the configuration file, for editors.

    Example: slotwatch config schema > slotwatch.schema.json
    """
    from monitor.config.schema import json_schema
    from probes.registry import PROBES

    print(json.dumps(json_schema(PROBES), ensure_ascii=False, indent=2))
