"""Time-stamp tokens and certificates (RFC 3161, RFC 5280), read from what ``openssl`` prints of them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_MOST_WORDS = 300


class NotReadable(Exception):
    """What another machine sent is not what it should be, in words."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Facts of one X.509 certificate."""

    pem: bytes
    subject: str
    not_before: datetime
    not_after: datetime
    crl_urls: tuple[str, ...]
    """Where its issuer says which certificates were revoked; http and https only."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token states; nothing of it is proved before it was verified."""

    digest: str
    """Hexadecimal, of the ``algorithm``."""
    algorithm: str
    gen_time: datetime
    """UTC."""
    accuracy: timedelta | None
    serial: int
    policy: str
    nonce: int | None


@dataclass(frozen=True, slots=True)
class Token:
    """A stamp, and whose it is."""

    stamp: Stamp
    certificates: bytes
    """PEM, as they came with it; may be empty."""
    signer: Certificate | None
    """None where its signature does not fit, or its signer's certificate is not there."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An authority's answer, read."""

    status: str
    """As openssl words it: ``Granted.``, ``Rejected.`` ..."""
    explanation: str
    """The authority's own words and its reason, on one line without control characters; empty where it gave none."""
    token: Token | None
    """None where none was granted."""

    @property
    def granted(self) -> bool:
        return self.token is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it holds, and if not, why, in words."""

    ok: bool
    why: str = ""


_STATUS = re.compile(r"Status info:\nStatus: ([^\n]*)\nStatus description: (.*)\nFailure info: ([^\n]*)\n", re.DOTALL)
_STAMP = re.compile(
    r"""Version:[ ][^\n]*\n
    Policy[ ]OID:[ ](?P<policy>[^\n]*)\n
    Hash[ ]Algorithm:[ ](?P<algorithm>[^\n]*)\n
    Message[ ]data:\n(?P<dump>(?:[ ]{4}[0-9a-f]{4}[ ]-[ ][^\n]*\n)+)
    Serial[ ]number:[ ](?P<serial>[^\n]*)\n
    Time[ ]stamp:[ ](?P<time>[^\n]*)\n
    Accuracy:[ ](?P<accuracy>[^\n]*)\n
    Ordering:[ ][^\n]*\n
    Nonce:[ ](?P<nonce>[^\n]*)\n""",
    re.VERBOSE,
)
_TIME = re.compile(r"([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6})\d*)? (\d{4}) GMT")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ACCURACY = re.compile(r"(\S+) seconds, (\S+) millis, (\S+) micros")
_CERTIFICATE = re.compile(r"notBefore=([^\n]*)\nnotAfter=([^\n]*)\nsubject=([^\n]*)\n")
_VERIFY_ERROR = re.compile(r"Verify error: ?([^\n]+)|^error \d+ at \d+ depth lookup: ([^\n]+)", re.MULTILINE)
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----")


def pem_blocks(text: bytes) -> list[bytes]:
    """Each certificate of a PEM file, in order, with a line break and without what stands between them."""
    return [block.replace(b"\r\n", b"\n") + b"\n" for block in _PEM.findall(text)]


def status(text: str) -> tuple[str, str]:
    """The status and the authority's explanation, from ``ts -reply -text``. Raises ``NotReadable``.

    The explanation is the authority's own text, line breaks and all: only the status stands where nothing can feign it.
    """
    found = _STATUS.match(text)
    if not found:
        raise NotReadable("openssl shows no status in it")
    given = [tidy(words) for words in found.groups()[1:] if words.strip() != "unspecified"]
    return found[1], "; ".join(given)


def stamp(text: str) -> Stamp:
    """What a token states, from ``ts -reply -token_out -text``. Raises ``NotReadable``.

    Only the fields before the authority's name are read, in their order: a name may hold line breaks, and feign fields.
    """
    found = _STAMP.match(text)
    if not found:
        raise NotReadable("openssl shows no time-stamp token in it")
    return Stamp(
        digest=_dumped(found["dump"]),
        algorithm=found["algorithm"],
        gen_time=moment(found["time"]),
        accuracy=_accuracy(found["accuracy"]),
        serial=number(found["serial"]) or 0,
        policy=found["policy"],
        nonce=number(found["nonce"]),
    )


def certificate(pem: bytes, text: str) -> Certificate:
    """From ``x509 -dates -subject -ext crlDistributionPoints`` with the subject's line breaks escaped.

    Raises ``NotReadable``. The dates come first: what an issuer wrote into the addresses cannot pass for them.
    """
    found = _CERTIFICATE.match(text)
    if not found:
        raise NotReadable("this is no X.509 certificate")
    urls = tuple(re.findall(r"\bURI:(https?://[!-~]+)", text[found.end() :]))
    return Certificate(pem, tidy(found[3]), moment(found[1]), moment(found[2]), urls)


def moment(text: str) -> datetime:
    """``Nov  4 02:52:22.5 2026 GMT`` as UTC. Raises ``NotReadable``."""
    found = _TIME.fullmatch(text)
    if not found or found[1] not in _MONTHS:
        raise NotReadable(f"{tidy(text)!r} is no time")
    month, day, hour, minute, second, fraction, year = found.groups(default="")
    numbers = (int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second))
    try:
        return datetime(*numbers, int(fraction.ljust(6, "0")), tzinfo=UTC)
    except ValueError:  # a 31st of February, a year 0
        raise NotReadable(f"{tidy(text)!r} is no time") from None


def number(text: str) -> int | None:
    """``0x01F4`` or ``-0x05``; None for ``unspecified``. Raises ``NotReadable``."""
    if text == "unspecified":
        return None
    if not re.fullmatch(r"-?0x[0-9A-Fa-f]{1,200}", text):
        raise NotReadable(f"{tidy(text)!r} is no number")
    return int(text, 16)


def failure(said: str) -> str:
    """Why ``ts -verify`` or ``verify`` failed: its own words, and what they mean where that helps."""
    found = _VERIFY_ERROR.search(said)
    words = tidy(found[1] or found[2]) if found else next(iter(_reasons(said)), "no reason given")
    return f"{_MEANINGS[words]} (openssl: {words})" if words in _MEANINGS else words


_MEANINGS = {
    "message imprint mismatch": "it is about other content",
    "certificate has expired": "a certificate had ended by then",
    "certificate is not yet valid": "a certificate was not valid yet by then",
    "unable to get local issuer certificate": "its certificates do not lead to a trusted root",
    "self-signed certificate in certificate chain": "its certificates lead to a root that is not trusted",
    "self signed certificate in certificate chain": "its certificates lead to a root that is not trusted",
    "signer certificate not found": "it carries no certificate of its signer, and none was handed in",
    "signature failure": "it was altered: its signature does not fit",
    "digest failure": "it was altered: its signature does not fit",
    "certificate revoked": "the certificate was revoked",
}


def _reasons(said: str) -> list[str]:
    """The reason of each line of openssl's error queue: ``id:error:code:library:function:reason:file:line:``."""
    lines = (line.split(":") for line in said.splitlines())
    return [tidy(fields[5]) for fields in lines if len(fields) > 6 and fields[1] == "error"]


def reason(said: str) -> str:
    """Why a run failed, in openssl's words."""
    return "; ".join(_reasons(said)) or tidy(said) or "no reason given"


def tidy(text: str) -> str:
    """Foreign text on one line, without control characters, cut where it is long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_MOST_WORDS]


def _dumped(dump: str) -> str:
    """The bytes of a hex dump: after ``    0000 - `` come up to 16, three columns each, and then their letters."""
    return "".join("".join(re.findall(r"[0-9a-f]{2}", line[11:59])) for line in dump.splitlines())


def _accuracy(text: str) -> timedelta | None:
    found = _ACCURACY.fullmatch(text)
    if not found:
        return None
    seconds, millis, micros = (number(part) or 0 for part in found.groups())
    try:
        return timedelta(seconds=seconds, milliseconds=millis, microseconds=micros)
    except OverflowError:
        raise NotReadable("its accuracy is no span of time") from None
