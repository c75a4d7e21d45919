"""The list of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor import __version__
from monitor.cli import (
    catalogue,
    config,
    data,
    db,
    demo,
    doctor,
    forgetting,
    hush,
    incidents,
    looking,
    notify,
    proving,
    reporting,
    rereading,
    rules,
    sealing,
    showing,
    site,
    witness,
)

app = typer.Typer(
    name="slotwatch",
    help="Watch public booking pages and prove, politely, when they offered nobody an appointment.",
    epilog="Exit codes: 0 fine; 1 inconclusive where asked; 2 wrong usage or configuration; 3 our own failure.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"slotwatch {__version__}")
        raise typer.Exit


@app.callback()
def _all(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    del version


app.command()(demo.demo)
app.command()(config.init)
app.command()(doctor.doctor)
app.add_typer(config.app, name="config")
app.add_typer(catalogue.app, name="catalogue")
app.command()(looking.check)
app.command()(looking.classify)
app.command()(looking.run)
app.command()(looking.reload)
app.command()(rereading.replay)
app.command()(rereading.annotate)
app.command()(rereading.retract)
app.command()(showing.status)
app.command()(showing.history)
app.command()(showing.texts)
app.command()(incidents.incidents)
app.command()(reporting.report)
app.command()(reporting.releases)
app.add_typer(rules.app, name="rules")
app.add_typer(notify.app, name="notify")
app.command()(hush.silence)
app.command()(hush.ack)
app.add_typer(sealing.app, name="seal")
app.add_typer(witness.app, name="witness")
app.add_typer(site.app, name="site")
app.command()(data.data)
app.command("import")(data.import_)
app.command()(proving.export)
app.command()(proving.verify)
app.command()(proving.dossier)
app.command()(forgetting.forget)
app.add_typer(db.app, name="db")
