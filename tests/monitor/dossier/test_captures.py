"""The client's own captures: listed with their hashes, never copied."""

import hashlib
from pathlib import Path

import pytest

from monitor.dossier.captures import list_captures
from monitor.dossier.errors import DossierError


def test_captures_are_listed_by_name_with_size_and_hash(tmp_path: Path):
    (tmp_path / "b.PDF").write_bytes(b"two")
    (tmp_path / "a.png").write_bytes(b"one!")
    first, second = list_captures(tmp_path)
    assert (first.name, first.size, first.sha256) == ("a.png", 4, hashlib.sha256(b"one!").hexdigest())
    assert second.name == "b.PDF"


def test_what_is_no_capture_is_left_alone(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("private")
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "elsewhere").write_bytes(b"x")
    (tmp_path / "link.png").symlink_to(tmp_path / "elsewhere")
    assert list_captures(tmp_path) == ()


def test_hostile_names_are_harmless(tmp_path: Path):
    (tmp_path / "\u202egnp.exe\x1b[31m.png").write_bytes(b"x")
    assert list_captures(tmp_path)[0].name == "[U+202E]gnp.exe[U+001B][31m.png"


def test_a_folder_that_is_none_is_refused(tmp_path: Path):
    with pytest.raises(DossierError, match="give a folder of captures"):
        list_captures(tmp_path / "missing")


def test_too_many_captures_are_refused(tmp_path: Path):
    for number in range(501):
        (tmp_path / f"{number}.png").touch()
    with pytest.raises(DossierError, match="501 captures; at most 500"):
        list_captures(tmp_path)
