"""The door to apprise: sends one message to one receiver and says what became of it. A process of its own each time.

``python -m monitor.notify.deliver`` reads ``Delivery`` as JSON on stdin and writes ``Answer`` as JSON on stdout.
It dies with the process that started it, which may also kill it at any time.
"""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from monitor.notify.redact import without_secrets

_PR_SET_PDEATHSIG = 1
_PATIENCE_SECONDS = 20.0
"""For a service to answer; apprise's own 4 would make a slow one seem broken, and the same message come again."""
_CAUSE = re.compile(r"Exception: (?:.*(?:Pool|Connection)\(host=[^)]*\): )?(.*?)[\"')]*$", re.DOTALL)
"""apprise says why a connection failed at its debug level only, and with much around it."""
_REFUSED = re.compile(
    r"\berror=(?!504)[1-5]\d\d\b"  # the service's own answer; 504 is a gateway's that does not know
    r"|\(\d{3}, b'"  # SMTP's
    r"|Connection refused|Failed to establish a new connection|timed out\. \(connect timeout"
    r"|Name or service not known|name resolution|No address associated|No route to host|Network is unreachable"
    r"|CERTIFICATE_VERIFY_FAILED"
)
_ACCEPTED = re.compile(r"^Sent |^SMTP recipient .* was refused")
"""What apprise notes of parts or recipients that were accepted; mail servers name the refused ones only."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is to be sent where; the URL is a secret and not part of the text form."""

    url: str = field(repr=False)
    title: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a delivery."""

    error: str
    """Empty: the service accepted it. Else why not, in words without the URL or any part of it."""
    doubt: bool = False
    """Whether it may have arrived in spite of the error: only the very same message may be sent again."""


def deliver(url: str, title: str, text: str, html: str) -> Answer:
    """Send to the service that the URL names: HTML to what sends mail, plain text that stays plain to all others."""
    from apprise import Apprise

    services = Apprise(asset=_asset())
    with _said() as said:
        if not services.add(url):
            return Answer("no service is known for this URL")
        accepted = [_send(service, title, text, html) for service in services]
    if all(accepted):
        return Answer("")
    lines = [message for _, message in said]
    refused = any(map(_REFUSED.search, lines)) and not any(map(_ACCEPTED.search, lines))
    return Answer(without_secrets(_reason(said), url), doubt=not refused)


def _asset() -> Any:
    from apprise import AppriseAsset
    from apprise.common import PersistentStoreMode

    return AppriseAsset(
        app_id="slotwatch",
        app_desc="slotwatch",
        async_mode=False,  # no threads: this process does one thing and may be killed at it
        service_timeout=0,  # it is the sender that limits the time
        storage_mode=PersistentStoreMode.MEMORY,
        interpret_escapes=False,
        interpret_emojis=False,
        pgp_autogen=False,
        pem_autogen=False,
    )


def _send(service: Any, title: str, text: str, html: str) -> bool:
    from apprise import Apprise, NotifyFormat
    from apprise.common import OverflowMode
    from apprise.plugins import NotifyBase

    # Chats that know some HTML (Telegram) have no title of their own; mail has.
    takes_html = service.resolve_format(None) == NotifyFormat.HTML and service.title_maxlen > 0
    if service.overflow_mode == OverflowMode.UPSTREAM and service.body_maxlen < NotifyBase.body_maxlen:
        service.overflow_mode = OverflowMode.SPLIT  # a service refuses what is too long for it
    service.socket_connect_timeout = max(service.socket_connect_timeout, _PATIENCE_SECONDS)  # mail: also for answers
    service.socket_read_timeout = max(service.socket_read_timeout, _PATIENCE_SECONDS)
    one = Apprise(asset=service.asset)
    one.add(service)
    if html and takes_html:
        result = one.notify(body=html, title=title, body_format=NotifyFormat.HTML)
    else:
        result = one.notify(body=text, title=title, body_format=NotifyFormat.TEXT)
    # A URL with "optional=yes" makes the result true whatever happened; the attempts tell.
    return bool(result) and all(bool(each.attempts) and bool(each.attempts[-1]) for each in result.results)


@contextmanager
def _said() -> Iterator[list[tuple[int, str]]]:
    """Collect what apprise logs, and keep it from all other logs: it may hold secrets."""
    lines: list[tuple[int, str]] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append((record.levelno, record.getMessage()))

    log = logging.getLogger("apprise")
    handler, before = Collect(), (log.level, log.propagate)
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    log.propagate = False
    try:
        yield lines
    finally:
        log.removeHandler(handler)
        log.level, log.propagate = before


def _reason(said: list[tuple[int, str]]) -> str:
    warnings = [message for level, message in said if level >= logging.WARNING]
    causes = [cause[1] for _, message in said if (cause := _CAUSE.search(message))]
    words = [*warnings[-1:], *causes[-1:]]
    return " ".join(words) or "the service did not accept the message"


def _die_with(parent: int) -> None:
    """End when the process that started this one ends, however it does: nothing is sent behind the sender's back."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def main() -> int:
    """Deliver what stdin says; see the module."""
    order = json.loads(sys.stdin.buffer.read())
    _die_with(order.pop("parent"))
    answers = os.dup(1)
    os.dup2(2, 1)  # a plugin that prints must not garble the answer
    try:
        answer = deliver(**order)
    except Exception as error:  # noqa: BLE001 a plugin may raise anything; the text could hold the URL, the type does not
        answer = Answer(f"an error of ours or of the service's plugin: {type(error).__name__}", doubt=True)
    with os.fdopen(answers, "w", encoding="utf-8") as out:
        json.dump(asdict(answer), out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
