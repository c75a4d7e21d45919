"""The three PDF pieces of a dossier, from a bundle: drawn, typeset, split where too large, and put in place whole."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from monitor.dossier.adding import gather
from monitor.dossier.captures import list_captures
from monitor.dossier.choosing import Choice, choose
from monitor.dossier.errors import DossierError
from monitor.dossier.facts import Facts
from monitor.dossier.gallery import Drawing, Drawn, gallery
from monitor.dossier.looks import read_record
from monitor.dossier.method import method
from monitor.dossier.reading import Bundle, Provenance
from monitor.dossier.record import record
from monitor.dossier.rendering import Browser, NoBrowserError, NotDrawn, stored_page
from monitor.dossier.typesetting import typeset
from monitor.dossier.words import Words, words

MAX_BYTES = 10_000_000
"""Of one file: what courts' filing systems take without trouble."""
_OURS = re.compile(r"0[123]_[A-Za-z0-9_-]+\.pdf")
Progress = Callable[[int, int], None]
"""``progress(done, all)``, called before each look that is drawn."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made."""

    files: tuple[Path, ...]
    """In the order of the inventory."""
    facts: Facts
    chosen: int
    """Looks that the rule, or a person, chose."""
    drawn: int
    """How many of them have a picture."""
    notes: tuple[str, ...]
    """What whoever asked for the pieces should know, in English: skipped renderings, a file that is too large ..."""


def make(
    bundle: Path,
    out: Path,
    language: str | None = None,
    *,
    target: str | None = None,
    captures: Path | None = None,
    by_hand: Sequence[str] = (),
    pictures: bool = True,
    chromium: str | None = None,
    max_bytes: int = MAX_BYTES,
    progress: Progress | None = None,
) -> Made:
    """Make the pieces from a bundle (a folder or a zip file) in a folder, all of them or none.

    ``language`` is ``fr`` or ``en``, the bundle's own where none is given; ``target`` is needed where the bundle holds
    several; ``captures`` is a folder of the client's own, listed and never kept; ``by_hand`` are UUIDs of looks to draw
    besides those of the rule. Without a Chromium nothing is drawn, and ``notes`` say so. Raises ``DossierError``, also
    where the folder holds pieces already.
    """
    require_room(out)
    handed = list_captures(captures) if captures is not None else None
    with Bundle(bundle) as opened:
        spoken = _words(language or str(opened.about.get("language")))
        about = opened.target(target)
        facts = gather(opened.about, about, read_record(about, opened.lines(int(about["number"]))))
        chosen = choose(facts.looks, facts.zone, by_hand)
        drawing, notes = _draw(opened, chosen, chromium, progress) if pictures else (_undrawn(chosen, "no-wish"), [])
        source = opened.provenance()
    contents = {spoken.say("file-record"): typeset("text.typ", record(facts, source, spoken, handed))}
    renders, parts = spoken.say("file-renders"), list(_parts(facts, source, drawing, spoken, max_bytes))
    contents |= dict(zip(_numbered(renders, len(parts)), parts, strict=True))
    contents[spoken.say("file-method")] = typeset("text.typ", method(facts, source, spoken))
    if len(parts) > 1:
        notes.append(f"{renders} is in {len(parts)} files: number them in the inventory")
    notes += [
        f"{name}.pdf has {len(content):,} bytes, more than the {max_bytes:,} asked for"
        for name, content in contents.items()
        if len(content) > max_bytes
    ]
    files = _put_in_place(out, {f"{name}.pdf": content for name, content in contents.items()})
    drawn = sum(1 for one in drawing.all if one.slices)
    return Made(files, facts, len(chosen), drawn, tuple(notes))


def _words(language: str) -> Words:
    try:
        return words(language)
    except ValueError as error:
        raise DossierError(f"the pieces are made in 'fr' or 'en', not in '{language}'") from error


# The renderings


