#!/usr/bin/env python3
"""Ten checks of an evidence bundle, with the standard library and the openssl program alone; reads, writes nothing.

    python3 verify.py [--lang fr|en] [--trust FOLDER] [BUNDLE]

BUNDLE is the unpacked folder; without it, the folder of this file. FOLDER holds root certificates of the time-stamping
authorities that you fetched yourself, as ``<authority>.pem``: without it those in the bundle are believed. Exit code 0:
all checks passed; 1: one failed; 2: it could not be checked. Needs Python 3.9 and openssl 3.0 or later.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import ssl
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

MOST_LINE = 1 << 20
MOST_LIST = 1 << 26
MOST_UNPACKED = 4 << 30
"""Bytes of one line, one list, and one WARC file once it is unpacked: no honest one comes near."""
SECONDS = 30
DAY = 86400
LATEST = 2
"""Days after the end of its day within which a list must be stamped."""

NAMES = (
    *("files", "delivery-stamp", "list-stamps", "sealed-files", "list-chain"),
    *("line-chain", "archived-bytes", "archive-digests", "stamp-dates", "table"),
)
SENTENCES: Mapping[str, Mapping[int, tuple[str, str]]] = {
    "en": {
        1: ("Every file is there, with the hash that SHA256SUMS states.", "Files were changed, added or removed."),
        2: ("SHA256SUMS carries a valid time stamp.", "SHA256SUMS carries no time stamp, or one that does not hold."),
        3: (
            "Each daily list carries a valid time stamp.",
            "A daily list has no time stamp, or one that does not hold.",
        ),
        4: ("The sealed files are those that the daily lists name.", "Sealed files differ from what the lists name."),
        5: ("Each daily list names the one before it.", "A daily list does not name the one before it."),
        6: ("Each sealed line names the line before it.", "Sealed lines are altered, or some are missing in between."),
        7: ("The archived bytes are those that the lines name.", "Archived bytes and sealed lines do not agree."),
        8: ("Each archived record has the hash that it states.", "An archived record does not have its own hash."),
        9: ("Each daily list was stamped within two days of its day.", "A daily list was not stamped in time."),
        10: ("The table says what the sealed lines say.", "The table does not say what the sealed lines say."),
    },
    "fr": {
        1: (
            "Chaque fichier est présent, avec l'empreinte indiquée dans SHA256SUMS.",
            "Des fichiers ont été modifiés, ajoutés ou retirés.",
        ),
        2: (
            "SHA256SUMS porte un horodatage valide.",
            "SHA256SUMS ne porte pas d'horodatage, ou en porte un qui n'est pas valide.",
        ),
        3: (
            "Chaque liste quotidienne porte un horodatage valide.",
            "Une liste quotidienne n'a pas d'horodatage, ou en a un qui n'est pas valide.",
        ),
        4: (
            "Les fichiers scellés sont ceux que nomment les listes quotidiennes.",
            "Des fichiers scellés diffèrent de ce que nomment les listes quotidiennes.",
        ),
        5: (
            "Chaque liste quotidienne nomme la précédente.",
            "Une liste quotidienne ne nomme pas la précédente.",
        ),
        6: (
            "Chaque ligne scellée nomme la ligne précédente.",
            "Des lignes scellées ont été modifiées, ou il en manque entre elles.",
        ),
        7: (
            "Les octets archivés sont ceux que nomment les lignes scellées.",
            "Les octets archivés et les lignes scellées ne concordent pas.",
        ),
        8: (
            "Chaque enregistrement archivé a l'empreinte qu'il indique.",
            "Un enregistrement archivé n'a pas l'empreinte qu'il indique.",
        ),
        9: (
            "Chaque liste quotidienne a été horodatée dans les deux jours suivant sa journée.",
            "Une liste quotidienne n'a pas été horodatée à temps.",
        ),
        10: (
            "Le tableau dit ce que disent les lignes scellées.",
            "Le tableau ne dit pas ce que disent les lignes scellées.",
        ),
    },
}
NOT_APPLICABLE: Mapping[str, Mapping[int, str]] = {
    "en": {8: "Not applicable: no bytes are archived.", 9: "Not applicable: simulated time."},
    "fr": {8: "Sans objet : aucun octet n'est archivé.", 9: "Sans objet : temps simulé."},
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "absent": "bytes that the lines name are not there, and the bundle does not say so",
        "altered": "other content than its hash states",
        "broken": "cannot be read to its end",
        "certificate": "no certificate of this authority",
        "context": "a line names a record that is not there",
        "crl": "not issued by this authority",
        "form": "not in the form that it must have",
        "label": "the lines name another target, vantage or kind of time",
        "late": "no valid time stamp within two days",
        "link": "not a plain file",
        "missing": "not there",
        "openssl": "the program openssl is not there",
        "order": "does not follow the line before it",
        "unknown": "no sealed line names this",
        "unlisted": "no list names it",
        "unnamed": "the next list does not name it",
        "unsafe": "a name that leads elsewhere",
        "unstamped": "no time stamp",
        "untrue": "its time stamp does not hold",
    },
    "fr": {
        "absent": "des octets nommés par les lignes sont absents, sans que le dossier le dise",
        "altered": "contenu différent de l'empreinte indiquée",
        "broken": "illisible jusqu'au bout",
        "certificate": "aucun certificat de cette autorité",
        "context": "une ligne nomme un enregistrement absent",
        "crl": "n'a pas été émis par cette autorité",
        "form": "n'a pas la forme requise",
        "label": "les lignes nomment une autre cible, un autre point de vue ou un autre temps",
        "late": "aucun horodatage valide dans les deux jours",
        "link": "n'est pas un fichier ordinaire",
        "missing": "absent",
        "openssl": "le programme openssl est absent",
        "order": "ne suit pas la ligne précédente",
        "unknown": "aucune ligne scellée ne le nomme",
        "unlisted": "aucune liste ne le nomme",
        "unnamed": "la liste suivante ne le nomme pas",
        "unsafe": "un nom qui mène ailleurs",
        "unstamped": "aucun horodatage",
        "untrue": "son horodatage n'est pas valide",
    },
}
ABSENT: Mapping[str, str] = {
    "en": "requests or answers whose bytes are no longer kept, by the bundle's own word: {}",
    "fr": "requêtes ou réponses dont les octets ne sont plus conservés, selon le dossier lui-même : {}",
}
VERDICTS: Mapping[str, tuple[str, str, str, str]] = {
    "en": ("ok", "NO", "--", "What is not proved, and how to compare certificates and published lists: see VERIFY.md."),
    "fr": ("oui", "NON", "--", "Ce qui n'est pas établi, et les comparaisons à faire : voir VERIFIER.md."),
}
COLUMNS = (
    *("target", "vantage", "sequence", "line_kind", "started_at", "due_at", "milliseconds", "outcome", "reason"),
    *("quote", "quote_language", "page_language", "rule", "probe", "slots_count", "slots_earliest", "window_first"),
    *("window_last", "window_label", "status", "url", "response_sha256", "simulated", "received_at", "note"),
)
_KEYS = (
    *("tgt", "van", "seq", "kind", "t0", "due", "ms", "out"),
    *("q", "ql", "pl", "rule", "probe", "n", "first"),
)

_PART = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
SAFE = re.compile(rf"{_PART}(?:/{_PART})*")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_LISTED = re.compile(r"([0-9a-f]{64})  ([^\n]+)")
_OBS = re.compile(rf"obs/([0-9]{{1,9}})/([0-9]{{1,9}})/({_DAY})\.jsonl")
_CUSTODY = re.compile(rf"custody/({_DAY})\.jsonl")
_CONTEXT = re.compile(r"context/([0-9a-f]{64})\.json")
_WITNESS = re.compile(r"witness/([0-9a-f]{64})\.[a-z.]+")
_LIST = re.compile(rf"day/({_DAY})\.sha256")
_TOKEN = re.compile(rf"day/({_DAY})\.([A-Za-z0-9_-]+)\.tsr")
_DELIVERY = re.compile(r"SHA256SUMS\.([A-Za-z0-9_-]+)\.tsr")
_WARC = re.compile(rf"archive/({_PART})_({_DAY})\.warc\.gz")
_ANY_WARC = re.compile(r"archive/.*\.warc(?:\.gz)?", re.IGNORECASE)
_TIME = re.compile(
    r"^Time stamp: ([A-Z][a-z]{2}) +([0-9]{1,2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)? ([0-9]{4}) GMT$",
    re.MULTILINE,
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = re.compile('[",\r\n]')
_ZEROS = "0" * 64

Problem = tuple[str, str]
"""A path, and the key of the words that say what is wrong with it."""
Line = Mapping[str, Any]


class Check(NamedTuple):
    """One of the ten: passed, failed, or (None) not applicable."""

    number: int
    ok: bool | None
    problems: tuple[Problem, ...]

    def sentence(self, language: str) -> str:
        """The check in words."""
        if self.ok is None:
            return NOT_APPLICABLE[language][self.number]
        return SENTENCES[language][self.number][0 if self.ok else 1]


class NotABundle(Exception):
    """What was given is no folder with a bundle in it."""


class Broken(Exception):
    """A WARC file that cannot be read to its end."""


def canonical(raw: bytes) -> Line | None:
    """The object in a sealed line, or None where these are not exactly the bytes that it is sealed as."""
    try:
        value = json.loads(raw.decode(), parse_float=_refused, parse_constant=_refused)
        again = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
        return value if isinstance(value, dict) and again.encode() == raw else None
    except (ValueError, RecursionError):
        return None


def _refused(text: str) -> None:
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def days_of(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01."""
    year -= month <= 2
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * ((month + 9) % 12) + 2) // 5 + day - 719469


