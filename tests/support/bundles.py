"""A small but complete evidence bundle, made by hand: three days, two targets in the lists and one in the bundle.

It is built from the contract of the files, not by the exporter, so that the verifiers are tested apart from it. Tokens
have any date (``authorities.stamp_at``): an honest bundle of 2018, and a dishonest one stamped yesterday.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from monitor.canonical import canonical, line_sha256
from monitor.demo.authority import LocalAuthority
from monitor.evidence import openssl, table, verifiers
from monitor.evidence.wacz import write_wacz
from monitor.evidence.warc import Entry, Kept, write_warc
from tests.support.authorities import stamp_at

DAYS = ("2018-10-01", "2018-10-02", "2018-10-03")
TARGET, OTHER = 17, 4
SLUG = "palaiseau"
SOFTWARE = "slotwatch test"
VERIFIERS = Path(verifiers.__file__).parent
PAGE = b"<!doctype html><title>Rendez-vous</title><p>Plus aucune plage horaire libre</p>"

Line = dict[str, Any]


def sha256(content: bytes | str) -> str:
    """As in lists and lines."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


@dataclass
class Exchanged:
    """The bytes of one exchange."""

    url: str
    request: bytes
    response: bytes
    method: str = "GET"
    certificate: bytes = b"leaf certificate"

    def sealed(self) -> Line:
        """As the line holds it."""
        status = int(self.response[9:12]) if self.response.startswith(b"HTTP/") else None
        return {
            "m": self.method,
            "url": self.url,
            "st": status,
            "ip": "192.0.2.1:443",
            "tls": "TLSv1.3",
            "crt": sha256(self.certificate) if self.certificate else None,
            "req": sha256(self.request) if self.request else None,
            "res": sha256(self.response) if self.response else None,
            "len": len(self.response),
            "err": None if status else "the connection ended",
        }


@dataclass
class Looked:
    """One line to be sealed, and the bytes that it speaks of."""

    said: Line
    exchanged: list[Exchanged] = field(default_factory=list)


def answer(body: bytes, *, chunked: bool = False) -> bytes:
    """What a server sent, down to the space at the end of a header."""
    head = b"HTTP/1.1 200 OK\r\nServer: nginx \r\nContent-Type: text/html; charset=utf-8\r\n"
    if chunked:
        return head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    return head + b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def asked(url: str = "https://rdv.example/palaiseau", *, body: bytes = PAGE, chunked: bool = False) -> Exchanged:
    """One page asked for and given."""
    return Exchanged(url, b"GET /palaiseau HTTP/1.1\r\nHost: rdv.example\r\n\r\n", answer(body, chunked=chunked))


def a_line(day: str, hour: int, number: int, exchanged: Sequence[Exchanged] = (), **changes: Any) -> Line:
    """The words of one look, without its place in the chain."""
    name = f"{day}T{hour:02}:00:00.000000Z"
    return {
        "v": 1,
        "id": str(uuid5(NAMESPACE_URL, f"{name}/{number}")),
        "tgt": SLUG,
        "van": "paris",
        "sim": False,
        "kind": "anchored",
        "due": f"{day}T{hour:02}:00:00.000000Z",
        "t0": name,
        "ms": 312,
        "ua": "slotwatch/test",
        "al": "fr",
        "rob": "obeyed",
        "ex": [one.sealed() for one in exchanged],
        "probe": "page/1",
        "rule": "test/notice",
        "out": "no_slots",
        "why": "notice",
        "q": "Plus aucune plage horaire libre",
        "ql": "fr",
        "qlb": "rule",
        "pl": "fr",
        "n": None,
        "first": None,
        "win": None,
        "said": [],
        **changes,
    }


def the_looks(day: str) -> Iterator[Looked]:
    """One day of the machine: plain, chunked, a form of two steps, no HTTP at all, nothing at all, hostile words."""
    plain, chunked = [asked()], [asked(chunked=True, body=PAGE + day.encode())]
    steps = [
        asked(),
        Exchanged("https://rdv.example/palaiseau", b"POST / HTTP/1.1\r\n\r\na=1", answer(b"<p>2"), "POST"),
    ]
    garbage = [Exchanged("https://rdv.example/x", b"GET /x HTTP/1.1\r\n\r\n", b"\x16\x03 WARC/1.1\r\n\r\nno HTTP")]
    nothing = [Exchanged("https://rdv.example/palaiseau", b"GET / HTTP/1.1\r\n\r\n", b"", certificate=b"")]
    failed: Line = {"out": "failing", "why": "connection", "q": "", "ql": None, "pl": None}
    yield Looked(a_line(day, 7, 0, plain), plain)
    yield Looked(a_line(day, 8, 1, chunked, q='« é\u2019 "x", y »\nligne 2'), chunked)
    yield Looked(a_line(day, 9, 2, steps, win=[day, day], q="=HYPERLINK(1)\t\u0007\\"), steps)
    yield Looked(a_line(day, 10, 3, garbage, **failed), garbage)
    yield Looked(a_line(day, 11, 4, nothing, kind="extra", due=None, **failed, win=[None, None, "week"]), nothing)


