"""The sealed line: canonical, complete, chained, and true of the stored bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from monitor import __version__
from monitor.canonical import canonical, line_sha256
from monitor.ledger import Ledger
from monitor.model import Exchange
from monitor.store.reader import reading
from probes.contract import Reading, Reason, Slots, Statement
from tests.support.audit import audit, chain
from tests.support.looks import HOUR, MONDAY, a_look, a_target, an_exchange, effective, windowed
from tests.support.writing import a_ledger, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "slotwatch.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with a_ledger(path) as (_, opened):
        yield opened


FULL = (
    Reading(Reason.FREE_DATES, "lundi 5 novembre « 9 h »", "test/dates", "fr", "fr", Slots(2, MONDAY + 30 * HOUR)),
    Reading(Reason.FREE_DATES, "5.11.", "test/dates", slots=Slots(None, date(2018, 11, 5))),
    windowed(date(2018, 10, 1), date(2018, 10, 14), Statement("next-release", "Lundi", MONDAY)),
    Reading(Reason.NEGATIVE_PHRASE, "nichts frei", "test/words", "de", span="week", language_by="rule"),
    Reading(Reason.TIMEOUT),
)


@pytest.mark.parametrize("reading", FULL, ids=lambda reading: str(reading.reason))
def test_a_sealed_line_is_canonical_json_without_floats(ledger: Ledger, reading: Reading):
    line = ledger.record(a_look(reading, exchanges=(an_exchange(), an_exchange(status=None)))).line

    def refused(text: str) -> None:
        raise AssertionError(f"{text}: numbers that programs write differently have no place in a sealed line")

    value = json.loads(line, parse_float=refused, parse_constant=refused)
    again = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert again.encode() == line.encode()
    assert list(value) == sorted(value)
    assert line.count("\n") == 1


def test_a_sealed_line_says_what_was_asked_seen_and_concluded(ledger: Ledger):
    value = json.loads(ledger.record(a_look(FULL[0])).line)
    assert value.pop("id").count("-") == 4
    assert [exchange["st"] for exchange in value.pop("ex")] == [200]
    settings = line_sha256(canonical(effective(a_target())))
    context = canonical({"v": 1, "program": f"slotwatch {__version__}", "configuration_sha256": settings})
    assert value == {
        "v": 1,
        "tgt": "palaiseau",
        "seq": 0,
        "van": "test",
        "sim": True,
        "kind": "anchored",
        "due": "2018-10-01T06:59:58.000000Z",
        "t0": "2018-10-01T07:00:00.000000Z",
        "ms": 312,
        "ua": "slotwatch/test",
        "al": "fr",
        "rob": None,
        "probe": "page/1",
        "rule": "test/dates",
        "out": "slots",
        "why": "free-dates",
        "q": "lundi 5 novembre « 9 h »",
        "ql": "fr",
        "qlb": None,
        "pl": "fr",
        "n": 2,
        "first": "2018-10-02T13:00:00.000000Z",
        "win": None,
        "said": [],
        "ctx": line_sha256(context),
        "prev": "0" * 64,
    }


def test_days_that_a_page_does_not_name_are_sealed_and_stored_as_such(path: Path, ledger: Ledger):
    recorded = ledger.record(a_look(FULL[3]))
    value = json.loads(recorded.line)
    assert (value["win"], value["qlb"]) == ([None, None, "week"], "rule")
    assert not recorded.conclusive
    with reading(path) as reader:
        (look,) = reader.looks("palaiseau")
    columns = ("window_first", "window_last", "window_label", "quote_language", "language_by")
    assert [look[column] for column in columns] == [None, None, "week", "de", "rule"]


@pytest.mark.parametrize(
    ("exchange", "why"),
    [
        (an_exchange("réponse".encode()), "a page"),
        (an_exchange(b""), "a head without a body"),
        (an_exchange(b"\x00\xff" * 50_000), "bytes that are no text"),
        (an_exchange(status=None, certificates=(), fault="timeout"), "nothing came"),
    ],
)
def test_the_hashes_in_a_sealed_line_are_those_of_the_stored_bytes(
    path: Path, ledger: Ledger, exchange: Exchange, why: str
):
    (sealed,) = json.loads(ledger.record(a_look("F", exchanges=(exchange,))).line)["ex"]
    assert sealed["req"] == hashlib.sha256(exchange.request).hexdigest(), why
    assert sealed["res"] == (hashlib.sha256(exchange.response).hexdigest() if exchange.response else None), why
    assert sealed["crt"] == (hashlib.sha256(b"leaf").hexdigest() if exchange.certificates else None), "the leaf's"
    assert sealed["len"] == len(exchange.response)
    with reading(path) as stored:
        assert stored.responses(1) == [(exchange.method, exchange.url, exchange.response)], why
    assert audit(path) == 1, "the stored captures hash to what the line says"


def test_lines_are_chained_for_each_target_over_restarts(path: Path):
    last: dict[str, str] = {}
    for number in range(3):
        with a_ledger(path, a_target(), a_target("evry")) as (store, ledger):
            for slug in ("palaiseau", "evry", "palaiseau"):
                look = a_look("NES"[number], MONDAY + number * HOUR, target=a_target(slug))
                last[slug] = line_sha256(ledger.record(look).line)
            assert store.standing(1, 1).last_line_sha256 == last["palaiseau"]
    with reading(path) as stored:
        lines = {slug: list(stored.lines(slug)) for slug in last}
    assert {slug: len(found) for slug, found in lines.items()} == {"palaiseau": 6, "evry": 3}
    assert {slug: chain(found) for slug, found in lines.items()} == last


def test_one_changed_sign_breaks_the_chain(path: Path):
    write(path, "NNS")
    with reading(path) as stored:
        lines = list(stored.lines("palaiseau"))
    lines[1] = lines[1].replace('"ms":312', '"ms":313')
    with pytest.raises(AssertionError, match="broken at line 2"):
        chain(lines)
