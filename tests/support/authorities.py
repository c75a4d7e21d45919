"""Time-stamping authorities on loopback: one that works, ones that do not, and tokens of any date and content."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.config.settings import Authority
from monitor.demo.authority import CRL_PATH, VALID, LocalAuthority
from monitor.demo.play import serve
from monitor.evidence import openssl

needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None and os.environ.get("CI") != "true",
    reason="the program openssl is not installed here",
)

App = Callable[[Any, Any, Any], Awaitable[None]]
Message = MutableMapping[str, Any]


@dataclass(frozen=True)
class Served:
    """A working authority and how it would be configured."""

    local: LocalAuthority
    authority: Authority

    def with_url(self, url: str) -> Authority:
        """The same trust, another address."""
        return replace(self.authority, url=url)


@asynccontextmanager
async def an_authority(
    folder: Path, *, name: str = "local", valid: tuple[str, str] = VALID, qualified: bool = False
) -> AsyncIterator[Served]:
    """An authority that answers as long as the block runs; ``valid`` holds for its signer's certificate.

    Its certificate names the address of its revocation list, so it is made once the port is known.
    """
    made: list[LocalAuthority] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await made[0](scope, receive, send)

    async with serve(app) as base:
        made.append(LocalAuthority.create(folder, crl_url=base + CRL_PATH, valid=valid))
        yield Served(made[0], Authority(name, f"{base}/tsr", made[0].roots, qualified=qualified))


def an_unserved_authority(folder: Path, *, valid: tuple[str, str] = VALID) -> Served:
    """One that is asked by ``local.answer`` and ``stamp_at`` only."""
    local = LocalAuthority.create(folder, valid=valid)
    return Served(local, Authority("local", "http://127.0.0.1:9/tsr", local.roots))


def service(body: bytes, status: int = 200, kind: bytes = b"application/timestamp-reply") -> App:
    """One that always says the same: garbage, HTML, an error, an old token."""

    async def app(_scope: Any, receive: Callable[[], Awaitable[Message]], send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


async def silent(_scope: Any, receive: Callable[[], Awaitable[Message]], _send: Any) -> None:
    """One that takes the question and never answers, until whoever asked has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def closed_port() -> int:
    """Where nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def stamp_at(
    local: LocalAuthority, digest: str, gen_time: datetime, *, nonce: int | None = None, said_by: bytes = b""
) -> bytes:
    """An answer whose token has any date: what an authority with another clock would have said.

    ``openssl ts -reply`` knows its own clock only; so the token's content is written here and signed as CMS (RFC 3161,
    2.4.2; RFC 5652). ``said_by`` is a URI that is put as the authority's name, whatever it holds.
    """
    folder = local._folder
    content = _tst_info(digest, gen_time, nonce, said_by)
    (folder / "tst.der").write_bytes(content)
    signed = openssl.run(
        *("cms", "-sign", "-binary", "-nodetach", "-cades", "-md", "sha256", "-in", "tst.der", "-outform", "DER"),
        *("-econtent_type", "1.2.840.113549.1.9.16.1.4", "-signer", "signer.pem", "-inkey", "signer.key"),
        *("-certfile", "intermediate.pem", "-out", "token.der"),
        folder=folder,
    )
    assert signed.ok, signed.said
    return response(0, token=(folder / "token.der").read_bytes())


def response(status: int, *, text: str = "", token: bytes = b"") -> bytes:
    """A time-stamp response (RFC 3161, 2.4.2): 0 is granted, 2 is rejection."""
    words = _der(0x30, _der(0x0C, text.encode())) if text else b""
    return _der(0x30, _der(0x30, _int(status) + words) + token)


def revoke(local: LocalAuthority) -> None:
    """Put the signer's certificate on the list of its issuer."""
    by = ("-cert", "intermediate.pem", "-keyfile", "intermediate.key")
    local._run("ca", "-config", "openssl.cnf", *by, "-revoke", "signer.pem")
    local.publish_revocations()


_POLICY = bytes.fromhex("06082b06010401eb4203")
"""1.3.6.1.4.1.13762.3, in DER."""


def _tst_info(digest: str, gen_time: datetime, nonce: int | None, said_by: bytes) -> bytes:
    sha256 = _der(0x30, bytes.fromhex("0609608648016503040201") + b"\x05\x00")
    fields = [
        _int(1),
        _POLICY,
        _der(0x30, sha256 + _der(0x04, bytes.fromhex(digest))),
        _int(7),
        _der(0x18, f"{gen_time.astimezone(UTC):%Y%m%d%H%M%S}Z".encode()),
        _der(0x30, _int(1)),
        _int(nonce) if nonce is not None else b"",
        _der(0xA0, _der(0x86, said_by)) if said_by else b"",
    ]
    return _der(0x30, b"".join(fields))


def _int(number: int) -> bytes:
    return _der(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True))


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + content
