"""``slotwatch classify`` on every captured page that stands beside the repository: no crash, no false claim."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
CORPUS = ROOT.parent / "shared" / "corpus"
KEYS = "file outcome reason quote rule language slots window statements seconds".split()
LANGUAGE_KEYS, SLOTS_KEYS = {"quote", "page", "expected"}, {"count", "earliest"}

pytestmark = pytest.mark.skipif(
    not (CORPUS / "pages.jsonl").exists(), reason=f"no captured pages: {CORPUS.relative_to(ROOT.parent)} is absent"
)


@pytest.fixture(scope="module")
def labels() -> dict[str, str]:
    lines = (CORPUS / "pages.jsonl").read_text("utf-8").splitlines()
    return {page["file"]: page["label"] for page in map(json.loads, lines)}


@pytest.fixture(scope="module")
def readings(labels: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What one run of the command says of all pages."""
    files = [str(CORPUS / "pages" / file) for file in labels]
    command = [sys.executable, "-W", "error::UserWarning", "-m", "monitor", "classify", "--json", *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == files, "one line for each file, in the order asked"
    return {Path(line["file"]).name: line for line in lines}


def test_each_line_has_exactly_the_documented_keys(readings: dict[str, dict[str, Any]]):
    for file, line in readings.items():
        assert list(line) == KEYS, file
        assert (line["language"].keys(), line["slots"].keys()) == (LANGUAGE_KEYS, SLOTS_KEYS), file
        assert 0 <= line["seconds"] < 60, file


def test_no_page_is_claimed_to_say_what_its_label_denies(labels: dict[str, str], readings: dict[str, dict[str, Any]]):
    claims = {file: line["outcome"] for file, line in readings.items() if line["outcome"] in ("slots", "no_slots")}
    assert all(labels[file] == claim for file, claim in claims.items()), claims


def test_a_page_that_stands_in_the_way_is_not_said_to_answer(
    labels: dict[str, str], readings: dict[str, dict[str, Any]]
):
    in_the_way = {file for file, label in labels.items() if label in ("blocked", "captcha", "error", "maintenance")}
    assert in_the_way
    answers = {"slots", "no_slots", "closed"}
    assert not {file: readings[file]["outcome"] for file in in_the_way if readings[file]["outcome"] in answers}
