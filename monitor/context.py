"""Under which circumstances looks are made: what a technician who doubts them would ask. Reads the system, bounded.

The list follows the French standard NF Z67-147 for records of web pages, as far as it applies to a program.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import ssl
import subprocess
import sys
from functools import cache
from importlib import metadata

from monitor import __version__
from monitor.canonical import canonical
from monitor.config.settings import Config

_VERSION = 1
_SECONDS = 5
_OFFSET_SECONDS = 1
"""It is asked for while looks go on, which wait."""
_DISTRIBUTION = "slotwatch"


def context_record(config: Config, *, user_agent: str, database: str, simulated: bool, host: str) -> str:
    """The record as canonical JSON; the same circumstances give the same bytes. Sealed lines name it by its hash.

    ``host`` stands for the machine's name without telling it; ``database`` is the version of SQLite.
    """
    packages = _packages()
    return canonical(
        {
            "v": _VERSION,
            "program": f"slotwatch {__version__}",
            "packages": packages,
            "packages_sha256": hashlib.sha256("\n".join(packages).encode()).hexdigest(),
            "python": platform.python_version(),
            "python_build": f"{platform.python_implementation()} {sys.version.split('[')[-1].rstrip(']')}",
            "openssl": ssl.OPENSSL_VERSION,
            "sqlite": database,
            "os": platform.platform(),
            "machine": host,
            "vantage": config.monitor.vantage,
            "contact": config.monitor.contact,
            "user_agent": user_agent,
            "cookies": "one jar for each look, empty at its beginning",
            "cache": "none",
            "proxy": "none: the proxies of the environment are not used",
            "scripts": "not run",
            "clock": "simulated" if simulated else clock_source(),
            "configuration_sha256": hashlib.sha256(canonical(config.effective).encode()).hexdigest(),
        }
    )


def host_id(salt: bytes) -> str:
    """The machine's name and identity as a salted hash: the same machine gives the same, and nobody can guess it."""
    return hashlib.sha256(salt + platform.node().encode() + _machine_id()).hexdigest()


def _machine_id() -> bytes:
    try:
        with open("/etc/machine-id", "rb") as file:  # noqa: PTH123  # no path is made of it
            return file.read(64)
    except OSError:
        return b""


@cache
def _packages() -> list[str]:
    """Name and version of slotwatch and of everything it is made of, as installed, and of nothing beside it."""
    found: dict[str, str] = {}
    wanted = [_DISTRIBUTION]
    while wanted:
        name = wanted.pop()
        key = name.lower().replace("_", "-")
        if key in found:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # of another system, or of an extra that is not installed
        found[key] = distribution.version
        wanted.extend(_name(one) for one in distribution.requires or () if "extra ==" not in one)
    return [f"{name}=={version}" for name, version in sorted(found.items())]


def _name(requirement: str) -> str:
    end = next((place for place, sign in enumerate(requirement) if not (sign.isalnum() or sign in "-_.")), None)
    return requirement[:end]


def clock_source() -> str:
    """What sets this machine's clock, in a word: ``chrony``, ``systemd-timesyncd`` ...; or that it is not known."""
    for program, words in (("chronyc", ("-c", "tracking")), ("ntpq", ("-c", "rv"))):
        if shutil.which(program) and _said(program, *words):
            return {"chronyc": "chrony", "ntpq": "ntpd"}[program]
    said = _said("timedatectl", "show", "--property=NTPSynchronized", "--property=NTP") if _has_systemd() else ""
    if "NTPSynchronized=yes" in said:
        return "systemd-timesyncd" if "NTP=yes" in said else "synchronised, by what is not known"
    return "not known to be synchronised"


def clock_offset() -> float | None:
    """By how many seconds chrony believes this clock to be ahead of true time; None where it cannot be asked."""
    said = _said("chronyc", "-c", "tracking", seconds=_OFFSET_SECONDS) if shutil.which("chronyc") else ""
    parts = said.split(",")
    try:
        return round(float(parts[4]), 6)
    except (IndexError, ValueError):
        return None


def _has_systemd() -> bool:
    return os.path.isdir("/run/systemd/system") and shutil.which("timedatectl") is not None  # noqa: PTH112  # as above


def _said(*command: str, seconds: float = _SECONDS) -> str:
    try:
        ran = subprocess.run(command, capture_output=True, timeout=seconds, check=False, text=True)  # noqa: S603  # fixed
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return ran.stdout if ran.returncode == 0 else ""
