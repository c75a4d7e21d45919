"""What is done to a finished bundle: stamps over its list of files, a zip file, a line in the custody log."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from monitor import __version__
from monitor.clock import Clock
from monitor.config.settings import Authority, Config
from monitor.evidence import stamping
from monitor.evidence.export import AlreadyThere, Order, Written
from monitor.evidence.openssl import OpensslError
from monitor.evidence.zipping import zip_folder
from monitor.http.posting import Posting
from monitor.store.custody import note, numbers
from monitor.store.writer import Store
from monitor.watch.fetch import Identity


async def stamp(folder: Path, config: Config, clock: Clock) -> list[str]:
    """Let every configured authority stamp ``SHA256SUMS``; gives which did not, and why."""
    identity = Identity.of(__version__, config.monitor.contact, config.monitor.project_page)
    return await stamps(folder, config.evidence.authorities, clock, Posting(identity.user_agent))


async def stamps(folder: Path, authorities: Iterable[Authority], clock: Clock, web: Posting) -> list[str]:
    """Let these authorities stamp ``SHA256SUMS``; gives which did not, and why. What does not hold is not kept."""
    failed = []
    digest = hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    for authority in authorities:
        try:
            answer = await stamping.ask(authority, digest, web)
            if answer.fault:
                failed.append(f"{authority.name}: {answer.fault}")
                continue
            received = None if clock.simulated else clock.now()
            judged = await stamping.judge(authority, digest, answer.raw, question=answer.question, received_at=received)
        except OpensslError as error:
            failed.append(f"{authority.name}: {error}")
            continue
        if judged.state is stamping.State.VERIFIED:
            part = folder / f".SHA256SUMS.{authority.name}.part"
            part.write_bytes(answer.raw)
            part.rename(folder / f"SHA256SUMS.{authority.name}.tsr")
        else:
            failed.append(f"{authority.name}: {judged.why}")
    return failed


def zipped(written: Written) -> Written:
    """One zip file in the place of the folder. Raises ``OSError``, of which ``AlreadyThere`` is one."""
    goal = written.folder.with_name(f"{written.folder.name}.zip")
    if goal.exists():
        raise AlreadyThere(goal)
    zip_folder(written.folder, goal)
    going = written.folder.with_name(f".{written.folder.name}.gone")
    written.folder.rename(going)  # at once: half a folder must not look like a whole one
    shutil.rmtree(going)
    return replace(written, folder=goal)


def note_export(path: Path, clock: Clock, order: Order, sums: str) -> None:
    """Write into the custody log what leaves the house, before it does. Raises ``StoreError``.

    The log is part of every bundle: targets are bare numbers in it.
    """
    with Store(path) as store:
        targets = sorted(numbers(store, order.targets).values())
        said = {"targets": targets, "from": order.first, "to": order.last, "sha256sums": sums}
        note(store, clock.now(), "exported", said)
