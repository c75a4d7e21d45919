"""A WACZ 1.1.1 file (web archive collection, zipped) over finished WARC files, for a browser. Writes one file.

It helps to look at pages; it proves nothing (see ``docs/evidence.md``): tokens and hashes stand beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from monitor.clock import from_iso
from monitor.evidence.warc import Entry
from monitor.evidence.zipping import write_zip

VERSION = "1.1.1"


def write_wacz(
    goal: Path, warcs: Sequence[Path], entries: Iterable[Entry], *, title: str, software: str, created: datetime
) -> None:
    """Write the archive: the WARC files as they are, an index of their answers, a list of the pages to begin with.

    ``entries`` are what ``write_warc`` returned for these files. ``created`` belongs to the content, not to the clock:
    the same input gives the same file. Raises ``OSError``.
    """
    shown = _shown(entries)
    made: dict[str, bytes] = {
        "indexes/index.cdxj": "".join(sorted(_index_line(entry) for entry in shown)).encode(),
        "pages/pages.jsonl": _pages(shown, title),
    }
    files: list[tuple[str, bytes | Path]] = [(f"archive/{path.name}", path) for path in warcs]
    files += made.items()
    package = {
        "profile": "data-package",
        "resources": [_resource(name, content) for name, content in files],
        "wacz_version": VERSION,
        "title": title,
        "created": _seconds(created),
        "software": software,
    }
    described = (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
    files.append(("datapackage.json", described))
    files.append(("datapackage-digest.json", (json.dumps(digest, indent=2) + "\n").encode()))
    write_zip(goal, files)


def surt(url: str) -> str:
    """The key under which the player of web archives looks a URL up: the host reversed, all in lower case."""
    if not url.startswith(("http:", "https:")):
        return url
    parts = urlsplit(re.sub(r"^(https?://)www\d*\.", r"\1", url).lower())
    usual = parts.port in (None, 80 if parts.scheme == "http" else 443)
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = "" if usual else f":{parts.port}"
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{host}{port}){path}{query}"


def _shown(entries: Iterable[Entry]) -> list[Entry]:
    """Of several answers under one address and second, the last: a form answers under the address of its page."""
    last = {(entry.url, _stamp(entry)): entry for entry in entries if entry.status}
    return list(last.values())


def _stamp(entry: Entry) -> str:
    return re.sub(r"\D", "", entry.started_at)[:14]


def _seconds(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _index_line(entry: Entry) -> str:
    said = {
        "url": entry.url,
        "mime": entry.mime,
        "status": str(entry.status),
        "digest": f"sha256:{entry.digest}",
        "length": str(entry.length),
        "offset": str(entry.offset),
        "filename": entry.filename,
        "recordDigest": f"sha256:{entry.record_digest}",
    }
    return f"{surt(entry.url)} {_stamp(entry)} {json.dumps(said, ensure_ascii=False)}\n"


def _pages(shown: Sequence[Entry], title: str) -> bytes:
    """One page for each look: its last answer with text, redirects left out."""
    last = {entry.started_at: entry for entry in shown if entry.mime in _PAGES and not 300 <= entry.status < 400}
    rows: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": title}]
    for number, entry in enumerate(last.values()):
        when = _seconds(from_iso(entry.started_at))
        rows.append({"id": f"page{number}", "url": entry.url, "ts": when, "title": f"{title}, {when}"})
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


_PAGES = ("text/html", "application/xhtml+xml")


def _resource(name: str, content: bytes | Path) -> dict[str, str | int]:
    if isinstance(content, bytes):
        digest, size = hashlib.sha256(content), len(content)
    else:
        with content.open("rb") as stream:
            digest, size = hashlib.file_digest(stream, "sha256"), content.stat().st_size
    return {
        "name": name.rsplit("/", 1)[-1].lower(),
        "path": name,
        "hash": f"sha256:{digest.hexdigest()}",
        "bytes": size,
    }
