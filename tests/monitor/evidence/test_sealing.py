import hashlib
import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.clock import SystemClock, iso
from monitor.config.settings import Authority, EvidenceSettings, Publication
from monitor.demo.play import serve
from monitor.evidence import openssl, publishing, signing, stamping
from monitor.evidence.sealing import RESTAMP
from monitor.ledger import Ledger
from monitor.store.errors import StoreError
from monitor.store.integrity import problems
from monitor.store.lines import Lines
from monitor.store.sealing import Seals, list_path
from monitor.store.writer import Store
from tests.support.authorities import Served, an_authority, closed_port, needs_openssl, service
from tests.support.looks import HOUR, a_look, an_exchange, effective
from tests.support.sealed import DAYS, MINE, OTHER, fill, sealer

pytestmark = needs_openssl
NOW = datetime.now(UTC)
FIRST = (NOW - timedelta(days=DAYS)).replace(hour=0, minute=5, second=0, microsecond=0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "slotwatch.sqlite3"
    fill(path, FIRST)
    return path


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[Served]:
    async with an_authority(tmp_path / "one", name="one") as served:
        yield served


def the_days() -> list[str]:
    return [f"{FIRST + timedelta(days=number):%Y-%m-%d}" for number in range(DAYS)]


async def test_past_days_are_sealed_once_stamped_and_packed(path: Path, one: Served):
    with Store(path) as store:
        before = list(Lines(store.connection).of_chain(1, 1))
        done = await sealer(store, one.authority).run()
        assert (done.sealed, done.verified, done.failed) == (the_days(), DAYS, [])
        assert done.packed == DAYS * 2, "each day of each target"
        again = await sealer(store, one.authority).run()
        assert (again.sealed, again.verified, again.packed) == ([], 0, 0)
        assert list(Lines(store.connection).of_chain(1, 1)) == before
    assert list(problems(path)) == []


async def test_the_present_day_is_left_open(path: Path, one: Served):
    with Store(path) as store:
        await sealer(store, one.authority).run()
        assert f"{NOW:%Y-%m-%d}" not in Seals(store.connection).days()


async def test_a_line_that_comes_after_its_day_was_sealed_belongs_to_the_next_one(path: Path, one: Served):
    with Store(path) as store:
        await sealer(store, one.authority).run()
        ledger = Ledger(store, SystemClock(), "late")
        ledger.configure(effective(MINE, OTHER), [MINE, OTHER])
        ledger.record(a_look("N", FIRST + HOUR, target=MINE, exchanges=(an_exchange(),)))
        chain = max(Lines(store.connection).chains())
        vantage = store.connection.execute("SELECT id FROM vantages WHERE name = 'late'").fetchone()[0]
        days = Lines(store.connection).days(chain[0] - 1, vantage)
        assert days == [f"{FIRST + timedelta(days=DAYS):%Y-%m-%d}"], "a sealed list cannot name it"


async def test_an_answer_is_kept_before_it_is_judged(path: Path):
    async with serve(service(b"<html>no</html>", kind=b"text/html")) as base:
        with Store(path) as store:
            done = await sealer(store, Authority("html", f"{base}/tsr", b"")).run()
            stamps = Seals(store.connection).stamps()
    assert {stamp.answer for stamp in stamps} == {b"<html>no</html>"}
    assert {stamp.state for stamp in stamps} == {"owed"}, "it is asked again"
    assert all(stamp.next_try_at > NOW for stamp in stamps)
    assert len(done.failed) == DAYS


async def test_an_authority_that_is_down_is_asked_once_a_run_and_again_later(path: Path, one: Served):
    dead = one.with_url(f"http://127.0.0.1:{closed_port()}/tsr")
    with Store(path) as store:
        done = await sealer(store, dead).run()
        assert len(done.failed) == 1, "it is not waited for day by day"
        assert sorted(stamp.tries for stamp in Seals(store.connection).stamps()) == [0, 1]
        later = await sealer(store, one.authority).run(at_once=True)
        assert later.verified == DAYS
        assert {stamp.state for stamp in Seals(store.connection).stamps()} == {"verified"}


async def test_what_was_answered_and_not_judged_is_judged_by_the_next_run(path: Path, one: Served):
    """A process killed between the two steps asks nobody twice."""
    with Store(path) as store:
        await sealer(store, one.authority).run()
        store.connection.execute("UPDATE stamps SET state = 'answered', stamped_at = NULL")
        unreachable = one.with_url(f"http://127.0.0.1:{closed_port()}/tsr")
        done = await sealer(store, unreachable).run()
        assert (done.verified, done.failed) == (DAYS, [])


async def test_a_token_over_something_else_proves_nothing(path: Path, one: Served):
    other = one.local.answer(await _question(b"something else"))
    async with serve(service(other)) as base:
        with Store(path) as store:
            done = await sealer(store, one.with_url(f"{base}/tsr")).run()
            assert done.verified == 0
            assert {stamp.state for stamp in Seals(store.connection).stamps()} == {"owed"}


async def _question(content: bytes) -> bytes:
    return openssl.query(hashlib.sha256(content).hexdigest())


async def test_it_is_given_up_after_two_weeks_and_says_so(path: Path, one: Served):
    dead = one.with_url(f"http://127.0.0.1:{closed_port()}/tsr")
    with Store(path) as store:
        await sealer(store, dead).run()
        long_ago = iso(NOW - stamping.TRY_FOR - HOUR)
        store.connection.execute("UPDATE stamps SET owed_at = ?, next_try_at = ?", (long_ago, long_ago))
        await sealer(store, dead).run()
        await sealer(store, dead).run(at_once=True)
        states = [stamp.state for stamp in Seals(store.connection).stamps()]
    assert "given-up" in states


async def test_tokens_whose_certificates_end_soon_are_stamped_again(path: Path, tmp_path: Path):
    soon = f"{NOW + timedelta(days=30):%Y%m%d%H%M%SZ}"
    async with AsyncExitStack() as stack:
        made = an_authority(tmp_path / "e", name="ending", valid=("20150101000000Z", soon))
        ending = await stack.enter_async_context(made)
        with Store(path) as store:
            await sealer(store, ending.authority).run()
            again = [stamp for stamp in Seals(store.connection).stamps() if stamp.subject.startswith(RESTAMP)]
            assert [stamp.state for stamp in again] == ["verified"], "all of a year by one token"
            await sealer(store, ending.authority).run()
            assert len([one for one in Seals(store.connection).stamps() if one.subject.startswith(RESTAMP)]) == 1


async def test_lists_are_signed_and_anybody_can_check_it(path: Path, tmp_path: Path, one: Served):
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    with Store(path) as store:
        await sealer(store, settings=EvidenceSettings(sign_key=key, authorities=(one.authority,))).run()
        seal = Seals(store.connection).of_day(the_days()[0])
    assert seal is not None
    public = signing.public_key(key)
    assert signing.verifies(seal.text.encode(), seal.signature, public)
    assert not signing.verifies(seal.text.encode() + b"x", seal.signature, public), "another list"


async def test_a_key_that_cannot_sign_stops_no_sealing(path: Path, tmp_path: Path, one: Served):
    with Store(path) as store:
        settings = EvidenceSettings(sign_key=tmp_path / "none", authorities=(one.authority,))
        done = await sealer(store, settings=settings).run()
        assert done.sealed == the_days()
        assert any("no signature" in line for line in done.failed)


async def test_lists_are_published_by_a_command_a_repository_and_a_message(path: Path, tmp_path: Path):
    (tmp_path / "www").mkdir()
    remote, work = tmp_path / "remote.git", tmp_path / "work"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    subprocess.run(["git", "clone", "-q", str(remote), str(work)], check=True, capture_output=True)
    subprocess.run(["git", "-C", str(work), "config", "push.autoSetupRemote", "true"], check=True)
    subprocess.run(["git", "-C", str(work), "config", "push.default", "current"], check=True)
    ways = (
        Publication("www", command=("cp", "{list}", str(tmp_path / "www" / "{day}"))),
        Publication("git", repository=work),
        Publication("message", receiver="somebody"),
    )
    told: list[str] = []

    async def tell(receiver: str, title: str, text: str) -> str:
        told.append(f"{receiver} {title} {text}")
        return ""

    with Store(path) as store:
        one = sealer(store, settings=EvidenceSettings(publications=ways))
        one._tell = tell
        done = await one.run()
        lists = {day: Seals(store.connection).of_day(day) for day in the_days()}
    assert (done.published, done.failed) == (3 * DAYS, [])
    for day, seal in lists.items():
        assert seal is not None
        assert (tmp_path / "www" / day).read_text() == seal.text
        assert any(seal.sha256 in line for line in told)
    log = subprocess.run(["git", "-C", str(remote), "log", "--format=%s"], capture_output=True, text=True, check=True)
    assert log.stdout.splitlines() == [f"List of {day}" for day in reversed(the_days())]


async def test_a_publication_that_fails_says_why_and_is_tried_again(path: Path):
    ways = (Publication("none", command=("no-such-program-anywhere",)), Publication("no", command=("false",)))
    with Store(path) as store:
        done = await sealer(store, settings=EvidenceSettings(publications=ways)).run()
        assert any("no-such-program-anywhere: cannot be started" in line for line in done.failed)
        assert any("false ended with code 1" in line for line in done.failed)
        states = {state for _, _, state, _ in Seals(store.connection).publications()}
    assert states == {"owed"}


async def test_the_lists_of_all_days_are_a_chain(path: Path, one: Served):
    with Store(path) as store:
        await sealer(store, one.authority).run()
        seals = Seals(store.connection)
        first, second = (seals.of_day(day) for day in the_days())
    assert first is not None
    assert second is not None
    assert f"{first.sha256}  {list_path(first.day)}\n" in second.text
    assert publishing.sha256(first.text) == first.sha256


async def test_a_list_that_was_changed_is_noticed(path: Path, one: Served):
    with Store(path) as store:
        await sealer(store, one.authority).run()
        store.connection.execute("DROP TRIGGER seals_are_never_changed")
        store.connection.execute("UPDATE seals SET sha256 = zeroblob(32) WHERE day = ?", (the_days()[0],))
        with pytest.raises(StoreError, match="not that of its hash"):
            Seals(store.connection).of_day(the_days()[0])
