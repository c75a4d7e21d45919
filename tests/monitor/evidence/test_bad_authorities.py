"""Authorities that answer garbage, hang, have ended or are of another time: nobody is held up, nothing is believed."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.clock import SystemClock
from monitor.config.settings import Authority, EvidenceSettings
from monitor.demo.play import serve
from monitor.evidence import openssl
from monitor.evidence.export import Order, export
from monitor.evidence.sealing import Sealer
from monitor.evidence.verification import verify
from monitor.http.posting import Posting
from monitor.store.bundling import source
from monitor.store.sealing import Seals, Stamp
from monitor.store.writer import Store
from tests.support.authorities import (
    Served,
    an_authority,
    an_unserved_authority,
    closed_port,
    needs_openssl,
    response,
    service,
    silent,
    stamp_at,
)
from tests.support.sealed import DAYS, fill, nobody, sealer

pytestmark = needs_openssl
NOW = datetime.now(UTC)
FIRST = (NOW - timedelta(days=DAYS)).replace(hour=0, minute=5, second=0, microsecond=0)
HOUR = timedelta(hours=1)
ENDED = ("20150101000000Z", "20200101000000Z")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "slotwatch.sqlite3"
    fill(path, FIRST)
    return path


@pytest.fixture
async def good(tmp_path: Path) -> AsyncIterator[Served]:
    async with an_authority(tmp_path / "good", name="good") as served:
        yield served


@asynccontextmanager
async def _always(app: Any, folder: Path) -> AsyncIterator[Authority]:
    """One that says the same whatever it is asked; its roots are somebody's."""
    trusted = an_unserved_authority(folder / "bad").authority
    async with serve(app) as base:
        yield replace(trusted, name="bad", url=f"{base}/tsr")


@asynccontextmanager
async def _ended(folder: Path) -> AsyncIterator[Authority]:
    async with an_authority(folder / "bad", name="bad", valid=ENDED) as served:
        yield served.authority


@asynccontextmanager
async def _of_another_time(folder: Path, off: timedelta) -> AsyncIterator[Authority]:
    """Its clock is wrong; all else is right."""
    made = an_unserved_authority(folder / "bad")

    async def app(_scope: Any, receive: Callable[[], Awaitable[Any]], send: Any) -> None:
        question = b""
        while True:
            message = await receive()
            question += message.get("body", b"")
            if not message.get("more_body"):
                break
        digest = question[question.index(b"\x04\x20") + 2 :][:32].hex()
        token = stamp_at(made.local, digest, SystemClock().now() + off, nonce=openssl.nonce_of(question))
        await service(token)({}, _nothing, send)

    async with serve(app) as base:
        yield replace(made.authority, name="bad", url=f"{base}/tsr")


async def _nothing() -> dict[str, Any]:
    return {}


BAD = {
    "garbage": lambda folder: _always(service(os.urandom(900)), folder),
    "html": lambda folder: _always(service(b"<html>Maintenance</html>", kind=b"text/html"), folder),
    "an error": lambda folder: _always(service(b"no", status=503), folder),
    "nothing": lambda folder: _always(service(b""), folder),
    "a rejection": lambda folder: _always(service(response(2, text="you have not paid")), folder),
    "silence": lambda folder: _always(silent, folder),
    "an ended certificate": _ended,
}


def _stamps(store: Store, authority: str) -> list[Stamp]:
    return [stamp for stamp in Seals(store.connection).stamps() if stamp.authority == authority]


async def _sealed(store: Store, *authorities: Authority) -> Any:
    settings = EvidenceSettings(authorities=authorities)
    one = Sealer(store, SystemClock(), settings, Posting("slotwatch/test"), tell=nobody, ask_seconds=0.5)
    return await one.run()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("garbage", "garbage: it holds no time-stamp token"),
        ("html", "garbage: it holds no time-stamp token"),
        ("an error", "503"),
        ("nothing", ""),
        ("a rejection", "refused: Rejected"),
        ("silence", ""),
        ("an ended certificate", "a certificate had ended by then"),
    ],
)
async def test_one_that_proves_nothing_is_asked_again_and_keeps_nobody_from_the_other(
    path: Path, tmp_path: Path, good: Served, what: str, words: str
):
    async with AsyncExitStack() as stack:
        bad = await stack.enter_async_context(BAD[what](tmp_path))
        with Store(path) as store:
            done = await _sealed(store, bad, good.authority)
            assert len(done.sealed) == DAYS
            assert done.packed == DAYS * 2
            assert [stamp.state for stamp in _stamps(store, "good")] == ["verified"] * DAYS
            assert {stamp.state for stamp in _stamps(store, "bad")} == {"owed"}
            assert any(f"by bad: {words}" in line for line in done.failed) or words in "".join(done.failed)
            text = "".join(str(Seals(store.connection).of_day(day)) for day in done.sealed)
            assert ".bad.tsr" not in text, "what proves nothing is named by no list"
    repaired = replace(good.authority, name="bad")
    with Store(path) as store:
        later = await sealer(store, good.authority, repaired).run(at_once=True)
        assert later.failed == []
        assert {stamp.state for stamp in Seals(store.connection).stamps()} == {"verified"}


