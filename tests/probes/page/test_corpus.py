"""The page probe on real captured pages, served by a real web server and looked at as an operator would.

The pages stand beside the repository, not in it: a recorded page carries other people's content.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from monitor.watch.replay import classify
from probes.contract import Outcome, Page
from probes.page.probe import PROBE

ROOT = Path(__file__).parents[3]
CORPUS = ROOT.parent / "shared" / "corpus"
TABLE = Path(__file__).with_name("corpus_phrases.toml")
CLAIMS = ("slots", "no_slots")
FEWEST_SLOTS_PAGES = 20
"""Pages that show slots and are read so; the others may be unrecognised, never wrong."""

pytestmark = pytest.mark.skipif(
    not (CORPUS / "pages.jsonl").exists(), reason=f"no captured pages: {CORPUS.relative_to(ROOT.parent)} is absent"
)

EXPECTED_QUOTES = [
    ("berlin2016-calendar-no.htm", "gibt es keine Termine", None, "the phrase, in the page's own case"),
    (
        "berlin2016-calendar-edited.htm",
        "gibt es keine Termine",
        None,
        "words and a bookable cell contradict each other",
    ),
    ("berlin2016-calendar-yes.htm", "20", 2, "the day of the first of two bookable cells, not of the 14 others"),
    ("berlin2016-times-2.htm", "10:00 Bürgeramt 4", 2, "a line of the table is quoted whole, its space unified"),
    ("berlin2021-calendar-next-yes.html", "07", 1, "the legend about free days stands on every calendar"),
    ("impf-slots-modal.html", "Fr., 21.05.2021 - 10:10 Uhr - Fr., 02.07.2021 - 13:05 Uhr", 5, "five pairs are offered"),
    ("ma-trinityems-no-availability.html", "No appointments are available", None, "an Acuity page without days"),
    ("ma-greaterlawrence-yes.html", "9:45am", 53, "each time of the list is one slot"),
    (
        "vitemadose-keldoc-next-rdv.json",
        "Prochain RDV disponible le 20 Avril 2021 à",
        None,
        "JSON writes the accent as \\u00e0",
    ),
    ("vitemadose-bimedoc-no.json", '"slots": [ ]', None, "an empty list over two lines is quoted on one"),
]

STANDING_IN_A_CORPUS = """
import functools, http.server, signal, sys, threading
signal.alarm(120)
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
"""
"""A web server that ends with the process that started it, and after two minutes in any case."""


def _pages() -> dict[str, dict[str, str]]:
    lines = (CORPUS / "pages.jsonl").read_text("utf-8").splitlines() if CORPUS.exists() else []
    return {page["file"]: page for page in map(json.loads, lines)}


PAGES = _pages()
ROWS: Mapping[str, dict[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))


def _row_of(page: Mapping[str, str]) -> str | None:
    return next((name for name, row in ROWS.items() if page["system"] in row["systems"]), None)


def _options(row: str) -> dict[str, Any]:
    return {answer: ROWS[row][answer] for answer in ("none", "slots") if answer in ROWS[row]}


def _saved(file: str) -> Page:
    kind = "application/json" if file.endswith(".json") else "text/html"
    return Page(f"http://127.0.0.1/{file}", 200, (CORPUS / "pages" / file).read_bytes(), {"content-type": kind})


def _config(files: Mapping[str, str], port: int, data_dir: Path) -> str:
    """One target for each page, with the options of its system; TOML's strings are read from JSON's alike."""
    lines = ["[monitor]", 'contact = "mailto:tests@example.org"', f"data_dir = {json.dumps(str(data_dir))}"]
    for slug, file in files.items():
        lines += ["[[target]]", f'id = "{slug}"', f'url = "http://127.0.0.1:{port}/{file}"', 'probe = "page"']
        lines += ['every = "1h"', "allow_private = true"]
        for answer, evidence in _options(_row_of(PAGES[file]) or "").items():
            lines.append(f"[target.options.{answer}]")
            lines += [f"{key} = {json.dumps(wanted)}" for key, wanted in evidence.items()]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    serving = [sys.executable, "-c", STANDING_IN_A_CORPUS, str(CORPUS / "pages")]
    with subprocess.Popen(
        serving, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())


@pytest.fixture(scope="module")
def looks(port: int, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What ``slotwatch check`` says of each page of a system in the table."""
    folder = tmp_path_factory.mktemp("corpus")
    files = {file.rsplit(".", 1)[0].lower(): file for file, page in PAGES.items() if _row_of(page)}
    config = folder / "config.toml"
    config.write_text(_config(files, port, folder / "data"), "utf-8")
    command = [sys.executable, "-m", "monitor", "check", "--json", "--dry-run", "-c", str(config)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    seen = {files[look["target"]]: look for look in map(json.loads, done.stdout.splitlines())}
    assert seen.keys() == set(files.values())
    return seen


def test_every_page_that_answers_has_its_system_in_the_table():
    unknown = {page["system"] for page in PAGES.values() if page["label"] in CLAIMS and _row_of(page) is None}
    assert not unknown


def test_pages_that_answer_are_read_right_or_not_at_all(looks: Mapping[str, Any]):
    read = {label: [file for file, page in PAGES.items() if page["label"] == label] for label in CLAIMS}
    right = {label: [file for file in read[label] if looks[file]["outcome"] == label] for label in CLAIMS}
    others = {
        file: (looks[file]["outcome"], looks[file]["reason"])
        for label in CLAIMS
        for file in read[label]
        if file not in right[label]
    }
    for label in CLAIMS:
        print(f"{label}: {len(right[label])} of {len(read[label])} pages read right")
    assert all(outcome == "unrecognised" for outcome, _ in others.values()), others
    assert right["no_slots"] == read["no_slots"], others
    assert len(right["slots"]) >= FEWEST_SLOTS_PAGES, others


def test_every_quote_stands_on_its_page(looks: Mapping[str, Any]):
    for file, look in looks.items():
        if look["outcome"] in CLAIMS:
            assert look["quote"], file
            assert look["quote"] in _saved(file).visible.replace("\n", " "), file


@pytest.mark.parametrize(("file", "quote", "count", "why"), EXPECTED_QUOTES)
def test_chosen_pages_are_quoted_exactly(looks: Mapping[str, Any], file: str, quote: str, count: int | None, why: str):
    assert (looks[file]["quote"], looks[file]["slots"]["count"]) == (quote, count), why


def test_pages_that_do_not_answer_make_no_claim_at_their_own_system(looks: Mapping[str, Any]):
    claimed = {file: looks[file] for file in looks if PAGES[file]["label"] not in CLAIMS}
    assert len(claimed) >= 9
    assert not {file: look["quote"] for file, look in claimed.items() if look["outcome"] in CLAIMS}


def test_no_row_makes_a_claim_from_a_page_of_another_system_or_of_none():
    wrong = []
    for file, page in PAGES.items():
        saved = _saved(file)
        for row in ROWS:
            outcome = classify(saved, [(PROBE, _options(row))]).outcome
            right = row == _row_of(page) and outcome.value == page["label"]
            if outcome in (Outcome.SLOTS, Outcome.NO_SLOTS) and not right:
                wrong.append((file, row, outcome.value))
    assert not wrong
