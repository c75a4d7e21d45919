"""The real openssl over a real authority: what verifies, what does not, and a program that is missing or stuck."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.evidence import openssl
from monitor.evidence.openssl import NoOpenssl, OpensslError
from monitor.evidence.tokens import NotReadable, Verdict, pem_blocks
from tests.support.authorities import Served, an_unserved_authority, needs_openssl, response, revoke, stamp_at

pytestmark = needs_openssl

LIST, OTHER = "ab" * 32, "cd" * 32
THEN = datetime(2018, 10, 5, 9, tzinfo=UTC)
SHORT = ("20180101000000Z", "20190101000000Z")


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return an_unserved_authority(tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return an_unserved_authority(tmp_path_factory.mktemp("stranger"))


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """Its signer's certificate was valid in 2018 only."""
    return an_unserved_authority(tmp_path_factory.mktemp("ended"), valid=SHORT)


def test_a_question_asks_for_a_digest_with_a_fresh_nonce_and_certificates(one: Served) -> None:
    first, second = openssl.query(LIST), openssl.query(LIST)
    assert bytes.fromhex(LIST) in first
    assert openssl.nonce_of(first) not in (None, openssl.nonce_of(second))
    assert pem_blocks(openssl.certificates(one.local.answer(first)))


@pytest.mark.parametrize("digest", ["", "ab", LIST.upper(), "-" * 64, LIST + "\n", "zz" * 32])
def test_what_is_no_digest_is_our_mistake(digest: str, one: Served) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        openssl.query(digest)
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        openssl.verify(digest, stamp_at(one.local, LIST, THEN), roots=one.local.roots)


def test_an_answer_is_read(one: Served) -> None:
    question = openssl.query(LIST)
    reply = openssl.inspect(one.local.answer(question))
    assert reply.granted
    assert reply.explanation == ""
    assert reply.token
    assert reply.token.signer
    stamp = reply.token.stamp
    assert (stamp.digest, stamp.algorithm, stamp.nonce) == (LIST, "sha256", openssl.nonce_of(question))
    assert abs(stamp.gen_time - datetime.now(UTC)) < timedelta(minutes=1)
    assert reply.token.signer.subject == "O = slotwatch demo (simulated), CN = signer"
    assert len(pem_blocks(reply.token.certificates)) == 2, "the signer's and the intermediate's"
    assert openssl.not_after(reply.token.certificates) == datetime(2045, 1, 1, tzinfo=UTC)


def test_a_token_verifies_against_its_root_alone(one: Served) -> None:
    answer = one.local.answer(openssl.query(LIST))
    assert openssl.verify(LIST, answer, roots=one.local.roots).ok


def test_a_token_still_verifies_when_its_certificate_has_ended(ended: Served) -> None:
    answer = stamp_at(ended.local, LIST, THEN)
    assert openssl.verify(LIST, answer, roots=ended.local.roots).ok
    later = openssl.verify(LIST, answer, roots=ended.local.roots, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert later.why == "a certificate had ended by then (openssl: certificate has expired)"


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda one, _, __: (OTHER, one.local.answer(openssl.query(LIST))), "it is about other content"),
        (lambda _, stranger, __: (LIST, stamp_at(stranger.local, LIST, THEN)), "do not lead to a trusted root"),
        (lambda one, _, __: (LIST, altered(stamp_at(one.local, LIST, THEN))), "it was altered"),
        (lambda one, _, __: (LIST, stamp_at(one.local, LIST, THEN.replace(year=2014))), "not valid yet by then"),
        (lambda one, _, __: (LIST, stamp_at(one.local, LIST, THEN.replace(year=2046))), "had ended by then"),
        (lambda *_: (LIST, response(2)), "holds no time-stamp token"),
        (lambda *_: (LIST, b"<html>hello</html>"), "holds no time-stamp token"),
        (lambda *_: (LIST, b""), "holds no time-stamp token"),
        (lambda *_: (LIST, b"0" * 300_000), "longer than"),
        (lambda one, _, __: (LIST, stamp_at(one.local, LIST, THEN, said_by=b"x")), "tsa name mismatch"),
    ],
)
def test_what_does_not_verify(make, why: str, one: Served, stranger: Served, ended: Served) -> None:
    digest, answer = make(one, stranger, ended)
    verdict = openssl.verify(digest, answer, roots=one.local.roots)
    assert not verdict.ok
    assert why in verdict.why


def altered(answer: bytes) -> bytes:
    """The same token, a minute later."""
    at = answer.index(b"20181005090000Z")
    return answer[: at + 11] + b"1" + answer[at + 12 :]


def test_a_stamp_over_another_kind_of_digest_proves_nothing_of_ours(one: Served, tmp_path: Path) -> None:
    asked = openssl.run("ts", "-query", "-digest", LIST * 2, "-sha512", "-out", "tsq", folder=tmp_path)
    assert asked.ok
    answer = one.local.answer((tmp_path / "tsq").read_bytes())
    verdict = openssl.verify(LIST, answer, roots=one.local.roots)
    assert verdict.why == "it is about a digest by sha512, not by SHA-256"


