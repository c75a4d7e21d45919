"""What a service manager is told: sd_notify(3) and its watchdog. Touches the socket that the environment names."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping


class ServiceManager:
    """systemd, where it started us; else nobody, and nothing is sent."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")
        own = environ.get("WATCHDOG_PID", "") in ("", str(os.getpid()))
        microseconds = environ.get("WATCHDOG_USEC", "")
        self.watchdog_seconds = int(microseconds) / 1e6 if own and microseconds.isdecimal() else 0.0
        """How long we may be silent before we are started anew; 0: no one minds."""

    def tell(self, **state: str) -> None:
        """Send a state such as ``READY="1"``. Who does not listen is no reason to stop watching."""
        if not self._address:
            return
        # A leading @ stands for the null byte of the abstract namespace (unix(7)).
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        lines = "\n".join(f"{name}={value}" for name, value in state.items())
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.sendto(lines.encode(), address)
        except OSError:
            return
