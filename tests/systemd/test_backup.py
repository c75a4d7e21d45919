"""The nightly backup's script, with a stand-in for ``slotwatch db backup``: what it keeps, copies and never removes."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "systemd/backup"
OLD = [f"slotwatch-2026-11-{day:02}T031500Z.sqlite3" for day in range(1, 6)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with five earlier copies and two files of other people."""
    folder = tmp_path / "backups with a space"
    folder.mkdir()
    for name in [*OLD, "slotwatch-of-before-the-upgrade.sqlite3", "notes.txt"]:
        (folder / name).write_text(name)
    return folder


def run(folder: Path, body: str = 'echo store > "$4"', **environment: str) -> subprocess.CompletedProcess[str]:
    """One backup; ``body`` is the program, called as ``db backup --force FILE``."""
    program = folder.parent / "slotwatch"
    program.write_text(f'#!/bin/sh\n[ "$1 $2 $3" = "db backup --force" ] || exit 9\n{body}\n')
    program.chmod(0o755)
    return subprocess.run(
        [SCRIPT, str(folder)],
        env={"PATH": os.environ["PATH"], "SLOTWATCH": str(program), **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("slotwatch-20*"))


@pytest.mark.parametrize(
    ("keep", "left", "why"),
    [
        ("1", [], "only the new one"),
        ("3", OLD[-2:], "the new one and the two newest"),
        ("6", OLD, "exactly as many as there are"),
        ("100", OLD, "more than there are"),
        ("", OLD, "seven, where nothing is said"),
    ],
)
def test_the_newest_copies_are_kept(folder, keep, left, why):
    done = run(folder, KEEP=keep)
    assert done.returncode == 0, done.stderr
    *earlier, newest = copies(folder)
    assert (earlier, (folder / newest).read_text()) == (left, "store\n"), why


@pytest.mark.parametrize("keep", ["0", "-1", "all", "3 4"])
def test_a_number_that_makes_no_sense_changes_nothing(folder, keep):
    done = run(folder, KEEP=keep)
    assert (done.returncode, copies(folder)) == (2, OLD)
    assert "KEEP must be a number" in done.stderr


def test_files_of_other_names_are_never_removed(folder):
    run(folder, KEEP="1")
    assert {"slotwatch-of-before-the-upgrade.sqlite3", "notes.txt"} <= {path.name for path in folder.iterdir()}


def test_a_failed_backup_removes_no_earlier_one_and_fails_the_unit(folder):
    done = run(folder, body='echo half > "$4"; exit 3', KEEP="1")
    assert (done.returncode, copies(folder)) == (3, OLD)


def test_the_leftover_of_a_failed_backup_does_not_stop_the_next(folder):
    run(folder, body='echo half > "$4"; exit 3')
    assert run(folder).returncode == 0
    assert not (folder / "unfinished.sqlite3").exists()


def test_the_new_copy_is_handed_to_the_copy_command(folder, tmp_path):
    done = run(folder, COPY_COMMAND=f'cat "$BACKUP" > {tmp_path}/elsewhere')
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "elsewhere").read_text() == "store\n"


def test_a_copy_command_that_fails_fails_the_unit_and_the_copy_here_stays(folder):
    done = run(folder, COPY_COMMAND="exit 5")
    assert (done.returncode, len(copies(folder))) == (5, len(OLD) + 1)
