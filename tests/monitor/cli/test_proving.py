"""``export``, ``verify`` and ``dossier`` as typed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from monitor.store.custody import entries
from monitor.store.writer import Store
from tests.monitor.cli.conftest import CONFIG, Typed
from tests.support.authorities import needs_openssl
from tests.support.proving import Past, answering, the_past

pytestmark = needs_openssl


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Sealed and stamped; the authority goes on answering."""
    folder = tmp_path_factory.mktemp("prepared")
    with answering(folder) as table:
        past = the_past(folder, more=table)
        command = [sys.executable, "-m", "monitor", "seal", "-c", str(past.config)]
        subprocess.run(command, check=True, capture_output=True)
        yield folder


@pytest.fixture
def past(prepared: Path, tmp_path: Path) -> Past:
    """A copy to work on."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("keys"))
    days = _days(tmp_path)
    return Past(tmp_path, days[0], days[-1])


def _days(folder: Path) -> list[str]:
    from monitor.store.sealing import Seals

    with Store(folder / "data" / "slotwatch.sqlite3") as store:
        return Seals(store.connection).days()


def test_a_bundle_is_written_stamped_and_verified(typed: Typed, past: Past, tmp_path: Path):
    code, output, errors = typed("export", "palaiseau", "-o", "out")
    lines = output.splitlines()
    assert (code, errors) == (0, "")
    assert lines[0] == f"out/{past.bundle}: 8 looks."
    assert lines[1].startswith("SHA-256 of its SHA256SUMS: ")
    assert len(lines[1].rpartition(" ")[2]) == 64
    assert lines[2:] == [f"Check it: slotwatch verify out/{past.bundle}"]
    code, output, errors = typed("verify", f"out/{past.bundle}", "--lang", "en")
    assert (code, errors) == (0, "")
    assert [line[:5] for line in output.splitlines()[:10]] == [f"{number:>2} ok" for number in range(1, 11)]
    assert "local: sha256 " in output, "to be compared with what the authority publishes"


def test_the_sentences_of_verify_are_in_the_language_of_the_bundle(typed: Typed, past: Past):
    typed("export", "palaiseau", "-o", "out", "--no-stamp")
    french, english = (typed("verify", f"out/{past.bundle}", *more)[1] for more in ([], ["--lang", "en"]))
    assert french != english
    assert "SHA256SUMS" in french


def test_a_bundle_without_stamps_of_its_own_fails_the_check_of_the_delivery_alone(typed: Typed, past: Past):
    typed("export", "palaiseau", "-o", "out", "--no-stamp")
    code, output, _ = typed("verify", f"out/{past.bundle}", "--json")
    told = json.loads(output)
    assert (code, told["ok"]) == (1, False)
    assert [check["number"] for check in told["checks"] if check["ok"] is False] == [2]


def test_one_zip_file_is_verified_as_well(typed: Typed, past: Past, tmp_path: Path):
    code, output, _ = typed("export", "palaiseau", "-o", "out", "--zip", "--lang", "en", "--json")
    told = json.loads(output)
    bundle = f"record_palaiseau_{past.first}_{past.last}"
    assert (code, told["path"], told["looks"]) == (0, f"out/{bundle}.zip", 8)
    assert (told["absent_bodies"], told["not_stamped"]) == (0, [])
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{bundle}.zip"], "no folder beside it"
    assert typed("verify", told["path"])[0] == 0
    assert typed("export", "palaiseau", "-o", "out", "--lang", "en")[0] == 2, "it is there, as a zip file"


def test_an_export_is_in_the_custody_log_without_names(typed: Typed, past: Past):
    output = typed("export", "palaiseau", "--from", past.last, "-o", "out", "--json")[1]
    with Store(past.database) as store:
        noted = [details for _, kind, details in entries(store) if kind == "exported"]
    sums = json.loads(output)["sha256sums"]
    assert noted == [{"targets": [1], "from": past.last, "to": "9999-12-31", "sha256sums": sums}]


def test_days_can_be_chosen(typed: Typed, past: Past):
    output = typed("export", "palaiseau", "--from", past.last, "--to", past.last, "-o", "out")[1]
    assert f"out/releve_palaiseau_{past.last}_{past.last}: 4 looks." in output
    assert typed("verify", f"out/releve_palaiseau_{past.last}_{past.last}")[0] == 0


def test_several_targets_are_one_bundle(typed: Typed, past: Past):
    output = typed("export", "palaiseau", "evry", "palaiseau", "-o", "out")[1]
    assert f"out/releve_2_cibles_{past.first}_{past.last}: 16 looks." in output


def test_authorities_that_do_not_answer_are_named_and_the_bundle_is_there(typed: Typed, past: Past):
    text = past.config.read_text()
    port = text.partition("[[authority]]")[2].split("127.0.0.1:")[1].split("/")[0]
    past.config.write_text(text.replace(f":{port}/tsr", ":9/tsr"))
    code, output, _ = typed("export", "palaiseau", "-o", "out")
    assert code == 0
    assert "not stamped by local: " in output


def _before(past: Past, days: int) -> str:
    return str(date.fromisoformat(past.first) - timedelta(days=days))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nobody", "-o", "out"], "export: no target 'nobody' was ever watched; known: evry, palaiseau"),
        (["palaisau", "-o", "out"], "export: no target 'palaisau' was ever watched; did you mean 'palaiseau'?"),
        (["palaiseau", "-o", "out", "--lang", "de"], "--lang: 'de' is not known; write fr or en"),
        (["palaiseau", "-o", "out", "--from", "monday"], "export: --from 'monday' is no day that can be asked for"),
        (["palaiseau", "-o", "out", "--to", "2018-02-30"], "export: --to '2018-02-30' is no day that can be asked for"),
        (
            ["palaiseau", "-o", "out", "--from", "2018-02-02", "--to", "2018-02-01"],
            "export: --from 2018-02-02 is after --to 2018-02-01; exchange them",
        ),
        (["palaiseau", "-o", "out", "--to", "2018-02-01"], "to 2018-02-01 palaiseau was looked at; sealed are 2 days"),
        (["palaiseau"], "Missing option '-o' / '--out'"),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_is_left(
    typed: Typed, past: Past, tmp_path: Path, words: list[str], said: str
):
    code, output, errors = typed("export", *words)
    assert (code, output) == (2, "")
    assert said in errors
    assert not (tmp_path / "out").exists()
    with Store(past.database) as store:
        assert not [entry for entry in entries(store) if entry[1] == "exported"]


def test_a_bundle_that_is_there_stays_as_it_is(typed: Typed, past: Past):
    typed("export", "palaiseau", "-o", "out")
    code, _, errors = typed("export", "palaiseau", "-o", "out")
    assert code == 2
    assert errors == (
        f"slotwatch: export: out/{past.bundle} is there already; move it away, or name another folder with -o\n"
    )


def test_a_folder_that_cannot_be_written_is_said(typed: Typed, past: Past, tmp_path: Path):
    (tmp_path / "out").write_text("a file")
    code, _, errors = typed("export", "palaiseau", "-o", "out")
    assert (code, errors) == (2, "slotwatch: export: out: File exists; name a folder that can be written\n")


def test_before_anything_is_sealed_it_says_what_to_do(typed: Typed, tmp_path: Path):
    the_past(tmp_path)
    code, _, errors = typed("export", "palaiseau", "-o", "out")
    assert code == 2
    assert "no day is sealed yet; 'slotwatch seal' seals every past day" in errors


def test_without_a_store_there_is_nothing_to_export(typed: Typed, tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    code, output, errors = typed("export", "palaiseau", "-o", "out")
    assert (code, output, "there is no database yet" in errors) == (2, "", True)
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


def _gone(folder: Path) -> Path:
    return folder / "nothing"


def _no_zip(folder: Path) -> Path:
    (folder / "file.zip").write_text("no zip file")
    return folder / "file.zip"


def _climbing(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "bad.zip", "w") as archive:
        archive.writestr("../bundle.json", "{}")
    return folder / "bad.zip"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_gone, "there is no such file or folder"),
        (_no_zip, "cannot be unpacked as a zip file"),
        (_climbing, "is no plain file with a harmless name; nothing is unpacked"),
    ],
)
def test_what_is_no_bundle_cannot_be_verified(typed: Typed, tmp_path: Path, make: Callable[[Path], Path], said: str):
    code, output, errors = typed("verify", make(tmp_path))
    assert (code, output) == (2, "")
    assert errors.startswith("slotwatch: verify: ")
    assert said in errors


def test_a_folder_of_something_else_is_no_bundle(typed: Typed, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    code, output, errors = typed("verify", "empty", "--json")
    assert (code, output) == (2, "")
    assert (
        errors == "slotwatch: verify: empty: is no bundle of slotwatch: it holds neither bundle.json nor SHA256SUMS\n"
    )


def test_a_changed_bundle_is_found_out_and_each_thing_is_named(typed: Typed, past: Past, tmp_path: Path):
    typed("export", "palaiseau", "-o", "out")
    table = tmp_path / "out" / past.bundle / "observations.csv"
    table.write_text(table.read_text("utf-8").replace("no_slots", "slots"), "utf-8")
    code, output, _ = typed("verify", f"out/{past.bundle}", "--lang", "en")
    assert code == 1
    assert [line[:5] for line in output.splitlines() if line[3:5] == "NO"] == [" 1 NO", "10 NO"]
    assert "observations.csv: " in output


def test_other_roots_may_be_trusted_instead_of_those_in_the_bundle(typed: Typed, past: Past, tmp_path: Path):
    typed("export", "palaiseau", "-o", "out")
    (tmp_path / "mine").mkdir()
    shutil.copy(past.folder / "root.pem", tmp_path / "mine" / "local.pem")
    assert typed("verify", f"out/{past.bundle}", "--trust", "mine")[0] == 0
    (tmp_path / "mine" / "local.pem").write_bytes(b"")
    code, output, _ = typed("verify", f"out/{past.bundle}", "--trust", "mine", "--json")
    assert code == 1
    assert {check["number"] for check in json.loads(output)["checks"] if check["ok"] is False} >= {2, 3}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "dossier: name a TARGET, or a bundle with --from-bundle"),
        (["palaiseau", "--from-bundle", "x"], "dossier: name a TARGET, or a bundle with --from-bundle"),
        (["palaiseau", "--lang", "de"], "--lang: 'de' is not known; write fr or en"),
        (["nobody"], "no target 'nobody' was ever watched; known: evry, palaiseau"),
        (["--from-bundle", "nothing"], "dossier: "),
    ],
)
def test_a_dossier_that_cannot_be_made_is_said(typed: Typed, past: Past, tmp_path: Path, words: list[str], said: str):
    code, output, errors = typed("dossier", *words)
    assert (code, output) == (2, "")
    assert said in errors
    assert not (tmp_path / "dossier").exists()


def test_a_dossier_is_made_of_a_bundle_without_pictures(typed: Typed, past: Past, tmp_path: Path):
    pytest.importorskip("typst")
    typed("export", "palaiseau", "-o", "out")
    past.config.unlink()
    code, output, errors = typed("dossier", "--from-bundle", f"out/{past.bundle}", "-o", "pieces", "--no-pictures")
    assert (code, errors) == (0, "")
    assert "01_Releve_des_consultations.pdf" in output
    assert sorted(path.suffix for path in (tmp_path / "pieces").iterdir()) == [".pdf"] * len(
        list((tmp_path / "pieces").iterdir())
    )


def test_a_reader_that_has_seen_enough_is_no_error(typed: Typed, past: Past):
    typed("export", "palaiseau", "-o", "out")
    bundle = past.folder / "out" / past.bundle
    for words in (["verify", bundle], ["export", "evry", "-o", past.folder / "more", "-c", past.config]):
        command = [sys.executable, "-m", "monitor", *map(str, words)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            said = process.stderr.read()
        assert (process.returncode, said) == (0, b""), words