@pytest.mark.parametrize(
    ("off", "said", "why"),
    [
        (timedelta(0), False, "nothing is wrong"),
        (timedelta(minutes=-2), False, "two minutes are nothing"),
        (timedelta(days=-1), True, "a day behind"),
        (timedelta(hours=3), True, "three hours ahead"),
    ],
)
async def test_one_of_another_time_is_kept_and_said(path: Path, tmp_path: Path, off: timedelta, said: bool, why: str):
    """Which of the two clocks is wrong nobody knows: the stamp holds, and whoever reads it is told."""
    async with _of_another_time(tmp_path, off) as bad:
        with Store(path) as store:
            await sealer(store, bad).run()
            stamps = _stamps(store, "bad")
    assert {stamp.state for stamp in stamps} == {"verified"}, why
    assert {"one of the two is wrong" in stamp.why for stamp in stamps} == {said}, why


async def test_an_answer_that_is_judged_days_later_is_compared_with_the_time_at_which_it_came(path: Path, good: Served):
    """A process killed in between must not make a good clock look wrong."""
    with Store(path) as store:
        await sealer(store, good.authority).run()
        store.connection.execute("UPDATE stamps SET state = 'answered', why = '', stamped_at = NULL")
        unreachable = good.with_url(f"http://127.0.0.1:{closed_port()}/tsr")

        class Later(SystemClock):
            def now(self) -> datetime:
                return super().now() + timedelta(days=3)

        settings = EvidenceSettings(authorities=(unreachable,))
        await Sealer(store, Later(), settings, Posting("slotwatch/test"), tell=nobody, ask_seconds=0.5).run()
        assert [(stamp.state, stamp.why) for stamp in _stamps(store, "good")][:DAYS] == [("verified", "")] * DAYS


async def test_a_stamp_that_was_answered_is_found_good_once_the_right_root_is_configured(
    path: Path, tmp_path: Path, good: Served
):
    """Nobody is asked anew: the first token is the one that is nearest to its day."""
    wrong = replace(good.authority, roots=an_unserved_authority(tmp_path / "other").authority.roots)
    with Store(path) as store:
        done = await sealer(store, wrong).run()
        before = [stamp.answer for stamp in _stamps(store, "good")]
        assert "its certificates do not lead to a trusted root" in "".join(done.failed)
        unreachable = good.with_url(f"http://127.0.0.1:{closed_port()}/tsr")
        done = await sealer(store, unreachable).run(at_once=True)
        assert (done.failed, done.verified) == ([], DAYS)
        assert [stamp.answer for stamp in _stamps(store, "good")] == before


async def test_without_openssl_what_came_is_kept_and_judged_later(
    path: Path, good: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    with Store(path) as store:
        await sealer(store, good.authority).run()
        store.connection.execute("UPDATE stamps SET state = 'answered', why = '', stamped_at = NULL")
        before = [stamp.answer for stamp in _stamps(store, "good")]
        with monkeypatch.context() as context:
            context.setenv("PATH", str(tmp_path))
            done = await sealer(store, good.authority).run(at_once=True)
        assert "the program 'openssl' is not here" in done.failed[0]
        assert {(stamp.state, stamp.tries) for stamp in _stamps(store, "good")} == {("answered", 0)}
        assert (await sealer(store, good.authority).run(at_once=True)).verified == DAYS
        assert [stamp.answer for stamp in _stamps(store, "good")] == before


async def test_a_bundle_names_no_token_that_proves_nothing(path: Path, tmp_path: Path, good: Served):
    async with _always(service(b"garbage"), tmp_path) as bad:
        with Store(path) as store:
            await sealer(store, bad, good.authority).run()
    order = Order(("palaiseau",), "0", "9", "en", "Observatory", "us@example.org", (good.authority, bad))
    with source(path) as store_read:
        written = export(store_read, order, tmp_path / "out")
    assert sorted(file.name.split(".")[1] for file in written.folder.glob("day/*.tsr")) == ["good"] * DAYS
    failed = [check.number for check in verify(written.folder).checks if check.ok is False]
    assert failed == [2], "only the delivery itself is not stamped here"
