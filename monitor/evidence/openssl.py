"""The one door to the ``openssl`` program: asks for, reads and verifies time stamps; its files are private and go."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.evidence import tokens
from monitor.evidence.tokens import Certificate, NotReadable, Reply, Stamp, Token, Verdict, pem_blocks

SECONDS = 20.0
"""How long one run of the program may take."""
MOST_BYTES = 256 * 1024
"""No answer of an authority is longer: one with its chain has 2 to 6 KB."""


class OpensslError(Exception):
    """The program could not do its work: our failure, nobody else's. The text says what to do."""


class NoOpenssl(OpensslError):
    """There is no such program on this machine."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of the program that came to its end."""

    ok: bool
    out: str
    said: str
    """What it wrote about errors."""


def run(*arguments: str, folder: Path, seconds: float = SECONDS) -> Ran:
    """Run the program in a folder, without a shell and without input. Raises ``OpensslError``."""
    program = shutil.which("openssl")
    if program is None:
        raise NoOpenssl("the program 'openssl' is not here: install the package openssl (3.0 or later), then try again")
    try:
        done = subprocess.run(  # noqa: S603  # the arguments are ours: what others send goes into files
            [program, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        raise OpensslError(f"'openssl {arguments[0]}' took longer than {seconds:g} s: is the machine busy?") from None
    except OSError as error:
        raise OpensslError(f"{program} could not be started: {error}") from error
    return Ran(done.returncode == 0, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def query(digest: str) -> bytes:
    """A question for a time stamp over a SHA-256 digest (hexadecimal), with a nonce, asking for certificates.

    Raises ``ValueError`` where it is no digest, and ``OpensslError``.
    """
    with _private() as folder:
        asked = run("ts", "-query", "-digest", _checked(digest), "-sha256", "-cert", "-out", "tsq", folder=folder)
        if not asked.ok:
            raise OpensslError(f"'openssl ts -query' failed: {tokens.reason(asked.said)}")
        return (folder / "tsq").read_bytes()


def nonce_of(question: bytes) -> int | None:
    """The nonce in a question for a time stamp. Raises ``NotReadable`` and ``OpensslError``."""
    with _private(tsq=question) as folder:
        shown = run("ts", "-query", "-in", "tsq", "-text", folder=folder)
    nonces = [line.removeprefix("Nonce: ") for line in shown.out.splitlines() if line.startswith("Nonce: ")]
    if not shown.ok or len(nonces) != 1:
        raise NotReadable("this is no question for a time stamp (RFC 3161)")
    return tokens.number(nonces[0])


def inspect(reply: bytes, *, intermediates: bytes = b"") -> Reply:
    """Read an authority's answer without believing it.

    ``intermediates`` (PEM) may hold the signer's certificate where the token does not. Raises ``NotReadable`` and
    ``OpensslError``.
    """
    with _private(tsr=reply, extra=intermediates) as folder:
        status, explanation = tokens.status(_shown("-text", folder=folder))
        if not status.startswith("Granted"):
            return Reply(status, explanation, None)
        stamp = _stamp(folder)
        _shown("-token_out", "-out", "token", folder=folder)
        listed = run("pkcs7", "-inform", "DER", "-in", "token", "-print_certs", folder=folder)
        came = b"".join(pem_blocks(listed.out.encode()))
        return Reply(status, explanation, Token(stamp, came, _signer(folder, _if_any("-certfile", intermediates))))


def verify(
    digest: str, reply: bytes, *, roots: bytes, intermediates: bytes = b"", at: datetime | None = None
) -> Verdict:
    """Whether an answer holds a time stamp over this SHA-256 digest that leads to one of the roots (PEM).

    Certificates are judged as of the token's own time, or ``at``: the program would judge them as of now, and every
    token would fail once its authority's certificate has ended. Raises ``OpensslError``.
    """
    with _private(tsr=reply, roots=roots, extra=intermediates) as folder:
        try:
            stamp = _stamp(folder)
        except NotReadable as error:
            return Verdict(False, str(error))
        if stamp.algorithm != "sha256":
            return Verdict(False, f"it is about a digest by {stamp.algorithm}, not by SHA-256")
        checked = run(
            *("ts", "-verify", "-digest", _checked(digest), "-in", "tsr", "-CAfile", "roots"),
            *_if_any("-untrusted", intermediates),
            *("-attime", _epoch(at or stamp.gen_time)),
            folder=folder,
        )
    return Verdict(True) if checked.ok else Verdict(False, tokens.failure(checked.said))


def unrevoked(certificate: bytes, crl: bytes, *, roots: bytes, intermediates: bytes, at: datetime) -> Verdict:
    """Whether a revocation list (DER or PEM) is its issuer's own, was in force at a time, and spares a certificate.

    ``intermediates`` must hold the issuer's certificate unless it is a root. Raises ``OpensslError``.
    """
    with _private(leaf=certificate, crl=crl, roots=roots, extra=intermediates) as folder:
        if not any(run("crl", "-inform", form, "-in", "crl", "-out", "list", folder=folder).ok for form in _FORMS):
            return Verdict(False, "this is no revocation list")
        checked = run(
            *("verify", "-crl_check", "-CRLfile", "list", "-attime", _epoch(at), "-purpose", "timestampsign"),
            *("-CAfile", "roots", *_if_any("-untrusted", intermediates), "leaf"),
            folder=folder,
        )
    return Verdict(True) if checked.ok else Verdict(False, tokens.failure(checked.said))


def certificates(reply: bytes) -> bytes:
    """The certificates that came with a token, PEM; empty if none did. Raises ``NotReadable`` and ``OpensslError``."""
    token = inspect(reply).token
    if token is None:
        raise NotReadable("no token was granted")
    return token.certificates


def describe(pem: bytes) -> Certificate:
    """The facts of the first certificate in a PEM file. Raises ``NotReadable`` and ``OpensslError``."""
    first = next(iter(pem_blocks(pem)), b"")
    with _private(pem=first) as folder:
        shown = run(
            *("x509", "-in", "pem", "-noout", "-dates", "-subject", "-nameopt", "oneline,utf8,-esc_msb"),
            *("-ext", "crlDistributionPoints"),
            folder=folder,
        )
    return tokens.certificate(first, shown.out)


def not_after(pem: bytes) -> datetime:
    """When the first of these certificates ends. Raises ``NotReadable`` and ``OpensslError``."""
    return min(describe(block).not_after for block in pem_blocks(pem) or [b""])


_FORMS = ("DER", "PEM")


@contextmanager
def _private(**files: bytes) -> Iterator[Path]:
    """A folder that nobody else can read and that is gone afterwards, with these files."""
    with tempfile.TemporaryDirectory(prefix="slotwatch-") as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        yield Path(folder)


def _checked(digest: str) -> str:
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise ValueError("a SHA-256 digest has 64 hexadecimal digits in lower case")
    return digest


def _shown(*wanted: str, folder: Path) -> str:
    """What the program prints of the answer in the folder. Raises ``NotReadable`` where it is none."""
    if (folder / "tsr").stat().st_size > MOST_BYTES:
        raise NotReadable(f"it is longer than {MOST_BYTES} bytes")
    shown = run("ts", "-reply", "-in", "tsr", *wanted, folder=folder)
    if not shown.ok:
        raise NotReadable("it holds no time-stamp token (RFC 3161)")
    return shown.out


def _stamp(folder: Path) -> Stamp:
    return tokens.stamp(_shown("-token_out", "-text", folder=folder))


def _signer(folder: Path, more: tuple[str, ...]) -> Certificate | None:
    """Whose signature fits the token in the folder; a list of certificates alone does not say which one signed."""
    fits = run(
        *("cms", "-verify", "-noverify", "-inform", "DER", "-in", "token", *more),
        *("-signer", "signer", "-binary", "-out", "content"),
        folder=folder,
    )
    return describe((folder / "signer").read_bytes()) if fits.ok else None


def _if_any(option: str, intermediates: bytes) -> tuple[str, ...]:
    """The program refuses an empty file of certificates."""
    return (option, "extra") if pem_blocks(intermediates) else ()


def _epoch(moment: datetime) -> str:
    return str(int(moment.timestamp()))
