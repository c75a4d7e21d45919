"""What a forger can do to a bundle, and which of the ten checks sees it: three verifiers, one answer.

The forger may rewrite SHA256SUMS and buy a fresh time stamp for it; where that is so, checks 1 and 2 see nothing. The
attacks of ``UNSEEN`` fail no check at all: they show what the verifiers cannot know. Against them stand the publication
of each day's list (what was cut off at the end, or withheld, is named there), root certificates fetched from the
authorities themselves (``--trust``), and the rule that only the sealed lines and the archived bytes are evidence, while
names, pictures, the WACZ and other things made from them are conveniences.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.evidence import verification
from monitor.evidence.warc import write_warc
from tests.support import bundles
from tests.support.authorities import an_unserved_authority, needs_openssl
from tests.support.bundles import DAYS, Looked, Making

pytestmark = needs_openssl
FIRST, MIDDLE, LAST = DAYS


@dataclass
class Forger:
    """A bundle in the hands of somebody who wants it to say something else."""

    folder: Path
    making: Making
    trust: Path | None = None

    def path(self, name: str) -> Path:
        return self.folder / name

    def edit(self, name: str, old: str, new: str, count: int = -1) -> None:
        before = self.path(name).read_bytes()
        after = before.replace(old.encode(), new.encode(), count)
        assert after != before, f"{name} does not hold {old!r}"
        self.path(name).write_bytes(after)

    def about(self, change: Callable[[dict[str, Any]], None]) -> None:
        about = json.loads(self.path("bundle.json").read_text())
        change(about)
        self.path("bundle.json").write_text(json.dumps(about))

    def lines(self, name: str, change: Callable[[list[bytes]], list[bytes]]) -> None:
        self.path(name).write_bytes(b"".join(change(self.path(name).read_bytes().splitlines(keepends=True))))

    def remove(self, *patterns: str) -> None:
        for pattern in patterns:
            found = list(self.folder.glob(pattern))
            assert found, pattern
            for path in found:
                path.unlink()

    def unpacked(self, day: str) -> bytes:
        return gzip.decompress(self.path(f"archive/palaiseau_{day}.warc.gz").read_bytes())

    def archive(self, day: str, content: bytes) -> None:
        self.path(f"archive/palaiseau_{day}.warc.gz").write_bytes(gzip.compress(content, mtime=0))

    def table(self) -> None:
        self.path("observations.csv").write_bytes(bundles.table_of(self.folder).encode())

    def again(self, **changes: Any) -> None:
        """Make the whole bundle anew, as only the operator can."""
        shutil.rmtree(self.folder)
        bundles.make(self.folder, replace(self.making, **changes))

    def fresh(self) -> None:
        """Rewrite SHA256SUMS and have it stamped."""
        bundles.deliver(self.folder, self.making)


Attack = Callable[[Forger], None]
ATTACKS: list[tuple[str, Attack, set[int], str]] = []
UNSEEN: list[tuple[str, Attack, str]] = []


def fails(*checks: int, why: str) -> Callable[[Attack], Attack]:
    def listed(attack: Attack) -> Attack:
        ATTACKS.append((attack.__name__, attack, set(checks), why))
        return attack

    return listed


def unseen(why: str) -> Callable[[Attack], Attack]:
    def listed(attack: Attack) -> Attack:
        UNSEEN.append((attack.__name__, attack, why))
        return attack

    return listed


OBS = f"obs/17/1/{FIRST}.jsonl"


@fails(7, why="no line of a person names it")
def picture_added_and_all_stamped_again(forger: Forger) -> None:
    _hand_over(forger, b"a picture", bundles.sha256(b"a picture"))


@fails(7, why="its name is the hash that the line holds, and its bytes are others")
def picture_exchanged_and_all_stamped_again(forger: Forger) -> None:
    _hand_over(forger, b"another picture", bundles.sha256(b"a picture"))


def _hand_over(forger: Forger, content: bytes, name: str) -> None:
    (forger.folder / "witness").mkdir()
    (forger.folder / "witness" / f"{name}.png").write_bytes(content)
    forger.fresh()


@fails(1, 10, why="the hash of the table and the table made again differ")
def table_cell_changed(forger: Forger) -> None:
    forger.edit("observations.csv", "no_slots", "slots", 1)


@fails(2, 10, why="the old token is about the old SHA256SUMS")
def table_cell_changed_and_sums_rewritten(forger: Forger) -> None:
    table_cell_changed(forger)
    bundles.write_sums(forger.folder)


@fails(10, why="whoever stamps again still cannot change the lines")
def table_cell_changed_and_all_stamped_again(forger: Forger) -> None:
    table_cell_changed(forger)
    forger.fresh()


@fails(4, 6, 10, why="the list of the day, the next line and the table hold the old line")
def verdict_changed_in_a_line(forger: Forger) -> None:
    forger.edit(OBS, '"out":"no_slots"', '"out":"slots"', 1)
    forger.fresh()


@fails(4, 6, why="the first line's word on the line before it is taken, but its own hash is named by the next")
def beginning_of_the_chain_changed(forger: Forger) -> None:
    forger.lines(OBS, lambda rows: [re.sub(rb'"prev":"\w{8}', b'"prev":"00000000', rows[0]), *rows[1:]])
    forger.fresh()


@fails(4, 6, 7, 10, why="its bytes are archived, and no line names them")
def observation_deleted(forger: Forger) -> None:
    forger.lines(OBS, lambda rows: rows[:1] + rows[2:])
    forger.fresh()


@fails(5, 6, 7, 10, why="the next list names the removed one")
def whole_day_removed(forger: Forger) -> None:
    forger.remove(f"obs/17/*/{MIDDLE}.jsonl", f"custody/{MIDDLE}.jsonl", f"day/{MIDDLE}.*")
    forger.fresh()


@fails(5, 6, why="the table and the archive were cut, too; lists and lines are chains")
def whole_day_removed_from_all_that_is_derived(forger: Forger) -> None:
    whole_day_removed(forger)
    forger.remove(f"archive/palaiseau_{MIDDLE}.warc.gz")
    forger.table()
    forger.fresh()


@fails(4, 6, 7, 10, why="the list names the file")
def lines_of_a_day_removed(forger: Forger) -> None:
    forger.remove(f"obs/17/1/{MIDDLE}.jsonl")
    forger.fresh()


@fails(10, why="the table still holds them")
def last_day_removed(forger: Forger) -> None:
    forger.remove(f"obs/17/*/{LAST}.jsonl", f"custody/{LAST}.jsonl", f"day/{LAST}.*", f"archive/*_{LAST}.warc.gz")
    forger.fresh()


@unseen("nothing in the bundle can know of it: the lists must have been published")
def last_day_removed_everywhere(forger: Forger) -> None:
    last_day_removed(forger)
    forger.table()
    forger.about(lambda about: about.update(to=MIDDLE))
    forger.fresh()


@fails(8, why="the record has other bytes than it says")
def page_changed_in_the_archive(forger: Forger) -> None:
    forger.archive(FIRST, forger.unpacked(FIRST).replace(b"Plus aucune plage", b"Une seule plage !", 1))
    forger.fresh()


@fails(7, why="no line names the new hash")
def page_and_its_digest_changed(forger: Forger) -> None:
    def changed(look: Looked) -> Looked:
        for one in look.exchanged:
            one.response = one.response.replace(b"Plus aucune", b"Une seule !")
        return look

    _archive_again(forger, changed)


@fails(7, why="the date of a record is that of its line")
def date_changed_in_the_archive(forger: Forger) -> None:
    forger.archive(FIRST, forger.unpacked(FIRST).replace(b"T07:00:00", b"T19:00:00"))
    forger.fresh()


@fails(7, why="the address of a record is that of its exchange")
def address_changed_in_the_archive(forger: Forger) -> None:
    forger.archive(FIRST, forger.unpacked(FIRST).replace(b"URI: https://rdv.", b"URI: https://www."))
    forger.fresh()


@fails(7, why="bytes that are missing must be declared")
def answers_left_out_of_the_archive(forger: Forger) -> None:
    _archive_again(forger, lambda look: replace(look, exchanged=look.exchanged[:0]))


@fails(7, why="the lines name their bytes")
def archive_of_a_day_removed(forger: Forger) -> None:
    forger.remove(f"archive/palaiseau_{FIRST}.warc.gz")
    forger.fresh()


@fails(7, 8, why="it cannot be read to its end")
def archive_cut_short(forger: Forger) -> None:
    path = forger.path(f"archive/palaiseau_{FIRST}.warc.gz")
    path.write_bytes(path.read_bytes()[:-30])
    forger.fresh()


@fails(7, why="whatever is archived must be named by lines")
def invented_pages_archived(forger: Forger) -> None:
    shutil.copy(forger.path(f"archive/palaiseau_{FIRST}.warc.gz"), forger.path("archive/more.warc.gz"))
    forger.fresh()


@fails(3, 9, why="the tokens are about another list, so that none says when this one was made")
def tokens_of_another_day(forger: Forger) -> None:
    for name in forger.making.authorities:
        shutil.copy(forger.path(f"day/{FIRST}.{name}.tsr"), forger.path(f"day/{LAST}.{name}.tsr"))
    forger.fresh()


@fails(3, 5, 9, why="the next list names the tokens that were replaced")
def tokens_of_another_day_in_the_middle(forger: Forger) -> None:
    for name in forger.making.authorities:
        shutil.copy(forger.path(f"day/{LAST}.{name}.tsr"), forger.path(f"day/{MIDDLE}.{name}.tsr"))
    forger.fresh()


@fails(2, 3, 9, why="a token leads to its own authority's root")
def tokens_swapped_between_authorities(forger: Forger) -> None:
    forger.fresh()
    for stem in (f"day/{LAST}", "SHA256SUMS"):
        one, other = (forger.path(f"{stem}.{name}.tsr") for name in forger.making.authorities)
        here, there = one.read_bytes(), other.read_bytes()
        one.write_bytes(there)
        other.write_bytes(here)
    bundles.write_sums(forger.folder)


@fails(3, why="the other token holds and gives the date, but none may be wrong")
def one_token_damaged(forger: Forger) -> None:
    path = forger.path(f"day/{LAST}.alpha.tsr")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    forger.fresh()


@fails(3, 9, why="without a token a list has no date")
def tokens_of_a_list_removed(forger: Forger) -> None:
    forger.remove(f"day/{LAST}.*.tsr")
    forger.fresh()


@fails(2, why="they are not named by SHA256SUMS")
def tokens_of_the_delivery_removed(forger: Forger) -> None:
    forger.remove("SHA256SUMS.*")


@fails(1, 2, why="what is missing is not right")
def sums_removed(forger: Forger) -> None:
    forger.remove("SHA256SUMS")


@fails(9, why="all hashes fit: only reading the dates shows it")
def all_history_rewritten_today(forger: Forger) -> None:
    now = datetime(2018, 11, 5, 8, tzinfo=UTC)
    forger.again(stamped=lambda _: now, change=_nothing_but_slots)


@fails(9, why="a list that was stamped before its day was written before its day")
def history_written_in_advance(forger: Forger) -> None:
    forger.again(stamped=lambda day: datetime.fromisoformat(f"{day}T00:00Z") - timedelta(hours=5))


@fails(9, why="the lines say that their time is real")
def all_history_rewritten_and_called_simulated(forger: Forger) -> None:
    all_history_rewritten_today(forger)
    forger.about(lambda about: about.update(simulated=True))
    forger.fresh()


@fails(4, why="its name is its hash, and lines and list name it")
def context_record_changed(forger: Forger) -> None:
    name = next(forger.folder.glob("context/*")).relative_to(forger.folder).as_posix()
    forger.edit(name, "slotwatch", "somewatch")
    forger.fresh()


@fails(4, why="lines name it")
def context_record_removed(forger: Forger) -> None:
    forger.remove("context/*")
    forger.fresh()


@fails(2, 3, why="the tokens of one authority do not lead to the root of another")
def certificate_replaced(forger: Forger) -> None:
    shutil.copy(forger.path("tsa/beta.pem"), forger.path("tsa/alpha.pem"))
    forger.fresh()


@fails(3, why="the revocation list was signed by somebody else")
def revocation_list_replaced(forger: Forger) -> None:
    shutil.copy(forger.path("tsa/beta.crl"), forger.path("tsa/alpha.crl"))
    forger.fresh()


@fails(4, 6, why="the custody log is sealed and chained as the looks are")
def custody_line_deleted(forger: Forger) -> None:
    forger.lines(f"custody/{MIDDLE}.jsonl", lambda rows: rows[1:])
    forger.fresh()


@fails(4, 6, why="the list names it, and the next day's lines follow it")
def custody_of_a_day_removed(forger: Forger) -> None:
    forger.remove(f"custody/{MIDDLE}.jsonl")
    forger.fresh()


@fails(4, 6, 7, 10, why="each line follows one line")
def line_order_swapped(forger: Forger) -> None:
    forger.lines(OBS, lambda rows: [rows[1], rows[0], *rows[2:]])
    forger.fresh()


@fails(4, 6, 10, why="what was said later of a look is a line as any other")
def retraction_removed(forger: Forger) -> None:
    forger.lines(f"obs/17/1/{MIDDLE}.jsonl", lambda rows: rows[:-1])
    forger.fresh()


@fails(4, 6, 7, 10, why="the sealed line ends in a line feed alone")
def line_ends_changed(forger: Forger) -> None:
    forger.lines(OBS, lambda rows: [row[:-1] + b"\r\n" for row in rows])
    forger.fresh()


@fails(6, 10, why="two programs would read two things in it: such a line is none")
def key_twice_in_a_line_that_is_sealed(forger: Forger) -> None:
    forger.again(reseal=lambda text: text.replace('{"al":', '{"al":"en","al":', 1) if "witness" in text else text)


@fails(6, 7, 10, why="one meaning has one form: only the exact bytes are a sealed line")
def spaces_in_lines_that_are_sealed(forger: Forger) -> None:
    forger.again(reseal=lambda text: text.replace(',"due":', ', "due":'))


@fails(1, why="what nobody listed was added later")
def file_added(forger: Forger) -> None:
    forger.path("observations-corrected.csv").write_text("x\n")


@fails(1, 4, why="no daily list names it")
def lines_added(forger: Forger) -> None:
    forger.path("obs/17/1/more.jsonl").write_text("{}\n")


@fails(1, why="a link may lead to what was never handed over")
def link_instead_of_a_file(forger: Forger) -> None:
    forger.path("README.md").rename(forger.folder.parent / "README.md")
    forger.path("README.md").symlink_to(forger.folder.parent / "README.md")


@fails(1, 2, why="whatever stands there, it is not in the bundle")
def sums_lead_out_of_the_folder(forger: Forger) -> None:
    outside = forger.folder.parent / "outside"
    outside.write_text("x\n")
    digest = hashlib.sha256(b"x\n").hexdigest()
    with forger.path("SHA256SUMS").open("a") as sums:
        sums.write(f"{digest}  ../outside\n{digest}  {outside}\n")


@fails(1, 4, why="a name that no honest bundle has")
def name_with_a_line_break_and_a_dash(forger: Forger) -> None:
    forger.path("obs/17/1/-rf\n$(touch hurt)").write_text("x\n")
    forger.path("obs/17/1/plain.txt").write_text("x\n")


@fails(3, 4, 9, why="the list is stamped, and names all that was sealed")
def entry_removed_from_a_list(forger: Forger) -> None:
    forger.lines(f"day/{LAST}.sha256", lambda rows: [row for row in rows if b"obs/17/2/" not in row])
    forger.fresh()


@fails(10, why="the lines name the target; archive and table can be renamed, they cannot")
def called_another_target(forger: Forger) -> None:
    for path in list(forger.folder.glob("archive/*")):
        path.rename(path.with_name(path.name.replace("palaiseau", "creteil")))
    forger.about(lambda about: about["targets"][0].update(id="creteil"))
    forger.edit("observations.csv", "palaiseau,", "creteil,")
    forger.fresh()


@fails(4, 10, why="the lists name the files of that number with other hashes")
def put_under_another_targets_number(forger: Forger) -> None:
    forger.path("obs/17").rename(forger.path("obs/4"))
    forger.about(lambda about: about["targets"][0].update(number=4, id="creteil"))
    for path in list(forger.folder.glob("archive/*")):
        path.rename(path.with_name(path.name.replace("palaiseau", "creteil")))
    forger.fresh()


@fails(4, 7, 9, 10, why="what must be known of the bundle is not")
def description_removed(forger: Forger) -> None:
    forger.remove("bundle.json")
    forger.fresh()


@fails(4, 7, 9, 10, why="two programs would read two things in it")
def description_with_a_key_twice(forger: Forger) -> None:
    forger.edit("bundle.json", '"simulated": false', '"simulated": true,\n "simulated": false')
    forger.fresh()


@unseen("names, offices and notes are the exporter's words; the addresses in the lines are sealed")
def office_renamed_in_the_description(forger: Forger) -> None:
    forger.about(lambda about: about["targets"][0].update(name="Créteil", office="Préfecture de Créteil"))
    forger.fresh()


@unseen("the copy for browsers is a convenience: the archive beside it is what was checked")
def browser_copy_changed(forger: Forger) -> None:
    forger.path("archive/palaiseau.wacz").write_bytes(b"other pages")
    forger.fresh()


@unseen("the declared number of missing bytes is shown, and SHA256SUMS is dated; that is all")
def answers_left_out_and_declared(forger: Forger) -> None:
    _archive_again(forger, lambda look: replace(look, exchanged=look.exchanged[:0]))
    forger.about(lambda about: about.update(absent_bodies=10))
    forger.fresh()


@unseen("anybody can be an authority: the roots must be compared, or fetched (see the test of --trust)")
def authorities_invented(forger: Forger) -> None:
    made = {name: an_unserved_authority(forger.folder.parent / f"false-{name}").local for name in ("alpha", "beta")}
    forger.again(authorities=made, change=_nothing_but_slots)


def _nothing_but_slots(look: Looked) -> Looked:
    if "out" in look.said:
        look.said |= {"out": "slots", "why": "free-cells"}
    return look


def _archive_again(forger: Forger, change: Callable[[Looked], Looked]) -> None:
    """Write the first day's archive with other exchanges, all its digests in order."""
    looks = [change(look) for look in bundles.the_looks(FIRST)]
    looks[-1].exchanged = looks[-1].exchanged or list(bundles.the_looks(FIRST))[-1].exchanged
    path = forger.path(f"archive/palaiseau_{FIRST}.warc.gz")
    with path.open("wb") as stream:
        write_warc(stream, bundles.kept(looks), name=path.name, software=bundles.SOFTWARE)
    forger.fresh()


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Forger:
    folder = tmp_path_factory.mktemp("honest")
    made = {name: an_unserved_authority(folder / f"true-{name}").local for name in ("alpha", "beta")}
    making = Making(made)
    trust = folder / "trust"
    trust.mkdir()
    for name, local in made.items():
        (trust / f"{name}.pem").write_bytes(local.roots)
    return Forger(bundles.make(folder / "bundle", making), making, trust)


