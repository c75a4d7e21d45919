import hashlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.clock import SystemClock
from monitor.config.settings import EvidenceSettings
from monitor.evidence import openssl
from monitor.evidence.export import NothingToExport, Order, Written, amount, export, name_of
from monitor.evidence.folders import write_sums
from monitor.evidence.sealing import Sealer
from monitor.evidence.stamping import ask, judge
from monitor.evidence.verification import verify
from monitor.http.posting import Posting
from monitor.ledger import Ledger
from monitor.model import LookKind, Watchers
from monitor.store import witnesses
from monitor.store.bundling import source
from monitor.store.custody import note
from monitor.store.witnesses import HandedOver
from monitor.store.writer import Store
from tests.support.authorities import an_authority, needs_openssl
from tests.support.looks import a_look, effective
from tests.support.sealed import MINE, OTHER, SealedStore, a_sealed_store, fill, nobody, sealer

pytestmark = needs_openssl


@pytest.fixture
async def sealed(tmp_path: Path) -> AsyncIterator[SealedStore]:
    async with a_sealed_store(tmp_path) as one:
        yield one


def exported(sealed: SealedStore, goal: Path, language: str = "fr", **changes: object) -> Written:
    with source(sealed.path) as store:
        return export(store, sealed.order(language, **changes), goal)


async def stamped(sealed: SealedStore, written: Written) -> Written:
    """As ``delivery.stamp`` does it, without a configuration file."""
    digest = hashlib.sha256((written.folder / "SHA256SUMS").read_bytes()).hexdigest()
    for authority in sealed.authorities:
        answer = await ask(authority, digest, Posting("slotwatch/test"))
        assert (await judge(authority, digest, answer.raw, question=answer.question)).good
        (written.folder / f"SHA256SUMS.{authority.name}.tsr").write_bytes(answer.raw)
    return written


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_a_bundle_passes_all_ten_checks_of_all_three_verifiers(sealed: SealedStore, tmp_path: Path):
    written = await stamped(sealed, exported(sealed, tmp_path / "out"))
    found = verify(written.folder)
    assert [check.ok for check in found.checks] == [True] * 10, [check.details["en"] for check in found.checks]
    for program in (["bash", "verify.sh"], [sys.executable, "verify.py"]):
        ran = subprocess.run(
            [*program, "--lang", "en"], cwd=written.folder, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout
        assert ran.stdout.count("[ok]") == 10
    sums = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=written.folder, check=False)
    assert sums.returncode == 0


async def test_the_programs_of_others_accept_it(sealed: SealedStore, tmp_path: Path):
    folder = (await stamped(sealed, exported(sealed, tmp_path / "out"))).folder
    beside = Path(sys.executable).parent
    commands = [
        [beside / "warcio", "check", *sorted(folder.glob("archive/*.warc.gz"))],
        [beside / "wacz", "validate", "-f", next(folder.glob("archive/*.wacz"))],
        [beside / "frictionless", "validate", folder / "datapackage.json"],
    ]
    for command in commands:
        ran = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr


async def test_the_same_days_give_the_same_bytes_in_another_folder(sealed: SealedStore, tmp_path: Path):
    one, two = exported(sealed, tmp_path / "one"), exported(sealed, tmp_path / "two")
    assert content(one.folder) == content(two.folder)
    assert one.sums == two.sums == hashlib.sha256((one.folder / "SHA256SUMS").read_bytes()).hexdigest()


async def test_other_targets_are_bare_numbers_in_it(sealed: SealedStore, tmp_path: Path):
    folder = exported(sealed, tmp_path / "out").folder
    everything = b"\n".join(content(folder).values())
    assert b"palaiseau" in everything
    assert b"evry" not in everything, "not even its name"
    named = (folder / "day" / f"{sealed.last}.sha256").read_text()
    assert [line[66:] for line in named.splitlines() if line[66:].startswith("obs/")] == [
        f"obs/1/1/{sealed.last}.jsonl",
        f"obs/2/1/{sealed.last}.jsonl",
    ]
    assert not (folder / "obs" / "2").exists()


