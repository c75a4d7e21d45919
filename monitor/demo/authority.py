"""A time-stamping authority of the demo's own, made and run with openssl: keys in a folder, served as an ASGI app."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from monitor.evidence.openssl import OpensslError, run
from monitor.evidence.tokens import reason

VALID = ("20150101000000Z", "20450101000000Z")
"""From and until when its certificates are valid: simulated time is in between, too."""
CRL_PATH = "/crl"

_NAME = "slotwatch demo (simulated)"
_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
_CONFIG = """
[req]
distinguished_name = req_name
[req_name]

[ca]
default_ca = here
[here]
database = index.txt
crlnumber = crlnumber
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any_name
unique_subject = no
[any_name]
organizationName = optional
commonName = supplied

[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[intermediate]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
{crl}

[stamps]
serial = serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""

Message = MutableMapping[str, Any]


class LocalAuthority:
    """A root, an intermediate and a signer whose keys lie open in a folder: it proves nothing to anybody."""

    def __init__(self, folder: Path) -> None:
        """One that ``create`` has made."""
        self._folder = folder
        self._turn = threading.Lock()

    @classmethod
    def create(cls, folder: Path, *, crl_url: str = "", valid: tuple[str, str] = VALID) -> LocalAuthority:
        """Make keys and certificates; ``valid`` holds for the signer's. Takes 0.1 s. Raises ``OpensslError``."""
        folder.mkdir(parents=True, exist_ok=True)
        crl = f"crlDistributionPoints = URI:{crl_url}" if crl_url else ""
        (folder / "openssl.cnf").write_text(_CONFIG.format(crl=crl), encoding="utf-8")
        (folder / "index.txt").touch()
        (folder / "crlnumber").write_text("01\n", encoding="ascii")
        (folder / "serial").write_text("01\n", encoding="ascii")
        made = cls(folder)
        made._certify("root", "root", VALID)
        made._certify("intermediate", "root", VALID)
        made._certify("signer", "intermediate", valid)
        made.publish_revocations()
        return made

    @property
    def roots(self) -> bytes:
        """PEM: what those who believe it trust."""
        return (self._folder / "root.pem").read_bytes()

    @property
    def intermediates(self) -> bytes:
        """PEM; its tokens carry it, too."""
        return (self._folder / "intermediate.pem").read_bytes()

    def answer(self, request: bytes) -> bytes:
        """A time-stamp response for a request, by the machine's clock; a rejection for what is none."""
        with self._turn, tempfile.TemporaryDirectory(prefix="slotwatch-") as scratch:  # tokens take numbers in turn
            asked, answered = Path(scratch, "tsq"), Path(scratch, "tsr")
            asked.write_bytes(request)
            self._run(
                *("ts", "-reply", "-config", "openssl.cnf", "-section", "stamps", "-queryfile", str(asked)),
                *("-signer", "signer.pem", "-inkey", "signer.key", "-chain", "intermediate.pem"),
                *("-out", str(answered)),
            )
            return answered.read_bytes()

    def publish_revocations(self) -> None:
        """Issue the intermediate's revocation list anew, in force as long as the demo's certificates."""
        self._run(
            *("ca", "-config", "openssl.cnf", "-gencrl", "-cert", "intermediate.pem", "-keyfile", "intermediate.key"),
            *("-crl_lastupdate", VALID[0], "-crl_nextupdate", VALID[1], "-out", "crl.pem"),
        )
        self._run("crl", "-in", "crl.pem", "-outform", "DER", "-out", "crl.der")

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """POST a request anywhere, GET the revocation list (ASGI)."""
        if scope["type"] != "http":
            return
        body = bytearray()
        while (part := await receive())["type"] == "http.request":
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        status, kind, content = 404, b"text/plain", b"nothing here\n"
        if scope["method"] == "POST":
            content = await asyncio.to_thread(self.answer, bytes(body))
            status, kind = 200, b"application/timestamp-reply"
        elif scope["path"] == CRL_PATH:
            status, kind, content = 200, b"application/pkix-crl", (self._folder / "crl.der").read_bytes()
        headers = [(b"content-type", kind), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def _certify(self, name: str, issuer: str, valid: tuple[str, str]) -> None:
        self._run(
            *("req", "-new", "-config", "openssl.cnf", *_CURVE, "-nodes"),
            *("-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/O={_NAME}/CN={name}"),
        )
        by = ("-selfsign",) if issuer == name else ("-cert", f"{issuer}.pem")
        self._run(
            *("ca", "-config", "openssl.cnf", "-batch", "-notext", "-extensions", name, "-in", f"{name}.csr"),
            *(*by, "-keyfile", f"{issuer}.key", "-startdate", valid[0], "-enddate", valid[1], "-out", f"{name}.pem"),
        )

    def _run(self, *arguments: str) -> None:
        ran = run(*arguments, folder=self._folder)
        if not ran.ok:
            raise OpensslError(f"the demo's authority: 'openssl {arguments[0]}' failed: {reason(ran.said)}")
