"""What openssl prints about tokens and certificates, read; what a hostile authority writes into it stays text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.evidence import tokens
from monitor.evidence.tokens import NotReadable

TST = """Version: 1
Policy OID: 1.3.6.1.4.1.13762.3
Hash Algorithm: sha256
Message data:
    0000 - 98 ea 6e 4f 21 6f 2f b4-b6 9f ff 9b 3a 44 84 2c   ..nO!o/.....:D.,
    0010 - 38 68 6c a6 85 f3 f5 5d-c4 8c 5d 3f b1 10 7b e4   8hl....]..]?..{.
Serial number: 0x01F4
Time stamp: Nov  4 02:52:22 2026 GMT
Accuracy: 0x01 seconds, unspecified millis, unspecified micros
Ordering: no
Nonce: 0x945A059E6A444072
TSA: DirName:/O=Simulated/CN=tsa
Extensions:
"""


def test_a_token_states_its_digest_its_time_and_its_numbers() -> None:
    stamp = tokens.stamp(TST)
    assert stamp == tokens.Stamp(
        digest="98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4",
        algorithm="sha256",
        gen_time=datetime(2026, 11, 4, 2, 52, 22, tzinfo=UTC),
        accuracy=timedelta(seconds=1),
        serial=500,
        policy="1.3.6.1.4.1.13762.3",
        nonce=0x945A059E6A444072,
    )


@pytest.mark.parametrize(
    ("old", "new", "field", "expected", "why"),
    [
        ("Nonce: 0x945A059E6A444072", "Nonce: unspecified", "nonce", None, "nobody asked with one"),
        ("0x01 seconds, unspecified m", "unspecified seconds, 0x1F4 m", "accuracy", timedelta(seconds=0.5), "millis"),
        ("0x01 seconds, unspecified millis, unspecified micros", "unspecified", "accuracy", None, "it is optional"),
        ("0x01F4", "-0x05", "serial", -5, "some numbers are negative, by mistake"),
        ("sha256", "sha512", "algorithm", "sha512", "another algorithm is told, not hidden"),
        ("    0010 - 38 68 6c a6 85 f3 f5 5d-c4 8c 5d 3f b1 10 7b e4   8hl....]..]?..{.\n", "", "digest",
         "98ea6e4f216f2fb4b69fff9b3a44842c", "a shorter digest"),
        ("    0010 - 38 68 6c a6 85 f3 f5 5d-c4 8c 5d 3f b1 10 7b e4   8hl....]..]?..{.",
         "    0010 - 61 62 20 63 64                                    ab cd", "digest",
         "98ea6e4f216f2fb4b69fff9b3a44842c6162206364", "the letters beside the bytes are not bytes"),
    ],
)  # fmt: skip
def test_a_field_of_a_token(old: str, new: str, field: str, expected: object, why: str) -> None:
    assert old in TST
    assert getattr(tokens.stamp(TST.replace(old, new)), field) == expected, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("TST info:\nNot included.\n", "no token"),
        (TST.replace("Time stamp: Nov  4 02:52:22 2026 GMT", "Time stamp: Bad time value"), "no time"),
        (TST.replace("0x01F4", "many"), "no number"),
        (TST.replace("0x01 seconds", "0x" + "F" * 40 + " seconds"), "no accuracy anybody could mean"),
        ("TSA: x\n" + TST, "what comes after a name may be the name's own"),
    ],
)
def test_what_is_no_token_is_not_read(text: str, why: str) -> None:
    with pytest.raises(NotReadable):
        pytest.fail(f"{why}: {tokens.stamp(text)}")


def test_a_name_with_line_breaks_feigns_no_field() -> None:
    feigned = TST.replace("DirName:", "URI:http://x\nTime stamp: Nov  4 02:52:22 2001 GMT\nNonce: 0x01\nDirName:")
    assert tokens.stamp(feigned) == tokens.stamp(TST)


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Nov 22 02:52:22 2026 GMT", datetime(2026, 11, 22, 2, 52, 22, tzinfo=UTC), "as printed"),
        ("Feb  8 02:52:22 2035 GMT", datetime(2035, 2, 8, 2, 52, 22, tzinfo=UTC), "the day is padded"),
        ("Feb  8 02:52:22.5 2035 GMT", datetime(2035, 2, 8, 2, 52, 22, 500000, tzinfo=UTC), "a fraction"),
        ("Feb  8 02:52:22.12345678 2035 GMT", datetime(2035, 2, 8, 2, 52, 22, 123456, tzinfo=UTC), "a fine one"),
        ("Feb 30 02:52:22 2035 GMT", None, "no such day"),
        ("Fév  8 02:52:22 2035 GMT", None, "the program was told to speak English"),
        ("Zzz  8 02:52:22 2035 GMT", None, "no month"),
        ("Feb  8 02:52:22 2035", None, "without a zone it is no time"),
        ("Feb  8 02:52:22 0000 GMT", None, "no year"),
    ],
)
def test_a_time(text: str, expected: datetime | None, why: str) -> None:
    if expected:
        assert tokens.moment(text) == expected, why
    else:
        with pytest.raises(NotReadable, match="is no time"):
            pytest.fail(f"{why}: {tokens.moment(text)}")


@pytest.mark.parametrize(
    ("description", "failure", "expected", "why"),
    [
        ("unspecified", "unspecified", "", "it said nothing"),
        ("Bad request format or system error.", "the data submitted has the wrong format",
         "Bad request format or system error.; the data submitted has the wrong format", "words and a reason"),
        ("come\n\tback\x1b[31m later", "unspecified", "come back [31m later", "control characters go"),
        ("no\nStatus: Granted.\nStatus description: all is well", "unspecified",
         "no Status: Granted. Status description: all is well", "words feign no status"),
        ("x" * 1000, "unspecified", "x" * 300, "long words are cut"),
    ],
)  # fmt: skip
def test_a_refusal_is_told_in_the_authoritys_words(description: str, failure: str, expected: str, why: str) -> None:
    text = f"Status info:\nStatus: Rejected.\nStatus description: {description}\nFailure info: {failure}\n\nTST info:\n"
    assert tokens.status(text) == ("Rejected.", expected), why


def test_what_shows_no_status_is_not_read() -> None:
    with pytest.raises(NotReadable, match="no status"):
        tokens.status("Using configuration from /etc/ssl/openssl.cnf\n")


PREFIX = (
    "40471251C47F0000:error:17800064:time stamp routines:ts_verify_cert:certificate verify error:../crypto/x.c:188:"
)


@pytest.mark.parametrize(
    ("said", "expected", "why"),
    [
        (f"Using configuration from /etc/x\n{PREFIX}Verify error:certificate has expired\n",
         "a certificate had ended by then (openssl: certificate has expired)", "what it found, and what it means"),
        (f"{PREFIX}Verify error: something new\n", "something new", "what has no other words keeps its own"),
        ("40:error:17:time stamp routines:ts_check_imprints:message imprint mismatch:../c.c:508:\n",
         "it is about other content (openssl: message imprint mismatch)", "the reason is the sixth part"),
        ("O = Simulated, CN = inter\nerror 23 at 0 depth lookup: certificate revoked\nerror leaf: verification failed",
         "the certificate was revoked (openssl: certificate revoked)", "as the command verify says it"),
        ("", "no reason given", "it said nothing"),
        ("Killed\n", "no reason given", "nor anything of its own"),
    ],
)  # fmt: skip
def test_why_a_verification_failed(said: str, expected: str, why: str) -> None:
    assert tokens.failure(said) == expected, why


@pytest.mark.parametrize(
    ("said", "expected", "why"),
    [
        ("40:error:17:a routines:b:first:../c.c:5:\n40:error:17:a:b:second:../c.c:6:", "first; second", "all reasons"),
        ("ts: Unknown option\n", "ts: Unknown option", "words without a code"),
        ("", "no reason given", "none at all"),
    ],
)
def test_why_a_run_failed(said: str, expected: str, why: str) -> None:
    assert tokens.reason(said) == expected, why


CERTIFICATE = "notBefore=Nov 22 02:52:22 2026 GMT\nnotAfter=Feb  8 02:52:22 2035 GMT\nsubject=O = Simulated, CN = tsa\n"


@pytest.mark.parametrize(
    ("more", "expected", "why"),
    [
        ("No extensions in certificate\n", (), "none"),
        ("    Full Name:\n      URI:http://crl.example/a.crl\n    Full Name:\n      URI:https://crl.example/b.crl\n",
         ("http://crl.example/a.crl", "https://crl.example/b.crl"), "several, in order"),
        ("      URI:ldap://crl.example/cn=x\n", (), "LDAP is not asked"),
        ("      URI:http://crl.example/a.crl\nnotAfter=Feb  8 02:52:22 2099 GMT\n", ("http://crl.example/a.crl",),
         "what an issuer wrote feigns no date"),
    ],
)  # fmt: skip
def test_where_a_certificate_says_what_was_revoked(more: str, expected: tuple[str, ...], why: str) -> None:
    read = tokens.certificate(b"pem", CERTIFICATE + more)
    assert read.crl_urls == expected, why
    assert (read.subject, read.not_after) == ("O = Simulated, CN = tsa", datetime(2035, 2, 8, 2, 52, 22, tzinfo=UTC))


def test_certificates_are_taken_out_of_what_stands_around_them() -> None:
    one = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
    text = b"subject=x\r\n" + one.replace(b"\n", b"\r\n") + b"\r\nsubject=y\n" + one
    assert tokens.pem_blocks(text) == [one + b"\n", one + b"\n"]
    assert tokens.pem_blocks(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----") == []
