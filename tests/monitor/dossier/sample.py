"""A small bundle as the contract of exports describes it: five weeks of a page that hardly ever shows a slot."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
START = datetime(2018, 10, 22, tzinfo=PARIS)
DAYS = 35
URL = "https://rdv.example/booking/create/4981/1"
NONE = "Il n'existe plus de plage horaire libre pour votre demande de rendez-vous. Veuillez recommencer ultérieurement."
ENGLISH = "Booking planning has no more free time slot. Please try later."
HOSTILE = (
    "#eval(1) *x* $y$ <script>alert(1)</script> \u202egnissim\u202c \x07 = _u_ @ref `c` \\u{41} [b] // aucun créneau"
)
ARABIC = "لا توجد مواعيد متاحة. يرجى المحاولة لاحقا"
ONLY_ONLINE = "Les demandes de rendez-vous se font exclusivement sur cette page."
TERMS = "Je certifie avoir lu les conditions d'utilisation et les accepte."
ABOUT: dict[str, Any] = {
    "format": 1,
    "language": "fr",
    "program": "slotwatch 0.1.0",
    "simulated": False,
    "from": "2018-10-22",
    "to": "2018-11-25",
    "targets": [
        {
            "number": 17,
            "id": "palaiseau",
            "former_ids": ["evry-1"],
            "name": "Titre de séjour, renouvellement",
            "url": "https://rdv.example/booking/create/4981/0",
            "probe": "ezbooking",
            "office": "Sous-préfecture de Palaiseau",
            "procedure": "Renouvellement d'un titre de séjour",
            "territory": "Essonne",
            "timezone": "Europe/Paris",
            "other_channels": "Aucun autre moyen indiqué sur le site de la préfecture (vu le 20 octobre 2018).",
            "every_seconds": 3600,
            "reason": "",
            "terms_read": "2018-10-20",
            "vantages": [
                {"number": 1, "name": "serveur-association", "kind": "machine"},
                {"number": 2, "name": "permanence", "kind": "person"},
            ],
        }
    ],
    "authorities": [
        {"name": "tsa-one", "url": "https://tsa-one.example/", "qualified": False},
        {"name": "tsa-two", "url": "https://tsa-two.example/", "qualified": True},
    ],
    "operator": {"name": "Observatoire des guichets", "contact": "observatoire@guichets.example"},
    "notes": [],
}


def response(text: str, at: datetime, *, status: str = "200 OK", coding: str = "") -> bytes:
    """One answer as it came through the socket."""
    body = text.encode()
    head = f"HTTP/1.1 {status}\r\nDate: {at:%a, %d %b %Y %H:%M:%S} GMT\r\nContent-Type: text/html; charset=utf-8\r\n"
    if coding == "gzip":
        body = gzip.compress(body, mtime=0)
        head += "Content-Encoding: gzip\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def page(words: str, *, more: str = "") -> str:
    """A page of a préfecture, more or less."""
    return (
        "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><title>Prise de rendez-vous</title>"
        "<style>body{font-family:sans-serif;margin:0}header{background:#1e3f7f;color:#fff;padding:24px 60px}"
        "main{padding:30px 60px;font-size:20px}.box{border:1px solid #888;padding:20px;background:#fff6d6}"
        "</style></head>"
        "<body><header><h1>Les services de l'État dans l'Essonne</h1></header>"
        f"<main><h2>Renouvellement d'un titre de séjour</h2><div class=box>{words}</div>{more}"
        "<script>document.body.innerHTML='SCRIPT RAN'</script></main></body></html>"
    )


@dataclass
class Sample:
    """What a bundle is made of; ``save`` writes it."""

    about: dict[str, Any] = field(default_factory=lambda: json.loads(json.dumps(ABOUT)))
    lines: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    """By their hash."""
    vantages: dict[str, int] = field(default_factory=lambda: {"serveur-association": 1, "permanence": 2})

    def look(
        self,
        at: datetime,
        why: str = "notice",
        quote: str = "",
        *,
        outcome: str = "no_slots",
        answer: bytes | None = None,
        status: int | None = 200,
        language: str | None = None,
        van: str = "serveur-association",
        **more: Any,
    ) -> dict[str, Any]:
        """Add a look."""
        at = at.astimezone(UTC)
        res = None
        if answer:
            res = hashlib.sha256(answer).hexdigest()
            self.answers[res] = answer
        number = sum(1 for line in self.lines if line["van"] == van)
        exchange = {"m": "GET", "url": URL, "st": status if answer else None, "ip": "192.0.2.7:443", "tls": "TLSv1.3"}
        exchange |= {"crt": None, "req": "ab" * 32, "res": res, "len": len(answer or b""), "err": None}
        line = {
            "v": 1,
            "id": str(uuid5(NAMESPACE_URL, f"{van}/{number}/{at.isoformat()}")),
            "tgt": "palaiseau",
            "seq": number,
            "van": van,
            "sim": self.about["simulated"],
            "kind": "anchored",
            "due": _iso(at),
            "t0": _iso(at),
            "ms": 812,
            "ua": "Mozilla/5.0 (compatible; slotwatch/0.1.0; +https://guichets.example/)",
            "al": "fr",
            "rob": "obeyed",
            "ex": [exchange],
            "probe": "ezbooking/1",
            "rule": f"ezbooking/{why}",
            "out": outcome,
            "why": why,
            "q": quote,
            "ql": language,
            "qlb": None,
            "pl": "fr" if answer else None,
            "n": None,
            "first": None,
            "win": None,
            "said": [],
            "ctx": hashlib.sha256(CONTEXT).hexdigest(),
        }
        line |= more
        self.lines.append(line)
        return line

    def remark(self, of: Mapping[str, Any], at: datetime, why: str, kind: str = "retracted") -> None:
        """Say something of a look, later."""
        number = sum(1 for line in self.lines if line["van"] == of["van"])
        head = {"v": 1, "id": str(UUID(int=number)), "tgt": "palaiseau", "seq": number, "van": of["van"], "sim": False}
        self.lines.append(head | {"kind": kind, "t0": _iso(at), "of": of["id"], "why": why, "by": "operator"})

    def save(self, root: Path) -> Path:
        """Write it all, and the list of hashes over it."""
        root.mkdir(parents=True)
        files = dict(self._files())
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
        (root / "SHA256SUMS").write_text(sums, encoding="utf-8")
        (root / "SHA256SUMS.tsa-one.tsr").write_bytes(b"token")
        return root

    def _files(self) -> Iterable[tuple[str, bytes]]:
        yield "bundle.json", json.dumps(self.about, ensure_ascii=False).encode()
        yield f"context/{hashlib.sha256(CONTEXT).hexdigest()}.json", CONTEXT
        yield "custody/2018-10-22.jsonl", b'{"kind":"start","prev":"00","t0":"2018-10-21T22:00:00.000000Z","v":1}\n'
        previous: dict[str, str] = {}
        days: dict[tuple[int, str], list[bytes]] = {}
        archives: dict[str, list[bytes]] = {}
        for line in self.lines:
            sealed = line | {"prev": previous.get(line["van"], "0" * 64)}
            content = json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            previous[line["van"]] = hashlib.sha256(content).hexdigest()
            days.setdefault((self.vantages[line["van"]], line["t0"][:10]), []).append(content)
            for exchange in line.get("ex", ()):
                if exchange["res"]:
                    archives.setdefault(line["t0"][:10], []).append(
                        _record(exchange["url"], exchange["res"], self.answers)
                    )
        for (vantage, day), contents in days.items():
            yield f"obs/17/{vantage}/{day}.jsonl", b"".join(contents)
        for day in sorted({day for _, day in days}):
            yield f"day/{day}.sha256", b"list\n"
            yield f"day/{day}.tsa-one.tsr", b"token"
            yield f"day/{day}.tsa-two.tsr", b"token"
        for day, records in archives.items():
            yield f"archive/palaiseau_{day}.warc.gz", b"".join(gzip.compress(record, mtime=0) for record in records)


CONTEXT = json.dumps(
    {"program": "slotwatch 0.1.0", "python": "3.11.9", "os": "Linux 6.1", "openssl": "OpenSSL 3.0.15", "proxy": False}
).encode()


def _iso(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def _record(url: str, digest: str, answers: Mapping[str, bytes]) -> bytes:
    block = answers[digest]
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Block-Digest: sha256:{digest}\r\n"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def story(*, days: int = DAYS, simulated: bool = False) -> Sample:
    """Hourly looks from Monday 22 October 2018, midnight in Paris; summer time ends on the first Sunday."""
    sample = Sample()
    sample.about["simulated"] = simulated
    last = (START + timedelta(days=days - 1)).date()
    sample.about["to"] = str(last)
    at, wrong = START.astimezone(UTC) + timedelta(minutes=2), None
    while at.astimezone(PARIS).date() <= last:
        local = at.astimezone(PARIS)
        if not datetime(2018, 11, 17, 2, tzinfo=PARIS) <= local < datetime(2018, 11, 18, 14, tzinfo=PARIS):
            line = _hour(sample, at, local)
            if (local.day, local.month, local.hour) == (31, 10, 15):
                wrong = line
        at += timedelta(hours=1)
    if wrong:
        sample.remark(wrong, START + timedelta(days=10), "La page d'accueil avait été lue à la place du calendrier.")
    _people(sample, last)
    return sample


def _hour(sample: Sample, at: datetime, local: datetime) -> dict[str, Any]:
    day = (local.month, local.day)
    if day in ((10, 26), (11, 9)) and local.hour in (9, 10):
        free = "2 plages horaires libres : lundi 12 novembre 9 h 20, 9 h 40"
        line = sample.look(
            at, "free-cells", free, outcome="slots", answer=response(page(free), at, coding="gzip"), language="fr"
        )
        line |= {"n": 2, "first": "2018-11-12T08:20:00.000000Z"}
        return line
    if day == (11, 6):
        return sample.look(
            at,
            "http-5xx",
            outcome="failing",
            status=502,
            answer=response("<h1>502 Bad Gateway</h1><hr>nginx", at, status="502 Bad Gateway"),
        )
    if day == (11, 14):
        if local.hour % 3:
            return sample.look(at, "timeout", outcome="failing")
        answer = response("<h1>403 Forbidden</h1>", at, status="403 Forbidden")
        return sample.look(at, "forbidden", outcome="refused", status=403, answer=answer)
    words, language = NONE, "fr"
    if day < (10, 30):
        words, language = ENGLISH, "en"
    elif day == (11, 20) and local.hour < 12:
        words, language = HOSTILE, "fr"
    elif day == (11, 21):
        words, language = ARABIC, "ar"
    shown = words.replace("<", "&lt;")
    more = f"<p>{ONLY_ONLINE}</p><p><img src=/logo.png alt=logo></p>"
    line = sample.look(at, quote=words, answer=response(page(shown, more=more), at), language=language)
    if local.hour == 8:
        line |= {"kind": "anchored", "said": [["procedure", ONLY_ONLINE, None], ["terms", TERMS, None]]}
    if local.hour == 16 and day == (10, 24):
        line |= {"kind": "extra", "due": None}
    return line


def _people(sample: Sample, last: Any) -> None:
    for day, hour in ((24, 9), (31, 14), (7, 10)):
        at = datetime(2018, 10 if day > 20 else 11, day, hour, 12, tzinfo=PARIS)
        if at.date() <= last:
            line = sample.look(at, "negative-phrase", NONE, language="fr", van="permanence")
            received = _iso(at + timedelta(hours=7, minutes=21))
            line |= {
                "kind": "witness",
                "rcv": received,
                "note": "Capture d'écran, captcha passé par la personne",
                "ex": [],
            }


def zipped(folder: Path, path: Path, *, top: str = "") -> Path:
    """The same bundle as a zip file, in a folder of its own where one is named."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"{top}{file.relative_to(folder).as_posix()}")
    return path
