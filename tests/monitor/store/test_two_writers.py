"""Two programs write to one file, as ``slotwatch check`` does beside the daemon."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from monitor.model import LookKind
from monitor.store.errors import StoreError
from monitor.store.writer import Store
from tests.support.audit import audit
from tests.support.looks import HOUR, MONDAY, a_look
from tests.support.writing import a_ledger, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "slotwatch.db"
    write(path, "N")
    return path


def test_what_is_read_in_a_transaction_is_still_true_when_it_is_written(path: Path):
    with Store(path) as store, Store(path) as other:
        other.connection.execute("PRAGMA busy_timeout = 0")
        with store.atomic():
            before = store.standing(1, 1)
            with pytest.raises(StoreError, match="is locked by another process"), other.atomic():
                pass
            assert store.standing(1, 1) == before
        with other.atomic():
            assert other.standing(1, 1) == before, "afterwards it is the other's turn"


def test_looks_stored_side_by_side_make_one_chain(path: Path):
    def look_often(kind: LookKind) -> None:
        with a_ledger(path) as (_, ledger):
            for number in range(40):
                ledger.record(a_look("NEFS"[number % 4], MONDAY + number * HOUR, kind=kind))

    with ThreadPoolExecutor() as pool:
        list(pool.map(look_often, LookKind))
    assert audit(path) == 81