def _draw(
    bundle: Bundle, chosen: Sequence[Choice], chromium: str | None, progress: Progress | None
) -> tuple[Drawing, list[str]]:
    """Draw each chosen look with one browser; what cannot be drawn says why."""
    stored = bundle.responses({choice.look.page.response or "" for choice in chosen if choice.look.page})
    drawn: list[Drawn] = []
    try:
        with Browser(chromium) as browser:
            for number, choice in enumerate(chosen, 1):
                if progress:
                    progress(number - 1, len(chosen))
                drawn.append(_drawn(browser, number, choice, stored))
            notes = [] if browser.has_sandbox else ["pages were drawn as root, without the browser's sandbox"]
            return Drawing(tuple(drawn), browser.version), notes
    except NoBrowserError as error:
        return _undrawn(chosen, error.why), [f"no page was drawn: {error}"]


def _drawn(browser: Browser, number: int, choice: Choice, stored: dict[str, bytes]) -> Drawn:
    page = choice.look.page
    if page is None:
        return Drawn(number, choice, NotDrawn("not-bytes"))
    if (response := stored.get(page.response or "")) is None:
        return Drawn(number, choice, NotDrawn("not-kept"))
    shown = stored_page(response, page.url, page.method)
    return Drawn(number, choice, shown if isinstance(shown, NotDrawn) else browser.draw(shown))


def _undrawn(chosen: Sequence[Choice], why: str) -> Drawing:
    rows = tuple(Drawn(number, choice, NotDrawn("not-tried")) for number, choice in enumerate(chosen, 1))
    return Drawing(rows, why_none=why)


def _numbered(name: str, parts: int) -> list[str]:
    """The name alone, or with a number for each part where one file would be too large."""
    return [name] if parts == 1 else [f"{name}_{number}" for number in range(1, parts + 1)]


def _parts(facts: Facts, source: Provenance, drawing: Drawing, spoken: Words, max_bytes: int) -> Iterator[bytes]:
    """Runs of looks whose pictures fit; what turns out too large once typeset is halved."""
    waiting = _grouped(drawing.all, max_bytes * 9 // 10)
    while waiting:
        some = waiting.pop(0)
        files = {name: png for one in some for name, png in one.files().items()}
        pdf = typeset("pictures.typ", gallery(facts, source.about, drawing, some, spoken), files)
        if len(pdf) > max_bytes and len(some) > 1:
            middle = len(some) // 2
            waiting[:0] = [some[:middle], some[middle:]]
        else:
            yield pdf


def _grouped(drawn: Sequence[Drawn], room: int) -> list[list[Drawn]]:
    groups: list[list[Drawn]] = [[]]
    used = 0
    for one in drawn:
        if groups[-1] and used + one.size > room:
            groups.append([])
            used = 0
        groups[-1].append(one)
        used += one.size
    return groups


# The folder


def require_room(out: Path, captures: Path | None = None) -> None:
    """Refuse what ``make`` would refuse in the end, before a bundle is made for it. Raises ``DossierError``."""
    if captures is not None:
        list_captures(captures)
    if out.exists() and not out.is_dir():
        raise DossierError(f"-o {out}: this is a file; name a folder")
    if out.is_dir() and (there := sorted(path.name for path in out.iterdir() if _OURS.fullmatch(path.name))):
        raise DossierError(f"-o {out}: it holds pieces already ({there[0]}); name another folder, or move them away")


def _put_in_place(out: Path, contents: dict[str, bytes]) -> tuple[Path, ...]:
    """Write all files beside their place, then move them in: what is seen under its name is whole."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _beside(out) as folder:
            for name, content in contents.items():
                (folder / name).write_bytes(content)
            return tuple((folder / name).rename(out / name) for name in contents)
    except OSError as error:
        raise DossierError(f"-o {out}: cannot be written: {error.strerror or error}") from error


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A folder of our own on the same file system, gone afterwards."""
    folder = Path(mkdtemp(prefix=".slotwatch-", dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
