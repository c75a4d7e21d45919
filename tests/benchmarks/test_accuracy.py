"""The accuracy benchmark counts, lists and exits as it says: a small corpus of our own, read by a small probe."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from benchmarks.accuracy import main
from probes.contract import Card, Get, Page, Probe, Reading, Reason

ROOT = Path(__file__).parents[2]
FULL, FREE = "Every chair of the barber is taken.", "The barber has a free chair."
WORDS = {
    FULL: (Reason.NEGATIVE_PHRASE, "en"),
    FREE: (Reason.POSITIVE_PHRASE, None),
    "Sag zuerst, wer du bist.": (Reason.LOGIN, "de"),
    "This chair was sold.": (Reason.DISABLED, "en"),
}


class NoOptions(BaseModel):
    """The barber asks for nothing."""


def read(page: Page, _options: Any) -> Reading:
    for words, (reason, language) in WORDS.items():
        if words in page.visible:
            return Reading(reason, quote=words, rule="barber/words", language=language)
    return Reading(Reason.UNRECOGNISED_PAGE, rule="barber/nothing")


def flow(url, options):
    return read((yield Get(url)), options)


BARBER = Probe("barber", 1, NoOptions, flow, read, lambda _url, _options: (), Card("none", "a story", "1"))

TEXTS = [
    ("full", FULL, "no_slots", "en", "Barber"),
    ("full-overlooked", "Nobody can sit down today.", "no_slots", "en", "Barber"),
    ("free", FREE, "slots", "en", "Barber"),
    ("login", "Sag zuerst, wer du bist.", "login_required", "fr", "Barber"),
    ("sold", "This chair was sold.", "error", "en-GB", "Barber"),
    ("advert", "Buy soap & <combs>.", "unknown", "", "Perfumery"),
]


def corpus(folder: Path, texts=TEXTS, pages=()) -> Path:
    """A corpus folder; pages are (file, content, label)."""
    (folder / "pages").mkdir()
    rows = [dict(zip(("id", "text", "label", "lang", "system"), row, strict=True)) for row in texts]
    (folder / "messages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for name, content, _ in pages:
        (folder / "pages" / name).write_bytes(content)
    rows = [{"file": name, "label": label, "lang": "en", "system": "Barber"} for name, _, label in pages]
    (folder / "pages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def judged(capsys, *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main([*arguments, "--json"], probes=[BARBER])
    return code, json.loads(capsys.readouterr().out)


def test_outcomes_are_counted_by_label(tmp_path, capsys):
    folder = corpus(tmp_path, pages=[("full.html", f"<table><tr><td>{FULL}</table>".encode(), "no_slots")])
    code, found = judged(capsys, str(folder))
    assert code == 0, "a text that was overlooked is no false claim"
    assert found["corpus"]["confusion"] == {
        "slots": {"slots": 1},
        "no_slots": {"no_slots": 2, "unrecognised": 1},
        "login_required": {"gated": 1},
        "error": {"closed": 1},
        "unknown": {"unrecognised": 1},
    }
    assert found["corpus"]["recall"] == {
        "slots": [1, 1],
        "no_slots": [2, 3],
        "login_required": [1, 1],
        "error": [0, 1],  # closed is no mistake for an error, and not right either
        "unknown": [1, 1],
    }
    assert found["corpus"]["false_claims"] == found["corpus"]["other_mistakes"] == []


def test_languages_are_compared_where_words_were_quoted(tmp_path, capsys):
    _, found = judged(capsys, str(corpus(tmp_path)))
    assert found["corpus"]["language"] == {"right": 2, "wrong": 1, "undetermined": 1}


@pytest.mark.parametrize(
    ("text", "label", "code", "why"),
    [
        (FULL, "no_slots", 0, "the label says so"),
        (FULL, "slots", 1, "the opposite of the label"),
        (FREE, "no_slots", 1, "the opposite of the label"),
        (FULL, "unknown", 1, "nobody knows, so nothing may be claimed"),
        (FREE, "landing", 1, "slots are never on a first page"),
        (FULL, "captcha", 1, "what is behind a captcha is not known"),
        (FREE, "error", 1, "an error page shows no slots"),
        ("Sag zuerst, wer du bist.", "slots", 0, "a mistake, but no claim about slots"),
        ("What a fine day.", "slots", 0, "silence is never a false claim"),
    ],
)
def test_a_claim_against_the_label_ends_with_1(tmp_path, capsys, text, label, code, why):
    folder = corpus(tmp_path, texts=[("only", text, label, "", "Barber")])
    found, parts = judged(capsys, str(folder))
    assert found == code, why
    assert [one["id"] for one in parts["corpus"]["false_claims"]] == ["only"] * code, why


def test_false_claims_are_listed_without_quoting_the_corpus(tmp_path, capsys):
    texts = [*TEXTS, ("trap", f"Nobody says: {FREE}", "unknown", "en", "Barber")]
    assert main([str(corpus(tmp_path, texts=texts))], probes=[BARBER]) == 1
    shown = capsys.readouterr().out
    assert "false claims: 1\n  trap: unknown read as slots (positive-phrase, rule barber/words)\n" in shown
    assert "1/2 50%" in shown
    assert not any(text in shown for _, text, *_ in texts)


def test_other_mistakes_are_listed_apart(tmp_path, capsys):
    folder = corpus(tmp_path, texts=[("only", "This chair was sold.", "no_slots", "", "Barber")])
    assert main([str(folder)], probes=[BARBER]) == 0
    assert "other mistakes: 1\n  only: no_slots read as closed" in capsys.readouterr().out


@pytest.mark.parametrize("in_file", [False, True])
def test_systems_set_aside_are_reported_apart_and_still_count_for_the_exit_code(tmp_path, capsys, in_file):
    texts = [*TEXTS, ("trap", FREE, "unknown", "en", "Perfumery")]
    folder, name = corpus(tmp_path, texts=texts), "Perfumery"
    if in_file:
        (tmp_path / "aside.txt").write_text("Perfumery\n\n", encoding="utf-8")
        name = str(tmp_path / "aside.txt")
    code, found = judged(capsys, str(folder), "--systems-aside", name)
    assert code == 1
    assert {title: part["cases"] for title, part in found.items()} == {"corpus": 5, "set aside": 2}
    assert [one["id"] for one in found["set aside"]["false_claims"]] == ["trap"]
    assert found["corpus"]["false_claims"] == []


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("messages.jsonl", None, "messages.jsonl: cannot be read"),
        ("messages.jsonl", "{broken\n", "messages.jsonl: line 1: not JSON"),
        ("messages.jsonl", "\n" + '{"id": "a", "label": "slots"}', "messages.jsonl: line 2: needs the texts"),
        ("messages.jsonl", '{"id": "a", "text": "b", "label": "slot"}', "line 1: unknown label 'slot'; known: slots"),
        ("pages.jsonl", '{"file": "gone.html", "label": "slots"}', "gone.html: cannot be read"),
        ("messages.jsonl", "", "the corpus is empty"),
    ],
)
def test_a_corpus_that_cannot_be_read_ends_with_2_and_says_where(tmp_path, capsys, file, content, words):
    folder = corpus(tmp_path, texts=[])
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_text(content, encoding="utf-8")
    assert main([str(folder)], probes=[BARBER]) == 2
    assert words in capsys.readouterr().err


def test_an_unknown_system_ends_with_2(tmp_path, capsys):
    assert main([str(corpus(tmp_path)), "--systems-aside", "Parfumery"], probes=[BARBER]) == 2
    assert "no case has the system 'Parfumery'" in capsys.readouterr().err


def test_the_script_runs_on_its_own_with_all_registered_probes(tmp_path):
    folder = corpus(tmp_path, texts=[("mend", "Site under maintenance", "maintenance", "en", "Barber")])
    command = [sys.executable, str(ROOT / "benchmarks" / "accuracy.py")]
    done = subprocess.run([*command, str(folder)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1/1 100%" in done.stdout
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 2
