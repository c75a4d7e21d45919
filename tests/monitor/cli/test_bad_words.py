"""Arguments that cannot be meant, closed streams and missing programs: one clear line, and nothing done."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import CONFIG, Typed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "inbox").mkdir()
    return tmp_path


def there(folder: Path) -> list[Path]:
    """What lies in a folder, but for what SQLite keeps beside a database that is open."""
    return sorted(path for path in folder.rglob("*") if not path.name.endswith(("-shm", "-wal")))


BAD = [
    ("witness --inbox ''", "--inbox: is empty", "as a folder it would mean the one that we are in"),
    ("witness --inbox=", "--inbox: is empty", "the other way to write an option"),
    ("texts ''", "an argument: is empty", "it would mean all targets"),
    ("history palaiseau --from ''", "--from: is empty", "it would mean from the beginning"),
    ("data -o ''", "-o: is empty", "short options too"),
    ("witness --inbox .", "config.toml is in it", "an inbox is emptied: with the configuration in it, too"),
    ("witness --inbox ..", "config.toml is in it", "deep inside, too"),
    ("verify " + "x" * 300, "longer than the name of any file", "no file system has such names"),
    ("verify inbox --lang de", "verify: --lang: 'de' is not known", "what is not known is not passed over"),
    ("history palaiseau --last " + "9" * 30, "is not in the range", "no database counts so far"),
    ("export palaiseau -o out --from 20181005", "export: --from '20181005' is no day", "days are written in one way"),
    ("export palaiseau -o out --from 2018-W40", "export: --from '2018-W40' is no day", "nor as a week"),
    ("export palaiseau -o out --from 2018-10 --to 2018-09", "is after --to 2018-09-30", "months are days, in order"),
    ("dossier palaiseau -o config.toml", "this is a file; name a folder", "said before a bundle is exported"),
    ("dossier palaiseau --with nowhere", "--with nowhere: No such file", "said before a bundle is exported"),
    ("dossier --from-bundle b --from 2018", "a bundle has its own days", "a choice that would be passed over"),
    ("dossier --from-bundle /dev/zero", "no such file or folder", "a device has no end"),
    ("status --target '\x1b[31mx'", "no target ' [31mx'", "no control character reaches a terminal"),
]


@pytest.mark.parametrize(("words", "said", "why"), BAD, ids=[words[:40] for words, _, _ in BAD])
def test_what_cannot_be_meant_is_one_line_and_changes_nothing(
    typed: Typed, folder: Path, words: str, said: str, why: str
):
    if words.startswith(("history", "status")):
        typed("check")
    before = there(folder)
    code, output, errors = typed(*(word.strip("'") for word in words.split(" ")))
    assert (code, output) == (2, ""), why
    assert said in errors, why
    assert "Traceback" not in errors
    assert "\x1b" not in errors
    assert there(folder) == before, why


def test_an_import_from_a_device_is_refused(typed: Typed, folder: Path):
    typed("check")
    code, _, errors = typed("import", "/dev/zero", "--target", "palaiseau")
    assert (code, "no plain file" in errors) == (2, True)


def test_a_bundle_is_not_accused_where_openssl_is_missing(typed: Typed, folder: Path, monkeypatch: pytest.MonkeyPatch):
    (folder / "bundle").mkdir()
    (folder / "bundle" / "SHA256SUMS").write_text("", "utf-8")
    monkeypatch.setenv("PATH", str(folder))
    code, output, errors = typed("verify", "bundle")
    assert (code, output, "install openssl" in errors) == (2, "", True)


@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", ">&-", "2>&-", "<&-"])
def test_closed_streams_are_no_failure(folder: Path, closed: str):
    """Where the number of standard output is free, the next file that is opened gets it."""
    shell = shutil.which("sh")
    assert shell is not None
    command = [shell, "-c", f'"$0" -m monitor catalogue search bobigny {closed}', sys.executable]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