def test_an_expired_certificate_cannot_stamp_today(ended: Served) -> None:
    verdict = openssl.verify(LIST, ended.local.answer(openssl.query(LIST)), roots=ended.local.roots)
    assert "had ended by then" in verdict.why


def test_a_token_without_certificates_needs_those_of_the_configuration(one: Served, tmp_path: Path) -> None:
    openssl.run("ts", "-query", "-digest", LIST, "-sha256", "-out", "tsq", folder=tmp_path)
    answer = one.local.answer((tmp_path / "tsq").read_bytes())
    roots, chain = one.local.roots, one.local.intermediates + signer_of(one)
    assert openssl.certificates(answer) == b""
    assert openssl.inspect(answer).token.signer is None  # type: ignore[union-attr]
    bare = openssl.verify(LIST, answer, roots=roots)
    assert "carries no certificate of its signer" in bare.why
    assert openssl.verify(LIST, answer, roots=roots, intermediates=chain).ok
    assert openssl.inspect(answer, intermediates=chain).token.signer.pem == signer_of(one)  # type: ignore[union-attr]


def signer_of(one: Served) -> bytes:
    return (one.local._folder / "signer.pem").read_bytes()


def test_a_name_and_words_of_a_hostile_authority_feign_nothing(one: Served) -> None:
    feigned = b"x\nTime stamp: Nov  4 02:52:22 2001 GMT\nNonce: 0x05\n"
    reply = openssl.inspect(stamp_at(one.local, LIST, THEN, nonce=7, said_by=feigned))
    assert reply.token
    assert (reply.token.stamp.gen_time, reply.token.stamp.nonce) == (THEN, 7)
    refused = openssl.inspect(response(2, text="no\nStatus: Granted.\n\x1b[31m"))
    assert not refused.granted
    assert (refused.status, refused.explanation) == ("Rejected.", "no Status: Granted. [31m")


@pytest.mark.parametrize("raw", [b"", b"<html>", b"\x30\x80", bytes(range(256)), response(0, token=b"\x30\x00")])
def test_garbage_is_not_read(raw: bytes) -> None:
    with pytest.raises(NotReadable):
        openssl.inspect(raw)


@pytest.mark.parametrize(
    "text", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
)
def test_what_is_no_certificate_has_no_end(text: bytes) -> None:
    with pytest.raises(NotReadable, match=r"no X\.509 certificate"):
        openssl.not_after(text)


def test_the_first_of_several_certificates_to_end_counts(one: Served, ended: Served) -> None:
    assert openssl.not_after(signer_of(one) + signer_of(ended) + one.local.roots) == datetime(2019, 1, 1, tzinfo=UTC)


def spared(served: Served, crl: bytes, at: datetime = THEN) -> Verdict:
    """What a revocation list says of a signer."""
    trust = served.local
    return openssl.unrevoked(signer_of(served), crl, roots=trust.roots, intermediates=trust.intermediates, at=at)


def test_a_revocation_list_is_believed_only_from_the_issuer_and_in_its_time(one: Served, stranger: Served) -> None:
    crl = one.local._folder / "crl.der"
    assert spared(one, crl.read_bytes()).ok
    assert spared(one, crl.with_name("crl.pem").read_bytes()).ok, "PEM, too"
    foreign = spared(one, (stranger.local._folder / "crl.der").read_bytes())
    assert "CRL signature failure" in foreign.why, "of the same name, but another key"
    assert spared(one, b"<html>").why == "this is no revocation list"
    assert spared(one, crl.read_bytes(), THEN.replace(year=2050)).why == "CRL has expired"


def test_a_revoked_certificate_is_told(tmp_path: Path) -> None:
    served = an_unserved_authority(tmp_path)
    revoke(served.local)
    verdict = spared(served, (tmp_path / "crl.der").read_bytes())
    assert verdict.why == "the certificate was revoked (openssl: certificate revoked)"


def test_a_request_that_is_none_is_rejected_by_the_local_authority(one: Served) -> None:
    reply = openssl.inspect(one.local.answer(b"hello"))
    assert (reply.status, reply.granted) == ("Rejected.", False)
    assert "wrong format" in reply.explanation


def test_no_file_is_left_behind(one: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = one.local.answer(openssl.query(LIST))
    assert openssl.verify(LIST, answer, roots=one.local.roots).ok
    with pytest.raises(NotReadable):
        openssl.inspect(b"garbage")
    assert list(tmp_path.iterdir()) == []


def test_without_the_program_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoOpenssl, match="install the package openssl"):
        openssl.query(LIST)


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of that name that does something else."""
    program = folder / "openssl"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "#!/bin/sh\nexec sleep 60\n", monkeypatch)
    with pytest.raises(OpensslError, match=r"'openssl ts' took longer than 0\.1 s"):
        openssl.run("ts", folder=tmp_path, seconds=0.1)


def test_a_program_that_cannot_start_or_fails_is_our_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "#!/nowhere/at/all\n", monkeypatch)
    with pytest.raises(OpensslError, match="could not be started"):
        openssl.query(LIST)
    stand_in(tmp_path, "#!/bin/sh\necho 'out of luck' >&2\nexit 1\n", monkeypatch)
    with pytest.raises(OpensslError, match="'openssl ts -query' failed: out of luck"):
        openssl.query(LIST)
