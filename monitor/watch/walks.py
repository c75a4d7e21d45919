"""What walks over the same pages taught: a bounded memory, shared by all targets of a process; touches nothing.

A probe is a function of its options and its pages, and so is the screen before it. What follows after pages that were
seen before, byte for byte, is therefore what followed then: the next request, or the reading. ADR 7 says why.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from probes.contract import Allow, Get, Page, Post, Probe, Reading, Request

Step = Request | Reading
"""What a walk does next: asks, or ends."""
Trace = bytes
"""SHA-256 over all that a walk depended on so far."""

_OVERHEAD = 1024
"""Bytes that a remembered step costs beside its words, roughly."""


def begin(url: str, options: Mapping[str, Any], max_tags: int) -> Trace:
    """The trace of a walk that has seen no page yet."""
    told = json.dumps([url, max_tags, options], sort_keys=True, default=repr)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()


def extend(trace: Trace, page: Page) -> Trace:
    """The trace after one more page: everything that a rule can see of it, and nothing else."""
    seen = hashlib.sha256(trace)
    seen.update(repr((page.url, page.status, len(page.content), sorted(page.headers.items()))).encode())
    seen.update(page.content)
    return seen.digest()


@dataclass(frozen=True, slots=True)
class _Kept:
    step: Step
    cost: int


@dataclass(frozen=True, slots=True)
class Ready:
    """What a probe makes of a target's configuration: checked options, and the only requests that may be sent."""

    options: Any
    allow: tuple[Allow, ...]


class Walks:
    """Remembers steps by trace, the latest used ones, within bounds; what it forgot is worked out again."""

    def __init__(self, most: int = 8192, most_bytes: int = 16 * 1024 * 1024) -> None:
        self._kept: OrderedDict[tuple[Probe, Trace], _Kept] = OrderedDict()
        self._ready: OrderedDict[tuple[Probe, Trace], Ready] = OrderedDict()
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0

    def ready(self, probe: Probe, beginning: Trace, url: str, options: Mapping[str, Any]) -> Ready:
        """The options and the allow-list of a walk that begins so, worked out once for many looks."""
        key = (probe, beginning)
        if key not in self._ready:
            checked = probe.options.model_validate(dict(options))
            self._ready[key] = Ready(checked, probe.allow(url, checked))
            if len(self._ready) > self._most // 4:
                self._ready.popitem(last=False)
        self._ready.move_to_end(key)
        return self._ready[key]

    def recall(self, probe: Probe, trace: Trace) -> Step | None:
        """What followed after these pages; None where that is not known, or not any more."""
        kept = self._kept.get((probe, trace))
        if kept is None:
            return None
        self._kept.move_to_end((probe, trace))
        return kept.step

    def remember(self, probe: Probe, trace: Trace, step: Step) -> None:
        """Keep what followed; the steps that were not used for longest make room."""
        if (probe, trace) in self._kept:
            return
        cost = _OVERHEAD + _words(step)
        self._kept[probe, trace] = _Kept(step, cost)
        self._bytes += cost
        while len(self._kept) > self._most or self._bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.cost

    def __len__(self) -> int:
        return len(self._kept)


def _words(step: Step) -> int:
    """About how many bytes the texts of a step take: Python keeps up to four for each character."""
    if isinstance(step, Get):
        return 4 * len(step.url)
    if isinstance(step, Post):
        fields = sum(len(name) + len(value) for name, value in (step.fields or {}).items())
        return 4 * (len(step.url) + len(step.body) + fields)
    said = sum(len(statement.text) + 100 for statement in step.statements)
    return 4 * (len(step.quote) + said) + 60 * len(step.slots.listed)
