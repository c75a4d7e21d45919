"""The copy for browsers: what its specification wants, what its validator says, the same file for the same input."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.evidence.wacz import surt, write_wacz
from monitor.evidence.warc import Entry, Kept, write_warc
from monitor.evidence.zipping import write_zip, zip_folder
from tests.monitor.evidence.test_warc import ONE, REQUEST
from tests.support.bundles import answer

CREATED = datetime(2018, 10, 4, tzinfo=UTC)


def a_wacz(folder: Path, kept: list[Kept]) -> Path:
    warc = folder / "palaiseau_2018-10-01.warc.gz"
    with warc.open("wb") as stream:
        entries = write_warc(stream, kept, name=warc.name, software="slotwatch test")
    goal = folder / "palaiseau.wacz"
    write_wacz(goal, [warc], entries, title="Palaiseau « é »", software="slotwatch test", created=CREATED)
    return goal


def looks() -> list[Kept]:
    later = replace(ONE, started_at="2018-10-01T07:10:00.000000Z")
    moved = b"HTTP/1.1 302 Found\r\nContent-Type: text/html\r\n\r\n"
    return [
        replace(ONE, response=moved, url="https://rdv.example/"),
        replace(ONE, position=1),
        replace(later, request=REQUEST),
        replace(later, position=1, request=b"POST / HTTP/1.1\r\n\r\n", response=answer(b"<p>step 2")),
        replace(later, position=2, url="https://rdv.example/x", response=b"no HTTP"),
    ]


def test_the_validator_of_its_specification_accepts_it(tmp_path: Path):
    wacz = a_wacz(tmp_path, looks())
    done = subprocess.run(
        [Path(sys.executable).with_name("wacz"), "validate", "-f", wacz], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is valid" in done.stdout


def test_archives_are_stored_as_they_are_so_that_players_can_read_parts_of_them(tmp_path: Path):
    with zipfile.ZipFile(a_wacz(tmp_path, looks())) as archive:
        members = {member.filename: member for member in archive.infolist()}
        warc = members["archive/palaiseau_2018-10-01.warc.gz"]
        assert warc.compress_type == zipfile.ZIP_STORED
        assert archive.read(warc) == (tmp_path / "palaiseau_2018-10-01.warc.gz").read_bytes()
        package = archive.read("datapackage.json")
        digest = json.loads(archive.read("datapackage-digest.json"))
        assert digest == {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
        told = json.loads(package)
        assert (told["profile"], told["wacz_version"]) == ("data-package", "1.1.1")
        assert {one["path"] for one in told["resources"]} == {*members} - {
            "datapackage.json",
            "datapackage-digest.json",
        }
        for one in told["resources"]:
            content = archive.read(one["path"])
            assert (one["hash"], one["bytes"]) == (f"sha256:{hashlib.sha256(content).hexdigest()}", len(content))


def test_the_index_leads_to_each_answer_and_of_two_in_a_second_to_the_last(tmp_path: Path):
    with zipfile.ZipFile(a_wacz(tmp_path, looks())) as archive:
        rows = archive.read("indexes/index.cdxj").decode().splitlines()
        warc = archive.read("archive/palaiseau_2018-10-01.warc.gz")
    assert rows == sorted(rows), "players search it by halves"
    found = [(*row.split(" ", 2)[:2], json.loads(row.split(" ", 2)[2])) for row in rows]
    assert [(key, stamp) for key, stamp, _ in found] == [
        ("example,rdv)/", "20181001070000"),
        ("example,rdv)/palaiseau?a=%c3%a9&b=1", "20181001070000"),
        ("example,rdv)/palaiseau?a=%c3%a9&b=1", "20181001071000"),
    ]
    last = found[-1][2]
    assert last["digest"] == f"sha256:{hashlib.sha256(answer(b'<p>step 2')).hexdigest()}"
    member = warc[int(last["offset"]) : int(last["offset"]) + int(last["length"])]
    assert last["recordDigest"] == f"sha256:{hashlib.sha256(member).hexdigest()}"
    assert all(isinstance(row[2]["status"], str) for row in found)


def test_there_is_one_page_for_each_look_and_none_for_redirects(tmp_path: Path):
    with zipfile.ZipFile(a_wacz(tmp_path, looks())) as archive:
        head, *pages = [json.loads(row) for row in archive.read("pages/pages.jsonl").decode().splitlines()]
    assert head["format"] == "json-pages-1.0"
    assert [(page["url"], page["ts"]) for page in pages] == [
        (ONE.url, "2018-10-01T07:00:00Z"),
        (ONE.url, "2018-10-01T07:10:00Z"),
    ]
    assert len({page["id"] for page in pages}) == 2


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://RDV.Example/A?z=1&b=2", "example,rdv)/a?b=2&z=1"),
        ("http://www.rdv.example", "example,rdv)/"),
        ("http://www2.rdv.example:8080/x", "example,rdv:8080)/x"),
        ("https://rdv.example:443/é", "example,rdv)/%c3%a9"),
        ("urn:x", "urn:x"),
    ],
)
def test_addresses_are_indexed_as_players_look_them_up(url: str, key: str):
    assert surt(url).lower() == key


def test_the_same_input_gives_the_same_file(tmp_path: Path):
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    assert a_wacz(tmp_path / "1", looks()).read_bytes() == a_wacz(tmp_path / "2", looks()).read_bytes()


def test_answers_that_are_no_http_are_archived_but_not_shown(tmp_path: Path):
    goal = tmp_path / "x.wacz"
    entry = Entry("https://x.example/", ONE.started_at, 0, "application/octet-stream", "0" * 64, "x", 0, 1, "0" * 64)
    write_wacz(goal, [], [entry], title="x", software="x", created=CREATED)
    with zipfile.ZipFile(goal) as archive:
        assert archive.read("indexes/index.cdxj") == b""


def test_a_zipped_folder_depends_on_its_content_alone(tmp_path: Path):
    zips = []
    for name, order in (("1", ("b.txt", "a/verify.sh")), ("2", ("a/verify.sh", "b.txt"))):
        folder = tmp_path / name / "preuve"
        (folder / "a").mkdir(parents=True)
        for path in order:
            (folder / path).write_text(path)
        (folder / "b.txt").chmod(0o600 if name == "1" else 0o666)
        zip_folder(folder, tmp_path / f"{name}.zip")
        zips.append((tmp_path / f"{name}.zip").read_bytes())
    assert zips[0] == zips[1]
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        assert archive.namelist() == ["preuve/a/verify.sh", "preuve/b.txt"]
        assert [member.external_attr >> 16 for member in archive.infolist()] == [0o100755, 0o100644]


def test_a_zip_file_is_there_whole_or_not_at_all(tmp_path: Path):
    goal = tmp_path / "x.zip"
    goal.write_bytes(b"the one before")
    with pytest.raises(FileNotFoundError):
        write_zip(goal, [("a", b"1"), ("b", tmp_path / "missing")])
    assert goal.read_bytes() == b"the one before"
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]
