"""Shared by all tests: nobody talks to anything but this machine."""

import ipaddress
import socket
import sys

import pytest


def _is_local(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = str(host).split("%", maxsplit=1)[0]
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        pass
    try:
        return socket.inet_aton(text)[0] == 127  # 127.1, 2130706433 and other old spellings
    except OSError:
        return False


def _guard(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = args[1]
        if isinstance(address, tuple) and not _is_local(address[0]):
            raise ConnectionRefusedError(f"tests stay on this machine: {address[0]}")
    elif event == "socket.getaddrinfo" and not _is_local(args[0]):
        raise socket.gaierror(socket.EAI_NONAME, f"tests stay on this machine: {args[0]!r}")


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> None:
    """A connection or a name look-up that would leave this machine fails; an audit hook sees every library's."""
    sys.addaudithook(_guard)
