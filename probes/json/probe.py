"""The json probe: one JSON endpoint, asked once, read by the operator's paths. Pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from probes.contract import Allow, Card, Flow, Get, Post, Probe
from probes.json.options import Options
from probes.json.reading import read
from probes.personal import is_personal


def flow(url: str, options: Options) -> Flow:
    """The target's URL, or one POST of the configured JSON to it."""
    page = yield Get(url) if options.post is None else Post.json(url, options.post)
    return read(page, options)


def allow(url: str, options: Options) -> tuple[Allow, ...]:
    """Exactly the configured request, with or without a final slash.

    Raises ``ValueError`` for a URL whose query holds personal data.
    """
    parts = urlsplit(url)
    if any(is_personal(name) for name, _ in parse_qsl(parts.query, keep_blank_values=True)):
        raise ValueError("its query holds personal data, which slotwatch never sends; remove it")
    exactly = re.escape(parts.path.rstrip("/")) + "/?" + (re.escape(f"?{parts.query}") if parts.query else "")
    if options.post is None:
        return (Allow("GET", exactly),)
    return Allow("POST", exactly), Allow("GET", exactly)  # a GET where the answer is a redirect to itself


PROBE = Probe(
    name="json",
    version=1,
    options=Options,
    flow=flow,
    read=read,
    allow=allow,
    card=Card(
        limits="unknown for an endpoint in general: one look an hour unless the office agreed to more",
        source="public bots report bans after a few dozen looks in some hours, shown as an ordinary empty list",
        requests_per_look="1",
    ),
    by_content=False,
)
