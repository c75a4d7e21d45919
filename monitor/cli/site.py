"""``site``: build the public site, and show it on this machine."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.common import ConfigOption, JsonOption, emit, load_config, show, usage_error

if TYPE_CHECKING:
    from monitor.config.settings import Config

app = typer.Typer(help="The public site: static pages of what was seen, that any web server can hand out.")
Folder = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="DIR", help="The site's folder. Default: folder in [site].", show_default=False
    ),
]


@app.command()
def build(
    output: Folder = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="Where people find it. Default: that in [site].")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Make every page anew, also those that did not change.")] = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Build the site, or bring it up to date: only what changed is made again, and shown in one step when it is whole.

    DIR becomes a symbolic link to the latest whole site in DIR.trees: point a web server at DIR itself. Slots that were
    shown are told when they are as old as slots_delay says; that there were none, at once.

    Example: slotwatch site build -o /srv/www/observatory --base-url https://observatory.example.org
    """
    from monitor.clock import SystemClock
    from monitor.config.locate import database
    from monitor.site.build import build as build_site
    from monitor.site.tree import TreeError

    settings = load_config(config)
    folder = _folder(settings, output)
    site = settings.site if base_url is None else replace(settings.site, base_url=_address(base_url))
    try:
        built = build_site(database(settings.monitor.data_dir), site, folder, SystemClock().now(), full=full)
    except TreeError as error:
        usage_error(f"site: {error}")
    if as_json:
        print(json.dumps({"folder": str(folder), "files": built.files, "made": built.made, "changed": built.changed}))
    else:
        emit([f"{folder}: {built.files} files, {built.changed} changed; open {folder / 'index.html'}"])


@app.command()
def serve(
    output: Folder = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Of 127.0.0.1; 0 takes a free one.")] = 8090,
    config: ConfigOption = None,
) -> None:
    """Show a site that is built on this machine alone, until it is interrupted (Ctrl-C).

    It sends the headers that a web server should send, the content security policy among them.

    Example: slotwatch site serve -o /srv/www/observatory
    """
    from monitor.site.serving import server

    folder = output if output is not None else _folder(load_config(config), None)
    if not (folder / "index.html").is_file():
        usage_error(f"site: {folder}: there is no site; build it: slotwatch site build -o {folder}")
    try:
        shown = server(folder, port)
    except OSError as error:
        usage_error(f"site: --port {port}: {error.strerror}; choose another, or 0")
    show(f"http://127.0.0.1:{shown.server_port}/")
    with shown:
        try:
            shown.serve_forever()
        except KeyboardInterrupt:
            show("stopped")


def _folder(settings: Config, output: Path | None) -> Path:
    folder = output if output is not None else settings.site.folder
    if folder is None:
        usage_error("site: no folder is known; write -o DIR, or folder in [site]")
    return folder


def _address(url: str) -> str:
    from monitor.config.checks import web_url

    try:
        return web_url(url).rstrip("/")
    except ValueError as error:
        usage_error(f"site: --base-url: {error}")
