"""``seal``: lists of past days, stamps by third parties, publication; and how all that stands."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.choosing import as_object, hand_over, put
from monitor.cli.common import ConfigOption, Exit, JsonOption, database_path, load_config, progress

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.evidence.publishing import Tell

app = typer.Typer(
    help="Seal past days: lists of hashes, stamps by third parties, publication. 'slotwatch run' does it each night.",
    no_args_is_help=False,
    invoke_without_command=True,
)


@app.callback()
def seal(
    context: typer.Context,
    now: Annotated[
        bool, typer.Option("--now", help="Ask again for what is still owed, without waiting for its next time.")
    ] = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Seal every past day (UTC) that is not sealed yet, and do what is still owed to those that are.

    Each day gets a list of the hashes of all its sealed lines. Configured authorities stamp it, the operator's key
    signs it, and it is made public where [[publish]] says so. 'slotwatch run' does the same each night.

    Example: slotwatch seal --now
    """
    if context.invoked_subcommand is not None:
        return
    from monitor.clock import SystemClock
    from monitor.evidence.operation import seal_all

    settings = load_config(config)
    with progress("sealing", None) as advance:
        done = asyncio.run(seal_all(settings, SystemClock(), _teller(settings), lambda _: advance(), at_once=now))
    if as_json:
        hand_over(as_object(asdict(done)))
    else:
        put(_said(done.sealed, done.verified, done.published, done.packed, done.failed))
    if done.failed:
        raise typer.Exit(Exit.FOUND)


def _teller(config: Config) -> Tell:
    """Sends a day's hash to a receiver at once: it is news only while nobody could have changed it."""

    async def tell(receiver: str, title: str, text: str) -> str:
        from html import escape

        from monitor.clock import SystemClock
        from monitor.notify.courier import send_test
        from monitor.notify.deliver import Delivery

        url = next((one.url for one in config.receivers if one.name == receiver), None)
        if url is None:
            return f"no receiver is called {receiver!r}"
        delivery = Delivery(url, title, text, f"<pre>{escape(text)}</pre>")
        return (await asyncio.to_thread(send_test, delivery, SystemClock())).error

    return tell


def _said(sealed: list[str], verified: int, published: int, packed: int, failed: list[str]) -> list[str]:
    days = f"{sealed[0]} to {sealed[-1]}" if len(sealed) > 1 else "".join(sealed)
    lines = [f"Sealed: {len(sealed)} days ({days})." if sealed else "No past day was left to be sealed."]
    if verified or published:
        lines.append(f"Stamps kept and verified: {verified}. Lists made public: {published}.")
    if packed:
        lines.append(f"Sealed lines of past days packed: {packed} files.")
    return [*lines, *(f"not yet: {one}" for one in failed)]


@app.command()
def status(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Show which days are sealed, which stamps are there or owed, and where lists were made public.

    Example: slotwatch seal status
    """
    from monitor.report import seals
    from monitor.store.reader import reading

    with reading(database_path(config)) as reader:
        if as_json:
            hand_over(as_object(seals.as_json(reader)))
        else:
            put(seals.as_text(reader))
