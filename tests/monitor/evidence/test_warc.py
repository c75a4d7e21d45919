"""Our own WARC writer: exact bytes, readable by others, the same file for the same input."""

from __future__ import annotations

import gzip
import hashlib
import io
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from monitor.evidence.verifiers.verify import Broken, warc_records
from monitor.evidence.warc import Entry, Kept, write_warc
from tests.support.bundles import answer

LOOK = UUID("6f0a4a52-7d3b-4a3e-9a44-6f1f6c5e2f10")
REQUEST = b"GET /palaiseau HTTP/1.1\r\nHost: rdv.example\r\n\r\n"
ONE = Kept(
    LOOK,
    0,
    "2018-10-01T07:00:00.000000Z",
    "https://rdv.example/palaiseau?b=1&a=%C3%A9",
    "192.0.2.1:443",
    REQUEST,
    answer(b"<p>Plus rien"),
    b"DER",
)


def written(*kept: Kept) -> bytes:
    stream = io.BytesIO()
    write_warc(stream, kept, name="x.warc.gz", software="slotwatch test", about="one\nday")
    return stream.getvalue()


def on_disk(folder: Path, kept: Iterable[Kept]) -> tuple[Path, list[Entry]]:
    path = folder / "x.warc.gz"
    with path.open("wb") as stream:
        return path, write_warc(stream, kept, name=path.name, software="slotwatch test")


ANSWERS = (
    (answer(b"<p>"), "response", 200, "text/html", "as most are"),
    (answer(b"<p>", chunked=True), "response", 200, "text/html", "framed, as it came"),
    (b"HTTP/1.1 200 OK\r\nServer: nginx \r\nX:\r\n\r\n", "response", 200, "application/octet-stream", "spaces stay"),
    (b"HTTP/1.1 503 \r\n\r\n\x00\x01\xff", "response", 503, "application/octet-stream", "bytes of all values"),
    (b"HTTP/1.0 302 Found\nContent-Type: Text/HTML;x\n\n", "response", 302, "text/html", "line feeds alone"),
    (
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(b"<p>"),
        "response",
        200,
        "text/html",
        "what came before the answer belongs to it",
    ),
    (b"HTTP/1.1 200 OK\r\nContent-Ty", "response", 200, "application/octet-stream", "cut off in its head"),
    (b"\x16\x03\x01 no HTTP\r\n\r\nWARC/1.1\r\n", "resource", 0, "", "other readers give up at this as an answer"),
    (b"HTTP/1.1 20", "resource", 0, "", "no whole status line"),
)


@pytest.mark.parametrize(("response", "kind", "status", "mime", "why"), ANSWERS)
def test_the_exact_bytes_are_kept_and_other_readers_agree(
    tmp_path: Path, response: bytes, kind: str, status: int, mime: str, why: str
):
    path, entries = on_disk(tmp_path, [replace(ONE, response=response)])
    read = {}
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, no_record_parse=True, check_digests="raise"):
            read[record.rec_type] = record.content_stream().read()
    assert list(read) == ["warcinfo", "request", kind, "metadata"], why
    assert read["request"] == REQUEST
    assert read[kind] == response
    assert read["metadata"] == b"DER"
    entry = entries[0]
    assert entry.status == status
    assert entry.mime == (mime or "application/octet-stream")
    assert entry.digest == hashlib.sha256(response).hexdigest()
    member = path.read_bytes()[entry.offset : entry.offset + entry.length]
    assert gzip.decompress(member).endswith(response + b"\r\n\r\n"), "the index leads to the record"
    assert entry.record_digest == hashlib.sha256(member).hexdigest()