def a_retraction(day: str, of: str) -> Looked:
    """A later word on an earlier line."""
    told = {"v": 1, "tgt": SLUG, "van": "paris", "sim": False, "kind": "retracted", "t0": f"{day}T12:00:00.000000Z"}
    name = str(uuid5(NAMESPACE_URL, f"{day}/retraction"))
    return Looked({**told, "id": name, "of": of, "why": 'read "wrongly", \u00e9', "by": "=operator"})


def a_witness(day: str) -> Looked:
    """A person's look: no exchange, a time of receipt and a note."""
    more: Line = {"rcv": f"{day}T18:00:00.000000Z", "note": "@ l'accueil\ttéléphone", "n": 2, "first": "2018-10-30"}
    return Looked(a_line(day, 17, 9, kind="witness", van="rota", due=None, out="slots", why="free-dates", **more))


Change = Callable[[Looked], Looked | None]


@dataclass
class Making:
    """What a bundle is made of; the tests change some of it to play the dishonest operator."""

    authorities: Mapping[str, LocalAuthority]
    language: str = "en"
    simulated: bool = False
    days: tuple[str, ...] = DAYS
    change: Change = lambda look: look
    """Applied to each look before it is sealed; None leaves it out."""
    stamped: Callable[[str], datetime] = lambda day: _midnight(day) + timedelta(days=1, minutes=10)
    delivered: datetime = datetime(2018, 11, 5, 9, tzinfo=UTC)
    reseal: Callable[[str], str] = lambda text: text
    """Applied to the text of each sealed file before it is listed: what a dishonest operator may seal."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """Of ``bundle.json``."""


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)


def make(folder: Path, making: Making) -> Path:
    """Write the bundle into a folder that is not there yet."""
    for name in ("obs/17/1", "obs/17/2", "custody", "context", "day", "tsa", "archive"):
        (folder / name).mkdir(parents=True)
    context = canonical({"software": SOFTWARE, "kind": "context"})
    _put(folder, f"context/{sha256(context)}.json", context)
    sealed = _sealed(making, sha256(context))
    _put_lines(folder, making, sealed)
    for name, local in making.authorities.items():
        some = stamp_at(local, sha256(b"some"), making.stamped(making.days[0]))
        (folder / f"tsa/{name}.pem").write_bytes(local.roots + openssl.certificates(some))
        shutil.copy(local._folder / "crl.der", folder / f"tsa/{name}.crl")
    _seal_days(folder, making, f"context/{sha256(context)}.json")
    _put_archive(folder, making, sealed)
    _put_table(folder, making.language)
    (folder / "bundle.json").write_text(json.dumps(_about(making), ensure_ascii=False, indent=2) + "\n")
    for name in ("verify.sh", "verify.py"):
        shutil.copy(VERIFIERS / name, folder / name)
    _put(folder, "README.md", "Read VERIFY.md.\n")
    deliver(folder, making)
    return folder


def deliver(folder: Path, making: Making) -> None:
    """Write SHA256SUMS again and have it stamped: what whoever hands over a bundle can always do."""
    write_sums(folder)
    stamp(folder, "SHA256SUMS", "SHA256SUMS", making.authorities, making.delivered)


def write_sums(folder: Path) -> None:
    """SHA256SUMS of all that is there; its tokens are left as they are."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    rows = [f"{sha256((folder / path).read_bytes())}  {path}\n" for path in paths if not path.startswith("SHA256SUMS")]
    _put(folder, "SHA256SUMS", "".join(rows))


def stamp(folder: Path, about: str, stem: str, authorities: Mapping[str, LocalAuthority], at: datetime) -> None:
    """A token of each authority over a file."""
    for name, local in authorities.items():
        token = stamp_at(local, sha256((folder / about).read_bytes()), at)
        (folder / f"{stem}.{name}.tsr").write_bytes(token)


def _put(folder: Path, path: str, text: str) -> None:
    (folder / path).write_bytes(text.encode())


def _chain(looks: Sequence[Looked], context: str, start: int) -> None:
    """Give each line its place; the export begins in the middle of a chain unless ``start`` is 0."""
    before = "0" * 64 if start == 0 else sha256("the line before")
    for number, look in enumerate(looks, start):
        look.said |= {"seq": number, "prev": before}
        if look.said["kind"] != "retracted":
            look.said["ctx"] = context
        before = line_sha256(canonical(look.said))