def csv_row(line: Line) -> str:
    """The row of ``observations.csv`` that a sealed line gives, with its line end."""
    last = (exchanges(line) or [{}])[-1]
    window = line.get("win")
    window = [*window, None, None, None][:3] if isinstance(window, list) else [None, None, None]
    later = line.get("kind") in ("annotated", "retracted")
    cells = [line.get(key) for key in _KEYS]
    cells.insert(8, None if later else line.get("why"))
    cells += [*window, last.get("st"), last.get("url"), last.get("res"), line.get("sim"), line.get("rcv")]
    said = (cell_text(line.get("of")), cell_text(line.get("by")), cell_text(line.get("why")))
    cells.append(" | ".join(said) if later else line.get("note"))
    return ",".join(_cell(value) for value in cells) + "\r\n"


def exchanges(line: Line) -> list[Mapping[str, Any]]:
    """What was asked and came in one look."""
    found = line.get("ex")
    return [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []


def cell_text(value: object) -> str:
    """A value as it stands in the table: null, lists and objects are empty, control characters are replaced."""
    if value is True or value is False:
        return "true" if value else "false"
    return _CONTROLS.sub("\ufffd", str(value)) if isinstance(value, (str, int)) else ""


def _cell(value: object) -> str:
    text = cell_text(value) if value is not None else ""
    if text.startswith(_FORMULA):
        text = f"'{text}"  # a spreadsheet would take it for a formula
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


class Bundle:
    """A folder, read as a stranger's: no link is followed, no name is believed."""

    def __init__(self, root: Path, trust: Path | None = None) -> None:
        if not root.is_dir():
            raise NotABundle(f"{root}: no folder; unpack the bundle and name its folder")
        if trust is not None and not trust.is_dir():
            raise NotABundle(f"{trust}: no folder with certificates")
        self.root, self.trust = root, trust
        self.files: list[str] = []
        self.odd: list[str] = []
        self._hashes: dict[str, str] = {}
        self.moments: dict[str, int] = {}
        """Of the tokens that hold."""
        for folder, names, files in os.walk(root):
            here = Path(folder)
            for found in [*(here / name for name in files), *(here / name for name in names)]:
                path = found.relative_to(root).as_posix()
                if found.is_symlink() or (not found.is_file() and not found.is_dir()) or not SAFE.fullmatch(path):
                    self.odd.append(path)
                elif found.is_file():
                    self.files.append(path)
        self.files.sort()
        self._there = frozenset(self.files)

    def __contains__(self, path: str) -> bool:
        return path in self._there

    def matching(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """The files whose whole path fits, sorted."""
        return [found for path in self.files if (found := pattern.fullmatch(path))]

    def sha256(self, path: str) -> str:
        """The hash of a file, taken once."""
        if path not in self._hashes:
            hasher = hashlib.sha256()
            with (self.root / path).open("rb") as stream:
                while piece := stream.read(1 << 20):
                    hasher.update(piece)
            self._hashes[path] = hasher.hexdigest()
        return self._hashes[path]

    def listed(self, path: str) -> dict[str, str] | None:
        """The hashes by path of a list in sha256sum's form; None where it is no such list."""
        try:
            text = self._small(path).decode()
        except (OSError, ValueError):
            return None
        found = [_LISTED.fullmatch(line) for line in text.split("\n")[:-1]]
        hashes = {one[2]: one[1] for one in found if one}
        return hashes if text.endswith("\n") and len(hashes) == len(found) else None

    def _small(self, path: str) -> bytes:
        if path not in self or (self.root / path).stat().st_size > MOST_LIST:
            raise ValueError(path)
        return (self.root / path).read_bytes()

    @cached_property
    def lists(self) -> dict[str, dict[str, str] | None]:
        """What each day's list says, by day."""
        return {found[1]: self.listed(found[0]) for found in self.matching(_LIST)}

    @cached_property
    def about(self) -> Mapping[str, Any] | None:
        """``bundle.json``; None where it is not in order."""
        try:
            text = self._small("bundle.json").decode()
            about: Mapping[str, Any] = json.loads(text, object_pairs_hook=_once, parse_constant=_refused)
            return about if _in_order(about) else None
        except (OSError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
            return None

    @cached_property
    def targets(self) -> dict[int, Any]:
        """What ``bundle.json`` says of each target, by number."""
        return {target["number"]: target for target in self.about["targets"]} if self.about else {}

    @cached_property
    def chains(self) -> dict[tuple[int, int], list[tuple[str, str]]]:
        """The sealed files of each target and vantage in their order: day and path. ``(-1, 0)`` is the custody log."""
        chains: dict[tuple[int, int], list[tuple[str, str]]] = {}
        for found in self.matching(_OBS):
            chains.setdefault((int(found[1]), int(found[2])), []).append((found[3], found[0]))
        for found in self.matching(_CUSTODY):
            chains.setdefault((-1, 0), []).append((found[1], found[0]))
        return {key: sorted(chains[key]) for key in sorted(chains)}

    @cached_property
    def sealed(self) -> dict[str, list[tuple[str, Line | None]]]:
        """Of each line of each sealed file: its hash, and what it says, or None where it is not as it is sealed."""
        paths = [path for files in self.chains.values() for _, path in files]
        return {path: [(hashlib.sha256(raw).hexdigest(), canonical(raw)) for raw in self._raw(path)] for path in paths}

    def _raw(self, path: str) -> Iterator[bytes]:
        """The lines of a file with their line ends; too long a one comes in parts, none of which is a sealed line."""
        with (self.root / path).open("rb") as stream:
            while raw := stream.readline(MOST_LINE):
                yield raw

    def lines(self, path: str) -> list[Line]:
        """What the lines of a file say, without those that are not as they are sealed."""
        return [line for _, line in self.sealed[path] if line is not None]

    @property
    def observed(self) -> list[str]:
        """The files of looks, by target, vantage and day."""
        return [path for (target, _), files in self.chains.items() if target >= 0 for _, path in files]


def _in_order(about: Mapping[str, Any]) -> bool:
    whole = isinstance(about["simulated"], bool) and type(about.get("absent_bodies", 0)) is int
    return (
        whole
        and about["format"] == 1
        and all(re.fullmatch(_DAY, about[edge]) for edge in ("from", "to"))
        and all(
            type(target["number"]) is int
            and re.fullmatch(_PART, target["id"])
            and all(isinstance(one, str) for one in target.get("former_ids", []))
            and all(type(one["number"]) is int and isinstance(one["name"], str) for one in target["vantages"])
            for target in about["targets"]
        )
    )


def check_files(bundle: Bundle) -> list[Problem]:
    """1: what ``sha256sum -c SHA256SUMS`` says, and that nothing else is there."""
    problems = [(path, "link") for path in bundle.odd]
    stated = bundle.listed("SHA256SUMS") if "SHA256SUMS" in bundle else None
    if not stated:
        return [*problems, ("SHA256SUMS", "form" if "SHA256SUMS" in bundle else "missing")]
    for path, digest in stated.items():
        if not SAFE.fullmatch(path):
            problems.append((path, "unsafe"))
        elif path not in bundle:
            problems.append((path, "missing"))
        elif bundle.sha256(path) != digest:
            problems.append((path, "altered"))
    others = (path for path in bundle.files if path != "SHA256SUMS" and not _DELIVERY.fullmatch(path))
    return problems + [(path, "unlisted") for path in others if path not in stated]


def check_delivery_stamp(bundle: Bundle) -> list[Problem]:
    """2: ``openssl ts -verify`` on SHA256SUMS."""
    tokens = [(found[0], "SHA256SUMS", found[1]) for found in bundle.matching(_DELIVERY)]
    return _stamped(bundle, tokens) if tokens and "SHA256SUMS" in bundle else [("SHA256SUMS", "unstamped")]


def check_list_stamps(bundle: Bundle) -> list[Problem]:
    """3: ``openssl ts -verify`` on each daily list, and who issued the revocation lists."""
    tokens = [(found[0], f"day/{found[1]}.sha256", found[2]) for found in bundle.matching(_TOKEN)]
    problems = [(path, "missing") for path in sorted({about for _, about, _ in tokens}) if path not in bundle]
    days = {about for _, about, _ in tokens}
    problems += [(f"day/{day}.sha256", "unstamped") for day in bundle.lists if f"day/{day}.sha256" not in days]
    if not bundle.lists:
        problems.append(("day", "missing"))
    problems += _stamped(bundle, [token for token in tokens if token[1] in bundle])
    for found in bundle.matching(re.compile(r"tsa/([A-Za-z0-9_-]+)\.crl")):
        if not _issued(bundle, found[0], f"tsa/{found[1]}.pem"):
            problems.append((found[0], "crl"))
    return problems


def check_sealed_files(bundle: Bundle) -> list[Problem]:
    """4: the sealed files are those that the lists name, and the records that the lines name are there."""
    problems = [] if bundle.observed else [("obs", "missing")]
    if bundle.about is None:
        problems.append(("bundle.json", "form"))
    for day, named in bundle.lists.items():
        problems += [("day/" + day + ".sha256", "form")] if named is None else _named(bundle, day, named)
    for files in bundle.chains.values():
        problems += [(path, "unlisted") for day, path in files if path not in (bundle.lists.get(day) or {})]
    chained = {path for files in bundle.chains.values() for _, path in files}
    for path in bundle.files:
        context = _CONTEXT.fullmatch(path)
        if context and bundle.sha256(path) != context[1]:
            problems.append((path, "altered"))
        elif path.startswith(("obs/", "custody/", "context/")) and not context and path not in chained:
            problems.append((path, "unlisted"))
    for path in bundle.observed:
        if any("ctx" in line and f"context/{line['ctx']}.json" not in bundle for line in bundle.lines(path)):
            problems.append((path, "context"))
    return problems


def _named(bundle: Bundle, day: str, named: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with the files that one day's list names; those of other targets may be missing."""
    about = bundle.about or {}
    within = about.get("from", "") <= day <= about.get("to", "9")
    for path, digest in named.items():
        seen = _OBS.fullmatch(path)
        ours = int(seen[1]) in bundle.targets if seen else bool(_CUSTODY.fullmatch(path))
        if not SAFE.fullmatch(path):
            yield path, "unsafe"
        elif path in bundle and not path.startswith("day/") and bundle.sha256(path) != digest:
            yield path, "altered"
        elif path not in bundle and ours and within:
            yield path, "missing"


def check_list_chain(bundle: Bundle) -> list[Problem]:
    """5: each list names the list before it, and of its time stamps those that there were."""
    problems: list[Problem] = []
    before = ""
    for day, listed in bundle.lists.items():
        named = listed or {}
        for path, digest in named.items():
            if path.startswith("day/") and path not in bundle and before:
                problems.append((path, "missing"))
            elif path.startswith("day/") and path in bundle and bundle.sha256(path) != digest:
                problems.append((path, "altered"))
        if before and f"day/{before}.sha256" not in named:
            problems.append((f"day/{before}.sha256", "unnamed"))
        before = day
    return problems if before else [("day", "missing")]


def check_line_chain(bundle: Bundle) -> list[Problem]:
    """6: each line is canonical, counts on and names the line before it; the first line's word is taken."""
    problems = [] if bundle.observed else [("obs", "missing")]
    for (target, _), files in bundle.chains.items():
        before, number = "", -1
        for _, path in files:
            for digest, line in bundle.sealed[path]:
                if line is None or not isinstance(line.get("prev"), str):
                    problems.append((path, "form"))
                elif (before and line["prev"] != before) or (target >= 0 and not _follows(line, number)):
                    problems.append((path, "order"))
                before = digest
                number = line["seq"] if line and type(line.get("seq")) is int else -1
    return problems


def _follows(line: Line, number: int) -> bool:
    sequence = line.get("seq")
    if type(sequence) is not int or sequence < 0 or (sequence == 0) != (line["prev"] == _ZEROS):
        return False
    return number < 0 or sequence == number + 1


Record = tuple[str, str, str, str]
"""Kind, date, URL and digest of what is archived."""


def check_archive(bundle: Bundle) -> tuple[list[Problem], list[Problem], bool]:
    """7: the WARC records are those that the lines name; 8: their bytes have their hashes; whether there are any."""
    seventh = [] if bundle.about else [("bundle.json", "form")]
    others = [found[0] for found in bundle.matching(_ANY_WARC) if not _WARC.fullmatch(found[0])]
    seventh += [(path, "unknown") for path in others]
    eighth: list[Problem] = []
    wanted = _wanted(bundle)
    archives = {(found[1], found[2]): found[0] for found in bundle.matching(_WARC)}
    absent = sum(len(expected) for expected, _ in wanted.values())
    for key, path in archives.items():
        expected, certificates = wanted.get(key, ([], set()))
        found: list[Record] = []
        try:
            for record, actual in warc_records(bundle.root / path):
                found.append(record)
                if record[3] != actual:
                    eighth.append((path, "altered"))
        except Broken:
            eighth.append((path, "broken"))
            seventh.append((path, "broken"))
        known = _in_turn(found, expected, certificates)
        if known is None or key not in wanted:
            seventh.append((path, "unknown"))
        absent -= known or 0
    if bundle.about and absent != bundle.about.get("absent_bodies", 0):
        seventh.append(("archive", "absent"))
    return [*seventh, *_handed_over(bundle)], eighth, bool(archives)


def _handed_over(bundle: Bundle) -> Iterator[Problem]:
    """What people handed over bears its hash as its name, and a line of theirs names that hash."""
    named = {
        cell_text(file.get("sha256"))
        for path in bundle.observed
        for line in bundle.lines(path)
        for file in (line["files"] if isinstance(line.get("files"), list) else ())
        if isinstance(file, dict)
    }
    for path in bundle.files:
        if path.startswith("witness/"):
            name = _WITNESS.fullmatch(path)
            if name and bundle.sha256(path) != name[1]:
                yield path, "altered"
            elif not name or name[1] not in named:
                yield path, "unknown"


def _in_turn(found: list[Record], expected: list[Record], certificates: set[str]) -> int | None:
    """How many of the expected records were found, all in their order; None where others were found."""
    place = known = 0
    for kind, date, url, digest in found:
        if kind == "warcinfo" or (kind == "metadata" and digest in certificates):
            continue
        wanted = ("response" if kind == "resource" else kind, date, url, digest)
        while place < len(expected) and expected[place] != wanted:
            place += 1
        if place == len(expected):
            return None
        place, known = place + 1, known + 1
    return known


def _wanted(bundle: Bundle) -> dict[tuple[str, str], tuple[list[Record], set[str]]]:
    """By target and day: the records that the sealed lines call for, in their order, and the certificates."""
    wanted: dict[tuple[str, str], tuple[list[Record], set[str]]] = {}
    for (target, _), files in bundle.chains.items():
        for day, path in files if target in bundle.targets else ():
            records, certificates = wanted.setdefault((bundle.targets[target]["id"], day), ([], set()))
            for line in bundle.lines(path):
                for one in exchanges(line):
                    certificates.add(cell_text(one.get("crt")))
                    for kind, key in (("request", "req"), ("response", "res")):
                        if isinstance(one.get(key), str) and one[key]:
                            records.append((kind, cell_text(line.get("t0")), cell_text(one.get("url")), one[key]))
    return wanted


def warc_records(path: Path) -> Iterator[tuple[Record, str]]:
    """Each record as it is stated, and the actual SHA-256 of its bytes. Raises ``Broken``."""
    try:
        with gzip.open(path, "rb") as unpacked, io.BufferedReader(unpacked, 1 << 16) as stream:
            left = MOST_UNPACKED
            while first := stream.readline(MOST_LINE):
                fields = _fields(stream, first)
                length, hasher = int(fields["content-length"]), hashlib.sha256()
                left -= length
                while length > 0 and left >= 0 and (piece := stream.read(min(length, 1 << 20))):
                    hasher.update(piece)
                    length -= len(piece)
                if length or stream.read(4) != b"\r\n\r\n":
                    raise Broken
                kind, date, url = (fields.get(name, "") for name in ("warc-type", "warc-date", "warc-target-uri"))
                algorithm, _, digest = fields.get("warc-block-digest", "").partition(":")
                yield (kind, date, url, digest if algorithm == "sha256" else ""), hasher.hexdigest()
    except (OSError, EOFError, zlib.error, ValueError, KeyError) as error:
        raise Broken from error


def _fields(stream: Any, first: bytes) -> dict[str, str]:
    if first != b"WARC/1.1\r\n":
        raise Broken
    fields: dict[str, str] = {}
    while (raw := stream.readline(MOST_LINE)) != b"\r\n":
        name, colon, value = raw.decode(errors="surrogateescape").partition(": ")
        if not colon or not value.endswith("\r\n") or name.lower() in fields:
            raise Broken
        fields[name.lower()] = value[:-2]
    if not re.fullmatch("[0-9]{1,12}", fields["content-length"]):
        raise Broken
    return fields


def check_stamp_dates(bundle: Bundle) -> list[Problem] | None:
    """9: when each list was stamped, by the tokens that hold; None for simulated time."""
    if bundle.about is None:
        return [("bundle.json", "form")]
    simulated = bundle.about["simulated"]
    wrong = [
        (path, "label")
        for path in bundle.observed
        if any(one.get("sim") is not simulated for one in bundle.lines(path))
    ]
    if wrong or (simulated and bundle.observed):
        return wrong or None
    stamped: dict[str, list[int]] = {}
    for path, moment in bundle.moments.items():
        if found := _TOKEN.fullmatch(path):
            stamped.setdefault(found[1], []).append(moment)
    problems: list[Problem] = []
    for day in bundle.lists:
        start = days_of(*(int(part) for part in day.split("-"))) * DAY
        if not any(start <= moment <= start + (1 + LATEST) * DAY for moment in stamped.get(day, ())):
            problems.append((f"day/{day}.sha256", "late"))
    return problems if bundle.lists else [("day", "missing")]


def check_table(bundle: Bundle) -> list[Problem]:
    """10: the table made again from the lines, and whose lines they are."""
    problems = [("bundle.json", "form")] if bundle.about is None else []
    made = hashlib.sha256((",".join(COLUMNS) + "\r\n").encode())
    for (number, vantage), files in bundle.chains.items():
        target = bundle.targets.get(number, {"id": None, "vantages": ()})
        ids = (target["id"], *target.get("former_ids", ()))
        names = [one["name"] for one in target["vantages"] if one["number"] == vantage]
        for _, path in files if number >= 0 else ():
            lines = bundle.lines(path)
            for line in lines:
                made.update(csv_row(line).encode())
            if any(cell_text(one.get("tgt")) not in ids or cell_text(one.get("van")) not in names for one in lines):
                problems.append((path, "label"))
    if "observations.csv" not in bundle:
        problems.append(("observations.csv", "missing"))
    elif bundle.sha256("observations.csv") != made.hexdigest():
        problems.append(("observations.csv", "altered"))
    return problems


def _stamped(bundle: Bundle, tokens: list[tuple[str, str, str]]) -> list[Problem]:
    """What is wrong with these tokens (path, what it is about, authority); the times of those that hold are noted."""
    with ThreadPoolExecutor(4) as pool:
        words = list(pool.map(lambda token: _untrue(bundle, *token), tokens))
    return [(tokens[place][0], word) for place, word in enumerate(words) if word]


def _untrue(bundle: Bundle, token: str, about: str, authority: str) -> str:
    own = f"tsa/{authority}.pem"
    roots = str(bundle.trust / f"{authority}.pem") if bundle.trust else own
    if own not in bundle or not (bundle.root / roots).is_file():
        return "certificate"
    shown = openssl(bundle, "ts", "-reply", "-in", token, "-token_out", "-text")
    moment = token_time(shown or "")
    if shown is None or moment is None:
        return "openssl" if shown is None else "untrue"
    digest = bundle.sha256(about)
    checked = openssl(
        bundle,
        *("ts", "-verify", "-digest", digest, "-in", token),
        *("-CAfile", roots, "-untrusted", own, "-attime", str(moment)),
    )
    if "Verification: OK\n" not in (checked or ""):
        return "untrue"
    bundle.moments[token] = moment
    return ""


def token_time(shown: str) -> int | None:
    """The moment (Unix time, whole seconds) in what openssl prints of a token."""
    found = _TIME.search(shown)
    if not found or found[1] not in _MONTHS:
        return None
    days = days_of(int(found[6]), _MONTHS.index(found[1]) + 1, int(found[2]))
    return days * DAY + int(found[3]) * 3600 + int(found[4]) * 60 + int(found[5])


def _issued(bundle: Bundle, crl: str, pem: str) -> bool:
    return pem in bundle and any(
        "verify OK" in (openssl(bundle, "crl", "-inform", form, "-in", crl, "-noout", "-CAfile", pem) or "")
        for form in ("PEM", "DER")
    )


def openssl(bundle: Bundle, *arguments: str) -> str | None:
    """What the program says of files in the bundle; empty where it takes too long, None where it is not there."""
    try:
        done = subprocess.run(  # noqa: S603 - the names were checked: none begins with a dash
            ["openssl", *arguments],  # noqa: S607 - the reader's own
            cwd=bundle.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        return ""
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace")


def roots(bundle: Bundle) -> list[tuple[str, str]]:
    """The authorities whose certificates the bundle brings, and the SHA-256 of each certificate, to be compared."""
    found = []
    for name in bundle.matching(re.compile(r"tsa/([A-Za-z0-9_-]+)\.pem")):
        text = (bundle.root / name[0]).read_text("ascii", "replace")
        for pem in re.findall("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----", text):
            try:
                found.append((name[1], hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()))
            except ValueError:
                continue
    return found


def verify(bundle: Bundle) -> list[Check]:
    """The ten checks, in their order."""
    seventh, eighth, archived = check_archive(bundle)
    found: list[list[Problem] | None] = [
        check_files(bundle),
        check_delivery_stamp(bundle),
        check_list_stamps(bundle),  # before the ninth, which wants the tokens that hold
        check_sealed_files(bundle),
        check_list_chain(bundle),
        check_line_chain(bundle),
        seventh,
        eighth if archived else None,
        check_stamp_dates(bundle),
        check_table(bundle),
    ]
    return [
        Check(number, None if problems is None else not problems, tuple(dict.fromkeys(problems or ())))
        for number, problems in enumerate(found, 1)
    ]


def plain(text: str) -> str:
    """A name from the bundle as it may be shown: what is not printable ASCII is replaced."""
    return re.sub(r"[^ -~]", "?", text)


def main(arguments: list[str]) -> int:
    """Check and print; the exit code."""
    language, trust, given = "", None, []
    rest = iter(arguments)
    for one in rest:
        if one == "--lang":
            language = next(rest, "")
        elif one == "--trust":
            trust = Path(next(rest, "")).resolve()
        else:
            given.append(one)
    if len(given) > 1 or language not in ("", *SENTENCES) or any(one.startswith("-") for one in given):
        sys.stderr.write(str(__doc__))
        return 2
    try:
        bundle = Bundle(Path(given[0]) if given else Path(__file__).parent, trust)
    except NotABundle as error:
        sys.stderr.write(f"{error}\n")
        return 2
    language = language or str((bundle.about or {}).get("language"))
    language = language if language in SENTENCES else "en"
    checks = verify(bundle)
    sys.stdout.write("".join(f"{line}\n" for line in told(bundle, checks, language)))
    return 1 if any(check.ok is False for check in checks) else 0


def told(bundle: Bundle, checks: list[Check], language: str) -> Iterator[str]:
    """The checks in words, line by line."""
    passed, failed, other, more = VERDICTS[language]
    for check in checks:
        mark = other if check.ok is None else passed if check.ok else failed
        yield f"{check.number:2}. [{mark}] {check.sentence(language)}"
        for path, word in check.problems:
            yield f"      {plain(path)}: {WORDS[language][word]}"
    if bundle.about and bundle.about.get("absent_bodies"):
        yield f"    {ABSENT[language].format(bundle.about['absent_bodies'])}"
    for authority, digest in roots(bundle):
        yield f"    {authority}: SHA-256 {digest}"
    yield more


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
