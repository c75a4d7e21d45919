"""The operator's signature on a day's list, by ``ssh-keygen -Y``: who said it. The one door to that program."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

NAMESPACE = "slotwatch"
"""Of the signature: one made for something else is no signature of a list."""
_SECONDS = 20


class NotSigned(Exception):
    """A signature could not be made; says what to do."""


def sign(content: bytes, key: Path) -> str:
    """The signature in OpenSSH's armoured form. Raises ``NotSigned``."""
    with tempfile.TemporaryDirectory(prefix="slotwatch-") as folder:
        file = Path(folder) / "list"
        file.write_bytes(content)
        ran = _run("-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(file))
        made = file.with_name("list.sig")
        if ran.returncode != 0 or not made.exists():
            why = ran.stderr.decode(errors="replace").strip().splitlines()
            raise NotSigned(f"{key}: no signature could be made: {why[-1] if why else 'ssh-keygen said nothing'}")
        return made.read_text("ascii")


def verifies(content: bytes, signature: str, public_key: str, *, identity: str = "operator") -> bool:
    """Whether a signature over some bytes is that of a public key, as in the file ``id_ed25519.pub``."""
    with tempfile.TemporaryDirectory(prefix="slotwatch-") as folder:
        signers, made = Path(folder) / "signers", Path(folder) / "list.sig"
        signers.write_text(f"{identity} {public_key.strip()}\n", "utf-8")
        made.write_text(signature, "ascii", errors="replace")
        names = ("-f", str(signers), "-I", identity, "-n", NAMESPACE, "-s", str(made))
        return _run("-Y", "verify", *names, content=content).returncode == 0


def public_key(key: Path) -> str:
    """The public part of a private key. Raises ``NotSigned``."""
    ran = _run("-y", "-P", "", "-f", str(key))
    if ran.returncode != 0:
        raise NotSigned(f"{key}: not a private key without passphrase; make one: ssh-keygen -t ed25519 -N '' -f {key}")
    return ran.stdout.decode("ascii", "replace").strip()


def _run(*arguments: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  # fixed words and our own file names, never through a shell
            ["ssh-keygen", *arguments],  # noqa: S607  # wherever the system has it
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise NotSigned("ssh-keygen is not installed; install openssh-client, or leave sign_key out") from None
    except subprocess.TimeoutExpired:
        raise NotSigned("ssh-keygen did not answer; does the key have a passphrase?") from None
