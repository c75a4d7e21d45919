"""Shows a built site on loopback, with the headers that a web server should send. Reads the folder, opens one port."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from monitor.site.view import POLICY

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "interest-cohort=()",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}
"""Files may be asked for by other sites: badges and strips are meant to be shown there."""
EMBED = "embed/"
"""What may stand in a frame of another site."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".png": "image/png",
    ".sha256": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    "": "application/octet-stream",
}


class _Handler(SimpleHTTPRequestHandler):
    """One request: files of the folder, nothing listed, headers as they should be."""

    extensions_map = _TYPES
    server_version = "slotwatch"
    sys_version = ""

    def __init__(self, *given: object, folder: Path, say: Callable[[str], None], **more: object) -> None:
        self._say = say
        super().__init__(*given, directory=str(folder), **more)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        inside = posixpath.normpath(self.path.partition("?")[0]).lstrip("/")
        for name, value in HEADERS.items():
            framed = name == "Content-Security-Policy" and inside.startswith(EMBED)
            self.send_header(name, value.replace("frame-ancestors 'none'", "frame-ancestors *") if framed else value)
        super().end_headers()

    def list_directory(self, path: object) -> None:  # noqa: ARG002 - as the standard library calls it
        self.send_error(404)

    def log_message(self, format: str, *given: object) -> None:  # noqa: A002 - as the standard library calls it
        self._say(format % given)


def server(folder: Path, port: int = 0, say: Callable[[str], None] = lambda _: None) -> ThreadingHTTPServer:
    """A server on 127.0.0.1, not started yet; port 0 takes a free one. Raises ``OSError``."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, folder=folder, say=say))
