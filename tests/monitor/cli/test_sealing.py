"""``seal`` and ``seal status`` as typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.store.sealing import Seals
from monitor.store.writer import Store
from tests.monitor.cli.conftest import CONFIG, Typed
from tests.support.authorities import closed_port, needs_openssl
from tests.support.proving import AUTHORITY, Past, answering, the_past

pytestmark = needs_openssl
PUBLISH = """\
[[publish]]
name = "www"
command = ["cp", "{list}", "public/{day}.sha256"]
"""


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return the_past(tmp_path)


@pytest.fixture
def stamped(tmp_path: Path) -> Iterator[Past]:
    """An authority answers as long as the test runs."""
    with answering(tmp_path) as table:
        yield the_past(tmp_path, more=table)


def test_past_days_are_sealed_stamped_and_packed_once(typed: Typed, stamped: Past):
    code, output, errors = typed("seal")
    assert (code, errors) == (0, "")
    assert output.splitlines() == [
        f"Sealed: 2 days ({stamped.first} to {stamped.last}).",
        "Stamps kept and verified: 2. Lists made public: 0.",
        "Sealed lines of past days packed: 4 files.",
    ]
    assert typed("seal") == (0, "No past day was left to be sealed.\n", "")
    code, output, _ = typed("seal", "status")
    assert (code, output.splitlines()) == (
        0,
        [
            f"Sealed: 2 days, {stamped.first} to {stamped.last} (UTC).",
            "  local: 2 verified",
            "  Lists are not made public: then nobody can tell whether days at the end were cut off ([[publish]]).",
        ],
    )


def test_what_was_done_is_printed_for_programs_too(typed: Typed, stamped: Past):
    code, output, _ = typed("seal", "--json")
    assert (code, json.loads(output)) == (
        0,
        {
            "sealed": [stamped.first, stamped.last],
            "verified": 2,
            "failed": [],
            "published": 0,
            "packed": 4,
            "restamped": 0,
        },
    )
    code, output, _ = typed("seal", "status", "--json")
    told = json.loads(output)
    assert (code, told["days"], told["first_day"], told["simulated"]) == (0, 2, stamped.first, False)
    assert [(one["authority"], one["state"], one["tries"]) for one in told["stamps"]] == [("local", "verified", 0)] * 2


def test_an_authority_that_is_down_is_said_and_asked_again_with_now(typed: Typed, tmp_path: Path):
    with answering(tmp_path) as table:
        url = table.split('"')[3]
        past = the_past(tmp_path, more=table.replace(url, f"http://127.0.0.1:{closed_port()}/tsr"))
        code, output, _ = typed("seal")
        assert code == 1
        assert "Sealed: 2 days" in output, "the day is sealed all the same"
        assert f"not yet: day/{past.first}.sha256 by local: " in output
        code, output, _ = typed("seal", "status")
        assert (code, "local: 2 owed" in output) == (0, True)
        assert "next try" in output
        past.config.write_text(past.config.read_text().partition("[[authority]]")[0] + table)
        code, output, _ = typed("seal")
        assert (code, "Stamps kept" in output) == (0, False), "its next time has not come"
        code, output, _ = typed("seal", "--now")
        assert (code, "Stamps kept and verified: 2." in output) == (0, True)


def test_lists_are_made_public(typed: Typed, tmp_path: Path):
    (tmp_path / "public").mkdir()
    past = the_past(tmp_path, more=PUBLISH)
    assert "Lists made public: 2." in typed("seal")[1]
    with Store(past.database) as store:
        for day in (past.first, past.last):
            seal = Seals(store.connection).of_day(day)
            assert seal is not None
            assert (tmp_path / "public" / f"{day}.sha256").read_text() == seal.text
    output = typed("seal", "status")[1]
    assert "made public by www: 2 done" in output
    assert "No authority stamps them: without [[authority]] nobody can tell when these lists were made." in output


def test_a_publication_that_fails_is_said_with_what_the_program_said(typed: Typed, tmp_path: Path):
    the_past(tmp_path, more=PUBLISH)
    code, output, _ = typed("seal")
    assert code == 1
    assert "by www: cp ended with code 1: cp: cannot create regular file 'public/" in output


def test_a_receiver_that_is_named_and_not_there_is_a_fault_of_the_configuration(typed: Typed, tmp_path: Path):
    the_past(tmp_path, more='[[publish]]\nname = "mail"\nreceiver = "nobody"\n')
    code, output, errors = typed("seal")
    assert (code, output) == (2, "")
    assert "nobody" in errors


def test_before_anything_is_sealed_status_says_so(typed: Typed, past: Past):
    assert typed("seal", "status") == (
        0,
        "No day is sealed yet. 'slotwatch run' seals each day after midnight, UTC; 'slotwatch seal' does it now.\n",
        "",
    )
    told = json.loads(typed("seal", "status", "--json")[1])
    assert (told["days"], told["first_day"], told["stamps"]) == (0, None, [])


@pytest.mark.parametrize(
    ("more", "words", "why"),
    [
        (AUTHORITY.format(url="ftp://a.example/tsr"), "url", "no address of HTTP"),
        (AUTHORITY.format(url="http://127.0.0.1:9/tsr"), "root.pem", "a file that is not there"),
        ("[[publish]]\nname = 'x'\n", "publish 'x'", "no way at all"),
    ],
)
def test_a_wrong_configuration_is_refused_before_anything_is_sealed(
    typed: Typed, tmp_path: Path, more: str, words: str, why: str
):
    past = the_past(tmp_path, more=more)
    code, output, errors = typed("seal")
    assert (code, output) == (2, ""), why
    assert words in errors, why
    assert "config.toml" in errors, why
    with Store(past.database) as store:
        assert Seals(store.connection).days() == []


def test_without_a_store_nothing_is_sealed_and_none_is_made(typed: Typed, tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    for words in (["seal"], ["seal", "--now"], ["seal", "status"]):
        code, output, errors = typed(*words)
        assert (code, output, "there is no database yet" in errors) == (2, "", True), words
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


def test_a_reader_that_has_seen_enough_is_no_error(past: Past):
    for words in (["seal"], ["seal", "status"]):
        command = [sys.executable, "-m", "monitor", *words, "-c", str(past.config)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            said = process.stderr.read()
        assert (process.returncode, said) == (0, b""), words
