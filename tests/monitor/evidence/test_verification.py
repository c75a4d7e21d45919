"""The checks as a library: words in two languages, folders and zip files that mean harm, other people's programs."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from monitor.evidence import table, verification
from monitor.evidence.verification import BundleError
from monitor.evidence.verifiers import verify as program
from monitor.evidence.zipping import zip_folder
from tests.support import bundles
from tests.support.authorities import an_unserved_authority, needs_openssl
from tests.support.bundles import DAYS, Looked, Making

pytestmark = needs_openssl
SHELL = bundles.VERIFIERS / "verify.sh"
PYTHON = bundles.VERIFIERS / "verify.py"


@pytest.fixture(scope="module")
def making(tmp_path_factory: pytest.TempPathFactory) -> Making:
    folder = tmp_path_factory.mktemp("authorities")
    return Making({name: an_unserved_authority(folder / name).local for name in ("alpha", "beta")})


@pytest.fixture(scope="module")
def honest(making: Making, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundles.make(tmp_path_factory.mktemp("honest") / "preuve_palaiseau", making)


def out(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    assert not done.stderr, done.stderr
    return done.stdout


def failed(path: Path) -> set[int]:
    return {check.number for check in verification.verify(path).checks if check.ok is False}


# Words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_both_programs_say_the_same_of_a_damaged_bundle(honest: Path, tmp_path: Path, language: str):
    folder = tmp_path / "bundle"
    shutil.copytree(honest, folder)
    (folder / "observations.csv").write_text("x\n")
    (folder / f"obs/17/1/{DAYS[1]}.jsonl").unlink()
    (folder / "more").write_text("x\n")
    (folder / "tsa/alpha.pem").unlink()
    shell = out("bash", SHELL, "--lang", language, folder).splitlines()
    python = out(sys.executable, PYTHON, "--lang", language, folder).splitlines()
    assert sorted(shell) == sorted(python)
    assert [row for row in shell if row.startswith((" ", "10")) and "[" in row] == [row for row in python if "[" in row]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_check_and_every_word_has_its_sentence_in_both_languages(language: str):
    assert set(program.SENTENCES[language]) == set(range(1, 11))
    assert set(program.WORDS[language]) == set(program.WORDS["en"])
    assert program.ABSENT[language]
    text = SHELL.read_text()
    for number, told in program.SENTENCES[language].items():
        for mark, sentence in zip(("ok", "no"), told, strict=True):
            assert f"{language}-{number}-{mark}) echo {quoted(sentence)} ;;" in text
    for word, meaning in program.WORDS[language].items():
        assert f"{language}-{word}) echo {quoted(meaning)} ;;" in text


def quoted(text: str) -> str:
    """As it stands in the shell program."""
    return "'" + text.replace("'", "'\\''") + "'"


def test_the_bundle_states_the_language(making: Making, tmp_path: Path):
    folder = bundles.make(tmp_path / "bundle", replace(making, language="fr"))
    for command in (("bash", folder / "verify.sh"), (sys.executable, folder / "verify.py")):
        assert " 1. [oui] Chaque fichier est présent" in out(*command)
    verified = verification.verify(folder)
    assert (verified.ok, verified.language) == (True, "fr")


def test_the_programs_check_the_folder_in_which_they_stand(honest: Path, tmp_path: Path):
    for command in (("bash", honest / "verify.sh"), (sys.executable, honest / "verify.py")):
        assert "10. [ok]" in out(*command, cwd=tmp_path)


@pytest.mark.parametrize("command", [("bash", SHELL), (sys.executable, PYTHON)], ids=["sh", "py"])
@pytest.mark.parametrize("arguments", [("--lang", "de"), ("--oops",), ("/nowhere/at/all",), ("a", "b")])
def test_what_cannot_be_checked_is_told_apart_from_what_fails(command: tuple[str, Path], arguments: tuple[str, ...]):
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


def test_simulated_time_makes_the_dates_not_applicable_and_nothing_else(making: Making, tmp_path: Path):
    folder = bundles.make(tmp_path / "bundle", replace(making, simulated=True, stamped=lambda _: making.delivered))
    verified = verification.verify(folder)
    assert {check.number: check.ok for check in verified.checks} == {n: None if n == 9 else True for n in range(1, 11)}
    assert verified.checks[8].sentence["fr"] == "Sans objet : temps simulé."
    for command in (("bash", SHELL), (sys.executable, PYTHON)):
        assert " 9. [--] Not applicable: simulated time." in out(*command, folder)
    assert verified.ok


def test_bytes_that_are_no_longer_kept_are_told_where_the_bundle_declares_them(making: Making, tmp_path: Path):
    def forgotten(look: Looked) -> Looked:
        look.exchanged = []
        return look

    folder = bundles.make(tmp_path / "bundle", replace(making, change=forgotten, more={"absent_bodies": 33}))
    for path in folder.glob("archive/*"):
        path.unlink()
    bundles.deliver(folder, making)
    french = [out(*command, "--lang", "fr", folder) for command in (("bash", SHELL), (sys.executable, PYTHON))]
    assert french[0] == french[1]
    shell, python = out("bash", SHELL, folder), out(sys.executable, PYTHON, folder)
    assert shell == python
    assert " 8. [--] Not applicable: no bytes are archived." in python
    assert "bytes are no longer kept, by the bundle's own word: 33" in python
    assert verification.verify(folder).ok


def test_machines_get_all_of_it(honest: Path):
    told = json.loads(json.dumps(verification.verify(honest).as_json()))
    assert told["ok"] is True
    assert [check["number"] for check in told["checks"]] == list(range(1, 11))
    assert len({check["name"] for check in told["checks"]}) == 10
    assert set(told["checks"][0]["sentence"]) == {"en", "fr"}
    assert {one["authority"] for one in told["certificates"]} == {"alpha", "beta"}


# What a sealed line is

LINES = (
    ('{"a":1}', True, "as it must be"),
    ('{"a":"é « \u2028 » \U0001f600 \x7f"}', True, "letters stand as they are"),
    ('{"a":"\\n\\t\\r\\b\\f\\"\\\\\\u0000\\u001f"}', True, "what must be escaped is, in its shortest form"),
    ('{"a":[],"b":{},"c":[{"d":null},true,false,-1,0,12]}', True, "all kinds of values"),
    ('{"":1,"A":1,"a":1,"aa":1,"é":1,"\U0001f600":1}', True, "keys in the order of their characters"),
    ('{"a": 1}', False, "a space"),
    (' {"a":1}', False, "a space before"),
    ('{"a":1} ', False, "a space after"),
    ('{"a":1}\r', False, "a carriage return"),
    ('{"b":1,"a":1}', False, "keys in another order"),
    ('{"a":1,"a":1}', False, "a key twice"),
    ('{"a":1,"\\u0061":1}', False, "a key twice, once in disguise"),
    ('{"a":"\\u00e9"}', False, "an escape that is not needed"),
    ('{"a":"\\/"}', False, "another one"),
    ('{"a":"\\u000a"}', False, "a long form"),
    ('{"a":"\\u001F"}', False, "capital letters in an escape"),
    ('{"a":"\\ud83d\\ude00"}', False, "a pair of surrogates"),
    ('{"a":"\\ud800"}', False, "half a pair"),
    ('{"a":1.0}', False, "a fraction"),
    ('{"a":1e3}', False, "an exponent"),
    ('{"a":-0}', False, "less than nothing"),
    ('{"a":01}', False, "a zero before"),
    ('{"a":NaN}', False, "no number"),
    ('{"a":tru}', False, "no word"),
    ('{"a":1,}', False, "a comma too many"),
    ('{"a":1}{"a":1}', False, "two values"),
    ('{"a":[1}', False, "brackets that do not fit"),
    ('{"a":"b}', False, "a string without its end"),
    ("[1]", False, "no object"),
    ('"a"', False, "no object either"),
    ("{", False, "cut off"),
    ("", False, "nothing"),
    ('{"a":"\t"}', False, "a bare control character"),
)
BYTES = (
    (b'{"a":"\xff"}', "no UTF-8"),
    (b'{"a":"\xc0\xaf"}', "too long a form"),
    (b'{"a":"\xed\xa0\x80"}', "surrogate"),
)


def test_both_programs_agree_on_what_a_sealed_line_is(tmp_path: Path):
    cases = [(text.encode(), expected, why) for text, expected, why in LINES] + [
        (raw, False, why) for raw, why in BYTES
    ]
    found = re.search(r'json\.awk" <<\'AWK\'\n(.*?)\nAWK\n', SHELL.read_text(), re.DOTALL)
    assert found
    (tmp_path / "json.awk").write_text(found[1])
    (tmp_path / "main.awk").write_text('{ json($0); print (bad || odd || T[""] != "o") ? "no" : "yes" }')
    (tmp_path / "lines").write_bytes(b"".join(raw + b"\n" for raw, _, _ in cases))
    command: list[str | Path] = ["awk", "-f", tmp_path / "json.awk", "-f", tmp_path / "main.awk", tmp_path / "lines"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"})
    assert len(done.stdout.split()) == len(cases)
    for position, (raw, expected, why) in enumerate(cases):
        assert (program.canonical(raw + b"\n") is not None) is expected, why
        assert (done.stdout.split()[position] == "yes") is expected, f"awk: {why}"


def test_a_line_without_its_end_is_none():
    assert program.canonical(b'{"a":1}') is None
    assert program.canonical(b'{"a":' + b"[" * 100_000) is None, "nor does it exhaust the reader"


HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\tx",
    "\rx",
    'a"b',
    "a,b",
    "a\nb",
    "a\r\nb",
    "\u0000\u001b[31m\u0008",
    "é\u2028\U0001f600",
    "\\n\\u0041",
    "'=x",
    "",
    " x ",
)


def test_both_programs_write_the_same_table_from_hostile_words(making: Making, tmp_path: Path):
    def worded(look: Looked) -> Looked:
        number = int(look.said["t0"][12]) % 2 * 8
        words = HOSTILE[number : number + 8]
        for key, word in zip(("q", "ql", "pl", "rule", "note", "probe", "why", "by"), words, strict=True):
            look.said[key] = word
        return look

    folder = bundles.make(tmp_path / "bundle", replace(making, change=worded))
    assert failed(folder) == set()
    assert "10. [ok]" in out("bash", SHELL, folder)


ROWS: tuple[tuple[dict[str, object], dict[str, str], str], ...] = (
    ({}, dict.fromkeys(program.COLUMNS, ""), "what is not said stays empty"),
    ({"q": None, "n": 0, "sim": True}, {"quote": "", "slots_count": "0", "simulated": "true"}, "null is empty, 0 is 0"),
    ({"q": "=1"}, {"quote": "'=1"}, "no formula reaches a spreadsheet"),
    ({"q": 'a "b", c'}, {"quote": '"a ""b"", c"'}, "RFC 4180"),
    ({"win": ["2018-10-01", "2018-10-07"]}, {"window_first": "2018-10-01", "window_label": ""}, "named days"),
    ({"win": [None, None, "week"]}, {"window_first": "", "window_label": "week"}, "a span without days"),
    (
        {"ex": [{"st": 302, "res": "a"}, {"st": 200, "url": "u", "res": "b"}]},
        {"status": "200", "url": "u", "response_sha256": "b"},
        "the last answer",
    ),
    (
        {"kind": "retracted", "of": "id", "by": "me", "why": "wrong"},
        {"reason": "", "note": "id | me | wrong"},
        "a reason in words is no reason of an outcome",
    ),
    ({"kind": "witness", "rcv": "r", "note": "n"}, {"received_at": "r", "note": "n"}, "a person's look"),
    ({"ex": "x", "win": {"a": 1}, "q": ["x"]}, {"status": "", "window_first": "", "quote": ""}, "other kinds: empty"),
)


@pytest.mark.parametrize(("line", "cells", "why"), ROWS)
def test_a_line_becomes_a_row(line: dict[str, object], cells: dict[str, str], why: str):
    row = table.row(line)
    assert row.endswith("\r\n")
    found = re.findall(r'("(?:[^"]|"")*"|[^,]*),', row[:-2] + ",")
    assert len(found) == len(program.COLUMNS)
    named = dict(zip(program.COLUMNS, found, strict=True))
    assert {name: named[name] for name in cells} == cells, why


def test_days_are_counted_as_the_calendar_does():
    for day in (date(1970, 1, 1), date(2018, 10, 1), date(2020, 2, 29), date(2020, 3, 1), date(2100, 12, 31)):
        assert program.days_of(day.year, day.month, day.day) == (day - date(1970, 1, 1)).days


# Folders and zip files that mean harm


def test_a_zipped_bundle_is_checked_as_the_folder_is(honest: Path, tmp_path: Path):
    zip_folder(honest, tmp_path / "bundle.zip")
    assert verification.verify(tmp_path / "bundle.zip").checks == verification.verify(honest).checks
    with zipfile.ZipFile(tmp_path / "flat.zip", "w") as flat:
        for path in honest.rglob("*"):
            if path.is_file():
                flat.write(path, path.relative_to(honest).as_posix())
    assert verification.verify(tmp_path / "flat.zip").ok


Fill = Callable[[zipfile.ZipFile], None]


def _named(name: str, mode: int = 0o100644) -> Fill:
    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("preuve/README.md", "x")
        info = zipfile.ZipInfo("x")
        info.filename = name  # whatever zipfile would have made of it
        info.external_attr = mode << 16
        archive.writestr(info, "../../outside")

    return fill


HARMFUL: tuple[tuple[Fill, str, str], ...] = (
    (_named("../outside"), "harmless name", "it leads out"),
    (_named("preuve/../../outside"), "harmless name", "it leads out on the way"),
    (_named("/outside"), "harmless name", "absolute"),
    (_named("C:\\outside"), "harmless name", "absolute elsewhere"),
    (_named("preuve/.ssh/config"), "harmless name", "hidden"),
    (_named("preuve/-rf"), "harmless name", "an option"),
    (_named("preuve/a\nb"), "harmless name", "two lines"),
    (_named("preuve/link", stat.S_IFLNK | 0o777), "no plain file", "a link"),
    (_named("preuve/pipe", stat.S_IFIFO | 0o644), "no plain file", "a pipe"),
    (_named("preuve/README.md"), "stands twice", "two readers, two files"),
    (_named("preuve/README.md/x"), "stands twice", "a file and a folder"),
    (lambda archive: archive.writestr("preuve/zeros", b"\0" * 5_000_000), "more bytes", "a bomb"),
)


@pytest.mark.parametrize(("fill", "words", "why"), HARMFUL)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_file_that_means_harm_is_not_unpacked(tmp_path: Path, fill: Fill, words: str, why: str):
    path = tmp_path / "folder" / "bundle.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    with pytest.raises(BundleError, match=words):
        verification.verify(path, most_bytes=1_000_000)
    assert [found.name for found in tmp_path.rglob("*")] == ["folder", "bundle.zip"], why


def test_what_is_no_bundle_is_said_to_be_none(tmp_path: Path):
    (tmp_path / "x.zip").write_bytes(b"PK no zip")
    with pytest.raises(BundleError, match="cannot be unpacked"):
        verification.verify(tmp_path / "x.zip")
    with pytest.raises(BundleError, match="no such file"):
        verification.verify(tmp_path / "nothing")
    with pytest.raises(BundleError, match="no folder with certificates"):
        verification.verify(tmp_path, trust=tmp_path / "nothing")


def test_what_is_no_bundle_is_not_accused_of_having_been_changed(tmp_path: Path):
    (tmp_path / "01_Record_of_looks.pdf").write_bytes(b"%PDF")
    with pytest.raises(BundleError, match="is no bundle of slotwatch"):
        verification.verify(tmp_path)


def test_a_bundle_of_which_nearly_nothing_is_left_passes_no_check_by_having_nothing_to_check(tmp_path: Path):
    (tmp_path / "SHA256SUMS").write_text("")
    assert failed(tmp_path) >= {2, 3, 4, 5, 6, 7, 9, 10}
    marks = re.findall(r"(\d+)\. \[NO\]", out("bash", SHELL, tmp_path))
    assert {int(number) for number in marks} == failed(tmp_path)


def test_without_openssl_no_time_stamp_is_believed(honest: Path, tmp_path: Path):
    for name in (
        "bash",
        "awk",
        "sed",
        "grep",
        "sort",
        "gzip",
        "find",
        "xargs",
        "sha256sum",
        "head",
        "tail",
        "tr",
        "cut",
    ):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    for name in ("cat", "cmp", "wc", "mktemp", "mkdir", "rm", "dirname", "basename"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    for command in (("bash", SHELL), (sys.executable, PYTHON)):
        done = subprocess.run(
            [str(shutil.which(command[0])), *command[1:], honest],
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": str(tmp_path)},
        )
        assert {int(n) for n in re.findall(r"(\d+)\. \[NO\]", done.stdout)} >= {2, 3, 9}, done.stdout + done.stderr
        assert "the program openssl is not there" in done.stdout


# Other people's programs


def test_sha256sum_agrees(honest: Path):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], capture_output=True, check=False, cwd=honest
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_openssl_agrees_as_the_reader_is_told_to_use_it(honest: Path):
    shown = subprocess.run(
        [*"openssl ts -verify -in SHA256SUMS.alpha.tsr -data SHA256SUMS".split(), "-CAfile", "tsa/alpha.pem"],
        capture_output=True,
        text=True,
        check=True,
        cwd=honest,
    )
    assert "Verification: OK" in shown.stdout


@pytest.mark.parametrize(
    "command", ["warcio check {archive}", "wacz validate -f {wacz}", "frictionless validate {data}"]
)
def test_validators_of_the_formats_agree(honest: Path, command: str):
    named = command.format(
        archive=f"archive/palaiseau_{DAYS[0]}.warc.gz", wacz="archive/palaiseau.wacz", data="datapackage.json"
    )
    name, *arguments = named.split()
    done = subprocess.run(
        [Path(sys.executable).with_name(name), *arguments], capture_output=True, text=True, check=False, cwd=honest
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_program_in_the_bundle_needs_neither_us_nor_a_new_python():
    tree = ast.parse(PYTHON.read_text(), feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    }
    assert imported <= sys.stdlib_module_names
    assert not any(isinstance(node, ast.Assert) for node in ast.walk(tree)), "python -O leaves them out"