def test_warcio_finds_nothing_wrong_with_any_of_them(tmp_path: Path):
    kept = [replace(ONE, position=number, response=row[0]) for number, row in enumerate(ANSWERS)]
    path, _ = on_disk(tmp_path, kept)
    done = subprocess.run(
        [Path(sys.executable).with_name("warcio"), "check", "-v", path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("digest pass") == 2 + 2 * len(ANSWERS), "the head, the certificate once, and all bytes"
    assert "no digest" not in done.stdout


def test_each_record_says_what_the_sealed_line_says(tmp_path: Path):
    path, _ = on_disk(tmp_path, [ONE])
    records = list(warc_records(path))
    assert [record[0] for record, _ in records] == ["warcinfo", "request", "response", "metadata"]
    assert records[2][0] == ("response", ONE.started_at, ONE.url, hashlib.sha256(ONE.response or b"").hexdigest())
    assert all(record[3] == actual for record, actual in records)


def test_what_a_person_handed_over_stands_as_what_it_is(tmp_path: Path):
    handed = replace(ONE, request=None, response=b"\x89PNG", media_type="image/png", certificate=b"")
    path, entries = on_disk(tmp_path, [handed])
    text = gzip.decompress(path.read_bytes())
    assert b"WARC-Type: resource\r\n" in text
    assert b"Content-Type: image/png\r\n" in text
    assert [(entry.status, entry.mime) for entry in entries] == [(200, "image/png")], "players show it"


def test_a_request_and_its_answer_name_each_other():
    text = gzip.decompress(written(ONE)).decode()
    names = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("WARC-Record-ID")]
    links = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("WARC-Concurrent-To")]
    assert links[:2] == [names[2], names[1]]
    assert "WARC-IP-Address: 192.0.2.1\r\n" in text


@pytest.mark.parametrize(
    ("peer", "address"),
    [("[2001:db8::1]:443", "2001:db8::1"), ("192.0.2.1:80", "192.0.2.1"), ("", None), ("socket", None)],
)
def test_the_address_that_answered_is_told_where_it_is_one(peer: str, address: str | None):
    text = gzip.decompress(written(replace(ONE, peer=peer))).decode()
    told = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("WARC-IP-Address")]
    assert set(told) == ({address} if address else set())


def test_the_same_input_gives_the_same_file():
    assert written(ONE, replace(ONE, position=1)) == written(ONE, replace(ONE, position=1))


def test_bytes_that_are_no_longer_kept_have_no_record(tmp_path: Path):
    bare = replace(ONE, certificate=b"")
    path, entries = on_disk(tmp_path, [replace(bare, response=None), replace(bare, position=1, request=None)])
    assert [record[0] for record, _ in warc_records(path)] == ["warcinfo", "request", "response"]
    assert len(entries) == 1
    assert "WARC-Concurrent-To" not in gzip.decompress(path.read_bytes()).decode(), "there is nothing to name"


def test_without_exchanges_nothing_is_written():
    assert written() == b""


@pytest.mark.parametrize("url", ["", "https://x.example/\r\nWARC-Type: response", "https://x.example/a b"])
def test_an_address_that_would_break_the_record_is_refused(url: str):
    with pytest.raises(ValueError, match="cannot be the address"):
        written(replace(ONE, url=url))


def _cut(content: bytes) -> bytes:
    return gzip.compress(content)


WHOLE = gzip.decompress(written(ONE))
BROKEN = (
    (written(ONE)[:-9], "the last member has no end"),
    (written(ONE) + b"more", "something follows it"),
    (_cut(WHOLE[:-1]), "the last line end is not there"),
    (_cut(WHOLE.replace(b"WARC/1.1", b"WARC/9.9", 1)), "another version"),
    (_cut(WHOLE.replace(b"Content-Length: ", b"Content-Length: -", 1)), "no length"),
    (_cut(WHOLE.replace(b"Content-Length: ", b"Content-Length: 9", 1)), "a length beyond the end"),
    (_cut(WHOLE.replace(b"WARC-Date", b"WARC-Type", 1)), "a field stands twice: two readers, two meanings"),
    (b"no gzip", "it is not packed"),
)


@pytest.mark.parametrize(("content", "why"), BROKEN)
def test_the_verifier_reads_no_broken_file_to_its_end(tmp_path: Path, content: bytes, why: str):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    assert is_broken(path), why


def is_broken(path: Path) -> bool:
    try:
        return not list(warc_records(path))
    except Broken:
        return True


def test_the_verifier_gives_up_on_a_file_that_unpacks_to_very_much(tmp_path: Path):
    path = tmp_path / "x.warc.gz"
    head = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\n"
    path.write_bytes(gzip.compress(head + b"\0" * 1000))
    with pytest.raises(Broken):
        list(warc_records(path))
