"""What the documentation shows as printed, and what it tells its reader to run in a shell, against the program."""

import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from monitor.config.locate import database
from monitor.evidence.export import Order, name_of
from monitor.store.reader import reading
from tests.docs import demo_store
from tests.docs.pages import REFERENCE, ROOT, TEXTS, UNIT, blocks

VERIFIER = (ROOT / "monitor/evidence/verifiers/verify.sh").read_text("utf-8")

# What the program prints


UNIT_OF_TIME = r"\d+ (?:days?|hours?|minutes?|seconds?|jours?|heures?|secondes?)"


def shape(text: str) -> list[str]:
    """Lines with every number, date, zone and quote taken out, and with plain spaces."""
    text = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    text = re.sub(rf"{UNIT_OF_TIME}(?: (?:and|et) {UNIT_OF_TIME})?", "SPAN", text)
    text = re.sub(r"“[^\n]*", "“…", text)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d \w+|\bnever\b", "MOMENT", text)
    text = re.sub(r"\((?:\d+ (?:d|h|min|s) ?)+\)|(?:\b\d+ (?:d|h|min|s)\b ?)+", "SPAN", text)
    return [re.sub(r"[\d,.]+", "N", line).rstrip() for line in text.strip().splitlines()]


@pytest.fixture(scope="module")
def demo_like(tmp_path_factory) -> Path:
    """A store like the demo's before its days are sealed."""
    folder: Path = tmp_path_factory.mktemp("demo")
    demo_store.write(folder)
    return folder


@pytest.fixture(scope="module")
def sealed(demo_like, tmp_path_factory) -> Path:
    """A store like the one that the demo leaves, but that nobody stamped its days."""
    folder: Path = tmp_path_factory.mktemp("sealed")
    shutil.copytree(demo_like, folder, dirs_exist_ok=True)
    demo_store.seal(folder)
    return folder


