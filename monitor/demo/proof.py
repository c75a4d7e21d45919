"""What the demo ends with: its days sealed and stamped by an authority of its own, a bundle, its checks, a dossier."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.clock import SystemClock
from monitor.config.load import load
from monitor.config.locate import database
from monitor.config.settings import Config
from monitor.demo.authority import CRL_PATH, LocalAuthority
from monitor.demo.play import serve
from monitor.dossier.errors import DossierError
from monitor.dossier.pieces import make
from monitor.evidence import delivery
from monitor.evidence.export import Order, Written, export
from monitor.evidence.operation import seal_all
from monitor.evidence.verification import Check, verify
from monitor.store.bundling import source
from probes.registry import PROBES

TARGET = "palaiseau-10min"
_AUTHORITY = """
# The demo's own time-stamping authority. It ran only as long as the demo did.
[[authority]]
name = "demo"
url = "{base}/tsr"
roots = "authority.pem"
"""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it."""

    days: int
    """Sealed."""
    written: Written
    checks: tuple[Check, ...]
    pieces: tuple[Path, ...]
    notes: tuple[str, ...]
    """Why something could not be made."""


async def prove(folder: Path, on_step: Callable[[], None] = lambda: None) -> Proof:
    """Seal what the demo saw, export it and make the pieces, all below the demo's folder.

    Raises ``OpensslError`` where openssl is missing.
    """
    made: list[LocalAuthority] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await made[0](scope, receive, send)

    async with serve(app) as base:
        keys = folder / ".authority"
        keys.mkdir()
        made.append(await asyncio.to_thread(LocalAuthority.create, keys, crl_url=base + CRL_PATH))
        (folder / "authority.pem").write_bytes(made[0].roots)
        with (folder / "config.toml").open("a", encoding="utf-8") as file:
            file.write(_AUTHORITY.format(base=base))
        config = load(folder / "config.toml", probes=PROBES, environ={})
        done = await seal_all(config, SystemClock(), _nobody, lambda _: on_step())
        written = _exported(config, folder)
        notes = await delivery.stamp(written.folder, config, SystemClock())
    shutil.rmtree(keys)
    pieces, more = await asyncio.to_thread(_pieces, written.folder, folder / "dossier")
    on_step()
    checks = (await asyncio.to_thread(verify, written.folder)).checks
    return Proof(len(done.sealed), written, checks, pieces, (*done.failed, *notes, *more))


def _exported(config: Config, folder: Path) -> Written:
    contact = config.monitor.contact
    order = Order((TARGET,), "2018-10-01", "2018-10-31", "en", "slotwatch demo", contact, config.evidence.authorities)
    with source(database(config.monitor.data_dir)) as store:
        return export(store, order, folder)


def _pieces(bundle: Path, folder: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    try:
        made = make(bundle, folder)
    except DossierError as error:  # Typst comes with an extra
        return (), (str(error),)
    return made.files, made.notes


async def _nobody(_receiver: str, _title: str, _text: str) -> str:
    return "the demo tells nobody"


def said(proof: Proof) -> Iterator[str]:
    """What the demo prints of it."""
    yield f"{proof.days} days sealed and stamped. The bundle: {proof.written.folder}"
    for check in proof.checks:
        sign = {True: "ok", False: "NO", None: "--"}[check.ok]
        yield f"  {check.number:>2} {sign} {check.sentence['en']}"
        yield from (f"        {detail}" for detail in check.details["en"][:5])
    if proof.pieces:
        yield "The pieces for a court's file:"
        yield from (f"  {path}" for path in proof.pieces)
    yield from (f"  note: {note}" for note in proof.notes)