Sealed = dict[tuple[int, str], list[Looked]]
"""By vantage and day."""


def _sealed(making: Making, context: str) -> Sealed:
    sealed: Sealed = {}
    for vantage, looks_of, start in ((1, the_looks, 100), (2, lambda day: [a_witness(day)], 0)):
        chain: list[Looked] = []
        for day in making.days:
            made = list(looks_of(day))
            if vantage == 1 and day == making.days[1]:
                made.append(a_retraction(day, made[0].said["id"]))
            for look in made:
                look.said["sim"] = making.simulated
            sealed[vantage, day] = [kept for look in made if (kept := making.change(look))]
            chain += sealed[vantage, day]
        _chain(chain, context, start)
    return sealed


def _put_lines(folder: Path, making: Making, sealed: Sealed) -> None:
    for (vantage, day), looks in sealed.items():
        text = making.reseal("".join(canonical(look.said) for look in looks))
        _put(folder, f"obs/{TARGET}/{vantage}/{day}.jsonl", text)
    before = sha256("the custody line before")
    for day in making.days:
        lines = []
        for kind in ("start", "clock-step"):
            lines.append(canonical({"v": 1, "at": f"{day}T00:00:01.000000Z", "kind": kind, "prev": before}))
            before = line_sha256(lines[-1])
        _put(folder, f"custody/{day}.jsonl", "".join(lines))


def _seal_days(folder: Path, making: Making, context: str) -> None:
    previous = ""
    for day in making.days:
        named = {f"obs/{OTHER}/1/{day}.jsonl": sha256(f"another target's lines of {day}")}
        ours = [*folder.glob(f"obs/*/*/{day}.jsonl"), folder / f"custody/{day}.jsonl"]
        ours += [*folder.glob(f"day/{previous}.*")] if previous else [folder / context]
        named |= {path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in ours}
        _put(folder, f"day/{day}.sha256", "".join(f"{named[path]}  {path}\n" for path in sorted(named)))
        stamp(folder, f"day/{day}.sha256", f"day/{day}", making.authorities, making.stamped(day))
        previous = day


def kept(looks: Sequence[Looked]) -> Iterator[Kept]:
    """What the archive is made of."""
    for look in looks:
        for position, one in enumerate(look.exchanged):
            yield Kept(
                look=UUID(look.said["id"]),
                position=position,
                started_at=look.said["t0"],
                url=one.url,
                peer="192.0.2.1:443",
                request=one.request,
                response=one.response,
                certificate=one.certificate,
            )


def _put_archive(folder: Path, making: Making, sealed: Sealed) -> None:
    warcs, entries = [], list[Entry]()
    for day in making.days:
        looks = [look for (_, of), found in sorted(sealed.items()) if of == day for look in found]
        path = folder / f"archive/{SLUG}_{day}.warc.gz"
        with path.open("wb") as stream:
            entries += write_warc(stream, kept(looks), name=path.name, software=SOFTWARE, about="a test")
        warcs.append(path)
    created = datetime(2018, 10, 4, tzinfo=UTC)
    write_wacz(folder / f"archive/{SLUG}.wacz", warcs, entries, title="Palaiseau", software=SOFTWARE, created=created)


def _put_table(folder: Path, language: str) -> None:
    _put(folder, "observations.csv", table_of(folder))
    raw = (folder / "observations.csv").read_bytes()
    described = table.datapackage(name=SLUG, title="Palaiseau", sha256=sha256(raw), size=len(raw), language=language)
    _put(folder, "datapackage.json", json.dumps(described, ensure_ascii=False, indent=2) + "\n")


def table_of(folder: Path) -> str:
    """The table that the sealed files give."""
    files = sorted(folder.glob("obs/*/*/*.jsonl"))
    # No splitlines: it would end a line within a quote that holds U+2028.
    lines = (json.loads(line) for path in files for line in path.read_bytes().decode().split("\n")[:-1])
    return "".join(table.table(lines))


def _about(making: Making) -> dict[str, Any]:
    vantages = [{"number": 1, "name": "paris", "kind": "machine"}, {"number": 2, "name": "rota", "kind": "person"}]
    target = {"number": TARGET, "id": SLUG, "former_ids": ["old-name"], "name": "Palaiseau", "vantages": vantages}
    return {
        "format": 1,
        "language": making.language,
        "program": SOFTWARE,
        "simulated": making.simulated,
        "from": making.days[0],
        "to": making.days[-1],
        "targets": [target],
        "authorities": [{"name": name, "url": "", "qualified": False} for name in making.authorities],
        "operator": {"name": "Association « é »", "contact": "mailto:a@example.org"},
        "notes": [],
        **making.more,
    }