MARK = re.compile(r"^<!-- prints: (slotwatch [^\n]+) -->\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PRINTED = [(page, found[1], found[2]) for page, text in TEXTS.items() for found in MARK.finditer(text)]


def of_shape(shown: str, printed: str) -> bool:
    """Whether a program prints what a page shows, but for numbers, moments and quotes; ``...`` leaves lines out."""
    marked = re.sub(r"^ *\.\.\.$", "(any)", shown, flags=re.MULTILINE)
    lines = [r"(?:.*\n)*?" if line == "(any)" else re.escape(line) + r"\n" for line in shape(marked)]
    return re.fullmatch("".join(lines), "\n".join(shape(printed)) + "\n") is not None


@pytest.mark.parametrize(("page", "command", "shown"), PRINTED, ids=[f"{page}: {words}" for page, words, _ in PRINTED])
def test_what_a_page_shows_is_what_the_program_prints(page, command, shown, sealed):
    assert any(command in block for block in blocks(TEXTS[page], "sh")), "the page tells its reader to type it"
    words = [sys.executable, "-m", "monitor", *shlex.split(command)[1:]]
    environment = {**os.environ, "COLUMNS": "80", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(words, cwd=sealed, env=environment, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)
    assert of_shape(shown, done.stdout), done.stdout


@pytest.mark.parametrize(
    ("shown", "matches", "why"),
    [
        ("a 1\nb 2", True, "numbers do not count"),
        ("a 1", False, "a line is missing"),
        ("a 1\n...", True, "the rest is left out"),
        ("...\nc 3", False, "the last line is another"),
    ],
)
def test_the_check_of_examples_finds_faults(shown, matches, why):
    assert of_shape(shown, "a 7\nb 8\n") is matches, why


def test_the_pages_that_newcomers_read_show_what_is_printed():
    pages = {page for page, _, _ in PRINTED}
    assert {"README.md", "docs/tutorial.md", "docs/tutoriel.md", "docs/how-to/quote-a-figure.md"} <= pages


def test_the_ten_checks_are_shown_in_the_words_of_the_verifiers():
    said = re.findall(r"^ +(?:en|fr)-\d+-\w+\) echo (.*) ;;$", VERIFIER, re.MULTILINE)
    shown = [
        sentence
        for text in TEXTS.values()
        for block in blocks(text, "text")
        for sentence in re.findall(r"^ ?\d+(?:\. \[|  ?)(?:ok|NO|--)\]? (.*)$", block, re.MULTILINE)
    ]
    assert len(shown) >= 20
    assert set(shown) <= {shlex.split(words)[0] for words in said}


def test_bundles_are_called_what_export_calls_them():
    spoken = "\n".join(text for page, text in TEXTS.items() if not page.startswith("docs/reference"))
    names = set(re.findall(r"\b(\w+_[a-z0-9-]+_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d)\b", spoken))
    days = ("2018-10-01", "2018-10-14")
    heads = {name_of(Order(("x",), *days, language, "", "", ()), *days).split("_")[0] for language in ("fr", "en")}
    assert {name.split("_")[0] for name in names} == heads


# What the reader is told to run


@pytest.fixture
def chain_script() -> str:
    if not all(map(shutil.which, ("sh", "sqlite3", "sha256sum"))):
        pytest.skip("needs sh, sqlite3 and sha256sum")
    script = next(block for block in blocks(REFERENCE["data"], "sh") if "sha256sum" in block and "lines.jsonl" in block)
    return script.replace("target=my-town", "target=palaiseau-hourly")


def run_in(folder: Path, script: str) -> str:
    return subprocess.run(["sh", "-eu", "-c", script], cwd=folder, capture_output=True, text=True, check=True).stdout


def test_the_shell_check_of_the_chain_ends_at_the_hash_in_the_store(demo_like, chain_script, tmp_path):
    (tmp_path / "data").mkdir()
    shutil.copy(database(demo_like), database(tmp_path / "data"))
    said = run_in(tmp_path, chain_script)
    with closing(sqlite3.connect(database(demo_like))) as store:
        sql = "SELECT last_line_sha256 FROM standings JOIN targets t ON t.id = target WHERE t.slug = 'palaiseau-hourly'"
        last = store.execute(sql).fetchone()[0]
    assert said.splitlines() == [f"before the first line: {'0' * 64}", f"325 lines, the last one has the hash {last}"]


@pytest.mark.parametrize(
    ("attack", "why"),
    [
        ("UPDATE lines SET line = replace(line, 'no_slots', 'slots') WHERE sequence = 7", "changed"),
        ("DELETE FROM lines WHERE sequence = 7", "taken out"),
    ],
)
def test_the_shell_check_of_the_chain_finds_tampering(demo_like, chain_script, tmp_path, attack, why):
    (tmp_path / "data").mkdir()
    shutil.copy(database(demo_like), database(tmp_path / "data"))
    with closing(sqlite3.connect(database(tmp_path / "data"))) as store:
        store.execute("DROP TRIGGER lines_are_never_changed")
        store.execute("DROP TRIGGER lines_are_packed_not_deleted")
        store.execute(attack)
        store.commit()
    assert "the chain is broken before" in run_in(tmp_path, chain_script), why


def test_the_hash_of_the_context_can_be_worked_out_in_a_shell(demo_like, tmp_path):
    if not all(map(shutil.which, ("sh", "sqlite3", "sha256sum"))):
        pytest.skip("needs sh, sqlite3 and sha256sum")
    (tmp_path / "data").mkdir()
    shutil.copy(database(demo_like), database(tmp_path / "data"))
    script = next(block for block in blocks(REFERENCE["data"], "sh") if "contexts" in block)
    with reading(database(demo_like)) as reader:
        line = next(reader.lines("palaiseau-hourly"))
    assert run_in(tmp_path, script).split()[0] == json.loads(line)["ctx"]


def test_the_unit_is_described_line_by_line():
    page = TEXTS["docs/how-to/run-as-a-service.md"]
    keys = ["User", "StateDirectory", "ExecStart", "Restart", "RestartPreventExitStatus", "TimeoutStopSec"]
    assert [key for key in keys if f"`{key}=" not in page] == []
    assert "ExecStart=/opt/slotwatch/bin/slotwatch run -c /etc/slotwatch/config.toml" in UNIT
    assert 'data_dir = "/var/lib/slotwatch"' in page
    assert "StateDirectory=slotwatch\n" in UNIT