async def test_each_list_names_the_one_before_and_its_tokens(sealed: SealedStore, tmp_path: Path):
    folder = exported(sealed, tmp_path / "out").folder
    named = (folder / "day" / f"{sealed.last}.sha256").read_text()
    for name in (f"{sealed.first}.sha256", f"{sealed.first}.one.tsr", f"{sealed.first}.two.tsr"):
        digest = hashlib.sha256((folder / "day" / name).read_bytes()).hexdigest()
        assert f"{digest}  day/{name}\n" in named


async def test_what_it_holds_is_said_in_the_readers_language(sealed: SealedStore, tmp_path: Path):
    french, english = exported(sealed, tmp_path), exported(sealed, tmp_path, "en")
    assert french.folder.name == f"releve_palaiseau_{sealed.first}_{sealed.last}"
    assert english.folder.name == f"record_palaiseau_{sealed.first}_{sealed.last}"
    assert "Observatoire \\*Test\\*" in (french.folder / "LISEZMOI.md").read_text("utf-8"), "words, not mark-up"
    for folder, names in (
        (french.folder, ("LISEZMOI.md", "VERIFIER.md")),
        (english.folder, ("README.md", "VERIFY.md")),
    ):
        for name in names:
            assert "{{" not in (folder / name).read_text("utf-8")
    about = json.loads((french.folder / "bundle.json").read_text("utf-8"))
    assert about["targets"][0]["vantages"] == [{"number": 1, "name": "test", "kind": "machine"}]
    assert (about["from"], about["to"], about["simulated"]) == (sealed.first, sealed.last, False)


async def test_the_table_is_there_as_a_database_too(sealed: SealedStore, tmp_path: Path):
    folder = exported(sealed, tmp_path / "out").folder
    rows = (folder / "observations.csv").read_text("utf-8").splitlines()
    with closing(sqlite3.connect(folder / "extract.sqlite")) as sql:
        assert sql.execute("SELECT count(*), sum(outcome = 'slots') FROM observations").fetchone() == (8, 1)
    assert len(rows) == 9


async def test_bytes_that_were_given_up_are_counted_and_nothing_else_is_missing(sealed: SealedStore, tmp_path: Path):
    with Store(sealed.path) as store:
        store.connection.execute(
            "UPDATE captures SET encoding = 'pruned', base = NULL, content = x'' WHERE id ="
            " (SELECT response FROM exchanges WHERE observation = 3)"
        )
    written = await stamped(sealed, exported(sealed, tmp_path / "out"))
    assert written.absent_bodies == 1
    assert verify(written.folder).ok, "the hashes are there, and the bundle says what is not"


async def test_what_is_done_to_the_store_leaves_with_it(sealed: SealedStore, tmp_path: Path):
    folder = exported(sealed, tmp_path / "out").folder
    with source(sealed.path) as store:
        days = [day for day in store.seals.days() if store.seals.custody_file(day)]
    assert sorted(path.stem for path in folder.glob("custody/*.jsonl")) == days


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first": "2018-01-01", "last": "2018-02-01"}, "on no sealed day from 2018-01-01 to 2018-02-01"),
    ],
)
async def test_what_is_not_sealed_cannot_be_exported(
    sealed: SealedStore, tmp_path: Path, changes: dict[str, object], words: str
):
    with pytest.raises(NothingToExport, match=words):
        exported(sealed, tmp_path / "out", **changes)  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


async def test_a_bundle_that_is_there_is_not_touched(sealed: SealedStore, tmp_path: Path):
    folder = exported(sealed, tmp_path / "out").folder
    before = content(folder)
    with pytest.raises(FileExistsError):
        exported(sealed, tmp_path / "out")
    assert content(folder) == before


async def test_an_interrupted_export_leaves_nothing_that_looks_finished(sealed: SealedStore, tmp_path: Path):
    steps = 0

    def interrupt() -> None:
        nonlocal steps
        steps += 1
        if steps == 2:
            raise KeyboardInterrupt

    with source(sealed.path) as store:
        assert amount(store, sealed.order()) == 2
        with pytest.raises(KeyboardInterrupt):
            export(store, sealed.order(), tmp_path / "out", interrupt)
    assert list((tmp_path / "out").iterdir()) == []


async def test_looks_that_come_meanwhile_change_nothing(sealed: SealedStore, tmp_path: Path):
    with source(sealed.path) as store:
        with Store(sealed.path) as writer:
            note(writer, SystemClock().now(), "alive", {})
        one = export(store, sealed.order(), tmp_path / "one")
    assert content(one.folder) == content(exported(sealed, tmp_path / "two").folder)


