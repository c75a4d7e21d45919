"""Permission bits of the file and its folder. Runs as root too: it goes on as a user whom they stop."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from monitor.store.database import open_for_reading
from monitor.store.errors import StoreError
from monitor.store.reader import reading
from monitor.store.writer import Store
from tests.support.audit import audit
from tests.support.writing import a_ledger, write

NOBODY = 65534


@pytest.fixture
def shared() -> Iterator[Path]:
    """A database with three looks in a folder that any user may enter."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "slotwatch.db"
        write(path, "NNS")
        yield path
        Path(folder).chmod(0o755)


@contextmanager
def _somebody_else() -> Iterator[None]:
    """Go on as a user who is stopped by permission bits: root is not."""
    if os.getuid() != 0:
        yield
        return
    try:
        os.setresuid(NOBODY, NOBODY, 0)
    except OSError:
        pytest.skip("runs as root in a place that knows no other user")
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def test_a_read_only_folder_can_be_read_and_not_written(shared: Path):
    shared.parent.chmod(0o555)
    shared.chmod(0o444)
    with _somebody_else():
        with pytest.raises(StoreError, match="is read-only; check the permissions of the file and of its folder"):
            Store(shared)
        with reading(shared) as store:
            assert len(list(store.lines("palaiseau"))) == 3
    assert audit(shared) == 3


def test_a_read_only_file_fails_at_its_first_look_at_the_latest(shared: Path):
    shared.parent.chmod(0o777)
    shared.chmod(0o444)
    with _somebody_else(), pytest.raises(StoreError, match="is read-only; check the permissions"), a_ledger(shared):
        pass
    assert audit(shared) == 3


def test_a_read_only_file_is_reported_at_opening(shared: Path):
    shared.parent.chmod(0o777)
    shared.chmod(0o444)
    with _somebody_else(), pytest.raises(StoreError, match="is read-only; check the permissions"):
        Store(shared).close()


def test_a_file_that_may_not_be_read_is_reported(shared: Path):
    shared.chmod(0o000)
    for opened in (Store, open_for_reading):
        with _somebody_else(), pytest.raises(StoreError, match="cannot be opened; check that the folder exists"):
            opened(shared)


def test_a_folder_that_may_not_be_entered_is_reported(shared: Path):
    shared.parent.chmod(0o000)
    with _somebody_else(), pytest.raises(StoreError, match="check"):
        open_for_reading(shared)
