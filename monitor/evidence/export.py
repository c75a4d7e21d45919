"""Writes an evidence bundle of some targets and days: sealed lines, lists, tokens, exact bytes, tables, instructions.

Reads one moment of the store. The folder appears under its name only when it is whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from monitor import __version__
from monitor.config.durations import parse
from monitor.config.settings import Authority
from monitor.evidence import table, texts
from monitor.evidence.certificates import blocks, leaf
from monitor.evidence.folders import whole, write_sums
from monitor.evidence.verifiers import verify as verifier
from monitor.evidence.wacz import write_wacz
from monitor.evidence.warc import Entry, Kept, write_warc
from monitor.store.bundle_table import write_extract
from monitor.store.bundling import Source
from monitor.store.sealing import Stamp, answer_path, list_path, token_path

FORMAT = 1
_SUFFIXES: Mapping[str, str] = {
    "application/pdf": ".pdf",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "multipart/related": ".mhtml.txt",
    "text/html": ".html.txt",
}
"""Of files that people handed over; saved pages open as text, since who wrote their scripts is not known."""
SOFTWARE = f"slotwatch/{__version__}"
OnStep = Callable[[], None]
Finish = Callable[[Path, str], None]
"""Done to the folder, and the SHA-256 of its list of files, before anybody sees it."""


class AlreadyThere(FileExistsError):
    """A bundle of that name is there, as a folder or a zip file: its path is the first argument."""


class NothingToExport(Exception):
    """No sealed day of these targets lies in the span; says what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported."""

    targets: tuple[str, ...]
    first: str
    """UTC days, both included."""
    last: str
    language: str
    operator: str
    contact: str
    authorities: tuple[Authority, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A finished bundle."""

    folder: Path
    sums: str
    """SHA-256 of its list of files: what a filing quotes."""
    looks: int
    absent_bodies: int
    """Answers whose bytes were given up before: their hashes are there."""


@dataclass(frozen=True, slots=True)
class _Chain:
    target: Mapping[str, Any]
    vantage: Mapping[str, Any]
    days: tuple[str, ...]


def name_of(order: Order, first: str, last: str) -> str:
    """The folder's name: of one target with its id, of several with their number."""
    head = "releve" if order.language == "fr" else "record"
    several = f"{len(order.targets)}_{'cibles' if order.language == 'fr' else 'targets'}"
    return f"{head}_{order.targets[0] if len(order.targets) == 1 else several}_{first}_{last}"


def amount(source: Source, order: Order) -> int:
    """Of how many steps ``export`` is: days of chains, read twice."""
    return sum(len(chain.days) for chain in _chains(source, order))


def export(
    source: Source,
    order: Order,
    goal: Path,
    on_step: OnStep = lambda: None,
    *,
    finish: Finish = lambda _folder, _sums: None,
) -> Written:
    """Write the bundle below a folder. ``finish`` may add tokens over the delivery itself: see ``delivery``.

    Raises ``NothingToExport``, ``AlreadyThere``, ``OSError`` and ``StoreError``.
    """
    chains = _chains(source, order)
    days = sorted({day for chain in chains for day in chain.days})
    if not days:
        raise NothingToExport(_why_nothing(source, order))
    first, last = days[0], days[-1]
    folder = goal / name_of(order, first, last)
    for there in (folder, folder.with_name(f"{folder.name}.zip")):
        if there.exists():
            raise AlreadyThere(there)
    with whole(folder) as part:
        writer = _Writer(source, order, part, chains, (first, last))
        writer.write(on_step)
        sums = writer.finish()
        finish(part, sums)
    return Written(folder, sums, writer.looks, writer.absent)


def _chains(source: Source, order: Order) -> list[_Chain]:
    sealed = set(source.seals.days(order.first, order.last))
    chains = []
    for slug in order.targets:
        target = source.target(slug)
        assert target is not None, "the caller knows its targets"
        for vantage in source.vantages(target["id"]):
            days = tuple(day for day in source.lines.days(target["id"], vantage["number"]) if day in sealed)
            if days:
                chains.append(_Chain(target, vantage, days))
    return sorted(chains, key=lambda chain: (chain.target["id"], chain.vantage["number"]))


def _why_nothing(source: Source, order: Order) -> str:
    sealed = source.seals.days()
    if not sealed:
        return "no day is sealed yet; 'slotwatch seal' seals every past day (UTC), 'slotwatch run' does it each night"
    what = "these targets were" if len(order.targets) > 1 else f"{order.targets[0]} was"
    return (
        f"on no sealed day from {order.first} to {order.last} {what} looked at; sealed are {len(sealed)} days,"
        f" {sealed[0]} to {sealed[-1]} (UTC)"
    )