def test_names_tell_one_target_from_several():
    class Few:
        targets, language = ("a", "b"), "en"

    assert name_of(Few(), "2018-10-01", "2018-10-02") == "record_2_targets_2018-10-01_2018-10-02"  # type: ignore[arg-type]


async def test_several_targets_are_one_bundle(sealed: SealedStore, tmp_path: Path):
    written = await stamped(sealed, exported(sealed, tmp_path / "out", targets=("palaiseau", "evry")))
    assert verify(written.folder).ok
    assert {path.name for path in written.folder.glob("archive/*.wacz")} == {"palaiseau.wacz", "evry.wacz"}
    assert written.looks == 16


def test_sums_do_not_name_themselves_nor_their_tokens(tmp_path: Path):
    for name in ("a", "SHA256SUMS.one.tsr"):
        (tmp_path / name).write_text(name)
    write_sums(tmp_path)
    assert (tmp_path / "SHA256SUMS").read_text() == f"{hashlib.sha256(b'a').hexdigest()}  a\n"


async def test_tokens_that_were_stamped_again_leave_with_the_list_that_says_so(tmp_path: Path):
    """Whoever doubts an old certificate sees that the tokens were there before it ended."""
    now = datetime.now(UTC)
    first = (now - timedelta(days=2)).replace(hour=0, minute=5, second=0, microsecond=0)
    path, soon = tmp_path / "slotwatch.sqlite3", f"{now + timedelta(days=30):%Y%m%d%H%M%SZ}"
    fill(path, first)
    async with an_authority(tmp_path / "e", name="ending", valid=("20150101000000Z", soon)) as served:
        with Store(path) as store:
            await sealer(store, served.authority).run()
        order = Order(("palaiseau",), "0", "9", "en", "us", "us@example.org", (served.authority,))
        with source(path) as read:
            written = export(read, order, tmp_path / "out")
        sealed = SealedStore(path, (served.authority,), "", "")
        await stamped(sealed, written)
    (listed,) = written.folder.glob("restamp/*.sha256")
    (token,) = written.folder.glob("restamp/*.ending.tsr")
    named = subprocess.run(["sha256sum", "-c", listed], cwd=written.folder, capture_output=True, check=False)
    assert named.returncode == 0, "it names the tokens as they stand beside it"
    digest = hashlib.sha256(listed.read_bytes()).hexdigest()
    assert openssl.verify(digest, token.read_bytes(), roots=served.authority.roots).ok
    assert verify(written.folder).ok
    ran = subprocess.run(["bash", "verify.sh"], cwd=written.folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


async def test_what_people_handed_over_leaves_with_the_lines_that_name_it(sealed: SealedStore, tmp_path: Path):
    day = datetime.fromisoformat(f"{sealed.last}T10:00:00+00:00")
    files = (HandedOver("page.html", "text/html", b"<script>no</script>"), HandedOver("a.png", "image/png", b"PNG"))
    with Store(sealed.path) as store:
        ledger = Ledger(store, SystemClock(), "people", Watchers.PEOPLE)
        ledger.configure(effective(MINE, OTHER), [MINE, OTHER])
        said = witnesses.Testimony(SystemClock().now(), "volunteer 1", "", "declared", "person", files)
        look = replace(a_look("N", day, target=MINE, exchanges=()), kind=LookKind.EXTRA)
        ledger.record(look, testimony=said)

        class Tomorrow(SystemClock):
            def now(self) -> datetime:
                return super().now() + timedelta(days=1)

        settings = EvidenceSettings(authorities=sealed.authorities)
        await Sealer(store, Tomorrow(), settings, Posting("slotwatch/test"), tell=nobody).run()
    written = await stamped(sealed, exported(sealed, tmp_path / "out", last="9"))
    found = {path.name: path.read_bytes() for path in written.folder.glob("witness/*")}
    assert found == {
        f"{hashlib.sha256(file.content).hexdigest()}{suffix}": file.content
        for file, suffix in zip(files, (".html.txt", ".png"), strict=True)
    }
    assert verify(written.folder).ok
    ran = subprocess.run(["bash", "verify.sh"], cwd=written.folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
