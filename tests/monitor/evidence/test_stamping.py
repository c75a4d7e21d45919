"""Authorities over real loopback sockets: what is handed out, what it is worth, and when they are asked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.config.settings import Authority
from monitor.demo.play import serve
from monitor.evidence import openssl, stamping
from monitor.evidence.stamping import State, ask, due_for_restamp, judge, next_try, revocation_list
from monitor.evidence.tokens import Certificate
from monitor.http.posting import Posting
from tests.support.authorities import (
    App,
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

pytestmark = needs_openssl

LIST, OTHER = "ab" * 32, "cd" * 32
THEN = datetime(2018, 10, 5, 9, tzinfo=UTC)
WEB = Posting("slotwatch/test (+https://example.org/observatory)")


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return an_unserved_authority(tmp_path_factory.mktemp("one"))


async def test_a_list_is_stamped_and_verified(tmp_path: Path) -> None:
    async with an_authority(tmp_path) as served:
        answer = await ask(served.authority, LIST, WEB)
        assert answer.fault == ""
        judged = await judge(
            served.authority, LIST, answer.raw, question=answer.question, received_at=datetime.now(UTC)
        )
        assert (judged.state, judged.why, judged.good) == (State.VERIFIED, "", True)
        assert judged.not_after == datetime(2045, 1, 1, tzinfo=UTC)
        assert judged.signer
        assert judged.certificates.startswith(b"-----BEGIN CERTIFICATE-----")
        crl = await revocation_list(judged.signer, served.authority, WEB)
        assert crl.fault == ""
        assert judged.gen_time
        assert openssl.unrevoked(
            judged.signer.pem,
            crl.content,
            roots=served.local.roots,
            intermediates=judged.certificates,
            at=judged.gen_time,
        ).ok


@pytest.mark.parametrize(
    ("app", "fault", "why"),
    [
        (service(b"", 500), "the answer was HTTP 500", "it is broken"),
        (service(b"", 302), "the answer was HTTP 302", "nobody is followed"),
        (service(b""), "the answer was empty", "nothing in it"),
        (service(b"0" * 300_000), "the answer is larger than the limit after decompression", "too much in it"),
        (silent, "no complete answer within the time allowed", "it hangs"),
    ],
)
async def test_an_authority_that_does_not_answer_is_a_fault_in_words(
    one: Served, app: App, fault: str, why: str
) -> None:
    async with serve(app) as base:
        answer = await ask(one.with_url(base), LIST, WEB, seconds=0.5)
    assert (answer.raw, answer.fault) == (b"", fault), why
    assert answer.question


async def test_an_authority_that_refuses_connections_is_a_fault_in_words(one: Served) -> None:
    answer = await ask(one.with_url(f"http://127.0.0.1:{closed_port()}/tsr"), LIST, WEB)
    assert answer.fault == "the connection was refused, reset, or carried no HTTP answer"


@pytest.mark.parametrize(
    ("body", "state", "words", "why"),
    [
        (b"<html><h1>Maintenance</h1></html>", State.GARBAGE, "holds no time-stamp token", "a page for people"),
        (b"\x00" * 900, State.GARBAGE, "holds no time-stamp token", "noise"),
        (response(2, text="quota\x1b[0m exceeded"), State.REFUSED, "Rejected. quota [0m exceeded", "it will not"),
        (response(3), State.REFUSED, "Waiting.", "it has not yet"),
    ],
)
async def test_whatever_comes_is_handed_out_as_it_came(
    one: Served, body: bytes, state: State, words: str, why: str
) -> None:
    async with serve(service(body, kind=b"text/html")) as base:
        answer = await ask(one.with_url(base), LIST, WEB)
    assert (answer.raw, answer.fault) == (body, ""), why
    judged = await judge(one.authority, LIST, answer.raw, question=answer.question)
    assert (judged.state, judged.good, judged.certificates) == (state, False, b""), why
    assert words in judged.why


async def test_a_replayed_token_answers_another_question(one: Served) -> None:
    old = one.local.answer(openssl.query(LIST))
    assert (await judge(one.authority, LIST, old)).state is State.VERIFIED, "it is a stamp"
    judged = await judge(one.authority, LIST, old, question=openssl.query(LIST))
    assert (judged.state, judged.good) == (State.UNVERIFIED, False)
    assert "nonce" in judged.why


async def test_a_token_over_something_else_is_kept_but_proves_nothing(one: Served) -> None:
    judged = await judge(one.authority, LIST, one.local.answer(openssl.query(OTHER)))
    assert judged.state is State.UNVERIFIED
    assert judged.gen_time, "what it states can be shown"
    assert judged.why == "it is about other content (openssl: message imprint mismatch)"


async def test_an_expired_certificate_does_not_verify(tmp_path: Path) -> None:
    async with an_authority(tmp_path, valid=("20150101000000Z", "20200101000000Z")) as served:
        answer = await ask(served.authority, LIST, WEB)
        judged = await judge(served.authority, LIST, answer.raw, question=answer.question)
    assert (judged.state, judged.not_after) == (State.UNVERIFIED, datetime(2020, 1, 1, tzinfo=UTC))
    assert "had ended by then" in judged.why


@pytest.mark.parametrize(
    ("off", "flagged", "words", "why"),
    [
        (timedelta(0), False, "", "the clocks agree"),
        (timedelta(minutes=-4), False, "", "nearly"),
        (timedelta(days=3), True, "3 days, 0:00:00 ahead of our clock: one of the two is wrong", "tomorrow's stamp"),
        (timedelta(hours=-2), True, "2:00:00 behind our clock: one of the two is wrong", "yesterday's"),
    ],
)
async def test_a_wrong_clock_is_flagged_and_its_token_kept(
    one: Served, off: timedelta, flagged: bool, words: str, why: str
) -> None:
    judged = await judge(one.authority, LIST, stamp_at(one.local, LIST, THEN + off), received_at=THEN)
    assert judged.state is State.VERIFIED, "whose clock is wrong, nobody knows"
    assert (judged.clock_off, judged.good) == (off if flagged else None, not flagged), why
    assert judged.why.endswith(words)


async def test_the_local_authority_has_nothing_else_to_give(tmp_path: Path) -> None:
    async with an_authority(tmp_path) as served:
        came = await WEB.get(served.authority.url, seconds=5.0, most_bytes=10_000, allow_private=True)
    assert came.fault == "the answer was HTTP 404"


async def test_simulated_time_is_not_compared(one: Served) -> None:
    judged = await judge(one.authority, LIST, stamp_at(one.local, LIST, THEN))
    assert judged.good


async def test_the_authoritys_certificates_may_come_from_the_configuration(one: Served, tmp_path: Path) -> None:
    openssl.run("ts", "-query", "-digest", LIST, "-sha256", "-out", "tsq", folder=tmp_path)
    bare = one.local.answer((tmp_path / "tsq").read_bytes())
    judged = await judge(one.authority, LIST, bare)
    assert judged.state is State.UNVERIFIED
    assert "carries no certificate of its signer" in judged.why
    chain = one.local.intermediates + (one.local._folder / "signer.pem").read_bytes()
    judged = await judge(replace(one.authority, intermediates=chain), LIST, bare)
    assert judged.good
    assert judged.not_after == datetime(2045, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("urls", "where", "fault", "why"),
    [
        ((), "http://127.0.0.1:9/", "names no address", "there is none"),
        (("http://127.0.0.1:{port}/crl",), "http://tsa.example/", "private address; not asked", "no way inside"),
        (
            ("http://127.0.0.1:{closed}/", "http://127.0.0.1:{port}/crl"),
            "http://localhost/",
            "",
            "the next one answers",
        ),
    ],
)
async def test_a_certificate_cannot_send_us_into_a_private_network(
    one: Served, urls: tuple[str, ...], where: str, fault: str, why: str
) -> None:
    async with serve(service(b"a list")) as base:
        port = base.rsplit(":", 1)[1]
        named = tuple(url.format(port=port, closed=closed_port()) for url in urls)
        came = await revocation_list(Certificate(b"", "", THEN, THEN, named), one.with_url(where), WEB)
    assert fault in came.fault, why
    assert bool(came.content) is (fault == "")


def waits() -> Iterator[float]:
    """Minutes between tries while an authority stays down."""
    tries, last = 1, THEN
    while at := next_try(tries, THEN, last):
        yield (at - last) / timedelta(minutes=1)
        tries, last = tries + 1, at


def test_an_authority_that_is_down_is_asked_for_days_ever_more_seldom() -> None:
    planned = list(waits())
    assert planned[:9] == [5, 10, 20, 40, 80, 160, 320, 360, 360]
    assert set(planned[9:]) == {360}
    assert timedelta(days=13) < timedelta(minutes=sum(planned)) <= stamping.TRY_FOR
    assert next_try(10_000, THEN, THEN) == THEN + stamping.LONGEST_WAIT, "no number of tries is too large"


@pytest.mark.parametrize(
    ("days", "due", "why"),
    [(61, False, "there is time"), (60, True, "now"), (1, True, "still"), (-5, True, "better late than never")],
)
def test_a_token_is_stamped_again_before_its_certificate_ends(days: int, due: bool, why: str) -> None:
    assert due_for_restamp(THEN + timedelta(days=days), THEN) is due, why


def test_a_login_is_part_of_the_address_and_not_shown() -> None:
    authority = Authority("tsa", "https://tsa.example/tsr", b"", login="us:s3cret@/")
    assert authority.address == "https://us:s3cret%40%2F@tsa.example/tsr"
    assert "s3cret" not in repr(authority)
