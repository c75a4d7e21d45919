"""Bundles are read from folders and zip files without trusting them."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from monitor.dossier.errors import BundleError
from monitor.dossier.looks import read_record
from monitor.dossier.reading import Bundle
from tests.monitor.dossier.sample import ABOUT, Sample, story, zipped


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return story(days=3).save(tmp_path_factory.mktemp("bundles") / "releve")


def contents(path: Path):
    with Bundle(path) as bundle:
        target = bundle.target()
        record = read_record(target, bundle.lines(17))
        wanted = [look.page.response or "" for look in record.looks if look.page]
        return bundle.about, bundle.fingerprint, record, bundle.provenance(), bundle.responses(wanted[:20])


def test_a_bundle_says_what_it_holds(folder: Path):
    about, fingerprint, record, provenance, responses = contents(folder)
    assert about["targets"][0]["id"] == "palaiseau"
    assert fingerprint == hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    assert len(record.looks) == 3 * 24 + 1, "a person's look beside the machine's"
    assert [look.at for look in record.looks] == sorted(look.at for look in record.looks)
    assert provenance.sealing.days == ("2018-10-22", "2018-10-23", "2018-10-24")
    assert list(provenance.sealing.tokens) == ["tsa-one", "tsa-two"]
    assert provenance.sealing.delivery == ("tsa-one",)
    assert [line["kind"] for line in provenance.custody] == ["start"]
    assert len(responses) == 20
    assert all(hashlib.sha256(content).hexdigest() == digest for digest, content in responses.items())


@pytest.mark.parametrize("top", ["", "releve_palaiseau/"])
def test_a_zip_file_holds_the_same_as_the_folder(folder: Path, tmp_path: Path, top: str):
    assert contents(zipped(folder, tmp_path / "b.zip", top=top)) == contents(folder)


def test_names_that_lead_out_of_a_zip_file_are_not_read(folder: Path, tmp_path: Path):
    path = zipped(folder, tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("../obs/17/1/2018-10-30.jsonl", "/obs/17/1/2018-10-30.jsonl", "obs\\17\\1\\2018-10-30.jsonl"):
            archive.writestr(name, "no JSON")
    assert contents(path)[2] == contents(folder)[2]


def test_links_are_not_followed(folder: Path, tmp_path: Path):
    copy = story(days=3).save(tmp_path / "b")
    (tmp_path / "outside.jsonl").write_text("no JSON\n")
    (copy / "obs/17/1/2018-10-30.jsonl").symlink_to(tmp_path / "outside.jsonl")
    assert contents(copy)[2] == contents(folder)[2]


def spoil(tmp_path: Path, name: str, content: bytes | None) -> Path:
    root = story(days=1).save(tmp_path / "b")
    if content is None:
        (root / name).unlink()
    else:
        (root / name).write_bytes(content)
    return root


LINES = "obs/17/1/2018-10-22.jsonl"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bundle.json", None, "no bundle.json in it; give a bundle that 'slotwatch export' made"),
        ("bundle.json", b"{", "bundle.json: no JSON"),
        ("bundle.json", b"[]", "bundle.json: a JSON object was expected"),
        ("bundle.json", b'{"format": 9}', "bundle.json: format 9 is not known here; use a newer slotwatch"),
        ("bundle.json", b'{"format": 1, "targets": []}', "bundle.json: it lists no target"),
        ("bundle.json", b'{"format": 1, "targets": [{"id": "x"}]}', "it lists no target, or one without id and number"),
        (
            "bundle.json",
            b'{"format": 1, "targets": [{"id": "x", "number": 1}], "notes": 1}',
            "notes: a list was expected",
        ),
        ("SHA256SUMS", None, "no SHA256SUMS in it; the bundle is not complete"),
        (LINES, b'{"kind":"anchored"}\n', f"{LINES}, line 1: not a line that this program understands: KeyError"),
        (LINES, b"\n[1]\n", f"{LINES}, line 2: a JSON object was expected"),
        (LINES, b"\xff\n", f"{LINES}, line 1: no JSON"),
        (LINES, b"[" * 100_000, f"{LINES}, line 1: no JSON"),
        ("archive/palaiseau_2018-10-22.warc.gz", b"PK", "palaiseau_2018-10-22.warc.gz: damaged"),
        ("archive/palaiseau_2018-10-22.warc.gz", b"", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, name: str, content: bytes | None, message: str):
    root = spoil(tmp_path, name, content)
    if not message:
        assert contents(root)[4].keys() < contents(story(days=1).save(tmp_path / "c"))[4].keys()
        return
    with pytest.raises(BundleError) as raised:
        contents(root)
    assert message in str(raised.value)
    assert str(root) in str(raised.value)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"why": "notice", "out": "slots"}, "a reason of another outcome"),
        ({"why": "nonsense"}, "a reason that is not on the list"),
        ({"t0": "2018-10-22T00:00:00"}, "a moment without its zone"),
        ({"ex": [{"url": "x"}]}, "an exchange without its method"),
        ({"ex": 4}, "no list of exchanges"),
        ({"win": ["2018-10-22"]}, "a window with one end"),
        ({"said": [["procedure"]]}, "a statement without words"),
        ({"n": "many"}, "a number that is none"),
    ],
)
def test_a_line_of_another_shape_is_refused(tmp_path: Path, change: dict[str, object], why: str):
    root = story(days=1).save(tmp_path / "b")
    path = root / LINES
    first, *others = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([json.dumps(json.loads(first) | change), *others]), encoding="utf-8")
    with pytest.raises(BundleError) as raised:
        contents(root)
    assert f"{LINES}, line 1: not a line that this program understands" in str(raised.value), why


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no zip"])
def test_what_is_no_bundle_is_refused(tmp_path: Path, content: bytes | None):
    path = tmp_path / "b.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BundleError, match=r"no such file|neither a bundle's folder"):
        Bundle(path)


def two_targets() -> Sample:
    sample = story(days=1)
    sample.about["targets"].append(json.loads(json.dumps(ABOUT["targets"][0])) | {"id": "evry", "number": 4})
    return sample


def test_a_target_is_named_where_there_are_several(tmp_path: Path):
    with Bundle(two_targets().save(tmp_path / "b")) as bundle:
        assert bundle.target("evry")["number"] == 4
        assert bundle.target("evry-1")["number"] == 17, "by the id that it had before"
        with pytest.raises(BundleError, match="several targets"):
            bundle.target()
        with pytest.raises(BundleError, match="no target 'nantes' in it; there is: palaiseau, evry"):
            bundle.target("nantes")