class _Writer:
    """Writes the parts of one bundle into a folder that nobody sees yet."""

    def __init__(
        self, source: Source, order: Order, folder: Path, chains: Sequence[_Chain], span: tuple[str, str]
    ) -> None:
        self._source = source
        self._order = order
        self._folder = folder
        self._chains = chains
        self._first, self._last = span
        self._contexts: set[str] = set()
        self.looks = 0
        self.absent = 0

    def write(self, on_step: OnStep) -> None:
        """Sealed lines, exact bytes, and the table made of the lines."""
        with self._create(table.NAME) as stream:
            stream.write(table.HEADER.encode())
            for chain in self._chains:
                for day in chain.days:
                    stream.write("".join(map(table.row, self._day(chain, day))).encode())
                    on_step()
        for slug, chains in self._by_target().items():
            self._archive(slug, chains)

    def _day(self, chain: _Chain, day: str) -> list[dict[str, Any]]:
        """Write the lines of one day of one chain, and return what they say."""
        target, vantage = chain.target["id"], chain.vantage["number"]
        lines = [line for _, line in self._source.lines.of_day(target, vantage, day)]
        self._put(f"obs/{target}/{vantage}/{day}.jsonl", "".join(lines).encode())
        said = [json.loads(line) for line in lines]
        self._contexts |= {line["ctx"] for line in said if "ctx" in line}
        self.looks += sum("out" in line for line in said)
        for line in said:
            self._handed_over(target, vantage, line)
        return said

    def _handed_over(self, target: int, vantage: int, line: Mapping[str, Any]) -> None:
        """The files of a person's look, each under its hash, which the sealed line has."""
        if files := line.get("files"):
            kept = self._source.handed_over(target, vantage, line["seq"])
            for file, (_, content) in zip(files, kept, strict=True):
                if content:
                    self._put(f"witness/{file['sha256']}{_SUFFIXES.get(file['type'], '.bin')}", content)

    def _by_target(self) -> dict[str, list[_Chain]]:
        found: dict[str, list[_Chain]] = {}
        for chain in self._chains:
            found.setdefault(chain.target["slug"], []).append(chain)
        return found

    def _archive(self, slug: str, chains: Sequence[_Chain]) -> None:
        warcs: list[Path] = []
        entries: list[Entry] = []
        folder = self._folder / "archive"
        folder.mkdir(exist_ok=True)
        for day in sorted({day for chain in chains for day in chain.days}):
            name = f"{slug}_{day}.warc.gz"
            path = folder / name
            with path.open("wb") as stream:
                found = write_warc(stream, self._kept(chains, day), name=name, software=SOFTWARE)
            if path.stat().st_size:
                warcs.append(path)
                entries += found
            else:
                path.unlink()
        if warcs:
            wacz = folder / f"{slug}.wacz"
            created = datetime.combine(datetime.fromisoformat(self._last).date(), datetime.min.time(), UTC)
            write_wacz(wacz, warcs, entries, title=slug, software=SOFTWARE, created=created)

    def _kept(self, chains: Sequence[_Chain], day: str) -> Iterator[Kept]:
        """The exchanges of a target's day in the order of its lines."""
        for chain in chains:
            target, vantage = chain.target["id"], chain.vantage["number"]
            for number, text in self._source.lines.of_day(target, vantage, day) if day in chain.days else ():
                line = json.loads(text)
                sealed = line.get("ex") or []
                stored = self._source.exchanges(target, vantage, number) if sealed else []
                for one, said in zip(stored, sealed, strict=True):
                    self.absent += (said["res"] is not None and not one.response) + (
                        said["req"] is not None and not one.request
                    )
                    yield Kept(
                        look=UUID(line["id"]),
                        position=one.position,
                        started_at=line["t0"],
                        url=one.url,
                        peer=one.peer,
                        request=one.request or None,
                        response=one.response or None,
                        certificate=leaf(one.certificates, said["crt"]),
                    )

    def finish(self) -> str:
        """Everything around the lines: lists, tokens, certificates, contexts, what is derived, and how to verify.

        Returns the SHA-256 of the list of files.
        """
        self._lists()
        self._certificates()
        for digest in sorted(self._contexts):
            if (record := self._source.context(digest)) is not None:
                self._put(f"context/{digest}.json", record.encode())
        about = self._about()
        self._put("bundle.json", (json.dumps(about, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode())
        self._put("datapackage.json", self._datapackage(about).encode())
        write_extract(self._folder / table.NAME, self._folder / "extract.sqlite", title=about["targets"][0]["id"])
        for name, content in texts.instructions(about).items():
            self._put(name, content.encode())
        for name in ("verify.sh", "verify.py"):
            shutil.copyfile(Path(verifier.__file__).with_name(name), self._folder / name)
            (self._folder / name).chmod(0o755)
        return write_sums(self._folder)

    def _lists(self) -> None:
        seals = self._source.seals
        for day in self._days:
            seal = seals.of_day(day)
            assert seal is not None
            self._put(list_path(day), seal.text.encode())
            if seal.signature:
                self._put(f"{list_path(day)}.sig", seal.signature.encode())
            if log := seals.custody_file(day):
                self._put(f"custody/{day}.jsonl", log.encode())
            for stamp in seals.stamps(list_path(day)):
                if stamp.answer is not None and stamp.state == "verified":
                    self._put(token_path(day, stamp.authority), stamp.answer)
        for subject, text in self._restamped:
            self._put(subject, text.encode())
            for stamp in seals.stamps(subject):
                if stamp.answer is not None and stamp.state == "verified":
                    self._put(answer_path(subject, stamp.authority), stamp.answer)

    @cached_property
    def _restamped(self) -> list[tuple[str, str]]:
        """The lists by which tokens of these days, or such lists in turn, were stamped again."""
        wanted, found = {f" {list_path(day).removesuffix('sha256')}" for day in self._days}, []
        for subject, text in self._source.seals.restamped():  # oldest first: a later one may name an earlier one
            if any(name in text for name in wanted):
                wanted.add(f" {subject.removesuffix('sha256')}")
                found.append((subject, text))
        return found

    def _certificates(self) -> None:
        """Of each authority: its roots, what stands between, and what its tokens carried."""
        configured = {authority.name: authority for authority in self._order.authorities}
        for name in self.authorities:
            one = configured.get(name)
            parts = [one.roots, one.intermediates] if one else []
            parts += [(stamp.certificates or "").encode() for stamp in self._stamps(name)]
            self._put(f"tsa/{name}.pem", b"".join(blocks(b"\n".join(parts))))
            if crl := self._source.seals.revocations(name):
                self._put(f"tsa/{name}.crl", crl)

    def _stamps(self, authority: str) -> list[Stamp]:
        found = self._source.seals.stamps()
        return [one for one in found if one.authority == authority and self._ours(one) and one.state == "verified"]

    def _ours(self, stamp: Stamp) -> bool:
        return stamp.subject in self._subjects

    @cached_property
    def _days(self) -> list[str]:
        """Every sealed day of the span: the lists are a chain."""
        return self._source.seals.days(self._first, self._last)

    @cached_property
    def _subjects(self) -> set[str]:
        return {list_path(day) for day in self._days} | {subject for subject, _ in self._restamped}

    @property
    def authorities(self) -> list[str]:
        """Those that stamped, and those that are configured: they stamp the delivery."""
        stamped = {one.authority for one in self._source.seals.stamps() if self._ours(one)}
        return sorted(stamped | {authority.name for authority in self._order.authorities})

    def _about(self) -> dict[str, Any]:
        configured = {authority.name: authority for authority in self._order.authorities}
        return {
            "format": FORMAT,
            "language": self._order.language,
            "program": SOFTWARE.replace("/", " "),
            "simulated": self._source.is_simulated(),
            "from": self._first,
            "to": self._last,
            "operator": {"name": self._order.operator, "contact": self._order.contact},
            "authorities": [
                {
                    "name": name,
                    "url": configured[name].url if name in configured else "",
                    "qualified": name in configured and configured[name].qualified,
                }
                for name in self.authorities
            ],
            "targets": [self._target(chains) for chains in self._by_target().values()],
            "absent_bodies": self.absent,
            "notes": [],
        }

    def _target(self, chains: Sequence[_Chain]) -> dict[str, Any]:
        target = chains[0].target
        configured = self._source.configured(target["slug"])
        names = ("name", "url", "probe", "office", "procedure", "territory", "timezone", "every_seconds")
        return {
            "number": target["id"],
            "id": target["slug"],
            "former_ids": target["former_ids"],
            **{name: target[name] for name in names},
            "other_channels": configured.get("other_channels") or "",
            "reason": configured.get("reason") or "",
            "horizon_seconds": int(parse(configured["horizon"]).total_seconds()) if configured.get("horizon") else None,
            "terms_read": configured.get("terms_read") or "",
            "vantages": [dict(chain.vantage) for chain in chains],
        }

    def _datapackage(self, about: Mapping[str, Any]) -> str:
        path = self._folder / table.NAME
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        first = about["targets"][0]["id"]
        described = table.datapackage(
            name=f"observations-{first}".replace("_", "-").lower(),
            title=f"{', '.join(one['id'] for one in about['targets'])}, {self._first} - {self._last}",
            sha256=digest,
            size=path.stat().st_size,
            language=self._order.language,
        )
        return json.dumps(described, ensure_ascii=False, indent=2) + "\n"

    @contextmanager
    def _create(self, name: str) -> Iterator[Any]:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            yield stream

    def _put(self, name: str, content: bytes) -> None:
        with self._create(name) as stream:
            stream.write(content)