@pytest.fixture
def forger(honest: Forger, tmp_path: Path) -> Iterator[Forger]:
    shutil.copytree(honest.folder, tmp_path / "bundle", symlinks=True)
    yield replace(honest, folder=tmp_path / "bundle")
    assert not list(tmp_path.rglob("hurt")), "a name was run as a program"


def failing(folder: Path, *options: str) -> dict[str, set[int]]:
    """The checks that fail, by verifier."""
    trust = Path(options[1]) if options else None
    checks = verification.verify(folder, trust=trust).checks
    return {
        "verify.sh": _run("bash", bundles.VERIFIERS / "verify.sh", folder, options),
        "verify.py": _run(sys.executable, bundles.VERIFIERS / "verify.py", folder, options),
        "verification": {check.number for check in checks if check.ok is False},
    }


def _run(program: str, script: Path, folder: Path, options: tuple[str, ...]) -> set[int]:
    command: list[str | Path] = [program, script, "--lang", "en", *options, folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    marks = dict(re.findall(r"^ ?(\d+)\. \[(ok|NO|--)\] ", done.stdout, re.MULTILINE))
    assert len(marks) == 10, done.stdout
    assert done.returncode == (1 if "NO" in marks.values() else 0)
    return {int(number) for number, mark in marks.items() if mark == "NO"}


def everywhere(checks: set[int]) -> dict[str, set[int]]:
    return dict.fromkeys(("verify.sh", "verify.py", "verification"), checks)


def test_an_honest_bundle_passes_all_checks(forger: Forger):
    assert failing(forger.folder) == everywhere(set())
    assert failing(forger.folder, "--trust", str(forger.trust)) == everywhere(set())


@pytest.mark.parametrize(("name", "attack", "checks", "why"), ATTACKS, ids=[row[0] for row in ATTACKS])
def test_an_attack_fails_exactly_the_checks_named_for_it(
    forger: Forger, name: str, attack: Attack, checks: set[int], why: str
):
    attack(forger)
    assert failing(forger.folder) == everywhere(checks), f"{name}: {why}"


@pytest.mark.parametrize(("name", "attack", "why"), UNSEEN, ids=[row[0] for row in UNSEEN])
def test_some_attacks_can_be_seen_by_no_check(forger: Forger, name: str, attack: Attack, why: str):
    attack(forger)
    assert failing(forger.folder) == everywhere(set()), f"{name}: {why}"


def test_roots_fetched_elsewhere_show_invented_authorities(forger: Forger):
    authorities_invented(forger)
    assert failing(forger.folder, "--trust", str(forger.trust)) == everywhere({2, 3, 9})
