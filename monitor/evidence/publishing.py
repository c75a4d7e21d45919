"""Makes a day's list public: by a command, a git repository, or a message. Runs those programs and nothing else."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from monitor.config.settings import Publication
from monitor.store.sealing import Seal, Stamp, answer_path

Tell = Callable[[str, str, str], Awaitable[str]]
"""Sends a receiver a title and a text; gives what went wrong, or nothing."""

_SECONDS = 120.0
_SHOWN = 300


def sha256(text: str) -> str:
    """Of a list."""
    return hashlib.sha256(text.encode()).hexdigest()


def token_list(stamps: Iterable[Stamp]) -> str:
    """The tokens of a year in a list as of ``sha256sum``: what is stamped again before their certificates end."""
    rows = []
    for stamp in stamps:
        digest = hashlib.sha256(stamp.answer or b"").hexdigest()
        rows.append(f"{digest}  {answer_path(stamp.subject, stamp.authority)}\n")
    return "".join(sorted(rows, key=lambda row: row[66:]))


async def publish(seal: Seal, way: Publication, tell: Tell) -> str:
    """Publish one list; gives what went wrong, or nothing. What is public already is no fault."""
    if way.receiver:
        title = f"slotwatch {seal.day}: {seal.sha256}"
        return await tell(way.receiver, title, f"sha256 of the list of {seal.day} (UTC):\n{seal.sha256}\n")
    if way.repository is not None:
        return await _commit(seal, way.repository)
    with tempfile.TemporaryDirectory(prefix="slotwatch-") as folder:
        file = Path(folder) / f"{seal.day}.sha256"
        file.write_text(seal.text, "utf-8")
        words = {"{list}": str(file), "{day}": seal.day}
        return await _run([words.get(word, _filled(word, words)) for word in way.command])


def _filled(word: str, words: dict[str, str]) -> str:
    for sign, value in words.items():
        word = word.replace(sign, value)
    return word


async def _commit(seal: Seal, repository: Path) -> str:
    file = repository / "day" / f"{seal.day}.sha256"
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text(seal.text, "utf-8")
        if seal.signature:
            file.with_name(f"{file.name}.sig").write_text(seal.signature, "ascii")
    except OSError as error:
        return f"{file}: cannot be written: {error.strerror}"
    git = ["git", "-C", str(repository)]
    if why := await _run([*git, "add", "--", "day"]):
        return why
    if await _run([*git, "diff", "--cached", "--quiet"]):  # something is new
        author = ["-c", "user.name=slotwatch", "-c", "user.email=slotwatch@localhost"]
        if why := await _run([*git, *author, "commit", "--quiet", "--message", f"List of {seal.day}", "--", "day"]):
            return why
    return await _run([*git, "push", "--quiet"])


async def _run(command: list[str]) -> str:
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
    except OSError as error:
        return f"{command[0]}: cannot be started: {error.strerror}"
    try:
        said, _ = await asyncio.wait_for(process.communicate(), _SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
        return f"{command[0]}: did not end within {_SECONDS:g} s"
    if process.returncode == 0:
        return ""
    words = " ".join(said.decode(errors="replace").split())[:_SHOWN]
    return f"{command[0]} ended with code {process.returncode}: {words}"
