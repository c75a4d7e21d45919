"""Sealing and exporting are killed at every kind of step: a new run ends whole, and nothing is done twice or lost."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.evidence.verification import verify
from monitor.store.integrity import problems
from tests.support.authorities import needs_openssl
from tests.support.proving import Past, answering, the_past

pytestmark = needs_openssl
ROOT = Path(__file__).parents[2]
PUBLISH = '[[publish]]\nname = "www"\ncommand = ["cp", "{list}", "public/{day}.sha256"]\n'
SIDES = ("before", "inside", "after")
SEALING = [
    *[(f"{name} {side}", 1) for name in ("sealed", "answered") for side in SIDES],
    *[(f"{name} {side}", 1) for name in ("verified", "published", "packed") for side in ("inside", "after")],
    *[("sealed after", 2), ("answered after", 2), ("packed before", 3), ("revocations before", 1)],
    *[("asking", 1), ("asking", 3), ("starting cp", 2), ("starting openssl", 2), ("starting openssl", 9)],
]
FOLDER = 3
"""What is named while a bundle is made: the web archive, the token, the folder; then the zip file, and its end."""
EXPORTING = [
    *[("writing", number) for number in (1, 5, 12)],
    *[(f"noted {side}", 1) for side in SIDES],
    *[("naming", number) for number in range(1, FOLDER + 1)],
    *[("asking", 1), ("starting openssl", 3)],
]


@pytest.fixture(scope="module")
def unsealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    """Two past days, and an authority at work."""
    folder = tmp_path_factory.mktemp("unsealed")
    with answering(folder) as table:
        yield the_past(folder, more=table + PUBLISH)


@pytest.fixture(scope="module")
def sealed(unsealed: Past, tmp_path_factory: pytest.TempPathFactory) -> Past:
    past = copy(unsealed, tmp_path_factory.mktemp("sealed"))
    assert typed(past, "seal").returncode == 0
    return past


def copy(past: Past, folder: Path) -> Past:
    shutil.copytree(past.folder, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("keys", "out"))
    (folder / "public").mkdir(exist_ok=True)
    return replace(past, folder=folder)


def typed(past: Past, *words: str, module: tuple[str, ...] = ("monitor",)) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *module, *words, "-c", str(past.config)]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(past.folder)}
    return subprocess.run(command, cwd=past.folder, capture_output=True, text=True, check=False, env=environment)


def killed(past: Past, kind: str, nth: int, *words: str) -> None:
    ran = typed(past, *words, module=("tests.support.killed_proving", kind, str(nth)))
    assert ran.returncode == -signal.SIGKILL, f"it was not killed at {kind}: {ran.stdout}{ran.stderr}"


def rows(past: Past, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(past.database)) as sql:
        return sql.execute(query).fetchall()


LISTS = "SELECT day, sealed_at, sha256, list FROM seals ORDER BY day"
ANSWERS = "SELECT subject, authority, question, answer, answered_at FROM stamps WHERE answer IS NOT NULL ORDER BY id"


@pytest.mark.parametrize(("kind", "nth"), SEALING)
def test_sealing_that_was_killed_is_ended_by_the_next_run(unsealed: Past, tmp_path: Path, kind: str, nth: int):
    past = copy(unsealed, tmp_path)
    killed(past, kind, nth, "seal")
    assert list(problems(past.database)) == [], "the store is whole"
    lists, answers = rows(past, LISTS), rows(past, ANSWERS)
    ran = typed(past, "seal", "--now")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert rows(past, LISTS)[: len(lists)] == lists, "what was sealed stays as it was"
    assert [row[0] for row in rows(past, LISTS)] == [past.first, past.last]
    assert rows(past, ANSWERS)[: len(answers)] == answers, "no stamp that was answered is lost or asked for again"
    assert rows(past, "SELECT state, count(*) FROM stamps GROUP BY 1") == [("verified", 2)]
    assert rows(past, "SELECT state, count(*) FROM publications GROUP BY 1") == [("done", 2)]
    assert rows(past, "SELECT count(*) FROM lines WHERE day <= (SELECT max(day) FROM seals)") == [(0,)]
    assert list(problems(past.database)) == []
    assert sorted(path.name for path in (tmp_path / "public").iterdir()) == [
        f"{past.first}.sha256",
        f"{past.last}.sha256",
    ]
    _verified(past)


def _verified(past: Past) -> None:
    assert typed(past, "export", "palaiseau", "-o", "out").returncode == 0
    assert verify(past.folder / "out" / past.bundle).ok


@pytest.mark.parametrize(
    ("kind", "nth", "zipped"), [(*step, False) for step in EXPORTING] + [("naming", FOLDER, True), ("writing", 3, True)]
)
def test_an_export_that_was_killed_leaves_nothing_that_looks_finished(
    sealed: Past, tmp_path: Path, kind: str, nth: int, zipped: bool
):
    past = copy(sealed, tmp_path)
    words = ("export", "palaiseau", "-o", "out", *(["--zip"] if zipped else []))
    killed(past, kind, nth, *words)
    assert list(problems(past.database)) == []
    assert [path for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")] == []
    ran = typed(past, *words)
    assert ran.returncode == 0, ran.stderr
    assert verify(tmp_path / "out" / (f"{past.bundle}.zip" if zipped else past.bundle)).ok


@pytest.mark.parametrize(
    ("nth", "left"), [(FOLDER + 1, "folder"), (FOLDER + 2, "zip and folder"), (FOLDER + 3, "nothing more to name")]
)
def test_a_bundle_that_is_being_zipped_is_whole_as_a_folder_or_as_a_file(
    sealed: Past, tmp_path: Path, nth: int, left: str
):
    past = copy(sealed, tmp_path)
    words = ("export", "palaiseau", "-o", "out", "--zip")
    ran = typed(past, *words, module=("tests.support.killed_proving", "naming", str(nth)))
    assert (ran.returncode == -signal.SIGKILL) == (left != "nothing more to name"), ran.stderr
    found = [path for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")]
    assert len(found) == (2 if left == "zip and folder" else 1)
    assert all(verify(path).ok for path in found), left
