"""Sealed days on the site: their lists as sealed, and their hashes on a page."""

import hashlib
from datetime import UTC, datetime, timedelta

from monitor.site.build import build
from monitor.store.writer import Store
from tests.support import site
from tests.support.sealed import DAYS, fill, sealer


async def test_the_lists_of_sealed_days_are_handed_out_with_their_hashes(tmp_path):
    now = datetime.now(UTC).replace(microsecond=0)
    path = tmp_path / "slotwatch.db"
    fill(path, (now - timedelta(days=DAYS)).replace(hour=0, minute=5))
    with Store(path) as store:
        await sealer(store).run()
    build(path, site.SETTINGS, tmp_path / "public", now)
    page = (tmp_path / "public/en/verify.html").read_text("utf-8")
    lists = sorted((tmp_path / "public/proof/day").glob("*.sha256"))
    assert lists
    for file in lists:
        assert hashlib.sha256(file.read_bytes()).hexdigest() in page
        assert f'href="../proof/day/{file.name}"' in page
    assert f"Days sealed up to {lists[-1].stem} (UTC)" in (tmp_path / "public/en/index.html").read_text("utf-8")
